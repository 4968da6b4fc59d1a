"""A whole caseload by script: what is redone and what is not, filters, shards, lists, formats, names."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sjtool.commands import report_written
from sjtool.commands.report_files import in_shard, read_case_id, safe_name
from sjtool.store.access import read_access
from sjtool.store.append import Draft, Ledger

Run = Callable[..., Any]
Make = Callable[..., Path]
NAMES = ("anchor", "harbour", "quay")


@pytest.fixture
def folder(tmp_path: Path, make_case: Make) -> Path:
    cases = tmp_path / "cases"
    cases.mkdir()
    for name in NAMES:
        make_case(name, folder=cases)
    return cases


def manifest(out: Path, name: str = "manifest.json") -> dict[str, Any]:
    data: dict[str, Any] = json.loads((out / name).read_text(encoding="utf-8"))
    return data


def states(out: Path, name: str = "manifest.json") -> dict[str, str]:
    return {Path(line["case"]).stem: line["state"] for line in manifest(out, name)["cases"]}


def last(done: Any) -> str:
    return str(done.stderr.rstrip().split("\n")[-1])


def disclosures(case: Path) -> int:
    return sum(line["act"] == "disclosure" for line in read_access(case)[0])


class TestASecondRun:
    def test_what_has_not_changed_is_left_as_it_is(self, run: Run, folder: Path, tmp_path: Path) -> None:
        out = tmp_path / "reports"
        assert last(run("report", folder, "--out", out)) == "3 cases: 3 written"
        before = {path.name: path.stat().st_mtime_ns for path in out.glob("*.txt")}
        done = run("report", folder, "--out", out)
        assert (done.status, last(done)) == (0, "3 cases: 0 written, 3 unchanged")
        assert {path.name: path.stat().st_mtime_ns for path in out.glob("*.txt")} == before
        assert set(states(out).values()) == {"unchanged"}
        assert disclosures(folder / "quay.toml") == 1

    def test_a_case_that_changed_is_written_again(self, run: Run, folder: Path, tmp_path: Path) -> None:
        out = tmp_path / "reports"
        run("report", folder, "--out", out)
        letter = Draft("evidence", {"nature": "fact", "kind": "other", "title": "New letter", "obtained": True})
        Ledger(folder / "quay.toml").append([letter], by="pc-4412", at=report_written.clock.now())
        assert last(run("report", folder, "--out", out)) == "3 cases: 1 written, 2 unchanged"
        assert "New letter" in (out / "quay.summary.txt").read_text(encoding="utf-8")
        assert states(out)["quay"] == "written"

    @pytest.mark.parametrize("spoil", ["gone", "cut"])
    def test_a_report_that_is_gone_or_cut_is_written_again(
        self, run: Run, folder: Path, tmp_path: Path, spoil: str
    ) -> None:
        out = tmp_path / "reports"
        run("report", folder, "--out", out)
        if spoil == "gone":
            (out / "anchor.summary.txt").unlink()
        else:
            (out / "anchor.summary.txt").write_bytes(b"half of it")
        assert last(run("report", folder, "--out", out)) == "3 cases: 1 written, 2 unchanged"
        assert "Structured-judgement summary" in (out / "anchor.summary.txt").read_text(encoding="utf-8")

    @pytest.mark.parametrize(
        "more", [["--anew"], ["--for", "court"], ["--width", "100"], ["--format", "json"], ["--report", "safety-plan"]]
    )
    def test_another_order_is_another_print(self, run: Run, folder: Path, tmp_path: Path, more: list[str]) -> None:
        out = tmp_path / "reports"
        run("report", folder, "--out", out)
        assert last(run("report", folder, "--out", out, *more)) == "3 cases: 3 written"

    def test_a_report_of_the_day_is_made_anew_on_the_next(
        self, run: Run, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        out = tmp_path / "reports"
        briefing = ("report", folder, "--report", "visit-briefing", "--out", out)
        run(*briefing)
        assert last(run(*briefing)) == "3 cases: 0 written, 3 unchanged"
        tomorrow = report_written.clock.today().replace(day=28)
        monkeypatch.setattr("sjtool.clock.today", lambda: tomorrow)
        assert last(run(*briefing)) == "3 cases: 3 written"

    @pytest.mark.parametrize("words", ["{", "[]", '{"schema": "a web app"}'])
    def test_a_manifest_that_is_not_ours_is_left_alone(
        self, run: Run, folder: Path, tmp_path: Path, words: str
    ) -> None:
        out = tmp_path / "reports"
        out.mkdir()
        (out / "manifest.json").write_text(words, encoding="utf-8")
        done = run("report", folder, "--out", out)
        assert (done.status, "manifest-not-ours" in done.stderr) == (3, True)
        assert (out / "manifest.json").read_text(encoding="utf-8") == words
        assert [path.name for path in out.glob("[!.]*")] == ["manifest.json"]


def test_what_failed_stands_in_the_manifest_without_words_of_the_case(run: Run, folder: Path, tmp_path: Path) -> None:
    with (folder / "quay.toml").open("a", encoding="utf-8") as file:
        file.write('\n[[event]]\nid = "ev-9"\nkind = "visit"\nwhta = "a word of the case"\n')
    done = run("report", folder, "--out", tmp_path / "reports")
    assert done.status == 1
    line = next(line for line in manifest(tmp_path / "reports")["cases"] if line["state"] == "failed")
    assert line["problem"].startswith("unknown-key:")
    assert line["line"] > 0
    assert "made_on" not in line
    assert "a word of the case" not in (tmp_path / "reports" / "manifest.json").read_text(encoding="utf-8")
    assert last(run("report", folder, "--out", tmp_path / "reports")).startswith(
        "3 cases: 0 written, 2 unchanged, 1 fai"
    )


def test_stopped_half_way_it_goes_on_from_there(
    run: Run, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "reports"
    count = report_written.Written.count

    def stop(self: Any, made: Any) -> None:
        count(self, made)
        if Path(made.case).stem == "harbour":
            raise KeyboardInterrupt

    monkeypatch.setattr(report_written.Written, "count", stop)
    assert run("report", folder, "--out", out).status == 130
    assert states(out) == {"anchor": "written", "harbour": "written", "quay": "not-reached"}
    assert "not-reached: the run was stopped" in (out / "manifest.json").read_text(encoding="utf-8")
    monkeypatch.undo()
    monkeypatch.setenv("SJTOOL_BY", "pc-4412")
    assert [path.name for path in out.glob(".*")] == [".manifest.json.lock"]
    assert last(run("report", folder, "--out", out)) == "3 cases: 1 written, 2 unchanged"
    assert [disclosures(folder / f"{name}.toml") for name in NAMES] == [1, 1, 1]


def test_a_killed_writer_s_temporary_file_is_cleared(run: Run, folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "reports"
    out.mkdir()
    (out / ".quay.summary.txt.123.sjtool-tmp").write_bytes(b"half")
    run("report", folder, "--out", out)
    assert [path.name for path in out.glob(".*")] == [".manifest.json.lock"]


class TestWhichCases:
    def test_a_pattern_that_no_shell_has_read(self, run: Run, folder: Path, tmp_path: Path) -> None:
        (folder / "quay.victims.toml").write_text("none of it", encoding="utf-8")
        done = run("report", str(folder / "*a*.toml"), "--out", tmp_path / "reports")
        assert last(done) == "3 cases: 3 written"

    def test_a_pattern_that_fits_nothing_is_wrong_usage(self, run: Run, folder: Path) -> None:
        done = run("report", str(folder / "x*.toml"))
        assert (done.status, "no-case-in-folder" in done.stderr) == (2, True)

    def test_a_list_on_a_pipe(self, run: Run, folder: Path, tmp_path: Path) -> None:
        listed = f"{folder / 'quay.toml'}\r\n\n{folder / 'anchor.toml'}\n"
        done = run("report", "-", "--out", tmp_path / "reports", input=listed)
        assert last(done) == "2 cases: 2 written"

    def test_filters_are_plain_fields(self, run: Run, folder: Path, tmp_path: Path) -> None:
        done = run("report", folder, "--out", tmp_path / "a", "--where", "case=quay")
        assert last(done) == "3 cases: 1 written, 2 left out"
        assert states(tmp_path / "a") == {"anchor": "left-out", "harbour": "left-out", "quay": "written"}
        done = run("report", folder, "--where", "status=signed")
        assert last(done) == "3 cases: 0 printed, 3 left out"

    def test_a_field_that_there_is_none_of(self, run: Run, folder: Path) -> None:
        for words in ("label=Mr H", "label"):
            done = run("report", folder, "--where", words)
            assert (done.status, "unknown-field" in done.stderr) == (2, True)


class TestShards:
    def test_every_case_is_in_exactly_one_part(self, run: Run, folder: Path, tmp_path: Path) -> None:
        out = tmp_path / "reports"
        for number in (1, 2, 3):
            run("report", folder, "--out", out, "--shard", f"{number}/3")
        parts = [states(out, f"manifest-{number}-of-3.json") for number in (1, 2, 3)]
        assert sorted(name for part in parts for name in part) == sorted(NAMES)
        done = run("report", out, "--merge")
        assert done.status == 0
        assert states(out) == dict.fromkeys(NAMES, "written")
        assert manifest(out)["counts"] == {"written": 3}

    def test_a_part_that_is_missing_stops_the_merge(self, run: Run, folder: Path, tmp_path: Path) -> None:
        out = tmp_path / "reports"
        run("report", folder, "--out", out, "--shard", "1/2")
        done = run("report", out, "--merge")
        assert done.status == 3
        assert "of 2 shards these are not here: 2" in done.stderr
        assert not (out / "manifest.json").exists()
        assert run("report", tmp_path, "--merge").status == 3

    def test_parts_of_two_runs_are_not_joined(self, run: Run, folder: Path, tmp_path: Path) -> None:
        out = tmp_path / "reports"
        run("report", folder, "--out", out, "--shard", "1/2")
        run("report", folder, "--out", out, "--shard", "2/2", "--format", "json")
        assert "no manifest of the same run" in run("report", out, "--merge").stderr

    @pytest.mark.parametrize("words", ["0/3", "4/3", "1", "a/b", "1/0"])
    def test_what_is_no_part_is_wrong_usage(self, run: Run, folder: Path, words: str) -> None:
        done = run("report", folder, "--shard", words)
        assert (done.status, "bad-shard" in done.stderr) == (2, True)

    def test_a_part_goes_by_the_id_and_not_by_the_path(self, folder: Path, tmp_path: Path) -> None:
        moved = tmp_path / "elsewhere.toml"
        moved.write_bytes((folder / "quay.toml").read_bytes())
        assert in_shard(str(moved), (1, 2)) == in_shard(str(folder / "quay.toml"), (1, 2))


def test_one_case_a_line(run: Run, folder: Path) -> None:
    done = run("report", folder, "--json-lines", "--checks")
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert [line["case"] for line in lines] == list(NAMES)
    assert {problem["code"] for line in lines for problem in line["problems"]} >= {"governance-missing"}
    assert run("report", folder, "--json-lines", "--out", "x").status == 2


@pytest.mark.parametrize(("form", "begins"), [("html", b"<!DOCTYPE html>"), ("pdf", b"%PDF-"), ("docx", b"PK")])
def test_pages_are_files_of_their_own(run: Run, folder: Path, tmp_path: Path, form: str, begins: bytes) -> None:
    done = run("report", folder, "--format", form, "--out", tmp_path / "reports")
    assert last(done) == "3 cases: 3 written"
    for name in NAMES:
        assert (tmp_path / "reports" / f"{name}.summary.{form}").read_bytes().startswith(begins)
    assert "pages-need-a-folder" in run("report", folder, "--format", form).stderr


def test_a_terminal_is_spared_the_bytes_of_a_pdf(run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sjtool.commands.report.is_at_terminal", lambda out: not out)
    done = run("report", folder / "quay.toml", "--format", "pdf")
    assert (done.status, "not-for-a-terminal" in done.stderr) == (2, True)


def test_several_processes_make_the_same_reports(
    run: Run, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("report", folder, "--out", tmp_path / "one", "--format", "json")
    monkeypatch.setattr("sjtool.commands.pool.WORTH", 2)
    monkeypatch.setenv("SJTOOL_BY", "pc-4412")
    done = run("report", folder, "--out", tmp_path / "two", "--format", "json", "--workers", "2")
    assert last(done) == "3 cases: 3 written"
    one, two = (json.loads((tmp_path / name / "quay.summary.json").read_text("utf-8")) for name in ("one", "two"))
    assert one.keys() == two.keys()
    assert one["head"] == two["head"]


def test_names_are_safe_on_every_system() -> None:
    assert [safe_name(name) for name in ("quay", "con", "NUL.1", "com1", "console", "lpt9")] == [
        "quay",
        "_con",
        "_NUL.1",
        "_com1",
        "console",
        "_lpt9",
    ]


def test_the_id_at_the_head_is_read_without_the_rest(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    path.write_bytes(b'format = 1\ncase = "quay"\n\n[[person]]\nthis is no TOML at all')
    assert read_case_id(str(path)) == "quay"
    path.write_bytes(b"case = 5\n")
    assert read_case_id(str(path)) == ""
    assert read_case_id(str(tmp_path / "none.toml")) == ""
    assert io.BytesIO().read() == b""
