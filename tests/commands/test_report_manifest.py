"""What stands in a folder of reports after several runs: nothing lost, nothing foreign replaced, shards of one run."""

from __future__ import annotations

import io
import json
import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sjtool.commands import report_written
from sjtool.commands.report_files import find_cases
from sjtool.errors import SjtoolError
from sjtool.store.access import read_access

Run = Callable[..., Any]
Make = Callable[..., Path]
NAMES = ("anchor", "harbour", "quay")
BROKEN = '\n[[event]]\nid = "ev-9"\nkind = "visit"\nwhta = "a word of the case"\n'


@pytest.fixture
def folder(tmp_path: Path, make_case: Make) -> Path:
    cases = tmp_path / "cases"
    cases.mkdir()
    for name in NAMES:
        make_case(name, folder=cases)
    return cases


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "reports"


def entries(out: Path, name: str = "manifest.json") -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((out / name).read_text(encoding="utf-8"))["cases"]
    return found


def entry(out: Path, stem: str) -> dict[str, Any]:
    (found,) = [line for line in entries(out) if Path(line["case"]).stem == stem]
    return found


def last(done: Any) -> str:
    return str(done.stderr.rstrip().split("\n")[-1])


def break_case(path: Path) -> None:
    with path.open("a", encoding="utf-8") as file:
        file.write(BROKEN)


class TestOneId:
    def test_a_damaged_copy_does_not_stop_the_sound_case(self, run: Run, folder: Path, out: Path) -> None:
        whole = (folder / "quay.toml").read_bytes()
        (folder / "a-copy.toml").write_bytes(whole[: len(whole) - 20])
        done = run("report", folder, "--out", out)
        assert done.status == 1
        assert "3 written, 1 failed" in last(done)
        assert "case-id-twice" not in done.stderr
        assert entry(out, "quay")["output"] == "quay.summary.txt"
        first = entry(out, "a-copy")
        assert first["problem"].startswith("not-toml: ")
        assert first["line"] > 1
        done = run("report", folder, "--out", out)
        assert "0 written, 3 unchanged, 1 failed" in last(done)
        assert ("error[not-toml]" in done.stderr, "case-id-twice" in done.stderr) == (True, False)
        assert entry(out, "a-copy") == first

    def test_a_copy_with_a_time_that_never_was_stops_nothing(self, run: Run, folder: Path, out: Path) -> None:
        text = (folder / "quay.toml").read_text(encoding="utf-8")
        odd = re.sub(r"at = \d{4}-\d\d-\d\dT\S+", "at = 0001-01-01T00:00:00", text, count=1)
        (folder / "a-copy.toml").write_text(odd, encoding="utf-8")
        done = run("report", folder, "--out", out)
        assert (done.status, "3 written, 1 failed" in last(done)) == (1, True)

    def test_the_one_named_as_the_case_is_printed(self, run: Run, folder: Path, out: Path) -> None:
        (folder / "a-copy.toml").write_bytes((folder / "quay.toml").read_bytes())
        done = run("report", folder, "--out", out)
        assert "3 written, 1 failed" in last(done)
        told = (
            f"{folder / 'a-copy.toml'}: error[case-id-twice]: its case id is that of {folder / 'quay.toml'}, which is"
        )
        assert told in done.stderr
        assert entry(out, "a-copy").get("output") is None
        assert len(read_access(folder / "a-copy.toml")[0]) == 0

    @pytest.mark.parametrize("name", ["quay", "zz"])
    def test_a_stray_copy_never_takes_the_place_of_the_case_that_was_printed(
        self, run: Run, folder: Path, out: Path, name: str
    ) -> None:
        live, stray = folder / f"{name}.toml", folder / "Copy of quay.toml"
        (folder / "quay.toml").rename(live)
        run("report", folder, "--out", out)
        stray.write_bytes(live.read_bytes())
        with live.open("a", encoding="utf-8") as file:
            file.write("\n# changed since\n")
        assert "1 written, 2 unchanged, 1 failed" in last(run("report", folder, "--out", out))
        assert (entry(out, name)["output"], entry(out, name)["state"]) == ("quay.summary.txt", "written")
        assert (entry(out, stray.stem)["state"], entry(out, stray.stem).get("output")) == ("failed", None)

    def test_not_even_where_the_case_cannot_be_read(self, run: Run, folder: Path, out: Path) -> None:
        run("report", folder, "--out", out)
        (folder / "z-copy.toml").write_bytes((folder / "quay.toml").read_bytes())
        break_case(folder / "quay.toml")
        assert "0 written, 2 unchanged, 2 failed" in last(run("report", folder, "--out", out))
        assert (entry(out, "quay")["output"], entry(out, "quay")["stale"]) == ("quay.summary.txt", True)
        assert entry(out, "z-copy").keys() & {"output", "stale", "sha256"} == set()


