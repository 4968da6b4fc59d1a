"""What a plan for the family says in this project's own words: short, plain, the same for everybody.

Where the facts come from: an adviser's reply in a public forum (source 003, to be verified) for the safety plan; the
North Wales protocol of 2018, sections 3.6, 6.1 and 6.3 to 6.5 (source 001), for the outline child protection plan. The
lines on 999, on other names and on speaking alone are this project's own. docs/family-plans.md has the list.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sjtool.assess.family_plan import PROTECTION_PLAN, SAFETY_PLAN

NOT_WRITTEN = "Not written down here yet."
"""What stands under a heading that is not filled in: never a blank, and never that nothing is agreed, for something may
be in force that nobody has written into this plan."""
STILL_HOLDS = "If you have signed an agreement already, it still holds. This plan does not take its place."
HANDLING = "For the family and the people who work with them. Keep it safe. Please do not pass it on or post it online."


@dataclass(frozen=True)
class PlanWords:
    """The fixed words of one plan. `who` is who goes through it again; `filled` heads the part with the passages."""

    opening: str
    filled: str
    cautions: tuple[str, ...]
    who: str


DANGER = "If a child is in danger, ring 999 first."
ORDERS = "A court order, bail or a licence comes first."
ALONE = "Anybody may ask to talk to the social worker alone."
RING = (
    'Whom to ring is written under "{title}".',
    "Whom to ring is not written down yet. Ask the social worker for a number, by day and by night.",
)
"""Where the number is found: with the heading on breach filled in, and without it."""
ON_BREACH, REVIEW = "on-breach", "review"
"""Headings of the safety plan that the fixed words speak of."""
NO_MORE = "No more than that is written down here yet."
AGAIN = (
    "{who} goes through this plan again on {day}.",
    "The day to go through this plan again is not written down here yet. Ask for one.",
)

PRINTED = (
    "Printed on {day} at {hour}. If you have two copies, the one with the later day and time is newer: keep that one.",
    "Reference of this copy: {head}",
)
"""What tells a newer copy from an older, and what the copy is held against the file with."""

WORDS: Mapping[str, PlanWords] = {
    SAFETY_PLAN: PlanWords(
        opening="This plan says how the children are kept safe at home, day by day. It is written with the family.",
        filled="What we have agreed",
        cautions=(
            f"This plan is not a legal document. {ORDERS} So does a child protection plan. Nothing here loosens them.",
            "Say yes only to what you will do. If you are not sure, say so now. That is better than breaking it later.",
            (
                "The plan can change when life changes. Speak to children's services first. Until you have spoken with "
                "them, keep to the plan as it is."
            ),
            (
                "Your wider family can help. Ask about a family group conference. That is a meeting of the family and "
                "others who matter to the children. What they offer there can go into this plan."
            ),
            (
                "If the plan is broken, tell children's services at once. They will be more worried, and may do more. "
                "Whoever tells them has done right."
            ),
            DANGER,
            ALONE,
        ),
        who="Everybody",
    ),
    PROTECTION_PLAN: PlanWords(
        opening="This plan says what must change for the children, who does what, and by when.",
        filled="The plan",
        cautions=(
            (
                "This is an outline, made at the first child protection conference. The core group builds on it. The "
                "core group is the family and the people who work with them."
            ),
            (
                "The social worker leads the work. Everybody in the core group shares it, so it matters that everybody "
                "comes."
            ),
            (
                "What has been agreed belongs in this plan, such as who is there when the children see somebody. Those "
                "it is about sign it."
            ),
            f"{ORDERS} Nothing here loosens them.",
            "Some names and rules differ from place to place. Ask if something is not clear.",
            DANGER,
            ALONE,
        ),
        who="The core group",
    ),
}
