"""The plans for families: every heading and caution, what is open said in words, and nothing that is not theirs."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from sjtool import clock
from sjtool.assess.family_plan import OUTLINES, is_of_outline
from sjtool.assess.standing import Standing
from sjtool.errors import SjtoolError
from sjtool.loader import Loaded
from sjtool.report import as_json, as_markdown, as_text
from sjtool.report.catalogue import find_builder
from sjtool.report.context import Context
from sjtool.report.family_guard import find_family, find_guard
from sjtool.report.family_passages import find_family_plan, split_people
from sjtool.report.family_words import DANGER, NOT_WRITTEN, STILL_HOLDS, WORDS
from sjtool.report.report import Report
from sjtool.report.summary import build_summary
from sjtool.store.library import Library

TODAY = date(2026, 3, 12)
REF = {"safety-plan": "safety-plan@1.0.0", "protection-plan-outline": "protection-plan-outline@1.0.0"}
WIDTHS = (60, 80, 100)
PLAN = ("safety-plan", "protection-plan-outline")
NEVER = ("subject", "offender", "MAPPA", "ARMS", "OSP", "SRP", "factor", "rating", "Chain head", "sjtool verify", "[")


def context(loaded: Loaded, **more: Any) -> Context:
    given = {"reveal": False, "for_author": True, "as_at": "", "recipient": "", "access": (), **more}
    return Context(loaded, TODAY, **given)


def build(case: Any, named: str = "safety-plan", **more: Any) -> Report:
    return find_builder(named)(context(case if isinstance(case, Loaded) else case.load(), **more))


def every_print(report: Report) -> Iterator[str]:
    yield from (as_text.render(report, width) for width in WIDTHS)
    yield as_markdown.render(report)
    yield json.dumps(json.loads(as_json.render(report)), ensure_ascii=False)


def add(case: Any, part: str, text: str, named: str = "safety-plan", **more: Any) -> str:
    made: str = case.add("narrative", assessment="a-001", heading=f"{REF[named]}/{part}", text=text, **more)
    return made


def fill(case: Any, named: str = "safety-plan") -> None:
    """Every heading, then the lines about the plan as a whole."""
    for entry in Library().menu(named).entry:
        add(case, entry.id, f"Words of {entry.id} as they said them.", named)
    add(case, "whose", "The family in Mill Lane", named)
    add(case, "agreed-on", "2026-03-10", named)
    add(case, "took-part", "Ms R; her mother\nMr Idris, social worker", named)
    add(case, "review-on", "2026-04-07", named)


def flat(text: str) -> str:
    return " ".join(text.split())


def said(report: Report) -> str:
    return flat(as_text.render(report, 100))


def codes(call: Callable[[], object]) -> list[tuple[str, str]]:
    with pytest.raises(SjtoolError) as stopped:
        call()
    return [(problem.code, problem.what) for problem in stopped.value.problems]


@pytest.mark.parametrize("named", PLAN)
def test_every_heading_stands_with_the_words_of_the_family_at_every_width_and_in_every_format(
    judged: Any, named: str
) -> None:
    fill(judged, named)
    for shown in every_print(build(judged, named)):
        for entry in Library().menu(named).entry:
            assert entry.title in flat(shown)
            assert f"Words of {entry.id} as they said them." in flat(shown).replace("\\", "")
        assert NOT_WRITTEN not in shown


@pytest.mark.parametrize("named", PLAN)
def test_what_is_not_filled_in_is_said_to_be_open_and_never_left_blank(unjudged: Any, named: str) -> None:
    report = build(unjudged, named)
    entries = Library().menu(named).entry
    filled: Any = next(section for section in report.sections if section.number == 1)
    assert [group.title for group in filled.blocks] == [entry.title for entry in entries]
    assert all(group.blocks[0].text == NOT_WRITTEN for group in filled.blocks)
    assert report.status.words == "Draft: not written down here as agreed"
    shown = as_text.render(report, 80)
    assert "Not yet written down: whose plan this is" in shown
    assert "Agreed on           Not written down here yet." in shown
    assert "Who took part       Not written down here yet." in shown
    assert "The day to go through this plan again is not written down here yet. Ask for one." in flat(shown)
    assert shown.count("name ____") == 4


@pytest.mark.parametrize("named", PLAN)
def test_every_caution_stands_in_plain_words(judged: Any, named: str) -> None:
    fill(judged, named)
    for shown in every_print(build(judged, named)):
        for caution in WORDS[named].cautions:
            assert caution in flat(shown)


def test_the_safety_plan_says_what_it_is_who_changes_it_and_what_happens_if_it_is_broken(judged: Any) -> None:
    fill(judged)
    shown = said(build(judged))
    for words in (
        "not a legal document",
        "A court order, bail or a licence comes first.",
        "Say yes only to what you will do.",
        "Speak to children's services first.",
        "family group conference",
        "If the plan is broken, tell children's services at once.",
        'Whom to ring is written under "What happens if it is broken".',
        DANGER,
        "Everybody goes through this plan again on 7 April 2026.",
    ):
        assert words in shown


def test_without_words_on_a_breach_the_print_asks_for_a_number(judged: Any) -> None:
    assert "Whom to ring is not written down yet. Ask the social worker for a number" in said(build(judged))


def test_the_core_group_is_told_its_part(judged: Any) -> None:
    fill(judged, "protection-plan-outline")
    report = build(judged, "protection-plan-outline")
    assert report.title == "Outline child protection plan"
    assert "The core group goes through this plan again on 7 April 2026." in said(report)
    assert "Whom to ring" not in said(report)


def test_whose_plan_who_agreed_and_when_stand_at_the_top_and_everybody_has_a_line_to_sign(judged: Any) -> None:
    fill(judged)
    report = build(judged)
    assert (report.title, report.subject) == ("Safety plan for home", "The family in Mill Lane")
    assert (report.status.id, report.status.words) == ("agreed", "Agreed on 10 March 2026")
    shown = said(report)
    assert "Agreed on 10 March 2026 Who took part Ms R her mother Mr Idris, social worker" in shown
    for name in ("Ms R", "her mother", "Mr Idris, social worker"):
        assert f"- {name} signed ___" in shown


def test_a_plan_agreed_in_part_says_so(judged: Any) -> None:
    add(judged, "sleeping", "Each in their own room.")
    add(judged, "agreed-on", "2026-03-10")
    assert build(judged).status.words == "Agreed in part on 10 March 2026"


def test_a_correction_takes_the_place_of_the_old_words_and_the_agreement_no_longer_covers_it(judged: Any) -> None:
    fill(judged)
    plan = find_family_plan(judged.load(), "safety-plan")
    old = plan.passages["sleeping"][0].id
    add(judged, "sleeping", "The baby sleeps with Ms R.", supersedes=old, reason="REASON-MARK")
    report = build(judged)
    assert report.status.words == "Agreed on 10 March 2026, changed since"
    shown = said(report)
    assert "The baby sleeps with Ms R." in shown
    assert "Words of sleeping" not in shown
    assert 'Changed since it was agreed: "Sleeping". Go through this again together.' in shown
    assert "REASON-MARK" not in shown
    agreed = find_family_plan(judged.load(), "safety-plan").passages["agreed-on"][0].id
    add(judged, "agreed-on", "2026-03-11", supersedes=agreed, reason="agreed again")
    assert build(judged).status.words == "Agreed on 11 March 2026"


def test_the_plan_outlives_the_assessment_in_which_it_was_written(judged: Any) -> None:
    fill(judged)
    judged.add("assessment", opened_on="2026-03-12", trigger="review", purpose="Look again.")
    assert "Words of sleeping as they said them." in said(build(judged))


def test_a_heading_that_this_version_does_not_know_still_stands(judged: Any) -> None:
    add(judged, "pets-at-home", "The dog stays with Ms R.")
    shown = said(build(judged))
    assert "Pets at home The dog stays with Ms R." in shown


def test_a_heading_written_by_hand_is_held_against_the_guard_and_not_repeated_in_the_message(judged: Any) -> None:
    judged.add("person", id="k", roles=["victim"], standing="victim", label="Miss K")
    add(judged, "room-of-miss-k", "Nobody goes in.")
    ((code, what),) = codes(lambda: build(judged))
    assert code == "family-plan-names-guarded"
    assert what.startswith("a heading that the outline does not have names somebody")


def test_two_passages_that_both_stand_are_both_printed(judged: Any) -> None:
    add(judged, "sleeping", "Upstairs.")
    add(judged, "sleeping", "Downstairs.")
    assert "Sleeping Upstairs. Downstairs." in said(build(judged))


def test_a_plan_begun_on_a_version_that_is_not_here_is_printed_by_the_one_that_is(judged: Any) -> None:
    judged.add("narrative", assessment="a-001", heading="safety-plan@0.9.0/sleeping", text="In their own rooms.")
    assert find_family_plan(judged.load(), "safety-plan").ref == REF["safety-plan"]
    assert "Sleeping In their own rooms." in said(build(judged))


def test_the_day_alone_stands_under_review_where_nothing_more_was_agreed(judged: Any) -> None:
    add(judged, "review-on", "2026-04-07")
    shown = said(build(judged))
    assert "When we look at it again On 7 April 2026. No more than that is written down here yet." in shown


def test_a_day_written_by_hand_in_another_way_stays_as_it_was_written(judged: Any) -> None:
    add(judged, "review-on", "the first Tuesday after Easter")
    assert "again on the first Tuesday after Easter." in said(build(judged))


def test_the_foot_is_calm_and_the_copy_can_still_be_held_against_the_file(judged: Any) -> None:
    fill(judged)
    report = build(judged)
    for shown in (as_text.render(report, 80), as_markdown.render(report)):
        assert "Chain head" not in shown
        assert "--head" not in shown
        assert judged.head() in shown
        assert shown.rstrip().strip("*").endswith("OFFICIAL-SENSITIVE")
    assert "Chain head" in as_text.render(build_summary(judged.load(), built_on=TODAY), 80)


@pytest.mark.parametrize(("given", "shown"), [("not stated", False), ("Ms R", True)])
def test_a_copy_says_whom_it_is_for_only_where_somebody_was_named(judged: Any, given: str, *, shown: bool) -> None:
    assert (f"Made for: {given}" in as_text.render(build(judged, recipient=given), 80)) is shown


@pytest.mark.parametrize("named", PLAN)
def test_no_word_of_the_trade_is_in_it(judged: Any, named: str) -> None:
    fill(judged, named)
    for shown in (as_text.render(build(judged, named), 80), as_markdown.render(build(judged, named))):
        for word in NEVER:
            assert word.casefold() not in shown.casefold(), word


def marked(case: Any) -> Loaded:
    """The same case with a mark of its own in every word anybody wrote, the plan's own passages aside."""
    loaded: Loaded = case.load()
    entries = []
    for entry in loaded.case:
        record: Any = entry.record
        changes: dict[str, Any] = {}
        for key, value in record:
            if key in {"id", "at", "by", "salt", "chain", "supersedes", "heading"} or is_of_outline(
                getattr(record, "heading", "")
            ):
                continue
            if isinstance(value, str) and " " in value:
                changes[key] = f"MARK {value} MARK"
            elif key in {"label", "level", "recent", "past", "band", "kind", "objective", "owner"} and value:
                changes[key] = f"MARK-{value}"
        entries.append(entry._replace(record=record.model_copy(update=changes)))
    whole = replace(loaded.case, entries=tuple(entries))
    return Loaded(Path("harbour.toml"), whole, Standing(whole), loaded.library)


