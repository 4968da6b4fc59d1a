"""Put a list of fields to the officer, one at a time, with `:back`, `?` and `:quit` everywhere.

A field knows how its answer is typed and what it may be; the form knows the order. An answer given before stands as
the default when its question comes again, so that nothing is typed twice: words stand in the line, where lines can be
edited; a choice, a day or a long text is kept by Enter. Nothing here writes to a case.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Protocol, runtime_checkable

from sjtool.ask.asker import Asker, Stop
from sjtool.ask.typed_answer import Choice, Field, FieldKind, read_answer
from sjtool.ask.typed_date import read_date
from sjtool.dates import day_words
from sjtool.text import wrap_text

__all__ = ["Back", "Choice", "Field", "FieldKind", "ask_field", "ask_form", "ask_one", "read_answer", "read_date"]

_MOVE = re.compile(r":(why|notes?|skip|map|jump|stop|end|edit|help|again|conduct|cleared|who|time|last)\b.*")
"""Words that mean a move somewhere else in sjtool: never an answer."""
_COMMAND = re.compile(r"sjtool\s")
_WIDTH = 76
_SHORT = 40
_IN_LINE = 240
"""What is longer does not stand in the line when its question comes again; the editor opens it."""


@runtime_checkable
class Editing(Protocol):
    """An asker that can let the officer write in their own editor."""

    def edit(self, stands: str) -> tuple[str, bool]:
        """What was written, and whether it is an answer: if not, it stands in the line."""


class Back(Exception):  # noqa: N818 - a move, not an error
    """The officer typed `:back`."""


def ask_form(
    asker: Asker,
    fields: Sequence[Field],
    answers: dict[str, Any] | None = None,
    *,
    may_leave: bool = False,
    from_end: bool = False,
) -> dict[str, Any]:
    """Ask every field that is wanted; returns what was answered, keys without an answer left out. Raises Stop.

    What is typed stands in `asker.typed` at once, so that an interrupted command can keep it. With `may_leave`, `:back`
    at the first question raises Back, else asks it again. `from_end`: who goes back into a form begins at its end.
    """
    given, typed = dict(answers or {}), dict[str, Any]()
    asker.typed.append(typed)
    asked = [n for n, this in enumerate(fields) if this.wanted(given)] if from_end else []
    at = asked.pop() if asked else 0
    while at < len(fields):
        this = fields[at]
        if not this.wanted(given):
            if all(fields[n].key != this.key for n in asked):
                given.pop(this.key, None)
            at += 1
            continue
        before = _as_typed(given.get(this.key))
        again = replace(this, default=before) if before else this
        try:
            value = this.ask(asker, this, given.get(this.key)) if this.ask else ask_field(asker, again)
        except Back:
            if may_leave and not asked:
                raise
            at = asked.pop() if asked else at
            continue
        given.pop(this.key, None)
        typed.pop(this.key, None)
        if value not in (None, "", ()):
            given[this.key] = typed[this.key] = value
        asked.append(at)
        at += 1
    return given


def ask_one(asker: Asker, this: Field) -> Any:
    """Ask a single field; `:back` asks it again, for there is nothing before it. Raises Stop."""
    return ask_form(asker, [this]).get(this.key)


def ask_field(asker: Asker, this: Field) -> Any:
    """Ask one field until the answer will do. Raises Back or Stop."""
    stands, in_line = this.default, _stands_in_line(asker, this)
    if this.choices and asker.plain:
        _say_choices(asker, this)
    if this.must_see and stands and asker.plain:
        asker.say("\n".join(wrap_text(f"You had typed: {stands}", _WIDTH, "    ", "  ")))
    open_field = replace(this, default="") if this.must_see or in_line else this
    hint = "Enter keeps; typing replaces; an arrow key edits" if in_line else ""
    default = stands if in_line else ""
    while True:
        # What was not taken stands marked too where an answer is short: the next key replaces it, an arrow edits it.
        marked = (in_line and default == stands) or this.kind not in {"text", "line", "list"}
        words = _prompt(asker, open_field, hint)
        typed = asker.ask_line(words, default=default, multiline=this.kind == "text", select=marked)
        word, default = typed.strip(), ""
        _go_where_it_leads(word)
        if word in this.words:
            return word
        if word in {"?", ":help"}:
            _say_help(asker, this)
            default = stands if in_line else ""
            continue
        is_edited = word == ":edit" and this.kind == "text" and isinstance(asker, Editing)
        if isinstance(asker, Editing) and is_edited:
            typed, is_answer = asker.edit(stands)
            if not is_answer:
                default = "" if asker.plain else typed
                continue
        if word == "-" and in_line and not this.required:
            return None
        value, trouble = _take(open_field, typed, is_old=in_line and typed == stands)
        if not trouble:
            _say_day(asker, this, value, word)
            return value
        asker.say(f"  {trouble}")
        stands = typed if is_edited else stands
        keeps = is_edited or not (typed.strip().startswith(":") or _find_strange(this, typed))
        default = typed if keeps and not asker.plain else ""


def _go_where_it_leads(word: str) -> None:
    """Raise Stop or Back where a line says so."""
    if word == ":quit":
        raise Stop
    if word == ":back":
        raise Back


def _stands_in_line(asker: Asker, this: Field) -> bool:
    """Whether an answer given before stands in the line, to be edited there."""
    if not this.default or asker.plain or this.kind not in {"text", "line", "list"}:
        return False
    fits = "\n" not in this.default.strip() and len(this.default) <= _IN_LINE
    return fits or this.must_see or not (this.kind == "text" and isinstance(asker, Editing))


def _take(this: Field, typed: str, *, is_old: bool) -> tuple[Any, str]:
    """The answer, or what to say. What was taken once is not found strange now."""
    strange = "" if is_old else _find_strange(this, typed)
    return (None, strange) if strange else _read_or_default(this, typed)


def _say_day(asker: Asker, this: Field, value: Any, word: str) -> None:
    """A day typed in words, shown back as it was understood."""
    if this.kind == "date" and word and value and value != word:
        asker.say(f"  {day_words(value)}.")


def _find_strange(this: Field, typed: str) -> str:
    """What to say of a line that was meant for somewhere else; nothing where it may be an answer."""
    if _MOVE.fullmatch(typed.strip()):
        return "That is no answer, and there is nothing of that kind here.  ? for help, :back, :quit"
    if _COMMAND.match(typed) and this.kind in {"text", "line"}:
        return "That looks like a command, and was not taken. If it is the answer, type a space before it."
    return ""


def _read_or_default(this: Field, typed: str) -> tuple[Any, str]:
    """The answer, the default for an empty line, or what to say."""
    word = typed.strip()
    if word == "-" and this.default and not this.required:
        return None, ""
    if not word and this.default:
        typed = this.default
    elif not word:
        return None, "This one is needed.  ? for help, :back, :quit" if this.required else ""
    value, trouble = read_answer(this, typed)
    return value, trouble or this.check(value)


def _as_typed(value: object) -> str:
    """An answer given before, as it would be typed."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list | tuple):
        return "; ".join(str(part) for part in value)
    return "" if value is None else str(value)


