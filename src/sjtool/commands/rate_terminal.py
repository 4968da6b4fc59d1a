"""Rate a sheet at a terminal: the factor, its anchors and its history on the screen; each rating saved at once.

What is asked is in `rate_form.py`, the look in `rate_screen.py`; here is the loop. What is being typed is kept with
every keystroke, by person and factor, and stands there again when the factor comes back.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import ClassVar

from sjtool import clock
from sjtool.ask.asker import Stop
from sjtool.ask.form import Back
from sjtool.assess.ratings import FactorView, view_sheet
from sjtool.commands import rate_screen
from sjtool.commands.desk import Desk
from sjtool.commands.evidence_list import EvidenceList
from sjtool.commands.live_forms import LiveForms
from sjtool.commands.rate_closing import CARRIED, RATED, SKIPPED, show_close, show_leave
from sjtool.commands.rate_form import RatingForm
from sjtool.commands.rate_map import find_factors, find_stale, map_rows
from sjtool.commands.rate_moves import RATE_KEYS, read_rate_move
from sjtool.console import talk_width
from sjtool.errors import SjtoolError
from sjtool.interview.screen import INDENT, Screen
from sjtool.loader import Loaded, load_sound
from sjtool.model.appraisal import Rating
from sjtool.model.template import FactorSet
from sjtool.status import ExitStatus
from sjtool.store.append import Draft, Later, Ledger, repoint
from sjtool.store.unfinished import Unfinished
from sjtool.text import count_words


class _Jump(Exception):  # noqa: N818 - a move, not an error
    """The officer goes to another factor, or with none named leaves this one unrated."""

    def __init__(self, factor: str = "") -> None:
        self.factor = factor


@dataclass(frozen=True)
class Round:
    """One person of a sheet: the factors to ask now, and all that may be gone to."""

    person: str
    ask: tuple[str, ...]
    known: tuple[str, ...]


@dataclass
class RateSitting:
    """One officer at one terminal with one sheet. `resume` and `onward` are the commands named at the end."""

    desk: Desk
    loaded: Loaded
    factors: FactorSet
    ref: str
    resume: str
    onward: str
    outcome: dict[str, str] = field(default_factory=dict)
    last: Rating | None = None
    named: Sequence[str] = ()
    kept_as: ClassVar[str] = "rate"
    _scale: str = ""

    def __post_init__(self) -> None:
        """The case is opened once, so that an edit of it in another window is noticed."""
        self.ledger = Ledger(self.loaded.path)
        file = Unfinished(self.loaded.path, f"{self.kept_as}-{self.factors.set.id}")
        self.live = LiveForms(self.desk.asker, file, by=self.desk.officer, keys=RATE_KEYS, move=self._move)
        self.known = EvidenceList(self.loaded, {"evidence"})
        self.view: FactorView | None = None
        self.round = Round("", (), ())

    def run(self, rounds: Sequence[Round]) -> ExitStatus:
        """Go through the factors, one person after the other. Raises Stop or KeyboardInterrupt, when all is safe."""
        self._say(rate_screen.show_sheet(self.screen, self.factors))
        self.named = self._named_today()
        self.live.begin()
        try:
            for one in rounds:
                self._rate_person(one)
            self._say(show_close(self.screen, self.outcome, self.onward, keeps=self.live.file.holds_words))
        except (Stop, KeyboardInterrupt):
            self._say(show_leave(self.screen, self.outcome, self.resume, keeps=self.live.file.holds_words))
            raise
        finally:
            self.live.end()
        return ExitStatus.OK

    @property
    def screen(self) -> Screen:
        """The screen as it is now: a window may have been made wider or narrower."""
        return Screen(talk_width(), self.live.plain)

    def _rate_person(self, one: Round) -> None:
        """Every factor to ask of one person; `:back` returns to the factor before, `:jump` goes to any other."""
        self.round, self.last, names, at = one, None, list(one.ask), 0
        for place in find_stale(self.live, self._views().values()):
            self.live.drop(place)
        subject = self.loaded.standing.subject
        if subject is None or one.person != subject.id:
            label = self.loaded.standing.label(one.person)
            self._say(["", *self.screen.wrap(f"About {label}: {count_words(len(names), 'factor')}")])
        begun = [v.factor.title for name, v in self._views().items() if self._begun(name) and name != names[0]]
        if begun:
            self._say(self.screen.wrap(f"Begun and not recorded: {'; '.join(begun)}. :jump goes there."))
        group = ""
        while at < len(names):
            self.view = view = self._views()[names[at]]
            if view.factor.group and view.factor.group != group:
                group = view.factor.group
                self._say(rate_screen.show_group(self.screen, self.factors, group))
            try:
                self._rate(view, at + 1, len(names))
            except Back:
                at = max(0, at - 1)
                continue
            except _Jump as jump:
                at = self._go(names, at, jump.factor)
                continue
            at += 1

    def _go(self, names: list[str], at: int, factor: str) -> int:
        """Where to go on: the next factor, or the one named, put before this one where it is not asked anyway."""
        if not factor:
            self.outcome.setdefault(f"{self.round.person}/{names[at]}", SKIPPED)  # what was rated stays rated
            return at + 1
        if factor not in names:
            names.insert(at, factor)
        return names.index(factor)

    def _rate(self, view: FactorView, number: int, count: int) -> None:
        """Show a factor, ask its rating and save it. Raises Back, Stop or a jump."""
        self._show(view, number, count)
        form = self._form(view)
        told = form.say_left(self.desk.officer)
        self._say(self.screen.wrap(told) if told else [])
        with self.desk.keeping(self.loaded.path, live=True, factor=view.factor.id):
            drafts = form.ask()
        self._save(view, drafts, form.place, is_carried=form.is_carried(drafts))

    def _form(self, view: FactorView) -> RatingForm:
        """What is asked of a factor."""
        show = partial(self._help, view)
        return RatingForm(self.live, self.loaded, self.factors, view, self.last, self.named, show)

    def _show(self, view: FactorView, number: int, count: int) -> None:
        """The factor, what it was last, and what each label looks like here."""
        screen, factor = self.screen, view.factor
        lines = rate_screen.show_factor(screen, view, number, count)
        lines += rate_screen.show_latest(screen, view, self.loaded.standing, self.known)
        if factor.anchors or view.scale.id != self._scale:
            lines += rate_screen.show_labels(screen, factor, view.scale)
        else:
            lines += rate_screen.show_names(screen, view.scale)
        self._scale = "" if factor.anchors else view.scale.id
        self._say(lines)

    def _save(self, view: FactorView, drafts: Sequence[Draft], place: str, *, is_carried: bool) -> None:
        """Append a rating and what it brought along; say at once where it cannot wait."""
        pins = self.desk.pins(self.loaded, self.ref)
        moved = {n: Later(n + len(pins)) for n in range(len(drafts))}
        try:
            new = [*pins, *(repoint(d, moved) for d in drafts)]
            *others, rating = self.desk.append(self.loaded.path, new, self.ledger)
        except SjtoolError as error:
            if any(problem.code == "typed-kept" for problem in error.problems):
                self.live.drop(place)
            raise
        self.live.drop(place)
        made = [record.id for record in others[len(pins) :]]
        self._say(self.screen.wrap(f"saved {' '.join([rating.id, *made])}", INDENT))
        self.outcome[f"{view.person}/{view.factor.id}"] = CARRIED if is_carried else RATED
        if isinstance(rating, Rating):
            self.last, self.named = rating, rating.evidence or self.named
            if view.factor.act_now and rating.recent == "act-now":
                self._say(self.screen.wrap(f"ACT NOW: {view.factor.act_now}"))
        self.loaded = load_sound(self.loaded.path, self.desk.library)
        self.known = EvidenceList(self.loaded, {"evidence"})

    def _move(self, typed: str) -> bool:
        """Do what a line says; False where it is an answer, or a move the form makes. Raises a jump."""
        move, view = read_rate_move(typed), self.view
        if move is None or view is None or move[0] in {"back", "quit", "edit"}:
            return False
        name, rest = move
        shows = {
            "help": lambda: rate_screen.show_moves(self.screen),
            "why": lambda: rate_screen.show_why(self.screen, self.factors, view.factor),
            "notes": lambda: rate_screen.show_notes(self.screen, self.factors.set.notes),
            "last": lambda: rate_screen.show_all(self.screen, view, self.loaded.standing, self.known),
            "map": lambda: rate_screen.show_map(self.screen, self._map(), view.factor.title),
        }
        if name in shows:
            self._say(shows[name]())
        elif name in {"skip", "jump"} and "/new-" in self.live.place:
            self._say(
                self.screen.wrap(f"Not within a new piece of evidence. :back leads out of it, then :{name}.", INDENT)
            )
        elif name == "skip":
            raise _Jump
        elif name == "jump":
            self._jump(rest)
        else:
            told = f"There is no :{rest}. :help lists the moves. A space before the colon makes it an answer."
            self._say(self.screen.wrap(told, INDENT))
        return True

    def _jump(self, rest: str) -> None:
        """To the one factor that fits, else say which there are."""
        views = self._views()
        found = find_factors([*views.values()], rest)
        if len(found) == 1:
            raise _Jump(found[0])
        named = "; ".join(views[name].factor.title for name in found)
        told = f"Which of these? {named}" if named else "There is no such factor here. :map lists them."
        self._say(self.screen.wrap(told, INDENT))

    def _map(self) -> dict[str, str]:
        return map_rows(self._views().values(), self.loaded.standing, self._begun)

    def _help(self, view: FactorView) -> None:
        """What each label looks like, the caution, and the moves."""
        caution = self.screen.wrap(view.factor.caution, INDENT) if view.factor.caution else []
        self._say([*rate_screen.show_labels(self.screen, view.factor, view.scale), *caution])
        self._say(rate_screen.show_moves(self.screen))

    def _views(self) -> dict[str, FactorView]:
        """The factors of this person that may be gone to, as they stand now."""
        views = view_sheet(self.loaded.standing, self.factors, self.ref, self.round.person)
        return {view.factor.id: view for view in views if view.factor.id in self.round.known}

    def _begun(self, factor: str) -> bool:
        return bool(self.live.left(f"{self.round.person}/{factor}"))

    def _named_today(self) -> tuple[str, ...]:
        """What was named last on this sheet today, so that it can be named again after a break."""
        today, name = clock.today().isoformat(), f"{self.factors.set.id}@"
        made = [r for r in self.loaded.standing.of(Rating) if r.held_on == today and (r.factor or "").startswith(name)]
        return next((rating.evidence for rating in reversed(made) if rating.evidence), ())

    def _say(self, lines: Iterable[str]) -> None:
        for line in lines:
            self.live.say(line)