class TestWhatEarlierRunsLeft:
    def test_the_print_of_a_case_that_fails_now_is_stale(self, run: Run, folder: Path, out: Path) -> None:
        run("report", folder, "--out", out)
        good = entry(out, "quay")
        break_case(folder / "quay.toml")
        done = run("report", folder, "--out", out)
        assert "1 earlier print still in the folder, of what failed now: quay.summary.txt" in done.stderr
        line = entry(out, "quay")
        assert (line["state"], line["stale"]) == ("failed", True)
        assert [line[key] for key in ("output", "sha256", "made_on")] == [
            good[key] for key in ("output", "sha256", "made_on")
        ]
        run("report", folder, "--out", out)
        assert entry(out, "quay")["stale"] is True

    @pytest.mark.parametrize("more", [["--format", "json"], ["--report", "safety-plan"], ["--where", "case=anchor"]])
    def test_a_smaller_or_another_run_keeps_the_others(
        self, run: Run, folder: Path, out: Path, more: list[str]
    ) -> None:
        run("report", folder, "--out", out)
        run("report", folder / "anchor.toml", folder / "harbour.toml", "--out", out, *more)
        assert last(run("report", folder, "--out", out)) == "3 cases: 0 written, 3 unchanged"
        assert sum(line["act"] == "disclosure" for line in read_access(folder / "quay.toml")[0]) == 1

    def test_another_format_is_named_in_its_entries(self, run: Run, folder: Path, out: Path) -> None:
        run("report", folder, "--out", out)
        run("report", folder, "--out", out, "--format", "json")
        assert sorted({line.get("format", "") for line in entries(out)}) == ["", "text"]
        assert len(entries(out)) == 6

    def test_what_is_gone_is_not_kept(self, run: Run, folder: Path, out: Path) -> None:
        run("report", folder, "--out", out)
        (out / "quay.summary.txt").unlink()
        (folder / "quay.toml").unlink()
        run("report", folder, "--out", out)
        assert [Path(line["case"]).stem for line in entries(out)] == ["anchor", "harbour"]

    def test_another_spelling_of_the_path_is_the_same_case(
        self, run: Run, folder: Path, out: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        run("report", folder, "--out", out)
        monkeypatch.chdir(folder.parent)
        assert last(run("report", "cases", "--out", out)) == "3 cases: 0 written, 3 unchanged"
        assert len(entries(out)) == 3

    def test_lines_that_cannot_be_understood_are_passed_over(self, run: Run, folder: Path, out: Path) -> None:
        run("report", folder, "--out", out)
        data = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
        data["cases"][0]["colour"] = "red"
        data["cases"][1]["case"] = 5
        (out / "manifest.json").write_text(json.dumps(data), encoding="utf-8")
        done = run("report", folder, "--out", out)
        assert done.stderr.count("print-not-ours") == 2
        data["cases"] = None
        (out / "manifest.json").write_text(json.dumps(data), encoding="utf-8")
        assert run("report", folder, "--out", out).stderr.count("print-not-ours") == 3


def test_a_foreign_file_of_the_name_is_left_alone(run: Run, folder: Path, out: Path) -> None:
    out.mkdir()
    (out / "quay.summary.txt").write_text("notes of mine", encoding="utf-8")
    (out / "manifest-old.json").write_text("{}", encoding="utf-8")
    done = run("report", folder, "--out", out, "--anew")
    assert (done.status, "print-not-ours" in done.stderr) == (1, True)
    assert (out / "quay.summary.txt").read_text(encoding="utf-8") == "notes of mine"
    assert len(read_access(folder / "quay.toml")[0]) == 0
    assert last(run("report", folder, "--out", out, "--anew")).startswith("3 cases: 2 written, 1 failed")


def test_a_run_that_was_killed_knows_its_prints(
    run: Run, folder: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Killed(BaseException):
        pass

    def stop(*_args: Any) -> None:
        raise Killed

    monkeypatch.setattr(report_written.Written, "_note", stop)
    monkeypatch.setattr(report_written.Written, "rest", lambda _self: ())
    with pytest.raises(Killed):
        report_written_go(run, folder, out)
    assert (out / "anchor.summary.txt").exists()
    assert {line["state"] for line in entries(out)} == {"not-reached"}
    head = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
    assert head["counts"] == {"not-reached": 3}
    assert not any("made_on" in line for line in entries(out))
    monkeypatch.undo()
    monkeypatch.setenv("SJTOOL_BY", "pc-4412")
    assert last(run("report", folder, "--out", out)) == "3 cases: 3 written"


def report_written_go(run: Run, folder: Path, out: Path) -> None:
    done = run("report", folder, "--out", out)
    if done.exception:
        raise done.exception


def test_the_manifest_is_written_now_and_then(
    run: Run, folder: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sizes = []
    write = report_written.write_manifest

    def spy(path: Path, manifest: Any, **more: str) -> None:
        sizes.append(sum(line.state == "written" for line in manifest.lines.values()))
        write(path, manifest, **more)

    monkeypatch.setattr(report_written, "SAVE_EVERY", 2)
    monkeypatch.setattr(report_written, "write_manifest", spy)
    monkeypatch.setattr(report_written, "monotonic", lambda: 0.0)
    run("report", folder, "--out", out)
    assert sizes[:2] == [0, 2]
    assert sizes[-1] == 3


def test_no_more_than_a_fiftieth_of_the_time_goes_into_the_manifest(
    run: Run, folder: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    took = []
    ticks = iter(range(1000))
    monkeypatch.setattr(report_written, "SAVE_EVERY", 1)
    monkeypatch.setattr(report_written, "monotonic", lambda: float(next(ticks)))
    monkeypatch.setattr(report_written, "write_manifest", lambda *_a, **_k: took.append(1))
    run("report", folder, "--out", out)
    assert len(took) == 2  # at the start, which took a second here, and at the end


@pytest.mark.skipif(os.name == "nt", reason="there every name is text")
def test_a_name_that_is_no_utf_8_goes_through(run: Run, folder: Path, out: Path) -> None:
    odd = os.fsdecode(os.fsencode(folder) + b"/caf\xe9.toml")
    os.rename(folder / "quay.toml", odd)  # noqa: PTH104 - as bytes it came
    assert last(run("report", folder, "--out", out)) == "3 cases: 3 written"
    assert last(run("report", folder, "--out", out)) == "3 cases: 0 written, 3 unchanged"
    assert "\\udce9.toml" in (out / "manifest.json").read_text(encoding="utf-8")
    assert run("report", folder, "--out", out, "--shard", "1/1").status == 0


class TestShardsOfOneRun:
    @pytest.mark.parametrize("more", [["--for", "court"], ["--as-at", "2026-03-04"], ["--where", "training=no"]])
    def test_another_order_is_another_run(self, run: Run, folder: Path, out: Path, more: list[str]) -> None:
        run("report", folder, "--out", out, "--shard", "1/2")
        run("report", folder, "--out", out, "--shard", "2/2", *more)
        done = run("report", out, "--merge")
        assert (done.status, "shards-not-whole" in done.stderr) == (3, True)
        assert not (out / "manifest.json").exists()

    def test_another_list_of_cases_is_another_run(self, run: Run, folder: Path, out: Path, make_case: Make) -> None:
        run("report", folder, "--out", out, "--shard", "1/2")
        make_case("wharf", folder=folder)
        run("report", folder, "--out", out, "--shard", "2/2")
        assert "run every shard again, with the same words" in run("report", out, "--merge").stderr
        run("report", folder, "--out", out, "--shard", "1/2")
        assert run("report", out, "--merge").status == 0
        assert len(entries(out)) == 4

    def test_a_part_that_was_stopped_is_told(
        self, run: Run, folder: Path, out: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def stop(*_args: Any) -> None:
            raise KeyboardInterrupt

        run("report", folder, "--out", out, "--shard", "1/2")
        with monkeypatch.context() as stopped:
            stopped.setattr(report_written.Written, "count", stop)
            stopped.setattr(report_written.Written, "_note", lambda *_args: None)
            assert run("report", folder, "--out", out, "--shard", "2/2").status == 130
        done = run("report", out, "--merge")
        assert done.status == 1
        assert re.search(r"3 cases, 0 failed, [12] not reached\)", done.stderr)

    def test_a_merge_keeps_what_the_folder_had(self, run: Run, folder: Path, out: Path) -> None:
        run("report", folder, "--out", out, "--report", "safety-plan")
        for number in (1, 2):
            run("report", folder, "--out", out, "--shard", f"{number}/2")
        assert run("report", out, "--merge").status == 0
        assert sorted(line.get("report", "") for line in entries(out)) == ["", "", "", *["safety-plan"] * 3]

    @pytest.mark.parametrize("words", ["{", '{"schema": "other", "report": "summary", "format": "text"}'])
    def test_a_part_that_is_no_manifest(self, run: Run, folder: Path, out: Path, words: str) -> None:
        run("report", folder, "--out", out, "--shard", "1/1")
        (out / "manifest-1-of-1.json").write_text(words, encoding="utf-8")
        assert "shards-not-whole" in run("report", out, "--merge").stderr

    def test_a_part_that_an_earlier_version_wrote(self, run: Run, folder: Path, out: Path) -> None:
        run("report", folder, "--out", out, "--shard", "1/1")
        data = json.loads((out / "manifest-1-of-1.json").read_text(encoding="utf-8"))
        del data["run"]
        (out / "manifest-1-of-1.json").write_text(json.dumps(data), encoding="utf-8")
        assert "shards-not-whole" in run("report", out, "--merge").stderr


class TestLists:
    def test_a_list_with_a_nul_after_each(self, run: Run, folder: Path, out: Path) -> None:
        listed = f"{folder / 'quay.toml'}\0{folder / 'anchor.toml'}\0"
        assert last(run("report", "-", "--out", out, input=listed)) == "2 cases: 2 written"

    def test_a_list_with_a_byte_order_mark(self, run: Run, folder: Path, out: Path) -> None:
        assert last(run("report", "-", "--out", out, input=f"\ufeff{folder / 'quay.toml'}\n")) == "1 case: 1 written"

    def test_a_list_in_utf_16_is_refused(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        read = f"{folder / 'quay.toml'}\n".encode("utf-16").decode("utf-8", "surrogateescape")
        monkeypatch.setattr("sys.stdin", io.StringIO(read))
        with pytest.raises(SjtoolError, match="list-not-text"):
            find_cases(["-"])

    def test_what_stands_beside_cases_is_passed_over(self, run: Run, folder: Path, out: Path) -> None:
        beside = folder / "quay.victims.toml"
        beside.write_text('format = 1\ncase = "quay"\n', encoding="utf-8")
        listed = "\n".join(map(str, (beside, folder / "quay.kept-1.toml", folder / "quay.toml")))
        assert last(run("report", "-", "--out", out, input=listed)) == "1 case: 1 written"


class TestWordsOfTheCommand:
    @pytest.mark.parametrize(
        ("args", "code"),
        [
            (["--where", "level=hihg"], "unknown-value"),
            (["--where", "mappa_level=4"], "unknown-value"),
            (["--checks"], "checks-in-json-only"),
            (["--format", "pdf", "--json-lines"], "lines-are-json"),
            (["--for", ""], "recipient-empty"),
            (["--for", "  "], "recipient-empty"),
        ],
    )
    def test_what_comes_to_nothing_is_refused(self, run: Run, folder: Path, args: list[str], code: str) -> None:
        done = run("report", folder, *args)
        assert (done.status, done.stdout) == (2, "")
        assert f"error[{code}]" in done.stderr

    def test_a_slip_is_not_repeated_and_the_words_there_are_are_listed(self, run: Run, folder: Path) -> None:
        said = run("report", folder, "--where", "level=hihg").stderr
        assert "hihg" not in said
        assert "one of: high, low, medium, very-high" in said

    def test_nothing_is_a_value_too(self, run: Run, folder: Path, out: Path) -> None:
        assert last(run("report", folder, "--out", out, "--where", "level=")) == "3 cases: 3 written"


def test_a_log_has_no_words_of_a_case(run: Run, folder: Path, out: Path) -> None:
    break_case(folder / "quay.toml")
    done = run("report", folder / "quay.toml", "--for", "court", "--out", out / "quay.txt")
    assert (done.status, "unknown-key" in done.stderr) == (3, True)
    assert "a word of the case" not in done.stderr


class TestChangedRecords:
    @pytest.mark.parametrize("workers", ["1", "2"])
    def test_a_case_that_was_changed_is_told_each_night_and_stands_in_the_manifest(
        self, run: Run, folder: Path, out: Path, workers: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("sjtool.commands.pool.WORTH", 2)
        path = folder / "quay.toml"
        path.write_bytes(path.read_bytes().replace(b"Mr H", b"Mr X"))
        for _night in range(2):
            done = run("report", folder, "--out", out, "--workers", workers)
            told = f"1 case with records that were changed since they were recorded: {path}. See  sjtool verify CASE"
            assert (done.status, done.stderr.count(told)) == (0, 1)
            assert entry(out, "quay")["changed_records"] == 2
            assert "changed_records" not in entry(out, "anchor")
        assert told in run("report", folder, "--json-lines").stderr
        run("report", folder, "--out", out, "--where", "case=anchor")
        assert told in run("report", folder, "--out", out).stderr
