"""`sjtool sets` and `sjtool demo`: what may be asked and rated with, and cases to try it on."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from sjtool.store.library import Library

pytestmark = pytest.mark.usefixtures("at_desk")
SHIPPED = Path(__file__).resolve().parents[2] / "templates"
LIBRARY = Library()
NEWEST = {LIBRARY.newest(found.id).ref for found in LIBRARY.found.values()}  # type: ignore[union-attr]
"""What is listed: of a template in several versions the newest."""
KINDS = sorted({found.id for found in LIBRARY.found.values()})


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A force's own folder, with a set of its own that has faults."""
    folder = tmp_path / "own"
    folder.mkdir()
    text = (SHIPPED / "factor-sets" / "acute@1.0.0.toml").read_text("utf-8")
    text = text.replace('id = "acute"', 'id = "acute-own"', 1).replace(
        'pinpoint = "Factors to be monitored, factor 1 of 8"', 'pinpoint = " "', 1
    )
    (folder / "acute-own@1.0.0.toml").write_text(text, encoding="utf-8")
    return folder


class TestList:
    def test_each_template_is_told_with_purpose_standing_and_whose_it_is(self, run: Any) -> None:
        done = run("sets", "list")
        assert done.status == 0
        for ref in NEWEST:
            assert ref in done.stdout
        assert "33 questions · asked of the person, the partner · published · shipped" in done.stdout
        assert "8 factors · rated for the person under assessment · editorial · shipped" in done.stdout
        assert "9 entries · to tick · published · shipped" in done.stdout
        assert done.stdout.index("Question sets:") < done.stdout.index("Factor sets:") < done.stdout.index("Menus")
        assert all(len(line) <= 80 for line in done.stdout.split("\n"))

    def test_json_says_the_same_to_a_script(self, run: Any) -> None:
        told = json.loads(run("sets", "list", "--json").stdout)["templates"]
        assert {t["ref"] for t in told} == NEWEST
        assert all(len(t["sha256"]) == 64 and t["licence"] for t in told)

    def test_one_kind_may_be_listed_by_itself(self, run: Any, codes_of: Any) -> None:
        told = json.loads(run("sets", "list", "--kind", "menu", "--json").stdout)["templates"]
        assert {t["kind"] for t in told} == {"menu"}
        assert len(told) == 14
        assert codes_of(run("sets", "list", "--kind", "form")) == ["bad-kind"]

    def test_a_force_may_bring_its_own(self, run: Any, own: Path) -> None:
        assert "acute-own@1.0.0" in run("sets", "list", "--templates", own).stdout
        assert "· own" in run("sets", "list", "--templates", own).stdout

    def test_a_folder_of_templates_that_is_not_there_is_told(self, run: Any, codes_of: Any, tmp_path: Path) -> None:
        done = run("sets", "list", "--templates", tmp_path / "nowhere")
        assert (done.status, codes_of(done)) == (3, ["folder-missing"])


class TestShow:
    @pytest.mark.parametrize("name", KINDS)
    def test_a_template_is_shown_whole_within_the_screen(self, name: str, run: Any) -> None:
        done = run("sets", "show", name)
        assert done.status == 0
        assert done.stdout.startswith(f"{LIBRARY.find(name).ref}   ")
        assert "licence: " in done.stdout
        assert max(map(len, done.stdout.split("\n"))) <= 80

    def test_one_item_is_shown_with_both_wordings_its_reason_and_its_source(self, run: Any) -> None:
        done = run("sets", "show", "section-12", "1")
        flat = " ".join(done.stdout.split())
        for label in (
            "ask: ",
            "hours, partner: ",
            "why: ",
            "look for: ",
            "mark: ",
            "source: ",
            "[asked of both; editorial]",
        ):
            assert label in flat
        assert "Disruption" not in flat
        first = " ".join(run("sets", "show", "section-12", "13").stdout.split())
        assert "clear it with the police first" in first

    def test_one_factor_is_shown_with_its_anchors(self, run: Any) -> None:
        flat = " ".join(run("sets", "show", "acute", "hostility").stdout.split())
        for label in (
            "None seen: ",
            "Act now: ",
            "raises concern when: present, act-now",
            "act now: ",
            "anchors editorial",
        ):
            assert label in flat

    def test_json_is_the_template_itself(self, run: Any) -> None:
        told = json.loads(run("sets", "show", "section-12", "--json").stdout)
        assert len(told["item"]) == 33
        assert told["set"]["id"] == "section-12"

    def test_marks_of_a_force_are_shown_with_their_reasons(self, run: Any, tmp_path: Path) -> None:
        folder = tmp_path / "own"
        folder.mkdir()
        (folder / "section-12-marks@1.0.0.toml").write_text(MARKS, encoding="utf-8")
        done = run("sets", "show", "section-12-marks", "--templates", folder)
        assert "1: asked of both. as in the original" in done.stdout
        assert "1 mark · published · own" in run("sets", "list", "--templates", folder).stdout

    @pytest.mark.parametrize(
        ("words", "status", "code"),
        [
            (("tarot",), 3, "unknown-template"),
            (("acute", "luck"), 2, "no-such-item"),
            (("arms@9.9.9",), 3, "unknown-template"),
        ],
    )
    def test_what_is_not_there_is_told(
        self, words: tuple[str, ...], status: int, code: str, run: Any, codes_of: Any
    ) -> None:
        done = run("sets", "show", *words)
        assert (done.status, codes_of(done)) == (status, [code])


