"""Hold every signature of a case against the chain, and those made with a key against the key they bring.

What a key cannot say is whose it is: that must be known from elsewhere (docs/signing.md).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sjtool.model.case import Case
from sjtool.model.decision import Countersignature, Signature
from sjtool.problem import Problem
from sjtool.store.durable import write_durably
from sjtool.store.ledger import LedgerFile
from sjtool.store.signed_text import build_signed_text
from sjtool.store.sshsig import NAMESPACE, BadSignatureError, check_signature, has_extra
from sjtool.store.verify import ever_stood_at

_WHY = "a signature vouches for what the chain held at its head (docs/signing.md)"


@dataclass(frozen=True)
class Checked:
    """One signature and what checking it showed. `fingerprint` is that of a key whose signature holds."""

    record: Signature | Countersignature
    fingerprint: str
    problems: tuple[Problem, ...]

    def as_lines(self) -> Iterator[str]:
        """Who signed, how, and how to check it without sjtool."""
        record = self.record
        name = f"{record.kind_name} {record.id} by {record.by or 'nobody named'}"
        if record.method != "sshsig":
            yield f"  {name}: typed, not cryptographic"
            return
        state = f"made with the key {self.fingerprint}" if self.fingerprint else "made with a key; see above"
        yield f"  {name}: {state}"
        if self.fingerprint:
            yield "    Whose key that is must be known from elsewhere. To check it without sjtool:"
            yield f"    ssh-keygen -Y verify -f allowed_signers -I {record.by} -n {NAMESPACE} \\"
            yield f"      -s {record.id}.sig < {record.id}.txt"
            yield "    (sjtool verify CASE --signatures DIR  writes the two files)"

    def as_data(self) -> dict[str, object]:
        """The same for scripts."""
        record = self.record
        return {
            "record": record.id,
            "by": record.by,
            "method": record.method,
            "key": self.fingerprint or None,
            "problems": [problem.code for problem in self.problems],
        }


def check_signatures(case: Case, ledger: LedgerFile, victims: LedgerFile | None) -> tuple[Checked, ...]:
    """Every signature and countersignature of the file, superseded ones too."""
    made = [e.record for e in case if isinstance(e.record, Signature | Countersignature)]
    return tuple(_check(case, record, ledger, victims) for record in made)


def write_signatures(case: Case, folder: Path) -> tuple[Path, ...]:
    """For each signature made with a key, the bytes it signs and the signature, as files of their own."""
    folder.mkdir(parents=True, exist_ok=True)
    written: list[Path] = []
    for entry in case:
        record = entry.record
        if isinstance(record, Signature | Countersignature) and record.sshsig:
            text = build_signed_text(case.header.case, record)
            for ending, content in (("txt", text), ("sig", record.sshsig.encode())):
                written.append(folder / f"{record.id}.{ending}")
                write_durably(written[-1], content)
    return tuple(written)


def _check(case: Case, record: Signature | Countersignature, ledger: LedgerFile, victims: LedgerFile | None) -> Checked:
    place = case.place(record.id)
    problems = []
    if record.head is None or not ever_stood_at(ledger, record.head):
        what = f'"{record.id}" vouches for a head that this file never had'
        fix = "compare with another copy of the case; have it signed again:  sjtool sign CASE"
        problems.append(Problem("signature-head-unknown", place, what, _WHY, fix))
    if record.victims_head and (victims is None or not ever_stood_at(victims, record.victims_head)):
        what = f'"{record.id}" vouches for a victims file that is not here: it is gone, was cut or made anew'
        fix = "restore the victims file from a backup, or have it signed again:  sjtool sign CASE"
        problems.append(Problem("victims-head-unknown", place, what, _WHY, fix))
    fingerprint = ""
    if record.method == "sshsig" or record.sshsig:
        found = _check_key(case, record)
        if isinstance(found, Problem):
            problems.append(found)
        else:
            fingerprint = found
    return Checked(record, fingerprint, tuple(problems))


def _check_key(case: Case, record: Signature | Countersignature) -> str | Problem:
    """The fingerprint of the key that made a signature, or why it does not hold."""
    place = case.place(record.id)
    if record.method != "sshsig" or not record.sshsig:
        what = f'"{record.id}" says one way of signing and holds another'
        return Problem("sshsig-misstated", place, what, _WHY, "have it signed again:  sjtool sign CASE")
    if not has_extra():
        what = f'"{record.id}" was made with a key, which cannot be checked here'
        fix = "pip install 'sjtool[sign]' , or check it with ssh-keygen (docs/signing.md)"
        why = "what was not checked must not pass for what holds"
        return Problem("sshsig-unchecked", place, what, why, fix, severity="warning")
    try:
        return check_signature(record.sshsig, build_signed_text(case.header.case, record)).fingerprint
    except BadSignatureError as error:
        what = f'the key signature of "{record.id}" does not hold: {error}'
        fix = "compare with another copy of the case; have it signed again:  sjtool sign CASE"
        return Problem("sshsig-broken", place, what, _WHY, fix)
