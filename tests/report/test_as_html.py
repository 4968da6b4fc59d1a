"""The report as a page of HTML, read back by a parser that is not ours: its structure holds for who cannot see it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date
from html.parser import HTMLParser
from itertools import pairwise
from typing import Any

import pytest

from sjtool.report import as_html
from sjtool.report.catalogue import REPORTS, find_builder
from sjtool.report.cautions import LEGEND
from sjtool.report.context import Context
from sjtool.report.report import (
    Basis,
    Block,
    Bullets,
    Gist,
    Group,
    Item,
    Moment,
    Note,
    Pair,
    Pairs,
    Paragraph,
    Profile,
    ProfileRow,
    Report,
    Section,
    Status,
    Strip,
    Table,
    Timeline,
)

VOID = {"meta", "br", "hr", "img", "input", "link"}
SELF_CLOSED = {"circle", "path", "rect", "line"}


@dataclass
class Node:
    """An element, and in order the texts and elements in it."""

    tag: str
    attrs: dict[str, str | None]
    inside: list[Node | str] = field(default_factory=list)

    def all(self) -> list[Node]:
        """This element and all in it."""
        return [self, *(deep for one in self.inside if isinstance(one, Node) for deep in one.all())]

    def find(self, *tags: str) -> list[Node]:
        return [one for one in self.all() if one.tag in tags]

    def text(self) -> str:
        return "".join(one if isinstance(one, str) else one.text() for one in self.inside)


class Reader(HTMLParser):
    """Builds the tree, and does not forgive an element that is closed out of turn."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Node("", {})
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = Node(tag, dict(attrs))
        self.open[-1].inside.append(node)
        if tag not in VOID:
            self.open.append(node)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in SELF_CLOSED
        self.open[-1].inside.append(Node(tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop().tag == tag

    def handle_data(self, data: str) -> None:
        self.open[-1].inside.append(data)


def read(html: str) -> Node:
    reader = Reader()
    reader.feed(html)
    reader.close()
    assert reader.open == [reader.root]
    return reader.root


def report_of(*blocks: Block, **more: Any) -> Report:
    report = Report(
        name="summary",
        title="Structured-judgement summary",
        case="demo",
        subject="Mr H",
        marking="OFFICIAL-SENSITIVE",
        handling="Practitioner only.",
        training=True,
        status=Status("draft", "DRAFT: not signed"),
        warnings=("Hand-edited.",),
        head="ab" * 16,
        built_on=date(2026, 3, 12),
        as_at="",
        recipient="",
        gist=None,
        sections=(Section(1, "All of it", "facts", blocks),),
    )
    return replace(report, **more)


def every_kind() -> tuple[Block, ...]:
    return (
        Paragraph("A paragraph", "opinion", Basis("told", "Ms R", "2026-03-04", ("r-0001",))),
        Note("Mind the gap", "gap"),
        Pairs((Pair("Level", "HIGH", "opinion", strong=True), Pair("Said", "no"))),
        Bullets((Item("one"), Item("two")), numbered=True),
        Table(("Factor", "Label"), (("Hostility", "Present"),)),
        Strip(("2026-03-04", "2026-03-09"), (("Hostility", ("P", ".")),), (("P", "Present"),)),
        Profile(("Low", "High"), (ProfileRow("Opportunity", 0, 1, "Low", "High"),)),
        Timeline((Moment("2026-03-01", "Visit", "happened"), Moment("2026-05-01", "Review", "due")), "2026-03-12"),
        Group("A", "aside", (Group("B", "", (Group("C", "", (Group("D", "", (Group("E", "", ()),)),)),)),)),
    )


PAGES: dict[str, Node] = {}
"""Pages already made: the case behind them is built through the ledger, which takes its time."""


@pytest.fixture(params=["every kind", *REPORTS])
def page(request: pytest.FixtureRequest) -> Node:
    """The page of each report of a rich case, and one with a block of every kind."""
    if not PAGES:
        PAGES["every kind"] = read(as_html.render(report_of(*every_kind())))
        loaded = request.getfixturevalue("judged").load()
        for name in REPORTS:
            context = Context(loaded, date(2026, 3, 12), False, False, "", "the panel", ())
            PAGES[name] = read(as_html.render(find_builder(name)(context)))
    return PAGES[request.param]


def test_it_says_its_language_and_its_title(page: Node) -> None:
    assert page.find("html")[0].attrs["lang"] == "en-GB"
    (title,) = page.find("title")
    assert title.text() == page.find("h1")[0].text()


def test_headings_go_down_one_at_a_time_from_a_single_first(page: Node) -> None:
    levels = [int(one.tag[1]) for one in page.find("h1", "h2", "h3", "h4", "h5", "h6")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert all(one.text().strip() for one in page.find("h1", "h2", "h3", "h4", "h5", "h6"))


def test_every_table_says_what_its_columns_are(page: Node) -> None:
    outer, *tables = page.find("table")
    assert outer.attrs["role"] == "presentation"
    for table in tables:
        heads = [one for one in table.find("thead")[0].find("th", "td") if one.text().strip()]
        assert heads
        assert all(one.attrs.get("scope") == "col" for one in heads)
        wide = {len(row.find("th", "td")) for row in table.find("tr")}
        assert len(wide) == 1


def test_every_picture_is_told_in_words_and_as_a_table(page: Node) -> None:
    for picture in page.find("svg"):
        assert picture.attrs["role"] == "img"
        assert (picture.attrs["aria-label"] or "").strip()
    for figure in page.find("figure"):
        assert len({one.attrs["aria-label"] for one in figure.find("svg")}) == 1
        assert len(figure.find("details")) == len(figure.find("table")) == 1
        rows = figure.find("tbody")[0].find("tr")
        assert all(row.find("th")[0].attrs["scope"] == "row" for row in rows)


def test_a_long_strip_has_a_table_beside_each_piece() -> None:
    dates = tuple(f"2026-01-{day:02}" for day in range(1, 9))
    page = read(as_html.render(report_of(Strip(dates, (("Hostility", tuple("PPPPPPPP")),), (("P", "Present"),)))))
    assert [len(one.find("th")) for one in page.find("figure")] == [7, 3]
    assert len([one for one in page.find("p") if one.attrs.get("class") == "legend"]) == 1


def test_it_runs_nothing_and_fetches_nothing(page: Node) -> None:
    tags = {one.tag for one in page.all()}
    assert not tags & {"script", "iframe", "object", "embed", "link", "img", "form", "base", "foreignobject", "use"}
    for one in page.all():
        assert not any(name.startswith("on") for name in one.attrs)
        assert (one.attrs.get("href") or "#").startswith("#")
        assert not {"src", "srcset", "data", "action", "xlink:href", "style"} & one.attrs.keys()
    (style,) = page.find("style")
    assert "url(" not in style.text()
    assert "@import" not in style.text()
    policy = next(one for one in page.find("meta") if one.attrs.get("http-equiv") == "Content-Security-Policy")
    assert (policy.attrs["content"] or "").startswith("default-src 'none'")


def test_ids_are_single_and_links_lead_to_them(page: Node) -> None:
    ids = [one.attrs["id"] for one in page.all() if "id" in one.attrs]
    assert len(ids) == len(set(ids))
    links = [one.attrs["href"] or "" for one in page.find("a")]
    assert links[0] == "#brief"
    assert {link.removeprefix("#") for link in links} <= set(ids)
    labelled = {one.attrs["aria-labelledby"] for one in page.all() if "aria-labelledby" in one.attrs}
    assert labelled <= set(ids)


def test_landmarks_have_names_of_their_own(page: Node) -> None:
    names = [one.attrs["aria-label"] for one in page.all() if one.attrs.get("role") == "region"]
    assert len(names) == len(set(names))
    assert len(page.find("main")) == len(page.find("header")) == len(page.find("footer")) == 1


def test_the_marking_stands_first_and_last(page: Node) -> None:
    said = page.find("table")[0].text().strip()
    assert said.startswith("OFFICIAL-SENSITIVE")
    assert said.endswith("OFFICIAL-SENSITIVE · TRAINING: invented, about nobody")


def test_the_officers_judgement_is_told_apart_by_more_than_colour() -> None:
    page = read(as_html.render(report_of(Paragraph("mine", "opinion"), Paragraph("theirs"))))
    looks = {one.text(): one.attrs["class"] for one in page.find("span") if "words" in (one.attrs.get("class") or "")}
    assert looks == {"mine": "words opinion", "theirs": "words record"}
    assert [one.attrs.get("class") for one in page.find("p") if "mine" in one.text()] == ["own"]
    assert re.search(r"p\.own, li\.own \{ border-left", page.find("style")[0].text())


def test_a_list_of_the_officers_own_has_the_line_and_what_others_think_has_none() -> None:
    items = (Item("mine", "opinion"), Item("theirs"), Item("another's view", "opinion", Basis("opinion")))
    page = read(as_html.render(report_of(Bullets(items))))
    assert [(one.attrs.get("class"), one.text()) for one in page.find("li") if "mine" in one.text()] == [
        ("own", "mine")
    ]
    assert len([one for one in page.find("li") if one.attrs.get("class") == "own"]) == 1
    assert [one.text() for one in page.find("p") if one.attrs.get("class") == "key"] == [LEGEND]


def test_what_a_reader_must_know_of_the_print_is_there() -> None:
    report = report_of(as_at="2026-03-01", recipient="the panel", status=Status("signed", "SIGNED", lines=("by X",)))
    said = read(as_html.render(report)).text()
    for words in ("printed on 12 March 2026", "recorded by 1 March 2026", "Made for: the panel", "SIGNED", "by X"):
        assert words in said
    assert "Chain head " + "ab" * 16 + " (of the whole file)" in said
    assert "TRAINING" not in read(as_html.render(report_of(training=False))).text()


def test_a_list_of_sections_stands_at_the_top_of_a_long_report_only() -> None:
    sections = tuple(Section(number, f"Part {number}", "", ()) for number in range(1, 5))
    assert len(read(as_html.render(report_of(sections=sections))).find("nav")[0].find("a")) == 4
    assert not read(as_html.render(report_of(sections=sections[:3]))).find("nav")


def test_a_telephone_shrinks_a_picture_only_while_it_can_be_read() -> None:
    few, many = (
        Strip(tuple(f"2026-01-0{n}" for n in range(1, days)), (("Hostility", ("P",) * (days - 1)),), ())
        for days in (3, 7)
    )
    made = [read(as_html.render(report_of(strip))).find("figure")[0].attrs.get("class") for strip in (few, many)]
    assert made == ["narrow", "full"]


def test_past_beside_recent_is_drawn_for_a_narrow_screen_too_and_shown_once() -> None:
    html = as_html.render(report_of(Profile(("Low", "High"), (ProfileRow("Opportunity", 0, 1, "Low", "High"),))))
    (figure,) = read(html).find("figure")
    assert [one.attrs["class"] for one in figure.find("div")][:2] == ["picture beside", "picture stacked"]
    wide, narrow = html.split("@media screen and (max-width: 34rem)", 1)
    assert ".stacked { display: none; }" in wide
    assert ".beside { display: none; }" in narrow
    assert ".stacked { display: block; }" in narrow


def test_short_words_in_a_table_stay_on_one_line() -> None:
    table = read(as_html.render(report_of(Table(("Officer", "What waits"), (("pc-4412", "one of the actions"),)))))
    assert [one.attrs.get("class") for one in table.find("tbody")[-1].find("td")] == ["whole", None]


def test_lines_to_sign_on_are_told_from_a_list() -> None:
    lines = Bullets((Item("Ms R\nsigned __________ on ______"),)), Bullets((Item("Ms R signs"),))
    made = read(as_html.render(report_of(*lines, name="safety-plan")))
    assert [one.attrs["class"] for one in made.find("ul")] == ["list to-sign", "list"]
    assert made.find("body")[0].attrs["class"] == "family"


def test_what_follows_page_one_of_a_summary_begins_a_page() -> None:
    gist = Gist(None, None, None, None, None, no_override=False, overrides=(), tools=(), missing=())
    sections = (Section(0, "In brief", "", ()), Section(1, "Next", "", ()))
    for held, classes in ((gist, ["brief", "second"]), (None, ["brief", None])):
        page = read(as_html.render(report_of(sections=sections, gist=held)))
        assert [one.attrs.get("class") for one in page.find("section")] == classes


def test_words_stand_as_typed_and_by_themselves() -> None:
    typed = 'She said:  "two <or> three" &amp;\n\n  and \u202ethen\u202c שלום'
    page = read(as_html.render(report_of(Paragraph(typed))))
    shown = 'She said:  "two <or> three" &amp;\n\n  and ⟨U+202E⟩then⟨U+202C⟩ שלום'
    assert shown in [one.text() for one in page.find("bdi")]


def test_a_label_that_is_that_of_the_row_above_is_heard_but_not_seen_again() -> None:
    html = as_html.render(report_of(Pairs((Pair("Due", "one"), Pair("Due", "two"), Pair("Met", "three")))))
    assert html.count('<dt><span class="hidden"><bdi>Due</bdi></span></dt>') == 1
    assert html.count("<dt><bdi>Due</bdi></dt>") == 1
    assert html.count("<dt><bdi>Met</bdi></dt>") == 1


def test_a_note_says_what_kind_it_is_in_words() -> None:
    page = read(as_html.render(report_of(Note("a", "caution"), Note("b", "gap"), Note("c", "restricted"))))
    notes = [one.text() for one in page.find("p") if (one.attrs.get("class") or "").startswith("note")]
    assert notes == ["Caution: a", "Missing: b", "c"]


def luminance(colour: str) -> float:
    whole = "".join(2 * one for one in colour) if len(colour) == 3 else colour
    parts = [int(whole[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("paper", ["paper", "tint"])
@pytest.mark.parametrize("ink", ["ink", "soft", "accent", "warn"])
def test_words_can_be_read_on_their_ground(scheme: int, paper: str, ink: str) -> None:
    """WCAG 2.2, 1.4.3: 4.5 to 1."""
    style = read(as_html.render(report_of())).find("style")[0].text()
    colours = dict(re.findall(r"--(\w+): #([0-9a-f]+);", re.findall(r":root \{(.*?)\}", style)[scheme]))
    assert contrast(colours[ink], colours[paper]) >= 4.5
