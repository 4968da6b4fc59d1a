"""`sjtool export`: tables without free text, whole or not at all; who is told, and what is never in them."""

from __future__ import annotations

import csv
import io
import json
import os
import stat
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from sjtool.ask.asker import Stop
from sjtool.commands import export_files, export_key, export_parquet, export_work, pool
from sjtool.errors import SjtoolError
from sjtool.report.export_tables import TABLES
from sjtool.store.access import access_path, read_access
from sjtool.store.append import Draft

pytestmark = pytest.mark.usefixtures("at_desk")
Run = Callable[..., SimpleNamespace]
Make = Callable[..., Path]
WORDS = "words that only the case may hold"
JUDGED = {"assessment": "a-001", "level": "high", "likelihood": "medium", "whom": WORDS, "rationale": WORDS}
FINAL = Draft("judgement", JUDGED | {"stage": "final", "overrides": ["o-001"]})
FIRST = Draft("judgement", JUDGED | {"stage": "first"})
OVERRIDE = Draft(
    "override",
    {"judgement": "j-001", "tool_result": "tr-001", "construct": "level", "tool_level": "medium"}
    | {"decided_level": "high", "direction": "upward", "rationale": WORDS},
)
ARMS = Draft(
    "tool_result",
    {"assessment": "a-001", "instrument": "arms@1.0.0", "scale": "overall", "origin": "received", "construct": "level"}
    | {"level": "medium", "dated_on": "2026-01-12", "limits": WORDS, "assessor": "PC Secret", "agency": WORDS},
)
CHILD = Draft("person", {"id": "mary", "roles": ["child"], "standing": "other", "label": "Mary", "born": "2018-01"})
VICTIM = Draft(
    "person", {"id": "anna", "roles": ["victim"], "standing": "victim", "label": "Anna", "confidential": True}
)


def rating(person: str = "subject", recent: str = "present", **keys: Any) -> Draft:
    given = {"assessment": "a-001", "factor": "acute@1.0.0/hostility", "person": person, "recent": recent}
    return Draft("rating", given | {"rationale": WORDS, "held_on": "2026-03-04"} | keys)


def action(**keys: Any) -> Draft:
    given = {"assessment": "a-001", "pillar": "victim-safety", "kind": WORDS, "objective": WORDS, "purpose": WORDS}
    return Draft("action", given | {"owner": "Ms Farrow", "due_on": "2026-03-03"} | keys)


@pytest.fixture
def folder(make_case: Make, tmp_path: Path) -> Path:
    """Two sound cases, and one that cannot be read."""
    cases = tmp_path / "cases"
    cases.mkdir()
    make_case("anchor", [ARMS, FINAL, OVERRIDE, action()], folder=cases)
    make_case("harbour", [ARMS, rating(), CHILD], folder=cases)
    (cases / "quay.toml").write_text(f"format = 1\ncase = [ {WORDS}\n", encoding="utf-8")
    return cases


@pytest.fixture
def tables(run: Run, tmp_path: Path) -> Callable[..., dict[str, list[dict[str, Any]]]]:
    """`tables(path, "--where", "…")` exports as JSON Lines and gives every row of every table."""

    def export(*args: object) -> dict[str, list[dict[str, Any]]]:
        out = tmp_path / "tables"
        done = run("export", *args, "--out", out, "--format", "jsonl")
        assert done.status in {0, 1}
        lines = {name: (out / f"{name}.jsonl").read_text(encoding="utf-8").splitlines() for name in TABLES}
        return {name: [json.loads(line) for line in lines[name]] for name in TABLES}

    return export


def everything_in(folder: Path) -> str:
    return "".join(path.read_text(encoding="utf-8") for path in sorted(folder.iterdir()))


