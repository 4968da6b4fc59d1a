"""The command line: commands loaded only when used, and errors turned into messages and exit codes."""

from __future__ import annotations

import contextlib
import os
import sys
from importlib import import_module
from typing import Any

import typer
from typer.core import TyperGroup

from sjtool.ask.asker import Stop
from sjtool.commands.stopping import stop_on_sigterm, tell_stopped
from sjtool.console import say, show_problems, tell_unprinted, unusable_path
from sjtool.errors import SjtoolError
from sjtool.status import ExitStatus

COMMANDS: dict[str, tuple[str, str]] = {
    "next": ("next_steps", "Where a case stands and the next three steps."),
    "new": ("new", "Start a case."),
    "show": ("show", "What stands in a case."),
    "interview": ("interview", "Put a question set to somebody; every answer is saved at once."),
    "crosscheck": ("crosscheck", "Hold the accounts of marked items side by side and record your reading."),
    "rate": ("rate", "Rate the factors of a sheet, with evidence."),
    "score": ("score", "Work out an open instrument from what the case holds; indicative."),
    "receive": ("receive", "Record the outcome of a tool completed elsewhere."),
    "judge": ("judge", "Judge first, then see the tools, then decide."),
    "plan": ("plan", "The risk management plan: what answers what, gaps first; add to it, tell what became of it."),
    "event": ("event", "What happened: a visit, a change, intelligence, an order, a meeting, MAPPA, section 47."),
    "reactive": ("reactive", "Reactive management: condition by condition, with the records; never a level."),
    "visit": ("visit", "The briefing before a home visit; afterwards what was seen, the acute factors and the next."),
    "outline": ("outline", "A plan for the family: fill in the safety plan or the outline protection plan."),
    "sign": ("sign", "Sign your assessment, once nothing required is missing."),
    "countersign": ("countersign", "Approve a signed assessment or return it, as an independent supervisor."),
    "report": ("report", "Print the structured-judgement summary of one case or many."),
    "add": ("add", "Add any other record: people, evidence, formulation, scenarios, actions, events."),
    "history": ("history", "What was done in a case, when and by whom."),
    "diff": ("diff", "What changed in a case between two days."),
    "disclosed": ("disclosed", "Every print that left, to whom, and whether it still holds."),
    "verify": ("verify", "Whether anything in a case was changed since it was recorded."),
    "due": ("due", "What is due, overdue and coming by the cited clocks: one case or a folder of them."),
    "caseload": ("caseload", "One line a case for a supervisor: level, override, due, overdue, unsigned, problems."),
    "check": ("check", "Every problem of a case or a folder of cases, with its source and what to type."),
    "explain": ("explain", "What a check or a message stands for, and why."),
    "export": ("export", "Tables of many cases without free text, for analysis: CSV, JSON Lines, Parquet."),
    "redact": ("redact", "A pseudonymised copy of a case for training, and what it could not be sure of."),
    "erase": ("erase", "Lawful erasure of one record; it shows."),
    "calculate": ("calculate", "Work out an open instrument for inputs from a file; no case is touched."),
    "instruments": ("instruments", "Passports of instruments: whose they are, for whom, what is computed and why."),
    "sets": ("sets", "Question sets, factor sets, menus, instruments: list, show, print, check, new, diff."),
    "schema": ("schema", "JSON Schemas of case files, templates, reports and manifests."),
    "train": ("train", "Training: cases for a room, agreement, model answers, planted faults, invented cases."),
    "demo": ("demo", "Copy the eight invented demo cases, with vignettes, to a folder of yours."),
}
OVER_MANY = frozenset({"report", "due", "caseload", "check", "export"})
"""Commands that go through many cases: SIGTERM stops them as Ctrl-C does."""


class LazyGroup(TyperGroup):
    """Imports a command's module only when that command runs, so that `--help` and small commands stay quick."""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002 - as Typer calls it
        """All commands, in the order an officer meets them."""
        return [*COMMANDS]

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """The command of this name, imported now."""
        if cmd_name not in COMMANDS:
            return None
        if cmd_name in OVER_MANY:
            ctx.with_resource(stop_on_sigterm())
        command = typer.main.get_command(import_module(f"sjtool.commands.{COMMANDS[cmd_name][0]}").app)
        command.name = cmd_name
        return command

    def format_commands(self, ctx: Any, formatter: Any) -> None:  # noqa: ARG002 - as Typer calls it
        """The list in `--help`, without importing anything."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_module, text) in COMMANDS.items()])

    def invoke(self, ctx: Any) -> Any:
        """Run the command; turn what stops it into a message and an exit code."""
        try:
            status = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError:
            _let_go()
            if log := _logged(ctx):
                say(f"The reader of the pipe has left; {log}.")
            raise typer.Exit(int(ExitStatus.OK)) from None
        except OSError as error:
            if error.filename is None:
                tell_unprinted(error, _logged(ctx))
            else:
                show_problems([unusable_path(error)])
            raise typer.Exit(int(ExitStatus.REFUSED)) from None
        except SjtoolError as error:
            show_problems(error.problems)
            raise typer.Exit(int(error.status)) from None
        except Stop:
            say("Stopped. What was saved is saved.")
            raise typer.Exit(int(ExitStatus.OK)) from None
        except KeyboardInterrupt:
            say(f"\n{tell_stopped()}")
            raise typer.Exit(int(ExitStatus.INTERRUPTED)) from None
        if isinstance(status, ExitStatus) and status:
            raise typer.Exit(int(status))
        return status


def _logged(ctx: Any) -> str:
    """What the access log holds of a print that did not arrive: it is written first, so that none is missing there."""
    return "the access log has its line already, and keeps it" if ctx.invoked_subcommand == "report" else ""


def _let_go() -> None:
    """The reader has left, as with `| head`: what is still to be written goes nowhere, and that is no fault."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


app = typer.Typer(
    cls=LazyGroup,
    rich_markup_mode=None,
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Structured professional judgement in public and child protection. It never judges: it makes your judgement "
    "visible, evidenced and checkable. Nothing leaves this machine. It is not the system of record.",
)


@app.callback()
def _root() -> None:
    """Nothing to do before a command: `--version` is answered in `entry.py`."""
