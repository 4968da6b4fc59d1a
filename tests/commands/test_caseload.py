"""`sjtool caseload`: one line a case, to a screen, a pipe or a file; what may be seen where, and the access log."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from sjtool.commands import caseload as caseload_command
from sjtool.commands import caseload_work, pool
from sjtool.store.access import access_path, read_access
from sjtool.store.append import Draft

pytestmark = pytest.mark.usefixtures("at_desk")
Run = Callable[..., SimpleNamespace]
Make = Callable[..., Path]
CASE_WORDS = "words that only the case may hold"
JUDGED = {"assessment": "a-001", "level": "high", "likelihood": "medium", "whom": CASE_WORDS, "rationale": CASE_WORDS}
FIRST = Draft("judgement", JUDGED | {"stage": "first", "level": "medium"})
FINAL = Draft("judgement", JUDGED | {"stage": "final", "overrides": "none"})
ACT_NOW = Draft(
    "rating",
    {
        "assessment": "a-001",
        "factor": "acute@1.0.0/victim-access",
        "person": "subject",
        "recent": "act-now",
        "rationale": CASE_WORDS,
        "held_on": "2026-03-04",
    },
)


def action(due_on: str, **keys: Any) -> Draft:
    given = {"assessment": "a-001", "pillar": "victim-safety", "kind": CASE_WORDS, "objective": CASE_WORDS}
    return Draft("action", given | {"purpose": CASE_WORDS, "owner": "Ms Farrow", "due_on": due_on} | keys)


@pytest.fixture
def folder(make_case: Make, tmp_path: Path) -> Path:
    """Four cases: nothing waits, something overdue, something that cannot wait, and one that cannot be read."""
    cases = tmp_path / "cases"
    cases.mkdir()
    make_case("anchor", folder=cases)
    make_case("berth", [FIRST, FINAL, action("2026-03-03")], folder=cases)
    (cases / "broken.toml").write_text(f"format = 1\ncase = [ {CASE_WORDS}\n", encoding="utf-8")
    make_case("quay", [ACT_NOW], folder=cases, by="pc-9")
    return cases


@pytest.fixture
def at_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(caseload_command, "sys", SimpleNamespace(stdout=SimpleNamespace(isatty=lambda: True)))


def as_json(run: Run, *args: object) -> Any:
    return json.loads(run("caseload", *args, "--json").stdout)


def names(run: Run, *args: object) -> list[str]:
    return [row["case"] for row in as_json(run, *args)["cases"]]


def test_what_waits_comes_first_and_a_bad_file_stops_nothing(run: Run, folder: Path, codes_of: Any) -> None:
    done = run("caseload", folder)
    assert (done.status, codes_of(done)) == (1, ["not-toml"])
    rows = [line.split()[0] for line in done.stdout.splitlines() if line.startswith(("anchor ", "berth ", "quay "))]
    assert rows == ["quay", "berth", "anchor"]
    assert "Act now: Access to" in done.stdout
    assert "high, none" in done.stdout
    assert "Not readable  1 case\n" in done.stdout
    assert done.stderr.endswith("4 files: 1 could not be read; it is left out\n")
    assert CASE_WORDS not in done.stdout + done.stderr


def test_one_case_that_cannot_be_read_is_refused(run: Run, folder: Path, codes_of: Any) -> None:
    done = run("caseload", folder / "broken.toml")
    assert (done.status, done.stdout, codes_of(done)) == (3, "", ["not-toml"])
    assert run("caseload", folder / "berth.toml").status == 0


def test_a_script_has_every_value_and_what_there_is_in_all(run: Run, folder: Path) -> None:
    found = as_json(run, folder)
    berth = found["cases"][1]
    assert {key: berth[key] for key in ("level", "first_level", "override", "status", "since", "overdue")} == {
        "level": "high",
        "first_level": "medium",
        "override": "none",
        "status": "draft",
        "since": "2026-03-04",
        "overdue": 1,
    }
    assert berth["oldest_overdue"] == "2026-03-03"
    assert berth["errors"] > 0
    assert found["cases"][0]["act_now_factors"] == ["acute@1.0.0/victim-access"]
    assert found["totals"]["levels"] == {"low": 0, "medium": 0, "high": 1, "very-high": 0, "not-judged": 2}
    assert (found["totals"]["unsigned"], found["totals"]["overdue"], found["totals"]["unreadable"]) == (3, 1, 1)
    assert found["unreadable"] == [str(folder / "broken.toml")]


def test_it_is_a_consultation_of_what_is_shown(run: Run, folder: Path, tmp_path: Path) -> None:
    run("caseload", folder, "--officer", "PC.4412", "--format", "html", "--out", tmp_path / "load.html")
    lines, problems = read_access(folder / "berth.toml")
    assert problems == []
    assert [(line["act"], line["command"], line["by"]) for line in lines] == [("consultation", "caseload", "pc-4412")]
    assert not access_path(folder / "quay.toml").exists()
    page = (tmp_path / "load.html").read_text(encoding="utf-8")
    assert "berth" in page
    assert "quay" not in page


class TestChoosing:
    def test_by_officer_in_any_spelling_and_by_plain_fields(self, run: Run, folder: Path) -> None:
        assert names(run, folder, "--officer", "PC-9") == ["quay"]
        assert names(run, folder, "--where", "level=high") == ["berth"]
        assert names(run, folder, "--where", "level=high", "--where", "status=signed") == []
        assert "No case to show." in run("caseload", folder, "--where", "status=signed").stdout
        assert "Of pc-9, level nothing" in run("caseload", folder, "--officer", "pc-9", "--where", "level=").stdout

    @pytest.mark.parametrize("sort", ["case", "status", "since", "due", "override"])
    def test_equals_go_by_case(self, run: Run, folder: Path, sort: str) -> None:
        assert len(names(run, folder, "--sort", sort)) == 3
        assert names(run, folder, "--sort", "case") == ["anchor", "berth", "quay"]

    def test_by_a_column(self, run: Run, folder: Path) -> None:
        assert names(run, folder, "--sort", "officer") == ["anchor", "berth", "quay"]
        assert names(run, folder, "--sort", "level")[0] == "berth"
        assert names(run, folder, "--sort", "overdue")[0] == "berth"
        assert names(run, folder, "--sort", "act-now")[0] == "quay"
        errors = [row["errors"] for row in as_json(run, folder, "--sort", "problems")["cases"]]
        assert errors == sorted(errors, reverse=True)

    @pytest.mark.parametrize(
        ("args", "code"),
        [
            (["--format", "stone"], "unknown-format"),
            (["--sort", "weight"], "unknown-field"),
            (["--where", "label=Mr H"], "unknown-field"),
            (["--out", "."], "out-not-a-file"),
            (["--out", "x.toml"], "out-is-guarded"),
            (["--as-at", "yesterday"], "bad-date"),
        ],
    )
    def test_wrong_usage_is_said_and_nothing_is_read(
        self, run: Run, folder: Path, args: list[str], code: str, codes_of: Any
    ) -> None:
        done = run("caseload", folder, *args)
        assert (done.status, done.stdout, codes_of(done)) == (2, "", [code])
        assert not access_path(folder / "berth.toml").exists()

    def test_as_at_a_day_it_is_as_it_was_recorded_then(self, run: Run, folder: Path, held_clock: Any) -> None:
        held_clock.move(held_clock.now.replace(month=6))
        (row,) = as_json(run, folder / "berth.toml", "--as-at", "2026-03-03")["cases"]
        assert (row["level"], row["overdue"], row["since"]) == ("not-judged", 0, None)
        (row,) = as_json(run, folder / "berth.toml", "--as-at", "2026-03-04")["cases"]
        assert (row["level"], row["overdue"]) == ("high", 1)

    def test_it_says_the_day_on_which_it_was_made(self, run: Run, folder: Path, held_clock: Any) -> None:
        held_clock.move(held_clock.now.replace(month=6))
        data = as_json(run, folder / "berth.toml", "--as-at", "2026-03-03")
        assert (data["built_on"], data["as_at"]) == ("2026-06-04", "2026-03-03")
        text = " ".join(run("caseload", folder / "berth.toml", "--as-at", "2026-03-03").stdout.split())
        assert "printed on 4 June 2026" in text
        assert "The case as it was recorded by 3 March 2026" in text


@pytest.mark.parametrize("command", ["caseload", "export", "show", "history", "report"])
def test_a_day_to_come_is_refused_by_every_command_that_looks_back(
    run: Run, folder: Path, tmp_path: Path, codes_of: Any, command: str
) -> None:
    out = ["--out", tmp_path / "tables"] if command == "export" else []
    done = run(command, folder / "berth.toml", *out, "--as-at", "2027-05-01")
    assert (done.status, done.stdout, codes_of(done)) == (2, "", ["day-to-come"])
    assert not access_path(folder / "berth.toml").exists()


class TestWhoMaySee:
    COVERT = action("2026-03-02", handling="covert")

    @pytest.mark.usefixtures("at_screen")
    def test_at_a_screen_the_label_and_covert_actions_count(self, run: Run, make_case: Make) -> None:
        case = make_case("harbour", [self.COVERT])
        shown = run("caseload", case).stdout
        assert "Mr H. 1 overdue" in " ".join(shown.split())
        assert CASE_WORDS not in shown

    @pytest.mark.usefixtures("at_screen")
    @pytest.mark.parametrize("form", ["markdown", "html", "csv", "json"])
    def test_in_any_other_format_and_in_a_file_they_do_not(
        self, run: Run, make_case: Make, form: str, tmp_path: Path
    ) -> None:
        case = make_case("harbour", [self.COVERT])
        plain = make_case("plain", folder=tmp_path)
        out = tmp_path / "load"
        assert run("caseload", case, plain, "--format", form, "--out", out).status == 0
        text = run("caseload", case, plain, "--format", form).stdout + out.read_text(encoding="utf-8")
        assert "harbour" in text
        assert not [word for word in ("Mr H", "overt", CASE_WORDS, "Farrow") if word in text.replace("Overdue", "")]
        covert, overt = as_json(run, case, plain, "--sort", "case")["cases"]
        assert {**covert, "case": ""} == {**overt, "case": ""}

    def test_no_label_in_a_pipe(self, run: Run, folder: Path) -> None:
        assert "Mr H" not in run("caseload", folder).stdout

    def test_no_override_is_told_before_the_judgement_stands(self, run: Run, with_tools: Path) -> None:
        (row,) = as_json(run, with_tools)["cases"]
        assert (row["level"], row["override"], row["first_level"]) == ("not-judged", "not-judged", None)
        assert "very high" not in run("caseload", with_tools).stdout.replace("0 very high", "")


def test_csv_is_read_back_as_it_was_meant(run: Run, folder: Path) -> None:
    done = run("caseload", folder, "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    assert [(row["case"], row["level"], row["training"], row["act_now_factors"]) for row in rows] == [
        ("quay", "not-judged", "no", "acute@1.0.0/victim-access"),
        ("berth", "high", "no", ""),
        ("anchor", "not-judged", "no", ""),
    ]


def test_markdown_has_one_table(run: Run, folder: Path) -> None:
    text = run("caseload", folder, "--format", "markdown").stdout
    assert "| Case | Officer | Level | First level | Override | Status | Since | Next due |" in text
    assert "| berth | pc-4412 | high | medium | none | draft | 4 March 2026 | nothing |" in text


class TestSeveralProcesses:
    @pytest.fixture
    def many(self, make_case: Make, tmp_path: Path) -> Path:
        cases = tmp_path / "many"
        cases.mkdir()
        for number in range(pool.WORTH):
            make_case(f"case-{number:02}", [action(f"2026-02-{number % 28 + 1:02}")], folder=cases)
        (cases / "case-05.toml").write_text("format = 1\ncase = [\n", encoding="utf-8")
        return cases

    def test_they_say_what_one_says(self, run: Run, many: Path, codes_of: Any) -> None:
        alone, shared = run("caseload", many, "--json"), run("caseload", many, "--json", "--workers", "2")
        assert shared.stdout == alone.stdout
        assert (shared.status, codes_of(shared)) == (1, ["not-toml"])

    def test_a_process_that_dies_and_a_fault_are_told_without_a_word(
        self, run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch, codes_of: Any
    ) -> None:
        assert caseload_work.crashed("x.toml").problems[0].code == "worker-crashed"

        def fail(*_args: object, **_more: object) -> None:
            raise RuntimeError(CASE_WORDS)

        monkeypatch.setattr(caseload_work, "build_row", fail)
        done = run("caseload", folder)
        assert (done.status, codes_of(done)) == (1, ["fault", "fault", "not-toml", "fault"])
        assert CASE_WORDS not in done.stderr