@pytest.mark.parametrize("named", PLAN)
@pytest.mark.parametrize("for_author", [True, False])
@pytest.mark.parametrize("reveal", [True, False])
def test_nothing_of_the_rest_of_the_case_is_in_any_format(
    judged: Any, named: str, *, for_author: bool, reveal: bool
) -> None:
    judged.add("event", kind="intelligence", held_on="2026-03-01", what="He was seen at the fair.")
    judged.add(
        "evidence", nature="reported", kind="police-intelligence", title="Log 7", obtained=True, text="A van was seen."
    )
    fill(judged, named)
    loaded = marked(judged)
    marks = sum("MARK" in str(value) for entry in loaded.case for _key, value in entry.record)
    assert marks > 100
    report = build(loaded, named, for_author=for_author, reveal=reveal)
    others = {
        entry.record.id
        for entry in loaded.case
        if not is_of_outline(getattr(entry.record, "heading", "")) and "-" in entry.record.id
    }
    assert {"victim-1", "ac-003", "tr-001"} <= others
    for shown in every_print(report):
        assert "MARK" not in shown
        assert not [one for one in others if one in shown]
        for word in ("SECRET", "covert", "surveillance", "fair", "very high", "V1"):
            assert word not in shown


def test_hostile_words_stand_whole_and_do_nothing(judged: Any) -> None:
    add(judged, "sleeping", "[/] [bold] <script>alert(1)</script> \x1b[31m # *x* `y` \u202e end")
    report = build(judged)
    for width in WIDTHS:
        shown = as_text.render(report, width)
        assert "[/] [bold] <script>alert(1)</script>" in flat(shown)
        assert "\x1b" not in shown
        assert "\u202e" not in shown
        assert max(map(len, shown.split("\n"))) <= width
    assert "<script>" not in as_markdown.render(report)
    words = json.loads(as_json.render(report))["sections"][1]["blocks"][4]["blocks"][0]["text"]
    assert words == "[/] [bold] <script>alert(1)</script> \x1b[31m # *x* `y` \u202e end"


