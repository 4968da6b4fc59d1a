"""Sheets to take along: every shipped set on paper, words inert, only what the person may see, room to write."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from sjtool.assess.accounts import Account
from sjtool.assess.ratings import view_sheet
from sjtool.assess.standing import Standing
from sjtool.interview.conduct import notes_at
from sjtool.interview.plan import build_plan
from sjtool.model.appraisal import Rating
from sjtool.model.enquiry import Response, Session
from sjtool.model.missing import REASONS
from sjtool.model.template import AppliesIf, AskedOf, Entry, FactorSet, Menu, QuestionSet
from sjtool.report import sheet_html, sheet_markdown
from sjtool.report.interview_sheet import BLANK, Occasion, Sheet, Sign, Space
from sjtool.report.sheet_lists import build_factor_sheet, build_menu_sheet
from sjtool.report.sheet_questions import PROFESSIONAL, build_question_sheet
from sjtool.store.library import Library
from sjtool.text import show_safely

LIBRARY = Library()
GOLDEN = Path(__file__).resolve().parents[1] / "golden"
DAY = "2026-03-04"
SECTION_12 = LIBRARY.question_set("section-12")
REFS = {ref: LIBRARY.read(ref).template for ref in sorted(LIBRARY.found)}
ROLES = [
    (ref, role)
    for ref, template in REFS.items()
    if isinstance(template, QuestionSet)
    for role in template.set.asked_of
    if build_plan(template, role, "", marks="all")
]
FACTOR_SETS = [ref for ref, template in REFS.items() if isinstance(template, FactorSet)]
MENUS = [ref for ref, template in REFS.items() if isinstance(template, Menu)]
HOSTILE = (
    "<script>alert(1)</script> [/] [b]x[/b] a | b `code` ``` # - 1. _u_ **s** {{ 7 * 7 }} {% raw %} &lt; "
    "\u202eabc \u05e9\u05dc\u05d5\u05dd \u0645\u0631\u062d\u0628\u0627"
)


def questions(
    of: QuestionSet = SECTION_12,
    role: AskedOf = "person",
    *,
    name: str = "",
    only: tuple[str, ...] = (),
    last: dict[tuple[str, str], Account] | None = None,
    **known: Any,
) -> Sheet:
    plan = build_plan(of, role, name or BLANK, marks="all", only=only)
    notes = notes_at(of, role, "start", "throughout")
    ref = f"{of.set.id}@{of.set.version}"
    return build_question_sheet(of, ref, role, plan, notes, Occasion(DAY, **known), last)


def factors(ref: str, **known: Any) -> Sheet:
    sheet = LIBRARY.factor_set(ref)
    return build_factor_sheet(sheet, LIBRARY.find(ref).ref, sheet.factor, Occasion(DAY, **known))


def menu(ref: str, **known: Any) -> Sheet:
    found = LIBRARY.menu(ref)
    return build_menu_sheet(found, LIBRARY.find(ref).ref, found.entry, Occasion(DAY, **known))


class Page(HTMLParser):
    """What a browser finds in a page: elements in order, their attributes, and the words of each."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.open: list[tuple[str, str]] = []
        self.inside: dict[str, list[str]] = {}
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        kept = dict(attrs)
        self.tags.append((tag, kept))
        if tag not in {"meta", "link", "img", "br"}:
            self.open.append((tag, kept.get("class") or ""))
            self.inside.setdefault(tag, []).append("")
        if "box" in (kept.get("class") or "").split():
            self.words.append("\u2610")

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop()[0] == tag, "elements close in the order in which they were opened"

    def handle_data(self, data: str) -> None:
        if any(tag == "style" for tag, _ in self.open):
            self.inside["style"][-1] += data
            return
        self.words.append(data)
        for tag in {tag for tag, _ in self.open}:
            self.inside[tag][-1] += data

    @property
    def text(self) -> str:
        return "".join(self.words)


@cache
def parser() -> MarkdownIt:
    return MarkdownIt("commonmark").enable(["table", "strikethrough"])


