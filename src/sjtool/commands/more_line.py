"""One line for several things that are seldom said: a letter asks for each, Enter passes all of them over."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from sjtool.ask.form import Field

MORE = "more"


def more_line(
    prompt: str, letters: Mapping[str, str], wanted: Callable[[dict[str, Any]], bool] = lambda _answers: True
) -> Field:
    """The line itself; its answer is the letters typed, such as `dw`."""
    offered = " · ".join(f"{letter} {what}" for letter, what in letters.items())

    def check(value: object) -> str:
        strange = set(str(value or "")) - set(letters) - set(" ,")
        first, *others = letters
        several = f"letters of {' '.join(letters)}, several together" if others else first
        return f"Type {several}, or Enter." if strange else ""

    told = "; ".join(f"{letter} asks for: {what}" for letter, what in letters.items())
    help_text = f"Each letter brings one more question: {told}. Several letters together, or Enter for none."
    return Field(MORE, f"{prompt}  {offered}", "line", check=check, wanted=wanted, help=help_text)


def only_if(letter: str, this: Field, wanted: Callable[[dict[str, Any]], bool] = lambda _answers: True) -> Field:
    """A field that is asked where its letter was typed, if it is wanted at all."""
    return replace(this, wanted=lambda answers: letter in str(answers.get(MORE, "")) and wanted(answers))
