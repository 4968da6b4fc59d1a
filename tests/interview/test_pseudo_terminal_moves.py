"""Every move, key and interruption at a real terminal: what is shown, what is saved, and what comes back."""

from __future__ import annotations

import os
import re
import shlex
import signal
import stat
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from sjtool.model.enquiry import Response, Session, SessionEnd
from sjtool.store.append import Draft, Ledger

pytest.importorskip("pexpect")
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals are a Unix thing")
CTRL_C, CTRL_U = "\x03", "\x15"
F = {2: "\x1bOQ", 3: "\x1bOR", 4: "\x1bOS", 5: "\x1b[15~", 6: "\x1b[17~", 7: "\x1b[18~", 8: "\x1b[19~", 9: "\x1b[20~"}
PASTE = "\x1b[200~{}\x1b[201~"
FRIENDS = "Friends and support"
NEWS = Draft("response", {"session": "s-001", "item": "5", "value": "Her sister.", "basis": "told"})
TIME = Draft("response", {"session": "s-001", "item": "30", "value": "In the shed.", "basis": "told"})
OVER = Draft("session_end", {"session": "s-001", "ended_at": datetime(2026, 3, 2, 15, tzinfo=UTC), "how": "stopped"})


def beside(case: Path) -> Path:
    return case.parent / "harbour.unfinished-s-001.toml"


def editor(folder: Path, *, writes: str = "", status: int = 0) -> dict[str, str]:
    """An editor that says who may read what it was given, writes, and ends; as the officer's EDITOR."""
    script, log = folder / "editor.py", folder / "editor.log"
    script.write_text(
        "import os, pathlib, stat, sys\n"
        "path = pathlib.Path(sys.argv[-1])\n"
        "modes = [oct(stat.S_IMODE(os.stat(p).st_mode)) for p in (path.parent, path)]\n"
        f"pathlib.Path({str(log)!r}).write_text(' '.join([path.parent.name, *modes, path.read_text('utf-8')]))\n"
        f"path.write_text({writes!r}, encoding='utf-8') if {writes!r} else None\n"
        f"sys.exit({status})\n",
        encoding="utf-8",
    )
    return {"EDITOR": shlex.join([sys.executable, "-S", "-E", str(script)])}


def test_each_move_as_a_word(at_terminal: Any, begun: Any, recorded: Any) -> None:
    begun()
    officer = at_terminal()
    officer.is_asked("1 of 12")
    for typed, answer in (
        (":back", "This is the first question"),
        (":why", "Look for:"),
        (":last", "Nothing was recorded of this in an earlier session"),
        (":map open", "0 answered.*1/hours"),
        (":time", "The session began on 2 March 2026.*At it for 0 minutes"),
        (":stop", "distress"),
        (":conduct", "Source:"),
        (":help", ":quit"),
        (":again", "No words are held here"),
        (":note she wept", "saved r-0001"),
        (":jump friends", "Friends and support"),
        (":skip refused, said to ask him", "saved r-0002"),
        (":back", "Now: "),
        (":cleared DI Shaw, 3 March", "Clearance recorded"),
        (":jump", "To which item"),
        (":jump 99", "There is no such item"),
        (":zzz", "There is no :zzz"),
    ):
        officer.types(typed)
        officer.is_asked(f"(?s){answer}")
    officer.types(":who")
    officer.is_asked("Who is asking")
    officer.types(f"{CTRL_U}pc-1, ds-3")
    officer.is_asked("Who else is there")
    officer.types("a baby, asleep")
    officer.is_asked("Recorded")
    officer.types(":end")
    officer.is_asked("not yet put. End the session all the same")
    officer.types("y")
    officer.sees("the session is over")
    officer.is_done()
    assert [(r.item, r.missing, r.note, r.missing_note) for r in recorded(Response)] == [
        ("1", "deferred", "she wept", "noted before there was an answer"),
        ("5", "refused", None, "said to ask him"),
    ]
    last = recorded(Session)[-1]
    assert (last.interviewers, last.others_present, last.cleared_with) == (
        ("pc-1", "ds-3"), "a baby, asleep", "DI Shaw, 3 March",
    )  # fmt: skip
    assert [end.how for end in recorded(SessionEnd)] == ["stopped"]


