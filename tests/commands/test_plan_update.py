"""`sjtool plan --update` and `--check`: what became of an action, and who looked at that."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from sjtool.commands import plan_check, plan_desk, plan_update
from sjtool.store.append import Draft, Ledger

pytestmark = pytest.mark.usefixtures("at_desk")
NOW = datetime(2026, 3, 4, 15, tzinfo=UTC)
OFFICERS = (
    Draft("officer", {"id": "ds-2207", "name": "DS B. Okafor", "trained": ["supervisor@2024"]}),
    Draft("officer", {"id": "ds-3001", "name": "DS C. Lee", "trained": ["supervisor"]}),
)


def action(**keys: Any) -> Draft:
    base = {
        "assessment": "a-001",
        "pillar": "monitoring-and-control",
        "kind": "visits",
        "objective": "Nobody is alone with him.",
        "purpose": "To see it.",
        "owner": "DS C. Lee",
        "due_on": "2026-03-02",
    }
    return Draft("action", {**base, **keys})


def news(status: str = "done", of: str = "ac-001", **keys: Any) -> Draft:
    return Draft("action_update", {"action": of, "status": status, "what_happened": "It was so.", **keys})


@pytest.fixture
def quay(make_case: Callable[..., Path]) -> Path:
    """A running action that restricts and does not say why that is proportionate, and one that ended."""
    return make_case("quay", [*OFFICERS, action(), action(kind="letter"), news(of="ac-002")])


@pytest.fixture
def at_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    """As where an officer looks at a terminal."""

    class Sys:
        class stderr:  # noqa: N801 - stands for the stream
            @staticmethod
            def isatty() -> bool:
                return True

    for module in (plan_update, plan_check, plan_desk):
        monkeypatch.setattr(module, "sys", Sys)


class TestUpdate:
    @pytest.mark.parametrize(
        ("status", "asked"),
        [("3", "What came of it?"), ("4", "Why not, and what is done instead?"), ("5", "Why is it withdrawn?")],
    )
    def test_the_action_is_shown_and_each_ending_asks_its_own_question(
        self, status: str, asked: str, run: Any, quay: Path, typed: Any, records: Any
    ) -> None:
        lines = (status, "", "Words of it.", "")
        done = run("plan", quay, "--update", "ac-001", "--plain", "--json", input=typed(*lines))
        assert done.status == 0
        said = " ".join(done.stderr.split())
        assert said.index("Nobody is alone with him.") < said.index("How does it stand?") < said.index(asked)
        assert "This one is needed." in said
        assert records(quay, "action_update")[-1]["what_happened"] == "Words of it."
        assert [one["kind"] for one in json.loads(done.stdout)["saved"]] == ["action_update"]
        assert len(records(quay, "action")) == 2

    def test_what_was_told_before_is_shown_with_the_action(self, run: Any, quay: Path, typed: Any) -> None:
        done = run("plan", quay, "--update", "ac-002", "--plain", input=typed(":quit"))
        assert "4 March 2026, PC A. Hughes: done. It was so." in " ".join(done.stderr.split())

    def test_an_action_that_is_put_off_is_corrected_with_the_reason(
        self, run: Any, quay: Path, typed: Any, records: Any
    ) -> None:
        lines = ("2", "Two visits.", "2 March 2026", "20 March 2026", "The rota.", "Article 8: at home only.")
        assert run("plan", quay, "--update", "ac-001", "--plain", input=typed(*lines)).status == 0
        *_others, corrected = records(quay, "action")
        assert (corrected["supersedes"], corrected["reason"], corrected["due_on"]) == (
            "ac-001",
            "The rota.",
            "2026-03-20",
        )
        assert (corrected["proportionality"], corrected["objective"]) == (
            "Article 8: at home only.",
            "Nobody is alone with him.",
        )
        again = run("plan", quay, "--update", "ac-001", "--plain", input=typed("3", "She was never alone.", ""))
        assert again.status == 0
        assert "20 March 2026" in again.stderr

    def test_without_a_new_day_nothing_is_corrected(self, run: Any, quay: Path, typed: Any, records: Any) -> None:
        assert run("plan", quay, "--update", "ac-001", "--plain", input=typed("1", "Not begun.", "")).status == 0
        assert len(records(quay, "action")) == 2
        assert records(quay, "action_update")[-1]["status"] == "open"

    def test_what_was_typed_is_kept_and_offered_again(self, run: Any, quay: Path, typed: Any, records: Any) -> None:
        run("plan", quay, "--update", "ac-001", "--plain", input=typed("3", "She was never alone.", ":back", ":quit"))
        done = run("plan", quay, "--update", "ac-001", "--plain", input=typed("", "", ""))
        assert done.status == 0
        assert records(quay, "action_update")[-1]["what_happened"] == "She was never alone."
        assert [*quay.parent.glob("*.unfinished-*")] == []

    @pytest.mark.parametrize("words", ["done", "Yes.", "ok", "It's done!", "visits", "two visits", "—"])
    def test_that_it_was_done_is_not_what_came_of_it(
        self, words: str, run: Any, quay: Path, typed: Any, records: Any
    ) -> None:
        lines = ("3", words, "She was never alone.", "")
        done = run("plan", quay, "--update", "ac-001", "--plain", input=typed(*lines))
        assert done.status == 0
        assert "What is different now?" in done.stderr
        assert records(quay, "action_update")[-1]["what_happened"] == "She was never alone."

    @pytest.mark.parametrize(("status", "asked"), [("4", "Why not, and what is done"), ("5", "Why is it withdrawn?")])
    def test_what_was_given_up_has_a_reason(self, status: str, asked: str, run: Any, quay: Path, typed: Any) -> None:
        lines = (status, "n/a", ":quit")
        done = run("plan", quay, "--update", "ac-001", "--plain", input=typed(*lines))
        assert f"That gives no reason. {asked}" in done.stderr

    def test_the_day_it_was_done_stands_before_the_words(self, run: Any, quay: Path, typed: Any, records: Any) -> None:
        for day, told in (("1 March 2026", "On 1 March 2026"), ("February 2026", "In February 2026")):
            lines = ("3", "She was never alone.", "20 March 2026", day)
            done = run("plan", quay, "--update", "ac-001", "--plain", input=typed(*lines))
            assert done.status == 0
            assert "On which day was it done?" in done.stderr
            assert records(quay, "action_update")[-1]["what_happened"] == f"{told}: She was never alone."

    def test_by_file_an_ending_says_what_came_of_it(
        self, run: Any, quay: Path, answers: Any, codes_of: Any, nothing_written: Any
    ) -> None:
        text = '[[action_update]]\naction = "{}"\nstatus = "done"\nwhat_happened = "{}"\n'
        with nothing_written(quay, beside=("answers.toml",)):
            done = run("plan", quay, "--answers", answers(text.format("ac-001", "done")))
        assert (done.status, codes_of(done)) == (3, ["ending-says-nothing"])
        unknown = run("plan", quay, "--answers", answers(text.format("ac-009", "ok")))
        assert set(codes_of(unknown)) == {"ending-says-nothing", "unknown-id"}
        assert run("plan", quay, "--answers", answers(text.format("ac-001", "She was not alone."))).status == 0

    def test_an_unknown_action_is_refused_before_anything_is_asked(self, run: Any, quay: Path, codes_of: Any) -> None:
        done = run("plan", quay, "--update", "ac-009", "--plain")
        assert (done.status, codes_of(done)) == (2, ["unknown-id"])

    def test_a_covert_action_is_not_there_away_from_a_screen(self, run: Any, make_case: Any, codes_of: Any) -> None:
        case = make_case("quay", [action(handling="covert")])
        known, unknown = (run("plan", case, "--update", name, "--plain") for name in ("ac-001", "ac-009"))
        assert codes_of(known) == ["unknown-id"]
        assert known.stderr == unknown.stderr

    @pytest.mark.usefixtures("at_screen")
    def test_of_a_covert_action_only_the_status_and_the_day_are_asked(
        self, run: Any, make_case: Any, typed: Any, records: Any
    ) -> None:
        words = {"kind": "2026/118", "objective": "SECRET", "enforcement": "SECRET"}
        case = make_case("quay", [action(handling="covert", **words)])
        done = run("plan", case, "--update", "ac-001", "--plain", input=typed("2", "20 March 2026"))
        assert done.status == 0
        assert "covert action, held in the officer view" in " ".join(done.stderr.split())
        assert "SECRET" not in done.stderr
        assert records(case, "action_update")[-1]["what_happened"] == "Not in this case file."
        corrected = records(case, "action")[-1]
        assert "SECRET" not in str(corrected)
        assert (corrected["due_on"], corrected["reason"]) == ("2026-03-20", "put off")

    @pytest.mark.usefixtures("at_screen")
    def test_one_that_was_recorded_with_words_is_put_off_under_a_reference(
        self, run: Any, make_case: Any, typed: Any, records: Any
    ) -> None:
        case = make_case("quay", [action(handling="covert", kind="SECRET words")])
        run("plan", case, "--update", "ac-001", "--plain", input=typed("2", "20 March 2026", ":quit"))
        assert [*case.parent.glob("*.unfinished-*")] == []
        done = run("plan", case, "--update", "ac-001", "--plain", input=typed("2", "20 March 2026", "2026/118"))
        assert done.status == 0
        assert records(case, "action")[-1]["kind"] == "2026/118"


class TestCheck:
    def test_a_supervisor_says_what_they_looked_at(self, run: Any, quay: Path, typed: Any, records: Any) -> None:
        done = run(
            "plan", quay, "--check", "ac-002", "--by", "ds-2207", "--plain", "--json", input=typed("y", "The log.")
        )
        assert done.status == 0
        checked = records(quay, "action_update")[-1]
        assert (checked["checked_by"], checked["status"], checked["what_happened"]) == ("ds-2207", "done", "The log.")
        assert [one["id"] for one in json.loads(done.stdout)["saved"]] == ["au-002"]
        assert "checked by DS B. Okafor" in run("plan", quay).stdout

    def test_what_is_not_borne_out_goes_back_to_its_owner(
        self, run: Any, quay: Path, typed: Any, records: Any, codes_of: Any
    ) -> None:
        check = ("plan", quay, "--check", "all", "--by", "ds-2207", "--plain")
        done = run(*check, input=typed("n", "no", "The log has no such visit."))
        assert done.status == 0
        assert "That tells a reader nothing." in done.stderr
        assert "It is open again" in done.stderr
        sent = records(quay, "action_update")[-1]
        assert "checked_by" not in sent
        assert (sent["status"], sent["what_happened"]) == (
            "open",
            "Sent back by the supervisor, not borne out: The log has no such visit.",
        )
        assert codes_of(run("plan", quay, "--check", "ac-002", "--by", "ds-2207", "--plain")) == ["check-too-early"]
        again = run("plan", quay, "--update", "ac-002", "--plain", input=typed("3", "The visit is in the log.", ""))
        assert again.status == 0
        assert "not borne out: The log has no such visit." in " ".join(again.stderr.split())
        assert run(*check, input=typed("y", "The log.")).status == 0
        assert records(quay, "action_update")[-1]["checked_by"] == "ds-2207"

    @pytest.mark.parametrize("words", ["ok", "yes", "letter", "Checked."])
    def test_a_nod_is_no_check(self, words: str, run: Any, quay: Path, typed: Any, nothing_written: Any) -> None:
        with nothing_written(quay, beside=("quay.unfinished-plan-check-ds-2207.toml",)):
            done = run(
                "plan", quay, "--check", "ac-002", "--by", "ds-2207", "--plain", input=typed("y", words, ":quit")
            )
        assert "That tells a reader nothing." in done.stderr

    def test_nobody_is_invited_to_make_themselves_a_supervisor(self, run: Any, quay: Path) -> None:
        for officer in ("pc-4412", "ds-9999"):
            told = run("plan", quay, "--check", "all", "--by", officer, "--plain").stderr
            assert "ask a trained supervisor to do it, under their own id" in told
            assert "--supersedes" not in told

    @pytest.mark.parametrize(
        ("by", "code"),
        [("pc-4412", "checker-untrained"), ("ds-9999", "checker-unknown"), ("ds-3001", "check-own-action")],
    )
    def test_who_may_not(self, by: str, code: str, run: Any, quay: Path, codes_of: Any, nothing_written: Any) -> None:
        with nothing_written(quay):
            done = run("plan", quay, "--check", "ac-002", "--by", by, "--plain")
        assert (done.status, codes_of(done)) == (3, [code])

    def test_whoever_recorded_the_ending_does_not_check_it(self, run: Any, make_case: Any, codes_of: Any) -> None:
        case = make_case("quay", [*OFFICERS, action(owner="pc-4412")])
        Ledger(case).append([news()], by="ds-2207", at=NOW)
        done = run("plan", case, "--check", "ac-001", "--by", "ds-2207", "--plain")
        assert codes_of(done) == ["check-own-action"]

    def test_what_runs_is_not_checked(self, run: Any, quay: Path, codes_of: Any) -> None:
        done = run("plan", quay, "--check", "ac-001", "--by", "ds-2207", "--plain")
        assert codes_of(done) == ["check-too-early"]

    def test_each_that_waits_comes_in_turn_and_may_be_passed_by(
        self, run: Any, make_case: Any, typed: Any, records: Any
    ) -> None:
        ended = [news(of=f"ac-00{n}") for n in (1, 2, 3)]
        owners = ("pc-4412", "ds-2207", "pc-4412")
        case = make_case("quay", [*OFFICERS, *(action(owner=owner) for owner in owners), *ended])
        done = run(
            "plan", case, "--check", "all", "--by", "ds-2207", "--plain", input=typed(":skip", "y", "The minutes.")
        )
        assert done.status == 0
        assert "1 action of your own waits for another supervisor." in done.stderr
        assert [one["action"] for one in records(case, "action_update")][3:] == ["ac-003"]
        both = run("plan", case, "--check", "all", "--by", "ds-3001", "--plain", input=typed(":quit"))
        assert "ac-001" in both.stderr

    def test_where_nothing_waits_that_is_said(self, run: Any, make_case: Any) -> None:
        case = make_case(
            "quay", [*OFFICERS, action(owner="ds-2207"), action(owner="ds-2207"), news(), news(of="ac-002")]
        )
        done = run("plan", case, "--check", "all", "--by", "ds-2207", "--plain")
        assert "2 actions of your own wait for another supervisor." in done.stderr
        assert "No action waits for you" in done.stderr

    def test_by_file_a_check_is_of_the_ending_that_was_recorded(
        self, run: Any, quay: Path, answers: Any, codes_of: Any
    ) -> None:
        text = '[[action_update]]\naction = "{}"\nstatus = "{}"\nwhat_happened = "The log."\nchecked_by = "{}"\n'

        def tell(*words: str) -> Any:
            return run("plan", quay, "--answers", answers(text.format(*words)), "--by", "ds-2207")

        assert codes_of(tell("ac-002", "not-done", "ds-2207")) == ["check-changes-status"]
        assert codes_of(tell("ac-009", "done", "ds-2207")) == ["unknown-id"]
        assert codes_of(tell("ac-002", "done", "pc-4412")) == ["checked-by-other"]
        assert tell("ac-002", "done", "ds-2207").status == 0

    @pytest.mark.usefixtures("at_screen")
    def test_of_a_covert_action_it_is_only_said_that_it_was_looked_at(
        self, run: Any, make_case: Any, typed: Any, records: Any
    ) -> None:
        covert = [action(handling="covert", owner="pc-4412"), news()]
        case = make_case("quay", [*OFFICERS, *covert])
        check = ("plan", case, "--check", "all", "--by", "ds-2207", "--plain")
        done = run(*check, input=typed("y"))
        assert done.status == 0
        assert records(case, "action_update")[-1]["what_happened"] == "Not in this case file."
        assert records(case, "action_update")[-1]["checked_by"] == "ds-2207"

    @pytest.mark.usefixtures("at_screen")
    def test_a_covert_action_is_sent_back_without_words(
        self, run: Any, make_case: Any, typed: Any, records: Any
    ) -> None:
        case = make_case("quay", [*OFFICERS, action(handling="covert", owner="pc-4412"), news()])
        done = run("plan", case, "--check", "all", "--by", "ds-2207", "--plain", input=typed("n"))
        assert done.status == 0
        sent = records(case, "action_update")[-1]
        assert (sent["status"], sent["what_happened"]) == ("open", "Not in this case file.")
        assert [*case.parent.glob("*.unfinished-*")] == []
