"""`sjtool sets diff`: two templates compared in words, old and new in full, exit 1 where they differ."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from sjtool.assess.template_diff import TOPICS
from sjtool.model import template
from sjtool.report.template_diff_text import _KEY_WORDS, HEADINGS
from sjtool.store.library import Library

pytestmark = pytest.mark.usefixtures("at_desk")
SHIPPED = Path(__file__).resolve().parents[2] / "templates"
ACUTE = (SHIPPED / "factor-sets" / "acute@1.0.0.toml").read_text("utf-8")
PLAN = (SHIPPED / "menus" / "safety-plan@1.0.0.toml").read_text("utf-8")
ENTRY = "\n[[entry]]\n"
ITEM = "How cut off from other people are you, if at all?"


def changed(text: str, *pairs: tuple[str, str]) -> str:
    """The text with the first of each replaced; each must be there."""
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new, 1)
    return text


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A force's folder with a next version of two shipped templates."""
    folder = tmp_path / "own"
    folder.mkdir()
    text = changed(
        ACUTE,
        ('version = "1.0.0"', 'version = "1.1.0"'),
        ('raises_concern_when = ["present", "act-now"]', 'raises_concern_when = ["emerging", "present", "act-now"]'),
        ('title = "Emerging"', 'title = "First signs"'),
        ('standing = "to-verify"', 'standing = "published"'),
    )
    (folder / "acute@1.1.0.toml").write_text(text, encoding="utf-8")
    text = changed(
        (SHIPPED / "question-sets" / "section-12@1.0.0.toml").read_text("utf-8"),
        ('version = "1.0.0"', 'version = "1.1.0"'),
        (ITEM, "How alone are you?"),
    )
    (folder / "section-12@1.1.0.toml").write_text(text, encoding="utf-8")
    return folder


def test_what_changes_findings_comes_first_and_says_so(run: Any, own: Path) -> None:
    done = run("sets", "diff", "acute@1.0.0", "acute@1.1.0", "--templates", own)
    assert done.status == 1
    assert done.stdout == (
        "acute@1.0.0 → acute@1.1.0   Acute factors at each contact\n"
        "  3 changes; what changes meaning comes first.\n"
        "\n"
        "What raises a finding\n"
        "  factor victim-access (Access to actual or potential victims): labels that\n"
        "    raise concern changed\n"
        "      was: present, act-now\n"
        "      now: emerging, present, act-now\n"
        '      This changes findings: rated "emerging" it raises concern now.\n'
        "\n"
        "What a rating means\n"
        "  scale acute (At this contact), label emerging (First signs): title changed\n"
        "      was: Emerging\n"
        "      now: First signs\n"
        "\n"
        "Sources, licence and standing\n"
        "  source efp: standing changed\n"
        "      was: to-verify\n"
        "      now: published\n"
    )


def test_a_bare_id_is_its_newest_version(run: Any, own: Path) -> None:
    done = run("sets", "diff", "section-12@1.0.0", "section-12", "--templates", own)
    assert done.status == 1
    assert done.stdout.startswith("section-12@1.0.0 → section-12@1.1.0   ")
    assert (
        f"item 6 (Social isolation): wording changed\n      was: {ITEM}\n      now: How alone are you?\n" in done.stdout
    )
    assert run("sets", "diff", "section-12", "section-12@1.1.0", "--templates", own).status == 0


def test_what_is_alike_but_for_its_version_is_told_with_nothing_to_do(run: Any, own: Path) -> None:
    copy = own / "acute@2.0.0.toml"
    copy.write_text(changed(ACUTE, ('version = "1.0.0"', 'version = "2.0.0"'), ("# Eight", "# 8")), encoding="utf-8")
    done = run("sets", "diff", "acute@1.0.0", "acute", "--templates", own)
    assert (done.status, done.stderr) == (0, "")
    assert done.stdout.endswith("\n  They are alike in everything but id and version.\n")


def test_files_are_compared_under_any_name(run: Any, own: Path) -> None:
    draft = Path("own", "my draft.toml")
    shutil.move(own / "acute@1.1.0.toml", draft)
    done = run("sets", "diff", "acute", draft)
    assert done.status == 1
    assert f"({draft})" in " ".join(done.stdout.split())
    assert "This changes findings" in done.stdout
    assert run("sets", "diff", draft, draft).status == 0


@pytest.fixture
def against(run: Any, tmp_path: Path) -> Any:
    """`against("safety-plan", text)`: what is told of a shipped template and a file of this text."""

    def compare(ref: str, text: str) -> str:
        (tmp_path / "draft.toml").write_text(text, encoding="utf-8")
        done = run("sets", "diff", ref, tmp_path / "draft.toml")
        assert done.status == 1
        return str(done.stdout)

    return compare


