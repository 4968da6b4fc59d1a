"""The options that commands share, each written once. Words of a case are never options: a process list shows them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

import typer

from sjtool.errors import usage

_DIGITS = 9
"""More of them make no number that an option takes."""

CaseArg = Annotated[str, typer.Argument(metavar="CASE", help="A case file, or a case id in your folder of cases.")]
By = Annotated[str, typer.Option("--by", metavar="ID", help="Your officer id. Else SJTOOL_BY, else your settings.")]
Templates = Annotated[
    str, typer.Option("--templates", metavar="DIR", help="Your force's own templates, before the shipped ones.")
]
AnswersFile = Annotated[
    str, typer.Option("--answers", metavar="FILE", help="TOML, JSON or CSV in place of the questions; - reads a pipe.")
]
Plain = Annotated[bool, typer.Option("--plain", help="Plain lines: numbered choices, no repainting, no colour.")]
Json = Annotated[bool, typer.Option("--json", help="JSON on stdout.")]
Reveal = Annotated[bool, typer.Option("--reveal", help="Show tool levels before your judgement. This is recorded.")]
Lang = Annotated[
    str, typer.Option("--lang", metavar="cy", help="The words of the set in Welsh, where there are any; else English.")
]
AsAt = Annotated[
    str, typer.Option("--as-at", metavar="DATE", help="The case as it was recorded by the end of that day.")
]
Paths = Annotated[
    list[str],
    typer.Argument(metavar="PATHS", help="Case files, case ids, folders, patterns; - reads a list from a pipe."),
]
MOST_WORKERS = 61
"""As many processes as Windows can wait for at once."""


def read_number(option: str, code: str, least: int, most: int) -> Callable[[str | int], int]:
    """What reads the number of an option. It raises SjtoolError (usage) for any other, in our own words."""

    def read(typed: str | int) -> int:
        words = str(typed).strip()
        digits = words.isascii() and words.isdecimal() and len(words) <= _DIGITS
        if digits and least <= int(words) <= most:
            return int(words)
        why = "nothing else is taken"
        raise usage(code, f"{option} takes a whole number from {least} to {most}", why, f"{option} {max(least, 2)}")

    return read


Workers = Annotated[
    int,
    typer.Option(
        "--workers",
        metavar="N",
        parser=read_number("--workers", "bad-workers", 1, MOST_WORKERS),
        help=f"Processes that share the work of many cases, 1 to {MOST_WORKERS}.",
    ),
]
