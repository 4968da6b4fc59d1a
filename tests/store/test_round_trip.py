"""What is typed comes back the same from the file, from JSON and on a terminal, whatever it is."""

from __future__ import annotations

import itertools
import json
import re
import unicodedata
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sjtool.errors import SjtoolError
from sjtool.model.kinds import KINDS
from sjtool.model.manual_key import Shape, read_shapes
from sjtool.model.record import Record
from sjtool.problem import Problem
from sjtool.report.show_json import plain_record
from sjtool.store.append import Draft, Ledger, create_case
from sjtool.store.read import read_case
from sjtool.store.verify import verify_ledger
from sjtool.text import cell_width, show_safely, wrap_text

NOW = datetime(2026, 3, 4, 14, 12, 9, tzinfo=UTC)
BIDI = set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
AWKWARD = (
    '"', '"""', "'", "'''", '""""""', "[", "]", "[/]", "[bold]", "[[response]]\n", "{}", "\\", "\\n", "\\u0041", "#",
    "# x\n", "=", 'id = "x"\n', "\n", "\n\n", "\r", "\r\n", "\r\r\n", "\t", " ", "  ", "\x00", "\x07", "\x1b[2J",
    "\x1b]0;x\x07", "\x7f", "\x85", "\x9b31m", "\u2028", "\u2029", "\u202e", "\u2066", "\u200f", "\ufeff", "\xa0",
    "שלום", "مرحبا", "e\u0301", "👍🏽", "👨\u200d👩\u200d👧", "❤\ufe0f", "漢字", "\U0010ffff", "said",
    "mother", "x" * 70,
)  # fmt: skip
LETTERS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
WORDS = st.lists(st.sampled_from(AWKWARD) | LETTERS, min_size=1, max_size=12).map("".join).filter(bool)
NASTY = "".join(AWKWARD)
HUGE = (NASTY * (100_000 // len(NASTY.encode()) + 1)).encode()[:100_000].decode(errors="ignore")
IDS = st.from_regex(r"\A[A-Za-z0-9][A-Za-z0-9._-]{0,79}\Z")
_FOLDERS = itertools.count()
APPENDED = tuple(kind for kind in KINDS if kind != "erased")
"""Every kind but the one that only an erasure writes, in another record's place (test_erase.py)."""


def as_kept(value: Any) -> Any:
    """The rule for text: Windows line ends become line ends; nothing else changes. Lists come back as tuples."""
    if isinstance(value, list):
        return tuple(as_kept(part) for part in value)
    while isinstance(value, str) and "\r\n" in value:
        value = value.replace("\r\n", "\n")
    return value


@st.composite
def dates(draw: st.DrawFn) -> str:
    """A date as far as it is known."""
    return draw(st.dates()).isoformat()[: draw(st.sampled_from([4, 7, 10]))]


FLOATS = st.floats(allow_nan=False, allow_infinity=False)
BY_SHAPE: dict[str, st.SearchStrategy[Any]] = {
    "words": WORDS,
    "texts": st.lists(WORDS, min_size=1, max_size=5),
    "id": IDS,
    "ids": st.lists(IDS, min_size=1, max_size=12),
    "ids_or_none": st.just("none") | st.lists(IDS, min_size=1, max_size=3),
    "date": dates(),
    "moment": st.datetimes(
        timezones=st.sampled_from([UTC, timezone(timedelta(hours=1)), timezone(timedelta(minutes=-90))])
    ),
    "yes_no": st.booleans(),
    "whole": st.integers(-(2**63), 2**63 - 1),
    "number": FLOATS,
    "numbers": st.lists(FLOATS, min_size=1, max_size=3),
    "hex32": st.from_regex(r"\A[0-9a-f]{32}\Z"),
    "hex64": st.from_regex(r"\A[0-9a-f]{64}\Z"),
    "grade": st.from_regex(r"\A[1-3][A-E][PC]\Z"),
    "value": st.booleans() | st.integers(-(10**15), 10**15) | FLOATS | WORDS | st.lists(WORDS, min_size=1, max_size=4),
}


def values_of(shape: Shape) -> st.SearchStrategy[Any]:
    """Values that a key of this shape may hold."""
    if shape.kind == "choice":
        return st.sampled_from(shape.options)
    if shape.kind == "choices":
        return st.lists(st.sampled_from(shape.options), min_size=1, max_size=4)
    return BY_SHAPE[shape.kind]


@st.composite
def drafts(draw: st.DrawFn, kinds: tuple[str, ...] = APPENDED) -> Draft:
    """A record of any kind, with any of its keys."""
    kind = draw(st.sampled_from(kinds))
    shapes = read_shapes(KINDS[kind])
    names = draw(st.lists(st.sampled_from([*shapes]), unique=True))
    keys = {name: draw(values_of(shapes[name])) for name in names}
    if draw(st.booleans()):
        keys |= {"supersedes": draw(IDS), "reason": draw(WORDS)}
    return Draft(kind, keys)


def fresh_case(folder: Path) -> Ledger:
    """An empty case of its own for each example."""
    path = folder / f"case-{next(_FOLDERS)}.toml"
    create_case(path, {"format": 1, "case": "harbour"})
    return Ledger(path)


def named(drafts_: list[Draft]) -> list[Draft]:
    """The same drafts, with an id where the kind has no prefix of its own."""
    return [d if KINDS[d.kind].prefix else Draft(d.kind, {"id": f"own-{n}", **d.keys}) for n, d in enumerate(drafts_)]


def content(record: Record) -> dict[str, Any]:
    """What a record says, its place in the chain apart."""
    return record.model_dump(by_alias=True, exclude={"salt", "chain"})


def assert_kept(path: Path, drafts_: list[Draft], returned: list[Record]) -> None:
    """Every record stands in the file as it was given, in the order it was given, under a chain that holds."""
    case, problems = read_case(path)
    assert problems == []
    assert [entry.kind for entry in case] == [draft.kind for draft in drafts_]
    for entry, draft, record in zip(case, drafts_, returned, strict=True):
        assert content(entry.record) == content(record)
        for key, value in draft.keys.items():
            assert content(entry.record)[key] == as_kept(value), key
    verdict = verify_ledger(Ledger(path).file)
    assert verdict.problems == ()
    assert verdict.records == len(drafts_)


@given(drafts_=st.lists(drafts(), min_size=1, max_size=6).map(named))
def test_a_record_of_any_kind_comes_back_as_it_was_given(tmp_path: Path, drafts_: list[Draft]) -> None:
    ledger = fresh_case(tmp_path)
    assert_kept(ledger.path, drafts_, ledger.append(drafts_, by="pc-4412", at=NOW))


@pytest.mark.parametrize("kind", APPENDED)
def test_every_kind_comes_back_with_all_its_keys(tmp_path: Path, kind: str) -> None:
    awkward = {"words": NASTY, "texts": [NASTY, "a; b"], "value": NASTY, "id": "x-1", "ids": ["e-001", "e-002"]}
    plain = {"ids_or_none": ["o-001"], "date": "2026-02-28", "moment": NOW, "yes_no": True, "whole": 12, "number": 12.5}
    marks = {"numbers": [0.5, 7.25], "hex32": "0f" * 16, "hex64": "0f" * 32, "grade": "2BC"}
    samples: dict[str, Any] = awkward | plain | marks
    shapes = read_shapes(KINDS[kind])
    keys = {
        name: list(shape.options)
        if shape.kind == "choices"
        else shape.options[-1]
        if shape.options
        else samples[shape.kind]
        for name, shape in shapes.items()
    }
    ledger = fresh_case(tmp_path)
    whole = named([Draft(kind, {**keys, "supersedes": "old-1", "reason": NASTY})])
    assert_kept(ledger.path, whole, ledger.append(whole, by="pc-4412", at=NOW))


@given(batches=st.lists(st.lists(drafts(("response", "rating", "event", "officer")), max_size=4), max_size=5))
def test_records_of_several_kinds_keep_the_order_they_were_made_in(tmp_path: Path, batches: list[list[Draft]]) -> None:
    ledger = fresh_case(tmp_path)
    every = named([draft for batch in batches for draft in batch])
    rest = iter(every)
    records = []
    for batch in batches:
        records += ledger.append([next(rest) for _ in batch], by="pc-4412", at=NOW)
    assert_kept(ledger.path, every, records)


@given(text=WORDS)
@example(text=NASTY)
@example(text=HUGE)
@example(text="\r\n")
@example(text="\\\r\n")
@example(text='"""\\')
@example(text="'" * 9)
def test_any_text_comes_back_from_the_file_and_from_json(tmp_path: Path, text: str) -> None:
    ledger = fresh_case(tmp_path)
    ledger.append([Draft("response", {"note": text, "value": [text, "b"]})], by="pc-4412", at=NOW)
    case, problems = read_case(ledger.path)
    assert problems == []
    record = case.find("r-0001")
    assert record is not None
    assert content(record)["note"] == as_kept(text)
    assert content(record)["value"] == (as_kept(text), "b")
    for ascii_only in (True, False):
        back = json.loads(json.dumps(plain_record(record, hidden=False), ensure_ascii=ascii_only))
        assert back["note"] == as_kept(text)
        assert back["value"] == [as_kept(text), "b"]


@given(text=WORDS, width=st.sampled_from([60, 80, 120]), lead=st.sampled_from(["", "  ", "  note: "]))
@example(text=NASTY, width=60, lead="")
@example(text=HUGE, width=60, lead="    ")
@example(text="❤\ufe0f" * 50, width=60, lead="")
@example(text="👨\u200d👩\u200d👧" * 50, width=60, lead="")
def test_any_text_is_whole_on_a_terminal_and_cannot_act_on_it(text: str, width: int, lead: str) -> None:
    indent = " " * len(lead)
    lines = wrap_text(as_kept(text), width, indent, lead)
    shown = show_safely(as_kept(text))
    assert all(cell_width(line) <= width for line in lines)
    assert "".join("".join(lines)[len(lead) :].split()) == "".join(shown.split())
    rest = iter(lines)
    line = next(rest)
    for word in re.split("[ \t\n]+", shown):
        if cell_width(word) > width - len(lead):
            continue
        while word.strip() not in line:
            line = next(rest, "\n")
            assert line != "\n", f"the word {word!a} is not whole on any line"
    for character in "".join(lines):
        assert unicodedata.category(character) not in {"Cc", "Zl", "Zp", "Cs"}
        assert character not in BIDI


def test_an_officers_words_come_back_from_the_commands_too(
    make_case: Callable[..., Path], run: Callable[..., Any]
) -> None:
    path = make_case(drafts=[Draft("event", {"kind": "visit", "held_on": "2026-03-03", "what": NASTY})])
    told = json.loads(run("show", path, "--json").stdout)
    assert told["records"][-1]["what"] == as_kept(NASTY)
    shown = run("show", path, "ev-001").stdout
    assert not {c for c in shown if unicodedata.category(c) in {"Cc", "Zl", "Zp"}} - {"\n"}
    assert not set(shown) & BIDI


@pytest.mark.parametrize("text", ["\ud800", "a\udc80b", "\udfff\ud800"])
def test_half_a_letter_is_refused_and_nothing_is_written(
    tmp_path: Path, problem_of: Callable[..., Problem], text: str
) -> None:
    ledger = fresh_case(tmp_path)
    before = ledger.path.read_bytes()
    for keys in ({"note": text}, {"value": ["a", text]}):
        sound, broken = Draft("response", {"note": "sound"}), Draft("response", keys)
        problem = problem_of(ledger.append, [sound, broken], by="pc-4412", at=NOW)
        assert problem.code == "text-not-storable"
    problem = problem_of(create_case, tmp_path / "other.toml", {"format": 1, "case": "x", "marking": text})
    assert problem.code == "text-not-storable"
    assert ledger.path.read_bytes() == before
    assert not (tmp_path / "other.toml").exists()


def test_what_would_come_back_changed_is_refused_and_nothing_is_written(tmp_path: Path) -> None:
    ledger = fresh_case(tmp_path)
    before = ledger.path.read_bytes()
    for value in (float("nan"), NOW.replace(tzinfo=timezone(timedelta(seconds=61)))):
        key = "percentage" if isinstance(value, float) else "at"
        with pytest.raises(SjtoolError):
            ledger.append([Draft("tool_result", {key: value})], by="pc-4412", at=NOW)
    assert ledger.path.read_bytes() == before


COMMENTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=30)


@given(
    edits=st.lists(COMMENTS | WORDS.map(lambda text: f"\n{text}"), min_size=1, max_size=5),
    crlf=st.booleans(),
    bom=st.booleans(),
)
def test_comments_and_edits_by_hand_stay_byte_for_byte(tmp_path: Path, edits: list[str], crlf: bool, bom: bool) -> None:
    ledger = fresh_case(tmp_path)
    ledger.append([Draft("response", {"note": "first"})], by="pc-4412", at=NOW)
    text = ledger.path.read_text(encoding="utf-8")
    for number, edit in enumerate(edits):
        # either a comment, or a record written by hand, its words in JSON's escapes, which are TOML's too
        block = (
            f'[[narrative]]\nid = "hand-{number}"\ntext = {json.dumps(edit, ensure_ascii=False)}  # by hand\n'
            if "\n" in edit
            else f"# {edit}\n"
        )
        text += block.replace("\x7f", "\\u007f")
    raw = (b"\xef\xbb\xbf" if bom else b"") + (text.replace("\n", "\r\n") if crlf else text).rstrip("\r\n").encode()
    ledger.path.write_bytes(raw)
    by_hand = [e.record.id for e in read_case(ledger.path)[0]]
    Ledger(ledger.path).append([Draft("response", {"note": "second"})], by="pc-4412", at=NOW)
    assert ledger.path.read_bytes().startswith(raw)
    case, problems = read_case(ledger.path)
    assert problems == []
    assert [entry.record.id for entry in case] == [*by_hand, "r-0002"]
    assert verify_ledger(Ledger(ledger.path).file).problems == ()
