"""What a room is shown of its agreement: cautions where figures are small, reasons where there are none, no names."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser

import pytest
from markdown_it import MarkdownIt

from sjtool.model.appraisal import Rating
from sjtool.model.decision import Judgement
from sjtool.report import agreement_json, as_html, as_markdown, as_text
from sjtool.report.agreement_report import build_agreement
from sjtool.report.report import Block, Bullets, Group, Note, Paragraph, Report, Table
from sjtool.store.library import Library
from sjtool.text import show_safely
from sjtool.training.agreement import Room, compare_room
from sjtool.training.returned import Returned, Spot

TODAY = date(2026, 11, 2)
SHEET = "arms-style"
FACTORS = ("opportunity", "hostile-orientation")
GRADED = ("none-identified", "low", "medium", "high")
Labels = Mapping[str, str]
"""What one rater gave, by factor."""

HOSTILE = {
    "script": "<script>alert(1)</script>",
    "closing tag": "[/] [bold]b[/bold]",
    "spreadsheet": "=cmd|' /C calc'!A0",
    "jinja": "{{ 7*7 }} {% raw %}",
    "markdown": "# no heading *nor this* | nor a cell",
    "right to left": "אמא אמרה قالت الأم",
    "reordered": "\u202eabc\u202c d",
}


def name_of(number: int) -> str:
    return f"okonkwo{number:02}"


def returned(case: str, number: int, labels: Labels, reason: str | None = "as it was seen") -> Returned:
    ratings = {
        Spot(case, SHEET, factor, "subject"): Rating(
            id=f"ra-{case}-{number}-{factor}", by=name_of(number), recent=label, rationale=reason
        )
        for factor, label in labels.items()
    }
    return Returned(f"{case}--{number}.toml", case, name_of(number), ratings, None, None, (), ())


def room_of(rows: Sequence[Returned]) -> Room:
    return compare_room(rows, {SHEET: Library().factor_set(f"{SHEET}@1.0.0")})


def mixed(cases: int, raters: int) -> Room:
    """So many cases and raters, who differ on one factor and agree on the other; three of them cannot tell."""
    rows = []
    for case in range(cases):
        for number in range(raters):
            labels = {"opportunity": GRADED[number % 4], "hostile-orientation": "low"}
            if number >= raters - 3 and raters > 5:
                labels["hostile-orientation"] = "not-enough-information"
            rows.append(returned(f"case-{case}", number, labels))
    return room_of(rows)


def build(room: Room, *, names: bool = False) -> Report:
    return build_agreement(room, TODAY, {letter: name if names else letter for name, letter in room.raters.items()})


def blocks_of(report: Report, section: int) -> Iterator[Block]:
    """Every block of a section, those inside a group too."""
    todo = [*next(one for one in report.sections if one.number == section).blocks]
    while todo:
        block = todo.pop(0)
        yield block
        if isinstance(block, Group):
            todo = [*block.blocks, *todo]


def cautions(report: Report) -> str:
    return "\n".join(block.text for block in blocks_of(report, 0) if isinstance(block, Note))


def tables(report: Report, section: int) -> list[Table]:
    return [block for block in blocks_of(report, section) if isinstance(block, Table)]


@pytest.mark.parametrize(
    ("cases", "raters", "few", "one"),
    [
        pytest.param(1, 3, True, True, id="one case, three raters"),
        pytest.param(1, 12, True, True, id="one case, twelve raters"),
        pytest.param(2, 9, True, False, id="two cases, nine raters"),
        pytest.param(2, 10, False, False, id="two cases, ten raters"),
        pytest.param(2, 12, False, False, id="two cases, twelve raters"),
    ],
)
def test_small_numbers_are_cautioned_of_and_others_are_not(cases: int, raters: int, few: bool, one: bool) -> None:
    said = cautions(build(mixed(cases, raters)))
    assert ("say little about the tool" in said) is few
    assert ("One factor of one case has no alpha" in said) is one
    assert bool(said) is (few or one)


def first_row(report: Report) -> dict[str, str]:
    (table,) = tables(report, 0)
    return dict(zip(table.header, table.rows[0], strict=True))


@pytest.mark.parametrize(
    ("labels", "things", "why"),
    [
        pytest.param(({"opportunity": "low"}, {"opportunity": "high"}), "1", "one thing rated", id="one thing"),
        pytest.param(
            (dict.fromkeys(FACTORS, "low"), dict.fromkeys(FACTORS, "low")), "2", "one label throughout", id="one label"
        ),
        pytest.param(
            ({"opportunity": "low"}, {"hostile-orientation": "low"}), "0", "no two raters gave it a label", id="nothing"
        ),
        pytest.param(
            ({"opportunity": "low"}, {"opportunity": "not-enough-information"}),
            "0",
            "no two raters gave it a label",
            id="one could not tell",
        ),
    ],
)
def test_where_there_is_no_alpha_its_reason_stands_there(labels: Sequence[Labels], things: str, why: str) -> None:
    room = room_of([returned("case-0", number, given) for number, given in enumerate(labels)])
    row = first_row(build(room))
    assert row["Things rated"] == things
    assert why in row["Alpha"]
    assert row["From, to"] == "no figure"
    assert room.sheets[0].overall.alpha is None


def test_where_there_is_one_it_is_a_figure_and_two_raters_have_a_kappa() -> None:
    pair = [{"opportunity": "low", "hostile-orientation": "high"}, {"opportunity": "low", "hostile-orientation": "low"}]
    row = first_row(build(room_of([returned("case-0", number, given) for number, given in enumerate(pair)])))
    assert re.fullmatch(r"-?[01]\.\d\d", row["Alpha"])
    assert re.fullmatch(r"-?[01]\.\d\d", row["Kappa"])
    assert row["Share"] == "50%"
    assert first_row(build(mixed(1, 3)))["Kappa"] == ""


@pytest.mark.parametrize(("cases", "raters"), [(1, 3), (2, 12)])
def test_the_heat_table_has_a_row_for_each_thing_rated_and_each_row_counts_the_room(cases: int, raters: int) -> None:
    room = mixed(cases, raters)
    (table,) = tables(build(room), 2)
    titles = [row[0] for row in table.rows]
    assert len(titles) == len({*titles}) == len(FACTORS) * cases
    assert all(sum(f"case-{case}" in title for title in titles) == len(FACTORS) for case in range(cases) if cases > 1)
    for row in table.rows:
        assert sum(int(cell.split()[0]) for cell in row[1:-1] if cell) == raters
    assert "100%" in {row[-1] for row in table.rows}


def test_a_factor_that_one_rater_alone_gave_a_label_has_its_row_too() -> None:
    room = room_of(
        [returned("case-0", 0, dict.fromkeys(FACTORS, "low")), returned("case-0", 1, {"opportunity": "low"})]
    )
    (table,) = tables(build(room), 2)
    by_title = {row[0]: row for row in table.rows}
    assert len(by_title) == 2
    alone = next(row for title, row in by_title.items() if title.startswith("Hostile"))
    assert alone[-2:] == ("1", "no figure")


def test_what_divides_stands_first_with_the_reasons_of_each_side_and_what_does_not_is_left_out() -> None:
    report = build(mixed(1, 4))
    groups = [block for block in blocks_of(report, 1) if isinstance(block, Group) and block.strong]
    assert [group.title for group in groups] == ["Opportunity"]
    said = [item.text for block in blocks_of(report, 1) if isinstance(block, Bullets) for item in block.items]
    assert sorted(said) == [f"Rater {letter}: as it was seen" for letter in "ABCD"]


def groups(report: Report) -> list[str]:
    return [block.title for block in blocks_of(report, 1) if isinstance(block, Group) and block.strong]


def test_most_divided_first_by_share_then_by_distance_and_last_where_no_two_gave_a_label() -> None:
    given = {
        "opportunity": ("low", "low", "high", "none-identified"),
        "hostile-orientation": ("low", "medium", "high", "none-identified"),
        "social-influences": ("low", "low", "medium", "none-identified"),
        "poor-self-management": ("low", "low", "low", "medium"),
        "sexual-preoccupation": ("low", *("not-enough-information",) * 3),
        "emotional-congruence": ("low", "low", *("not-enough-information",) * 2),
    }
    rows = [returned("case-0", number, {name: labels[number] for name, labels in given.items()}) for number in range(4)]
    report = build(room_of(rows))
    assert groups(report) == [
        "Hostile orientation",
        "Opportunity",
        "Social influences",
        "Poor self-management",
        "Emotional congruence with children",
        "Sexual preoccupation",
    ]
    said = next(block for block in blocks_of(report, 1) if isinstance(block, Paragraph))
    assert said.text.startswith("Most divided first: by the share of pairs that agree")


def test_twelve_stand_there_with_their_reasons_and_the_rest_are_named_or_all_are_there() -> None:
    room = room_of(
        [returned(f"case-{case}", number, {"opportunity": GRADED[number]}) for case in range(14) for number in (1, 2)]
    )
    called = {letter: letter for letter in room.raters.values()}
    short = build_agreement(room, TODAY, called)
    assert len(groups(short)) == 12
    rest = [block.text for block in blocks_of(short, 1) if isinstance(block, Paragraph)][-1]
    assert rest.startswith("2 more divide it less: Opportunity (case-")
    assert rest.endswith("Their reasons too:  --all")
    whole = build_agreement(room, TODAY, called, every=True)
    assert len(groups(whole)) == 14
    assert "--all" not in as_text.render(whole, 100)


@pytest.mark.parametrize(("raters", "marks", "said"), [(6, 1, "one rater"), (12, 1, "one rater"), (30, 3, "up to 3")])
def test_a_bar_has_a_mark_for_each_rater_or_for_as_many_as_is_said(raters: int, marks: int, said: str) -> None:
    labels = ["low"] * 2 + ["medium"] + ["high"] * (raters - 3)
    report = build(room_of([returned("c", n, {"opportunity": label}) for n, label in enumerate(labels)]))
    (table,) = tables(report, 2)
    cells = [cell.split() for cell in table.rows[0][1:-1] if "■" in cell]
    assert {count: len(bar) for count, bar in cells} == {str(n): -(-n // marks) for n in (2, 1, raters - 3)}
    assert f"each ■ is {said}" in as_text.render(report, 100)


@pytest.mark.parametrize(
    ("finals", "stage", "share"),
    [
        pytest.param((0, 1, 2), "final", 1.0, id="all judged finally"),
        pytest.param((0, 1), "first", 0.0, id="one has not"),
        pytest.param((), "first", 0.0, id="nobody has"),
    ],
)
def test_levels_are_compared_of_one_stage_and_it_is_said_of_which(
    finals: Sequence[int], stage: str, share: float
) -> None:
    def judged(case: str, number: int) -> Returned:
        first = Judgement(id="j-1", stage="first", level=("low", "medium", "high")[number])
        final = Judgement(id="j-2", stage="final", level="high") if number in finals else None
        return replace(returned(case, number, {"opportunity": "low"}), first=first, final=final)

    unjudged = [returned(case, 3, {"opportunity": "low"}) for case in ("case-0", "case-1")]
    room = room_of([*(judged(case, number) for case in ("case-0", "case-1") for number in range(3)), *unjudged])
    assert room.level_figures.pairs_agree == share
    (table,) = tables(build(room), 0)
    assert [row[0] for row in table.rows if row[0].startswith("Level")] == [f"Level ({stage} judgements)"]
    printed = agreement_json.render(room, TODAY, {letter: letter for letter in room.raters.values()})
    assert json.loads(printed)["level"]["stage"] == stage


def test_no_reason_is_said_to_be_none() -> None:
    rows = [returned("case-0", number, {"opportunity": GRADED[number]}, reason=None) for number in range(2)]
    assert as_text.render(build(room_of(rows)), 100).count("no reason given") == 2


@pytest.mark.parametrize("names", [False, True])
def test_no_raters_name_stands_in_it_unless_names_are_given(names: bool) -> None:
    room = mixed(1, 12)
    report = build(room, names=names)
    called = {letter: name if names else letter for name, letter in room.raters.items()}
    printed = [as_text.render(report, 100), as_markdown.render(report), as_html.render(report)]
    printed.append(agreement_json.render(room, TODAY, called))
    for text in printed:
        assert ("okonkwo" in text) is names
        assert ("Rater A" in text) is not names
    assert len(json.loads(printed[-1])["raters"]) == 12


class Page(HTMLParser):
    """The elements of a page and its words."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.said = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002 - the parser's own
        self.tags.add(tag)

    def handle_data(self, data: str) -> None:
        self.said += data


def words_of_markdown(report: Report) -> str:
    tokens = MarkdownIt("commonmark").enable("table").parse(as_markdown.render(report))
    inlines = [child for token in tokens if token.type == "inline" for child in token.children or ()]
    assert not {"html_block", "fence", "code_block"} & {token.type for token in tokens}
    assert not {"html_inline", "link_open", "image", "code_inline"} & {child.type for child in inlines}
    return "".join(child.content for child in inlines)


def words_of_html(report: Report) -> str:
    page, plain = Page(as_html.render(report)), Page(as_html.render(build(divided("plain"))))
    assert page.tags == plain.tags
    return page.said


def words_of_text(report: Report) -> str:
    said = as_text.render(report, 100)
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", said)
    return said


def divided(reason: str) -> Room:
    return room_of([returned("case-0", number, {"opportunity": GRADED[number]}, reason) for number in range(2)])


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("read", [words_of_text, words_of_markdown, words_of_html])
def test_reasons_are_shown_as_they_were_typed(read: Callable[[Report], str], name: str) -> None:
    said = "".join(read(build(divided(HOSTILE[name]))).split())
    assert said.count("".join(show_safely(HOSTILE[name]).split())) == 2
