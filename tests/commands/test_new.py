"""`sjtool new`: a case begun from a form, from files and from a pipe; never over another file; nothing lost."""

from __future__ import annotations

import json
import os
import stat
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.usefixtures("at_desk")
PERSON = ("Mr H", "convicted", "male", "19 May 1987")
OFFICER = ("PC Hughes", "manager", "Example Police", "arms, acute")
PARTNER, NOBODY = ("Ms R", ""), ("",)
ASSESSMENT = ("1", "DS O", "To plan.")
FORM = (*PERSON, *OFFICER, *PARTNER, *NOBODY, *ASSESSMENT, "y")
START = """
training = true

[[officer]]
id = "pc-4412"
name = "PC Hughes"
role = "manager"
agency = "Example Police"

[[person]]
id = "subject"
roles = ["subject"]
standing = "convicted"
label = "Mr [H] [/]"

[[assessment]]
opened_on = "2026-03-02"
trigger = "initial"
purpose = "To plan."

[[formulation]]
heading = "what"
text = "He lost his home."
"""


def test_a_form_begins_a_case_with_the_person_the_officer_the_partner_and_the_assessment(
    run: Any, records: Any, typed: Any, tmp_path: Path
) -> None:
    done = run("new", "harbour", "--plain", input=typed(*FORM))
    assert done.status == 0
    assert "harbour.toml begun. What next:  sjtool next harbour" in done.stderr
    path = tmp_path / "harbour.toml"
    assert [r["id"] for r in records(path)] == ["pc-4412", "subject", "partner", "rel-001", "a-001"]
    (subject, partner) = records(path, "person")
    assert subject["born"] == "1987-05-19"
    assert (partner["label"], partner["roles"]) == ("Ms R", ["partner"])
    assert records(path, "officer")[0]["trained"] == ["arms", "acute"]
    assert records(path, "assessment")[0]["opened_on"] == "2026-03-04"
    assert {r["by"] for r in records(path)} == {"pc-4412"}
    if os.name == "posix":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_without_a_partner_none_is_recorded(run: Any, records: Any, typed: Any, tmp_path: Path) -> None:
    lines = typed(*PERSON, *OFFICER, "", *NOBODY, *ASSESSMENT, "y")
    assert run("new", "harbour", "--plain", "--training", input=lines).status == 0
    assert [r["id"] for r in records(tmp_path / "harbour.toml", "person")] == ["subject"]
    assert "training = true" in (tmp_path / "harbour.toml").read_text("utf-8")


def test_a_file_begins_a_case_and_records_join_its_assessment(
    run: Any, records: Any, answers: Any, tmp_path: Path
) -> None:
    done = run("new", "harbour", "--answers", answers(START), "--json")
    assert done.status == 0
    saved = json.loads(done.stdout)["saved"]
    assert [s["kind"] for s in saved] == ["officer", "person", "assessment", "formulation"]
    path = tmp_path / "harbour.toml"
    assert records(path, "formulation")[0]["assessment"] == "a-001"
    assert records(path, "person")[0]["label"] == "Mr [H] [/]"


def test_with_several_assessments_a_record_joins_the_one_before_it(
    run: Any, records: Any, answers: Any, tmp_path: Path
) -> None:
    more = '\n[[assessment]]\nid = "review"\nopened_on = "2026-03-03"\ntrigger = "review"\npurpose = "Again."\n'
    more += '\n[[formulation]]\nheading = "now"\ntext = "Anew."\n'
    assert run("new", "harbour", "--answers", answers(START + more)).status == 0
    assert [f["assessment"] for f in records(tmp_path / "harbour.toml", "formulation")] == ["a-001", "review"]


def test_json_and_csv_and_a_pipe_will_do(run: Any, records: Any, answers: Any, tmp_path: Path) -> None:
    people = {"person": [{"id": "subject", "roles": ["subject"], "standing": "suspect", "label": "Mr J"}]}
    assert run("new", "one", "--answers", answers(json.dumps(people), "start.json")).status == 0
    rows = "record,id,roles,standing,label,parental_responsibility\nperson,subject,subject; carer,suspect,Mr C,yes\n"
    assert run("new", "two", "--answers", answers(rows, "start.csv")).status == 0
    assert run("new", "three", "--answers", "-", input=START).status == 0
    assert records(tmp_path / "one.toml", "person")[0]["label"] == "Mr J"
    assert records(tmp_path / "two.toml", "person")[0]["roles"] == ["subject", "carer"]
    assert records(tmp_path / "two.toml", "person")[0]["parental_responsibility"] is True
    assert len(records(tmp_path / "three.toml")) == 4


def test_a_head_alone_begins_an_empty_case(run: Any, records: Any, answers: Any, tmp_path: Path) -> None:
    assert run("new", "harbour", "--training", "--answers", answers('marking = "OFFICIAL"\n')).status == 0
    assert records(tmp_path / "harbour.toml") == []
    assert "training = true" in (tmp_path / "harbour.toml").read_text("utf-8")