MARKS = """
[set]
id = "section-12-marks"
version = "1.0.0"
kind = "marks"
title = "Marks of the force"
marks_of = "section-12"
standing = "published"
standing_note = "The original marks."
licence = "ours"
source = "paper"

[[source]]
id = "paper"
title = "The paper"
publisher = "The board"
published = "2018"
locator = "shelf"
licence = "none"
standing = "published"

[[mark]]
item = "1"
asks = "partner"
standing = "published"
reason = "as in the original"
"""


class TestCheck:
    def test_what_is_shipped_is_fit_to_be_used(self, run: Any) -> None:
        done = run("sets", "check")
        assert (done.status, done.stdout.strip()) == (0, f"{len(LIBRARY.found)} templates checked, 0 problems")

    def test_a_fault_is_told_with_its_line(self, run: Any, own: Path, codes_of: Any) -> None:
        done = run("sets", "check", "--templates", own)
        assert (done.status, codes_of(done)) == (1, ["template-unfit"])
        path = own / "acute-own@1.0.0.toml"
        line = path.read_text("utf-8").split("\n").index('pinpoint = " "') + 1
        assert f"{path}:{line}: error[template-unfit]: there is no pinpoint" in done.stderr

    def test_only_what_is_named_is_checked(self, run: Any, own: Path) -> None:
        done = run("sets", "check", "acute", "arms@1.0.0", "--templates", own)
        assert (done.status, done.stdout.strip()) == (0, "2 templates checked, 0 problems")

    def test_a_file_that_is_no_template_is_a_finding_and_the_rest_is_checked(
        self, run: Any, own: Path, codes_of: Any
    ) -> None:
        (own / "odd@1.0.0.toml").write_text("[set]\nid = 'odd'\n", encoding="utf-8")
        (own / "key@1.0.0.toml").write_text(
            (own / "acute-own@1.0.0.toml").read_text("utf-8") + "\nodd = 1\n", encoding="utf-8"
        )
        shutil.copy(SHIPPED / "instruments" / "arms@1.0.0.toml", own / "named@1.0.0.toml")
        done = run("sets", "check", "--templates", own)
        assert done.status == 1
        assert {"template-kind", "template-name", "template-unfit"} <= set(codes_of(done))


class TestDemo:
    def test_the_demo_cases_are_copied_and_work(self, run: Any, tmp_path: Path) -> None:
        done = run("demo", tmp_path / "my cases")
        assert done.status == 0
        copied = sorted(p.name for p in (tmp_path / "my cases").glob("*.toml"))
        assert copied == sorted(p.name for p in (SHIPPED.parent / "casefiles").glob("*.toml"))
        assert f"sjtool next '{tmp_path / 'my cases' / 'demo-quay.toml'}'" in done.stderr
        for path in (tmp_path / "my cases").glob("*.toml"):
            assert run("next", path).status == 0
            assert run("verify", path).status == 0

    def test_what_is_there_is_left_as_it_is(self, run: Any, tmp_path: Path) -> None:
        run("demo", tmp_path)
        changed = tmp_path / "demo-harbour.toml"
        changed.write_text("mine", encoding="utf-8")
        done = run("demo", tmp_path)
        assert done.status == 0
        assert changed.read_text("utf-8") == "mine"
        assert f"{changed} is there already; it was left as it is." in done.stderr
        assert "0 files copied" in done.stderr

    def test_a_folder_that_cannot_be_made_is_told(self, run: Any, tmp_path: Path, codes_of: Any) -> None:
        (tmp_path / "file").write_text("x", encoding="utf-8")
        done = run("demo", tmp_path / "file" / "folder")
        assert (done.status, codes_of(done)) == (3, ["not-saved"])
