"""What could not be written is kept beside the case, whole, for its owner only, ready to be added."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sjtool.problem import Problem
from sjtool.store import kept as kept_module
from sjtool.store.answers import read_answers
from sjtool.store.append import Draft, Later
from sjtool.store.kept import keep_drafts, keep_words
from sjtool.store.read import read_case

NOW = datetime(2026, 3, 4, 14, 12, 9, tzinfo=UTC)
WORDS = 'She said "no".\n# not a comment\n[[event]]\n\\ [/] \x1b שלום 👍🏽'


def kept_in(problem: Problem) -> dict[str, Any]:
    """The tables of the file that was kept."""
    assert (problem.code, problem.severity) == ("typed-kept", "note")
    return dict(read_answers(problem.place.path, "event").tables)


def test_whole_records_are_kept_as_they_were_typed(tmp_path: Path) -> None:
    drafts = [
        Draft("evidence", {"title": WORDS, "obtained": True, "text": None, "dated_on": "2026-03"}),
        Draft("response", {"note": WORDS, "value": [WORDS, "b"], "evidence": [Later(0), "e-009"], "part": ()}),
        Draft("session_end", {"session": "s-001", "ended_at": NOW, "how": Later(1)}),
    ]
    problem = keep_drafts(tmp_path / "harbour.toml", drafts)
    assert kept_in(problem) == {
        "evidence": [{"title": WORDS, "obtained": True, "dated_on": "2026-03"}],
        "response": [{"note": WORDS, "value": [WORDS, "b"], "evidence": ["+0", "e-009"]}],
        "session_end": [{"session": "s-001", "ended_at": NOW, "how": "+1"}],
    }
    assert problem.place.path == str(tmp_path / "harbour.kept-1.toml")
    assert os.stat(problem.place.path).st_mode & 0o777 == 0o600  # noqa: PTH116 - a path as it is printed
    assert WORDS not in problem.render()


def test_what_was_kept_is_added_by_the_command_the_message_gives(
    make_case: Callable[..., Path], run: Callable[..., Any], tmp_path: Path
) -> None:
    folder = tmp_path / "my cases"
    folder.mkdir()
    case = make_case(folder=folder)
    problem = keep_drafts(
        case,
        [
            Draft("evidence", {"nature": "fact", "kind": "other", "title": WORDS, "obtained": True}),
            Draft("event", {"kind": "visit", "held_on": "2026-03-01", "what": WORDS, "touches": [Later(0)]}),
        ],
    )
    command = f'sjtool add "{case}" --answers "{problem.place.path}"'
    assert problem.fix.startswith(command)
    assert run("add", case, "--answers", problem.place.path, "--by", "pc-4412").status == 0
    read, problems = read_case(case)
    assert problems == []
    event: Any = read.find("ev-001")
    assert (event.what, event.touches) == (WORDS, ("e-001",))


def test_words_for_the_victims_file_are_added_to_the_case(tmp_path: Path) -> None:
    problem = keep_drafts(
        tmp_path / "harbour.victims.toml", [Draft("victim", {"person": "victim-1", "identity": WORDS})]
    )
    assert kept_in(problem) == {"victim": [{"person": "victim-1", "identity": WORDS}]}
    assert problem.fix.startswith(
        f"sjtool add {tmp_path / 'harbour.toml'} --answers {tmp_path / 'harbour.victims.kept-1.toml'} "
    )


def test_answers_of_unfinished_forms_are_kept(tmp_path: Path) -> None:
    problem = keep_words(
        tmp_path / "harbour.toml", [{"title": WORDS, "text": None, "touches": ["a", "b"]}, {"what": "x"}]
    )
    assert kept_in(problem) == {"unfinished": [{"title": WORDS, "touches": ["a", "b"]}, {"what": "x"}]}
    assert "paste from it" in problem.fix


def test_nothing_kept_earlier_is_replaced(tmp_path: Path) -> None:
    names = [Path(keep_words(tmp_path / "x.toml", [{"a": str(n)}]).place.path).name for n in range(3)]
    assert names == ["x.kept-1.toml", "x.kept-2.toml", "x.kept-3.toml"]
    assert "0" in (tmp_path / "x.kept-1.toml").read_text()


@given(text=st.text(st.characters(), min_size=1))
@example(text="a\ud800b")
@example(text="\r\n\udc80")
def test_any_words_can_be_kept_half_letters_by_their_number(tmp_path: Path, text: str) -> None:
    problem = keep_drafts(
        tmp_path / "x.toml", [Draft("event", {"what": text, "touches": [text]}), Draft("event", {"what": "sound"})]
    )
    first, second = kept_in(problem)["event"]
    expected = "".join(f"\\u{ord(c):04x}" if "\ud800" <= c <= "\udfff" else c for c in text)
    while "\r\n" in expected:
        expected = expected.replace("\r\n", "\n")
    assert first == {"what": expected, "touches": [expected]}
    assert second == {"what": "sound"}
    Path(problem.place.path).unlink()


@pytest.mark.parametrize("value", [float("nan"), {"a": WORDS}, [None], {1, 2}, b"bytes"])
def test_what_the_ledger_could_not_hold_is_kept_as_text(tmp_path: Path, value: object) -> None:
    problem = keep_drafts(tmp_path / "x.toml", [Draft("event", {"what": WORDS, "touches": value})])
    (table,) = kept_in(problem)["event"]
    assert table["what"] == WORDS
    assert table["touches"]


def refuse(*_args: object, **_more: object) -> Any:
    """A disk that is full."""
    raise OSError(errno.ENOSPC, "full")


def test_where_the_folder_of_the_case_cannot_be_written_the_home_folder_is_taken(tmp_path: Path, home: Path) -> None:
    problem = keep_words(tmp_path / "gone" / "x.toml", [{"a": WORDS}])
    assert Path(problem.place.path) == home / "x.kept-1.toml"
    assert kept_in(problem) == {"unfinished": [{"a": WORDS}]}


def test_a_file_that_was_only_half_kept_is_not_left(
    tmp_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.fsync
    calls = iter([True])
    monkeypatch.setattr(os, "fsync", lambda handle: refuse() if next(calls, False) else real(handle))
    problem = keep_words(tmp_path / "x.toml", [{"a": WORDS}])
    assert [*tmp_path.iterdir()] == []
    assert Path(problem.place.path).parent == home


def test_where_nothing_can_be_written_that_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "open", refuse)
    for problem in (
        keep_words(tmp_path / "x.toml", [{"a": WORDS}]),
        keep_drafts(tmp_path / "x.toml", [Draft("event", {"what": WORDS})]),
    ):
        assert (problem.code, problem.severity) == ("typed-not-kept", "error")
        assert "copy your words" in problem.fix


def test_an_account_without_a_home_folder_keeps_beside_the_case_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def homeless() -> Path:
        raise RuntimeError

    monkeypatch.setattr(kept_module.Path, "home", homeless)
    assert keep_words(tmp_path / "x.toml", [{"a": WORDS}]).code == "typed-kept"
    assert keep_words(tmp_path / "gone" / "x.toml", [{"a": WORDS}]).code == "typed-not-kept"
