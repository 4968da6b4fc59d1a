"""What `--out` and `--format` come to: a known ending names a format, and the two must not say two things."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from pathlib import Path

from sjtool.commands.near import mend_option
from sjtool.errors import SjtoolError, usage

ENDINGS: Mapping[str, tuple[str, ...]] = {
    "text": (".txt",),
    "markdown": (".md",),
    "html": (".html",),
    "pdf": (".pdf",),
    "docx": (".docx",),
    "json": (".json",),
    "csv": (".csv",),
    "ics": (".ics",),
    "sarif": (".sarif", ".sarif.json", ".json"),
}
"""What a file of each format may end in; its own ending first."""
GUARDED = frozenset({".toml", ".jsonl", ".lock"})
"""What cases, logs and locks end in: nothing is written there."""
_ENDING = re.compile(r"\.[a-z][a-z0-9]{0,4}")
"""What can be the ending of a file: `.xlsx`, and neither `.2` of a version nor a word."""
_KNOWN = frozenset(ending for endings in ENDINGS.values() for ending in endings)


def is_file_name(out: str) -> bool:
    """Whether `--out` of a run over many cases can only mean a file; any other name is that of a folder."""
    is_file = Path(out).suffix.casefold() in _KNOWN | GUARDED and not out.endswith(("/", "\\"))
    return Path(out).is_file() or (is_file and not Path(out).is_dir())


def settle_format(
    form: str | None, out: str, formats: Collection[str], *, as_json: bool = False, is_folder: bool = False
) -> str:
    """The format: as said, else as the file ends, else text. Raises SjtoolError (usage) where the two differ.

    An ending that is that of none of our formats differs too; a name without one does not, nor does that of a folder.
    """
    if form is not None and form not in formats:
        raise unknown_format(form, formats)
    if as_json:
        if form not in {None, "json"}:
            what = f"--json and --format {form} ask for two things"
            raise usage("two-formats", what, "what is made has one format", "leave out one of the two")
        form = "json"
    name = Path(out).name.casefold()
    ending = Path(name).suffix
    if not out or out.endswith(("/", "\\")) or Path(out).is_dir():
        return form or "text"
    if ending not in _KNOWN:
        if _ENDING.fullmatch(ending) and ending not in GUARDED and not is_folder:
            raise _not_ours(out, ending, form or "text")
        return form or "text"
    named = next((one for one in formats if ENDINGS.get(one, ("",))[0] == ending), "")
    settled = form or named or "text"
    if not name.endswith(ENDINGS.get(settled, ())):
        other = f"--format {named} , or  " if named else ""
        raise usage(
            "format-not-ending",
            f"--out ends in {ending}, and what would be written is {settled}",
            "whoever opens it goes by the ending",
            f"{other}--out {Path(out).stem}{ENDINGS[settled][0]}",
        )
    return settled


def unknown_format(form: str, formats: Collection[str]) -> SjtoolError:
    """A format that a command does not write."""
    why = "whoever opens what is written needs one they can read"
    return usage("unknown-format", "there is no such format", why, mend_option("--format", form, formats))


def _not_ours(out: str, ending: str, form: str) -> SjtoolError:
    """An ending of which nothing is written here: a spreadsheet would be opened, and hold text."""
    return usage(
        "format-not-ending",
        f"--out ends in {ending}, and what would be written is {form}",
        "whoever opens it goes by the ending",
        f"--out {Path(out).stem}{ENDINGS.get(form, ('.txt',))[0]}",
    )
