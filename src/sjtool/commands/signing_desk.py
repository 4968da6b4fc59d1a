"""What `sign` and `countersign` share.

A case whose chain holds, the assessment in question, words asked or read, and one record appended exactly after what
the signer was shown.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from shlex import quote
from typing import Any

from sjtool import clock
from sjtool.ask.form import Field
from sjtool.assess.belonging import look_at
from sjtool.assess.judging import hides_levels
from sjtool.assess.ready import Readiness, find_unready
from sjtool.assess.signing import Signing, find_signing
from sjtool.commands.desk import Desk
from sjtool.commands.live_forms import LiveForms
from sjtool.commands.signing_key import SigningKey
from sjtool.errors import SjtoolError, refused
from sjtool.loader import Loaded, find_template_problems
from sjtool.model.appraisal import ToolResult
from sjtool.model.decision import Countersignature, Signature
from sjtool.model.enquiry import Assessment
from sjtool.model.record import Record
from sjtool.problem import Place, Problem
from sjtool.recording.drafting import Sheet, check_sheets, drop_empty
from sjtool.report.context import Context
from sjtool.report.signing_words import say_status
from sjtool.store.answers import read_answers, read_typed
from sjtool.store.append import Draft, Ledger
from sjtool.store.ledger import read_ledger
from sjtool.store.signed_text import build_signed_text
from sjtool.store.verify import verify_ledger
from sjtool.store.victims import victims_head, victims_path
from sjtool.store.write import accept_value

ACCEPT = ("y", "yes", "Y", "YES")
"""What is typed to take the sentence that is offered."""
_WORDS = "words"


@dataclass(frozen=True)
class Paper:
    """A case laid out for signing: `loaded` as the assessment in question sees it, `whole` as it is."""

    desk: Desk
    case: str
    whole: Loaded
    loaded: Loaded
    ledger: Ledger
    victims: str | None

    @property
    def assessment(self) -> str | None:
        """The assessment in question."""
        return self.loaded.standing.assessment.id if self.loaded.standing.assessment else None

    @cached_property
    def signing(self) -> Signing:
        """How far its signing is."""
        return find_signing(self.whole.standing, self.assessment)

    @cached_property
    def readiness(self) -> Readiness:
        """What is missing."""
        seen = self.loaded
        return find_unready(seen.standing, seen.question_sets, seen.factor_sets, seen.passports, quote(self.case))

    @cached_property
    def context(self) -> Context:
        """What page one is made from."""
        return Context(self.loaded, clock.today(), False, True, "", "", ())

    def log(self, command: str) -> None:
        """Who looked; and levels shown while a later assessment still waits for its judgement."""
        self.desk.log(self.whole, "consultation", command)
        results = [result.id for result in self.loaded.standing.of(ToolResult)]
        if hides_levels(self.whole.standing) and results:
            self.desk.log(self.whole, "reveal", command, records=results)


def lay_out(desk: Desk, case: str, assessment: str) -> Paper:
    """Load a case that can be signed. Raises SjtoolError where its chain, its templates or its records do not hold."""
    path = desk.find_case(case)
    ledger = Ledger(path)
    whole = desk.load(case)
    victims = victims_path(path)
    problems = [*verify_ledger(ledger.file).problems, *find_template_problems(whole.case, whole.library)]
    if victims.is_file():
        problems += verify_ledger(read_ledger(victims)).problems
    if problems:
        raise SjtoolError(problems)
    named = whole.standing.current(assessment) if assessment else None
    if assessment and not isinstance(named, Assessment):
        raise refused(
            "unknown-id",
            str(path),
            "there is no assessment of this id",
            "a signature is of one assessment",
            f"sjtool show {case} --all  lists ids; leave out  --assessment  for the open one",
        )
    loaded = replace(whole, standing=look_at(whole.standing, named.id)) if named else whole
    return Paper(desk, case, whole, loaded, ledger, victims_head(path))


def ask_words(live: LiveForms, fields: Sequence[Field], offered: dict[str, str]) -> dict[str, Any]:
    """Ask the signer; where they took the sentence that was offered, it stands as if typed. Raises Stop."""
    left = live.left(_WORDS)
    if left.get("statement") in ACCEPT:  # it was taken for another signing that came to nothing: it is asked anew
        live.put(_WORDS, "statement", "")
    typed = live.ask(_WORDS, fields)
    if typed.get("statement") in ACCEPT:
        typed["statement"] = offered[typed.get("decision", "sign")]
    return typed


def read_words(named: str, kind: str, allowed: Collection[str]) -> Sheet:
    """The signer's words from an answers file, at its top or in one table. Raises SjtoolError."""
    answers = read_answers(named, kind)
    problems = [
        Problem(
            "unknown-kind",
            Place(named, answers.line(table, number)),
            "this table does not belong to a signature" if table != kind else f"there is more than one [[{kind}]]",
            "one signature is made at a time",
            f"write the keys at the top, or in one  [[{kind}]]",
        )
        for table, rows in answers.tables.items()
        for number in range(len(rows))
        if table != kind or number
    ]
    model = Signature if kind == "signature" else Countersignature
    table = next(iter(answers.tables.get(kind, [])), {})
    given = {**answers.top, **read_typed(model, table, typed_text=answers.is_typed_text)}
    keys = {key: value for key, value in given.items() if not (isinstance(value, str) and not value.strip())}
    lines = answers.key_lines("", 0) | answers.key_lines(kind, 0)
    sheet = Sheet(Draft(kind, keys), Place(named), lines)
    problems += [
        Problem(
            "unknown-key",
            sheet.at(key),
            "this key does not belong here",
            "what is signed, by whom and when is not for anybody to choose",
            f"leave it out; only  {', '.join(allowed)}  may be given",
        )
        for key in given
        if key not in allowed
    ]
    if problems:
        raise SjtoolError(problems)
    return sheet


def sign_sheet(paper: Paper, sheet: Sheet, key: SigningKey | None, **more: Any) -> Record:
    """Append the signer's words as a signature of exactly what was shown, and read it back. Raises SjtoolError."""
    kind, at = sheet.draft.kind, clock.now()
    keys = {
        **{name: accept_value(value) for name, value in sheet.draft.keys.items()},
        **more,
        "assessment": paper.assessment,
        "victims_head": paper.victims,
        "method": "sshsig" if key else "typed",
    }
    keys.setdefault("head", paper.whole.case.head)
    keys = drop_empty(keys)
    check_sheets(paper.whole.case, [sheet.with_draft(Draft(kind, keys))])
    if key:
        made = {"id": "draft", "at": at, "by": paper.desk.officer, **keys}
        record = (Signature if kind == "signature" else Countersignature).model_validate(made)
        keys["sshsig"] = key.sign(build_signed_text(paper.whole.name, record))
    head = paper.whole.case.head
    (appended,) = paper.ledger.append([Draft(kind, keys)], by=paper.desk.officer, at=at, only_after=head)
    _read_back(paper, appended)
    return appended


def _read_back(paper: Paper, appended: Record) -> None:
    """Whether the disk holds what was signed; a signature is worth the two milliseconds."""
    file = read_ledger(paper.whole.path)
    if file.head() != paper.ledger.head or verify_ledger(file).problems or file.links[-1].id != appended.id:
        raise refused(
            "not-read-back",
            str(paper.whole.path),
            "the file does not read back as it was written",
            "a signature must be of what is on the disk",
            "check the disk, then  sjtool verify CASE",
        )


def say_outcome(paper: Paper) -> str:
    """How the assessment stands now, read from the file."""
    standing = paper.desk.load(paper.case).standing
    return say_status(standing, find_signing(standing, paper.assessment))
