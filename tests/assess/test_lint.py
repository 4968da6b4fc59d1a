"""Each fault a template can have is found, with the part it is in; a sound one has none."""

from __future__ import annotations

from typing import Any

import pytest

from sjtool.assess.lint import lint_template
from sjtool.model.template import ItemMark, Mark, MarkSet, Template
from sjtool.store.library import Library

LIBRARY = Library()
QUESTIONS = LIBRARY.question_set("section-12")
FACTORS = LIBRARY.factor_set("arms-style")
INSTRUMENT = LIBRARY.instrument("srp-official")
MARKS = MarkSet.model_validate(
    {
        "set": {
            "id": "section-12-marks",
            "version": "1.0.0",
            "kind": "marks",
            "title": "Marks of the force",
            "marks_of": "section-12",
            "standing": "published",
            "standing_note": "The original marks.",
            "licence": "ours",
            "source": QUESTIONS.source[0].id,
        },
        "source": QUESTIONS.source,
        "mark": (
            ItemMark(item="1", asks="partner", standing="published", reason="as marked"),
            ItemMark(item="2", asks="partner", standing="published", reason="as marked"),
        ),
    }
)
HOURS = next(n for n, item in enumerate(QUESTIONS.item) if item.id == "1")
ORDINAL = next(
    n for n, item in enumerate(QUESTIONS.item) if item.answer == "ordinal" and item.mark and item.mark.asks == "partner"
)
PERSON_ONLY = next(n for n, item in enumerate(QUESTIONS.item) if item.mark and item.mark.asks == "person-only")


def lint(template: Template) -> list[tuple[tuple[str | int, ...], str]]:
    return [(path, what) for path, what, fix in lint_template(template) if fix]


def with_head(template: Any, **changes: Any) -> Any:
    return template.model_copy(update={"set": template.set.model_copy(update=changes)})


def with_part(template: Any, table: str, number: int, **changes: Any) -> Any:
    rows = list(getattr(template, table))
    rows[number] = rows[number].model_copy(update=changes)
    return template.model_copy(update={table: tuple(rows)})


def item(number: int, **changes: Any) -> Any:
    return with_part(QUESTIONS, "item", number, **changes)


def factor(number: int, **changes: Any) -> Any:
    return with_part(FACTORS, "factor", number, **changes)


@pytest.mark.parametrize("template", [QUESTIONS, FACTORS, INSTRUMENT, MARKS], ids=lambda template: template.set.kind)
def test_a_sound_template_has_no_faults(template: Template) -> None:
    assert lint(template) == []


@pytest.mark.parametrize("template", [QUESTIONS, FACTORS, INSTRUMENT, MARKS], ids=lambda template: template.set.kind)
def test_the_head_must_cite_a_source_that_is_there_and_leave_nothing_blank(template: Any) -> None:
    faults = lint(with_head(template, source="elsewhere", title=" "))
    assert (("set", "source"), "the set's source is not among its [[source]] tables") in faults
    assert (("set", "title"), '"title" is blank') in faults


def test_a_source_that_stands_twice_is_found_where_it_stands_again() -> None:
    doubled = QUESTIONS.model_copy(update={"source": (*QUESTIONS.source, QUESTIONS.source[0])})
    assert (("source", len(QUESTIONS.source), "id"), "the id of this source stands twice") in lint(doubled)