GUARDED = ("family-plan-names-guarded", 'heading "sleeping" names somebody who is kept confidential, or a victim')
KEPT = ("family-plan-kept-back", 'heading "sleeping" repeats words that are not for the family')


@pytest.mark.parametrize(
    "text",
    [
        "V1 slept here.",
        "She told v1's mother.",
        "As victim-1 said.",
        "Miss  K came.",
        "MISS K\u2019s room",
        "Miss\nK",
        "\uff2d\uff49\uff53\uff53 K",  # the same letters, full width
        "Amy slept here.",
        "Old Name went.",
    ],
)
def test_a_plan_that_names_somebody_confidential_is_refused_by_the_heading_alone(judged: Any, text: str) -> None:
    judged.add("person", id="n-1", roles=["relative"], standing="other", label="Old Name", confidential=True)
    judged.add(
        "person",
        id="n-1b",
        supersedes="n-1",
        reason="asked",
        roles=["relative"],
        standing="other",
        label="Miss K (a neighbour)",
        confidential=True,
    )
    judged.add("person", id="amy", roles=["victim"], standing="victim", label="Amy")
    add(judged, "sleeping", text)
    ((code, what),) = codes(lambda: build(judged))
    assert (code, what.startswith(GUARDED[1])) == (GUARDED[0], True)
    assert text not in what


