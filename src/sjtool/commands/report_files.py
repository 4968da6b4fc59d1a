"""Which files a run over cases reads, and which it may write: never a case, a log, or the report of another case."""

from __future__ import annotations

import hashlib
import re
import sys
from collections.abc import Iterator, Sequence
from glob import glob
from pathlib import Path

from sjtool.errors import SjtoolError, refused, usage
from sjtool.model.record import RECORD_ID
from sjtool.problem import Problem
from sjtool.report.formats import FORMATS
from sjtool.store.toml import parse_toml

_BESIDE = re.compile(r".*\.(victims|kept-\d+|unfinished-[A-Za-z0-9-]+)\.toml")
_DEVICE = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])", re.IGNORECASE)
_HEAD = 4096
"""Bytes in which the head of a case file ends."""
_GUARDED = frozenset({".toml", ".jsonl", ".lock"})


def find_cases(paths: Sequence[str]) -> tuple[list[str], bool]:
    """The cases named, each once, and whether it is a batch: files, ids, folders, patterns such as `cases/*.toml`.

    `-` reads one path a line from a pipe. Raises SjtoolError for a folder, a pattern or a list that names no case.
    """
    found: dict[str, str] = {}
    is_batch = len(paths) > 1
    for named in paths:
        inside = [named]
        if named == "-" or Path(named).is_dir() or is_pattern(named):
            is_batch = True
            inside = [*_listed()] if named == "-" else [*_inside(named)]
        if not inside:
            raise usage(
                "no-case-in-folder",
                f"{'the list' if named == '-' else named} holds no case file",
                "there is nothing to read",
                "name a folder of cases",
            )
        for case in inside:
            found.setdefault(_whole(Path(case)), case)
    return [*found.values()], is_batch


def is_pattern(named: str) -> bool:
    """Whether a name is a pattern that the shell has left as it was, as that of Windows does."""
    return any(mark in named for mark in "*?[") and not Path(named).exists()


def _inside(named: str) -> list[str]:
    """The cases in a folder, or that a pattern fits."""
    if Path(named).is_dir():
        return [str(path) for path in _cases_in(Path(named))]
    return sorted(path for path in glob(named, recursive=True) if _is_case(Path(path)))  # noqa: PTH207 - whole patterns


def _listed() -> Iterator[str]:
    """The paths on standard input, one a line. Raises SjtoolError where they are no text."""
    try:
        lines = sys.stdin.read().splitlines()
    except (UnicodeDecodeError, AttributeError):
        raise usage(
            "list-not-text", "the list of cases is no text in UTF-8", "a path is a line of text", "dir /b | sjtool …"
        ) from None
    yield from (line.strip() for line in lines if line.strip())


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
    if names_a_file or path.is_file():
        if is_batch:
            raise usage(
                "out-not-a-folder", "--out names a file", "several reports need a folder", "name a folder, or one case"
            )
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
    """Raise SjtoolError where a file to write could take the place of a case, a log or a lock."""
    if path.suffix.casefold() in _GUARDED:
        raise usage(
            "out-is-guarded",
            "--out names a kind of file that holds cases or logs",
            "what is printed must never take the place of one",
            "name a .txt or .json file, or a folder",
        )


class Targets:
    """Where each report of a run goes; two cases of one id are kept apart by failing the second."""

    def __init__(self, out: str, form: str, *, is_batch: bool, named: str = "summary") -> None:
        """Look at `--out` once, before anything is read."""
        self.file = Path(out)
        self.folder = check_out(out, is_batch=is_batch)
        self.suffix = f".{named}{FORMATS[form]}"
        self._taken: dict[str, str] = {}

    def place(self, name: str, case_path: Path) -> Path:
        """The file for a case. Raises SjtoolError where another case of this run has it."""
        if self.folder is None:
            return self.file
        target = f"{safe_name(name)}{self.suffix}"
        other = self.take(target, str(case_path))
        if other != str(case_path):
            raise refused(
                "case-id-twice",
                str(case_path),
                f"its case id is that of {Path(other).name}, whose report was written in this run",
                "one report would take the place of the other",
                "print the two into different folders",
            )
        return self.folder / target

    def find(self, case: str) -> tuple[Path, Problem | None]:
        """The file for a case that is not read yet, by the id at its head; one without an id fails when it is read."""
        try:
            return self.place(read_case_id(case) or Path(case).stem, Path(case)), None
        except SjtoolError as error:
            return self.file, error.problems[0]

    def take(self, target: str, case: str) -> str:
        """Note whose a file is, and say whose it was before: on some disks capitals make no difference."""
        return self._taken.setdefault(target.casefold(), case)


def safe_name(case_id: str) -> str:
    """A name that every system takes: some words are devices on Windows, whatever stands behind the dot."""
    first = case_id.partition(".")[0]
    return f"_{case_id}" if _DEVICE.fullmatch(first) else case_id


def read_case_id(path: str) -> str:
    """The case id at the head of a file, without reading the rest; nothing where there is none to be had."""
    try:
        with Path(path).open("rb") as file:
            head = file.read(_HEAD).partition(b"\n[[")[0]
        found = parse_toml(head, path).data.get("case")
    except (OSError, SjtoolError):
        return ""
    return found if isinstance(found, str) and re.fullmatch(RECORD_ID, found) else ""


def in_shard(case: str, shard: tuple[int, int]) -> bool:
    """Whether a case is of this shard: by a hash of its id, so that every run and machine parts them the same way."""
    number, total = shard
    name = read_case_id(case) or Path(case).name
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], "big") % total == number - 1
