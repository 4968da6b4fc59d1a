"""Keep what an officer typed when it could not be written to the case: beside it, owner-only, ready to be added."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from sjtool.problem import Place, Problem
from sjtool.store.append import Draft, Later
from sjtool.store.write import accept_value, render_record


def keep_drafts(case_path: Path, drafts: Sequence[Draft]) -> Problem:
    """Keep whole records that could not be appended; `add` takes the file as it is."""
    blocks = "".join(render_record(draft.kind, _plain(draft)) for draft in drafts)
    path = _keep(case_path, blocks)
    if path is None:
        return _not_kept(case_path)
    stem = case_path.name.removesuffix(".toml")
    return _kept(path, f"sjtool add {stem} --answers {path.name}  once the trouble is mended; then delete it")


def keep_words(case_path: Path, forms: Sequence[Mapping[str, Any]]) -> Problem:
    """Keep the answers of unfinished forms, to be read and pasted from."""
    plain = [{key: accept_value(value) for key, value in form.items() if value not in (None, (), [])} for form in forms]
    path = _keep(case_path, "".join(render_record("unfinished", form) for form in plain))
    return _kept(path, "run the command again and paste from it; then delete it") if path else _not_kept(case_path)


def _keep(case_path: Path, text: str) -> Path | None:
    """Write an owner-only file beside the case, or in the home folder; None where neither can be written."""
    for folder in (case_path.parent, Path.home()):
        with contextlib.suppress(OSError):
            path = _free_name(folder, case_path.name.removesuffix(".toml"))
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


def _free_name(folder: Path, stem: str) -> Path:
    number = 1
    while (folder / f"{stem}.kept-{number}.toml").exists():
        number += 1
    return folder / f"{stem}.kept-{number}.toml"


def _plain(draft: Draft) -> dict[str, Any]:
    """Keys as they can be written down; a pointer to another draft becomes a word that `add` understands."""
    table: dict[str, Any] = {}
    for key, value in draft.keys.items():
        if value is None or value in ((), []):
            continue
        table[key] = _pointers(accept_value(value))
    return table


def _pointers(value: object) -> object:
    if isinstance(value, Later):
        return f"+{value.index}"
    if isinstance(value, datetime):
        return value
    return [_pointers(part) for part in value] if isinstance(value, list) else value