def test_each_key_makes_its_move_and_what_was_begun_comes_back(
    at_terminal: Any, begun: Any, recorded: Any, tmp_path: Path
) -> None:
    case = begun()
    officer = at_terminal("--item", "5", "--item", "30", **editor(tmp_path, writes="In the shed, evenings."))
    officer.is_asked("1 of 2")
    officer.begins("Her sister")
    for key, answer in (
        (5, "(?s)0 answered.*Who are the friends"),
        (6, "(?s)Look for:.*Who are the friends"),
        (7, "Nothing was recorded of this"),
        (2, "This is the first question"),
    ):
        officer.presses(F[key])
        assert "Her sister" in officer.is_asked(answer)
    officer.presses(F[3])
    officer.is_asked("Why is there no answer")
    officer.types(":back")
    assert "Her sister" in officer.is_asked("(?s)1 of 2.*Left unfinished")
    officer.presses(F[4])
    officer.is_asked("Your note")
    officer.types("she wept")
    assert "Her sister" in officer.is_asked("saved r-0001")
    officer.types(" and her mother.")
    officer.is_asked("2 of 2")
    officer.begins("In the")
    officer.presses(F[8])
    officer.is_asked("(?s)saved r-0003.*Enter ends the session")
    officer.types(":back")
    officer.is_asked("2 of 2")
    officer.begins("In the ga")
    officer.presses(F[9])
    officer.sees("What you were typing is kept")
    officer.is_done()
    assert [(r.item, r.value, r.note) for r in recorded(Response)][1:] == [
        ("5", "Her sister and her mother.", "she wept"),
        ("30", "In the shed, evenings.", None),
    ]
    assert 'text = "In the ga"' in beside(case).read_text(encoding="utf-8")
    assert stat.S_IMODE(beside(case).stat().st_mode) == 0o600


@pytest.mark.parametrize(("move", "shown"), [(":map", "0 answered"), (":back", "This is the first question")])
def test_a_move_typed_right_behind_what_was_begun_is_no_word_of_it(
    at_terminal: Any, begun: Any, recorded: Any, move: str, shown: str
) -> None:
    begun()
    officer = at_terminal("--item", "5")
    officer.is_asked("1 of 1")
    officer.begins("Her sister")
    officer.presses(F[7])
    assert "Her sister" in officer.is_asked("Nothing was recorded of this")
    officer.types(move)
    assert "Her sister" in officer.is_asked(shown)
    officer.types(".")
    officer.is_asked("Enter ends the session")
    officer.presses(CTRL_C)
    officer.is_done(130)
    assert [r.value for r in recorded(Response)] == ["Her sister."]


def test_a_key_leads_to_a_reason_and_the_answer_begun_becomes_its_note(
    at_terminal: Any, begun: Any, recorded: Any
) -> None:
    begun()
    officer = at_terminal("--item", "5")
    officer.is_asked("1 of 1")
    officer.begins("her sister perhaps")
    officer.presses(F[3])
    officer.is_asked("Why is there no answer")
    officer.types("?")
    officer.is_asked("would not answer, and said so")
    officer.types("1")
    officer.is_asked("Anything to add")
    officer.types("ask him")
    officer.is_asked("Enter ends the session")
    officer.presses(CTRL_C)
    officer.is_done(130)
    assert [(r.missing, r.missing_note, r.note) for r in recorded(Response)] == [
        ("refused", "ask him", "her sister perhaps"),
    ]


def test_the_editor_writes_in_a_private_folder_that_is_gone_afterwards(
    at_terminal: Any, begun: Any, recorded: Any, tmp_path: Path
) -> None:
    begun()
    words = "Her sister.\n\nA man called [Lee] \u2014 caf\u00e9, he\u2019d said."
    officer = at_terminal("--item", "5", **editor(tmp_path, writes=words))
    officer.is_asked("1 of 1")
    officer.types(":edit")
    officer.is_asked("(?s)3 lines, as typed.*saved r-0001.*Enter ends the session")
    officer.types("")
    officer.is_done()
    assert [r.value for r in recorded(Response)] == [words]
    folder, *modes = (tmp_path / "editor.log").read_text(encoding="utf-8").split()
    assert folder.startswith(".sjtool-edit-")
    assert modes == ["0o700", "0o600"]
    assert [*tmp_path.glob(".sjtool-edit-*")] == []
    assert not beside(tmp_path / "harbour.toml").exists()


