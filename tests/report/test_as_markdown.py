"""The summary as markdown, read back by a parser that is not ours: words stand whole and nothing of them is markup."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from sjtool.report import as_markdown
from sjtool.report.report import (
    Basis,
    Block,
    Bullets,
    Group,
    Item,
    Note,
    Pair,
    Pairs,
    Paragraph,
    Report,
    Section,
    Strip,
    Table,
)
from sjtool.text import show_safely

TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=90)
BITS = """# * ** _ ` ``` ~~~ ~~ - --- + = === > | |-| 1. 2) [a] (b) ![ <b> </b> <!-- &lt; &#35; & \\ : :- $ ^ { } x é"""
SPACES = ["\n", "\n\n", "\r\n", " ", "    ", "\t", "\u00a0", "\u2028"]
LONGER = ["[a]: b", "https://a.b", "www.a.b", "<http://a>"]
MARKUP = st.lists(st.sampled_from([*BITS.split(), *SPACES, *LONGER]), min_size=1, max_size=12).map("".join)
ALLOWED = {"text", "softbreak", "hardbreak", "strong_open", "strong_close"}


@cache
def parser() -> MarkdownIt:
    return MarkdownIt("commonmark").enable(["table", "strikethrough"])


def squeeze(text: str) -> str:
    return "".join(text.split())


def inlines(tokens: list[Token]) -> Iterator[Token]:
    return (token for token in tokens if token.type == "inline")


def words_of(inline: Token) -> str:
    return "".join("\n" if child.type.endswith("break") else child.content for child in inline.children or ())


def children_of(text: str) -> set[str]:
    """What kinds of inline there are on a page."""
    return {child.type for inline in inlines(parser().parse(text)) for child in inline.children or ()}


def whole(text: str) -> str:
    """Every word of a page, as its reader sees it."""
    return "\n".join(words_of(inline) for inline in inlines(parser().parse(text)))


def shape(text: str) -> list[str]:
    """The blocks of a page without their words."""
    return [token.type for token in parser().parse(text)]


def blocks_of(text: str) -> list[Block]:
    """A block of every kind, each with the words wherever words go."""
    basis = Basis(text, text, "2026-03-04", ("r-0001",))
    return [
        Paragraph(text, basis=basis),
        *(Note(text, kind) for kind in ("caution", "gap", "restricted")),
        Pairs((Pair(text, text, basis=basis), Pair("Label", text, strong=True))),
        Pairs((Pair("Another list", text),)),
        Bullets((Item(text, basis=basis), Item(text))),
        Bullets((Item(text), Item(text, basis=basis)), numbered=True),
        Bullets((Item(text),), numbered=True),
        Table(("On", text), ((text, text), ("b", text))),
        Strip(("2026-03-01", ""), ((text, ("N", "A")),), (("N", "None seen"),)),
        Group(text, text, (Paragraph(text), Group(text, "", (Bullets((Item(text),)),)))),
    ]


@pytest.fixture
def report(builder: Callable[..., Any]) -> Report:
    return builder(parts=1).report()  # type: ignore[no-any-return]


def page(report: Report, *blocks: Block) -> str:
    return as_markdown.render(replace(report, sections=(Section(3, "Title", "facts", blocks),)))


@given(text=TEXT | MARKUP)
@example(text="a\n")
@example(text="\n \n# a\n \u00a0\n")
@example(text="a\\\nb\\")
@example(text="    code\n\tcode")
@example(text="--for -- x\n--\n==")
@settings(max_examples=150)
def test_words_stand_whole_and_are_no_markup(text: str) -> None:
    marked = f"<{text}>"
    for words in (text, marked):
        made = as_markdown.escape(words)
        tokens = parser().parse(made)
        assert [token.type for token in tokens] in ([], ["paragraph_open", "inline", "paragraph_close"])
        assert children_of(made) <= ALLOWED - {"strong_open", "strong_close"}
        assert squeeze(whole(made)) == squeeze(show_safely(words))


@given(text=TEXT | MARKUP)
@example(text="a | b\n")
@example(text=" * a *\n\n# b\n> c")
@settings(max_examples=60)
def test_no_block_lets_words_act_or_loses_them(report: Report, text: str) -> None:
    words = f"Qa{text}Zb"
    expected = squeeze(show_safely(words))
    for block, plain in zip(blocks_of(words), blocks_of("QaZb"), strict=True):
        made = page(report, block)
        assert children_of(made) <= ALLOWED | {"em_open", "em_close"}
        assert squeeze(whole(made)).count(expected) >= squeeze(whole(page(report, plain))).count("QaZb")
    if "\n" in expected or len(words) > 40:
        assert shape(page(report, *blocks_of(words))) == shape(page(report, *blocks_of("QaZb" * 20)))


