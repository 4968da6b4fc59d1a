"""A covert action recorded after signing: away from an officer's screen nothing that is printed is any different."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from sjtool.commands import next_steps as next_command
from sjtool.commands import show as show_command
from sjtool.loader import load_sound
from sjtool.report.summary import build_summary
from sjtool.store.append import Draft, Ledger
from sjtool.store.library import Library

pytestmark = pytest.mark.usefixtures("at_desk")
Run = Callable[..., SimpleNamespace]
LATER = datetime(2026, 3, 5, 9, tzinfo=UTC)
JUDGED = {"assessment": "a-001", "level": "low", "likelihood": "low", "whom": "nobody", "rationale": "why"}
COVERT = {"assessment": "a-001", "kind": "2026/118", "handling": "covert", "owner": "pc-4412", "due_on": "2026-03-09"}


@pytest.fixture
def signed(with_tools: Path) -> Path:
    """Judged below a tool, signed and approved."""
    ledger = Ledger(with_tools)
    at = datetime(2026, 3, 4, 15, tzinfo=UTC)
    ledger.append([Draft("judgement", {**JUDGED, "stage": stage}) for stage in ("first", "final")], by="pc-4412", at=at)
    said = {"head": ledger.head, "method": "typed"}
    ledger.append([Draft("signature", {"assessment": "a-001", **said})], by="pc-4412", at=at)
    answer = {"assessment": "a-001", "signature": "sg-001", "decision": "approve", **said}
    ledger.append([Draft("countersignature", answer)], by="ds-2090", at=at)
    return with_tools


def hide(case: Path) -> Path:
    """A covert action, news of it, and a correction."""
    news = {"action": "ac-001", "status": "open", "what_happened": "Not in this case file."}
    again = {**COVERT, "supersedes": "ac-001", "reason": "a later day", "due_on": "2026-03-10"}
    drafts = [Draft("action", COVERT), Draft("action_update", news), Draft("action", again)]
    Ledger(case).append(drafts, by="pc-4412", at=LATER)
    return case


def read(folder: Path) -> str:
    return "\n".join(f"{file.name}\n{file.read_text(encoding='utf-8')}" for file in sorted(folder.iterdir()))


def printed(run: Run, case: Path, *command: str) -> str:
    """All that a command says and writes, without the head of the case, which any record changes."""
    out = case.parent / "out"
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir()
    done = run(*(word.format(case=case, out=out) for word in command))
    text = f"{done.status}\n{done.stdout}\n{done.stderr}\n{read(out)}"
    return re.sub(r"\b[0-9a-f]{32}\b|\b[0-9a-f]{8}\b", "HEAD", text)


@pytest.mark.parametrize(
    "command",
    [
        "caseload {case} --format csv",
        "caseload {case} --format json",
        "caseload {case}",
        "caseload {case} --where status=countersigned --format csv",
        "export {case} --out {out} --for X",
        "export {case} --out {out} --for X --where status=countersigned",
        "check {case}",
        "check {case} --format json",
        "check {case} --out {out}/found.txt",
        "next {case}",
        "next {case} --json",
        "show {case}",
        "show {case} --all",
        "show {case} --json --all",
        "show {case} ac-001",
        "show {case} ac-001 --json",
        "show {case} au-001",
        "report {case} --for X --out {out}/x.txt",
        "report {case} --for X --out {out}/x.json --format json",
        "report {case} --for X --view conference --out {out}/x.txt",
        "report {case} --report visit-briefing --for X --out {out}/x.txt",
    ],
)
def test_nothing_is_any_different(run: Run, signed: Path, command: str) -> None:
    words = command.split()
    before = printed(run, signed, *words)
    for log in signed.parent.glob("*.access.jsonl"):  # what a report lists from it: how often it was looked at
        log.unlink()
    assert printed(run, hide(signed), *words) == before


@pytest.mark.parametrize("command", ["show {case}", "show {case} --all", "next {case} --json", "show {case} ac-002"])
def test_at_a_screen_an_officer_sees_it(run: Run, signed: Path, command: str, monkeypatch: pytest.MonkeyPatch) -> None:
    screen = SimpleNamespace(isatty=lambda: True, encoding="utf-8")
    for module in (show_command, next_command):
        monkeypatch.setattr(module, "sys", SimpleNamespace(stdout=screen))
    text = printed(run, hide(signed), *command.split())
    assert "ac-002" in text


def test_the_officers_own_view_is_void_and_that_of_others_is_not(signed: Path) -> None:
    loaded = load_sound(hide(signed), Library())
    own, others = (build_summary(loaded, built_on=LATER.date(), for_author=mine) for mine in (True, False))
    assert (own.status.id, own.status.changed) == ("changed-since", ("ac-001", "ac-002"))
    assert (others.status.id, others.status.changed, others.status.since) == ("countersigned", (), ())


def test_as_of_a_day_before_it_became_covert_it_is_not_seen_either(run: Run, signed: Path) -> None:
    at = datetime(2026, 3, 4, 16, tzinfo=UTC)
    first: dict[str, Any] = {**COVERT, "handling": "open", "objective": "what it was"}
    Ledger(signed).append([Draft("action", first)], by="pc-4412", at=at)
    covered = {**COVERT, "supersedes": "ac-001", "reason": "covert now"}
    assert "what it was" in run("show", signed, "--as-at", "2026-03-04").stdout
    Ledger(signed).append([Draft("action", covered)], by="pc-4412", at=LATER)
    assert "what it was" not in run("show", signed, "--as-at", "2026-03-04").stdout
    assert json.loads(run("show", signed, "ac-001", "--json", "--as-at", "2026-03-03").stdout or "{}") == {}


def test_an_edit_of_it_by_hand_is_told_to_its_officer_alone(signed: Path) -> None:
    text = hide(signed).read_text(encoding="utf-8")
    signed.write_text(text.replace('due_on = "2026-03-10"', 'due_on = "2026-03-11"'), encoding="utf-8")
    loaded = load_sound(signed, Library())
    assert "ac-002" in " ".join(build_summary(loaded, built_on=LATER.date()).warnings)
    assert "ac-002" not in " ".join(build_summary(loaded, built_on=LATER.date(), for_author=False).warnings)
