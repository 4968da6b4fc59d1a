"""`sjtool train vignette`: the page that goes with a training case, with facts and words and nothing judged."""

from __future__ import annotations

from pathlib import Path

from sjtool.commands.desk import Desk
from sjtool.console import say, write_out
from sjtool.errors import SjtoolError, refused
from sjtool.status import ExitStatus
from sjtool.store.durable import write_durably
from sjtool.store.read import read_case
from sjtool.training.vignette import build_vignette


def tell(desk: Desk, case: str, out: str) -> ExitStatus:
    """Print the vignette, or write it. Nothing that is there is replaced. Raises SjtoolError."""
    path = desk.find_case(case)
    found, problems = read_case(path)
    if problems:  # a page that leaves out what could not be read would not say so
        raise SjtoolError(problems)
    if not found.header.training:
        raise refused(
            "not-a-training-case",
            str(path),
            "this is no training case",
            "a vignette for a class room would tell a real person's case",
            "sjtool redact  makes a training copy under invented names",
        )
    page = build_vignette(found, desk.library)
    if not out:
        write_out(page)
        return ExitStatus.OK
    content = page.encode("utf-8")
    target = Path(out)
    if not _holds(target, content):
        write_durably(target, content)
    say(f"Written: {target}")
    return ExitStatus.OK


def _holds(target: Path, content: bytes) -> bool:
    """Whether the same page is there already. Raises SjtoolError where something else is."""
    if not target.exists():
        return False
    if target.is_file() and target.read_bytes() == content:
        return True
    why = "a vignette may have been gone over by hand, and nothing is replaced"
    raise refused("file-exists", str(target), "another file of this name is there already", why, "name another")
