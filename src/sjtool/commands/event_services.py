"""Whether children's services know of the children an event is about: asked beside it, and what is written of it.

Asked where an event names children, or where the prompt on more opportunity speaks. What is answered stands with the
reason of the event; who is told now is a referral, and who is to be told an action of the plan with its day.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from sjtool.ask.form import Choice, Field
from sjtool.ask.typed_date import day_to_come
from sjtool.commands.event_bench import Bench
from sjtool.commands.event_fields import Wanted, says
from sjtool.commands.event_forms import Keys
from sjtool.dates import day_words
from sjtool.store.append import Draft

SERVICES = "services"
KNOW, TOLD, TO_TELL, NO_NEED = "know", "told", "to-tell", "no-need"
LEAD = "Children's services"
_CHOICES = (
    Choice(KNOW, "they know", "they were told before, of these children and of this"),
    Choice(TOLD, "told now", "you have told them: it is recorded as a referral, and its clocks begin"),
    Choice(TO_TELL, "to be told", "somebody tells them by a day: it becomes an action of the plan"),
    Choice(NO_NEED, "no need", "no child is concerned, or there is nothing they need to know; the reason is asked"),
)
_SAID = {KNOW: "know", TOLD: "were told", TO_TELL: "are to be told", NO_NEED: "need not be told"}
_CHILDREN = re.compile(
    r"\b(?:child|children|kids?|bab(?:y|ies)|toddlers?|teenagers?|boys?|girls?|pupils?|infants?|minors?|"
    r"(?:step-?|grand|foster )?(?:sons?|daughters?|child|children)|nephews?|nieces?|under[- ]?1[0-8]s?)\b",
    re.IGNORECASE,
)


def names_children(words: object) -> bool:
    """Whether words speak of children; a prompt to ask, and no finding."""
    return bool(_CHILDREN.search(str(words or "")))


def services_fields(bench: Bench, wanted: Wanted) -> list[Field]:
    """The question, and what its answer asks for."""

    def when(*answers: str) -> Wanted:
        said: Callable[[dict[str, Any]], bool] = says(SERVICES, *answers)
        return lambda given: wanted(given) and said(given)

    words = {
        KNOW: "Since when, from whom, and of what?",
        TOLD: "What were they told, and for which children?",
        TO_TELL: "What are they to be told, and for which children?",
        NO_NEED: "Why not?",
    }
    today = bench.today.isoformat()
    return [
        Field(
            SERVICES,
            "Children are spoken of. Do children's services know?",
            "choice",
            required=True,
            choices=_CHOICES,
            wanted=wanted,
            help="Who else may be told, a new partner for one, is decided and recorded by itself: information-shared.",
        ),
        *(Field(f"services_{one}", asked, required=True, wanted=when(one)) for one, asked in words.items()),
        Field("services_whom", "Who was told? By name or post, and agency", "line", required=True, wanted=when(TOLD)),
        Field(
            "services_who",
            "Who tells them? An officer id, or a name and agency",
            "line",
            required=True,
            wanted=when(TO_TELL),
        ),
        Field("services_by", "By when?", "date", True, default=today, check=day_to_come, wanted=when(TO_TELL)),
    ]


def say_services(keys: Keys) -> str:
    """A line for the reason of the event; nothing where it was not asked."""
    answer = str(keys.get(SERVICES) or "")
    if not answer:
        return ""
    line = f"{LEAD} {_SAID[answer]}: {keys[f'services_{answer}']}"
    if answer != TO_TELL:
        return line
    return f"{line} By {keys['services_who']}, until {day_words(str(keys['services_by']))}."


def services_drafts(bench: Bench, keys: Keys) -> list[Draft]:
    """A referral that was made, or an action where there is a plan to put it in."""
    answer, on = keys.get(SERVICES), str(keys.get("held_on") or "")
    if answer == TOLD:
        own = {"kind": "referral", "held_on": bench.today.isoformat(), "touches": ["referral"]}
        return [Draft("event", {**own, "what": keys["services_told"], "told": [keys["services_whom"]]})]
    assessment = bench.loaded.standing.assessment
    if answer != TO_TELL or assessment is None:
        return []
    action = {
        "assessment": assessment.id,
        "pillar": "victim-safety",
        "kind": "children's services are told",
        "objective": keys["services_to-tell"],
        "purpose": f"What was recorded on {day_words(on)} speaks of children; who is responsible for them must know.",
        "owner": keys["services_who"],
        "due_on": keys["services_by"],
        "handling": "open",
    }
    return [Draft("action", action)]