@pytest.mark.parametrize(
    "text", ["Ms R and D sleep upstairs.", "V12 is a bus.", "The amy of it.", "amy", "Miss Kay came."]
)
def test_others_may_be_named(judged: Any, text: str) -> None:
    judged.add("person", id="k", roles=["relative"], standing="other", label="Miss K (a neighbour)", confidential=True)
    judged.add("person", id="amy", roles=["victim"], standing="victim", label="Amy")
    judged.add("person", id="nobody", roles=["victim"], standing="victim")
    add(judged, "sleeping", text)
    assert flat(text) in said(build(judged))


def test_a_child_of_the_family_who_was_harmed_may_be_named_in_their_own_plan(judged: Any) -> None:
    judged.add("person", id="child-e", roles=["child", "victim"], standing="victim", label="Child E")
    add(judged, "sleeping", "Child E sleeps with Ms R.")
    assert codes(lambda: build(judged))[0][0] == GUARDED[0]
    judged.add("relation", person="partner", to="child-e", kind="parent-of")
    assert "Child E sleeps with Ms R." in said(build(judged))
    assert "child-e" in find_family(judged.load().standing, TODAY)
    judged.add(
        "person",
        id="child-e2",
        supersedes="child-e",
        reason="asked",
        roles=["child", "victim"],
        standing="victim",
        label="Child E",
        confidential=True,
    )
    assert codes(lambda: build(judged))[0][0] == GUARDED[0]


