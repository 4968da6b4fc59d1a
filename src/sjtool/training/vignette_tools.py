"""The sealed sheet's lines on the published tools: what each said, as it was received or worked out."""

from __future__ import annotations

from collections.abc import Iterator

from sjtool.assess.judging import HIDDEN, hides_levels
from sjtool.assess.standing import Standing
from sjtool.dates import day_words
from sjtool.model.appraisal import ToolResult
from sjtool.model.template import Instrument
from sjtool.store.library import Library
from sjtool.training.vignette_words import as_words, capital, ended, in_line, joined


def tell_tools(standing: Standing, library: Library) -> Iterator[str]:
    """A line for each result; of a case that is not judged yet its level is hidden here too."""
    hidden = hides_levels(standing)
    for made in standing.of(ToolResult):
        title, scale = _name_tool(made, library)
        about = [made.dated_on and day_words(made.dated_on), made.assessor, made.agency, made.document]
        what = joined([f"**{in_line(title)}**", in_line(scale)], ", ")
        end = ended(in_line(joined(about)))
        yield joined([f"- {what}: {HIDDEN if hidden else _outcome(made)}.", capital(end)], " ")


def _outcome(made: ToolResult) -> str:
    share = f"{made.percentage:g}%" if made.percentage is not None else ""
    points = f"{made.points} points" if made.points is not None else ""
    said = joined([as_words(made.level or ""), as_words(made.band or ""), points, share], ", ")
    return f"**{in_line(said) or 'no outcome recorded'}**"


def _name_tool(made: ToolResult, library: Library) -> tuple[str, str]:
    """The title of an instrument and of the scale, from its passport; where there is none, as they were recorded."""
    ref = made.instrument or ""
    found = library.found.get(ref) or library.newest(ref)
    template = library.read(found.ref).template if found else None
    if not isinstance(template, Instrument):
        return as_words(ref) or "A tool", as_words(made.scale or "")
    title = next((scale.title for scale in template.scale if scale.id == made.scale), as_words(made.scale or ""))
    return template.set.title, title
