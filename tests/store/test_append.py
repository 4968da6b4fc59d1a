"""Appending: ids, the prefix rule, two writers at once, limits; whatever happens, what was there stays."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock

from sjtool.errors import SjtoolError
from sjtool.model.kinds import KINDS, VICTIM_KINDS, number_width
from sjtool.problem import Problem
from sjtool.store import append as append_module
from sjtool.store.append import Draft, Later, Ledger, create_case, repoint
from sjtool.store.durable import lock_path
from sjtool.store.erase import erase_record
from sjtool.store.kept import keep_drafts
from sjtool.store.ledger import read_ledger
from sjtool.store.read import read_case
from sjtool.store.verify import verify_ledger

NOW = datetime(2026, 3, 4, 14, 12, 9, tzinfo=UTC)
BY = "pc-4412"


def ids_of(path: Path) -> list[str]:
    """Ids in file order."""
    return [link.id for link in read_ledger(path).links]


@pytest.fixture
def case(make_case: Callable[..., Path]) -> Path:
    """A case as it begins."""
    return make_case()


# what is written


def test_a_record_says_who_made_it_and_when(case: Path) -> None:
    (record,) = Ledger(case).append([Draft("event", {"what": "visit"})], by=BY, at=NOW)
    assert (record.id, record.by, record.at) == ("ev-001", BY, NOW)
    last = read_ledger(case).links[-1].table
    assert [*last] == ["id", "what", "at", "by", "salt", "chain"]
    assert re.fullmatch("[0-9a-f]{16}", last["salt"])
    assert last["chain"] == Ledger(case).head


def test_a_salt_or_chain_that_was_typed_is_not_believed(case: Path) -> None:
    Ledger(case).append([Draft("event", {"what": "x", "salt": "0" * 16, "chain": "0" * 32})], by=BY, at=NOW)
    assert verify_ledger(read_ledger(case)).problems == ()


def test_keys_without_a_value_are_left_out(case: Path) -> None:
    Ledger(case).append([Draft("event", {"what": "x", "kind": None, "touches": [], "reason": None})], by=BY, at=NOW)
    assert not {"kind", "touches", "reason"} & read_ledger(case).links[-1].table.keys()


def test_no_drafts_write_nothing(case: Path) -> None:
    before = case.read_bytes()
    assert Ledger(case).append([], by=BY, at=NOW) == []
    assert case.read_bytes() == before


def test_a_file_that_does_not_end_its_last_line_is_carried_on_below_it(tmp_path: Path) -> None:
    path = tmp_path / "x.toml"
    path.write_bytes(b'format = 1\ncase = "x"\n[[event]]\nid = "hand"\nwhat = "x"')
    Ledger(path).append([Draft("event", {"what": "y"})], by=BY, at=NOW)
    assert ids_of(path) == ["hand", "ev-001"]


@pytest.mark.parametrize("kind", [kind for kind, model in KINDS.items() if model.prefix])
def test_a_new_id_is_one_more_than_the_highest_with_its_prefix(case: Path, kind: str) -> None:
    ledger = Ledger(case)
    prefix, width = KINDS[kind].prefix, number_width(kind)
    first, *_rest, last = ledger.append([Draft(kind), Draft(kind, {"id": f"{prefix}-41"}), Draft(kind)], by=BY, at=NOW)
    begins = 2 if kind == "assessment" else 1  # the case has one already
    assert first.id == f"{prefix}-{begins:0{width}d}"
    assert last.id == f"{prefix}-{42:0{width}d}"
    assert (
        Ledger(case).append([Draft(kind, {"id": f"{prefix}-99999"}), Draft(kind)], by=BY, at=NOW)[1].id
        == f"{prefix}-100000"
    )


def test_an_id_is_not_taken_again_after_erasure_or_correction(case: Path) -> None:
    ledger = Ledger(case)
    ledger.append([Draft("event", {"what": "one"}), Draft("event", {"what": "two"})], by=BY, at=NOW)
    ledger.append([Draft("event", {"what": "2", "supersedes": "ev-002", "reason": "slip"})], by=BY, at=NOW)
    erase_record(ledger, "ev-002", "DP-1", by=BY, at=NOW)
    erase_record(ledger, "ev-003", "DP-1", by=BY, at=NOW)
    assert [r.id for r in ledger.append([Draft("event"), Draft("erasure")], by=BY, at=NOW)] == ["ev-004", "er-003"]
    assert [r.id for r in Ledger(case).append([Draft("event")], by=BY, at=NOW)] == ["ev-005"]


def test_an_id_by_hand_with_five_thousand_digits_stops_nobody(case: Path) -> None:
    case.write_text(case.read_text() + f'[[event]]\nid = "ev-{"9" * 5000}"\n')
    assert Ledger(case).append([Draft("event")], by=BY, at=NOW)[0].id == "ev-001"


def test_an_id_that_is_taken_is_refused(case: Path, problem_of: Callable[..., Problem]) -> None:
    ledger = Ledger(case)
    before = case.read_bytes()
    for drafts in ([Draft("person", {"id": "partner"})], [Draft("person", {"id": "x"}), Draft("officer", {"id": "x"})]):
        assert problem_of(ledger.append, drafts, by=BY, at=NOW).code == "id-reused"
    assert case.read_bytes() == before


def test_people_and_officers_need_an_id_of_their_own(case: Path, problem_of: Callable[..., Problem]) -> None:
    for kind in ("person", "officer"):
        problem = problem_of(Ledger(case).append, [Draft(kind, {"label": "x"})], by=BY, at=NOW)
        assert problem.code == "id-missing"
        assert kind in problem.what


@pytest.mark.parametrize(
    ("draft", "code", "word"),
    [
        (Draft("event", {"what": ""}), "value-wrong-kind", "what"),
        (Draft("event", {"held_on": "yesterday"}), "value-wrong-kind", "held_on"),
        (Draft("event", {"waht": "x"}), "unknown-key", "waht"),
        (Draft("person", {"id": ["x"]}), "value-wrong-kind", "id"),
        (Draft("person", {"id": "Mr H"}), "value-wrong-kind", "id"),
        (Draft("event", {"at": "today"}), "value-wrong-kind", "at"),
        (Draft("nonsense", {"id": "x"}), "unknown-kind", "kind"),
        (Draft("nonsense", {}), "id-missing", "nonsense"),
        (Draft("victim", {"id": "v-1"}), "unknown-kind", "kind"),
    ],
)
def test_a_record_that_would_not_be_read_again_is_refused(
    case: Path, problem_of: Callable[..., Problem], draft: Draft, code: str, word: str
) -> None:
    before = case.read_bytes()
    problem = problem_of(Ledger(case).append, [Draft("event", {"what": "sound"}), draft], by=BY, at=NOW)
    assert problem.code == code
    assert word in problem.what
    assert case.read_bytes() == before


def test_the_victims_kinds_belong_to_the_victims_file(tmp_path: Path, problem_of: Callable[..., Problem]) -> None:
    path = tmp_path / "x.victims.toml"
    create_case(path, {"format": 1, "case": "x"})
    ledger = Ledger(path, VICTIM_KINDS)
    assert ledger.append([Draft("victim", {"person": "victim-1"})], by=BY, at=NOW)[0].id == "v-001"
    assert problem_of(ledger.append, [Draft("response", {"id": "r-1"})], by=BY, at=NOW).code == "unknown-kind"


# pointers between drafts of one append


def test_drafts_point_at_each_other_before_they_have_ids(case: Path) -> None:
    drafts = [
        Draft("evidence", {"title": "letter"}),
        Draft("response", {"note": "x", "evidence": [Later(0), "e-009"]}),
        Draft("reading", {"responses": (Later(1),), "item": Later(77)}),
    ]
    records: list[Any] = Ledger(case).append(drafts, by=BY, at=NOW)
    assert records[1].evidence == ("e-001", "e-009")
    assert records[2].responses == ("r-0001",)
    assert records[2].item == "+77"  # a pointer at nothing stays the words it was typed as


def test_pointers_follow_drafts_that_have_moved() -> None:
    draft = Draft(
        "override", {"judgement": Later(3), "evidence": [Later(1), "e-9"], "rationale": "x", "tool_result": Later(8)}
    )
    moved = repoint(draft, {3: Later(0), 1: "e-001"})
    assert moved == Draft(
        "override", {"judgement": Later(0), "evidence": ["e-001", "e-9"], "rationale": "x", "tool_result": Later(8)}
    )


# the prefix rule


def test_what_others_appended_meanwhile_is_carried_on(case: Path) -> None:
    mine, theirs = Ledger(case), Ledger(case)
    for number in range(3):
        theirs.append([Draft("event", {"what": f"theirs {number}"})], by="pc-2", at=NOW)
        mine.append([Draft("event", {"what": f"mine {number}"})], by=BY, at=NOW)
    assert ids_of(case)[4:] == [f"ev-{n:03d}" for n in range(1, 7)]
    whats = [link.table["what"] for link in read_ledger(case).links[4:]]
    assert whats == ["theirs 0", "mine 0", "theirs 1", "mine 1", "theirs 2", "mine 2"]
    assert verify_ledger(read_ledger(case)).problems == ()


def test_an_id_given_before_others_took_it_is_refused(case: Path, problem_of: Callable[..., Problem]) -> None:
    mine = Ledger(case)
    Ledger(case).append([Draft("person", {"id": "child-1"})], by=BY, at=NOW)
    before = case.read_bytes()
    assert problem_of(mine.append, [Draft("person", {"id": "child-1"})], by=BY, at=NOW).code == "id-reused"
    assert case.read_bytes() == before


def test_a_comment_added_at_the_end_meanwhile_stays(case: Path) -> None:
    ledger = Ledger(case)
    grown = case.read_bytes() + b"\n# looked at with the supervisor"
    case.write_bytes(grown)
    ledger.append([Draft("event", {"what": "x"})], by=BY, at=NOW)
    assert case.read_bytes().startswith(grown + b"\n")
    assert verify_ledger(read_ledger(case)).problems == ()


EDITS: dict[str, Callable[[bytes], bytes]] = {
    "a word changed": lambda raw: raw.replace(b"Mr H", b"Mr J"),
    "a comment put in": lambda raw: b"# x\n" + raw,
    "the end cut off": lambda raw: raw[:-40],
    "line ends changed": lambda raw: raw.replace(b"\n", b"\r\n"),
    "a mark of the editor": lambda raw: b"\xef\xbb\xbf" + raw,
}


@pytest.mark.parametrize("edit", EDITS)
def test_an_edit_meanwhile_is_not_written_over_and_the_words_are_kept(
    case: Path, problem_of: Callable[..., Problem], run: Callable[..., Any], edit: str
) -> None:
    ledger = Ledger(case)
    edited = EDITS[edit](case.read_bytes())
    case.write_bytes(edited)
    drafts = [
        Draft("evidence", {"nature": "fact", "kind": "other", "title": 'a "title"\nof two lines', "obtained": True})
    ]
    problem = problem_of(ledger.append, drafts, by=BY, at=NOW)
    assert problem.code == "file-changed"
    assert case.read_bytes() == edited
    kept = keep_drafts(ledger.path, drafts)
    command = kept.fix.split("  ")[0].split(" ")
    assert command[0] == "sjtool"
    if edit != "the end cut off":
        assert run(*command[1:], "--by", BY).status == 0
        assert read_ledger(case).links[-1].table["title"] == 'a "title"\nof two lines'
    assert "file-changed" not in Path(kept.place.path).read_text(encoding="utf-8")


def test_a_file_that_is_torn_meanwhile_is_not_written_over(case: Path, problem_of: Callable[..., Problem]) -> None:
    ledger = Ledger(case)
    torn = case.read_bytes() + b'[[event]]\nwhat = "to'
    case.write_bytes(torn)
    assert problem_of(ledger.append, [Draft("event")], by=BY, at=NOW).code == "not-toml"
    assert case.read_bytes() == torn


def test_a_file_that_is_gone_meanwhile_is_told(case: Path, problem_of: Callable[..., Problem]) -> None:
    ledger = Ledger(case)
    case.unlink()
    assert problem_of(ledger.append, [Draft("event")], by=BY, at=NOW).code == "file-missing"
    assert not case.exists()


# two writers at once

WRITER = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from sjtool.store.append import Draft, Ledger

ledger = Ledger(Path(sys.argv[1]))
print("ready", flush=True)
sys.stdin.readline()
for number in range(30):
    ledger.append([Draft("event", {"what": f"{sys.argv[2]} {number}"})], by=sys.argv[2], at=datetime.now(UTC))
"""


