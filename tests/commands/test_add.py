"""`sjtool add`: records by form or by the hundred, checked whole; corrections that begin with what stood before."""

from __future__ import annotations

import json
import os
import stat
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from sjtool.ask.fields import fields_for
from sjtool.store.append import Draft, Ledger
from sjtool.store.ledger import read_ledger
from sjtool.store.victims import victims_path

SOURCES = """record,nature,kind,title,dated_on,obtained,why_not
evidence,fact,national-databases,PNC print,2026-03-01,yes,
evidence,fact,programme-report,"Report, after the programme",,no,not yet written
"""
RATING = """
[[rating]]
factor = "acute@1.0.0/hostility"
person = "subject"
recent = "{recent}"
rationale = "as seen"
held_on = "2026-03-04"
evidence = {evidence}
"""


def test_a_form_adds_one_record_and_passes_over_what_is_not_known(
    run: Any, harbour: Path, records: Any, typed: Any
) -> None:
    lines = (
        "fact",
        "other",
        "Housing letter",
        "",
        "27/2/2026",
        "y",
        '"""',
        "He gave notice.",
        "",
        "No new address.",
        '"""',
        "",
        "",
    )
    done = run("add", harbour, "evidence", "--plain", input=typed(*lines))
    assert done.status == 0
    assert "saved e-002" in done.stderr
    added = records(harbour, "evidence")[-1]
    assert (added["title"], added["dated_on"], added["obtained"]) == ("Housing letter", "2026-02-27", True)
    assert added["text"] == "He gave notice.\n\nNo new address."
    assert not {"reference", "why_not", "grade"} & added.keys()


def test_why_something_was_not_obtained_is_asked_only_then(run: Any, harbour: Path, records: Any, typed: Any) -> None:
    lines = ("fact", "prison", "Prison reports", "", "", "n", "asked for, not here", "", "", "")
    assert run("add", harbour, "evidence", "--plain", input=typed(*lines)).status == 0
    assert records(harbour, "evidence")[-1]["why_not"] == "asked for, not here"


def test_ids_are_asked_until_they_are_in_the_case(run: Any, harbour: Path, records: Any, typed: Any) -> None:
    lines = ("nobody", "partner", "a-001", "subject", "partner-of", "", "")
    done = run("add", harbour, "relation", "--plain", input=typed(*lines))
    assert done.status == 0
    assert done.stderr.count("Not a person of this case") == 2
    assert records(harbour, "relation")[0]["person"] == "partner"


def test_a_person_gets_an_id_that_is_free_and_no_name(run: Any, harbour: Path, records: Any, typed: Any) -> None:
    lines = (
        "Child A",
        "partner",
        "child-1",
        "child, potential-victim",
        "other",
        "Child A",
        "",
        "2016",
        "",
        "",
        "n",
        "",
        "",
    )
    done = run("add", harbour, "person", "--plain", input=typed(*lines))
    assert done.status == 0
    assert "Never a name" in done.stderr
    assert "This id is taken" in done.stderr
    child = records(harbour, "person")[-1]
    assert (child["id"], child["roles"], child["parental_responsibility"]) == (
        "child-1",
        ["child", "potential-victim"],
        False,
    )


def test_a_correction_begins_with_what_stood_and_asks_why(run: Any, harbour: Path, records: Any, typed: Any) -> None:
    lines = ("", "", "", "Ms Ray", *[""] * 7, "She married.")
    done = run("add", harbour, "person", "--supersedes", "partner", "--plain", input=typed(*lines))
    assert done.status == 0
    new = records(harbour, "person")[-1]
    assert new | {"salt": "", "chain": ""} == {
        "id": "partner-2",
        "roles": ["partner"],
        "standing": "other",
        "label": "Ms Ray",
        "supersedes": "partner",
        "reason": "She married.",
        "at": new["at"],
        "by": "pc-4412",
        "salt": "",
        "chain": "",
    }
    assert "Ms Ray" in run("show", harbour).stdout


