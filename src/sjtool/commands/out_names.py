"""What `--out` and `--format` come to: a known ending names a format, and the two must not say two things."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path

from sjtool.errors import usage

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
_KNOWN = frozenset(ending for endings in ENDINGS.values() for ending in endings)


def is_file_name(out: str) -> bool:
    """Whether `--out` of a run over many cases can only mean a file; any other name is that of a folder."""
    is_file = Path(out).suffix.casefold() in _KNOWN | GUARDED and not out.endswith(("/", "\\"))
    return Path(out).is_file() or (is_file and not Path(out).is_dir())


def settle_format(form: str | None, out: str, formats: Collection[str], *, as_json: bool = False) -> str:
    """The format: as said, else as the file ends, else text. Raises SjtoolError (usage) where the two differ."""
    if form is not None and form not in formats:
        words = f"it is one of {', '.join(formats)}"
        raise usage("unknown-format", "there is no such format", words, f"--format {next(iter(formats))}")
    if as_json:
        if form not in {None, "json"}:
            what = f"--json and --format {form} ask for two things"
            raise usage("two-formats", what, "what is made has one format", "leave out one of the two")
        form = "json"
    name = Path(out).name.casefold()
    ending = Path(name).suffix
    if not out or ending not in _KNOWN or out.endswith(("/", "\\")) or Path(out).is_dir():
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
