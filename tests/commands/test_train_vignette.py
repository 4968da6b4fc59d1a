"""A vignette tells no level that other commands hide, and can be had without what is kept back."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from sjtool.report.show_json import HIDDEN
from sjtool.store.append import Draft, Ledger
from sjtool.training.vignette_parts import split_page

Run = Callable[..., SimpleNamespace]
CASEFILES = Path(__file__).resolve().parents[2] / "casefiles"
PAGES = sorted(CASEFILES.glob("*.vignette.md"))


@pytest.fixture
def mill(tmp_path: Path) -> Path:
    path = tmp_path / "demo-mill.toml"
    shutil.copy(CASEFILES / path.name, path)
    return path


def test_levels_are_hidden_until_the_case_is_judged_as_everywhere(run: Run, mill: Path, tmp_path: Path) -> None:
    run("train", "start", mill, "--for", "t1", "--out", tmp_path)
    own = tmp_path / "demo-mill--t1.toml"
    sealed = run("train", "vignette", own, "--part", "sealed").stdout
    assert sealed.count(HIDDEN) == " ".join(run("show", own).stdout.split()).count(HIDDEN) == 2
    assert "**low**" not in sealed
    assert "**medium**" not in sealed
    judged = {"assessment": "a-001", "stage": "final", "level": "high", "likelihood": "low", "whom": "x"}
    Ledger(own).append([Draft("judgement", judged)], by="t1", at=datetime(2026, 11, 2, 9, tzinfo=UTC))
    sealed = run("train", "vignette", own, "--part", "sealed").stdout
    assert (HIDDEN in sealed, "**low**" in sealed) == (False, True)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_written_by_hand_comes_apart_where_it_is_sealed(run: Run, page: Path, tmp_path: Path) -> None:
    opened = run("train", "vignette", page, "--part", "open").stdout
    sealed = run("train", "vignette", page, "--part", "sealed", "--out", tmp_path / "sealed.md")
    assert sealed.status == 0
    kept = (tmp_path / "sealed.md").read_text(encoding="utf-8")
    assert "sealed sheet" not in "\n".join(line for line in opened.splitlines() if line.startswith("#")).casefold()
    assert "Sealed sheet: " in kept or "sealed sheet: " in kept
    assert not opened.rstrip().endswith("---")
    whole = page.read_text(encoding="utf-8")
    assert whole.startswith(opened.rstrip())
    assert whole.endswith(kept)
    assert len(opened) + len(kept) > len(whole) - 10


@pytest.mark.parametrize(
    "heading",
    [
        "## Folder two",
        "## Sealed sheet: later",
        "### Second call, after the first judgement",
        "# To open after your first judgement",
    ],
)
def test_what_is_handed_over_later_is_kept_back_by_its_heading(heading: str) -> None:
    page = f"# A page\n\nThe folder two of it is spoken of, and the sealed sheet.\n\n---\n\n{heading}\n\nThe rest.\n"
    found = split_page(page)
    assert found
    assert found[0].endswith("and the sealed sheet.\n")
    assert found[1] == f"{heading}\n\nThe rest.\n"


def test_the_parts_of_a_made_page_are_the_whole_of_it(run: Run, mill: Path) -> None:
    whole = run("train", "vignette", mill).stdout
    opened, sealed = (run("train", "vignette", mill, "--part", part).stdout for part in ("open", "sealed"))
    assert "".join(whole.split()) == "".join(f"{opened}---{sealed}".split())


def test_what_cannot_be_parted_is_refused(run: Run, mill: Path, tmp_path: Path, codes_of: Any) -> None:
    page = tmp_path / "page.md"
    page.write_text("# A page\n\nThe sealed sheet is spoken of here and nowhere kept.\n", encoding="utf-8")
    assert split_page(page.read_text(encoding="utf-8")) is None
    done = run("train", "vignette", page, "--part", "open")
    assert (done.status, codes_of(done), done.stdout) == (3, ["no-sealed-sheet"], "")
    done = run("train", "vignette", mill, "--part", "shut")
    assert (done.status, codes_of(done)) == (2, ["bad-part"])
