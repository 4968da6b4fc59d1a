"""Questions answered with a date: put, taken, refused, compared and printed like any other, in a set of one's own."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sjtool.store.scaffold import render_scaffold

SESSION = 'mode = "home-visit"\nheld_on = "2026-03-04"\n'


@pytest.fixture
def templates(tmp_path: Path) -> Path:
    """A folder with `own-set`, whose first item is answered with a date by both adults."""
    text = render_scaffold("question-set", "own-set")
    for key in ("answer", "compare"):
        assert text.count(f'\n{key} = "yes_no"\n') == 1
        text = text.replace(f'\n{key} = "yes_no"\n', f'\n{key} = "date"\n')
    folder = tmp_path / "own"
    folder.mkdir()
    (folder / "own-set@1.0.0.toml").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def answer(run: Any, harbour: Path, templates: Path, answers: Callable[..., Path]) -> Callable[..., Any]:
    """`answer("partner", "2019")` puts item 1 to somebody from a file; the value as TOML has it."""

    def give(informant: str, value: str, note: str = "") -> Any:
        row = f'[[response]]\nitem = "1"\nvalue = {value}\n' + (f'note = "{note}"\n' if note else "")
        file = answers(SESSION + row, f"{informant}.toml")
        own = ("--informant", informant, "--item", "1", "--templates", templates)
        return run("interview", harbour, "own-set", *own, "--answers", file)

    return give


def test_the_set_passes_its_checks(run: Any, templates: Path) -> None:
    done = run("sets", "check", "own-set", "--templates", templates)
    assert (done.status, done.stderr.count("error[")) == (0, 0)


@pytest.mark.parametrize(
    ("value", "kept", "note"),
    [
        ("2019", "2019", None),
        ("2019-03-02", "2019-03-02", None),
        ('"2019-03"', "2019-03", None),
        ('"3 March 2019"', "2019-03-03", None),
        ('"about March 2019"', "2019-03", "about March 2019"),
    ],
)
def test_a_file_gives_a_date_as_toml_has_it_or_in_words(
    value: str, kept: str, note: str | None, answer: Any, harbour: Path, records: Any
) -> None:
    assert answer("partner", value).status == 0
    (response,) = records(harbour, "response")
    assert (response["value"], response.get("note")) == (kept, note)


@pytest.mark.parametrize("value", ["true", "20.19", "2019-03-02T10:00:00", '"before 2019"', '"3 March"', '["2019"]'])
def test_what_is_no_date_is_refused_with_what_it_takes(
    value: str, answer: Any, harbour: Path, codes_of: Any, nothing_written: Any
) -> None:
    with nothing_written(harbour, ("partner.toml",)):
        done = answer("partner", value)
    assert (done.status, codes_of(done)) == (3, ["value-wrong-kind"])
    assert "give a date, or part of one: 2026-03-02, 2026-03, 2026" in done.stderr


def test_at_a_terminal_the_hint_stands_below_and_the_date_comes_back_in_words(
    run: Any, harbour: Path, templates: Path, typed: Any, records: Any
) -> None:
    lines = ("summer 2019 I think", "about March 2019", ":quit")
    flags = ("--informant", "partner", "--mode", "home-visit", "--held-on", "Tuesday", "--item", "1", "--plain")
    asked = typed("", "", "", *lines)
    done = run("interview", harbour, "own-set", *flags, "--templates", templates, input=asked)
    assert "a date, or part of one: 3 March 2026, March 2026, 2026" in done.stderr
    assert "That may mean another time." in done.stderr
    assert "March 2019" in done.stderr.split("about March 2019")[0]
    (response,) = records(harbour, "response")
    assert (response["value"], response["item"]) == ("2019-03", "1")
    assert "about March 2019" in response["note"]
    (session,) = records(harbour, "session")
    assert session["held_on"] == "2026-03-03"


@pytest.mark.parametrize(
    ("one", "other", "outcome"),
    [("2019-03", "2019-03", "agree"), ("2019-03", "2019-04", "differ"), ("2019", "2019-03", "to-read")],
)
def test_two_accounts_are_compared_and_shown_in_words(
    one: str, other: str, outcome: str, run: Any, answer: Any, harbour: Path, templates: Path
) -> None:
    assert answer("partner", f'"{one}"').status == 0
    assert answer("subject", f'"{other}"').status == 0
    done = run("crosscheck", harbour, "--set", "own-set", "--templates", templates, "--json")
    rows = json.loads(done.stdout)
    assert f'"{outcome}"' in json.dumps(rows)
    shown = run("crosscheck", harbour, "--set", "own-set", "--templates", templates, "--all").stdout
    assert "March 2019" in shown or "April 2019" in shown


def test_a_record_typed_by_hand_must_be_a_date_too(
    run: Any, answer: Any, harbour: Path, templates: Path, answers: Any, codes_of: Any
) -> None:
    assert answer("partner", "2019").status == 0
    keys = 'session = "s-001"\nitem = "1"\nbasis = "told"\nsupersedes = "r-0001"\nreason = "misheard"\n'
    wrong = answers(f'[[response]]\n{keys}value = "spring"\n', "wrong.toml")
    done = run("add", harbour, "--answers", wrong, "--templates", templates)
    assert (done.status, codes_of(done)) == (3, ["value-wrong-kind"])
    right = answers(f'[[response]]\n{keys}value = "2019-04"\n', "right.toml")
    assert run("add", harbour, "--answers", right, "--templates", templates).status == 0


def test_the_summary_writes_a_date_out(run: Any, answer: Any, harbour: Path, templates: Path) -> None:
    assert answer("partner", '"2019-03-02"').status == 0
    assert answer("subject", '"2018"').status == 0
    shown = run("report", harbour, "--templates", templates).stdout
    assert "2 March 2019" in shown
    assert "2019-03-02" not in shown


def test_a_sheet_to_take_along_has_a_place_for_a_date_and_the_last_answer(
    run: Any, answer: Any, harbour: Path, templates: Path
) -> None:
    assert answer("partner", '"2019-03"').status == 0
    own = ("--templates", templates)
    plain = run("sets", "print", "own-set", *own, "--for-role", "partner").stdout
    assert "**A date, or part of one:**" in plain
    known = run("sets", "print", "own-set", *own, "--case", harbour, "--informant", "partner", "--last").stdout
    assert "March 2019" in known


def test_a_draft_of_the_set_is_shown_with_its_kind(run: Any, templates: Path) -> None:
    shown = run("sets", "show", "own-set", "1", "--templates", templates).stdout
    assert "date" in shown.split("answer", 1)[1].split("\n")[0]