@pytest.mark.parametrize("writes", ["", "half a sent"])
def test_an_editor_that_fails_leaves_what_was_written_in_the_line(
    at_terminal: Any, begun: Any, recorded: Any, tmp_path: Path, writes: str
) -> None:
    begun()
    officer = at_terminal("--item", "5", **editor(tmp_path, writes=writes, status=1))
    officer.is_asked("1 of 1")
    officer.begins("Her mother")
    officer.presses(F[8])
    assert (writes or "Her mother") in officer.is_asked("(?s)The editor ended with an error.*1 of 1.*Left unfinished")
    officer.types("ence.")
    officer.is_asked("saved r-0001")
    officer.presses(CTRL_C)
    officer.is_done(130)
    assert [r.value for r in recorded(Response)] == [f"{writes or 'Her mother'}ence."]
    assert [*tmp_path.glob(".sjtool-edit-*")] == []


def test_no_editor_is_said_and_the_interview_goes_on(at_terminal: Any, begun: Any, recorded: Any) -> None:
    begun()
    officer = at_terminal("--item", "5", EDITOR="/nowhere/at-all")
    officer.is_asked("1 of 1")
    officer.types(":edit")
    officer.is_asked("The editor could not be started")
    officer.types("Her sister.")
    officer.is_asked("saved r-0001")
    officer.presses(CTRL_C)
    officer.is_done(130)
    assert [r.value for r in recorded(Response)] == ["Her sister."]


def test_a_narrower_window_wraps_the_next_question(at_terminal: Any, begun: Any) -> None:
    begun()
    officer = at_terminal("--item", "5", "--item", "30")
    wide = officer.is_asked("1 of 2")
    officer.child.setwinsize(24, 60)
    officer.types(":why")
    narrow = officer.is_asked("(?s)Why:.*1 of 2")
    officer.presses(CTRL_C)
    officer.is_done(130)
    assert max(len(line) for line in wide.split("\n")) > 60
    assert max(len(line) for line in narrow.split("\n")) < 60


def test_a_paste_of_fifty_kilobytes_is_one_answer_byte_for_byte(at_terminal: Any, begun: Any, recorded: Any) -> None:
    case = begun()
    rows = [
        f"{n:04d} caf\u00e9 \u201cshe said\u201d [/] \U0001f600 \u0645\u0631\u062d\u0628\u0627 :quit"
        for n in range(1000)
    ]
    words = "\n".join(rows)
    assert len(words.encode("utf-8")) > 50_000
    officer = at_terminal("--item", "5")
    officer.is_asked("1 of 1")
    officer.presses(PASTE.format(words.replace("\n", "\r")))
    officer.sees("0999")
    officer.types("")
    officer.is_asked("(?s)1000 lines, as typed.*Enter ends the session")
    officer.types("")
    officer.is_done()
    assert [r.value for r in recorded(Response)] == [words]
    assert not beside(case).exists()


START = {
    "mode": ("How asked", "2"),
    "held_on": ("On which day", "2026-03-04"),
    "place": ("Where", "the kitchen"),
    "others_present": ("Who else is there", "a baby"),
    "supervision": ("go through it with you", "Sgt Vale"),
    "cleared_with": ("Who cleared", "DI Shaw"),
}


@pytest.mark.parametrize("stop", [*START])
def test_ctrl_c_while_the_start_is_asked(at_terminal: Any, harbour: Path, stop: str) -> None:
    before = harbour.read_bytes()
    officer = at_terminal()
    typed = []
    for name, (words, answer) in START.items():
        officer.is_asked(words)
        typed.append(answer)
        if name == stop:
            break
        officer.types(answer)
    officer.begins(typed[-1])
    officer.presses(CTRL_C)
    officer.is_done(130)
    assert harbour.read_bytes() == before
    kept = [*harbour.parent.glob("harbour.kept-*.toml")]
    text = "".join(path.read_text(encoding="utf-8") for path in kept)
    assert [words for words in typed[1:] if words not in text] == []
    assert {stat.S_IMODE(path.stat().st_mode) for path in kept} == {0o600}


