"""`sjtool sets answers`: a skeleton is no answer; filled in, it is taken in each format, for every set and role."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import stat
from collections.abc import Callable, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from sjtool.interview.skeleton import RENDERERS, Skeleton, build_skeleton
from sjtool.model.missing import BY_ID
from sjtool.model.template import AskedOf, QuestionSet, Wording
from sjtool.store.append import Draft
from sjtool.store.library import Library

pytestmark = pytest.mark.usefixtures("at_desk")
Run = Callable[..., SimpleNamespace]
Records = Callable[..., list[dict[str, Any]]]
LIBRARY = Library()
SETS = sorted(
    {found.id for found in LIBRARY.found.values() if isinstance(LIBRARY.read(found.ref).template, QuestionSet)}
)
ASKED: list[tuple[str, AskedOf]] = [(name, role) for name in SETS for role in LIBRARY.question_set(name).set.asked_of]
WHO = {"person": "subject", "partner": "partner", "carer": "carer", "household": "lodger"}
PEOPLE = (
    Draft("person", {"id": "carer", "roles": ["carer"], "standing": "other", "label": "Ms C"}),
    Draft("person", {"id": "lodger", "roles": ["relative"], "standing": "other", "label": "Mr L"}),
    Draft("person", {"id": "worker", "roles": ["professional"], "standing": "other", "label": "Ms W"}),
)
HEAD = {"mode": "home-visit", "held_on": "2026-03-04", "place": "at home"}


@pytest.fixture
def case(make_case: Callable[..., Path]) -> Path:
    return make_case("harbour", PEOPLE)


def skeleton(name: str, role: AskedOf, marks: str = "default") -> Skeleton:
    ref = LIBRARY.find(name).ref
    return build_skeleton(LIBRARY.question_set(ref), ref, role, "all" if marks == "all" else "default")


def typed(wording: Wording) -> str:
    """An answer as an officer would type it."""
    if wording.answer == "number":
        return f"{wording.minimum or 1:g}"
    if wording.answer in {"ordinal", "set"} and wording.options:
        return wording.options[-1]
    return {"yes_no": "yes", "date": "2019-03-04"}.get(wording.answer, "WORDS OF A CASE")


def native(wording: Wording) -> object:
    """The same as a script would give it."""
    text = typed(wording)
    if wording.answer == "number":
        return float(text)
    return {"yes_no": True, "set": [text]}.get(wording.answer, text)


def fill_toml(text: str, values: Sequence[str]) -> str:
    left = iter(values)
    for key, value in HEAD.items():
        text = re.sub(rf'^# {key} = ""', f"{key} = {json.dumps(value)}", text, flags=re.MULTILINE)
    return re.sub(r'^# value = ""$', lambda _found: f"value = {json.dumps(next(left))}", text, flags=re.MULTILINE)


def fill_csv(text: str, values: Sequence[str]) -> str:
    rows = [*csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""))]
    rows[0].update(HEAD)
    for row, value in zip(rows[1:], values, strict=True):
        row["value"] = value
    filled = io.StringIO(newline="")
    writer = csv.DictWriter(filled, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return filled.getvalue()


def fill_json(text: str, values: Sequence[object]) -> str:
    data = json.loads(text)
    data.update(HEAD)
    for row, value in zip(data["response"], values, strict=True):
        row["value"] = value
    return json.dumps(data)


def fill(form: str, made: Skeleton) -> str:
    text = RENDERERS[form](made)
    if form == "json":
        return fill_json(text, [native(question.wording) for question in made.plan])
    values = [typed(question.wording) for question in made.plan]
    return fill_toml(text, values) if form == "toml" else fill_csv(text, values)


def interview(run: Run, case: Path, name: str, who: str, file: Path, *more: str) -> SimpleNamespace:
    return run("interview", case, name, "--informant", who, "--answers", file, *more)


class TestFilledIn:
    def test_there_is_a_set_for_every_role(self) -> None:
        assert {role for _name, role in ASKED} >= {*WHO, "police", "worker", "meeting"}
        assert len(SETS) > 10

    @pytest.mark.parametrize("form", RENDERERS)
    @pytest.mark.parametrize(("name", "role"), ASKED, ids=[f"{name}-{role}" for name, role in ASKED])
    def test_every_row_is_recorded(
        self, run: Run, case: Path, records: Records, tmp_path: Path, name: str, role: AskedOf, form: str
    ) -> None:
        made = skeleton(name, role)
        file = tmp_path / f"filled.{form}"
        file.write_text(fill(form, made), "utf-8")
        done = interview(run, case, made.ref, WHO.get(role, "worker"), file)
        assert (done.status, "error[" in done.stderr) == (0, False), done.stderr
        found = records(case, "response")
        assert [(r["item"], r.get("part", "")) for r in found] == [question.key for question in made.plan]
        assert all("value" in r for r in found)
        (session,) = records(case, "session")
        assert {key: session[key] for key in HEAD} == HEAD
        assert [end["how"] for end in records(case, "session_end")] == ["finished"]

    @pytest.mark.parametrize("form", RENDERERS)
    def test_what_the_partner_may_know_in_part(self, run: Run, case: Path, tmp_path: Path, form: str) -> None:
        made = skeleton("section-12", "partner", "all")
        assert len(made.plan) > len(skeleton("section-12", "partner").plan)
        file = tmp_path / f"filled.{form}"
        file.write_text(fill(form, made), "utf-8")
        refused = interview(run, case, made.ref, "partner", file)
        assert (refused.status, "error[item-not-asked]" in refused.stderr) == (3, True)
        assert interview(run, case, made.ref, "partner", file, "--marks", "all").status == 0


class TestUntouched:
    @pytest.mark.parametrize("form", RENDERERS)
    @pytest.mark.parametrize(("name", "role"), ASKED, ids=[f"{name}-{role}" for name, role in ASKED])
    def test_every_row_is_refused(
        self,
        run: Run,
        case: Path,
        tmp_path: Path,
        nothing_written: Callable[..., Any],
        name: str,
        role: AskedOf,
        form: str,
    ) -> None:
        made = skeleton(name, role)
        file = tmp_path / f"empty.{form}"
        file.write_text(RENDERERS[form](made), "utf-8")
        with nothing_written(case):
            done = interview(run, case, made.ref, WHO.get(role, "worker"), file)
        assert done.status == 3
        assert done.stderr.count("has no answer and no reason for none") == len(made.plan)
        assert 'the session has no "mode"' in done.stderr
        assert 'the session has no "held_on"' in done.stderr
        assert done.stderr.count("error[") == len(made.plan) + 2

    def test_a_row_is_named_by_its_line_and_item(self, run: Run, case: Path, tmp_path: Path) -> None:
        text = RENDERERS["toml"](skeleton("section-12", "partner"))
        file = tmp_path / "empty.toml"
        file.write_text(text, "utf-8")
        stderr = interview(run, case, "section-12", "partner", file).stderr
        lines = [n for n, line in enumerate(text.split("\n"), 1) if line == "[[response]]"]
        for line in lines:
            assert f"empty.toml:{line}: error[value-or-reason]: item " in stderr
        assert f"empty.toml:{lines[1]}: error[value-or-reason]: item 2 has no answer" in stderr

    def test_a_row_of_csv_and_of_json_is_named_too(self, run: Run, case: Path, tmp_path: Path) -> None:
        for form in ("csv", "json"):
            (tmp_path / f"empty.{form}").write_text(RENDERERS[form](skeleton("section-12", "partner")), "utf-8")
        of_csv = interview(run, case, "section-12", "partner", tmp_path / "empty.csv").stderr
        assert "empty.csv:3: error[value-or-reason]: item 1/hours has no answer" in of_csv
        assert "empty.csv:2: error[key-missing]" in of_csv
        of_json = interview(run, case, "section-12", "partner", tmp_path / "empty.json").stderr
        assert "answer 1: item 1/hours has no answer" in of_json

    @pytest.mark.parametrize("key", ["value", "mode", "held_on", "interviewers", "note"])
    def test_taking_the_sign_away_alone_is_refused(self, run: Run, case: Path, tmp_path: Path, key: str) -> None:
        text = fill("toml", skeleton("section-12", "partner"))
        raw = RENDERERS["toml"](skeleton("section-12", "partner"))
        bare = re.search(rf"^# ({key} = .*)$", raw, flags=re.MULTILINE)
        assert bare is not None
        text = re.sub(rf"^(?:# )?{key} = .*$", lambda _found: bare[1], text, count=1, flags=re.MULTILINE)
        file = tmp_path / "bare.toml"
        file.write_text(text, "utf-8")
        done = interview(run, case, "section-12", "partner", file)
        assert (done.status, done.stderr.count("error[")) == (3, 1), done.stderr
        assert re.search(r"bare\.toml(:\d+)?: error\[(value-wrong-kind|key-missing)\]", done.stderr)

    def test_rows_taken_out_are_not_recorded(self, run: Run, case: Path, records: Records, tmp_path: Path) -> None:
        data = json.loads(fill("json", skeleton("section-12", "partner")))
        data["response"] = [*data["response"][:1], {**data["response"][1], "value": None, "missing": "not-asked"}]
        file = tmp_path / "some.json"
        file.write_text(json.dumps(data), "utf-8")
        assert interview(run, case, "section-12", "partner", file).status == 0
        assert [(r["item"], r.get("missing")) for r in records(case, "response")] == [("1", None), ("2", "not-asked")]
        assert [end["how"] for end in records(case, "session_end")] == ["stopped"]


class TestAids:
    """What stands beside a row to be read is recorded nowhere, and must say what the question says."""

    def changed(self, form: str, key: str, value: object) -> str:
        text = fill(form, skeleton("section-12", "partner"))
        if form == "json":
            data = json.loads(text)
            data["response"][1][key] = value
            return json.dumps(data)
        rows = [*csv.reader(io.StringIO(text, newline=""))]
        rows[3][rows[0].index(key)] = str(value)
        made = io.StringIO(newline="")
        csv.writer(made).writerows(rows)
        return made.getvalue()

    @pytest.mark.parametrize("key", ["asked", "takes"])
    @pytest.mark.parametrize(("form", "place"), [("csv", "x.csv:4: "), ("json", "answer 2: ")])
    def test_words_typed_over_them_are_refused(
        self, run: Run, case: Path, tmp_path: Path, form: str, place: str, key: str
    ) -> None:
        (tmp_path / f"x.{form}").write_text(self.changed(form, key, "SECRET"), "utf-8")
        done = interview(run, case, "section-12", "partner", tmp_path / f"x.{form}")
        assert (done.status, done.stderr.count("error[")) == (3, 1)
        assert "error[not-as-asked]" in done.stderr
        assert place in done.stderr
        assert "SECRET" not in done.stderr

    @pytest.mark.parametrize("form", ["csv", "json"])
    def test_they_may_be_left_out_or_spaced_otherwise(self, run: Run, case: Path, tmp_path: Path, form: str) -> None:
        asked = re.sub(" ", "\n ", LIBRARY.question_set("section-12").item[1].ask_partner or "")
        for n, value in enumerate(["" if form == "csv" else None, asked.replace("{person}", "the person")]):
            (tmp_path / f"{n}.{form}").write_text(self.changed(form, "asked", value), "utf-8")
            assert interview(run, case, "section-12", "partner", tmp_path / f"{n}.{form}").status == 0

    @pytest.mark.parametrize("form", ["csv", "json"])
    def test_answers_to_the_partners_words_are_not_the_persons(
        self, run: Run, case: Path, tmp_path: Path, form: str
    ) -> None:
        (tmp_path / f"x.{form}").write_text(fill(form, skeleton("section-12", "partner")), "utf-8")
        done = interview(run, case, "section-12", "subject", tmp_path / f"x.{form}")
        assert done.status == 3
        assert "error[not-as-asked]" in done.stderr

    def test_those_of_the_session_too(self, run: Run, case: Path, tmp_path: Path) -> None:
        data = {**json.loads(fill("json", skeleton("section-12", "partner"))), "asked": "SECRET"}
        (tmp_path / "x.json").write_text(json.dumps(data), "utf-8")
        done = interview(run, case, "section-12", "partner", tmp_path / "x.json")
        assert (done.status, done.stderr.count("error[not-as-asked]")) == (3, 1)
        assert '"asked" is not what it would be for the session here' in done.stderr


class TestTheFile:
    def test_toml_on_stdout_for_the_first_role_unless_told_otherwise(self, run: Run) -> None:
        done = run("sets", "answers", "section-12")
        assert (done.status, done.stderr) == (0, "")
        assert done.stdout == RENDERERS["toml"](skeleton("section-12", "person"))
        assert done.stdout.startswith(f"# Answers to {LIBRARY.find('section-12').ref} as it is put to the person: ")

    def test_the_reasons_stand_once(self, run: Run) -> None:
        text = run("sets", "answers", "section-12").stdout
        assert [text.count(f"#   {reason} ") for reason in BY_ID] == [1] * len(BY_ID)
        assert text.index("#   withheld ") < text.index("[[response]]")

    def test_wording_kind_and_limits_stand_above_the_row(self, run: Run) -> None:
        text = run("sets", "answers", "section-12", "--informant-role", "partner").stdout
        row = text[text.index("# 1/hours  ") : text.index("# 2  ")]
        assert "is the person online altogether" in row
        assert "# takes a number (hours a week), at least 0, at most 168\n[[response]]" in row
        assert '\nitem = "1"\npart = "hours"\n# value = ""\n' in row

    def test_nobody_is_named(self, run: Run) -> None:
        for name, role in ASKED:
            assert "{person}" not in run("sets", "answers", name, "--informant-role", role).stdout

    def test_when_an_item_is_asked_at_all(self, run: Run, tmp_path: Path) -> None:
        text = LIBRARY.find("visit").path.read_text("utf-8").replace('id = "visit"', 'id = "own-visit"', 1)
        second = [found.start() for found in re.finditer(r"^\[\[item\]\]\n", text, flags=re.MULTILINE)][1]
        rule = '[[item]]\napplies_if = { item = "1", any_of = [true, "often"], none_of = [false] }\n'
        text = text[:second] + rule + text[second:].removeprefix("[[item]]\n")
        (tmp_path / "own-visit@1.0.0.toml").write_text(text, "utf-8")
        made = run("sets", "answers", "own-visit", "--format", "json", "--templates", tmp_path)
        assert made.status == 0, made.stderr
        takes = json.loads(made.stdout)["response"][1]["takes"]
        assert takes.endswith("; only where the answer to 1 is yes or often and is not no")

    @pytest.mark.parametrize("form", RENDERERS)
    def test_the_format_goes_by_the_name(self, run: Run, tmp_path: Path, form: str) -> None:
        file = tmp_path / f"a.{form}"
        done = run("sets", "answers", "visit", "--out", file)
        assert (done.status, done.stdout) == (0, "")
        assert f"Written: {file}, " in done.stderr
        assert file.read_text("utf-8") == RENDERERS[form](skeleton("visit", "person"))
        if os.name == "posix":
            assert stat.S_IMODE(file.stat().st_mode) == 0o600
        assert [path.name for path in tmp_path.iterdir()] == [file.name]

    def test_a_spreadsheet_is_told_that_it_is_utf_8(self, run: Run) -> None:
        assert run("sets", "answers", "visit", "--format", "csv").stdout.startswith(
            "\ufeffrecord,item,part,asked,takes"
        )

    def test_nothing_is_written_over(self, run: Run, tmp_path: Path) -> None:
        file = tmp_path / "a.toml"
        file.write_text("WORDS", "utf-8")
        done = run("sets", "answers", "visit", "--out", file)
        assert (done.status, "error[file-exists]" in done.stderr) == (3, True)
        assert file.read_text("utf-8") == "WORDS"

    @pytest.mark.parametrize(
        ("words", "status", "code"),
        [
            (["visit", "--format", "yaml"], 2, "unknown-format"),
            (["visit", "--out", "a.txt"], 2, "unknown-format"),
            (["visit", "--out", "a"], 2, "unknown-format"),
            (["visit", "--out", "a.toml", "--format", "csv"], 2, "format-not-of-name"),
            (["visit", "--out", "nowhere/a.toml"], 3, "folder-missing"),
            (["visit", "--marks", "some"], 2, "bad-marks"),
            (["visit", "--informant-role", "partner"], 2, "not-asked-of"),
            (["arms-style"], 3, "wrong-template"),
            (["nonsense"], 3, "unknown-template"),
        ],
    )
    def test_what_cannot_be(self, run: Run, tmp_path: Path, words: list[str], status: int, code: str) -> None:
        done = run("sets", "answers", *words)
        assert (done.status, f"error[{code}]" in done.stderr) == (status, True), done.stderr
        assert [*tmp_path.iterdir()] == []