@pytest.mark.parametrize(
    ("record", "code"), [("nobody", "unknown-id"), ("a-001", "unknown-id"), ("e-001", "superseded")]
)
def test_what_cannot_be_corrected_is_told_before_anything_is_asked(
    record: str, code: str, run: Any, harbour: Path, codes_of: Any, nothing_written: Any
) -> None:
    if code == "superseded":
        keys = {
            "nature": "fact",
            "kind": "other",
            "title": "Letter",
            "obtained": True,
            "supersedes": "e-001",
            "reason": "x",
        }
        Ledger(harbour).append([Draft("evidence", keys)], by="pc-4412", at=read_ledger(harbour).links[0].table["at"])
    kind = "evidence" if code == "superseded" else "person"
    with nothing_written(harbour):
        done = run("add", harbour, kind, "--supersedes", record, "--plain", input="")
    assert (done.status, codes_of(done)) == (2, [code])


def test_an_assessment_is_opened_today_unless_another_day_is_typed(
    run: Any, harbour: Path, records: Any, typed: Any
) -> None:
    assert run("add", harbour, "assessment", "--plain", input=typed("", "review", "", "Again.")).status == 0
    assert records(harbour, "assessment")[-1]["opened_on"] == "2026-03-04"


def test_many_records_come_from_one_file_and_may_point_at_each_other(
    run: Any, harbour: Path, records: Any, answers: Any
) -> None:
    text = """
[[person]]
id = "child-1"
roles = ["child"]
standing = "other"
label = "Child A"

[[relation]]
person = "+0"
to = "subject"
kind = "child-of"

[[scenario]]
kind = "repeat"
who = "Child A"
how = "left alone"
harm = "grave"
imminence = "weeks"
warning_signs = "+0"

[[action]]
pillar = "monitoring-and-control"
kind = "home visit"
proportionality = "Less would not show it."
objective = "seen weekly"
purpose = "to know"
answers = ["+2"]
owner = "pc-4412"
due_on = "2026-03-09"
"""
    done = run("add", harbour, "--answers", answers(text), "--json")
    assert done.status == 0
    assert [s["id"] for s in json.loads(done.stdout)["saved"]] == ["child-1", "rel-001", "sc-001", "ac-001"]
    assert records(harbour, "relation")[0]["person"] == "child-1"
    assert records(harbour, "scenario")[0]["warning_signs"] == "+0"
    assert records(harbour, "action")[0]["answers"] == ["sc-001"]
    assert records(harbour, "action")[0]["assessment"] == "a-001"


def test_a_table_from_a_spreadsheet_will_do(run: Any, harbour: Path, records: Any, answers: Any) -> None:
    assert run("add", harbour, "--answers", answers(SOURCES, "sources.csv")).status == 0
    plain = SOURCES.replace("record,", "").replace("evidence,", "")
    assert run("add", harbour, "evidence", "--answers", answers("\ufeff" + plain, "sources.csv")).status == 0
    assert [e["title"] for e in records(harbour, "evidence")][1:] == ["PNC print", "Report, after the programme"] * 2
    assert [e["obtained"] for e in records(harbour, "evidence")][1:] == [True, False] * 2


def test_a_script_may_pipe_json(run: Any, harbour: Path, records: Any) -> None:
    event = {"event": [{"kind": "visit", "held_on": "2026-03-04", "what": "Nobody opened.", "opens_review": False}]}
    assert run("add", harbour, "--answers", "-", input=json.dumps(event)).status == 0
    assert records(harbour, "event")[0]["opens_review"] is False


def test_who_a_victim_is_goes_to_a_file_of_its_own(run: Any, harbour: Path, records: Any, answers: Any) -> None:
    text = """
[[person]]
id = "victim-1"
roles = ["victim"]
standing = "victim"
label = "V1"
confidential = true

[[victim]]
person = "+0"
identity = "SECRET NAME"
told_of_review = "wanted"
"""
    assert run("add", harbour, "--answers", answers(text)).status == 0
    apart = victims_path(harbour)
    assert records(apart, "victim")[0]["person"] == "victim-1"
    assert "SECRET" not in harbour.read_text("utf-8")
    for command in (
        ["show", harbour],
        ["show", harbour, "--all"],
        ["show", harbour, "--json", "--all"],
        ["next", harbour],
    ):
        done = run(*command)
        assert "SECRET" not in done.stdout + done.stderr
    if os.name == "posix":
        assert stat.S_IMODE(apart.stat().st_mode) == 0o600


