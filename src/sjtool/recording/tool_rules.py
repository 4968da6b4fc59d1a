"""What a tool result must be to stand beside a judgement: of a known instrument, in its own words, made elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sjtool.errors import SjtoolError
from sjtool.model.template import Instrument, ResultScale
from sjtool.problem import Problem
from sjtool.recording.drafting import Sheet
from sjtool.store.library import Library

_WHY = "a result that cannot be compared with the judgement would pass for agreement"


def check_tool_drafts(library: Library, sheets: Sequence[Sheet]) -> None:
    """Raise SjtoolError with every draft of a tool result that its instrument's passport does not bear out."""
    problems = [p for sheet in sheets if sheet.draft.kind == "tool_result" for p in _find(library, sheet)]
    if problems:
        raise SjtoolError(problems)


def _find(library: Library, sheet: Sheet) -> Iterator[Problem]:
    keys = sheet.draft.keys
    named = str(keys.get("instrument"))
    found = library.found.get(named) or library.newest(named)
    template = library.read(found.ref).template if found else None
    if not isinstance(template, Instrument):
        fix = "sjtool receive CASE INSTRUMENT ; sjtool sets list  shows the instruments"
        yield Problem("unknown-instrument", sheet.at("instrument"), "there is no such instrument", _WHY, fix)
        return
    if keys.get("origin") != "received":
        what = "only an outcome made elsewhere can be recorded here"
        yield Problem("origin-wrong", sheet.at("origin"), what, "sjtool computes its own", 'origin = "received"')
    scale = find_scale(template, keys.get("scale"))
    if scale is None:
        fix = f"scale = one of {', '.join(known.id for known in template.scale)}"
        yield Problem("scale-needed", sheet.at("scale"), "the scale of the instrument is not clear", _WHY, fix)
        return
    if scale.level and (keys.get("level") or keys.get("band")) not in [level.word for level in scale.level]:
        fix = f"level = one of {', '.join(level.word for level in scale.level)}"
        yield Problem("level-not-of-tool", sheet.at("level"), "the instrument has no such level", _WHY, fix)
    if keys.get("construct") != scale.construct_:
        what = "the result is about another question than its instrument answers"
        yield Problem("construct-wrong", sheet.at("construct"), what, _WHY, f'construct = "{scale.construct_}"')


def find_scale(passport: Instrument, named: object) -> ResultScale | None:
    """The scale a result is on; None where it names none of several, or one the instrument has not."""
    found = [scale for scale in passport.scale if named in (None, scale.id)]
    return found[0] if len(found) == 1 else None