@pytest.mark.parametrize(
    ("template", "path", "what"),
    [
        (item(1, id="1"), ("item", 1, "id"), "the id of this item stands twice"),
        (item(1, source="nowhere"), ("item", 1, "source"), "the source is not among the [[source]] tables"),
        (item(1, pinpoint=" "), ("item", 1, "pinpoint"), "there is no pinpoint"),
        (item(1, why=" "), ("item", 1, "why"), '"why" is blank'),
        (item(1, ask=""), ("item", 1, "ask"), '"ask" is blank'),
        (
            item(ORDINAL, options=("only-one",)),
            ("item", ORDINAL, "options"),
            "an ordered answer needs at least two options",
        ),
        (item(ORDINAL, answer="text"), ("item", ORDINAL, "compare"), "an ordered comparison needs an ordered answer"),
        (
            item(ORDINAL, compare="number"),
            ("item", ORDINAL, "compare"),
            "numbers are compared only where numbers are answered",
        ),
        (item(ORDINAL, minimum=5.0, maximum=1.0), ("item", ORDINAL, "minimum"), "the least is more than the most"),
        (
            item(ORDINAL, ask_partner=None),
            ("item", ORDINAL),
            "the partner is asked this, but there is no wording for the partner",
        ),
        (
            item(ORDINAL, ask_partner="  "),
            ("item", ORDINAL),
            "the partner is asked this, but there is no wording for the partner",
        ),
        (item(ORDINAL, compare=None), ("item", ORDINAL), "two accounts are compared here, but it is not said how"),
        (factor(1, id=FACTORS.factor[0].id), ("factor", 1, "id"), "the id of this factor stands twice"),
        (factor(1, source="nowhere"), ("factor", 1, "source"), "the source is not among the [[source]] tables"),
        (factor(1, pinpoint=""), ("factor", 1, "pinpoint"), "there is no pinpoint"),
        (factor(1, scale="nowhere"), ("factor", 1, "scale"), "there is no such scale in this set"),
        (
            factor(1, anchors={"low": "x"}),
            ("factor", 1, "anchors"),
            "there is not one anchor for each label of the scale",
        ),
        (
            factor(1, raises_concern_when=()),
            ("factor", 1, "raises_concern_when"),
            "it does not say which of its labels raise concern",
        ),
        (
            factor(1, raises_concern_when=("dire",)),
            ("factor", 1, "raises_concern_when"),
            "it does not say which of its labels raise concern",
        ),
        (
            factor(1, anchors={**FACTORS.factor[1].anchors, "low": " "}),
            ("factor", 1, "anchors", "low"),
            '"low" is blank',
        ),
        (factor(1, anchors=FACTORS.factor[0].anchors), ("factor", 0), "two anchors are alike"),
        (
            with_part(FACTORS, "scale", 1, id=FACTORS.scale[0].id),
            ("scale", 1, "id"),
            "the id of this scale stands twice",
        ),
        (
            with_part(FACTORS, "scale", 0, source="nowhere"),
            ("scale", 0, "source"),
            "the source is not among the [[source]] tables",
        ),
        (
            with_part(FACTORS, "scale", 0, label=(*FACTORS.scale[0].label, FACTORS.scale[0].label[0])),
            ("scale", 0),
            "a label stands twice on this scale",
        ),
        (with_part(INSTRUMENT, "scale", 1, id="dc"), ("scale", 1, "id"), "the id of this scale stands twice"),
        (with_part(INSTRUMENT, "scale", 0, level=()), ("scale", 0), "the scale has no level words"),
        (
            with_part(INSTRUMENT, "evidence", 0, source="nowhere"),
            ("evidence", 0, "source"),
            "the source is not among the [[source]] tables",
        ),
        (with_part(MARKS, "mark", 1, item="1"), ("mark", 1, "id"), "the id of this mark stands twice"),
    ],
)
def test_a_fault_is_found_with_the_part_it_is_in(template: Template, path: tuple[str | int, ...], what: str) -> None:
    assert (path, what) in lint(template)


def test_a_note_on_conduct_must_cite_its_source() -> None:
    notes = (
        QUESTIONS.set.conduct[0].model_copy(update={"source": "nowhere", "pinpoint": " "}),
        *QUESTIONS.set.conduct[1:],
    )
    faults = lint(with_head(QUESTIONS, conduct=notes))
    assert (("set", "conduct", 0, "source"), "the source is not among the [[source]] tables") in faults
    assert (("set", "conduct", 0, "pinpoint"), "there is no pinpoint") in faults


def test_a_part_the_partner_is_asked_needs_its_own_wording_and_one_they_are_not_asked_does_not() -> None:
    hours, share = QUESTIONS.item[HOURS].part
    bare = hours.model_copy(update={"ask_partner": None, "minimum": 9.0, "maximum": 1.0})
    faults = lint(item(HOURS, part=(bare, share)))
    assert (("item", HOURS), "the partner is asked this, but there is no wording for the partner") in faults
    assert (("item", HOURS, "part", 0, "minimum"), "the least is more than the most") in faults
    assert lint(item(HOURS, part=(hours, share.model_copy(update={"ask_partner": None})))) == []


def test_a_mark_that_names_no_part_needs_a_wording_for_all_of_them() -> None:
    hours, share = QUESTIONS.item[HOURS].part
    bare = share.model_copy(update={"ask_partner": None})
    everything = Mark(asks="partner", standing="editorial", reason="all of it")
    assert len(lint(item(HOURS, mark=everything, part=(hours, bare)))) == 1


def test_a_mark_may_only_name_parts_the_item_has() -> None:
    stray = Mark(asks="person-only", standing="editorial", reason="none", parts=("colour",))
    assert lint(item(HOURS, mark=stray)) == [
        (("item", HOURS, "mark", "parts"), "the mark names a part the item has not")
    ]


