"""What is typed while rating and judging is kept with every keystroke, and offered back after a stop or a kill."""

from __future__ import annotations

import os
import re
import signal
import stat
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from sjtool.ask.asker import Stop
from sjtool.ask.form import Field
from sjtool.commands.live_forms import FORM_KEYS, LiveForms
from sjtool.store.append import Draft
from sjtool.store.unfinished import Unfinished

pytestmark = pytest.mark.usefixtures("at_desk")
READY = re.escape("\x1b[?25h")  # the cursor shows again: the prompt is drawn
JUDGING = "judge-a-001-pc-4412"
FIRST = ("high", "medium", "children", "contact", "", "", "", "", "", "", "", "", "", "He lost his home.", "", "", "")


def left(case: Path, name: str, place: str) -> dict[str, Any]:
    return Unfinished(case, name).left(place)


def beside(case: Path) -> set[str]:
    return {path.name for path in case.parent.glob("harbour.*") if "access" not in path.name} - {case.name}


class TestRating:
    def test_what_was_typed_stands_as_the_answers_and_goes_once_it_is_saved(
        self, run: Any, harbour: Path, typed: Any, records: Any
    ) -> None:
        run("rate", harbour, "acute", "--plain", input=typed("3", "Met her outside.", "e-001", ":quit"))
        assert left(harbour, "rate-acute", "subject/victim-access") == {
            "recent": "present",
            "rationale": "Met her outside.",
            "evidence": ["e-001"],
            "by": "pc-4412",
            "at": "2026-03-04T14:12:09+00:00",
        }
        done = run("rate", harbour, "acute", "--plain", input=typed("", "", "", "", "", ":quit"))
        assert "what you had typed stands as the answer" in " ".join(done.stderr.split())
        (saved,) = records(harbour, "rating")
        assert (saved["recent"], saved["rationale"], saved["evidence"]) == ("present", "Met her outside.", ["e-001"])
        assert beside(harbour) == set()

    def test_another_officer_is_told_whose_words_they_are(self, run: Any, harbour: Path, typed: Any) -> None:
        run("rate", harbour, "acute", "--plain", input=typed("3", "Met her.", ":quit"))
        done = run("rate", harbour, "acute", "--plain", "--by", "ds-2207", input=typed(":quit"))
        assert "what pc-4412 had typed stands as the answer" in " ".join(done.stderr.split())

    def test_new_evidence_typed_in_full_is_still_there_and_one_begun_is_offered(
        self, run: Any, harbour: Path, typed: Any, records: Any
    ) -> None:
        new = ("observed", "home-visit", "The visit", "today", "")
        run("rate", harbour, "acute", "--plain", input=typed("3", "Met her.", "new", *new, ":quit"))
        run("rate", harbour, "acute", "--plain", input=typed("", "", "new-1 new", "fact", ":quit"))
        done = run("rate", harbour, "acute", "--plain", input=typed("", "", "new-1", "", "", ":quit"))
        assert done.status == 0
        (saved,) = records(harbour, "rating")
        titles = {piece["id"]: piece["title"] for piece in records(harbour, "evidence")}
        assert [titles[one] for one in saved["evidence"]] == ["The visit"]
        assert beside(harbour) == set()

    def test_a_factor_begun_and_skipped_is_named_at_the_start_and_the_end(
        self, run: Any, harbour: Path, typed: Any
    ) -> None:
        lines = (":jump hostility", "3", "Shouted.", ":quit")
        done = run("rate", harbour, "acute", "--plain", input=typed(*lines))
        assert "comes back with its factor" in " ".join(done.stderr.split())
        assert "Shouted" not in done.stderr
        again = run("rate", harbour, "acute", "--plain", input=typed(":quit"))
        assert "Begun and not recorded: Hostility. :jump goes there." in again.stderr

    def test_words_that_are_on_record_already_are_not_offered_again(self, run: Any, harbour: Path, typed: Any) -> None:
        run("rate", harbour, "acute", "--plain", input=typed("1", "Calm.", "", ":quit"))
        Unfinished(harbour, "rate-acute").keep("subject/victim-access", {"recent": "none-seen", "rationale": "Calm."})
        done = run("rate", harbour, "acute", "--plain", input=typed(":quit"))
        assert "Begun" not in done.stderr
        assert beside(harbour) == set()

    def test_where_the_rating_is_refused_the_words_are_kept_as_a_record(
        self, run: Any, harbour: Path, typed: Any, monkeypatch: pytest.MonkeyPatch, codes_of: Any
    ) -> None:
        from sjtool.ask.line_source import LineSource

        original, count = LineSource.read_line, iter(range(100))

        def meanwhile(source: LineSource) -> str:
            if next(count) == 2:
                harbour.write_bytes(harbour.read_bytes().replace(b"Ms R", b"Ms Q"))
            return original(source)

        monkeypatch.setattr(LineSource, "read_line", meanwhile)
        done = run("rate", harbour, "acute", "--plain", input=typed("1", "Calm.", ""))
        assert codes_of(done) == ["file-changed"]
        assert done.status == 3
        assert "Calm." in (harbour.parent / "harbour.kept-1.toml").read_text("utf-8")
        assert "Calm." not in done.stderr
        assert beside(harbour) == {"harbour.kept-1.toml"}