def test_ratings_from_a_file_are_held_to_the_rules_and_pin_their_sheet(
    run: Any, harbour: Path, records: Any, answers: Any, codes_of: Any, nothing_written: Any
) -> None:
    bare = answers(RATING.format(recent="present", evidence="[]"))
    with nothing_written(harbour):
        done = run("add", harbour, "--answers", bare)
    assert (done.status, codes_of(done)) == (3, ["rating-without-evidence"])
    assert run("add", harbour, "--answers", answers(RATING.format(recent="present", evidence='["e-001"]'))).status == 0
    assert records(harbour, "template")[0]["ref"] == "acute@1.0.0"
    assert run("add", harbour, "--answers", answers(RATING.format(recent="none-seen", evidence="[]"))).status == 0
    assert len(records(harbour, "template")) == 1


def test_judgements_from_a_file_are_held_to_the_rules(
    run: Any, harbour: Path, answers: Any, codes_of: Any, nothing_written: Any
) -> None:
    final = '[[judgement]]\nstage = "final"\nlevel = "low"\nlikelihood = "low"\nwhom = "x"\nrationale = "x"\n'
    given = answers(final)
    with nothing_written(harbour):
        done = run("add", harbour, "--answers", given)
    assert done.status == 3
    assert set(codes_of(done)) == {"judgement-without-first"}


@pytest.mark.parametrize(
    ("kind", "way"),
    [
        ("judgement", "judge"),
        ("rating", "rate"),
        ("tool_result", "receive"),
        ("response", "interview"),
        ("erasure", "erase"),
        ("signature", "sign"),
    ],
)
def test_kinds_with_a_command_of_their_own_point_there(
    kind: str, way: str, run: Any, harbour: Path, codes_of: Any
) -> None:
    done = run("add", harbour, kind, "--plain", input="")
    assert (done.status, codes_of(done)) == (2, ["unknown-kind"])
    assert f"sjtool {way} CASE" in done.stderr


@pytest.mark.parametrize("kind", ["", "evidnce", "template", "session_end"])
def test_an_unknown_kind_is_answered_with_the_kinds_there_are(
    kind: str, run: Any, harbour: Path, codes_of: Any
) -> None:
    done = run("add", harbour, *([kind] if kind else []), "--plain", input="")
    assert (done.status, codes_of(done)) == (2, ["unknown-kind"])
    assert "evidence, formulation" in done.stderr


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ('title = "MARKER"\n', "unknown-key", 1),
        ('[[evidence]]\nnature = "fact"\n\n[[evidense]]\ntitle = "MARKER"\n', "unknown-kind", 4),
        ('[[evidence]]\nnature = "MARKER"\nkind = "other"\ntitle = "x"\nobtained = true\n', "value-wrong-kind", 2),
        ('[[evidence]]\nnature = "fact"\nkind = "other"\ntitel = "MARKER"\nobtained = true\n', "unknown-key", 4),
        ('[[evidence]]\ntitle = "MARKER"\n', "key-missing", 1),
        ('[[action_update]]\naction = "ac-009"\nstatus = "done"\nwhat_happened = "MARKER"\n', "unknown-id", 2),
        ('[[event]]\nkind = "visit"\nheld_on = "31 June"\nwhat = "MARKER"\n', "value-wrong-kind", 3),
        ('[[event]]\nkind = "visit"\nheld_on = "2026-02-30"\nwhat = "MARKER"\n', "value-wrong-kind", 3),
        ('[[event]]\nkind = "visit"\nheld_on = "2026"\nwhat = "MARKER"\nby = "ds-1"\n', "key-reserved", 5),
        ('[[erasure]]\nrecord = "e-001"\nauthority = "MARKER"\n', "own-command", 1),
        ('[[victim]]\nperson = "nobody"\nidentity = "MARKER"\n', "unknown-id", 2),
        (
            '[[evidence]]\nid = "e-001"\nnature = "fact"\nkind = "other"\ntitle = "MARKER"\nobtained = true\n',
            "id-reused",
            1,
        ),
        (
            '[[evidence]]\nnature = "fact"\nkind = "other"\ntitle = "MARKER"\nobtained = true\nsupersedes = "e-001"\n',
            "key-missing",
            1,
        ),
    ],
)
def test_a_file_with_a_fault_adds_nothing_and_the_fault_has_its_line(
    text: str, code: str, line: int, run: Any, harbour: Path, answers: Any, codes_of: Any, nothing_written: Any
) -> None:
    given = answers(text)
    with nothing_written(harbour):
        done = run("add", harbour, "--answers", given)
    assert done.status == 3
    assert code in codes_of(done)
    assert f"answers.toml:{line}: error[{code}]" in done.stderr
    assert "MARKER" not in done.stderr
    assert done.stdout == ""


