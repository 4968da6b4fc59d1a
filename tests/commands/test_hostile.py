"""What a hostile reviewer found: rules of one command that another let be broken."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from sjtool.store.append import Draft, Ledger

pytestmark = pytest.mark.usefixtures("at_desk")
CASEFILES = Path(__file__).resolve().parents[2] / "casefiles"
LATER = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
HOME = [
    Draft("person", {"id": "child-a", "roles": ["child"], "standing": "other", "label": "Child A"}),
    Draft(
        "person",
        {"id": "child-v", "roles": ["child", "victim"], "standing": "victim", "label": "V", "confidential": True}
        | {"born": "2018-03-04"},
    ),
    Draft("evidence", {"nature": "fact", "kind": "other", "title": "Letter", "obtained": True}),
]


@pytest.fixture
def home(make_case: Any, at_desk: Path) -> Path:
    path: Path = make_case("harbour", HOME)
    return path


@pytest.fixture
def signed(at_desk: Path, held_clock: Any, run: Any, answers: Any) -> Path:
    """The finished demo case, signed by its author."""
    held_clock.move(LATER)
    path = at_desk / "harbour.toml"
    path.write_bytes((CASEFILES / "demo-harbour.toml").read_bytes())
    text = 'role = "author"\nstatement = "Mine."\n'
    assert run("sign", path, "--answers", answers(text, "sign.toml")).status == 0
    return path


def rating(factor: str, person: str, **keys: Any) -> str:
    given = {"factor": factor, "person": person, "recent": "not-known", "rationale": "x", "held_on": "2026-03-04"}
    return json.dumps({"rating": [given | {"assessment": "a-001"} | keys]})


class TestOneRuleForEveryCommand:
    def test_add_holds_ratings_to_whom_a_factor_is_about(self, run: Any, home: Path, codes_of: Any) -> None:
        factor = "capacity-to-protect@1.0.0/carer-less-minimises"
        done = run("add", home, "--answers", "-", input=rating(factor, "child-a"))
        assert (done.status, codes_of(done)) == (3, ["factor-not-for-person"])
        assert run("add", home, "--answers", "-", input=rating(factor, "partner")).status == 0

    @pytest.mark.parametrize(("sheet", "who"), [("acute", "child-a"), ("capacity-to-protect", "subject")])
    def test_nobody_is_rated_on_a_sheet_that_is_not_for_them(
        self, sheet: str, who: str, run: Any, home: Path, codes_of: Any
    ) -> None:
        done = run("rate", home, sheet, "--person", who, "--answers", "-", input="[]")
        assert (done.status, codes_of(done)) == (3, ["factor-not-for-person"])

    def test_a_rating_is_named_with_the_version_of_its_sheet(self, run: Any, home: Path, codes_of: Any) -> None:
        done = run("add", home, "--answers", "-", input=rating("carer-concern/known-before", "partner"))
        assert codes_of(done) == ["no-such-factor"]

    def test_a_label_of_another_kind_is_refused_and_is_no_fault(self, run: Any, home: Path) -> None:
        for label in (["low"], {"a": 1}):
            rows = [{"factor": "opportunity", "recent": label, "rationale": "x"}]
            done = run("rate", home, "arms-style", "--answers", "-", input=json.dumps(rows))
            assert done.status == 3

    def test_a_session_that_is_added_pins_its_set(self, run: Any, home: Path, records: Any) -> None:
        session = {"assessment": "a-001", "set": "section-12@1.0.0", "informant": "partner", "about": "subject"}
        session |= {"interviewers": ["pc-4412"], "mode": "home-visit", "held_on": "2026-03-04"}
        assert run("add", home, "--answers", "-", input=json.dumps({"session": [session]})).status == 0
        assert [pin["ref"] for pin in records(home, "template")] == ["section-12@1.0.0"]

    @pytest.mark.parametrize("command", ["rate", "interview"])
    def test_nothing_is_recorded_with_a_template_that_is_not_the_pinned_one(
        self, command: str, run: Any, home: Path, tmp_path: Path, codes_of: Any
    ) -> None:
        rows = [{"factor": "hostility", "recent": "none-seen", "rationale": "x"}]
        told = {"mode": "home-visit", "held_on": "2026-03-04", "cleared_with": "DI", "response": []}
        told["response"] = [{"item": "2", "missing": "refused"}]
        calls = {
            "rate": (("rate", home, "acute"), rows, "factor-sets/acute"),
            "interview": (
                ("interview", home, "section-12", "--informant", "partner"),
                told,
                "question-sets/section-12",
            ),
        }
        args, data, name = calls[command]
        assert run(*args, "--answers", "-", input=json.dumps(data)).status == 0
        own = tmp_path / "own"
        own.mkdir()
        shipped = CASEFILES.parent / "templates" / f"{name}@1.0.0.toml"
        changed = shipped.read_text("utf-8").replace('title = "', 'title = "X', 1)
        (own / shipped.name).write_text(changed, encoding="utf-8")
        done = run(*args, "--templates", own, "--answers", "-", input=json.dumps(data))
        assert (done.status, codes_of(done)) == (3, ["template-changed"])


class TestCorrections:
    def test_an_answer_stays_with_who_gave_it(self, run: Any, home: Path, codes_of: Any, records: Any) -> None:
        for who, item in (("partner", "5"), ("subject", "11")):
            told = {"mode": "home-visit", "held_on": "2026-03-04", "cleared_with": "DI"}
            told["response"] = [{"item": item, "value": f"said by {who}"}]
            args = ("interview", home, "section-12", "--informant", who, "--answers", "-")
            assert run(*args, input=json.dumps(told)).status == 0
        first, second = records(home, "session")
        moved = {"supersedes": "r-0002", "reason": "slip", "session": first["id"], "item": "5", "value": "x"}
        done = run("add", home, "--answers", "-", input=json.dumps({"response": [moved | {"basis": "told"}]}))
        assert codes_of(done) == ["correction-moves"]
        keys = {k: second[k] for k in ("assessment", "set", "about", "interviewers", "mode", "held_on")}
        session = keys | {"supersedes": second["id"], "reason": "slip", "informant": "partner"}
        done = run("add", home, "--answers", "-", input=json.dumps({"session": [session]}))
        assert codes_of(done) == ["correction-moves"]

    def test_a_rating_stays_with_its_person_and_factor(self, run: Any, home: Path, codes_of: Any) -> None:
        factor = "assessment-framework@1.0.0/health"
        assert run("add", home, "--answers", "-", input=rating(factor, "child-a")).status == 0
        moved = rating(factor, "child-v", supersedes="ra-001", reason="slip")
        assert codes_of(run("add", home, "--answers", "-", input=moved)) == ["correction-moves"]

    def test_erasing_a_correction_does_not_bring_back_what_it_corrected(
        self, run: Any, home: Path, answers: Any, codes_of: Any
    ) -> None:
        authority = answers('authority = "DPO 7"\n', "erase.toml")
        factor = "assessment-framework@1.0.0/health"
        assert run("add", home, "--answers", "-", input=rating(factor, "child-a")).status == 0
        again = rating(factor, "child-a", supersedes="ra-001", reason="slip")
        assert run("add", home, "--answers", "-", input=again).status == 0
        refused = run("erase", home, "ra-002", "--answers", authority)
        assert codes_of(refused) == ["erased-correction"]
        assert run("erase", home, "ra-001", "--answers", authority).status == 0
        assert run("erase", home, "ra-002", "--answers", authority).status == 0


class TestSigning:
    def test_another_spelling_of_an_id_is_no_second_person(
        self, run: Any, signed: Path, answers: Any, codes_of: Any
    ) -> None:
        officer = {"id": "PC.4412", "name": "PC Hughes", "role": "supervisor", "agency": "X", "trained": ["supervisor"]}
        Ledger(signed).append([Draft("officer", officer)], by="pc-4412", at=LATER)
        words = answers('role = "supervisor"\ndecision = "approve"\nstatement = "Seen."\nreasons = "ok"\n', "c.toml")
        done = run("countersign", signed, "--by", "PC.4412", "--answers", words)
        assert (done.status, codes_of(done)) == (3, ["countersigned-by-author"])

    def test_a_return_is_answered_by_a_new_signature_and_is_never_erased(
        self, run: Any, signed: Path, answers: Any, codes_of: Any
    ) -> None:
        back = answers('role = "supervisor"\ndecision = "return"\nstatement = "Seen."\nreasons = "thin"\n', "r.toml")
        yes = answers('role = "supervisor"\ndecision = "approve"\nstatement = "Seen."\nreasons = "ok"\n', "a.toml")
        first = run("countersign", signed, "--by", "ds-2207", "--answers", back)
        assert first.status == 0, first.stderr
        again = run("countersign", signed, "--by", "ds-2207", "--answers", yes)
        assert codes_of(again) == ["signature-returned"]
        authority = answers('authority = "DPO 7"\n', "erase.toml")
        assert codes_of(run("erase", signed, "cs-001", "--answers", authority)) == ["not-erasable"]


def test_what_was_hidden_stays_hidden_whatever_day_is_looked_at(
    run: Any, at_desk: Path, held_clock: Any, answers: Any
) -> None:
    held_clock.move(LATER)
    path = at_desk / "harbour.toml"
    path.write_bytes((CASEFILES / "demo-harbour.toml").read_bytes())
    review = {"opened_on": "2026-11-20", "trigger": "review", "purpose": "review"}
    Ledger(path).append([Draft("assessment", review)], by="pc-4412", at=LATER)
    told = " ".join(run("history", path, "--as-at", "2026-06-30", "--by", "new-1").stdout.split())
    assert told.count("level hidden until judged") == 3
    assert told.count("hidden until judged") == 5
    assert "upward" not in told
    shown = run("show", path, "o-001", "--by", "new-1").stdout
    assert shown.count("hidden until you have judged") >= 3
    printed = run("report", path, "--as-at", "2026-06-30", "--by", "new-1", "--for", "self").stdout
    assert "hidden until" in printed


def test_of_somebody_guarded_show_has_no_date_of_birth(run: Any, home: Path) -> None:
    assert "2018" not in run("show", home).stdout


@pytest.mark.parametrize(("kind", "shown"), [("was hurt together with", "related to"), ("sibling-of", "sibling of")])
def test_of_somebody_guarded_no_relation_is_printed_in_free_words(kind: str, shown: str, run: Any, home: Path) -> None:
    relation = {"person": "child-v", "to": "child-a", "kind": kind}
    assert run("add", home, "--answers", "-", input=json.dumps({"relation": [relation]})).status == 0
    for printed in (run("show", home).stdout, run("report", home, "--for", "self").stdout):
        flat = " ".join(printed.split())
        assert "hurt together" not in flat
        assert shown in flat


def test_one_broken_template_stops_neither_the_list_nor_the_checks(
    run: Any, home: Path, tmp_path: Path, codes_of: Any
) -> None:
    own = tmp_path / "own"
    own.mkdir()
    (own / "early-information@9.0.0.toml").write_text("[set\n", encoding="utf-8")
    listed = run("sets", "list", "--templates", own)
    assert (listed.status, codes_of(listed)) == (1, ["not-toml"])
    assert "section-12@1.0.0" in listed.stdout
    checked = run("sets", "check", "--templates", own)
    assert checked.status == 1
    assert "not-toml" in codes_of(checked)
    assert "templates checked" in checked.stdout


def test_a_line_that_looks_like_a_command_is_not_an_answer(run: Any, home: Path, typed: Any, records: Any) -> None:
    args = ("interview", home, "section-12", "--informant", "partner", "--item", "5", "--plain")
    flags = ("--mode", "home-visit", "--held-on", "2026-03-04", "--with", "ds-1")
    lines = ("", "", "skip", "sjtool next harbour", " skip", ":quit")
    done = run(*args, *flags, input=typed(*lines))
    assert done.stderr.count("That looks like a command") == 2
    assert [record["value"].strip() for record in records(home, "response")] == ["skip"]
