"""A day to come is refused where what is shown says what was recorded by a day; one rule for every such command."""

from __future__ import annotations

from sjtool import clock
from sjtool.errors import usage


def refuse_to_come(as_at: str) -> None:
    """Raise SjtoolError (usage) where `--as-at` lies after today, here, or is no day."""
    if not as_at:
        return
    from sjtool.commands.check_run import read_moment  # it brings the checks along, and few look at an earlier day

    _day, moment = read_moment(as_at)
    if moment is not None and moment.astimezone().date() > clock.today():
        raise usage(
            "day-to-come",
            "--as-at is a day to come",
            "what is shown was recorded by a day, and by that one anything may be",
            "leave out  --as-at",
        )
