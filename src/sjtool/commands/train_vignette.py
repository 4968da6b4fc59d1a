"""`sjtool train vignette`: the page that goes with a training case, with facts and words and nothing judged.

It is made from a case, or is one that was written by hand; either can be had in its two parts.
"""

from __future__ import annotations

from pathlib import Path

from sjtool.commands.desk import Desk
from sjtool.console import say, write_out
from sjtool.errors import SjtoolError, refused, usage
from sjtool.status import ExitStatus
from sjtool.store.durable import write_durably
from sjtool.store.read import read_case
from sjtool.store.toml import read_bytes
from sjtool.training.vignette import build_vignette
from sjtool.training.vignette_parts import split_page

PARTS = ("open", "sealed")
"""What lies on the desk, and what is kept back until the first judgement."""
_PAGE = ".md"


def tell(desk: Desk, case: str, out: str, part: str) -> ExitStatus:
    """Print the vignette or one part of it, or write it. Nothing that is there is replaced. Raises SjtoolError."""
    if part not in {"", *PARTS}:
        raise usage("bad-part", "there is no such part", f"it is {' or '.join(PARTS)}", "--part open")
    path = Path(case)
    page = read_bytes(path).decode("utf-8", "replace") if path.suffix == _PAGE else _made(desk, case)
    page = _part_of(page, part, case) if part else page
    if not out:
        write_out(page.rstrip("\n"))
        return ExitStatus.OK
    content = page.encode("utf-8")
    target = Path(out)
    if not _holds(target, content):
        write_durably(target, content)
    say(f"Written: {target}")
    return ExitStatus.OK


def _part_of(page: str, part: str, case: str) -> str:
    """One part of a page. Raises SjtoolError where nothing in it is kept back."""
    found = split_page(page)
    if found is None:
        raise refused(
            "no-sealed-sheet",
            case,
            "no heading of this page says that anything is kept back",
            "all of it would be handed out as one",
            "write a heading  ## Sealed sheet  above what is for later",
        )
    return found[PARTS.index(part)]


def _made(desk: Desk, case: str) -> str:
    """The page of a case. Raises SjtoolError for a case that cannot be read whole, or is of somebody real."""
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
    return build_vignette(found, desk.library)


def _holds(target: Path, content: bytes) -> bool:
    """Whether the same page is there already. Raises SjtoolError where something else is."""
    if not target.exists():
        return False
    if target.is_file() and target.read_bytes() == content:
        return True
    why = "a vignette may have been gone over by hand, and nothing is replaced"
    raise refused("file-exists", str(target), "another file of this name is there already", why, "name another")
