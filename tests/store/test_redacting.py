"""A ledger written anew: a chain of its own that holds, and nothing carried over from the first."""

from __future__ import annotations

from sjtool.store.ledger import parse_ledger
from sjtool.store.redacting import Copy
from sjtool.store.verify import verify_ledger

HEADER = {"format": 1, "case": "training-1", "training": True}


def make(key: str = "k") -> Copy:
    copy = Copy(HEADER, "# a copy\n\n", key)
    copy.add("evidence", {"id": "e-001", "title": "Letter"}, "old-1")
    copy.pass_over("old-2")
    copy.add("erased", {"id": "e-002", "kind": "evidence", "digest": "f" * 64}, None)
    told = {"id": "er-001", "record": "e-002", "kind": "evidence", "authority": "[left out]"}
    copy.add("erasure", {**told, "digest": copy.digest_of_erased("e-002")}, "old-3")
    return copy


def test_the_chain_holds_and_the_erasure_answers() -> None:
    ledger = parse_ledger(make().as_bytes(), "copy.toml")
    verdict = verify_ledger(ledger)
    assert (verdict.records, verdict.problems, verdict.erased) == (3, (), ("e-002",))
    assert ledger.raw.startswith(b"# a copy\n")
    assert b"f" * 64 not in ledger.raw


def test_same_key_same_bytes_another_key_other_salts() -> None:
    assert make().as_bytes() == make().as_bytes()
    assert make("k").as_bytes() != make("l").as_bytes()


def test_a_head_of_the_first_ledger_is_found_again_by_its_place() -> None:
    copy = make()
    ledger = parse_ledger(copy.as_bytes(), "copy.toml")
    chains = [link.table["chain"] for link in ledger.links]
    assert copy.head_of("old-1") == copy.head_of("old-2") == chains[0]
    assert copy.head_of("old-3") == chains[2] == ledger.head()
    assert copy.head_of("never") is None
    assert copy.head_of(None) is None
