"""`sjtool report`: one case or many, to a screen, a pipe, a file or a folder; and what the access log says of it."""

from __future__ import annotations

import json
import os
import shutil
import stat
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from sjtool.commands import batch, report_one, report_work
from sjtool.store.access import access_path, append_access, read_access
from sjtool.store.append import Draft, Ledger

Run = Callable[..., SimpleNamespace]
Make = Callable[..., Path]
CASE_WORDS = "words that only the case may hold"
TOOL = Draft(
    "tool_result",
    {
        "assessment": "a-001",
        "instrument": "arms@1.0.0",
        "scale": "overall",
        "origin": "received",
        "construct": "level",
        "level": "medium",
        "dated_on": "2026-01-12",
        "limits": "none stated",
    },
)


def log(case: Path) -> list[dict[str, Any]]:
    lines, problems = read_access(case)
    assert problems == []
    return lines


def spoil(case: Path) -> Path:
    """A case with a record that cannot be read, and words of the case on its line."""
    lines = ["[[event]]", 'id = "ev-900"', 'kind = "visit"', f'what = "{CASE_WORDS}"', f'whta = "{CASE_WORDS}"']
    with case.open("a", encoding="utf-8") as file:
        file.write("\n" + "\n".join(lines) + "\n")
    return case


@pytest.fixture
def folder(tmp_path: Path, make_case: Make) -> Path:
    """Two sound cases, one bad, and files beside them that are no cases."""
    cases = tmp_path / "cases"
    cases.mkdir()
    make_case("anchor", folder=cases)
    make_case("harbour", folder=cases)
    spoil(make_case("quay", folder=cases))
    (cases / "harbour.victims.toml").write_text("not a case", encoding="utf-8")
    (cases / "harbour.kept-1.toml").write_text("not a case", encoding="utf-8")
    (cases / "harbour.unfinished-s-002.toml").write_text("not a case", encoding="utf-8")
    (cases / ".hidden.toml").write_text("not a case", encoding="utf-8")
    (cases / "notes.txt").write_text("not a case", encoding="utf-8")
    return cases


@pytest.fixture
def at_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sjtool.commands.report.is_at_terminal", lambda out: not out)


def test_one_case_to_stdout(run: Run, make_case: Make) -> None:
    done = run("report", make_case(), "--for", "self")
    assert done.status == 0
    assert done.stdout.startswith(" " * 31 + "OFFICIAL-SENSITIVE\n")
    assert "printed on 4 March 2026" in done.stdout
    assert done.stderr == ""


def test_width_and_json(run: Run, make_case: Make) -> None:
    case = make_case()
    assert max(map(len, run("report", case, "--width", "60").stdout.split("\n"))) == 60
    data = json.loads(run("report", case, "--format", "json").stdout)
    assert (data["schema"], data["case"], data["built_on"]) == ("sjtool-summary", "harbour", "2026-03-04")


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["--report", "poem"], "unknown-report"),
        (["--format", "stone"], "unknown-format"),
        (["--as-at", "yesterday"], "bad-date"),
        (["--reveal"], "no-officer"),
        (["--author", "--for", "the core group"], "author-with-recipient"),
        (["--width", "40"], "--width"),
    ],
)
def test_wrong_usage_is_said_and_nothing_is_printed_or_logged(
    run: Run, make_case: Make, args: list[str], said: str
) -> None:
    case = make_case()
    done = run("report", case, *args)
    assert (done.status, done.stdout) == (2, "")
    assert said in done.stderr
    assert log(case) == []


@pytest.mark.parametrize(
    ("args", "fix"), [(["--report", "sumary"], "--report summary"), (["--view", "Person"], "--view person")]
)
def test_the_nearest_name_is_what_to_type(run: Run, make_case: Make, args: list[str], fix: str) -> None:
    assert f"  fix: {fix}\n" in run("report", make_case(), *args).stderr


@pytest.mark.parametrize(("form", "library"), [("pdf", "typst"), ("docx", "docx")])
def test_a_format_that_is_not_installed_is_told_before_anything_is_read_or_asked(
    run: Run, make_case: Make, monkeypatch: pytest.MonkeyPatch, form: str, library: str
) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    case = make_case()
    done = run("report", case, "--format", form, "--out", f"x.{form}", "--view", "person")
    assert (done.status, "extra-missing" in done.stderr, done.stderr.count("error[")) == (3, True, 1)
    assert "read" not in done.stderr.split("extra-missing")[0]
    assert log(case) == []


