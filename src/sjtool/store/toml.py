"""Read TOML: the one place that does. Limits come before parsing, so that no file can stall or kill the tool.

tomli is compiled and fails safely; the standard library's parser is the fallback (docs/decisions.md).
"""

from __future__ import annotations

import contextlib
import re
import stat
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from sjtool.errors import refused
from sjtool.store.outline import MAX_DEPTH, Outline, build_outline, skim_outline

try:
    import tomli as _parser
except ImportError:  # pragma: no cover - only where no wheel fits
    import tomllib as _parser  # type: ignore[no-redef]  # noqa: TID251

MAX_BYTES = 16 * 1024 * 1024
_LINE = re.compile(r"\(at line (\d+), column \d+\)")
_PREFIXED = re.compile(r"0[xob][0-9A-Fa-f_]{1000}")
_DIGIT_BLOCK = re.compile(r"[0-9A-Fa-f_]+")
_HALF = 500
"""Half of a run that may be a number no program can print: for the parser that says so."""
_LONG_NUMBER = re.compile(r"(?<![0-9A-Za-z_])(?:0[xob])?[0-9A-Fa-f_]{1000,}")
_MOST_BITS = 4096


@dataclass(frozen=True)
class TomlFile:
    """A TOML file: its bytes, its values and where everything stands."""

    path: str
    raw: bytes
    data: dict[str, Any]
    outline: Outline


def read_bytes(path: Path) -> bytes:
    """The bytes of a file no larger than the limit; says plainly what is in the way."""
    name = str(path)
    try:
        if path.is_dir():
            raise refused("not-a-file", name, "this is a folder", "a file is needed here", "name a file in it")
        if stat.S_ISFIFO(path.stat().st_mode) or stat.S_ISSOCK(path.stat().st_mode):
            raise refused("not-a-file", name, "this is no file", "reading it could wait for ever", "name a file")
        with path.open("rb") as file:
            raw = file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise refused(
            "file-missing", name, "there is no such file", "nothing can be read", "check the name, or sjtool new"
        ) from None
    except PermissionError:
        raise refused(
            "no-permission", name, "this file may not be read", "your account has no right to it", "ask its owner"
        ) from None
    except OSError as error:
        raise refused(
            "unreadable", name, f"the file cannot be read ({error.strerror})", "nothing can be read", "check the disk"
        ) from None
    if len(raw) > MAX_BYTES:
        raise refused(
            "file-too-large",
            name,
            f"the file has more than {MAX_BYTES:,} bytes, the most that is read",
            "a limit checked before parsing keeps one file from stalling a batch",
            "start a new case file for the next assessment",
        )
    return raw


def parse_toml(raw: bytes, name: str) -> TomlFile:
    """Values of a TOML text, after the guards for encoding and depth.

    Raises SjtoolError with the line where the text stops being TOML.
    """
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise refused(
            "not-utf-8",
            name,
            "the file is not text in UTF-8",
            "TOML is UTF-8 by definition; other encodings would change words silently",
            "save it as UTF-8 in the editor it came from",
            line,
        ) from None
    if "\r" in text:
        text = text.replace("\r\n", "\n")
    skimmed = skim_outline(text)
    outline = skimmed or build_outline(text)
    if outline.depth > MAX_DEPTH:
        raise refused(
            "too-deep",
            name,
            f"tables or keys are nested more than {MAX_DEPTH} deep",
            "a limit checked before parsing keeps one file from stalling a batch",
            "a case file holds flat records only: [[kind]] and key = value",
        )
    try:
        data = _parse(text)
    except _parser.TOMLDecodeError as error:
        raise _not_toml(error, name, text) from None
    except RecursionError:
        raise refused(
            "too-deep", name, "tables are nested too deep", "TOML must be parsed safely", "flatten it"
        ) from None
    except ValueError:
        raise _number_too_long(name, text) from None
    if _PREFIXED.search(text) and _has_long_number(data):
        raise _number_too_long(name, text)
    if skimmed and not skimmed.agrees(data):
        outline = build_outline(text)
    return TomlFile(name, raw, data, outline)


def use_fast_parser() -> bool:
    """Let toml-rs read what it can from now on, where it is installed (extra `fast`): six times as fast as tomli.

    For processes that read many cases. It is given only texts whose depth was measured before, for it dies of deep
    nesting; whatever it refuses is read by tomli again, so that the same files are accepted and told in the same words.
    """
    try:
        import toml_rs
    except ImportError:
        return False
    _fast.append(partial(toml_rs.loads, toml_version="1.0.0"))
    return True


_fast: list[Callable[[str], dict[str, Any]]] = []
"""The faster parser, once it is asked for."""


def _parse(text: str) -> dict[str, Any]:
    """The values of a text that has passed the guards."""
    if _fast and not text.startswith("\ufeff") and not _may_hold_long_number(text):
        with contextlib.suppress(ValueError):
            return _fast[0](text)
    return _parser.loads(text)


def _may_hold_long_number(text: str) -> bool:
    """Whether a run of a thousand digits may be in a text: one would fill a block of five hundred somewhere."""
    blocks = (text[at : at + _HALF] for at in range(0, len(text), _HALF))
    return any(_DIGIT_BLOCK.fullmatch(block) for block in blocks)


def read_toml(path: Path) -> TomlFile:
    """Read and parse one file."""
    return parse_toml(read_bytes(path), str(path))


def _not_toml(error: Exception, name: str, text: str) -> Exception:
    """Turn the parser's message into ours: its line, none of the file's words."""
    said = str(error)
    found = _LINE.search(said)
    line = int(found.group(1)) if found else max(1, text.rstrip("\n").count("\n") + 1)
    reason = _LINE.sub("", said).strip().split(":")[0]
    reason = re.sub(r"['\"].*", "", reason, flags=re.DOTALL).strip(" (") or "invalid"
    return refused(
        "not-toml",
        name,
        f"this is not valid TOML: {reason[0].lower()}{reason[1:]}",
        "the file is read as TOML; nothing in it can be trusted until it parses",
        "open the file at this line; words need quotes, a record begins with [[kind]]",
        line,
    )


def _has_long_number(data: object) -> bool:
    """Whether a whole number is among the values that no program could print; text of digits is none."""
    left = [data]
    while left:
        value = left.pop()
        if isinstance(value, int) and value.bit_length() > _MOST_BITS:
            return True
        if isinstance(value, dict | list):
            left += value.values() if isinstance(value, dict) else value
    return False


def _number_too_long(name: str, text: str) -> Exception:
    """The refusal of a number of a thousand digits, with the line of the first that stands outside quotes."""
    line = 0
    for found in _LONG_NUMBER.finditer(text):
        near = max(0, found.start() - 200)
        before = text[max(near, text.rfind("\n", near, found.start()) + 1) : found.start()]
        if not set(before) & set("\"'#"):
            line = text.count("\n", 0, found.start()) + 1
            break
    return refused(
        "number-too-long",
        name,
        "a number is far too long",
        "no figure of a case has a thousand digits; it could be neither compared nor printed",
        "write it as text in quotes, or mend it",
        line,
    )