@pytest.mark.parametrize(
    ("steps", "half"),
    [
        ([], "her sister and"),
        ([(":skip", "Why is there no answer")], "because she"),
        ([(":skip", "Why is there no answer"), ("2", "Anything to add")], "ask her"),
        ([(":note", "Your note")], "she wept"),
        ([(":cleared", "Who cleared it")], "DI Shaw"),
        ([(":who", "Who is asking")], "ds-3"),
        ([(":who", "Who is asking"), (f"{CTRL_U}pc-1, ds-3", "Who else is there")], "a baby"),
        ([(":end", "End the session all the same")], ""),
    ],
    ids=["question", "skip", "anything-to-add", "note", "cleared", "who", "who-else", "end"],
)
def test_ctrl_c_where_something_is_asked_within_the_interview(
    at_terminal: Any, begun: Any, recorded: Any, steps: list[tuple[str, str]], half: str
) -> None:
    case = begun()
    officer = at_terminal()
    officer.is_asked("1 of 12")
    for typed, words in (("about 35", "2 of 12"), (":jump 5", FRIENDS), *steps):
        officer.types(typed)
        officer.is_asked(words)
    if half:
        officer.begins(half)
    officer.presses(CTRL_C)
    officer.is_done(130)
    assert "This resumes there:" in officer.seen
    reasons = [("5", None)] if half == "ask her" else []  # the reason was given: only the words about it were not
    assert [(r.item, r.value) for r in recorded(Response)] == [("1", 35), *reasons]
    assert [end.how for end in recorded(SessionEnd)] == ["paused"]
    assert half in beside(case).read_text(encoding="utf-8")


def test_ctrl_c_at_the_close_and_when_asked_what_becomes_of_words_begun(
    at_terminal: Any, begun: Any, recorded: Any
) -> None:
    case = begun()
    officer = at_terminal("--item", "5", "--item", "30")
    officer.is_asked("1 of 2")
    officer.begins("half a sent")
    officer.presses(F[2])
    officer.is_asked("first question")
    officer.presses(CTRL_U)
    officer.types("Her sister.")
    officer.is_asked("2 of 2")
    officer.begins("In the sh")
    officer.presses(F[5])
    officer.is_asked("2 of 2")
    officer.presses(CTRL_U)
    officer.types(":skip later")
    officer.is_asked("(?s)Left for later: item 30.*Enter ends the session")
    officer.presses(CTRL_C)
    officer.is_done(130)
    again = at_terminal("--item", "5", "--item", "30")
    again.is_asked("Enter ends the session|1 of 2|2 of 2")
    again.types(":jump 30")
    again.is_asked("2 of 2")
    again.begins("the garden")
    again.presses(F[2])
    again.is_asked("1 of 2")
    again.types(":end")
    again.is_asked("(?s)Begun at item 30 and never entered: the garden.*Save these words")
    again.presses(CTRL_C)
    again.is_done(130)
    assert "the garden" in beside(case).read_text(encoding="utf-8")
    last = at_terminal("--item", "5", "--item", "30")
    last.is_asked("Enter ends the session")
    last.types(":end")
    last.is_asked("Save these words")
    last.types("y")
    last.sees("the session is over")
    last.is_done()
    assert [(r.item, r.note) for r in recorded(Response)][-1] == ("30", "the garden")
    assert [end.how for end in recorded(SessionEnd)][-1] == "finished"
    assert not beside(case).exists()


@pytest.mark.parametrize("number", [signal.SIGHUP, signal.SIGTERM, signal.SIGKILL], ids=lambda one: one.name)
def test_a_signal_in_the_middle_of_an_answer_loses_nothing(
    at_terminal: Any, begun: Any, recorded: Any, number: signal.Signals
) -> None:
    case = begun()
    officer = at_terminal("--item", "1", "--item", "5")
    officer.is_asked("1 of 2")
    officer.types("about 35")
    officer.is_asked(FRIENDS)
    officer.begins("Her sister, and caf\u00e9")
    officer.is_killed(number)
    assert [r.value for r in recorded(Response)] == [35]
    assert "Her sister, and caf\u00e9" in beside(case).read_text(encoding="utf-8")
    assert stat.S_IMODE(beside(case).stat().st_mode) == 0o600
    again = at_terminal("--item", "1", "--item", "5")
    assert "Her sister, and caf\u00e9" in again.is_asked("(?s)2 of 2.*Left unfinished, and back in the line")
    again.types("s.")
    again.is_asked("saved r-0002")
    again.types("")
    again.is_done()
    assert [r.value for r in recorded(Response)] == [35, "Her sister, and caf\u00e9s."]
    assert not beside(case).exists()
    assert [path.name for path in case.parent.glob("*unfinished*")] == []


