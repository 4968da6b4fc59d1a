"""Write docs/problems.md from the catalogue of checks, their examples in tests/problems and the codes of messages.

usage: python tools/make_problems_doc.py            (from anywhere; a test holds the file against what this makes)
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from sjtool.commands.rules import check_rules, message_rules
from sjtool.report.as_markdown import escape
from sjtool.report.checked import Rule

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "docs" / "problems.md"
EXAMPLES = ROOT / "tests" / "problems"
HEAD = """\
# Problems

*Made by `python tools/make_problems_doc.py` from the checks and their examples; change those.*

`sjtool check PATHS` makes every check on one case, on several, or on every case of a folder; `sjtool explain CODE`
prints what stands here. An **error** makes the summary unsafe to rely on; a **warning** asks for a second look, and
fails only under `--strict`. Checks find what is wrong with the file or missing from it. They never judge a person, and
none of them speaks of a tool's level before the final judgement stands.

Each finding has its place, what is wrong, why it matters (with the source) and what to type. The examples below are
what `check` prints for the invented case `bad.toml` in `tests/problems/CODE/`; `good.toml` beside it is the same case
as it should be.
"""
MESSAGES = """\
## Messages

What stops the reading of a file, or has a command refused. They are told always, and cannot be chosen with `--only`;
the message itself says why and what to type.
"""


def make_doc() -> str:
    """Make the whole page."""
    checks, messages = check_rules(), message_rules()
    parts = [HEAD, "## Checks\n", _table(checks), *(_check(rule) for rule in checks), MESSAGES, *_rows(messages)]
    return "\n".join(parts) + "\n"


def _table(rules: tuple[Rule, ...]) -> str:
    rows = (f"| [`{rule.code}`](#{rule.code}) | {rule.severity} | {escape(rule.gist)} |" for rule in rules)
    return "\n".join(["| code | severity | in a sentence |", "| --- | --- | --- |", *rows]) + "\n"


def _check(rule: Rule) -> str:
    """Describe one check: its manual, its source, and what it prints where an example is there."""
    paragraphs = [escape(part) for part in rule.manual.split("\n\n")]
    parts = [f"### {rule.code}", f"*{rule.severity}* · {paragraphs[0]}", *paragraphs[1:], f"Why: {escape(rule.why)}."]
    example = EXAMPLES / rule.code / "expected.txt"
    if example.is_file():
        parts.append("```text\n" + example.read_text(encoding="utf-8").rstrip("\n") + "\n```")
    return "\n\n".join(parts) + "\n"


def _rows(rules: tuple[Rule, ...]) -> Iterator[str]:
    yield "| code | what it says |"
    yield "| --- | --- |"
    for rule in rules:
        yield f"| `{rule.code}` | {escape(rule.manual)} |"


if __name__ == "__main__":
    TARGET.write_bytes(make_doc().encode("utf-8"))
    print(f"{TARGET.name} written")
