"""Verify the three files of a case together, and acknowledge what was edited by hand."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from sjtool import clock
from sjtool.ask.form import Field, ask_one
from sjtool.commands.desk import Desk
from sjtool.commands.verify_signatures import Checked, check_signatures
from sjtool.console import say
from sjtool.errors import refused
from sjtool.loader import find_template_problems
from sjtool.problem import Problem
from sjtool.report.json_head import headed
from sjtool.store.access import read_access
from sjtool.store.answers import read_answers
from sjtool.store.append import Draft, Ledger
from sjtool.store.chain import digest_record, first_link, next_link
from sjtool.store.ledger import LedgerFile, read_ledger
from sjtool.store.library import Library
from sjtool.store.read import build_case
from sjtool.store.verify import Verdict, verify_ledger
from sjtool.store.victims import victims_path
from sjtool.text import count_words


@dataclass(frozen=True)
class Found:
    """What verifying a case showed, file by file."""

    case: Verdict
    victims: Verdict | None
    access_lines: int
    problems: tuple[Problem, ...]
    signatures: tuple[Checked, ...] = ()

    def as_text(self) -> str:
        """One calm paragraph: what holds, what was done openly, where the chain ends."""
        verdict = self.case
        holds = "does not hold" if verdict.mismatches else "holds"
        lines = [f"{verdict.path}: {count_words(verdict.records, 'record')}; the chain {holds}"]
        if verdict.by_hand:
            lines.append(f"  written by hand: {count_words(len(verdict.by_hand), 'record')}")
        if verdict.acknowledged:
            lines.append(f"  edits by hand acknowledged: {', '.join(verdict.acknowledged)}")
        if verdict.erased:
            lines.append(f"  lawfully erased: {', '.join(verdict.erased)}")
        if self.victims:
            state = "does not hold" if self.victims.mismatches else "holds"
            count = count_words(self.victims.records, "record")
            lines.append(f"  victims file: {count}; the chain {state}; head {self.victims.head}")
        lines += [line for checked in self.signatures for line in checked.as_lines()]
        if self.access_lines:
            lines.append(f"  access log: {count_words(self.access_lines, 'line')}")
        lines.append(f"  head {verdict.head}")
        lines.append("  Comments and white space are not covered. A chain rebuilt whole shows only")
        lines.append("  against a head printed elsewhere:  sjtool verify CASE --head HEX")
        return "\n".join(lines)

    def as_json(self) -> str:
        """The same for scripts."""
        verdict = self.case
        data = headed(
            "verify",
            {
                "path": verdict.path,
                "records": verdict.records,
                "head": verdict.head,
                "holds": not verdict.mismatches,
                "mismatches": [
                    {"record": s.link.id, "kind": s.link.kind, "line": s.link.line} for s in verdict.mismatches
                ],
                "by_hand": [link.id for link in verdict.by_hand],
                "uncovered": verdict.uncovered,
                "acknowledged": list(verdict.acknowledged),
                "erased": list(verdict.erased),
                "victims_head": self.victims.head if self.victims else None,
                "signatures": [checked.as_data() for checked in self.signatures],
                "problems": [
                    {"code": p.code, "path": p.place.path, "line": p.place.line, "what": p.what} for p in self.problems
                ],
            },
        )
        return json.dumps(data, indent=2)


def verify_files(path: Path, library: Library) -> Found:
    """Verify the case, its victims file and its access log, and hold pinned templates against what is here."""
    ledger = read_ledger(path)
    verdict = verify_ledger(ledger)
    victims_file = victims_path(path)
    victims_ledger = read_ledger(victims_file) if victims_file.is_file() else None
    victims = verify_ledger(victims_ledger) if victims_ledger else None
    lines, access_problems = read_access(path)
    problems = [*verdict.problems, *(victims.problems if victims else ()), *access_problems]
    case, record_problems = build_case(ledger)
    problems += record_problems
    problems += find_template_problems(case, library)
    signatures = check_signatures(case, ledger, victims_ledger)
    problems += [problem for checked in signatures for problem in checked.problems]
    return Found(verdict, victims, len(lines), tuple(problems), signatures)


def acknowledge(desk: Desk, ledger: Ledger, answers: str) -> None:
    """Append an acknowledgement for each mismatch, with one reason for all; cover what stands uncovered."""
    verdict = verify_ledger(ledger.file)
    if not verdict.mismatches and not verdict.uncovered:
        say("There is nothing to acknowledge: the chain holds.")
        return
    _ = desk.officer
    why = _ask_why(desk, answers)
    targets = [(s.link.id, s.stored or "", s.computed) for s in verdict.mismatches] or _uncovered(ledger.file)
    drafts = [
        Draft("acknowledgement", {"record": record, "expected": expected, "found": found, "why": why})
        for record, expected, found in targets
        if record
    ]
    ledger.append(drafts, by=desk.officer, at=clock.now())
    say(f"Acknowledged: {', '.join(record for record, _expected, _found in targets)}. Every print will show it.")


def _uncovered(file: LedgerFile) -> list[tuple[str, str, str]]:
    """The last record written by hand: acknowledging it covers all before it."""
    state = file.walk_chain()[-1]
    previous = file.walk_chain()[-2] if len(file.links) > 1 else None
    before = (previous.stored or previous.computed) if previous else first_link(file.header)
    return [(state.link.id, before, next_link(before, digest_record(state.link.kind, state.link.table)))]


def _ask_why(desk: Desk, answers: str) -> str:
    if answers:
        given = read_answers(answers, "acknowledgement")
        why = given.top.get("why") or next((row.get("why") for row in given.tables.get("acknowledgement", [])), None)
        if isinstance(why, str) and why.strip():
            return why
        raise refused(
            "why-missing",
            answers,
            "it does not say why",
            "an edit by hand needs its reason on record",
            'add  why = "…"',
        )
    desk.asker.say("The file was edited by hand. Your reason is recorded, and every report says that it was edited.")
    return str(ask_one(desk.asker, Field("why", "Why was it edited?", required=True)))