def test_two_programs_appending_at_once_lose_nothing(case: Path) -> None:
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, case, name], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        for name in ("one", "two")
    ]
    for writer in writers:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "ready\n"
    for writer in writers:
        assert writer.stdin is not None
        writer.stdin.write("go\n")
        writer.stdin.flush()
    for writer in writers:
        writer.communicate(timeout=60)
        assert writer.returncode == 0
    links = read_ledger(case).links[4:]
    assert [link.id for link in links] == [f"ev-{n:03d}" for n in range(1, 61)]
    for name in ("one", "two"):
        assert [link.table["what"] for link in links if link.table["by"] == name] == [f"{name} {n}" for n in range(30)]
    assert verify_ledger(read_ledger(case)).problems == ()


def test_a_writer_that_never_finishes_is_told_of_and_nothing_is_written(
    case: Path, monkeypatch: pytest.MonkeyPatch, problem_of: Callable[..., Problem]
) -> None:
    holding = (
        "import sys, filelock; lock = filelock.FileLock(sys.argv[1]); lock.acquire(); "
        "print('held', flush=True); sys.stdin.read()"
    )
    before = case.read_bytes()
    with subprocess.Popen(
        [sys.executable, "-c", holding, lock_path(case)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        real = FileLock.acquire
        monkeypatch.setattr(FileLock, "acquire", lambda self: real(self, timeout=0.05))
        problem = problem_of(Ledger(case).append, [Draft("event")], by=BY, at=NOW)
        assert other.stdin is not None
        other.stdin.close()
    assert problem.code == "file-in-use"
    assert problem.place.path == str(case)
    assert case.read_bytes() == before


# limits


def test_an_append_that_could_not_be_read_again_is_refused_first(
    case: Path, monkeypatch: pytest.MonkeyPatch, problem_of: Callable[..., Problem]
) -> None:
    size = len(case.read_bytes())
    monkeypatch.setattr(append_module, "MAX_BYTES", size + 400)
    ledger = Ledger(case)
    ledger.append([Draft("event", {"what": "x"})], by=BY, at=NOW)
    before = case.read_bytes()
    problem = problem_of(ledger.append, [Draft("event", {"what": "x" * 300})], by=BY, at=NOW)
    assert problem.code == "file-too-large"
    assert case.read_bytes() == before
    assert read_case(case)[1] == []


def test_an_erasure_that_could_not_be_read_again_is_refused_first(
    case: Path, monkeypatch: pytest.MonkeyPatch, problem_of: Callable[..., Problem]
) -> None:
    ledger = Ledger(case)
    ledger.append([Draft("event", {"what": "x"})], by=BY, at=NOW)
    before = case.read_bytes()
    monkeypatch.setattr(append_module, "MAX_BYTES", len(before))
    assert problem_of(erase_record, ledger, "ev-001", "DP-1", by=BY, at=NOW).code == "file-too-large"
    assert case.read_bytes() == before


# a new case


def test_a_new_case_is_its_head_and_its_owners_only(tmp_path: Path) -> None:
    path = tmp_path / "new.toml"
    create_case(path, {"format": 1, "case": "new", "marking": "OFFICIAL\r\nSENSITIVE", "training": True})
    case, problems = read_case(path)
    assert problems == []
    assert case.header.model_dump() == {"format": 1, "case": "new", "marking": "OFFICIAL\nSENSITIVE", "training": True}
    assert path.stat().st_mode & 0o777 == 0o600
    assert [*case] == []


def test_a_new_case_never_replaces_a_file(case: Path, problem_of: Callable[..., Problem]) -> None:
    before = case.read_bytes()
    assert problem_of(create_case, case, {"format": 1, "case": "x"}).code == "case-exists"
    assert case.read_bytes() == before


def test_a_new_case_needs_its_folder(tmp_path: Path, problem_of: Callable[..., Problem]) -> None:
    path = tmp_path / "missing" / "x.toml"
    problem = problem_of(create_case, path, {"format": 1, "case": "x"})
    assert problem.code == "folder-missing"
    assert not path.parent.exists()


def test_a_new_case_takes_the_place_of_what_a_killed_one_left(tmp_path: Path) -> None:
    path = tmp_path / "x.toml"
    left = tmp_path / ".x.toml.77.sjtool-tmp"
    left.write_bytes(b"words")
    create_case(path, {"format": 1, "case": "x"})
    assert not left.exists()


def test_a_linked_case_is_written_where_it_is_and_stays_a_link(tmp_path: Path, case: Path) -> None:
    link = tmp_path / "desk" / "link.toml"
    link.parent.mkdir()
    link.symlink_to(case)
    Ledger(link).append([Draft("event", {"what": "x"})], by=BY, at=NOW)
    assert link.is_symlink()
    assert not case.is_symlink()
    assert ids_of(case)[-1] == "ev-001"
    assert [p.name for p in link.parent.iterdir()] == ["link.toml"]


def test_links_in_a_circle_are_told(tmp_path: Path, problem_of: Callable[..., Problem]) -> None:
    (tmp_path / "a.toml").symlink_to(tmp_path / "b.toml")
    (tmp_path / "b.toml").symlink_to(tmp_path / "a.toml")
    assert problem_of(Ledger, tmp_path / "a.toml").code == "unreadable"


def test_a_case_made_read_only_is_not_appended_to(make_case: Callable[..., Path]) -> None:
    path = make_case()
    ledger = Ledger(path)
    before = path.read_bytes()
    path.chmod(0o400)
    with pytest.raises(SjtoolError) as refused:
        ledger.append([Draft("event", {"kind": "visit", "held_on": "2026-03-04", "what": "seen"})], by="pc-1", at=NOW)
    assert refused.value.problems[0].code == "read-only"
    assert path.read_bytes() == before
