"""Labels and what belongs to them, in the markup of Word: one paragraph each, which reads aloud and edits as one.

The words stand beside their label, or below it where it is long or has lines. Which lines keep to the next page with
what follows them is said by a style, so that nothing is set by hand.
"""

from __future__ import annotations

from collections.abc import Iterator

from sjtool.report.docx_styles import LABEL_CM, LABELLED_TOGETHER, OPINION_LABELLED, OPINION_TOGETHER
from sjtool.report.docx_words import paragraph, run, said
from sjtool.report.report import Pair, Pairs, is_own
from sjtool.text import cell_width, show_safely

_LABEL_EMS = LABEL_CM * 2.7
"""How wide a label can be and have its words beside it, in sizes of its letters."""
_NARROW, _WIDE, _MIDDLE = "iljtfrI .,:;'|!()[]-", "mwMW@%", "cksvxyzJ"
_MANY = 3


def render_pairs(block: Pairs, *, together: bool = False, ends: bool = True) -> Iterator[str]:
    """Each row in turn. `together` keeps all on one page, with what follows too unless the block `ends` its group.

    Of many rows the first keeps to the second in any case, so that no heading ends a page with one line.
    """
    before = ""
    last = len(block.rows) - 1
    for number, row in enumerate(block.rows):
        first_of_many = not number and len(block.rows) >= _MANY
        kept = first_of_many or (together and not (ends and number == last))
        yield _pair(row, "" if row.label == before else row.label, kept=kept)
        before = row.label


def _pair(row: Pair, label: str, *, kept: bool) -> str:
    """A label and its words; no label where it was said above."""
    shown = show_safely(label)
    beside = "\n" not in shown and _ems(shown) <= _LABEL_EMS
    words = run("\t" if beside else "\n") + said(row.text, row.basis, strong=row.strong)
    if is_own(row):
        style = OPINION_TOGETHER if kept else OPINION_LABELLED
    else:
        style = LABELLED_TOGETHER if kept else "Labelled"
    return paragraph((run(label, "Label") if label else "") + words, style)


def _ems(text: str) -> float:
    """About how wide words are, in sizes of their letters."""
    return sum(
        0.26 if one in _NARROW else 0.5 if one in _MIDDLE else 0.9 if one in _WIDE else _em_of(one) for one in text
    )


def _em_of(letter: str) -> float:
    return 0.72 if letter.isupper() else 0.56 * cell_width(letter)
