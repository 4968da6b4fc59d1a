"""Which events of the person's copy keep their words, and which have their kind and day alone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, get_args

import pytest

from sjtool.assess.seen_by import see_as
from sjtool.assess.seen_by_events import FURTHER, NOT_IN_COPY, OF_AGENCIES
from sjtool.assess.standing import Standing
from sjtool.model.decision import Event, EventKind

Row = tuple[str, dict[str, Any]]
PEOPLE: tuple[Row, ...] = (
    ("person", {"id": "subject", "roles": ["subject"], "label": "Mr Harold Quaye", "gender": "male"}),
    ("person", {"id": "partner", "roles": ["partner"], "label": "Kelly Quaye (of Mill Lane)"}),
    ("person", {"id": "child-a", "roles": ["child"], "label": "Child A"}),
    ("person", {"id": "images", "roles": ["child"], "label": "Children in the images"}),
    ("person", {"id": "nameless", "roles": ["relative"]}),
    ("session", {"id": "s-2", "informant": "partner", "set": "section-12@1.0.0"}),
    ("response", {"id": "r-2", "session": "s-2", "note": "he comes and goes at night with the lights out"}),
)


@pytest.fixture
def copy(stand: Callable[..., Standing]) -> Callable[..., Event]:
    """An event as it stands in the person's copy."""

    def see(people: tuple[Row, ...] = PEOPLE, **keys: Any) -> Event:
        given = {"id": "ev-1", "kind": "visit", "held_on": "2026-03-02", **keys}
        found = see_as(stand(*people, ("event", given)), "person").case.find("ev-1")
        assert isinstance(found, Event)
        return found

    return see


@pytest.mark.parametrize("kind", ["section-47", "strategy-discussion", "information-shared", "referral", "conference"])
def test_what_agencies_do_and_tell_each_other_has_its_kind_and_day_alone(copy: Any, kind: str) -> None:
    words = {"what": "A plain sentence.", "outcome": "so", "told": ["the school"], "rationale": "as it is"}
    more = {"touches": ["child-a"], "present": ["child-a"], "opens_review": True, "next_on": "2026-04-01"}
    event = copy(kind=kind, evidence=["e-1"], reference="minutes 7", considered=["x/y"], **words, **more)
    assert event.model_dump(exclude_none=True, exclude_defaults=True, exclude={"at", "by"}) == {
        "id": "ev-1",
        "kind": kind,
        "held_on": "2026-03-02",
        "what": NOT_IN_COPY,
    }


def test_the_kinds_are_kinds_of_events() -> None:
    assert set(get_args(EventKind)) >= OF_AGENCIES


@pytest.mark.parametrize(
    "what",
    [
        "Kelly was in.",
        "We met kelly quaye at the door.",
        "child a opened.",
        "Spoke with child-a.",
        "As we know, he comes and goes at night with the lights out.",
        "Neighbour Daz said that he drinks.",
        "His sister told us.",
        "It was said that he drinks.",
        "It is alleged.",
        "According to the landlord he was out.",
        "Noisy, he \u201cnever sleeps\u201d.",
        "She said it.",
    ],
)
def test_what_names_others_or_may_tell_what_they_said_has_no_words(copy: Any, what: str) -> None:
    event = copy(what=what, entry="given", refused=["the bedroom"], touches=["housing"], present=["subject"])
    assert (event.what, event.refused, event.touches) == (NOT_IN_COPY, (), ())
    assert (event.kind, event.held_on, event.entry, event.present) == ("visit", "2026-03-02", "given", ("subject",))


@pytest.mark.parametrize(
    "what",
    [
        "The flat was tidy; he was in.",
        "He said that he sleeps well.",
        "Mr Harold Quaye said so. We told him of the next visit.",
        'Asked of work he also said "it goes well".',
        "He was told of the order.",
        "Mr Quaye was out.",
        "The Quaye household.",
        "Children's services have the file.",
    ],
)
def test_the_words_of_other_events_stay(copy: Any, what: str) -> None:
    event = copy(what=what, refused=["the bedroom"], present=["subject"])
    assert (event.what, event.refused) == (what, ("the bedroom",))


@pytest.mark.parametrize("more", [{"present": ["partner"]}, {"others_present": "two men"}])
def test_where_others_were_there_he_may_be_anybody(copy: Any, more: dict[str, Any]) -> None:
    assert copy(what="He said that he sleeps well.", **more).what == NOT_IN_COPY


@pytest.mark.parametrize(
    ("subject", "kept"),
    [
        ({"gender": "female"}, False),
        ({}, False),
        ({"label": "He"}, True),
    ],
)
def test_whose_words_they_are_follows_from_the_person(copy: Any, subject: dict[str, Any], kept: bool) -> None:
    people = (("person", {"id": "subject", "roles": ["subject"], **subject}),)
    assert (copy(people=people, what="He said so.").what == "He said so.") is kept


def test_without_a_subject_nobody_s_words_are_theirs(copy: Any) -> None:
    assert copy(people=(), what="He said so.", present=["subject"]).what == NOT_IN_COPY
    assert copy(people=(), what="He said so.").what == NOT_IN_COPY
    assert copy(people=(), what="We told him.").what == "We told him."