def test_marking_stands_first_and_last_and_the_head_in_the_foot(judged: Any) -> None:
    lines = as_markdown.render(judged.report(recipient="core [group]", as_at="2026-03-10")).rstrip("\n").split("\n")
    assert lines[0] == lines[-1] == "**OFFICIAL-SENSITIVE**"
    assert lines[2] == "**DRAFT: not signed** · TRAINING: invented, about nobody"
    foot = lines.index("---")
    assert lines[foot + 2].startswith(f"Chain head {judged.head()} (of the whole file) · harbour · DRAFT")
    assert "sjtool verify harbour --head HEX" in whole(lines[foot + 3])
    assert "Made for: core \\[group\\]" in lines


def test_sections_are_headings_and_groups_go_deeper(judged: Any) -> None:
    report = judged.report()
    made = as_markdown.render(report)
    tokens = parser().parse(made)
    heads = [after.content for token, after in pairwise(tokens) if token.tag == "h2" and token.nesting == 1]
    assert [head for head in heads if head[0].isdigit()] == [
        f"{s.number} {s.title}" for s in report.sections if s.number
    ]
    assert sum(token.tag == "h1" for token in tokens if token.type == "heading_open") == 1


def test_labels_and_lists(report: Report) -> None:
    made = page(
        report,
        Pairs((Pair("Not for", "women\nor girls"), Pair("Level", "high", strong=True))),
        Pairs((Pair("For", "men"),)),
        Bullets((Item("one", basis=Basis(records=("r-1",))), Item("two"))),
        Bullets((Item("first"),), numbered=True),
        Bullets((Item("second"),), numbered=True),
    )
    body = made[made.index("*facts*") : made.index("\n\n---")]
    assert body == (
        "*facts*\n\n- **Not for:** women\\\n  or girls\n- **Level:** **high**\n\n* **For:** men\n\n"
        "- one \\[r-1\\]\n- two\n\n1. first\n\n1) second"
    )
    assert shape(made).count("bullet_list_open") == 3
    assert shape(made).count("ordered_list_open") == 2


def test_short_values_are_a_table_and_long_ones_are_not(report: Report) -> None:
    short = Table(("On", "To"), (("2 March 2026", "a|b"), ("", "court")))
    assert "| On | To |\n| --- | --- |\n| 2 March 2026 | a&#124;b |\n|  | court |" in page(report, short)
    assert "table_open" in shape(page(report, short))
    for words in ("two\nlines", "w" * 41):
        made = page(report, Table(("On", "To"), (("2 March 2026", words), ("b", "court"))))
        assert "table_open" not in shape(made)
        assert "- **On:** 2 March 2026\\\n  **To:** " in made
        assert "- **On:** b\\\n  **To:** court" in made


def test_a_strip_is_a_table_with_its_letters_explained(report: Report) -> None:
    made = page(report, Strip(("2026-03-01", ""), (("Hostility", ("N", "A")),), (("N", "None seen"), ("A", "Act now"))))
    assert "|  | 1 Mar 26 | no date |\n| --- | --- | --- |\n| Hostility | N | A |\n\nN none seen, A act now" in made


def test_notes_are_set_apart(report: Report) -> None:
    made = page(report, Note("careful\nhere", "caution"), Note("nothing yet", "gap"), Note("not you", "restricted"))
    assert "> **Caution:** careful\\\n> here\n\n> nothing yet\n\n> **not you**" in made


def test_groups_never_go_deeper_than_markdown_has_headings(report: Report) -> None:
    block: Block = Paragraph("inside")
    for number in range(6):
        block = Group(f"level {number}", "aside", (block,), strong=True)
    made = page(report, block)
    assert "### level 5: aside" in made
    assert "###### level 0: aside" in made
    assert "#######" not in made


@given(text=TEXT | MARKUP)
@settings(max_examples=60)
def test_head_and_foot_let_no_words_act(report: Report, text: str) -> None:
    words = f"Qa{text}Zb"
    status = replace(report.status, words=words, lines=(words,))
    made = as_markdown.render(
        replace(
            report,
            marking=words,
            handling=words,
            title=words,
            case=words,
            subject=words,
            recipient=words,
            warnings=(words,),
            status=status,
            sections=(),
        )
    )
    assert children_of(made) <= ALLOWED
    assert shape(made).count("heading_open") == 1
    assert squeeze(whole(made)).count(squeeze(show_safely(words))) >= 12
