"""`sjtool plan`: what nothing answers comes first, and an answers file is held to the rules of the prompts."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sjtool.store.access import read_access
from sjtool.store.append import Draft

pytestmark = pytest.mark.usefixtures("at_desk")
HOSTILITY, OPPORTUNITY = "acute@1.0.0/hostility", "arms-style@1.0.0/opportunity"
SUPERVISOR = Draft("officer", {"id": "ds-2207", "name": "DS B. Okafor", "trained": ["supervisor"]})


def rating(ref: str, recent: str) -> Draft:
    keys = {"factor": ref, "person": "subject", "assessment": "a-001", "recent": recent, "held_on": "2026-03-03"}
    return Draft("rating", {**keys, "rationale": "Seen at the visit."})


def action(**keys: Any) -> Draft:
    base = {
        "assessment": "a-001",
        "pillar": "supervision",
        "kind": "visits",
        "objective": "Nobody is alone with him.",
        "purpose": "To see it.",
        "owner": "pc-4412",
        "due_on": "2026-03-02",
    }
    return Draft("action", {**base, **keys})


SCENARIO = Draft(
    "scenario",
    {
        "assessment": "a-001",
        "kind": "escalation",
        "who": "Mr H",
        "how": "alone",
        "harm": "grave",
        "imminence": "weeks",
        "warning_signs": "gifts",
    },
)
READING = Draft("reading", {"item": "section-12@1.0.0/1", "reading": "They differ.", "follow_up": "Ask her again."})


@pytest.fixture
def quay(make_case: Callable[..., Path]) -> Path:
    """A case with three gaps and an overdue action that answers one more, and names nothing of its reasons."""
    drafts = [SUPERVISOR, rating(HOSTILITY, "act-now"), rating(OPPORTUNITY, "high"), SCENARIO, READING]
    return make_case("quay", [*drafts, action(answers=[OPPORTUNITY])])


class TestShown:
    def test_gaps_come_first_then_what_is_answered_then_actions_and_what_to_type(self, run: Any, quay: Path) -> None:
        done = run("plan", quay)
        assert done.status == 0
        lines = done.stdout.split("\n")
        assert "Nothing answers (3)" in lines
        heads = [line for line in lines if line and not line.startswith(" ")]
        assert heads[1:] == ["Nothing answers (3)", "Answered", "Actions", "To think of", "Next"]
        assert "   1  ACT NOW  Hostility: act now, 3 March 2026: no action" in lines
        assert "   2  Scenario sc-001 (escalation): no contingency" in lines
        assert "      Ask her again." in lines
        assert "  Opportunity: high priority, 3 March 2026: ac-001" in lines
        assert "  OVERDUE  ac-001  Nobody is alone with him." in lines
        assert "(2 days overdue); open" in done.stdout
        assert "--update ac-001" in lines[-4] + lines[-3] + lines[-2]
        assert all(len(line) <= 80 for line in lines if "  sjtool " not in line)

    def test_it_is_logged_as_looked_at(self, run: Any, quay: Path) -> None:
        run("plan", quay)
        lines, _problems = read_access(quay)
        assert [(line["act"], line["command"]) for line in lines] == [("consultation", "plan")]

    def test_json_holds_the_same_for_scripts(self, run: Any, quay: Path) -> None:
        found = json.loads(run("plan", quay, "--json").stdout)
        assert [gap["ref"] for gap in found["gaps"]] == [HOSTILITY, "sc-001", "rd-001"]
        assert found["answered"][0]["answered_by"] == ["ac-001"]
        (only,) = found["actions"]
        assert (only["id"], only["overdue"], only["status"], only["answers_nothing"]) == ("ac-001", True, "open", False)
        assert only["not_said"] == ["enforcement", "suitability", "negative_consequences"]
        assert found["prompts"] == ["victim-safety", "constructive", "contingency"]

    @pytest.mark.parametrize("how", [(), ("--json",)])
    def test_of_a_covert_action_there_is_no_trace_away_from_a_screen(
        self, how: tuple[str, ...], run: Any, make_case: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        prints = []
        for name, more in (("a", []), ("b", [action(handling="covert", answers=[HOSTILITY])])):
            (tmp_path / name).mkdir()
            monkeypatch.chdir(tmp_path / name)
            make_case("quay", [rating(HOSTILITY, "act-now"), *more], folder=tmp_path / name)
            prints.append(run("plan", "quay.toml", *how).stdout)
        without, found = prints
        drop = [line for line in without.split("\n") if '"head"' not in line]
        assert [line for line in found.split("\n") if '"head"' not in line] == drop

    def test_two_things_at_once_are_refused(self, run: Any, quay: Path, codes_of: Any) -> None:
        for words in (("--add", "--update", "ac-001"), ("--for", HOSTILITY), ("--from", "restrictive")):
            done = run("plan", quay, *words)
            assert (done.status, codes_of(done)) == (2, ["plan-two-things"])


GOOD = """
[[action]]
menu_entry = "restrictive/association"
objective = "No contact."
purpose = "To keep them apart."
proportionality = "Article 8: two people only."
answers = ["acute@1.0.0/hostility", "sc-001", "rd-001"]
owner = "pc-4412"
due_on = "2026-03-10"

