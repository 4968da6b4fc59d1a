"""Every shipped template is fit to be used, has the counts its source gives, and keeps its hash."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

from sjtool.commands.sets import check_template
from sjtool.store.library import Library

ROOT = Path(__file__).resolve().parent.parent
LIBRARY = Library()
PARTNER = {"1", "2", "3", "4", "5", "6", "7", "20", "21", "22", "24", "30"}
LIGHTLY = {"8", "10", "12", "14", "15", "16", "19", "23", "27", "31", "33"}
PERSON_ONLY = {"9", "11", "13", "17", "18", "25", "26", "28", "29", "32"}
CLEAR_FIRST = {"13", "14", "15", "16", "22", "23", "25", "27"}


@pytest.mark.parametrize("ref", sorted(LIBRARY.found))
def test_a_shipped_template_passes_its_checks(ref: str) -> None:
    assert check_template(LIBRARY.found[ref]) == []


def test_a_published_template_keeps_its_hash() -> None:
    spec = importlib.util.spec_from_file_location("lock_templates", ROOT / "tools" / "lock_templates.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    lock = (ROOT / "templates" / "lock.toml").read_text(encoding="utf-8")
    assert lock.count("@") == len(LIBRARY.found)
    assert module.render_lock() == lock


def test_section_12_has_the_33_questions_and_the_marks_as_listed() -> None:
    items = LIBRARY.question_set("section-12").item
    assert [item.id for item in items] == [str(n) for n in range(1, 34)]
    asks = {item.id: item.mark.asks for item in items if item.mark}
    assert {i for i, a in asks.items() if a == "partner"} == PARTNER
    assert {i for i, a in asks.items() if a == "partner-lightly"} == LIGHTLY
    assert {i for i, a in asks.items() if a == "person-only"} == PERSON_ONLY
    assert {item.id for item in items if item.clear_with_police_first} == CLEAR_FIRST
    assert {item.id: [p.id for p in item.part] for item in items if item.part} == {
        "1": ["hours", "share"],
        "10": ["names", "meaning"],
    }


def test_every_mark_of_section_12_is_editorial_and_gives_a_reason() -> None:
    for item in LIBRARY.question_set("section-12").item:
        assert item.mark is not None
        assert item.mark.standing == "editorial"
        assert len(item.mark.reason.split()) > 3


@pytest.mark.parametrize(("name", "count"), [("arms-style", 11), ("acute", 8)])
def test_a_factor_set_has_its_factors_each_with_reasons_and_anchors(name: str, count: int) -> None:
    sheet = LIBRARY.factor_set(name)
    assert len(sheet.factor) == count
    for factor in sheet.factor:
        assert factor.why
        assert factor.look_for
        assert factor.anchors_standing == "editorial"
    anchors = [text for factor in sheet.factor for text in factor.anchors.values()]
    assert len(set(anchors)) == len(anchors)


def test_the_two_kinds_of_domain_have_scales_of_their_own() -> None:
    sheet = LIBRARY.factor_set("arms-style")
    sides = {(factor.side, factor.scale) for factor in sheet.factor}
    assert sides == {("risk", "priority"), ("protective", "strength")}
    assert sum(factor.side == "risk" for factor in sheet.factor) == 7


def test_acute_factors_are_never_carried_forward() -> None:
    assert LIBRARY.factor_set("acute").set.carry_forward is False
    assert LIBRARY.factor_set("arms-style").set.carry_forward is True


def test_every_level_word_of_an_instrument_is_mapped() -> None:
    assert [level.word for level in LIBRARY.instrument("arms").scale[0].level] == ["low", "medium", "high", "very-high"]
    scales = {scale.id: [level.word for level in scale.level] for scale in LIBRARY.instrument("srp-official").scale}
    assert scales == {"dc": ["low", "medium", "high", "very-high"], "iic": ["low", "medium", "high"]}
