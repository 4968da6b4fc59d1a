"""What of a covert action is told too much, and where it has no place."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from sjtool.check import covert
from sjtool.problem import Problem
from sjtool.recording import covert_rules

Found = Callable[..., list[Problem]]
Row = tuple[str, dict[str, Any]]
KEPT = {"objective": covert.OBJECTIVE, "purpose": covert.WORDS, "kind": "Log 2026/118"}


def hidden(**keys: Any) -> Row:
    given = {"id": "ac-7", "assessment": "a-1", "handling": "covert", "owner": "pc-1", "due_on": "2026-09-01", **KEPT}
    return ("action", given | keys)


def narrative(text: str) -> Row:
    return ("narrative", {"id": "n-1", "assessment": "a-1", "heading": "in short", "text": text})


@pytest.fixture
def finds(found: Found) -> Callable[..., list[str]]:
    return lambda *rows, **more: [problem.what for problem in found(covert.CODE, *rows, **more)]


def test_the_sentences_are_those_that_are_recorded() -> None:
    assert (covert.OBJECTIVE, covert.WORDS) == (covert_rules.COVERT_OBJECTIVE, covert_rules.COVERT_WORDS)


def test_a_reference_with_owner_and_days_is_all_right(finds: Any) -> None:
    assert finds(hidden(review_on="2026-10-01"), narrative("Nothing of it.")) == []
    assert finds(("action", {"id": "ac-7", "handling": "covert"})) == []


@pytest.mark.parametrize(
    "key", ["objective", "purpose", "enforcement", "suitability", "proportionality", "negative_consequences"]
)
def test_words_beside_the_reference_are_found(finds: Any, key: str) -> None:
    assert finds(hidden(**{key: "To see."})) == [f'covert action "ac-7" holds more than its reference: {key}']


def test_what_it_answers_its_entry_and_words_in_its_news_are_found(finds: Any) -> None:
    news = ("action_update", {"id": "au-1", "action": "ac-7", "status": "open", "what_happened": "Seen."})
    (what,) = finds(hidden(answers=["acute@1.0.0/hostility"], menu_entry="restrictive@1.0.0/curfew"), news)
    assert what.endswith(": answers, menu_entry, what_happened")
    quiet = ("action_update", {"id": "au-1", "action": "ac-7", "status": "open", "what_happened": covert.WORDS})
    assert finds(hidden(), quiet, ("action_update", {"id": "au-2", "action": "ac-7"})) == []


@pytest.mark.parametrize(
    "row",
    [
        narrative("Beside it stands AC-7."),
        ("action", {"id": "ac-8", "objective": "After ac-7, see him."}),
        ("action", {"id": "ac-8", "answers": ["ac-7"]}),
        ("event", {"id": "ev-1", "kind": "significant-change", "touches": ["housing", "ac-7"]}),
        ("judgement", {"id": "j-1", "assessment": "a-1", "rationale": "See (ac-7)"}),
    ],
)
def test_any_other_record_that_names_it_is_found(finds: Any, row: Row) -> None:
    told = f'covert action "ac-7" is told of in {row[0]} "{row[1]["id"]}", which others read'
    assert finds(hidden(), row) == [told]


@pytest.mark.parametrize("text", ["See ac-70.", "See xac-7.", "See ac-7-b.", "See ac-7.b.", "Nothing"])
def test_another_id_is_another_record(finds: Any, text: str) -> None:
    assert finds(hidden(), narrative(text)) == []


def test_it_is_named_by_every_id_it_has_had(finds: Any) -> None:
    corrected = hidden(id="ac-9", supersedes="ac-7", reason="put off")
    assert finds(hidden(), corrected, narrative("As in ac-7.")) == [
        'covert action "ac-9" is told of in narrative "n-1", which others read'
    ]


def test_its_own_words_in_another_record_are_found(finds: Any) -> None:
    words = "The grey house beside the mill"
    found = finds(hidden(kind=words), narrative("seen at the  grey house, beside the Mill."))
    assert len(found) == 0
    found = finds(hidden(objective=words), narrative("seen at: the  grey house, beside the Mill."))
    assert found[1:] == ['covert action "ac-7" is told of in narrative "n-1", which others read']
    assert len(finds(hidden(objective="The mill"), narrative("He walked past the mill."))) == 1


@pytest.mark.parametrize(
    ("kind", "is_found"), [("Log 2026/118", True), ("2026/1", True), ("2026", False), ("surveillance", False)]
)
def test_its_reference_in_another_record_is_found(finds: Any, kind: str, is_found: bool) -> None:
    assert bool(finds(hidden(kind=kind), narrative(f"They wrote {kind} on it."))) is is_found
    assert finds(hidden(kind=kind), narrative("They wrote 2026/1189 on it.")) == []


def test_an_action_without_a_kind_has_no_reference_to_look_for(finds: Any) -> None:
    assert finds(("action", {"id": "ac-7", "handling": "covert"}), narrative("Log 2026/118")) == []


def test_news_of_it_other_covert_actions_signatures_and_old_versions_are_left_out(finds: Any) -> None:
    rows = [
        ("action_update", {"id": "au-1", "action": "ac-7", "status": "open"}),
        hidden(id="ac-8", kind="Log 2026/118"),
        ("signature", {"id": "sg-1", "statement": "ac-7 is in it"}),
        narrative("As in ac-7."),
        ("narrative", {"id": "n-2", "text": "Nothing.", "supersedes": "n-1", "reason": "mended"}),
    ]
    assert finds(hidden(), *rows) == []


def test_an_entry_of_a_covert_kind_is_marked_so(finds: Any) -> None:
    row = ("action", {"id": "ac-1", "menu_entry": "restrictive@1.0.0/covert-surveillance"})
    told = ['action "ac-1" is of a covert kind and is not marked covert']
    assert finds(row, is_covert_kind=lambda ref: ref.endswith("/covert-surveillance")) == told
    assert finds(row) == []
    assert finds(("action", {"id": "ac-1"}), is_covert_kind=bool) == []
