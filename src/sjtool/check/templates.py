"""Checks of templates: pinned, and the same as when they were used."""

from __future__ import annotations

from sjtool.check.finding import Check

CHECKS: tuple[Check, ...] = ()