class TestJudging:
    def test_the_first_judgement_comes_back_and_holds_nothing_of_the_tools(
        self, run: Any, with_tools: Path, typed: Any, records: Any
    ) -> None:
        run("judge", with_tools, "--plain", input=typed(*FIRST[:14], ":quit"))
        text = (with_tools.parent / f"harbour.unfinished-{JUDGING}.toml").read_text("utf-8")
        assert 'place = "first"' in text
        assert not re.search(r"tr-0|arms|srp|override", text, re.IGNORECASE)
        done = run("judge", with_tools, "--plain", input=typed(*[""] * 17))
        assert "Left unfinished: what you had typed stands" in done.stderr
        (first,) = records(with_tools, "judgement")
        assert (first["level"], first["whom"], first["rationale"]) == ("high", "children", "He lost his home.")
        assert beside(with_tools) == set()

    def test_another_officer_is_not_shown_the_level_that_was_typed(
        self, run: Any, with_tools: Path, typed: Any
    ) -> None:
        run("judge", with_tools, "--plain", input=typed(*FIRST[:5], ":quit"))
        done = run("judge", with_tools, "--plain", "--by", "ds-1", input=typed(":quit"))
        assert "Left unfinished" not in done.stderr
        assert "keeps" not in done.stderr

    def test_an_override_begun_stands_when_it_is_judged_again(
        self, run: Any, with_tools: Path, typed: Any, records: Any
    ) -> None:
        again = (
            "stay",
            "2 April 2026",
            "Quiet years.",
            "Grave.",
            "The tool is old.",
            "Three visits.",
            "e-001",
            ":quit",
        )
        run("judge", with_tools, "--plain", input=typed(*FIRST, *again))
        assert left(with_tools, JUDGING, "override/tr-001")["justification"] == "Three visits."
        up = ("", "", "", "", "", "", "", "Extra visits.", "", "2/4/2026")
        down = ("Groups.", "Ten years.", "e-001", "e-001", "Checks.", "", "2 April 2026")
        done = run("judge", with_tools, "--plain", input=typed(*up, *down))
        assert done.status == 0, done.stderr
        first, _second = records(with_tools, "override")
        assert (first["rationale"], first["justification"]) == ("The tool is old.", "Three visits.")
        assert records(with_tools, "judgement")[1]["strongest_against"] == "Quiet years."
        assert beside(with_tools) == set()

    def test_a_revision_begun_and_then_not_wanted_changes_nothing(
        self, run: Any, harbour: Path, typed: Any, records: Any
    ) -> None:
        run("judge", harbour, "--plain", input=typed(*FIRST, "revise", "low", ":quit"))
        done = run("judge", harbour, "--plain", input=typed("stay", "2 April 2026", "Quiet.", "y"))
        assert done.status == 0, done.stderr
        assert records(harbour, "judgement")[1]["level"] == "high"


@pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals are a Unix thing")
class TestKilled:
    @pytest.fixture
    def start(self) -> Iterator[Callable[..., Any]]:
        pexpect = pytest.importorskip("pexpect")
        started = []

        def begin(*args: object) -> Any:
            words = ["-m", "sjtool", *map(str, args), "--by", "pc-4412"]
            kept = {k: v for k, v in os.environ.items() if not k.startswith(("SJTOOL", "ACCESSIBLE", "NO_COLOR"))}
            env = kept | {"TERM": "xterm", "PROMPT_TOOLKIT_NO_CPR": "1"}
            child = pexpect.spawn(sys.executable, words, env=env, dimensions=(40, 80), encoding="utf-8", timeout=20)
            started.append(child)
            return child

        yield begin
        for child in started:
            child.close(force=True)

    def wait(self, child: Any, words: str) -> None:
        child.expect(words)
        child.expect(READY)

    def test_a_rating_killed_between_and_within_answers_comes_back_with_every_letter(
        self, start: Callable[..., Any], harbour: Path, records: Any
    ) -> None:
        child = start("rate", harbour, "acute", "--factor", "hostility")
        self.wait(child, "What was seen")
        child.send("3\r")
        self.wait(child, "Why this rating")
        child.send("Shouted [/] at us\r")
        self.wait(child, "What does it rest on")
        child.send("lett")
        child.expect("lett")
        child.kill(signal.SIGKILL)
        child.wait()
        kept = harbour.parent / "harbour.unfinished-rate-acute.toml"
        assert stat.S_IMODE(kept.stat().st_mode) == 0o600
        found = left(harbour, "rate-acute", "subject/hostility")
        assert (found["rationale"], found["evidence-unfinished"]) == ("Shouted [/] at us", "lett")

        again = start("rate", harbour, "acute", "--factor", "hostility")
        again.expect("Left unfinished")
        self.wait(again, "What was seen")
        again.send("\r")
        self.wait(again, "Why this rating")
        again.send("\r")
        self.wait(again, "lett")
        again.send("er\r")
        self.wait(again, "a number picks")
        again.send("1\r")
        self.wait(again, "Which way")
        again.send("3\r")
        self.wait(again, "Anything else")
        again.send("\r")
        again.expect("saved ra-001")
        again.expect("last factor")
        again.wait()
        (saved,) = records(harbour, "rating")
        assert (saved["rationale"], saved["evidence"]) == ("Shouted [/] at us", ["e-001"])
        assert not kept.exists()

    def test_a_judgement_killed_in_its_reasons_comes_back_with_every_letter(
        self, start: Callable[..., Any], harbour: Path
    ) -> None:
        child = start("judge", harbour)
        self.wait(child, "Overall level")
        child.send("high\r")
        self.wait(child, "Likelihood")
        child.send("low\r")
        self.wait(child, "To whom")
        child.send("his sister's chil")
        child.expect("chil")
        child.kill(signal.SIGKILL)
        child.wait()
        found = left(harbour, JUDGING, "first")
        assert (found["level"], found["whom-unfinished"]) == ("high", "his sister's chil")

    def test_keys_lead_away_from_a_line_that_was_begun_and_it_stands_there_again(
        self, start: Callable[..., Any], harbour: Path, records: Any
    ) -> None:
        f2, f5 = "\x1bOQ", "\x1b[15~"
        child = start("rate", harbour, "acute", "--factor", "hostility")
        self.wait(child, "What was seen")
        child.send("1\r")
        self.wait(child, "Why this rating")
        child.send("Cal")
        child.expect("Cal")
        child.send(f5)
        self.wait(child, "begun")
        child.send("m")
        child.expect("m")
        child.send(f2)
        self.wait(child, "What was seen")
        child.send("1\r")
        self.wait(child, "Calm")
        child.send(".\r")
        self.wait(child, "Anything else")
        child.send("\r")
        child.expect("last factor")
        child.wait()
        assert records(harbour, "rating")[0]["rationale"] == "Calm."


class Lines:
    """An officer at a full terminal who types these lines; it is kept what stood in each line, and whether marked."""

    plain = False

    def __init__(self, *lines: str, plain: bool = False) -> None:
        self.plain = plain
        self.lines, self.typed = list(lines), list[dict[str, Any]]()
        self.stood: list[tuple[str, bool]] = []
        self.talk: list[str] = []
        self.watch: Callable[[str], None] | None = None

    def say(self, text: str = "") -> None:
        self.talk.append(text)

    def ask_line(self, prompt: str, *, default: str = "", select: bool = False, **_how: object) -> str:
        self.talk.append(prompt)
        self.stood.append((default, select and bool(default)))
        if not self.lines:
            raise Stop
        line = self.lines.pop(0)
        if line == "F8":
            return ":edit"
        if self.watch:
            self.watch(line)
        return line


def forms(tmp_path: Path, asker: Lines, moves: list[str] | None = None) -> LiveForms:
    def move(typed: str) -> bool:
        is_move = typed == ":map"
        if is_move and moves is not None:
            moves.append(typed)
        return is_move

    live = LiveForms(asker, Unfinished(tmp_path / "harbour.toml", "event-visit"), by="pc-1", keys=FORM_KEYS, move=move)
    live.begin()
    return live


def fits(value: object) -> str:
    return "" if str(value).startswith("y") else "Type y and a few words."


