"""A template on a screen: whole, or one item, factor or entry of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

from sjtool.assess.rated import PER_WORDS, rated_per
from sjtool.errors import usage
from sjtool.model.template import (
    AppliesIf,
    ClockSet,
    ClockSetHead,
    Entry,
    EntryGroup,
    Factor,
    FactorGroup,
    FactorSet,
    FactorSetHead,
    Instrument,
    Item,
    Menu,
    MenuHead,
    QuestionSet,
    QuestionSetHead,
    Template,
)
from sjtool.report.clocks_text import clock_blocks
from sjtool.store.library import Loaded
from sjtool.text import wrap_text

Grouped = TypeVar("Grouped", Factor, Entry)

_MARK_WORDS = {
    "partner": "asked of both",
    "partner-lightly": "partner may know in part; weigh lightly",
    "person-only": "the person only",
}


def render_template(loaded: Loaded, only: str, width: int) -> str:
    """A template whole, or one item or factor of it."""
    template = loaded.template
    head = template.set
    lines = wrap_text(f"{loaded.found.ref}   {head.title}", width)
    lines += wrap_text(f"origin: {loaded.found.origin}", width, "    ", "  ")
    if not only:
        lines += [line for text in _about(template) for line in wrap_text(text, width, "    ", "  ")]
        lines += wrap_text(f"{head.standing}: {head.standing_note}", width, "    ", "  ")
        lines += wrap_text(f"licence: {head.licence}", width, "    ", "  ")
        for source in template.source:
            lines += wrap_text(
                f"source {source.id}: {source.title}. {source.publisher}, {source.published}. {source.locator} "
                f"({source.standing})",
                width,
                "    ",
                "  ",
            )
    body: Iterator[list[str]]
    if isinstance(template, QuestionSet):
        body = (_item(item, width) for item in template.item if only in ("", item.id))
    elif isinstance(template, FactorSet):
        body = (
            [*_heading(template.group, factor.group, before, width), *_factor(factor, template, width)]
            for before, factor in _with_group_before(template.factor)
            if only in ("", factor.id)
        )
    elif isinstance(template, Instrument):
        body = iter([_instrument(template, width)])
    elif isinstance(template, Menu):
        body = (
            [*_heading(template.group, entry.group, before, width), *_entry(entry, width)]
            for before, entry in _with_group_before(template.entry)
            if only in ("", entry.id)
        )
    elif isinstance(template, ClockSet):
        body = clock_blocks(template, only, width)
    else:
        body = (
            wrap_text(f"{mark.item}: {_MARK_WORDS[mark.asks]}. {mark.reason}", width, "  ") for mark in template.mark
        )
    blocks = list(body)
    if not blocks:
        raise usage(
            "no-such-item",
            "there is no such item in this set",
            "items are named by their ids",
            "sjtool sets show SET  lists them",
        )
    for block in blocks:
        lines += ["", *block]
    return "\n".join(lines)


def _about(template: Template) -> Iterator[str]:
    """What a whole template says before its first item: purpose, whom it is for, what it is not, notes, scales."""
    head = template.set
    if isinstance(head, QuestionSetHead | FactorSetHead | MenuHead | ClockSetHead):
        yield f"purpose: {head.purpose}"
    if isinstance(template, QuestionSet):
        yield f"asked of: {', '.join(template.set.asked_of)}"
        if not template.set.is_prefilled:
            yield "never filled in beforehand: every answer is asked anew"
        yield from (f"conduct ({note.when}, {note.who}): {note.text}" for note in template.set.conduct)
    elif isinstance(template, FactorSet):
        pers = dict.fromkeys(rated_per(template, factor) for factor in template.factor)
        yield f"rated for: {'; '.join(PER_WORDS[per] for per in pers)}. {template.set.rated_for}"
        yield f"not this: {template.set.not_this}"
        yield from (f"note: {note}" for note in template.set.notes)
        for scale in template.scale:
            labels = "; ".join(f"{label.title}: {label.means}" for label in scale.label)
            yield f"scale {scale.id} ({scale.standing}): {scale.note} {labels}"
    elif isinstance(template, Menu | ClockSet):
        yield from (f"note: {note}" for note in template.set.notes)


def _with_group_before(parts: Sequence[Grouped]) -> Iterator[tuple[str | None, Grouped]]:
    """Each part with the group of the one before it."""
    before: str | None = None
    for part in parts:
        yield before, part
        before = part.group


def _heading(groups: Sequence[FactorGroup | EntryGroup], now: str | None, before: str | None, width: int) -> list[str]:
    """The heading of the source over the first part of a group."""
    group = next((known for known in groups if known.id == now), None)
    if group is None or now == before:
        return []
    per = getattr(group, "rated_per", None)
    whom = f" (rated for {PER_WORDS[per]})" if per else ""
    note = getattr(group, "note", None)
    lines = [*wrap_text(f"== {group.title}{whom}", width), *(wrap_text(note, width, "   ") if note else [])]
    return [*lines, *wrap_text(f"source: {group.source}, {group.pinpoint}", width, "      ", "   "), ""]


def _item(item: Item, width: int) -> list[str]:
    mark = f"   [{_MARK_WORDS[item.mark.asks]}; {item.mark.standing}]" if item.mark else ""
    lines = wrap_text(f"{item.id:>3}  {item.title}{mark}", width, "     ")
    rows = [("ask", item.ask)]
    rows += [("partner", item.ask_partner)] if item.ask_partner and not item.part else []
    for part in item.part:
        rows.append((part.id, part.ask))
        rows += [(f"{part.id}, partner", part.ask_partner)] if part.ask_partner else []
    for key, text in (("carer", item.ask_carer), *((f"{part.id}, carer", part.ask_carer) for part in item.part)):
        rows += [(key, text)] if text else []
    rows += [("follow up", prompt) for prompt in item.follow_up]
    rows += [(f"follow up, {role}", prompt) for role, prompts in item.follow_up_by.items() for prompt in prompts]
    rows += [("answer", ", ".join([item.answer.replace("_", " / "), *item.options]))] if not item.part else []
    rows += [("draws on", ", ".join(item.draws_on))] if item.draws_on else []
    rows += [("asked if", _rule(item.applies_if))] if item.applies_if else []
    rows += [("why", item.why), *(("look for", sign) for sign in item.look_for)]
    rows += [("note", text) for text in (item.hint, item.sensitivity) if text]
    if item.clear_with_police_first:
        rows.append(("first", "asking this may disclose the allegation: clear it with the police first"))
    if item.mark:
        rows.append(("mark", item.mark.reason))
    rows.append(("source", f"{item.source}, {item.pinpoint}"))
    for key, text in rows:
        lines += wrap_text(f"{key}: {text}", width, "         ", "     ")
    return lines


def _rule(rule: AppliesIf) -> str:
    """When an item applies, in words."""
    spot = f"{rule.item}/{rule.part}" if rule.part else rule.item
    yes = [f"is {' or '.join(map(str, rule.any_of))}"] if rule.any_of else []
    no = [f"is not {' or '.join(map(str, rule.none_of))}"] if rule.none_of else []
    return f"the answer to {spot} {' and '.join([*yes, *no])}"


def _factor(factor: Factor, sheet: FactorSet, width: int) -> list[str]:
    lines = wrap_text(f"{factor.id}   {factor.title}   [{factor.side}]", width)
    scale = next(s for s in sheet.scale if s.id == factor.scale)
    rows = [("why", factor.why), *(("look for", sign) for sign in factor.look_for)]
    rows += [("write", factor.describe)] if factor.describe else []
    rows += [(label.title, factor.anchors[label.id]) for label in scale.label if label.id in factor.anchors]
    if factor.is_context_only:
        rows.append(("used in no rule", "recorded and shown as the source has it"))
    else:
        rows.append(("raises concern when", ", ".join(factor.raises_concern_when)))
    rows += [("act now", factor.act_now)] if factor.act_now else []
    rows += [("caution", factor.caution)] if factor.caution else []
    anchors = f"; anchors {factor.anchors_standing}" if factor.anchors else ""
    rows.append(("source", f"{factor.source}, {factor.pinpoint}{anchors}"))
    for key, text in rows:
        lines += wrap_text(f"{key}: {text}", width, "       ", "    ")
    return lines


def _entry(entry: Entry, width: int) -> list[str]:
    pillar = f"   [{entry.pillar.replace('-', ' ')}]" if entry.pillar else ""
    lines = wrap_text(f"{entry.id}   {entry.title}{pillar}", width)
    rows = [("what", entry.text), *(("write", text) for text in entry.ask)]
    rows += [("handling", "covert: a reference only, for officers alone")] if entry.handling else []
    rows += [("caution", entry.caution)] if entry.caution else []
    rows.append(("source", f"{entry.source}, {entry.pinpoint}; {entry.standing}"))
    for key, text in rows:
        lines += wrap_text(f"{key}: {text}", width, "       ", "    ")
    return lines


def _instrument(template: Instrument, width: int) -> list[str]:
    head = template.set
    rows = [
        ("owner", head.owner),
        ("purpose", head.purpose),
        (head.treatment, head.treatment_reason),
        ("for", head.for_whom),
        *(("not for", text) for text in head.not_for),
        ("training", head.training),
        ("status", head.status),
        *(
            (f"scale {s.id}", f"{s.title}; predicts {s.predicts}; words {', '.join(level.word for level in s.level)}")
            for s in template.scale
        ),
        *((f"points, {s.id}", s.gives_points) for s in template.scale if s.gives_points),
        *(
            (
                "evidence",
                f"{e.finding} ({e.study}; n {e.n or 'not given'}; followed {e.follow_up or 'not said'}; {e.standing})",
            )
            for e in template.evidence
        ),
        *(("to verify", text) for text in head.to_verify),
    ]
    return [line for key, text in rows for line in wrap_text(f"{key}: {text}", width, "      ", "  ")]
