"""Templates on a screen: a list, or one of them whole."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sjtool.errors import usage
from sjtool.model.template import Entry, Factor, FactorSet, Instrument, Item, MarkSet, Menu, QuestionSet
from sjtool.store.library import Loaded
from sjtool.text import count_words, wrap_text

_MARK_WORDS = {
    "partner": "asked of both",
    "partner-lightly": "partner may know in part; weigh lightly",
    "person-only": "the person only",
}


def summary_of(loaded: Loaded) -> dict[str, object]:
    """What `sets list` says of a template, as data."""
    head = loaded.template.set
    return {
        "ref": loaded.found.ref,
        "kind": head.kind,
        "title": head.title,
        "count": _count(loaded),
        "standing": head.standing,
        "licence": head.licence,
        "origin": loaded.found.origin,
        "sha256": loaded.sha256,
    }


def _count(loaded: Loaded) -> int:
    template = loaded.template
    if isinstance(template, QuestionSet):
        return len(template.item)
    if isinstance(template, FactorSet):
        return len(template.factor)
    if isinstance(template, Menu):
        return len(template.entry)
    return len(template.mark) if isinstance(template, MarkSet) else len(template.scale)


def _noun(loaded: Loaded) -> str:
    nouns = {
        "question-set": "question",
        "factor-set": "factor",
        "instrument": "scale",
        "marks": "mark",
        "menu": "entry",
    }
    return nouns[loaded.template.set.kind]


def render_list(loaded: Sequence[Loaded], width: int) -> str:
    """One short paragraph a template; of its licence the first sentence, the rest with `sets show`."""
    lines: list[str] = []
    for item in loaded:
        head = item.template.set
        lines += wrap_text(f"{item.found.ref}   {head.title}", width)
        kind = head.kind.replace("-", " ")
        lines += wrap_text(
            f"{kind}, {count_words(_count(item), _noun(item))} · {head.standing} · {item.found.origin}",
            width,
            "    ",
            "    ",
        )
        purpose = getattr(head, "purpose", "")
        if purpose:
            lines += wrap_text(purpose, width, "    ", "    ")
        lines += wrap_text(f"licence: {head.licence.split('. ')[0].removesuffix('.')}", width, "      ", "    ")
    return "\n".join(lines)


def render_template(loaded: Loaded, only: str, width: int) -> str:
    """A template whole, or one item or factor of it."""
    template = loaded.template
    head = template.set
    lines = wrap_text(f"{loaded.found.ref}   {head.title}", width)
    if not only:
        lines += wrap_text(f"{head.standing}: {head.standing_note}", width, "  ", "  ")
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
        body = (_factor(factor, template, width) for factor in template.factor if only in ("", factor.id))
    elif isinstance(template, Instrument):
        body = iter([_instrument(template, width)])
    elif isinstance(template, Menu):
        body = (_entry(entry, width) for entry in template.entry if only in ("", entry.id))
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


def _item(item: Item, width: int) -> list[str]:
    mark = f"   [{_MARK_WORDS[item.mark.asks]}; {item.mark.standing}]" if item.mark else ""
    lines = wrap_text(f"{item.id:>3}  {item.title}{mark}", width, "     ")
    rows = [("ask", item.ask)]
    rows += [("partner", item.ask_partner)] if item.ask_partner and not item.part else []
    for part in item.part:
        rows.append((part.id, part.ask))
        rows += [(f"{part.id}, partner", part.ask_partner)] if part.ask_partner else []
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


def _factor(factor: Factor, sheet: FactorSet, width: int) -> list[str]:
    lines = wrap_text(f"{factor.id}   {factor.title}   [{factor.side}]", width)
    scale = next(s for s in sheet.scale if s.id == factor.scale)
    rows = [("why", factor.why), *(("look for", sign) for sign in factor.look_for)]
    rows += [(label.title, factor.anchors.get(label.id, "")) for label in scale.label]
    rows.append(("raises concern when", ", ".join(factor.raises_concern_when)))
    rows += [("act now", factor.act_now)] if factor.act_now else []
    rows += [("caution", factor.caution)] if factor.caution else []
    rows.append(("source", f"{factor.source}, {factor.pinpoint}; anchors {factor.anchors_standing}"))
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
