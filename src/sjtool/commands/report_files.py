"""Which files a run over cases reads, and which it may write: never a case, a log, or the report of another case."""

from __future__ import annotations

import errno
import hashlib
import os
import re
import sys
from collections.abc import Iterator, Sequence
from glob import glob
from pathlib import Path

from sjtool.commands.out_names import GUARDED, is_file_name
from sjtool.console import unusable_path
from sjtool.errors import SjtoolError, refused, usage
from sjtool.model.record import RECORD_ID
from sjtool.problem import Place, Problem
from sjtool.report.formats import FORMATS
from sjtool.store.toml import parse_toml

_BESIDE = re.compile(r".*\.(victims|kept-\d+|unfinished-[A-Za-z0-9-]+)\.toml")
_DEVICE = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])", re.IGNORECASE)
_UTF_16 = ("\udcff\udcfe", "\udcfe\udcff")
"""How a list in UTF-16 begins once it is read as UTF-8 with what is no text kept as it came."""
_LONGEST_NAME = 225
"""Bytes of a name to which the name of the file it is written as first can be added."""
_HEAD = 4096
"""Bytes in which the head of a case file ends."""


def find_cases(paths: Sequence[str]) -> tuple[list[str], bool]:
    """The cases named, each once, and whether it is a batch: files, ids, folders, patterns such as `cases/*.toml`.

    `-` reads a list from a pipe. Raises SjtoolError for a folder, a pattern or a list that names no case.
    """
    found: dict[str, str] = {}
    is_batch = len(paths) > 1
    for named in paths:
        inside = [named]
        if named == "-" or Path(named).is_dir() or is_pattern(named):
            is_batch = True
            inside = [*_listed()] if named == "-" else [*_inside(named)]
        if not inside:
            raise _no_case(named)
        for case in inside:
            found.setdefault(_whole(Path(case)), case)
    return [*found.values()], is_batch


def _no_case(named: str) -> SjtoolError:
    """Nothing to read: what was named, and what to name in its place."""
    what, why, fix = f"{named} holds no case file", "there is nothing to read", "name a folder of cases"
    if named == "-":
        what, fix = "the list on standard input names no case", "print one path a line into the pipe"
    elif not Path(named).is_dir():
        what, fix = f"no case file fits the pattern {named}", "name a folder, or a pattern such as  'cases/*.toml'"
    elif any(_is_case(path) for path in Path(named).glob("*/*.toml")):
        why = "a folder is read without the folders in it"
        pattern = (Path(named) / "**" / "*.toml").as_posix()
        fix = f'name the pattern:  sjtool {_command()} "{pattern}"'
    return usage("no-case-in-folder", what, why, fix)


def _command() -> str:
    """The command that runs, as it is typed."""
    known = {"report", "due", "caseload", "check", "export"}
    return next((word for word in sys.argv[1:] if word in known), "report")


def is_pattern(named: str) -> bool:
    """Whether a name is a pattern that the shell has left as it was, as that of Windows does."""
    return any(mark in named for mark in "*?[") and not Path(named).exists()


def _inside(named: str) -> list[str]:
    """The cases in a folder, or that a pattern fits."""
    if Path(named).is_dir():
        return [str(path) for path in _cases_in(Path(named))]
    return sorted(path for path in glob(named, recursive=True) if _is_case(Path(path)))  # noqa: PTH207 - whole patterns


def _listed() -> Iterator[str]:
    """The paths on standard input, one a line or with a NUL after each, without what stands beside cases.

    Raises SjtoolError where they are no text.
    """
    try:
        text = sys.stdin.read().removeprefix("\ufeff")
    except (UnicodeDecodeError, AttributeError):
        text = _UTF_16[0]
    if text.startswith(_UTF_16):
        raise usage(
            "list-not-text", "the list of cases is no text in UTF-8", "a path is a line of text", "dir /b | sjtool …"
        ) from None
    paths = text.split("\0") if "\0" in text else [line.strip() for line in text.splitlines()]
    yield from (path for path in paths if path and not _BESIDE.fullmatch(Path(path).name))


def _whole(path: Path) -> str:
    """The path with its links resolved, so that a case is read once; a link in a circle stays as named."""
    try:
        return str(path.resolve())
    except (OSError, RuntimeError):
        return str(path.absolute())


def _cases_in(folder: Path) -> Iterator[Path]:
    yield from filter(_is_case, sorted(folder.glob("*.toml")))


def _is_case(path: Path) -> bool:
    """Whether a file may be a case, and not one of those that stand beside cases."""
    return path.suffix == ".toml" and not path.name.startswith(".") and not _BESIDE.fullmatch(path.name)


