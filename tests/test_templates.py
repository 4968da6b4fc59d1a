"""Every shipped template is fit to be used, has the counts its source gives, and keeps its hash."""

from __future__ import annotations

import importlib.util
from collections import Counter
from pathlib import Path

import pytest

from sjtool.assess.gap_enquiry import SOURCES
from sjtool.assess.rated import rated_per
from sjtool.assess.ratings import NOT_KNOWN, find_scale
from sjtool.commands.sets import check_template
from sjtool.score.register import COMPUTED, rule_of
from sjtool.store.library import Library

ROOT = Path(__file__).resolve().parent.parent
LIBRARY = Library()
PARTNER = {"1", "2", "3", "4", "5", "6", "7", "20", "21", "22", "24", "30"}
LIGHTLY = {"8", "10", "12", "14", "15", "16", "19", "23", "27", "31", "33"}
PERSON_ONLY = {"9", "11", "13", "17", "18", "25", "26", "28", "29", "32"}
CLEAR_FIRST = {"13", "14", "15", "16", "22", "23", "25", "27"}


@pytest.mark.parametrize("ref", sorted(LIBRARY.found))
def test_a_shipped_template_passes_its_checks(ref: str) -> None:
    assert check_template(LIBRARY.found[ref], LIBRARY) == []


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


QUESTION_SETS = {
    "section-12": (33, {"person", "partner"}),
    "early-information": (23, {"police"}),
    "protective-carer": (12, {"partner", "carer"}),
    "partner-first-account": (7, {"partner"}),
    "change-and-motivation": (13, {"person"}),
    "how-it-came-to-light": (1, {"police", "person"}),
    "children-planning": (12, {"worker"}),
    "strategy-meeting": (7, {"meeting"}),
    "accountability": (4, {"person"}),
    "carer-protection": (4, {"partner", "carer"}),
    "household-safety": (7, {"household"}),
    "visit": (8, {"person"}),
}
FACTOR_SETS: dict[str, tuple[int, set[str], dict[str, int]]] = {
    "arms-style": (11, {"subject"}, {}),
    "acute": (8, {"subject"}, {}),
    "static-history": (8, {"subject"}, {}),
    "dynamic": (13, {"subject"}, {}),
    "significant-harm-early": (9, {"subject"}, {}),
    "carer-concern": (12, {"carer"}, {}),
    "carer-qualities": (7, {"carer"}, {}),
    "capacity-to-protect": (
        95,
        {"carer", "couple", "sibling", "victim"},
        {
            "carer-less-able": 16,
            "carer-more-able": 15,
            "couple-risk-increased": 10,
            "couple-risk-lowered": 7,
            "parenting-risk-increased": 3,
            "parenting-risk-lowered": 3,
            "sibling-vulnerability-increased": 7,
            "sibling-risk-increased": 4,
            "sibling-vulnerability-lowered": 7,
            "victim-vulnerability-increased": 13,
            "victim-vulnerability-lowered": 10,
        },
    ),
    "assessment-framework": (
        20,
        {"child"},
        {"developmental-needs": 7, "parenting-capacity": 6, "family-and-environment": 7},
    ),
    "specialist-analysis": (7, {"child"}, {"analysis": 4, "judgement-of-risk": 2, "intervention": 1}),
    "risk-of-serious-harm": (6, {"subject"}, {"others": 5, "self": 1}),
    "risk-description": (4, {"subject"}, {}),
    "triangle-of-risk": (3, {"child"}, {}),
    "key-areas": (4, {"subject"}, {}),
    "identity-and-travel": (6, {"subject"}, {"travel": 4, "vocation": 1, "identity": 1}),
    "offender-background": (9, {"subject"}, {}),
}
MENUS = {
    "sources-of-information": (9, "tick", 0),
    "restrictive": (24, "choose", 3),
    "constructive": (5, "choose", 0),
    "identity-actions": (3, "choose", 0),
    "internet-offender-assessment": (18, "fill", 0),
    "partner-interventions": (3, "choose", 0),
    "plan-prompts": (15, "consider", 0),
    "protection-plan-outline": (8, "fill", 0),
    "safety-plan": (9, "fill", 0),
    "section-47-outcomes": (4, "choose", 0),
    "reactive-checks": (8, "tick", 0),
    "reactive-conditions": (8, "consider", 0),
    "reactive-responses": (4, "choose", 0),
    "significant-change": (10, "consider", 0),
}
"""How many entries, how the menu is used, how many of them are covert."""