def test_a_note_that_a_kill_cut_off_survives_a_second_kill(at_terminal: Any, begun: Any, recorded: Any) -> None:
    begun()
    officer = at_terminal("--item", "5")
    officer.is_asked("1 of 1")
    officer.presses(F[4])
    officer.is_asked("Your note")
    officer.begins("she wept")
    officer.is_killed(signal.SIGKILL)
    again = at_terminal("--item", "5")
    again.is_asked("Kept for the note: she wept")
    again.is_killed(signal.SIGKILL)
    last = at_terminal("--item", "5")
    last.is_asked("Kept for the note: she wept")
    last.types("Her sister.")
    last.is_asked("saved r-0001")
    last.presses(CTRL_C)
    last.is_done(130)
    assert [(r.value, r.note) for r in recorded(Response)] == [("Her sister.", "she wept")]


@pytest.mark.parametrize(
    "env", [{"TERM": "dumb"}, {"ACCESSIBLE": "1"}, {"NO_COLOR": "1"}], ids=["dumb", "plain", "grey"]
)
def test_what_the_environment_asks_for(at_terminal: Any, begun: Any, recorded: Any, env: dict[str, str]) -> None:
    begun()
    is_plain = "NO_COLOR" not in env
    officer = at_terminal("--item", "5", "--item", "24", plain=is_plain, columns=60, **env)
    officer.is_asked("1 of 2")
    officer.types("Her sister.")
    officer.is_asked("2 of 2")
    officer.types("1")
    officer.is_asked("Enter ends the session")
    raw = officer.child.before
    officer.types("")
    officer.is_done()
    assert [r.value for r in recorded(Response)] == ["Her sister.", ("excited-beforehand",)]
    if is_plain:
        assert "\x1b" not in officer.seen + raw
        assert "\n   1 excited beforehand\n   2 frustrated or irritated when stopped\n" in officer.seen
    assert not re.search(r"\x1b\[(?:3[0-7]|9[0-7]|38;|1;3)", raw)
    told = [line for line in officer.seen.split("\n") if "harbour.toml" not in line and ">" not in line]
    assert max(map(len, told)) < 60


def test_a_latin_one_terminal_is_read_and_written_in_its_own_letters(
    at_terminal: Any, begun: Any, recorded: Any
) -> None:
    begun()
    plain = at_terminal(
        "--item", "5", "--item", "30", plain=True, PYTHONIOENCODING="latin-1", PYTHONUTF8="0", encoding="latin-1"
    )
    head = plain.is_asked("1 of 2")
    assert re.search("Ms R \\(partner\\) [\u00b7-] asked by PC Hughes", head.replace("\n", " "))
    plain.presses("caf\u00e9\n".encode("latin-1"))
    plain.is_asked("2 of 2")
    plain.presses(CTRL_C)
    plain.is_done(130)
    edited = at_terminal("--item", "30", PYTHONIOENCODING="latin-1", PYTHONUTF8="0", encoding="latin-1")
    edited.is_asked("1 of 1")
    edited.presses("d\u00e9j\u00e0 vu\r".encode("latin-1"))
    edited.is_asked("saved r-0002")
    edited.presses(CTRL_C)
    edited.is_done(130)
    assert [r.value for r in recorded(Response)] == ["caf\u00e9", "d\u00e9j\u00e0 vu"]


