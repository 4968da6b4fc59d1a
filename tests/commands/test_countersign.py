"""`sjtool countersign`: who is refused, what is shown in which order, and what an approval or a return does."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from sjtool.model.kinds import VICTIM_KINDS
from sjtool.store.access import read_access
from sjtool.store.append import Draft, Ledger
from sjtool.store.ledger import read_ledger
from sjtool.store.victims import open_victims, victims_head, victims_path

pytestmark = pytest.mark.usefixtures("at_desk")
CASEFILES = Path(__file__).resolve().parent.parent.parent / "casefiles"
AUTHOR, SUPERVISOR = "dc-7155", "ds-1180"
LATER = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
SIGN = 'role = "author"\nstatement = "Mine."\n'
APPROVE = 'decision = "approve"\nrole = "supervisor"\nstatement = "I had no part in it."\n'
RETURN = 'decision = "return"\nreasons = "The school was not asked [/]."\nrole = "supervisor"\nstatement = "Read."\n'
TRAINED = {"name": "DS Varga", "role": "supervisor", "agency": "police", "trained": ["acute", "supervisor"]}


def add(path: Path, kind: str, /, *, by: str = AUTHOR, **keys: Any) -> str:
    return Ledger(path).append([Draft(kind, keys)], by=by, at=LATER)[0].id


@pytest.fixture
def case(at_desk: Path, held_clock: Any, run: Any, answers: Any) -> Path:
    """The demo case `orchard`, with a downward override, signed by its author; its supervisor is trained."""
    held_clock.move(LATER)
    path = at_desk / "orchard.toml"
    path.write_bytes((CASEFILES / "demo-orchard.toml").read_bytes())
    add(path, "officer", by=SUPERVISOR, id="ds-1180-2", supersedes=SUPERVISOR, reason="trained", **TRAINED)
    assert run("sign", path, "--answers", answers(SIGN), "--by", AUTHOR).status == 0
    answers(APPROVE, "counter.toml")
    return path


@pytest.fixture
def counter(run: Any, case: Path, answers: Any) -> Callable[..., Any]:
    """Countersign from a file as the supervisor."""

    def act(*args: object, text: str = APPROVE, by: str = SUPERVISOR) -> Any:
        return run("countersign", case, "--answers", answers(text, "counter.toml"), "--by", by, *args)

    return act


def state(run: Any, case: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(run("report", case, "--format", "json").stdout)
    return found


class TestWhoIsRefused:
    def test_nobody_signed(self, run: Any, at_desk: Path, answers: Any, codes_of: Any) -> None:
        path = at_desk / "quay.toml"
        path.write_bytes((CASEFILES / "demo-quay.toml").read_bytes())
        before = path.read_bytes()
        done = run("countersign", path, "--answers", answers(APPROVE), "--by", "ds-1402")
        assert (done.status, codes_of(done)) == (3, ["not-signed"])
        assert path.read_bytes() == before

    def test_the_signature_is_void(self, counter: Any, case: Path, nothing_written: Any, codes_of: Any) -> None:
        add(case, "evidence", id="e-90", nature="fact", kind="other", title="SECRET", obtained=True)
        with nothing_written(case):
            done = counter()
        assert (done.status, codes_of(done)) == (3, ["signature-void"])
        assert "evidence e-90" in done.stderr
        assert "SECRET" not in done.stderr + done.stdout

    def test_an_acknowledged_edit_of_what_was_signed_voids_it(
        self, counter: Any, run: Any, case: Path, answers: Any, codes_of: Any
    ) -> None:
        text = case.read_text(encoding="utf-8")
        case.write_text(text.replace('level = "medium"', 'level = "low"', 1), encoding="utf-8")
        assert codes_of(counter()) == ["chain-broken"]
        why = answers('why = "a slip"', "why.toml")
        assert run("verify", case, "--acknowledge", "--answers", why, "--by", AUTHOR).status == 0
        done = counter()
        assert (done.status, codes_of(done)) == (3, ["signature-void"])
        assert state(run, case)["status"] == "changed-since"

    @pytest.mark.parametrize("by", [AUTHOR, "dc-7155-2"])
    def test_the_author_under_any_id_of_theirs(
        self, by: str, counter: Any, case: Path, nothing_written: Any, codes_of: Any
    ) -> None:
        add(case, "officer", id="dc-7155-2", supersedes=AUTHOR, reason="trained", **TRAINED)
        with nothing_written(case):
            done = counter(by=by)
        assert (done.status, codes_of(done)) == (3, ["countersigned-by-author"])

    @pytest.mark.parametrize("kind", ["judgement", "override"])
    def test_who_made_a_version_of_the_judgement_or_an_override(
        self, kind: str, counter: Any, run: Any, case: Path, answers: Any, codes_of: Any, nothing_written: Any
    ) -> None:
        stood = {link.id: link.table for link in read_ledger(case).links}["j-002" if kind == "judgement" else "o-001"]
        keys = {k: v for k, v in stood.items() if k not in {"id", "at", "by", "salt", "chain"}}
        first = add(case, kind, by=SUPERVISOR, **keys, supersedes=stood["id"], reason="a slip")
        add(case, kind, by=AUTHOR, **keys, supersedes=first, reason="back")
        assert run("sign", case, "--answers", answers(SIGN), "--by", AUTHOR).status == 0
        with nothing_written(case):
            done = counter()
        assert (done.status, codes_of(done)) == (3, ["countersigned-by-author"])

    def test_nobody_the_case_knows(self, counter: Any, case: Path, nothing_written: Any, codes_of: Any) -> None:
        with nothing_written(case):
            done = counter(by="ds-9")
        assert (done.status, codes_of(done)) == (3, ["countersigner-unknown"])

    def test_nobody_trained_to_supervise(self, counter: Any, case: Path, nothing_written: Any, codes_of: Any) -> None:
        with nothing_written(case):
            done = counter(by="pc-6098")
        assert (done.status, codes_of(done)) == (3, ["countersigner-untrained"])
        assert "ask a trained supervisor" in done.stderr
        assert "sjtool add CASE officer" not in done.stderr

    def test_everything_that_bars_somebody_is_said_at_once(self, counter: Any, codes_of: Any) -> None:
        assert codes_of(counter(by=AUTHOR)) == ["countersigned-by-author", "countersigner-untrained"]

    def test_a_victims_file_that_is_not_the_one_signed_with(
        self, counter: Any, run: Any, case: Path, answers: Any, codes_of: Any, nothing_written: Any
    ) -> None:
        def begin() -> None:
            book = open_victims(case, "demo-orchard", training=True)
            book.append([Draft("victim", {"person": "child-c"})], by=AUTHOR, at=LATER)

        begin()
        add(case, "formulation", assessment="a-001", heading="x", text="x")
        assert run("sign", case, "--answers", answers(SIGN), "--by", AUTHOR).status == 0
        victims_path(case).unlink()
        with nothing_written(case):
            assert codes_of(counter()) == ["victims-head-unknown"]
        begin()
        assert codes_of(counter()) == ["victims-head-unknown"]

    def test_additions_to_the_victims_file_are_no_bar(
        self, counter: Any, run: Any, case: Path, answers: Any, records: Any
    ) -> None:
        book = open_victims(case, "demo-orchard", training=True)
        add(case, "formulation", assessment="a-001", heading="x", text="x")
        assert run("sign", case, "--answers", answers(SIGN), "--by", AUTHOR).status == 0
        signed = victims_head(case)
        book = Ledger(victims_path(case), VICTIM_KINDS)
        book.append([Draft("victim", {"person": "child-c"})], by=AUTHOR, at=LATER)
        assert counter().status == 0
        assert records(case, "signature")[-1]["victims_head"] == signed
        assert records(case, "countersignature")[0]["victims_head"] == victims_head(case) != signed

    @pytest.mark.parametrize(
        ("text", "codes"),
        [
            (RETURN.replace("The school was not asked [/].", "  "), ["reasons-missing"]),
            (APPROVE.replace("approve", "return"), ["reasons-missing"]),
            (APPROVE.replace("approve", "perhaps"), ["value-wrong-kind"]),
            (APPROVE.replace('decision = "approve"\n', ""), ["key-missing"]),
            (APPROVE.replace('statement = "I had no part in it."\n', ""), ["key-missing"]),
            (APPROVE + 'signature = "sg-009"\n', ["unknown-key"]),
        ],
    )
    def test_words_that_will_not_do(
        self, text: str, codes: list[str], counter: Any, case: Path, nothing_written: Any, codes_of: Any
    ) -> None:
        with nothing_written(case):
            done = counter(text=text)
        assert (done.status, codes_of(done)) == (3, codes)


class TestWhatIsShown:
    def test_the_order_is_status_last_approval_weakest_points_page_one(self, counter: Any, case: Path) -> None:
        shown = counter().stdout
        order = [
            "SIGNED by DC Rowntree (dc-7155), typed, not cryptographic; not countersigned",
            "You have approved nothing in this case before",
            "Weakest points first",
            "Rests on a single source",
            "Relied on, and older than twelve months",
            "Differences read in a line",
            "Overrides, downward first",
            "Downward: arms overall said high, decided medium on overall level (o-001);",
            "Level        MEDIUM, to: Girls",
            "what sg-001 covers, and what you",
        ]
        assert [said for said in order if said not in shown] == []
        places = [shown.index(said) for said in order]
        assert places == sorted(places)
        (line,) = [line for line in read_access(case)[0] if line["command"] == "countersign"]
        assert (line["act"], line["by"]) == ("consultation", SUPERVISOR)

    def test_what_they_took_part_in_themselves_is_said(self, counter: Any, case: Path) -> None:
        add(case, "officer", by="pc-6098", id="pc-6098-2", supersedes="pc-6098", reason="trained", **TRAINED)
        add(case, "event", by="pc-6098", id="ev-90", kind="visit", held_on="2026-11-20", what="x")
        shown = " ".join(counter(by="pc-6098").stdout.split())
        assert "Since signing, without changing it: visit 20 November 2026 ev-90" in shown
        assert "You recorded in this case: visit 20 November 2026 ev-90." in shown
        assert "You were an interviewer in s-001" in shown

    def test_what_changed_since_they_last_approved_comes_by_kind_and_id(
        self, counter: Any, run: Any, case: Path, answers: Any
    ) -> None:
        assert counter().status == 0
        for number in range(3):
            add(case, "evidence", id=f"e-10{number}", nature="fact", kind="other", title="x", obtained=True)
        add(case, "event", id="ev-90", kind="visit", held_on="2026-11-20", what="x")
        again = {"roles": ["partner"], "standing": "other", "label": "Mrs N", "reason": "slip"}
        add(case, "person", id="partner-2", supersedes="partner", **again)
        assert run("sign", case, "--answers", answers(SIGN), "--by", AUTHOR).status == 0
        shown = counter().stdout
        assert "Since you approved a-001 on 23 November 2026 (cs-001):" in shown
        for said in ("evidence e-100 to e-102", "visit 20 November 2026 ev-90", "correction of person partner-2"):
            assert f"  -  {said}\n" in shown
        assert "signature" not in shown[shown.index("Since you approved") : shown.index("Weakest points")]

    def test_nothing_since_the_last_approval_is_said_too(self, counter: Any) -> None:
        counter()
        assert "  -  nothing was recorded.\n" in counter().stdout


class TestWhatItDoes:
    def test_an_approval_makes_a_downward_override_final(
        self, counter: Any, run: Any, case: Path, records: Any
    ) -> None:
        assert "not-countersigned" in {gap["code"] for gap in state(run, case)["missing"]}
        done = counter()
        assert done.status == 0, done.stderr
        (signature,), (made,) = records(case, "signature"), records(case, "countersignature")
        assert (made["signature"], made["head"], made["decision"]) == ("sg-001", signature["head"], "approve")
        assert (made["by"], made["method"]) == (SUPERVISOR, "typed")
        assert "reasons" not in made
        typed = "typed, not cryptographic"
        assert done.stdout.endswith(
            f"SIGNED by DC Rowntree (dc-7155), {typed}; countersigned by DS Varga (ds-1180), {typed}\n"
        )
        after = state(run, case)
        assert after["status"] == "countersigned"
        assert "not-countersigned" not in {gap["code"] for gap in after["missing"]}
        print_ = " ".join(run("report", case).stdout.split())
        assert "Countersigned yes, by DS Varga (ds-1180)" in print_
        assert "countersign" not in run("next", case).stdout.replace("signed and countersigned", "")

    def test_a_return_says_why_in_next_show_and_the_report(self, counter: Any, run: Any, case: Path) -> None:
        done = counter(text=RETURN)
        assert done.status == 0, done.stderr
        assert state(run, case)["status"] == "returned"
        words = "RETURNED to DC Rowntree (dc-7155) by DS Varga (ds-1180), typed, not cryptographic; not approved"
        for command in ("report", "show"):
            print_ = " ".join(run(command, case).stdout.split())
            assert words in print_
            assert "Returned because: The school was not asked [/]." in print_
        assert "Returned by" in run("report", case).stdout
        steps = json.loads(run("next", case, "--json").stdout)["steps"]
        assert {"what": "read the return", "state": "returned with reasons by ds-1180"}.items() <= steps[-3].items()
        assert steps[-3]["command"] == f"sjtool show {case} cs-001"
        assert "not-countersigned" in {gap["code"] for gap in state(run, case)["missing"]}

    def test_after_a_return_the_author_mends_and_signs_and_it_is_approved(
        self, counter: Any, run: Any, case: Path, answers: Any
    ) -> None:
        counter(text=RETURN)
        assert run("sign", case, "--answers", answers(SIGN), "--by", AUTHOR).status == 0
        assert state(run, case)["status"] == "signed"
        assert counter().status == 0
        assert state(run, case)["status"] == "countersigned"

    def test_a_later_change_takes_the_approval_with_it(self, counter: Any, run: Any, case: Path) -> None:
        counter()
        add(case, "evidence", id="e-90", nature="fact", kind="other", title="x", obtained=True)
        print_ = " ".join(run("report", case).stdout.split())
        assert "DRAFT: changed since it was signed by DC Rowntree" in print_
        assert "Countersigned not yet; a downward override asks for it" in print_
        assert "Still holds no: changed since it was signed" in print_

    def test_a_supervisor_may_withdraw_an_approval(self, counter: Any, run: Any, case: Path) -> None:
        counter()
        assert counter(text=RETURN).status == 0
        assert state(run, case)["status"] == "returned"

    def test_at_a_terminal(self, run: Any, case: Path, typed: Any, records: Any) -> None:
        lines = typed("return", "", "Too thin.", "", "", "y")
        done = run("countersign", case, "--plain", "--by", SUPERVISOR, input=lines)
        assert done.status == 0, done.stderr
        (made,) = records(case, "countersignature")
        assert (made["decision"], made["reasons"], made["role"]) == ("return", "Too thin.", "supervisor")
        assert made["statement"].endswith("I return it for the reasons given.")

    def test_at_a_terminal_approving_with_a_note_in_their_own_words(
        self, run: Any, case: Path, typed: Any, records: Any
    ) -> None:
        lines = typed("approve", "Look again in June.", "", "", "Gone through with care.")
        assert run("countersign", case, "--plain", "--by", SUPERVISOR, input=lines).status == 0
        (made,) = records(case, "countersignature")
        assert (made["decision"], made["reasons"]) == ("approve", "Look again in June.")
        assert made["statement"] == "Gone through with care."

    def test_stopping_records_nothing(self, run: Any, case: Path, typed: Any, nothing_written: Any) -> None:
        with nothing_written(case, beside=(f"orchard.unfinished-countersign-sg-001-{SUPERVISOR}.toml",)):
            done = run("countersign", case, "--plain", "--by", SUPERVISOR, input=typed("approve", ":quit"))
        assert done.status == 0

    def test_an_earlier_assessment_can_be_answered_while_a_review_is_open(
        self, counter: Any, case: Path, records: Any, codes_of: Any
    ) -> None:
        add(case, "assessment", opened_on="2026-11-20", trigger="review", purpose="x")
        assert codes_of(counter()) == ["not-signed"]
        done = counter("--assessment", "a-001")
        assert done.status == 0, done.stderr
        assert "countersigned by DS Varga" in done.stdout
        assert records(case, "countersignature")[0]["assessment"] == "a-001"

    def test_with_a_key_the_decision_is_signed_too(
        self, counter: Any, run: Any, case: Path, at_desk: Path, codes_of: Any
    ) -> None:
        key = Ed25519PrivateKey.from_private_bytes(b"\x08" * 32)
        path = at_desk / "id"
        path.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.OpenSSH, NoEncryption()))
        assert counter("--ssh-key", path, text=RETURN).status == 0
        assert "countersignature cs-001 by ds-1180: made with the key SHA256:" in run("verify", case).stdout
        made = dict(read_ledger(case).links[-1].table)
        case.write_text(case.read_text(encoding="utf-8").split("\n[[countersignature]]")[0], encoding="utf-8")
        forged = {k: v for k, v in made.items() if k not in {"salt", "chain"}} | {"decision": "approve"}
        Ledger(case).append([Draft("countersignature", forged)], by=SUPERVISOR, at=LATER)
        assert codes_of(run("verify", case)) == ["sshsig-broken"]
