"""`sjtool check`: one case, many, folders; text, JSON, SARIF; what the exit status says and what is never shown."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from sjtool.check.catalogue import CHECKS
from sjtool.checking import examine
from sjtool.commands import check_work
from sjtool.report.check_sarif import say_uri
from sjtool.store.access import access_path, read_access
from sjtool.store.append import Draft

Run = Callable[..., SimpleNamespace]
Make = Callable[..., Path]
CASE_WORDS = "words that only the case may hold"
CODE = "rating-without-evidence"
EVIDENCE = Draft("evidence", {"nature": "observed", "kind": "home-visit", "title": "Visit", "obtained": True})
TOOL = Draft(
    "tool_result",
    {
        "assessment": "a-001",
        "instrument": "arms@1.0.0",
        "scale": "overall",
        "origin": "received",
        "construct": "level",
        "level": "very-high",
        "dated_on": "2026-01-12",
        "limits": "none stated",
    },
)


def rating(**more: Any) -> Draft:
    keys = {
        "assessment": "a-001",
        "factor": "acute@1.0.0/hostility",
        "person": "subject",
        "recent": "present",
        "rationale": CASE_WORDS,
        "held_on": "2026-03-02",
    }
    return Draft("rating", keys | more)


def add_by_hand(case: Path, *lines: str) -> Path:
    with case.open("a", encoding="utf-8") as file:
        file.write("\n" + "\n".join(lines) + "\n")
    return case


def spoil(case: Path) -> Path:
    """A case with a misspelt key, and words of the case on its line."""
    return add_by_hand(case, "[[event]]", 'id = "ev-900"', 'kind = "visit"', f'whta = "{CASE_WORDS}"')


@pytest.fixture
def bad(make_case: Make) -> Path:
    return make_case("quay", [EVIDENCE, rating()])


@pytest.fixture
def good(make_case: Make) -> Path:
    return make_case("anchor", [EVIDENCE, rating(evidence=["e-001"])])


@pytest.fixture
def folder(tmp_path: Path, make_case: Make) -> Path:
    """A sound case, one with a finding, one that is no case, and files beside them that are none."""
    cases = tmp_path / "cases"
    cases.mkdir()
    make_case("anchor", [EVIDENCE, rating(evidence=["e-001"])], folder=cases)
    make_case("harbour", [EVIDENCE, rating()], folder=cases)
    (cases / "quay.toml").write_text("[[[", encoding="utf-8")
    (cases / "harbour.victims.toml").write_text('format = 1\ncase = "harbour"\n', encoding="utf-8")
    return cases


def test_a_finding_says_place_what_why_and_fix(run: Run, bad: Path) -> None:
    done = run("check", bad, "--only", CODE)
    assert (done.status, done.stderr) == (1, "")
    first, why, fix, _empty, tally, _more = done.stdout.rstrip("\n").split("\n")
    assert first.startswith(f"{bad}:")
    assert f": error[{CODE}]: " in first
    assert why.startswith("  why: ")
    assert fix.startswith("  fix: ")
    assert tally == "1 file, 1 check: 1 error"
    assert CASE_WORDS not in done.stdout


def test_a_clean_file_is_said_to_be_so_in_one_line(run: Run, good: Path) -> None:
    done = run("check", good, "--only", CODE)
    assert done.status == 0
    assert done.stdout == f"{good}: nothing found\n\n1 file, 1 check: nothing found\n"


def test_without_only_every_check_is_made(run: Run, bad: Path) -> None:
    done = run("check", bad, "--format", "json")
    data = json.loads(done.stdout)
    assert data["checks"] == [check.code for check in CHECKS]
    assert CODE in {problem["code"] for problem in data["files"][0]["problems"]}


@pytest.mark.parametrize("name", [CODE, f"[{CODE}]", CODE.upper()])
def test_only_takes_a_code_as_it_is_printed_and_more_than_one(run: Run, bad: Path, name: str) -> None:
    other = CHECKS[0].code
    data = json.loads(run("check", bad, "--only", name, "--only", other, "--format", "json").stdout)
    assert set(data["checks"]) == {CODE, other}


@pytest.mark.parametrize(
    ("args", "code", "said"),
    [
        (["--only", "rating-without-evidense"], "unknown-code", f'did you mean "{CODE}"?'),
        (["--only", "zzz"], "unknown-code", "sjtool explain"),
        (["--only", "unknown-key"], "reading-not-check", "told always"),
        (["--format", "stone"], "unknown-format", "sarif"),
        (["--out", "."], "out-not-a-file", "folder"),
        (["--out", "x.jsonl"], "out-is-guarded", "take the place"),
    ],
)
def test_wrong_usage_is_said_and_nothing_is_printed_or_logged(
    run: Run, bad: Path, args: list[str], code: str, said: str
) -> None:
    done = run("check", bad, *args)
    assert (done.status, done.stdout) == (2, "")
    assert f"error[{code}]" in done.stderr
    assert said in done.stderr
    assert not access_path(bad).exists()


def test_a_folder_of_templates_that_is_not_there_stops_the_run(run: Run, bad: Path, tmp_path: Path) -> None:
    done = run("check", bad, "--templates", tmp_path / "none")
    assert (done.status, done.stdout) == (3, "")
    assert "folder-missing" in done.stderr


def a_warning(run: Run, case: Path) -> str:
    """A code of a warning that this case has."""
    problems = json.loads(run("check", case, "--format", "json").stdout)["files"][0]["problems"]
    return str(next(problem["code"] for problem in problems if problem["severity"] == "warning"))


def test_a_warning_fails_only_under_strict(run: Run, good: Path) -> None:
    add_by_hand(good, "[[event]]", 'id = "ev-900"', 'kind = "visit"')
    code = a_warning(run, good)
    assert run("check", good, "--only", code).status == 0
    assert run("check", good, "--only", code, "--strict").status == 1


def test_a_line_of_the_case_is_shown_for_one_file_unless_it_is_not_wanted(run: Run, good: Path, bad: Path) -> None:
    spoil(good)
    done = run("check", good)
    assert done.status == 1
    assert f'| whta = "{CASE_WORDS}"' in done.stdout
    for args in ([good, "--no-excerpt"], [good, bad], [good, "--format", "sarif"]):
        assert CASE_WORDS not in run("check", *args).stdout
    problems = json.loads(run("check", good, "--format", "json").stdout)["files"][0]["problems"]
    assert any(CASE_WORDS in problem.get("excerpt", "") for problem in problems)
    assert CASE_WORDS not in run("check", good, "--format", "json", "--no-excerpt").stdout


@pytest.mark.parametrize("form", ["text", "json", "sarif"])
def test_what_a_tool_said_stays_hidden_until_the_judgement_stands(run: Run, make_case: Make, form: str) -> None:
    case = make_case("quay", [TOOL])
    add_by_hand(case, "[[tool_result]]", 'id = "tr-900"', 'instrument = "arms@1.0.0"', 'levl = "very-high"')
    done = run("check", case, "--format", form)
    assert "unknown-key" in done.stdout
    assert "very-high" not in done.stdout + done.stderr
    assert "very high" not in done.stdout + done.stderr


def test_once_the_judgement_stands_the_line_is_shown(run: Run, make_case: Make) -> None:
    keys = {"assessment": "a-001", "stage": "final", "level": "medium", "whom": "D", "rationale": "r"}
    case = make_case("quay", [TOOL, Draft("judgement", keys)])
    add_by_hand(case, "[[tool_result]]", 'id = "tr-900"', 'levl = "very-high"')
    assert '| levl = "very-high"' in run("check", case).stdout


def test_a_folder_is_checked_file_by_file_and_a_bad_one_stops_nothing(run: Run, folder: Path) -> None:
    done = run("check", folder, "--only", CODE)
    assert done.status == 1
    anchor, harbour, quay, tally = done.stdout.rstrip("\n").split("\n\n")
    assert anchor == f"{folder / 'anchor.toml'}: nothing found"
    assert harbour.startswith(f"{folder / 'harbour.toml'}:")
    assert "error[not-toml]" in quay
    assert tally.split("\n")[0] == "3 files, 1 check: 2 errors"
    assert "could not be read and so not be checked: 1 file" in tally


@pytest.mark.parametrize("content", [b"", b"\x00\xff\xfe", b"format = 9\n", b"[[[", "caf\xe9".encode("latin-1")])
def test_a_single_file_that_cannot_be_read_ends_with_three(run: Run, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "odd.toml"
    path.write_bytes(content)
    done = run("check", path, "--format", "json")
    assert done.status == 3
    data = json.loads(done.stdout)
    assert data["counts"] == {"files": 1, "unreadable": 1, "errors": 1, "warnings": 0}
    assert not data["files"][0]["readable"]


def test_a_case_that_is_not_there_is_unreadable_alone_and_a_finding_among_others(run: Run, good: Path) -> None:
    assert run("check", "no-such-case").status == 3
    done = run("check", good, "no-such-case", "--only", CODE)
    assert done.status == 1
    assert "no-such-case: error[file-missing]" in done.stdout


def test_a_template_out_of_reach_keeps_the_checks_from_being_made(run: Run, make_case: Make) -> None:
    done = run("check", make_case("quay", [rating(factor="nowhere@1.0.0/x")]))
    assert done.status == 3
    assert "error[unknown-template]" in done.stdout


def test_a_fault_with_one_case_is_told_without_its_words(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = examine

    def fail(path: Path, *more: Any, **named: Any) -> Any:
        if path.stem == "anchor":
            raise ValueError(CASE_WORDS)
        return whole(path, *more, **named)

    monkeypatch.setattr(check_work, "examine", fail)
    done = run("check", folder, "--only", CODE)
    assert done.status == 1
    assert f"{folder / 'anchor.toml'}: error[fault]: something went wrong in sjtool itself (ValueError)" in done.stdout
    assert CASE_WORDS not in done.stdout + done.stderr
    with pytest.raises(ValueError, match=CASE_WORDS):
        run("check", folder / "anchor.toml")


def test_every_case_that_was_read_is_logged_as_consulted(run: Run, folder: Path) -> None:
    run("check", folder, "--by", "pc-4412")
    for name in ("anchor", "harbour"):
        lines, problems = read_access(folder / f"{name}.toml")
        assert problems == []
        assert [(line["act"], line["command"], line["by"]) for line in lines] == [("consultation", "check", "pc-4412")]
    assert not access_path(folder / "quay.toml").exists()


def test_out_takes_the_findings_of_all_files(run: Run, folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "found.sarif"
    done = run("check", folder, "--format", "sarif", "--out", out)
    assert (done.status, done.stdout, done.stderr) == (1, "", f"Written: {out}\n")
    assert json.loads(out.read_text(encoding="utf-8"))["version"] == "2.1.0"


def test_json_names_its_schema_and_every_part_of_a_finding(run: Run, bad: Path) -> None:
    data = json.loads(run("check", bad, "--only", CODE, "--format", "json").stdout)
    assert (data["schema"], data["version"], data["checks"]) == ("sjtool-check", 1, [CODE])
    (file,) = data["files"]
    assert (file["path"], file["readable"]) == (str(bad), True)
    (problem,) = file["problems"]
    assert set(problem) == {"code", "severity", "path", "line", "what", "why", "fix"}
    assert bad.read_text(encoding="utf-8").split("\n")[problem["line"] - 1] == "[[rating]]"


def test_sarif_has_the_shape_its_schema_asks_for(run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder.parent)
    (sarif_run,) = json.loads(run("check", folder, "--format", "sarif").stdout)["runs"]
    driver = sarif_run["tool"]["driver"]
    assert driver["name"] == "sjtool"
    ids = [rule["id"] for rule in driver["rules"]]
    assert ids == [*[check.code for check in CHECKS], "not-toml"]
    assert all(
        set(rule) <= {"id", "shortDescription", "fullDescription", "help", "defaultConfiguration"}
        for rule in driver["rules"]
    )
    assert {rule["defaultConfiguration"]["level"] for rule in driver["rules"]} <= {"error", "warning"}
    assert sarif_run["invocations"] == [{"executionSuccessful": False}]
    assert CODE in {result["ruleId"] for result in sarif_run["results"]}
    for result in sarif_run["results"]:
        assert ids[result["ruleIndex"]] == result["ruleId"]
        assert result["level"] in {"error", "warning"}
        assert result["message"]["text"].strip()
        (location,) = result["locations"]
        physical = location["physicalLocation"]
        assert physical["artifactLocation"]["uri"] in {f"cases/{name}.toml" for name in ("anchor", "harbour", "quay")}
        assert physical.get("region", {"startLine": 1})["startLine"] >= 1


def test_a_finding_about_a_whole_file_has_no_line_in_sarif(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "empty.toml"
    path.touch()
    (result,) = json.loads(run("check", path, "--format", "sarif").stdout)["runs"][0]["results"]
    assert "region" not in result["locations"][0]["physicalLocation"]


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("/work/cases/a.toml", "cases/a.toml"),
        ("/work/a case/ö#1%.toml", "a%20case/%C3%B6%231%25.toml"),
        ("/elsewhere/a.toml", "../elsewhere/a.toml"),
    ],
)
def test_paths_are_told_as_seen_from_here(path: str, uri: str) -> None:
    assert say_uri(path, "/work") == uri


def test_a_path_that_shares_no_root_is_told_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    def other_drive(*_args: str) -> str:
        raise ValueError

    monkeypatch.setattr("os.path.relpath", other_drive)
    assert say_uri("/elsewhere/a.toml", "/work").startswith("file:///")


def test_a_name_cannot_act_on_the_terminal(run: Run, make_case: Make) -> None:
    case = make_case("quay").rename(make_case("other").with_name("a\x1b[31m.toml"))
    assert "\x1b" not in run("check", case).stdout
