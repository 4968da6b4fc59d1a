"""`sjtool interview` from end to end: plain lines in, records in the case file."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from sjtool.assess.standing import Standing
from sjtool.cli import app
from sjtool.model.enquiry import Response, Session, SessionEnd
from sjtool.model.upkeep import TemplatePin
from sjtool.store.append import Draft, Ledger, create_case
from sjtool.store.ledger import read_ledger
from sjtool.store.read import read_case
from sjtool.store.verify import verify_ledger

NOW = datetime(2026, 3, 4, 14, 2, tzinfo=UTC)
ANSWERS = ["about 35", "3", "y", "yes, since June", "Her sister.", "2", "often", "n", "no", "In bed.", "1 2", "Less."]
START = ["", "", ""]
ASK = ["--mode", "home-visit", "--held-on", "2026-03-04", "--with", "ds-0071"]


@pytest.fixture(autouse=True)
def held_still(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    ticks = iter(range(10_000))
    monkeypatch.setattr("sjtool.clock.now", lambda: NOW + timedelta(seconds=next(ticks)))
    monkeypatch.setattr("sjtool.clock.today", lambda: date(2026, 3, 4))
    monkeypatch.setenv("SJTOOL_CONFIG", str(tmp_path / "none.toml"))
    monkeypatch.setenv("SJTOOL_BY", "pc-4412")
    monkeypatch.setenv("TZ", "UTC")


@pytest.fixture
def case(tmp_path: Path) -> Path:
    path = tmp_path / "harbour.toml"
    create_case(path, {"format": 1, "case": "harbour", "training": True})
    drafts = [
        Draft("officer", {"id": "pc-4412", "name": "PC Hughes", "role": "manager", "agency": "Demo"}),
        Draft("officer", {"id": "ds-0071", "name": "DS Okafor", "role": "sergeant", "agency": "Demo"}),
        Draft("person", {"id": "subject", "roles": ["subject"], "standing": "convicted", "label": "Mr H"}),
        Draft("person", {"id": "partner", "roles": ["partner"], "standing": "other", "label": "Ms R"}),
        Draft("person", {"id": "child", "roles": ["child"], "standing": "other", "label": "A"}),
        Draft("assessment", {"opened_on": "2026-03-02", "trigger": "initial", "purpose": "Initial"}),
        Draft("evidence", {"nature": "fact", "kind": "other", "title": "Log", "obtained": True}),
    ]
    Ledger(path).append(drafts, by="pc-4412", at=NOW - timedelta(days=2))
    return path


class Scripted:
    """An asker that types from a list; an exception in it is raised, a function called before the next line."""

    plain = True

    def __init__(self, lines: list[Any]) -> None:
        self.lines = iter(lines)
        self.typed: list[dict[str, Any]] = []
        self.said = ""

    def say(self, text: str = "") -> None:
        self.said += text + "\n"

    def ask_line(self, *_asked: str, **_how: object) -> str:
        line = next(self.lines)
        if callable(line) and not isinstance(line, type):
            line()
            line = next(self.lines)
        if isinstance(line, type):
            raise line
        return str(line)


@pytest.fixture
def scripted(monkeypatch: pytest.MonkeyPatch) -> Callable[[list[Any]], Scripted]:
    def script(lines: list[Any]) -> Scripted:
        asker = Scripted(lines)
        monkeypatch.setattr("sjtool.commands.desk.choose_asker", lambda **_: asker)
        return asker

    return script


def interview(case: Path, *args: str, lines: list[str] | None = None, raw: str = "", who: str = "partner") -> Result:
    words = ["interview", str(case), "section-12", "--informant", who, *args]
    if lines is None:
        return CliRunner().invoke(app, words, input=raw)
    return CliRunner().invoke(app, [*words, "--plain"], input="".join(f"{line}\n" for line in lines))


def standing(case: Path) -> Standing:
    read, problems = read_case(case)
    assert not problems
    assert not verify_ledger(read_ledger(case)).problems
    return Standing(read)


def responses(case: Path) -> list[Response]:
    return list(standing(case).of(Response))


def test_a_partner_interview_of_twelve_items_to_its_end(case: Path) -> None:
    result = interview(case, *ASK, lines=[*START, *ANSWERS, ""])
    assert result.exit_code == 0
    assert result.stdout == ""
    state = standing(case)
    (session,) = state.of(Session)
    assert session.set == "section-12@1.0.0"
    assert (session.informant, session.about, session.interviewers) == ("partner", "subject", ("pc-4412", "ds-0071"))
    assert [pin.ref for pin in state.of(TemplatePin)] == ["section-12@1.0.0"]
    assert [r.value for r in state.of(Response)] == [
        35, "quite-a-lot", True, True, "Her sister.", "a-little", "often", False, False, "In bed.",
        ("excited-beforehand", "frustrated-or-irritated-when-stopped"), "Less.",
    ]  # fmt: skip
    assert state.of(Response)[3].note == "since June"
    assert [end.how for end in state.of(SessionEnd)] == ["finished"]
    assert 'saved r-0001: 35 hours a week. Kept "about 35" as a note.' in result.stderr
    assert "12 of 12" in result.stderr
    assert "Before the person under assessment: yes" in result.stderr


def test_the_start_asks_what_a_flag_must_not_carry(case: Path) -> None:
    lines = ["2", "", "the family home", "baby asleep", "Sgt Vale, 6 March", "DI Shaw, 3 March", ":quit"]
    result = interview(case, lines=lines)
    assert result.exit_code == 0
    (session,) = standing(case).of(Session)
    assert (session.mode, session.held_on, session.place) == ("home-visit", "2026-03-04", "the family home")
    assert (session.others_present, session.supervision) == ("baby asleep", "Sgt Vale, 6 March")
    assert (session.cleared_with, session.caution) == ("DI Shaw, 3 March", None)


def test_the_person_is_asked_about_the_caution_and_all_thirty_three_items(case: Path) -> None:
    result = interview(case, *ASK, lines=["", "", "voluntary, advised", "", ":quit"], who="subject")
    assert standing(case).of(Session)[0].caution == "voluntary, advised"
    assert "1 of 33" in result.stderr
    assert "Ms R has not been asked yet" in result.stderr
    assert "must be under caution" in result.stderr.replace("\n  ", "")


def test_with_all_marks_twenty_three(case: Path) -> None:
    assert "1 of 23" in interview(case, *ASK, "--marks", "all", lines=[*START, ":quit"]).stderr


def test_asking_alone_without_supervision_is_told_not_forced(case: Path) -> None:
    result = interview(case, "--mode", "telephone", lines=["", "", "", "", "", "35"])
    assert "you are asking alone" in result.stderr
    assert len(responses(case)) == 1


def test_asking_the_partner_after_the_person_is_told(case: Path) -> None:
    interview(case, *ASK, lines=["", "", "", "", "77"], who="subject")
    result = interview(case, *ASK, lines=[*START, ":quit"])
    assert "Mr H was asked already, on 4 March 2026" in result.stderr
    assert "77 hours" not in result.stderr


def test_ctrl_c_after_the_second_item_leaves_two_and_resumes_there(case: Path, scripted: Any) -> None:
    asker = scripted([*START, "35", "2", KeyboardInterrupt])
    result = interview(case, *ASK)
    assert result.exit_code == 130
    assert len(responses(case)) == 2
    assert "Saved up to item 2 of 12. This resumes there:" in asker.said
    assert f"sjtool interview {case} section-12 --informant partner" in asker.said
    assert "Interrupted" in result.stderr
    assert [end.how for end in standing(case).of(SessionEnd)] == ["paused"]
    assert not [*case.parent.glob("*.kept-*")]


def test_ctrl_c_saves_words_that_were_held(case: Path, scripted: Any) -> None:
    scripted([*START, "thirty or so", KeyboardInterrupt])
    assert interview(case, *ASK).exit_code == 130
    assert [(r.missing, r.note) for r in responses(case)] == [("deferred", "thirty or so")]


def test_ctrl_c_while_the_start_is_asked_keeps_what_was_typed_beside_the_case(case: Path, scripted: Any) -> None:
    before = case.read_bytes()
    scripted(["the kitchen", KeyboardInterrupt])
    assert interview(case, *ASK).exit_code == 130
    assert case.read_bytes() == before
    assert "the kitchen" in (case.parent / "harbour.kept-1.toml").read_text(encoding="utf-8")


def test_resuming_goes_on_where_it_stopped_and_says_who_began(case: Path) -> None:
    interview(case, *ASK, lines=[*START, "35", "2", ":quit"])
    result = interview(case, "--by", "ds-0071", lines=["y", ":quit"])
    assert "Resuming at item 3 of 12, begun by PC Hughes at 14:02." in result.stderr
    state = standing(case)
    assert len(state.of(Session)) == 1
    assert [(r.item, r.by) for r in state.of(Response)] == [("1", "pc-4412"), ("2", "pc-4412"), ("3", "ds-0071")]


def test_the_end_of_input_leaves_the_session_open(case: Path) -> None:
    result = interview(case, *ASK, lines=[*START, "35"])
    assert result.exit_code == 0
    assert "Saved up to item 1 of 12" in result.stderr
    assert [end.how for end in standing(case).of(SessionEnd)] == ["paused"]


def test_the_end_of_input_after_the_last_answer_ends_it(case: Path) -> None:
    interview(case, *ASK, lines=[*START, *ANSWERS])
    assert [end.how for end in standing(case).of(SessionEnd)] == ["finished"]


def test_quit_at_the_close_leaves_it_open_and_it_can_be_ended_later(case: Path) -> None:
    interview(case, *ASK, lines=[*START, *ANSWERS, "what now?", ":note x", ":quit"])
    assert [end.how for end in standing(case).of(SessionEnd)] == ["paused"]
    interview(case, lines=[":back", "", ":jump 2", ":b", "20", ""])
    state = standing(case)
    assert [end.how for end in state.of(SessionEnd)] == ["paused", "finished"]
    assert [r.value for r in state.of(Response) if r.item == "1"] == [20]


def test_an_unfinished_session_ends_as_stopped_when_the_officer_says_so(case: Path) -> None:
    result = interview(case, *ASK, lines=[*START, "35", ":end", "n", ":end", "y"])
    assert result.exit_code == 0
    assert "Next: sjtool next" in result.stderr
    assert [end.how for end in standing(case).of(SessionEnd)] == ["stopped"]


def test_back_skip_note_and_the_pages(case: Path) -> None:
    lines = [
        *START, "35", ":back", "20", ":back", "", ":skip", "?", "nonsense", "1", "said ask him", ":note", "she wept",
        ":why", ":map", ":help", ":stop", ":conduct", ":zzz", "y", ":skip :back", ":back", ":skip 2", ":jump",
        ":jump in", "", ":jump 99", ":again", ":skip", ":back", ":skip", "1", ":back", ":note", ":back", ":cleared", "",
        ":note", ":map", "?", ":back", ":note", ":quit",
    ]  # fmt: skip
    result = interview(case, *ASK, lines=lines)
    assert result.exit_code == 0
    state = standing(case)
    found = {r.item: r for r in state.of(Response)}
    assert found["1"].value == 20
    assert found["1"].supersedes == "r-0001"
    assert (found["2"].missing, found["2"].missing_note) == ("refused", "said ask him")
    assert (found["3"].value, found["3"].note) == (True, "she wept")
    for words in (
        "There is no :zzz",
        "Look for:",
        "section 12.2, question 3 of 33",
        "Stop sign: distress",
        ":jump ITEM",
    ):
        assert words in result.stderr.replace("\n   ", " ")
    assert "would not answer, and said so" in result.stderr
    assert "Which of these?" in result.stderr
    assert "There is no such item here" in result.stderr


def test_several_lines_are_one_answer_in_plain_mode_too(case: Path) -> None:
    interview(case, *ASK, "--item", "5", lines=[*START, '"""', "one [/]", "", "three", '"""', ""])
    assert [r.value for r in responses(case)] == ["one [/]\n\nthree"]


def test_a_disclosing_item_is_announced_until_it_is_cleared(case: Path) -> None:
    result = interview(case, *ASK, "--marks", "all", "--item", "14", "--item", "2[237]", lines=[
        *START, "no", "In bed", ":cleared", "DI Shaw, 3 March", "none", "none", "",
    ])  # fmt: skip
    assert result.stderr.count("This question can give away") == 1
    assert result.stderr.count("Can disclose, and no clearance is recorded") == 2
    (session,) = standing(case).of(Session)
    assert (session.cleared_with, session.supersedes) == ("DI Shaw, 3 March", "s-001")
    assert [r.session for r in responses(case)] == ["s-001"] * 4


def test_no_reminder_where_it_was_cleared_beforehand(case: Path) -> None:
    result = interview(case, *ASK, "--item", "22", lines=["", "", "DI Shaw", "In bed.", ""])
    assert "can give away" not in result.stderr


def test_only_unanswered_leaves_out_what_was_answered_before(case: Path) -> None:
    interview(case, *ASK, lines=[*START, "35", ":skip not asked", "y", ":end", "y"])
    result = interview(case, *ASK, "--only-unanswered", lines=[*START, "2", "n", ":quit"])
    assert "1 of 10" in result.stderr
    assert "--only-unanswered" in result.stderr
    result = interview(case, "--only-unanswered", lines=[":quit"])
    assert "Resuming at item 3 of 10" in result.stderr


def test_nothing_left_to_ask_is_said(case: Path) -> None:
    interview(case, *ASK, "--item", "4", lines=[*START, "y", ""])
    result = interview(case, *ASK, "--item", "4", "--only-unanswered", lines=[])
    assert result.exit_code == 2
    assert "every question has its answer" in result.stderr
    assert interview(case, "--item", "77", lines=[]).exit_code == 2


def test_flags_of_a_new_sitting_are_not_lost_in_silence(case: Path) -> None:
    interview(case, *ASK, lines=[*START, "35", ":quit"])
    assert "Is this a new sitting?" in interview(case, *ASK, lines=[":quit"]).stderr


def test_leaving_while_the_start_is_asked_writes_nothing(case: Path) -> None:
    before = case.read_bytes()
    assert interview(case, *ASK, lines=["", ":quit"]).exit_code == 0
    assert case.read_bytes() == before


def test_a_file_edited_meanwhile_keeps_what_was_typed(case: Path, scripted: Any) -> None:
    def edit() -> None:
        case.write_bytes(case.read_bytes().replace(b"Ms R", b"Ms S"))

    scripted([*START, "35", edit, "3, worse lately"])
    result = interview(case, *ASK)
    assert result.exit_code == 3
    assert "file-changed" in result.stderr
    assert "worse lately" not in result.stderr
    assert "worse lately" in (case.parent / "harbour.kept-1.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("args", "status", "code"),
    [
        (["--mode", "fax"], 2, "bad-mode"),
        (["--held-on", "31 June"], 2, "bad-date"),
        (["--held-on", "5 March 2026"], 2, "bad-date"),
        (["--marks", "most"], 2, "bad-marks"),
        (["--with", "two words"], 2, "officer-id"),
        ([], 2, "not-a-terminal"),
    ],
)
def test_wrong_words_and_no_terminal_exit_two(case: Path, args: list[str], status: int, code: str) -> None:
    before = case.read_bytes()
    result = interview(case, *args)
    assert result.exit_code == status
    assert f"error[{code}]" in result.stderr
    assert case.read_bytes() == before


def test_an_unknown_informant_is_refused_with_the_ids(case: Path) -> None:
    result = interview(case, who="wife", lines=[])
    assert result.exit_code == 3
    assert "subject, partner" in result.stderr


def test_a_child_is_not_asked_a_set_for_adults(case: Path) -> None:
    result = interview(case, who="child", lines=[])
    assert result.exit_code == 3
    assert "not-asked-of" in result.stderr


@pytest.mark.parametrize(("missing", "code"), [("assessment", "no-assessment"), ("person", "no-subject")])
def test_a_case_without_what_a_session_needs(tmp_path: Path, missing: str, code: str) -> None:
    path = tmp_path / "bare.toml"
    create_case(path, {"format": 1, "case": "bare"})
    drafts = [Draft("person", {"id": "partner", "roles": ["partner"]})]
    if missing == "assessment":
        drafts.append(Draft("person", {"id": "subject", "roles": ["subject"]}))
    Ledger(path).append(drafts, by="pc-1", at=NOW)
    result = interview(path, lines=[])
    assert result.exit_code == 3
    assert f"error[{code}]" in result.stderr
    assert "sjtool add CASE" in result.stderr


def test_an_unknown_set_says_which_there_are(case: Path) -> None:
    result = CliRunner().invoke(app, ["interview", str(case), "section-13", "--informant", "partner", "--plain"])
    assert result.exit_code == 3
    assert 'did you mean "section-12"' in result.stderr