def read_markdown(text: str) -> tuple[list[str], str]:
    """The kinds of everything on a page, and its words as a reader sees them."""
    kinds, words = [], []
    for token in parser().parse(text):
        kinds.append(token.type)
        for child in token.children or ():
            kinds.append(child.type)
            words.append("\n" if child.type.endswith("break") else child.content)
        words.append("\n")
    return kinds, "".join(words)


def squeeze(text: str) -> str:
    return "".join(text.split())


def both(sheet: Sheet) -> Iterator[str]:
    """The words of a sheet as readers of either format see them, without white space."""
    yield squeeze(read_markdown(sheet_markdown.render(sheet))[1])
    yield squeeze(Page(sheet_html.render(sheet)).text)


def entry_of(sheet: Sheet, name: str) -> Any:
    return next(entry for block in sheet.blocks for entry in block.entries if entry.id == name)


# --- Every shipped template on paper -----------------------------------------------------------------------------


def check_shown(sheet: Sheet, ids: list[str]) -> None:
    """Each entry stands under a heading of its own in either format, with its id, in the order of the set."""
    tokens = parser().parse(sheet_markdown.render(sheet))
    headings = [token.content for before, token in pairwise(tokens) if before.type == "heading_open"]
    page = Page(sheet_html.render(sheet))
    level = "h4" if any(block.title for block in sheet.blocks) else "h3"
    in_html = [squeeze(words) for words in page.inside[level]]
    entries = [entry for block in sheet.blocks for entry in block.entries]
    assert [entry.id for entry in entries] == ids
    for entry in entries:
        assert any(h.startswith(f"{entry.number} ") and (entry.id == entry.number or entry.id in h) for h in headings)
    wanted = [squeeze(f"{e.number}{e.title}{'' if e.id == e.number else e.id}{''.join(e.tags)}") for e in entries]
    assert in_html == wanted


@pytest.mark.parametrize(("ref", "role"), ROLES)
@pytest.mark.parametrize("why", [False, True])
def test_every_question_set_prints_for_everybody_it_is_put_to(ref: str, role: AskedOf, why: bool) -> None:
    found = LIBRARY.question_set(ref)
    sheet = questions(found, role, why=why)
    check_shown(sheet, [*dict.fromkeys(q.item.id for q in build_plan(found, role, "x", marks="all"))])
    for words in both(sheet):
        for question in build_plan(found, role, BLANK, marks="all"):
            assert squeeze(question.ask) in words
            assert all(squeeze(prompt) in words for prompt in question.follow_up)


@pytest.mark.parametrize("ref", FACTOR_SETS)
def test_every_factor_set_prints_with_every_label(ref: str) -> None:
    found = LIBRARY.factor_set(ref)
    sheet = factors(ref, why=True)
    check_shown(sheet, [factor.id for factor in found.factor])
    for words in both(sheet):
        for factor in found.factor:
            assert all(squeeze(anchor) in words for anchor in factor.anchors.values())
            assert squeeze(factor.caution or "") in words
            assert squeeze(factor.describe or "") in words
        for scale in found.scale:
            assert all(squeeze(label.title) in words for label in scale.label)
            assert scale.is_graded or all(squeeze(label.means) in words for label in scale.label)
        assert all(squeeze(group.title) in words for group in found.group)
        assert squeeze(found.set.not_this) in words


@pytest.mark.parametrize("ref", MENUS)
def test_every_menu_prints_with_a_place_for_each_point(ref: str) -> None:
    found = LIBRARY.menu(ref)
    sheet = menu(ref)
    check_shown(sheet, [entry.id for entry in found.entry])
    for words in both(sheet):
        for entry in found.entry:
            assert squeeze(entry.text) in words
            assert entry.handling or all(squeeze(point) in words for point in entry.ask)


@pytest.mark.parametrize("name", ["how-it-came-to-light", "triangle-of-risk", "partner-interventions"])
def test_a_small_sheet_of_each_kind_is_as_it_was(name: str, request: pytest.FixtureRequest) -> None:
    template = LIBRARY.read(name).template
    if isinstance(template, QuestionSet):
        sheet = questions(template)
    else:
        sheet = factors(name) if isinstance(template, FactorSet) else menu(name, why=True)
    for suffix, text in (("md", sheet_markdown.render(sheet)), ("html", sheet_html.render(sheet))):
        path = GOLDEN / f"sheet-{name}.{suffix}"
        if request.config.getoption("--update-golden"):
            path.write_bytes(text.encode("utf-8"))
        assert path.read_bytes().decode("utf-8") == text, "run  pytest --update-golden  after a change on purpose"


