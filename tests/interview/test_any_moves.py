"""Any sequence of lines, keys and interruptions, over several runs: the file stays valid, and no word is lost."""

from __future__ import annotations

import contextlib
import re
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, NoReturn

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sjtool import clock
from sjtool.ask.asker import Stop
from sjtool.assess.sessions import find_ended
from sjtool.assess.standing import Standing
from sjtool.errors import SjtoolError, usage
from sjtool.interview.enquiry import Enquiry, Limits
from sjtool.interview.last_time import find_before
from sjtool.interview.plan import Question
from sjtool.interview.screen import Screen
from sjtool.interview.session import Interview, Outcome
from sjtool.interview.start import given_in, pause_session
from sjtool.interview.terminal import Sitting
from sjtool.interview.unsent import Unsent
from sjtool.model.case import Case
from sjtool.model.enquiry import Response, Session, SessionEnd
from sjtool.model.record import Record
from sjtool.store.append import Draft, Ledger, create_case
from sjtool.store.ledger import read_ledger
from sjtool.store.library import Library
from sjtool.store.read import read_case
from sjtool.store.unfinished import Unfinished
from sjtool.store.verify import verify_ledger

SET = "section-12@1.0.0"
ITEMS = ("1", "3", "5", "8", "14", "24")
OFFICERS = ("pc-4412", "ds-2")


class Killed(BaseException):
    """The process is gone: nothing after this was run by the program."""


LEAVES: Mapping[str, type[BaseException]] = {"stop": Stop, "ctrl-c": KeyboardInterrupt, "kill": Killed}


@dataclass(frozen=True)
class Act:
    """What the officer does at a prompt: a `line`, a `key` with words begun, or one of LEAVES with words begun."""

    kind: str
    text: str = ""
    word: str = ""


@dataclass(frozen=True)
class Call:
    """One run of the command: what is done, by whom, in plain lines or not; `corrects` a session that is over."""

    acts: tuple[Act, ...]
    officer: str = OFFICERS[0]
    plain: bool = False
    corrects: bool = False


class Typist:
    """An asker that does what it is told, and tells `watch` what a real one would; at the end of it input ends."""

    def __init__(self, acts: tuple[Act, ...], *, plain: bool) -> None:
        self.acts = iter(acts)
        self.plain = plain
        self.typed: list[dict[str, Any]] = []
        self.watch: Callable[[str], None] | None = None
        self.said: list[str] = []
        self.begun = ""

    def say(self, text: str = "") -> None:
        self.said.append(text)

    def ask_line(
        self,
        _prompt: str,
        *,
        default: str = "",
        multiline: bool = False,
        keys: Mapping[str, str] | None = None,
        select: bool = False,
    ) -> str:
        del select
        act = next(self.acts, Act("stop"))
        text = act.text if multiline else act.text.partition("\n")[0]
        if act.kind in LEAVES:
            self.begun = self._tell(text) if text else ""
            raise LEAVES[act.kind]
        if act.kind == "key" and keys and not self.plain and act.word in keys.values():
            self._tell(text)
            return act.word
        if not text and default and not self.plain:
            return default
        self._tell(text)
        return text

    def _tell(self, text: str) -> str:
        """A line of a plain terminal is only known when it is entered, unless it is one of several."""
        if self.watch is None or (self.plain and "\n" not in text):
            return ""
        self.watch(text)
        return text


class Noted(Interview):
    """An interview that remembers what it was given: what was saved, and which words must not be lost."""

    owed: list[str]
    saved: list[tuple[Response, Outcome]]
    free: list[str]
    typed: str = ""

    def hold(self, words: str) -> None:
        super().hold(words)
        self.owed.append(words.strip())

    def forget(self) -> None:
        for words in self.held:
            self.owed.remove(words)
        super().forget()

    def answer(self, text: str) -> Outcome:
        self.typed = text
        return super().answer(text)

    def record(self, response: Response, outcome: Outcome) -> None:
        question = self.question
        if question and question.wording.answer == "text" and not outcome.stays and response.value is not None:
            self.free.append(self.typed)
        self.saved.append((response, outcome))
        super().record(response, outcome)


