"""What the checks of every kind of template share: where a fault is, doubled ids, blanks, citations, length."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

Finding = tuple[tuple[str | int, ...], str, str]
"""Where in the template (a path for the line), what is wrong, what to do."""

LONGEST_ASK = 60
"""Words in a question: more than an officer can say, or anybody can keep in mind, at once."""
LONGEST_WHY = 70
"""Words in a reason: more than can be read in the middle of an interview."""


def duplicates(table: str, ids: Sequence[str]) -> Iterator[Finding]:
    """An id that stands twice, at the place of its last."""
    for name, count in Counter(ids).items():
        if count > 1:
            at = len(ids) - 1 - ids[::-1].index(name)
            yield (
                (table, at, "id"),
                f"the id of this {table} stands twice",
                "an id names one thing for good: choose another",
            )


def blank(where: tuple[str | int, ...], values: dict[str, object]) -> Iterator[Finding]:
    """Text that is there and says nothing."""
    for key, value in values.items():
        if isinstance(value, str) and not value.strip():
            yield (*where, key), f'"{key}" is blank', "say it, or leave the key out"


def cited(where: tuple[str | int, ...], source: str, pinpoint: str, sources: set[str]) -> Iterator[Finding]:
    """A source that is not listed, or no place in it."""
    if source not in sources:
        yield (*where, "source"), "the source is not among the [[source]] tables", "add the [[source]], or mend its id"
    if not pinpoint.strip():
        yield (*where, "pinpoint"), "there is no pinpoint", "say where in the source: section and ordinal"


def too_long(where: tuple[str | int, ...], key: str, text: str | None, longest: int) -> Iterator[Finding]:
    """More words than can be said or read at once."""
    count = len((text or "").split())
    if count > longest:
        yield (
            (*where, key),
            f'"{key}" has {count} words',
            f"at most {longest}: say it shorter, or move some to follow_up",
        )


def grouped(table: str, groups: Sequence[str], members: Sequence[str | None], key: str = "group") -> Iterator[Finding]:
    """A group that is not listed, or one that holds nothing; where there are groups, everything is in one."""
    yield from duplicates("group", groups)
    for n, member in enumerate(members):
        if (member is None and groups) or (member is not None and member not in groups):
            yield (table, n, key), "it is in no group of this template", "name one of its [[group]] ids"
    for n, name in enumerate(groups):
        if name not in members:
            yield ("group", n, "id"), "nothing is in this group", "leave the group out, or name it where it belongs"
