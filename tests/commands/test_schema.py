"""JSON Schemas say what may stand in a file, and what is shipped and printed fits them."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
import tomli
from jsonschema import Draft202012Validator

from sjtool.report.schemas import SCHEMAS, build_schema

Run = Callable[..., Any]
ROOT = Path(__file__).resolve().parents[2]
FOLDERS = {"question-sets": "question-set", "factor-sets": "factor-set", "instruments": "instrument"}
FOLDERS |= {"menus": "menu", "clocks": "clocks"}


def plain(value: Any) -> Any:
    """As a validator of JSON takes it: days and times as text."""
    if isinstance(value, dict):
        return {key: plain(part) for key, part in value.items()}
    if isinstance(value, list):
        return [plain(part) for part in value]
    return value.isoformat() if isinstance(value, date | datetime) else value


def faults(name: str, data: Any) -> list[str]:
    return [error.message for error in Draft202012Validator(build_schema(name)).iter_errors(plain(data))]


@pytest.mark.parametrize("name", SCHEMAS)
def test_each_is_a_schema_with_a_title(name: str) -> None:
    schema = build_schema(name)
    Draft202012Validator.check_schema(schema)
    assert schema["title"] == f"sjtool: {SCHEMAS[name]}"
    assert schema["$schema"].endswith("2020-12/schema")


@pytest.mark.parametrize("path", sorted((ROOT / "casefiles").glob("*.toml")), ids=lambda path: path.name)
def test_the_demo_cases_fit(path: Path) -> None:
    assert faults("case", tomli.loads(path.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize(
    "path", [path for folder in FOLDERS for path in sorted((ROOT / "templates" / folder).glob("*.toml"))], ids=str
)
def test_the_templates_fit(path: Path) -> None:
    assert faults(FOLDERS[path.parent.name], tomli.loads(path.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        ({"colour": 1}, "colour"),
        ({"rating": [{"id": "ra-1", "recnt": "high"}]}, "recnt"),
        ({"rating": [{"id": "a name with spaces"}]}, "does not match"),
        ({"event": [{"id": "ev-1", "kind": "party"}]}, "party"),
        ({"event": [{"id": "ev-1", "announced": "yes"}]}, "yes"),
    ],
)
def test_what_does_not_belong_in_a_case_is_found(spoil: dict[str, Any], said: str) -> None:
    (told,) = faults("case", {"format": 1, "case": "quay", **spoil})
    assert said in told


def test_a_report_and_a_manifest_fit(run: Run, make_case: Callable[..., Path], tmp_path: Path) -> None:
    case = make_case("quay")
    out = tmp_path / "out"
    run("report", case.parent, "--format", "json", "--checks", "--out", out, "--for", "self")
    assert faults("report", json.loads((out / "quay.summary.json").read_text(encoding="utf-8"))) == []
    assert faults("manifest", json.loads((out / "manifest.json").read_text(encoding="utf-8"))) == []
    briefing = run("report", case, "--report", "visit-briefing", "--format", "json", "--for", "self")
    assert faults("report", json.loads(briefing.stdout)) == []


def test_keys_carry_their_manual() -> None:
    key = build_schema("case")["properties"]["action"]["items"]["properties"]["proportionality"]
    assert key["description"].startswith("Why is it proportionate?")
    assert "null" not in json.dumps(key)


def test_one_is_printed_all_are_written_and_another_is_refused(run: Run, tmp_path: Path) -> None:
    listed = run("schema").stdout
    assert all(name in listed for name in SCHEMAS)
    assert json.loads(run("schema", "case").stdout) == build_schema("case")
    assert run("schema", "--out", tmp_path / "schemas").status == 0
    assert {path.name for path in (tmp_path / "schemas").iterdir()} == {f"{name}.schema.json" for name in SCHEMAS}
    assert run("schema", "case", "--out", tmp_path / "case.json").status == 0
    assert json.loads((tmp_path / "case.json").read_text(encoding="utf-8")) == build_schema("case")
    for folder in ("sch/", "sch"):
        assert run("schema", "case", "--out", f"{tmp_path}/{folder}").status == 0
    assert json.loads((tmp_path / "sch" / "case.schema.json").read_text(encoding="utf-8")) == build_schema("case")
    done = run("schema", "cases")
    assert (done.status, "unknown-schema" in done.stderr) == (2, True)
    assert "out-is-guarded" in run("schema", "case", "--out", tmp_path / "case.toml").stderr
