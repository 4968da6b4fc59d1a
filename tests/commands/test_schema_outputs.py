"""Everything that is printed as JSON for scripts has a published schema, a version, and fits it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from sjtool.report.schemas import SCHEMAS, build_schema

pytestmark = pytest.mark.usefixtures("at_desk")
Run = Callable[..., SimpleNamespace]
ROOT = Path(__file__).resolve().parents[2]
CASES = sorted(path.stem for path in (ROOT / "casefiles").glob("demo-*.toml"))
ONE = {
    "next": ["next"],
    "show": ["show", "--all"],
    "history": ["history"],
    "disclosed": ["disclosed"],
    "plan": ["plan"],
    "crosscheck": ["crosscheck"],
    "judge": ["judge"],
    "reactive": ["reactive"],
    "verify": ["verify"],
    "due": ["due", "--met"],
    "caseload": ["caseload"],
}


@pytest.fixture
def demo(tmp_path: Path) -> Path:
    cases = tmp_path / "cases"
    cases.mkdir()
    for path in (ROOT / "casefiles").glob("demo-*"):
        shutil.copy(path, cases)
    return cases


def fits(name: str, text: str) -> Any:
    """What was printed, once it has been held against its schema as `sjtool schema` publishes it."""
    data = json.loads(text)
    assert [error.message for error in Draft202012Validator(build_schema(name)).iter_errors(data)] == []
    assert (data["schema"], data["version"]) == (f"sjtool-{name}", 1)
    return data


@pytest.mark.parametrize("name", ONE)
@pytest.mark.parametrize("case", CASES)
def test_of_each_demo_case(run: Run, demo: Path, case: str, name: str) -> None:
    path = demo / f"{case}.toml"
    run("report", path, "--for", "court")
    done = run(ONE[name][0], path, "--json", *ONE[name][1:])
    if name == "judge" and done.status == 3:
        assert "judge" in done.stderr  # nothing of a tool before the first judgement
        return
    assert fits(name, done.stdout)


@pytest.mark.parametrize("case", CASES)
def test_of_what_changed_in_each(run: Run, demo: Path, case: str) -> None:
    assert fits("diff", run("diff", demo / f"{case}.toml", "2020-01-01", "--json").stdout)["changes"]


def test_of_all_of_them(run: Run, demo: Path, tmp_path: Path) -> None:
    (demo / "torn.toml").write_text("[[[", encoding="utf-8")
    shutil.copy(demo / "demo-quay.toml", demo / "twin.toml")
    assert len(fits("due", run("due", demo, "--json").stdout)["dues"]) > 3
    load = fits("caseload", run("caseload", demo, "--json").stdout)
    assert (len(load["cases"]), len(load["twice"]), len(load["unreadable"])) == (8, 1, 1)
    assert fits("check", run("check", demo, "--format", "json").stdout)["counts"]["unreadable"] == 1
    assert fits("check", run("check", demo / "demo-quay.toml", "--format", "json").stdout)
    for form in ("csv", "jsonl"):
        run("export", demo, "--out", tmp_path / form, "--format", form, "--pseudonymous")
        text = (tmp_path / form / "columns.json").read_text(encoding="utf-8")
        assert fits("export", text)["format"] == form


def test_nothing_due_is_a_list_of_nothing(run: Run, demo: Path) -> None:
    whole = fits("due", run("due", demo / "demo-quay.toml", "--officer", "nobody", "--json").stdout)
    assert (whole["dues"], whole["cases"]) == ([], 1)


def test_of_what_was_recorded_and_worked_out(run: Run, harbour: Path, answers: Any, tmp_path: Path) -> None:
    text = '[[narrative]]\nheading = "x"\ntext = "y"\n'
    assert fits("saved", run("add", harbour, "--answers", answers(text), "--json").stdout)["saved"]
    done = run("redact", harbour, "--out", tmp_path / "copy.toml", "--json")
    assert fits("redact", done.stdout)["is_personal_data"] is True


def test_of_a_case_that_does_not_hold(run: Run, harbour: Path) -> None:
    whole = harbour.read_text(encoding="utf-8")
    harbour.write_text(whole.replace("Ms R", "Ms S") + '\n[[event]]\nkind = "visit"\n', encoding="utf-8")
    assert fits("verify", run("verify", harbour, "--json").stdout)["holds"] is False


def test_of_levels_that_must_wait_and_no_longer(run: Run, with_tools: Path, answers: Any) -> None:
    shown = fits("show", run("show", with_tools, "tr-001", "--json").stdout)["records"]
    assert shown[0]["level"] == "(hidden until you have judged)"
    first = '[[first]]\nlevel = "high"\nlikelihood = "medium"\nwhom = "x"\n'
    first += 'rationale = "y"\nconfidence = "moderate"\n'
    fits("judge", run("judge", with_tools, "--answers", answers(first), "--json").stdout)
    assert len(fits("judge", run("judge", with_tools, "--json").stdout)["tools"]) == 2


def test_of_templates(run: Run) -> None:
    assert len(fits("sets-list", run("sets", "list", "--json").stdout)["templates"]) > 20
    assert fits("sets-diff", run("sets", "diff", "acute", "acute", "--json").stdout)["alike"] is True
    for name, kind in (("section-12", "question-set"), ("acute", "factor-set"), ("arms", "instrument")):
        data = json.loads(run("sets", "show", name, "--json").stdout)
        assert list(Draft202012Validator(build_schema(kind)).iter_errors(data)) == []


@pytest.mark.parametrize("name", ["due", "caseload", "history"])
def test_a_key_that_is_not_published_does_not_fit(run: Run, demo: Path, name: str) -> None:
    data = json.loads(run(name, demo / "demo-quay.toml", "--json").stdout)
    (told,) = Draft202012Validator(build_schema(name)).iter_errors(data | {"more": 1})
    assert "more" in told.message


def test_every_one_is_listed_and_printed(run: Run) -> None:
    listed = run("schema").stdout
    for name in (*ONE, "diff", "check", "export", "score", "saved", "redact", "sets-list", "sets-diff"):
        assert f"\n{name} " in f"\n{listed}"
        assert json.loads(run("schema", name).stdout)["properties"]["version"] == {"const": 1}
        assert name in SCHEMAS
