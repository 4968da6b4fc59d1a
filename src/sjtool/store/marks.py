"""Whether a force's own marks fit the question set they replace the marks of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sjtool.model.template import MarkSet, QuestionSet
from sjtool.problem import Place, Problem

_WHY = "an item whose mark is not found is put to the person only, without a word"


def find_marks_problems(
    path: str, lines: Mapping[tuple[str | int, ...], int], marks: MarkSet, questions: QuestionSet
) -> Iterator[Problem]:
    """Marks of another set, or of an item or a part this set has not. `lines` gives the line of each path."""
    if marks.set.marks_of.partition("@")[0] != questions.set.id:
        place = Place(path, lines.get(("set", "marks_of"), 0))
        fix = f'set  marks_of = "{questions.set.id}" , or name the file after the set it belongs to'
        yield Problem("marks-of-another", place, "these marks say that they belong to another set", _WHY, fix)
    parts = {item.id: {part.id for part in item.part} for item in questions.item}
    fix = f"sjtool sets show {questions.set.id}  lists its items and their parts"
    for n, mark in enumerate(marks.mark):
        if mark.item not in parts:
            place = Place(path, lines.get(("mark", n, "item"), 0))
            what = f"{questions.set.id}@{questions.set.version} has no item of this id"
            yield Problem("marks-unknown-item", place, what, _WHY, fix)
        elif set(mark.parts) - parts[mark.item]:
            place = Place(path, lines.get(("mark", n, "parts"), 0))
            what = f"this item of {questions.set.id}@{questions.set.version} has no part of this id"
            yield Problem("marks-unknown-part", place, what, _WHY, fix)