def test_a_pipe_is_a_disclosure_and_a_recipient_is_asked_for_in_words(run: Run, make_case: Make) -> None:
    case = make_case()
    assert "Made for: not stated" in run("report", case).stdout
    assert "Made for: core group" in run("report", case, "--for", "core group", "--by", "pc-4412").stdout
    assert [(line["act"], line["recipient"]) for line in log(case)] == [
        ("disclosure", "not stated"),
        ("disclosure", "core group"),
    ]
    assert log(case)[1]["by"] == "pc-4412"
    assert CASE_WORDS not in access_path(case).read_text(encoding="utf-8")


def test_the_usual_recipient_comes_from_settings(
    run: Run, make_case: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = tmp_path / "settings" / "config.toml"
    settings.parent.mkdir()
    settings.write_text('recipient = "MOSOVO unit"\n', encoding="utf-8")
    monkeypatch.setenv("SJTOOL_CONFIG", str(settings))
    case = make_case()
    run("report", case)
    assert log(case)[0]["recipient"] == "MOSOVO unit"


@pytest.mark.usefixtures("at_terminal")
def test_a_terminal_is_a_consultation(run: Run, make_case: Make) -> None:
    case = make_case()
    done = run("report", case, "--by", "pc-4412")
    assert "Made for" not in done.stdout
    assert [(line["act"], line.get("recipient")) for line in log(case)] == [("consultation", None)]


@pytest.mark.usefixtures("at_terminal")
def test_a_terminal_that_takes_colour_gets_weight(run: Run, make_case: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(report_one, "wants_colour", lambda: True)
    assert "\x1b[1m" in run("report", make_case()).stdout


def test_earlier_disclosures_are_in_the_next_print(run: Run, make_case: Make) -> None:
    case = make_case()
    run("report", case, "--for", "core group")
    assert "core group" in run("report", case).stdout


def test_reveal_is_recorded_with_the_results_it_showed(run: Run, make_case: Make) -> None:
    case = make_case(drafts=[TOOL])
    assert "overall level (hidden until the officer has judged)" in run("report", case, "--width", "120").stdout
    done = run("report", case, "--reveal", "--by", "pc-4412")
    assert "overall level medium." in done.stdout
    reveal = next(line for line in log(case) if line["act"] == "reveal")
    assert (reveal["by"], reveal["records"]) == ("pc-4412", ["tr-001"])


def test_reveal_after_the_final_judgement_reveals_nothing(run: Run, make_case: Make) -> None:
    judged = Draft(
        "judgement",
        {
            "assessment": "a-001",
            "stage": "final",
            "level": "medium",
            "likelihood": "low",
            "whom": "D",
            "rationale": "r",
        },
    )
    case = make_case(drafts=[TOOL, judged])
    run("report", case, "--reveal", "--by", "pc-4412")
    assert [line["act"] for line in log(case)] == ["disclosure"]


def test_as_at_leaves_out_what_came_later(run: Run, make_case: Make, held_clock: Any) -> None:
    case = make_case()
    held_clock.move(report_one.clock.now().replace(month=5))
    Ledger(case).append([TOOL], by="pc-4412", at=report_one.clock.now())
    text = run("report", case, "--as-at", "2026-04-01").stdout
    assert "The case as it was recorded by 1 April 2026." in text
    assert "No result of a published tool is recorded." in text
    assert "ARMS (official" in run("report", case).stdout


def test_out_file_is_whole_and_for_its_owner(run: Run, make_case: Make, tmp_path: Path) -> None:
    out = tmp_path / "summary.txt"
    case = make_case()
    done = run("report", case, "--out", out, "--for", "court")
    assert (done.status, done.stdout) == (0, "")
    assert done.stderr == f"Written: {out}\n"
    assert "Made for: court" in out.read_text(encoding="utf-8")
    if os.name == "posix":
        assert stat.S_IMODE(out.stat().st_mode) == 0o600
    assert [path for path in tmp_path.iterdir() if "tmp" in path.suffix] == []
    assert log(case)[0]["act"] == "disclosure"


def test_out_folder_is_made_and_named_after_the_case(run: Run, make_case: Make, tmp_path: Path) -> None:
    case = make_case()
    run("report", case, "--out", tmp_path / "reports")
    run("report", case, "--out", tmp_path / "reports", "--format", "json")
    run("report", case, "--out", tmp_path / "reports", "--format", "markdown")
    assert sorted(path.name for path in (tmp_path / "reports").glob("[!.]*")) == [
        "harbour.summary.json",
        "harbour.summary.md",
        "harbour.summary.txt",
        "manifest.json",
    ]


@pytest.mark.parametrize("name", ["other.toml", "harbour.access.jsonl", "x.TOML"])
def test_out_never_takes_the_place_of_a_case_or_a_log(run: Run, make_case: Make, tmp_path: Path, name: str) -> None:
    done = run("report", make_case(), "--out", tmp_path / name)
    assert done.status == 2
    assert "out-is-guarded" in done.stderr
    assert not (tmp_path / name).exists()


def test_several_cases_do_not_go_into_one_file(run: Run, folder: Path, tmp_path: Path) -> None:
    for out in (tmp_path / "all.txt", folder / "notes.txt"):
        done = run("report", folder, "--out", out)
        assert done.status == 2
        assert "out-not-a-folder" in done.stderr
    assert (folder / "notes.txt").read_text(encoding="utf-8") == "not a case"


def test_a_folder_that_cannot_be_made_is_refused(run: Run, make_case: Make, tmp_path: Path) -> None:
    (tmp_path / "plain").write_text("x", encoding="utf-8")
    done = run("report", make_case(), "--out", tmp_path / "plain" / "deep")
    assert done.status == 3
    assert "folder-not-made" in done.stderr


def test_one_bad_case_does_not_stop_the_rest(run: Run, folder: Path, tmp_path: Path) -> None:
    done = run("report", folder, "--out", tmp_path / "reports")
    assert done.status == 1
    assert sorted(path.name for path in (tmp_path / "reports").glob("[!.]*")) == [
        "anchor.summary.txt",
        "harbour.summary.txt",
        "manifest.json",
    ]
    last = done.stderr.rstrip().split("\n")[-1]
    assert last.startswith(f"3 cases: 2 written, 1 failed ({folder / 'quay.toml'}:")
    assert "quay.toml:" in done.stderr
    assert CASE_WORDS not in done.stderr
    assert log(folder / "quay.toml") == []


def test_a_single_bad_case_is_refused_in_full(run: Run, make_case: Make) -> None:
    done = run("report", spoil(make_case()))
    assert (done.status, done.stdout) == (3, "")
    assert "error[unknown-key]" in done.stderr
    assert "fix:" in done.stderr


def test_all_is_well_is_said_too(run: Run, folder: Path) -> None:
    done = run("report", folder / "anchor.toml", folder / "harbour.toml", "--for", "self")
    assert done.status == 0
    assert done.stderr == "2 cases: 2 printed\n"
    assert done.stdout.count("Structured-judgement summary") == 2


def test_many_cases_as_json_are_one_list(run: Run, folder: Path) -> None:
    done = run("report", folder, "--format", "json")
    assert [data["case"] for data in json.loads(done.stdout)] == ["anchor", "harbour"]
    (folder / "anchor.toml").unlink()
    (folder / "harbour.toml").unlink()
    assert json.loads(run("report", folder, "--format", "json").stdout) == []


def test_several_failures_are_counted_and_the_first_named(run: Run, folder: Path) -> None:
    for name in ("a", "b", "c", "d"):
        shutil.copy(folder / "quay.toml", folder / f"{name}.toml")
    done = run("report", folder)
    assert done.status == 1
    last = done.stderr.rstrip().split("\n")[-1]
    assert last.startswith("7 cases: 2 printed, 5 failed (")
    assert last.endswith("and 2 more)")


def test_a_case_named_twice_is_printed_once(run: Run, folder: Path) -> None:
    done = run("report", folder, folder / "anchor.toml", "--format", "json")
    assert len(json.loads(done.stdout)) == 2


def test_two_cases_of_one_id_do_not_overwrite_each_other(run: Run, make_case: Make, tmp_path: Path) -> None:
    one = make_case("quay")
    twin = tmp_path / "twin"
    twin.mkdir()
    other = shutil.copy(one, twin / "quay-copy.toml")
    done = run("report", one, other, "--out", tmp_path / "reports")
    assert done.status == 1
    assert "case-id-twice" in done.stderr
    assert "2 cases: 1 written, 1 failed" in done.stderr
    assert {path.name for path in (tmp_path / "reports").glob("[!.]*")} == {"quay.summary.txt", "manifest.json"}
    assert log(Path(other)) == []


def test_an_empty_folder_is_wrong_usage(run: Run, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    done = run("report", tmp_path / "empty")
    assert done.status == 2
    assert "no-case-in-folder" in done.stderr


@pytest.mark.parametrize("content", [b"", b"\x00\xff\xfe", b"format = 9\n", b"[[[", "caf\xe9".encode("latin-1")])
def test_a_file_that_is_no_case_is_refused_without_a_traceback(run: Run, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "odd.toml"
    path.write_bytes(content)
    done = run("report", path)
    assert done.status == 3
    assert "odd.toml" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_missing_case_among_others_counts_as_failed(run: Run, folder: Path) -> None:
    done = run("report", folder / "anchor.toml", "no-such-case")
    assert done.status == 1
    assert "2 cases: 1 printed, 1 failed (no-such-case: there is no such case)" in done.stderr


def test_a_fault_with_one_case_is_told_without_its_words(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = report_work.find_builder("summary")

    def fail(context: Any) -> Any:
        if context.loaded.name == "anchor":
            raise ValueError(CASE_WORDS)
        return whole(context)

    monkeypatch.setattr(report_work, "find_builder", lambda _name: fail)
    done = run("report", folder)
    assert done.status == 1
    assert "error[fault]: something went wrong in sjtool itself (ValueError)" in done.stderr
    assert CASE_WORDS not in done.stderr
    assert "1 printed, 2 failed" in done.stderr


def test_a_torn_access_log_is_told_and_does_not_stop_the_report(run: Run, make_case: Make) -> None:
    case = make_case()
    append_access(case, "disclosure", "report", by="pc-4412", at=report_one.clock.now(), head="0", recipient="court")
    with access_path(case).open("ab") as file:
        file.write(b'{"torn')
    done = run("report", case)
    assert done.status == 0
    assert "access-chain-broken" in done.stderr
    assert "court" in done.stdout


def test_an_access_log_that_cannot_be_read_is_told(run: Run, make_case: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    def deny(_path: Path) -> Any:
        raise PermissionError

    monkeypatch.setattr(report_work, "read_access", deny)
    done = run("report", make_case())
    assert done.status == 0
    assert "access-unreadable" in done.stderr


def test_progress_shows_only_at_a_terminal_and_only_after_a_second(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ticks = iter(range(100))
    monkeypatch.setattr(batch, "monotonic", lambda: next(ticks))
    assert " of 3" not in run("report", folder).stderr
    monkeypatch.setattr(batch, "is_terminal", lambda: True)
    assert "\r2 of 3" in run("report", folder).stderr


UNFOUNDED = Draft(
    "rating",
    {
        "assessment": "a-001",
        "factor": "acute@1.0.0/hostility",
        "person": "subject",
        "recent": "present",
        "rationale": "r",
        "held_on": "2026-03-02",
    },
)
PAGE = "For the author: what check finds"


def test_markdown_is_the_same_report(run: Run, make_case: Make) -> None:
    done = run("report", make_case(), "--format", "markdown")
    assert done.status == 0
    assert done.stdout.startswith("**OFFICIAL-SENSITIVE**\n")
    assert "# Structured-judgement summary: harbour" in done.stdout


@pytest.mark.parametrize("form", ["text", "markdown", "json"])
def test_the_author_s_page_is_there_only_where_it_is_asked_for(run: Run, make_case: Make, form: str) -> None:
    case = make_case(drafts=[UNFOUNDED])
    assert PAGE not in run("report", case, "--format", form).stdout
    done = run("report", case, "--format", form, "--author")
    assert PAGE in done.stdout
    assert "rating-without-evidence" in done.stdout.replace("\\", "")


def test_a_print_with_the_author_s_page_is_made_for_nobody_else(
    run: Run, make_case: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = tmp_path / "config.toml"
    settings.write_text('recipient = "MOSOVO unit"\n', encoding="utf-8")
    monkeypatch.setenv("SJTOOL_CONFIG", str(settings))
    case = make_case()
    assert "Made for: the author" in run("report", case, "--author").stdout
    assert log(case)[0]["recipient"] == "the author"


@pytest.mark.usefixtures("at_terminal")
def test_findings_on_covert_actions_stay_on_the_author_s_own_screen(run: Run, make_case: Make, tmp_path: Path) -> None:
    keys = {"assessment": "a-001", "pillar": "monitoring-and-control", "kind": "watch", "handling": "covert"}
    case = make_case()
    with case.open("a", encoding="utf-8") as file:
        lines = [f'{key} = "{value}"' for key, value in {"id": "ac-900", **keys}.items()]
        file.write("\n" + "\n".join(["[[action]]", *lines]) + "\n")
    line = case.read_text(encoding="utf-8").split("\n").index("[[action]]") + 1
    out = tmp_path / "own.txt"
    assert f"Line {line}:" in run("report", case, "--author").stdout
    run("report", case, "--author", "--out", out)
    assert f"Line {line}:" not in out.read_text(encoding="utf-8")
