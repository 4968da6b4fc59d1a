"""What an event must have to stand, beyond what every record needs: a day that has been, words for what was decided.

The rules look at drafts, so that a terminal and an answers file are held to the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from difflib import get_close_matches

from sjtool.errors import SjtoolError
from sjtool.loader import Loaded
from sjtool.model.kinds import KINDS
from sjtool.problem import Problem
from sjtool.recording.drafting import Sheet, is_blank
from sjtool.store.append import Later

_SECTION_47 = "section-47-outcomes"
_AHEAD = "mend  held_on ; a day to come stands in  next_on  or in an action of the plan"
_PLANNED = {
    "conference": "mend  held_on ; a planned conference is  next_on  of the section-47 event it was agreed at, a "
    "planned review that of the conference before:  sjtool event CASE conference  asks for it",
    "core-group": "mend  held_on ; a planned core group is  next_on  of the conference or the core group before",
}
_OF_CHILDREN = frozenset({"section-47", "strategy-discussion"})
_PREFIXES = "|".join(sorted({model.prefix for model in KINDS.values() if model.prefix}))
_ID = re.compile(rf"(?<![\w@.-])(?:{_PREFIXES})-\d{{3,}}(?![\w@-])", re.IGNORECASE)
"""What an id that sjtool gave looks like; a word such as housing never does."""


def check_event_drafts(loaded: Loaded, sheets: Sequence[Sheet], today: date) -> None:
    """Raise SjtoolError with every rule that drafts of events, and of statuses beside them, break."""
    problems: list[Problem] = []
    beside = {str(sheet.draft.keys.get("id")) for sheet in sheets}
    for sheet in sheets:
        if sheet.draft.kind == "event":
            problems += find_event_problems(loaded, sheet, today)
            problems += _find_touch_problems(loaded, sheet, beside)
        elif sheet.draft.kind == "status":
            problems += _find_status_problems(sheet)
    if problems:
        raise SjtoolError(problems)


def find_event_problems(loaded: Loaded, sheet: Sheet, today: date) -> Iterator[Problem]:
    """Every rule a draft of an event breaks, with the line it came from."""
    yield from _find_day_problems(sheet, today)
    yield from _find_prompt_problems(loaded, sheet)
    kind = sheet.draft.keys.get("kind")
    if kind == "section-47":
        yield from _find_outcome_problems(loaded, sheet)
    if kind == "information-shared" and not sheet.draft.keys.get("told"):
        yield Problem(
            "event-told-nobody",
            sheet.at("told"),
            "the event does not say who was told",
            "who knows of a risk must be known later (APP, offenders who are a risk to children)",
            'add  told = ["post or name, agency"]',
        )
    yield from _find_review_problems(sheet)


def find_lost_ids(loaded: Loaded, words: Iterable[object]) -> list[str]:
    """What looks like the id of a record, in words that an event touches, and is none of this case."""
    found = [one for word in words if isinstance(word, str) and "@" not in word for one in _ID.findall(word)]
    return [one for one in dict.fromkeys(found) if loaded.case.find(one.lower()) is None]


def _find_touch_problems(loaded: Loaded, sheet: Sheet, beside: Iterable[str]) -> Iterator[Problem]:
    """What an event touches is there; an event on a child names a child of the case, or one recorded with it."""
    touched = sheet.draft.keys.get("touches") or ()
    words = touched if isinstance(touched, list | tuple) else ()
    lost = [one for one in find_lost_ids(loaded, words) if one not in {*beside}]
    if lost:
        yield Problem(
            "event-touches-unknown",
            sheet.at("touches"),
            f"{len(lost)} of what the event touches looks like an id and is no record of this case",
            "a clock, a check or a reader would look for it in vain",
            "name a record that is in the case: sjtool show CASE --all lists them",
        )
    if sheet.draft.keys.get("kind") not in _OF_CHILDREN:
        return
    standing = loaded.standing
    children = [standing.root(one.id) for one in standing.persons("child")]
    if not any(isinstance(word, Later) or word in beside or standing.root(str(word)) in children for word in words):
        typed = [str(word).strip().casefold().replace(" ", "-") for word in words]
        near = next((close[0] for word in typed if (close := get_close_matches(word, children, 1))), "")
        yield Problem(
            "event-child-unknown",
            sheet.at("touches"),
            "the event names no child of this case",
            "what is recorded of a child must be found under that child",
            f'touches = ["{near}"] , if that is the child' if near else "add the child first: sjtool add CASE person",
        )


def _find_day_problems(sheet: Sheet, today: date) -> Iterator[Problem]:
    held, following = sheet.draft.keys.get("held_on"), sheet.draft.keys.get("next_on")
    if isinstance(held, str) and held > today.isoformat()[: len(held)]:
        yield Problem(
            "event-ahead",
            sheet.at("held_on"),
            "the day of the event has not come yet",
            "an event is what has happened; clocks are counted from it",
            _PLANNED.get(str(sheet.draft.keys.get("kind")), _AHEAD),
        )
    if isinstance(held, str) and isinstance(following, str) and following[: len(held)] < held[: len(following)]:
        yield Problem(
            "event-next-before",
            sheet.at("next_on"),
            "the next one would be before this one",
            "what is due is read from it",
            "mend  next_on  or  held_on",
        )


def _find_prompt_problems(loaded: Loaded, sheet: Sheet) -> Iterator[Problem]:
    """Prompts that speak are entries of a menu within reach."""
    considered = sheet.draft.keys.get("considered") or ()
    if isinstance(considered, list | tuple) and not all(_is_entry(loaded, word) for word in considered):
        yield Problem(
            "event-prompt-unknown",
            sheet.at("considered"),
            "a prompt named here is no entry of a menu within reach",
            "a reader could not tell what was considered",
            "name it in full, as  significant-change@1.0.0/own-home ; sjtool sets show significant-change",
        )


def _find_outcome_problems(loaded: Loaded, sheet: Sheet) -> Iterator[Problem]:
    """What section 47 enquiries came to is one of the four outcomes (source 001, section 4.1)."""
    if not _is_entry(loaded, sheet.draft.keys.get("outcome"), _SECTION_47):
        yield Problem(
            "event-outcome-unknown",
            sheet.at("outcome"),
            "the outcome is not one of the four a section 47 enquiry may have",
            "what follows depends on which of them it was (North Wales protocol, section 4.1)",
            f"name an entry, as  {_SECTION_47}@1.0.0/… ; sjtool sets show {_SECTION_47}",
        )


def _is_entry(loaded: Loaded, word: object, menu: str = "") -> bool:
    """Whether a word names an entry of a menu, of that one where one is wanted, with its version."""
    ref, _slash, entry = str(word).partition("/")
    if ref not in loaded.library.found or (menu and ref.partition("@")[0] != menu):
        return False
    template = loaded.library.read(ref).template
    return any(getattr(one, "id", None) == entry for one in getattr(template, "entry", ()))


def _find_review_problems(sheet: Sheet) -> Iterator[Problem]:
    """A significant change opens a review or says why not; intelligence that is none says why (APP)."""
    keys = sheet.draft.keys
    kind, opens = keys.get("kind"), keys.get("opens_review")
    if kind == "significant-change" and opens is None:
        yield Problem(
            "event-review-unsaid",
            sheet.place,
            "the event does not say whether a review is opened",
            "a change that touches the plan leads to a review (APP, significant change)",
            "add  opens_review = true  or  false",
        )
    needs = kind == "significant-change" or (kind == "intelligence" and opens is False)
    if needs and is_blank(keys.get("rationale") or ""):
        yield Problem(
            "event-without-rationale",
            sheet.at("rationale"),
            "the event does not say why it was decided so",
            "the judgement on a change is recorded with its reason (APP, significant change)",
            "add  rationale",
        )


def _find_status_problems(sheet: Sheet) -> Iterator[Problem]:
    if sheet.draft.keys.get("mappa_level") and is_blank(sheet.draft.keys.get("mappa_reason") or ""):
        yield Problem(
            "mappa-without-reason",
            sheet.at("mappa_level"),
            "a MAPPA level is set without the reason for it",
            "the level is the lowest consistent with an auditable plan (APP, risk management), and that is shown",
            "add  mappa_reason : why this is the lowest level that will do",
        )