def _prompt(asker: Asker, this: Field, hint: str = "") -> str:
    """The question, its choices where they fit, and what an empty line does."""
    choices = "y / n" if this.kind == "yes_no" else ""
    if this.choices and not asker.plain:
        choices = _choices_in_lines(this, len(this.prompt))
    hint = f"({hint})" if hint else _enter_hint(asker, this)
    fits = len(choices.rsplit("\n", 1)[-1]) + len(hint) + 2 <= _WIDTH
    rest = ("  " if fits else "\n    ").join(filter(None, [choices, hint]))
    gap = "" if rest.startswith("\n") or not rest else "  "
    return f"{this.prompt}{gap}{rest}\n> "


def _choices_in_lines(this: Field, used: int) -> str:
    """The choices behind the question where there is room, else below it, as many on a line as fit."""
    parts = [f"{n} {choice.title}" for n, choice in enumerate(this.choices, 1)]
    one = " / ".join(parts)
    if used + len(one) + len(this.passing) + len("  ()") <= _WIDTH:
        return one
    lines = [""]
    for part in parts:
        if lines[-1] and len(lines[-1]) + len(part) + 6 > _WIDTH:
            lines.append("")
        lines[-1] += f"{'   ' if lines[-1] else ''}{part}"
    return "".join(f"\n    {line}" for line in lines)


def _enter_hint(asker: Asker, this: Field) -> str:
    """What an empty line does."""
    if not this.default:
        return "" if this.required else f"({this.passing})"
    first = this.default.strip().split("\n")[0]
    shown = first if first == this.default.strip() and len(first) <= _SHORT else f"{first[:_SHORT]}…"
    more = [] if this.required else ["- to leave it empty"]
    if this.kind == "text" and isinstance(asker, Editing):
        more.append(":edit to change it")
    return "(" + "; ".join([f"Enter keeps  {shown}", *more]) + ")"


def _say_choices(asker: Asker, this: Field) -> None:
    for n, choice in enumerate(this.choices, 1):
        asker.say(f"  {n} {choice.title}")


def _say_help(asker: Asker, this: Field) -> None:
    means_something = asker.plain or any(choice.means for choice in this.choices)
    for n, choice in enumerate(this.choices if means_something else (), 1):
        title = f"{n} {choice.title}"
        lines = wrap_text(f"{title}: {choice.means}" if choice.means else title, _WIDTH, "    ", "  ")
        asker.say("\n".join(lines))
    if this.default and len(this.default) > _SHORT:
        asker.say("\n".join(wrap_text(f"It stands as: {this.default}", _WIDTH, "    ", "  ")))
    lines_hint = "Several lines go between lines of three quotes." if asker.plain else "Alt-Enter begins a new line."
    typing = [lines_hint] if this.kind == "text" else []
    if typing and isinstance(asker, Editing):
        typing.append(":edit opens your editor.")
    moves = " ".join([*typing, ":back for the question before, :quit to stop."])
    for words in filter(None, [this.help, moves]):
        asker.say("\n".join(wrap_text(words, _WIDTH, "  ", "  ")))
