"""What changed in the plan between two moments: actions added, put off, given to others, and what came of them."""

from __future__ import annotations

from collections.abc import Iterator

from sjtool.assess.history_words import say_record
from sjtool.assess.looking_back import Reader, say_code, say_day
from sjtool.assess.standing import Standing
from sjtool.model.case import Entry
from sjtool.model.decision import Action, ActionUpdate


def tell_plan(before: Standing, reader: Reader) -> Iterator[str]:
    """Actions, then their news; of a covert one nothing but that it is there, and that for an officer at a screen."""
    after = reader.standing
    was = {before.root(action.id): action for action in before.of(Action)}
    for action in after.of(Action):
        old = was.get(after.root(action.id))
        if not _may_see(reader, action):
            continue
        if old is None:
            yield f"{say_record(action, reader)} ({action.id})"
        else:
            changes = [*_changes(old, action, reader)]
            if changes:
                yield f"action {after.root(action.id)}: {', '.join(changes)} ({action.id})"
    known = {update.id for update in before.of(ActionUpdate)}
    for update in after.of(ActionUpdate):
        if update.id not in known and _may_see(reader, update):
            yield f"{say_record(update, reader)} ({update.id})"


def _may_see(reader: Reader, record: Action | ActionUpdate) -> bool:
    return reader.may_see(Entry(record.kind_name, record, 0))


def _changes(old: Action, new: Action, reader: Reader) -> Iterator[str]:
    """What a correction changed; of a covert action its days alone."""
    for key, word in (("due_on", "due"), ("review_on", "looked at again")):
        was, now = getattr(old, key), getattr(new, key)
        if was != now:
            yield f"{word} {say_day(was)} → {say_day(now)}"
    if "covert" in {old.handling, new.handling}:
        return
    if old.pillar != new.pillar:
        yield f"{say_code(old.pillar)} → {say_code(new.pillar)}"
    if old.owner != new.owner:
        yield f"owner {reader.say_owner(old.owner)} → {reader.say_owner(new.owner)}"
    if old.menu_entry != new.menu_entry and reader.say_kind(new):
        yield f"now {reader.say_kind(new)}"
    added = reader.say_answers(answer for answer in new.answers if answer not in old.answers)
    if added:
        yield f"answers also {added}"
