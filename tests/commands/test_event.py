"""`sjtool event`: each kind in its own words, what is written beside it, and what follows."""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from sjtool.commands import event as event_command
from sjtool.commands.event_kinds import TITLES, find_form, list_kinds, read_kind
from sjtool.model.decision import Event
from sjtool.store.append import Draft
from sjtool.store.unfinished import Unfinished

pytestmark = pytest.mark.usefixtures("at_desk")
KEPT = {"id", "at", "by", "salt", "chain"}
POLICE = Draft(
    "status",
    {
        "lead_agency": "probation",
        "lead_agency_since": "2025-01-06",
        "convicted_on": "2024-11-04",
        "sentenced_on": "2025-01-06",
        "offence_kinds": ["making indecent images of children"],
        "mappa_category": 1,
        "mappa_level": 1,
        "mappa_reason": "One agency will do.",
        "management": "active",
    },
)
SHPO = Draft("order", {"kind": "SHPO", "made_on": "2025-01-06", "ends_on": "2030-01-06"})
CHILD = Draft("person", {"id": "child-a", "roles": ["child"], "standing": "other", "label": "Child A"})
REACTIVE = Draft("event", {"kind": "reactive-start", "held_on": "2026-02-01", "what": "Approved."})
OPEN = Draft(
    "action",
    {
        "assessment": "a-001",
        "pillar": "supervision",
        "kind": "home visits every 8 weeks",
        "objective": "He is seen at home.",
        "purpose": "To see how he lives.",
        "owner": "pc-4412",
        "due_on": "2026-04-01",
    },
)
COVERT = Draft("action", {**OPEN.keys, "objective": "SECRET", "handling": "covert"})
NO_PROMPTS = ("n",) * 10


@pytest.fixture
def case(make_case: Any) -> Path:
    """A case with a status (`st-001`), an order (`or-001`), a child and an open action (`ac-001`)."""
    return make_case("harbour", [POLICE, SHPO, CHILD, OPEN])  # type: ignore[no-any-return]


def own(record: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in record.items() if key not in KEPT}


class TestWhichKind:
    def test_the_list_stands_on_80_columns_and_holds_every_kind_but_those_of_reactive(self) -> None:
        assert max(map(len, list_kinds())) < 80
        kinds = set(Event.model_fields["kind"].annotation.__args__[0].__args__)  # type: ignore[union-attr]
        assert {kind for kind in kinds if not kind.startswith("reactive-")} == TITLES.keys() - {"mappa"}
        assert all(find_form(kind) for kind in TITLES)

    def test_a_kind_is_named_by_its_number_its_word_or_the_beginning_of_it(self) -> None:
        assert read_kind("2") == read_kind("Significant change") == read_kind("sig") == "significant-change"
        assert (read_kind("m"), read_kind("0"), read_kind("99"), read_kind("")) == (None, None, None, None)
        assert read_kind("o") is None

    def test_without_a_kind_the_list_is_shown_and_asked_from(
        self, run: Any, case: Path, typed: Any, records: Any
    ) -> None:
        done = run("event", case, "--plain", input=typed("what", "13", "", "Made at the station.", "", "", "n"))
        assert done.status == 0
        assert "14  move " in done.stderr
        assert "Type a number of the list" in done.stderr
        assert records(case, "event")[0]["touches"] == ["notification"]

    def test_where_nobody_can_be_asked_the_list_is_shown_all_the_same(
        self, run: Any, case: Path, nothing_written: Any, codes_of: Any
    ) -> None:
        with nothing_written(case):
            done = run("event", case)
        assert (done.status, codes_of(done)) == (2, ["not-a-terminal"])
        assert " 1  visit" in done.stderr

    @pytest.mark.parametrize(
        ("word", "code"),
        [("tea", "event-kind-unknown"), ("reactive-start", "event-own-command"), ("", "event-kind-unknown")],
    )
    def test_other_words_are_refused(
        self, run: Any, case: Path, word: str, code: str, codes_of: Any, nothing_written: Any, answers: Any
    ) -> None:
        given = answers('[[event]]\nwhat = "MARKER"\nheld_on = "2026-03-04"\n')
        with nothing_written(case):
            done = run("event", case, *([word] if word else []), "--answers", given)
        assert (done.status, codes_of(done)) == (2, [code])