def test_no_golden_sheet_is_left_unused() -> None:
    names = ("how-it-came-to-light", "triangle-of-risk", "partner-interventions")
    assert {p.name for p in GOLDEN.glob("sheet-*")} == {
        f"sheet-{n}.{suffix}" for n in names for suffix in ("md", "html")
    }


# --- Words are never markup --------------------------------------------------------------------------------------


def hostile(text: str) -> Sheet:
    """A sheet with the same words wherever a template or an officer may have written them."""
    item = SECTION_12.item[1]
    odd = item.model_copy(
        update=dict.fromkeys(("title", "ask", "why", "sensitivity", "hint", "source", "pinpoint"), text)
        | {"follow_up": (text,), "look_for": (text,), "options": (text,)}
    )
    head = SECTION_12.set.model_copy(update=dict.fromkeys(("title", "purpose", "licence", "standing_note"), text))
    source = SECTION_12.source[0].model_copy(update=dict.fromkeys(("title", "publisher", "locator"), text))
    odd_set = SECTION_12.model_copy(update={"item": (odd,), "set": head, "source": (source,)})
    told = {(item.id, ""): account(odd.id, value=text, note=text)}
    return questions(odd_set, last=told, who=text, about=text, case=text, marking=text, why=True)


def check_inert(text: str) -> None:
    sheet = hostile(text)
    shown = squeeze(show_safely(text))
    kinds, words = read_markdown(sheet_markdown.render(sheet))
    assert squeeze(words).count(shown) >= 12
    assert not {"html_block", "html_inline", "code_inline", "fence", "code_block", "table_open", "link_open"} & {*kinds}
    assert kinds.count("heading_open") == 7
    page, calm = Page(sheet_html.render(sheet)), Page(sheet_html.render(hostile("calm")))
    assert squeeze(page.text).count(shown) >= 12
    assert page.tags == calm.tags
    assert not {"\u202e", "\x1b", "\u2066"} & {*sheet_html.render(sheet), *sheet_markdown.render(sheet)}


@pytest.mark.parametrize(
    "text", [HOSTILE, "line one\n\n# line two\n- three", '" onload="x', "a\x1b[31mb", "</style><b>"]
)
def test_words_come_back_whole_and_inert(text: str) -> None:
    check_inert(text)


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60).filter(lambda t: t.strip(" \n\r\t")))
def test_any_words_come_back_whole_and_inert(text: str) -> None:
    check_inert(text.strip())


def test_right_to_left_words_stand_by_themselves() -> None:
    page = sheet_html.render(questions(only=("2",), who="\u05e9\u05dc\u05d5\u05dd"))
    assert "<bdi>\u05e9\u05dc\u05d5\u05dd</bdi>" in page


# --- What the person may see -------------------------------------------------------------------------------------


def account(
    item: str, informant: str = "partner", held_on: str | None = "2026-02-11", part: str = "", **keys: Any
) -> Account:
    keys = {"basis": "told"} | keys
    response = Response(id="r-001", session="s-001", item=item, part=part or None, **keys)
    session = Session(id="s-001", set="section-12@1.0.0", informant=informant, held_on=held_on)
    return Account(response, session, informant, "Ms R", is_subject=False)


def said(sheet: Sheet, item: str) -> list[tuple[str, str]]:
    return [(one.lead, one.words) for asked in entry_of(sheet, item).asked for one in asked.said]


def test_the_last_answer_stands_with_its_day() -> None:
    last = {("1", "hours"): account("1", part="hours", value=35), ("2", ""): account("2", value="quite-a-lot")}
    sheet = questions(role="partner", last=last, who="Ms R")
    assert said(sheet, "1") == [("Last time (11 February 2026)", "35 hours a week")]
    assert said(sheet, "2") == [("Last time (11 February 2026)", "quite a lot")]
    assert said(sheet, "3") == []
    for words in both(sheet):
        assert "Lasttime(11February2026):quitealot" in words
        assert "WhatMsRlastanswered" in words


