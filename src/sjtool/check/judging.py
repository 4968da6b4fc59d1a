"""Checks of the judgement: first before the tools, whom, why, what speaks against it, when it is looked at again."""

from __future__ import annotations

from sjtool.check.finding import Check

CHECKS: tuple[Check, ...] = ()
