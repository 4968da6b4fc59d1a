"""Heading 5: the papers and the information it rests on, by nature; of what is kept apart how much, and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sjtool.assess.gap_enquiry import SOURCES
from sjtool.model.enquiry import EvidenceRecord
from sjtool.report.internet_offender_grounds import Ground, say_counted, say_ground
from sjtool.report.internet_offender_screen import NOT_PRINTED
from sjtool.report.internet_offender_view import View
from sjtool.report.report import Basis, Block, Bullets, Group, Item
from sjtool.report.wording import capitalise, join_sentences

POLICE = ("national-databases", "previous-interviews")
"""Kinds of evidence that heading 10 prints with their words; heading 5 names them."""
CHILDS = "How the child was, and what the child said, is kept apart: it is in the file."
_NATURES = {
    "fact": "Facts",
    "observed": "Observed",
    "reported": "Reported by others",
    "inference": "Inferences",
    "opinion": "Opinions",
    None: "Nature not recorded",
}
_HELD: Mapping[Ground, str] = {
    "police": "Information held by police.",
    "prison": "Information held by the prison service.",
    "victims": "Information from or about victims, held by police.",
}
_OFFICIAL = frozenset({*POLICE, "pre-sentence-report", "programme-report"})
"""Kinds whose title may stand though the words are kept apart: that there is such a paper tells on nobody."""


def build_earlier_reports(view: View) -> Iterator[Block]:
    """Heading 5: papers and information by nature; of what is held back only that it is held."""
    held = [one for one in view.context.standing.of(EvidenceRecord) if one.obtained is not False]
    kept = [one for one in held if view.screen.keeps_evidence(one)]
    titled = [one for one in kept if _may_be_titled(view, one)]
    for nature, title in _NATURES.items():
        mine = [one for one in held if one.nature == nature and (one not in kept or one in titled)]
        items = tuple(_say_title(view, one) if one in titled else _say(view, one) for one in mine)
        if items:
            yield Group(title, "", (Bullets(items),))
    lines = tuple(_say_held(view, [one for one in kept if one not in titled]))
    if lines:
        yield Group("Held, and not set out here", "", (Bullets(lines),))
    if kept and view.context.for_author:
        items = tuple(say_evidence(view, one, lead=NOT_PRINTED) for one in kept)
        yield Group("On this screen only", "", (Bullets(items),))
    yield from _not_obtained(view)
    if not held:
        yield view.gap("any report, record or other evidence", "add CASE evidence")


def _say(view: View, record: EvidenceRecord) -> Item:
    return say_evidence(view, record, with_text=record.kind not in POLICE)


def say_evidence(view: View, record: EvidenceRecord, *, with_text: bool = True, lead: str = "") -> Item:
    """One piece of evidence with its nature, its kind of source and its day; never its grade or its reference."""
    text = record.text if with_text else "See heading 10."
    if with_text and text and not lead and view.screen.is_childs(record):
        text = f"{NOT_PRINTED}{text}" if view.context.for_author else CHILDS
    return _item(record, [f"{lead}{record.title or 'No title'}", text])


def _item(record: EvidenceRecord, words: list[str | None]) -> Item:
    voice = "opinion" if record.nature in {"inference", "opinion"} else "record"
    basis = Basis(record.nature or "", SOURCES.get(record.kind or "", ""), record.dated_on or "", (record.id,))
    return Item(join_sentences(words), voice, basis)  # type: ignore[arg-type]


def _may_be_titled(view: View, record: EvidenceRecord) -> bool:
    """Whether the title of a paper may stand: an official one, kept apart for the adult named in it alone."""
    screen = view.screen
    is_named = record.kind in _OFFICIAL and screen.why_evidence(record) == "names"
    return is_named and not screen.keeps_words(record.title or "")


def _say_title(view: View, record: EvidenceRecord) -> Item:
    words = " ".join(filter(None, (record.title, record.text, record.reference)))
    why = say_ground("names", view.screen.find_named(words))
    return _item(record, [record.title or "No title", f"Kept apart: {why}; it is in the file."])


def _say_held(view: View, kept: list[EvidenceRecord]) -> Iterator[Item]:
    """What is held by whom, then how many more pieces are not set out and on what ground."""
    grounds = [view.screen.why_evidence(one) for one in kept]
    yield from (Item(words) for ground, words in _HELD.items() if ground in grounds)
    if said := say_counted(ground for ground in grounds if ground not in _HELD):
        yield Item(said, "sjtool")


def _not_obtained(view: View) -> Iterator[Block]:
    items, kept = [], []
    for one in view.context.standing.of(EvidenceRecord):
        ground = view.screen.why_evidence(one)
        if one.obtained is False and ground:
            kept.append(ground)
        elif one.obtained is False:
            what = capitalise(SOURCES.get(one.kind or "", "")) or one.title or "No title"
            items.append(Item(f"{what}: {one.why_not or 'no reason recorded'}", basis=Basis(records=(one.id,))))
    if said := say_counted(kept):
        items.append(Item(said, "sjtool"))
    yield from view.screened([Group("Looked for and not had", "", (Bullets(tuple(items)),))] if items else [])
