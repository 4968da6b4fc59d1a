"""The cross-check on a screen and as JSON. Practitioner only: no form of it is made for either adult."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence

from sjtool.assess.accounts import Account, Correction, say_corrections
from sjtool.assess.crosscheck import ORDER, OUTCOME_WORDS, Discrepancy
from sjtool.dates import day_words
from sjtool.model.template import QuestionSet
from sjtool.report.json_head import headed
from sjtool.text import pad, wrap_text

MARKS_LINE = "The marks are this toolkit's own arrangement (editorial): the original marks were lost."
PRACTITIONER_LINE = (
    "For the practitioner only, never for either adult. Agreement is not proof; difference is not guilt."
)
_QUIET = frozenset({"agree", "not-asked", "one-sided"})


def render_crosscheck(
    rows: Sequence[Discrepancy],
    questions: QuestionSet,
    case: str,
    width: int,
    *,
    show_all: bool,
    only: Sequence[str] | None = None,
) -> str:
    """Counts, the line on the marks, then each item; agreeing and one-sided ones only with `show_all`.

    With `only`, as after readings: the counts, those items as they stand, and which still wait.
    """
    counts = Counter(row.outcome for row in rows)
    said = " · ".join(f"{OUTCOME_WORDS[o]} {counts[o]}" for o in ORDER if counts[o])
    lines = wrap_text(f"Marked items {len(rows)} · {said}", width)
    if any(row.item.mark and row.item.mark.standing == "editorial" for row in rows):
        lines += wrap_text(f"{MARKS_LINE} See  sjtool sets show {questions.set.id}", width)
    lines += wrap_text(PRACTITIONER_LINE, width)
    shown = [row for row in rows if show_all or row.outcome not in _QUIET]
    for row in shown if only is None else (row for row in rows if row.item.id in only):
        lines += ["", *_render_row(row, case, width)]
    waiting = list(dict.fromkeys(row.item.id for row in rows if row.needs_reading))
    if only is not None:
        still = f"Still to read: {', '.join(waiting)}." if waiting else "Every item that needs a reading has one."
        return "\n".join([*lines, "", *wrap_text(still, width)])
    hidden = len(rows) - len(shown)
    if hidden:
        lines += ["", f"{hidden} more agree, are one-sided or were not asked:  sjtool crosscheck {case} --all"]
    if len(waiting) > 1:
        lines += [*([] if hidden else [""]), f"To read them one after the other:  sjtool crosscheck {case} --read all"]
    return "\n".join(lines)


def _render_row(row: Discrepancy, case: str, width: int) -> list[str]:
    part = f", {row.part}" if row.part else ""
    heading = ", ".join(filter(None, [OUTCOME_WORDS[row.outcome].upper(), row.apart]))
    lines = wrap_text(f"{heading}   {row.item.id}  {row.item.title}{part}", width, "   ", "")
    label_width = max([len(account.label) for account in row.accounts] + [8]) + 2
    for account in row.side_by_side:
        lead = "  " + pad(account.label, label_width)
        session = account.session.id if row.shares_day(account) else ""
        where = ", ".join(filter(None, [day_words(account.session.held_on), _mode(account), session]))
        lines += wrap_text(
            f"{account.words(row.wording)}{_unit(row, account)}   ({where})", width, " " * (label_width + 2), lead
        )
        corrected = say_corrections(account.corrections, row.wording)
        for words in (corrected, account.response.note, account.response.missing_note):
            if words:
                lines += wrap_text(words, width, " " * (label_width + 4))
    if row.reading and row.reading.reading:
        state = "" if row.reading_is_current else " (made before the latest account)"
        lines += wrap_text(f"your reading{_judged(row)}{state}: {row.reading.reading}", width, "    ", "  ")
        if row.reading.follow_up:
            lines += wrap_text(f"to do: {row.reading.follow_up}", width, "    ", "  ")
        if row.needs_reading:
            lines.append(f"  read again:  sjtool crosscheck {case} --read {row.item.id}")
    elif row.needs_reading:
        lines.append(f"  your reading: none yet    sjtool crosscheck {case} --read {row.item.id}")
    return lines


def _judged(row: Discrepancy) -> str:
    """How the officer found accounts to stand that only a reader can compare."""
    found = row.reading.outcome if row.reading else None
    return f" ({OUTCOME_WORDS[found]})" if found and row.outcome == "to-read" else ""


def _unit(row: Discrepancy, account: Account) -> str:
    return f" {row.wording.unit}" if row.wording.unit and account.has_value else ""


def _mode(account: Account) -> str:
    return (account.session.mode or "").replace("-", " ")


def render_crosscheck_json(rows: Sequence[Discrepancy], questions: QuestionSet) -> str:
    """The same for scripts, words as recorded."""
    found = {
        "set": questions.set.id,
        "marks": questions.set.marks_note,
        "items": [
            {
                "item": row.ref,
                "part": row.part or None,
                "outcome": row.outcome,
                "apart": row.apart or None,
                "needs_reading": row.needs_reading,
                "accounts": [_account(account) for account in row.side_by_side],
                "reading": row.reading.model_dump(mode="json", exclude_none=True) if row.reading else None,
                "reading_is_current": row.reading_is_current,
            }
            for row in rows
        ],
    }
    return json.dumps(headed("crosscheck", found), indent=2, ensure_ascii=False)


def _account(account: Account) -> dict[str, object]:
    response = account.response
    return {
        "informant": account.informant,
        "label": account.label,
        "session": account.session.id,
        "held_on": account.session.held_on,
        "response": response.id,
        "value": list(response.value) if isinstance(response.value, tuple) else response.value,
        "missing": response.missing,
        "note": response.note,
        "missing_note": response.missing_note,
        "corrected": [_correction(one) for one in account.corrections],
    }


def _correction(one: Correction) -> dict[str, object]:
    """An answer that stood before, and why it no longer does."""
    was = one.was
    return {
        "response": was.id,
        "value": list(was.value) if isinstance(was.value, tuple) else was.value,
        "missing": was.missing,
        "on": one.now.at.date().isoformat() if one.now.at else None,
        "reason": one.now.reason,
    }