def test_every_fault_of_every_table_is_told_at_once(run: Any, harbour: Path, answers: Any, codes_of: Any) -> None:
    text = "[[evidence]]\nnature = 'x'\n\n[[event]]\nheld_on = 'soon'\n\n"
    text += "[[relation]]\nperson = 'nobody'\nto = 'subject'\nkind = 'x'\n"
    done = run("add", harbour, "--answers", answers(text))
    assert len(codes_of(done)) >= 6
    assert done.stderr.count("  why: ") == done.stderr.count("  fix: ") == len(codes_of(done))


UNFINISHED = "harbour.unfinished-add-evidence.toml"


def test_ctrl_c_keeps_the_form_so_far(run: Any, harbour: Path, interrupted: Any, nothing_written: Any) -> None:
    interrupted("fact", "other", "A title [/]", "", "")
    with nothing_written(harbour, beside=(UNFINISHED,)):
        done = run("add", harbour, "evidence", "--plain")
    assert done.status == 130
    kept = harbour.parent / UNFINISHED
    assert "A title [/]" in kept.read_text("utf-8")
    assert 'kind = "other"' in kept.read_text("utf-8")
    assert "A title" not in done.stderr
    if os.name == "posix":
        assert stat.S_IMODE(kept.stat().st_mode) == 0o600


def test_quit_keeps_the_form_so_far_and_is_no_error(run: Any, harbour: Path, typed: Any, nothing_written: Any) -> None:
    with nothing_written(harbour, beside=(UNFINISHED,)):
        done = run("add", harbour, "evidence", "--plain", input=typed("fact", "other", "A title", ":quit"))
    assert done.status == 0
    assert "The same command goes on from it." in done.stderr
    assert "Stopped." in done.stderr
    (harbour.parent / UNFINISHED).unlink()
    with nothing_written(harbour):
        assert run("add", harbour, "evidence", "--plain", input=typed(":quit")).status == 0


def test_what_was_typed_is_offered_when_the_same_is_added_again_and_gone_once_it_is_recorded(
    run: Any, harbour: Path, typed: Any, records: Any
) -> None:
    run("add", harbour, "evidence", "--plain", input=typed("fact", "other", "A title [/]", ":quit"))
    done = run("add", harbour, "evidence", "--plain", input=typed(*[""] * 5, "y", *[""] * 3))
    assert "Left unfinished at 14:12: what you had typed stands as the answer" in done.stderr
    assert done.status == 0, done.stderr
    assert records(harbour, "evidence")[-1]["title"] == "A title [/]"
    assert not (harbour.parent / UNFINISHED).exists()


def test_another_officer_is_told_whose_words_they_are_and_another_day_when(
    run: Any, harbour: Path, typed: Any, held_clock: Any
) -> None:
    run("add", harbour, "evidence", "--plain", input=typed("fact", "other", "A title", ":quit"))
    held_clock.move(held_clock.now + timedelta(days=1))
    done = run("add", harbour, "evidence", "--plain", "--by", "ds-2207", input=typed(":quit"))
    told = " ".join(done.stderr.split())
    assert "Left unfinished on 4 March 2026 at 14:12 by pc-4412: what they had typed stands" in told


