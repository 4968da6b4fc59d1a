"""New files of templates: scaffolds that teach what goes where, and copies of a template under its next version.

A scaffold is a sound template in which nobody has written anything yet; its text stands in `layouts/scaffolds`. A copy
keeps every comment of the file it is made from. Nothing here replaces a file.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Mapping
from itertools import chain
from pathlib import Path

from sjtool.errors import SjtoolError, refused
from sjtool.model.template import Item, QuestionSet
from sjtool.store.durable import write_durably
from sjtool.store.library import Found, Library, Loaded
from sjtool.store.outline import Outline
from sjtool.store.toml import TomlFile, parse_toml, read_toml
from sjtool.store.write import render_record

KINDS = ("question-set", "factor-set", "menu", "marks")
"""Kinds there is a scaffold of. An instrument's passport is a copy of another's."""
FIRST_VERSION = "1.0.0"
MARKS_SUFFIX = "-marks"
_SCAFFOLDS = Path(__file__).resolve().parent.parent / "layouts" / "scaffolds"
_VALUE = re.compile(r"""([^=\n]*=[ \t]*)("(?:[^"\\\n]|\\.)*"|'[^'\n]*')(?!["'])""")

_LANGUAGE_FILE = re.compile(r"\.[a-z]{2}\.toml$")


def render_scaffold(kind: str, template_id: str) -> str:
    """The text of a new template of one of `KINDS`, with comments that say what each key is for."""
    text = (_SCAFFOLDS / f"{kind}.toml").read_text(encoding="utf-8")
    return text.replace("new-id", template_id)


def render_marks(template_id: str, questions: QuestionSet) -> str:
    """The same for marks: those of the set as they stand, so that the new file changes nothing by being there."""
    head = render_scaffold("marks", template_id).replace("marked-set", questions.set.id)
    return head + "".join(render_record("mark", _mark_of(item)) for item in questions.item)


def _mark_of(item: Item) -> dict[str, object]:
    mark = item.mark
    if mark is None:
        reason = "To be written: the set has no mark here, so it is put to the person only."
        return {"item": item.id, "asks": "person-only", "standing": "editorial", "reason": reason}
    parts = {"parts": list(mark.parts)} if mark.parts else {}
    return {"item": item.id, "asks": mark.asks, "standing": mark.standing, "reason": mark.reason, **parts}


def copy_template(source: Loaded, template_id: str, version: str) -> str:
    """The text of a template with another id and version, every comment kept, and a line that says where it is from.

    Raises SjtoolError where the two do not stand on lines of their own.
    """
    file = read_toml(source.found.path)
    changes = {"id": template_id, "version": version}
    origin = (
        f"# Copied from {source.found.ref} ({source.found.origin}); only the id and the version were changed.\n"
        f"# Its content had the SHA-256 {source.sha256}.\n\n"
    )
    text = origin + _with_head(file.outline, changes)
    expected = {**file.data, "set": {**file.data["set"], **changes}}
    if parse_toml(text.encode("utf-8"), file.path).data != expected:
        raise _not_on_lines(file)
    return text


def _with_head(outline: Outline, changes: Mapping[str, str]) -> str:
    """The text with other values for keys of [set], from the last to the first so that places stay where they are."""
    text = outline.text
    for table, offset, name in reversed(outline.keys):
        header = outline.headers[table].name if table >= 0 else ""
        key = name if header == "set" else name.removeprefix("set.") if not header else ""
        value = _VALUE.match(text, offset) if key in changes else None
        if value:
            text = f'{text[:offset]}{value[1]}"{changes[key]}"{text[value.end() :]}'
    return text


def _not_on_lines(file: TomlFile) -> SjtoolError:
    return refused(
        "template-name",
        file.path,
        "its id and version do not stand on lines of their own under [set], so a copy could not be given others",
        "the file's name and its [set] must name the same id and version",
        'write  id = "…"  and  version = "…"  as lines below  [set] , then do the same again',
    )


def find_versions(library: Library, folder: Path, template_id: str) -> list[Found]:
    """Every version of an id within reach, and in the folder that is written to, oldest first."""
    here = (
        Found(template_id, path.name.partition("@")[2].removesuffix(".toml"), path, "own")
        for path in sorted(folder.glob(f"{template_id}@[0-9]*.toml"))
        if not _LANGUAGE_FILE.search(path.name)
    )
    within = (found for found in library.found.values() if found.id == template_id)
    return sorted(chain(within, here), key=lambda found: found.order)


def next_version(versions: list[Found]) -> str:
    """The version after the newest: its second number is one more. The first version where there is none."""
    if not versions:
        return FIRST_VERSION
    major, minor = (*versions[-1].order, 0, 0)[:2]
    return f"{major}.{minor + 1}.0"


def write_new(path: Path, text: str) -> None:
    """Write a new file as the owner's umask has it, for a force's templates are read by others too.

    Raises SjtoolError where a file of that name is there: the name is taken first, so that nobody's file is replaced.
    """
    try:
        path.open("x").close()
    except FileExistsError:
        raise refused(
            "template-exists",
            str(path),
            "there is a file of this name already",
            "a template is never replaced: cases may hold its hash",
            "name another id, or another folder with --out",
        ) from None
    except OSError as error:
        raise refused(
            "not-saved",
            str(path),
            f"the file could not be made ({error.strerror or 'unknown reason'})",
            "the new template is kept there",
            "name another folder with --out",
        ) from None
    try:
        write_durably(path, text.encode("utf-8"), keep_rights=True)
    except BaseException:
        with contextlib.suppress(OSError):
            if not path.stat().st_size:  # only the name that was taken: what was saved stays
                path.unlink()
        raise
