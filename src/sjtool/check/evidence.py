"""Checks of what was gathered, what was not, how old it is and what it is called."""

from __future__ import annotations

from sjtool.check.finding import Check

CHECKS: tuple[Check, ...] = ()
