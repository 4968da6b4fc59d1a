"""Verify the three files of a case together, and acknowledge what was edited by hand."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from sjtool import clock
from sjtool.ask.form import Field, ask_one
from sjtool.check.covert import CODE as COVERT_CODE
from sjtool.checking import covert_links, without_covert
from sjtool.commands.desk import Desk
from sjtool.commands.verify_signatures import Checked, check_signatures
from sjtool.console import say
from sjtool.errors import refused
from sjtool.loader import find_template_problems
from sjtool.problem import Place, Problem
from sjtool.report.json_head import headed
from sjtool.store.access import read_access
from sjtool.store.answers import read_answers
from sjtool.store.append import Draft, Ledger
from sjtool.store.chain import digest_record, first_link, next_link
from sjtool.store.ledger import LedgerFile, Link, read_ledger
from sjtool.store.library import Library
from sjtool.store.read import build_case
from sjtool.store.verify import Verdict, verify_ledger
from sjtool.store.victims import victims_path
from sjtool.text import count_words

_NAMELESS = "a record, told on an officer's own screen alone, is not as it should be"
_SCREEN = "sjtool verify CASE , at a terminal"


@dataclass(frozen=True)
class Found:
    """What verifying a case showed, file by file."""

    case: Verdict
    victims: Verdict | None
    access_lines: int
    problems: tuple[Problem, ...]
    signatures: tuple[Checked, ...] = ()
    unnamed: frozenset[str] = frozenset()

    def _names(self, records: Iterable[str]) -> list[str]:
        return [name_unless(record, self.unnamed) for record in records]

    def as_text(self) -> str:
        """One calm paragraph: what holds, what was done openly, where the chain ends."""
        verdict = self.case
        holds = "does not hold" if verdict.mismatches else "holds"
        lines = [f"{verdict.path}: {count_words(verdict.records, 'record')}; the chain {holds}"]
        if verdict.by_hand:
            lines.append(f"  written by hand: {count_words(len(verdict.by_hand), 'record')}")
        if verdict.acknowledged:
            lines.append(f"  edits by hand acknowledged: {', '.join(self._names(verdict.acknowledged))}")
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
                "mismatches": [self._mismatch(state.link) for state in verdict.mismatches],
                "by_hand": [None if link.id in self.unnamed else link.id for link in verdict.by_hand],
                "uncovered": verdict.uncovered,
                "acknowledged": self._names(verdict.acknowledged),
                "erased": list(verdict.erased),
                "victims_head": self.victims.head if self.victims else None,
                "signatures": [checked.as_data() for checked in self.signatures],
                "problems": [
                    {"code": p.code, "path": p.place.path, "line": p.place.line, "what": p.what} for p in self.problems
                ],
            },
        )
        return json.dumps(data, indent=2)

    def _mismatch(self, link: Link) -> dict[str, object]:
        if link.id in self.unnamed:
            return {"record": None, "kind": "record", "line": 0}
        return {"record": link.id, "kind": link.kind, "line": link.line}


def name_unless(record: str, unnamed: Collection[str]) -> str:
    """A record by its id, unless it is one that is not named here."""
    return "a record" if record in unnamed else record


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


def without_covert_named(found: Found, ledger: LedgerFile) -> Found:
    """The same for whatever leaves an officer's own screen: no covert action by id or line; all are still counted."""
    covert = frozenset(link.id for link in covert_links(ledger.links))
    if not covert:
        return found
    told = without_covert(Path(ledger.path), found.problems)
    kept = Counter((one.code, one.place) for one in told)
    more = [one for one in found.problems if not _take(kept, one) and one.code != COVERT_CODE]
    hidden = [replace(one, place=Place(one.place.path), what=_NAMELESS, fix=_SCREEN, excerpt="") for one in more]
    return replace(found, problems=(*told, *hidden), unnamed=covert)


def _take(kept: Counter[tuple[str, Place]], problem: Problem) -> bool:
    key = (problem.code, problem.place)
    kept[key] -= 1
    return kept[key] >= 0


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
    covert = frozenset() if sys.stderr.isatty() else frozenset(link.id for link in covert_links(ledger.file.links))
    told = ", ".join(name_unless(record, covert) for record, _expected, _found in targets)
    say(f"Acknowledged: {told}. Every print will show it.")


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