class TestEachWayOfChanging:
    def test_what_went_is_told_with_what_it_was(self, against: Any) -> None:
        head, _first, *rest = PLAN.split(ENTRY)
        told = against("safety-plan", ENTRY.join([head, *rest]))
        assert "  entry supervision (Supervision): removed\n      was: When and how the person is with" in told
        assert "now: " not in told

    def test_what_came_is_told_with_what_it_is(self, against: Any) -> None:
        last = PLAN.split(ENTRY)[-1]
        new = f"{PLAN}{ENTRY}" + changed(last, ('id = "', 'id = "new-'), ('title = "', 'title = "New: '))
        told = against("safety-plan", new)
        assert "): added\n      now: " in told
        assert "was: " not in told

    def test_another_id_is_told_with_both(self, against: Any) -> None:
        told = against("safety-plan", changed(PLAN, ('id = "supervision"', 'id = "watched"')))
        assert "  entry watched (Supervision): has another id\n      was: supervision\n      now: watched\n" in told

    def test_a_move_is_told_with_both_places(self, against: Any) -> None:
        head, first, second, *rest = PLAN.split(ENTRY)
        told = against("safety-plan", ENTRY.join([head, second, first, *rest]))
        assert "entry supervision (Supervision): moved\n      was: first\n      now: after home-environment\n" in told
        assert "1 change; " in told

    def test_what_was_not_there_is_called_nothing(self, against: Any) -> None:
        told = against("safety-plan", changed(PLAN, ('id = "supervision"', 'id = "supervision"\ncaution = "No."')))
        assert "(Supervision): caution changed\n      was: (nothing)\n      now: No.\n" in told

    def test_an_anchor_that_came_is_told_as_one(self, against: Any) -> None:
        told = against("acute", changed(ACUTE, ("[factor.anchors]\n", '[factor.anchors]\nodd = "Odd."\n')))
        assert "label odd:\n    anchor added\n      now: Odd.\n" in told

    def test_prompts_that_came_are_told_as_such(self, against: Any) -> None:
        text = (SHIPPED / "question-sets" / "section-12@1.0.0.toml").read_text("utf-8")
        text = changed(text, ('id = "6"\n', 'id = "6"\nfollow_up_by = { partner = ["At night?"] }\n'))
        told = against("section-12", text)
        assert "item 6 (Social isolation), partner: prompts for one role added\n      now: At night?\n" in told


def test_no_line_is_wider_than_the_screen_and_no_word_is_lost(run: Any) -> None:
    done = run("sets", "diff", "safety-plan", "reactive-checks")
    assert done.status == 1
    assert max(map(len, done.stdout.split("\n"))) <= 80
    flat = " ".join(done.stdout.split())
    for entry in (*Library().menu("safety-plan").entry, *Library().menu("reactive-checks").entry):
        assert " ".join(entry.text.split()) in flat


def test_json_holds_every_change_and_what_was_compared(run: Any, own: Path) -> None:
    done = run("sets", "diff", "acute@1.0.0", "acute@1.1.0", "--json", "--templates", own)
    told = json.loads(done.stdout)
    library = Library(own)
    assert (done.status, told["kind"], told["alike"]) == (1, "factor-set", False)
    assert told["old"] == {"ref": "acute@1.0.0", "sha256": library.read("acute@1.0.0").sha256}
    assert told["new"] == {"ref": "acute@1.1.0", "sha256": library.read("acute@1.1.0").sha256}
    assert [change["topic"] for change in told["changes"]] == ["findings", "scales", "standing"]
    assert told["changes"][1] == {
        "topic": "scales",
        "kind": "changed",
        "where": "scale acute (At this contact), label emerging (First signs)",
        "key": "title",
        "old": "Emerging",
        "new": "First signs",
        "note": None,
    }
    alike = run("sets", "diff", "acute", "acute", "--json")
    assert (alike.status, json.loads(alike.stdout)["alike"], json.loads(alike.stdout)["changes"]) == (0, True, [])


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("section-12", "acute"), "wrong-template"),
        (("acute", "tarot"), "unknown-template"),
        (("acute@9.9.9", "acute"), "unknown-template"),
        (("acute", "nowhere.toml"), "file-missing"),
    ],
)
def test_what_cannot_be_compared_is_refused(words: tuple[str, ...], code: str, run: Any, codes_of: Any) -> None:
    done = run("sets", "diff", *words)
    assert (done.status, codes_of(done), done.stdout) == (3, [code], "")


def test_the_two_kinds_are_named(run: Any) -> None:
    said = run("sets", "diff", "section-12", "acute").stderr
    assert "section-12@1.0.0 is of the kind question set, and acute@1.0.0 of the kind factor set" in said


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("set = 1\n", ["template-kind"]),
        ("[set\n", ["not-toml"]),
        (ACUTE.replace('side = "acute"', 'side = "left"', 1).replace('purpose = "', 'porpoise = "', 1), None),
    ],
)
def test_a_file_that_is_no_template_is_refused(text: str, codes: Any, run: Any, codes_of: Any, tmp_path: Path) -> None:
    path = tmp_path / "odd.toml"
    path.write_text(text, encoding="utf-8")
    done = run("sets", "diff", "acute", path)
    assert done.status == 3
    assert codes_of(done) == (codes or ["key-missing", "unknown-key", "value-wrong-kind"])
    assert str(path) in done.stderr


def test_every_topic_has_a_heading_and_every_key_that_is_named_is_one() -> None:
    parts = [part for name in template.__all__ if hasattr(part := getattr(template, name), "model_fields")]
    assert set(HEADINGS) == set(TOPICS)
    assert set(_KEY_WORDS) <= {key for part in parts for key in part.model_fields}
