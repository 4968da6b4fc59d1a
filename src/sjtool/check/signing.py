"""Checks of signatures: by whom, of what, and whether they still hold."""

from __future__ import annotations

from sjtool.check.finding import Check

CHECKS: tuple[Check, ...] = ()