class TestOverWhatWasRejected:
    """`n/a` and then `:skip` is a move, and never the answer `n/a:skip`."""

    @pytest.mark.parametrize("move", [":map", "n/a:map", " n/a:map "])
    def test_a_move_is_made_and_the_rejected_words_stand_marked_again(self, tmp_path: Path, move: str) -> None:
        asker, moves = Lines("n/a", move, "yes, two"), list[str]()
        live = forms(tmp_path, asker, moves)
        assert live.ask("p", [Field("x", "Well?", check=fits)]) == {"x": "yes, two"}
        assert moves == [":map"]
        assert asker.stood == [("", False), ("n/a", True), ("n/a", True)]

    def test_the_way_back_leads_away_and_the_words_come_back_marked(self, tmp_path: Path) -> None:
        asker = Lines("a", "n/a", "n/a:back", "a", "yes, two")
        live = forms(tmp_path, asker)
        given = live.ask("p", [Field("first", "First?"), Field("x", "Well?", check=fits)])
        assert given == {"first": "a", "x": "yes, two"}
        assert asker.stood[2] == ("n/a", True)
        assert asker.stood[-1] == ("n/a", True)

    def test_what_was_begun_before_a_stop_stands_unmarked_and_a_move_behind_it_is_no_word_of_it(
        self, tmp_path: Path
    ) -> None:
        live = forms(tmp_path, Lines())
        live.file.keep("p", {"x-unfinished": "He was"})
        asker = Lines("He was:quit")
        again = forms(tmp_path, asker)
        with pytest.raises(Stop):
            again.ask("p", [Field("x", "Well?")])
        assert asker.stood == [("He was", False)]
        assert again.left("p")["x-unfinished"] == "He was"


def test_a_label_there_is_not_stands_marked_and_a_move_behind_it_is_the_move(
    run: Any, harbour: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asker = Lines("grave", "?", "grave", "grave:quit")
    monkeypatch.setattr("sjtool.commands.desk.choose_asker", lambda **_how: asker)
    assert run("rate", harbour, "acute", "--factor", "hostility").status == 0
    assert asker.lines == []
    assert asker.stood == [("", False), ("grave", True), ("grave", True), ("grave", True)]


FIVE = "Flat was a mess.\nTwo cups.\nA toy.\nHe was short.\nCurtains drawn."


class TestLongTextThatStands:
    """A text of several lines is added to, or replaced on a word, and never silently."""

    this = Field("what", "What did you see?", required=True)

    @pytest.mark.parametrize("plain", [True, False])
    @pytest.mark.parametrize(
        ("lines", "kept"),
        [
            (("And a bike.", "a"), f"{FIVE}\nAnd a bike."),
            (("And a bike.", "r"), "And a bike."),
            (("And a bike.", "", ""), FIVE),
            (("And a bike.", "what", "A"), f"{FIVE}\nAnd a bike."),
        ],
    )
    def test_it_is_asked_what_becomes_of_it(
        self, tmp_path: Path, lines: tuple[str, ...], kept: str, *, plain: bool
    ) -> None:
        asker = Lines(*lines, plain=plain)
        assert forms(tmp_path, asker).ask("p", [self.this], {"what": FIVE}) == {"what": kept}
        assert "a adds it below, r replaces the 5 lines that stand, Enter goes back" in asker.talk[1]

    def test_what_was_typed_is_kept_while_that_is_asked(self, tmp_path: Path) -> None:
        live = forms(tmp_path, Lines("And a bike.", ":quit"))
        with pytest.raises(Stop):
            live.ask("p", [self.this], {"what": FIVE})
        assert live.left("p")["what-unfinished"] == "And a bike."

    def test_in_plain_lines_what_was_begun_is_asked_about_on_the_way_in(self, tmp_path: Path) -> None:
        for answer, kept in (("a", f"{FIVE}\nAnd a bike."), ("r", "And a bike."), ("", FIVE)):
            asker = Lines(answer, "", plain=True)
            live = forms(tmp_path, asker)
            live.file.keep("p", {"what": FIVE, "what-unfinished": "And a bike."})
            assert live.ask("p", [self.this]) == {"what": kept}
            live.file.drop("p")

    @pytest.mark.skipif(sys.platform == "win32", reason="the editor is a Unix command")
    def test_the_editor_opens_both(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("VISUAL", "sed -i -e s/bike/scooter/")
        asker = Lines("F8")
        live = forms(tmp_path, asker)
        live.file.keep("p", {"what": FIVE, "what-unfinished": "And a bike."})
        assert live.ask("p", [self.this]) == {"what": f"{FIVE}\nAnd a scooter."}


def test_a_file_of_another_sheet_is_left_alone(run: Any, harbour: Path, typed: Any) -> None:
    Unfinished(harbour, "rate-arms-style").keep("subject/opportunity", {"rationale": "Begun there."})
    run("rate", harbour, "acute", "--plain", input=typed("1", "Calm.", "", ":quit"))
    assert left(harbour, "rate-arms-style", "subject/opportunity") == {"rationale": "Begun there."}


def test_nothing_is_offered_of_a_person_who_is_not_rated(run: Any, make_case: Any, typed: Any) -> None:
    letter = Draft("evidence", {"nature": "fact", "kind": "other", "title": "Letter", "obtained": True})
    path = make_case("harbour", [letter])
    Unfinished(path, "rate-acute").keep("partner/hostility", {"rationale": "Of somebody else."})
    done = run("rate", path, "acute", "--plain", input=typed(":quit"))
    assert "Begun" not in done.stderr
    assert "Left unfinished" not in done.stderr
