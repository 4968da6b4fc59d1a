"""Read TOML: the one place that does. Limits come before parsing, so that no file can stall or kill the tool.

tomli is compiled and fails safely; the standard library's parser is the fallback (docs/decisions.md).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sjtool.errors import refused
from sjtool.store.outline import MAX_DEPTH, Outline, build_outline

try:
    import tomli as _parser
except ImportError:  # pragma: no cover - only where no wheel fits
    import tomllib as _parser  # type: ignore[no-redef]  # noqa: TID251

MAX_BYTES = 16 * 1024 * 1024
_LINE = re.compile(r"\(at line (\d+), column \d+\)")


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
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise refused(
                "file-too-large",
                name,
                f"the file has {size:,} bytes; at most {MAX_BYTES:,} are read",
                "a limit checked before parsing keeps one file from stalling a batch",
                "start a new case file for the next assessment",
            )
        return path.read_bytes()
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
    text = text.replace("\r\n", "\n")
    outline = build_outline(text)
    if outline.depth > MAX_DEPTH:
        raise refused(
            "too-deep",
            name,
            f"tables or keys are nested more than {MAX_DEPTH} deep",
            "a limit checked before parsing keeps one file from stalling a batch",
            "a case file holds flat records only: [[kind]] and key = value",
        )
    try:
        data = _parser.loads(text)
    except _parser.TOMLDecodeError as error:
        raise _not_toml(error, name, text) from None
    except RecursionError:
        raise refused("too-deep", name, "tables are nested too deep", "TOML must be parsed safely", "flatten it") from None
    return TomlFile(name, raw, data, outline)


def read_toml(path: Path) -> TomlFile:
    """Read and parse one file."""
    return parse_toml(read_bytes(path), str(path))


def _not_toml(error: Exception, name: str, text: str) -> Exception:
    """Turn the parser's message into ours: its line, none of the file's words."""
    said = str(error)
    found = _LINE.search(said)
    line = int(found.group(1)) if found else max(1, text.rstrip("\n").count("\n") + 1)
    reason = _LINE.sub("", said).strip().split(":")[0]
    reason = re.sub(r"['\"].*", "", reason).strip() or "invalid"
    return refused(
        "not-toml",
        name,
        f"this is not valid TOML: {reason[0].lower()}{reason[1:]}",
        "the file is read as TOML; nothing in it can be trusted until it parses",
        "open the file at this line; words need quotes, a record begins with [[kind]]",
        line,
    )
