"""The victims file beside a case: identity, wishes and contact, kept apart so that no report reads it by accident."""

from __future__ import annotations

from pathlib import Path

from sjtool.model.kinds import VICTIM_KINDS
from sjtool.store.append import Ledger, create_case
from sjtool.store.durable import resolve_links
from sjtool.store.ledger import read_ledger

__all__ = ["VICTIM_KINDS", "open_victims", "victims_head", "victims_path"]


def victims_path(case_path: Path) -> Path:
    """`CASE.victims.toml` beside the case."""
    case_path = resolve_links(case_path)
    return case_path.with_name(case_path.name.removesuffix(".toml") + ".victims.toml")


def open_victims(case_path: Path, case_id: str, *, training: bool) -> Ledger:
    """The victims ledger, begun where there is none yet."""
    path = victims_path(case_path)
    if not path.exists():
        header: dict[str, object] = {"format": 1, "case": case_id, "marking": "OFFICIAL-SENSITIVE"}
        if training:
            header["training"] = True
        create_case(path, header)
    return Ledger(path, VICTIM_KINDS)


def victims_head(case_path: Path) -> str | None:
    """The head of the victims file, which the main signature includes; None where there is no such file."""
    path = victims_path(case_path)
    return read_ledger(path).head() if path.is_file() else None
