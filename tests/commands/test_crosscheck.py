"""`sjtool crosscheck`: accounts side by side, differences first; readings recorded; for the practitioner only."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from sjtool.report.crosscheck_text import PRACTITIONER_LINE
from sjtool.store.access import read_access
from sjtool.store.append import Draft, Ledger

pytestmark = pytest.mark.usefixtures("at_desk")
REF = "section-12@1.0.0"
SAID = [
    ("partner", "1", "hours", {"value": 35, "note": "most nights [until] two [/]"}),
    ("subject", "1", "hours", {"value": 8}),
    ("subject", "1", "share", {"value": "none"}),
    ("partner", "3", "", {"value": True}),
    ("subject", "3", "", {"value": True}),
    ("partner", "5", "", {"value": "Nobody \x1b[31mto speak of"}),
    ("subject", "5", "", {"value": "Two friends from work"}),
    ("partner", "20", "", {"missing": "refused", "missing_note": "ask him"}),
    ("subject", "20", "", {"value": False}),
    ("partner", "7", "", {"value": "often"}),
]


def said(informant: str, item: str, part: str, keys: dict[str, Any], session: str = "") -> Draft:
    where = {"session": session or f"s-{informant}", "item": item, "basis": "told", **({"part": part} if part else {})}
    return Draft("response", {**where, **keys})


def session(name: str, informant: str, held_on: str = "2026-03-04") -> Draft:
    held = {"assessment": "a-001", "set": REF, "about": "subject", "interviewers": ["pc-4412"], "mode": "home-visit"}
    return Draft("session", {"id": name, "informant": informant, "held_on": held_on, **held})


@pytest.fixture
def asked(make_case: Callable[..., Path]) -> Path:
    sessions = [session("s-partner", "partner"), session("s-subject", "subject", "2026-03-09")]
    return make_case("harbour", [*sessions, *(said(*row) for row in SAID)])


READINGS = """
[[reading]]
item = "1"
reading = "Both may be right [/]."
follow_up = "Put the device report to him."

[[reading]]
item = "section-12@1.0.0/5"
outcome = "differ"
reading = "Her list and his do not meet."

