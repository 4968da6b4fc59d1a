"""A trainee beside the model answer: like with like, in the words of other commands, and no paper they never had."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from sjtool.model.enquiry import EvidenceRecord, Response
from sjtool.store.append import Draft, Ledger
from sjtool.store.read import read_case

Run = Callable[..., SimpleNamespace]
CASEFILES = Path(__file__).resolve().parents[2] / "casefiles"
SHEET = "arms-style@1.0.0"
LEVEL = {"likelihood": "medium", "whom": "a child", "rationale": "as above", "strongest_against": "He told her."}


class Trainee:
    """A file of a room, and what its officer records in it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.rater = path.stem.partition("--")[2]
        self.minute = 0

    def record(self, *drafts: Draft) -> list[str]:
        self.minute += 1
        at = datetime(2026, 11, 2, 9, self.minute, tzinfo=UTC)
        return [made.id for made in Ledger(self.path).append(list(drafts), by=self.rater, at=at)]

    def rate(self, factor: str, label: str, evidence: Sequence[str], sheet: str = SHEET) -> None:
        about = {"assessment": "a-001", "person": "subject", "held_on": "2026-10-07", "rationale": "as it was seen"}
        self.record(Draft("rating", {**about, "factor": f"{sheet}/{factor}", "recent": label, "evidence": [*evidence]}))

    def judge(self, stage: str, level: str) -> str:
        return self.record(Draft("judgement", {"assessment": "a-001", "stage": stage, "level": level, **LEVEL}))[0]


@pytest.fixture
def mill(tmp_path: Path) -> Path:
    path = tmp_path / "demo-mill.toml"
    shutil.copy(CASEFILES / path.name, path)
    return path


@pytest.fixture
def trainee(run: Run, mill: Path, tmp_path: Path) -> Trainee:
    run("train", "start", mill, "--for", "t1", "--out", tmp_path / "room")
    return Trainee(tmp_path / "room" / "demo-mill--t1.toml")


@pytest.fixture
def bare(run: Run, mill: Path, tmp_path: Path) -> Trainee:
    run("train", "start", mill, "--for", "t1", "--bare", "--out", tmp_path / "room")
    return Trainee(tmp_path / "room" / "demo-mill--t1.toml")


@pytest.fixture
def marked(run: Run, mill: Path) -> Callable[[Trainee], dict[str, Any]]:
    def mark(trainee: Trainee) -> dict[str, Any]:
        data: dict[str, Any] = json.loads(run("train", "mark", trainee.path, mill, "--format", "json").stdout)
        return data

    return mark


@pytest.fixture
def told(run: Run, mill: Path) -> Callable[[Trainee], str]:
    """What is printed, on one line."""
    return lambda trainee: " ".join(run("train", "mark", trainee.path, mill).stdout.split())


def factor(data: Mapping[str, Any], name: str) -> dict[str, Any]:
    return next(one for one in data["factors"] if (one["sheet"], one["factor"]) == ("arms-style", name))


def given(trainee: Trainee) -> set[str]:
    case, _ = read_case(trainee.path)
    return {record.id for kind in (EvidenceRecord, Response) for record in case.of(kind)}


