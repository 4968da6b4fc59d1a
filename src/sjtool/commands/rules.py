"""Every code there is as a rule: the checks of the catalogue, and the messages that are not checks."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from inspect import cleandoc

from sjtool.check.catalogue import BY_CODE, CHECKS
from sjtool.check.finding import Check
from sjtool.check.reading_codes import READING_CODES
from sjtool.errors import SjtoolError, usage
from sjtool.report.checked import Rule


def check_rules() -> tuple[Rule, ...]:
    """The checks, in the order their findings are read."""
    return tuple(_rule_of(check) for check in CHECKS)


def message_rules(codes: Iterable[str] = READING_CODES) -> tuple[Rule, ...]:
    """Messages by name; all of them, or those of `codes` that are messages."""
    return tuple(_message(code) for code in sorted(set(codes) & set(READING_CODES)))


def find_rule(code: str) -> Rule:
    """The rule of a code. Raises SjtoolError (usage) where there is none."""
    if code in BY_CODE:
        return _rule_of(BY_CODE[code])
    if code in READING_CODES:
        return _message(code)
    raise unknown_code(code, [*BY_CODE, *READING_CODES])


def unknown_code(code: str, known: Iterable[str]) -> SjtoolError:
    """An error for a code that there is none of, with the nearest one."""
    close = difflib.get_close_matches(code, [*known], 1)
    shown = f'"{code}"' if code.isascii() and code.isprintable() and len(code) <= 40 else "this name"  # noqa: PLR2004
    return usage(
        "unknown-code",
        f"nothing is called {shown}",
        "each check and each message has one name, the same everywhere",
        f'did you mean "{close[0]}"?' if close else "sjtool explain  lists them all",
    )


def _rule_of(check: Check) -> Rule:
    paragraphs = [" ".join(part.split()) for part in cleandoc(check.manual).split("\n\n")]
    return Rule(check.code, check.gist, "\n\n".join(paragraphs), check.why, check.severity)


def _message(code: str) -> Rule:
    words = READING_CODES[code]
    first, stop, _rest = words.partition(". ")
    return Rule(code, first + stop.strip(), words)
