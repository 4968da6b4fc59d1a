"""Section 17: the footing on which the case is held, how long, who was given it, what was erased or mended by hand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from sjtool.model.people import Governance
from sjtool.model.upkeep import Acknowledgement, Erasure
from sjtool.report.context import Context
from sjtool.report.report import Basis, Block, Bullets, Group, Item, Pair, Pairs, Paragraph, Section, Table
from sjtool.report.wording import say_date


def build_legal(context: Context) -> Section:
    """Section 17."""
    blocks: list[Block] = []
    held = context.standing.of(Governance)
    if held:
        blocks.append(Pairs(tuple(_footing(held[-1]))))
    blocks += [*_disclosures(context), *_upkeep(context)]
    return Section(17, "Legal footing and disclosure", "facts", (*blocks, *context.gap_notes(17)))


def _footing(held: Governance) -> Iterator[Pair]:
    for label, words in (
        ("Lawful basis", held.lawful_basis),
        ("Condition relied on", held.schedule_8_condition),
        ("Policy document", held.policy_document),
        ("Keeping reviewed", say_date(held.retention_review_on)),
        ("ViSOR or MAPPS", held.visor_reference),
    ):
        if words:
            yield Pair(label, words, basis=Basis(records=(held.id,)))


def _disclosures(context: Context) -> Iterator[Block]:
    """Who was given a print of this case before, by the access log."""
    given = [line for line in context.access if line.get("act") == "disclosure"]
    if not given:
        yield Paragraph("Disclosed so far: nothing is in the access log before this print.", "record")
        return
    counted = Counter(_disclosure(context, line) for line in given)  # one print a night would fill pages
    rows = tuple(
        (on, by, f"{what}, {times} times" if times > 1 else what, to) for (on, by, what, to), times in counted.items()
    )
    yield Group("Disclosed so far, by the access log", "", (Table(("On", "By", "Print", "To"), rows),))


def _disclosure(context: Context, line: Mapping[str, Any]) -> tuple[str, str, str, str]:
    on = say_date(str(line.get("at", ""))[:10]) or "no date"
    by = context.name(str(line.get("by", "")))
    what = str(line.get("report") or line.get("command", "")).replace("-", " ")
    return (on, by, what, str(line.get("recipient") or "not stated"))


def _upkeep(context: Context) -> Iterator[Block]:
    """Erasures and knowing edits by hand show on every print."""
    standing = context.standing
    items = [
        Item(
            f"Erased by law: {e.kind or 'a record'} {e.record or ''}. Authority: {e.authority or 'not recorded'}",
            basis=context.recorded(e),
        )
        for e in standing.of(Erasure)
    ]
    items += [
        Item(
            f"Edited by hand, and acknowledged: {a.record or 'a record'}. {a.why or 'no reason recorded'}",
            basis=context.recorded(a),
        )
        for a in standing.of(Acknowledgement)
        if a.id not in context.unseen
    ]
    if items:
        yield Group("Changes to the file itself", "", (Bullets(tuple(items)),))
