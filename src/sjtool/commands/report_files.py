"""Which files a run over cases reads, and which it may write: never a case, a log, or the report of another case."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from sjtool.errors import refused, usage

SUFFIXES = {"text": ".txt", "markdown": ".md", "json": ".json"}
_BESIDE = re.compile(r".*\.(victims|kept-\d+|unfinished-[A-Za-z0-9-]+)\.toml")
_GUARDED = frozenset({".toml", ".jsonl", ".lock"})


def find_cases(paths: Sequence[str]) -> tuple[list[str], bool]:
    """The cases named, folders opened, each once; and whether it is a batch. Raises SjtoolError for an empty folder."""
    found: dict[str, str] = {}
    is_batch = len(paths) > 1
    for named in paths:
        inside = [named]
        if Path(named).is_dir():
            is_batch = True
            inside = [str(path) for path in _cases_in(Path(named))]
        if not inside:
            raise usage(
                "no-case-in-folder",
                f"{named} holds no case file",
                "there is nothing to read",
                "name a folder of cases",
            )
        for case in inside:
            found.setdefault(_whole(Path(case)), case)
    return [*found.values()], is_batch


def _whole(path: Path) -> str:
    """The path with its links resolved, so that a case is read once; a link in a circle stays as named."""
    try:
        return str(path.resolve())
    except (OSError, RuntimeError):
        return str(path.absolute())


def _cases_in(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.glob("*.toml")):
        if not path.name.startswith(".") and not _BESIDE.fullmatch(path.name):
            yield path


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
        self.suffix = f".{named}{SUFFIXES[form]}"
        self._taken: dict[str, Path] = {}

    def place(self, name: str, case_path: Path) -> Path:
        """The file for a case. Raises SjtoolError where another case of this run has it."""
        if self.folder is None:
            return self.file
        other = self._taken.setdefault(name.casefold(), case_path)
        if other != case_path:
            raise refused(
                "case-id-twice",
                str(case_path),
                f"its case id is that of {other.name}, whose report was written in this run",
                "one report would take the place of the other",
                "print the two into different folders",
            )
        return self.folder / f"{name}{self.suffix}"
