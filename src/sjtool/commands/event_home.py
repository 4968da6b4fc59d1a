"""Where the person lives now and with whom, asked beside an event: the address and the relations as records.

Nothing is required. What is not known is left, and the event's own words say what was learned.
"""

from __future__ import annotations

from typing import Any

from sjtool.ask.form import Choice, Field
from sjtool.assess.household import Link, find_household
from sjtool.commands.event_bench import Bench
from sjtool.commands.event_fields import Wanted
from sjtool.commands.event_forms import Keys
from sjtool.commands.event_records import person_again, relation_again
from sjtool.commands.visit_form import list_people
from sjtool.dates import day_words
from sjtool.store.append import Draft

ADDRESS, JOINS, LEAVES = "new_address", "joins", "leaves"


def home_fields(bench: Bench, wanted: Wanted) -> list[Field]:
    """The new address, who of the case lives there, and who no longer lives with the person."""
    subject = bench.loaded.standing.subject
    if subject is None:
        return []
    standing = bench.loaded.standing
    home = _at_home(bench)
    people = [person for person in list_people(bench.loaded) if "victim" not in person.roles]
    ids = {standing.root(person.id): standing.label(person.id) for person in people}
    joins = tuple(Choice(one, label) for one, label in ids.items() if one not in {*home, standing.root(subject.id)})
    leaves = tuple(Choice(one, standing.label(one)) for one in home)
    new = "Somebody who is not in the case yet is added afterwards: the command is named at the end."

    def some(choices: tuple[Choice, ...]) -> Wanted:
        return lambda answers: bool(choices) and wanted(answers)

    return [
        Field(
            ADDRESS,
            "What is the new address? It goes on the person's record",
            "line",
            wanted=wanted,
            passing="Enter: no new one, or not known",
            help="The record is corrected with it; the address before stays in the case. Leave it where nobody moved.",
        ),
        Field(
            JOINS,
            "Who of the case lives there as well?",
            "choices",
            choices=joins,
            wanted=some(joins),
            passing="Enter: nobody, or not known",
            help=f"Numbers with spaces between. Recorded as living with the person from the day of the event. {new}",
        ),
        Field(
            LEAVES,
            "Who no longer lives with the person?",
            "choices",
            choices=leaves,
            wanted=some(leaves),
            passing="Enter: nobody, or not known",
            help="Numbers with spaces between. What is recorded as living together ends on the day of the event.",
        ),
    ]


def _at_home(bench: Bench) -> dict[str, Link]:
    """Who is recorded as living with the person now, by their first ids, and the relation that says so."""
    found = find_household(bench.loaded.standing, bench.today)
    links = [link for link in found.links if link.means == "home" and link.state == "open"]
    beside = [link for link in links if found.subject in {link.person, link.to} and link.person != link.to]
    return {link.to if link.person == found.subject else link.person: link for link in beside}


def home_drafts(bench: Bench, keys: Keys) -> list[Draft]:
    """The person's record with the address, relations that begin, and those that end."""
    subject, on = bench.loaded.standing.subject, str(keys.get("held_on") or "")
    if subject is None:
        return []
    drafts, reason = list[Draft](), f"Told in the event of {day_words(on)}."
    address = keys.get(ADDRESS)
    if address and address != subject.address:
        drafts.append(person_again(bench, subject, {"address": address}, reason))
    root = bench.loaded.standing.root(subject.id)
    for one in keys.get(JOINS) or ():
        own: dict[str, Any] = {"person": one, "to": root, "kind": "lives-with", "from_on": on}
        drafts.append(Draft("relation", own))
    home = _at_home(bench)
    ended = [home[one].relation for one in keys.get(LEAVES) or () if one in home]
    return [*drafts, *(relation_again(relation, {"until_on": on}, reason) for relation in ended)]
