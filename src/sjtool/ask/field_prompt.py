"""How a field is put: its question, its choices where they fit, what an empty line does, and its help."""

from __future__ import annotations

from sjtool.ask.asker import Asker, Editing
from sjtool.ask.typed_answer import Field
from sjtool.text import wrap_text

WIDTH = 76
_SHORT = 40


def show_prompt(asker: Asker, this: Field, hint: str = "") -> str:
    """The question, its choices where they fit, and what an empty line does."""
    choices = "y / n" if this.kind == "yes_no" else ""
    if this.choices and not asker.plain:
        choices = _choices_in_lines(this, len(this.prompt))
    hint = f"({hint})" if hint else _enter_hint(asker, this)
    fits = len(choices.rsplit("\n", 1)[-1]) + len(hint) + 2 <= WIDTH
    rest = ("  " if fits else "\n    ").join(filter(None, [choices, hint]))
    gap = "" if rest.startswith("\n") or not rest else "  "
    return f"{this.prompt}{gap}{rest}\n> "


def _choices_in_lines(this: Field, used: int) -> str:
    """The choices behind the question where there is room, else below it, as many on a line as fit."""
    parts = [f"{n} {choice.title}" for n, choice in enumerate(this.choices, 1)]
    one = " / ".join(parts)
    if used + len(one) + len(this.passing) + len("  ()") <= WIDTH:
        return one
    lines = [""]
    for part in parts:
        if lines[-1] and len(lines[-1]) + len(part) + 6 > WIDTH:
            lines.append("")
        lines[-1] += f"{'   ' if lines[-1] else ''}{part}"
    return "".join(f"\n    {line}" for line in lines)


def _enter_hint(asker: Asker, this: Field) -> str:
    """What an empty line does."""
    if not this.default:
        return "" if this.required else f"({this.passing})"
    stands = _stands_as(this).strip()
    first = stands.split("\n")[0]
    shown = first if first == stands and len(first) <= _SHORT else f"{first[:_SHORT]}…"
    more = [] if this.required else ["- to leave it empty"]
    if this.kind == "text" and isinstance(asker, Editing):
        more.append(":edit to change it")
    return "(" + "; ".join([f"Enter keeps  {shown}", *more]) + ")"


def _stands_as(this: Field) -> str:
    """What stands in the words it was chosen by: the title of a choice, never its id."""
    titles = {choice.id: choice.title for choice in this.choices}
    if this.kind == "choice":
        return titles.get(this.default, this.default)
    if this.kind == "choices":
        parts = this.default.replace(",", " ").replace(";", " ").split()
        return "; ".join(titles.get(part, part) for part in parts)
    return this.default


def say_choices(asker: Asker, this: Field) -> None:
    """The choices one to a line, where they do not stand in the prompt."""
    for n, choice in enumerate(this.choices, 1):
        asker.say(f"  {n} {choice.title}")


def say_help(asker: Asker, this: Field) -> None:
    """What the choices mean, what stands where the prompt had to cut it, how it is typed, and the moves."""
    means_something = asker.plain or any(choice.means for choice in this.choices)
    for n, choice in enumerate(this.choices if means_something else (), 1):
        title = f"{n} {choice.title}"
        lines = wrap_text(f"{title}: {choice.means}" if choice.means else title, WIDTH, "    ", "  ")
        asker.say("\n".join(lines))
    stands = _stands_as(this)
    if len(stands) > _SHORT or "\n" in stands.strip():
        asker.say("\n".join(wrap_text(f"It stands as: {stands}", WIDTH, "    ", "  ")))
    lines_hint = "Several lines go between lines of three quotes." if asker.plain else "Alt-Enter begins a new line."
    typing = [lines_hint] if this.kind == "text" else []
    if typing and isinstance(asker, Editing):
        typing.append(":edit opens your editor.")
    moves = " ".join([*typing, ":back for the question before, :quit to stop."])
    for words in filter(None, [this.help, moves]):
        asker.say("\n".join(wrap_text(words, WIDTH, "  ", "  ")))
