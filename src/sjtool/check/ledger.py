"""Checks of the ledger: its chain, edits by hand, the order of time."""

from __future__ import annotations

from sjtool.check.finding import Check

CHECKS: tuple[Check, ...] = ()