def test_an_event_of_agencies_that_says_nothing_stays_as_it_is(stand: Callable[..., Standing]) -> None:
    seen = see_as(stand(*PEOPLE, ("event", {"id": "ev-1", "kind": "section-47"})), "person")
    assert "ev-1" not in seen.stripped
    told = see_as(stand(*PEOPLE, ("event", {"id": "ev-1", "kind": "section-47", "outcome": "so"})), "person")
    assert (told.stripped - seen.stripped, told.counts["event-words"]) == ({"ev-1"}, 1)


def test_where_the_words_of_one_version_may_not_stand_those_of_none_do(stand: Callable[..., Standing]) -> None:
    first = ("event", {"id": "ev-1", "kind": "section-47", "what": "Plain."})
    second = ("event", {"id": "ev-2", "kind": "meeting", "what": "Plain.", "supersedes": "ev-1", "reason": "r"})
    seen = see_as(stand(*PEOPLE, first, second), "person")
    found = [seen.case.find(one) for one in ("ev-1", "ev-2")]
    assert [event.what for event in found if isinstance(event, Event)] == [NOT_IN_COPY, NOT_IN_COPY]


def test_a_conference_is_given_the_words(stand: Callable[..., Standing]) -> None:
    event = ("event", {"id": "ev-1", "kind": "section-47", "what": "Kelly said so."})
    found = see_as(stand(*PEOPLE, event), "conference").case.find("ev-1")
    assert isinstance(found, Event)
    assert found.what == "Kelly said so."


BY_OFFICERS = {"kind": "visit", "present": ["subject"], "others_present": "PC Lyle, with me."}


@pytest.mark.parametrize(
    ("what", "kept"),
    [
        ("His flat, 14.50. Kelly had rung.", "His flat, 14.50."),
        ("He said he was well. His mother nodded. He smiled.", "He said he was well."),
        ('Was in. "He hit me."', "Was in."),
        ('He gave an hour. "It depends." Kelly knew better.', 'He gave an hour. "It depends."'),
        ("Tidy. She was in tears.", "Tidy."),
        ("Tidy. Mrs Nextdoor waved.", "Tidy."),
        ("Tidy. Two weeks ago a man called Lewis rang.", "Tidy."),
        ("Tidy. He does not know that Kelly rang.", "Tidy."),
    ],
)
def test_a_visit_to_the_person_keeps_its_words_up_to_where_others_come_in(copy: Any, what: str, kept: str) -> None:
    assert copy(what=what, **BY_OFFICERS, refused=["the loft"]).what == f"{kept} {FURTHER}"
    assert copy(what=what, **BY_OFFICERS, refused=["the loft"]).refused == ()


@pytest.mark.parametrize(
    ("what", "is_kept"),
    [
        ("He came in and told PC Hale of Kelly and her son. The log says: aware.", True),
        ("He was told that Kelly had rung. The log says: aware.", False),
        ("He said so, but Kelly told us otherwise. The log says: aware.", False),
        ("Kelly told us. He said so too.", False),
    ],
)
def test_what_the_person_came_to_notify_is_theirs_though_it_names_others(copy: Any, what: str, is_kept: bool) -> None:
    kept = f"{what.partition('. ')[0]}. {FURTHER}" if is_kept else NOT_IN_COPY
    assert copy(kind="notification", what=what).what == kept
    assert copy(kind="other", what=what).what == NOT_IN_COPY


def test_where_only_what_stands_beside_the_words_is_left_out_they_are_whole(copy: Any) -> None:
    event = copy(what="Tidy. He was in.", touches=["child-a"], **BY_OFFICERS)
    assert (event.what, event.touches) == ("Tidy. He was in.", ())


def test_no_words_of_a_visit_stay_where_others_were_there_or_it_was_corrected(
    stand: Callable[..., Standing], copy: Any
) -> None:
    what = "Tidy. Kelly waved."
    for more in ({"present": ["subject", "partner"]}, {"others_present": "two men"}, {"present": ["nobody-known"]}):
        assert copy(what=what, **more).what == NOT_IN_COPY
    assert copy(what=what, others_present="PC Lyle, with me.").what == f"Tidy. {FURTHER}"
    first = ("event", {"id": "ev-1", "kind": "visit", "what": what})
    second = ("event", {"id": "ev-2", "kind": "visit", "what": what, "supersedes": "ev-1", "reason": "r"})
    found = see_as(stand(*PEOPLE, first, second), "person").case.find("ev-2")
    assert isinstance(found, Event)
    assert found.what == NOT_IN_COPY


def test_what_officers_say_among_themselves_of_others_is_left_out(copy: Any) -> None:
    assert copy(kind="meeting", what="DS Poe asks that neighbours be heard first.").what == NOT_IN_COPY
    assert copy(kind="meeting", what="DS Poe looks at it in March.").what == "DS Poe looks at it in March."


def test_the_person_is_not_told_when_the_next_visit_is(stand: Callable[..., Standing], copy: Any) -> None:
    assert copy(what="Tidy.", next_on="2026-04-01").next_on is None
    assert copy(what="Kelly waved.", next_on="2026-04-01").next_on is None
    event = ("event", {"id": "ev-1", "kind": "visit", "what": "Tidy.", "next_on": "2026-04-01"})
    assert see_as(stand(*PEOPLE, event), "person").counts["supervision"] == 1
