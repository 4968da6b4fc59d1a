"""The plan of an invented case: actions that answer what raises concern, what became of them, and who signed."""

from __future__ import annotations

from datetime import timedelta

from sjtool.training import words_deciding as words
from sjtool.training.scene import Scene

_LEAST, _CLOSED = 6, 0.6
_ANSWERED_EACH = 3


def write_plan(scene: Scene, left_open: int) -> None:
    """Actions enough to answer every factor that raises concern; `left_open` of them will hear no more."""
    scene.book.turn_to(scene.day, 16)
    count = max(scene.dice.between(_LEAST, len(words.PLAN)), left_open + 1)
    concerns = [held.factor.ref for held in scene.held.values() if held.label in held.factor.factor.raises_concern_when]
    numbers = range(count)
    idle = set(scene.dice.some(numbers, left_open))
    for number in numbers:
        answers = [*concerns[number::count], *scene.readings[number::count], *scene.scenarios[number::count]]
        due = scene.day + timedelta(days=scene.dice.between(9, 45 if number in idle else 110))
        made = _action(scene, number, list(dict.fromkeys(answers)), due.isoformat())
        scene.plan[made] = due
        if number in idle:
            scene.left_open.add(made)


def act_at_once(scene: Scene, refs: list[str]) -> None:
    """What was done the same day about a factor that could not wait."""
    made = _action(scene, 0, refs, scene.day.isoformat())
    scene.add("action_update", action=made, status="done", what_happened=scene.voice.sentence(words.DONE))


def _action(scene: Scene, number: int, answers: list[str], due: str) -> str:
    pillar, kind, objective = words.PLAN[number % len(words.PLAN)]
    say = scene.voice.sentence
    return scene.add(
        "action",
        assessment=scene.assessment,
        pillar=pillar,
        kind=scene.voice.fill(kind),
        objective=say((objective,)),
        purpose=say(words.GOAL),
        enforcement=scene.dice.pick(("By agreement.", "The order.", "Licence or court, if it is broken.")),
        suitability=say(words.SUITS),
        proportionality=say(words.PROPORTION),
        negative_consequences=say(words.COST),
        answers=answers,
        owner=scene.dice.pick((scene.cast.manager, scene.cast.social_worker, scene.cast.probation)),
        due_on=due,
        review_on=scene.on(scene.dice.between(60, 150)),
        handling="open",
    )


def tell_of_plan(scene: Scene) -> None:
    """News of some actions, at a visit."""
    for action in scene.dice.some([name for name in scene.plan if name not in scene.left_open], 2):
        _update(scene, action, scene.dice.pick(("open", "in-progress", "in-progress")))


def settle_plan(scene: Scene) -> None:
    """What became of every action that is due by now, but for those left open; the rest of the plan runs on."""
    scene.book.turn_to(scene.day, 9)
    for action, due in list(scene.plan.items()):
        if action not in scene.left_open and due <= scene.day:
            _update(scene, action, "done" if scene.dice.chance(_CLOSED) else "in-progress")
            del scene.plan[action]


def _update(scene: Scene, action: str, status: str) -> None:
    what = scene.voice.say(words.DONE if status == "done" else words.UNDER_WAY, most=2)
    by = scene.cast.supervisor if status == "done" else None
    scene.add("action_update", action=action, status=status, what_happened=what, checked_by=by)


def sign(scene: Scene) -> None:
    """The author signs; a supervisor who had no part in it returns it once, perhaps, and then approves."""
    scene.book.turn_to(scene.day, 17)
    if scene.dice.chance(0.15):
        _answer(scene, _sign(scene), "return")
        text = scene.voice.say(words.RATIONALE, most=2)
        scene.add("narrative", assessment=scene.assessment, heading="added after the return", text=text)
    _answer(scene, _sign(scene), "approve")


def _sign(scene: Scene) -> tuple[str, str]:
    head = scene.book.head
    made = scene.add("signature", **_signed(scene, head, words.STATEMENT), role="offender manager")
    return made, head


def _answer(scene: Scene, signed: tuple[str, str], decision: str) -> None:
    signature, head = signed
    is_approved = decision == "approve"
    scene.add(
        "countersignature",
        scene.cast.supervisor,
        **_signed(scene, head, words.APPROVED if is_approved else words.RETURNED),
        role="detective sergeant",
        signature=signature,
        decision=decision,
        reasons=None if is_approved else scene.voice.sentence(words.RETURN_REASONS),
    )


def _signed(scene: Scene, head: str, statement: str) -> dict[str, object]:
    return {
        "assessment": scene.assessment,
        "head": head,
        "victims_head": scene.victims.head,
        "method": "typed",
        "statement": statement,
    }
