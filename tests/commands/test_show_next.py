"""`sjtool show` and `sjtool next`: what stands, what comes next, and nothing that should not be seen."""

from __future__ import annotations

import io
import json
import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from sjtool.store.access import read_access
from sjtool.store.append import Draft, Ledger

pytestmark = pytest.mark.usefixtures("at_desk")
NASTY = "She said [mother] and [/] and \x1b[31mred\x1b[0m; بعد\u202e, a\tb"
COVERT = {
    "assessment": "a-001",
    "pillar": "monitoring-and-control",
    "kind": "MARKER-kind",
    "objective": "MARKER-objective",
    "purpose": "MARKER-purpose",
    "enforcement": "MARKER",
    "suitability": "MARKER",
    "proportionality": "MARKER",
    "negative_consequences": "MARKER",
    "answers": ["MARKER"],
    "owner": "MARKER-owner",
    "due_on": "2026-03-09",
    "handling": "covert",
}


def judged(path: Path, *more: Draft, by: str = "ds-2090") -> None:
    said = {"assessment": "a-001", "level": "high", "likelihood": "medium", "whom": "children", "rationale": "why"}
    drafts = [
        Draft("judgement", {**said, "stage": "first"}),
        Draft("judgement", {**said, "stage": "final", "strongest_against": "x", "overrides": "none"}),
    ]
    Ledger(path).append([*drafts, *more], by=by, at=datetime(2026, 3, 4, 15, tzinfo=UTC))


