"""`sjtool outline`: a plan filled in with the family, kept as it is typed, corrected in the open, and guarded."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from sjtool import cli
from sjtool.commands.outline_rules import AGAIN, find_jargon, says_nothing
from sjtool.store.append import Draft, Ledger

pytestmark = pytest.mark.usefixtures("at_desk", "_registered")
SAFETY, CORE = "safety-plan", "protection-plan-outline"
ABOUT = ("", "yesterday", "Ms R; her mother", "7 April")
ACTION = {"assessment": "a-001", "pillar": "supervision", "objective": "Eyes on it.", "purpose": "To know."}


@pytest.fixture
def _registered(monkeypatch: pytest.MonkeyPatch) -> None:
    """The command answers to its name, whether or not the command line lists it yet."""
    monkeypatch.setitem(cli.COMMANDS, "outline", ("outline", "A plan for the family."))


def passages(records: Any, path: Path) -> dict[str, str]:
    """What stands under each part, the latest last."""
    return {one["heading"].partition("/")[2]: one["text"] for one in records(path, "narrative")}


def flat(text: str) -> str:
    return " ".join(text.split())


def append(path: Path, *drafts: Draft) -> None:
    Ledger(path).append(drafts, by="pc-4412", at=datetime(2026, 3, 3, tzinfo=UTC))


def test_each_heading_is_asked_with_its_points_and_recorded_before_the_next(
    run: Any, harbour: Path, typed: Any, records: Any
) -> None:
    done = run("outline", harbour, SAFETY, "--plain", input=typed("He comes on Sundays.", "Ms R is in.", ":quit"))
    assert done.status == 0
    told = flat(done.stderr)
    for words in (
        "Safety plan for home. To write down, with the family",
        "Before you begin:",
        "- This is not a legal document.",
        "- When may the person be with the children, where, and for how long?",
        "For you: The partner is not the investigator",
        f"To go on: sjtool outline {harbour} safety-plan",
    ):
        assert words in told
    first, second = records(harbour, "narrative")
    assert first["heading"] == "safety-plan@1.0.0/supervision"
    assert (first["text"], second["text"]) == ("He comes on Sundays.", "Ms R is in.")
    assert first["assessment"] == "a-001"
    assert [one["ref"] for one in records(harbour, "template")] == ["safety-plan@1.0.0"]


def test_a_whole_plan_and_what_is_left_for_later(run: Any, harbour: Path, typed: Any, records: Any) -> None:
    lines = ("By day.", ":skip", "", "Openly.", "Apart.", "Ms R.", "Her mother.", "Ring.", "In April.", *ABOUT)
    done = run("outline", harbour, SAFETY, "--plain", "--json", input=typed(*lines))
    assert done.status == 0
    assert passages(records, harbour) == {
        "supervision": "By day.",
        "communication": "Openly.",
        "sleeping": "Apart.",
        "intimate-care": "Ms R.",
        "who-supervises": "Her mother.",
        "on-breach": "Ring.",
        "review": "In April.",
        "whose": "Mr H; Ms R",
        "agreed-on": "2026-03-03",
        "took-part": "Ms R; her mother",
        "review-on": "2026-04-07",
    }
    assert len(json.loads(done.stdout)["saved"]) == 12
    told = flat(done.stderr)
    assert "Left for later." in told
    assert 'Printed as "not written down here yet": Home and daily life and Phones, computers and the internet.' in told
    assert f"To print it: sjtool report {harbour} --report safety-plan" in told
    shown = run("report", harbour, "--report", SAFETY).stdout
    assert "Agreed in part on 3 March 2026" in shown
    again = run("outline", harbour, SAFETY, "--plain", input=typed(":quit"))
    assert "Before you begin" not in again.stderr


def test_nothing_is_recorded_where_nothing_is_new(run: Any, harbour: Path, typed: Any, nothing_written: Any) -> None:
    run("outline", harbour, SAFETY, "--plain", "--heading", "sleeping", input=typed("Apart."))
    with nothing_written(harbour):
        done = run("outline", harbour, SAFETY, "--plain", "--heading", "sleeping", input=typed(""))
    assert done.status == 0
    assert "Nothing new." in done.stderr


def test_a_change_is_a_correction_with_its_reason(
    run: Any, harbour: Path, typed: Any, records: Any, held_clock: Any
) -> None:
    sleeping = ("outline", harbour, SAFETY, "--plain", "--heading", "sleeping")
    run(*sleeping, input=typed("Apart."))
    held_clock.move(datetime(2026, 3, 9, 10, tzinfo=UTC))
    done = run(*sleeping, input=typed("Apart, and the baby with Ms R.", "", "The baby came."))
    assert "This one is needed" in done.stderr
    first, second = records(harbour, "narrative")
    assert (second["supersedes"], second["reason"]) == (first["id"], "The baby came.")
    assert second["text"] == "Apart, and the baby with Ms R."


def test_words_put_right_in_the_same_sitting_need_no_reason_of_their_own(
    run: Any, harbour: Path, typed: Any, records: Any
) -> None:
    lines = ("By dya.", ":back", "By day.", "", ":quit")
    assert run("outline", harbour, SAFETY, "--plain", input=typed(*lines)).status == 0
    first, second = records(harbour, "narrative")
    assert (second["supersedes"], second["text"]) == (first["id"], "By day.")
    assert second["reason"] == "put right while it was being written"


def test_back_at_the_first_heading_asks_it_again(run: Any, harbour: Path, typed: Any, records: Any) -> None:
    run("outline", harbour, SAFETY, "--plain", input=typed(":back", "By day.", ":quit"))
    assert passages(records, harbour) == {"supervision": "By day."}


def test_what_stands_cannot_be_emptied(run: Any, harbour: Path, typed: Any, nothing_written: Any) -> None:
    sleeping = ("outline", harbour, SAFETY, "--plain", "--heading", "sleeping")
    run(*sleeping, input=typed("Apart."))
    with nothing_written(harbour):
        done = run(*sleeping, input=typed("-", ":quit"))
    assert "Say in words what is agreed" in done.stderr
    assert f"To go on:  sjtool outline {harbour} safety-plan --heading sleeping" in done.stderr


@pytest.mark.parametrize("text", ["n/a", "N/A.", "none", "Does not apply", "—", "tbc"])
def test_what_does_not_apply_is_said_in_words(text: str, run: Any, harbour: Path, typed: Any, records: Any) -> None:
    lines = (text, "No child here needs help with it.")
    done = run("outline", harbour, SAFETY, "--plain", "--heading", "intimate-care", input=typed(*lines))
    assert says_nothing(text)
    assert "Say in words" in done.stderr
    assert passages(records, harbour) == {"intimate-care": "No child here needs help with it."}


def test_ctrl_c_keeps_what_was_typed_and_it_is_offered_back(
    run: Any, harbour: Path, interrupted: Any, typed: Any, records: Any, nothing_written: Any
) -> None:
    run("outline", harbour, SAFETY, "--plain", "--heading", "sleeping", input=typed("Apart."))
    name = "harbour.unfinished-outline-safety-plan-sleeping.toml"
    interrupted("Apart, [but] near.")
    with nothing_written(harbour, beside=(name,)):
        assert run("outline", harbour, SAFETY, "--plain", "--heading", "sleeping").status == 130
    assert "Apart, [but] near." in (harbour.parent / name).read_text("utf-8")
    interrupted("", "")
    run("outline", harbour, SAFETY, "--plain", "--heading", "sleeping")
    assert passages(records, harbour) == {"sleeping": "Apart, [but] near."}
    assert not (harbour.parent / name).exists()


def test_what_was_typed_at_a_heading_left_for_later_comes_back(
    run: Any, harbour: Path, typed: Any, records: Any
) -> None:
    about = ("outline", harbour, SAFETY, "--plain", "--heading", "agreed")
    done = run(*about, input=typed("Mill Lane", ":skip"))
    assert "Left for later." in done.stderr
    run(*about, input=typed("", "", "", ""))
    assert passages(records, harbour) == {"whose": "Mill Lane"}


def test_days_are_whole_and_lie_where_they_must(run: Any, harbour: Path, typed: Any, records: Any) -> None:
    lines = ("", "May", "March 2026", "5 March 2026", "3 March 2026", "", "2026-04", "1 March 2026", "7 April 2026")
    done = run("outline", harbour, SAFETY, "--plain", "--heading", "agreed", input=typed(*lines))
    assert done.stderr.count("Give the day too, such as 2 March 2026.") == 3
    assert "That day has not come yet." in done.stderr
    assert "That day has passed." in done.stderr
    assert passages(records, harbour)["agreed-on"] == "2026-03-03"
    assert passages(records, harbour)["review-on"] == "2026-04-07"


def test_a_day_of_review_that_has_passed_since_may_stand(
    run: Any, harbour: Path, typed: Any, records: Any, held_clock: Any
) -> None:
    about = ("outline", harbour, SAFETY, "--plain", "--heading", "agreed")
    run(*about, input=typed(*ABOUT))
    held_clock.move(datetime(2026, 6, 1, tzinfo=UTC))
    done = run(*about, input=typed("", "", "", ""))
    assert (done.status, "Nothing new." in done.stderr) == (0, True)


def test_after_a_change_the_plan_is_agreed_anew_though_the_day_is_the_same(
    run: Any, harbour: Path, typed: Any, records: Any
) -> None:
    run("outline", harbour, SAFETY, "--plain", "--heading", "sleeping", input=typed("Apart."))
    run("outline", harbour, SAFETY, "--plain", "--heading", "agreed", input=typed(*ABOUT))
    done = run("outline", harbour, SAFETY, "--plain", "--heading", "sleeping", input=typed("Upstairs.", ""))
    assert "Changed since it was agreed: sjtool outline" in flat(done.stderr)
    assert "safety-plan --heading agreed" in flat(done.stderr)
    assert "changed since" in run("report", harbour, "--report", SAFETY).stdout
    done = run("outline", harbour, SAFETY, "--plain", "--heading", "agreed", input=typed("", "", "", ""))
    assert "Written or changed since it was last agreed: Sleeping." in done.stderr
    last = records(harbour, "narrative")[-1]
    assert (last["heading"], last["text"], last["reason"]) == ("safety-plan@1.0.0/agreed-on", "2026-03-03", AGAIN)
    assert "changed since" not in run("report", harbour, "--report", SAFETY).stdout


def test_nobody_confidential_is_named_and_nothing_kept_back_repeated_at_a_terminal(
    run: Any, harbour: Path, typed: Any, records: Any
) -> None:
    append(
        harbour,
        Draft("person", {"id": "v-1", "roles": ["victim"], "standing": "victim", "label": "Miss K"}),
        Draft("event", {"kind": "intelligence", "held_on": "2026-03", "what": "He was seen twice at the old fair."}),
    )
    lines = ("As Miss K asked.", "He was seen twice at the old fair.", "Upstairs.")
    done = run("outline", harbour, SAFETY, "--plain", "--heading", "sleeping", input=typed(*lines))
    assert "It names somebody who is kept confidential." in done.stderr
    assert "It repeats words that are not for the family." in done.stderr
    assert passages(records, harbour) == {"sleeping": "Upstairs."}


JARGON = "The subject meets MAPPA and ARMS, his arms open."


def test_a_word_a_family_need_not_know_waits_for_an_answer_and_may_be_kept(
    run: Any, harbour: Path, typed: Any, records: Any
) -> None:
    sleeping = ("outline", harbour, SAFETY, "--plain", "--heading", "sleeping")
    done = run(*sleeping, input=typed(JARGON, "perhaps", "n"))
    told = flat(done.stderr)
    assert "Can it be said without: MAPPA, ARMS, subject?" in told
    assert "Type y or n." in told
    assert "Kept as it is. A family keeps to what it understands" in told
    assert passages(records, harbour) == {"sleeping": JARGON}
    again = run(*sleeping, input=typed(""))
    assert "Can it be said without" not in again.stderr


@pytest.mark.parametrize("answer", ["y", ":back"])
def test_what_can_be_said_without_it_is_written_again(
    answer: str, run: Any, harbour: Path, typed: Any, records: Any
) -> None:
    lines = (JARGON, answer, "He meets MAPPA.", "y", "He meets the officers every month.")
    done = run("outline", harbour, SAFETY, "--plain", "--heading", "sleeping", input=typed(*lines))
    told = flat(done.stderr)
    assert f"(Enter keeps {JARGON[:40]}…" in told
    assert "Can it be said without: MAPPA? y / n" in told
    assert passages(records, harbour) == {"sleeping": "He meets the officers every month."}
    assert [*harbour.parent.glob("*.unfinished-*")] == []


def test_whoever_finds_no_other_words_keeps_them_with_enter(run: Any, harbour: Path, typed: Any, records: Any) -> None:
    run("outline", harbour, SAFETY, "--plain", "--heading", "sleeping", input=typed(JARGON, "y", ""))
    assert passages(records, harbour) == {"sleeping": JARGON}


def test_words_stand_when_the_officer_stops_at_the_question(
    run: Any, harbour: Path, typed: Any, records: Any, nothing_written: Any
) -> None:
    sleeping = ("outline", harbour, SAFETY, "--plain", "--heading", "sleeping")
    with nothing_written(harbour, beside=("harbour.unfinished-outline-safety-plan-sleeping.toml",)):
        run(*sleeping, input=typed(JARGON, ":quit"))
    done = run(*sleeping, input=typed("", "n"))
    assert "Can it be said without: MAPPA, ARMS, subject?" in flat(done.stderr)
    assert passages(records, harbour) == {"sleeping": JARGON}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Rated HIGH risk by police so plan stays until ARMS is low", ["ARMS", "rated", "high risk"]),
        ("It is a very high-risk time, at a low risk.", ["very high-risk", "low risk"]),
        ("His risk level, and the level of risk.", ["risk level", "level of risk"]),
        ("He scored six; his ratings and his score.", ["scored", "ratings", "score"]),
        ("his arms, the sofas, mappa, a higher shelf, separated", []),
    ],
)
def test_levels_and_ratings_are_noticed_like_other_words_of_the_trade(text: str, found: list[str]) -> None:
    assert find_jargon(text) == sorted(found, key=found.index)


def test_each_who_took_part_has_a_name_and_a_line(run: Any, harbour: Path, typed: Any, records: Any) -> None:
    lines = ("", "yesterday", "Mr Q, Ms W and me", "Mr Q, Ms W and PC Hughes", "7 April")
    done = run("outline", harbour, SAFETY, "--plain", "--heading", "agreed", input=typed(*lines))
    told = flat(done.stderr)
    assert '"me" would be nobody\'s line to sign' in told
    assert "A line to sign for each: Mr Q; Ms W; PC Hughes." in told
    assert passages(records, harbour)["took-part"] == "Mr Q, Ms W and PC Hughes"


def test_what_is_saved_is_told_once(run: Any, harbour: Path, typed: Any) -> None:
    done = run("outline", harbour, SAFETY, "--plain", "--heading", "sleeping", input=typed("Apart."))
    assert done.stderr.count("saved n-001\n") == 1
    assert done.stderr.count("> saved\n") == 0


def test_above_who_does_what_open_actions_are_recalled_and_never_a_covert_one(
    run: Any, harbour: Path, typed: Any
) -> None:
    first = {**ACTION, "id": "ac-x", "kind": "school run", "owner": "pc-4412", "due_on": "2026-03-20"}
    append(
        harbour,
        Draft("action", first),
        Draft("action", {**ACTION, "kind": "SECRET", "owner": "x", "due_on": "2026-03-20", "handling": "covert"}),
        Draft("action", {**ACTION, "id": "ac-z", "kind": "over", "owner": "x", "due_on": "2026-03-20"}),
        Draft("action", {"assessment": "a-001", "pillar": "supervision"}),
        Draft("action_update", {"action": "ac-z", "status": "done", "what_happened": "Done."}),
    )
    done = run("outline", harbour, CORE, "--plain", "--heading", "who-does-what", input=typed("Ms R: school, Mondays."))
    told = flat(done.stderr)
    assert "For you, not for the family: open actions of the risk management plan." in told
    assert "- school run: PC A. Hughes, by 20 March 2026" in told
    assert "- ac-002: not named" in told
    assert "SECRET" not in told
    assert "over:" not in told
    shown = run("report", harbour, "--report", CORE).stdout
    assert "Ms R: school, Mondays." in shown
    assert "school run" not in shown


def test_no_reminder_stands_where_no_action_is_open(run: Any, harbour: Path, typed: Any) -> None:
    done = run("outline", harbour, CORE, "--plain", "--heading", "who-does-what", input=typed(""))
    assert "For you, not for the family" not in done.stderr


def test_a_heading_only_older_passages_know_is_asked_too(run: Any, harbour: Path, typed: Any, records: Any) -> None:
    append(
        harbour, Draft("narrative", {"assessment": "a-001", "heading": "safety-plan@1.0.0/pets", "text": "With Ms R."})
    )
    run("outline", harbour, SAFETY, "--plain", "--heading", "pets", input=typed("With her mother.", "moved"))
    assert passages(records, harbour)["pets"] == "With her mother."


def test_whose_plan_offers_no_guarded_label_and_nothing_where_nobody_has_one(
    run: Any, make_case: Callable[..., Path], typed: Any, records: Any
) -> None:
    people = [
        Draft("person", {"id": "c", "roles": ["child", "victim"], "standing": "victim", "label": "Child X"}),
        Draft("person", {"id": "d", "roles": ["child"], "standing": "other", "label": "Child Y"}),
    ]
    path = make_case("one", people)
    run("outline", path, SAFETY, "--plain", "--heading", "agreed", input=typed("", "", "", ""))
    assert passages(records, path) == {"whose": "Mr H; Ms R; Child Y"}
    opened = Draft("assessment", {"opened_on": "2026-03-02", "trigger": "initial", "purpose": "To plan."})
    empty = make_case("two", beginning=[opened])
    done = run("outline", empty, SAFETY, "--plain", "--heading", "agreed", input=typed("", ":quit"))
    assert "When was it agreed?" in done.stderr


def test_a_signed_assessment_is_named_before_anything_is_asked(run: Any, harbour: Path, typed: Any) -> None:
    keys = {"assessment": "a-001", "head": "0" * 32, "method": "typed", "statement": "Mine.", "role": "author"}
    append(harbour, Draft("signature", keys))
    done = run("outline", harbour, SAFETY, "--plain", input=typed(":quit"))
    assert "The assessment is signed, and stays so" in flat(done.stderr)


ANSWERS = """
[[narrative]]
heading = "sleeping"
text = '''
Each in their own room [/].
'''