def test_a_reason_for_no_answer_stands_like_an_answer() -> None:
    last = {("2", ""): account("2", missing="refused", missing_note="on advice", held_on=None)}
    assert said(questions(last=last), "2") == [("Last time (on a day not recorded)", "refused")]
    assert said(questions(last=last, why=True), "2") == [("Last time (on a day not recorded)", "refused. on advice")]


@pytest.mark.parametrize(
    "keys",
    [
        {"value": True, "basis": "inferred"},
        {"value": True, "basis": "observed"},
        {"value": True, "basis": "record"},
        {"value": True, "basis": None},
        {"missing": "withheld"},
    ],
)
def test_what_the_informant_did_not_tell_is_only_on_a_copy_for_the_officer(keys: dict[str, Any]) -> None:
    last = {("3", ""): account("3", **keys)}
    sheet = questions(last=last)
    assert (said(sheet, "3"), sheet.left_out) == ([], 1)
    own = questions(last=last, why=True)
    assert (len(said(own, "3")), own.left_out) == (1, 0)


def test_an_officers_note_is_only_on_a_copy_for_the_officer() -> None:
    last = {("3", ""): account("3", value=True, note="looked away", basis="told")}
    sheet = questions(last=last)
    assert (said(sheet, "3"), sheet.left_out) == ([("Last time (11 February 2026)", "yes")], 1)
    assert said(questions(last=last, why=True), "3")[0][1] == "yes. Note: looked away"


def test_of_what_was_not_told_it_is_said_how_it_is_known() -> None:
    last = {("3", ""): account("3", value=True, basis="record")}
    assert said(questions(last=last, why=True), "3")[0][1] == "yes. from a record"


def test_a_sheet_for_professionals_holds_everything() -> None:
    early = LIBRARY.question_set("early-information")
    last = {("5", ""): account("5", value=True, basis="record", note="search on 3 March")}
    sheet = questions(early, "police", last=last)
    assert said(sheet, "5")[0][1] == "yes. from a record. Note: search on 3 March"
    assert sheet.left_out == 0


def test_the_professional_roles_are_those_the_interview_knows() -> None:
    from sjtool.interview import plan

    assert set(plan.PROFESSIONAL) == PROFESSIONAL


def test_a_visit_is_never_filled_in() -> None:
    visit = LIBRARY.question_set("visit")
    sheet = questions(visit, last={("1", ""): account("1", value="SAME AS EVER")}, who="Mr H")
    assert [said(sheet, item.id) for item in visit.item] == [[]] * 8
    for words in both(sheet):
        assert "Alwaysblank" in words
        assert "SAMEASEVER" not in words


def test_where_nothing_was_answered_it_is_said() -> None:
    assert questions(last={}, who="Ms R").remarks == ("No earlier answer of Ms R is on record.",)
    assert questions().remarks == ()


def test_reasons_are_only_on_a_copy_for_the_officer() -> None:
    item = SECTION_12.item[0]
    for words in both(questions(only=("1",))):
        assert squeeze(item.why) not in words
        assert squeeze(item.look_for[0]) not in words
        assert "question1of33" not in words
    for words in both(questions(only=("1",), why=True)):
        assert squeeze(item.why) in words
        assert squeeze("; ".join(item.look_for)) in words
        assert "nwscb-2018,section12.2,question1of33" in words
        assert "foryoualone" in words
        assert squeeze(f"{SECTION_12.set.conduct[0].source}, {SECTION_12.set.conduct[0].pinpoint}") in words


def test_what_is_for_whoever_asks_comes_before_the_first_question() -> None:
    for words in both(questions()):
        notes, sources = words.index("notforthetable"), words.rindex("Wherethiscomesfrom")
        assert notes < sources < words.index("1Hoursonline")
    for words in both(menu("safety-plan")):
        assert words.rindex("Wherethiscomesfrom") > words.index("9Whenwelookatitagain")


# --- What stands with a question ---------------------------------------------------------------------------------