class TestShow:
    def test_the_overview_tells_what_there_is_without_long_texts(self, run: Any, with_tools: Path) -> None:
        done = run("show", with_tools)
        assert done.status == 0
        for words in (
            "OFFICIAL-SENSITIVE",
            "Mr H  (subject; convicted; born 19 May 1987)",
            "1 piece obtained",
            "a-001: initial",
        ):
            assert words in done.stdout
        assert all(len(line) <= 80 for line in done.stdout.split("\n") if "sjtool show" not in line)

    def test_every_record_is_listed_superseded_ones_too(self, run: Any, harbour: Path) -> None:
        keys = {
            "nature": "fact",
            "kind": "other",
            "title": "Letter",
            "obtained": True,
            "supersedes": "e-001",
            "reason": "x",
        }
        Ledger(harbour).append([Draft("evidence", keys)], by="pc-4412", at=datetime(2026, 3, 4, 15, tzinfo=UTC))
        done = run("show", harbour, "--all")
        assert "superseded by e-002" in done.stdout
        assert len(done.stdout.strip().split("\n")) == 6

    def test_one_record_is_shown_whole_and_its_words_do_nothing(self, run: Any, make_case: Any) -> None:
        long = NASTY + " word" * 60
        path = make_case("harbour", [Draft("formulation", {"assessment": "a-001", "heading": "what", "text": long})])
        shown = run("show", path, "f-001").stdout
        assert "\x1b" not in shown
        assert "\u202e" not in shown
        flat = " ".join(shown.split())
        for words in ("[mother]", "[/]", "␛[31mred␛[0m", "⟨U+202E⟩"):
            assert words in flat
        assert flat.count("word") == 60
        plain = json.loads(run("show", path, "f-001", "--json").stdout)
        assert plain["records"][0]["text"] == long

    def test_json_holds_what_stands_and_with_all_every_record(self, run: Any, harbour: Path) -> None:
        keys = {
            "nature": "fact",
            "kind": "other",
            "title": "Letter, mended",
            "obtained": True,
            "supersedes": "e-001",
            "reason": "x",
        }
        Ledger(harbour).append([Draft("evidence", keys)], by="pc-4412", at=datetime(2026, 3, 4, 15, tzinfo=UTC))
        stands = json.loads(run("show", harbour, "--json").stdout)
        assert [r["id"] for r in stands["records"] if r["table"] == "evidence"] == ["e-002"]
        assert stands["case"] == "harbour"
        assert len(stands["head"]) == 32
        every = json.loads(run("show", harbour, "--json", "--all").stdout)
        assert len(every["records"]) == 6

    def test_as_at_shows_what_was_recorded_by_the_end_of_that_day(
        self, run: Any, harbour: Path, codes_of: Any, held_clock: Any
    ) -> None:
        held_clock.move(held_clock.now.replace(month=4))
        keys = {"nature": "fact", "kind": "other", "title": "Later", "obtained": True}
        Ledger(harbour).append([Draft("evidence", keys)], by="pc-4412", at=datetime(2026, 3, 6, 9, tzinfo=UTC))
        assert "e-002" not in run("show", harbour, "--all", "--as-at", "2026-03-05").stdout
        assert "e-002" in run("show", harbour, "--all", "--as-at", "2026-03-06").stdout
        assert run("show", harbour, "--all", "--as-at", "2026-03-03").stdout.strip() == ""
        assert "e-002" in run("show", harbour, "--all", "--as-at", "2026-03-06T09:00:00+00:00").stdout
        for typed in ("last week", "2026-03", "2026-02-30", "20260306"):
            wrong = run("show", harbour, "--as-at", typed)
            assert (wrong.status, codes_of(wrong)) == (2, ["bad-date"])

    def test_an_id_that_is_not_there_is_refused(self, run: Any, harbour: Path, codes_of: Any) -> None:
        done = run("show", harbour, "e-999")
        assert (done.status, codes_of(done)) == (3, ["unknown-id"])

    def test_looking_is_logged_with_who_and_when(self, run: Any, harbour: Path) -> None:
        run("show", harbour)
        run("next", harbour)
        lines, problems = read_access(harbour)
        assert problems == []
        assert [(line["act"], line["command"], line["by"]) for line in lines] == [
            ("consultation", "show", "pc-4412"),
            ("consultation", "next", "pc-4412"),
        ]

    def test_a_plan_tells_what_became_of_each_action(self, run: Any, make_case: Any) -> None:
        open_one = {**COVERT, "objective": "seen weekly", "handling": "open"}
        drafts = [
            Draft("action", open_one),
            Draft("action", COVERT),
            Draft("action_update", {"action": "ac-001", "status": "done", "what_happened": "seen"}),
            Draft("event", {"kind": "visit", "held_on": "2026-03-04", "what": "seen"}),
            Draft("scenario", {"assessment": "a-001", "kind": "repeat"}),
        ]
        shown = run("show", make_case("harbour", drafts)).stdout
        assert "ac-001  seen weekly  (due 9 March 2026; done)" in shown
        assert "ac-002" not in shown  # a pipe: at a screen it is a reference (test_covert_since_signing.py)
        assert "last event: visit, 4 March 2026" in shown
        assert "scenarios: repeat" in shown


