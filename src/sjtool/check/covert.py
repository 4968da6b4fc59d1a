"""A check of covert actions: a reference only, and in nothing that others read."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sjtool.assess.actions import ActionState
from sjtool.check.finding import Check, Finding
from sjtool.check.naming import is_named, texts_of
from sjtool.check.overrides import say_correction
from sjtool.check.view import View
from sjtool.model.decision import Action
from sjtool.model.record import Record

CODE = "covert-action-shared"
OBJECTIVE, WORDS = "Held where covert work is recorded.", "Not in this case file."
"""What stands in a covert action where others have words of their own (recording/covert_rules.py)."""
_REASONS = ("enforcement", "suitability", "proportionality", "negative_consequences", "answers", "menu_entry")
"""What a covert action says elsewhere, and not in a case file."""
_TELLING, _REFERENCE = 4, 6
"""Words of a text, and letters of a reference, from which on it is no chance that another record holds them too."""
_OF_THE_LEDGER = frozenset({"signature", "countersignature", "acknowledgement", "erased", "erasure"})
_SHARED = frozenset(
    {"pillar", "kind", "menu_entry", "owner", "assessment", "due_on", "review_on", "handling", "reason"}
)
"""Keys whose text others share without telling anything."""


def find_covert_shared(view: View) -> Iterator[Finding]:
    """A covert action is a reference only, and stands nowhere else.

    A case file is printed, handed to other agencies and one day disclosed. Knowledge of a covert step can undo it, and
    can put people in danger. Four things are looked for. A covert action that holds more than its reference, owner
    and days: aims, reasons, the entry it was chosen from, what it answers, or words in the news of it. Another record
    that names its id, such as a narrative, an outline, an open action or what an event touches. Another record in
    which its own words stand as they were written: its reference, or four words or more. And an action that was chosen
    from a covert entry of a menu and is not marked covert, so that every print shows it. It looks at records that
    stand, signatures and news of the action itself left out.

    It is told on an officer's screen and nowhere else: not in a file, a pipe or another format, and in no count there.
    It cannot see what is hinted at in other words, what was printed or said before it was mended, or what an older
    version of a record still holds in the file: for that, there is sjtool erase.
    """
    for state in view.actions:
        action = state.action
        if not state.is_covert:
            if view.is_covert_kind(action.menu_entry or ""):
                yield Finding(
                    action.id,
                    f'action "{action.id}" is of a covert kind and is not marked covert',
                    _say_anew(action),
                )
            continue
        held = [*_held(state)]
        if held:
            yield Finding(
                action.id,
                f'covert action "{action.id}" holds more than its reference: {", ".join(held)}',
                _say_anew(action),
            )
        for record in _others(view, state):
            if is_named(view.standing, record, action.id) or _repeats(record, action):
                yield Finding(
                    action.id,
                    f'covert action "{action.id}" is told of in {record.kind_name} "{record.id}", which others read',
                    f"{say_correction(record, 'no word of it')} , and  sjtool erase CASE {record.id}",
                )


def _say_anew(action: Action) -> str:
    """What to type where an action says too much: a correction would leave its words in the file."""
    return f"ask whoever is in charge of it;  sjtool erase CASE {action.id} , and as covert  sjtool plan CASE --add"


def _others(view: View, state: ActionState) -> Iterator[Record]:
    """Standing records in which a covert action has no place: all but itself, its news and other covert actions."""
    news = {update.id for update in state.news}
    for entry in view.case:
        record = entry.record
        is_own = record.id in news or (isinstance(record, Action) and record.handling == "covert")
        if not is_own and entry.kind not in _OF_THE_LEDGER and view.standing.stands(record):
            yield record


def _held(state: ActionState) -> Iterator[str]:
    """The keys of a covert action, and of the news of it, that hold more than what is kept here."""
    action = state.action
    yield from (key for key in _REASONS if getattr(action, key))
    yield from (key for key, usual in (("objective", OBJECTIVE), ("purpose", WORDS)) if _is_other(action, key, usual))
    if any(_is_other(news, "what_happened", WORDS) for news in state.news):
        yield "what_happened"


def _is_other(record: Record, key: str, usual: str) -> bool:
    """Whether a key holds words other than the sentence that all covert actions share."""
    return (getattr(record, key) or usual) != usual


def _repeats(record: Record, action: Action) -> bool:
    """Whether words of a covert action stand in another record as they were written."""
    own = (_plain(text) for key, text in texts_of(action) if key not in _SHARED and text not in {OBJECTIVE, WORDS})
    telling = [text for text in own if len(text.split()) >= _TELLING]
    if len(action.kind or "") >= _REFERENCE and re.search(r"\d", action.kind or ""):
        telling.append(_plain(action.kind or ""))
    return any(words in _plain(text) for _key, text in texts_of(record) for words in telling)


def _plain(text: str) -> str:
    """Text with its words alone, one space between them and round them."""
    words = " ".join(re.findall(r"\w+", text.casefold()))
    return f" {words} "


CHECKS: tuple[Check, ...] = (
    Check(
        CODE,
        "error",
        "what is covert stays a reference here, for officers alone and in no print that is shared (menu restrictive, "
        "notes; house rule)",
        find_covert_shared,
    ),
)