@dataclass
class Desk:
    """A case in a folder, and what was promised of it so far."""

    path: Path
    owed: list[str] = field(default_factory=list)
    saved: list[tuple[Response, Outcome]] = field(default_factory=list)
    free: list[str] = field(default_factory=list)
    acknowledged: set[str] = field(default_factory=set)
    written: int = 0

    def read(self) -> Case:
        case, problems = read_case(self.path)
        assert problems == []
        assert verify_ledger(read_ledger(self.path)).problems == ()
        return case

    def edit(self, text: str, tell: Callable[[Path], None]) -> tuple[str, str]:
        """An editor: it writes, leaves things as they are, fails with or without words, or is not there."""
        self.written += 1
        match self.written % 6:
            case 1:
                return f"{text}\nwritten at length", ""
            case 2:
                return text, ""
            case 3:
                return "half written", "The editor ended with an error."
            case 4:
                return "", "The editor left no text."
            case 5:
                self.leave_editor_open(tell)
        raise usage("editor-failed", "no editor was found", "why", "fix")

    def leave_editor_open(self, tell: Callable[[Path], None]) -> NoReturn:
        """The process is killed while the editor is open, in which words were saved."""
        saved = self.path.parent / f".sjtool-edit-{self.written}" / "answer.txt"
        saved.parent.mkdir()
        tell(saved)
        saved.write_text("saved in the editor", encoding="utf-8")
        raise Killed

    def sit(self, call: Call) -> None:
        """Run the command once, as `interview_run` does, and hold the file against what was promised."""
        standing = Standing(self.read())
        enquiry = build_enquiry(standing)
        ledger = Ledger(self.path)
        ended = [s for s in standing.of(Session) if standing.root(s.id) in find_ended(standing)]
        correcting = bool(call.corrects and ended and not enquiry.open_session())
        left = ended[-1] if correcting else enquiry.open_session()
        session = left or begin(enquiry, ledger, call.officer)
        root = standing.root(session.id) if left else session.id
        plan = enquiry.plan(Limits("all", ITEMS), session)
        if correcting:
            plan = tuple(question for question in plan if question.key in given_in(standing, session))
        file = Unfinished(self.path, root)
        start = next((question.key for question in plan if left and question.spot == file.at), None)
        interview = Noted(
            plan,
            root,
            given_in(standing, session) if left else {},
            set_id="section-12",
            start=start,
            correcting=correcting,
        )
        interview.owed, interview.saved, interview.free = self.owed, self.saved, self.free
        asker = Typist(call.acts, plain=call.plain)

        def save(draft: Draft) -> Record:
            return ledger.append([draft], by=call.officer, at=clock.now())[0]

        def pause() -> None:
            ledger.append([pause_session(root)], by=call.officer, at=clock.now())

        sitting = Sitting(
            asker,
            interview,
            session,
            enquiry.questions,
            enquiry.role,
            save,
            "sjtool interview",
            "sjtool next",
            look=lambda: Screen(72, plain=call.plain),
            officer=call.officer,
            unsent=Unsent(file),
            before=find_before(standing, "section-12", "partner", session.id),
            begun=clock.now(),
            edit=self.edit,
            pause=pause,
        )
        with contextlib.suppress(KeyboardInterrupt, Killed):
            sitting.run()
        self.check(asker, root, is_over="the session is over. Next:" in " ".join(" ".join(asker.said).split()))

    def check(self, asker: Typist, root: str, *, is_over: bool) -> None:
        """The file is whole, holds all that was acknowledged, and every word is in it or in the file beside it."""
        case = self.read()
        standing = Standing(case)
        counts = Counter((standing.root(r.session or ""), r.item, r.part) for r in standing.of(Response))
        assert [key for key, number in counts.items() if number > 1] == []
        assert asker.watch is None
        self.acknowledged |= set(re.findall(r"saved ([a-z]+-\d+)", " ".join(" ".join(asker.said).split())))
        assert [name for name in self.acknowledged if case.find(name) is None] == []
        for response, outcome in self.saved:
            found = case.find(response.id)
            assert found is not None
            assert found.model_dump(exclude={"salt", "chain"}) == response.model_dump(exclude={"salt", "chain"})
            assert outcome.draft is not None
            assert outcome.draft.keys.get("value") == response.value
            assert outcome.draft.keys.get("note") == response.note
        assert [text for text in self.free if text.strip("\r\n") not in {r.value for r in case.of(Response)}] == []
        beside = Unfinished(self.path, root)
        unsent = [str(words) for spot in SPOTS for words in flatten(beside.left(spot))]
        recorded = [words for r in case.of(Response) for words in (r.note, r.missing_note, r.value)]
        recorded += [words for s in case.of(Session) for words in (s.cleared_with, s.others_present)]
        places = [*unsent, *(str(words) for words in recorded if words is not None)]
        assert [words for words in self.owed if not any(words in place for place in places)] == []
        if asker.begun.strip():
            assert any(asker.begun == words or asker.begun.strip() in words for words in places)
        if is_over:
            assert not beside.path.exists()
        check_notes(case)
        check_interviewers(standing, case)


def check_notes(case: Case) -> None:
    """What was typed to move about never stands in a record."""
    for response in case.of(Response):
        for words in (response.note, response.missing_note):
            assert not {line for line in (words or "").split("\n") if line in MOVES}


