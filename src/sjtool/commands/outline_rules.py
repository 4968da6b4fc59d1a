"""What may stand under a heading of a plan for the family, typed or from a file, and the record it becomes."""

from __future__ import annotations

import re
from typing import Any

from sjtool.loader import Loaded
from sjtool.recording.drafting import drop_empty, fill_assessment
from sjtool.report.family_guard import Guard
from sjtool.report.family_passages import FamilyPlan
from sjtool.store.append import Draft

_SAYS_NOTHING = frozenset(
    {"n/a", "na", "none", "nil", "no", "not applicable", "does not apply", "tbc", "tbd", "see above"}
)
_TROUBLE = {
    "": "",
    "names-guarded": "It names somebody who is kept confidential. Say it without the name.",
    "kept-back": "It repeats words that are not for the family. Say it another way.",
}
AGAIN = "agreed again after a change"
"""Why the day of agreement is recorded once more where it is the same day."""
NOT_WORDS = "Say in words what is agreed, or why it does not apply."
_JARGON = (
    "MAPPA", "ARMS", "OASys", "OSP", "SRP", "RSO", "ViSOR", "MAPPS", "MOSOVO", "IIOC", "SHPO", "subject", "offender",
    "perpetrator", "risk factor", "protective factor", "nominal",
)  # fmt: skip
_LEVELS = re.compile(
    r"\b(?:(?:very[ -])?(?:low|medium|moderate|high)(?:er|est)?[ -]risk|risk level|level of risk"
    r"|(?:risk )?rat(?:ed|ings?)|scor(?:ed|es?|ing))\b",
    re.IGNORECASE,
)
"""How a level of the assessment gets into a family's plan: no rating, level or tool belongs there."""


def says_nothing(text: str) -> bool:
    """Whether a text has no words in it, or only such as a form is fobbed off with."""
    return not re.search(r"\w", text) or " ".join(text.casefold().split()).rstrip(".!") in _SAYS_NOTHING


def find_trouble(text: str, guard: Guard) -> str:
    """What is wrong with a text for a family, in a sentence or two without any word of it; "" where it will do."""
    return NOT_WORDS if says_nothing(text) else _TROUBLE[guard.look(text)]


def find_jargon(text: str) -> list[str]:
    """Words in a text that professionals use and a family need not know, and what names a level or a rating."""
    levels = dict.fromkeys(" ".join(found.casefold().split()) for found in _LEVELS.findall(text))
    return [*(word for word in _JARGON if _has_word(text, word)), *levels]


def _has_word(text: str, word: str) -> bool:
    """Whether a word stands in a text, in one number or the other; letters of an acronym count as capitals only."""
    return re.search(rf"\b{word}s?\b", text, re.IGNORECASE if word.islower() else re.NOFLAG) is not None


def draft_passage(loaded: Loaded, plan: FamilyPlan, part: str, text: str, reason: Any) -> Draft:
    """The record of a passage; where words stand under the part already, it takes their place and says why."""
    found = plan.passages.get(part, ())
    keys: dict[str, Any] = {"heading": f"{plan.ref}/{part}", "text": text}
    if found:
        keys |= {"supersedes": found[-1].id, "reason": reason or (AGAIN if text == plan.text(part) else None)}
    return fill_assessment(loaded.standing, Draft("narrative", drop_empty(keys)))
