"""`sjtool sign`: what stops it, what is shown, what is written, and what `verify`, `next` and prints say of it."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)

from sjtool.commands import signing_key
from sjtool.model.kinds import VICTIM_KINDS
from sjtool.store.access import read_access
from sjtool.store.append import Draft, Ledger
from sjtool.store.ledger import read_ledger
from sjtool.store.victims import open_victims, victims_head, victims_path

pytestmark = pytest.mark.usefixtures("at_desk")
CASEFILES = Path(__file__).resolve().parent.parent.parent / "casefiles"
AUTHOR = "pc-4412"
LATER = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
UNFINISHED = "harbour.unfinished-sign-a-001-pc-4412.toml"
STATEMENT = "Mine, and I say what I do not know [/] "
SIGN = f'role = "author"\nstatement = "{STATEMENT}"\n'
KEY = Ed25519PrivateKey.from_private_bytes(b"\x07" * 32)


@pytest.fixture
def case(at_desk: Path, held_clock: Any) -> Path:
    """The finished demo case `harbour`, months later."""
    held_clock.move(LATER)
    path = at_desk / "harbour.toml"
    path.write_bytes((CASEFILES / "demo-harbour.toml").read_bytes())
    return path


@pytest.fixture
def sign(run: Any, case: Path, answers: Any) -> Callable[..., Any]:
    """Sign from a file; `sign()` gives what was printed."""
    answers(SIGN, "sign.toml")
    return lambda *args, text=SIGN: run("sign", case, "--answers", answers(text, "sign.toml"), *args)


@pytest.fixture
def key(at_desk: Path) -> Path:
    path = at_desk / "id_sjtool"
    path.write_bytes(KEY.private_bytes(Encoding.PEM, PrivateFormat.OpenSSH, NoEncryption()))
    return path


def add(path: Path, kind: str, /, *, by: str = AUTHOR, **keys: Any) -> str:
    return Ledger(path).append([Draft(kind, keys)], by=by, at=LATER)[0].id


def add_victim(case: Path) -> None:
    book = open_victims(case, "demo-harbour", training=True)
    book.append([Draft("victim", {"person": "child-a", "wishes": "to be told"})], by=AUTHOR, at=LATER)


class TestWhatStopsIt:
    def test_what_is_required_is_listed_with_its_reason_and_command(
        self, run: Any, harbour: Path, nothing_written: Any, codes_of: Any
    ) -> None:
        with nothing_written(harbour):
            done = run("sign", harbour)
        assert done.status == 1
        assert codes_of(done) == ["not-ready-to-sign"]
        assert "  1  Not said, whether obtained or not: police intelligence" in done.stdout
        for said in ("Not made: the final judgement.", "sjtool judge ", "why: ", "Missing too, but no bar:"):
            assert said in done.stdout
        assert not read_access(harbour)[0]

    def test_no_word_of_the_case_is_in_the_message(self, run: Any, case: Path) -> None:
        add(case, "evidence", nature="fact", kind="other", title="SECRET", obtained=False)
        done = run("sign", case)
        assert done.status == 1
        assert "SECRET" in done.stdout
        assert "SECRET" not in done.stderr
        assert "sjtool add" in done.stdout

    def test_the_command_that_is_named_mends_it(
        self, run: Any, sign: Any, case: Path, typed: Any, records: Any
    ) -> None:
        final = {**records(case, "judgement")[-1], "supersedes": "j-002", "reason": "x"}
        short = {k: v for k, v in final.items() if k not in {"id", "at", "by", "salt", "chain", "confidence"}}
        add(case, "judgement", **short)
        done = sign()
        assert done.status == 1
        assert "Not said: how confident the officer is." in done.stdout
        assert f"sjtool add {case} judgement --supersedes j-003" in done.stdout
        lines = typed(*[""] * 15, "high", *[""] * 4, "It was left out.")
        mended = run("add", case, "judgement", "--supersedes", "j-003", "--plain", input=lines)
        assert mended.status == 0, mended.stderr
        made = records(case, "judgement")[-1]
        assert (made["confidence"], made["stage"], made["overrides"]) == ("high", "final", final["overrides"])
        assert sign().status == 0

    def test_a_case_without_an_assessment_is_listed_too(self, run: Any, make_case: Any) -> None:
        done = run("sign", make_case(beginning=[Draft("officer", {"id": AUTHOR, "name": "A"})]))
        assert done.status == 1
        assert "Not recorded: an assessment to judge in." in done.stdout

    def test_another_officer_cannot_sign_as_its_author(
        self, sign: Any, case: Path, nothing_written: Any, codes_of: Any
    ) -> None:
        with nothing_written(case):
            done = sign("--by", "ds-2207")
        assert (done.status, codes_of(done)) == (3, ["signed-by-another"])

    def test_an_officer_must_be_named(self, run: Any, case: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.delenv("SJTOOL_BY")
        assert run("sign", case).status == 2

    def test_a_broken_chain_is_not_signed(self, sign: Any, case: Path, nothing_written: Any, codes_of: Any) -> None:
        case.write_text(case.read_text(encoding="utf-8").replace("offender manager", "manager", 1), encoding="utf-8")
        with nothing_written(case):
            done = sign()
        assert (done.status, codes_of(done)) == (3, ["chain-broken"])

    def test_records_that_nothing_covers_are_not_signed(self, sign: Any, case: Path, nothing_written: Any) -> None:
        with case.open("a", encoding="utf-8") as file:
            file.write('\n[[event]]\nid = "ev-900"\nkind = "visit"\n')
        with nothing_written(case):
            done = sign()
        assert done.status == 3
        assert "not-yet-covered" in done.stderr

    def test_a_broken_victims_file_is_not_signed(self, sign: Any, case: Path, codes_of: Any) -> None:
        add_victim(case)
        victims = victims_path(case)
        victims.write_text(victims.read_text(encoding="utf-8").replace("to be told", "nothing"), encoding="utf-8")
        done = sign()
        assert (done.status, codes_of(done)) == (3, ["chain-broken"])

    def test_templates_that_changed_are_not_signed(self, sign: Any, case: Path, codes_of: Any) -> None:
        add(case, "template", ref="section-12@9.9.9", sha256="0" * 64)
        done = sign()
        assert (done.status, codes_of(done)) == (3, ["template-changed"])

    def test_an_unknown_assessment_is_refused(self, sign: Any, codes_of: Any) -> None:
        for name in ("a-900", "subject"):
            done = sign("--assessment", name)
            assert (done.status, codes_of(done)) == (3, ["unknown-id"])

    @pytest.mark.parametrize(
        ("text", "codes"),
        [
            ("", ["answers-empty"]),
            ('role = "author"', ["key-missing"]),
            ('role = "author"\nstatement = "  "', ["key-missing"]),
            ('statement = "x"', ["key-missing"]),
            ('role = "author"\nstatement = 5', ["value-wrong-kind"]),
            (SIGN + 'head = "ab"', ["unknown-key"]),
            (SIGN + 'method = "sshsig"\nby = "x"', ["unknown-key", "unknown-key"]),
            (f"[[signature]]\n{SIGN}[[signature]]\n{SIGN}", ["unknown-kind"]),
            (f"{SIGN}[[judgement]]\nlevel = 'low'", ["unknown-kind"]),
        ],
    )
    def test_words_that_will_not_do(
        self, text: str, codes: list[str], sign: Any, case: Path, nothing_written: Any, codes_of: Any, answers: Any
    ) -> None:
        answers("", "sign.toml")
        with nothing_written(case):
            done = sign(text=text)
        assert (done.status, codes_of(done)) == (3, codes)
        assert "Mine" not in done.stderr

    def test_without_a_terminal_or_answers_nothing_is_signed(
        self, run: Any, case: Path, nothing_written: Any, codes_of: Any
    ) -> None:
        with nothing_written(case):
            done = run("sign", case)
        assert (done.status, codes_of(done)) == (2, ["not-a-terminal"])

    @pytest.mark.parametrize("said", ["My own words.", "y"])
    def test_what_came_in_between_stops_it_and_no_empty_line_signs_then(
        self, said: str, run: Any, case: Path, typed: Any, monkeypatch: pytest.MonkeyPatch, codes_of: Any
    ) -> None:
        from sjtool.commands.live_forms import LiveForms

        plain = LiveForms.ask

        def slow(*args: Any, **more: Any) -> Any:
            found = plain(*args, **more)
            add(case, "event", kind="visit", held_on="2026-11-23", what="x", by="ds-2207")
            return found

        with monkeypatch.context() as patch:
            patch.setattr(LiveForms, "ask", slow)
            done = run("sign", case, "--plain", input=typed("", said))
        assert (done.status, codes_of(done)) == (3, ["case-moved-on"])
        assert read_ledger(case).links[-1].kind == "event"
        assert said in (case.parent / UNFINISHED).read_text(encoding="utf-8")

        again = run("sign", case, "--plain", input=typed("", "", ":quit"))
        assert "This one is needed" in again.stderr
        assert ("You had typed: My own words." in again.stderr) is (said != "y")
        done = run("sign", case, "--plain", input=typed("", "y"))
        assert done.status == 0, done.stderr
        assert not (case.parent / UNFINISHED).exists()


class TestSigning:
    def test_a_signature_holds_the_head_before_it_and_the_words_as_given(
        self, sign: Any, case: Path, records: Any
    ) -> None:
        head = read_ledger(case).head()
        done = sign()
        assert done.status == 0, done.stderr
        (signature,) = records(case, "signature")
        assert (signature["id"], signature["assessment"], signature["head"]) == ("sg-001", "a-001", head)
        assert (signature["method"], signature["role"], signature["statement"]) == ("typed", "author", STATEMENT)
        assert "victims_head" not in signature
        assert "sshsig" not in signature
        assert done.stdout.endswith("SIGNED by PC Hughes (pc-4412), typed, not cryptographic; not countersigned\n")

    def test_page_one_in_short_is_shown_first(self, sign: Any, case: Path) -> None:
        head = read_ledger(case).head()
        shown = sign().stdout
        for said in (
            "HIGH, to: Child A",
            "DC-SRP (official",
            "Override",
            "Against",
            "9 actions",
            head,
            "Signing: PC Hughes",
        ):
            assert said in shown
        assert "Missing, and signed so:" in shown
        assert "Not enough information" in shown
        (line,) = read_access(case)[0]
        assert (line["act"], line["command"], line["by"]) == ("consultation", "sign", AUTHOR)

    def test_the_victims_head_is_signed_too(self, sign: Any, case: Path, records: Any) -> None:
        add_victim(case)
        assert sign().status == 0
        (signature,) = records(case, "signature")
        assert signature["victims_head"] == victims_head(case)

    @pytest.mark.parametrize("text", [f"[[signature]]\n{SIGN}", f'{SIGN}statement2 = ""'])
    def test_the_words_may_stand_in_a_table(self, text: str, sign: Any) -> None:
        assert sign(text=text).status == (3 if "statement2" in text else 0)

    def test_words_from_json_and_csv(self, run: Any, case: Path, answers: Any, records: Any) -> None:
        table = answers("role,statement\nauthor,My own words\n", "sign.csv")
        assert run("sign", case, "--answers", table).status == 0
        add(case, "rating", assessment="a-001", factor="acute@1.0.0/hostility", recent="not-seen", person="subject")
        done = run("sign", case, "--answers", answers('{"role": "author", "statement": "x"}', "sign.json"))
        assert done.status == 1
        assert [s["statement"] for s in records(case, "signature")] == ["My own words"]

    def test_at_a_terminal_the_sentence_offered_is_taken_on_a_word(
        self, run: Any, case: Path, typed: Any, records: Any
    ) -> None:
        done = run("sign", case, "--plain", input=typed("", "y"))
        assert done.status == 0, done.stderr
        (signature,) = records(case, "signature")
        assert signature["role"] == "offender manager"
        assert signature["statement"].startswith("I made this assessment.")
        assert signature["statement"] in " ".join(done.stderr.split())

    def test_an_empty_line_signs_nothing(self, run: Any, case: Path, typed: Any, nothing_written: Any) -> None:
        with nothing_written(case, beside=(UNFINISHED,)):
            done = run("sign", case, "--plain", input=typed("my role", "", "", ":quit"))
        assert done.status == 0
        assert done.stderr.count("This one is needed") == 2

    def test_what_was_typed_is_kept_where_it_is_interrupted(
        self, run: Any, case: Path, interrupted: Any, nothing_written: Any
    ) -> None:
        interrupted("my own role")
        with nothing_written(case, beside=(UNFINISHED,)):
            assert run("sign", case, "--plain").status == 130
        assert "my own role" in (case.parent / UNFINISHED).read_text(encoding="utf-8")

    def test_an_officer_without_a_record_signs_under_their_id(
        self, run: Any, case: Path, typed: Any, records: Any
    ) -> None:
        lines = case.read_text(encoding="utf-8")
        assert 'id = "pc-4412"' in lines
        add(case, "officer", id="x-1", supersedes="pc-4412", reason="left", name="PC Hughes")
        done = run("sign", case, "--plain", input=typed("author", "Mine."))
        assert done.status == 0
        assert records(case, "signature")[0]["role"] == "author"

    def test_signing_twice_writes_once(self, sign: Any, case: Path, records: Any) -> None:
        sign()
        again = sign()
        assert again.status == 0
        assert "Nothing has changed since" in again.stderr
        assert len(records(case, "signature")) == 1

    def test_after_a_change_it_is_signed_again(self, sign: Any, run: Any, case: Path, records: Any) -> None:
        sign()
        add(case, "evidence", nature="fact", kind="other", title="Late find", obtained=True)
        print_ = run("report", case).stdout
        assert print_.split("\n")[1].startswith("DRAFT: changed since it was signed by PC Hughes (pc-4412)")
        assert "Changed since signing, so that the signature no longer holds: evidence e-0" in " ".join(print_.split())
        done = sign()
        assert done.status == 0
        assert "Not weighed, for it came after the final judgement" in done.stdout
        assert len(records(case, "signature")) == 2
        assert run("report", case).stdout.split("\n")[1].startswith("SIGNED by")

    def test_a_correction_after_signing_voids_it(self, sign: Any, run: Any, case: Path, answers: Any) -> None:
        sign()
        text = (
            '[[person]]\nid = "x"\nsupersedes = "partner"\nreason = "slip"\nroles = ["partner"]\nstanding = "other"\n'
        )
        assert run("add", case, "--answers", answers(text + 'label = "Ms T"\n')).status == 0
        status = json.loads(run("report", case, "--format", "json").stdout)
        assert (status["status"], status["changed_since_signing"]) == ("changed-since", ["x"])
        assert "correction of person x" in " ".join(run("report", case).stdout.split())

    def test_events_and_news_of_actions_are_told_and_change_nothing(self, sign: Any, run: Any, case: Path) -> None:
        sign()
        add(case, "event", id="ev-90", kind="visit", held_on="2026-11-23", what="x")
        add(case, "action_update", id="au-90", action="ac-001", status="done", what_happened="x")
        status = json.loads(run("report", case, "--format", "json").stdout)
        assert (status["status"], status["since_signing"]) == ("signed", ["ev-90", "au-90"])
        shown = " ".join(run("show", case).stdout.split())
        assert "without changing it: visit 23 November 2026 ev-90; action update au-90" in shown

    def test_a_downward_override_is_not_final_when_signed(
        self, run: Any, at_desk: Path, answers: Any, held_clock: Any
    ) -> None:
        held_clock.move(LATER)
        path = at_desk / "orchard.toml"
        path.write_bytes((CASEFILES / "demo-orchard.toml").read_bytes())
        assert run("sign", path, "--answers", answers(SIGN), "--by", "dc-7155").status == 0
        data = json.loads(run("report", path, "--format", "json").stdout)
        (gap,) = [gap for gap in data["missing"] if gap["code"] == "not-countersigned"]
        assert gap["command"] == "sjtool countersign demo-orchard"

    def test_next_offers_the_step(self, sign: Any, run: Any, case: Path) -> None:
        def steps() -> dict[str, str]:
            found = json.loads(run("next", case, "--json").stdout)["steps"]
            return {step["what"]: step["command"] for step in found}

        assert steps()["sign"] == f"sjtool sign {case}"
        sign()
        assert "sign" not in steps()
        assert steps()["countersign"] == f"sjtool countersign {case}"
        add(case, "evidence", id="e-90", nature="fact", kind="other", title="x", obtained=True)
        assert steps()["sign"] == f"sjtool sign {case}"


class TestTwoAssessments:
    @pytest.fixture
    def review(self, case: Path) -> Path:
        add(case, "assessment", opened_on="2026-11-20", trigger="review", purpose="x")
        add(case, "evidence", id="e-90", nature="fact", kind="other", title="Of the review", obtained=True)
        add(
            case,
            "tool_result",
            id="tr-90",
            assessment="a-002",
            instrument="arms@1.0.0",
            origin="received",
            scale="overall",
            construct="level",
            level="low",
            dated_on="2026-11-20",
            limits="x",
        )
        return case

    def test_the_open_one_is_meant_unless_another_is_named(self, review: Path, sign: Any, records: Any) -> None:
        done = sign()
        assert done.status == 1
        assert "Not made: the final judgement." in done.stdout
        done = sign("--assessment", "a-001")
        assert done.status == 0, done.stdout + done.stderr
        assert "Not weighed" not in done.stdout
        assert [s["assessment"] for s in records(review, "signature")] == ["a-001"]

    def test_levels_of_the_earlier_one_are_on_record_as_shown(self, review: Path, sign: Any) -> None:
        sign("--assessment", "a-001")
        acts = [(line["act"], line.get("records")) for line in read_access(review)[0]]
        assert acts == [("consultation", None), ("reveal", ["tr-001", "tr-002", "tr-003"])]

    def test_the_earlier_signature_stands_while_the_review_goes_on(self, case: Path, sign: Any, run: Any) -> None:
        sign()
        add(case, "assessment", opened_on="2026-11-20", trigger="review", purpose="x")
        add(case, "evidence", nature="fact", kind="other", title="Of the review", obtained=True)
        assert "Nothing has changed since" in sign("--assessment", "a-001").stderr
        assert run("report", case).stdout.split("\n")[1].startswith("DRAFT: not signed")


class TestKeys:
    def test_a_key_signs_and_verify_says_whose_it_cannot_know(
        self, sign: Any, run: Any, case: Path, key: Path, records: Any
    ) -> None:
        done = sign("--ssh-key", key)
        assert done.status == 0, done.stderr
        (signature,) = records(case, "signature")
        assert signature["method"] == "sshsig"
        assert signature["sshsig"].startswith("-----BEGIN SSH SIGNATURE-----\n")
        assert "with an SSH key" in done.stdout
        found = run("verify", case)
        assert found.status == 0
        assert "signature sg-001 by pc-4412: made with the key SHA256:" in found.stdout
        assert "Whose key that is must be known from elsewhere." in found.stdout
        assert "ssh-keygen -Y verify -f allowed_signers -I pc-4412 -n sjtool" in found.stdout

    def test_a_typed_signature_may_be_made_again_with_a_key(
        self, sign: Any, key: Path, case: Path, records: Any
    ) -> None:
        sign()
        assert sign("--ssh-key", key).status == 0
        assert sign("--ssh-key", key).status == 0
        assert [s["method"] for s in records(case, "signature")] == ["typed", "sshsig"]

    @pytest.mark.skipif(shutil.which("ssh-keygen") is None, reason="ssh-keygen is not installed")
    def test_ssh_keygen_verifies_it_and_not_after_a_change(self, sign: Any, run: Any, case: Path, key: Path) -> None:
        sign("--ssh-key", key)
        out = case.parent / "out"
        done = run("verify", case, "--signatures", out)
        assert "sg-001.txt, sg-001.sig" in done.stderr
        allowed = case.parent / "allowed"
        public = KEY.public_key().public_bytes(Encoding.OpenSSH, PublicFormat.OpenSSH).decode()
        allowed.write_text(f'{AUTHOR} namespaces="sjtool" {public}\n', encoding="utf-8")
        text = (out / "sg-001.txt").read_bytes()
        assert STATEMENT.strip() not in text.decode()

        def verifies(content: bytes) -> bool:
            line = ["ssh-keygen", "-Y", "verify", "-f", allowed, "-I", AUTHOR, "-n", "sjtool", "-s", out / "sg-001.sig"]
            return subprocess.run(line, input=content, capture_output=True, check=False, timeout=30).returncode == 0

        assert verifies(text)
        assert not verifies(text.replace(b"a-001", b"a-002"))

    @pytest.mark.parametrize("key_name", ["statement", "role", "at", "by", "sshsig"])
    def test_a_record_made_anew_under_a_sound_chain_is_noticed(
        self, key_name: str, sign: Any, run: Any, case: Path, key: Path, codes_of: Any
    ) -> None:
        sign("--ssh-key", key)
        *before, signed = read_ledger(case).links
        start = case.read_text(encoding="utf-8").index("\n[[signature]]")
        case.write_text(case.read_text(encoding="utf-8")[:start], encoding="utf-8")
        table = {k: v for k, v in signed.table.items() if k not in {"salt", "chain"}}
        other = {"at": LATER + timedelta(days=1), "by": "pc-1", "sshsig": table["sshsig"].replace("A", "B", 1)}
        table[key_name] = other.get(key_name, "forged")
        Ledger(case).append([Draft("signature", table)], by=AUTHOR, at=LATER)
        assert len(read_ledger(case).links) == len(before) + 1
        done = run("verify", case)
        assert (done.status, codes_of(done)) == (1, ["sshsig-broken"])
        assert "made with a key; see above" in done.stdout

    def test_a_signature_that_says_one_way_and_holds_another(self, run: Any, case: Path, codes_of: Any) -> None:
        head = read_ledger(case).head()
        keys = {"assessment": "a-001", "head": head, "statement": "x", "role": "x"}
        add(case, "signature", **keys, method="sshsig")
        add(case, "signature", **keys, method="typed", sshsig="x")
        assert codes_of(run("verify", case)) == ["sshsig-misstated", "sshsig-misstated"]
        assert "typed, not cryptographic" in run("report", case).stdout

    def test_without_the_extra_it_says_how_to_install_it(
        self, sign: Any, run: Any, case: Path, key: Path, monkeypatch: pytest.MonkeyPatch, nothing_written: Any
    ) -> None:
        from sjtool.commands import verify_signatures
        from sjtool.store import sshsig

        sign("--ssh-key", key)
        monkeypatch.setattr(sshsig, "has_extra", lambda: False)
        monkeypatch.setattr(verify_signatures, "has_extra", lambda: False)
        done = run("verify", case, "--json")
        assert done.status == 1
        assert json.loads(done.stdout)["signatures"][0]["problems"] == ["sshsig-unchecked"]
        add(case, "action", assessment="a-001", pillar="contingency", owner="x", due_on="2026-12-01")
        with nothing_written(case):
            done = sign("--ssh-key", key)
        assert done.status == 3
        assert "pip install 'sjtool[sign]'" in done.stderr

    def test_a_key_that_cannot_be_used_signs_nothing(
        self, sign: Any, case: Path, nothing_written: Any, codes_of: Any
    ) -> None:
        with nothing_written(case):
            done = sign("--ssh-key", case)
        assert (done.status, codes_of(done)) == (3, ["key-unusable"])

    def test_a_locked_key_needs_a_terminal_and_asks_there(
        self, sign: Any, case: Path, key: Path, codes_of: Any, monkeypatch: pytest.MonkeyPatch, records: Any
    ) -> None:
        lock = BestAvailableEncryption(b"open sesame")
        key.write_bytes(KEY.private_bytes(Encoding.PEM, PrivateFormat.OpenSSH, lock))
        done = sign("--ssh-key", key)
        assert (done.status, codes_of(done)) == (2, ["key-locked"])
        monkeypatch.setattr(signing_key, "_ask_passphrase", lambda: "open sesame")
        assert sign("--ssh-key", key).status == 0
        assert len(records(case, "signature")) == 1

    def test_the_passphrase_is_typed_unseen(self, monkeypatch: pytest.MonkeyPatch) -> None:
        import getpass
        import sys

        monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
        monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
        monkeypatch.setattr(getpass, "getpass", lambda prompt, stream: f"{prompt}{stream is sys.stderr}")
        assert signing_key._ask_passphrase() == "Passphrase of the key: True"


class TestVerify:
    def test_a_typed_signature_is_said_to_be_typed(self, sign: Any, run: Any, case: Path) -> None:
        sign()
        done = run("verify", case)
        assert done.status == 0
        assert "signature sg-001 by pc-4412: typed, not cryptographic" in done.stdout
        assert json.loads(run("verify", case, "--json").stdout)["signatures"] == [
            {"record": "sg-001", "by": AUTHOR, "method": "typed", "key": None, "problems": []}
        ]

    def test_a_head_the_file_never_had(self, run: Any, case: Path, codes_of: Any) -> None:
        add(case, "signature", assessment="a-001", head="f" * 32, method="typed", statement="x", role="x")
        done = run("verify", case)
        assert (done.status, codes_of(done)) == (1, ["signature-head-unknown"])
        add(case, "signature", assessment="a-001", method="typed", statement="x", role="x")
        assert codes_of(run("verify", case)) == ["signature-head-unknown"] * 2

    def test_a_victims_file_that_is_gone_or_made_anew(self, sign: Any, run: Any, case: Path, codes_of: Any) -> None:
        add_victim(case)
        sign()
        Ledger(victims_path(case), VICTIM_KINDS).append([Draft("victim", {"person": "child-b"})], by=AUTHOR, at=LATER)
        assert run("verify", case).status == 0
        victims_path(case).unlink()
        assert codes_of(run("verify", case)) == ["victims-head-unknown"]
        add_victim(case)
        assert codes_of(run("verify", case)) == ["victims-head-unknown"]

    def test_signatures_without_a_key_leave_no_files(self, sign: Any, run: Any, case: Path) -> None:
        sign()
        done = run("verify", case, "--signatures", case.parent / "out")
        assert done.status == 0
        assert "No signature was made with a key." in done.stderr
        assert [*(case.parent / "out").iterdir()] == []