INPUT_SETS = {"srp-inputs": 11, "cport-inputs": 9, "casic-inputs": 8}
"""Sets in which an officer enters what a computed instrument counts."""
RECORDED = [
    "arms",
    "acute-2007",
    "stable-2007",
    "rm2000",
    "osp",
    "srp-official",
    "oasys",
    "asset-plus",
    "svr-20",
    "rsvp",
    "kirat",
    "dash",
    "safelives-dash",
    "dara",
]
"""Instruments whose outcome is recorded only."""


def is_computed(name: str) -> bool:
    passport = LIBRARY.instrument(name)
    assert (passport.set.treatment == "computed") is (passport.rule is not None)
    return passport.rule is not None


@pytest.mark.parametrize("name", COMPUTED)
def test_a_computed_instrument_asks_for_each_of_its_inputs(name: str) -> None:
    rule = rule_of(LIBRARY.instrument(name))
    asked = {item.id.replace("-", "_") for item in LIBRARY.question_set(rule.inputs).item}
    assert len(asked) == INPUT_SETS[rule.inputs]
    assert {item.id for item in rule.item} - {"assessment_date"} <= asked
    assert rule.limits
    assert LIBRARY.instrument(name).set.not_for


def test_every_shipped_template_is_in_one_of_these_tables() -> None:
    kinds = {LIBRARY.read(ref).template.set.id: LIBRARY.read(ref).template.set.kind for ref in LIBRARY.found}
    assert {name for name, kind in kinds.items() if kind == "question-set"} == {
        *QUESTION_SETS,
        *INPUT_SETS,
        "demo-bilingual",
    }
    computed = {name for name, kind in kinds.items() if kind == "instrument" and is_computed(name)}
    assert computed == set(COMPUTED)
    assert {name for name, kind in kinds.items() if kind == "instrument"} == {*COMPUTED, *RECORDED}
    assert {name for name, kind in kinds.items() if kind == "factor-set"} == set(FACTOR_SETS)
    assert {name for name, kind in kinds.items() if kind == "menu"} == set(MENUS)
    assert {name for name, kind in kinds.items() if kind == "clocks"} == {"england-wales"}


@pytest.mark.parametrize("name", QUESTION_SETS)
def test_a_question_set_has_the_items_of_its_source_in_order_each_with_reason_and_pinpoint(name: str) -> None:
    count, asked_of = QUESTION_SETS[name]
    questions = LIBRARY.question_set(name)
    assert [item.id for item in questions.item] == [str(n) for n in range(1, count + 1)]
    assert set(questions.set.asked_of) == asked_of
    assert len({item.pinpoint for item in questions.item}) == count
    assert all(item.why and item.pinpoint for item in questions.item)
    assert questions.set.is_prefilled is (name not in {"visit", "partner-first-account"})


@pytest.mark.parametrize("name", FACTOR_SETS)
def test_a_factor_set_has_the_factors_of_its_source_for_whom_it_says(name: str) -> None:
    count, pers, groups = FACTOR_SETS[name]
    sheet = LIBRARY.factor_set(name)
    assert len(sheet.factor) == count
    assert {rated_per(sheet, factor) for factor in sheet.factor} == pers
    assert Counter(factor.group for factor in sheet.factor if factor.group) == groups
    for factor in sheet.factor:
        assert factor.why
        assert factor.raises_concern_when