[[reading]]
item = "20"
reading = "She would not say."
"""


def test_differences_come_first_and_what_agrees_is_left_for_all(run: Any, asked: Path) -> None:
    done = run("crosscheck", asked)
    assert done.status == 1
    flat = " ".join(done.stdout.split())
    assert "Marked items 12 · differ 1 · refused by one 1 · to be read 1 · one-sided 1 · agree 1 · not asked 7" in flat
    order = [done.stdout.index(words) for words in ("DIFFER   1", "REFUSED BY ONE   20", "TO BE READ   5")]
    assert order == sorted(order)
    assert "AGREE" not in done.stdout
    assert f"9 more agree, are one-sided or were not asked:  sjtool crosscheck {asked} --all" in done.stdout
    assert f"your reading: none yet    sjtool crosscheck {asked} --read 1" in done.stdout
    every = run("crosscheck", asked, "--all")
    assert "AGREE   3" in every.stdout
    assert "NOT ASKED   30" in every.stdout


def test_words_are_shown_whole_and_do_nothing_and_each_account_has_its_day(run: Any, asked: Path) -> None:
    done = run("crosscheck", asked)
    assert "35 hours a week   (4 March 2026, home visit)" in done.stdout
    assert "most nights [until] two [/]" in done.stdout
    assert "Nobody ␛[31mto speak of" in done.stdout
    assert "\x1b" not in done.stdout
    assert "ask him" in done.stdout


def test_it_says_that_the_marks_are_editorial_and_that_no_adult_is_shown_it(run: Any, asked: Path) -> None:
    flat = " ".join(run("crosscheck", asked).stdout.split())
    assert "editorial" in flat
    assert " ".join(PRACTITIONER_LINE.split()) in flat


def test_json_has_every_account_as_it_was_recorded(run: Any, asked: Path) -> None:
    done = run("crosscheck", asked, "--json")
    assert done.status == 1
    told = json.loads(done.stdout)
    assert told["set"] == "section-12"
    first = told["items"][0]
    assert (first["item"], first["part"], first["outcome"], first["needs_reading"]) == (
        f"{REF}/1",
        "hours",
        "differ",
        True,
    )
    assert [a["value"] for a in first["accounts"]] == [35, 8]
    assert first["accounts"][0]["note"] == "most nights [until] two [/]"
    assert len(told["items"]) == 12


def test_combining_the_accounts_is_logged(run: Any, asked: Path) -> None:
    run("crosscheck", asked)
    lines, _problems = read_access(asked)
    assert [(line["act"], line["command"]) for line in lines] == [("combination", "crosscheck")]


def test_nobody_asked_is_no_finding(run: Any, harbour: Path) -> None:
    done = run("crosscheck", harbour)
    assert done.status == 0
    assert "Marked items 12 · not asked 12" in done.stdout


def test_readings_from_a_file_are_recorded_with_the_accounts_they_are_of(
    run: Any, asked: Path, answers: Any, records: Any
) -> None:
    done = run("crosscheck", asked, "--answers", answers(READINGS))
    assert done.status == 0
    one, five, twenty = records(asked, "reading")
    assert (one["item"], one["outcome"], one["responses"]) == (f"{REF}/1", "differ", ["r-0001", "r-0002"])
    assert (five["outcome"], five["reading"]) == ("differ", "Her list and his do not meet.")
    assert twenty["outcome"] == "refused-by-one"
    assert "your reading (differ): Her list and his do not meet." in done.stdout
    assert "to do: Put the device report to him." in done.stdout
    assert "needs" not in " ".join(run("next", asked).stdout.split())


def test_csv_json_and_a_pipe_will_do(run: Any, asked: Path, answers: Any, records: Any) -> None:
    rows = 'item,reading,follow_up\n1,"Both, perhaps",\n'
    assert run("crosscheck", asked, "--answers", answers(rows, "r.csv")).status == 1
    given = json.dumps([{"item": "20", "reading": "Silence."}])
    assert run("crosscheck", asked, "--answers", "-", input=given).status == 1
    assert [r["reading"] for r in records(asked, "reading")] == ["Both, perhaps", "Silence."]


def test_a_reading_at_a_terminal_shows_the_accounts_first(run: Any, asked: Path, typed: Any, records: Any) -> None:
    done = run(
        "crosscheck", asked, "--read", "5", "--plain", input=typed("maybe", "differ", "They do not meet.", "Ask again.")
    )
    assert done.status == 1
    assert "5  Friends and support: to be read" in done.stderr
    assert "Ms R, 4 March 2026: Nobody ␛[31mto speak of" in done.stderr
    assert "Type a number from 1 to 3" in done.stderr
    (saved,) = records(asked, "reading")
    assert (saved["outcome"], saved["follow_up"]) == ("differ", "Ask again.")
    assert "Still to read: 1, 20." in done.stdout
    assert "DIFFER   1" not in done.stdout


def test_the_last_reading_says_that_nothing_waits(run: Any, asked: Path, typed: Any, answers: Any) -> None:
    run("crosscheck", asked, "--answers", answers(READINGS.split('[[reading]]\nitem = "20"', maxsplit=1)[0]))
    done = run("crosscheck", asked, "--read", "20", "--plain", input=typed("She would not say.", ""))
    assert done.status == 0
    assert "Every item that needs a reading has one." in done.stdout


def test_a_new_account_makes_a_reading_old_and_reading_again_begins_with_it(
    run: Any, asked: Path, answers: Any, typed: Any, records: Any
) -> None:
    run("crosscheck", asked, "--answers", answers(READINGS))
    drafts = [session("s-later", "subject", "2026-03-20"), said("subject", "1", "hours", {"value": 30}, "s-later")]
    Ledger(asked).append(drafts, by="pc-4412", at=datetime(2026, 3, 20, tzinfo=UTC))
    stale = run("crosscheck", asked)
    assert stale.status == 1
    assert "your reading (made before the latest account): Both may be right [/]." in stale.stdout
    assert f"read again:  sjtool crosscheck {asked} --read 1" in stale.stdout
    assert run("crosscheck", asked, "--read", "1", "--plain", input=typed("", "-")).status == 0
    again = records(asked, "reading")[-1]
    assert (again["supersedes"], again["reason"], again["reading"]) == (
        "rd-001",
        "read again",
        "Both may be right [/].",
    )
    assert again["responses"] == ["r-0001", "r-0002", "r-0011"]
    assert "follow_up" not in again


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ('[[reading]]\nitem = "9"\nreading = "MARKER"\n', ["no-such-item"]),
        ('[[reading]]\nreading = "MARKER"\n', ["no-such-item"]),
        ('[[reading]]\nitem = "30"\nreading = "MARKER"\n', ["nothing-to-read"]),
        ('[[reading]]\nitem = "5"\nreading = "MARKER"\n', ["outcome-missing"]),
        ('[[reading]]\nitem = "5"\noutcome = "MARKER"\nreading = "x"\n', ["outcome-missing"]),
        ('[[reading]]\nitem = "1"\noutcome = "agree"\nreading = "MARKER"\n', ["outcome-computed"]),
        ('[[reading]]\nitem = "1"\nreading = "MARKER"\n\n[[reading]]\nitem = "1"\nreading = "x"\n', ["two-of-one"]),
        ('[[reading]]\nitem = "1"\nraeding = "MARKER"\n', ["unknown-key", "key-missing"]),
        ('[[reading]]\nitem = "1"\nreading = "x"\nfollowup = "MARKER"\n', ["unknown-key"]),
        ('[[reading]]\nitem = "1"\nreading = 7\n', ["value-wrong-kind"]),
        ('note = "MARKER"\n', ["unknown-kind"]),
        ('[[rating]]\nrecent = "MARKER"\n', ["unknown-kind"]),
        ("reading = []\n", ["unknown-kind"]),
    ],
)
def test_what_is_no_reading_is_refused_and_nothing_is_recorded(
    text: str, codes: list[str], run: Any, asked: Path, answers: Any, codes_of: Any, nothing_written: Any
) -> None:
    given = answers(text)
    with nothing_written(asked):
        done = run("crosscheck", asked, "--answers", given)
    assert (done.status, codes_of(done)) == (3, codes)
    assert "MARKER" not in done.stderr


def test_a_file_without_readings_is_told(run: Any, asked: Path, answers: Any, codes_of: Any) -> None:
    done = run("crosscheck", asked, "--answers", answers("{}", "r.json"))
    assert (done.status, codes_of(done)) == (3, ["answers-empty"])


@pytest.mark.parametrize(("item", "code"), [("99", "no-such-item"), ("9", "no-such-item"), ("30", "nothing-to-read")])
def test_what_cannot_be_read_is_told_before_anything_is_asked(
    item: str, code: str, run: Any, asked: Path, codes_of: Any, nothing_written: Any
) -> None:
    with nothing_written(asked):
        done = run("crosscheck", asked, "--read", item, "--plain", input="")
    assert (done.status, codes_of(done)) == (2, [code])


def test_reading_needs_an_officer_and_looking_does_not(
    run: Any, asked: Path, answers: Any, codes_of: Any, nothing_written: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SJTOOL_BY")
    assert run("crosscheck", asked).status == 1
    given = answers(READINGS)
    with nothing_written(asked):
        done = run("crosscheck", asked, "--answers", given)
    assert (done.status, codes_of(done)) == (2, ["no-officer"])


def test_ctrl_c_keeps_the_reading_begun_and_it_is_offered_back(
    run: Any, asked: Path, interrupted: Any, nothing_written: Any, records: Any
) -> None:
    interrupted("differ", "They do [not] meet.")
    name = "harbour.unfinished-reading-section-12-5.toml"
    with nothing_written(asked, beside=(name,)):
        assert run("crosscheck", asked, "--read", "5", "--plain").status == 130
    assert "They do [not] meet." in (asked.parent / name).read_text("utf-8")
    interrupted("", "", "")
    run("crosscheck", asked, "--read", "5", "--plain")
    assert records(asked, "reading")[-1]["reading"] == "They do [not] meet."
    assert not (asked.parent / name).exists()


def test_an_item_of_two_marked_parts_is_read_as_one(
    run: Any, make_case: Callable[..., Path], tmp_path: Path, answers: Any, records: Any
) -> None:
    own = tmp_path / "own"
    own.mkdir()
    shipped = Path(__file__).resolve().parents[2] / "templates" / "question-sets" / "section-12@1.0.0.toml"
    text = shipped.read_text("utf-8").replace('version = "1.0.0"', 'version = "1.1.0"', 1)
    (own / "section-12@1.1.0.toml").write_text(_both_parts(text), encoding="utf-8")
    rows = [said("partner", "1", "hours", {"value": 35}), said("subject", "1", "hours", {"value": 8})]
    rows += [said("partner", "1", "share", {"value": "half"}), said("subject", "1", "share", {"value": "none"})]
    path = make_case("harbour", [session("s-partner", "partner"), session("s-subject", "subject"), *rows])
    reading = answers('[[reading]]\nitem = "1"\nreading = "Both parts."\n')
    done = run("crosscheck", path, "--templates", own, "--answers", reading)
    assert done.status == 0, done.stdout + done.stderr
    assert len(records(path, "reading")[0]["responses"]) == 4


def _both_parts(text: str) -> str:
    """The shipped set with both parts of its first item marked for the partner and worded for them."""
    text = text.replace('parts = ["hours"]\n', "", 1)
    at = text.index('ask = "Of those hours')
    return text[:at] + 'ask_partner = "And what share?"\n' + text[at:]


def test_a_correction_is_told_beside_the_answer(run: Any, asked: Path, typed: Any) -> None:
    keys = {"value": 18, "supersedes": "r-0002", "reason": "misheard"}
    Ledger(asked).append([said("subject", "1", "hours", keys)], by="pc-4412", at=datetime(2026, 3, 20, tzinfo=UTC))
    told = 'corrected 20 March 2026, was: 8 hours a week ("misheard")'
    assert told in " ".join(run("crosscheck", asked).stdout.split())
    reading = run("crosscheck", asked, "--read", "1", "--plain", input=typed("Both.", ""))
    assert told in " ".join(reading.stderr.split())
    accounts = json.loads(run("crosscheck", asked, "--json").stdout)["items"][0]["accounts"]
    assert [account["corrected"] for account in accounts] == [
        [],
        [{"response": "r-0002", "value": 8, "missing": None, "on": "2026-03-20", "reason": "misheard"}],
    ]


def test_answers_that_agree_by_the_rule_alone_say_so_and_the_word_in_the_data_stays(
    run: Any, asked: Path, typed: Any
) -> None:
    rows = [said("partner", "2", "", {"value": "a-little"}), said("subject", "2", "", {"value": "quite-a-lot"})]
    Ledger(asked).append(rows, by="pc-4412", at=datetime(2026, 3, 20, tzinfo=UTC))
    assert "AGREE, one step apart   2  Disruption of life" in run("crosscheck", asked, "--all").stdout
    found = json.loads(run("crosscheck", asked, "--json").stdout)["items"]
    assert [(i["outcome"], i["apart"]) for i in found if i["outcome"] == "agree"] == [
        ("agree", "one step apart"),
        ("agree", None),
    ]
    reading = run("crosscheck", asked, "--read", "2", "--plain", input=typed("Much the same.", ""))
    assert "2  Disruption of life: agree, one step apart" in reading.stderr


def test_two_accounts_by_one_person_on_one_day_name_their_sessions(run: Any, asked: Path, typed: Any) -> None:
    drafts = [session("s-again", "subject", "2026-03-09"), said("subject", "1", "hours", {"value": 30}, "s-again")]
    Ledger(asked).append(drafts, by="pc-4412", at=datetime(2026, 3, 20, tzinfo=UTC))
    flat = " ".join(run("crosscheck", asked).stdout.split())
    assert "Ms R 35 hours a week (4 March 2026, home visit)" in flat
    assert "8 hours a week (9 March 2026, home visit, s-subject)" in flat
    assert "30 hours a week (9 March 2026, home visit, s-again)" in flat
    shown = run("crosscheck", asked, "--read", "1", "--plain", input=typed("Both.", "")).stderr
    assert "Mr H, 9 March 2026, s-again: 30" in shown


def test_the_partner_comes_first_though_the_person_was_asked_before(run: Any, make_case: Callable[..., Path]) -> None:
    sessions = [session("s-subject", "subject", "2026-03-01"), session("s-partner", "partner", "2026-03-04")]
    rows = [said(who, "2", "", {"value": word}) for who, word in (("subject", "a-little"), ("partner", "not-at-all"))]
    shown = run("crosscheck", make_case("harbour", [*sessions, *rows]), "--all").stdout
    assert shown.index("  Ms R ") < shown.index("  Mr H ")


def test_a_reading_shows_the_title_and_help_says_what_is_meant_and_how_it_was_put(
    run: Any, asked: Path, typed: Any
) -> None:
    done = run("crosscheck", asked, "--read", "5", "--plain", input=typed("?", "differ", "?", "Two lists.", "?", ""))
    flat = " ".join(done.stderr.split())
    before, _, after = flat.partition("Having read both:")
    assert "5 Friends and support: to be read" in before
    assert "Who are the friends" not in before
    for words in (
        "Free words only a reader can compare.",
        "they differ: both cannot be the whole of it",
        "Put to Mr H: Who are the friends and other people in your life",
        "To others: Who are the friends and other people in Mr H's life",
        "not who is right",
        "What is done about it: whom to ask again",
        ":skip passes this item by.",
    ):
        assert words in after


def test_help_names_nobody_where_the_person_was_not_asked(run: Any, make_case: Callable[..., Path], typed: Any) -> None:
    path = make_case("harbour", [session("s-partner", "partner"), said("partner", "2", "", {"value": "a-little"})])
    done = run("crosscheck", path, "--read", "2", "--plain", input=typed("?", "Hers alone.", ""))
    assert "disrupted the person's life" in " ".join(done.stderr.split())


def test_all_that_wait_are_read_one_after_the_other_each_saved_before_the_next(
    run: Any, asked: Path, typed: Any, records: Any
) -> None:
    said_so = f"To read them one after the other:  sjtool crosscheck {asked} --read all"
    assert run("crosscheck", asked).stdout.endswith(f"{said_so}\n")
    done = run(
        "crosscheck",
        asked,
        "--read",
        "all",
        "--plain",
        input=typed("Hers is nearer.", "", ":skip", "differ", "Two.", "-"),
    )
    assert [(r["item"], r["reading"]) for r in records(asked, "reading")] == [
        (f"{REF}/1", "Hers is nearer."),
        (f"{REF}/5", "Two."),
    ]
    order = ["3 items, one after the other", "1 of 3", "saved rd-001", "2 of 3", "Item 20 was passed by.", "3 of 3"]
    places = [done.stderr.index(words) for words in order]
    assert places == sorted(places)
    assert (done.status, "Still to read: 20." in done.stdout) == (1, True)
    assert "DIFFER   1" not in done.stdout
    assert "one after the other" not in run("crosscheck", asked).stdout


def test_quit_stops_and_what_was_read_before_is_recorded(run: Any, asked: Path, typed: Any, records: Any) -> None:
    done = run("crosscheck", asked, "--read", "all", "--plain", input=typed("Hers is nearer.", "", ":quit"))
    assert done.status == 0
    assert f"To go on:  sjtool crosscheck {asked} --read all" in done.stderr
    assert [r["item"] for r in records(asked, "reading")] == [f"{REF}/1"]


def test_passing_by_what_is_done_about_it_keeps_the_reading(run: Any, asked: Path, typed: Any, records: Any) -> None:
    run("crosscheck", asked, "--read", "1", "--plain", input=typed("Half a thought.", ":skip"))
    assert [r["reading"] for r in records(asked, "reading")] == ["Half a thought."]
    run("crosscheck", asked, "--read", "5", "--plain", input=typed("differ", ":skip"))
    assert len(records(asked, "reading")) == 1
    assert "differ" in (asked.parent / "harbour.unfinished-reading-section-12-5.toml").read_text("utf-8")


def test_several_items_are_read_in_the_order_named_and_none_twice(
    run: Any, asked: Path, typed: Any, records: Any
) -> None:
    lines = typed("She would not say.", "", "Hers.", "")
    run("crosscheck", asked, "--read", "20", "--read", "1", "--read", "20", "--plain", input=lines)
    assert [r["item"] for r in records(asked, "reading")] == [f"{REF}/20", f"{REF}/1"]


def test_one_that_cannot_be_read_among_several_is_told_before_the_first(
    run: Any, asked: Path, typed: Any, codes_of: Any, nothing_written: Any
) -> None:
    with nothing_written(asked):
        done = run("crosscheck", asked, "--read", "1", "--read", "99", "--plain", input=typed("Hers.", ""))
    assert (done.status, codes_of(done)) == (2, ["no-such-item"])


def test_all_of_nothing_asks_nothing(run: Any, asked: Path, answers: Any) -> None:
    run("crosscheck", asked, "--answers", answers(READINGS))
    done = run("crosscheck", asked, "--read", "all", "--plain", input="")
    assert (done.status, "Every item that needs a reading has one." in done.stdout) == (0, True)