class TestSimpleKinds:
    @pytest.mark.parametrize(
        ("kind", "lines", "touches"),
        [
            ("recall", ("", "Recalled for drink.", "", "log 4", "", "n"), None),
            ("move", ("3/3/2026", "To his sister's.", "", "", "", "", "n"), None),
            ("meeting", ("", "About work.", "1", "Go on.", "min 3", "", "", "n"), None),
            ("sexual-offence", ("", "Charged.", "log 1", "", "", "y", "It is new."), None),
            ("core-group", ("", "All there.", "", "", "", "2026-05-01", "", "n"), None),
            ("other", ("", "He rang.", "", "", "", "n"), None),
            ("referral", ("", "Child A.", "Ms L, children's services", "", "", ""), ["referral"]),
            ("notification", ("", "Made.", "", "", "n"), ["notification"]),
        ],
    )
    def test_it_is_recorded_as_its_kind_with_the_words_that_clocks_look_for(
        self, run: Any, case: Path, typed: Any, records: Any, kind: str, lines: tuple[str, ...], touches: Any
    ) -> None:
        done = run("event", case, kind, "--plain", input=typed(*lines))
        assert done.status == 0, done.stderr
        (saved,) = records(case, "event")
        assert (saved["kind"], saved["what"], saved.get("touches")) == (kind, lines[1], touches)
        assert saved["held_on"] in {"2026-03-04", "2026-03-03"}

    def test_who_was_told_is_asked_one_by_one_and_commas_stay(
        self, run: Any, case: Path, typed: Any, records: Any
    ) -> None:
        lines = ("", "Child A.", "", "Ms L, children's services", "wrong", "-", "DS Okafor", "", "", "")
        done = run("event", case, "referral", "--plain", input=typed(*lines))
        assert records(case, "event")[0]["told"] == ["Ms L, children's services", "DS Okafor"]
        assert "This one is needed" in done.stderr
        assert "Due: Comprehensive assessment" in done.stderr or "Coming: Comprehensive assessment" in done.stderr

    def test_who_was_told_comes_back_after_a_stop(self, run: Any, case: Path, typed: Any, records: Any) -> None:
        run("event", case, "referral", "--plain", input=typed("", "Child A.", "Ms L, children's services", ":quit"))
        done = run("event", case, "referral", "--plain", input=typed("", "", "DS Okafor", "", "", ""))
        assert "stands: Ms L, children's services" in done.stderr
        assert records(case, "event")[0]["told"] == ["Ms L, children's services", "DS Okafor"]

    def test_a_conference_starts_the_clock_of_the_next_one(
        self, run: Any, case: Path, typed: Any, records: Any
    ) -> None:
        lines = ("1", "2026-03-02", "All agencies were there.", "On the register.", "", "min 1", "2026-05-28", "", "n")
        done = run("event", case, "conference", "--plain", input=typed(*lines))
        (saved,) = records(case, "event")
        assert (saved["touches"], saved["next_on"]) == (["initial-conference"], "2026-05-28")
        assert "First review conference" in done.stderr

    def test_the_plan_is_touched_by_number_and_a_no_to_the_review_needs_a_reason(
        self, run: Any, case: Path, typed: Any, records: Any
    ) -> None:
        lines = ("", "He rang.", "", "", "9", "1 2, housing", "n", "", "It holds.")
        done = run("event", case, "other", "--plain", input=typed(*lines))
        (saved,) = records(case, "event")
        assert saved["touches"] == ["ac-001", "or-001", "housing"]
        assert (saved["opens_review"], saved["rationale"]) == (False, "It holds.")
        assert "There is no number 9" in done.stderr
        assert " 1  ac-001  He is seen at home." in done.stderr

    def test_a_review_that_is_opened_names_the_command(self, run: Any, case: Path, typed: Any) -> None:
        done = run("event", case, "other", "--plain", input=typed("", "He rang.", "", "", "", "y", "It is new."))
        assert "the assessment is still to be opened: sjtool add" in " ".join(done.stderr.split())

    def test_an_offence_of_another_kind_is_relevant_or_not(
        self, run: Any, make_case: Any, typed: Any, records: Any
    ) -> None:
        path = make_case("harbour", [REACTIVE])
        lines = ("", "Theft.", "URN 1", "n", "Nothing sexual in it.", "", "", "n")
        done = run("event", path, "other-offence", "--plain", input=typed(*lines))
        assert records(path, "event")[-1]["rationale"] == (
            "Relevant to the risk of sexual harm: No. Nothing sexual in it."
        )
        assert "may end reactive management: sjtool reactive" in " ".join(done.stderr.split())

    def test_evidence_must_be_in_the_case(self, run: Any, case: Path, typed: Any, records: Any) -> None:
        lines = ("", "He rang.", "e-9", "st-001", "", "", "n")
        done = run("event", case, "other", "--plain", input=typed(*lines))
        assert "Not in this case, or of another kind: e-9" in done.stderr
        assert records(case, "event")[0]["evidence"] == ["st-001"]

    def test_a_visit_puts_the_form_of_visits_and_refusal_is_told_as_such(
        self, run: Any, case: Path, typed: Any, records: Any
    ) -> None:
        lines = ("", "n", "refused", "1", "", "He held the door.", "the phone, he said it is private", "", "2026-03-09")
        done = run("event", case, "visit", "--plain", input=typed(*lines))
        assert done.status == 0, done.stderr
        (saved,) = records(case, "event")
        assert (saved["entry"], saved["refused"]) == ("refused", ["the phone, he said it is private"])
        assert "private" not in done.stderr
        assert "It may itself show that the risk has risen" in " ".join(done.stderr.split())


