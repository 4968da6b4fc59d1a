"""`sjtool plan --add`: from a gap to an action with its reasons, in few keys and with nothing lost."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sjtool.store.append import Draft

pytestmark = pytest.mark.usefixtures("at_desk")
HOSTILITY, OPPORTUNITY = "acute@1.0.0/hostility", "arms-style@1.0.0/opportunity"
WORDS = ("He is calm.", "To see it.", "Two officers.", "He talks.", "Article 8.", "He may hide.")
REST = ("", "20 March 2026", "")
"""Who does it, by when, and nothing else of it."""


def rating(ref: str, recent: str, person: str = "subject") -> Draft:
    keys = {"factor": ref, "person": person, "assessment": "a-001", "recent": recent, "held_on": "2026-03-03"}
    return Draft("rating", {**keys, "rationale": "Seen."})


SCENARIO = Draft(
    "scenario", {"assessment": "a-001", "kind": "escalation", "who": "Mr H", "how": "alone", "harm": "grave"}
)
READING = Draft("reading", {"item": "section-12@1.0.0/1", "reading": "They differ."})


@pytest.fixture
def quay(make_case: Callable[..., Path]) -> Path:
    """A case with two gaps: a factor that cannot wait and a scenario; and much that wants no answer."""
    carer = rating("carer-qualities@1.0.0/self-esteem", "evident", "partner")
    return make_case("quay", [rating(HOSTILITY, "act-now"), rating(OPPORTUNITY, "low"), carer, SCENARIO, READING])


@pytest.fixture
def add(run: Any, quay: Path, typed: Any) -> Callable[..., Any]:
    """`add("1", "own", …)` types these lines at `plan --add`; `flags` go before them."""
    return lambda *lines, flags=(): run("plan", quay, "--add", *flags, "--plain", input=typed(*lines))


class TestWords:
    def test_an_action_from_a_menu_answers_the_gap_and_has_every_key(self, add: Any, quay: Path, records: Any) -> None:
        done = add("1", "home", "8", *WORDS, *REST, "n", flags=("--json",))
        assert done.status == 0
        (made,) = records(quay, "action")
        assert {key: made[key] for key in made if key not in {"at", "by", "salt", "chain"}} == {
            "id": "ac-001",
            "assessment": "a-001",
            "pillar": "supervision",
            "kind": "home visits every 8 weeks",
            "menu_entry": "restrictive@1.0.0/home-visits",
            "objective": "He is calm.",
            "purpose": "To see it.",
            "enforcement": "Two officers.",
            "suitability": "He talks.",
            "proportionality": "Article 8.",
            "negative_consequences": "He may hide.",
            "answers": [HOSTILITY],
            "owner": "pc-4412",
            "due_on": "2026-03-20",
            "handling": "open",
        }
        assert [pin["ref"] for pin in records(quay, "template")] == ["restrictive@1.0.0"]
        assert json.loads(done.stdout) == {"saved": [{"kind": "action", "id": "ac-001"}]}
        assert "What happens if the person does not let you in?" in " ".join(done.stderr.split())
        assert "Next without an answer: Scenario sc-001" in " ".join(done.stderr.split())

    def test_it_takes_few_keys_beside_the_words(self, add: Any, quay: Path, records: Any) -> None:
        beside = ("1", "home", "8", *("" for _ in WORDS), "", "20/3", "", "n")
        lines = ("1", "home", "8", *WORDS, "", "20/3", "", "n")
        assert add(*lines).status == 0
        assert len(records(quay, "action")) == 1
        assert sum(len(line) + 1 for line in beside) == 24

    @pytest.mark.parametrize(
        ("typed_interval", "kind"),
        [
            ("", "home visits"),
            ("1", "home visits every week"),
            ("10 days", "home visits every 10 days"),
            ("every 3 m", "home visits every 3 months"),
        ],
    )
    def test_the_interval_of_visits_is_written_as_the_clock_reads_it(
        self, typed_interval: str, kind: str, add: Any, quay: Path, records: Any
    ) -> None:
        done = add("1", "restrictive/home-visits", "often", typed_interval, *WORDS, *REST, "n")
        assert "Such as 8 weeks" in done.stderr
        assert records(quay, "action")[0]["kind"] == kind

    def test_what_restricts_is_not_taken_without_its_proportionality(self, add: Any, quay: Path, records: Any) -> None:
        words = ("Own kind", "2", "o", "p", "", "", "", "Article 8.", "")
        done = add("1", "own", *words, *REST, "n")
        assert "This one is needed." in done.stderr
        (made,) = records(quay, "action")
        assert (made["pillar"], made["proportionality"]) == ("monitoring-and-control", "Article 8.")
        assert "enforcement" not in made

    def test_what_does_not_restrict_may_pass_it_over(self, add: Any, quay: Path, records: Any) -> None:
        add("1", "constructive/diversion-activities", "o", "p", "", "", "", "", *REST, "n")
        (made,) = records(quay, "action")
        assert "proportionality" not in made
        assert made["pillar"] == "interventions-and-treatment"

    def test_letters_ask_for_a_review_a_kind_and_another_heading(self, add: Any, quay: Path, records: Any) -> None:
        more = ("", "20 March 2026", "rkh", "1 April 2026", "a group", "victim-safety", "n")
        add("1", "constructive/diversion-activities", "o", "p", "", "", "", "", *more)
        (made,) = records(quay, "action")
        assert (made["review_on"], made["kind"], made["pillar"]) == ("2026-04-01", "a group", "victim-safety")

    def test_a_scenario_is_answered_by_a_contingency_of_ones_own(self, add: Any, quay: Path, records: Any) -> None:
        done = add("2", "", "", "He is seen there.", "A goes.", "B hears.", "s", "", "", *REST, "n")
        assert "What counts as the beginning" in done.stderr
        (made,) = records(quay, "action")
        assert (made["pillar"], made["kind"], made["answers"]) == ("contingency", "contingency", ["sc-001"])

    def test_an_action_that_answers_nothing_says_why_it_is_there(
        self, add: Any, quay: Path, records: Any, run: Any
    ) -> None:
        done = add("none", "own", "k", "1", "o", "It was agreed.", "", "", "", "", *REST, "n")
        assert "Why is it in the plan, as it answers nothing" in " ".join(done.stderr.split())
        (made,) = records(quay, "action")
        assert "answers" not in made
        shown = " ".join(run("plan", quay).stdout.split())
        assert "Answers nothing that was assessed. It was agreed." in shown

    def test_one_action_after_another_until_nothing_is_left(self, add: Any, quay: Path, records: Any) -> None:
        first = ("1", "own", "k", "1", "o", "p", "", "", "", "", *REST)
        second = ("y", "", "", "o", "p", "e", "s", "", "", *REST)
        done = add(*first, *second)
        assert [made["answers"] for made in records(quay, "action")] == [[HOSTILITY], ["sc-001"]]
        assert done.stderr.rstrip().endswith("Nothing is left without an answer.")

    def test_back_leads_from_the_words_to_the_entry_and_words_stay(self, add: Any, quay: Path, records: Any) -> None:
        lines = ("1", "restrictive/association", "Kept words.", ":back", ":back", "constructive/diversion-activities")
        done = add(*lines, "", "p", "", "", "", "", *REST, "n")
        assert done.status == 0
        (made,) = records(quay, "action")
        assert (made["menu_entry"], made["objective"]) == ("constructive@1.0.0/diversion-activities", "Kept words.")

    def test_what_was_typed_is_kept_and_the_same_command_goes_on(self, add: Any, quay: Path, records: Any) -> None:
        add("1", "restrictive/association", "Kept words.", ":quit")
        assert [path.name for path in quay.parent.glob("*.unfinished-*")] == ["quay.unfinished-plan-add.toml"]
        done = add("", "", "", "p", "", "", "Article 8.", "", *REST, "n")
        assert done.status == 0
        (made,) = records(quay, "action")
        assert (made["objective"], made["answers"]) == ("Kept words.", [HOSTILITY])
        assert [*quay.parent.glob("*.unfinished-*")] == []


class TestWhatItAnswers:
    def test_ids_and_numbers_go_together_and_once(self, add: Any, quay: Path, records: Any) -> None:
        add(f"1 rd-001, {HOSTILITY}", "own", "k", "1", "o", "p", "", "", "", "", *REST, "n")
        assert records(quay, "action")[0]["answers"] == [HOSTILITY, "rd-001"]

    def test_words_search_titles_and_a_number_picks_from_what_was_found(
        self, add: Any, quay: Path, records: Any
    ) -> None:
        found = ("zebra", "9", "e", "esteem", "1")
        done = add(*found, "own", "k", "1", "o", "p", "", "", "", "", *REST, "n")
        assert done.stderr.count("Nothing assessed here is called that.") == 3
        assert "Ms R: evident" in " ".join(done.stderr.split())
        assert records(quay, "action")[0]["answers"] == ["ra-003"]

    def test_list_shows_the_gaps_again(self, add: Any) -> None:
        done = add("opportunity", "list", ":quit")
        assert done.stderr.count("ACT NOW  Hostility") == 2

    def test_many_finds_are_cut_and_told(self, run: Any, make_case: Any, typed: Any) -> None:
        from sjtool.store.library import Library

        factors = Library().factor_set("arms-style").factor
        case = make_case("quay", [rating(f"arms-style@1.0.0/{one.id}", "low") for one in factors])
        done = run("plan", case, "--add", "--plain", input=typed("low", ":quit"))
        assert "nothing is rated, and no scenario" in " ".join(done.stderr.split())
        assert "more; another word narrows it down" in done.stderr

    def test_it_may_be_named_on_the_command_line(self, add: Any, quay: Path, records: Any) -> None:
        flags = ("--for", "sc-001", "--for", HOSTILITY, "--from", "constructive/diversion-activities")
        done = add(":back", "o", "p", "", "", "", "", *REST, flags=flags)
        assert done.status == 0
        assert "It answers: scenario sc-001 (escalation); Hostility" in " ".join(done.stderr.split())
        assert records(quay, "action")[0]["answers"] == ["sc-001", HOSTILITY]

    def test_a_strange_id_on_the_command_line_is_refused(self, add: Any, codes_of: Any) -> None:
        done = add(flags=("--for", "sc-009"))
        assert (done.status, codes_of(done)) == (2, ["answers-unknown"])


class TestOwner:
    OFFICERS = (
        Draft("officer", {"id": "pc-7", "name": "PC B. Ward"}),
        Draft("officer", {"id": "pc-8", "name": "PC C. Ward"}),
    )

    @pytest.mark.parametrize(
        ("typed_owner", "kept", "said"),
        [
            ("PC Hughes", "pc-4412", "Owner: PC A. Hughes (pc-4412)"),
            ("PC4412", "pc-4412", "Owner: PC A. Hughes (pc-4412)"),
            ("pc-4412", "pc-4412", ""),
            ("the school", "the school", ""),
        ],
    )
    def test_a_name_that_means_an_officer_is_kept_as_the_id(
        self, typed_owner: str, kept: str, said: str, add: Any, quay: Path, records: Any
    ) -> None:
        done = add("1", "own", "k", "1", "o", "p", "", "", "", "", typed_owner, "20 March 2026", "", "n")
        assert records(quay, "action")[0]["owner"] == kept
        assert said in done.stderr
        assert ("Owner: " in done.stderr) is bool(said)

    def test_where_it_may_mean_two_the_id_is_asked(self, make_case: Any, run: Any, typed: Any, records: Any) -> None:
        case = make_case("quay", [*self.OFFICERS, rating(HOSTILITY, "act-now")])
        words = ("1", "own", "k", "1", "o", "p", "", "", "", "", "PC Ward", "pc-8", "20 March 2026", "", "n")
        done = run("plan", case, "--add", "--plain", input=typed(*words))
        assert "Type the id: pc-7 (PC B. Ward), pc-8 (PC C. Ward)" in " ".join(done.stderr.split())
        assert records(case, "action")[0]["owner"] == "pc-8"
