"""An event in words: everything that was recorded of it, and what it touches by name. Covert actions leave no trace."""

from __future__ import annotations

from collections.abc import Iterator

from sjtool.model.decision import Action, Event
from sjtool.model.people import Order, Person
from sjtool.report.context import Context
from sjtool.report.records import say_answered
from sjtool.report.report import Basis, Item
from sjtool.report.wording import capitalise, join_sentences, say_code, say_date, say_kind, say_list

_ENTRY = {"given": "let in", "refused": "entry refused", "nobody-in": "nobody in"}
_WORDS = {
    "mappa": "MAPPA",
    "risk-to-children": "risk to children",
    "initial-conference": "initial conference",
    "first-review-conference": "first review conference",
    "review-conference": "review conference",
    "next-section-47-off": "the day agreed for the next step is set aside",
    "comprehensive-assessment": "comprehensive assessment",
    "specialist-assessment": "specialist assessment",
}
"""The words that clocks look for; any other word is the officer's own and stands as it is."""


def say_event(context: Context, event: Event) -> Item:
    """One event in full, for the list of what has happened."""
    words = event.what or "nothing said"
    rest = join_sentences(_rest(context, event))
    # Words of several lines end with a list of their own: what follows must not read as its last line.
    gap = "\n" if "\n" in words else ""
    text = f"{words}{gap}{rest}" if gap and rest else join_sentences([words, rest])
    return Item(text, basis=Basis(say_code(event.kind), "", event.held_on or "", (event.id,)))


def _rest(context: Context, event: Event) -> Iterator[str | None]:
    standing = context.standing
    yield say_entry(event)
    if event.present:
        yield f"There: {say_list(standing.label(one) for one in event.present)}"
    if event.others_present:
        yield f"Also there: {event.others_present}"
    if event.refused:
        yield f"Refused: {'; '.join(event.refused)}"
    yield from _prompts(context, event)
    touched = say_touched(context, event)
    if touched:
        yield f"{'Already recorded' if _is_recorded(context, event) else 'Touches'}: {'; '.join(touched)}"
    if event.outcome:
        yield f"Outcome: {say_entry_of_menu(context, event.outcome)}"
    if event.told:
        yield f"Told: {'; '.join(event.told)}"
    if event.cause:
        yield f"Cause: {say_code(event.cause)}"
    if event.effects:
        yield f"Followed: {say_list(say_code(effect) for effect in event.effects)}"
    yield {True: "Opens a review", False: "Opens no review"}.get(event.opens_review)  # type: ignore[arg-type]
    yield f"Why: {event.rationale}" if event.rationale else None
    yield f"Reference: {event.reference}" if event.reference else None
    yield f"Next: {say_date(event.next_on)}" if event.next_on else None


def say_entry(event: Event) -> str:
    """Whether a visit was announced and whether officers were let in, as far as it is recorded."""
    told = {True: "announced", False: "not announced"}.get(event.announced)  # type: ignore[arg-type]
    return capitalise(", ".join(filter(None, [told, _ENTRY.get(event.entry or "")])))


def _prompts(context: Context, event: Event) -> Iterator[str]:
    """Entries of menus that were named and do not stand in the words by their titles."""
    titles = [say_entry_of_menu(context, ref) for ref in event.considered]
    titles = [title for title in titles if title not in (event.what or "")]
    if titles:
        yield f"Considered: {'; '.join(titles)}"


def say_touched(context: Context, event: Event) -> list[str]:
    """What an event touches, each by its name; nothing of an action that this reader may not know of."""
    return [words for word in event.touches if (words := _say_one(context, word))]


def _is_recorded(context: Context, event: Event) -> bool:
    """Whether intelligence is linked to the events that tell already what it is about, and to nothing else."""
    found = [context.standing.current(word) for word in event.touches]
    return event.kind == "intelligence" and all(isinstance(one, Event) for one in found)


def _say_one(context: Context, word: str) -> str:
    record = context.standing.current(word)
    if isinstance(record, Action):
        is_hidden = record.handling == "covert" and not context.for_author
        name = "covert action" if record.handling == "covert" else say_kind(record.kind) or record.objective
        return "" if is_hidden else f"{name} ({word})" if name else word
    if isinstance(record, Order):
        # What an order is called; its terms, after a colon, stand in section 1.
        return f"{record.kind.partition(':')[0]} ({word})" if record.kind else word
    if isinstance(record, Person):
        return context.standing.label(word)
    if isinstance(record, Event) and record.kind:
        when = f" of {say_date(record.held_on)}" if record.held_on else ""
        return f"{say_code(record.kind)}{when} ({word})"
    said = say_answered(context, word)
    if record is not None or said != word or "/" in word:
        return f"{say_code(record.kind_name)} {word}" if record is not None and said == word else said
    return _WORDS.get(word, say_kind(word))


def say_entry_of_menu(context: Context, word: str) -> str:
    """The title of a menu's entry by its reference; any other words as they are."""
    ref, _slash, entry = word.partition("/")
    library = context.loaded.library
    template = library.read(ref).template if ref in library.found else None
    found = (one for one in getattr(template, "entry", ()) if getattr(one, "id", None) == entry)
    return next((str(one.title) for one in found), word)
