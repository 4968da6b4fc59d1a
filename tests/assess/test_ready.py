"""What stops a signature, what is only listed, and that the table in the documents is the one in the code."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from sjtool.assess.gap import Gap
from sjtool.assess.ready import REQUIRED, Readiness, find_unready
from sjtool.assess.standing import Standing
from sjtool.loader import Loaded, load_sound
from sjtool.model.case import Case, Entry
from sjtool.model.kinds import KINDS
from sjtool.store.library import Library

ROOT = Path(__file__).resolve().parent.parent.parent
LIBRARY = Library()
Change = Callable[[Entry], Entry | None]


@cache
def demo(name: str) -> Loaded:
    return load_sound(ROOT / f"casefiles/demo-{name}.toml", LIBRARY)


def ready(loaded: Loaded, *changes: Change, more: tuple[tuple[str, dict[str, Any]], ...] = ()) -> Readiness:
    """How ready a demo case is once each record went through the changes and others were added."""
    entries: list[Entry] = []
    for entry in loaded.case:
        kept: Entry | None = entry
        for change in changes:
            kept = change(kept) if kept else None
        if kept:
            entries.append(kept)
    for number, (kind, keys) in enumerate(more):
        made = {"id": f"new-{number}", "by": "pc-4412", **keys}
        entries.append(Entry(kind, KINDS[kind].model_validate(made), 0))
    standing = Standing(Case(loaded.case.path, loaded.case.header, tuple(entries), loaded.case.head))
    seen = Loaded(loaded.path, standing.case, standing, LIBRARY)
    return find_unready(standing, seen.question_sets, seen.factor_sets, seen.passports, "harbour")


def drop(kind: str, when: Callable[[Any], bool] = lambda _record: True) -> Change:
    return lambda entry: None if entry.kind == kind and when(entry.record) else entry


def lose(kind: str, *keys: str, when: Callable[[Any], bool] = lambda _record: True) -> Change:
    """Take keys off every record of a kind."""

    def change(entry: Entry) -> Entry:
        if entry.kind != kind or not when(entry.record):
            return entry
        kept = entry.record.model_dump(by_alias=True, exclude_none=True, exclude={*keys})
        return Entry(kind, KINDS[kind].model_validate(kept), entry.line)

    return change


def required(found: Readiness) -> set[str]:
    return {gap.code for gap in found.required}


def listed(found: Readiness) -> set[str]:
    return {gap.code for gap in found.listed}


def is_final(record: Any) -> bool:
    return bool(record.stage == "final")


@pytest.mark.parametrize("name", ["harbour", "orchard", "quay"])
def test_a_finished_case_is_ready(name: str) -> None:
    assert ready(demo(name)).is_ready


ARMS, ACUTE = "arms-style@1.0.0/", "acute@1.0.0/"
STOPS: tuple[tuple[str, tuple[Change, ...]], ...] = (
    ("no-subject", (lose("person", "roles", when=lambda r: "subject" in r.roles),)),
    ("no-standing", (lose("person", "standing"),)),
    ("no-assessment", (drop("assessment"),)),
    ("no-purpose", (lose("assessment", "purpose"),)),
    ("no-information", (drop("evidence"), drop("session"), drop("response"))),
    ("sources-unsaid", (lose("evidence", "kind"),)),
    ("no-reason-not-obtained", (lose("evidence", "why_not"),)),
    ("not-rated-arms-style", (drop("rating", lambda r: r.factor.startswith(ARMS)),)),
    ("not-rated-acute", (drop("rating", lambda r: r.factor.startswith(ACUTE)),)),
    ("factors-unrated", (drop("rating", lambda r: r.factor == f"{ARMS}opportunity"),)),
    ("rating-without-evidence", (lose("rating", "evidence", when=lambda r: r.factor == f"{ARMS}opportunity"),)),
    ("record-incomplete", (lose("rating", "rationale"),)),
    ("record-incomplete", (lose("scenario", "warning_signs"),)),
    ("record-incomplete", (lose("formulation", "text"),)),
    ("discrepancies-unread", (drop("reading"),)),
    ("no-formulation", (drop("formulation"),)),
    ("no-scenarios", (drop("scenario"),)),
    ("few-scenarios", (drop("scenario", lambda r: r.kind != "repeat"),)),
    ("no-first-judgement", (drop("judgement", lambda r: r.stage == "first"),)),
    ("no-final-judgement", (drop("judgement", is_final),)),
    *(("judgement-unsaid", (lose("judgement", key, when=is_final),)) for key in ("level", "whom", "rationale")),
    *(("judgement-unsaid", (lose("judgement", key, when=is_final),)) for key in ("confidence", "limits")),
    *(("judgement-unsaid", (lose("judgement", key, when=is_final),)) for key in ("strongest_against", "would_change")),
    ("no-review-date", (lose("judgement", "review_on"),)),
    ("override-missing", (drop("override"),)),
    ("overrides-unsaid", (lose("judgement", "overrides"),)),
    ("override-incomplete", (lose("override", "rationale"),)),
    ("override-incomplete", (lose("override", "evidence"),)),
    ("no-reconciliation", (lose("judgement", "reconciliation"),)),
    ("no-plan", (drop("action"),)),
    ("no-contingency", (drop("action", lambda r: r.pillar == "contingency"),)),
    ("action-loose", (lose("action", "due_on"),)),
    ("action-loose", (lose("action", "owner"),)),
    ("no-governance", (drop("governance"),)),
)


@pytest.mark.parametrize(("code", "changes"), STOPS, ids=[f"{n}-{code}" for n, (code, _c) in enumerate(STOPS)])
def test_each_required_thing_stops_it_and_names_the_command_that_mends_it(
    code: str, changes: tuple[Change, ...]
) -> None:
    found = ready(demo("harbour"), *changes)
    assert not found.is_ready
    (gap, *_more) = [gap for gap in found.required if gap.code == code]
    assert gap.command.startswith("sjtool ")
    assert "CASE" not in gap.command


def test_every_required_code_is_reached_by_a_test_and_stands_in_the_documents() -> None:
    assert {code for code, _changes in STOPS} == set(REQUIRED)
    table = (ROOT / "docs/signing.md").read_text(encoding="utf-8")
    assert [code for code in REQUIRED if f"`{code}`" not in table] == []
    assert all(REQUIRED.values())


@pytest.mark.parametrize(
    ("code", "changes"),
    [
        ("no-tool-result", (drop("tool_result"), drop("override"))),
        ("not-interviewed", (drop("session", lambda r: r.informant == "partner"), drop("reading"))),
        ("no-household", (lose("person", "roles", when=lambda r: "subject" not in r.roles),)),
        ("harm-unsaid", (lose("judgement", "harm_staff"),)),
        ("factor-unanswered", (lose("action", "answers"),)),
        ("governance-unsaid", (lose("governance", "policy_document"),)),
        ("sources-unsaid", (lose("evidence", "kind", when=lambda r: r.kind == "home-visit"),)),
        ("not-enough-information", ()),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_may_be_missing_for_good_reasons_is_listed_only(code: str, changes: tuple[Change, ...]) -> None:
    found = ready(demo("harbour"), *changes)
    assert code in listed(found)
    assert code not in required(found)


def test_a_rating_of_nothing_seen_or_not_enough_information_needs_no_evidence() -> None:
    found = ready(demo("harbour"), lose("rating", "evidence", "past", when=lambda r: "enough" in r.recent))
    assert "rating-without-evidence" not in required(found)


def test_a_covert_action_is_not_loose() -> None:
    found = ready(demo("harbour"), lose("action", "owner", "due_on", when=lambda r: r.handling == "covert"))
    assert found.is_ready


def test_questions_put_off_are_listed_for_whom_no_other_gap_speaks() -> None:
    late = ("response", {"session": "s-002", "item": "9", "missing": "deferred", "basis": "told"})
    assert getattr(demo("harbour").case.find("s-002"), "informant", None) == "subject"
    found = ready(demo("harbour"), more=(late,))
    (gap,) = [gap for gap in found.listed if gap.code == "answers-open"]
    assert gap.text == "Still to be asked of Mr H: 1 question."
    assert gap.command == "sjtool interview harbour section-12 --informant subject --only-unanswered"


def test_information_that_came_after_the_final_judgement_is_listed() -> None:
    pieces = tuple(
        ("evidence", {"id": f"e-90{n}", "nature": "fact", "kind": "other", "title": "x", "obtained": True})
        for n in range(4)
    )
    found = ready(demo("harbour"), more=(*pieces, ("event", {"id": "ev-900"})))
    (gap,) = [gap for gap in found.listed if gap.code == "recorded-since-judged"]
    assert gap.text == "Not weighed, for it came after the final judgement: 4 records (e-900 to e-903)."
    assert "recorded-since-judged" not in listed(ready(demo("harbour")))
    assert "recorded-since-judged" not in listed(ready(demo("harbour"), drop("judgement"), more=pieces))


def test_what_only_the_supervisor_can_mend_is_not_asked_of_the_author() -> None:
    assert "not-countersigned" not in required(ready(demo("orchard"))) | listed(ready(demo("orchard")))


def test_a_first_judgement_that_is_missing_cannot_be_made_after_the_final_one() -> None:
    found = ready(demo("harbour"), drop("judgement", lambda r: r.stage == "first"))
    assert [gap.command for gap in found.required] == ["sjtool add harbour assessment"]
    found = ready(demo("harbour"), drop("judgement"))
    assert {gap.command for gap in found.required} == {"sjtool judge harbour"}


def test_gaps_come_in_the_order_of_the_summary() -> None:
    found = ready(demo("harbour"), drop("action"), drop("evidence"), drop("judgement"))
    assert [gap.section for gap in found.required] == sorted(gap.section for gap in found.required)
    assert [gap.section for gap in found.listed] == sorted(gap.section for gap in found.listed)


def test_a_case_with_nothing_in_it_says_how_to_begin() -> None:
    empty = Loaded(Path("harbour.toml"), *_bare(), LIBRARY)
    assert required(ready(empty)) >= {"no-subject", "no-assessment", "no-information", "no-final-judgement", "no-plan"}


def _bare() -> tuple[Case, Standing]:
    case = Case("harbour.toml", demo("harbour").case.header, (), "0" * 32)
    return case, Standing(case)


def in_words(found: tuple[Gap, ...], code: str) -> list[tuple[int, str, str]]:
    return [(gap.section, gap.text, gap.command) for gap in found if gap.code == code]


def test_ratings_that_rest_on_nothing_are_named_sheet_by_sheet_with_what_to_type() -> None:
    keys = {"assessment": "a-001", "person": "subject", "rationale": "r", "held_on": "2027-03-09", "recent": "high"}
    factors = (f"{ARMS}opportunity", f"{ARMS}social-influences", f"{ACUTE}hostility")
    made = tuple(("rating", {**keys, "id": f"ra-90{n}", "factor": factor}) for n, factor in enumerate(factors))
    found = ready(demo("harbour"), more=made)
    assert in_words(found.required, "rating-without-evidence") == [
        (
            5,
            "Not said, what the rating rests on: Opportunity; Social influences.",
            "sjtool rate harbour arms-style",
        ),
        (6, "Not said, what the rating rests on: Hostility.", "sjtool rate harbour acute"),
    ]


def test_incomplete_records_are_named_with_what_they_leave_out_and_what_to_type() -> None:
    more = (
        ("scenario", {"id": "sc-899", "assessment": "a-000"}),
        ("rating", {"id": "ra-900", "assessment": "a-001", "factor": f"{ARMS}opportunity", "recent": "no"}),
        ("rating", {"id": "ra-901", "assessment": "a-001", "recent": "no", "person": "subject", "rationale": "r"}),
        ("formulation", {"id": "f-900", "assessment": "a-001"}),
        (
            "scenario",
            {"id": "sc-900", "assessment": "a-001", "kind": "twist", "who": "w", "how": "h", "harm": "h"},
        ),
    )
    assert in_words(ready(demo("harbour"), more=more).required, "record-incomplete") == [
        (9, "Not said in ra-900: person, rationale, held on.", "sjtool rate harbour arms-style"),
        (9, "Not said in ra-901: factor, held on.", "sjtool rate harbour SHEET"),
        (9, "Not said in f-900: heading, text.", "sjtool add harbour formulation --supersedes f-900"),
        (9, "Not said in sc-900: imminence, warning signs.", "sjtool add harbour scenario --supersedes sc-900"),
    ]


def test_a_rating_of_another_assessment_may_be_incomplete_and_hides_no_other_one() -> None:
    entries = demo("harbour").case.entries
    earlier = Entry("rating", KINDS["rating"].model_validate({"id": "ra-000", "assessment": "a-000"}), 0)
    case = Case("harbour.toml", demo("harbour").case.header, (earlier, *entries), "0" * 32)
    loaded = Loaded(Path("harbour.toml"), case, Standing(case), LIBRARY)
    found = ready(loaded, lose("rating", "rationale", when=lambda r: r.factor == f"{ARMS}opportunity"))
    named = {text.split(":")[0] for _section, text, _command in in_words(found.required, "record-incomplete")}
    assert named
    assert "Not said in ra-000" not in named


def test_a_partners_open_answers_are_a_gap_already_and_the_persons_stand_among_the_interviews() -> None:
    partner = next(e.record.id for e in demo("harbour").case if getattr(e.record, "informant", "") == "partner")
    late = tuple(
        ("response", {"id": f"r-990{n}", "session": name, "item": "2", "missing": "deferred", "basis": "told"})
        for n, name in enumerate((partner, "s-002"))
    )
    found = ready(demo("harbour"), more=late)
    assert in_words(found.listed, "answers-open") == [
        (
            3,
            "Still to be asked of Mr H: 1 question.",
            "sjtool interview harbour section-12 --informant subject --only-unanswered",
        )
    ]
    assert len(in_words(found.listed, "items-open")) == 1


def test_the_first_record_after_the_final_judgement_counts_and_one_before_it_does_not() -> None:
    entries = demo("harbour").case.entries
    at = next(n for n, e in enumerate(entries) if e.kind == "judgement" and is_final(e.record))
    made = [Entry("evidence", KINDS["evidence"].model_validate({"id": f"e-90{n}"}), 0) for n in (1, 2)]
    placed = (*entries[:at], made[0], entries[at], made[1], *entries[at + 1 :])
    case = Case("harbour.toml", demo("harbour").case.header, placed, "0" * 32)
    found = ready(Loaded(Path("harbour.toml"), case, Standing(case), LIBRARY))
    assert in_words(found.listed, "recorded-since-judged") == [
        (
            13,
            "Not weighed, for it came after the final judgement: 1 record (e-902).",
            "sjtool add harbour assessment",
        )
    ]


def test_unless_the_officer_names_the_case_it_is_called_what_its_file_says() -> None:
    case, standing = _bare()
    found = find_unready(standing, {}, {}, {})
    assert found.required[0].command == f"sjtool add {case.header.case} person"


def test_a_sheet_used_without_its_version_is_rated_again_by_its_id() -> None:
    keys = {"assessment": "a-001", "person": "subject", "rationale": "r", "held_on": "2027-03-09", "recent": "high"}
    made = ("rating", {**keys, "id": "ra-900", "factor": "acute/hostility"})
    entries = [
        Entry(kind, KINDS[kind].model_validate({"by": "pc-4412", **given}), 0)
        for kind, given in (("person", {"id": "subject", "roles": ["subject"]}), ("assessment", {"id": "a-001"}), made)
    ]
    standing = Standing(Case("harbour.toml", demo("harbour").case.header, tuple(entries), "0" * 32))
    found = find_unready(standing, {}, {"acute": LIBRARY.factor_set("acute")}, {}, "harbour")
    assert in_words(found.required, "rating-without-evidence") == [
        (6, "Not said, what the rating rests on: Hostility.", "sjtool rate harbour acute")
    ]


@pytest.mark.parametrize(
    ("keys", "concerns", "is_bare"),
    [
        ({"recent": "no"}, ("no",), True),
        ({"recent": "no"}, ("present",), False),
        ({"recent": "none-seen"}, ("none-seen",), False),
        ({"recent": "not-known"}, ("not-known",), False),
        ({"recent": "none-seen", "past": "present"}, ("present",), True),
        ({"recent": "none-seen", "past": "no"}, ("no",), True),
        ({"recent": "none-seen", "past": "none-seen"}, ("present",), False),
    ],
)
def test_a_strength_said_to_be_absent_and_a_past_label_need_evidence_like_any_other(
    keys: dict[str, Any], concerns: tuple[str, ...], is_bare: bool
) -> None:
    acute = LIBRARY.factor_set("acute")
    factors = tuple(factor.model_copy(update={"raises_concern_when": concerns}) for factor in acute.factor)
    where = {"id": "ra-1", "assessment": "a-001", "person": "subject", "factor": f"{ACUTE}hostility"}
    records = (
        ("person", {"id": "subject", "roles": ["subject"]}),
        ("assessment", {"id": "a-001"}),
        ("rating", {**where, **keys}),
    )
    entries = tuple(Entry(kind, KINDS[kind].model_validate(given), 0) for kind, given in records)
    standing = Standing(Case("harbour.toml", demo("harbour").case.header, entries, "0" * 32))
    sheets = {"acute@1.0.0": acute.model_copy(update={"factor": factors})}
    assert ("rating-without-evidence" in required(find_unready(standing, {}, sheets, {}))) is is_bare
