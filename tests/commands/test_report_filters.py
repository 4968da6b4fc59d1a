"""Filters of a run into a folder: a changed one is asked again, the same one is not; what no longer fits is told."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sjtool import clock
from sjtool.commands import report_work
from sjtool.store.access import read_access
from sjtool.store.append import Draft, Ledger

Run = Callable[..., Any]
Make = Callable[..., Path]
LEVELS = {"anchor": "high", "berth": "low", "quay": "high"}


def judged(level: str, stage: str = "final") -> list[Draft]:
    keys = {"assessment": "a-001", "level": level, "likelihood": "medium", "whom": "anybody", "rationale": "because"}
    first, final = Draft("judgement", keys | {"stage": "first"}), Draft("judgement", keys | {"stage": "final"})
    return [first, final] if stage == "final" else [first]


@pytest.fixture
def folder(tmp_path: Path, make_case: Make) -> Path:
    cases = tmp_path / "cases"
    cases.mkdir()
    for name, level in LEVELS.items():
        make_case(name, judged(level), folder=cases)
    return cases


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "reports"


@pytest.fixture
def loads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The cases that are read, as they are read."""
    read: list[str] = []
    load = report_work.Work.load

    def spy(self: report_work.Work, case: str) -> Any:
        read.append(Path(case).stem)
        return load(self, case)

    monkeypatch.setattr(report_work.Work, "load", spy)
    return read


def lines(out: Path) -> dict[str, dict[str, Any]]:
    data = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
    return {Path(line["case"]).stem: line for line in data["cases"]}


def last(done: Any) -> str:
    return str(done.stderr.rstrip().split("\n")[-1])


def disclosures(case: Path) -> int:
    return sum(line["act"] == "disclosure" for line in read_access(case)[0])


