"""Who else was there, by the words of `others_present`: nobody, professionals, or somebody one may not speak before."""

from __future__ import annotations

import re

_ALONE = frozenset({"nobody", "no-one", "none", "no", "alone"})
"""First words by which it says that there was nobody."""
_WORKERS = ("social worker", "probation officer", "officer", "colleague", "supervisor")
_PROFESSIONALS = (*_WORKERS, "solicitor", "interpreter", "appropriate adult", "advocate", "nurse", "health visitor")
"""Words by which it says that a professional was there, whose presence leaves an adult free to speak."""
_RANK = re.compile(r"\b(?:pc|ps|dc|ds|di|dci|det|sgt|insp|pcso)\b")
_FAMILY = frozenset(
    {"partner", "husband", "wife", "spouse", "boyfriend", "girlfriend", "mother", "father", "mum", "dad", "parent"}
    | {"parents", "brother", "sister", "son", "daughter", "child", "children", "baby", "family", "grandmother"}
    | {"grandfather", "aunt", "uncle", "friend", "neighbour", "mr", "mrs", "ms", "miss"}
)
"""Words for those whose presence may not."""


def is_free_to_speak(others_present: str | None) -> bool:
    """Whether nobody but professionals was there, as far as the words tell."""
    said = (others_present or "").casefold()
    words = re.findall(r"\w+(?:-\w+)*", said)
    if not words or words[0] in _ALONE:
        return True
    return _names(said, _PROFESSIONALS) and not _FAMILY & set(words)


def names_worker(others_present: str | None) -> bool:
    """Whether a second worker was there: an officer, by rank too, a social worker, a probation officer, a colleague."""
    return _names((others_present or "").casefold(), _WORKERS)


def _names(said: str, roles: tuple[str, ...]) -> bool:
    return bool(_RANK.search(said)) or any(re.search(rf"\b{one}s?\b", said) for one in roles)