@pytest.mark.parametrize(("said", "values"), [("y", ["Her sister.\nLee.\nNobody else."]), ("n", [])])
def test_lines_sent_at_once_in_line_mode_are_one_answer_or_none(
    at_terminal: Any, begun: Any, recorded: Any, said: str, values: list[str]
) -> None:
    begun()
    officer = at_terminal("--item", "5", "--item", "30", plain=True)
    officer.is_asked("1 of 2")
    officer.presses("Her sister.\nLee.\nNobody else.\n")
    officer.sees("Press Enter, so that the last of them is here")
    officer.types("")
    officer.sees("3 lines. Are they one answer")
    officer.types(said)
    officer.is_asked("2 of 2" if values else "Not taken")
    officer.presses(CTRL_C)
    officer.is_done(130)
    assert [r.value for r in recorded(Response)] == values


def test_a_line_longer_than_a_terminal_takes_is_warned_about(at_terminal: Any, begun: Any, recorded: Any) -> None:
    begun()
    officer = at_terminal("--item", "5", plain=True)
    officer.is_asked("1 of 1")
    officer.presses("a" * 5000 + "\n")
    officer.is_asked("(?s)the end of this one may be missing.*Enter ends the session")
    officer.types("")
    officer.is_done()
    (response,) = recorded(Response)
    assert set(response.value) == {"a"}
    assert len(response.value) >= 4000


def test_facing_shows_nothing_that_is_not_for_their_eyes(at_terminal: Any, begun: Any, recorded: Any) -> None:
    begun()
    officer = at_terminal("--facing", "--marks", "all")
    told = officer.is_asked("Enter clears the screen; then turn it")
    assert "Items 14, 15, 16, 22, 23, 27 can disclose" in " ".join(told.split())
    officer.types("")
    shown = officer.is_asked("1 of 17")
    for typed, answer in (
        (":why", "Not while the screen faces them"),
        (":stop", "Not while the screen faces them"),
        (":map", "not yet put"),
        (":help", ":quit"),
        (":jump on", "Which of these. 1/hours; 2; .*its number"),
        ("", "2 of|1 of"),
        (F[6], ""),
        ("Mr H\x15:jump 5", "Who are the friends"),
    ):
        officer.types(typed)
        shown += officer.is_asked(f"(?s){answer}")
    officer.types("Her sister.")
    shown += officer.is_asked("saved r-0001")
    officer.presses(CTRL_C)
    shown += officer.is_done(130)
    flat = " ".join(shown.split())
    for words in (
        FRIENDS,
        "Hours online",
        "Look for",
        "asked of both",
        "distress",
        "Stop at",
        "Subject",
        "Care:",
        ":why  ",
    ):
        assert words not in flat
    assert [r.item for r in recorded(Response)] == ["5"]


@pytest.mark.parametrize("plain", [False, True], ids=["keys", "plain"])
def test_a_session_that_is_over_is_corrected_with_a_reason_and_both_stay(
    at_terminal: Any, begun: Any, recorded: Any, plain: bool
) -> None:
    case = begun(NEWS, TIME, OVER)
    officer = at_terminal("--correct", "s-001", plain=plain)
    officer.is_asked("(?s)This session is over.*1 of 2.*Now: Her sister")
    officer.types("Her mother.")
    officer.is_asked("Why is this corrected")
    officer.begins("she rang")
    officer.presses(CTRL_C)
    officer.is_done(130)
    assert [r.value for r in recorded(Response)] == ["Her sister.", "In the shed."]
    assert "Her mother." in beside(case).read_text(encoding="utf-8")
    again = at_terminal("--correct", "s-001", plain=plain)
    assert "Her mother" in again.is_asked("Left unfinished")
    again.types("")
    again.is_asked("Why is this corrected")
    again.types("")
    again.is_asked("Why is this corrected")
    again.types("she rang to say so")
    again.is_asked("(?s)saved r-0003.*2 of 2")
    again.types("")
    again.is_asked("That was the last question")
    again.types("")
    again.is_done()
    found = {r.id: r for r in recorded(Response)}
    assert (found["r-0001"].value, found["r-0003"].value) == ("Her sister.", "Her mother.")
    assert (found["r-0003"].supersedes, found["r-0003"].reason) == ("r-0001", "she rang to say so")
    assert len(recorded(SessionEnd)) == 1
    assert not beside(case).exists()