class TestAChangedFilter:
    def test_it_is_asked_of_every_case_again(self, run: Run, folder: Path, out: Path) -> None:
        assert last(run("report", folder, "--out", out, "--where", "level=high")) == "3 cases: 2 written, 1 left out"
        done = run("report", folder, "--out", out, "--where", "level=low")
        assert last(done) == "3 cases: 1 written, 2 left out"
        said = "2 earlier prints still in the folder, of what is left out now: anchor.summary.txt, quay.summary.txt"
        assert said in done.stderr
        found = lines(out)
        assert {name: line["state"] for name, line in found.items()} == {
            "anchor": "left-out",
            "berth": "written",
            "quay": "left-out",
        }
        assert (found["quay"]["stale"], found["quay"]["output"]) == (True, "quay.summary.txt")
        assert "stale" not in found["berth"]

    def test_back_again_the_prints_are_good_and_not_disclosed_twice(self, run: Run, folder: Path, out: Path) -> None:
        for level in ("high", "low"):
            run("report", folder, "--out", out, "--where", f"level={level}")
        assert last(run("report", folder, "--out", out, "--where", "level=high")) == (
            "3 cases: 0 written, 2 unchanged, 1 left out"
        )
        assert last(run("report", folder, "--out", out)) == "3 cases: 0 written, 3 unchanged"
        assert [disclosures(folder / f"{name}.toml") for name in LEVELS] == [1, 1, 1]
        assert not any("stale" in line for line in lines(out).values())

    def test_a_print_of_an_earlier_case_is_not_good_for_the_later_one(self, run: Run, folder: Path, out: Path) -> None:
        run("report", folder, "--out", out)
        letter = Draft("evidence", {"nature": "fact", "kind": "other", "title": "New letter", "obtained": True})
        Ledger(folder / "quay.toml").append([letter], by="pc-4412", at=clock.now())
        run("report", folder, "--out", out, "--where", "level=low")
        assert lines(out)["quay"]["printed_from"] != lines(out)["quay"]["source"]
        assert last(run("report", folder, "--out", out)) == "3 cases: 1 written, 2 unchanged"
        assert "New letter" in (out / "quay.summary.txt").read_text(encoding="utf-8")

    def test_a_print_that_failed_to_be_made_again_stays_out_of_date(
        self, run: Run, folder: Path, out: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        run("report", folder, "--out", out)
        letter = Draft("evidence", {"nature": "fact", "kind": "other", "title": "New letter", "obtained": True})
        Ledger(folder / "quay.toml").append([letter], by="pc-4412", at=clock.now())
        with monkeypatch.context() as patch:
            patch.setattr(report_work.Work, "build", lambda *_args: 1 / 0)
            assert "1 failed" in last(run("report", folder, "--out", out))
        run("report", folder, "--out", out, "--where", "level=low")
        assert last(run("report", folder, "--out", out)) == "3 cases: 1 written, 2 unchanged"
        assert "New letter" in (out / "quay.summary.txt").read_text(encoding="utf-8")


class TestAnUnchangedFilter:
    def test_no_case_is_read_again(self, run: Run, folder: Path, out: Path, loads: list[str]) -> None:
        run("report", folder, "--out", out, "--where", "level=high")
        assert sorted(loads) == ["anchor", "berth", "quay"]
        loads.clear()
        done = run("report", folder, "--out", out, "--where", "level=high")
        assert (last(done), loads) == ("3 cases: 0 written, 2 unchanged, 1 left out", [])
        run("report", folder, "--out", out)
        loads.clear()
        assert last(run("report", folder, "--out", out, "--where", "level=high")).endswith("2 unchanged, 1 left out")
        assert loads == ["berth"]

    def test_a_left_out_print_stays_named_without_reading(
        self, run: Run, folder: Path, out: Path, loads: list[str]
    ) -> None:
        run("report", folder, "--out", out)
        run("report", folder, "--out", out, "--where", "level=high")
        loads.clear()
        done = run("report", folder, "--out", out, "--where", "level=high")
        assert "1 earlier print still in the folder, of what is left out now: berth.summary.txt" in done.stderr
        assert (loads, lines(out)["berth"]["stale"]) == ([], True)

    def test_another_day_looked_at_is_asked_again(self, run: Run, folder: Path, out: Path, loads: list[str]) -> None:
        run("report", folder, "--out", out, "--where", "level=high")
        loads.clear()
        run("report", folder, "--out", out, "--where", "level=high", "--as-at", clock.today().isoformat())
        assert sorted(loads) == ["anchor", "berth", "quay"]

    def test_anew_reads_all(self, run: Run, folder: Path, out: Path, loads: list[str]) -> None:
        run("report", folder, "--out", out, "--where", "level=high")
        loads.clear()
        assert last(run("report", folder, "--out", out, "--where", "level=high", "--anew")).endswith(
            "2 written, 1 left out"
        )
        assert len(loads) == 3


def test_a_case_that_no_longer_fits_leaves_an_earlier_print(run: Run, folder: Path, out: Path) -> None:
    run("report", folder, "--out", out, "--where", "level=high")
    final = judged("low")[1]
    Ledger(folder / "quay.toml").append([final], by="pc-4412", at=clock.now())
    done = run("report", folder, "--out", out, "--where", "level=high")
    assert last(done) == "3 cases: 0 written, 1 unchanged, 2 left out"
    assert "1 earlier print still in the folder, of what is left out now: quay.summary.txt" in done.stderr
    assert (lines(out)["quay"]["state"], lines(out)["quay"]["stale"]) == ("left-out", True)


def test_of_two_of_one_id_the_print_that_stands_keeps_its_file(run: Run, folder: Path, out: Path) -> None:
    run("report", folder, "--out", out)
    (folder / "a-copy.toml").write_bytes((folder / "quay.toml").read_bytes())
    done = run("report", folder, "--out", out, "--where", "level=high")
    assert "0 written, 2 unchanged, 1 left out, 1 failed" in last(done)
    assert f"its case id is that of {folder / 'quay.toml'}" in done.stderr


def test_a_copy_does_not_take_the_print_of_a_case_that_is_left_out(run: Run, folder: Path, out: Path) -> None:
    run("report", folder / "quay.toml", folder / "berth.toml", "--out", out)
    (folder / "z-copy.toml").write_bytes((folder / "quay.toml").read_bytes())
    Ledger(folder / "quay.toml").append([judged("low")[1]], by="pc-4412", at=clock.now())
    run("report", folder, "--out", out, "--where", "level=high")
    assert (lines(out)["quay"]["state"], lines(out)["quay"]["stale"]) == ("left-out", True)
    assert lines(out)["z-copy"].keys() & {"output", "stale", "printed_from", "sha256"} == set()


def test_a_manifest_without_word_of_filters_is_asked(run: Run, folder: Path, out: Path, loads: list[str]) -> None:
    run("report", folder, "--out", out, "--where", "level=high")
    path = out / "manifest.json"
    data = json.loads(path.read_text(encoding="utf-8"))
    for line in data["cases"]:
        line.pop("where")
    path.write_text(json.dumps(data), encoding="utf-8")
    loads.clear()
    assert last(run("report", folder, "--out", out, "--where", "level=high")).endswith("2 unchanged, 1 left out")
    assert len(loads) == 3


class TestASlipInAnOpenField:
    @pytest.mark.parametrize(
        "words", ["review_on=2026-13", "opened_on=yesterday", "opened_on=2026-02-30", "overrides=x", "overrides=0"]
    )
    def test_a_value_that_cannot_be_is_refused(self, run: Run, folder: Path, words: str) -> None:
        done = run("report", folder, "--where", words)
        assert (done.status, "error[unknown-value]" in done.stderr) == (2, True)

    @pytest.mark.parametrize("words", ["opened_on=2026", "review_on=2026-03", "overrides=none", "overrides=12"])
    def test_a_value_that_can_be_is_not(self, run: Run, folder: Path, words: str) -> None:
        assert run("report", folder, "--where", words).status == 0

    def test_what_no_case_has_is_named(self, run: Run, folder: Path, out: Path) -> None:
        asked = ("report", folder, "--out", out, "--where", "author=zzz", "--where", "case=quay")
        for _again in range(2):  # the second time no case is read
            done = run(*asked)
            assert done.status == 0
            assert 'No case of this run has author "zzz"\n' in done.stderr
            assert "has case" not in done.stderr

    def test_what_a_case_has_is_not(self, run: Run, folder: Path, out: Path) -> None:
        for _again in range(2):
            done = run("report", folder, "--out", out, "--where", "case=quay", "--where", "level=high")
            assert "No case of this run" not in done.stderr

    def test_on_stdout_and_with_a_case_that_cannot_be_read(self, run: Run, folder: Path) -> None:
        (folder / "x.toml").write_text("[", encoding="utf-8")
        done = run("report", folder, "--where", "case=nope")
        assert 'has case "nope"; of what could not be read it is not known' in done.stderr


class TestWordsOfAFilter:
    def test_two_values_of_one_field_are_refused(self, run: Run, folder: Path) -> None:
        done = run("report", folder, "--where", "level=high", "--where", "level=low")
        assert (done.status, "error[where-contradicts]" in done.stderr) == (2, True)
        assert run("report", folder, "--where", "level=high", "--where", "level=high").status == 0

    def test_a_field_without_a_value_says_so(self, run: Run, folder: Path) -> None:
        done = run("report", folder, "--where", "level")
        assert (done.status, "error[where-without-value]" in done.stderr) == (2, True)
        assert "--where level lacks its =VALUE" in done.stderr

    def test_spaces_beside_the_sign_are_nothing(self, run: Run, folder: Path, out: Path) -> None:
        assert last(run("report", folder, "--out", out, "--where", "level = high ")).endswith("2 written, 1 left out")


@pytest.mark.parametrize("named", ["cases", "cases/quay.toml"])
def test_a_day_to_come_is_refused(run: Run, folder: Path, out: Path, named: str) -> None:
    done = run("report", folder.parent / named, "--out", out, "--as-at", "2099-01-01")
    assert (done.status, "error[day-to-come]" in done.stderr) == (2, True)
    assert not out.exists()
    assert run("report", folder.parent / named, "--as-at", clock.today().isoformat()).status == 0
