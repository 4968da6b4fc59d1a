"""What the trainer's commands print for scripts fits the schemas that are published of it."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from sjtool.report.schemas import SCHEMAS, build_schema
from sjtool.store.append import Draft, Ledger
from sjtool.training.fault_kinds import KINDS
from sjtool.training.faults import CHANGED

Run = Callable[..., SimpleNamespace]
QUAY = Path(__file__).resolve().parents[2] / "casefiles" / "demo-quay.toml"
SHEET = "arms-style@1.0.0"
NAMES = ("agreement", "marking", "fault-key", "faults-marked")
LABELS = {"t1": ("medium", "low"), "t22": ("high", "low")}


@pytest.fixture
def quay(tmp_path: Path) -> Path:
    path = tmp_path / "demo-quay.toml"
    shutil.copy(QUAY, path)
    return path


@pytest.fixture
def room(run: Run, quay: Path, tmp_path: Path) -> Path:
    """Two trainees who agree on one factor and not on another; one of them has judged and departed from a tool."""
    folder = tmp_path / "room"
    run("train", "start", quay, "--for", "t1,t22", "--out", folder)
    about = {"assessment": "a-001", "person": "subject", "held_on": "2026-07-10", "evidence": ["e-001"]}
    for rater, labels in LABELS.items():
        drafts = [
            Draft("rating", {**about, "factor": f"{SHEET}/{factor}", "recent": label, "rationale": "as it was seen"})
            for factor, label in zip(("opportunity", "social-influences"), labels, strict=True)
        ]
        if rater == "t1":
            judged = {"assessment": "a-001", "level": "high", "likelihood": "medium", "whom": "a child"}
            drafts += [Draft("judgement", {**judged, "stage": stage, "rationale": "x"}) for stage in ("first", "final")]
        made = Ledger(folder / f"demo-quay--{rater}.toml").append(
            drafts, by=rater, at=datetime(2026, 11, 2, 9, tzinfo=UTC)
        )
        if rater == "t1":
            override = {"judgement": made[-1].id, "direction": "upward", "rationale": "y"}
            Ledger(folder / f"demo-quay--{rater}.toml").append(
                [Draft("override", override)], by=rater, at=datetime(2026, 11, 2, 10, tzinfo=UTC)
            )
    return folder


@pytest.fixture
def printed(run: Run, quay: Path, room: Path, tmp_path: Path) -> dict[str, Any]:
    """One of each kind, as it is really printed."""
    run("train", "faults", quay, "--seed", 5, "--count", 3, "--out", tmp_path)
    spoilt = tmp_path / "demo-quay--faults-5.toml"
    key = spoilt.with_suffix(".key.json").read_text(encoding="utf-8")
    listed = tmp_path / "list.txt"
    listed.write_text(f"{json.loads(key)['faults'][0]['record']} is odd\nnothing-such\n", encoding="utf-8")
    texts = {
        "agreement": run("train", "agreement", room, "--format", "json").stdout,
        "marking": run("train", "mark", room / "demo-quay--t1.toml", quay, "--format", "json").stdout,
        "fault-key": key,
        "faults-marked": run("train", "faults", spoilt, "--mark", listed, "--json").stdout,
    }
    return {name: json.loads(text) for name, text in texts.items()}


def faults(name: str, data: Any) -> list[str]:
    return [error.message for error in Draft202012Validator(build_schema(name)).iter_errors(data)]


def objects(data: Any) -> list[dict[str, Any]]:
    """Every object in what was printed, at any depth."""
    inner = data.values() if isinstance(data, dict) else data if isinstance(data, list) else ()
    return [*([data] if isinstance(data, dict) else []), *(found for part in inner for found in objects(part))]


def test_each_fits(printed: dict[str, Any]) -> None:
    for name in NAMES:
        data = printed[name]
        assert (data["schema"], data["version"]) == (f"sjtool-{name}", 1)
        assert faults(name, data) == []
    assert printed["agreement"]["sheets"][0]["overall"]["things"] == 2
    assert printed["agreement"]["judgements"][0]["overrides"]["upward"]
    assert printed["marking"]["judgement"]["overrides"] == ["upward"]
    assert len(printed["faults-marked"]["found"]) == 1
    assert printed["faults-marked"]["found"][0]["said"][0].endswith(" is odd")
    assert len(printed["faults-marked"]["missed"]) == 2
    assert len(printed["faults-marked"]["others"]) == 1


def test_a_room_that_rated_nothing_and_a_case_that_nobody_worked_on_fit_too(
    run: Run, quay: Path, tmp_path: Path
) -> None:
    run("train", "start", quay, "--for", "t1,t2", "--out", tmp_path / "empty")
    empty = json.loads(run("train", "agreement", tmp_path / "empty", "--format", "json").stdout)
    assert faults("agreement", empty) == []
    assert empty["level"]["alpha"] is None
    marked = run("train", "mark", tmp_path / "empty" / "demo-quay--t1.toml", quay, "--format", "json").stdout
    assert faults("marking", json.loads(marked)) == []
    assert json.loads(marked)["judgement"]["theirs"] is None


def test_a_key_that_is_not_published_does_not_fit_wherever_it_stands(printed: dict[str, Any]) -> None:
    for name in NAMES:
        every = objects(printed[name])
        assert len(every) > 3
        for one in every:
            one["not-published"] = 1
            assert faults(name, printed[name]) != [], (name, one)
            del one["not-published"]


def test_each_is_listed_and_printed(run: Run) -> None:
    listed = run("schema").stdout
    for name in NAMES:
        assert f"\n{name} " in f"\n{listed}"
        assert json.loads(run("schema", name).stdout)["properties"]["schema"] == {"const": f"sjtool-{name}"}
        assert name in SCHEMAS


def test_the_document_names_each_kind_of_fault_with_what_finds_it() -> None:
    text = (QUAY.parents[1] / "docs" / "train-commands.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| `([a-z-]+)` \| [^|]+ \| `([a-z-]+)`", text, flags=re.MULTILINE))
    assert rows == {**{name: fault.found_by for name, fault in KINDS.items()}, CHANGED: "chain-broken"}
