"""A skeleton of an answers file: a row for every question put in one role, to be filled in and handed to `interview`.

It holds no answer. A row left as it is has neither a value nor a reason for none, and reading refuses it by its line.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, get_args

from sjtool.interview.aids import SESSION_AIDS, SOMEBODY, build_aids
from sjtool.interview.plan import Marks, Question, build_plan
from sjtool.interview.start import MODES
from sjtool.model.enquiry import Basis
from sjtool.model.missing import REASONS
from sjtool.model.template import AskedOf, QuestionSet
from sjtool.text import count_words, wrap_text

_WIDTH = 110
_TOLD = {
    "mode": f"how it was asked, one of: {', '.join(MODES)}",
    "held_on": "the day it was held: 2026-03-04",
    "interviewers": 'officer ids: ["pc-4412", "ds-2207"]; left out, you alone',
    "place": "where",
    "others_present": "who else was there, or near enough to hear",
    "caution": "of the person: the caution and how it was given, or why none was needed",
    "cleared_with": "who cleared the questions that can disclose what is alleged, and when",
    "supervision": "where you asked alone: who goes through it with you",
    "ended": "false where the sitting goes on; left out, it is over",
}
_EMPTY = {"interviewers": "[]", "ended": "false"}
_ROW = ("value", "missing", "missing_note", "note")
_COLUMNS = ("record", "item", "part", "asked", "takes", *_ROW, "basis", "evidence", *_TOLD)
_BOM = "\ufeff"
"""Without it a spreadsheet takes UTF-8 for something else and changes the words."""


@dataclass(frozen=True)
class Skeleton:
    """What the file is for. `ref` is the set's id@version; the plan names nobody."""

    ref: str
    role: AskedOf
    marks: Marks
    plan: tuple[Question, ...]


def build_skeleton(questions: QuestionSet, ref: str, role: AskedOf, marks: Marks) -> Skeleton:
    """Every question of the set that is put in this role."""
    return Skeleton(ref, role, marks, build_plan(questions, role, SOMEBODY, marks=marks))


def render_toml(skeleton: Skeleton) -> str:
    """With everything that is to be filled in, and all that is to be read, behind a `#`."""
    lines = [*_introduce(skeleton), "", "# The session. Without any of these keys, the file goes on with the open one."]
    for key, told in _TOLD.items():
        empty = f"{key} = {_EMPTY.get(key, _quote(''))}"
        lines.append(f"# {empty:<20}  # {told}")
    for question in skeleton.plan:
        lines += ["", *_toml_row(question)]
    return "\n".join(lines) + "\n"


def _introduce(skeleton: Skeleton) -> Iterator[str]:
    set_id, marks = skeleton.ref, " --marks all" if skeleton.marks == "all" else ""
    command = f"sjtool interview CASE {set_id} --informant ID{marks} --answers FILE"
    yield from _comment(
        f"Answers to {set_id} as it is put to the {skeleton.role}: {count_words(len(skeleton.plan), 'row')}."
    )
    yield from _comment("Filled in, this file holds words of a case: keep it where you keep the case.")
    yield from ("#", f"# {command} --dry-run", f"# {command}", "#")
    yield from _comment(
        "Each row needs a value, or a reason why there is none: take the # away before one of the two. A row with "
        "neither is refused by its line; take out the rows that are not to be recorded. Text between quotes will do "
        "for every value, as it would be typed. Longer words go between ''' and '''."
    )
    yield from _comment(
        f"A row may also have a note, a missing_note (more of the reason), evidence = [{_quote('e-001')}], and a "
        f"basis: {', '.join(get_args(Basis))}; told, where it is left out."
    )
    yield from ("#", "# The reasons:")
    for reason in REASONS:
        yield f"#   {reason.id:<16}{reason.means}"


def _toml_row(question: Question) -> list[str]:
    aids = build_aids(question)
    part = [f"part = {_quote(question.part)}"] if question.part else []
    return [
        *_comment(f"{question.spot}  {aids['asked']}"),
        *_comment(f"takes {aids['takes']}"),
        "[[response]]",
        f"item = {_quote(question.item.id)}",
        *part,
        '# value = ""',
        '# missing = "not-asked"',
        '# note = ""',
    ]


def _comment(text: str) -> list[str]:
    return wrap_text(text, _WIDTH, "# ", "# ")


def _quote(name: str) -> str:
    """An id as TOML text; JSON writes it the same way."""
    return json.dumps(name, ensure_ascii=False)


def _rows(skeleton: Skeleton) -> Iterator[dict[str, Any]]:
    for question in skeleton.plan:
        part = {"part": question.part} if question.part else {}
        yield {"item": question.item.id, **part, **build_aids(question)}


def render_json(skeleton: Skeleton) -> str:
    """With null where something is to be filled in."""
    nothing = dict.fromkeys(_ROW)
    top: Mapping[str, Any] = {**SESSION_AIDS, **dict.fromkeys(_TOLD)}
    return json.dumps(
        {**top, "response": [{**row, **nothing} for row in _rows(skeleton)]}, indent=2, ensure_ascii=False
    )


def render_csv(skeleton: Skeleton) -> str:
    """A first row for the session, then one a question; the cells that are to be filled in are empty."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, _COLUMNS, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerow({"record": "session", **SESSION_AIDS})
    for row in _rows(skeleton):
        writer.writerow({"record": "response", **row})
    return _BOM + text.getvalue()


RENDERERS: Mapping[str, Callable[[Skeleton], str]] = {"toml": render_toml, "csv": render_csv, "json": render_json}
