"""Keep what an officer typed when it could not be written to the case: beside it, owner-only, ready to be added."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from sjtool.errors import SjtoolError
from sjtool.problem import Place, Problem
from sjtool.store.append import Draft, Later
from sjtool.store.write import accept_text, render_record


def keep_drafts(case_path: Path, drafts: Sequence[Draft]) -> Problem:
    """Keep whole records that could not be appended; `add` takes the file as it is."""
    path = _keep(case_path, "".join(render_kept(draft.kind, draft.keys) for draft in drafts))
    if path is None:
        return _not_kept(case_path)
    case = case_path.with_name(case_path.name.removesuffix(".toml").removesuffix(".victims") + ".toml")
    return _kept(path, f"sjtool add {_typed(case)} --answers {_typed(path)}  once it is mended; then delete it")


def keep_words(case_path: Path, forms: Sequence[Mapping[str, Any]]) -> Problem:
    """Keep the answers of unfinished forms, to be read and pasted from."""
    path = _keep(case_path, "".join(render_kept("unfinished", form) for form in forms))
    return _kept(path, "run the command again and paste from it; then delete it") if path else _not_kept(case_path)


def note_unfinished(path: Path) -> Problem:
    """Say that what was typed stands in a file of unfinished words, which the same command offers back."""
    return _kept(path, "run the command again: what you had typed stands as the answer to each question")


def _keep(case_path: Path, text: str) -> Path | None:
    """Write an owner-only file beside the case, or in the home folder; None where neither can be written."""
    for folder in _folders(case_path):
        with contextlib.suppress(OSError):
            path = free_name(folder, case_path.name.removesuffix(".toml"))
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
            try:
                with os.fdopen(handle, "wb") as file:
                    file.write(text.encode("utf-8"))
                    file.flush()
                    os.fsync(file.fileno())
            except OSError:
                path.unlink(missing_ok=True)
                continue
            return path
    return None


def _folders(case_path: Path) -> Iterator[Path]:
    yield case_path.parent
    with contextlib.suppress(RuntimeError):
        yield Path.home()


def _kept(path: Path, fix: str) -> Problem:
    what, why = "what you typed is kept here and nowhere else", "nothing an officer wrote may be lost"
    return Problem("typed-kept", Place(str(path)), what, why, fix, severity="note")


def _not_kept(case_path: Path) -> Problem:
    return Problem(
        "typed-not-kept",
        Place(str(case_path)),
        "what you typed could not be kept anywhere",
        "neither the folder of the case nor your own could be written",
        "leave the screen as it is and copy your words from it",
    )


def free_name(folder: Path, stem: str) -> Path:
    """The next name for kept words that no file has yet."""
    number = 1
    while (folder / f"{stem}.kept-{number}.toml").exists():
        number += 1
    return folder / f"{stem}.kept-{number}.toml"


def _typed(path: Path) -> str:
    """A path as it is typed in a command."""
    return f'"{path}"' if " " in str(path) else str(path)


def render_kept(kind: str, keys: Mapping[str, Any]) -> str:
    """A record as it can be written down; what the ledger would refuse is kept as text, for it is all there is."""
    table = {key: _plain(value) for key, value in keys.items() if value is not None and value not in ((), [])}
    try:
        return render_record(kind, table)
    except (SjtoolError, TypeError, ValueError):
        return render_record(kind, {str(_plain(key)): _plain(str(value)) for key, value in table.items()})


def _plain(value: object) -> object:
    """Half letters by their numbers; a pointer to another draft as the word that `add` understands."""
    if isinstance(value, Later):
        return f"+{value.index}"
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value]
    if not isinstance(value, str):
        return value
    return accept_text(value.encode("utf-8", "backslashreplace").decode("utf-8"))
