"""`sjtool sets print`: a sheet to take along, for a case or for none; who may see what, and what is logged."""

from __future__ import annotations

import json
import os
import shutil
import stat
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from sjtool.commands import sets, sets_print
from sjtool.commands.sets_print import print_set
from sjtool.store.access import access_path, read_access
from sjtool.store.append import Draft
from sjtool.store.library import Library

pytestmark = pytest.mark.usefixtures("at_desk", "registered")
Run = Callable[..., SimpleNamespace]
SHIPPED = Path(__file__).resolve().parents[2] / "templates"
LIBRARY = Library()


def session(name: str, of: str, informant: str, **keys: Any) -> Draft:
    about = {"assessment": "a-001", "about": "subject", "interviewers": ["pc-4412"], "mode": "in-person"}
    return Draft("session", {"id": name, "set": of, "informant": informant, "held_on": "2026-02-11", **about, **keys})


def response(name: str, item: str, **keys: Any) -> Draft:
    return Draft("response", {"session": name, "item": item, "basis": "told", **keys})


def rating(factor: str, recent: str, person: str = "subject", **keys: Any) -> Draft:
    base = {"assessment": "a-001", "person": person, "held_on": "2026-02-11", "rationale": "REASONS"}
    return Draft("rating", {"factor": factor, "recent": recent, **base, **keys})


ANSWERS = (
    session("s-001", "section-12@1.0.0", "partner"),
    response("s-001", "2", value="quite-a-lot", note="NOTE OF THE OFFICER"),
    response("s-001", "5", value="PARTNER SAYS <b>|`[/]\u05e9\u05dc\u05d5\u05dd"),
    session("s-002", "section-12@1.0.0", "subject"),
    response("s-002", "2", value="not-at-all"),
    response("s-002", "5", value="PERSON SAYS"),
    session("s-003", "visit@1.0.0", "subject"),
    response("s-003", "1", value="VISIT ANSWER"),
    Draft("reading", {"item": "section-12@1.0.0/2", "responses": ["r-0001", "r-0003"], "reading": "READING"}),
    Draft(
        "tool_result",
        {
            "instrument": "arms@1.0.0",
            "origin": "received",
            "construct": "level",
            "level": "very-high",
            "dated_on": "2026-01-12",
            "limits": "TOOL LIMITS",
        },
    ),
    rating("acute@1.0.0/hostility", "emerging"),
    rating("arms-style@1.0.0/opportunity", "high", held_on="2026-02-20"),
)
NOBODY_ELSES = ("PERSON SAYS", "not at all\n", "READING", "TOOL LIMITS", "REASONS", "VISIT ANSWER", "Very high")


@pytest.fixture
def registered() -> Iterator[None]:
    """The command under `sets`, whether or not it is registered there."""
    before = [*sets.app.registered_commands]
    if not any(command.name == "print" for command in before):
        sets.app.command("print")(print_set)
    yield
    sets.app.registered_commands[:] = before


@pytest.fixture
def told(make_case: Callable[..., Path], at_desk: Path) -> Path:
    """A case in which both adults answered, a visit was made, factors were rated and a tool spoke."""
    return make_case("harbour", ANSWERS)


