"""Whose copy a print is, who is given it, and what its officer must read in it first."""

from __future__ import annotations

from pathlib import Path

from sjtool.ask.asker import at_terminal as somebody_is_there
from sjtool.ask.form import Field, ask_one
from sjtool.assess.disclosures import OWN_USE
from sjtool.assess.seen_by import VIEWS, Seen, View
from sjtool.assess.seen_by_print import find_restricted
from sjtool.assess.seen_by_words import find_to_read
from sjtool.commands.desk import Desk
from sjtool.commands.near import mend_option
from sjtool.commands.report_order import Order
from sjtool.console import say, say_wrapped
from sjtool.errors import usage
from sjtool.loader import Loaded

NOT_STATED = "not stated"
_IN_VIEWS = frozenset({"summary"})
"""Reports of which there is a copy for somebody else. The plans for the family and the assessment for a conference are
written for others from the first, and keep their own guard; the rest is for practitioners alone."""
_FOR_PERSON = "subject-access"
"""The report that is always the person's own copy."""
_RECIPIENT = Field(
    "recipient",
    "Who is given this print? (self: for your own use)",
    "line",
    passing="Enter: nobody is named",
    help="A name or post, and the agency. It stands at the foot of the print and in the access log.",
)


def settle_view(named: str, view: str, out: str, *, own_only: bool) -> View:
    """The view of a report. Raises SjtoolError (usage) where there is none such, or not with the other options.

    `own_only` says that what is asked for is the officer's own: the author's page, levels before the judgement, checks.
    """
    settled: View = "person" if named == _FOR_PERSON and not view else _read_view(view or "officer")
    if settled == "officer" and named != _FOR_PERSON:
        return settled
    if not (named in _IN_VIEWS or (named == _FOR_PERSON and settled == "person")):
        raise usage(
            "view-not-for-report",
            f"there is no such copy of the report {named}",
            "each report is for certain readers: some for the officer alone, one for the person",
            "leave out  --view , or  --report summary",
        )
    if own_only:
        raise usage(
            "view-with-own-page",
            "--author, --reveal and --checks are not for a copy that somebody else is given",
            "they show what is the officer's own, or what nobody may see before the judgement",
            "leave them out, or leave out  --view",
        )
    if out and named in _IN_VIEWS and (Path(out).is_dir() or not Path(out).suffix):
        raise usage(
            "view-needs-file",
            "a copy for somebody else needs a file of its own",
            "in a folder it would have the name of the officer's own print, and could be taken for it",
            "--out FILE",
        )
    return settled


def _read_view(view: str) -> View:
    for one in VIEWS:
        if one == view:
            return one
    raise usage(
        "unknown-view",
        "there is no view of that name",
        "a view settles what a reader may be given",
        mend_option("--view", view, VIEWS),
    )


def refuse_many(view: View) -> None:
    """Raise SjtoolError (usage) where copies for somebody else would be made by the dozen."""
    if view != "officer":
        raise usage(
            "view-one-case",
            "copies for a conference or for the person are made one case at a time",
            "its officer reads each of them before it is given: free words may tell what was left out",
            "name one case",
        )


def settle_recipient(desk: Desk, recipient: str, *, at_terminal: bool, author: bool) -> str:
    """Who is given it; nobody need be where the officer reads it at a terminal.

    With the author's page in it, it is the author's own, whatever the usual recipient is. Asked for where somebody is
    there to ask.
    """
    if at_terminal:
        return recipient
    if author:
        return "the author"
    known = recipient or desk.settings.recipient
    if not known and somebody_is_there():
        known = str(ask_one(desk.asker, _RECIPIENT) or "")
    return known or NOT_STATED


def tell_unnamed(order: Order) -> None:
    """Once something is given to somebody whom nobody named, say so."""
    if order.given_to == NOT_STATED and not order.at_terminal:
        say("Made for nobody named: the log says so. Name who is given it:  --for RECIPIENT  (self: for own use)")


def tell_restricted(loaded: Loaded, order: Order) -> None:
    """Which evidence in a print has conditions on passing it on: by id, never the words. Not for own use."""
    if order.at_terminal or order.given_to == OWN_USE:
        return
    found = find_restricted(loaded.standing, order.view, order.named)
    if found:
        say_wrapped(f"In this print, with conditions on passing it on ({len(found)}): read them before it is given:")
    for one in found:
        say_wrapped(f"{one}  handling", "  ")


def tell_to_read(loaded: Loaded, seen: Seen | None) -> None:
    """Which records of a copy must be read before it is given: by id and key, never the words. It is not printed.

    Every one of them is told, however many: what is not seen here is not looked for.
    """
    if seen is None:
        return
    found = find_to_read(loaded.standing, seen)
    say_wrapped(
        "Read this copy before it is given: officers' own words are in it as they were typed, and can name others or "
        "tell what was left out."
    )
    if found:
        say_wrapped(f"Certainly these ({len(found)}), the gravest first:")
    for one in found:
        say_wrapped(f"{one.record}  {one.key}: {one.why}", "  ")