def test_an_item_without_a_mark_and_one_for_the_person_alone_need_no_wording_for_a_partner() -> None:
    assert lint(item(PERSON_ONLY, ask_partner=None, compare=None)) == []
    assert lint(item(ORDINAL, mark=None, ask_partner=None, compare=None)) == []


ADD_SOURCE = "add the [[source]], or mend its id"
ONE_ID = "an id names one thing for good: choose another"


@pytest.mark.parametrize(
    ("template", "path", "to_do"),
    [
        (with_head(MARKS, source="elsewhere"), ("set", "source"), ADD_SOURCE),
        (with_head(MARKS, title=" "), ("set", "title"), "say it, or leave the key out"),
        (item(1, id="1"), ("item", 1, "id"), ONE_ID),
        (item(1, source="nowhere"), ("item", 1, "source"), ADD_SOURCE),
        (item(1, pinpoint=" "), ("item", 1, "pinpoint"), "say where in the source: section and ordinal"),
        (item(1, title=" "), ("item", 1, "title"), "say it, or leave the key out"),
        (item(ORDINAL, options=()), ("item", ORDINAL, "options"), "list them from least to most"),
        (item(ORDINAL, answer="text"), ("item", ORDINAL, "compare"), 'set  answer = "ordinal"'),
        (item(ORDINAL, compare="number"), ("item", ORDINAL, "compare"), 'set  answer = "number"'),
        (item(ORDINAL, compare="date"), ("item", ORDINAL, "compare"), 'set  answer = "date"'),
        (item(ORDINAL, minimum=5.0, maximum=1.0), ("item", ORDINAL, "minimum"), "swap minimum and maximum"),
        (item(ORDINAL, ask_partner=None), ("item", ORDINAL), "add  ask_partner = …"),
        (item(ORDINAL, compare=None), ("item", ORDINAL), "add  compare = …"),
        (
            item(HOURS, mark=Mark(asks="person-only", standing="editorial", reason="none", parts=("colour",))),
            ("item", HOURS, "mark", "parts"),
            "name one of its parts",
        ),
        (
            with_part(FACTORS, "scale", 0, label=(*FACTORS.scale[0].label, FACTORS.scale[0].label[0])),
            ("scale", 0),
            "each label once",
        ),
        (
            factor(1, anchors=FACTORS.factor[0].anchors),
            ("factor", 0),
            "say what the label looks like for this factor, and for no other",
        ),
        (factor(1, scale="nowhere"), ("factor", 1, "scale"), "name one of its [[scale]] ids"),
        (factor(1, anchors={"low": "x"}), ("factor", 1, "anchors"), "an anchor for each, and no other"),
        (factor(1, raises_concern_when=()), ("factor", 1, "raises_concern_when"), "name labels of its scale"),
        (
            with_part(INSTRUMENT, "scale", 0, level=()),
            ("scale", 0),
            'map each word the tool uses, or  construct = "other"  where no judgement answers the same question',
        ),
        (with_part(INSTRUMENT, "evidence", 0, source="nowhere"), ("evidence", 0, "source"), "add it"),
    ],
)
def test_a_fault_says_what_to_do_about_it(template: Template, path: tuple[str | int, ...], to_do: str) -> None:
    assert (path, to_do) in [(where, fix) for where, _what, fix in lint_template(template)]


def test_two_options_are_enough_for_an_order_and_the_least_may_be_the_most() -> None:
    assert lint(item(ORDINAL, options=("less", "more"), minimum=2.0, maximum=2.0)) == []


def test_a_date_is_compared_as_a_date() -> None:
    assert lint(item(ORDINAL, answer="date", compare="date", options=())) == []


@pytest.mark.parametrize(("minimum", "maximum"), [(5.0, None), (None, 1.0)])
def test_one_limit_alone_is_never_the_wrong_way_round(minimum: float | None, maximum: float | None) -> None:
    assert lint(item(ORDINAL, minimum=minimum, maximum=maximum)) == []


def test_anchors_that_differ_by_capitals_and_spacing_alone_are_alike() -> None:
    anchors = {label: text.upper().replace(" ", "  ") for label, text in FACTORS.factor[0].anchors.items()}
    assert (("factor", 0), "two anchors are alike") in lint(factor(1, anchors=anchors))
    joined = {label: text.replace(" ", "") for label, text in FACTORS.factor[0].anchors.items()}
    assert lint(factor(1, anchors=joined)) == []
