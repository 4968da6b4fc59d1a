"""The passages of a plan for the family: which records hold them, which heading each is of, what changed since.

A passage is a narrative whose heading is `OUTLINE@VERSION/PART`. A part is an entry of the outline, or one of the few
lines about the plan as a whole: whose it is, when it was agreed, who took part, when it is looked at again. The plan
outlives the assessment in which it was written: the latest passage of a part stands until another takes its place.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from sjtool.assess.family_plan import HEADING
from sjtool.assess.standing import Standing
from sjtool.loader import Loaded
from sjtool.model.appraisal import Narrative
from sjtool.model.menu import Entry, Menu

WHOSE, AGREED_ON, TOOK_PART, REVIEW_ON = "whose", "agreed-on", "took-part", "review-on"
ABOUT_PLAN: Mapping[str, str] = {
    WHOSE: "Whose plan it is",
    AGREED_ON: "When it was agreed",
    TOOK_PART: "Who took part",
    REVIEW_ON: "The day it is looked at again",
}
"""The lines about the plan as a whole, with what each is called in a message."""
DAYS = (AGREED_ON, REVIEW_ON)
"""Those of them that hold a day, written as 2026-03-02."""


_TITLE = r"(?:Mr|Mrs|Ms|Miss|Mx|Dr)\.?"
_BETWEEN = re.compile(r"\s*(?:[,\n]|(?<!\w)and(?!\w)|&)\s*")
_OF_ONE_NAME = re.compile(rf"\b({_TITLE})(\s+(?:and|&)\s+{_TITLE}\s+)([^,\n]+?)(?=\s*(?:,|\n|&|\band\b|$))")
"""`Mr and Mrs R`."""


def split_people(text: str) -> list[str]:
    """Who took part, one by one, each with a line to sign.

    Semicolons and line ends stand between them; where there is no semicolon, commas, "and" and "&" do too. "Mr and
    Mrs R" are two people of one name.
    """
    parts = re.split(r"[;\n]", text) if ";" in text else _BETWEEN.split(_OF_ONE_NAME.sub(r"\1 \3\2\3", text))
    return [name for part in parts if (name := part.strip(" ,"))]


@dataclass(frozen=True)
class FamilyPlan:
    """One plan as far as it is filled in: the outline it follows, and what stands under each of its parts.

    `passages` are in the order of the file, later ones last; `changed` are the titles of headings that were written or
    changed after the day of agreement was last recorded.
    """

    id: str
    ref: str
    menu: Menu
    passages: Mapping[str, tuple[Narrative, ...]]
    changed: tuple[str, ...]

    def text(self, part: str) -> str:
        """The words that stand under a part last; "" where it is not filled in."""
        found = self.passages.get(part, ())
        return (found[-1].text or "") if found else ""

    @property
    def entries(self) -> tuple[tuple[str, str], ...]:
        """Id and title of every heading: those of the outline, then any that only its passages know."""
        known = {entry.id: entry.title for entry in self.menu.entry}
        others = {part: part.replace("-", " ").capitalize() for part in self.passages if part not in ABOUT_PLAN}
        return (*known.items(), *((part, title) for part, title in others.items() if part not in known))

    @property
    def known(self) -> tuple[str, ...]:
        """Ids that are the outline's own, or of a line about the plan as a whole; any other was written by hand."""
        return (*(entry.id for entry in self.menu.entry), *ABOUT_PLAN)

    @property
    def open_titles(self) -> tuple[str, ...]:
        """The headings under which nothing has been agreed yet."""
        return tuple(title for part, title in self.entries if not self.text(part))

    def entry(self, part: str) -> Entry | None:
        """The entry of the outline with this id, if it has one."""
        return next((entry for entry in self.menu.entry if entry.id == part), None)

    def title(self, part: str) -> str:
        """What a part is called."""
        return ABOUT_PLAN.get(part) or dict(self.entries).get(part, part)


def find_family_plan(loaded: Loaded, outline: str) -> FamilyPlan:
    """A plan of the case, on the version of its outline that it was begun with. Raises SjtoolError without any."""
    passages = _find_passages(loaded.standing, outline)
    refs = [str(one.heading).partition("/")[0] for found in passages.values() for one in found]
    begun = next((ref for ref in refs if ref in loaded.library.found), "")
    ref = begun or loaded.library.find(outline).ref
    plan = FamilyPlan(outline, ref, loaded.library.menu(ref), passages, ())
    return FamilyPlan(outline, ref, plan.menu, passages, _find_changed(loaded.standing, plan))


def _find_passages(standing: Standing, outline: str) -> dict[str, tuple[Narrative, ...]]:
    found: dict[str, tuple[Narrative, ...]] = {}
    for made in standing.of(Narrative):
        name = HEADING.fullmatch(made.heading or "")
        if name and name[1] == outline and made.text:
            found[name[2]] = (*found.get(name[2], ()), made)
    return found


def _find_changed(standing: Standing, plan: FamilyPlan) -> tuple[str, ...]:
    """Headings that were recorded after the day of agreement: nobody can have agreed to them that day as they stand."""
    agreed = plan.passages.get(AGREED_ON)
    if not agreed:
        return ()
    place = {entry.record.id: number for number, entry in enumerate(standing.case)}
    last = place[agreed[-1].id]
    return tuple(
        title for part, title in plan.entries if any(place[one.id] > last for one in plan.passages.get(part, ()))
    )
