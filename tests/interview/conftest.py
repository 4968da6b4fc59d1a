"""The section-12 set, and plans made of it; nothing here touches a terminal."""

from __future__ import annotations

from itertools import count
from typing import Any

import pytest

from sjtool.interview.plan import Question, build_plan
from sjtool.interview.session import Interview, Outcome
from sjtool.model.enquiry import Response
from sjtool.model.template import QuestionSet
from sjtool.store.library import Library


@pytest.fixture(scope="session")
def section_12() -> QuestionSet:
    return Library().question_set("section-12")


@pytest.fixture
def partner_plan(section_12: QuestionSet) -> tuple[Question, ...]:
    return build_plan(section_12, "partner", "Mr H")


class Notebook:
    """Saves what an interview drafts, as the ledger would, in memory."""

    def __init__(self, interview: Interview) -> None:
        self.interview = interview
        self.saved: list[Response] = []
        self._number = count(1)

    def keep(self, outcome: Outcome | None) -> Response:
        assert outcome is not None
        assert outcome.draft is not None, outcome.trouble
        keys: dict[str, Any] = {key: value for key, value in outcome.draft.keys.items() if value != ()}
        response = Response(id=f"r-{next(self._number):04d}", **keys)
        self.saved.append(response)
        self.interview.record(response, outcome)
        return response

    def say(self, text: str) -> Response:
        return self.keep(self.interview.answer(text))

    def standing(self) -> dict[tuple[str, str], Response]:
        return {(r.item or "", r.part or ""): r for r in self.saved}


@pytest.fixture
def notebook(partner_plan: tuple[Question, ...]) -> Notebook:
    return Notebook(Interview(partner_plan, "s-001"))


@pytest.fixture
def person_notebook(section_12: QuestionSet) -> Notebook:
    return Notebook(Interview(build_plan(section_12, "person", "Mr H"), "s-001"))
