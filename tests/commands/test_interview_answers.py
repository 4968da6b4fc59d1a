"""`sjtool interview --answers`: sound files in three forms, and files in which every problem is named at its line."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from sjtool.assess.standing import Standing
from sjtool.cli import app
from sjtool.model.enquiry import Response, Session, SessionEnd
from sjtool.store.append import Draft, Ledger, create_case
from sjtool.store.read import read_case

NOW = datetime(2026, 3, 9, 18, 0, tzinfo=UTC)

TOML = """\
mode = "home-visit"
held_on = "2026-03-04"
place = "their home"
interviewers = ["pc-4412", "ds-0071"]
cleared_with = "DI Shaw, 3 March"

[[response]]
item = 1
value = "about 35"
note = "most nights until two"

[[response]]
item = "2"
value = "quite-a-lot"

[[response]]
item = "3"
missing = "refused"
missing_note = "said ask him"

[[response]]
item = "4"
value = true
basis = "observed"
evidence = ["e-001"]

[[response]]
item = "24"
value = ["excited-beforehand"]

[[response]]
item = "5"
value = "Her sister.\\nNobody else."
"""


@pytest.fixture(autouse=True)
def held_still(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("sjtool.clock.now", lambda: NOW)
    monkeypatch.setattr("sjtool.clock.today", lambda: date(2026, 3, 9))
    monkeypatch.setenv("SJTOOL_CONFIG", str(tmp_path / "none.toml"))
    monkeypatch.setenv("SJTOOL_BY", "pc-4412")


@pytest.fixture
def case(tmp_path: Path) -> Path:
    path = tmp_path / "harbour.toml"
    create_case(path, {"format": 1, "case": "harbour", "training": True})
    drafts = [
        Draft("person", {"id": "subject", "roles": ["subject"], "label": "Mr H"}),
        Draft("person", {"id": "partner", "roles": ["partner"], "label": "Ms R"}),
        Draft("assessment", {"opened_on": "2026-03-02", "trigger": "initial", "purpose": "Initial"}),
        Draft("evidence", {"nature": "fact", "kind": "other", "title": "Log", "obtained": True}),
    ]
    Ledger(path).append(drafts, by="pc-4412", at=NOW)
    return path


def run(case: Path, text: str, *args: str, name: str = "answers.toml", who: str = "partner") -> Result:
    words = ["interview", str(case), "section-12", "--informant", who, *args]
    if name == "-":
        return CliRunner().invoke(app, [*words, "--answers", "-"], input=text)
    file = case.parent / name
    file.write_text(text, encoding="utf-8")
    return CliRunner().invoke(app, [*words, "--answers", str(file)])


def standing(case: Path) -> Standing:
    read, problems = read_case(case)
    assert not problems
    return Standing(read)


def test_a_sound_toml_file_is_one_session(case: Path) -> None:
    result = run(case, TOML)
    assert result.exit_code == 0, result.stderr
    assert "saved session s-001: 6 answers (r-0001 to r-0006)" in result.stderr
    state = standing(case)
    (session,) = state.of(Session)
    assert (session.mode, session.held_on, session.place) == ("home-visit", "2026-03-04", "their home")
    assert (session.interviewers, session.cleared_with) == (("pc-4412", "ds-0071"), "DI Shaw, 3 March")
    found = {r.item: r for r in state.of(Response)}
    assert (found["1"].part, found["1"].value) == ("hours", 35)
    assert found["1"].note == "most nights until two\nabout 35"
    assert (found["3"].missing, found["3"].missing_note, found["3"].basis) == ("refused", "said ask him", "told")
    assert (found["4"].value, found["4"].basis, found["4"].evidence) == (True, "observed", ("e-001",))
    assert found["24"].value == ("excited-beforehand",)
    assert found["5"].value == "Her sister.\nNobody else."
    assert all(r.session == "s-001" for r in found.values())
    assert [end.how for end in state.of(SessionEnd)] == ["stopped"]


def test_json_from_a_pipe(case: Path) -> None:
    data = {
        "mode": "telephone",
        "held_on": "2026-03-04",
        "response": [{"item": "1", "part": "hours", "value": 20.5}, {"item": "24", "value": ["neither"]}],
    }
    result = run(case, json.dumps(data), name="-")
    assert result.exit_code == 0, result.stderr
    assert [r.value for r in standing(case).of(Response)] == [20.5, ("neither",)]


def test_csv_with_the_session_in_a_row_of_its_own(case: Path) -> None:
    rows = [
        "record,item,part,value,missing,note,evidence,mode,held_on,interviewers,ended",
        "session,,,,,,,video,2026-03,pc-4412; ds-0071,no",
        "response,1,hours,about 35,,,e-001,,,,",
        'response,4,,"yes, most nights",,alone,,,,,',
        "response,2,,3,,,,,,,",
        "response,24,,1; 2,,,,,,,",
        "response,3,,,no-comment,,,,,,",
        'response,5,,"Two lines\nhere",,,,,,,',
    ]
    result = run(case, "\n".join(rows) + "\n", name="answers.csv")
    assert result.exit_code == 0, result.stderr
    state = standing(case)
    (session,) = state.of(Session)
    assert (session.mode, session.held_on, session.interviewers) == ("video", "2026-03", ("pc-4412", "ds-0071"))
    found = {r.item: r for r in state.of(Response)}
    assert (found["1"].value, found["1"].note, found["1"].evidence) == (35, "about 35", ("e-001",))
    assert (found["4"].value, found["4"].note) == (True, "alone\nmost nights")
    assert found["2"].value == "quite-a-lot"
    assert found["24"].value == ("excited-beforehand", "frustrated-or-irritated-when-stopped")
    assert found["3"].missing == "no-comment"
    assert found["5"].value == "Two lines\nhere"
    assert state.of(SessionEnd) == ()


def test_plain_csv_takes_the_session_from_flags(case: Path) -> None:
    text = "item,value\n1,20\n"
    result = run(case, text, "--mode", "video", "--held-on", "4 March 2026", "--with", "ds-0071", name="answers.csv")
    assert result.exit_code == 0, result.stderr
    (session,) = standing(case).of(Session)
    assert (session.held_on, session.interviewers) == ("2026-03-04", ("pc-4412", "ds-0071"))


def test_all_items_answered_is_finished(case: Path) -> None:
    text = 'mode = "video"\nheld_on = "2026-03-04"\n[[response]]\nitem = "4"\nvalue = "no"\n'
    run(case, text, "--item", "4")
    assert [end.how for end in standing(case).of(SessionEnd)] == ["finished"]


def test_answers_alone_go_on_with_the_open_session(case: Path) -> None:
    assert run(case, TOML.replace("place =", "ended = false\nplace =")).exit_code == 0
    result = run(case, 'ended = false\n[[response]]\nitem = "1"\nvalue = 20\n[[response]]\nitem = "6"\nvalue = 2\n')
    assert result.exit_code == 0, result.stderr
    state = standing(case)
    assert len(state.of(Session)) == 1
    corrected = next(r for r in state.of(Response) if r.item == "1")
    assert (corrected.value, corrected.supersedes, corrected.reason) == (20, "r-0001", "corrected in the session")


def test_a_file_that_says_when_begins_a_new_session(case: Path) -> None:
    run(case, TOML.replace("place =", "ended = false\nplace ="))
    run(case, TOML.replace("2026-03-04", "2026-03-08"))
    state = standing(case)
    assert [s.held_on for s in state.of(Session)] == ["2026-03-04", "2026-03-08"]
    assert not [r for r in state.of(Response) if r.supersedes]


def test_the_person_must_name_the_part(case: Path) -> None:
    text = 'mode = "video"\nheld_on = "2026-03-04"\n[[response]]\nitem = "1"\nvalue = 20\n'
    result = run(case, text, who="subject")
    assert result.exit_code == 3
    assert "answers.toml:4: error[unknown-part]: item 1 has several parts here" in result.stderr
    assert "part = one of: hours, share" in result.stderr


HEAD = 'mode = "video"\nheld_on = "2026-03-04"\n'
BAD = [
    ('item = "41"\nvalue = "x"', 4, "unknown-item", "sets show section-12"),
    ('item = "9"\nvalue = "x"', 4, "item-not-asked", "leave it out"),
    ('item = "8"\nvalue = ["email"]', 4, "item-not-asked", "--marks all"),
    ('value = "x"', 3, "key-missing", "item"),
    ('item = "1"\npart = "share"\nvalue = "x"', 5, "unknown-part", "hours"),
    ('item = "4"\npart = "a"\nvalue = true', 5, "unknown-part", "leave  part  out"),
    ('item = "1"\nvalue = true', 5, "value-wrong-kind", "a number (hours a week)"),
    ('item = "1"\nvalue = 169', 5, "value-wrong-kind", "from 0 to 168"),
    ('item = "1"\nvalue = "5 hours a day"', 5, "value-wrong-kind", "a number"),
    ('item = "4"\nvalue = "no idea"', 5, "value-wrong-kind", "true or false"),
    ('item = "4"\nvalue = 1', 5, "value-wrong-kind", "true or false"),
    ('item = "2"\nvalue = "rather"', 5, "value-wrong-kind", "not-at-all"),
    ('item = "24"\nvalue = ["nonsense"]', 5, "value-wrong-kind", "a list of"),
    ('item = "24"\nvalue = [1]', 5, "value-wrong-kind", "a list of"),
    ('item = "24"\nvalue = ["neither", "excited-beforehand"]', 5, "value-wrong-kind", "a list of"),
    ('item = "5"\nvalue = 5', 5, "value-wrong-kind", "text"),
    ('item = "5"\nvalue = " "', 5, "value-wrong-kind", "text"),
    ('item = "4"\nvalue = true\nmissing = "refused"', 3, "value-or-reason", "keep"),
    ('item = "4"', 3, "value-or-reason", "missing"),
    ('item = "4"\nmissing = "reffused"', 5, "unknown-reason", 'did you mean "refused"'),
    ('item = "4"\nvalue = true\nmissing_note = "x"', 6, "note-without-reason", "note"),
    ('item = "4"\nvalue = true\nnote = ""', 6, "value-wrong-kind", "leave it out"),
    ('item = "4"\nvalue = true\nbasis = "heard"', 6, "value-wrong-kind", "told"),
    ('item = "4"\nvalue = true\nevidence = ["e-01"]', 6, "unknown-id", 'did you mean "e-001"'),
    ('item = "4"\nvalue = true\nevidence = "e-001"', 6, "value-wrong-kind", "evidence ="),
    ('item = "4"\nvalu = true', 5, "unknown-key", 'did you mean "value"'),
]


@pytest.mark.parametrize(("row", "line", "code", "fix"), BAD, ids=[f"{row[2]}-{n}" for n, row in enumerate(BAD)])
def test_a_bad_row_is_named_with_its_line_and_nothing_is_written(
    case: Path, row: str, line: int, code: str, fix: str
) -> None:
    before = case.read_bytes()
    result = run(case, f"{HEAD}[[response]]\n{row}\n")
    assert result.exit_code == 3
    problem = next(p for p in result.stderr.split(str(case.parent)) if f"error[{code}]" in p)
    assert problem.startswith(f"/answers.toml:{line}: error[{code}]: ")
    assert fix in problem.split("fix: ")[1]
    assert "  why: " in problem
    assert case.read_bytes() == before


BAD_HEADS = [
    ('mode = "fax"\nheld_on = "2026-03-04"', "answers.toml:1: error[value-wrong-kind]"),
    ('mode = "video"', 'the session has no "held_on"'),
    ('held_on = "2026-03-04"', "--mode home-visit"),
    ('mode = "video"\nheld_on = "4 March"', "answers.toml:2: error[value-wrong-kind]"),
    (f'{HEAD}assessment = "a-9"', "answers.toml:3: error[unknown-id]"),
    (f'{HEAD}assessment = "subject"', "names no assessment"),
    (f"{HEAD}plaec = 'x'", 'did you mean "place"?'),
    (f"{HEAD}ended = 'maybe'", '"ended" says neither'),
    (f"{HEAD}[[sesion]]\nplace = 'x'", 'did you mean "session"?'),
    (f"{HEAD}[[session]]\nplace = 'x'\n[[session]]\nplace = 'y'", "there is a second session"),
]


@pytest.mark.parametrize(("head", "words"), BAD_HEADS, ids=range(len(BAD_HEADS)))
def test_a_bad_head_is_named(case: Path, head: str, words: str) -> None:
    before = case.read_bytes()
    result = run(case, f'{head}\n[[response]]\nitem = "4"\nvalue = true\n')
    assert result.exit_code == 3
    assert words in result.stderr
    assert case.read_bytes() == before


def test_every_problem_is_named_at_once(case: Path) -> None:
    text = HEAD + '[[response]]\nitem = "4"\nvalue = 1\n[[response]]\nitem = "99"\nvalue = 1\n[[response]]\nvalue = 1\n'
    assert run(case, text).stderr.count("error[") == 3


def test_the_same_item_twice(case: Path) -> None:
    rows = '[[response]]\nitem = "4"\nvalue = true\n[[response]]\nitem = 4\nvalue = false\n'
    result = run(case, HEAD + rows)
    assert "answers.toml:6: error[answered-twice]: item 4 has an answer already, at line 3" in result.stderr


def test_json_problems_name_the_answer_by_number(case: Path) -> None:
    data = {
        "mode": "video",
        "held_on": "2026-03-04",
        "response": [{"item": "4", "value": 1}, {"item": "4", "value": "n"}],
    }
    data["response"] = [*data["response"], {"item": "4", "value": True}]
    result = run(case, json.dumps(data), name="-")
    assert "standard input: error[value-wrong-kind]: answer 1: " in result.stderr
    assert "answer 3: item 4 has an answer already, before this one" in result.stderr


def test_csv_problems_name_their_line_and_no_words(case: Path) -> None:
    result = run(case, "item,value\n4,SECRET WORDS\n", "--mode", "video", "--held-on", "2026", name="answers.csv")
    assert "answers.csv:2: error[value-wrong-kind]" in result.stderr
    assert "SECRET" not in result.stderr


@pytest.mark.parametrize("text", ["", "mode = 'video'\n"])
def test_a_file_without_answers(case: Path, text: str) -> None:
    result = run(case, text)
    assert result.exit_code == 3
    assert "error[answers-empty]" in result.stderr


def test_no_officer_is_wrong_usage(case: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SJTOOL_BY")
    result = run(case, TOML)
    assert result.exit_code == 2
    assert "error[no-officer]" in result.stderr


MANY = [{"item": "4", "value": 1}, {"item": "99", "value": 1}, {"item": "2", "missing": ["refused"]}]


def test_the_session_and_every_row_are_told_at_once(case: Path) -> None:
    rows = '[[response]]\nitem = "4"\nvalue = 1\n[[response]]\nitem = "99"\nvalue = 1\n'
    result = run(case, f'mode = "fax"\nplaec = "x"\n{rows}[[response]]\nitem = "2"\nmissing = ["refused"]\n')
    found = [line.split(": ")[:2] for line in result.stderr.split("\n") if "error[" in line]
    assert [(place.rpartition("answers.toml")[2], code) for place, code in found] == [
        (":2", "error[unknown-key]"),
        (":1", "error[value-wrong-kind]"),
        ("", "error[key-missing]"),
        (":5", "error[value-wrong-kind]"),
        (":7", "error[unknown-item]"),
        (":11", "error[unknown-reason]"),
    ]


def test_csv_tells_the_session_and_every_row_at_once(case: Path) -> None:
    rows = ["record,item,value,missing,mode,plaec", "response,4,1,,,", "session,,,,fax,x", "response,99,1,,,"]
    result = run(case, "\n".join([*rows, "response,2,,reffused,,"]), name="answers.csv")
    found = [line.split(": ")[:2] for line in result.stderr.split("\n") if "error[" in line]
    assert [(place.rpartition("answers.csv")[2], code) for place, code in found] == [
        (":3", "error[unknown-key]"),
        (":3", "error[value-wrong-kind]"),
        (":3", "error[key-missing]"),
        (":2", "error[value-wrong-kind]"),
        (":4", "error[unknown-item]"),
        (":5", "error[unknown-reason]"),
    ]


def test_json_tells_the_session_and_every_row_at_once(case: Path) -> None:
    result = run(case, json.dumps({"mode": "fax", "plaec": "x", "response": MANY}), name="answers.json")
    assert [result.stderr.count(f"answer {n}: ") for n in (1, 2, 3)] == [1, 1, 1]
    assert result.stderr.count("error[") == 6


def test_what_no_record_could_hold_is_told_by_its_row(case: Path) -> None:
    rows = [{"item": "5", "value": "SECRET\ud800"}, {"item": "4", "value": True, "note": "\ud800"}]
    result = run(case, json.dumps({"mode": "video", "held_on": "2026-03-04", "response": rows}), name="answers.json")
    assert result.exit_code == 3
    assert 'error[value-wrong-kind]: answer 1: "value"' in result.stderr
    assert 'error[value-wrong-kind]: answer 2: "note"' in result.stderr
    assert "SECRET" not in result.stderr


def test_nothing_in_json_is_a_key_left_out(case: Path) -> None:
    row = {"item": "4", "part": None, "value": None, "missing": "refused", "missing_note": None, "note": None}
    data = {"mode": "video", "held_on": "2026-03-04", "ended": None, "place": None, "response": [row]}
    assert run(case, json.dumps(data), name="answers.json").exit_code == 0
    (response,) = standing(case).of(Response)
    assert (response.missing, response.missing_note, response.note) == ("refused", None, None)


def test_a_session_of_nothing_goes_on_with_the_open_one(case: Path) -> None:
    assert run(case, TOML.replace("place =", "ended = false\nplace =")).exit_code == 0
    data = {"mode": None, "held_on": None, "response": [{"item": "6", "value": 2}]}
    assert run(case, json.dumps(data), name="answers.json").exit_code == 0
    assert len(standing(case).of(Session)) == 1


def test_csv_takes_true_and_false(case: Path) -> None:
    text = "item,value\n3,TRUE\n4,false\n"
    assert run(case, text, "--mode", "video", "--held-on", "2026-03-04", name="answers.csv").exit_code == 0
    assert [(r.item, r.value, r.note) for r in standing(case).of(Response)] == [("3", True, None), ("4", False, None)]


def test_a_dry_run_counts_and_writes_nothing(case: Path) -> None:
    before = {path: path.read_bytes() for path in case.parent.iterdir()}
    result = run(case, TOML, "--dry-run")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr.split("\n") == [
        "dry run: the file is sound, and nothing was recorded",
        "  a new session: home-visit, 2026-03-04, 2 officers; it says place, cleared_with",
        "  over with this file (stopped)",
        "  5 answers",
        "  1 reason for no answer: refused 1",
        "  1 note, 1 missing_note",
        "",
    ]
    (case.parent / "answers.toml").unlink()
    assert {path: path.read_bytes() for path in case.parent.iterdir()} == before


def test_a_dry_run_that_would_go_on_with_the_open_session(case: Path) -> None:
    assert run(case, TOML.replace("place =", "ended = false\nplace =")).exit_code == 0
    before = case.read_bytes()
    text = 'ended = false\n[[response]]\nitem = "1"\nvalue = 20\n[[response]]\nitem = "6"\nvalue = 2\n'
    lines = run(case, text, "--dry-run").stderr.split("\n")
    assert lines[1:4] == ["  session s-001, which is open", "  it goes on after this file", "  2 answers"]
    assert "  1 row in place of an answer of this session" in lines
    assert case.read_bytes() == before


@pytest.mark.parametrize(("row", "line", "code", "fix"), BAD, ids=[f"{row[2]}-{n}" for n, row in enumerate(BAD)])
def test_a_dry_run_tells_the_same_problems(case: Path, row: str, line: int, code: str, fix: str) -> None:
    text = f"{HEAD}[[response]]\n{row}\n"
    dry, wet = run(case, text, "--dry-run"), run(case, text)
    assert (dry.exit_code, dry.stderr) == (wet.exit_code, wet.stderr)
    assert f":{line}: error[{code}]" in dry.stderr
    assert fix in dry.stderr


@pytest.mark.parametrize("head", [head for head, _words in BAD_HEADS], ids=range(len(BAD_HEADS)))
def test_a_dry_run_tells_the_same_of_a_session(case: Path, head: str) -> None:
    text = f'{head}\n[[response]]\nitem = "4"\nvalue = true\n'
    dry, wet = run(case, text, "--dry-run"), run(case, text)
    assert (dry.exit_code, dry.stderr) == (wet.exit_code, wet.stderr)
    assert dry.exit_code == 3


def test_a_dry_run_shows_no_words(case: Path) -> None:
    text = TOML.replace("Her sister", "SECRET").replace("their home", "SECRET").replace("said ask him", "SECRET")
    result = run(case, text.replace("DI Shaw", "SECRET").replace("most nights", "SECRET"), "--dry-run")
    assert (result.exit_code, "SECRET" in result.output) == (0, False)


def test_a_dry_run_needs_an_answers_file(case: Path) -> None:
    words = ["interview", str(case), "section-12", "--informant", "partner", "--dry-run"]
    result = CliRunner().invoke(app, words)
    assert result.exit_code == 2
    assert "error[option-out-of-place]: --dry-run has nothing to act on here" in result.stderr


def test_a_dry_run_needs_an_officer_as_recording_does(case: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SJTOOL_BY")
    result = run(case, TOML, "--dry-run")
    assert (result.exit_code, "error[no-officer]" in result.stderr) == (2, True)


def test_the_example_of_the_documents_is_told_as_they_say(case: Path) -> None:
    page = (Path(__file__).resolve().parents[2] / "docs" / "answers.md").read_text(encoding="utf-8")
    example = next(block for block in page.split("```toml\n") if block.startswith("interviewers ="))
    told = next(block for block in page.split("```\n") if block.startswith("dry run:"))
    result = run(case, example.split("```")[0].replace("e-003", "e-001"), "--dry-run")
    assert (result.exit_code, result.stderr) == (0, told)
