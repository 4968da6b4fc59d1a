"""Whether a template is fit to be used: sources, pinpoints, ids, scales, two wordings where two are needed.

The grammar is the model's business; this looks at what the words and references come to. Each kind has a file of its
own; what they share stands in `lint_part.py`.
"""

from __future__ import annotations

from collections.abc import Iterator

from sjtool.assess.lint_clocks import lint_clocks
from sjtool.assess.lint_factors import lint_factors
from sjtool.assess.lint_menu import lint_menu
from sjtool.assess.lint_part import Finding, blank, duplicates
from sjtool.assess.lint_questions import lint_questions
from sjtool.model.template import ClockSet, FactorSet, Instrument, Menu, QuestionSet, Template

__all__ = ["Finding", "lint_template"]


def lint_template(template: Template) -> Iterator[Finding]:
    """Every fault of a template, each with the path of the part it is in."""
    sources = {source.id for source in template.source}
    yield from duplicates("source", [source.id for source in template.source])
    if template.set.source not in sources:
        yield (
            ("set", "source"),
            "the set's source is not among its [[source]] tables",
            "add the [[source]], or mend its id",
        )
    yield from blank(("set",), template.set.model_dump())
    if isinstance(template, QuestionSet):
        yield from lint_questions(template, sources)
    elif isinstance(template, FactorSet):
        yield from lint_factors(template, sources)
    elif isinstance(template, Menu):
        yield from lint_menu(template, sources)
    elif isinstance(template, ClockSet):
        yield from lint_clocks(template, sources)
    elif isinstance(template, Instrument):
        yield from _lint_instrument(template, sources)
    else:
        yield from duplicates("mark", [mark.item for mark in template.mark])


def _lint_instrument(template: Instrument, sources: set[str]) -> Iterator[Finding]:
    yield from duplicates("scale", [scale.id for scale in template.scale])
    for n, scale in enumerate(template.scale):
        if not scale.level and scale.construct_ != "other":
            fix = 'map each word the tool uses, or  construct = "other"  where no judgement answers the same question'
            yield ("scale", n), "the scale has no level words", fix
    for n, study in enumerate(template.evidence):
        if study.source not in sources:
            yield ("evidence", n, "source"), "the source is not among the [[source]] tables", "add it"
