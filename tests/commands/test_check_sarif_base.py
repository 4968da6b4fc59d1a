"""A relative address in SARIF says from where it is relative; no folder of the machine is told."""

from __future__ import annotations

import json
from pathlib import Path

from sjtool.problem import Place, Problem
from sjtool.report.check_sarif import render
from sjtool.report.checked import Checked, CheckedFile


def artifact_of(path: str, base: str) -> dict[str, str]:
    problem = Problem("unreadable", Place(path, 3), "what", "why", "fix")
    (run,) = json.loads(render(Checked((CheckedFile(path, (problem,), is_readable=True),), (), ()), base))["runs"]
    assert [*run["originalUriBaseIds"]] == ["SRCROOT"]
    assert base not in json.dumps(run["originalUriBaseIds"])
    found: dict[str, str] = run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]
    return found


def test_an_address_below_the_folder_is_relative_to_it(tmp_path: Path) -> None:
    base = str(tmp_path / "here")
    below = str(tmp_path / "here" / "cases" / "a.toml")
    assert artifact_of(below, base) == {"uri": "cases/a.toml", "uriBaseId": "SRCROOT"}


def test_one_beside_it_names_no_base(tmp_path: Path) -> None:
    assert artifact_of(str(tmp_path / "b.toml"), str(tmp_path / "here")) == {"uri": "../b.toml"}