def test_the_label_of_the_person_or_a_ruled_blank() -> None:
    known = entry_of(questions(role="partner", name="Mr H"), "2").asked[0].words
    blank = questions(role="partner", only=("2",))
    assert "disrupted Mr H's life" in known
    assert f"disrupted {BLANK}'s life" in entry_of(blank, "2").asked[0].words
    page = Page(sheet_html.render(blank))
    assert [a["aria-label"] for tag, a in page.tags if a.get("class") == "blank"] == ["name to fill in"]
    assert "{person}" not in page.text


def test_a_divided_item_keeps_its_parts_and_the_mark_of_each() -> None:
    entry = entry_of(questions(), "1")
    assert entry.lead == "I would like to ask how much time you spend online."
    assert [(a.title, a.tag) for a in entry.asked] == [("Hours a week", "asked of both"), ("Share of that time", "")]
    assert (entry.tags, entry_of(questions(), "2").tags) == ((), ("asked of both",))
    assert entry_of(questions(), "9").tags == ()


def test_marks_and_signs() -> None:
    sheet = questions()
    assert entry_of(sheet, "8").tags == ("asked of both, weigh lightly",)
    first = {
        e.id for b in sheet.blocks for e in b.entries if any(s.label == "Clear with police first" for s in e.signs)
    }
    assert first == {item.id for item in SECTION_12.item if item.clear_with_police_first}
    assert Sign("Care", SECTION_12.item[2].sensitivity or "") in entry_of(sheet, "3").signs
    for words in both(sheet):
        assert words.count("Clearwithpolicefirst:") == 8


def test_what_yes_means_is_always_said_and_other_hints_only_to_the_officer() -> None:
    assert [s.label for s in entry_of(questions(), "4").signs] == ["Recording"]
    assert not entry_of(questions(), "2").signs
    assert "Recording" in dict(entry_of(questions(why=True), "2").behind)
    assert "Recording" not in dict(entry_of(questions(why=True), "4").behind)


def test_when_an_item_applies_and_what_may_have_answered_it() -> None:
    item = SECTION_12.item[3]
    rule = AppliesIf(item="1", part="hours", any_of=(True, "a-little"), none_of=(0,))
    odd = item.model_copy(update={"applies_if": rule, "draws_on": ("3", "section-12/15")})
    signs = entry_of(questions(SECTION_12.model_copy(update={"item": (odd,)})), "4").signs
    where = "item 1 (hours) was answered"
    assert Sign("When", f"Only if {where} yes or a little; not if {where} 0.") in signs
    assert Sign("See first", "item 3 or section-12, item 15 may have answered this.") in signs


@pytest.mark.parametrize(
    ("item", "space"),
    [
        ("5", Space(lines=4)),
        ("10", Space(lines=3)),
    ],
)
def test_a_text_answer_has_lines(item: str, space: Space) -> None:
    assert entry_of(questions(), item).asked[-1].spaces == (space,)


def test_room_fits_the_kind_of_answer() -> None:
    sheet = questions()
    room = {e.id: e.asked[0].spaces[0] for b in sheet.blocks for e in b.entries}
    assert (room["1"].unit, room["1"].lines > 0) == ("hours a week", True)
    assert [b.label for b in room["3"].boxes] == ["Yes", "No"]
    assert [b.label for b in room["2"].boxes] == ["Not at all", "A little", "Quite a lot", "A great deal"]
    assert (len(room["8"].boxes), room["8"].several, room["2"].several) == (11, True, False)
    assert all(space.lines for space in room.values())
    early = LIBRARY.question_set("change-and-motivation")
    assert entry_of(questions(early), "10").asked[0].spaces[0].unit == "previous offences"
    follow = LIBRARY.question_set("visit")
    assert entry_of(questions(follow), "1").asked[0].spaces[0].lines == 6


