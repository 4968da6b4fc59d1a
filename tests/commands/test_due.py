"""`sjtool due`: one case or a folder, to a screen, a pipe or a file; exit codes, and what the access log says of it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from sjtool.commands import due as due_command
from sjtool.commands import due_run, due_work
from sjtool.store.access import access_path, read_access
from sjtool.store.append import Draft

pytestmark = pytest.mark.usefixtures("at_desk")
Run = Callable[..., SimpleNamespace]
Make = Callable[..., Path]
CASE_WORDS = "words that only the case may hold"
POLICE = Draft("status", {"lead_agency": "police", "lead_agency_since": "2026-02-27"})


def action(due_on: str, **keys: Any) -> Draft:
    given = {"assessment": "a-001", "pillar": "victim-safety", "kind": CASE_WORDS, "objective": CASE_WORDS}
    given |= {"purpose": CASE_WORDS, "owner": "Ms Farrow", "due_on": due_on}
    return Draft("action", given | keys)


@pytest.fixture
def harbour(make_case: Make) -> Path:
    """A case with an ARMS due on 20 March, and an action that was due the day before today."""
    return make_case("harbour", [POLICE, action("2026-03-03")])


@pytest.fixture
def folder(make_case: Make, tmp_path: Path) -> Path:
    """A folder of three cases, the second of which cannot be read."""
    cases = tmp_path / "cases"
    cases.mkdir()
    make_case("berth", [action("2026-03-10")], folder=cases)
    (cases / "broken.toml").write_text("format = 1\ncase = [\n", encoding="utf-8")
    make_case("quay", [POLICE, action("2026-02-02")], folder=cases)
    return cases


def as_json(run: Run, *args: object) -> Any:
    return json.loads(run("due", *args, "--json").stdout)["dues"]


def test_one_case_says_what_is_due_and_ends_well(run: Run, harbour: Path) -> None:
    done = run("due", harbour)
    assert (done.status, done.stderr) == (0, "")
    assert "  Overdue: Action ac-001 (victim safety) due: 3 March 2026 (1 day overdue)\n" in done.stdout
    assert "of the change of lead agency: 20 March 2026" in done.stdout
    assert "(in 12 working days)" in done.stdout
    assert CASE_WORDS not in done.stdout
    assert "Farrow" not in done.stdout


def test_it_is_a_consultation_wherever_it_goes(run: Run, harbour: Path, tmp_path: Path) -> None:
    run("due", harbour)
    run("due", harbour, "--format", "ics", "--out", tmp_path / "due.ics")
    lines, problems = read_access(harbour)
    assert problems == []
    assert [(line["act"], line["command"], line["by"]) for line in lines] == [("consultation", "due", "pc-4412")] * 2


def test_at_a_screen_the_words_of_the_plan_and_its_owner_are_shown(
    run: Run, make_case: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = make_case("harbour", [action("2026-03-03"), action("2026-03-02", handling="covert")])
    monkeypatch.setattr(due_command, "sys", SimpleNamespace(stdout=SimpleNamespace(isatty=lambda: True)))
    shown = run("due", case)
    assert f"      {CASE_WORDS}\n" in shown.stdout
    assert "Whose: Ms Farrow." in shown.stdout
    assert "Covert action ac-002 due: 2 March 2026" in shown.stdout
    for more in (["--format", "markdown"], ["--json"], ["--out", "due.txt"]):
        done = run("due", case, *more)
        text = done.stdout + (Path("due.txt").read_text(encoding="utf-8") if "--out" in more else "")
        assert "ac-001" in text
        assert not [word for word in (CASE_WORDS, "Farrow", "ac-002") if word in text]


class TestExitCodes:
    def test_overdue_ends_with_1_where_something_is(self, run: Run, harbour: Path) -> None:
        done = run("due", harbour, "--overdue")
        assert done.status == 1
        assert "Overdue: Action ac-001" in done.stdout
        assert "ARMS" not in done.stdout

    def test_and_with_0_where_nothing_is(self, run: Run, make_case: Make) -> None:
        done = run("due", make_case("harbour", [POLICE, action("2026-03-04")]), "--overdue")
        assert (done.status, done.stdout) == (
            0,
            "OFFICIAL-SENSITIVE\n4 March 2026: 1 case, 0 overdue. Prompts, not legal advice.\n",
        )

    def test_what_is_overdue_and_another_officers_does_not_count(self, run: Run, harbour: Path) -> None:
        assert run("due", harbour, "--overdue", "--officer", "pc-4412").status == 0
        assert run("due", harbour, "--overdue", "--officer", "Ms Farrow").status == 1

    def test_one_case_that_cannot_be_read_is_refused(self, run: Run, folder: Path, codes_of: Any) -> None:
        done = run("due", folder / "broken.toml")
        assert (done.status, done.stdout, codes_of(done)) == (3, "", ["not-toml"])
        assert run("due", folder / "none.toml").status == 3

    def test_of_several_a_bad_one_stops_none_of_the_others(self, run: Run, folder: Path, codes_of: Any) -> None:
        done = run("due", folder)
        assert (done.status, codes_of(done)) == (1, ["not-toml"])
        assert "\nberth\n" in done.stdout
        assert "\nquay\n" in done.stdout
        assert "2 cases, 1 overdue" in done.stdout
        assert done.stderr.endswith("3 files: 1 could not be read; it is left out\n")

    def test_a_fault_with_one_of_several_is_told_without_a_word_of_it(
        self, run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch, codes_of: Any
    ) -> None:
        found = due_work.build_rows

        def break_one(case: str, *args: Any) -> Any:
            if case == "berth":
                raise RuntimeError(CASE_WORDS)
            return found(case, *args)

        monkeypatch.setattr(due_work, "build_rows", break_one)
        done = run("due", folder)
        assert (done.status, codes_of(done)) == (1, ["fault", "not-toml"])
        assert CASE_WORDS not in done.stderr
        assert "\nquay\n" in done.stdout
        with pytest.raises(RuntimeError):
            run("due", folder / "berth.toml")

    @pytest.mark.parametrize(
        ("args", "code"),
        [
            (["--format", "stone"], "unknown-format"),
            (["--out", "."], "out-not-a-file"),
            (["--out", "new/"], "out-not-a-file"),
            (["--out", "x.toml"], "out-is-guarded"),
            (["--out", "x.jsonl"], "out-is-guarded"),
            (["--as-at", "yesterday"], "bad-date"),
            (["--as-at", "2026-03-02x"], "bad-date"),
            (["--workers", "0"], "bad-workers"),
            (["--workers", "62"], "bad-workers"),
        ],
    )
    def test_wrong_usage_is_said_and_nothing_is_read(
        self, run: Run, harbour: Path, args: list[str], code: str, codes_of: Any
    ) -> None:
        done = run("due", harbour, *args)
        assert (done.status, done.stdout, codes_of(done)) == (2, "", [code])
        assert not access_path(harbour).exists()

    def test_wrong_usage_stops_a_run_over_many(self, run: Run, folder: Path, codes_of: Any) -> None:
        done = run("due", folder, "--as-at", "2026-03-02x")
        assert (done.status, codes_of(done)) == (2, ["bad-date"])


REACTIVE = Draft("event", {"kind": "reactive-start", "held_on": "2026-03-02", "what": CASE_WORDS})


class TestReactiveManagement:
    def test_what_rests_is_said_in_text_and_markdown_though_nothing_else_is_due(
        self, run: Run, make_case: Make
    ) -> None:
        case = make_case("harbour", [POLICE, REACTIVE])
        line = "Resting, on reactive management (ev-001 of 2 March 2026): ARMS, Review of the judgement, Visit, Acute"
        assert line in " ".join(run("due", case).stdout.split())
        assert line in run("due", case, "--format", "markdown").stdout.replace("\\", "")
        assert [row["clock"] for row in as_json(run, case)] == ["reactive-check"]
        assert CASE_WORDS not in run("due", case).stdout
        alone = run("due", case, "--within", "3").stdout
        assert "\nharbour\n  Resting, on reactive" in alone
        marked = run("due", case, "--within", "3", "--format", "markdown").stdout
        assert "## harbour\n\nResting" in marked

    def test_not_where_only_what_is_overdue_is_asked_for_or_all_goes_by_day(self, run: Run, make_case: Make) -> None:
        case = make_case("harbour", [POLICE, REACTIVE])
        assert "Resting" not in run("due", case, "--overdue").stdout
        assert "Resting" not in run("due", case, "--by-date").stdout
        assert "Resting" not in run("due", case, "--format", "csv").stdout

    def test_next_says_it_too_and_no_longer_after_the_end(self, run: Run, make_case: Make) -> None:
        case = make_case("harbour", [POLICE, REACTIVE])
        assert "Resting, on reactive management (ev-001" in run("next", case).stdout
        assert "ARMS within" not in run("next", case).stdout
        ended = make_case("quay", [POLICE, REACTIVE, Draft("event", {"kind": "reactive-end", "held_on": "2026-03-03"})])
        assert "Resting" not in run("next", ended).stdout
        assert "ARMS within" in run("next", ended).stdout

    def test_a_status_that_says_so_is_named_without_a_day(self, run: Run, make_case: Make) -> None:
        case = make_case("harbour", [Draft("status", {"management": "reactive"})])
        assert "Resting, on reactive management (st-001): ARMS" in run("due", case).stdout


class TestSeveralProcesses:
    @pytest.fixture
    def many(self, make_case: Make, tmp_path: Path) -> Path:
        """More cases than a process is given at a time, one of which cannot be read."""
        cases = tmp_path / "many"
        cases.mkdir()
        for number in range(22):
            make_case(f"case-{number:02}", [action(f"2026-03-{number + 1:02}")], folder=cases)
        (cases / "case-05.toml").write_text("format = 1\ncase = [\n", encoding="utf-8")
        return cases

    def test_they_say_what_one_says_and_log_each_case(
        self, run: Run, many: Path, codes_of: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        alone = run("due", many, "--json")
        monkeypatch.setattr("sjtool.commands.pool.WORTH", 2)
        shared = run("due", many, "--json", "--workers", "2")
        assert shared.stdout == alone.stdout
        assert (shared.status, codes_of(shared)) == (1, ["not-toml"])
        lines, problems = read_access(many / "case-21.toml")
        assert (len(lines), problems) == (2, [])

    def test_what_a_process_does(self, many: Path) -> None:
        due_work.begin("pc-4412", "", "", due_run.date(2026, 3, 4), due_run.Choice())
        good, bad = (due_work.do(str(many / name)) for name in ("case-00.toml", "case-05.toml"))
        assert ([row.due.clock for row in good.rows], good.name, good.problems) == (["action-due"], "case-00", ())
        assert ([problem.code for problem in bad.problems], bad.rows) == (["not-toml"], ())

    def test_one_that_died_is_told_as_its_case(self) -> None:
        assert [problem.code for problem in due_work.crashed("quay.toml").problems] == ["worker-crashed"]


class TestChoosing:
    def test_by_date_over_all_cases(self, run: Run, folder: Path) -> None:
        rows = as_json(run, folder, "--by-date")
        assert [(row["case"], row["on"]) for row in rows] == [
            ("quay", "2026-02-02"),
            ("berth", "2026-03-10"),
            ("quay", "2026-03-20"),
        ]
        assert [row["case"] for row in as_json(run, folder)] == ["berth", "quay", "quay"]

    def test_within_days_and_only_overdue(self, run: Run, folder: Path) -> None:
        assert [row["on"] for row in as_json(run, folder, "--within", "5")] == ["2026-02-02"]
        assert [row["on"] for row in as_json(run, folder, "--within", "6")] == ["2026-03-10", "2026-02-02"]
        assert len(as_json(run, folder, "--overdue")) == 1

    def test_what_is_met_with_the_record_that_met_it(self, run: Run, make_case: Make) -> None:
        told = {"action": "ac-001", "status": "done", "what_happened": CASE_WORDS}
        case = make_case("harbour", [action("2026-03-03"), Draft("action_update", told)])
        assert as_json(run, case) == []
        (row,) = as_json(run, case, "--met")
        assert (row["state"], row["met_by"], row["met_on"], row["late"]) == ("met", "au-001", "2026-03-04", 1)

    def test_as_at_a_day_the_case_and_today_are_as_they_were_then(
        self, run: Run, harbour: Path, held_clock: Any
    ) -> None:
        held_clock.move(held_clock.now.replace(month=6))
        assert [row["state"] for row in as_json(run, harbour)] == ["overdue", "overdue"]
        assert [row["state"] for row in as_json(run, harbour, "--as-at", "2026-03-04")] == ["overdue", "due"]
        assert as_json(run, harbour, "--as-at", "2026-03-03") == []


class TestFiles:
    @pytest.mark.parametrize(
        ("form", "beginning"),
        [
            ("text", b"OFFICIAL-SENSITIVE\n"),
            ("markdown", b"# What is due\n"),
            ("json", b"{\n"),
            ("csv", b"case,state,on,"),
            ("ics", b"BEGIN:VCALENDAR\r\n"),
        ],
    )
    def test_each_format_is_written_as_it_is_printed(
        self, run: Run, harbour: Path, tmp_path: Path, form: str, beginning: bytes
    ) -> None:
        out = tmp_path / "due-now"
        done = run("due", harbour, "--format", form, "--out", out)
        assert (done.status, done.stdout, done.stderr) == (0, "", f"Written: {out}\n")
        assert out.read_bytes().startswith(beginning)
        printed = run("due", harbour, "--format", form).stdout
        assert printed.replace("\r\n", "\n") == out.read_bytes().decode().replace("\r\n", "\n")

    def test_the_calendar_names_the_case_and_nobody(self, run: Run, harbour: Path, tmp_path: Path) -> None:
        out = tmp_path / "due.ics"
        run("due", harbour, "--format", "ics", "--out", out)
        text = out.read_bytes().decode().replace("\r\n ", "")
        assert "SUMMARY:harbour: Action ac-001 (victim safety) due\r\n" in text
        assert not [word for word in (CASE_WORDS, "Farrow", "Hughes", "Mr H", "pc-4412") if word in text]


def test_a_force_may_bring_its_own_clocks(run: Run, harbour: Path, tmp_path: Path) -> None:
    own = tmp_path / "own"
    own.mkdir()
    assert run("sets", "new", "england-wales", "--from", "england-wales", "--out", own).status == 0
    copy = own / "england-wales@1.2.0.toml"
    copy.write_text(copy.read_text(encoding="utf-8").replace("count = 15\n", "count = 10\n"), encoding="utf-8")
    assert run("sets", "check", "england-wales", "--templates", own).status == 0
    assert [row["on"] for row in as_json(run, harbour, "--templates", own)] == ["2026-03-03", "2026-03-13"]


def test_clocks_that_cannot_be_read_stop_the_run_once(run: Run, folder: Path, tmp_path: Path, codes_of: Any) -> None:
    own = tmp_path / "own"
    own.mkdir()
    (own / "england-wales@9.0.0.toml").write_text('[set]\nkind = "clocks"\n', encoding="utf-8")
    done = run("due", folder, "--templates", own)
    assert (done.status, done.stdout) == (3, "")
    assert "fault" not in codes_of(done)


class TestTheSetOfClocks:
    def test_it_is_listed_shown_whole_and_one_by_one(self, run: Run) -> None:
        assert "26 clocks" in run("sets", "list", "--kind", "clocks").stdout
        whole = run("sets", "show", "england-wales").stdout
        assert "legacy-visit-low   Visit within a year of the last, by the table that ended in 2017   [off]" in (
            " ".join(whole.split()).replace("2017 [off]", "2017   [off]").replace("low Visit", "low   Visit")
        )
        assert "28 December 2026: Boxing Day (substitute) (substitute, published)" in whole
        assert "counted: 9 months, that day not counted; the day before" in whole
        one = run("sets", "show", "england-wales", "mappa-level-3").stdout
        assert "starts with: mappa level; or an event that touches mappa" in one
        agreed = " ".join(run("sets", "show", "england-wales", "next-mappa").stdout.split())
        assert "starts with: the day agreed for the next, at an event of kind meeting, if it touches mappa" in agreed
        other = " ".join(run("sets", "show", "england-wales", "next-meeting").stdout.split())
        assert "at an event of kind meeting, but none that touches mappa" in other
        yearly = run("sets", "show", "england-wales", "reactive-check").stdout
        assert "counted: 1 year, that day not counted" in yearly
        assert "runs: only while the person is on reactive management" in yearly
        assert "Bank holidays" not in one
        assert run("sets", "show", "england-wales", "nothing").status == 2

    def test_it_is_not_for_paper(self, run: Run, codes_of: Any) -> None:
        done = run("sets", "print", "england-wales")
        assert (done.status, codes_of(done)) == (3, ["wrong-template"])

    def test_a_change_of_a_count_is_told(self, run: Run, tmp_path: Path) -> None:
        own = tmp_path / "own"
        own.mkdir()
        run("sets", "new", "england-wales", "--from", "england-wales", "--out", own)
        copy = own / "england-wales@1.2.0.toml"
        text = copy.read_text(encoding="utf-8")
        copy.write_text(text.replace("count = 15\n", "count = 10\n"), encoding="utf-8")
        told = run("sets", "diff", "england-wales@1.1.0", "england-wales@1.2.0", "--templates", own)
        assert "arms-lead-agency" in told.stdout
        assert "now: 10" in told.stdout

    def test_the_clocks_that_came_with_the_second_version_are_told(self, run: Run) -> None:
        told = run("sets", "diff", "england-wales@1.0.0", "england-wales@1.1.0").stdout
        for name in ("reactive-check", "next-conference", "next-core-group", "next-mappa", "next-meeting"):
            assert f"clock {name} " in told
        assert "removed" not in told
        assert "holiday 20" not in told


class TestWhatIsNotInTheList:
    def test_files_that_were_left_out_stand_in_the_output_itself(self, run: Run, folder: Path) -> None:
        bad = folder / "bad.toml"
        bad.write_text('format = 1\ncase = "bad"\n[[', encoding="utf-8")
        whole = max(folder.glob("*.toml"))
        copy = folder / "zz-copy.toml"
        copy.write_bytes(whole.read_bytes())
        data = json.loads(run("due", folder, "--json").stdout)
        assert (str(bad) in data["unreadable"], data["twice"]) == (True, [str(copy)])
        for form in ("text", "markdown"):
            said = "".join(run("due", folder, "--format", form).stdout.replace("\\", "").split())  # long paths wrap
            assert "Notinthislist:notreadable:" in said
            assert f"ofacasethatanotherfilehastoo:{copy}." in said

    def test_nothing_is_said_where_all_are_in_it(self, run: Run, harbour: Path) -> None:
        data = json.loads(run("due", harbour, "--json").stdout)
        assert (data["unreadable"], data["twice"], data["training"]) == ([], [], False)
        assert "Not in this list" not in run("due", harbour).stdout

    def test_a_list_of_training_cases_says_so(self, run: Run, make_case: Make) -> None:
        case = make_case("lesson", header={"training": True})
        assert "TRAINING: invented, about nobody" in run("due", case).stdout
        assert "TRAINING: invented, about nobody" in run("due", case, "--format", "markdown").stdout
        assert json.loads(run("due", case, "--json").stdout)["training"] is True
        other = make_case("real")
        assert "TRAINING" not in run("due", case, other).stdout
