"""Find the words of a template in another language, or say which languages there are."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from sjtool.assess.language import Coverage, current_lines, find_coverage, lint_language
from sjtool.errors import SjtoolError, usage
from sjtool.interview.speech import ENGLISH, Speech
from sjtool.model.language import LANGUAGES
from sjtool.problem import Place, Problem
from sjtool.store.language_file import read_language
from sjtool.store.library import Library, Loaded, template_lines


def find_speech(library: Library, ref: str, lang: str) -> Speech:
    """The lines of a template in a language; English where none is named.

    Raises SjtoolError (usage) where the language is not one of those known, or the template has no file in it.
    """
    if not lang or lang == "en":
        return ENGLISH
    name = next((words for code, words in LANGUAGES.items() if code == lang), None)
    if name is None:
        raise usage("bad-language", "--lang takes en or cy", "these are the languages of the files there can be", "cy")
    path = library.find_language(ref, lang)
    if path is None:
        raise usage(
            "no-language",
            f"there is no {name} for this set",
            "Welsh comes from a translator, never from a machine",
            "leave --lang out; sjtool sets list  shows which sets have some",
        )
    template, (language, _outline) = library.read(ref).template, read_language(path)
    return Speech(name, current_lines(template, language), find_coverage(template, language))


def find_languages(library: Library, loaded: Loaded) -> dict[str, Coverage]:
    """How much of a template there is in each language; a file that cannot be read counts as none."""
    found: dict[str, Coverage] = {}
    for code in LANGUAGES:
        path = library.find_language(loaded.found.ref, code)
        if path is not None:
            with contextlib.suppress(SjtoolError):
                found[code] = find_coverage(loaded.template, read_language(path)[0])
    return found


def find_language_problems(library: Library, loaded: Loaded) -> Iterator[Problem]:
    """Every fault of a template's language files: of their grammar, lines that belong to nothing, stale lines."""
    why = "a line that no longer says what the English says would put another question (docs/sets.md)"
    for code in LANGUAGES:
        path = library.find_language(loaded.found.ref, code)
        if path is None:
            continue
        try:
            language, outline = read_language(path)
        except SjtoolError as error:
            yield from error.problems
            continue
        lines = template_lines(outline)
        if language.language.of != loaded.found.ref or language.language.language != code:
            what = "the file's name and its [language] do not name the same template and language"
            fix = f'of = "{loaded.found.ref}" , language = "{code}"'
            yield Problem("language-name", Place(str(path), lines.get(("language",), 1)), what, why, fix)
        for n, what, fix in lint_language(loaded.template, language):
            yield Problem("language-line", Place(str(path), lines.get(("line", n), 0)), what, why, fix)