class TestWhatIsInThem:
    def test_a_bad_file_stops_nothing_and_the_tables_say_what_they_are(
        self, run: Run, folder: Path, tmp_path: Path, codes_of: Any
    ) -> None:
        out = tmp_path / "tables"
        done = run("export", folder, "--out", out, "--for", "force analyst")
        assert (done.status, done.stdout, codes_of(done)) == (1, "", ["not-toml"])
        assert "3 cases: 2 in the tables, 1 failed" in done.stderr
        assert "officer ids are in the tables" in " ".join(done.stderr.split())
        about = json.loads((out / "columns.json").read_text(encoding="utf-8"))
        assert (about["cases"], about["failed"], about["complete"], about["recipient"]) == (2, 1, True, "force analyst")
        assert (about["marking"], about["pseudonymous"], about["today"]) == (["OFFICIAL-SENSITIVE"], "no", "2026-03-04")
        for table in about["tables"]:
            rows = list(csv.reader(io.StringIO((out / table["file"]).read_bytes().decode("utf-8"), newline="")))
            assert rows[0] == [column["name"] for column in table["columns"]]
            assert len(rows) - 1 == table["rows"]
        assert sorted(path.name for path in out.iterdir() if path.suffix != ".lock") == sorted(
            [*(f"{t}.csv" for t in TABLES), "columns.json"]
        )

    def test_no_word_of_a_case_no_name_and_no_day_of_birth(self, run: Run, make_case: Make, tmp_path: Path) -> None:
        case = make_case("harbour", [ARMS, rating(), CHILD, VICTIM, action(), FINAL, OVERRIDE])
        for form in ("csv", "jsonl"):
            out = tmp_path / form
            assert run("export", case, "--out", out, "--format", form).status == 0
            text = everything_in(out)
            assert "harbour" in text
            hidden = (WORDS, "Mr H", "Ms R", "Mary", "mary", "anna", "1987", "2018", "Farrow", "Secret", "A. Hughes")
            assert not [word for word in hidden if word in text]

    def test_cases(self, tables: Any, folder: Path) -> None:
        anchor, harbour = tables(folder)["cases"]
        assert (anchor["level"], anchor["overrides"], anchor["hidden"], anchor["age_band"]) == (
            "high",
            1,
            False,
            "35-44",
        )
        assert (harbour["level"], harbour["overrides"], harbour["hidden"]) == (None, None, True)
        assert harbour["training"] is False

    def test_people_are_roles_and_of_victims_there_is_no_row(self, tables: Any, make_case: Make) -> None:
        asked = {"assessment": "a-001", "set": "section-12@1.0.0", "about": "subject", "interviewers": ["pc-4412"]}
        sessions = [
            Draft("session", asked | {"informant": who, "mode": "in-person", "held_on": "2026-03"})
            for who in ("partner", "anna")
        ]
        answers = [
            Draft("response", {"session": "s-001", "item": "4", "value": True, "basis": "told", "note": WORDS}),
            Draft("response", {"session": "s-001", "item": "5", "value": WORDS, "basis": "told"}),
            Draft("response", {"session": "s-001", "item": "3", "missing": "no-comment", "basis": "told"}),
        ]
        drafts = [CHILD, VICTIM, *sessions, *answers, rating("mary"), rating("anna"), rating("partner")]
        found = tables(make_case("harbour", drafts))
        assert [row["person"] for row in found["ratings"]] == ["child-1", "partner-1"]
        (session,) = found["sessions"]
        assert (session["informant"], session["set"], session["set_version"]) == ("partner-1", "section-12", "1.0.0")
        assert (session["answered"], session["no_comment"], session["refused"], session["ended"]) == (2, 1, 0, None)
        assert session["held_on"] == "2026-03"

    def test_words_in_the_place_of_codes_are_uncoded(self, tables: Any, make_case: Make) -> None:
        drafts = [
            rating(recent=WORDS, past="Mary", direction=WORDS),
            rating(factor="acute@1.0.0/Mary"),
            Draft("tool_result", {"assessment": "a-001", "instrument": "Marys tool", "scale": WORDS, "level": WORDS}),
            Draft("tool_result", {"assessment": "a-001", "instrument": "arms@Mary", "scale": WORDS, "band": WORDS}),
            FINAL,
            Draft("override", {"judgement": "j-001", "tool_result": "tr-001", "tool_level": WORDS}),
            action(menu_entry="Marys/list"),
            action(menu_entry="acute@1.0.0/hostility"),
            action(menu_entry="restrictive@1.0.0/home-visits"),
        ]
        found = tables(make_case("harbour", drafts))
        first, second = found["ratings"]
        assert (first["recent"], first["past"], first["direction"]) == ("uncoded",) * 3
        assert (second["factor"], second["recent"]) == ("uncoded", "uncoded")
        tool, other = found["tool_results"]
        assert [tool[key] for key in ("instrument", "scale", "level", "band")] == [
            "uncoded",
            "uncoded",
            "uncoded",
            None,
        ]
        assert [other[key] for key in ("instrument", "scale", "level", "band")] == [
            "uncoded",
            "uncoded",
            None,
            "uncoded",
        ]
        assert found["overrides"][0]["tool_level"] == "uncoded"
        entries = [row["menu_entry"] for row in found["actions"]]
        assert entries == ["uncoded", "uncoded", "restrictive@1.0.0/home-visits"]
        assert [row["restrictive"] for row in found["actions"]] == [False, False, True]

    def test_ids_that_somebody_made_up_become_numbers(self, tables: Any, make_case: Make) -> None:
        found = tables(make_case("harbour", [rating(id="mary"), rating(id="ra-007", supersedes="mary", reason=WORDS)]))
        assert [row["rating"] for row in found["ratings"]] == ["ra-007"]
        found = tables(
            make_case("quay", [Draft("event", {"id": "marys-visit", "kind": "visit", "held_on": "2026-03"})])
        )
        assert [(row["event"], row["refused"]) for row in found["events"]] == [("ev-x1", 0)]

    def test_references_lead_to_the_record_that_stands(self, tables: Any, make_case: Make) -> None:
        again = Draft("judgement", FINAL.keys | {"supersedes": "j-001", "reason": WORDS})
        found = tables(make_case("harbour", [ARMS, FINAL, OVERRIDE, again]))
        assert [row["judgement"] for row in found["judgements"]] == ["j-002"]
        (override,) = found["overrides"]
        assert (override["judgement"], override["assessment"], override["tool_result"]) == ("j-002", "a-001", "tr-001")
        assert (override["instrument"], override["tool_level"], override["direction"]) == (
            "arms@1.0.0",
            "medium",
            "upward",
        )

    def test_which_rating_is_the_present_one(self, tables: Any, make_case: Make) -> None:
        drafts = [rating(held_on="2026-03-03"), rating(held_on="2026-02"), rating("partner", held_on="2026-01")]
        rows = tables(make_case("harbour", drafts))["ratings"]
        assert [row["present"] for row in rows] == [True, False, True]

    def test_what_is_due(self, tables: Any, make_case: Make) -> None:
        done = Draft("action_update", {"action": "ac-002", "status": "done", "what_happened": WORDS})
        found = tables(make_case("harbour", [action(owner="pc-4412"), action(due_on="2026-03-02"), done]))
        rows = [(r["state"], r["due_on"], r["left"], r["officer"], r["met_on"], r["late"]) for r in found["dues"]]
        assert rows == [
            ("met", "2026-03-02", None, None, "2026-03-04", 2),
            ("overdue", "2026-03-03", -1, "pc-4412", None, None),
        ]
        assert [(row["status"], row["overdue"]) for row in found["actions"]] == [("open", True), ("done", False)]
        assert {row["severity"] for row in found["problems"]} <= {"error", "warning"}
        assert {row["case"] for row in found["problems"]} == {"harbour"}


