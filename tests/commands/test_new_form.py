"""`sjtool new` at a terminal: one walk with `:back` throughout, who else there is, a look over it, nothing lost."""

from __future__ import annotations

import os
import re
import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from sjtool.store.append import create_case
from sjtool.store.unfinished import Unfinished

pytestmark = pytest.mark.usefixtures("at_desk")
READY = re.escape("\x1b[?25h")  # the cursor shows again: the prompt is drawn
PERSON = ("Mr H", "convicted", "", "")
OFFICER = ("PC Hughes", "manager", "Example Police", "")
PARTNER = ("Ms R", "y")
CHILD = ("child", "Child [A]", "2016", "y", "n", "y")
ASSESSMENT = ("1", "", "To plan.")


@pytest.fixture
def begin(run: Any, typed: Any) -> Callable[..., Any]:
    """`begin(*lines)` types the lines at `sjtool new harbour`."""
    return lambda *lines, by="pc-4412": run("new", "harbour", "--plain", "--by", by, input=typed(*lines))


@pytest.fixture
def relations(records: Any, at_desk: Path) -> Callable[[], set[tuple[str, str, str]]]:
    """Who is what to whom in the case that was begun."""
    return lambda: {(r["person"], r["kind"], r["to"]) for r in records(at_desk / "harbour.toml", "relation")}


class TestWhoElse:
    def test_a_child_stands_in_relation_to_the_household_and_its_parents(
        self, begin: Any, records: Any, relations: Any, at_desk: Path
    ) -> None:
        done = begin(*PERSON, *OFFICER, *PARTNER, *CHILD, "", *ASSESSMENT, "y")
        assert done.status == 0, done.stderr
        child = records(at_desk / "harbour.toml", "person")[-1]
        assert (child["id"], child["roles"], child["standing"]) == ("child-1", ["child"], "other")
        assert (child["label"], child["born"]) == ("Child [A]", "2016")
        assert relations() == {
            ("partner", "partner-of", "subject"),
            ("partner", "lives-with", "subject"),
            ("child-1", "lives-with", "subject"),
            ("partner", "parent-of", "child-1"),
        }

    def test_a_child_of_the_person_where_there_is_no_partner(self, begin: Any, relations: Any) -> None:
        done = begin(*PERSON, *OFFICER, "", "child", "Child A", "", "", "y", "", *ASSESSMENT, "y")
        assert done.status == 0, done.stderr
        assert relations() == {("subject", "parent-of", "child-1")}

    def test_people_of_every_role_get_ids_of_their_own(
        self, begin: Any, records: Any, relations: Any, at_desk: Path
    ) -> None:
        others = ("2", "Ms T", "", "", "child", "Child A", "", "", "", "child", "Child B", "", "", "", "3", "Mr B")
        lines = (*others, "1950", "y", "professional", "Dr K", "")
        done = begin(*PERSON, *OFFICER, "", *lines, *ASSESSMENT, "y")
        assert done.status == 0, done.stderr
        people = records(at_desk / "harbour.toml", "person")
        assert [p["id"] for p in people] == ["subject", "carer-1", "child-1", "child-2", "relative-1", "professional-1"]
        assert relations() == {("relative-1", "lives-with", "subject")}

    def test_victims_are_not_asked_for_and_it_is_said_where_they_go(self, begin: Any) -> None:
        done = begin(*PERSON, *OFFICER, "", "victim", ":quit")
        told = " ".join(done.stderr.split())
        assert "Victims are not asked for here" in told
        assert "sjtool add CASE victim" in told
        assert "Type a number from 1 to 4" in told


