"""Two templates compared: no change is silent, and what changes findings is told first and as such."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from sjtool.assess.template_diff import _KEYS, _TOPIC_WITHIN, TOPICS, Change, compare_templates, say_value
from sjtool.model.template import (
    AppliesIf,
    FactorSet,
    Instrument,
    Mark,
    MarkSet,
    Menu,
    QuestionSet,
)
from sjtool.store.library import Library
from sjtool.store.toml import parse_toml

SCAFFOLDS = Path(__file__).resolve().parents[2] / "src" / "sjtool" / "layouts" / "scaffolds"
LIBRARY = Library()
MARK = {"item": "1", "asks": "partner", "standing": "editorial", "reason": "seen at home", "parts": ["hours"]}
WORDS = (
    "menu",
    "low",
    "high",
    "either",
    "protective",
    "covert",
    "contingency",
    "choose",
    "carer",
    "police",
    "throughout",
)
WORDS += ("before-partner", "everyone", "number", "read", "person-only", "partner", "victim", "published", "editorial")
WORDS += ("to-verify", "past", "computed", "recorded", "level", "harm_self", "another")


def whole(kind: str) -> dict[str, Any]:
    """A template with every key its kind can have, as data."""
    if kind == "instrument":
        passport = LIBRARY.instrument("arms").model_dump(mode="json", by_alias=True)
        passport["scale"][0]["level"][0]["note"] = "a note"
        passport["set"]["licensed_titles"] = ["0123456789abcdef"]
        return passport
    text = (SCAFFOLDS / f"{kind}.toml").read_text("utf-8")
    data = parse_toml(re.sub(r"(?m)^# (?=[a-z_]+ = |\[\[?[a-z_.]+\]\]?$)", "", text).encode(), kind).data
    return {**data, "mark": [MARK]} if kind == "marks" else data


MODELS: dict[str, Any] = {
    "question-set": QuestionSet,
    "factor-set": FactorSet,
    "menu": Menu,
    "marks": MarkSet,
    "instrument": Instrument,
}


def made(data: dict[str, Any]) -> Any:
    return MODELS[data["set"]["kind"]].model_validate(data)


def differ(old: dict[str, Any], new: dict[str, Any]) -> tuple[Change, ...]:
    return compare_templates(made(old), made(new))


def questions(*items: dict[str, Any], **head: Any) -> dict[str, Any]:
    data = whole("question-set")
    plain = {"title": "T", "ask": "Ask?", "why": "Because.", "source": "main", "pinpoint": "p. 1"}
    return {
        "set": {**data["set"], "conduct": [], "credit": [], **head},
        "source": data["source"],
        "item": [{**plain, "title": f"Title of {item['id']}", **item} for item in items],
    }


def sheet(**factor: Any) -> dict[str, Any]:
    data = whole("factor-set")
    data["factor"][0] |= {"is_context_only": False, **factor}
    return data


def leaves(data: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[tuple[Any, ...], Any]]:
    """Every value with its path, lists and tables too."""
    if path:
        yield path, data
    for key, value in data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ():
        yield from leaves(value, (*path, key))


def ways(value: Any) -> list[Any]:
    """Other values that a key could have, the likeliest first."""
    if isinstance(value, str):
        return [f"{value} now", *(word for word in WORDS if word != value)]
    if isinstance(value, list):
        return [way for way in (value[::-1], value * 2) if way != value]
    return [not value] if isinstance(value, bool) else [value + 1] if isinstance(value, float) else ["now"]


def with_value(data: dict[str, Any], path: tuple[Any, ...], *values: Any) -> dict[str, Any] | None:
    """The same data with another value at a place, or with none there; None where the grammar refuses it."""
    new = copy.deepcopy(data)
    inner: Any = new
    for key in path[:-1]:
        inner = inner[key]
    if values:
        inner[path[-1]] = values[0]
    else:
        del inner[path[-1]]
    try:
        return new if made(new) != made(data) else None
    except ValidationError:
        return None


def altered(data: dict[str, Any], path: tuple[Any, ...], value: Any) -> list[dict[str, Any]]:
    """The same with the value left out, and with another in its place, as far as the grammar allows."""
    others = (with_value(data, path, way) for way in ways(value) if not isinstance(value, dict))
    return [new for new in (with_value(data, path), next(filter(None, others), None)) if new]


@pytest.mark.parametrize("kind", MODELS)
def test_no_change_of_any_key_is_silent(kind: str) -> None:
    data = whole(kind)
    untouched, silent = [], []
    for path, value in leaves(data):
        if path in {("set",), ("set", "id"), ("set", "version"), ("set", "kind")}:
            continue
        changed = altered(data, path, value)
        told = [differ(data, new) for new in changed]
        if not all(changes and all(change.where for change in changes) for changes in told):
            silent.append(path)
        if not changed and len(path) > 1:
            untouched.append(path)
    assert (silent, untouched) == ([], [])


def test_topics_name_keys_that_templates_have() -> None:
    known = {str(step) for kind in MODELS for path, _value in leaves(whole(kind)) for step in path}
    named = {key.rstrip("_") for keys in _KEYS.values() for key in keys.split()} | set(_TOPIC_WITHIN)
    assert named <= known
    assert set(TOPICS) == {*_KEYS, *_TOPIC_WITHIN.values(), "content", "wording", "order"}


@pytest.mark.parametrize("kind", MODELS)
def test_templates_that_differ_in_id_and_version_alone_are_alike(kind: str) -> None:
    old, new = whole(kind), whole(kind)
    new["set"] |= {"id": "another", "version": "2.0.0"}
    assert differ(old, new) == ()


def test_anchors_in_another_order_are_alike() -> None:
    anchors = whole("factor-set")["factor"][0]["anchors"]
    assert differ(sheet(), sheet(anchors=dict(reversed(anchors.items())))) == ()


class TestFindings:
    def test_which_labels_raise_concern_says_that_findings_change_and_how(self) -> None:
        (change,) = differ(sheet(), sheet(raises_concern_when=["some"]))
        assert (change.topic, change.kind, change.key) == ("findings", "changed", "raises_concern_when")
        assert (change.old, change.new) == ("high", "some")
        assert change.where.startswith("factor first (")
        note = 'This changes findings: rated "some" it raises concern now; rated "high" it no longer does.'
        assert change.note == note

    def test_labels_in_another_order_change_no_finding(self) -> None:
        old, new = sheet(raises_concern_when=["some", "high"]), sheet(raises_concern_when=["high", "some"])
        (change,) = differ(old, new)
        assert (change.key, change.note) == ("raises_concern_when", "")

    @pytest.mark.parametrize(("key", "value"), [("side", "protective"), ("is_context_only", True)])
    def test_a_key_that_rules_look_at_says_that_findings_change(self, key: str, value: object) -> None:
        (change,) = differ(sheet(), sheet(**{key: value}))
        assert (change.topic, change.key, change.note) == ("findings", key, "This changes findings.")

    def test_rating_afresh_changes_findings(self) -> None:
        new = sheet()
        new["set"]["carry_forward"] = False
        (change,) = differ(sheet(), new)
        assert (change.where, change.key, change.old, change.new) == ("the set", "carry_forward", "yes", "no")
        assert change.note == "This changes findings."

    def test_what_an_instrument_is_compared_with_changes_findings(self) -> None:
        old, new = whole("instrument"), whole("instrument")
        new["scale"][0]["construct"] = "likelihood"
        new["scale"][0]["level"][0]["maps_to"] = "medium"
        told = differ(old, new)
        assert [(change.topic, change.key) for change in told] == [("findings", "construct"), ("findings", "maps_to")]
        assert {change.note for change in told} == {"This changes findings."}
        assert told[1].where.endswith(", level low")


class TestTables:
    def test_what_came_and_went_is_told_with_its_words(self) -> None:
        old = questions({"id": "1"}, {"id": "2", "ask": "Gone?", "title": "Old"})
        new = questions({"id": "1"}, {"id": "3", "ask": "Come?", "title": "New"})
        assert differ(old, new) == (
            Change("content", "removed", "item 2 (Old)", "item", old="Gone?"),
            Change("content", "added", "item 3 (New)", "item", new="Come?"),
        )

    def test_of_a_new_item_its_mark_and_the_police_are_told(self) -> None:
        mark = {"asks": "partner", "standing": "editorial", "reason": "r"}
        new = questions({"id": "1"}, {"id": "2", "mark": mark, "clear_with_police_first": True})
        first = "Asking it may disclose the allegation: clear it with the police first."
        assert differ(questions({"id": "1"}), new)[0].note == f"Mark: partner. {first}"
        new = questions({"id": "1"}, {"id": "2", "mark": mark})
        assert differ(questions({"id": "1"}), new)[0].note == "Mark: partner."

    def test_of_a_new_factor_source_and_mark_what_matters_is_told(self) -> None:
        new = sheet()
        new["factor"].append({**new["factor"][0], "id": "third", "title": "Third", "why": "Because."})
        new["source"].append({**new["source"][0], "id": "more", "title": "More", "licence": "OGL"})
        factor, source = differ(sheet(), new)
        assert (factor.new, factor.note) == ("Because.", "Raises concern when: high.")
        assert (source.where, source.new, source.note) == ("source more", "More", "Licence: OGL")
        marks = whole("marks")
        (mark,) = differ(marks, {**marks, "mark": [MARK, {**MARK, "item": "2", "asks": "person-only"}]})
        assert (mark.topic, mark.where, mark.new, mark.note) == ("who", "mark 2", "seen at home", "Mark: person-only.")

    def test_one_that_moved_is_told_and_not_all_it_passed(self) -> None:
        old = questions(*({"id": name} for name in "abcde"))
        new = questions(*({"id": name} for name in "acdeb"))
        (change,) = differ(old, new)
        assert (change.topic, change.kind, change.where) == ("order", "moved", "item b (Title of b)")
        assert (change.old, change.new) == ("after a", "after e")
        (back,) = differ(questions(*({"id": name} for name in "abc")), questions(*({"id": name} for name in "cab")))
        assert (back.where, back.old, back.new) == ("item c (Title of c)", "after b", "first")

    def test_what_came_or_went_before_it_moves_nothing(self) -> None:
        old = questions(*({"id": name} for name in "abc"))
        new = questions(*({"id": name} for name in "xbcy"))
        assert [change.kind for change in differ(old, new)] == ["removed", "added", "added"]

    def test_the_order_told_explains_the_new_one(self) -> None:
        for order in permutations("abcde"):
            told = differ(questions(*({"id": n} for n in "abcde")), questions(*({"id": n} for n in order)))
            moved = {change.where.split()[1] for change in told}
            stayed = [name for name in order if name not in moved]
            assert stayed == sorted(stayed)
            assert (not moved) is (order == tuple("abcde"))

    def test_the_same_title_under_a_new_id_is_a_new_id_and_its_changes_are_told(self) -> None:
        old = questions({"id": "1", "title": "Hours", "ask": "How long?"})
        new = questions({"id": "7", "title": "Hours", "ask": "How many?"})
        told = differ(old, new)
        assert told == (
            Change("content", "renamed", "item 7 (Hours)", "item", "1", "7"),
            Change("wording", "changed", "item 7 (Hours)", "ask", "How long?", "How many?"),
        )

    def test_a_title_that_another_keeps_makes_no_new_id(self) -> None:
        first, second = {"id": "1", "title": "Hours"}, {"id": "2", "title": "Hours", "ask": "How many?"}
        assert [change.kind for change in differ(questions(first), questions(first, second))] == ["added"]

    def test_words_without_a_title_are_not_taken_for_one_another(self) -> None:
        note = {"when": "start", "who": "both", "source": "main", "pinpoint": "p. 1"}
        old = questions({"id": "1"}, conduct=[{**note, "text": "Be kind."}])
        new = questions({"id": "1"}, conduct=[{**note, "text": "Be brief."}])
        assert [(change.kind, change.old, change.new) for change in differ(old, new)] == [
            ("removed", "Be kind.", ""),
            ("added", "", "Be brief."),
        ]

    def test_an_id_that_stands_twice_loses_neither(self) -> None:
        old = questions({"id": "1", "ask": "One?"}, {"id": "1", "ask": "Two?"})
        new = questions({"id": "1", "ask": "Other?"}, {"id": "1", "ask": "Two?"})
        (change,) = differ(old, new)
        assert (change.old, change.new) == ("One?", "Other?")
        (gone,) = differ(old, questions({"id": "1", "ask": "One?"}))
        assert (gone.kind, gone.old) == ("removed", "Two?")

    def test_a_part_is_named_within_its_item(self) -> None:
        part = {"id": "hours", "title": "Hours", "ask": "How many?"}
        old, new = questions({"id": "1", "part": [part]}), questions({"id": "1", "part": [{**part, "unit": "hours"}]})
        (change,) = differ(old, new)
        assert (change.topic, change.where) == ("answers", "item 1 (Title of 1), part hours (Hours)")
        assert (change.key, change.old, change.new) == ("unit", "", "hours")

    def test_a_long_conduct_note_is_named_by_its_first_words_and_told_whole(self) -> None:
        note = {"when": "start", "who": "both", "source": "main", "pinpoint": "p. 1"}
        text = "Children first: before any question settle whether they are safe."
        new = questions({"id": "1"}, conduct=[{**note, "text": text}, {**note, "text": "Be kind."}])
        told = differ(questions({"id": "1"}), new)
        assert [change.topic for change in told] == ["conduct", "conduct"]
        assert told[0].where == 'conduct note "Children first: before any question settle whether they …"'
        assert told[0].new == text
        assert (told[1].where, told[1].note) == ('conduct note "Be kind."', "")
        moved = questions({"id": "1"}, conduct=[{**note, "text": "Be kind.", "when": "throughout"}])
        changed = [change for change in differ(new, moved) if change.kind == "changed"]
        assert [(c.topic, c.key, c.old, c.new) for c in changed] == [("conduct", "when", "start", "throughout")]


def test_prompts_for_one_role_are_told_under_its_name() -> None:
    old = questions({"id": "1", "follow_up_by": {"partner": ["And at night?", "Alone?"], "carer": ["Who?"]}})
    new = questions({"id": "1", "follow_up_by": {"carer": ["Who else?"], "police": ["When?"]}})
    assert differ(old, new) == (
        Change("wording", "removed", "item 1 (Title of 1), partner", "follow_up_by", "And at night?\nAlone?", ""),
        Change("wording", "changed", "item 1 (Title of 1), carer", "follow_up_by", "Who?", "Who else?"),
        Change("wording", "added", "item 1 (Title of 1), police", "follow_up_by", "", "When?"),
    )


class TestScales:
    def test_labels_added_removed_renamed_and_moved(self) -> None:
        new = sheet()
        labels = new["scale"][0]["label"]
        labels[1] |= {"id": "a-little"}
        labels[0], labels[2] = {**labels[2], "title": "Very high"}, {"id": "more", "title": "More", "means": "more"}
        told = [change for change in differ(sheet(), new) if change.key in {"label", "title"}]
        assert {change.topic for change in told} == {"scales"}
        said = [(change.kind, change.where.rpartition(", ")[2], change.old, change.new) for change in told]
        means = whole("factor-set")["scale"][0]["label"][0]["means"]
        assert said == [
            ("removed", "label none-seen (None seen)", means, ""),
            ("added", "label more (More)", "", "more"),
            ("changed", "label high (Very high)", "High", "Very high"),
            ("renamed", "label a-little (Some)", "some", "a-little"),
            ("moved", "label a-little (Some)", "first", "after high"),
        ]
        off = "A rating that used it is not on the new scale."
        assert [change.note for change in told] == [off, "", "", off, ""]

    def test_anchors_added_removed_and_changed(self) -> None:
        told = differ(sheet(anchors={"a": "one", "b": "two"}), sheet(anchors={"b": "three", "c": "four"}))
        said = [(change.kind, change.where.rpartition(", ")[2], change.old, change.new) for change in told]
        assert said == [
            ("removed", "label a", "one", ""),
            ("changed", "label b", "two", "three"),
            ("added", "label c", "", "four"),
        ]
        assert {(change.topic, change.key) for change in told} == {("scales", "anchors")}

    def test_a_blank_anchor_is_not_the_same_as_none(self) -> None:
        kinds = [
            change.kind
            for old, new in (({}, {"a": ""}), ({"a": ""}, {}), ({"a": ""}, {"a": "b"}), ({"a": "b"}, {"a": ""}))
            for change in differ(sheet(anchors=old), sheet(anchors=new))
        ]
        assert kinds == ["added", "removed", "changed", "changed"]

    def test_for_whom_it_is_rated_is_told(self) -> None:
        new = sheet()
        new["set"]["rated_per"] = "victim"
        (change,) = differ(sheet(), new)
        assert (change.topic, change.key, change.old, change.new) == ("who", "rated_per", "subject", "victim")


def test_what_changes_meaning_comes_first() -> None:
    old, new = whole("question-set"), whole("question-set")
    new["set"] |= {"licence": "other", "title": "Other", "conduct": []}
    new["source"][0]["standing"] = "published"
    first, second, third = new["item"]
    first |= {"ask": "Other?", "clear_with_police_first": False, "answer": "text"}
    new["item"] = [third, first, {**second, "title": "Otherwise", "id": "9"}]
    topics = [change.topic for change in differ(old, new)]
    assert topics == sorted(topics, key=TOPICS.index)
    assert list(dict.fromkeys(topics)) == [
        "content",
        "who",
        "answers",
        "wording",
        "conduct",
        "head",
        "order",
        "standing",
    ]


class TestValues:
    @pytest.mark.parametrize(
        ("value", "words"),
        [
            (None, ""),
            ((), ""),
            ("text", "text"),
            (True, "yes"),
            (False, "no"),
            (5.0, "5"),
            (0.5, "0.5"),
            (0, "0"),
            (("a", "b"), "a, b"),
            (("one thing", "b"), "one thing\nb"),
            (Mark(asks="partner", standing="editorial", reason="seen"), "partner (editorial): seen"),
            (
                Mark(asks="partner", standing="editorial", reason="seen", parts=("a", "b")),
                "partner (editorial; parts a, b): seen",
            ),
            (AppliesIf(item="1", any_of=(True, "sometimes")), "item 1: yes, sometimes"),
            (AppliesIf(item="1", part="a", none_of=("no",)), "item 1, part a: none of no"),
            (AppliesIf(item="1", any_of=("a",), none_of=("b",)), "item 1: a; none of b"),
        ],
    )
    def test_a_value_is_told_in_words(self, value: object, words: str) -> None:
        assert say_value(value) == words

    def test_yes_is_not_the_number_one(self) -> None:
        old = questions({"id": "1"}, {"id": "2", "applies_if": {"item": "1", "any_of": [True]}})
        new = questions({"id": "1"}, {"id": "2", "applies_if": {"item": "1", "any_of": [1]}})
        (change,) = differ(old, new)
        assert (change.topic, change.key, change.old, change.new) == ("who", "applies_if", "item 1: yes", "item 1: 1")

    def test_a_mark_that_is_gone_is_told_whole(self) -> None:
        mark = {"asks": "partner", "standing": "editorial", "reason": "seen"}
        (change,) = differ(questions({"id": "1", "mark": mark}), questions({"id": "1"}))
        assert (change.topic, change.key, change.old, change.new) == ("who", "mark", "partner (editorial): seen", "")