class TestWhatIsHidden:
    def test_levels_of_tools_until_the_judgement_stands(self, tables: Any, make_case: Make) -> None:
        found = tables(make_case("harbour", [ARMS, FIRST, OVERRIDE]))
        (result,) = found["tool_results"]
        assert (result["level"], result["band"], result["points"], result["hidden"]) == (None, None, None, True)
        assert (result["instrument"], result["dated_on"], result["current"]) == ("arms@1.0.0", "2026-01-12", True)
        assert found["overrides"] == []

    def test_a_review_hides_them_again(self, tables: Any, make_case: Make) -> None:
        review = Draft("assessment", {"opened_on": "2026-03-04", "trigger": "review", "purpose": WORDS})
        found = tables(make_case("harbour", [ARMS, FINAL, OVERRIDE, review]))
        assert (found["overrides"], found["tool_results"][0]["level"]) == ([], None)
        assert [row["level"] for row in found["judgements"]] == ["high"]

    def test_covert_actions_leave_no_trace(self, tables: Any, make_case: Make, tmp_path: Path) -> None:
        covert = action(handling="covert", due_on="2026-03-02")
        listed = action(menu_entry="restrictive@1.0.0/covert-surveillance")
        news = Draft("action_update", {"action": "ac-001", "status": "open", "what_happened": WORDS})
        one, other = tmp_path / "one", tmp_path / "other"
        one.mkdir()
        other.mkdir()
        seen = tables(make_case("harbour", [covert, news, action()], folder=one))
        unseen = tables(make_case("harbour", [action()], folder=other))
        assert seen == unseen
        assert [row["number"] for row in seen["actions"]] == [1]
        unmarked = tables(make_case("quay", [listed, action()], folder=one))
        assert [row["number"] for row in unmarked["actions"]] == [1]
        assert len(unmarked["dues"]) == len(unseen["dues"])


