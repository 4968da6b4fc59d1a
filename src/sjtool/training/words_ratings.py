"""Reasons for ratings in invented cases: for a factor of its own where there are any, else by its title."""

from __future__ import annotations

CALM: dict[str, tuple[str, ...]] = {
    "victim-access": (
        "Hours, journeys and visitors gone through; {doc} agrees.",
        "No one at risk met outside what is agreed. {source}.",
        "Nothing brings anyone nearer.",
    ),
    "emotional-collapse": (
        "Seen alone and asked outright: no such thoughts.",
        "Eats, sleeps, works; {mood} and no more than that.",
        "{kin} says that {he} is as usual.",
    ),
    "social-collapse": ("{kin} in touch and heard. Nobody has turned away.", "Those named last time were asked after."),
    "hostility": (
        "Civil throughout, on things {he} dislikes as well.",
        "No row in the log; {kin}, apart, knows of none.",
    ),
    "substance-misuse": ("Asked; sober; the rooms seen.", "No more than usual. {source}."),
    "sexual-preoccupation": ("Asked alone; as usual, and {doc} agrees.", "No remark made, and nothing on the device."),
    "rejection-of-supervision": (
        "Every appointment kept.",
        "Let us in, answered, and one answer was checked and held.",
    ),
    "unique-to-person": ("The written triggers were asked about by name: none.", "No date before the next contact."),
    "opportunity": ("The week was gone through day by day, and {doc} bears it out.", "No opening found or told of."),
    "commitment-to-desist": (
        "{he} keeps to {his} own steps; {worker} bears out two.",
        "Spoke up before a risky evening.",
    ),
    "employment-or-routine": ("{job}, fixed days since {month}; payslip seen.", "A week with a shape. {source}."),
}
CONCERN: dict[str, tuple[str, ...]] = {
    "victim-access": (
        "A visitor with a child, {few} times, and we heard of it from {kin} first.",
        "New hours at {job} cover the school run. Nobody has been met.",
        "{he} was in {place} when the children came through it, and told us the same day.",
    ),
    "emotional-collapse": (
        "Sleeping badly for {span}; {mood}. Asked outright: no.",
        "{worry} has worn {him} down. Work goes on; meals do not.",
    ),
    "social-collapse": (
        "{kin} has broken with {him}.",
        "A cooling off with {kin} since {month}. {he} said so {manner}.",
    ),
    "hostility": ("A sharp exchange {day}, over by night.", "The same wrong gone over at {few} contacts; no threat."),
    "substance-misuse": ("More than usual {day}, and a shift missed.", "Drink on {few} nights to sleep. {source}."),
    "sexual-preoccupation": (
        "Late nights on lawful material, by {his} own telling.",
        "A spell of a week, by {his} account.",
    ),
    "rejection-of-supervision": (
        "One appointment missed and made up.",
        "Something untrue about {condition}. {he} put it right {span} later.",
    ),
    "unique-to-person": (
        "A date from the list falls in {month}; {he} raised it.",
        "{worry} came up, as it did before.",
    ),
    "opportunity": (
        "A device left out when asked; {he} named it at the next contact.",
        "Time near {child} that no plan covers, {often}. {source}.",
        "An evening job with families about, ended when we heard.",
    ),
    "commitment-to-desist": ("Words so far, and a beginning.", "Agreed work broken off for {span}."),
    "employment-or-routine": ("Hours come and go.", "No fixed point in the week since {month}."),
}
CALM_ANY = (
    "Looked at for this, and nothing found.",
    "Nothing seen; {kin} and {worker} were both asked.",
    "{source}. That is why this is not rated higher.",
    "It was so in the past and is not now, as far as three sources go.",
    "{he} speaks of it {manner}, and what {he} says fits {doc}.",
)
CONCERN_ANY = (
    "Seen at {few} contacts since {month}.",
    "{doc} and {his} own account both point to it.",
    "{he} told of it {manner}. {source}.",
    "It was part of the run-up and has come again, {often}.",
    "Against it stands {help}, kept up for {span}. It is rated for what was seen, not for what is hoped.",
    "{kin}, heard apart, described the same, with a date and a place. I give that weight because it can be checked.",
)
URGENT = ("Cannot wait: told to {worker} at once.", "Made known {day} and acted on the same hour.")
UNKNOWN = (
    "Not asked, and nothing to compare with.",
    "{he} would not be drawn, and {doc} is not in. A gap, not a sign.",
    "Seen with others in the room only. To be asked alone.",
)
WOULD_CHANGE = (
    "{doc}, for {span}.",
    "A quarter without it, by somebody else's word.",
    "What {he} does the next time it is about {worry}.",
    "One more like it.",
    "Nothing foreseen.",
)
RELEVANCE = (
    "It came first in the run-up.",
    "Bears little on this person.",
    "What the plan rests on.",
    "It matters for the evenings.",
    "Part of the earlier pattern, by {his} own account.",
)
