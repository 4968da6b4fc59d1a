"""The chain: what a digest covers, what verify names, what an acknowledgement settles."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sjtool.problem import Problem
from sjtool.store.append import Draft, Ledger
from sjtool.store.chain import canonical_json, digest_record, first_link, new_salt, next_link
from sjtool.store.ledger import parse_ledger, read_ledger
from sjtool.store.verify import Verdict, holds_head, verify_ledger

NOW = datetime(2026, 3, 4, 14, 12, 9, tzinfo=UTC)
BY = "pc-4412"
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=10)
KEYS = st.from_regex(r"\A[a-z_]{1,8}\Z").filter(lambda key: key not in {"salt", "chain"})
VALUES = TEXT | st.booleans() | st.integers(-9999, 9999) | st.lists(TEXT, max_size=3) | st.floats(allow_nan=False)
TABLES = st.dictionaries(KEYS, VALUES, max_size=5)


def spelled(value: object) -> str:
    """A value as it is told apart from every other: 1, 1.0, true and "1" are four things."""
    return json.dumps(value)


@given(table=TABLES, salt=st.sampled_from(["", "0f" * 8]), order=st.randoms())
def test_a_digest_does_not_depend_on_the_order_of_keys_or_on_the_chain_value(
    table: dict[str, Any], salt: str, order: Any
) -> None:
    items = [*table.items(), ("salt", salt)]
    order.shuffle(items)
    assert digest_record("event", dict(items)) == digest_record("event", table | {"salt": salt, "chain": "0a" * 16})


@given(table=TABLES, key=KEYS, value=VALUES)
def test_a_digest_changes_with_every_key_and_value(table: dict[str, Any], key: str, value: Any) -> None:
    digest = digest_record("event", table)
    changed = table | {key: value}
    is_same = key in table and spelled(table[key]) == spelled(value)
    assert (digest_record("event", changed) == digest) == is_same
    for name in table:
        assert digest_record("event", {k: v for k, v in table.items() if k != name}) != digest


@given(table=TABLES)
def test_a_digest_changes_with_the_kind_and_with_the_salt(table: dict[str, Any]) -> None:
    digest = digest_record("event", table)
    assert digest_record("narrative", table) != digest
    assert digest_record("event", table | {"salt": "0f" * 8}) != digest


def test_the_chain_is_made_as_the_manual_says() -> None:
    # Worked out here from the words of docs/case-file.md alone, so that a reader can do without sjtool in thirty years.
    header = {"format": 1, "case": "harbour"}
    table = {
        "id": "r-0001",
        "note": 'She said "ça"\n',
        "at": NOW,
        "value": 2.5,
        "salt": "00112233445566ff",
        "chain": "x",
    }
    first = hashlib.sha256(hashlib.sha256(b'{"case":"harbour","format":1}').digest()).hexdigest()[:32]
    spelling = '{"response":{"at":"2026-03-04T14:12:09+00:00","id":"r-0001","note":"She said \\"ça\\"\\n","value":2.5}}'
    digest = hashlib.sha256(b"00112233445566ff" + spelling.encode()).hexdigest()
    assert first_link(header) == first
    assert digest_record("response", table) == digest
    assert next_link(first, digest) == hashlib.sha256(first.encode() + bytes.fromhex(digest)).hexdigest()[:32]
    assert canonical_json({"d": date(2026, 3, 4), "t": NOW.time()}) == b'{"d":"2026-03-04","t":"14:12:09"}'


def test_what_cannot_come_from_toml_has_no_canonical_form() -> None:
    with pytest.raises(TypeError, match="no canonical form for set"):
        canonical_json({"a": {1}})


def test_a_salt_is_sixteen_random_hex_digits() -> None:
    salts = {new_salt() for _ in range(100)}
    assert len(salts) == 100
    assert all(re.fullmatch(r"[0-9a-f]{16}", salt) for salt in salts)


@pytest.fixture
def case(make_case: Callable[..., Path]) -> Path:
    """Four records of the beginning, then six of three kinds."""
    kinds = ["response", "evidence", "event"] * 2
    words = {"response": "note", "evidence": "text", "event": "what"}
    return make_case(drafts=[Draft(kind, {words[kind]: f"marker {n}"}) for n, kind in enumerate(kinds)])


def blocks_of(path: Path) -> list[str]:
    """The text of a ledger, cut before each header: first the head of the file, then each record."""
    outline = read_ledger(path).outline
    starts = [0, *(header.start for header in outline.headers)]
    return [outline.text[start:end] for start, end in zip(starts, [*starts[1:], len(outline.text)], strict=True)]


def put(path: Path, blocks: list[str]) -> Verdict:
    """Write the blocks and verify."""
    path.write_text("".join(blocks), encoding="utf-8", newline="\n")
    return verify_ledger(read_ledger(path))


def line_of(path: Path, number: int) -> int:
    """The line on which the record of this number begins."""
    return read_ledger(path).links[number].line


def test_an_untouched_case_holds(case: Path) -> None:
    verdict = verify_ledger(read_ledger(case))
    assert verdict.problems == verdict.mismatches == verdict.by_hand == verdict.acknowledged == verdict.erased == ()
    assert verdict.records == 10
    assert verdict.uncovered == 0
    assert verdict.head == Ledger(case).head == re.findall(r'chain = "(\w+)"', case.read_text())[-1]


def test_comments_key_order_and_line_ends_may_change(case: Path) -> None:
    blocks = blocks_of(case)
    for number in range(1, len(blocks)):
        head, *lines = blocks[number].strip().split("\n")
        blocks[number] = (
            "\n".join([f"  {head} # [[note]]", "# one", *(f"  {line}   # two" for line in reversed(lines))]) + "\n\n\n"
        )
    blocks[0] = "# by hand\n" + blocks[0]
    assert put(case, blocks).problems == ()
    case.write_bytes(case.read_bytes().replace(b"\n", b"\r\n"))
    assert verify_ledger(read_ledger(case)).problems == ()


@pytest.mark.parametrize("number", range(10))
def test_a_changed_record_is_named_first_with_its_line(case: Path, number: int) -> None:
    blocks = blocks_of(case)
    link = read_ledger(case).links[number]
    blocks[number + 1] = blocks[number + 1].replace('by = "pc-4412"', 'by = "pc-4413"')
    verdict = put(case, blocks)
    (problem,) = verdict.problems
    assert problem.code == "chain-broken"
    assert problem.place.path == str(case)
    assert problem.place.line == line_of(case, number)
    assert f'the first record that does not match: {link.kind} "{link.id}"' in problem.what
    assert "--acknowledge" in problem.fix
    assert [state.link.number for state in verdict.mismatches] == [number]


def test_a_record_moved_to_another_kind_is_named(case: Path) -> None:
    blocks = blocks_of(case)
    blocks[7] = blocks[7].replace("[[event]]", "[[narrative]]")
    assert [s.link.number for s in put(case, blocks).mismatches] == [6]


@pytest.mark.parametrize("number", range(9))
def test_where_a_record_was_deleted_the_one_after_it_is_named(case: Path, number: int) -> None:
    blocks = blocks_of(case)
    del blocks[number + 1]
    verdict = put(case, blocks)
    assert [s.link.number for s in verdict.mismatches] == [number]
    assert verdict.problems[0].place.line == line_of(case, number)


def test_a_cut_tail_shows_only_against_a_head_from_elsewhere(case: Path) -> None:
    head = Ledger(case).head
    blocks = blocks_of(case)
    assert put(case, blocks[:-1]).problems == ()
    assert holds_head(read_ledger(case), head) is None


@pytest.mark.parametrize("number", range(8))
def test_of_two_records_that_changed_places_the_first_is_named_first(case: Path, number: int) -> None:
    blocks = blocks_of(case)
    blocks[number + 1], blocks[number + 2] = blocks[number + 2], blocks[number + 1]
    verdict = put(case, blocks)
    assert [s.link.number for s in verdict.mismatches] == [number, number + 1, number + 2]
    assert verdict.problems[0].place.line == line_of(case, number)
    assert "the first" in verdict.problems[0].what
    assert "the first" not in verdict.problems[1].what


@pytest.mark.parametrize("number", range(10))
def test_a_record_that_stands_twice_is_named_where_it_stands_again(case: Path, number: int) -> None:
    blocks = blocks_of(case)
    blocks.insert(number + 2, blocks[number + 1])
    verdict = put(case, blocks)
    assert [s.link.number for s in verdict.mismatches] == [number + 1]
    assert verdict.problems[0].place.line == line_of(case, number + 1)


@pytest.mark.parametrize(
    "change", ['case = "other"', 'case = "harbour"\ntraining = true', 'case = "harbour" # marking\n']
)
def test_a_changed_head_of_the_file_shows_at_the_first_record(case: Path, change: str) -> None:
    blocks = blocks_of(case)
    blocks[0] = blocks[0].replace('case = "harbour"', change)
    verdict = put(case, blocks)
    is_comment = "#" in change
    assert [s.link.number for s in verdict.mismatches] == ([] if is_comment else [0])


def test_a_value_of_another_type_is_a_change(case: Path) -> None:
    ledger = Ledger(case)
    ledger.append([Draft("response", {"value": 1})], by=BY, at=NOW)
    sound = case.read_text(encoding="utf-8")
    for other in ("1.0", "true", '"1"', '["1"]'):
        case.write_text(sound.replace("value = 1\n", f"value = {other}\n"), encoding="utf-8")
        assert len(verify_ledger(read_ledger(case)).mismatches) == 1


def test_one_edit_makes_one_finding_however_long_the_case_goes_on(case: Path) -> None:
    case.write_text(case.read_text().replace("marker 2", "marker X"))
    Ledger(case).append([Draft("event", {"what": f"later {n}"}) for n in range(5)], by=BY, at=NOW)
    verdict = verify_ledger(read_ledger(case))
    assert [s.link.id for s in verdict.mismatches] == ["ev-001"]


# records written by hand


def test_records_written_by_hand_are_reported_until_the_next_record_covers_them(case: Path) -> None:
    hand = '\n[[event]]\nid = "hand-1"\nwhat = "by hand"\n\n[[event]]\nid = "hand-2"\nwhat = "by hand"\n'
    case.write_text(case.read_text() + hand)
    verdict = verify_ledger(read_ledger(case))
    (problem,) = verdict.problems
    assert (problem.code, problem.severity, problem.place.line) == ("not-yet-covered", "warning", line_of(case, 10))
    assert "2 records were" in problem.what
    assert [link.id for link in verdict.by_hand] == ["hand-1", "hand-2"]
    assert verdict.uncovered == 2
    Ledger(case).append([Draft("event", {"what": "covers them"})], by=BY, at=NOW)
    verdict = verify_ledger(read_ledger(case))
    assert verdict.problems == ()
    assert verdict.uncovered == 0
    assert [link.id for link in verdict.by_hand] == ["hand-1", "hand-2"]
    case.write_text(case.read_text().replace('"by hand"', '"changed later"', 1))
    (mismatch,) = verify_ledger(read_ledger(case)).mismatches
    assert mismatch.link.id == "ev-003"


def test_one_record_written_by_hand_is_one_record() -> None:
    ledger = parse_ledger(b'format = 1\ncase = "x"\n[[event]]\nid = "hand"\n', "x.toml")
    verdict = verify_ledger(ledger)
    assert "1 record was" in verdict.problems[0].what
    assert verdict.head == ledger.head() == next_link(first_link(ledger.header), digest_record("event", {"id": "hand"}))


def test_a_case_without_records_stands_at_the_link_of_its_head() -> None:
    ledger = parse_ledger(b'format = 1\ncase = "x"\n', "x.toml")
    verdict = verify_ledger(ledger)
    assert verdict.problems == ()
    assert (verdict.records, verdict.uncovered) == (0, 0)
    assert verdict.head == ledger.head() == first_link(ledger.header)
    assert holds_head(ledger, verdict.head) is None


def test_a_chain_value_that_is_no_text_counts_as_none(case: Path) -> None:
    case.write_text(case.read_text() + '\n[[event]]\nid = "hand"\nchain = 12\nwhat = "x"\n')
    verdict = verify_ledger(read_ledger(case))
    assert [problem.code for problem in verdict.problems] == ["not-yet-covered"]


# heads from elsewhere


def test_a_head_printed_earlier_is_found_with_the_number_of_records_since(case: Path) -> None:
    ledger = Ledger(case)
    head = ledger.head
    assert holds_head(read_ledger(case), head) == 0
    for since in (1, 2):
        ledger.append([Draft("event", {"what": "later"})], by=BY, at=NOW)
        assert holds_head(read_ledger(case), head) == since
    assert holds_head(read_ledger(case), "0" * 32) is None


# acknowledging an edit by hand


def acknowledge(path: Path) -> None:
    """Append an acknowledgement for each mismatch, as `verify --acknowledge` does."""
    found = verify_ledger(read_ledger(path)).mismatches
    drafts = [
        Draft("acknowledgement", {"record": s.link.id, "expected": s.stored, "found": s.computed, "why": "meant"})
        for s in found
    ]
    Ledger(path).append(drafts, by=BY, at=NOW)


def test_an_acknowledged_edit_settles_and_a_further_edit_is_noticed_again(case: Path) -> None:
    case.write_text(case.read_text().replace("marker 2", "marker X"))
    acknowledge(case)
    verdict = verify_ledger(read_ledger(case))
    assert verdict.problems == verdict.mismatches == ()
    assert verdict.acknowledged == ("ev-001",)
    case.write_text(case.read_text().replace("marker X", "marker Y"))
    verdict = verify_ledger(read_ledger(case))
    assert [s.link.id for s in verdict.mismatches] == ["ev-001"]
    assert verdict.acknowledged == ()
    acknowledge(case)
    assert verify_ledger(read_ledger(case)).problems == ()
    case.write_text(case.read_text().replace("marker Y", "marker 2"))
    assert verify_ledger(read_ledger(case)).problems == ()  # as it was recorded


def test_an_acknowledgement_of_one_record_settles_no_other(case: Path) -> None:
    case.write_text(case.read_text().replace("marker 2", "marker X"))
    acknowledge(case)
    case.write_text(case.read_text().replace("marker 4", "marker X"))
    assert [s.link.id for s in verify_ledger(read_ledger(case)).mismatches] == ["e-002"]


def test_an_acknowledgement_written_by_hand_counts_only_once_it_is_covered(case: Path) -> None:
    case.write_text(case.read_text().replace("marker 2", "marker X"))
    (state,) = verify_ledger(read_ledger(case)).mismatches
    by_hand = '[[acknowledgement]]\nid = "ak-9"\nrecord = "ev-001"\n'
    by_hand += f'expected = "{state.stored}"\nfound = "{state.computed}"\n'
    case.write_text(case.read_text() + by_hand)
    assert [p.code for p in verify_ledger(read_ledger(case)).problems] == ["chain-broken", "not-yet-covered"]
    Ledger(case).append([Draft("event", {"what": "covers it"})], by=BY, at=NOW)
    verdict = verify_ledger(read_ledger(case))
    assert verdict.problems == ()
    assert verdict.acknowledged == ("ev-001",)


def test_a_changed_acknowledgement_settles_nothing(case: Path) -> None:
    case.write_text(case.read_text().replace("marker 2", "marker X"))
    acknowledge(case)
    case.write_text(case.read_text().replace('why = "meant"', 'why = "something else"'))
    assert [s.link.id for s in verify_ledger(read_ledger(case)).mismatches] == ["ev-001", "ak-001"]


@pytest.mark.parametrize("kind", ["acknowledgement", "erasure"])
def test_a_malformed_record_of_the_ledgers_own_is_no_crash(case: Path, kind: str) -> None:
    text = case.read_text() + f'\n[[{kind}]]\nid = ["x"]\nrecord = ["x"]\nexpected = 1\ndigest = 2026-03-04\n'
    case.write_text(text + '\n[[erased]]\nid = ["x"]\nkind = 1\ndigest = [1]\n')
    Ledger(case).append([Draft("event", {"what": "later"})], by=BY, at=NOW)
    problems: tuple[Problem, ...] = verify_ledger(read_ledger(case)).problems
    assert [problem.code for problem in problems] == ["erased-without-authority"]