class TestLikeWithLike:
    def test_who_stopped_at_the_first_judgement_stands_beside_the_models_first(
        self, trainee: Trainee, marked: Callable[[Trainee], dict[str, Any]]
    ) -> None:
        trainee.rate("opportunity", "low", ["e-007"])
        trainee.judge("first", "medium")
        data = marked(trainee)
        opportunity = factor(data, "opportunity")
        assert (opportunity["model"], opportunity["steps"]) == ("low", 0)
        judged = data["judgement"]
        assert (judged["stage"], judged["model_first"], judged["model"], judged["steps"]) == (
            "first", "medium", "medium", 0,
        )  # fmt: skip
        assert judged["model_overrides"] == []

    def test_no_source_that_the_file_does_not_hold_is_asked_for(
        self, trainee: Trainee, marked: Callable[[Trainee], dict[str, Any]]
    ) -> None:
        for name in ("opportunity", "commitment-to-desist", "social-investment"):
            trainee.rate(name, "low" if name == "opportunity" else "some", ["e-001"])
        held = given(trainee)
        assert "e-016" not in held
        missed = {name for one in marked(trainee)["factors"] for name in one["missed"]}
        assert missed
        assert {name for name in missed if name.startswith(("e-", "r-"))} <= held

    def test_what_the_model_made_of_it_later_is_told_apart(
        self, trainee: Trainee, marked: Callable[[Trainee], dict[str, Any]], told: Callable[[Trainee], str]
    ) -> None:
        trainee.rate("opportunity", "low", ["e-007"])
        trainee.judge("first", "medium")
        later = marked(trainee)["later"]
        moved = {one["factor"]: (one["before"], one["after"]) for one in later["moved"]}
        assert moved["opportunity"] == ("low", "high")
        assert (later["level"], "e-016" in later["papers"]) == ("high", True)
        words = told(trainee)
        assert "The model, on papers you were not given: Low priority to High priority." in words
        assert "First MEDIUM; later, on papers you were not given, HIGH." in words
        first = words.split("1 Look at these first")[1].split("2 Factor by factor")[0]
        assert "High priority" not in first

    def test_a_final_judgement_on_the_first_papers_alone_stands_beside_the_models_first(
        self, trainee: Trainee, marked: Callable[[Trainee], dict[str, Any]]
    ) -> None:
        trainee.judge("first", "medium")
        trainee.judge("final", "medium")
        judged = marked(trainee)["judgement"]
        assert (judged["is_final"], judged["stage"], judged["model"]) == (True, "first", "medium")

    def test_who_took_in_later_papers_and_judged_finally_stands_beside_the_final_one(
        self, trainee: Trainee, mill: Path, marked: Callable[[Trainee], dict[str, Any]], told: Callable[[Trainee], str]
    ) -> None:
        case, _ = read_case(mill)
        source = case.find("e-016")
        assert isinstance(source, EvidenceRecord)
        trainee.judge("first", "medium")
        kept = {"title": source.title, "kind": source.kind, "nature": source.nature, "dated_on": source.dated_on}
        (own,) = trainee.record(Draft("evidence", {**kept, "obtained": True, "text": "the rota"}))
        trainee.rate("opportunity", "high", [own])
        trainee.judge("final", "high")
        data = marked(trainee)
        opportunity = factor(data, "opportunity")
        assert (opportunity["model"], opportunity["shared"]) == ("high", ["e-016"])
        assert "e-022" in opportunity["not_given"]
        assert "e-022" not in opportunity["missed"]
        assert (data["judgement"]["stage"], data["judgement"]["model_first"], data["later"]) == (
            "final", "medium", None,
        )  # fmt: skip
        words = told(trainee)
        assert "First MEDIUM; finally HIGH." in words
        assert "Not in your file School's collecting book" in words

    def test_a_model_that_judged_once_has_no_final_judgement(
        self, trainee: Trainee, run: Run, mill: Path, tmp_path: Path, told: Callable[[Trainee], str]
    ) -> None:
        assert "You have rated nothing yet." in told(trainee)
        other = tmp_path / "model"
        run("train", "start", mill, "--for", "m", "--out", other)
        path = other / "demo-mill--m.toml"
        Trainee(path).judge("first", "low")
        words = " ".join(run("train", "mark", trainee.path, path).stdout.split())
        assert "First LOW; no final judgement." in words
        Trainee(path).judge("final", "low")
        words = " ".join(run("train", "mark", trainee.path, path).stdout.split())
        assert "First LOW; later, on the papers that you have, LOW still." in words

    def test_an_id_of_the_trainees_own_is_not_the_models_record_of_that_id(
        self, trainee: Trainee, marked: Callable[[Trainee], dict[str, Any]]
    ) -> None:
        (own,) = trainee.record(Draft("event", {"kind": "visit", "held_on": "2026-10-08", "what": "Seen again."}))
        case, _ = read_case(trainee.path)
        assert own == "ev-005"
        assert case.find("ev-004")
        trainee.rate("hostile-orientation", "none-identified", [own])
        hostile = factor(marked(trainee), "hostile-orientation")
        assert (hostile["shared"], hostile["only_theirs"]) == ([], [own])

    def test_how_acute_factors_were_rated_before_is_no_model_answer(
        self, trainee: Trainee, marked: Callable[[Trainee], dict[str, Any]]
    ) -> None:
        data = marked(trainee)
        assert [one["sheet"] for one in data["unused"]] == ["Dynamic domains (ARMS-style)"]
        assert {"sheet": "acute", "factors": 8} in data["later"]["sheets"]


