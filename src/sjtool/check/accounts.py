"""Checks of accounts that differ: each read, and read in more than three words."""

from __future__ import annotations

from sjtool.check.finding import Check

CHECKS: tuple[Check, ...] = ()
