"""Write one record as TOML: our own header, then its keys, words exactly as accepted."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import tomli_w

from sjtool.errors import refused
from sjtool.store.toml import parse_toml

_SHORT_LIST = 90
_PLAIN = re.compile(r"[ !#-\[\]-~]*")
"""Text in which TOML escapes nothing."""
_LINE_ENDS = re.compile(r"\r+\n")


def accept_text(text: str) -> str:
    """Text as it will be kept: Windows line ends become line feeds; a lone surrogate, half a letter, is refused."""
    accepted = _LINE_ENDS.sub("\n", text)
    try:
        accepted.encode("utf-8")
    except UnicodeEncodeError:
        raise refused(
            "text-not-storable",
            "sjtool",
            "the text holds half of a letter (a lone surrogate)",
            "it cannot be stored as UTF-8 and would come back changed",
            "type or paste the text again",
        ) from None
    return accepted


def accept_value(value: object) -> object:
    """The same for lists of text; anything else is left alone."""
    if isinstance(value, str):
        return accept_text(value)
    if isinstance(value, list | tuple):
        return [accept_value(part) for part in value]
    return value


def render_record(kind: str, table: Mapping[str, Any]) -> str:
    """One `[[kind]]` block, with an empty line before it.

    The block is parsed again before it is returned: what would not come back the same is refused, not written.
    """
    block = render_block(kind, table)
    back = parse_toml(block.encode("utf-8"), "record").data[kind][0]
    if back != dict(table):
        raise refused(
            "record-would-change",
            "sjtool",
            f"this {kind} would not come back from the file as it was typed",
            "nothing an officer wrote may be altered",
            "please report this as a fault, without the words",
        )
    return block


def render_block(kind: str, table: Mapping[str, Any]) -> str:
    """The same block, not parsed again: for records of which nothing was typed by anybody (training/)."""
    return f"\n[[{kind}]]\n" + "".join(_render_key(key, value) for key, value in table.items())


def _render_key(key: str, value: object) -> str:
    """One `key = value`: times with a T, short lists on one line, the rest as tomli-w has it."""
    if isinstance(value, str) and _PLAIN.fullmatch(value):
        return f'{key} = "{value}"\n'  # as tomli-w writes it, in a fraction of the time
    if isinstance(value, datetime):
        return f"{key} = {value.isoformat()}\n"
    if isinstance(value, list) and sum(len(str(part)) + 4 for part in value) <= _SHORT_LIST:
        return f"{key} = [{', '.join(_render_part(part) for part in value)}]\n"
    return tomli_w.dumps({key: value}, multiline_strings=True)


def _render_part(part: object) -> str:
    """One value of a list, on one line."""
    if isinstance(part, str) and _PLAIN.fullmatch(part):
        return f'"{part}"'
    return tomli_w.dumps({"part": part}).removeprefix("part = ").rstrip("\n")


def render_header(header: Mapping[str, Any]) -> str:
    """The head of a new case file."""
    return tomli_w.dumps({key: accept_value(value) for key, value in header.items()})
