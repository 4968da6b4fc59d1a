"""A vignette tells what was on the desk and what people said, and nothing of what anybody made of it."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from sjtool.assess.accounts import Account
from sjtool.assess.crosscheck import wording_of
from sjtool.assess.standing import Standing
from sjtool.loader import Loaded
from sjtool.model.appraisal import Formulation, Narrative, Rating, Scenario, ToolResult
from sjtool.model.case import Case, Entry
from sjtool.model.decision import Action, ActionUpdate, Judgement, Override
from sjtool.model.enquiry import EvidenceRecord, Reading, Response, Session
from sjtool.model.people import Person
from sjtool.store.library import Library
from sjtool.store.read import read_case
from sjtool.training.vignette import SEAL, build_vignette

CASES = sorted((Path(__file__).resolve().parents[2] / "casefiles").glob("demo-*.toml"))
DEMOS = pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
MADE = (Rating, Reading, Override, Action, ActionUpdate, Scenario, Formulation, Narrative)
WORDS_MADE = ("rationale", "reading", "would_change", "relevance", "objective", "text", "justification")


def read(path: Path) -> Case:
    case, problems = read_case(path)
    assert problems == []
    return case


def unmarked(page: str) -> str:
    """Without the strokes that keep words from being markup, and on one line."""
    return " ".join(re.sub(r"\\(?=[^\w\s])", "", page).replace("\n> ", "\n").split())


def parts(page: str) -> tuple[str, str]:
    """What lay open, and what was sealed."""
    assert page.count(f"\n## {SEAL}\n") == 1
    before, _, after = page.partition(f"\n## {SEAL}\n")
    return before, after


def with_entries(case: Case, change: Callable[[Entry], Entry | None]) -> Case:
    entries = tuple(changed for entry in case.entries if (changed := change(entry)))
    return Case(case.path, case.header, entries, case.head)


@DEMOS
def test_the_words_of_every_answer_stand_in_it(path: Path, shelf_library: Library) -> None:
    case = read(path)
    standing, said = Standing(case), unmarked(build_vignette(case, shelf_library))
    sessions = {session.id: session for session in case.of(Session)}
    found = 0
    for response in standing.of(Response):
        session = sessions[response.session or ""]
        item = next(i for i in shelf_library.question_set(session.set or "").item if i.id == response.item)
        if response.value is None:
            words = ""
        else:
            words = Account(response, session, "", "", is_subject=False).words(wording_of(item, response.part or ""))
        for text in (words, response.note or "", response.missing_note or ""):
            assert " ".join(text.split()).casefold() in said.casefold(), response.id
        found += bool(words)
    assert found > 20


@DEMOS
def test_nothing_that_was_made_of_it_stands_in_it(path: Path, shelf_library: Library) -> None:
    case = read(path)
    page = unmarked(build_vignette(case, shelf_library))
    texts = [
        text
        for entry in case
        if isinstance(entry.record, (*MADE, Judgement))
        for key in WORDS_MADE
        if isinstance(text := getattr(entry.record, key, None), str) and len(text.split()) > 4
    ]
    assert len(texts) > 40
    assert [text for text in texts if " ".join(text.split()) in page] == []


@DEMOS
def test_it_is_the_same_whatever_was_rated_read_and_judged(path: Path, shelf_library: Library) -> None:
    """No label, level or plan reaches the page: with others, or with none, it has the same bytes."""
    case = read(path)

    def rejudge(entry: Entry) -> Entry | None:
        if isinstance(entry.record, MADE):
            return None
        if isinstance(entry.record, Judgement):
            other = {"level": "very-high", "likelihood": "low", "rationale": "LEAK", "whom": "LEAK"}
            return entry._replace(record=entry.record.model_copy(update=other))
        return entry

    page = build_vignette(with_entries(case, rejudge), shelf_library)
    assert page == build_vignette(case, shelf_library)
    assert "LEAK" not in page


@DEMOS
def test_what_the_tools_said_is_under_the_seal_alone(path: Path, shelf_library: Library) -> None:
    case = read(path)
    opened, sealed = parts(build_vignette(case, shelf_library))
    levels = re.findall(r": \*\*([a-z ]+)\*\*\.", sealed)
    results = Standing(case).of(ToolResult)
    assert sorted(levels) == sorted((r.level or r.band or "").replace("-", " ") for r in results)

    def without(entry: Entry) -> Entry | None:
        return None if isinstance(entry.record, ToolResult) else entry

    bare_opened, bare_sealed = parts(build_vignette(with_entries(case, without), shelf_library))
    assert bare_opened == opened
    assert "No outcome of a tool is on record." in bare_sealed


@DEMOS
def test_questions_stand_in_the_order_of_the_set(path: Path, shelf_library: Library) -> None:
    page = build_vignette(read(path), shelf_library)
    sittings = re.split(r"\n(?=## )", page)
    asked = [[int(number) for number in re.findall(r"^\*\*(\d+)\.\*\* \*", part, re.MULTILINE)] for part in sittings]
    told = [numbers for numbers in asked if numbers]
    assert len(told) == len(Standing(read(path)).of(Session))
    assert all(numbers == sorted(numbers) for numbers in told)
    assert max(map(len, told)) >= 8


def test_a_question_is_put_in_the_words_for_whoever_answers(shelf_library: Library) -> None:
    page = build_vignette(read(next(path for path in CASES if "quay" in path.name)), shelf_library)
    assert "about how many hours is Mr Q online altogether" in page
    assert "about how many hours are you online altogether" in page
    assert '**Ms W:** *refused.* "Not answering that one.' in page
    assert "**Mr Q:** *no comment.*" in page
    assert "quayside_k" in page
    assert "Today is 9 July 2026." in page


def test_a_victim_is_known_by_the_label_alone(shelf_library: Library) -> None:
    case = read(next(path for path in CASES if "quay" in path.name))

    def tell_more(entry: Entry) -> Entry:
        if isinstance(entry.record, Person) and entry.record.confidential:
            more = {"gender": "female", "born": "1971-05-17", "ethnicity": "LEAK", "address": "LEAK"}
            return entry._replace(record=entry.record.model_copy(update=more))
        return entry

    page = build_vignette(with_entries(case, tell_more), shelf_library)
    assert page == build_vignette(case, shelf_library)
    assert "- **Children in the images (not identified to this force)**\n" in page


def test_what_came_after_the_first_judgement_is_under_the_seal(shelf_library: Library) -> None:
    case = read(next(path for path in CASES if "mill" in path.name))
    opened, sealed = parts(build_vignette(case, shelf_library))
    first = Standing(case).judgement("first")
    assert first
    sources = [source for source in Standing(case).of(EvidenceRecord) if source.text and source.nature != "inference"]
    for source in sources:
        is_later = source.recorded_at() > first.recorded_at()
        text = " ".join((source.text or "").split())
        assert (text in unmarked(sealed)) == is_later, source.id
        assert (text in unmarked(opened)) != is_later, source.id
    assert "### What came in later" in sealed


def test_recorded_words_are_never_markup(shelf_library: Library) -> None:
    case = read(next(path for path in CASES if "quay" in path.name))
    words = "# a heading\n- a list\n1. *bold* <b> [a](b) \x1b[31m a_b _c_ ```"

    def reword(entry: Entry) -> Entry:
        if isinstance(entry.record, Response) and isinstance(entry.record.value, str):
            return entry._replace(record=entry.record.model_copy(update={"value": words}))
        return entry

    page = build_vignette(with_entries(case, reword), shelf_library)
    assert (
        "\\# a heading  \n\\- a list  \n1\\. \\*bold\\* \\<b\\> \\[a\\](b) ⟨U+001B⟩\\[31m a_b \\_c\\_ \\`\\`\\`" in page
    )
    assert "\x1b" not in page


def test_of_an_invented_case_too(load: Callable[..., Loaded]) -> None:
    loaded = load("first-judgement-only,refusals=3", number=2)
    page = build_vignette(loaded.case, loaded.library)
    assert len(re.findall(r"\*(?:refused|no comment)\.\*", page)) >= 3
    assert "\r" not in page
    assert page.endswith("\n")
    sittings = loaded.standing.of(Session)
    assert sum(line.startswith("- Asked by: ") for line in page.splitlines()) == len(sittings)


@pytest.fixture(scope="module")
def shelf_library() -> Library:
    return Library()