def test_another_officer_who_goes_on_is_recorded_before_their_first_answer(
    at_terminal: Any, begun: Any, recorded: Any
) -> None:
    case = begun()
    officer = at_terminal("--item", "5", "--item", "30", by="ds-3")
    officer.is_asked("(?s)DS Okafor goes on with it.*1 of 2")
    assert [s.interviewers for s in recorded(Session)] == [("pc-1",)]
    officer.types("Her sister.")
    officer.is_asked("saved r-0001")
    officer.presses(CTRL_C)
    officer.is_done(130)
    assert [(s.interviewers, s.by) for s in recorded(Session)] == [(("pc-1",), "pc-1"), (("pc-1", "ds-3"), "ds-3")]
    text = case.read_text(encoding="utf-8")
    assert text.index('"ds-3"]') < text.index("[[response]]")


def test_changed_since_asks_only_what_moved(at_terminal: Any, begun: Any, harbour: Path, recorded: Any) -> None:
    begun(NEWS, OVER)
    later = datetime(2026, 3, 10, 9, tzinfo=UTC)
    keys = {"assessment": "a-001", "set": "section-12@1.0.0", "informant": "subject", "about": "subject"}
    Ledger(harbour).append(
        [
            Draft("session", {**keys, "interviewers": ["pc-1"], "mode": "home-visit", "held_on": "2026-03-10"}),
            Draft("response", {"session": "s-002", "item": "30", "value": "In the garage.", "basis": "told"}),
        ],
        by="pc-1",
        at=later,
    )
    officer = at_terminal("--changed-since", "5 March 2026", "--mode", "telephone", "--held-on", "2026-03-11")
    for words in ("Where", "Who else", "go through it"):
        officer.is_asked(words)
        officer.types("")
    officer.is_asked("1 of 1   Change in sex life")
    officer.presses(CTRL_C)
    told = officer.is_done(130)
    assert "garage" not in officer.seen
    assert "--changed-since 2026-03-05" in told
    assert len(recorded(Session)) == 3


def test_the_keys_stand_at_the_foot_of_a_terminal_that_tells_where_its_cursor_is(at_terminal: Any, begun: Any) -> None:
    begun()
    officer = at_terminal("--item", "5", columns=40, PROMPT_TOOLKIT_NO_CPR="0")
    officer.sees(re.escape("\x1b[6n"))
    officer.presses("\x1b[12;4R")
    footer = officer.sees(r"F2 back.*?\x1b\[\d+A")
    assert footer.split("F2")[1].split() == ["back", "F3", "skip", "F4", "note", "F5", "map"]
    officer.presses(CTRL_C)
    officer.is_done(130)


def test_ctrl_c_before_the_screen_is_turned_loses_nothing(at_terminal: Any, begun: Any, recorded: Any) -> None:
    begun()
    officer = at_terminal("--facing")
    officer.is_asked("Enter clears the screen; then turn it")
    officer.presses(CTRL_C)
    officer.is_done(130)
    assert recorded(SessionEnd) == []


def test_nobody_else_may_read_what_is_being_typed(at_terminal: Any, begun: Any) -> None:
    """Whatever the officer's umask is."""
    case = begun()
    old = os.umask(0)
    try:
        officer = at_terminal("--item", "5")
    finally:
        os.umask(old)
    officer.is_asked("1 of 1")
    officer.begins("Her sister")
    assert stat.S_IMODE(beside(case).stat().st_mode) == 0o600
    officer.presses(CTRL_C)
    officer.is_done(130)


def test_a_key_out_of_a_note_that_was_begun_keeps_it_and_the_answer_begun_before(
    at_terminal: Any, begun: Any, recorded: Any
) -> None:
    begun()
    officer = at_terminal("--item", "5")
    officer.is_asked("1 of 1")
    officer.begins("Her sister")
    officer.presses(F[4])
    officer.is_asked("Your note on item 5")
    officer.begins("brother Pete ph")
    officer.presses(F[2])
    officer.is_asked("(?s)Kept for the note: brother Pete ph.*Left unfinished")
    officer.types(".")
    officer.is_asked("Enter ends the session")
    officer.types("")
    officer.is_done()
    (response,) = recorded(Response)
    assert (response.value, response.note) == ("Her sister.", "brother Pete ph")
