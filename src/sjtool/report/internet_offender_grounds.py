"""How the assessment for conference or court says why something is kept apart: plainly, and telling nothing of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Literal

from sjtool.report.wording import say_list

Ground = Literal[
    "",
    "answers",
    "beside",
    "child",
    "covert",
    "interview",
    "names",
    "not-meant",
    "police",
    "prison",
    "rests",
    "restricted",
    "tactics",
    "victims",
]
"""Why something may not stand; "" where it may."""
_WORDS: Mapping[Ground, str] = {
    "answers": "holds words of an interview",
    "beside": "speaks of others or of what was said, beside a rationale that is kept apart",
    "child": "tells what a child said",
    "names": "names an adult of the family, who may read this",
    "not-meant": "holds something not meant for this report",
    "rests": "rests on something that is kept apart",
    "tactics": "for those who watch",
}
_COUNTED: Mapping[Ground, tuple[str, str]] = {
    "answers": ("repeats what was said in an interview", "repeat what was said in interviews"),
    "child": ("tells what a child said", "tell what a child said"),
    "interview": ("is from an interview", "are from interviews"),
    "names": ("names an adult of the family, who may read this", "name adults of the family, who may read this"),
    "not-meant": ("is not meant for this report", "are not meant for this report"),
    "police": ("is information held by police", "are information held by police"),
    "prison": ("is information held by the prison service", "are information held by the prison service"),
    "restricted": ("is marked so that it may not be passed on", "are marked so that they may not be passed on"),
    "victims": ("is from or about a victim", "are from or about victims"),
}


def say_ground(ground: Ground, named: Iterable[str] = ()) -> str:
    """A ground in words; whom the words name, where that is the ground."""
    names = say_list(named)
    return f"names {names}, who may read this" if ground == "names" and names else _WORDS.get(ground, "kept apart")


def say_counted(grounds: Iterable[Ground], more: str = "more ") -> str:
    """`3 more are not set out: 2 are from interviews, 1 is from or about a victim.` Of what is covert nothing."""
    found = Counter(ground for ground in grounds if ground in _COUNTED)
    total = found.total()
    if not total:
        return ""
    first, many = next(iter(found)), total > 1
    lead = f"{total} {more}{'are' if many else 'is'} not set out"
    if len(found) == 1:
        return f"{lead}: {'they' if many else 'it'} {_COUNTED[first][many]}."
    return f"{lead}: {', '.join(f'{n} {_COUNTED[ground][n > 1]}' for ground, n in found.items())}."
