"""What this informant said of an item in earlier sessions; never what anybody else said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sjtool.assess.accounts import Account, find_accounts
from sjtool.assess.standing import Standing
from sjtool.dates import day_words
from sjtool.interview.plan import Key, Question
from sjtool.interview.screen import INDENT, Screen

Before = Mapping[Key, Sequence[Account]]


def find_before(standing: Standing, set_id: str, informant: str, session: str) -> Before:
    """The informant's accounts in other sessions of the set, oldest first, by item and part."""
    return {
        key: mine
        for key, accounts in find_accounts(standing, set_id).items()
        if (mine := [a for a in accounts if a.informant == informant and not standing.same(a.session.id, session)])
    }


def show_last(screen: Screen, before: Before, question: Question) -> list[str]:
    """Each earlier answer with its day and note, the latest first."""
    accounts = before.get(question.key, ())
    if not accounts:
        return screen.wrap("Nothing was recorded of this in an earlier session.", INDENT)
    lines: list[str] = []
    for account in reversed(accounts):
        day = day_words(account.session.held_on) or "on no date"
        extra = [] if screen.facing else [account.response.missing_note, account.response.note]
        notes = "".join(f" Note: {words}" for words in extra if words)
        lines += screen.wrap(f"{day}: {account.words(question.wording)}.{notes}", INDENT)
    return lines
