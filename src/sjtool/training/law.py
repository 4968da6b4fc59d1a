"""Where the person of an invented case stands in law: status, conviction, orders, and how long each of them lasts."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from sjtool.assess.working_days import add_months
from sjtool.training.book import Book
from sjtool.training.dice import Dice
from sjtool.training.people import Cast

_PREVENTION, _NOTIFICATION = 7, 5
"""Years of the prevention order, from the sentence; of notification after a community order, from the conviction."""


class Sentence(NamedTuple):
    """The days on which the person was convicted and sentenced."""

    convicted: date
    sentenced: date


def write_law(book: Book, cast: Cast, dice: Dice, day: date) -> Sentence | None:
    """Status and orders, with the days of conviction and sentence; a suspect is on bail and convicted of nothing."""
    if cast.is_suspect:
        book.add("status", cast.manager, lead_agency="police", lead_agency_since=day.isoformat(), management="active")
        made = day - timedelta(days=dice.between(5, 40))
        book.add("order", cast.manager, kind="Bail with conditions on devices and contact", made_on=made.isoformat())
        return None
    convicted = day - timedelta(days=dice.between(60, 420))
    sentenced = convicted + timedelta(days=dice.between(14, 56))
    book.add(
        "status",
        cast.manager,
        lead_agency=dice.pick(("police", "probation")),
        lead_agency_since=sentenced.isoformat(),
        convicted_on=convicted.isoformat(),
        sentenced_on=sentenced.isoformat(),
        offence_kinds=[dice.pick(("making indecent images of children", "sexual communication with a child"))],
        mappa_category=1,
        mappa_level=dice.pick((1, 1, 1, 2)),
        mappa_reason="The lowest level at which the plan can still be audited.",
        management="active",
    )
    _orders(book, cast, Sentence(convicted, sentenced))
    return Sentence(convicted, sentenced)


def _orders(book: Book, cast: Cast, sentence: Sentence) -> None:
    """The prevention order, and notification: from the conviction, and for as long as the order lasts.

    Sexual Offences Act 2003 ss.82 and 103G(1), Sentencing Code s.352 (docs/law.md).
    """
    prevention = add_months(sentence.sentenced, 12 * _PREVENTION)
    notification = max(prevention, add_months(sentence.convicted, 12 * _NOTIFICATION))
    for kind, made, end in (
        ("Sexual harm prevention order: devices declared and monitored", sentence.sentenced, prevention),
        (
            "Notification: five years from the conviction, extended while the prevention order lasts",
            sentence.convicted,
            notification,
        ),
    ):
        days = {"made_on": made.isoformat(), "ends_on": end.isoformat()}
        book.add("order", cast.manager, kind=kind, **days, discharge_sought=False)
