"""Whether a template is fit to be used: sources, pinpoints, ids, scales, two wordings where two are needed.

The grammar is the model's business; this looks at what the words and references come to.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from sjtool.model.template import Factor, FactorSet, Instrument, Item, QuestionSet, Template, Wording

Finding = tuple[tuple[str | int, ...], str, str]
"""Where in the template (a path for the line), what is wrong, what to do."""


def lint_template(template: Template) -> Iterator[Finding]:
    """Every fault of a template, each with the path of the part it is in."""
    sources = {source.id for source in template.source}
    yield from _duplicates("source", [source.id for source in template.source])
    if template.set.source not in sources:
        yield (
            ("set", "source"),
            "the set's source is not among its [[source]] tables",
            "add the [[source]], or mend its id",
        )
    yield from _blank(("set",), template.set.model_dump())
    if isinstance(template, QuestionSet):
        yield from _lint_questions(template, sources)
    elif isinstance(template, FactorSet):
        yield from _lint_factors(template, sources)
    elif isinstance(template, Instrument):
        yield from _lint_instrument(template, sources)
    else:
        yield from _duplicates("mark", [mark.item for mark in template.mark])


def _duplicates(table: str, ids: list[str]) -> Iterator[Finding]:
    for name, count in Counter(ids).items():
        if count > 1:
            at = len(ids) - 1 - ids[::-1].index(name)
            yield (
                (table, at, "id"),
                f"the id of this {table} stands twice",
                "an id names one thing for good: choose another",
            )


def _blank(where: tuple[str | int, ...], values: dict[str, object]) -> Iterator[Finding]:
    for key, value in values.items():
        if isinstance(value, str) and not value.strip():
            yield (*where, key), f'"{key}" is blank', "say it, or leave the key out"


def _cited(where: tuple[str | int, ...], source: str, pinpoint: str, sources: set[str]) -> Iterator[Finding]:
    if source not in sources:
        yield (*where, "source"), "the source is not among the [[source]] tables", "add the [[source]], or mend its id"
    if not pinpoint.strip():
        yield (*where, "pinpoint"), "there is no pinpoint", "say where in the source: section and ordinal"


def _lint_questions(template: QuestionSet, sources: set[str]) -> Iterator[Finding]:
    yield from _duplicates("item", [item.id for item in template.item])
    for n, note in enumerate(template.set.conduct):
        yield from _cited(("set", "conduct", n), note.source, note.pinpoint, sources)
    for n, item in enumerate(template.item):
        where = ("item", n)
        yield from _cited(where, item.source, item.pinpoint, sources)
        yield from _blank(where, {"ask": item.ask, "why": item.why, "title": item.title})
        yield from _lint_wording(where, item)
        for m, part in enumerate(item.part):
            yield from _lint_wording((*where, "part", m), part)
        yield from _lint_mark(where, item)


def _lint_wording(where: tuple[str | int, ...], wording: Wording) -> Iterator[Finding]:
    if wording.answer == "ordinal" and len(wording.options) < 2:  # noqa: PLR2004
        yield (*where, "options"), "an ordered answer needs at least two options", "list them from least to most"
    if wording.compare == "ordinal" and wording.answer != "ordinal":
        yield (*where, "compare"), "an ordered comparison needs an ordered answer", 'set  answer = "ordinal"'
    if wording.compare == "number" and wording.answer != "number":
        yield (*where, "compare"), "numbers are compared only where numbers are answered", 'set  answer = "number"'
    if wording.minimum is not None and wording.maximum is not None and wording.minimum > wording.maximum:
        yield (*where, "minimum"), "the least is more than the most", "swap minimum and maximum"


def _lint_mark(where: tuple[str | int, ...], item: Item) -> Iterator[Finding]:
    mark = item.mark
    if mark is None:
        return
    unknown = set(mark.parts) - {part.id for part in item.part}
    if unknown:
        yield (*where, "mark", "parts"), "the mark names a part the item has not", "name one of its parts"
    if mark.asks == "person-only":
        return
    asked: list[Wording] = [p for p in item.part if not mark.parts or p.id in mark.parts] if item.part else [item]
    for wording in asked:
        if not (wording.ask_partner or "").strip():
            yield where, "the partner is asked this, but there is no wording for the partner", "add  ask_partner = …"
        if wording.compare is None:
            yield where, "two accounts are compared here, but it is not said how", "add  compare = …"


def _lint_factors(template: FactorSet, sources: set[str]) -> Iterator[Finding]:
    yield from _duplicates("scale", [scale.id for scale in template.scale])
    yield from _duplicates("factor", [factor.id for factor in template.factor])
    labels = {scale.id: [label.id for label in scale.label] for scale in template.scale}
    anchors: Counter[str] = Counter()
    for n, scale in enumerate(template.scale):
        yield from _cited(("scale", n), scale.source, scale.pinpoint, sources)
        if len(set(labels[scale.id])) != len(labels[scale.id]):
            yield ("scale", n), "a label stands twice on this scale", "each label once"
    for n, factor in enumerate(template.factor):
        yield from _cited(("factor", n), factor.source, factor.pinpoint, sources)
        yield from _lint_factor(("factor", n), factor, labels)
        anchors.update(" ".join(text.split()).casefold() for text in factor.anchors.values())
    if any(count > 1 for count in anchors.values()):
        yield ("factor", 0), "two anchors are alike", "say what the label looks like for this factor, and for no other"


def _lint_factor(where: tuple[str | int, ...], factor: Factor, labels: dict[str, list[str]]) -> Iterator[Finding]:
    if factor.scale not in labels:
        yield (*where, "scale"), "there is no such scale in this set", "name one of its [[scale]] ids"
        return
    known = set(labels[factor.scale])
    if set(factor.anchors) != known:
        yield (
            (*where, "anchors"),
            "there is not one anchor for each label of the scale",
            "an anchor for each, and no other",
        )
    if not factor.raises_concern_when or set(factor.raises_concern_when) - known:
        yield (
            (*where, "raises_concern_when"),
            "it does not say which of its labels raise concern",
            "name labels of its scale",
        )
    yield from _blank((*where, "anchors"), dict(factor.anchors))


def _lint_instrument(template: Instrument, sources: set[str]) -> Iterator[Finding]:
    yield from _duplicates("scale", [scale.id for scale in template.scale])
    for n, scale in enumerate(template.scale):
        if not scale.level:
            yield ("scale", n), "the scale has no level words", "map each word the tool uses"
    for n, study in enumerate(template.evidence):
        if study.source not in sources:
            yield ("evidence", n, "source"), "the source is not among the [[source]] tables", "add it"
