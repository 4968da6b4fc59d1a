"""Every demo case reads, verifies, is complete, teaches its lesson, and prints as its golden report."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from sjtool.assess.actions import find_actions
from sjtool.assess.coverage import find_coverage
from sjtool.assess.crosscheck import build_crosscheck
from sjtool.assess.judging import differs_across, find_differences, find_outcomes
from sjtool.checking import check_file
from sjtool.loader import Loaded, load_case
from sjtool.model.kinds import KINDS
from sjtool.store.ledger import read_ledger
from sjtool.store.library import Library
from sjtool.store.verify import verify_ledger

CASEFILES = Path(__file__).resolve().parent.parent / "casefiles"
NAMES = sorted(path.stem for path in CASEFILES.glob("*.toml"))
WHOLE = ["demo-harbour", "demo-orchard", "demo-quay"]
"""Those in which every question was put and every sheet rated, and whose prints are kept."""
GOLDEN = Path(__file__).resolve().parent / "golden"
PRINTED = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


class Golden:
    """Compares a text with its golden file, or rewrites the file where that was asked for."""

    def __init__(self, *, update: bool) -> None:
        self.update = update

    def check(self, name: str, text: str) -> None:
        path = GOLDEN / name
        if self.update:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode("utf-8"))
            return
        assert path.exists(), f"no golden file {name}: run pytest --update-golden"
        assert text == path.read_bytes().decode("utf-8")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    return Golden(update=bool(request.config.getoption("--update-golden")))


def load(name: str) -> Loaded:
    loaded, problems = load_case(CASEFILES / f"{name}.toml", Library())
    assert problems == []
    return loaded


def test_there_are_eight_each_with_its_vignette_and_its_lesson() -> None:
    assert [name.removeprefix("demo-") for name in NAMES] == [
        "birch", "ferry", "harbour", "lantern", "meadow", "mill", "orchard", "quay",
    ]  # fmt: skip
    lessons = (CASEFILES / "LESSONS.md").read_text(encoding="utf-8")
    about = (CASEFILES / "README.md").read_text(encoding="utf-8")
    for name in NAMES:
        vignette = (CASEFILES / f"{name}.vignette.md").read_text(encoding="utf-8")
        assert len(vignette.split()) > 1500
        assert f"## {name}\n" in lessons
        assert f"| `{name}` | " in about


@pytest.mark.parametrize("name", NAMES)
def test_a_demo_case_verifies(name: str) -> None:
    verdict = verify_ledger(read_ledger(CASEFILES / f"{name}.toml"))
    assert verdict.problems == ()
    assert verdict.by_hand == ()


@pytest.mark.parametrize("name", NAMES)
def test_a_demo_case_is_marked_as_training_and_pins_what_it_used(name: str) -> None:
    loaded = load(name)
    assert loaded.case.header.training
    dynamic = "dynamic" if name == "demo-lantern" else "arms-style"  # the one is for women too
    for ref in ("section-12", dynamic, "acute"):
        assert list(loaded.unpinned(ref)) == []
    from sjtool.loader import find_template_problems

    assert find_template_problems(loaded.case, loaded.library) == []


@pytest.mark.parametrize("name", NAMES)
def test_every_record_of_a_demo_case_is_complete_and_in_order_of_time(name: str) -> None:
    loaded = load(name)
    times = [entry.record.recorded_at() for entry in loaded.case]
    assert times == sorted(times)
    for entry in loaded.case:
        keys = entry.record.model_dump(by_alias=True, exclude_none=True)
        missing = [key for key in KINDS[entry.kind].needs if not keys.get(key) and keys.get(key) is not False]
        assert missing == [], f"{entry.kind} {entry.record.id}"


@pytest.mark.parametrize("name", WHOLE)
def test_a_demo_case_asked_everything_and_rated_everything(name: str) -> None:
    loaded = load(name)
    standing = loaded.standing
    questions = loaded.library.question_set("section-12")
    from sjtool.assess.progress import open_items

    assert standing.subject is not None
    assert open_items(standing, questions, standing.subject, "person") == (0, 33)
    (partner,) = standing.persons("partner")
    assert open_items(standing, questions, partner, "partner") == (0, 12)
    from sjtool.assess.ratings import view_sheet

    for ref, count in (("arms-style", 11), ("acute", 8)):
        views = view_sheet(standing, loaded.library.factor_set(ref), ref, standing.subject.id)
        assert sum(view.latest is not None for view in views) == count


@pytest.mark.parametrize("name", NAMES)
def test_every_departure_from_a_tool_has_its_override(name: str) -> None:
    loaded = load(name)
    final = loaded.standing.judgement("final")
    assert final is not None
    assert final.strongest_against
    outcomes = find_outcomes(loaded.standing, loaded.passports)
    differences = find_differences(loaded.standing, final, outcomes)
    assert all(difference.override for difference in differences)
    assert (final.overrides == "none") == (not differences)
    assert final.reconciliation or not differs_across(final, outcomes)


@pytest.mark.parametrize(
    ("name", "directions"),
    [
        *((name, {"upward"}) for name in ("demo-birch", "demo-ferry", "demo-harbour", "demo-meadow", "demo-mill")),
        ("demo-orchard", {"downward"}),
        ("demo-lantern", set()),
        ("demo-quay", set()),
    ],
)
def test_a_demo_case_teaches_its_lesson(name: str, directions: set[str]) -> None:
    loaded = load(name)
    final = loaded.standing.judgement("final")
    assert final is not None
    found = find_differences(loaded.standing, final, find_outcomes(loaded.standing, loaded.passports))
    assert {difference.direction for difference in found} == directions
    for difference in found:
        if difference.direction == "downward":
            assert difference.override is not None
            assert difference.override.protective_evidence


LEFT_TO_FIND = {
    "demo-harbour": ("2026-03-23", ["acute-older-than-last-visit"]),
    "demo-orchard": ("2026-09-14", ["downward-not-countersigned"]),
    "demo-quay": ("2026-07-15", ["single-source-judgement"]),
    "demo-lantern": ("2026-10-06", ["single-source-judgement"]),
    "demo-birch": ("2026-10-09", []),
    "demo-ferry": ("2026-07-23", []),
    "demo-meadow": ("2026-10-14", []),
    "demo-mill": ("2026-10-20", []),
}
"""What a strict check finds on the day of the last record, as casefiles/README.md says and gives the reason."""


@pytest.mark.parametrize("name", NAMES)
def test_a_strict_check_finds_what_the_lesson_names_and_nothing_else(name: str) -> None:
    day, codes = LEFT_TO_FIND[name]
    loaded = load(name)
    assert max(entry.record.recorded_at() for entry in loaded.case).date().isoformat() == day
    found = check_file(CASEFILES / f"{name}.toml", Library(), today=date.fromisoformat(day))
    assert [problem.code for problem in found] == codes
    said = (CASEFILES / "README.md").read_text(encoding="utf-8")
    assert (f"| `{name}` | {day} | `{codes[0]}` |" if codes else f"`{name}` ({day})") in said


@pytest.mark.parametrize("name", NAMES)
def test_the_plan_of_a_demo_case_answers_every_factor_and_scenario(name: str) -> None:
    loaded = load(name)
    wants = find_coverage(loaded.standing, loaded.factor_sets, find_actions(loaded.standing))
    assert {want.kind for want in wants if want.is_open} <= {"reading"}
    assert "scenario" in {want.kind for want in wants}


def test_the_quay_accounts_differ_with_refusals_and_every_one_is_read() -> None:
    loaded = load("demo-quay")
    ref = loaded.library.find("section-12").ref
    rows = build_crosscheck(loaded.standing, loaded.library.question_set(ref), ref)
    outcomes = [row.outcome for row in rows]
    assert outcomes.count("differ") >= 4
    assert "refused-by-one" in outcomes
    assert not any(row.needs_reading for row in rows)


@pytest.mark.parametrize("name", WHOLE)
@pytest.mark.parametrize("width", [60, 100])
def test_the_summary_as_text(
    name: str, width: int, golden: Golden, run: Callable[..., SimpleNamespace], held_clock: Any, tmp_path: Path
) -> None:
    held_clock.move(PRINTED)
    path = copy(name, tmp_path)
    done = run("report", path, "--width", str(width), "--for", "the test", "--by", "pc-1")
    assert done.status == 0, done.stderr
    assert max(len(line) for line in done.stdout.splitlines()) <= width
    golden.check(f"{name}.{width}.txt", done.stdout)


@pytest.mark.parametrize("name", WHOLE)
def test_the_summary_as_json(
    name: str, golden: Golden, run: Callable[..., SimpleNamespace], held_clock: Any, tmp_path: Path
) -> None:
    held_clock.move(PRINTED)
    done = run("report", copy(name, tmp_path), "--format", "json", "--for", "the test", "--by", "pc-1")
    assert done.status == 0, done.stderr
    assert json.loads(done.stdout)["case"] == name
    golden.check(f"{name}.json", done.stdout)


@pytest.mark.parametrize("name", WHOLE)
def test_the_summary_as_markdown(
    name: str, golden: Golden, run: Callable[..., SimpleNamespace], held_clock: Any, tmp_path: Path
) -> None:
    held_clock.move(PRINTED)
    done = run("report", copy(name, tmp_path), "--format", "markdown", "--for", "the test", "--by", "pc-1")
    assert done.status == 0, done.stderr
    golden.check(f"{name}.md", done.stdout)


@pytest.mark.parametrize("name", WHOLE)
def test_the_crosscheck_as_text(
    name: str, golden: Golden, run: Callable[..., SimpleNamespace], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy(name, tmp_path)
    monkeypatch.chdir(tmp_path)
    done = run("crosscheck", f"{name}.toml", "--all", "--by", "pc-1")
    assert done.status == 0, done.stderr
    golden.check(f"{name}.crosscheck.txt", done.stdout)


def copy(name: str, folder: Path) -> Path:
    target = folder / f"{name}.toml"
    target.write_bytes((CASEFILES / f"{name}.toml").read_bytes())
    return target


def test_no_golden_file_is_left_unused() -> None:
    used = {f"{name}.{kind}" for name in WHOLE for kind in ("60.txt", "100.txt", "json", "md", "crosscheck.txt")}
    assert {path.name for path in GOLDEN.glob("demo-*")} == used