[[narrative]]
heading = "safety-plan@1.0.0/agreed-on"
text = "2026-03-03"

[[narrative]]
heading = "review-on"
text = "2026-04-07"
"""


def test_a_plan_comes_from_a_file_by_the_same_rules(run: Any, harbour: Path, answers: Any, records: Any) -> None:
    done = run("outline", harbour, SAFETY, "--answers", answers(ANSWERS))
    assert done.status == 0
    assert passages(records, harbour) == {
        "sleeping": "Each in their own room [/].",
        "agreed-on": "2026-03-03",
        "review-on": "2026-04-07",
    }
    again = answers(ANSWERS.replace("own room", "own bed").replace("[/].\n'''", "[/].\n'''\nreason = \"said better\""))
    assert run("outline", harbour, SAFETY, "--answers", again).status == 0
    *_old, last = records(harbour, "narrative")
    assert (last["supersedes"], last["reason"], last["text"]) == ("n-001", "said better", "Each in their own bed [/].")
    day = answers('[[narrative]]\nheading = "agreed-on"\ntext = "2026-03-03"\n')
    run("outline", harbour, SAFETY, "--answers", day)
    assert records(harbour, "narrative")[-1]["reason"] == AGAIN


def test_what_stands_already_is_left_out_of_a_file(run: Any, harbour: Path, answers: Any, nothing_written: Any) -> None:
    given = answers(ANSWERS)
    run("outline", harbour, SAFETY, "--answers", given)
    with nothing_written(harbour):
        assert run("outline", harbour, SAFETY, "--answers", given).status == 0


def test_json_csv_and_a_pipe_will_do(run: Any, harbour: Path, answers: Any, records: Any) -> None:
    given = json.dumps([{"heading": "sleeping", "text": "Apart."}])
    assert run("outline", harbour, SAFETY, "--answers", "-", input=given).status == 0
    assert run("outline", harbour, CORE, "--answers", answers("heading,text\naims,Safe\n", "x.csv")).status == 0
    assert passages(records, harbour) == {"sleeping": "Apart.", "aims": "Safe"}


def one(heading: str, text: str, more: str = "") -> str:
    return f'[[narrative]]\nheading = "{heading}"\ntext = "{text}"\n{more}\n'


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (one("sleepnig", "MARKER"), ["no-such-heading"]),
        (one("safety-plan@9.0.0/sleeping", "MARKER"), ["no-such-heading"]),
        (one("agreed", "MARKER"), ["no-such-heading"]),
        ('[[narrative]]\ntext = "MARKER"\n', ["no-such-heading"]),
        (one("review", "MARKER") + one("review", "MARKER two"), ["two-of-one"]),
        (one("review", "MARKER", 'supersedes = "n-001"'), ["key-reserved"]),
        (one("review", "N/A"), ["outline-says-nothing"]),
        (one("review", " "), ["key-missing"]),
        ('[[narrative]]\nheading = "review"\n', ["key-missing"]),
        ('[[narrative]]\nheading = "review"\ntext = 7\n', ["value-wrong-kind"]),
        (one("review", "MARKER", "txet = 1"), ["unknown-key"]),
        (one("sleeping", "Apart.", "txet = 1"), ["unknown-key"]),
        (one("agreed-on", "MARKER"), ["outline-not-a-day"]),
        (one("agreed-on", "2026-03-05"), ["outline-not-a-day"]),
        (one("agreed-on", "20260303"), ["outline-not-a-day"]),
        (one("review-on", "2026-03-01"), ["outline-not-a-day"]),
        (one("review", "Miss K MARKER"), ["family-plan-names-guarded"]),
        (one("review", "He was seen twice at the old fair."), ["family-plan-kept-back"]),
        (one("sleeping", "MARKER"), ["key-missing"]),
        ('note = "MARKER"\n', ["unknown-key"]),
        ('[[rating]]\nrecent = "MARKER"\n', ["unknown-kind"]),
        ("{}", ["answers-empty"]),
    ],
)
def test_what_is_no_passage_is_refused_and_nothing_is_recorded(
    text: str, expected: list[str], run: Any, harbour: Path, answers: Any, codes_of: Any, nothing_written: Any
) -> None:
    append(
        harbour,
        Draft("narrative", {"assessment": "a-001", "heading": "safety-plan@1.0.0/sleeping", "text": "Apart."}),
        Draft("person", {"id": "v-1", "roles": ["victim"], "standing": "victim", "label": "Miss K"}),
        Draft("event", {"kind": "intelligence", "held_on": "2026-03", "what": "He was seen twice at the old fair."}),
    )
    given = answers(text, "x.json" if text == "{}" else "x.toml")
    with nothing_written(harbour):
        done = run("outline", harbour, SAFETY, "--answers", given)
    assert (done.status, codes_of(done)) == (3, expected)
    assert "MARKER" not in done.stderr
    assert "Miss K" not in done.stderr
    assert "fair" not in done.stderr


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("restrictive",), "no-such-outline"),
        ((SAFETY, "--heading", "aims"), "no-such-heading"),
        ((CORE, "--heading", "sleeping"), "no-such-heading"),
    ],
)
def test_what_cannot_be_filled_in_is_told_before_anything_is_asked(
    words: tuple[str, ...], code: str, run: Any, harbour: Path, codes_of: Any, nothing_written: Any
) -> None:
    with nothing_written(harbour):
        done = run("outline", harbour, *words, "--plain", input="")
    assert (done.status, codes_of(done)) == (2, [code])


def test_without_an_assessment_or_an_officer_nothing_is_asked(
    run: Any, make_case: Callable[..., Path], codes_of: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = make_case("bare", beginning=())
    done = run("outline", path, SAFETY, "--plain", input="")
    assert (done.status, codes_of(done)) == (3, ["no-assessment"])
    monkeypatch.delenv("SJTOOL_BY")
    done = run("outline", path, SAFETY, "--answers", "-", input="{}")
    assert (done.status, codes_of(done)) == (2, ["no-officer"])


def test_a_print_that_would_name_somebody_confidential_is_refused_and_the_run_goes_on(
    run: Any, make_case: Callable[..., Path], codes_of: Any, tmp_path: Path
) -> None:
    folder = tmp_path / "cases"
    folder.mkdir()
    named = [
        Draft("person", {"id": "v-1", "roles": ["victim"], "standing": "victim", "label": "Miss K"}),
        Draft("narrative", {"assessment": "a-001", "heading": "safety-plan@1.0.0/sleeping", "text": "By Miss K."}),
    ]
    bad = make_case("bad", named, folder=folder)
    make_case("good", folder=folder)
    done = run("report", bad, "--report", SAFETY)
    assert (done.status, codes_of(done)) == (3, ["family-plan-names-guarded"])
    assert done.stdout == ""
    assert "Miss K" not in done.stderr
    assert f"{bad}:" in done.stderr
    assert "sjtool outline bad safety-plan --heading sleeping" in done.stderr
    out = tmp_path / "out"
    done = run("report", folder, "--report", SAFETY, "--out", out)
    assert done.status == 1
    assert [path.name for path in sorted(out.glob("[!.]*"))] == ["good.safety-plan.txt", "manifest.json"]