class TestWalk:
    def test_back_leads_from_the_first_question_of_a_section_to_the_last_of_the_one_before(
        self, begin: Any, records: Any, at_desk: Path
    ) -> None:
        done = begin(
            "Mr H", "convicted", "female", "", ":back", ":back", "male", "", *OFFICER, "", "", *ASSESSMENT, "y"
        )
        assert done.status == 0, done.stderr
        (subject,) = records(at_desk / "harbour.toml", "person")
        assert subject["gender"] == "male"
        assert records(at_desk / "harbour.toml", "officer")[0]["name"] == "PC Hughes"

    def test_back_at_the_very_first_question_asks_it_again(self, begin: Any) -> None:
        done = begin(":back", ":back", ":quit")
        assert done.stderr.count("Name to show and print") == 3

    def test_a_partner_passed_over_by_one_enter_too_many_is_reached_by_back(self, begin: Any, relations: Any) -> None:
        done = begin(*PERSON, *OFFICER, "", ":back", "Ms R", "", "", *ASSESSMENT, "y")
        assert done.status == 0, done.stderr
        assert relations() == {("partner", "partner-of", "subject")}

    def test_back_goes_through_the_others_from_the_assessment(self, begin: Any, records: Any, at_desk: Path) -> None:
        back = (":back", ":back", ":back", ":back", ":back", ":back", "Child B", "", "", "", "", "")
        done = begin(*PERSON, *OFFICER, *PARTNER, *CHILD, "", *back, *ASSESSMENT, "y")
        assert done.status == 0, done.stderr
        assert records(at_desk / "harbour.toml", "person")[-1]["label"] == "Child B"

    def test_a_partner_taken_back_leaves_no_relation_to_them(self, begin: Any, relations: Any) -> None:
        lines = (*PERSON, *OFFICER, *PARTNER, *CHILD, *[":back"] * 8, "-", *[""] * 6)
        done = begin(*lines, *ASSESSMENT, "y")
        assert done.status == 0, done.stderr
        assert relations() == {("child-1", "lives-with", "subject")}

    def test_a_child_taken_back_leaves_the_next_one(self, begin: Any, records: Any, at_desk: Path) -> None:
        second = ("child", "Child B", "", "", "")
        begin(*PERSON, *OFFICER, "", "child", "Child A", "", "", "", *second, ":quit")
        done = begin(*[""] * 9, "-", *[""] * 6, *ASSESSMENT, "y")
        assert done.status == 0, done.stderr
        people = records(at_desk / "harbour.toml", "person")
        assert [(p["id"], p["label"]) for p in people] == [("subject", "Mr H"), ("child-1", "Child B")]


class TestLook:
    def test_what_will_be_recorded_is_listed_and_nothing_is_there_before_a_yes(self, begin: Any, at_desk: Path) -> None:
        done = begin(*PERSON, *OFFICER, *PARTNER, *CHILD, "", *ASSESSMENT, "n", "", ":quit")
        assert done.status == 0
        assert not (at_desk / "harbour.toml").exists()
        for line in (
            "  Mr H: convicted\n",
            "  You (pc-4412): PC Hughes, manager, Example Police\n",
            "  Ms R: partner of Mr H, lives with Mr H, parent of Child [A]\n",
            "  Child [A]: child, born 2016, lives with Mr H\n",
            "  Assessment of 4 March 2026: initial. To plan.\n",
        ):
            assert line in done.stderr
        assert done.stderr.count("Is this right?  y to begin the case, :back to change") == 3
        assert "y begins the case" in done.stderr
        assert "No " not in done.stderr

    def test_who_is_missing_is_said(self, begin: Any) -> None:
        done = begin("Mr H", "2", "male", "19 May 1987", *OFFICER, "", "", "1", "DS O", "To plan.", ":quit")
        assert "  Mr H: convicted, male, born 19 May 1987\n" in done.stderr
        assert "  No partner.\n  No child of the household.\n" in done.stderr
        assert "initial, asked for by DS O. To plan." in done.stderr

    def test_back_leads_from_the_list_to_what_is_wrong(self, begin: Any, records: Any, at_desk: Path) -> None:
        done = begin(*PERSON, *OFFICER, "", "", *ASSESSMENT, ":back", "To mend.", "y")
        assert done.status == 0, done.stderr
        assert records(at_desk / "harbour.toml", "assessment")[0]["purpose"] == "To mend."


