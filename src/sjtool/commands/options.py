"""The options that commands share, each written once. Words of a case are never options: a process list shows them."""

from __future__ import annotations

from typing import Annotated

import typer

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