class TestSignificantChange:
    FIRST = ("", "A new man was seen.")

    def test_prompts_are_shown_with_their_points_and_what_is_said_stays_whole(
        self, run: Any, case: Path, typed: Any, records: Any
    ) -> None:
        prompts = ("", "maybe", "y, old company", "n", "k, no doctor", "N, same street", *("no",) * 5, "not known")
        lines = (*self.FIRST, *prompts, "y", "1", "n", "", "It is one meeting.", "")
        done = run("event", case, "significant-change", "--plain", input=typed(*lines))
        assert done.status == 0, done.stderr
        (saved,) = records(case, "event")
        assert saved["considered"] == ["significant-change@1.0.0/echo-of-offending"]
        assert saved["what"] == (
            "A new man was seen.\n\nPrompts that speak (significant-change@1.0.0):\n"
            "- Like the time of an earlier offence? old company"
        )
        why = saved["rationale"].split("\n")
        assert why[:3] == ["It is one meeting.", "", "Does it touch the plan? Yes."]
        assert why[3].startswith("Answered no: Less willing, or less able, to work with us; Moving because of trouble")
        assert "Moving because of trouble with others (same street)" in why[3]
        assert why[4] == "Not known: One of the things ARMS looks at (no doctor); A sign that the risk has risen."
        assert (saved["touches"], saved["opens_review"]) == (["ac-001"], False)
        assert records(case, "template")[0]["ref"] == "significant-change@1.0.0"
        shown = " ".join(done.stderr.split())
        assert "Type y, n or k (not known); a few words may follow" in shown
        assert "Which factor of the official ARMS, and how was it last assessed?" in shown
        assert "Look it up in the official ARMS" in shown

    def test_nothing_speaks_and_nothing_is_touched(self, run: Any, case: Path, typed: Any, records: Any) -> None:
        lines = (*self.FIRST, *NO_PROMPTS, "n", "n", "A neighbour's guest.", "")
        done = run("event", case, "significant-change", "--plain", input=typed(*lines))
        assert done.status == 0, done.stderr
        (saved,) = records(case, "event")
        assert saved["what"] == "A new man was seen."
        assert "touches" not in saved
        assert "considered" not in saved

    def test_the_review_is_opened_in_the_same_append(self, run: Any, case: Path, typed: Any, records: Any) -> None:
        lines = (*self.FIRST, *NO_PROMPTS, "y", "or-001", "y", "The company.", "", "y", "To look again.", "DS Okafor")
        done = run("event", case, "significant-change", "--plain", "--json", input=typed(*lines))
        assert [one["kind"] for one in json.loads(done.stdout)["saved"]] == ["template", "event", "assessment"]
        assert own(records(case, "assessment")[-1]) == {
            "opened_on": "2026-03-04",
            "trigger": "significant-change",
            "purpose": "To look again.",
            "asked_by": "DS Okafor",
        }
        assert "The review is open (a-002). What next: sjtool next" in " ".join(done.stderr.split())

    def test_what_was_typed_comes_back_after_a_stop(self, run: Any, case: Path, typed: Any, records: Any) -> None:
        run("event", case, "significant-change", "--plain", input=typed(*self.FIRST, "y, old company", "n", ":quit"))
        left = Unfinished(case, "event-significant-change").left("significant-change")
        assert (left["what"], left["echo-of-offending"]) == ("A new man was seen.", "yes, old company")
        lines = ("", "", "", "", *NO_PROMPTS[2:], "n", "n", "A guest.", "")
        assert run("event", case, "significant-change", "--plain", input=typed(*lines)).status == 0
        assert records(case, "event")[0]["what"].endswith("old company")
        assert not [*case.parent.glob("*.unfinished-*")]

    def test_covert_actions_are_listed_at_a_screen_only(
        self, run: Any, make_case: Any, typed: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        path = make_case("harbour", [COVERT])
        lines = typed(*self.FIRST, *NO_PROMPTS, "y", ":quit")
        assert "ac-001" not in run("event", path, "significant-change", "--plain", input=lines).stderr
        monkeypatch.setattr(event_command, "at_terminal", lambda: True)
        shown = run("event", path, "significant-change", "--plain", input=typed(*[""] * 13, ":quit")).stderr
        assert "ac-001  covert action, reference only" in shown
        assert "SECRET" not in shown

    def test_ended_actions_and_discharged_orders_are_not_listed(self, run: Any, make_case: Any, typed: Any) -> None:
        done = Draft("action_update", {"action": "ac-001", "status": "done", "what_happened": "Done."})
        gone = Draft("order", {**SHPO.keys, "discharged_on": "2026-01-05"})
        rated = Draft(
            "rating",
            {
                "assessment": "a-001",
                "factor": "acute@1.0.0/hostility",
                "person": "subject",
                "recent": "present",
                "rationale": "Shouted.",
                "held_on": "2026-03-04",
                "evidence": ["e-001"],
            },
        )
        letter = Draft("evidence", {"nature": "fact", "kind": "other", "title": "Letter", "obtained": True})
        path = make_case("harbour", [OPEN, done, gone, letter, rated])
        shown = run(
            "event", path, "significant-change", "--plain", input=typed(*self.FIRST, *NO_PROMPTS, "y", ":quit")
        ).stderr
        assert "acute@1.0.0/hostility  Hostility" in shown
        assert "or-001" not in shown
        assert "ac-001" not in shown


class TestIntelligence:
    LINES = ("", "Seen with a child.", "", "", "2BC", "Ask the DSU.", "log 9")

    def test_it_is_written_with_its_grade_and_the_event_names_it(
        self, run: Any, case: Path, typed: Any, records: Any
    ) -> None:
        done = run("event", case, "intelligence", "--plain", input=typed(*self.LINES, "n", "It was his niece."))
        assert done.status == 0, done.stderr
        assert own(records(case, "evidence")[0]) == {
            "nature": "reported",
            "kind": "police-intelligence",
            "title": "Seen with a child.",
            "reference": "log 9",
            "dated_on": "2026-03-04",
            "obtained": True,
            "grade": "2BC",
            "handling": "Ask the DSU.",
        }
        assert own(records(case, "event")[0]) == {
            "kind": "intelligence",
            "held_on": "2026-03-04",
            "what": "Seen with a child.",
            "evidence": ["e-001"],
            "opens_review": False,
            "rationale": "It was his niece.",
        }
        assert "Never who the source is" in " ".join(done.stderr.split())

    def test_yes_goes_on_to_the_ten_prompts_in_the_same_append(
        self, run: Any, case: Path, typed: Any, records: Any
    ) -> None:
        known = ("1", "Since Monday, from the school.")
        change = ("", "", *NO_PROMPTS, ":back", "n", *known, "y", "1", "y", "A child.", "", "n")
        done = run("event", case, "intelligence", "--plain", input=typed(*self.LINES, "y", *change))
        assert done.status == 0, done.stderr
        came, changed = records(case, "event")
        assert ("opens_review" in came, changed["kind"]) == (False, "significant-change")
        assert (changed["what"], changed["evidence"]) == ("Seen with a child.", ["e-001"])
        assert "Children's services know: Since Monday, from the school." in changed["rationale"]

    def test_what_is_recorded_already_is_linked_and_asks_no_prompts(
        self, run: Any, make_case: Any, typed: Any, records: Any
    ) -> None:
        move = Draft("event", {"kind": "move", "held_on": "2026-03-02", "what": "To his sister's."})
        path = make_case("harbour", [move])
        done = run("event", path, "intelligence", "--plain", input=typed(*self.LINES, "3", "1", "Seen by another."))
        assert done.status == 0, done.stderr
        saved = own(records(path, "event")[-1])
        assert (saved["touches"], saved["rationale"], saved["evidence"]) == (["ev-001"], "Seen by another.", ["e-001"])
        assert "opens_review" not in saved
        assert "1 move of 2 March 2026, ev-001" in done.stderr

    def test_where_nothing_is_recorded_nothing_can_be_linked(self, run: Any, case: Path, typed: Any) -> None:
        done = run("event", case, "intelligence", "--plain", input=typed(*self.LINES, "3", "n", "No."))
        assert "already recorded" not in done.stderr
        assert done.status == 0, done.stderr

    def test_back_from_the_prompts_leads_to_the_question_before_them(
        self, run: Any, case: Path, typed: Any, records: Any
    ) -> None:
        done = run("event", case, "intelligence", "--plain", input=typed(*self.LINES, "y", ":back", "n", "No."))
        assert done.status == 0, done.stderr
        assert [event["kind"] for event in records(case, "event")] == ["intelligence"]

    def test_on_reactive_management_the_four_responses_are_put(
        self, run: Any, make_case: Any, typed: Any, records: Any
    ) -> None:
        path = make_case("harbour", [REACTIVE])
        lines = ("", "Seen.", "", "", "", "", "1 3", "Small.", "n", "Not him.")
        done = run("event", path, "intelligence", "--plain", input=typed(*lines))
        assert done.status == 0, done.stderr
        saved = records(path, "event")[-1]
        assert saved["considered"] == [
            "reactive-responses@1.0.0/phone-call",
            "reactive-responses@1.0.0/agency-enquiries",
        ]
        assert saved["rationale"] == "Not him.\n\nResponse on reactive management: Small."
        assert records(path, "template")[0]["ref"] == "reactive-responses@1.0.0"
        assert "A phone call to the person." in " ".join(done.stderr.split())

    def test_a_change_on_reactive_management_reviews_arms(
        self, run: Any, make_case: Any, typed: Any, records: Any
    ) -> None:
        path = make_case("harbour", [REACTIVE])
        lines = ("", "Seen.", "", "", "", "", "", "Nothing yet.", "y", "", "", *NO_PROMPTS, "n", "n", "Why.", "")
        done = run("event", path, "intelligence", "--plain", input=typed(*lines))
        assert done.status == 0, done.stderr
        assert records(path, "event")[1]["rationale"] == "Response on reactive management: Nothing yet."
        assert "ARMS is reviewed" in " ".join(done.stderr.split())


class TestOrders:
    def test_one_that_is_made_goes_with_the_event(self, run: Any, make_case: Any, typed: Any, records: Any) -> None:
        path = make_case("harbour")
        lines = ("1", "SRO", "2026-03-02", "2028-03-02", "No lone visits.", "court 1", "", "n")
        done = run("event", path, "order", "--plain", input=typed(*lines))
        assert done.status == 0, done.stderr
        assert "discharged" not in done.stderr.split("\n")[0]
        assert own(records(path, "order")[0]) == {"kind": "SRO", "made_on": "2026-03-02", "ends_on": "2028-03-02"}
        (saved,) = records(path, "event")
        assert (saved["touches"], saved["held_on"]) == (["or-001"], "2026-03-02")
        assert "saved or-001 ev-001" in done.stderr

    def test_one_that_is_discharged_is_corrected_with_the_reason(
        self, run: Any, case: Path, typed: Any, records: Any
    ) -> None:
        sought = ("7", "1", "2026-02-02", "He applied.", "Heard in May.", "", "", "n")
        assert run("event", case, "order", "--plain", input=typed(*sought)).status == 0
        first, second = records(case, "order")
        assert (second["supersedes"], second["discharge_sought"], second["reason"]) == ("or-001", True, "He applied.")
        gone = ("6", "1", "2026-03-02", "The court.", "Crown court.", "", "", "n")
        assert run("event", case, "order", "--plain", input=typed(*gone)).status == 0
        last = records(case, "order")[-1]
        assert own(last) == {
            "kind": "SHPO",
            "made_on": "2025-01-06",
            "ends_on": "2030-01-06",
            "discharged_on": "2026-03-02",
            "supersedes": "or-002",
            "reason": "The court.",
        }
        assert [event["held_on"] for event in records(case, "event")] == ["2026-02-02", "2026-03-02"]
        assert all(event["touches"] == ["or-001"] for event in records(case, "event"))
        assert first["id"] == "or-001"


class TestAgencies:
    def test_a_change_of_lead_carries_what_is_read_from_the_latest_status_and_tells_when_arms_is_due(
        self, run: Any, case: Path, typed: Any, records: Any
    ) -> None:
        lines = ("2026-03-02", "police", "The licence ended.", "", "y", "")
        done = run("event", case, "lead-agency-change", "--plain", input=typed(*lines))
        assert done.status == 0, done.stderr
        assert own(records(case, "status")[-1]) == {
            "offence_kinds": ["making indecent images of children"],
            "management": "active",
            "lead_agency": "police",
            "lead_agency_since": "2026-03-02",
        }
        (saved,) = records(case, "event")
        assert (saved["touches"], saved["kind"]) == (["st-002"], "lead-agency-change")
        assert "Due: ARMS within 15 working days of the change of lead agency: 23 March 2026" in " ".join(
            done.stderr.split()
        )

    def test_the_first_status_of_a_case_carries_nothing(
        self, run: Any, make_case: Any, typed: Any, records: Any
    ) -> None:
        path = make_case("harbour")
        lines = ("2026-03-02", "police", "The licence ended.", "", "n", "Nothing else.")
        assert run("event", path, "lead-agency-change", "--plain", input=typed(*lines)).status == 0
        assert own(records(path, "status")[0]) == {"lead_agency": "police", "lead_agency_since": "2026-03-02"}

    def test_reactive_management_goes_on_in_the_new_status(
        self, run: Any, make_case: Any, typed: Any, records: Any
    ) -> None:
        path = make_case("harbour", [POLICE, REACTIVE])
        lines = ("2026-03-02", "police", "The licence ended.", "", "n", "")
        assert run("event", path, "lead-agency-change", "--plain", input=typed(*lines)).status == 0
        assert records(path, "status")[-1]["management"] == "reactive"

    def test_mappa_is_a_meeting_with_category_level_and_why(
        self, run: Any, case: Path, typed: Any, records: Any
    ) -> None:
        lines = ("2026-03-03", "?", "", "3", "", "A senior say.", "All there.", "Go on.", "min 7", "2026-04-20")
        done = run("event", case, "mappa", "--plain", input=typed(*lines))
        assert done.status == 0, done.stderr
        status = records(case, "status")[-1]
        assert (status["mappa_category"], status["mappa_level"], status["mappa_reason"]) == (1, 3, "A senior say.")
        (saved,) = records(case, "event")
        assert (saved["kind"], saved["touches"], saved["reference"]) == ("meeting", ["mappa", "st-002"], "min 7")
        shown = " ".join(done.stderr.split())
        assert "MAPPA level 3 review within eight weeks of the last: 28 April 2026" in shown
        assert "registered sexual offenders" in shown

    def test_a_risk_to_children_goes_to_the_person_and_who_was_told_to_the_event(
        self, run: Any, case: Path, typed: Any, records: Any
    ) -> None:
        lines = (
            "",
            "The move.",
            "Ms L, children's services",
            "",
            "y",
            "A risk, on all reports.",
            "y",
            "DS Marsh",
            "log",
        )
        done = run("event", case, "information-shared", "--plain", input=typed(*lines))
        assert done.status == 0, done.stderr
        (saved,) = records(case, "event")
        assert saved["told"] == ["Ms L, children's services", "force child abuse unit: DS Marsh"]
        assert saved["touches"] == ["risk-to-children", "subject"]
        person = records(case, "person")[-1]
        assert (person["id"], person["supersedes"], person["risk_to_children"]) == (
            "subject-2",
            "subject",
            "A risk, on all reports.",
        )
        assert person["reason"] == "Risk to children as it stood on 4 March 2026; who was told stands in the event."
        again = ("", "More.", "Ms L", "", "y", "", "n", "Tomorrow, by me.", "")
        assert run("event", case, "information-shared", "--plain", input=typed(*again)).status == 0
        last = records(case, "event")[-1]
        assert last["rationale"] == "The force child abuse unit was not told: Tomorrow, by me."
        assert last["touches"] == ["risk-to-children", "subject"]
        assert records(case, "person")[-1]["id"] == "subject-2"

    def test_information_that_is_of_no_child_touches_nothing(
        self, run: Any, case: Path, typed: Any, records: Any
    ) -> None:
        done = run("event", case, "information-shared", "--plain", input=typed("", "The move.", "Ms L", "", "n", ""))
        assert done.status == 0, done.stderr
        assert own(records(case, "event")[0]).keys() == {"kind", "held_on", "what", "told"}

    def test_without_a_subject_the_event_alone_says_it(
        self, run: Any, make_case: Any, typed: Any, records: Any
    ) -> None:
        path = make_case("bare", [], beginning=())
        lines = ("", "The move.", "Ms L", "", "y", "y", "DS Marsh", "")
        assert run("event", path, "information-shared", "--plain", input=typed(*lines)).status == 0
        assert records(path, "event")[0]["touches"] == ["risk-to-children"]

    def test_section_47_is_one_of_four_outcomes_for_one_child(
        self, run: Any, case: Path, typed: Any, records: Any
    ) -> None:
        lines = ("", "1, housing", "1", "2", "He is in custody.", "", "min 4", "2026-04-01")
        done = run("event", case, "section-47", "--plain", input=typed(*lines))
        assert done.status == 0, done.stderr
        (saved,) = records(case, "event")
        assert saved["outcome"] == "section-47-outcomes@1.0.0/substantiated-no-continuing-risk"
        assert (saved["touches"], saved["next_on"]) == (["child-a"], "2026-04-01")
        assert records(case, "template")[0]["ref"] == "section-47-outcomes@1.0.0"
        shown = " ".join(done.stderr.split())
        assert "child-a Child A" in shown
        assert "Name one only; each is recorded by itself." in shown
        assert "Does that rest on somebody staying away, and until when?" in shown
        assert "lasts as long as that does" in shown


def test_clocks_that_are_many_are_counted(run: Any, case: Path, typed: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from sjtool.commands import event_follow

    monkeypatch.setattr(event_follow, "_MOST", 1)
    lines = ("1", "2026-03-02", "All.", "", "", "", "", "", "n")
    assert "And 1 more:\n  sjtool due" in run("event", case, "conference", "--plain", input=typed(*lines)).stderr


def test_a_refused_append_keeps_what_was_typed(
    run: Any, case: Path, typed: Any, codes_of: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from sjtool.ask.line_source import LineSource

    original, count = LineSource.read_line, iter(range(100))

    def meanwhile(source: LineSource) -> str:
        if next(count) == 2:
            case.write_bytes(case.read_bytes().replace(b"Ms R", b"Ms Q"))
        return original(source)

    monkeypatch.setattr(LineSource, "read_line", meanwhile)
    done = run("event", case, "other", "--plain", input=typed("", "MARKER rang.", "", "", "", "n"))
    assert (done.status, codes_of(done)) == (3, ["file-changed"])
    assert "MARKER" in (case.parent / "harbour.kept-1.toml").read_text("utf-8")
    assert "MARKER" not in done.stderr


def test_nothing_of_the_words_is_in_what_follows(run: Any, case: Path, answers: Any) -> None:
    given = answers('[[event]]\nheld_on = "2026-03-04"\nwhat = "MARKER"\nrefused = ["MARKER two"]\nentry = "refused"\n')
    done = run("event", case, "visit", "--answers", given)
    assert done.status == 0, done.stderr
    assert "MARKER" not in done.stderr + done.stdout
    assert isinstance(done, SimpleNamespace)