def test_a_correction_and_a_new_record_are_kept_apart(run: Any, harbour: Path, typed: Any) -> None:
    run("add", harbour, "evidence", "--supersedes", "e-001", "--plain", input=typed("observed", ":quit"))
    assert (harbour.parent / "harbour.unfinished-add-evidence-e-001.toml").exists()
    done = run("add", harbour, "evidence", "--plain", input=typed(":quit"))
    assert "Left unfinished" not in done.stderr


def test_what_is_typed_of_a_victim_is_kept_beside_their_own_file(run: Any, harbour: Path, typed: Any) -> None:
    run("add", harbour, "victim", "--plain", input=typed("partner", "Who it is", ":quit"))
    names = {path.name for path in harbour.parent.glob("*unfinished*")}
    assert names == {"harbour.victims.unfinished-add-victim.toml"}


def test_what_is_found_wrong_at_the_end_is_offered_again(
    run: Any, harbour: Path, typed: Any, codes_of: Any, records: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from sjtool.commands import add
    from sjtool.errors import refused

    def wrong(*_args: object) -> None:
        raise refused("key-missing", "your answers", "something is missing", "it is needed", "give it")

    with monkeypatch.context() as patch:
        patch.setattr(add, "_sound", wrong)
        lines = typed("fact", "other", "A title", "", "", "y", "", "", "")
        done = run("add", harbour, "evidence", "--plain", input=lines)
    assert (done.status, codes_of(done)) == (3, ["key-missing"])
    assert f"{UNFINISHED}: note[typed-kept]" in done.stderr
    assert "A title" not in done.stderr
    assert run("add", harbour, "evidence", "--plain", input=typed(*[""] * 9)).status == 0
    assert records(harbour, "evidence")[-1]["title"] == "A title"


def test_where_it_cannot_be_kept_while_it_is_typed_it_is_kept_at_the_end(
    run: Any, harbour: Path, typed: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_args: object) -> None:
        raise OSError

    monkeypatch.setattr("sjtool.store.unfinished.write_all", fail)
    done = run("add", harbour, "evidence", "--plain", input=typed("fact", "other", "Mine", ":quit"))
    assert done.status == 0
    assert "harbour.kept-1.toml: note[typed-kept]" in done.stderr
    assert "Mine" in (harbour.parent / "harbour.kept-1.toml").read_text("utf-8")
    assert not list(harbour.parent.glob("*unfinished*"))


def test_an_edit_in_another_window_is_never_written_over_and_the_words_are_kept(
    run: Any, harbour: Path, typed: Any, codes_of: Any, monkeypatch: pytest.MonkeyPatch, records: Any
) -> None:
    from sjtool.ask.line_source import LineSource

    original, count = LineSource.read_line, iter(range(100))

    def meanwhile(source: LineSource) -> str:
        if next(count) == 3:
            harbour.write_bytes(harbour.read_bytes().replace(b"Ms R", b"Ms Q"))
        return original(source)

    monkeypatch.setattr(LineSource, "read_line", meanwhile)
    before = harbour.read_bytes()
    done = run("add", harbour, "evidence", "--plain", input=typed("fact", "other", "A title", "", "", "y", "", "", ""))
    assert (done.status, codes_of(done)) == (3, ["file-changed"])
    assert "A title" in (harbour.parent / "harbour.kept-1.toml").read_text("utf-8")
    assert not (harbour.parent / UNFINISHED).exists()
    assert harbour.read_bytes() == (before.replace(b"Ms R", b"Ms Q"))


def test_an_addition_in_another_window_is_joined(
    run: Any, harbour: Path, typed: Any, monkeypatch: pytest.MonkeyPatch, records: Any
) -> None:
    from sjtool.ask.line_source import LineSource

    original, count = LineSource.read_line, iter(range(100))

    def meanwhile(source: LineSource) -> str:
        if next(count) == 3:
            event = Draft("event", {"kind": "visit", "held_on": "2026-03-04", "what": "seen"})
            Ledger(harbour).append([event], by="ds-1", at=read_ledger(harbour).links[0].table["at"])
        return original(source)

    monkeypatch.setattr(LineSource, "read_line", meanwhile)
    done = run("add", harbour, "evidence", "--plain", input=typed("fact", "other", "A title", "", "", "y", "", "", ""))
    assert done.status == 0
    assert [r["id"] for r in records(harbour)][-2:] == ["ev-001", "e-002"]


def test_a_case_in_which_ids_lead_nowhere_can_still_be_mended(
    run: Any, harbour: Path, answers: Any, codes_of: Any
) -> None:
    stray = '\n[[relation]]\nid = "rel-009"\nperson = "nobody"\nto = "subject"\nkind = "aunt-of"\n'
    harbour.write_bytes(harbour.read_bytes() + stray.encode())
    assert run("show", harbour).status == 3
    person = '[[person]]\nid = "nobody"\nroles = ["relative"]\nstanding = "other"\nlabel = "Aunt"\n'
    done = run("add", harbour, "--answers", answers(person))
    assert (done.status, codes_of(done)) == (0, ["unknown-id"])
    assert run("show", harbour).status == 0


def test_a_case_that_cannot_be_read_is_not_added_to(
    run: Any, harbour: Path, answers: Any, nothing_written: Any
) -> None:
    harbour.write_bytes(harbour.read_bytes() + b'\n[[evidence]]\nid = "e-9"\nnature = "MARKER"\n')
    given = answers('[[event]]\nkind = "visit"\nheld_on = "2026"\nwhat = "x"\n')
    with nothing_written(harbour):
        assert run("add", harbour, "--answers", given).status == 3


def test_a_slip_in_a_judgement_is_mended_by_form_and_its_stage_stays(
    run: Any, harbour: Path, answers: Any, typed: Any, records: Any
) -> None:
    said = 'level = "low"\nlikelihood = "low"\nwhom = "nobody known"\nrationale = "why"\n'
    both = f'[[first]]\n{said}\n[[final]]\n{said}strongest_against = "x"\noverrides = "none"\n'
    assert run("judge", harbour, "--answers", answers(both)).status == 0
    stays = ("assessment", "stage", "known_outcomes", "overrides")
    lines = ["two visits" if field.key == "limits" else "" for field in fields_for("judgement", skip=stays)]
    done = run("add", harbour, "judgement", "--supersedes", "j-002", "--plain", input=typed(*lines, "left out"))
    assert done.status == 0
    *_both, mended = records(harbour, "judgement")
    assert (mended["stage"], mended["overrides"], mended["limits"]) == ("final", "none", "two visits")
    assert (mended["supersedes"], mended["reason"]) == ("j-002", "left out")
    assert run("add", harbour, "judgement", "--plain", input="").status == 2


def test_a_victims_record_is_corrected_in_the_file_of_its_own(
    run: Any, harbour: Path, answers: Any, typed: Any, records: Any
) -> None:
    text = '[[person]]\nid = "v1"\nroles = ["victim"]\nstanding = "victim"\nlabel = "V"\n\n[[victim]]\nperson = "v1"\n'
    run("add", harbour, "--answers", answers(text))
    lines = ("v1", "", "not to be written to", "", "", "", "She rang.")
    done = run("add", harbour, "victim", "--supersedes", "v-001", "--plain", input=typed(*lines))
    assert done.status == 0
    assert records(victims_path(harbour), "victim")[-1]["supersedes"] == "v-001"


def test_an_event_is_asked_in_short_and_the_command_that_asks_more_is_named(
    run: Any, harbour: Path, records: Any, typed: Any
) -> None:
    done = run("add", harbour, "event", "--plain", input=typed("visit", "2026-03-03", "Calm.", "housing", "n"))
    assert done.status == 0
    assert "sjtool event CASE" in done.stderr
    saved = records(harbour, "event")[0]
    assert (saved["kind"], saved["touches"], saved["opens_review"]) == ("visit", ["housing"], False)
    correct = run("add", harbour, "event", "--supersedes", "ev-001", "--plain", input=typed(":quit"))
    assert "asked in full by" not in correct.stderr
