"""One invented case from its first day to its last: assessments, sittings and visits in time order."""

from __future__ import annotations

from itertools import pairwise

from sjtool.training import enquiry, interviews, judging, planning, ratings, readings, tools
from sjtool.training.accounts import SET, Accounts
from sjtool.training.scene import Scene
from sjtool.training.words_visits import EVENTS, EVENTS_MORE

VISIT_RECORDS, ROUND_RECORDS = 19, 80
"""What a visit, and an assessment after the first, come to at the least."""
TAIL_DAYS = 100
_AGAIN = 10
_MANY = 2000
_LONGEST = 960


class Story:
    """How one case is told. `records` is the least that it comes to."""

    def __init__(self, scene: Scene, accounts: Accounts, records: int) -> None:
        """Nothing is written yet."""
        self.scene = scene
        self.accounts = accounts
        self.records = records
        self.rounds = scene.dice.pick((2, 2, 2, 3))

    def tell(self) -> None:
        """Write it."""
        scene = self.scene
        span = _LONGEST if self.records > _MANY else scene.dice.between(400, _LONGEST)
        gap = (span - TAIL_DAYS) // (self.rounds - 1)
        for number in range(self.rounds):
            to_come = self.rounds - 1 - number
            scene.is_last = not to_come
            self._round(number)
            if to_come:
                lacking = self.records - len(scene.book) - ROUND_RECORDS * to_come
                self._between(gap, -(-lacking // (VISIT_RECORDS * to_come)))
        self._close()

    def _round(self, number: int) -> None:
        """One assessment: enquiries, a visit, ratings, judgement, plan, signatures."""
        scene, is_first = self.scene, number == 0
        enquiry.open_assessment(scene)
        enquiry.gather_evidence(scene)
        if is_first:
            enquiry.add_stray(scene)
        if is_first and scene.features.acknowledged:
            enquiry.add_edited(scene)
        self._interview(is_first=is_first)
        bare = scene.features.no_evidence if scene.is_last else 0
        scene.go_on(scene.dice.between(2, 5))
        stale = scene.features.stale_ratings if scene.is_last else 0
        scene.book.turn_to(scene.day, 9)
        taken = ratings.rate_main(scene, stale, bare)
        scene.go_on(1)
        self._visit(bare=bare - taken)
        if scene.is_last:
            ratings.rate_once(scene)
        tools.receive_tools(scene)
        scene.go_on(scene.dice.between(1, 3))
        self._decide(number)

    def _interview(self, *, is_first: bool) -> None:
        """The partner first, then the person; at a review fewer items, and the partner about themselves."""
        scene = self.scene
        questions = scene.shelf.questions(SET).item
        scene.go_on(scene.dice.between(1, 3))
        if is_first:
            interviews.put_words(scene, "partner-first-account", "partner", 10)
            items = interviews.partner_items(scene)
            scene.go_on(scene.dice.between(1, 4))
            interviews.put_section_12(scene, self.accounts, "partner", items, 10)
            asked = list(questions)
        else:
            interviews.put_words(scene, "protective-carer", "partner", 10)
            asked = scene.dice.some(questions, _AGAIN)
        scene.go_on(scene.dice.between(2, 6))
        interviews.put_section_12(scene, self.accounts, "subject", asked, 14)
        scene.go_on(1)
        readings.read_accounts(scene, self.accounts, asked, 9)

    def _visit(self, *, urgent: bool = False, bare: int = 0) -> None:
        """A visit: what happened, what was seen, the questions of a visit, the acute factors."""
        scene = self.scene
        scene.book.turn_to(scene.day, scene.dice.between(9, 17), scene.dice.below(60))
        scene.visit = scene.add(
            "event",
            kind="visit",
            held_on=scene.day.isoformat(),
            what=scene.voice.say(EVENTS, EVENTS_MORE, 3),
            touches=[scene.shelf.ref(ratings.ACUTE) + "/victim-access"],
            opens_review=False,
        )
        enquiry.add_evidence(scene, "home-visit")
        interviews.put_words(scene, "visit", "subject", 9)
        at_once = ratings.rate_acute(scene, urgent=urgent, bare=bare)
        if at_once:
            planning.act_at_once(scene, at_once)

    def _between(self, gap: int, needed: int) -> None:
        """Visits until the next assessment, and what else happened; the plan is settled at the end of it."""
        scene, dice = self.scene, self.scene.dice
        count = max(needed, dice.between(1, 2))
        ends = [gap * (number + 1) // (count + 1) for number in range(count)]
        for number, (before, day) in enumerate(pairwise([0, *ends])):
            scene.go_on(max(1, day - before))
            self._visit(urgent=dice.chance(0.08))
            planning.tell_of_plan(scene)
            if number == 0:
                enquiry.erase_stray(scene)
            if dice.chance(0.5):
                enquiry.add_evidence(scene, dice.pick(("police-intelligence", "other-agencies", "other")))
            if dice.chance(0.4):
                enquiry.add_event(scene, dice.pick(("meeting", "significant-change", "move", "intelligence")))
        scene.go_on(max(1, gap - ends[-1]))
        scene.trend = max(0, min(3, scene.trend + dice.pick((-1, 0, 0, 1))))
        planning.settle_plan(scene)

    def _decide(self, number: int) -> None:
        """First judgement, final judgement with its overrides, plan and signatures, as far as was asked for."""
        scene, features, dice = self.scene, self.scene.features, self.scene.dice
        judging.set_out(scene)
        will_sign = not (scene.is_last and (features.unsigned or features.first_judgement_only))
        step = dice.pick((1, -1)) if number == 0 else dice.pick((0, 0, 1, -1) if will_sign else (0, 0))
        verdict = judging.reach(scene, step, may_fall=will_sign)
        judging.judge_first(scene, verdict)
        if scene.is_last and features.first_judgement_only:
            return
        judging.judge_final(scene, verdict)
        is_last_plan = number == self.rounds - (2 if features.first_judgement_only else 1)
        planning.write_plan(scene, features.overdue_actions if is_last_plan else 0)
        if will_sign:
            planning.sign(scene)

    def _close(self) -> None:
        """News of the plan after the last assessment, and one last meeting; nothing that voids a signature."""
        scene = self.scene
        scene.go_on(scene.dice.between(50, TAIL_DAYS - 10))
        planning.settle_plan(scene)
        enquiry.add_event(scene, "meeting")