class TestKeptWords:
    """What lies beside a case is named by `next`, and nothing that stands in it."""

    @staticmethod
    def kept(run: Any, path: Path) -> str:
        lines = run("next", path).stdout.rstrip("\n").split("\n")
        begin = next((n for n, line in enumerate(lines) if line.startswith("  Kept words: ")), len(lines))
        assert all(len(line) <= 80 for line in lines[begin:])
        return " ".join(line.strip() for line in lines[begin:])

    @staticmethod
    def leave(folder: Path, name: str, second: int) -> None:
        text = '[[unfinished]]\nplace = "5"\ntext = "MARKER"\n'
        (folder / name).write_text(text, encoding="utf-8")
        os.utime(folder / name, (second, second))

    def test_nothing_is_said_where_there_is_none(self, run: Any, harbour: Path) -> None:
        for name in ("harbour.kept-x.toml", "harbour-2.kept-1.toml", "harbour.kept-1.toml.bak", "harbourxkept-1.toml"):
            self.leave(harbour.parent, name, 10)
        (harbour.parent / "harbour.kept-9.toml").mkdir()
        assert self.kept(run, harbour) == ""

    def test_one_file_is_named(self, run: Any, harbour: Path) -> None:
        self.leave(harbour.parent, "harbour.kept-1.toml", 10)
        assert self.kept(run, harbour) == (
            "Kept words: harbour.kept-1.toml (what was typed and could not be recorded: read it, enter what is "
            "missing, then delete it)"
        )

    def test_a_file_that_only_says_where_the_officer_was_is_not_named(self, run: Any, harbour: Path) -> None:
        place = '[[unfinished]]\nplace = "5"\n'
        for name in ("harbour.unfinished-s-001.toml", "harbour.victims.unfinished-s-001.toml"):
            (harbour.parent / name).write_text(place, encoding="utf-8")
        assert self.kept(run, harbour) == ""
        self.leave(harbour.parent, "harbour.victims.unfinished-s-002.toml", 10)
        assert self.kept(run, harbour) == (
            "Kept words: harbour.victims.unfinished-s-002.toml (what was being typed and is not recorded yet)"
        )
        assert (harbour.parent / "harbour.unfinished-s-001.toml").read_text("utf-8") == place

    def test_one_that_cannot_be_read_is_put_aside_and_named_as_kept(self, run: Any, harbour: Path) -> None:
        (harbour.parent / "harbour.unfinished-s-001.toml").write_text("[[[", encoding="utf-8")
        assert self.kept(run, harbour).startswith("Kept words: harbour.kept-1.toml (")
        assert (harbour.parent / "harbour.kept-1.toml").read_text("utf-8") == "[[["

    def test_of_several_the_newest_is_named_and_their_number(self, run: Any, harbour: Path) -> None:
        self.leave(harbour.parent, "harbour.kept-1.toml", 10)
        self.leave(harbour.parent, "harbour.kept-3.toml", 20)
        self.leave(harbour.parent, "harbour.kept-2.toml", 40)
        self.leave(harbour.parent, "harbour.victims.kept-1.toml", 30)
        self.leave(harbour.parent, "harbour.unfinished-section-12-partner.toml", 50)
        assert self.kept(run, harbour) == (
            "Kept words: harbour.kept-2.toml (the newest of 4; what was typed and could not be recorded: read it, "
            "enter what is missing, then delete it); "
            "harbour.unfinished-section-12-partner.toml (what was being typed and is not recorded yet)"
        )
        assert "MARKER" not in run("next", harbour).stdout