def check_interviewers(standing: Standing, case: Case) -> None:
    """Who gave an answer in was on record as asking before, but where an ended session is corrected."""
    asking: dict[str, set[str]] = {}
    over = set()
    for record in (entry.record for entry in case):
        if isinstance(record, Session):
            asking.setdefault(standing.root(record.id), set()).update(record.interviewers)
        elif isinstance(record, SessionEnd) and record.how != "paused":
            over.add(record.session)
        elif isinstance(record, Response) and record.session not in over:
            assert record.by in asking[record.session or ""]


def flatten(left: Mapping[str, object]) -> Iterator[object]:
    for words in left.values():
        yield from words if isinstance(words, list) else [words]


def build_enquiry(standing: Standing) -> Enquiry:
    partner, subject = standing.person("partner"), standing.subject
    assert partner is not None
    assert subject is not None
    return Enquiry(standing, Library().question_set(SET), SET, partner, "partner", subject)


def begin(enquiry: Enquiry, ledger: Ledger, officer: str) -> Session:
    keys = {**enquiry.new_session((officer,)), "mode": "home-visit", "held_on": "2026-03-04"}
    record = ledger.append([Draft("session", keys)], by=officer, at=clock.now())[0]
    assert isinstance(record, Session)
    return record


@cache
def blank_case() -> bytes:
    """A case with the two of them and an assessment, as it stands on the disk."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "harbour.toml"
        create_case(path, {"format": 1, "case": "harbour", "training": True})
        drafts = [
            Draft("person", {"id": "subject", "roles": ["subject"], "label": "Mr H"}),
            Draft("person", {"id": "partner", "roles": ["partner"], "label": "Ms R"}),
            Draft("assessment", {"opened_on": "2026-03-02", "trigger": "initial", "purpose": "Initial"}),
        ]
        Ledger(path).append(drafts, by=OFFICERS[0], at=clock.now())
        return path.read_bytes()


@cache
def plan_of() -> tuple[Question, ...]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "harbour.toml"
        path.write_bytes(blank_case())
        return build_enquiry(Standing(read_case(path)[0])).plan(Limits("all", ITEMS), None)


SPOTS = ("1/hours", "3", "5", "8", "14", "24")
GOOD = ("35", "about 35", "y", "no", "yes, since June", "2", "1 2", "1, 3", "Her sister.", "refused, said so", "4", "y")
BAD = (
    "thirty or so",
    "30 to 40",
    "99x",
    "5 hours a day",
    "sjtool next harbour",
    "quit",
    " quit",
    "not a reason at all",
)
ODD = (
    "one [/] two\n\nthree",
    '"""',
    "e\u0301 \u202eabc\u202c \u0645\u0631\u062d",
    "a\x00b\x1b[2Jc",
    "\U0001f600 tab\there",
)
MOVES = (
    ":back", ":b", ":skip", ":skip refused, said to ask him", ":skip later", ":skip nonsense", ":note", ":note x y",
    ":edit", ":why", ":last", ":map", ":map open", ":jump 5", ":jump 14", ":jump time", ":jump", ":again", ":who",
    ":time", ":cleared", ":cleared DI Shaw, 3 March", ":stop", ":conduct", ":end", ":quit", ":help", "?", ":zzz", "=",
)  # fmt: skip
BLANK = ("", "", "   ")
FREE = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r"), max_size=30)
WORDS = st.sampled_from([*GOOD, *GOOD, *BAD, *ODD]) | FREE | st.lists(FREE, min_size=3, max_size=3).map("\n".join)
LINE = st.builds(Act, st.just("line"), st.one_of(WORDS, st.sampled_from(MOVES), st.sampled_from(BLANK)))
KEY = st.builds(
    Act, st.just("key"), WORDS | st.just(""), st.sampled_from([":back", ":skip", ":note", ":map", ":edit", ":quit"])
)
LEAVE = st.builds(Act, st.sampled_from(sorted(LEAVES)), WORDS | st.just(""))
ACTS = st.lists(st.one_of(LINE, LINE, LINE, LINE, KEY, KEY, LEAVE), max_size=25).map(tuple)
CALLS = st.lists(
    st.builds(Call, ACTS, st.sampled_from(OFFICERS), st.booleans(), st.booleans()), min_size=1, max_size=4
).map(tuple)


def line(*texts: str) -> tuple[Act, ...]:
    return tuple(Act("line", text) for text in texts)


ALL_SKIPPED = line(*[":skip refused, no"] * len(SPOTS))


def play(calls: tuple[Call, ...]) -> Desk:
    with tempfile.TemporaryDirectory() as folder:
        desk = Desk(Path(folder) / "harbour.toml")
        desk.path.write_bytes(blank_case())
        for call in calls:
            desk.sit(call)
        return desk


