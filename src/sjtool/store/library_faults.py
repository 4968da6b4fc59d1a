"""Files of a force's own folder of templates that nothing finds, that stand behind another, or that cannot be read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from sjtool.errors import SjtoolError
from sjtool.problem import Place, Problem
from sjtool.store.library import NAME, Found, Library, read_template


def find_faults(library: Library) -> Iterator[Problem]:
    """What of a force's folder is not used as it stands there; an editor's files and the list of hashes are no part."""
    folder, origin = library.folders[0]
    if origin == "own":
        yield from _find_in(folder, library.found)


def _find_in(folder: Path, found: Mapping[str, Found]) -> Iterator[Problem]:
    for path in sorted(folder.rglob("*")):
        if path.suffix.casefold() != ".toml" or path.name == "lock.toml" or path.name.startswith((".", "#", "~")):
            continue
        name = NAME.fullmatch(path.name)
        if name is None:
            yield _unfound(path)
        elif not name["language"] and (used := found[f"{name['id']}@{name['version']}"]).path != path:
            yield _behind(path, used)
        elif not name["language"]:
            try:
                read_template(used)
            except SjtoolError as error:
                yield from error.problems


def _unfound(path: Path) -> Problem:
    return Problem(
        "template-not-found",
        Place(str(path)),
        "nothing finds this file: its name is not that of a template",
        "templates are found by name; what stands in this one is never asked, rated or offered",
        "name it ID@VERSION.toml, the id in small letters, digits and dashes; or move it out of the folder",
    )


def _behind(path: Path, used: Found) -> Problem:
    return Problem(
        "template-not-found",
        Place(str(path)),
        f"{used.ref} stands in another file of the folder too, and that one is used",
        "of two files for one template only one is ever read",
        f"keep one of them; used is {used.path}",
    )
