"""Read the side file of a template in another language."""

from __future__ import annotations

from pathlib import Path

from pydantic import ValidationError

from sjtool.errors import SjtoolError
from sjtool.model.language import LanguageFile
from sjtool.store.explain import explain_errors
from sjtool.store.library import template_lines
from sjtool.store.outline import Outline
from sjtool.store.toml import read_toml


def read_language(path: Path) -> tuple[LanguageFile, Outline]:
    """A language file and the lines of its text. Raises SjtoolError with every problem of the file."""
    file = read_toml(path)
    try:
        return LanguageFile.model_validate(file.data), file.outline
    except ValidationError as error:
        lines = template_lines(file.outline)

        def line_of(loc: tuple[str | int, ...]) -> int:
            return next((lines[loc[:n]] for n in range(len(loc), 0, -1) if loc[:n] in lines), 1)

        problems = explain_errors(
            error, LanguageFile, str(path), "this part of the language file", line_of, file.outline.excerpt
        )
        raise SjtoolError(problems) from None