def test_words_of_what_intelligence_rests_on_are_kept_back_with_it(judged: Any) -> None:
    words = "The lady next door saw the boy at his gate."
    remark = judged.add("evidence", nature="fact", kind="other", title="A remark", text=words, obtained=True)
    add(judged, "sleeping", words)
    assert words in said(build(judged))
    judged.add("event", kind="intelligence", held_on="2026-03-01", what="w", evidence=[remark])
    with pytest.raises(SjtoolError) as stopped:
        build(judged)
    assert [(problem.code, problem.what) for problem in stopped.value.problems] == [KEPT]


def add_kept_back(case: Any) -> None:
    """Words of every kind that are kept from the family."""
    six = "one {} word that stands in six"
    heard = {"nature": "reported", "obtained": True}
    case.add("evidence", kind="police-intelligence", title="Log of the week", text=six.format("police"), **heard)
    case.add("evidence", kind="other", title="Letter", text=six.format("graded") + ". More.", grade="2BC", **heard)
    case.add("evidence", kind="other", title="Letter", text=six.format("handled"), handling="covert", **heard)
    case.add("evidence", kind="other", title="Letter", text=six.format("open"), handling="open", **heard)
    case.add("event", kind="intelligence", held_on="2026-03", what=six.format("event"))
    case.add("event", kind="visit", held_on="2026-03", what=six.format("visit"))
    case.add("action_update", action="ac-003", status="open", what_happened=six.format("update"))
    case.add("action_update", action="ac-001", status="open", what_happened=six.format("plain"))
    sitting = {"assessment": "a-001", "set": "section-12@1.0.0", "about": "subject", "interviewers": ["pc-4412"]}
    case.add("session", id="s-v", informant="victim-1", mode="in-person", held_on="2026-03-05", **sitting)
    told = {"session": "s-v", "basis": "told"}
    case.add("response", item="5", value=six.format("victim's"), note=six.format("noted"), **told)
    case.add("response", item="3", value=True, **told)
    case.add(
        "reading", item="section-12@1.0.0/1", responses=["r-0001"], outcome="differ", reading=six.format("reading")
    )


@pytest.mark.parametrize(
    "text",
    [
        "We know: ONE police word, that stands in six!",
        "one graded word that stands in six",
        "one handled word that stands in six",
        "one event word that stands in six",
        "one update word that stands in six",
        "one victim's word that stands in six",
        "one noted word that stands in six",
        "one reading word that stands in six",
        "Secret words nobody else may read.",
        "There is directed surveillance.",
        "Log of the week",
        "secret purpose",
    ],
)
def test_a_plan_that_repeats_what_is_kept_back_is_refused_by_the_heading_alone(judged: Any, text: str) -> None:
    add_kept_back(judged)
    add(judged, "sleeping", text)
    ((code, what),) = codes(lambda: build(judged))
    assert (code, what) == KEPT
    with pytest.raises(SjtoolError) as stopped:
        build(judged)
    told = stopped.value.problems[0].render()
    assert not [word for word in ("covert", "surveillance", "six", "SECRET") if word in told]


@pytest.mark.parametrize(
    "text", ["one visit word that stands in six", "one open word that stands in six",
             "one plain word that stands in six", "Letter", "It is in the log of the week.", "one police word"],
)  # fmt: skip
def test_words_that_are_not_kept_back_may_stand(judged: Any, text: str) -> None:
    add_kept_back(judged)
    add(judged, "sleeping", text)
    assert text in said(build(judged))


def test_the_recipient_is_held_against_the_guard_too(judged: Any) -> None:
    ((code, what),) = codes(lambda: build(judged, recipient="the mother of V1"))
    assert (code, what.startswith("the recipient names")) == (GUARDED[0], True)


def test_a_passage_that_is_not_as_it_was_recorded_is_not_printed(judged: Any) -> None:
    add(judged, "sleeping", "In their own rooms.")
    loaded = judged.load()
    name = find_family_plan(loaded, "safety-plan").passages["sleeping"][0].id
    changed = replace(loaded, case=replace(loaded.case, broken=(name,)))
    assert codes(lambda: build(changed)) == [("family-plan-changed", 'heading "sleeping" is not as it was recorded')]
    other = replace(loaded, case=replace(loaded.case, broken=("e-001",)))
    assert "In their own rooms." in said(build(other))


