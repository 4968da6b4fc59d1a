"""`sjtool sets diff`: two versions of a template compared in words."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from sjtool.assess.template_diff import compare_templates
from sjtool.commands.desk import Desk
from sjtool.commands.options import Json, Templates
from sjtool.console import screen_width, write_out
from sjtool.errors import refused
from sjtool.report.template_diff_text import difference_json, render_difference
from sjtool.status import ExitStatus
from sjtool.store.library import Found, Library, Loaded, read_template
from sjtool.store.toml import read_toml


def diff_sets(
    old: Annotated[str, typer.Argument(metavar="OLD", help="An id@version, an id for its newest version, or a file.")],
    new: Annotated[str, typer.Argument(metavar="NEW", help="The one to compare it with, named in the same way.")],
    as_json: Json = False,
    templates: Templates = "",
) -> ExitStatus:
    """Read both, compare, print; exit 1 where they differ."""
    library = Desk(templates=templates).library
    was, now = _read(library, old), _read(library, new)
    _check_kinds(was, now)
    changes = compare_templates(was.template, now.template)
    write_out(difference_json(was, now, changes) if as_json else render_difference(was, now, changes, screen_width()))
    return ExitStatus.FINDINGS if changes else ExitStatus.OK


def _read(library: Library, named: str) -> Loaded:
    """A template within reach, or in a file under any name. Raises SjtoolError with every problem of it."""
    if not named.endswith(".toml"):
        return library.read(named)
    head = read_toml(Path(named)).data.get("set")
    words = head if isinstance(head, dict) else {}
    return read_template(Found(str(words.get("id")), str(words.get("version")), Path(named), "file"))


def _check_kinds(was: Loaded, now: Loaded) -> None:
    one, other = (loaded.template.set.kind.replace("-", " ") for loaded in (was, now))
    if one != other:
        raise refused(
            "wrong-template",
            str(now.found.path),
            f"{was.found.ref} is of the kind {one}, and {now.found.ref} of the kind {other}",
            "what was asked and what was rated cannot be compared",
            "name two templates of one kind; sjtool sets list  shows what each is",
        )
