"""A trainer's day at the command line: cases for a room, what it returned, each beside the model, faults to find."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from sjtool.checking import check_file
from sjtool.store.append import Draft, Ledger
from sjtool.store.ledger import read_ledger
from sjtool.store.library import Library
from sjtool.store.read import read_case
from sjtool.training.fault_kinds import KINDS
from sjtool.training.faults import CHANGED

Run = Callable[..., SimpleNamespace]
CASES = sorted((Path(__file__).resolve().parents[2] / "casefiles").glob("demo-*.toml"))
SHEET = "arms-style@1.0.0"
LABELS = ("none-identified", "low", "medium", "high")

LIBRARY = Library()


@cache
def codes_before(name: str, day: date) -> list[str]:
    """What the checks find in a demo case as it is; each kind of fault is held against it."""
    return [problem.code for problem in check_file(CASES[0].with_name(name), LIBRARY, today=day)]


@pytest.fixture
def quay(tmp_path: Path) -> Path:
    path = tmp_path / "demo-quay.toml"
    shutil.copy(next(case for case in CASES if "quay" in case.name), path)
    return path


def rate(path: Path, labels: dict[str, str], *, evidence: Sequence[str] = ("e-001",), level: str = "high") -> None:
    """Ratings of the trainee whose file it is, and a first judgement."""
    rater = path.stem.partition("--")[2]
    about = {"assessment": "a-001", "person": "subject", "held_on": "2026-07-10", "evidence": list(evidence)}
    drafts = [
        Draft(
            "rating", {**about, "factor": f"{SHEET}/{factor}", "recent": label, "rationale": f"{rater} saw {factor}."}
        )
        for factor, label in labels.items()
    ]
    judged = {"stage": "first", "level": level, "likelihood": "medium", "whom": "a child", "rationale": "as above"}
    drafts.append(Draft("judgement", {"assessment": "a-001", **judged}))
    Ledger(path).append(drafts, by=rater, at=datetime(2026, 11, 2, 9, len(rater), tzinfo=UTC))


@pytest.fixture
def scale() -> tuple[str, ...]:
    """The labels of opportunity, as the sheet has them."""
    sheet = Library().factor_set(SHEET)
    factor = next(one for one in sheet.factor if one.id == "opportunity")
    return tuple(label.id for label in next(s for s in sheet.scale if s.id == factor.scale).label)


class TestStart:
    def test_each_trainee_gets_what_was_gathered_and_nothing_of_what_was_made_of_it(
        self, run: Run, quay: Path, tmp_path: Path
    ) -> None:
        done = run("train", "start", quay, "--for", "t01,t02", "--for", "t03", "--out", tmp_path / "room")
        assert done.status == 0
        names = sorted(path.name for path in (tmp_path / "room").iterdir())
        assert names == [f"demo-quay--t0{n}.toml" for n in (1, 2, 3)]
        before, _ = read_case(quay)
        case, problems = read_case(tmp_path / "room" / names[0])
        assert problems == []
        kinds = {entry.kind for entry in case}
        assert {"person", "response", "evidence", "session", "tool_result"} <= kinds
        assert not kinds & {"reading", "judgement", "override", "action", "scenario", "formulation", "narrative"}
        given = {entry.record.id: entry.record for entry in before}
        kept = [entry.record for entry in case if entry.kind == "response"]
        assert kept
        assert all(record.model_copy(update={"chain": None, "salt": None}) ==
                   given[record.id].model_copy(update={"chain": None, "salt": None}) for record in kept)  # fmt: skip

    def test_every_shipped_case_can_be_started_and_only_work_is_left_to_find(self, run: Run, tmp_path: Path) -> None:
        for path in CASES:
            assert run("train", "start", path, "--for", "t", "--out", tmp_path).status == 0
            found = check_file(
                tmp_path / f"{path.stem}--t.toml", Library(), today=datetime(2026, 7, 1, tzinfo=UTC).date()
            )
            errors = {problem.code for problem in found if problem.severity == "error"}
            assert errors <= {"difference-without-reading", "act-now-without-action"}, path.name

    def test_bare_leaves_out_what_people_said_too(self, run: Run, quay: Path, tmp_path: Path) -> None:
        run("train", "start", quay, "--for", "t", "--out", tmp_path, "--bare")
        case, problems = read_case(tmp_path / "demo-quay--t.toml")
        assert problems == []
        assert not {entry.kind for entry in case} & {"session", "response", "evidence"}

    def test_nothing_is_replaced_and_nothing_real_is_copied(
        self, run: Run, quay: Path, tmp_path: Path, make_case: Callable[..., Path], codes_of: Any
    ) -> None:
        run("train", "start", quay, "--for", "t", "--out", tmp_path)
        before = (tmp_path / "demo-quay--t.toml").read_bytes()
        done = run("train", "start", quay, "--for", "t", "--out", tmp_path)
        assert "left as it is" not in done.stdout
        assert (tmp_path / "demo-quay--t.toml").read_bytes() == before
        done = run("train", "start", make_case("real"), "--for", "t", "--out", tmp_path)
        assert (done.status, codes_of(done)) == (3, ["not-a-training-case"])

    def test_a_trainees_case_starts_no_room_and_a_name_of_the_case_is_nobodys(
        self, run: Run, quay: Path, tmp_path: Path, codes_of: Any
    ) -> None:
        run("train", "start", quay, "--for", "t", "--out", tmp_path)
        done = run("train", "start", tmp_path / "demo-quay--t.toml", "--for", "u", "--out", tmp_path)
        assert (done.status, codes_of(done)) == (2, ["not-a-training-case"])
        done = run("train", "start", quay, "--for", "subject", "--out", tmp_path)
        assert (done.status, codes_of(done)) == (2, ["bad-trainee"])

    @pytest.mark.parametrize("name", ["a--b", "../up", "", "CON/x", "x" * 40])
    def test_a_name_that_is_no_part_of_a_file_name_is_refused(
        self, run: Run, quay: Path, tmp_path: Path, name: str, codes_of: Any
    ) -> None:
        done = run("train", "start", quay, "--for", name, "--out", tmp_path / "room")
        assert done.status == 2
        assert codes_of(done)[0] in {"bad-trainee", "bad-size"}


class TestAgreement:
    @pytest.fixture
    def room(self, run: Run, quay: Path, tmp_path: Path, scale: tuple[str, ...]) -> Path:
        run("train", "start", quay, "--for", "t1,t22,t333", "--out", tmp_path / "room")
        for number, path in enumerate(sorted((tmp_path / "room").iterdir())):
            labels = {"opportunity": scale[1 + number], "hostile-orientation": scale[1], "social-influences": scale[2]}
            rate(path, labels, level=("medium", "high", "high")[number])
        return tmp_path / "room"

    def test_the_factor_that_divides_comes_first_with_each_sides_reasons(self, run: Run, room: Path) -> None:
        done = run("train", "agreement", room)
        assert done.status == 0
        divided = done.stdout.split("Where the room divides")[1].split("Who gave which label")[0]
        assert "Opportunity" in divided
        assert "saw opportunity." in divided
        assert "Hostile" not in divided
        assert "Rater A" in done.stdout
        assert "t22:" not in done.stdout  # letters, not names

    def test_names_where_they_are_asked_for(self, run: Run, room: Path) -> None:
        assert "t22:" in run("train", "agreement", room, "--names").stdout

    def test_json_has_the_figures_whole(self, run: Run, room: Path) -> None:
        data = json.loads(run("train", "agreement", room, "--format", "json").stdout)
        assert (data["schema"], data["cases"], len(data["raters"])) == ("sjtool-agreement", ["demo-quay"], 3)
        sheet = data["sheets"][0]
        by_factor = {one["factor"]: one for one in sheet["ratings"]}
        assert by_factor["opportunity"]["share"] == 0
        assert by_factor["hostile-orientation"]["share"] == 1
        assert by_factor["opportunity"]["steps_apart"] == 2
        assert sheet["overall"]["things"] == 3
        assert sheet["overall"]["share"] == pytest.approx(2 / 3)
        assert {one["factor"]: one["alpha"] for one in sheet["factors"]}["opportunity"] is None
        assert {level: len(raters) for level, raters in data["judgements"][0]["first_only"].items()} == {
            "medium": 1,
            "high": 2,
        }

    def test_ratings_that_were_given_to_the_room_are_nobodys(self, run: Run, room: Path) -> None:
        data = json.loads(run("train", "agreement", room, "--format", "json").stdout)
        assert {sheet["title"] for sheet in data["sheets"]} == {Library().factor_set(SHEET).set.title}

    @pytest.mark.parametrize("form", ["markdown", "html"])
    def test_other_formats(self, run: Run, room: Path, tmp_path: Path, form: str) -> None:
        out = tmp_path / f"room.{form}"
        assert run("train", "agreement", room, "--format", form, "--out", out).status == 0
        assert "Where the room divides" in out.read_text(encoding="utf-8")

    def test_one_rater_is_no_room_and_one_file_twice_is_no_second_rater(
        self, run: Run, room: Path, codes_of: Any
    ) -> None:
        one = room / "demo-quay--t1.toml"
        done = run("train", "agreement", one)
        assert (done.status, codes_of(done)) == (2, ["bad-room"])
        again = room / "copy.toml"
        shutil.copy(one, again)
        done = run("train", "agreement", room)
        assert (done.status, codes_of(done)) == (1, ["rater-twice"])

    def test_a_file_that_cannot_be_read_stops_none_of_the_others(self, run: Run, room: Path) -> None:
        (room / "demo-quay--t4.toml").write_text("format = ", encoding="utf-8")
        done = run("train", "agreement", room)
        assert done.status == 1
        assert "3 raters, 1 case" in done.stdout

    @pytest.mark.parametrize("words", [("agreement", "{room}"), ("mark", "{one}", "{one}")])
    def test_a_case_that_is_not_for_training_is_refused(self, run: Run, room: Path, words: Sequence[str]) -> None:
        one = room / "demo-quay--t1.toml"
        one.write_text(one.read_text(encoding="utf-8").replace("training = true\n", "", 1), encoding="utf-8")
        done = run("train", *(word.format(room=room, one=one) for word in words))
        assert "not-a-training-case" in done.stderr
        assert "t1" not in done.stdout

    @pytest.mark.parametrize("form", ["pdf", "docx"])
    def test_pages_are_not_for_a_screen(self, run: Run, room: Path, form: str, codes_of: Any) -> None:
        done = run("train", "agreement", room, "--format", form)
        assert (done.status, codes_of(done)) == (2, ["not-for-a-terminal"])


class TestMark:
    def test_the_model_beside_itself_has_nothing_to_say(self, run: Run, quay: Path, tmp_path: Path) -> None:
        text = quay.read_text(encoding="utf-8")
        raw = run("train", "start", quay, "--for", "t", "--out", tmp_path)
        assert raw.status == 0
        data = json.loads(run("train", "mark", tmp_path / "demo-quay--t.toml", quay, "--format", "json").stdout)
        assert text == quay.read_text(encoding="utf-8")
        assert data["factors"] == []
        assert sum(sheet["factors"] for sheet in data["unused"]) > 15
        assert data["judgement"]["theirs"] is None

    def test_each_rating_beside_the_models_with_what_it_rests_on(
        self, run: Run, quay: Path, tmp_path: Path, scale: tuple[str, ...]
    ) -> None:
        run("train", "start", quay, "--for", "t", "--out", tmp_path)
        case, _ = read_case(quay)
        model = next(e.record for e in case if e.kind == "rating" and e.record.factor == f"{SHEET}/opportunity")  # type: ignore[attr-defined]
        path = tmp_path / "demo-quay--t.toml"
        first = model.evidence[0]  # type: ignore[attr-defined]
        rate(path, {"opportunity": scale[1]}, evidence=[first])
        data = json.loads(run("train", "mark", path, quay, "--format", "json").stdout)
        found = next(one for one in data["factors"] if one["factor"] == "opportunity" and one["sheet"] == "arms-style")
        assert found["theirs"] == scale[1]
        assert found["steps"] == scale.index(scale[1]) - scale.index(model.recent)  # type: ignore[attr-defined]
        assert found["shared"] == [first]
        assert set(found["missed"]) == set(model.evidence[1:])  # type: ignore[attr-defined]
        told = run("train", "mark", path, quay).stdout
        assert "t saw opportunity." in told
        assert model.rationale.split(".")[0][:30] in told  # type: ignore[attr-defined]
        assert "No grade is in it." in told

    def test_a_rating_on_nothing_is_named_first(
        self, run: Run, quay: Path, tmp_path: Path, scale: tuple[str, ...]
    ) -> None:
        run("train", "start", quay, "--for", "t", "--out", tmp_path)
        path = tmp_path / "demo-quay--t.toml"
        rate(path, {"opportunity": scale[3]}, evidence=())
        told = run("train", "mark", path, quay).stdout
        first = told.split("Look at these first")[1].split("Factor by factor")[0]
        assert "named nothing it rests on" in " ".join(first.split())

    def test_another_case_is_not_the_model(self, run: Run, quay: Path, tmp_path: Path, codes_of: Any) -> None:
        run("train", "start", quay, "--for", "t", "--out", tmp_path)
        other = next(case for case in CASES if "orchard" in case.name)
        copy = tmp_path / other.name
        shutil.copy(other, copy)
        done = run("train", "mark", tmp_path / "demo-quay--t.toml", copy)
        assert (done.status, codes_of(done)) == (3, ["not-the-model"])


class TestFaults:
    @pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
    @pytest.mark.parametrize("kind", [*KINDS, CHANGED])
    def test_each_kind_is_found_by_check_in_each_case_that_has_a_place_for_it(
        self, run: Run, tmp_path: Path, kind: str, path: Path
    ) -> None:
        case = tmp_path / path.name
        shutil.copy(path, case)
        done = run("train", "faults", case, "--seed", 3, "--count", 1, "--kinds", kind, "--out", tmp_path / "out")
        if done.status == 3:
            assert "no-place-for-fault" in done.stderr
            assert kind in {
                "override-without-reason",
                "restricts-without-why",
                "outcome-kept-quiet",
                "difference-not-read",
            }
            return
        spoilt = tmp_path / "out" / f"{path.stem}--faults-3.toml"
        key = json.loads(spoilt.with_suffix(".key.json").read_text(encoding="utf-8"))["faults"]
        assert [one["kind"] for one in key] == [kind]
        last = max(link.table["at"] for link in read_ledger(spoilt).links).date()
        codes = [problem.code for problem in check_file(spoilt, LIBRARY, today=last)]
        before = codes_before(case.name, last)
        assert codes.count(key[0]["found_by"]) > before.count(key[0]["found_by"])
        assert json.loads(run("train", "faults", spoilt, "--mark", "check", "--json").stdout)["missed"] == []

    def test_a_list_is_held_against_the_key(self, run: Run, quay: Path, tmp_path: Path) -> None:
        run("train", "faults", quay, "--seed", 5, "--count", 4, "--out", tmp_path / "out")
        spoilt = tmp_path / "out" / "demo-quay--faults-5.toml"
        key = json.loads(spoilt.with_suffix(".key.json").read_text(encoding="utf-8"))["faults"]
        assert len({one["kind"] for one in key}) == 4
        listed = tmp_path / "list.txt"
        listed.write_text(f"{key[0]['record']}: something is gone\nj-xyz is odd\n", encoding="utf-8")
        told = run("train", "faults", spoilt, "--mark", listed).stdout
        assert told.splitlines()[0] == "You found 1 of 4; 1 line names no planted fault."
        assert told.count("missed") == 3
        assert f"you wrote: {key[0]['record']}: something is gone" in told
        assert "j-xyz is odd" in told

    def test_a_case_with_no_place_at_all_is_not_told_to_ask_for_none(self, run: Run, tmp_path: Path) -> None:
        mill = tmp_path / "demo-mill.toml"
        shutil.copy(next(case for case in CASES if "mill" in case.name), mill)
        done = run("train", "faults", mill, "--kinds", "outcome-kept-quiet", "--count", 1, "--out", tmp_path / "out")
        assert (done.status, "no-place-for-fault" in done.stderr) == (3, True)
        assert "--count 0" not in done.stderr
        assert "other kinds:  --kinds LIST" in done.stderr
        done = run(
            "train", "faults", mill, "--kinds", "outcome-kept-quiet,no-day", "--count", 2, "--out", tmp_path / "out"
        )
        assert "--count 1 , or other kinds" in done.stderr

    def test_the_same_seed_plants_the_same_and_another_others(self, run: Run, quay: Path, tmp_path: Path) -> None:
        for name, seed in (("a", 5), ("b", 5), ("c", 6)):
            run("train", "faults", quay, "--seed", seed, "--out", tmp_path / name)
        one, two, three = (next((tmp_path / name).glob("*.key.json")).read_bytes() for name in "abc")
        assert one == two
        assert one != three

    def test_without_a_key_nothing_is_marked(self, run: Run, quay: Path, codes_of: Any) -> None:
        done = run("train", "faults", quay, "--mark", "check")
        assert (done.status, codes_of(done)) == (3, ["no-key"])