def test_the_plan_is_the_one_the_acts_are_made_for() -> None:
    assert tuple(question.spot for question in plan_of()) == SPOTS
    assert {question.wording.answer for question in plan_of()} == {"number", "yes_no", "text", "set"}


@settings(max_examples=50)
@given(calls=CALLS)
@example(
    calls=(Call((*line("thirty or so"), Act("kill", "and mo"))), Call((Act("kill", ""),)), Call(line(":end", "y")))
)
@example(calls=(Call((*line(":note"), Act("kill", "she wept"))), Call((Act("kill", ""),)), Call(())))
@example(calls=(Call(line(":skip", ":quit")), Call(line("35", ":quit"))))
@example(calls=(Call(line(":skip", "not a reason at all", "1", ":back", ":quit")), Call(line("35", ":quit"))))
@example(calls=(Call((*line(":skip", "1"), Act("ctrl-c"))), Call(line("35", ":quit"))))
@example(calls=(Call((Act("key", "thirty", ":skip"), *line("2", ""))), Call(line("y"), OFFICERS[1])))
@example(calls=(Call((*ALL_SKIPPED, *line(""))), Call((*line("35"), Act("kill", "he aske")), corrects=True), Call(())))
@example(calls=(Call((Act("key", "thirty", ":back"), *line(":end", "y", "y"))), Call(line("y"))))
def test_any_sequence_leaves_a_valid_ledger_and_loses_no_accepted_word(calls: tuple[Call, ...]) -> None:
    play(calls)


def test_the_driver_reaches_the_end_a_correction_and_a_second_session() -> None:
    """What the property rests on: these acts do what their names say."""
    first = Call((*line("35", "y", "Her sister.", "1 2", "No.", "3"), *line("")))
    mends = Call(line("40", "she rang to say so", "", "", "", "", ":quit"), OFFICERS[1], corrects=True)
    desk = play((first, mends, Call((Act("ctrl-c", "half a sent"),))))
    assert [response.value for response, _ in desk.saved][:3] == [35, True, "Her sister."]
    assert [response.reason for response, _ in desk.saved][6:] == ["she rang to say so"]
    assert desk.free == ["Her sister.", "No."]
    assert {"se-001", "r-0007"} <= desk.acknowledged


def test_what_was_saved_in_an_editor_that_was_open_at_a_kill_comes_back() -> None:
    with tempfile.TemporaryDirectory() as folder:
        desk = Desk(Path(folder) / "harbour.toml", written=4)
        desk.path.write_bytes(blank_case())
        desk.sit(Call(line(":jump 5", ":edit")))
        assert [path.name for path in Path(folder).glob(".sjtool-edit-*")] == [".sjtool-edit-5"]
        desk.sit(Call((Act("kill"),)))
        assert [*Path(folder).glob(".sjtool-edit-*")] == []
        desk.sit(Call(line("", ":quit")))
        assert [(r.item, r.value) for r in desk.read().of(Response)] == [("5", "saved in the editor")]


@pytest.mark.parametrize("leaving", [Act("ctrl-c"), Act("line", ":quit"), Act("stop")], ids=["ctrl-c", "quit", "end"])
def test_words_typed_after_skip_that_are_no_reason_are_saved_where_the_officer_leaves(leaving: Act) -> None:
    desk = play((Call((*line(":jump 5", ":skip she was too tired"), leaving)),))
    assert [(response.item, response.missing, response.note) for response, _ in desk.saved] == [
        ("5", "deferred", "she was too tired")
    ]


def test_words_let_go_in_a_correction_do_not_join_another_item() -> None:
    first = Call((*line("35", "y", "Her sister.", "1 2", "No.", "3"), *line("")))
    mends = Call(line("", "no idea at all", ":jump 24", ":back", "1", "misread", ":quit"), corrects=True)
    desk = play((first, mends))
    assert [(response.item, response.note) for response, _ in desk.saved][6:] == [("24", None)]
    assert desk.owed == []


def test_an_answer_with_half_a_letter_is_refused_and_the_file_stays_as_it_was() -> None:
    with tempfile.TemporaryDirectory() as folder:
        desk = Desk(Path(folder) / "harbour.toml")
        desk.path.write_bytes(blank_case())
        with pytest.raises(SjtoolError) as caught:
            desk.sit(Call(line("35", ":jump 5", "caf\udce9")))
        assert caught.value.problems[0].code == "text-not-storable"
        assert [response.value for response in desk.read().of(Response)] == [35]
        assert Unfinished(desk.path, "s-001").left("5") == {"text": "caf\\udce9"}
