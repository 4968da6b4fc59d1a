"""The one place that reads the clock, so that tests can hold it still."""

from __future__ import annotations

from datetime import UTC, date, datetime


def now() -> datetime:
    """The moment, in UTC, to the second: what `at` on a record says."""
    return datetime.now(UTC).replace(microsecond=0)


def today() -> date:
    """The local date: what an officer means by "today"."""
    return datetime.now().astimezone().date()
