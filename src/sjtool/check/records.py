"""Checks of records as such: ids, people, what they point at, what replaces what."""

from __future__ import annotations

from sjtool.check.finding import Check

CHECKS: tuple[Check, ...] = ()