class TestBare:
    def test_sources_under_titles_of_ones_own_are_left_out_and_that_is_said(
        self, bare: Trainee, marked: Callable[[Trainee], dict[str, Any]], told: Callable[[Trainee], str]
    ) -> None:
        (own,) = bare.record(Draft("evidence", {"title": "HV letter", "nature": "reported", "obtained": True}))
        bare.rate("opportunity", "low", [own])
        data = marked(bare)
        one = factor(data, "opportunity")
        assert data["is_unmatched"] is True
        assert (one["shared"], one["missed"], one["only_theirs"], one["not_given"]) == ([], [], [], [])
        words = told(bare)
        assert words.count("under your titles some cannot be told to be the model's") == 1
        assert "You alone used" not in words
        assert "Resting on nothing that the model's rests on" not in words

    def test_a_title_that_is_the_models_is_matched(
        self, bare: Trainee, marked: Callable[[Trainee], dict[str, Any]]
    ) -> None:
        title = "children's services, CLOSING note"
        (own,) = bare.record(Draft("evidence", {"title": title, "nature": "reported", "obtained": True}))
        bare.rate("opportunity", "low", [own])
        assert factor(marked(bare), "opportunity")["shared"] == ["e-007"]

    def test_a_whole_file_is_not_said_to_be_unmatched(
        self, trainee: Trainee, marked: Callable[[Trainee], dict[str, Any]]
    ) -> None:
        assert marked(trainee)["is_unmatched"] is False


class TestWords:
    def test_the_plan_is_told_in_the_words_and_by_the_rule_of_plan(
        self, run: Run, trainee: Trainee, told: Callable[[Trainee], str]
    ) -> None:
        trainee.rate("opportunity", "medium", ["e-007"])
        trainee.rate("intimate-relationship", "weak", ["e-012"])
        reading = {
            "item": "section-12@1.0.0/1",
            "responses": ["r-0001"],
            "outcome": "differ",
            "reading": "They differ.",
        }
        trainee.record(Draft("reading", {**reading, "follow_up": "The whole log."}))
        trainee.record(Draft("action", {"assessment": "a-001", "pillar": "victim-safety", "kind": "a talk"}))
        asked = run("plan", trainee.path).stdout.split("Nothing answers (")[1].split("Actions")[0]
        gaps = [line.strip()[1:].partition(": no")[0].strip() for line in asked.splitlines() if line.startswith("   ")]
        gaps = [gap for gap in gaps if gap.startswith(("Intimate", "Follow-up", "Opportunity"))]
        assert len(gaps) == 2
        part = told(trainee).split("6 The plan")[1].split("7 How to read this")[0]
        assert all(gap in part for gap in gaps)
        assert part.count(" - ") == len(gaps)
        assert "section-12@" not in part

    def test_an_override_names_its_tool(self, trainee: Trainee, told: Callable[[Trainee], str]) -> None:
        trainee.judge("first", "high")
        final = trainee.judge("final", "high")
        for tool in ("tr-001", "tr-002"):
            override = {"judgement": final, "tool_result": tool, "direction": "upward", "rationale": f"Not by {tool}."}
            trainee.record(Draft("override", override))
        words = told(trainee)
        assert "Yours: upward from DC-SRP, upward from ARMS." in words
        assert "DC-SRP, upward Not by tr-001." in words
        assert "ARMS, upward Not by tr-002." in words

    def test_a_visit_is_called_by_its_kind_and_day(self, trainee: Trainee, told: Callable[[Trainee], str]) -> None:
        trainee.rate("hostile-orientation", "none-identified", ["e-001"])
        words = told(trainee)
        assert "Visit of 1 October 2026 [ev-004]" in words
        assert "section 16" not in words
