"""What a signer is shown: page one in short, their last approval, weak points, their own part."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from sjtool.assess.signing import find_signing
from sjtool.assess.weakest import WeakPoint
from sjtool.model.decision import Countersignature
from sjtool.report.context import Context
from sjtool.report.signing_facts import approval_lines, facts_lines, part_lines, weakest_lines
from sjtool.report.signing_words import say_records, signing_lines

TODAY = date(2026, 3, 12)


def context(case: Any) -> Context:
    return Context(case.load(), TODAY, False, True, "", "", ())


def test_page_one_in_short_at_sixty_columns(judged: Any) -> None:
    lines = [*facts_lines(context(judged), 60)]
    assert max(map(len, lines)) <= 60
    text = " ".join(" ".join(lines).split())
    for said in (
        "HIGH, to: D, and children",
        "confidence",
        "Override o-001, upward:",
        "1 covert",
        "what your signature covers",
    ):
        assert said in text


def test_a_case_that_is_not_judged_says_no_level(unjudged: Any) -> None:
    assert "Level" not in "\n".join(facts_lines(context(unjudged), 80))


def test_a_case_that_names_nobody_says_no_more_than_it_has(builder: Any) -> None:
    bare = [*facts_lines(context(builder(parts=0)), 80)]
    assert bare[0].startswith("harbour · training case")


def test_no_override_and_an_acknowledged_edit_are_said(unjudged: Any) -> None:
    unjudged.judge_first()
    unjudged.judge_final(overrides="none")
    loaded = unjudged.load()
    edited = replace(loaded, case=replace(loaded.case, acknowledged=("e-001",)))
    text = "\n".join(facts_lines(replace(context(unjudged), loaded=edited), 80))
    assert "none, said explicitly" in text
    assert "e-001 was edited by hand, and acknowledged" in text
    assert "0 actions\n" in text


def test_an_approval_without_a_day(judged: Any) -> None:
    last = Countersignature(id="cs-001", assessment="a-001")
    first, *_rest = approval_lines(context(judged), last, (), 80)
    assert first == "Since you approved a-001 on a day not recorded (cs-001):"


def test_weak_points_name_their_records_once() -> None:
    points = (WeakPoint("override", "Upward (o-001)", ("o-001",)), WeakPoint("gap", "Not recorded: x.", ("r-1",)))
    assert [*weakest_lines(points, 80)] == [
        "Overrides, downward first (1)",
        "  -  Upward (o-001)",
        "Missing (1)",
        "  -  Not recorded: x. (r-1)",
    ]
    assert [*weakest_lines((), 80)] == ["No weak point of the kinds that are looked for (docs/signing.md)."]


def test_who_recorded_nothing_is_told_nothing(judged: Any) -> None:
    assert [*part_lines(context(judged), "ds-9", 80)] == []


def test_a_record_that_is_not_there_is_named_all_the_same(judged: Any) -> None:
    assert say_records(judged.load().standing, ["x-1", "x-2"]) == "record x-1, x-2"


def test_of_somebody_kept_apart_the_label_stands_and_no_id(judged: Any) -> None:
    judged.add("person", id="tamara-canary", roles=["victim"], label="V7")
    judged.add("person", id="nobody-canary", roles=["victim"], confidential=True)
    judged.add("person", id="aunt-1", roles=["relative"], label="Aunt Q")
    judged.add("person", id="aunt-2", roles=["relative"], label="Aunt Q", confidential=True, supersedes="aunt-1")
    ids = ["tamara-canary", "nobody-canary", "aunt-1", "aunt-2", "partner"]
    assert say_records(judged.load().standing, ids) == (
        "person V7, somebody kept apart, Aunt Q, partner; correction of person Aunt Q"
    )


def test_what_is_covert_is_not_named_and_voids_nothing_for_others(judged: Any) -> None:
    keys = {"assessment": "a-001", "head": judged.head(), "method": "typed", "statement": "x", "role": "x"}
    judged.add("signature", **keys)
    covert = judged.add("action", assessment="a-001", pillar="supervision", handling="covert", kind="x")
    standing = judged.load().standing
    (line,) = signing_lines(standing, find_signing(standing, "a-001"), frozenset({covert}))
    assert line == "Changed since signing, so that the signature no longer holds: 1 not named here"
    shared = judged.report(for_author=False)
    assert covert not in " ".join(shared.status.lines)
    assert shared.status.changed == ()
    assert shared.status.id == "signed"
    assert judged.report().status.id == "changed-since"