@pytest.fixture
def at_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stdout is a terminal for whoever asks the command."""
    monkeypatch.setattr(sets_print, "sys", SimpleNamespace(stdout=SimpleNamespace(isatty=lambda: True)))


def log(case: Path) -> list[dict[str, Any]]:
    lines, problems = read_access(case)
    assert problems == []
    return lines


class TestBlank:
    def test_markdown_on_stdout_unless_told_otherwise(self, run: Run) -> None:
        done = run("sets", "print", "how-it-came-to-light")
        assert (done.status, done.stderr) == (0, "")
        assert done.stdout.startswith("**OFFICIAL-SENSITIVE when filled in**\n\n# ")
        assert "Questions for police and own enquiries" in done.stdout

    def test_html_by_name_or_by_format(self, run: Run, tmp_path: Path) -> None:
        assert run("sets", "print", "acute", "--format", "html").stdout.startswith("<!DOCTYPE html>")
        assert run("sets", "print", "acute", "--out", tmp_path / "a.HTML").status == 0
        assert "<!DOCTYPE html>" in (tmp_path / "a.HTML").read_text("utf-8")
        run("sets", "print", "acute", "--out", tmp_path / "a.html", "--format", "markdown")
        assert "<!DOCTYPE html>" not in (tmp_path / "a.html").read_text("utf-8")

    def test_a_file_is_for_its_owner_only_and_no_log_is_made(self, run: Run, tmp_path: Path) -> None:
        target = tmp_path / "sheet.html"
        done = run("sets", "print", "section-12", "--out", target)
        assert (done.status, done.stdout) == (0, "")
        assert f"Written: {target}" in done.stderr
        if os.name == "posix":
            assert stat.S_IMODE(target.stat().st_mode) == 0o600
        assert [path.name for path in tmp_path.iterdir()] == ["sheet.html"]

    def test_large_print(self, run: Run) -> None:
        assert 'class="large"' in run("sets", "print", "acute", "--format", "html", "--large-print").stdout
        assert 'class="large"' not in run("sets", "print", "acute", "--format", "html").stdout

    def test_the_role_is_the_sets_first_unless_named(self, run: Run) -> None:
        assert "Questions for the person under assessment" in run("sets", "print", "section-12").stdout
        partner = run("sets", "print", "section-12", "--for-role", "partner").stdout
        assert "Questions for the partner" in partner
        assert partner.count("\nNo answer because: ") == 12
        assert (
            run("sets", "print", "section-12", "--for-role", "partner", "--marks", "all").stdout.count(
                "\nNo answer because: "
            )
            == 23
        )
        carer = run("sets", "print", "protective-carer", "--for-role", "carer").stdout
        assert "Questions for the carer" in carer

    def test_only_what_is_named(self, run: Run) -> None:
        done = run("sets", "print", "section-12", "--item", "2", "--item", "3?")
        shown = [line.split()[1] for line in done.stdout.split("\n") if line.startswith("### ")]
        assert shown == ["2", "30", "31", "32", "33"]
        assert run("sets", "print", "acute", "--item", "host*").stdout.count("\n### ") == 1
        assert run("sets", "print", "safety-plan", "--item", "sleeping").stdout.count("\n### ") == 1

    def test_notes_on_disclosing_only_where_something_can_disclose(self, run: Run) -> None:
        note = "This question can give away what is alleged"
        assert note in run("sets", "print", "section-12", "--item", "13").stdout
        assert note not in run("sets", "print", "section-12", "--item", "2").stdout
        assert "Look for coercion" in run("sets", "print", "section-12", "--for-role", "partner").stdout
        assert "Look for coercion" not in run("sets", "print", "section-12").stdout

    def test_reasons_only_with_why(self, run: Run) -> None:
        assert "**Why:**" in run("sets", "print", "acute", "--why").stdout
        assert "**Why:**" not in run("sets", "print", "acute").stdout

    def test_a_force_prints_its_own_sets(self, run: Run, tmp_path: Path) -> None:
        folder = tmp_path / "own"
        folder.mkdir()
        text = (SHIPPED / "menus" / "constructive@1.0.0.toml").read_text("utf-8")
        own = text.replace('id = "constructive"', 'id = "ours"', 1).replace("title = ", 'title = "Ours" #', 1)
        (folder / "ours@1.0.0.toml").write_text(own, encoding="utf-8")
        assert "\n# Ours\n" in run("sets", "print", "ours", "--templates", folder).stdout

    @pytest.mark.parametrize("ref", sorted(LIBRARY.found))
    @pytest.mark.parametrize("form", ["markdown", "html"])
    def test_every_shipped_template_prints_or_says_why_not(self, ref: str, form: str, run: Run, codes_of: Any) -> None:
        done = run("sets", "print", ref, "--format", form)
        template = LIBRARY.read(ref).template
        if template.set.kind in {"instrument", "marks", "clocks"}:
            assert (done.status, codes_of(done)) == (3, ["wrong-template"])
            return
        assert done.status == 0, done.stderr
        ids = [part.id for part in getattr(template, "item", ()) or getattr(template, "factor", ())]
        entries = getattr(template, "entry", ())
        ids += [entry.id for entry in entries if entry.handling != "covert"]
        assert ids
        assert all(name in done.stdout for name in ids)
        covert = [entry.title for entry in entries if entry.handling == "covert"]
        assert not any(title in done.stdout for title in covert)
        whole = run("sets", "print", ref, "--format", form, "--why")
        assert all(title in whole.stdout for title in covert if "(" not in title)


class TestForACase:
    def test_labels_stand_on_the_sheet_and_no_answers_unless_asked_for(self, run: Run, told: Path) -> None:
        done = run("sets", "print", "section-12", "--case", told, "--informant", "partner")
        assert "How much has being online disrupted Mr H's life" in done.stdout
        for line in ("- **Case:** harbour", "- **Who is asked:** Ms R", "- **About whom:** Mr H"):
            assert line in done.stdout
        assert done.stdout.startswith("**OFFICIAL-SENSITIVE**\n")
        assert "Last time" not in done.stdout
        assert "PARTNER SAYS" not in done.stdout

    def test_the_last_answers_are_this_informants_only(self, run: Run, told: Path) -> None:
        ask = ("sets", "print", "section-12", "--case", told, "--last", "--informant")
        done = run(*ask, "partner")
        assert "> **Last time (11 February 2026):** quite a lot\n" in done.stdout
        assert "PARTNER SAYS &lt;b&gt;&#124;\\`\\[/\\]\u05e9\u05dc\u05d5\u05dd" in done.stdout
        for words in NOBODY_ELSES:
            assert words not in done.stdout
        person = run(*ask, "subject").stdout
        assert "PERSON SAYS" in person
        assert "**Last time (11 February 2026):** not at all\n" in person
        assert "PARTNER SAYS" not in person
        assert "**Last time (11 February 2026):** quite a lot" not in person

    def test_an_officers_note_takes_why_and_is_told_of(self, run: Run, told: Path) -> None:
        ask = ("sets", "print", "section-12", "--case", told, "--last", "--informant", "partner")
        done = run(*ask)
        assert "NOTE OF THE OFFICER" not in done.stdout
        assert "1 earlier answer" in done.stderr
        own = run(*ask, "--why")
        assert "quite a lot. Note: NOTE OF THE OFFICER" in own.stdout
        assert own.stderr == ""

    def test_a_visit_is_never_filled_in(self, run: Run, told: Path) -> None:
        for why in ((), ("--why",)):
            done = run("sets", "print", "visit", "--case", told, "--informant", "subject", "--last", *why)
            assert "VISIT ANSWER" not in done.stdout
            assert "Always blank" in done.stdout

    def test_a_sheet_carried_forward_has_the_last_label_and_one_rated_afresh_the_days_so_far(
        self, run: Run, told: Path
    ) -> None:
        arms = run("sets", "print", "arms-style", "--case", told, "--last").stdout
        assert "**Last time (20 February 2026):** High priority" in arms
        acute = run("sets", "print", "acute", "--case", told, "--last").stdout
        assert "**So far:** 11 February 2026 emerging" in acute
        assert "- **Who is rated:** Mr H" in acute
        assert "REASONS" not in arms + acute
        assert "So far" not in run("sets", "print", "acute", "--case", told).stdout

    def test_one_sheet_is_for_one_person(self, run: Run, make_case: Any, codes_of: Any) -> None:
        mother = Draft("person", {"id": "mother", "roles": ["carer"], "standing": "other", "label": "Ms S"})
        case = make_case("quay", [mother])
        done = run("sets", "print", "capacity-to-protect", "--case", case)
        assert (done.status, codes_of(done)) == (2, ["person-missing"])
        assert "--person one of: partner, mother" in done.stderr
        one = run("sets", "print", "capacity-to-protect", "--case", case, "--person", "mother")
        assert "- **Who is rated:** Ms S" in one.stdout
        assert "carer-less-dependent" in one.stdout
        assert "The couple" not in one.stdout
        assert "couple-higher" not in one.stdout

    def test_professionals_answer_under_their_own_ids(self, run: Run, make_case: Any) -> None:
        made = (
            session("s-001", "early-information@1.0.0", "pc-4412"),
            response("s-001", "5", value=True, basis="record", note="search on 3 March"),
        )
        case = make_case("quay", made)
        ask = ("sets", "print", "early-information", "--case", case)
        done = run(*ask, "--informant", "pc-4412", "--last")
        assert "- **Who answers:** PC A. Hughes" in done.stdout
        assert "yes. from a record. Note: search on 3 March" in done.stdout
        assert "Last time" not in run(*ask).stdout
        assert "- **Who answers:** \u2026" in run(*ask).stdout

    def test_an_interview_left_open_goes_on_with_the_version_it_was_begun_with(
        self, run: Run, make_case: Any, tmp_path: Path
    ) -> None:
        folder = tmp_path / "own"
        folder.mkdir()
        text = (SHIPPED / "question-sets" / "accountability@1.0.0.toml").read_text("utf-8")
        newer = text.replace('version = "1.0.0"', 'version = "1.1.0"', 1)
        (folder / "accountability@1.1.0.toml").write_text(newer, encoding="utf-8")
        case = make_case("quay", [session("s-001", "accountability@1.0.0", "subject")])
        ask = ("sets", "print", "accountability", "--templates", folder, "--case", case)
        assert "accountability@1.0.0" in run(*ask, "--informant", "subject").stdout
        assert "accountability@1.1.0" in run(*ask).stdout

    def test_a_training_case_says_so(self, run: Run, make_case: Any) -> None:
        case = make_case("quay", header={"training": True})
        done = run("sets", "print", "safety-plan", "--case", case)
        assert done.stdout.count("TRAINING: invented, about nobody") == 2
        assert "- **About whom:** Mr H" in done.stdout

    def test_words_of_the_case_are_inert_in_html(self, run: Run, make_case: Any) -> None:
        odd = "<script>x</script>[/]|`\u202e\u05e9\u05dc"
        case = make_case("quay", [*ANSWERS[:1], response("s-001", "5", value=odd)])
        done = run(
            "sets", "print", "section-12", "--case", case, "--informant", "partner", "--last", "--format", "html"
        )
        assert "&lt;script&gt;x&lt;/script&gt;[/]|`\u27e8U+202E\u27e9\u05e9\u05dc" in done.stdout
        assert "<script" not in done.stdout


class TestLog:
    def test_a_pipe_and_a_file_are_disclosures_to_oneself(self, run: Run, told: Path, tmp_path: Path) -> None:
        run("sets", "print", "acute", "--case", told)
        run("sets", "print", "acute", "--case", told, "--out", tmp_path / "x.html", "--by", "ds-2090")
        lines = log(told)
        assert [(line["act"], line["command"], line["recipient"]) for line in lines] == [
            ("disclosure", "sets print", "self")
        ] * 2
        assert [(line["by"], line["format"]) for line in lines] == [("pc-4412", "markdown"), ("ds-2090", "html")]

    @pytest.mark.usefixtures("at_terminal")
    def test_a_terminal_is_a_consultation(self, run: Run, told: Path, tmp_path: Path) -> None:
        run("sets", "print", "acute", "--case", told)
        run("sets", "print", "acute", "--case", told, "--out", tmp_path / "x.md")
        assert [(line["act"], line.get("recipient")) for line in log(told)] == [
            ("consultation", None),
            ("disclosure", "self"),
        ]

    def test_the_log_has_no_words_of_the_case(self, run: Run, told: Path) -> None:
        run("sets", "print", "section-12", "--case", told, "--informant", "partner", "--last")
        text = access_path(told).read_text("utf-8")
        assert not [words for words in ("PARTNER SAYS", "quite", "Ms R") if words in text]
        assert json.loads(text.split("\n")[0])["act"] == "disclosure"

    def test_a_sheet_that_was_refused_is_not_logged(self, run: Run, told: Path) -> None:
        run("sets", "print", "section-12", "--case", told, "--informant", "nobody")
        assert not access_path(told).exists()

    def test_nothing_is_written_to_the_case(self, run: Run, told: Path, nothing_written: Any) -> None:
        with nothing_written(told):
            run("sets", "print", "section-12", "--case", told, "--informant", "partner", "--last")


REFUSED = [
    (("acute", "--format", "docx"), 2, "unknown-format"),
    (("acute", "--large-print"), 2, "option-out-of-place"),
    (("section-12", "--marks", "some"), 2, "bad-marks"),
    (("section-12", "--for-role", "carer"), 2, "not-asked-of"),
    (("section-12", "--item", "99"), 2, "no-such-item"),
    (("section-12", "--for-role", "partner", "--item", "9"), 2, "no-such-item"),
    (("acute", "--item", "99"), 2, "no-such-item"),
    (("safety-plan", "--item", "99"), 2, "no-such-item"),
    (("section-12", "--last"), 2, "option-out-of-place"),
    (("section-12", "--informant", "partner"), 2, "option-out-of-place"),
    (("acute", "--person", "subject"), 2, "option-out-of-place"),
    (("acute", "--for-role", "person"), 2, "option-out-of-place"),
    (("safety-plan", "--marks", "all"), 2, "option-out-of-place"),
    (("acute", "--out", "x.toml"), 2, "out-is-guarded"),
    (("acute", "--out", "."), 2, "out-not-a-file"),
    (("acute", "--out", "nowhere/"), 2, "out-not-a-file"),
    (("acute", "--out", "nowhere/x.html"), 3, "folder-missing"),
    (("tarot",), 3, "unknown-template"),
    (("acute", "--case", "nowhere"), 3, "file-missing"),
]
REFUSED_FOR_A_CASE = [
    (("section-12", "--last"), 2, "option-out-of-place"),
    (("section-12", "--informant", "partner", "--for-role", "partner"), 2, "option-out-of-place"),
    (("section-12", "--person", "partner"), 2, "option-out-of-place"),
    (("section-12", "--informant", "nobody"), 3, "unknown-person"),
    (("section-12", "--informant", "pc-4412"), 3, "unknown-person"),
    (("carer-protection", "--informant", "subject"), 3, "not-asked-of"),
    (("acute", "--informant", "subject"), 2, "option-out-of-place"),
    (("acute", "--person", "nobody"), 3, "unknown-person"),
    (("triangle-of-risk",), 3, "unknown-person"),
    (("safety-plan", "--person", "subject"), 2, "option-out-of-place"),
    (("safety-plan", "--last"), 2, "option-out-of-place"),
]


@pytest.mark.parametrize(("words", "status", "code"), REFUSED)
def test_what_cannot_be_is_refused_and_nothing_is_written(
    words: tuple[str, ...], status: int, code: str, run: Run, codes_of: Any, tmp_path: Path
) -> None:
    done = run("sets", "print", *words)
    assert (done.status, codes_of(done), done.stdout) == (status, [code], "")
    assert [*tmp_path.iterdir()] == []


@pytest.mark.parametrize(("words", "status", "code"), REFUSED_FOR_A_CASE)
def test_what_cannot_be_for_a_case_is_refused(
    words: tuple[str, ...], status: int, code: str, run: Run, codes_of: Any, told: Path
) -> None:
    done = run("sets", "print", *words, "--case", told)
    assert (done.status, codes_of(done), done.stdout) == (status, [code], "")
    assert not access_path(told).exists()


def test_a_sheet_never_replaces_a_case_by_another_name(run: Run, told: Path) -> None:
    before = told.read_bytes()
    link = told.with_name("link.toml")
    shutil.copy(told, link)
    assert run("sets", "print", "acute", "--out", link).status == 2
    assert (told.read_bytes(), link.read_bytes()) == (before, before)


def test_jinja2_is_imported_only_for_html() -> None:
    import subprocess

    code = "import sys; import sjtool.commands.sets_print; print('jinja2' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