[[action_update]]
action = "+0"
status = "in-progress"
what_happened = "He was told."

[[action_update]]
action = "ac-001"
status = "done"
what_happened = "Nobody was alone with him on two visits."
"""


class TestAnswers:
    def test_actions_and_news_are_recorded_with_what_follows_from_the_menu(
        self, run: Any, quay: Path, answers: Any, records: Any
    ) -> None:
        done = run("plan", quay, "--answers", answers(GOOD), "--json")
        assert done.status == 0
        assert [one["id"] for one in json.loads(done.stdout)["saved"]] == ["ac-002", "au-001", "au-002"]
        new = records(quay, "action")[-1]
        assert new["menu_entry"] == "restrictive@1.0.0/association"
        assert (new["pillar"], new["kind"]) == ("monitoring-and-control", "Restrictions on associations")
        assert (new["handling"], new["assessment"]) == ("open", "a-001")
        assert [pin["ref"] for pin in records(quay, "template")] == ["restrictive@1.0.0"]
        assert [news["action"] for news in records(quay, "action_update")] == ["ac-002", "ac-001"]

    @pytest.mark.parametrize(
        ("old", "new", "code"),
        [
            ('proportionality = "Article 8: two people only."', "", "proportionality-missing"),
            ('proportionality = "Article 8: two people only."', 'proportionality = " "', "proportionality-missing"),
            ("restrictive/association", "restrictive/nothing", "unknown-entry"),
            ("restrictive/association", "acute/hostility", "unknown-entry"),
            ("restrictive/association", "restrictive@9.9.9/association", "unknown-entry"),
            ("restrictive/association", "restrictive/chis", "covert-words"),
            ("sc-001", "sc-009", "answers-unknown"),
            ("sc-001", "e-001", "answers-unknown"),
            ("acute@1.0.0/hostility", "acute@1.0.0/nothing", "answers-unknown"),
            ("acute@1.0.0/hostility", "nothing@1.0.0/hostility", "answers-unknown"),
            ("acute@1.0.0/hostility", "restrictive@1.0.0/chis", "answers-unknown"),
            ('what_happened = "Nobody was alone with him on two visits."', "", "key-missing"),
            ('purpose = "To keep them apart."', "", "key-missing"),
            ('status = "done"', 'status = "done"\nchecked_by = "ds-2207"', "checked-by-other"),
        ],
    )
    def test_what_breaks_a_rule_is_refused_and_nothing_is_written(
        self, old: str, new: str, code: str, run: Any, quay: Path, answers: Any, codes_of: Any, nothing_written: Any
    ) -> None:
        assert old in GOOD
        file = answers(GOOD.replace(old, new))
        with nothing_written(quay):
            done = run("plan", quay, "--answers", file)
        assert done.status == 3
        assert code in codes_of(done)
        assert "Nobody was alone" not in done.stderr

    def test_a_prompt_of_a_menu_is_no_kind_of_action_and_may_have_no_heading(
        self, run: Any, quay: Path, answers: Any, codes_of: Any, records: Any
    ) -> None:
        text = GOOD.replace("restrictive/association", "plan-prompts/outcomes")
        assert codes_of(run("plan", quay, "--answers", answers(text))) == ["key-missing"] * 2
        whole = text.replace("owner =", 'kind = "look again"\npillar = "supervision"\nowner =', 1)
        assert run("plan", quay, "--answers", answers(whole)).status == 0
        assert records(quay, "action")[-1]["menu_entry"] == "plan-prompts@1.0.0/outcomes"

    def test_only_actions_and_news_belong_there(self, run: Any, quay: Path, answers: Any, codes_of: Any) -> None:
        done = run("plan", quay, "--answers", answers('[[evidence]]\ntitle = "x"\n'))
        assert (done.status, codes_of(done)) == (3, ["unknown-kind"])

    def test_an_item_may_be_answered_and_a_free_word_stays_where_a_correction_keeps_it(
        self, run: Any, make_case: Any, answers: Any, records: Any
    ) -> None:
        case = make_case("old", [action(answers=["in the old plan"])])
        text = (
            '[[action]]\nsupersedes = "ac-001"\nreason = "day"\npillar = "supervision"\nkind = "visits"\n'
            'objective = "o"\npurpose = "p"\nowner = "pc-4412"\ndue_on = "2026-03-20"\n'
            'answers = ["in the old plan", "section-12@1.0.0/1", "section-12/2"]\n'
        )
        assert run("plan", case, "--answers", answers(text)).status == 0
        assert len(records(case, "action")[-1]["answers"]) == 3