def test_an_outline_that_is_not_as_it_was_used_is_not_printed(judged: Any) -> None:
    judged.add("template", ref=REF["safety-plan"], sha256="0" * 64)
    assert [code for code, _what in codes(lambda: build(judged))] == ["template-changed"]


def test_the_summary_prints_no_passage_of_a_plan_for_the_family(judged: Any) -> None:
    for named in PLAN:
        fill(judged, named)
    judged.add("narrative", assessment="a-001", heading="Dissent", text="The social worker would go lower.")
    shown = as_text.render(build_summary(judged.load(), built_on=TODAY), 100)
    assert "The social worker would go lower." in shown
    assert "as they said them" not in shown
    assert "safety-plan@1.0.0/" not in shown


@pytest.mark.parametrize(
    ("heading", "is_one"),
    [("safety-plan@1.0.0/sleeping", True), ("protection-plan-outline@2.1/aims", True), ("safety-plan", False),
     ("safety-plan@1.0.0/Miss K", False),
     ("Safety plan", False), ("restrictive@1.0.0/home-visits", False), ("", False), (None, False)],
)  # fmt: skip
def test_headings_of_a_plan_are_told_from_others(heading: str | None, *, is_one: bool) -> None:
    assert is_of_outline(heading) is is_one


def test_titles_are_those_of_the_outline_and_an_unknown_part_is_called_by_its_id(judged: Any) -> None:
    plan = find_family_plan(judged.load(), "safety-plan")
    assert (plan.title("sleeping"), plan.title("whose"), plan.title("x")) == ("Sleeping", "Whose plan it is", "x")
    assert plan.entry("x") is None
    assert OUTLINES == PLAN


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("Mr Q, Ms W, Mrs P and PC Hughes", ["Mr Q", "Ms W", "Mrs P", "PC Hughes"]),
        ("Mr Q, Ms W, and Mrs P.", ["Mr Q", "Ms W", "Mrs P."]),
        ("Ms R & her mother\nMr Idris", ["Ms R", "her mother", "Mr Idris"]),
        ("Mr and Mrs Quaye, Sandra", ["Mr Quaye", "Mrs Quaye", "Sandra"]),
        ("Mr & Mrs Quaye and Alexandra", ["Mr Quaye", "Mrs Quaye", "Alexandra"]),
        ("Mr Idris, social worker; Ms R and her mother", ["Mr Idris, social worker", "Ms R and her mother"]),
        (" , ", []),
        ("", []),
    ],
)
def test_everybody_who_took_part_is_told_apart(text: str, people: list[str]) -> None:
    assert split_people(text) == people


def test_a_case_without_people_has_nothing_to_guard(builder: Any) -> None:
    case = builder(parts=0)
    case.add("officer", id="pc-4412", name="PC Hughes", role="offender manager", agency="Northshire Police")
    guard = find_guard(case.load().standing, TODAY)
    assert (guard.names, guard.sentences, guard.wholes) == ((), frozenset(), frozenset())
    assert guard.tell("V1") is None


def test_at_an_earlier_day_the_plan_is_as_it_was_then(judged: Any) -> None:
    add(judged, "sleeping", "In their own rooms.")
    early = judged.load()
    then = replace(early, case=early.case.up_to(datetime(2026, 3, 1, tzinfo=UTC)))
    report = build(Loaded(then.path, then.case, Standing(then.case), then.library), as_at="2026-03-01")
    assert "In their own rooms." not in said(report)
    assert "The case as it was recorded by 1 March 2026." in said(report)


@pytest.mark.parametrize("named", PLAN)
def test_the_day_and_hour_tell_a_newer_copy_and_the_number_is_a_reference_alone(judged: Any, named: str) -> None:
    shown = said(build(judged, named))
    at = clock.now().astimezone()
    assert f"Printed on {at.day} {at:%B %Y} at {at:%H.%M}." in shown
    assert "the one with the later day and time is newer" in shown
    assert f"Reference of this copy: {judged.head()}" in shown
    assert "Keep the newest one" not in shown


def test_a_plan_that_nobody_has_agreed_here_says_that_what_was_signed_still_holds(judged: Any) -> None:
    assert STILL_HOLDS in said(build(judged))
    fill(judged)
    assert STILL_HOLDS not in said(build(judged))
