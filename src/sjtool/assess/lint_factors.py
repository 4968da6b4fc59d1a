"""Whether a factor set is fit to be rated: scales whole, an anchor for each level, which labels raise concern."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from sjtool.assess.lint_part import LONGEST_WHY, Finding, blank, cited, duplicates, grouped, too_long
from sjtool.model.template import Factor, FactorSet, Scale


def lint_factors(template: FactorSet, sources: set[str]) -> Iterator[Finding]:
    """Every fault of a factor set."""
    yield from duplicates("scale", [scale.id for scale in template.scale])
    yield from duplicates("factor", [factor.id for factor in template.factor])
    yield from grouped("factor", [group.id for group in template.group], [factor.group for factor in template.factor])
    scales = {scale.id: scale for scale in template.scale}
    anchors: Counter[str] = Counter()
    for n, group in enumerate(template.group):
        yield from cited(("group", n), group.source, group.pinpoint, sources)
    for n, scale in enumerate(template.scale):
        yield from cited(("scale", n), scale.source, scale.pinpoint, sources)
        labels = [label.id for label in scale.label]
        if len(set(labels)) != len(labels):
            yield ("scale", n), "a label stands twice on this scale", "each label once"
        for m, label in enumerate(scale.label):
            yield from blank(("scale", n, "label", m), {"title": label.title, "means": label.means})
    for n, factor in enumerate(template.factor):
        yield from cited(("factor", n), factor.source, factor.pinpoint, sources)
        yield from blank(("factor", n), {"title": factor.title, "why": factor.why})
        yield from too_long(("factor", n), "why", factor.why, LONGEST_WHY)
        yield from _lint_factor(("factor", n), factor, scales)
        anchors.update(" ".join(text.split()).casefold() for text in factor.anchors.values())
    if any(count > 1 for count in anchors.values()):
        yield ("factor", 0), "two anchors are alike", "say what the label looks like for this factor, and for no other"


def _lint_factor(where: tuple[str | int, ...], factor: Factor, scales: Mapping[str, Scale]) -> Iterator[Finding]:
    if factor.scale not in scales:
        yield (*where, "scale"), "there is no such scale in this set", "name one of its [[scale]] ids"
        return
    scale = scales[factor.scale]
    known = {label.id for label in scale.label}
    if set(factor.anchors) != known and (scale.is_graded or factor.anchors):
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
    if factor.is_context_only and not (factor.caution or "").strip():
        yield where, "it is used in no rule, and nothing says why", "add  caution = …"
    yield from blank((*where, "anchors"), dict(factor.anchors))