def test_every_answer_has_a_place_for_why_there_is_none_under_the_tools_own_numbers() -> None:
    sheet = questions(role="partner")
    asked = [a for b in sheet.blocks for e in b.entries for a in e.asked]
    assert all(a.may_be_missing for a in asked)
    assert [key for key, _ in sheet.legend.rows[:9]] == [f"{n} {r.title}" for n, r in enumerate(REASONS, 1)]
    markdown, page = both(sheet)
    assert markdown.count("Noanswerbecause:…") == len(asked)
    assert Page(sheet_html.render(sheet)).inside["p"].count("No answer because") == len(asked)
    assert "1refused·2nocomment·3doesnotknow" in page
    assert any(key == ":skip" for key, _ in sheet.legend.rows)
    assert not any(key == ":skip" for key, _ in questions(only=("2",)).legend.rows)


@pytest.mark.parametrize(
    ("role", "caution", "who"),
    [("person", True, "Who is asked"), ("partner", False, "Who is asked")],
)
def test_the_head_asks_what_is_recorded_of_a_session(role: AskedOf, caution: bool, who: str) -> None:
    labels = [line.label for line in questions(role=role).head]
    for label in (who, "About whom", "Asked by", "Others present", "Date and times", "Place", "How"):
        assert label in labels
    assert any(label.startswith("Caution") for label in labels) is caution
    assert any(label.startswith("Who cleared") for label in labels)
    assert not any(line.label.startswith("Who cleared") for line in questions(role=role, only=("2",)).head)


def test_what_is_known_stands_at_the_head() -> None:
    sheet = questions(only=("2",), case="harbour", about="Mr H", who="Ms R", training=True, chain_head="ab12")
    for words in both(sheet):
        for part in ("Case:harbour", "Whoisasked:MsR", "Aboutwhom:MrH"):
            assert part.replace(":", "") in words.replace(":", "")
        assert words.count("TRAINING:invented,aboutnobody") == 2
        assert "chainheadab12" in words
    assert "chain head" not in sheet_markdown.render(questions(only=("2",)))


# --- Factors and menus -------------------------------------------------------------------------------------------


def standing_of(*ratings: tuple[str, str, str, dict[str, Any]]) -> Standing:
    from sjtool.model.case import Case
    from sjtool.model.case import Entry as CaseEntry
    from sjtool.model.people import Person
    from sjtool.model.record import Header

    at = datetime(2026, 3, 2, tzinfo=UTC)
    people: list[Any] = [
        Person(id="subject", roles=("subject",), label="Mr H", at=at),
        Person(id="partner", roles=("partner",), label="Ms R", at=at),
    ]
    made = [
        Rating(id=f"ra-{n}", factor=factor, person=person, recent=recent, at=at, **keys)
        for n, (factor, person, recent, keys) in enumerate(ratings, 1)
    ]
    entries = [CaseEntry(r.kind_name, r, n) for n, r in enumerate([*people, *made], 1)]
    return Standing(Case("harbour.toml", Header(format=1, case="harbour"), tuple(entries), "0" * 32))


def with_views(name: str, *ratings: tuple[str, str, str, dict[str, Any]], person: str = "subject") -> Sheet:
    sheet = LIBRARY.factor_set(name)
    ref = LIBRARY.find(name).ref
    views = view_sheet(standing_of(*ratings), sheet, ref, person)
    return build_factor_sheet(sheet, ref, sheet.factor, Occasion(DAY, who="Mr H"), views)


def test_the_last_label_stands_with_its_day_and_no_reasons() -> None:
    rated = (
        "arms-style@1.0.0/opportunity",
        "subject",
        "high",
        {"past": "low", "held_on": "2026-02-11", "rationale": "SECRET"},
    )
    sheet = with_views("arms-style", rated)
    assert said(sheet, "opportunity") == [("Last time (11 February 2026)", "High priority; in the past low priority")]
    assert all("SECRET" not in words for words in both(sheet))
    assert said(sheet, "sexual-preoccupation") == []


def test_a_sheet_rated_afresh_shows_days_and_labels_so_far() -> None:
    rated = [
        ("acute@1.0.0/hostility", "subject", "emerging", {"held_on": "2026-02-11"}),
        ("acute@1.0.0/hostility", "subject", "act-now", {"held_on": "2026-02-25"}),
        ("acute@1.0.0/hostility", "partner", "present", {"held_on": "2026-02-26"}),
    ]
    sheet = with_views("acute", *rated)
    assert said(sheet, "hostility") == [("So far", "11 February 2026 emerging, then 25 February 2026 act now")]
    assert any(remark.startswith("Rated afresh") for remark in sheet.remarks)
    assert "No earlier rating is on record." in with_views("acute").remarks
    assert not any("earlier" in remark or "afresh" in remark for remark in factors("acute").remarks)


