"""Every shipped set is asked, every sheet rated, of and for whom it is meant, through the commands an officer types."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from sjtool.assess.rated import PER_WORDS, people_of, rated_per
from sjtool.assess.ratings import needs_evidence
from sjtool.assess.standing import Standing
from sjtool.interview.plan import PROFESSIONAL, build_plan
from sjtool.model.template import FactorSet, QuestionSet
from sjtool.store.append import Draft
from sjtool.store.library import Library
from sjtool.store.read import read_case

pytestmark = pytest.mark.usefixtures("at_desk")
LIBRARY = Library()
SETS = sorted({f.id for f in LIBRARY.found.values() if isinstance(LIBRARY.read(f.ref).template, QuestionSet)})
SHEETS = sorted({f.id for f in LIBRARY.found.values() if isinstance(LIBRARY.read(f.ref).template, FactorSet)})
PEOPLE = [
    ("child-a", ["child", "potential-victim"], "Child A"),
    ("child-b", ["child"], "Child B"),
    ("victim-1", ["victim"], "V1"),
    ("gran", ["carer"], "Mrs G"),
    ("uncle", ["relative"], "Mr U"),
    ("clerk", ["professional"], "School nurse"),
]
LETTER = Draft("evidence", {"nature": "fact", "kind": "other", "title": "Letter", "obtained": True})
INFORMANTS = {
    "person": "subject",
    "partner": "partner",
    "carer": "gran",
    "household": "uncle",
    **dict.fromkeys(PROFESSIONAL, "clerk"),
}


@pytest.fixture
def home(make_case: Any, at_desk: Path) -> Path:
    """A case with a household: partner, a carer, two children, a victim, a relative and a school nurse."""
    people = [Draft("person", {"id": i, "roles": r, "standing": "other", "label": t}) for i, r, t in PEOPLE]
    path: Path = make_case("harbour", [*people, LETTER])
    return path


@pytest.mark.parametrize("name", SETS)
def test_a_set_is_put_to_everybody_it_is_for_and_every_item_gets_its_answer(
    name: str, run: Any, home: Path, records: Any
) -> None:
    questions = LIBRARY.question_set(name)
    for role in questions.set.asked_of:
        plan = build_plan(questions, role, "Mr H", marks="all")
        rows = [{"item": q.item.id, "missing": "not-known"} | ({"part": q.part} if q.part else {}) for q in plan]
        told = {"mode": "home-visit", "held_on": "2026-03-04", "response": rows}
        args = ("interview", home, name, "--informant", INFORMANTS[role], "--marks", "all", "--answers", "-")
        done = run(*args, input=json.dumps(told))
        assert done.status == 0, done.stderr
        assert f"{len(plan)} answer" in done.stderr
    asked = {record["item"] for record in records(home, "response")}
    assert asked == {item.id for item in questions.item}


@pytest.mark.parametrize("name", SHEETS)
def test_a_sheet_is_rated_for_everybody_it_is_for_and_every_factor_gets_a_rating(
    name: str, run: Any, home: Path, records: Any
) -> None:
    sheet = LIBRARY.factor_set(name)
    standing = Standing(read_case(home)[0])
    rows = []
    for person in people_of(standing, sheet):
        for factor in sheet.factor:
            from sjtool.assess.rated import people_for

            if any(standing.same(p.id, person.id) for p in people_for(standing, rated_per(sheet, factor))):
                label = factor.raises_concern_when[0]
                row = {"factor": factor.id, "person": person.id, "recent": label, "rationale": "as seen [/]"}
                rows.append(row | ({"evidence": ["e-001"]} if needs_evidence(factor, label) else {}))
    done = run("rate", home, name, "--answers", "-", input=json.dumps(rows))
    assert done.status == 0, done.stderr
    assert len(records(home, "rating")) == len(rows)
    assert {row["factor"] for row in rows} == {factor.id for factor in sheet.factor}
    printed = run("report", home, "--for", "self")
    assert printed.status == 0
    flat = re.sub(r"\s+", " ", printed.stdout)
    for factor in sheet.factor:
        assert re.sub(r"\s+", " ", factor.title) in flat


class TestRateForWhom:
    def test_each_person_is_gone_through_with_the_factors_that_are_about_them(
        self, run: Any, home: Path, typed: Any
    ) -> None:
        done = run("rate", home, "carer-concern", "--plain", input=typed(":quit"))
        assert "About Ms R: 12 factors" in done.stderr
        assert "About Mrs G: 12 factors" not in done.stderr
        skipped = run("rate", home, "carer-concern", "--plain", input=typed(*[":skip"] * 12, ":quit"))
        assert "About Mrs G: 12 factors" in skipped.stderr

    def test_a_heading_of_the_source_and_its_note_stand_above_its_factors(
        self, run: Any, home: Path, typed: Any
    ) -> None:
        args = ("rate", home, "capacity-to-protect", "--person", "child-b", "--group", "sibling-risk-*", "--plain")
        done = run(*args, input=typed(":quit"))
        assert "-- Siblings: risk increased" in done.stderr
        assert "1 of 4" in done.stderr

    def test_a_label_that_says_little_offers_its_reasons_again_and_what_was_seen_never_does(
        self, run: Any, home: Path, typed: Any, records: Any
    ) -> None:
        first = ("not-known", "Not asked yet [/].", "")
        again = ("not-known", "", "")
        other = ("present", "", "She said so.", "e-001", "", "", "")
        args = ("rate", home, "carer-concern", "--person", "gran", "--plain")
        done = run(*args, input=typed(*first, *again, *other, ":quit"))
        one, two, three = records(home, "rating")
        assert done.status == 0
        assert one["rationale"] == two["rationale"] == "Not asked yet [/]."
        assert (three["rationale"], three["evidence"]) == ("She said so.", ["e-001"])

    def test_where_several_are_rated_a_file_must_say_whom(self, run: Any, home: Path, codes_of: Any) -> None:
        rows = [{"factor": "known-before", "recent": "not-known", "rationale": "x"}]
        rows[0]["factor"] = LIBRARY.factor_set("carer-concern").factor[0].id
        done = run("rate", home, "carer-concern", "--answers", "-", input=json.dumps(rows))
        assert (done.status, codes_of(done)) == (3, ["person-missing"])
        assert "partner, gran" in done.stderr
        named = run("rate", home, "carer-concern", "--person", "gran", "--answers", "-", input=json.dumps(rows))
        assert named.status == 0

    def test_a_factor_about_somebody_else_is_refused(self, run: Any, home: Path, codes_of: Any) -> None:
        sheet = LIBRARY.factor_set("capacity-to-protect")
        carer = next(f for f in sheet.factor if f.group == "carer-less-able")
        rows = [{"factor": carer.id, "person": "child-b", "recent": "not-known", "rationale": "x"}]
        done = run("rate", home, "capacity-to-protect", "--answers", "-", input=json.dumps(rows))
        assert (done.status, codes_of(done)) == (3, ["factor-not-for-person"])
        assert PER_WORDS["carer"] in done.stderr

    def test_without_anybody_to_rate_it_says_whom_the_sheet_is_for(
        self, run: Any, make_case: Any, codes_of: Any
    ) -> None:
        done = run("rate", make_case("empty"), "assessment-framework", "--answers", "-", input="[]")
        assert codes_of(done) == ["unknown-person"]
        assert "each child" in done.stderr

    def test_of_a_victim_the_print_has_the_labels_and_no_reasons(self, run: Any, home: Path) -> None:
        sheet = LIBRARY.factor_set("capacity-to-protect")
        victim = next(f for f in sheet.factor if f.group == "victim-vulnerability-increased")
        row = {"factor": victim.id, "recent": "present", "rationale": "MARKER words", "evidence": ["e-001"]}
        rows = [{**row, "person": who} for who in ("victim-1", "child-a")]
        assert run("rate", home, "capacity-to-protect", "--answers", "-", input=json.dumps(rows)).status == 0
        printed = re.sub(r"\s+", " ", run("report", home, "--for", "self").stdout)
        assert printed.count(victim.title) >= 2
        assert printed.count("MARKER words") == 1

    def test_a_strength_that_is_absent_needs_evidence_where_that_raises_concern(
        self, run: Any, home: Path, codes_of: Any
    ) -> None:
        row = {"factor": "settled-relationship", "recent": "no", "rationale": "x"}
        done = run("rate", home, "static-history", "--answers", "-", input=json.dumps([row]))
        assert codes_of(done) == ["rating-without-evidence"]
        fine = row | {"factor": LIBRARY.factor_set("static-history").factor[0].id}
        assert run("rate", home, "static-history", "--answers", "-", input=json.dumps([fine])).status == 0


class TestWhoAnswers:
    def test_a_set_that_nobody_in_the_case_is_asked_is_answered_by_the_officer(
        self, run: Any, home: Path, records: Any
    ) -> None:
        told = {"mode": "document", "held_on": "2026-03-04", "response": [{"item": "1", "value": "none found"}]}
        done = run("interview", home, "early-information", "--answers", "-", input=json.dumps(told))
        assert done.status == 0, done.stderr
        (session,) = records(home, "session")
        assert session["informant"] == "pc-4412"
        assert "PC A. Hughes" in run("show", home).stdout

    def test_an_officer_without_a_record_is_told_to_make_one(self, run: Any, home: Path, codes_of: Any) -> None:
        told = json.dumps({"mode": "document", "held_on": "2026-03-04", "response": [{"item": "1", "value": "x"}]})
        done = run("interview", home, "early-information", "--by", "pc-9", "--answers", "-", input=told)
        assert (done.status, codes_of(done)) == (3, ["officer-unrecorded"])

    def test_a_set_for_somebody_in_the_case_is_not_the_officers_to_answer(
        self, run: Any, home: Path, codes_of: Any
    ) -> None:
        for args in ((), ("--informant", "pc-4412")):
            done = run("interview", home, "section-12", *args, "--answers", "-", input="{}")
            assert codes_of(done) == ["unknown-person"]

    def test_children_and_victims_are_not_asked_as_adults_of_the_household(
        self, run: Any, home: Path, codes_of: Any
    ) -> None:
        for who in ("child-b", "victim-1", "clerk"):
            done = run("interview", home, "household-safety", "--informant", who, "--answers", "-", input="{}")
            assert codes_of(done) == ["not-asked-of"]

    def test_prompts_stand_under_the_question_and_notes_for_everyone_are_shown(
        self, run: Any, home: Path, typed: Any
    ) -> None:
        args = ("interview", home, "household-safety", "--informant", "uncle", "--mode", "home-visit", "--plain")
        done = run(*args, "--held-on", "2026-03-04", "--with", "ds-1", input=typed("", "", "", "", ":quit"))
        first = LIBRARY.question_set("household-safety").item[0]
        flat = re.sub(r"\s+", " ", done.stderr)
        assert first.ask.replace("{person}", "Mr H") in flat
        assert f"- {first.follow_up[0].removesuffix(' (ours)')}" in flat
        assert "adult of the household" in flat
        assert "Stop at: " in flat

    def test_an_earlier_answer_is_confirmed_by_a_keystroke(
        self, run: Any, home: Path, typed: Any, records: Any
    ) -> None:
        told = {"mode": "home-visit", "held_on": "2026-03-04", "cleared_with": "DI S"}
        told |= {"response": [{"item": "15", "value": "He played with them at night [/]"}]}
        begun = ("interview", home, "section-12", "--informant", "partner", "--marks", "all")
        assert run(*begun, "--answers", "-", input=json.dumps(told)).status == 0
        args = ("interview", home, "protective-carer", "--informant", "partner", "--item", "10", "--plain")
        flags = ("--mode", "home-visit", "--held-on", "2026-03-04", "--with", "ds-1")
        done = run(*args, *flags, input=typed("", "", "DI S", "=", ""))
        assert done.status == 0
        assert "Said already (section-12, item 15, 4 March 2026): He played with them at night [/]" in re.sub(
            r"\s+", " ", done.stderr
        )
        last = records(home, "response")[-1]
        assert (last["item"], last["value"]) == ("10", "He played with them at night [/]")
        assert last["note"] == "confirmed: as said in section-12, item 15 (r-0001)"


class TestWelsh:
    def test_the_questions_stand_in_welsh_where_there_is_some_and_say_so_where_there_is_none(
        self, run: Any, home: Path, typed: Any, records: Any
    ) -> None:
        args = ("interview", home, "demo-bilingual", "--informant", "subject", "--lang", "cy", "--plain")
        flags = ("--mode", "home-visit", "--held-on", "2026-03-04", "--with", "ds-1")
        done = run(*args, *flags, input=typed("", "", "", "Mr Hughes", "1", ":quit"))
        flat = re.sub(r"\s+", " ", done.stderr)
        assert "Cymraeg (Welsh): 7 of 9 lines." in flat
        assert "Beth hoffech chi gael eich galw?" in flat
        assert "1 Cymraeg" in flat
        assert "in English: no Cymraeg (Welsh) line" in flat
        assert "Is there anything you need so that you can take part?" in flat
        assert [record["value"] for record in records(home, "response")] == ["Mr Hughes", "welsh"]
        assert "--lang cy" in done.stderr

    @pytest.mark.parametrize(
        ("name", "lang", "code"), [("section-12", "cy", "no-language"), ("visit", "fr", "bad-language")]
    )
    def test_a_language_that_is_not_there_is_told(
        self, name: str, lang: str, code: str, run: Any, home: Path, codes_of: Any
    ) -> None:
        done = run("interview", home, name, "--informant", "subject", "--lang", lang, "--plain")
        assert (done.status, codes_of(done)) == (2, [code])

    def test_a_stale_line_is_found_by_check_counted_by_list_and_not_shown(
        self, run: Any, home: Path, typed: Any, tmp_path: Path, codes_of: Any
    ) -> None:
        own = tmp_path / "own"
        own.mkdir()
        path = LIBRARY.find_language("demo-bilingual", "cy")
        assert path is not None
        text = path.read_text("utf-8")
        english = re.findall(r'english = "(\w+)"', text)[1]
        (own / path.name).write_text(text.replace(english, "0" * 16), encoding="utf-8")
        checked = run("sets", "check", "demo-bilingual", "--templates", own)
        assert (checked.status, codes_of(checked)) == (1, ["language-line"])
        assert re.search(r"cy\.toml:\d+: error", checked.stderr)
        assert f'english = "{english}"' in checked.stderr
        assert "6 of 9 lines, 1 out of date" in run("sets", "list", "--templates", own).stdout.replace("\n    ", " ")
        args = ("interview", home, "demo-bilingual", "--informant", "subject", "--lang", "cy", "--plain")
        flags = ("--mode", "home-visit", "--held-on", "2026-03-04", "--with", "ds-1", "--templates", own)
        done = run(*args, *flags, input=typed("", "", "", ":quit"))
        assert "What would you like to be called?" in done.stderr

    @pytest.mark.parametrize(
        ("old", "new", "code"),
        [
            ('of = "demo-bilingual@1.0.0"', 'of = "visit@1.0.0"', "language-name"),
            ('key = "title"', 'key = "tittle"', "value-wrong-kind"),
            ('item = "1"', 'item = "9"', "language-line"),
            ("[language]", "[language", "not-toml"),
        ],
    )
    def test_a_language_file_with_a_fault_is_found(
        self, old: str, new: str, code: str, run: Any, tmp_path: Path, codes_of: Any
    ) -> None:
        own = tmp_path / "own"
        own.mkdir()
        path = LIBRARY.find_language("demo-bilingual", "cy")
        assert path is not None
        (own / path.name).write_text(path.read_text("utf-8").replace(old, new, 1), encoding="utf-8")
        done = run("sets", "check", "demo-bilingual", "--templates", own)
        assert (done.status, codes_of(done)) == (1, [code])
        assert run("sets", "list", "--templates", own).status == 0
