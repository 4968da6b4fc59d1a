"""`sjtool sets new`: begin a template of a force's own, from a scaffold that teaches or as a copy of another."""

from __future__ import annotations

import re
from pathlib import Path
from shlex import quote
from typing import Annotated

import typer

from sjtool.commands.desk import Desk
from sjtool.commands.options import Templates
from sjtool.console import say, say_wrapped
from sjtool.errors import SjtoolError, refused, usage
from sjtool.model.language import LANGUAGES
from sjtool.model.template import MarkSet, QuestionSet
from sjtool.problem import with_article
from sjtool.status import ExitStatus
from sjtool.store.library import Library, Loaded
from sjtool.store.scaffold import (
    FIRST_VERSION,
    KINDS,
    MARKS_SUFFIX,
    copy_template,
    find_versions,
    next_version,
    render_marks,
    render_scaffold,
    write_new,
)

_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,49}")


def new_set(
    template: Annotated[str, typer.Argument(metavar="ID", help="Its id: small letters, digits and dashes.")],
    kind: Annotated[
        str,
        typer.Option("--kind", metavar="KIND", help="question-set (unless said otherwise), factor-set, menu, marks."),
    ] = "",
    source: Annotated[
        str, typer.Option("--from", metavar="SET", help="Copy this template: as its next version, or under a new id.")
    ] = "",
    out: Annotated[str, typer.Option("--out", metavar="DIR", help="Write it here, not in your folder.")] = "",
    templates: Templates = "",
) -> ExitStatus:
    """Check the names, write the file, say what to do with it."""
    _check_words(template, kind, source)
    desk = Desk(templates=templates)
    own = templates or desk.settings.templates or ""
    folder = _folder(out or own)
    copied = desk.library.read(source) if source else None
    version = _version(desk.library, folder, template, copied)
    path = folder / f"{template}@{version}.toml"
    write_new(path, _copied(copied, template, kind, version) if copied else _blank(desk.library, template, kind))
    say(f"Written: {path}")
    usual = desk.settings.templates
    if copied:
        _say_languages(desk.library, copied, path)
    _say_next(path, copied, "" if usual and Path(usual) == folder else f" --templates {quote(str(folder))}")
    return ExitStatus.OK


def _check_words(template: str, kind: str, source: str) -> None:
    """What can be told before anything is read. Raises SjtoolError (usage)."""
    if kind not in {"", *KINDS}:
        raise usage(
            "bad-kind",
            "--kind is not a kind of template that can be begun",
            "each kind has a form of its own",
            f"one of {', '.join(KINDS)}; an instrument's passport is begun as a copy, with  --from arms",
        )
    if not _ID.fullmatch(template):
        raise usage(
            "template-id",
            "this cannot be the id of a template",
            "ids become file names, and are typed and compared",
            "use small letters, digits and dashes, at most 50; the version is added for you",
        )
    if not source and (kind == "marks") is not template.endswith(MARKS_SUFFIX):
        raise _marks_name(f"sjtool sets new SET{MARKS_SUFFIX} --kind marks  begins the marks of SET")


def _marks_name(fix: str) -> SjtoolError:
    return usage(
        "template-id",
        f"marks are named after their set, with {MARKS_SUFFIX} at the end, and nothing else is",
        "by that name they take the place of the marks in the set",
        fix,
    )


def _folder(named: str) -> Path:
    folder = Path(named or ".")
    if not folder.is_dir():
        raise refused(
            "folder-missing",
            str(folder),
            "the folder does not exist",
            "a template is kept where you say",
            "make the folder first, or name another",
        )
    return folder


def _version(library: Library, folder: Path, template: str, copied: Loaded | None) -> str:
    """The first version of a new id, or the next one of an id that is copied. Raises SjtoolError for an id in use."""
    known = find_versions(library, folder, template)
    if known and (copied is None or copied.found.id != template):
        raise refused(
            "template-exists",
            str(known[-1].path),
            "there is a template of this id already",
            "under the same id it would take its place in everything that is begun from now on",
            f"choose another id, or make its next version with  sjtool sets new {template} --from {template}",
        )
    return next_version(known) if known else FIRST_VERSION


def _copied(source: Loaded, template: str, kind: str, version: str) -> str:
    head = source.template.set
    if kind not in {"", head.kind}:
        raise refused(
            "wrong-template",
            str(source.found.path),
            f"{source.found.ref} is {with_article(head.kind.replace('-', ' '))}, and --kind says otherwise",
            "a copy is of the kind it is copied from",
            "leave --kind out",
        )
    marks_of = source.template.set.marks_of.partition("@")[0] if isinstance(source.template, MarkSet) else ""
    if (template.endswith(MARKS_SUFFIX) or marks_of) and template != f"{marks_of}{MARKS_SUFFIX}":
        raise _marks_name(f"a copy of marks is  {marks_of}{MARKS_SUFFIX}" if marks_of else "choose another id")
    return copy_template(source, template, version)


def _blank(library: Library, template: str, kind: str) -> str:
    if kind != "marks":
        return render_scaffold(kind or "question-set", template)
    marked = library.read(template.removesuffix(MARKS_SUFFIX))
    if not isinstance(marked.template, QuestionSet):
        raise refused(
            "wrong-template",
            str(marked.found.path),
            f"{marked.found.ref} is not a question set",
            "only the questions of an interview have marks",
            "sjtool sets list  shows what each template is",
        )
    return render_marks(template, marked.template)


def _say_next(path: Path, copied: Loaded | None, option: str) -> None:
    """What to do with the new file, and what it does by being there. `option` is what it takes to find it."""
    ref = path.name.removesuffix(".toml")
    name = ref.partition("@")[0]
    if copied and copied.found.id == name:
        say_wrapped(
            f"It is {copied.found.ref} with another version, and nothing else is changed yet. Where it stands among "
            f"your templates, whatever is begun with {name} uses it from now on: finish it before anybody does."
        )
    elif copied:
        say_wrapped(f"It is {copied.found.ref} under another id, and nothing else is changed yet.")
    elif name.endswith(MARKS_SUFFIX):
        say_wrapped(
            f"It holds the marks of {name.removesuffix(MARKS_SUFFIX)} as they are. Where it stands among your "
            "templates, it replaces them all from now on, and its standing_note is printed with every comparison."
        )
    else:
        say_wrapped('Nobody has written it yet: put your own words wherever it says "To be written".')
    say(f"Then:\n  sjtool sets check {ref}{option}")
    if copied:
        old = copied.found.ref if copied.found.origin == "shipped" else quote(str(copied.found.path))
        say(f"  sjtool sets diff {old} {quote(str(path))}")


def _say_languages(library: Library, copied: Loaded, path: Path) -> None:
    """That the words in other languages are in files of their own, which are not copied with it."""
    ref = path.name.removesuffix(".toml")
    for code, name in LANGUAGES.items():
        beside = library.find_language(copied.found.ref, code)
        if beside is not None:
            say_wrapped(
                f'Its lines in {name} stay behind. To have them too, copy the file, and set  of = "{ref}"  in it:'
            )
            say(f"  from {beside}\n  to   {path.with_name(f'{ref}.{code}.toml')}")