def test_a_factor_has_its_labels_direction_evidence_and_reasons() -> None:
    spaces = entry_of(factors("arms-style"), "opportunity").asked[0].spaces
    assert [space.label for space in spaces] == ["Now", "In the past", "Direction", "Evidence", "Reasons"]
    assert all(box.means for box in spaces[0].boxes)
    assert not any(box.means for box in spaces[1].boxes)
    assert (spaces[3].lines, spaces[4].lines) == (1, 2)
    plain = entry_of(factors("carer-concern"), LIBRARY.factor_set("carer-concern").factor[0].id).asked[0].spaces
    assert [space.label for space in plain] == ["", "Evidence", "Reasons"]
    assert [b.label for b in plain[0].boxes] == ["Present", "Not present", "Not known"]
    assert entry_of(factors("triangle-of-risk"), "person-risk").asked[0].spaces[-1].lines == 5


def test_a_heading_says_for_whom_it_is_rated() -> None:
    blocks = factors("capacity-to-protect").blocks
    assert len(blocks) == 11
    assert {b.about for b in blocks} == {
        "Rated for each partner or carer.",
        "Rated for the couple, with each partner.",
        "Rated for each sibling.",
        "Rated for each victim or potential victim.",
    }
    assert [b.note for b in blocks] == [group.note or "" for group in LIBRARY.factor_set("capacity-to-protect").group]
    assert [b.about for b in factors("identity-and-travel").blocks] == ["", "", ""]


def test_signs_of_a_factor() -> None:
    acute = factors("acute")
    assert [s.label for s in entry_of(acute, "hostility").signs if s.strong] == ["Act now"]
    context = [f for f in LIBRARY.factor_set("significant-harm-early").factor if f.is_context_only]
    assert context
    for factor in context:
        assert any(s.label == "Context only" for s in entry_of(factors("significant-harm-early"), factor.id).signs)
    assert "Raises concern" not in str(entry_of(acute, "hostility"))
    assert ("Raises concern", "Present or Act now") in entry_of(factors("acute", why=True), "hostility").behind


@pytest.mark.parametrize(
    ("name", "labels"),
    [
        ("sources-of-information", ["Done", "Not done"]),
        ("constructive", ["Chosen"]),
        ("plan-prompts", ["Applies", "Does not apply"]),
        ("safety-plan", []),
    ],
)
def test_a_menu_has_boxes_for_how_it_is_used(name: str, labels: list[str]) -> None:
    entry = menu(name).blocks[0].entries[0]
    points = len(LIBRARY.menu(name).entry[0].ask)
    assert [box.label for asked in entry.asked for space in asked.spaces for box in space.boxes] == labels
    assert len(entry.asked) == points + bool(labels)
    assert {a.spaces[0].lines for a in entry.asked[bool(labels) :]} == {1 if labels else 2}


def test_of_what_is_covert_only_a_reference_is_written() -> None:
    covert: list[Entry] = [entry for entry in LIBRARY.menu("restrictive").entry if entry.handling]
    assert len(covert) == 3
    for entry in covert:
        shown = entry_of(menu("restrictive"), entry.id)
        assert [s.label for a in shown.asked for s in a.spaces] == ["", "Reference"]
        assert [s.label for s in shown.signs if s.strong] == ["Covert"]


# --- The page ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("large", [False, True])
def test_the_page_fetches_nothing_and_runs_nothing(large: bool) -> None:
    text = sheet_html.render(questions(), large_print=large)
    page = Page(text)
    tags = {tag for tag, _ in page.tags}
    assert not tags & {"script", "link", "img", "iframe", "object", "form", "input", "svg", "base"}
    assert not [a for _, a in page.tags if any(key.startswith("on") or key in {"src", "style"} for key in a)]
    assert {a["href"] for _, a in page.tags if "href" in a} == {"#begin"}
    css = "".join(page.inside["style"])
    assert not re.search(r"url\(|@import|https?:", css)
    assert any((a.get("content") or "").startswith("default-src 'none'") for _, a in page.tags)
    assert (("html", {"lang": "en-GB", "class": "large"}) in page.tags) is large
    assert ("18pt" in css.split("@page")[1]) is large


