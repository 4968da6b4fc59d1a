"""Lawful erasure of one record: the only rewrite there is, and it shows."""

from __future__ import annotations

from datetime import datetime

from sjtool.errors import refused
from sjtool.store.append import Draft, Ledger
from sjtool.store.durable import hold_lock, remove_stale, write_durably
from sjtool.store.ledger import LedgerFile, Link, parse_ledger
from sjtool.store.toml import read_bytes
from sjtool.store.verify import verify_ledger

_NOT_ERASABLE = {"erased", "erasure", "acknowledgement", "template", "signature", "countersignature"}


def erase_record(ledger: Ledger, record_id: str, authority: str, *, by: str, at: datetime) -> str:
    """Replace a record by its id, kind and digest, and append who erased it on what authority.

    Both happen in one write. Returns the digest that stays; raises SjtoolError where the record is not there or its
    erasure would hide the ledger's own workings.
    """
    with hold_lock(ledger.path):
        remove_stale(ledger.path)
        file = parse_ledger(read_bytes(ledger.path), ledger.shown_path)
        link, digest = _find(file, record_id)
        ledger._take(file)  # noqa: SLF001 - the ledger's own second half
        draft = Draft("erasure", {"record": record_id, "kind": link.kind, "digest": digest, "authority": authority})
        table = ledger._complete([draft], by, at)[0]  # noqa: SLF001
        ledger._validate("erasure", table)  # noqa: SLF001
        (block,), _head = ledger._chain([draft], [table])  # noqa: SLF001
        text = _cut(file, link, digest)
        lead = b"" if text.endswith(b"\n") else b"\n"
        content = text + lead + block.encode("utf-8")
        ledger._check_size(content)  # noqa: SLF001
        after = parse_ledger(content, ledger.shown_path)
        write_durably(ledger.path, content, keep_rights=True)
        ledger._take(after)  # noqa: SLF001
    return digest


def _find(file: LedgerFile, record_id: str) -> tuple[Link, str]:
    """The one record of this id and its digest, if it may be erased."""
    mismatches = verify_ledger(file).mismatches
    found = [state for state in file.walk_chain() if state.link.id == record_id]
    if not found:
        raise refused(
            "unknown-id",
            file.path,
            "there is no record of this id",
            "only a record can be erased",
            "sjtool show CASE --all lists ids",
        )
    state = found[0]
    if state.link.kind in _NOT_ERASABLE:
        raise refused(
            "not-erasable",
            file.path,
            f"a record of kind {state.link.kind} cannot be erased",
            "it shows that the rest was not changed, or who answered for it",
            "name the record that holds the words",
            state.link.line,
        )
    if len(found) > 1:
        raise refused(
            "id-reused",
            file.path,
            f"this id stands at line {state.link.line} and here again",
            "the words could be in both, and would stay in one",
            "give the second an id of its own, acknowledge the edit, then erase each",
            found[1].link.line,
        )
    if state in mismatches:
        raise refused(
            "chain-broken",
            file.path,
            "this record does not match its chain value",
            "erasing it now would hide that it was changed",
            "sjtool verify CASE  first, then  --acknowledge  if the edit was meant",
            state.link.line,
        )
    before = state.link.table.get("supersedes")
    if any(other.link.id == before and other.link.kind != "erased" for other in file.walk_chain()):
        raise refused(
            "erased-correction",
            file.path,
            f"this is a correction, and what it corrected would stand again: {before}",
            "words that were corrected as wrong must not come back into force by an erasure",
            f"record another correction of it first, or erase  {before}  before this one",
            state.link.line,
        )
    return state.link, state.digest


def _cut(file: LedgerFile, link: Link, digest: str) -> bytes:
    """The text with the record's block replaced; comments inside the block go with it, later ones stay."""
    text = file.outline.text
    headers = file.outline.headers
    start = headers[link.number].start
    end = headers[link.number + 1].start if link.number + 1 < len(headers) else len(text)
    block = text[start:end]
    kept = _trailing_comments(block)
    lines = [f'[[erased]]\nid = "{link.id}"\nkind = "{link.kind}"\ndigest = "{digest}"\n']
    chain = link.table.get("chain")
    if chain:
        lines.append(f'chain = "{chain}"\n')
    return (text[:start] + "".join(lines) + kept + text[end:]).encode("utf-8")


def _trailing_comments(block: str) -> str:
    """What follows the record after an empty line: it belongs to the next record or to nobody, never to this one.

    Only what the scanner saw as a comment counts; a line of the officer's words that begins with # does not.
    """
    from sjtool.store.outline import build_outline

    bare = list(block)
    for start, end in build_outline(block).comments:
        bare[start:end] = " " * (end - start)
    end_of_values = len("".join(bare).rstrip())
    rest = block[end_of_values:].split("\n")[1:]
    while rest and rest[0].strip():
        rest = rest[1:]
    return "\n".join(rest) if rest else "\n"
