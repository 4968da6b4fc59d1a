"""`sjtool train generate`: files in a folder, the same on each run; broken ones; nothing replaced."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from sjtool.assess.crosscheck import build_crosscheck
from sjtool.loader import load_case
from sjtool.store.ledger import read_ledger
from sjtool.store.library import Library
from sjtool.training.broken import BROKEN
from sjtool.training.features import DIFFICULTIES, Features, read_features

Run = Callable[..., SimpleNamespace]


def hashes(folder: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.iterdir())}


def test_two_runs_give_the_same_bytes_and_so_do_two_processes(run: Run, tmp_path: Path) -> None:
    for name, more in (("one", ()), ("two", ()), ("three", ("--workers", 2))):
        done = run("train", "generate", "--seed", 4, "--count", 27, "--out", tmp_path / name, *more)
        assert done.status == 0
        assert done.stdout == ""
    assert hashes(tmp_path / "one") == hashes(tmp_path / "two") == hashes(tmp_path / "three")
    names = [path.name for path in sorted((tmp_path / "one").iterdir())]
    assert names[:2] == ["case-00001.toml", "case-00001.victims.toml"]
    assert len(names) == 54


def test_a_case_does_not_depend_on_how_many_are_made(run: Run, tmp_path: Path) -> None:
    run("train", "generate", "--seed", 4, "--count", 1, "--out", tmp_path / "few")
    run("train", "generate", "--seed", 4, "--count", 3, "--out", tmp_path / "more")
    run("train", "generate", "--seed", 5, "--count", 1, "--out", tmp_path / "other")
    few, more, other = (hashes(tmp_path / name) for name in ("few", "more", "other"))
    assert few.items() <= more.items()
    assert not set(few.values()) & set(other.values())


def test_a_folder_of_them_checks_clean_and_the_broken_ones_do_not_stop_it(
    run: Run, at_desk: Path, tmp_path: Path
) -> None:
    run("train", "generate", "--seed", 2, "--count", 2, "--out", tmp_path / "sound")
    assert run("check", tmp_path / "sound").status == 0
    done = run("train", "generate", "--seed", 2, "--count", 1, "--out", tmp_path / "all", "--broken", ",".join(BROKEN))
    assert "8 broken files" in done.stderr
    assert len(list((tmp_path / "all").glob("broken-*.toml"))) == len(BROKEN)
    checked = run("check", tmp_path / "all")
    assert checked.status == 1
    assert "case-00001" not in checked.stdout.split("broken-")[0]
    for kind in BROKEN:
        assert f"broken-{kind}-00001.toml" in checked.stdout


def test_features_records_and_the_first_day_reach_the_cases(run: Run, tmp_path: Path) -> None:
    words = ("--features", "woman,discrepancies=2", "--records", 700, "--from", "2030-03-04")
    run("train", "generate", "--seed", 1, "--count", 1, "--out", tmp_path / "out", *words)
    links = read_ledger(tmp_path / "out" / "case-00001.toml").links
    assert len(links) >= 700
    assert links[0].table["at"].year == 2030
    assert next(link for link in links if link.table.get("roles") == ["subject"]).table["gender"] == "female"


def test_what_is_there_is_never_replaced(run: Run, tmp_path: Path) -> None:
    words = ("train", "generate", "--seed", 1, "--count", 2, "--out", tmp_path / "out")
    assert run(*words).status == 0
    before = hashes(tmp_path / "out")
    assert run(*words).status == 0
    path = tmp_path / "out" / "case-00002.toml"
    path.write_bytes(path.read_bytes() + b"# my own work\n")
    again = run(*words)
    assert again.status == 3
    assert "error[case-exists]" in again.stderr
    after = hashes(tmp_path / "out")
    assert path.read_bytes().endswith(b"# my own work\n")
    assert {name for name in before if before[name] != after[name]} == {"case-00002.toml"}


@pytest.mark.skipif(os.name == "nt", reason="rights are those of the folder")
def test_new_files_are_for_their_owner_only(run: Run, tmp_path: Path) -> None:
    run("train", "generate", "--seed", 1, "--count", 1, "--out", tmp_path / "out")
    assert {path.stat().st_mode & 0o777 for path in (tmp_path / "out").iterdir()} == {0o600}


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--count", 0), "bad-size"),
        (("--count", 1_000_000), "bad-size"),
        (("--records", 5001), "bad-size"),
        (("--workers", 0), "bad-size"),
        (("--features", "nothing"), "bad-feature"),
        (("--broken", "torn"), "bad-flaw"),
        (("--from", "tomorrow"), "bad-date"),
        (("--from", "9999-01-01"), "bad-date"),
    ],
)
def test_wrong_words_are_wrong_usage_and_write_nothing(
    words: tuple[object, ...], code: str, run: Run, tmp_path: Path
) -> None:
    done = run("train", "generate", "--seed", 1, "--out", tmp_path / "out", *words)
    assert done.status == 2
    assert f"error[{code}]" in done.stderr
    assert not (tmp_path / "out").exists()


def test_a_file_in_place_of_the_folder_is_refused(run: Run, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("x", encoding="utf-8")
    done = run("train", "generate", "--seed", 1, "--out", tmp_path / "out")
    assert done.status == 3
    assert "error[not-saved]" in done.stderr


def test_the_help_names_every_feature(run: Run) -> None:
    shown = "".join(run("train", "generate", "--help").stdout.split())  # narrow help breaks words at their hyphens
    for word in ("discrepancies", "first-judgement-only", "newer-format"):
        assert word in shown
    assert "generate" in run("train", "--help").stdout


def differing(path: Path) -> int:
    """Items at which the adults differ, as crosscheck counts them."""
    loaded, problems = load_case(path, Library())
    assert problems == []
    rows = build_crosscheck(loaded.standing, loaded.question_sets["section-12@1.0.0"], "section-12@1.0.0")
    return len({row.ref for row in rows if row.outcome == "differ"})


def test_a_harder_case_has_more_differences(run: Run, tmp_path: Path) -> None:
    found = []
    for level in range(1, 6):
        out = tmp_path / str(level)
        assert run("train", "generate", "--seed", 8, "--out", out, "--difficulty", level).status == 0
        found.append(differing(out / "case-00001.toml"))
    assert found == sorted(set(found)) == [numbers[0] for numbers in DIFFICULTIES.values()]


def test_what_is_named_wins_over_the_difficulty(run: Run, tmp_path: Path) -> None:
    words = ("train", "generate", "--seed", 8, "--difficulty", 5)
    run(*words, "--out", tmp_path / "one", "--features", "discrepancies=1")
    assert differing(tmp_path / "one" / "case-00001.toml") == 1
    named = "discrepancies=12,refusals=9,stale-ratings=8,overdue-actions=7"
    run(*words, "--out", tmp_path / "two")
    run("train", "generate", "--seed", 8, "--out", tmp_path / "three", "--features", named)
    assert hashes(tmp_path / "two") == hashes(tmp_path / "three")
    assert read_features("stale-ratings=0,unsigned", 5) == Features(12, 9, 0, 7, unsigned=True)


def test_no_difficulty_changes_nothing_and_none_beyond_five(run: Run, tmp_path: Path) -> None:
    run("train", "generate", "--seed", 8, "--out", tmp_path / "one")
    run("train", "generate", "--seed", 8, "--out", tmp_path / "two", "--difficulty", 0)
    assert hashes(tmp_path / "one") == hashes(tmp_path / "two")
    for level in (-1, 6):
        done = run("train", "generate", "--seed", 8, "--out", tmp_path / "three", "--difficulty", level)
        assert (done.status, "error[bad-size]" in done.stderr) == (2, True)
    assert not (tmp_path / "three").exists()


def test_a_vignette_goes_with_each_sound_case_whoever_shares_the_work(run: Run, tmp_path: Path) -> None:
    words = ("train", "generate", "--seed", 4, "--count", 2, "--broken", "truncated", "--vignette")
    run(*words, "--out", tmp_path / "one")
    run(*words, "--out", tmp_path / "two", "--workers", 2)
    run("train", "generate", "--seed", 4, "--count", 2, "--broken", "truncated", "--out", tmp_path / "plain")
    made, plain = hashes(tmp_path / "one"), hashes(tmp_path / "plain")
    assert made == hashes(tmp_path / "two")
    assert plain.items() <= made.items()
    assert sorted(set(made) - set(plain)) == ["case-00001.vignette.md", "case-00002.vignette.md"]
    page = (tmp_path / "one" / "case-00001.vignette.md").read_bytes()
    assert b"\r" not in page
    shown = run("train", "vignette", tmp_path / "one" / "case-00001.toml")
    assert shown.stdout == page.decode("utf-8")


def test_train_vignette_writes_a_new_file_and_replaces_none(run: Run, tmp_path: Path) -> None:
    run("train", "generate", "--seed", 4, "--out", tmp_path / "out")
    case, page = tmp_path / "out" / "case-00001.toml", tmp_path / "page.md"
    assert run("train", "vignette", case, "--out", page).status == 0
    assert run("train", "vignette", case, "--out", page).status == 0
    page.write_text("gone over by hand\n", encoding="utf-8")
    done = run("train", "vignette", case, "--out", page)
    assert (done.status, "error[file-exists]" in done.stderr) == (3, True)
    assert page.read_text(encoding="utf-8") == "gone over by hand\n"


def test_train_vignette_takes_no_real_case(run: Run, make_case: Callable[..., Path]) -> None:
    done = run("train", "vignette", make_case("real"))
    assert (done.status, done.stdout) == (3, "")
    assert "error[not-a-training-case]" in done.stderr