def test_the_marking_is_repeated_on_every_printed_page() -> None:
    page = Page(sheet_html.render(questions(only=("2",))))
    for edge in ("thead", "tfoot"):
        assert "OFFICIAL-SENSITIVE when filled in" in page.inside[edge][0]
    marked = Page(sheet_html.render(questions(only=("2",), marking="OFFICIAL-SENSITIVE", case="harbour")))
    assert squeeze(marked.inside["thead"][0]) == "OFFICIAL-SENSITIVE"
    css = "".join(page.inside["style"])
    assert "size: A4" in css
    assert re.search(r"\.entry[^{]*\{ break-inside: avoid; \}", css)
    first, *_, last = sheet_markdown.render(questions(only=("2",))).strip().split("\n")
    assert first == last == "**OFFICIAL-SENSITIVE when filled in**"


@pytest.mark.parametrize(
    "sheet", [questions(), factors("capacity-to-protect"), menu("safety-plan")], ids=lambda s: s.ref
)
def test_headings_go_down_one_step_at_a_time(sheet: Sheet) -> None:
    levels = [int(tag[1]) for tag, _ in Page(sheet_html.render(sheet)).tags if re.fullmatch(r"h[1-6]", tag)]
    written = [len(line.split(" ")[0]) for line in sheet_markdown.render(sheet).split("\n") if re.match(r"#+ ", line)]
    for steps in (levels, written):
        assert steps[0] == 1
        assert steps.count(1) == 1
        assert all(after <= before + 1 for before, after in pairwise(steps))


@pytest.mark.parametrize("sheet", [questions(), factors("acute"), menu("restrictive")], ids=lambda s: s.ref)
def test_a_label_comes_before_its_box(sheet: Sheet) -> None:
    boxes = sum(len(s.boxes) for b in sheet.blocks for e in b.entries for a in e.asked for s in a.spaces)
    boxes += sum(len(line.boxes) for line in sheet.head)
    page = Page(sheet_html.render(sheet))
    shown = squeeze(page.text)
    assert shown.count("\u2610") == boxes
    assert sheet_markdown.render(sheet).count("\u2610") == boxes
    for block in sheet.blocks:
        for entry in block.entries:
            for space in (space for asked in entry.asked for space in asked.spaces):
                run = "".join(f"{squeeze(b.label)}\u2610{squeeze(b.means)}" for b in space.boxes)
                assert run in shown


def test_as_many_rules_as_lines() -> None:
    sheet = questions(only=("2", "3", "5"))
    lines = sum(s.lines for b in sheet.blocks for e in b.entries for a in e.asked for s in a.spaces)
    page = Page(sheet_html.render(sheet))
    rules = [a for _, a in page.tags if a.get("class") == "rule" and a.get("aria-hidden")]
    assert len(rules) == lines
    kinds, _ = read_markdown(sheet_markdown.render(sheet))
    assert kinds.count("hr") == lines + 1


def luminance(colour: str) -> float:
    digits = colour if len(colour) == 6 else "".join(2 * c for c in colour)
    parts = [int(digits[n : n + 2], 16) / 255 for n in (0, 2, 4)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_ink_stands_out_from_paper_by_day_and_by_night() -> None:
    css = "".join(Page(sheet_html.render(questions(only=("2",)))).inside["style"])
    palettes = [dict(re.findall(r"--(\w+): #([0-9a-f]+)", found)) for found in re.findall(r":root \{(.*?)\}", css)]
    assert len(palettes) == 2
    for colours in palettes:
        for ink in ("ink", "soft", "accent"):
            assert min(contrast(colours[ink], colours[paper]) for paper in ("paper", "tint")) >= 7
        assert contrast(colours["line"], colours["paper"]) >= 3
