"""Lawful erasure: nothing of the content stays, everything else does, and it shows."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sjtool.errors import SjtoolError
from sjtool.problem import Problem
from sjtool.store import erase as erase_module
from sjtool.store.append import Draft, Ledger, create_case
from sjtool.store.erase import erase_record
from sjtool.store.ledger import parse_ledger, read_ledger
from sjtool.store.read import read_case
from sjtool.store.verify import holds_head, verify_ledger

NOW = datetime(2026, 3, 4, 14, 12, 9, tzinfo=UTC)
BY = "pc-4412"
SECRET = "Zanzibar"  # noqa: S105 - a word of the case
WORDS = (
    f'She said "{SECRET}".\n# {SECRET}, a line that begins like a comment\n\n'
    f"# and {SECRET} after an empty line\n[[event]]\n{SECRET}"
)


def erase(path: Path, record: str) -> str:
    """Erase, on an authority."""
    return erase_record(Ledger(path), record, "DP-2026-014", by=BY, at=NOW)


@pytest.fixture
def case(make_case: Callable[..., Path]) -> Path:
    """A case with the secret in one record of six, `ev-003`."""
    plain = [Draft("event", {"what": f"visit {n}"}) for n in range(1, 3)]
    after = [
        Draft("event", {"what": "later"}),
        Draft("evidence", {"title": "letter"}),
        Draft("narrative", {"text": "text"}),
    ]
    return make_case(drafts=[*plain, Draft("event", {"what": WORDS, "touches": [SECRET]}), *after])


def test_nothing_of_the_content_stays_and_everything_else_does(case: Path) -> None:
    old = read_ledger(case)
    (link,) = [link for link in old.links if link.id == "ev-003"]
    digest = erase(case, "ev-003")
    raw = case.read_bytes()
    assert SECRET.encode() not in raw
    assert link.table["salt"].encode() not in raw
    new = read_ledger(case)
    assert new.header == old.header
    assert [x.id for x in new.links] == [*(x.id for x in old.links), "er-001"]
    for before, after in zip(old.links, new.links, strict=False):
        if before.id != "ev-003":
            assert (after.kind, after.table) == (before.kind, before.table)
    erased = new.links[link.number]
    assert erased.kind == "erased"
    assert erased.table == {"id": "ev-003", "kind": "event", "digest": digest, "chain": link.table["chain"]}
    told = new.links[-1].table
    assert {key: told[key] for key in ("record", "kind", "digest", "authority", "by", "at")} == {
        "record": "ev-003",
        "kind": "event",
        "digest": digest,
        "authority": "DP-2026-014",
        "by": BY,
        "at": NOW,
    }


def test_the_chain_holds_and_says_what_was_erased(case: Path) -> None:
    head = Ledger(case).head
    erase(case, "ev-003")
    verdict = verify_ledger(read_ledger(case))
    assert verdict.problems == ()
    assert verdict.erased == ("ev-003",)
    assert holds_head(read_ledger(case), head) == 1
    assert read_case(case)[1] == []


@pytest.mark.parametrize("record", ["pc-4412", "subject", "ev-001", "e-001", "n-001"])
def test_any_record_may_be_erased_the_first_and_the_last_too(case: Path, record: str) -> None:
    ids = [link.id for link in read_ledger(case).links]
    erase(case, record)
    verdict = verify_ledger(read_ledger(case))
    assert verdict.problems == ()
    assert verdict.erased == (record,)
    assert [link.id for link in read_ledger(case).links] == [*ids, "er-001"]


def test_every_record_of_a_case_may_be_erased_one_after_the_other(case: Path) -> None:
    ledger = Ledger(case)
    ids = [link.id for link in read_ledger(case).links]
    for record in ids:
        erase_record(ledger, record, "DP-1", by=BY, at=NOW)
    ledger.append([Draft("event", {"what": "after"})], by=BY, at=NOW)
    verdict = verify_ledger(read_ledger(case))
    assert verdict.problems == ()
    assert verdict.erased == tuple(ids)
    assert verdict.records == 2 * len(ids) + 1


def test_a_ledger_goes_on_appending_after_it_erased(case: Path) -> None:
    ledger = Ledger(case)
    erase_record(ledger, "ev-003", "DP-1", by=BY, at=NOW)
    assert ledger.head == Ledger(case).head
    assert ledger.append([Draft("event", {"what": "next"})], by=BY, at=NOW)[0].id == "ev-005"
    assert verify_ledger(read_ledger(case)).problems == ()


def test_what_others_appended_meanwhile_stays(case: Path) -> None:
    ledger = Ledger(case)
    Ledger(case).append([Draft("event", {"what": "theirs"})], by=BY, at=NOW)
    erase_record(ledger, "ev-003", "DP-1", by=BY, at=NOW)
    assert "theirs" in case.read_text()
    assert verify_ledger(read_ledger(case)).problems == ()


def test_a_record_written_by_hand_may_be_erased(case: Path) -> None:
    case.write_text(case.read_text() + f'\n[[event]]\nid = "hand"\nwhat = "{SECRET} by hand"', encoding="utf-8")
    erase(case, "hand")
    assert b"by hand" not in case.read_bytes()
    verdict = verify_ledger(read_ledger(case))
    assert verdict.problems == ()
    assert verdict.erased == ("hand",)
    assert "chain" not in read_ledger(case).links[-2].table


def test_comments_of_the_record_go_and_those_around_it_stay(case: Path) -> None:
    ledger = read_ledger(case)
    text, headers = ledger.outline.text, ledger.outline.headers
    start, end = headers[6].start, headers[7].start
    block = text[start:end].rstrip()
    block = block.replace("[[event]]", f"[[event]]  # {SECRET} 1", 1).replace("\nid =", f"\n# {SECRET} 2\nid =", 1)
    around = (
        "# stays: above\n"
        + block
        + f"  # {SECRET} 3\n# {SECRET} 4, right below\n\n# stays: below\n\n# stays: further below\n\n"
    )
    case.write_text(text[:start] + around + text[end:], encoding="utf-8")
    assert verify_ledger(read_ledger(case)).problems == ()
    erase(case, "ev-003")
    raw = case.read_text(encoding="utf-8")
    assert SECRET not in raw
    assert re.findall("# stays: [a-z ]+", raw) == ["# stays: above", "# stays: below", "# stays: further below"]
    assert verify_ledger(read_ledger(case)).problems == ()


PIECES = st.sampled_from(
    ["#", "\n", "\n\n", "# x", '"', '"""', "'", "'''", "\\", "[[event]]", "id = 1", " ", "= ", "\r", "\t"]
)


@given(pieces=st.lists(PIECES, max_size=12), also=st.lists(PIECES, max_size=6))
def test_no_word_survives_however_it_looks(tmp_path: Path, pieces: list[str], also: list[str]) -> None:
    path = tmp_path / f"c{len(list(tmp_path.iterdir()))}.toml"
    create_case(path, {"format": 1, "case": "x"})
    words = SECRET + "".join(f"{piece}{SECRET}" for piece in pieces)
    other = "other words" + "".join(also)
    drafts = [Draft("event", {"what": other}), Draft("event", {"what": words}), Draft("event", {"what": other})]
    Ledger(path).append(drafts, by=BY, at=NOW)
    erase(path, "ev-002")
    assert SECRET not in path.read_text(encoding="utf-8")
    case, problems = read_case(path)
    assert problems == []
    kept = [getattr(entry.record, "what", None) for entry in case]
    assert kept == [kept[0], None, kept[0], None]
    assert verify_ledger(read_ledger(path)).problems == ()


# refused


@pytest.mark.parametrize(
    ("record", "code"),
    [
        ("nobody", "unknown-id"),
        ("ak-001", "not-erasable"),
        ("ev-001", "not-erasable"),
        ("er-001", "not-erasable"),
        ("t-001", "not-erasable"),
    ],
)
def test_what_shows_that_the_rest_was_not_changed_cannot_be_erased(
    case: Path, problem_of: Callable[..., Problem], record: str, code: str
) -> None:
    hex32 = "0a" * 16
    acknowledged = {"record": "ev-002", "expected": hex32, "found": hex32, "why": "x"}
    Ledger(case).append([Draft("acknowledgement", acknowledged), Draft("template", {"ref": "a@1"})], by=BY, at=NOW)
    erase(case, "ev-001")
    before = case.read_bytes()
    problem = problem_of(erase, case, record)
    assert problem.code == code
    assert case.read_bytes() == before
    if record != "nobody":
        assert problem.place.line == next(x.line for x in read_ledger(case).links if x.id == record)


def test_a_record_that_was_changed_cannot_be_erased_before_that_is_acknowledged(
    case: Path, problem_of: Callable[..., Problem]
) -> None:
    case.write_text(
        case.read_text(encoding="utf-8")
        .replace(f'She said \\"{SECRET}', f'She says \\"{SECRET}')
        .replace("She said", "She says"),
        encoding="utf-8",
    )
    (state,) = verify_ledger(read_ledger(case)).mismatches
    assert state.link.id == "ev-003"
    before = case.read_bytes()
    problem = problem_of(erase, case, "ev-003")
    assert (problem.code, problem.place.line) == ("chain-broken", state.link.line)
    assert case.read_bytes() == before
    why = {"record": "ev-003", "expected": state.stored, "found": state.computed, "why": "meant"}
    Ledger(case).append([Draft("acknowledgement", why)], by=BY, at=NOW)
    erase(case, "ev-003")
    assert SECRET.encode() not in case.read_bytes()
    verdict = verify_ledger(read_ledger(case))
    assert verdict.problems == ()
    assert (verdict.acknowledged, verdict.erased) == (("ev-003",), ("ev-003",))


def test_an_id_that_stands_twice_is_not_erased_in_one_place(case: Path, problem_of: Callable[..., Problem]) -> None:
    case.write_text(
        case.read_text(encoding="utf-8") + f'\n[[event]]\nid = "ev-003"\nwhat = "{SECRET}"\n', encoding="utf-8"
    )
    before = case.read_bytes()
    problem = problem_of(erase, case, "ev-003")
    assert (problem.code, problem.place.line) == ("id-reused", read_ledger(case).links[-1].line)
    assert case.read_bytes() == before


@pytest.mark.parametrize(("authority", "by"), [("", BY), ("DP-1", "not an id"), ("\ud800", BY)])
def test_an_erasure_that_would_not_be_read_again_is_refused(case: Path, authority: str, by: str) -> None:
    before = case.read_bytes()
    ledger = Ledger(case)
    with pytest.raises(SjtoolError):
        erase_record(ledger, "ev-003", authority, by=by, at=NOW)
    assert case.read_bytes() == before
    ledger.append([Draft("event", {"what": "goes on"})], by=BY, at=NOW)


def test_where_the_disk_refuses_the_ledger_is_as_it_was_and_goes_on(
    case: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_args: object, **_more: object) -> None:
        raise SjtoolError([])

    before = case.read_bytes()
    ledger = Ledger(case)
    monkeypatch.setattr(erase_module, "write_durably", refuse)
    with pytest.raises(SjtoolError):
        erase_record(ledger, "ev-003", "DP-1", by=BY, at=NOW)
    assert case.read_bytes() == before
    ledger.append([Draft("event", {"what": "goes on"})], by=BY, at=NOW)
    assert verify_ledger(read_ledger(case)).problems == ()


# a record that only looks erased


def look_erased(path: Path, record: str, more: str = "") -> int:
    """Put an erased table in place of a record by hand, its digest kept; gives the line."""
    ledger = read_ledger(path)
    (state,) = [state for state in ledger.walk_chain() if state.link.id == record]
    headers, text = ledger.outline.headers, ledger.outline.text
    start, end = headers[state.link.number].start, headers[state.link.number + 1].start
    table = f'[[erased]]\nid = "{record}"\nkind = "{state.link.kind}"\ndigest = "{state.digest}"\n'
    table += f'chain = "{state.stored}"\n{more}\n'
    path.write_text(text[:start] + table + text[end:], encoding="utf-8")
    return state.link.line


def test_a_record_that_is_erased_without_an_erasure_is_noticed(case: Path) -> None:
    line = look_erased(case, "ev-003")
    (problem,) = verify_ledger(read_ledger(case)).problems
    assert (problem.code, problem.place.line) == ("erased-without-authority", line)
    assert '"ev-003"' in problem.what


def test_an_erasure_of_another_record_answers_for_nothing(case: Path) -> None:
    erase(case, "ev-001")
    look_erased(case, "ev-003")
    assert [p.code for p in verify_ledger(read_ledger(case)).problems] == ["erased-without-authority"]


def test_an_erasure_written_by_hand_counts_only_once_it_is_covered(case: Path) -> None:
    digest = next(s.digest for s in read_ledger(case).walk_chain() if s.link.id == "ev-003")
    look_erased(case, "ev-003")
    told = f'[[erasure]]\nid = "er-1"\nrecord = "ev-003"\nkind = "event"\ndigest = "{digest}"\nauthority = "x"\n'
    case.write_text(case.read_text() + told)
    assert [p.code for p in verify_ledger(read_ledger(case)).problems] == [
        "erased-without-authority",
        "not-yet-covered",
    ]


@pytest.mark.parametrize(("old", "new"), [('kind = "event"', 'kind = "narrative"'), ('id = "ev-003"', 'id = "ev-009"')])
def test_an_erased_record_that_was_changed_is_noticed(case: Path, old: str, new: str) -> None:
    erase(case, "ev-003")
    start, text = read_ledger(case).links[6].line, case.read_text()
    lines = text.split("\n")
    block = "\n".join(lines[start - 1 : start + 4])
    case.write_text(text.replace(block, block.replace(old, new)))
    assert "erased-without-authority" in [p.code for p in verify_ledger(read_ledger(case)).problems]


@pytest.mark.parametrize("more", ['supersedes = "ev-001"\nreason = "x"', 'salt = "0011223344556677"', f'by = "{BY}"'])
def test_a_key_slipped_into_an_erased_record_is_noticed(case: Path, more: str) -> None:
    # The digest that stays does not cover it, and a `supersedes` would make another record vanish from every print.
    erase(case, "ev-003")
    case.write_text(case.read_text().replace("[[erased]]\n", f"[[erased]]\n{more}\n"))
    (problem,) = verify_ledger(read_ledger(case)).problems
    assert (problem.code, problem.place.line) == ("erased-changed", read_ledger(case).links[6].line)


@pytest.mark.parametrize("digest", ['"00"', '"' + "g" * 64 + '"', "12"])
def test_a_digest_that_is_none_does_not_hold_the_chain(digest: str) -> None:
    raw = f'format = 1\ncase = "x"\n[[erased]]\nid = "a"\nkind = "event"\ndigest = {digest}\nchain = "{"0" * 32}"\n'
    verdict = verify_ledger(parse_ledger(raw.encode(), "x.toml"))
    assert {p.code for p in verdict.problems} == {"chain-broken", "erased-without-authority"}
