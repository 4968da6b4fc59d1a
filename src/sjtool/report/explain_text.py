"""What a code stands for, on a screen: one of them whole, or all of them a line each."""

from __future__ import annotations

from collections.abc import Sequence

from sjtool.report.checked import Rule
from sjtool.text import wrap_text


def render_rule(rule: Rule, width: int) -> str:
    """The manual of a code, why it matters, and how to mend what it names."""
    lines = [f"{rule.code}   {_kind(rule)}", ""]
    lines += [line for part in rule.manual.split("\n\n") for line in [*wrap_text(part, width), ""]]
    if rule.severity:
        lines += wrap_text(rule.why, width, "     ", "why: ")
        lines += wrap_text("each finding says what to type for the record it names", width, "     ", "fix: ")
        lines += ["", f"Find only these:  sjtool check CASE --only {rule.code}"]
    else:
        lines += wrap_text("Why it matters and what to type are said with the message.", width)
    return "\n".join(lines)


def _kind(rule: Rule) -> str:
    """How much a code weighs, in a few words."""
    words = {
        "error": "error: the summary is unsafe to rely on",
        "warning": "warning: asks for a second look",
    }
    return words.get(rule.severity, "a message, not a check")


def render_list(checks: Sequence[Rule], messages: Sequence[Rule], width: int) -> str:
    """Every code with its first sentence, in the order findings are read; then the messages by name."""
    lines = ["Checks:  sjtool check CASE  makes them all", ""]
    for rule in checks:
        lines += _entry(rule, width)
    lines += ["", "Messages: what stops the reading of a file, or an act", ""]
    for rule in messages:
        lines += _entry(rule, width)
    return "\n".join(lines)


def _entry(rule: Rule, width: int) -> list[str]:
    name = f"{rule.code}  ({rule.severity})" if rule.severity else rule.code
    return [name, *wrap_text(rule.gist, width, "    ", "    ")]