class TestPseudonymous:
    def test_a_key_made_for_one_run(self, run: Run, folder: Path, tmp_path: Path) -> None:
        seen = []
        for name in ("one", "two"):
            done = run("export", folder, "--out", tmp_path / name, "--pseudonymous")
            assert "Case and officer ids are hashes" in " ".join(done.stderr.split())
            text = everything_in(tmp_path / name)
            assert not [word for word in ("harbour", "anchor", "pc-4412") if word in text.replace(str(folder), "")]
            assert "not kept" in text
            seen.append((tmp_path / name / "cases.csv").read_text(encoding="utf-8").splitlines()[1].split(",")[0])
        assert seen[0] != seen[1]
        assert seen[0].startswith("c-")

    def test_a_key_from_a_file_gives_the_same_hashes_again(
        self, run: Run, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(export_key, "_ROUNDS", 2)
        key = tmp_path / "key.txt"
        key.write_text("a sentence of several words\n", encoding="utf-8")
        cases = []
        for name, args, given in (("one", [key], None), ("two", ["-"], "a sentence of several words")):
            assert run("export", folder, "--out", tmp_path / name, "--key", *args, input=given).status == 1
            cases.append((tmp_path / name / "cases.csv").read_bytes())
        assert cases[0] == cases[1]
        rows = list(csv.DictReader(io.StringIO(cases[0].decode("utf-8"))))
        assert len({row["case"] for row in rows}) == 2
        assert len({row["officer"] for row in rows}) == 1

    def test_a_key_that_is_typed(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(export_key, "_ROUNDS", 2)
        at_terminal = SimpleNamespace(isatty=lambda: True)
        monkeypatch.setattr(export_key, "sys", SimpleNamespace(stdin=at_terminal, stderr=at_terminal))
        monkeypatch.setattr("getpass.getpass", lambda *_a, **_k: " a sentence of several words ")
        typed, how = export_key.find_key("")
        assert (len(typed), how) == (32, "typed")
        monkeypatch.setattr("getpass.getpass", lambda *_a, **_k: "")
        assert export_key.find_key("")[1] == "random"

        def leave(*_a: object, **_k: object) -> str:
            raise EOFError

        monkeypatch.setattr("getpass.getpass", leave)
        with pytest.raises(Stop):
            export_key.find_key("")

    @pytest.mark.parametrize(
        ("text", "code", "status"), [("short", "export-key-short", 2), (None, "export-key-unread", 3)]
    )
    def test_a_key_that_will_not_do(
        self, run: Run, folder: Path, tmp_path: Path, text: str | None, code: str, status: int, codes_of: Any
    ) -> None:
        key = tmp_path / "key.txt"
        if text:
            key.write_text(text, encoding="utf-8")
        done = run("export", folder, "--out", tmp_path / "t", "--key", key)
        assert (done.status, codes_of(done)) == (status, [code])
        assert not access_path(folder / "anchor.toml").exists()


class TestTheLog:
    def test_a_disclosure_with_its_recipient_in_each_case(self, run: Run, folder: Path, tmp_path: Path) -> None:
        run("export", folder, "--out", tmp_path / "t", "--for", "force analyst", "--where", "level=high")
        lines, problems = read_access(folder / "anchor.toml")
        assert problems == []
        assert [(line["act"], line["command"], line["recipient"], line["format"]) for line in lines] == [
            ("disclosure", "export", "force analyst", "csv")
        ]
        assert not access_path(folder / "harbour.toml").exists()
        assert "force analyst" in run("disclosed", folder / "anchor.toml").stdout

    def test_no_recipient_is_said_to_be_none(self, run: Run, folder: Path, tmp_path: Path) -> None:
        run("export", folder / "anchor.toml", "--out", tmp_path / "t", "--pseudonymous")
        ((line,), _problems) = read_access(folder / "anchor.toml")
        assert (line["recipient"], line["pseudonymous"]) == ("not stated", True)

    def test_nobody_named_is_said(self, run: Run, folder: Path, tmp_path: Path) -> None:
        said = "Made for nobody named: the logs say so."
        assert said in run("export", folder, "--out", tmp_path / "t").stderr
        assert said not in run("export", folder, "--out", tmp_path / "t", "--for", "force analyst").stderr

    def test_nobody_of_a_case_is_given_tables(self, run: Run, make_case: Make, tmp_path: Path, codes_of: Any) -> None:
        case = make_case("quay")
        done = run("export", case, "--out", tmp_path / "t", "--for", "Mr H")
        assert (done.status, codes_of(done)) == (2, ["print-for-somebody-in-case"])
        assert not [*(tmp_path / "t").glob("*.csv")]
        assert not access_path(case).exists()

    @pytest.mark.parametrize(
        "where", ["sjtool.commands.export_run._Run.describe", "sjtool.commands.export_work.build_rows"]
    )
    def test_a_run_that_is_stopped_has_given_nothing_and_logged_nothing(
        self, run: Run, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, where: str
    ) -> None:
        def stop(*_args: object) -> None:
            raise KeyboardInterrupt

        monkeypatch.setattr(where, stop)
        assert run("export", folder, "--out", tmp_path / "t", "--for", "analyst").status == 130
        assert not [*(tmp_path / "t").glob("*.csv")]
        assert not [*folder.glob("*access*")]

    def test_where_a_log_cannot_be_written_no_table_is_put_in_its_place(
        self, run: Run, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(export_work, "_refuse_unlogged", lambda _path: None)  # as a disk that is full by then
        access_path(folder / "anchor.toml").mkdir()
        done = run("export", folder, "--out", tmp_path / "t", "--for", "analyst")
        assert (done.status, "nothing was given" in done.stderr) == (3, True)
        assert not [*(tmp_path / "t").glob("*.csv")]


class TestWhere:
    def test_a_value_that_no_case_has_is_said(self, run: Run, folder: Path, tmp_path: Path) -> None:
        done = run("export", folder, "--out", tmp_path / "t", "--where", "author=zzz")
        assert 'No case of this run has author "zzz"' in done.stderr
        assert "keep them as" not in done.stderr
        assert "nobody named" not in done.stderr

    @pytest.mark.parametrize(
        ("asked", "cases"), [("2026-03-02", 2), ("2026-03", 2), ("2026", 2), ("2026-04", 0), ("2025", 0)]
    )
    def test_a_month_or_a_year_takes_the_days_in_it(
        self, run: Run, folder: Path, tmp_path: Path, asked: str, cases: int
    ) -> None:
        run("export", folder, "--out", tmp_path / "t", "--where", f"opened_on={asked}")
        assert len((tmp_path / "t" / "cases.csv").read_text(encoding="utf-8").splitlines()) == cases + 1


class TestFiles:
    def test_readable_by_their_owner_only(self, run: Run, folder: Path, tmp_path: Path) -> None:
        out = tmp_path / "tables"
        run("export", folder, "--out", out)
        if os.name == "posix":
            assert {stat.S_IMODE(path.stat().st_mode) for path in out.iterdir()} == {0o600}
            assert stat.S_IMODE(out.stat().st_mode) == 0o700

    def test_an_export_takes_the_place_of_the_one_before_in_whatever_format(
        self, run: Run, folder: Path, tmp_path: Path
    ) -> None:
        out = tmp_path / "tables"
        run("export", folder, "--out", out)
        (out / "notes.csv").write_text("mine", encoding="utf-8")
        run("export", folder, "--out", out)
        run("export", folder, "--out", out, "--format", "jsonl")
        assert sorted(path.name for path in out.iterdir() if path.suffix != ".lock") == sorted(
            [*(f"{t}.jsonl" for t in TABLES), "columns.json", "notes.csv"]
        )

    @pytest.mark.parametrize("beside", [None, "{}", "not json", "[]"])
    def test_tables_of_somebody_else_are_left_alone(
        self, run: Run, folder: Path, tmp_path: Path, codes_of: Any, beside: str | None
    ) -> None:
        out = tmp_path / "tables"
        out.mkdir()
        (out / "cases.csv").write_text("mine", encoding="utf-8")
        if beside is not None:
            (out / "columns.json").write_text(beside, encoding="utf-8")
        done = run("export", folder, "--out", out)
        assert (done.status, codes_of(done)) == (3, ["export-over-others"])
        assert (out / "cases.csv").read_text(encoding="utf-8") == "mine"
        assert not access_path(folder / "anchor.toml").exists()

    @pytest.mark.parametrize("form", export_files.FORMATS)
    def test_where_none_can_be_read_no_table_is_touched(
        self, run: Run, folder: Path, tmp_path: Path, form: str
    ) -> None:
        out, bad = tmp_path / "tables", tmp_path / "bad"
        run("export", folder, "--out", out, "--format", form)
        bad.mkdir()
        (bad / "x.toml").write_text("no = [", encoding="utf-8")
        before = {path.name: path.read_bytes() for path in out.iterdir()}
        done = run("export", bad, "--out", out, "--format", form)
        assert (done.status, "No table was written" in done.stderr) == (1, True)
        assert {path.name: path.read_bytes() for path in out.iterdir()} == before
        assert run("export", bad / "x.toml", "--out", out, "--format", form).status == 3
        assert {path.name: path.read_bytes() for path in out.iterdir()} == before

    @pytest.mark.parametrize("broken", ["add", "finish", "place", "open"])
    def test_a_full_disk_leaves_the_tables_of_before(
        self, run: Run, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, codes_of: Any, broken: str
    ) -> None:
        out = tmp_path / "tables"
        run("export", folder, "--out", out)
        before = {path.name: path.read_bytes() for path in out.iterdir() if path.name != "columns.json"}

        def full(*_args: object) -> None:
            raise OSError(28, "No space left on device")

        where = {"add": "csv_rows", "finish": "_Lines.finish", "place": "_replace", "open": "remove_stale"}[broken]
        target = export_files._Lines if broken == "finish" else export_files
        if broken == "add":
            monkeypatch.setitem(export_files._OPENERS, "csv", lambda _c, file: export_files._Lines(file, full, ""))  # type: ignore[arg-type]
        else:
            monkeypatch.setattr(target, where.rpartition(".")[2], full)
        done = run("export", folder, "--out", out)
        assert (done.status, codes_of(done)[-1]) == (3, "export-not-written")
        assert {path.name: path.read_bytes() for path in out.iterdir() if path.name != "columns.json"} == before
        about = json.loads((out / "columns.json").read_text(encoding="utf-8"))
        assert about["complete"] is (broken != "place")

    def test_two_cases_of_one_id_are_not_taken_for_one(
        self, run: Run, folder: Path, make_case: Make, tmp_path: Path, codes_of: Any
    ) -> None:
        (tmp_path / "more").mkdir()
        twin = make_case("anchor", folder=tmp_path / "more").rename(tmp_path / "more" / "copy.toml")
        done = run("export", folder / "anchor.toml", twin, "--out", tmp_path / "t")
        assert (done.status, codes_of(done)) == (1, ["case-id-twice"])
        assert len((tmp_path / "t" / "cases.csv").read_text(encoding="utf-8").splitlines()) == 2

    def test_a_folder_that_cannot_be_made(self, run: Run, folder: Path, tmp_path: Path, codes_of: Any) -> None:
        (tmp_path / "file").write_text("x", encoding="utf-8")
        done = run("export", folder, "--out", tmp_path / "file" / "t")
        assert (done.status, codes_of(done)) == (3, ["folder-not-made"])

    def test_on_windows_a_file_that_is_held_is_tried_again(
        self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        held = iter([PermissionError(13, "held"), None])

        def replace(_old: Path, _new: Path) -> None:
            error = next(held)
            if error:
                raise error

        monkeypatch.setattr(export_files, "sys", SimpleNamespace(platform="win32"))
        monkeypatch.setattr(export_files, "time", SimpleNamespace(sleep=lambda _seconds: None))
        monkeypatch.setattr(export_files, "os", SimpleNamespace(replace=replace))
        export_files._replace(tmp_path / "a", tmp_path / "b")
        assert next(held, "spent") == "spent"


@pytest.mark.parametrize(
    ("args", "code"),
    [
        (["--out", "t", "--format", "stone"], "unknown-format"),
        (["--out", "t", "--where", "label=Mr H"], "unknown-field"),
        (["--out", "t", "--as-at", "yesterday"], "bad-date"),
        (["--out", "file.txt"], "out-not-a-folder"),
    ],
)
def test_wrong_usage_is_said_and_nothing_is_read(
    run: Run, folder: Path, at_desk: Path, args: list[str], code: str, codes_of: Any
) -> None:
    (at_desk / "file.txt").write_text("x", encoding="utf-8")
    done = run("export", folder, *args)
    assert (done.status, codes_of(done)) == (2, [code])
    assert not access_path(folder / "anchor.toml").exists()
    assert not (at_desk / "t").exists()


def test_one_pipe_is_not_two_things(run: Run, codes_of: Any) -> None:
    done = run("export", "-", "--out", "t", "--key", "-", input="x")
    assert (done.status, codes_of(done)) == (2, ["two-from-a-pipe"])


def test_as_at_a_day_it_is_as_it_was_recorded_then(tables: Any, folder: Path, held_clock: Any) -> None:
    held_clock.move(held_clock.now.replace(month=6))
    rows = tables(folder / "anchor.toml", "--as-at", "2026-03-04")
    assert (rows["cases"][0]["level"], rows["dues"][0]["left"]) == ("high", -1)


class TestParquet:
    def test_it_is_typed_and_holds_what_the_lines_hold(
        self, run: Run, folder: Path, tables: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        parquet = pytest.importorskip("pyarrow.parquet")
        monkeypatch.setattr(export_parquet, "PACK", 2)
        monkeypatch.setattr(export_parquet, "GROUP", 3)
        lines = tables(folder)
        run("export", folder, "--out", tmp_path / "p", "--format", "parquet")
        for name in TABLES:
            rows = parquet.read_table(tmp_path / "p" / f"{name}.parquet").to_pylist()
            plain = [{k: v.isoformat() if hasattr(v, "isoformat") else v for k, v in row.items()} for row in rows]
            assert plain == lines[name]
        assert parquet.ParquetFile(tmp_path / "p" / "problems.parquet").num_row_groups > 1
        schema = parquet.read_schema(tmp_path / "p" / "dues.parquet")
        assert [str(schema.field(name).type) for name in ("due_on", "left", "clock")] == [
            "date32[day]",
            "int64",
            "string",
        ]
        assert schema.field("clock").metadata[b"means"].startswith(b"which clock")

    def test_without_the_library_it_says_what_to_install(
        self, run: Run, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, codes_of: Any
    ) -> None:
        monkeypatch.setitem(sys.modules, "pyarrow", None)
        done = run("export", folder, "--out", tmp_path / "t", "--format", "parquet")
        assert (done.status, codes_of(done)) == (3, ["extra-missing"])
        assert "pip install 'sjtool[parquet]'" in done.stderr
        assert not (tmp_path / "t").exists()


class TestSeveralProcesses:
    def test_what_comes_out_is_the_same(self, run: Run, make_case: Make, tmp_path: Path, codes_of: Any) -> None:
        cases = tmp_path / "many"
        cases.mkdir()
        for number in range(pool.WORTH):
            make_case(f"case-{number:02}", [action()], folder=cases)
        (cases / "case-05.toml").write_text("format = 1\ncase = [\n", encoding="utf-8")
        for name, more in (("one", []), ("two", ["--workers", "2"])):
            done = run("export", cases, "--out", tmp_path / name, *more)
            assert (done.status, codes_of(done)) == (1, ["not-toml"])
        one, two = ({p.name: p.read_bytes() for p in (tmp_path / name).iterdir()} for name in ("one", "two"))
        assert one == two
        assert read_access(cases / "case-47.toml")[1] == []

    def test_a_fault_and_a_process_that_dies_are_told_without_a_word(
        self, run: Run, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, codes_of: Any
    ) -> None:
        assert export_work.crashed("x.toml").problems[0].code == "worker-crashed"

        def fail(*_args: object) -> None:
            raise RuntimeError(WORDS)

        monkeypatch.setattr(export_work, "build_rows", fail)
        done = run("export", folder, "--out", tmp_path / "t")
        assert (done.status, codes_of(done)) == (1, ["fault", "fault", "not-toml"])
        assert WORDS not in done.stderr

    def test_the_key_is_in_no_print_of_the_order(self) -> None:
        order = export_work.Order("", "", "csv", "", export_work.date(2026, 3, 4), key=b"the key itself")
        assert "the key itself" not in repr(order)

    def test_wrong_usage_stops_a_run(self, folder: Path) -> None:
        order = export_work.Order("", "", "csv", "", export_work.date(2026, 3, 4), as_at="no day")
        with pytest.raises(SjtoolError):
            export_work.Work(order).try_one(str(folder / "anchor.toml"))
