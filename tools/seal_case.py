"""Give an invented demo case its salts and chain: for this project's own casefiles/, never for a real case.

usage: python tools/seal_case.py CASE.toml [...]

Records are written by hand (id, at, by and the rest); this pins the templates as shipped, strips any salt and chain,
then adds both at the end of each record. Salts come from the case and record id, so that sealing again gives the same
bytes. Comments stay.
"""

from __future__ import annotations

import hashlib
import re
import sys
from pathlib import Path

from sjtool.store.chain import SALT_DIGITS, digest_record, first_link, next_link
from sjtool.store.ledger import parse_ledger
from sjtool.store.library import Library
from sjtool.store.outline import build_outline


def strip_seals(text: str) -> str:
    """The text without the salt and chain lines the ledger wrote."""
    outline = build_outline(text)
    spans = [
        (offset, text.index("\n", offset) + 1)
        for table, offset, name in outline.keys
        if table >= 0 and name in {"salt", "chain"}
    ]
    for start, end in reversed(spans):
        text = text[:start] + text[end:]
    return text


def pin_templates(text: str) -> str:
    """The text with the present hash of each shipped template in its `[[template]]` record."""
    library = Library()

    def pinned(match: re.Match[str]) -> str:
        return f'{match["ref"]}sha256 = "{library.read(match["name"]).sha256}"'

    return re.sub(r'(?P<ref>^ref = "(?P<name>[^"]+)"\n)sha256 = "[0-9a-f]*"', pinned, text, flags=re.MULTILINE)


def end_of_values(block: str) -> int:
    """Offset in a record's block after its last value, before trailing comments and space."""
    bare = list(block)
    for start, end in build_outline(block).comments:
        bare[start:end] = " " * (end - start)
    return len("".join(bare).rstrip())


def seal(text: str, name: str) -> str:
    """The text with a salt and a chain value at the end of every record."""
    text = strip_seals(pin_templates(text.replace("\r\n", "\n")))
    ledger = parse_ledger(text.encode("utf-8"), name)
    head = first_link(ledger.header)
    headers = ledger.outline.headers
    edits: list[tuple[int, str]] = []
    for link in ledger.links:
        start = headers[link.number].start
        end = headers[link.number + 1].start if link.number + 1 < len(headers) else len(text)
        salt = hashlib.sha256(f"{ledger.header['case']}/{link.id}".encode()).hexdigest()[:SALT_DIGITS]
        head = next_link(head, digest_record(link.kind, {**link.table, "salt": salt}))
        at = start + end_of_values(text[start:end])
        edits.append((at, f'\nsalt = "{salt}"\nchain = "{head}"'))
    for at, lines in reversed(edits):
        text = text[:at] + lines + text[at:]
    return text if text.endswith("\n") else text + "\n"


def main() -> None:
    """Seal every file named."""
    for name in sys.argv[1:]:
        path = Path(name)
        path.write_bytes(seal(path.read_text(encoding="utf-8"), name).encode("utf-8"))
        print(f"sealed {name}")


if __name__ == "__main__":
    main()