def check_out(out: str, *, is_batch: bool) -> Path | None:
    """The folder that is written to, made if need be; None where `--out` names one file. Raises SjtoolError."""
    path = Path(out)
    names_a_file = bool(path.suffix) and not path.is_dir() and not out.endswith(("/", "\\"))
    if is_batch and is_file_name(out):
        is_taken = path.is_file() or path.suffix.casefold() in GUARDED
        fix = "name a folder, or one case" if is_taken else f"end it with /:  --out {out}/ , or name one case"
        raise usage("out-not-a-folder", "--out names a file", "several reports need a folder", fix)
    if not is_batch and (names_a_file or path.is_file()):
        guard_out(path)
        return None
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise refused(
            "folder-not-made",
            out,
            f"the folder could not be made ({error.strerror})",
            "reports go there",
            "name another",
        ) from None
    return path


def guard_out(path: Path) -> None:
    """Raise SjtoolError where a file to write could take the place of a case, a log or a lock, or has too long a name.

    It is written beside its place first, under a name that is longer.
    """
    if len(os.fsencode(path.name)) > _LONGEST_NAME:
        raise SjtoolError([unusable_path(OSError(errno.ENAMETOOLONG, os.strerror(errno.ENAMETOOLONG), str(path)))])
    if path.suffix.casefold() in GUARDED:
        raise usage(
            "out-is-guarded",
            "--out names a kind of file that holds cases or logs",
            "what is printed must never take the place of one",
            "name a .txt or .json file, or a folder",
        )


class Targets:
    """Where each report of a run goes; two cases of one id are kept apart by failing the second that can be printed."""

    def __init__(self, out: str, form: str, *, is_batch: bool, named: str = "summary") -> None:
        """Look at `--out` once, before anything is read."""
        self.file = Path(out)
        self.folder = check_out(out, is_batch=is_batch)
        self.suffix = f".{named}{FORMATS[form]}"
        self._taken: dict[str, str] = {}

    def place(self, name: str) -> Path:
        """The file for a case of this id."""
        return self.file if self.folder is None else self.folder / f"{safe_name(name)}{self.suffix}"

    def find(self, case: str) -> Path:
        """The file for a case that is not read yet, by the id at its head; one without an id fails when it is read."""
        return self.place(read_case_id(case) or Path(case).stem)

    def take(self, target: str, case: str) -> None:
        """Note whose a print is that stands: on some disks capitals make no difference."""
        self._taken.setdefault(target.casefold(), case)

    def refuse(self, target: Path, case: str) -> Problem | None:
        """Why a case may not have its file: the print of another case of this run stands there."""
        other = self._taken.get(target.name.casefold(), case)
        if other == case:
            return None
        return Problem(
            "case-id-twice",
            Place(case),
            f"its case id is that of {other}, whose report stands in this folder",
            "one report would take the place of the other",
            "see which is the case, and move the other out of the run",
        )


def refuse_foreign(target: Path, case: str, known: frozenset[str]) -> Problem | None:
    """Why a print may not go where it would: something stands there that no run made (`known` are those that did)."""
    if target.name.casefold() in known or not os.path.lexists(target):
        return None
    return Problem(
        "print-not-ours",
        Place(case),
        f"a file {target.name} stands in the folder that is in no manifest there",
        "it may be somebody's notes, and the print would take its place",
        "move it away, or name another folder",
    )


def safe_name(case_id: str) -> str:
    """A name that every system takes: some words are devices on Windows, whatever stands behind the dot."""
    first = case_id.partition(".")[0]
    return f"_{case_id}" if _DEVICE.fullmatch(first) else case_id


def read_case_id(path: str) -> str:
    """The case id at the head of a file, without reading the rest; nothing where there is none to be had."""
    try:
        if not Path(path).is_file():  # a pipe could be waited for without end
            return ""
        with Path(path).open("rb") as file:
            head = file.read(_HEAD).partition(b"\n[[")[0]
        found = parse_toml(head, path).data.get("case")
    except (OSError, SjtoolError):
        return ""
    return found if isinstance(found, str) and re.fullmatch(RECORD_ID, found) else ""


def pick_shard(cases: Sequence[str], shard: tuple[int, int]) -> tuple[list[str], str]:
    """The cases of a shard, and a hash of the ids of all: shards of another list are of another run."""
    names = {case: _shard_name(case) for case in cases}
    whole = hashlib.sha256(b"\0".join(sorted(names.values()))).hexdigest()
    return [case for case, name in names.items() if _is_of(name, shard)], whole


def in_shard(case: str, shard: tuple[int, int]) -> bool:
    """Whether a case is of this shard: by a hash of its id, so that every run and machine parts them the same way."""
    return _is_of(_shard_name(case), shard)


def _shard_name(case: str) -> bytes:
    return (read_case_id(case) or Path(case).name).encode("utf-8", "surrogateescape")


def _is_of(name: bytes, shard: tuple[int, int]) -> bool:
    number, total = shard
    return int.from_bytes(hashlib.sha256(name).digest()[:8], "big") % total == number - 1
