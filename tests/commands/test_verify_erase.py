"""`sjtool verify` and `sjtool erase`: what was changed since it was recorded, and the one rewrite there is."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sjtool.store.access import read_access
from sjtool.store.append import Draft, Ledger
from sjtool.store.ledger import read_ledger
from sjtool.store.victims import victims_path

pytestmark = pytest.mark.usefixtures("at_desk")
WHY = 'why = "A paragraph was moved [/]."\n'
VICTIM = """
[[person]]
id = "v1"
roles = ["victim"]
standing = "victim"
label = "V"

[[victim]]
person = "v1"
"""
BY_HAND = '\n[[event]]\nid = "ev-001"\nkind = "visit"\nheld_on = "2026-03-04"\nwhat = "seen"\n'


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_bytes(text.replace(old, new, 1).encode())


def rebuild_chain(path: Path) -> None:
    """Every chain value made anew, as somebody who knows the program could."""
    for state in read_ledger(path).walk_chain():
        if state.stored and state.stored != state.computed:
            edit(path, state.stored, state.computed)
            return rebuild_chain(path)
    return None


class TestVerify:
    def test_a_case_as_recorded_holds(self, run: Any, harbour: Path) -> None:
        done = run("verify", harbour)
        assert done.status == 0
        assert "5 records; the chain holds" in done.stdout
        assert f"head {read_ledger(harbour).head()}" in done.stdout
        assert all(len(line) <= 80 for line in done.stdout.split("\n")[1:])

    def test_the_first_record_that_does_not_match_is_named_with_its_line(
        self, run: Any, harbour: Path, codes_of: Any
    ) -> None:
        edit(harbour, '"Mr H"', '"Mr MARKER"')
        done = run("verify", harbour)
        assert (done.status, codes_of(done)) == (1, ["chain-broken"])
        line = read_ledger(harbour).links[1].line
        assert f"harbour.toml:{line}: error[chain-broken]: the first record that does not match: person" in done.stderr
        assert "the chain does not hold" in done.stdout
        assert "MARKER" not in done.stderr + done.stdout

    def test_json_says_the_same_to_a_script(self, run: Any, harbour: Path) -> None:
        edit(harbour, '"Mr H"', '"Mr J"')
        told = json.loads(run("verify", harbour, "--json").stdout)
        assert (told["holds"], told["records"]) == (False, 5)
        assert [m["record"] for m in told["mismatches"]] == ["subject"]
        assert told["problems"][0]["code"] == "chain-broken"

    def test_a_comment_changes_nothing(self, run: Any, harbour: Path) -> None:
        harbour.write_bytes(b"# a note\n" + harbour.read_bytes())
        assert run("verify", harbour).status == 0

    def test_a_head_printed_on_a_report_is_found_with_what_came_since(self, run: Any, harbour: Path) -> None:
        head = read_ledger(harbour).head()
        now = run("verify", harbour, "--head", f" {head.upper()} ")
        assert (now.status, "The file stands at this head." in now.stderr) == (0, True)
        Ledger(harbour).append(
            [Draft("event", {"kind": "visit", "held_on": "2026", "what": "x"})], by="pc-1", at=_at(harbour)
        )
        later = run("verify", harbour, "--head", head)
        assert (later.status, "1 record was made since." in later.stderr) == (0, True)
        never = run("verify", harbour, "--head", "0" * 32)
        assert (never.status, "was never in this file" in never.stderr) == (1, True)

    def test_a_chain_rebuilt_as_a_whole_is_found_against_a_printed_head_and_by_nothing_else(
        self, run: Any, harbour: Path, codes_of: Any
    ) -> None:
        printed = read_ledger(harbour).head()
        edit(harbour, '"Mr H"', '"Mr J"')
        rebuild_chain(harbour)
        alone = run("verify", harbour)
        assert (alone.status, codes_of(alone)) == (0, [])
        held = run("verify", harbour, "--head", printed)
        assert held.status == 1
        assert "This head was never in this file" in held.stderr + held.stdout

    def test_a_knowing_edit_is_acknowledged_with_its_reason(
        self, run: Any, harbour: Path, answers: Any, records: Any
    ) -> None:
        edit(harbour, '"Mr H"', '"Mr J"')
        done = run("verify", harbour, "--acknowledge", "--answers", answers(WHY))
        assert done.status == 0
        assert "Acknowledged: subject. Every print will show it." in done.stderr
        assert "edits by hand acknowledged: subject" in done.stdout
        assert records(harbour, "acknowledgement")[0]["why"] == "A paragraph was moved [/]."

    def test_at_a_terminal_the_reason_is_asked(self, run: Any, harbour: Path, typed: Any, records: Any) -> None:
        edit(harbour, '"Mr H"', '"Mr J"')
        done = run("verify", harbour, "--acknowledge", "--plain", input=typed(":back", "", "A slip."))
        assert done.status == 0
        assert records(harbour, "acknowledgement")[0]["why"] == "A slip."

    def test_a_record_written_by_hand_is_told_and_can_be_covered(
        self, run: Any, harbour: Path, answers: Any, records: Any
    ) -> None:
        harbour.write_bytes(harbour.read_bytes() + BY_HAND.encode())
        before = run("verify", harbour)
        assert before.status == 1
        assert "warning[not-yet-covered]" in before.stderr
        assert "written by hand: 1 record" in before.stdout
        assert run("verify", harbour, "--acknowledge", "--answers", answers(WHY)).status == 0
        assert records(harbour, "acknowledgement")[0]["record"] == "ev-001"

    def test_a_file_written_by_hand_alone_can_be_covered(self, run: Any, tmp_path: Path, answers: Any) -> None:
        path = tmp_path / "hand.toml"
        path.write_text('format = 1\ncase = "hand"\n' + BY_HAND, encoding="utf-8")
        assert run("verify", path, "--acknowledge", "--answers", answers(WHY)).status == 0

    def test_where_nothing_was_edited_there_is_nothing_to_acknowledge(
        self, run: Any, harbour: Path, answers: Any, nothing_written: Any
    ) -> None:
        given = answers(WHY)
        with nothing_written(harbour):
            done = run("verify", harbour, "--acknowledge", "--answers", given)
        assert done.status == 0
        assert "There is nothing to acknowledge" in done.stderr

    @pytest.mark.parametrize("text", ["note = 'MARKER'\n", "why = '  '\n", "why = 3\n"])
    def test_an_edit_without_a_reason_is_not_acknowledged(
        self, text: str, run: Any, harbour: Path, answers: Any, codes_of: Any, nothing_written: Any
    ) -> None:
        edit(harbour, '"Mr H"', '"Mr J"')
        given = answers(text)
        with nothing_written(harbour):
            done = run("verify", harbour, "--acknowledge", "--answers", given)
        assert (done.status, codes_of(done)) == (3, ["why-missing"])
        assert "MARKER" not in done.stderr

    def test_a_reason_may_stand_in_a_table_or_a_spreadsheet(self, run: Any, harbour: Path, answers: Any) -> None:
        edit(harbour, '"Mr H"', '"Mr J"')
        assert run("verify", harbour, "--acknowledge", "--answers", answers("why\nA slip\n", "w.csv")).status == 0

    def test_the_victims_file_and_the_log_are_verified_too(
        self, run: Any, harbour: Path, answers: Any, codes_of: Any
    ) -> None:
        text = VICTIM + 'wishes = "none"\n'
        run("add", harbour, "--answers", answers(text))
        run("show", harbour)
        told = run("verify", harbour).stdout
        assert "victims file: 1 record; the chain holds" in told
        assert "access log: 1 line" in told
        edit(victims_path(harbour), "none", "MARKER")
        broken = run("verify", harbour)
        assert (broken.status, codes_of(broken)) == (1, ["chain-broken"])
        assert "victims file: 1 record; the chain does not hold" in broken.stdout

    def test_a_line_taken_from_the_log_is_found(self, run: Any, harbour: Path, codes_of: Any) -> None:
        for _ in range(3):
            run("show", harbour)
        log = harbour.with_name("harbour.access.jsonl")
        lines = log.read_bytes().split(b"\n")
        log.write_bytes(b"\n".join([lines[0], *lines[2:]]))
        done = run("verify", harbour)
        assert (done.status, codes_of(done)) == (1, ["access-chain-broken"])

    def test_a_template_that_is_not_as_it_was_is_told(
        self, run: Any, make_case: Callable[..., Path], codes_of: Any
    ) -> None:
        pins = [Draft("template", {"ref": ref, "sha256": "0" * 64}) for ref in ("acute@1.0.0", "gone@9.9.9")]
        done = run("verify", make_case("pinned", pins))
        assert (done.status, codes_of(done)) == (1, ["template-changed", "template-changed"])
        assert "acute@1.0.0 is not the same here" in done.stderr
        assert "gone@9.9.9 is not here" in done.stderr

    def test_a_record_that_cannot_be_read_is_told(self, run: Any, harbour: Path, codes_of: Any) -> None:
        harbour.write_bytes(harbour.read_bytes() + b'\n[[event]]\nid = "ev-001"\nkind = "MARKER"\n')
        done = run("verify", harbour)
        assert done.status == 1
        assert "value-wrong-kind" in codes_of(done)
        assert "MARKER" not in done.stderr


def _at(path: Path) -> Any:
    return read_ledger(path).links[-1].table["at"]


class TestErase:
    def test_the_words_are_gone_and_what_stays_holds_and_says_so(self, run: Any, harbour: Path, records: Any) -> None:
        edit_free = harbour.read_bytes()
        assert b"Letter" in edit_free
        done = run("erase", harbour, "e-001", "--authority", "DP-2026-014")
        assert done.status == 0
        assert "Erased e-001." in done.stderr
        assert "Letter" not in harbour.read_text("utf-8")
        (erasure,) = records(harbour, "erasure")
        assert (erasure["record"], erasure["kind"], erasure["authority"]) == ("e-001", "evidence", "DP-2026-014")
        assert "lawfully erased: e-001" in run("verify", harbour).stdout
        assert run("show", harbour).status == 0

    def test_erasure_is_logged_without_content(self, run: Any, harbour: Path) -> None:
        run("erase", harbour, "e-001", "--authority", "DP-2026-014")
        lines, problems = read_access(harbour)
        assert problems == []
        assert [(line["act"], line["records"], line["by"]) for line in lines] == [("erasure", ["e-001"], "pc-4412")]

    def test_the_authority_may_come_from_a_file_or_be_asked(
        self, run: Any, harbour: Path, answers: Any, typed: Any, records: Any
    ) -> None:
        assert run("erase", harbour, "e-001", "--answers", answers('authority = "DP-1"\n')).status == 0
        done = run("erase", harbour, "partner", "--plain", input=typed("", ":back", "DP-2"))
        assert done.status == 0
        assert [e["authority"] for e in records(harbour, "erasure")] == ["DP-1", "DP-2"]

    @pytest.mark.parametrize("text", ["note = 'MARKER'\n", "authority = ' '\n", "authority = 7\n"])
    def test_without_an_authority_nothing_is_erased(
        self, text: str, run: Any, harbour: Path, answers: Any, codes_of: Any, nothing_written: Any
    ) -> None:
        given = answers(text)
        with nothing_written(harbour):
            done = run("erase", harbour, "e-001", "--answers", given)
        assert (done.status, codes_of(done)) == (3, ["authority-missing"])

    def test_quit_leaves_the_record_as_it_is(self, run: Any, harbour: Path, typed: Any, nothing_written: Any) -> None:
        with nothing_written(harbour):
            done = run("erase", harbour, "e-001", "--plain", input=typed(":quit"))
        assert done.status == 0

    def test_a_record_that_is_not_there_cannot_be_erased(
        self, run: Any, harbour: Path, codes_of: Any, nothing_written: Any
    ) -> None:
        with nothing_written(harbour):
            done = run("erase", harbour, "e-999", "--authority", "DP-1")
        assert (done.status, codes_of(done)) == (3, ["unknown-id"])

    def test_at_a_terminal_it_is_confirmed(
        self, run: Any, harbour: Path, typed: Any, records: Any, nothing_written: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("sjtool.commands.erase.at_terminal", lambda: True)
        with nothing_written(harbour):
            done = run("erase", harbour, "e-001", "--authority", "DP-1", "--plain", input=typed("n"))
        assert (done.status, "Nothing was erased." in done.stderr) == (0, True)
        assert "Erase e-001 (evidence) for good? This cannot be undone." in done.stderr
        assert run("erase", harbour, "e-001", "--authority", "DP-1", "--plain", input=typed("y")).status == 0
        assert len(records(harbour, "erasure")) == 1
        assert run("erase", harbour, "e-999", "--authority", "DP-1", "--plain", input="").status == 3

    def test_a_record_of_the_victims_file_is_erased_there(self, run: Any, harbour: Path, answers: Any) -> None:
        text = VICTIM + 'identity = "SECRET"\n'
        run("add", harbour, "--answers", answers(text))
        assert run("erase", harbour, "v-001", "--victims", "--authority", "DP-1").status == 0
        assert "SECRET" not in victims_path(harbour).read_text("utf-8")
        assert run("verify", harbour).status == 0

    def test_a_log_that_is_no_file_is_told(self, run: Any, harbour: Path) -> None:
        harbour.with_name("harbour.access.jsonl").mkdir()
        done = run("erase", harbour, "e-001", "--authority", "DP-1")
        assert done.status == 0
        assert "warning[access-not-logged]" in done.stderr
        assert "warning[access-not-logged]" in run("show", harbour).stderr