class TestLeft:
    def test_all_that_was_typed_stands_when_it_is_run_again_and_is_gone_once_it_is_recorded(
        self, begin: Any, at_desk: Path, relations: Any
    ) -> None:
        begin(*PERSON, *OFFICER, *PARTNER, *CHILD, "", "1", ":quit")
        done = begin(*[""] * 4, *[""] * 4, *[""] * 2, *[""] * 6, "", "", "", "To plan.", "y")
        assert "Left unfinished at 14:12: what you had typed stands as the answer" in done.stderr
        assert done.status == 0, done.stderr
        assert ("partner", "parent-of", "child-1") in relations()
        assert [path.name for path in at_desk.glob("harbour.*")] == ["harbour.toml"]

    def test_another_officer_says_who_they_are_themselves(self, begin: Any) -> None:
        begin(*PERSON, *OFFICER, ":quit")
        done = begin(*[""] * 5, ":quit", by="ds-2207")
        assert "by pc-4412: what they had typed stands" in " ".join(done.stderr.split())
        assert "keeps  Mr H" in done.stderr
        assert "PC Hughes" not in done.stderr

    def test_a_file_of_which_only_the_head_was_written_is_gone_on_with(
        self, begin: Any, records: Any, at_desk: Path
    ) -> None:
        begin(*PERSON, ":quit")
        head = {"format": 1, "case": "harbour", "marking": "OFFICIAL", "training": True}
        create_case(at_desk / "harbour.toml", head)
        done = begin(*[""] * 4, *OFFICER, "", "", *ASSESSMENT, "y")
        assert done.status == 0, done.stderr
        assert len(records(at_desk / "harbour.toml")) == 3
        assert 'marking = "OFFICIAL"' in (at_desk / "harbour.toml").read_text("utf-8")

    def test_a_file_with_records_is_never_gone_on_with(self, begin: Any, codes_of: Any, make_case: Any) -> None:
        make_case("harbour")
        begin_again = begin(*PERSON)
        assert (begin_again.status, codes_of(begin_again)) == (3, ["case-exists"])

    def test_a_file_that_came_meanwhile_is_not_written_to(
        self, begin: Any, codes_of: Any, at_desk: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        from sjtool.commands.new_form import NewForm

        original = NewForm.ask

        def slow(form: NewForm) -> Any:
            sheets = original(form)
            create_case(at_desk / "harbour.toml", {"format": 1, "case": "harbour", "marking": "OFFICIAL"})
            return sheets

        monkeypatch.setattr(NewForm, "ask", slow)
        done = begin(*PERSON, *OFFICER, "", "", *ASSESSMENT, "y")
        assert (done.status, codes_of(done)) == (3, ["case-exists"])
        assert "Mr H" not in (at_desk / "harbour.toml").read_text("utf-8")
        assert "Mr H" in (at_desk / "harbour.kept-1.toml").read_text("utf-8")
        assert not (at_desk / "harbour.unfinished-new.toml").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals are a Unix thing")
class TestKilled:
    @pytest.fixture
    def start(self, at_desk: Path) -> Iterator[Callable[..., Any]]:
        pexpect = pytest.importorskip("pexpect")
        started = []

        def begin(*args: object, **more: str) -> Any:
            words = ["-m", "sjtool", *map(str, args), "--by", "pc-4412"]
            kept = {k: v for k, v in os.environ.items() if not k.startswith(("SJTOOL", "ACCESSIBLE", "NO_COLOR"))}
            env = kept | {"TERM": "xterm", "PROMPT_TOOLKIT_NO_CPR": "1"} | more
            child = pexpect.spawn(
                sys.executable, words, env=env, dimensions=(40, 80), encoding="utf-8", timeout=20, cwd=str(at_desk)
            )
            started.append(child)
            return child

        yield begin
        for child in started:
            child.close(force=True)

    def answer(self, child: Any, words: str, line: str) -> None:
        child.expect(words)
        child.expect(READY)
        child.send(f"{line}\r")

    def leave_begun(self, child: Any, words: str, line: str) -> None:
        child.expect(words)
        child.expect(READY)
        child.send(line)
        child.expect(re.escape(line))
        child.kill(signal.SIGKILL)
        child.wait()

    def test_a_case_killed_between_and_within_sections_comes_back_with_every_letter(
        self, start: Any, at_desk: Path, begin: Any, records: Any
    ) -> None:
        child = start("new", "harbour")
        for words, line in (("Name to show", "Mr H"), ("Standing", "2"), ("Gender", ""), ("Date of birth", "1987")):
            self.answer(child, words, line)
        self.leave_begun(child, "Name", "PC Hug")
        left = Unfinished(at_desk / "harbour.toml", "new")
        assert (left.left("subject")["born"], left.left("officer")["name-unfinished"]) == ("1987", "PC Hug")

        again = start("new", "harbour")
        again.expect("Left unfinished")
        for words in ("Mr H", "keeps  convicted", "Gender", "keeps  1987"):
            self.answer(again, words, "")
        self.answer(again, "PC Hug", "hes")
        self.leave_begun(again, "Role", "man")

        done = begin(*[""] * 5, "", "Example Police", "", "", "", *ASSESSMENT, "y")
        assert done.status == 0, done.stderr
        (officer,) = records(at_desk / "harbour.toml", "officer")
        assert (officer["name"], officer["role"]) == ("PC Hughes", "man")
        assert [path.name for path in at_desk.glob("harbour.*")] == ["harbour.toml"]

    def test_evidence_killed_in_its_title_comes_back_and_leaves_nothing_behind(
        self, start: Any, harbour: Path, run: Any, typed: Any, records: Any
    ) -> None:
        child = start("add", harbour, "evidence")
        self.answer(child, "1 fact", "1")
        self.answer(child, "Which source", "other")
        self.leave_begun(child, "What is it", "Letter from")
        found = Unfinished(harbour, "add-evidence").left("evidence")
        assert (found["nature"], found["title-unfinished"]) == ("fact", "Letter from")
        done = run("add", harbour, "evidence", "--plain", input=typed(*[""] * 5, "y", *[""] * 3))
        assert done.status == 0, done.stderr
        assert records(harbour, "evidence")[-1]["title"] == "Letter from"
        assert [path.name for path in harbour.parent.glob("harbour.unf*")] == []

    def test_an_editor_opens_on_the_line_that_was_begun_and_what_it_leaves_is_the_answer(
        self, start: Any, at_desk: Path, begin: Any, records: Any
    ) -> None:
        begin(*PERSON, *OFFICER, "", "", "1", "", ":quit")
        script = at_desk / "editor"
        script.write_text('#!/bin/sh\nprintf " and more" >> "$1"\n')
        script.chmod(0o700)
        child = start("new", "harbour", EDITOR=str(script), VISUAL="")
        for words in (
            "Mr H",
            "convicted",
            "Gender",
            "Date",
            "PC H",
            "manager",
            "Example",
            "Trained",
            "Ms R",
            "Anybody",
        ):
            self.answer(child, words, "")
        self.answer(child, "What opened", "")
        self.answer(child, "Who asked", "")
        child.expect("What is it for")
        child.expect(READY)
        child.send("To plan")
        child.expect("To plan")
        child.send("\x1b[19~")
        child.expect("To plan. To plan and more|To plan and more")
        self.answer(child, "Is this right", "y")
        child.expect("begun")
        child.wait()
        assert records(at_desk / "harbour.toml", "assessment")[0]["purpose"] == "To plan and more"
        assert [path.name for path in at_desk.glob(".sjtool-edit*")] == []

    def test_what_was_saved_in_an_editor_when_all_was_killed_stands_in_the_line(
        self, start: Any, at_desk: Path, begin: Any, records: Any
    ) -> None:
        begin(*PERSON, *OFFICER, "", "", "1", "", ":quit")
        script = at_desk / "editor"
        script.write_text('#!/bin/sh\nprintf "Saved there" > "$1"\necho written\nsleep 20\n')
        script.chmod(0o700)
        child = start("new", "harbour", "--plain", EDITOR=str(script), VISUAL="")
        for _ in range(12):
            child.expect("\n> ")
            child.send("\r")
        child.expect("What is it for.*> ")
        child.send(":edit\r")
        child.expect("written")
        child.kill(signal.SIGKILL)
        child.wait()
        done = begin(*[""] * 12, "", "y")
        assert done.status == 0, done.stderr
        assert records(at_desk / "harbour.toml", "assessment")[0]["purpose"] == "Saved there"
        assert [path.name for path in at_desk.glob(".sjtool-edit*")] == []
