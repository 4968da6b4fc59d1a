"""Where what a trainer asked for goes: a folder that is made, a file, or the screen."""

from __future__ import annotations

import sys
from pathlib import Path

from sjtool.console import say, screen_width, wants_colour, write_out
from sjtool.errors import refused
from sjtool.report.formats import render
from sjtool.report.report import Report
from sjtool.store.durable import write_durably


def make_folder(out: Path) -> Path:
    """The folder, made if need be. Raises SjtoolError."""
    try:
        out.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        what = f"the folder cannot be made ({error.strerror})"
        raise refused("not-saved", str(out), what, "cases are written there", "name another") from None
    return out


def deliver(found: Report | str, form: str, out: str) -> None:
    """A report in a format, or a text as it is: into a file, or on the screen, where text has its colours."""
    if isinstance(found, Report) and form == "text" and not out and wants_colour():
        from sjtool.report import as_terminal

        as_terminal.show(found, screen_width(), sys.stdout)
        return
    content = found.encode("utf-8") if isinstance(found, str) else render(found, form, screen_width())
    if out:
        write_durably(Path(out), content)
        say(f"Written: {out}")
    else:
        write_out(content.decode("utf-8").rstrip("\n"))
