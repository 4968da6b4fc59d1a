"""`sjtool plan --add`: choosing from the menus, and what is covert, of which only a reference is asked."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sjtool.store.append import Draft

pytestmark = pytest.mark.usefixtures("at_desk")
HOSTILITY = "acute@1.0.0/hostility"
REST = ("", "20 March 2026", "")
"""Who does it, by when, and nothing else of it."""


def rating(ref: str, recent: str, person: str = "subject") -> Draft:
    keys = {"factor": ref, "person": person, "assessment": "a-001", "recent": recent, "held_on": "2026-03-03"}
    return Draft("rating", {**keys, "rationale": "Seen."})


@pytest.fixture
def quay(make_case: Callable[..., Path]) -> Path:
    """A case with two gaps, both of them factors that cannot wait."""
    return make_case("quay", [rating(HOSTILITY, "act-now"), rating("acute@1.0.0/substance-misuse", "act-now")])


@pytest.fixture
def add(run: Any, quay: Path, typed: Any) -> Callable[..., Any]:
    """`add("1", "own", …)` types these lines at `plan --add`; `flags` go before them."""
    return lambda *lines, flags=(): run("plan", quay, "--add", *flags, "--plain", input=typed(*lines))


class TestEntry:
    def test_menus_are_listed_under_headings_and_an_entry_is_explained(
        self, add: Any, quay: Path, records: Any
    ) -> None:
        lines = ("1", "? 1", "restrictive", "?99", "3?", "99", "c", "1", "o", "p", "", "", "", "", *REST, "n")
        done = add(*lines)
        said = " ".join(done.stderr.split())
        assert "Monitoring and control 1 Living at approved premises" in said
        assert said.count("There is no such number on the list.") == 2
        assert "No menu has that." in said
        assert "To write down: - Which order, with which terms" in said
        assert "Caution: For the kinds of order" in said
        assert records(quay, "action")[0]["menu_entry"].startswith("constructive@1.0.0/")

    def test_a_menu_named_on_the_command_line_is_listed_at_once(self, add: Any, quay: Path, records: Any) -> None:
        done = add("1", "2", "o", "p", "", "", "", "", *REST, "n", flags=("--from", "identity-actions"))
        assert "Asking about identity documents more than once" in done.stderr
        assert records(quay, "action")[0]["menu_entry"] == "identity-actions@1.0.0/ask-again"

    def test_a_prompt_of_the_plan_asks_what_kind_of_action_it_is(self, add: Any, quay: Path, records: Any) -> None:
        words = ("NIM target profile", "o", "p", "", "", "", "")
        add("1", *words, *REST, "n", flags=("--from", "plan-prompts/target-profile"))
        (made,) = records(quay, "action")
        assert (made["kind"], made["pillar"]) == ("NIM target profile", "monitoring-and-control")
        assert made["menu_entry"] == "plan-prompts@1.0.0/target-profile"

    def test_a_word_of_several_entries_shows_them(self, add: Any) -> None:
        done = add("1", "restrictions", ":quit")
        assert "Restrictions on movement" in done.stderr
        only_in_text = add("", "grooming", ":quit")
        assert "Learning about grooming" in only_in_text.stderr

    @pytest.mark.parametrize("named", ["nothing", "restrictive/nothing", "acute", "restrictive@9.9.9/arrest"])
    def test_a_strange_menu_on_the_command_line_is_refused(self, named: str, add: Any, codes_of: Any) -> None:
        done = add(flags=("--from", named))
        assert (done.status, codes_of(done)) == (2, ["unknown-entry"])


class TestCovert:
    def test_of_a_covert_entry_only_the_reference_is_asked(self, add: Any, quay: Path, records: Any) -> None:
        words = ("He meets people", "2026/118", "", "20 March 2026", "2")
        done = add("1", "chis", *words, "n")
        assert done.status == 0
        assert "No target, place, method, date or source of information" in " ".join(done.stderr.split())
        (made,) = records(quay, "action")
        assert made["handling"] == "covert"
        assert {"answers", "menu_entry"} & made.keys() == set()
        assert records(quay, "action_update")[0]["status"] == "in-progress"
        assert "chis" not in quay.read_text("utf-8").casefold()

    def test_nothing_of_it_is_kept_beside_the_case(self, add: Any, quay: Path) -> None:
        add("1", "covert", "2026/118", ":quit")
        assert [*quay.parent.glob("*.unfinished-*")] == []
        assert [*quay.parent.glob("*.kept-*")] == []

    def test_it_may_be_asked_for_on_the_command_line(self, add: Any, quay: Path, records: Any) -> None:
        for named in ("covert", "restrictive/covert-surveillance"):
            add("1", "2026/118", "", "20 March 2026", "", "n", flags=("--from", named))
        assert [made["handling"] for made in records(quay, "action")] == ["covert", "covert"]
        assert records(quay, "action_update") == []

    def test_back_leads_out_of_it(self, add: Any, quay: Path, records: Any) -> None:
        add("1", "covert", ":back", "own", "k", "1", "o", "p", "", "", "", "", *REST, "n")
        assert records(quay, "action")[0]["handling"] == "open"