@pytest.mark.parametrize("name", FACTOR_SETS)
def test_a_factor_with_levels_says_what_each_of_them_looks_like_and_no_gap_raises_concern(name: str) -> None:
    sheet = LIBRARY.factor_set(name)
    for factor in sheet.factor:
        scale = find_scale(sheet, factor)
        if scale.is_graded:
            assert set(factor.anchors) == {label.id for label in scale.label}
            assert factor.anchors_standing == "editorial"
        assert not set(factor.raises_concern_when) & NOT_KNOWN
        assert NOT_KNOWN & {label.id for label in scale.label}


@pytest.mark.parametrize("name", MENUS)
def test_a_menu_has_the_entries_of_its_source(name: str) -> None:
    count, use, covert = MENUS[name]
    menu = LIBRARY.menu(name)
    assert (len(menu.entry), menu.set.use) == (count, use)
    assert sum(entry.handling == "covert" for entry in menu.entry) == covert


def test_the_sources_of_information_are_those_the_checks_ask_about() -> None:
    assert [entry.id for entry in LIBRARY.menu("sources-of-information").entry] == list(SOURCES)


def test_of_significant_change_there_are_three_four_and_three_prompts() -> None:
    groups = Counter(entry.group for entry in LIBRARY.menu("significant-change").entry)
    assert list(groups.values()) == [3, 4, 3]


class TestTraps:
    def test_a_stable_relationship_is_a_strength_and_its_absence_raises_concern(self) -> None:
        eighth = LIBRARY.factor_set("static-history").factor[7]
        assert (eighth.side, eighth.raises_concern_when) == ("protective", ("no",))
        assert eighth.caution

    def test_employment_is_described_on_a_scale_of_its_own(self) -> None:
        fifth = LIBRARY.factor_set("dynamic").factor[4]
        scales = Counter(factor.scale for factor in LIBRARY.factor_set("dynamic").factor)
        assert fifth.id == "employment"
        assert (fifth.side, scales[fifth.scale]) == ("either", 1)
        assert fifth.raises_concern_when == ("raises-concern",)

    def test_what_the_source_contradicts_itself_on_is_kept_shown_and_used_in_no_rule(self) -> None:
        kept = {
            f"{name}/{factor.id}": factor.caution or ""
            for name in FACTOR_SETS
            for factor in LIBRARY.factor_set(name).factor
            if factor.is_context_only
        }
        assert set(kept) == {
            "significant-harm-early/non-contact-offending",
            "capacity-to-protect/sibling-vulnerable-protection-plan",
            "capacity-to-protect/victim-safer-protection-plan",
        }
        assert "Appendix 5" in kept["significant-harm-early/non-contact-offending"]

    def test_understanding_that_the_own_child_may_be_at_risk_says_which_way_it_reads(self) -> None:
        sixth = LIBRARY.factor_set("significant-harm-early").factor[5]
        assert sixth.title.startswith("Lack of understanding")
        assert sixth.raises_concern_when == ("present",)
        assert sixth.caution

    def test_harm_to_self_stands_apart_from_harm_to_others(self) -> None:
        sheet = LIBRARY.factor_set("risk-of-serious-harm")
        assert [(factor.id, factor.group) for factor in sheet.factor][-1] == ("self", "self")
        labels = [label.id for label in sheet.scale[0].label]
        assert labels == ["low", "medium", "high", "very-high", "not-enough-information"]

    def test_the_first_point_of_section_13_and_the_second_of_section_10_are_both_kept_and_one_draws_on_the_other(
        self,
    ) -> None:
        drawing = {item.id: item.draws_on for item in LIBRARY.question_set("change-and-motivation").item}
        assert {name: refs for name, refs in drawing.items() if refs} == {"11": ("1",)}

    def test_no_item_of_the_visit_set_is_filled_from_another(self) -> None:
        assert not any(item.draws_on for item in LIBRARY.question_set("visit").item)


@pytest.mark.parametrize(("name", "count"), [("arms-style", 11), ("acute", 8)])
def test_a_sheet_of_domains_or_acute_factors_has_what_to_look_for_and_anchors_all_different(
    name: str, count: int
) -> None:
    sheet = LIBRARY.factor_set(name)
    assert len(sheet.factor) == count
    assert all(factor.look_for for factor in sheet.factor)
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