class TestHousehold:
    """The tree of who lives with whom: in the overview, after the people."""

    CHILD = Draft("person", {"id": "ann", "roles": ["child"], "label": "Child A", "born": "2017-03-05"})
    LINKS = (
        Draft("relation", {"person": "partner", "to": "subject", "kind": "lives-with", "from_on": "2019-03"}),
        Draft("relation", {"person": "ann", "to": "partner", "kind": "child-of"}),
        Draft("relation", {"person": "ann", "to": "subject", "kind": "lives-with", "from_on": "2026-03-05"}),
    )

    @pytest.fixture(autouse=True)
    def _terminal(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("TERM", "xterm")

    @staticmethod
    def section(text: str) -> list[str]:
        lines = text.split("\n")
        begin = lines.index("Household") + 1
        end = next(n for n, line in enumerate(lines[begin:], begin) if not line.startswith("  "))
        return lines[begin:end]

    @pytest.fixture
    def family(self, make_case: Callable[..., Path]) -> Path:
        return make_case("harbour", [self.CHILD, *self.LINKS])

    def test_it_stands_after_the_people_with_ages_and_homes_of_today(
        self, run: Any, family: Path, held_clock: Any
    ) -> None:
        shown = run("show", family).stdout
        assert shown.index("\nPeople\n") < shown.index("Child A  (child") < shown.index("\nHousehold\n")
        assert self.section(shown) == [
            "  Under one roof with Mr H:",
            "  └─ Ms R: lives with Mr H (since March 2019)",
            "  Home not recorded:",
            "  └─ Child A, 8: child of Ms R; lives with Mr H (not before 5 March 2026)",
        ]
        held_clock.move(datetime(2026, 3, 5, tzinfo=UTC))
        assert self.section(run("show", family).stdout) == [
            "  Under one roof with Mr H:",
            "  └─ Ms R: lives with Mr H (since March 2019)",
            "     └─ Child A, 9: child of Ms R; lives with Mr H (since 5 March 2026)",
        ]

    @pytest.mark.parametrize(("options", "setting"), [(["--plain"], ""), ([], "ACCESSIBLE=1"), ([], "TERM=dumb")])
    def test_plain_lines_are_drawn_with_letters(
        self, options: list[str], setting: str, run: Any, family: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        name, _equals, value = setting.partition("=")
        if name:
            monkeypatch.setenv(name, value)
        lines = self.section(run("show", family, *options).stdout)
        assert lines[1] == "  `- Ms R: lives with Mr H (since March 2019)"
        assert "".join(lines).isascii()

    @pytest.mark.parametrize(("encoding", "draws"), [("utf-8", True), ("cp437", True), ("latin-1", False)])
    def test_a_tree_is_drawn_where_what_is_printed_can_hold_it(
        self, encoding: str, draws: bool, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        from sjtool.commands import show

        monkeypatch.setattr("sys.stdout", io.TextIOWrapper(io.BytesIO(), encoding=encoding))
        assert show._can_draw() is draws
        monkeypatch.setattr("sys.stdout", io.StringIO())
        assert show._can_draw() is False

    def test_where_it_cannot_the_command_draws_with_letters(
        self, run: Any, family: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("sjtool.commands.show._can_draw", lambda: False)
        assert self.section(run("show", family).stdout)[1].startswith("  `- Ms R")

    def test_long_labels_keep_within_the_screen(self, run: Any, make_case: Any) -> None:
        label = "Child B, who is called by a name that goes on " + "and on " * 20
        drafts = [Draft("person", {"id": "bo", "roles": ["child"], "label": label.strip()}), *self.LINKS[:1]]
        lines = self.section(run("show", make_case("harbour", drafts)).stdout)
        assert max(len(line) for line in lines) in range(70, 81)
        assert label.strip() in " ".join(" ".join(lines).replace("└─", "").split())

    @pytest.mark.parametrize(("professional", "shown"), [(True, False), (False, True)])
    def test_a_case_of_one_person_and_professionals_has_no_tree(
        self, professional: bool, shown: bool, run: Any, make_case: Any
    ) -> None:
        roles = ["professional" if professional else "relative"]
        drafts = [
            Draft("person", {"id": "subject", "roles": ["subject"], "label": "Mr H"}),
            Draft("person", {"id": "worker", "roles": roles, "label": "Ms W"}),
        ]
        path = make_case("harbour", drafts, beginning=())
        assert ("Household" in run("show", path).stdout) is shown
        related = Draft("relation", {"person": "worker", "to": "subject", "kind": "sibling-of"})
        Ledger(path).append([related], by="pc-4412", at=datetime(2026, 3, 4, 15, tzinfo=UTC))
        assert self.section(run("show", path).stdout)[-1] == "  └─ Ms W: sibling of Mr H"


class TestHiding:
    """Levels of tools stay off every screen until the open assessment is judged."""

    @pytest.mark.parametrize(
        "command",
        [
            ("show",),
            ("show", "--all"),
            ("show", "--json"),
            ("show", "--json", "--all"),
            ("show", "tr-001"),
            ("show", "tr-002", "--json"),
            ("next",),
            ("next", "--json"),
            ("crosscheck",),
            ("crosscheck", "--json"),
        ],
    )
    def test_no_command_shows_them_before_the_judgement(
        self, command: tuple[str, ...], run: Any, with_tools: Path
    ) -> None:
        name, *more = command
        done = run(name, with_tools, *more)
        text = done.stdout
        for word in ("very-high", "very high", "medium", "7.5", "points = 12", '"points": 12'):
            assert word not in text, word

    def test_hidden_levels_are_said_to_be_hidden(self, run: Any, with_tools: Path) -> None:
        assert " ".join(run("show", with_tools).stdout.split()).count("(hidden until you have judged)") == 2
        shown = json.loads(run("show", with_tools, "tr-002", "--json").stdout)["records"][0]
        hidden = {key for key, value in shown.items() if value == "(hidden until you have judged)"}
        assert hidden == {"band", "points", "percentage"}

    def test_reveal_shows_them_and_is_recorded(self, run: Any, with_tools: Path) -> None:
        shown = run("show", with_tools, "--reveal").stdout
        assert "very high" in shown
        assert "medium" in shown
        lines, _problems = read_access(with_tools)
        assert [(line["act"], line.get("records")) for line in lines] == [
            ("consultation", None),
            ("reveal", ["tr-001", "tr-002"]),
        ]

    def test_nothing_to_reveal_is_no_reveal(self, run: Any, with_tools: Path) -> None:
        judged(with_tools)
        run("show", with_tools, "--reveal")
        lines, _problems = read_access(with_tools)
        assert [line["act"] for line in lines] == ["consultation"]

    def test_once_judged_they_are_shown_and_a_review_hides_them_again(
        self, run: Any, with_tools: Path, held_clock: Any
    ) -> None:
        judged(with_tools)
        held_clock.move(held_clock.now.replace(month=4))
        assert "very high" in run("show", with_tools).stdout
        review = Draft("assessment", {"opened_on": "2026-04-02", "trigger": "review", "purpose": "Again."})
        Ledger(with_tools).append([review], by="pc-4412", at=datetime(2026, 4, 2, 9, tzinfo=UTC))
        assert "very high" not in run("show", with_tools).stdout
        assert "very high" not in run("show", with_tools, "--as-at", "2026-03-05").stdout
        assert "very high" in run("show", with_tools, "--as-at", "2026-03-05", "--reveal").stdout

    def test_what_a_tool_said_stays_hidden_in_an_override_of_an_earlier_assessment(
        self, run: Any, with_tools: Path
    ) -> None:
        override = {
            "judgement": "j-002",
            "tool_result": "tr-002",
            "construct": "likelihood",
            "tool_level": "very-high",
            "decided_level": "medium",
            "direction": "downward",
        }
        review = Draft("assessment", {"opened_on": "2026-04-02", "trigger": "review", "purpose": "Again."})
        judged(with_tools, Draft("override", override), review)
        assert "very-high" not in run("show", with_tools, "o-001").stdout
        assert "very-high" in run("show", with_tools, "o-001", "--reveal").stdout


class TestCovert:
    """What a covert action does is for the officer's own screen, and in no export."""

    @pytest.fixture
    def case(self, make_case: Callable[..., Path]) -> Path:
        update = {"action": "ac-001", "status": "done", "what_happened": "MARKER", "checked_by": "pc-4412"}
        open_first = {**COVERT, "handling": "open"}
        covered = {**COVERT, "supersedes": "ac-001", "reason": "MARKER"}
        return make_case(
            "harbour", [Draft("action", open_first), Draft("action_update", update), Draft("action", covered)]
        )

    @pytest.mark.parametrize(
        "command",
        [
            ("--json",),
            ("--json", "--all"),
            ("ac-001", "--json"),
            ("ac-002", "--json"),
            ("au-001", "--json"),
            ("ac-001",),
            ("au-001",),
            (),
        ],
    )
    def test_it_leaves_by_no_pipe(self, command: tuple[str, ...], run: Any, case: Path) -> None:
        assert "MARKER" not in run("show", case, *command).stdout

    def test_on_a_screen_it_is_shown_to_the_officer_who_asks_for_it_by_id(self, case: Path) -> None:
        from sjtool.loader import load_sound
        from sjtool.report.show_text import render_record
        from sjtool.store.library import Library

        loaded = load_sound(case, Library())
        assert "MARKER-objective" in render_record(loaded, "ac-002", 80, hidden=False, exported=False)
        assert "MARKER" not in render_record(loaded, "ac-002", 80, hidden=False)

    def test_what_is_no_longer_covert_is_shown_and_what_was_said_of_it_meanwhile_is_not(
        self, run: Any, case: Path
    ) -> None:
        uncovered = Draft("action", {**COVERT, "handling": "open", "supersedes": "ac-002", "reason": "told"})
        Ledger(case).append([uncovered], by="pc-4412", at=datetime(2026, 3, 5, tzinfo=UTC))
        assert "MARKER-objective" in run("show", case, "ac-003").stdout
        assert "MARKER-objective" in run("show", case).stdout
        for record in ("ac-002", "au-001"):
            assert "MARKER" not in run("show", case, record).stdout


class TestNext:
    def test_three_steps_with_the_command_to_type(self, run: Any, harbour: Path) -> None:
        done = run("next", harbour)
        assert done.status == 0
        lines = done.stdout.split("\n")
        assert lines[0].startswith("harbour · Mr H · convicted")
        assert lines[0].endswith("OFFICIAL-SENSITIVE")
        assert len(lines[0]) == 80
        assert "Assessment a-001 (initial, opened 2 March 2026) · judged: not yet" in done.stdout
        assert "  1  interview Ms R" in done.stdout
        assert f"sjtool interview {harbour} section-12 --informant partner" in done.stdout
        assert "  4  " not in done.stdout
        assert "then rate acute, judge" in done.stdout

    def test_json_lists_every_step(self, run: Any, harbour: Path) -> None:
        found = json.loads(run("next", harbour, "--json").stdout)
        assert found["case"] == "harbour"
        assert [step["what"] for step in found["steps"]][:2] == ["interview Ms R", "interview Mr H"]

    def test_the_level_is_told_once_judged(self, run: Any, harbour: Path) -> None:
        judged(harbour)
        assert "judged: high" in run("next", harbour).stdout

    def test_a_case_without_anybody_says_how_to_begin(self, run: Any, make_case: Any) -> None:
        path = make_case("empty", beginning=(), header={"training": True, "marking": "OFFICIAL-SENSITIVE " * 4})
        done = run("next", path)
        assert done.stdout.split("\n")[1] == "empty · nobody named yet · training case"
        assert "name the person" in done.stdout

    def test_a_file_name_that_a_shell_would_break_is_quoted(self, run: Any, make_case: Any, tmp_path: Path) -> None:
        folder = tmp_path / "my cases"
        folder.mkdir()
        path = make_case("harbour", folder=folder)
        assert f"sjtool interview '{path}' section-12" in run("next", path).stdout

    def test_a_case_is_found_by_its_id_in_the_folder_of_the_settings_or_here(
        self, run: Any, harbour: Path, answers: Any, monkeypatch: pytest.MonkeyPatch, codes_of: Any
    ) -> None:
        assert run("next", "harbour").status == 0
        elsewhere = harbour.parent / "elsewhere"
        elsewhere.mkdir()
        monkeypatch.chdir(elsewhere)
        missing = run("next", "harbour")
        assert (missing.status, codes_of(missing)) == (3, ["file-missing"])
        monkeypatch.setenv("SJTOOL_CONFIG", str(answers(f"cases = '{harbour.parent}'\n", "config.toml")))
        assert run("next", "harbour").status == 0

    def test_a_folder_is_not_a_case(self, run: Any, tmp_path: Path, codes_of: Any) -> None:
        done = run("next", tmp_path)
        assert (done.status, codes_of(done)) == (3, ["not-a-file"])

    def test_looking_needs_no_officer_but_the_log_names_the_account(
        self, run: Any, harbour: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.delenv("SJTOOL_BY")
        assert run("next", harbour).status == 0
        lines, _problems = read_access(harbour)
        assert lines[0]["by"].startswith("login:")

    def test_on_a_wide_screen_the_command_stands_beside_the_step(
        self, run: Any, harbour: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("sjtool.commands.next_steps.screen_width", lambda: 120)
        monkeypatch.chdir(harbour.parent)
        lines = run("next", "harbour").stdout.split("\n")
        (line,) = [one for one in lines if one.startswith("  1  interview Ms R")]
        assert line.endswith("sjtool interview harbour section-12 --informant partner")
        assert len(line) == 120
