"""A folder of prints over time: from another place, after a move, with prints altered and cases gone, and pipes."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sjtool.commands.report_manifest import hash_file
from sjtool.commands.report_paths import Paths
from sjtool.store.access import read_access

Run = Callable[..., Any]
Make = Callable[..., Path]
NAMES = ("anchor", "berth", "quay")
UNCHANGED = "3 cases: 0 written, 3 unchanged"


@pytest.fixture
def tree(tmp_path: Path, make_case: Make, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with `cases` in it, and the run made there."""
    root = tmp_path / "tree"
    (root / "cases").mkdir(parents=True)
    for name in NAMES:
        make_case(name, folder=root / "cases")
    monkeypatch.chdir(root)
    return root


def data(out: Path, name: str = "manifest.json") -> dict[str, Any]:
    found: dict[str, Any] = json.loads((out / name).read_text(encoding="utf-8"))
    return found


def last(done: Any) -> str:
    return str(done.stderr.rstrip().split("\n")[-1])


def disclosures(case: Path) -> int:
    return sum(line["act"] == "disclosure" for line in read_access(case)[0])


class TestFromElsewhere:
    def test_the_cases_are_known_again(self, run: Run, tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        run("report", "cases", "--out", "prints")
        assert [line["case"] for line in data(tree / "prints")["cases"]] == [f"../cases/{name}.toml" for name in NAMES]
        monkeypatch.chdir(tree / "cases")
        assert last(run("report", ".", "--out", "../prints")) == UNCHANGED
        monkeypatch.chdir(tree.parent)
        assert last(run("report", "tree/cases", "--out", "tree/prints")) == UNCHANGED
        assert last(run("report", tree / "cases", "--out", "tree/prints")) == UNCHANGED
        assert disclosures(tree / "cases" / "quay.toml") == 1
        assert len(data(tree / "prints")["cases"]) == 3

    def test_other_cases_of_the_folder_stay(self, run: Run, tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        run("report", "cases", "--out", "prints")
        monkeypatch.chdir(tree.parent)
        run("report", "tree/cases/quay.toml", "tree/cases/berth.toml", "--out", "tree/prints")
        assert {line["case"] for line in data(tree / "prints")["cases"]} == {f"../cases/{name}.toml" for name in NAMES}

    def test_a_moved_tree_is_the_same(self, run: Run, tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        run("report", "cases", "--out", "prints")
        monkeypatch.chdir(tree.parent)
        tree.rename(tree.parent / "moved")
        assert last(run("report", "moved/cases", "--out", "moved/prints")) == UNCHANGED

    def test_what_was_named_whole_stays_whole(self, run: Run, tree: Path) -> None:
        run("report", tree / "cases", "--out", "prints")
        assert data(tree / "prints")["cases"][0]["case"] == str(tree / "cases" / "anchor.toml")
        assert last(run("report", "cases", "--out", "prints")) == UNCHANGED

    def test_shards_are_joined_from_elsewhere(self, run: Run, tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        run("report", "cases", "--out", "prints", "--shard", "1/2")
        monkeypatch.chdir(tree.parent)
        run("report", "tree/cases", "--out", "tree/prints", "--shard", "2/2")
        monkeypatch.chdir(tree / "cases")
        assert run("report", "../prints", "--merge").status == 0
        monkeypatch.chdir(tree)
        assert {line["case"] for line in data(tree / "prints")["cases"]} == {f"../cases/{name}.toml" for name in NAMES}
        assert last(run("report", "cases", "--out", "prints")) == UNCHANGED

    def test_an_earlier_manifest_has_its_paths_from_here(
        self, run: Run, tree: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        run("report", "cases", "--out", "prints")
        old = data(tree / "prints")
        del old["paths"]
        for line in old["cases"]:
            line["case"] = line["case"].removeprefix("../")
        (tree / "prints" / "manifest.json").write_text(json.dumps(old), encoding="utf-8")
        assert last(run("report", "cases", "--out", "prints")) == UNCHANGED
        (tree / "prints" / "manifest.json").write_text(json.dumps(old), encoding="utf-8")
        monkeypatch.chdir(tree.parent)
        assert last(run("report", "tree/cases", "--out", "tree/prints")) == "3 cases: 3 written"
        assert len(data(tree / "prints")["cases"]) == 3

    @pytest.mark.skipif(os.name == "nt", reason="links need rights there")
    def test_a_folder_behind_a_link(self, run: Run, tree: Path) -> None:
        (tree / "far" / "prints").mkdir(parents=True)
        (tree / "link").symlink_to(tree / "far" / "prints")
        run("report", "cases", "--out", "link")
        assert data(tree / "link")["cases"][0]["case"] == "../../cases/anchor.toml"
        assert last(run("report", "cases", "--out", "far/prints")) == UNCHANGED


def test_where_there_is_no_way_from_one_drive_to_another(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def refuse(*_args: str) -> str:
        raise ValueError

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(os.path, "relpath", refuse)
    assert Path(Paths(tmp_path / "out").in_file("a.toml")) == Path(os.path.realpath(tmp_path)) / "a.toml"


def test_a_print_altered_at_the_same_length_is_made_again(run: Run, tree: Path) -> None:
    run("report", "cases", "--out", "prints")
    path = tree / "prints" / "quay.summary.txt"
    whole = path.read_bytes()
    path.write_bytes(whole.replace(b"summary", b"SUMMARY"))
    assert last(run("report", "cases", "--out", "prints")) == "3 cases: 1 written, 2 unchanged"
    assert b"SUMMARY" not in path.read_bytes()


class TestCasesThatAreGone:
    def test_their_prints_are_named_and_marked(self, run: Run, tree: Path) -> None:
        run("report", "cases", "--out", "prints")
        (tree / "cases" / "quay.toml").unlink()
        (tree / "cases" / "berth.toml").unlink()
        for _again in range(2):
            done = run("report", "cases", "--out", "prints")
            assert "2 prints of cases that are no longer there: berth.summary.txt, quay.summary.txt" in done.stderr
            assert (done.status, last(done)) == (0, "1 case: 0 written, 1 unchanged")
        stale = {Path(line["case"]).stem for line in data(tree / "prints")["cases"] if line.get("stale")}
        assert stale == {"berth", "quay"}

    def test_one_that_comes_back_is_unchanged(self, run: Run, tree: Path) -> None:
        run("report", "cases", "--out", "prints")
        (tree / "cases" / "quay.toml").rename(tree / "quay.toml")
        run("report", "cases", "--out", "prints")
        (tree / "quay.toml").rename(tree / "cases" / "quay.toml")
        done = run("report", "cases", "--out", "prints")
        assert (last(done), "no longer there" in done.stderr) == (UNCHANGED, False)
        assert not any("stale" in line for line in data(tree / "prints")["cases"])

    def test_a_renamed_case_is_not_gone(self, run: Run, tree: Path) -> None:
        run("report", "cases", "--out", "prints")
        (tree / "cases" / "quay.toml").rename(tree / "cases" / "pier.toml")
        assert "no longer there" not in run("report", "cases", "--out", "prints").stderr

    def test_cases_of_another_folder_are_not_looked_for(self, run: Run, tree: Path, make_case: Make) -> None:
        run("report", "cases", "--out", "prints")
        (tree / "cases" / "quay.toml").unlink()
        (tree / "more").mkdir()
        make_case("wharf", folder=tree / "more")
        assert "no longer there" not in run("report", "more", "--out", "prints").stderr


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no such pipes there")
class TestAPipeAmongCases:
    def test_it_fails_and_hangs_nothing(self, run: Run, tree: Path) -> None:
        os.mkfifo(tree / "cases" / "z.toml")
        done = run("report", "cases", "--out", "prints")
        assert (done.status, "error[not-a-file]" in done.stderr) == (1, True)
        assert "4 cases: 3 written, 1 failed" in last(done)
        assert run("report", "cases", "--out", "prints", "--shard", "1/1").status == 1

    def test_named_alone(self, run: Run, tree: Path) -> None:
        os.mkfifo(tree / "cases" / "z.toml")
        done = run("report", tree / "cases" / "z.toml", "--out", "q.txt")
        assert (done.status, "error[not-a-file]" in done.stderr) == (3, True)

    def test_in_place_of_a_print(self, run: Run, tree: Path) -> None:
        run("report", "cases", "--out", "prints")
        (tree / "prints" / "quay.summary.txt").unlink()
        os.mkfifo(tree / "prints" / "quay.summary.txt")
        assert hash_file(str(tree / "prints" / "quay.summary.txt")) == ""
        assert last(run("report", "cases", "--out", "prints")) == "3 cases: 1 written, 2 unchanged"
