"""One line about templates that are not what they may be taken for: once in a process, however many cases it reads."""

from __future__ import annotations

import contextlib
import sys
from pathlib import Path

from sjtool.console import say
from sjtool.errors import SjtoolError
from sjtool.loader import Loaded, find_template_problems
from sjtool.store.library import Library
from sjtool.text import count_words

_TOLD: set[str] = set()


def open_library(templates: str) -> Library:
    """The templates within reach. What of a force's folder is not used as it stands is told."""
    library = Library(Path(templates) if templates else None)
    _tell_faults(library)
    return library


def tell_changed(loaded: Loaded) -> Loaded:
    """That a template here is not the one this case was made with; the first case of a run that has it stands for all.

    Only where a force has a folder of its own: published templates are never edited, and to read all that a case has
    pinned takes a tenth of a short command. One that cannot be read stops whatever needs it, with its own message.
    """
    if loaded.library.folders[0][1] != "own":
        return loaded
    with contextlib.suppress(SjtoolError):
        for problem in find_template_problems(loaded.case, loaded.library):
            if problem.what not in _TOLD:
                _TOLD.add(problem.what)
                say(f"{loaded.name}: {problem.what}; other cases may have it too:  sjtool verify {loaded.name}")
    return loaded


def _tell_faults(library: Library) -> None:
    """By the first process of a run alone."""
    folder, origin = library.folders[0]
    if origin != "own" or str(folder) in _TOLD or _is_helper():
        return
    from sjtool.store.library_faults import find_faults  # only where a force has templates of its own

    _TOLD.add(str(folder))
    files = {problem.place.path for problem in find_faults(library)}
    if files:
        count = count_words(len(files), "file")
        verb = "is" if len(files) == 1 else "are"
        say(f"In {folder} {count} {verb} not read, by name or content:  sjtool sets check --templates {folder}")


def _is_helper() -> bool:
    """Whether this is one of several processes of a run."""
    helpers = sys.modules.get("multiprocessing")
    return helpers is not None and helpers.parent_process() is not None
