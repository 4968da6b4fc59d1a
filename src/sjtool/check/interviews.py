"""Checks of how interviews were held: order, workers, clearance, alone and together."""

from __future__ import annotations

from sjtool.check.finding import Check

CHECKS: tuple[Check, ...] = ()