def test_a_case_id_goes_to_the_folder_in_the_settings(
    run: Any, answers: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "cases"
    folder.mkdir()
    monkeypatch.setenv("SJTOOL_CONFIG", str(answers(f"cases = '{folder}'\n", "config.toml")))
    assert run("new", "harbour", "--answers", answers(START)).status == 0
    assert (folder / "harbour.toml").exists()
    assert run("next", "harbour").status == 0
    (tmp_path / "config.toml").unlink()
    assert run("next", "harbour").status == 3


def test_a_file_that_is_there_is_never_replaced(
    run: Any, answers: Any, nothing_written: Any, codes_of: Any, tmp_path: Path
) -> None:
    path = tmp_path / "harbour.toml"
    path.write_text("somebody's words", encoding="utf-8")
    given = answers(START)
    with nothing_written(path):
        done = run("new", "harbour", "--answers", given)
    assert (done.status, codes_of(done)) == (3, ["case-exists"])


@pytest.mark.parametrize("name", ["Mr Hughes", "å", "-x", "a" * 90, ".toml"])
def test_what_cannot_be_a_file_name_everywhere_is_refused_before_anything_is_asked(
    name: str, run: Any, codes_of: Any
) -> None:
    done = run("new", "--", name)
    assert done.status == 2
    assert codes_of(done) == ["case-id"]


def test_a_folder_that_is_not_there_is_told_before_anything_is_asked(run: Any, codes_of: Any, tmp_path: Path) -> None:
    done = run("new", tmp_path / "nowhere" / "harbour.toml", "--plain", input="")
    assert (done.status, codes_of(done)) == (3, ["folder-missing"])


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ('held_on = "2026"\n' + START, "unknown-key", ":1:"),
        ("training = 'MARKER'\n", "value-wrong-kind", ""),
        ("[[judgement]]\nstage = 'first'\n", "own-command", ":1:"),
        ("[[override]]\nrationale = 'MARKER'\n", "own-command", ":1:"),
        ("[[person]]\nid = 'subject'\nroles = ['MARKER']\n", "value-wrong-kind", ":3:"),
        ("[[person]]\nid = 'subject'\n", "key-missing", ":1:"),
        ("[[relation]]\nperson = 'nobody'\nto = 'nobody'\nkind = 'x'\n", "unknown-id", ":2:"),
        (
            "[[rating]]\nfactor = 'acute@1.0.0/MARKER'\nperson = 'x'\nrecent = 'x'\nrationale = 'x'\nheld_on = '26'\n",
            "key-missing",
            ":1:",
        ),
        ("x = [", "not-toml", ""),
        ("", "answers-empty", ""),
    ],
)
def test_a_file_that_will_not_do_begins_nothing(
    text: str, code: str, line: str, run: Any, answers: Any, codes_of: Any, nothing_written: Any, tmp_path: Path
) -> None:
    given = answers(text)
    with nothing_written(tmp_path / "harbour.toml"):
        done = run("new", "harbour", "--answers", given)
    assert done.status == 3
    assert code in codes_of(done)
    assert f"answers.toml{line}" in done.stderr
    assert "MARKER" not in done.stderr


def test_ctrl_c_keeps_what_was_typed_for_the_owner_alone(run: Any, interrupted: Any, tmp_path: Path) -> None:
    interrupted("Mr H", "convicted", "", "", "PC [Hughes]")
    done = run("new", "harbour", "--plain")
    assert done.status == 130
    kept = tmp_path / "harbour.unfinished-new.toml"
    assert "Mr H" in kept.read_text("utf-8")
    assert "PC [Hughes]" in kept.read_text("utf-8")
    assert "Mr H" not in done.stderr
    assert not (tmp_path / "harbour.toml").exists()
    if os.name == "posix":
        assert stat.S_IMODE(kept.stat().st_mode) == 0o600


def test_what_was_typed_is_offered_again_where_it_cannot_be_recorded(
    run: Any, typed: Any, codes_of: Any, tmp_path: Path, records: Any
) -> None:
    done = run("new", "harbour", "--plain", "--by", "subject", input=typed(*FORM))
    assert (done.status, codes_of(done)) == (3, ["id-reused"])
    assert "harbour.unfinished-new.toml: note[typed-kept]" in done.stderr
    assert not (tmp_path / "harbour.toml").exists()
    lines = typed(*[""] * 4, *OFFICER, *[""] * 6, "y")
    done = run("new", "harbour", "--plain", input=lines)
    assert done.status == 0, done.stderr
    assert records(tmp_path / "harbour.toml", "person")[0]["label"] == "Mr H"
    assert [path.name for path in tmp_path.glob("harbour.*")] == ["harbour.toml"]


def test_what_was_typed_is_kept_where_the_file_cannot_be_made(
    run: Any, typed: Any, codes_of: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from sjtool.commands import new
    from sjtool.errors import refused

    def full(*_args: object) -> None:
        raise refused("not-saved", "harbour.toml", "the disk is full", "nothing is called saved", "free some space")

    with monkeypatch.context() as patch:
        patch.setattr(new, "create_case", full)
        done = run("new", "harbour", "--plain", input=typed(*FORM))
    assert (done.status, codes_of(done)) == (3, ["not-saved"])
    kept = (tmp_path / "harbour.kept-1.toml").read_text("utf-8")
    assert kept.count("[[") == 5
    assert "sjtool new harbour --answers harbour.kept-1.toml" in done.stderr
    assert not (tmp_path / "harbour.unfinished-new.toml").exists()
    assert run("new", "harbour", "--answers", "harbour.kept-1.toml").status == 0
