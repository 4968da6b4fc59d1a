"""Formulations, scenarios, judgements, overrides and plans of invented cases, in words. Plain, not graphic."""

from __future__ import annotations

FORMULATION: dict[str, tuple[str, ...]] = {
    "what": (
        "The concern is nights alone with a screen, and what may come of them for {child}.",
        "That {he} returns to material of the kind before the court, {often}, and that a child comes near it.",
        "Contact with a child outside what is agreed.",
    ),
    "why": (
        "{worry} came first, then rows, then evenings alone after {hour}.",
        "{he} closes a subject with whatever answer will do.",
        "Pressure and no one told of it: {his} own account, and {kin} has it so too. {source}.",
    ),
    "why now": (
        "{help} ended in {month}, and nothing took its place.",
        "{worry} has changed since the last look.",
        "The plan rested on {kin}, who has been away for {span}. Nobody owned that line of it, so nobody said.",
    ),
    "what protects": (
        "{partner} speaks up early.",
        "{job} gives the week its shape; {carer} is there on working nights.",
        "{he} has begun to put things right before being caught, {few} times since {month}.",
        "Monitoring on the declared devices, and {kin} who knows what to look for.",
    ),
}
NARRATIVE: dict[str, tuple[str, ...]] = {
    "household and each child": (
        "{child} has been asked nothing by this route and should not be.",
        "The children are different children, and the plan now treats them so. {carer} is willing, and tired.",
        "{partner} is short of sleep and of money, and honest about both.",
        "{worker} sees {child} each week and has noticed no change.",
    ),
    "severity, vulnerability, likelihood, safety": (
        "Severity: grave if it came to it. Likelihood: as judged below. Safety: good while the plan is kept.",
        "Vulnerability turns on who is in the house after {hour}. Safety rests on {carer} and on {doc}.",
    ),
}
SCENARIOS: dict[str, tuple[str, ...]] = {
    "repeat": (
        "{worry}, a row, then nights on a device that is not declared.",
        "As before, within {span}, on {device}.",
    ),
    "twist": (
        "{partner} takes the blame and lets {him} back quietly because there is no child care.",
        "Not images this time: a friendship with a family through {pastime}.",
    ),
    "escalation": (
        "Alone with {child} in the mornings, and the screen in use.",
        "Messages to a child met through {pastime}, hidden from {kin}.",
    ),
    "improvement": ("{help} kept up, {job}, and each step of contact checked first.", "A year of ordinary weeks."),
}
HARM = ("Harm to children in images; a second conviction.", "Sexual harm to a child.", "None, if each step is checked.")
WHO = ("{child}", "Children in images", "Any child of a family that {he} comes to know", "{child} and {partner}")
IMMINENCE = ("Within weeks.", "At once, on any return without cover.", "Not soon.", "By {month}.")
FREQUENCY = ("Several nights a week.", "Once, and then as a habit.", "Not known.", "Seldom.")
SIGNS = (
    "Cheerful after {hour}; rows about the router.",
    "Calls not answered; visits moved.",
    "{help} given up.",
    "Late.",
)
CONTINGENCY = ("{partner} rings the safe number; out the same night.", "Joint visit with {worker} within a day.")
WHOM = (
    "{child}, while {he} lives there; children in images.",
    "{child}.",
    "{child}, and the other children of the house.",
)
NATURE = ("Indecent images; exposure of a child to them.", "Sexual harm to a child in the family.")
RATIONALE = (
    "Shown by sources that {he} could not shape: {doc}, and what {worker} saw.",
    "Shown by one account and fitting the rest: {worry}, and evenings alone.",
    "Not shown: what was on {device}.",
    "The refusals are gaps and not signs, and I made no use of them.",
    "The level rests on what stood in the way, and on how long it has stood there: {span}.",
    "Take {partner}'s account away, and {doc} still leaves hours that nobody can vouch for.",
    "{he} has been seen {few} times since the last judgement, at other hours, and was {mood} each time.",
)
AGAINST = (
    "No child has said or shown anything, and the declared devices are clean.",
    "{kin} vouches for the evenings, and {doc} agrees for half of them.",
    "If {device} turns out clean, most of what is left is a tired household and a poor plan.",
    "{job} kept up for {span}, and every appointment kept.",
)
LIMITS = (
    "{device} not examined yet.",
    "{kin} was heard by telephone only.",
    "Some sources were not obtained; they are named. The rest is {span} old at most.",
    "The children were asked nothing.",
)
WOULD_CHANGE = (
    "To a lower level: {doc} clean for {span}, and {help} kept up.",
    "Higher: a word from {child}, a device not declared, or {kin} gone.",
    "What {device} holds.",
    "Three months in which the accounts match.",
)
RECONCILED = (
    "How grave it would be is another question than how often people with such a record are convicted again.",
    "The tools and I answer different questions, so the words need not be the same.",
)
OVERRIDE = {
    "upward": (
        "The tool cannot see what changed in {month}: {worry}, and hours with {child} near.",
        "It counts the past. What is new is {device}, and that it was not told of.",
    ),
    "downward": (
        "The tool counts what does not change. It cannot see {help}, kept up for {span} and borne out by {doc}.",
        "It was made before the move. Since then {carer} is there on every working night, and that was checked.",
    ),
}
JUSTIFIED = (
    "One step and no more, and it can be taken back at the review date.",
    "It rests on {doc} and on what {worker} saw, not on {his} word. If either fails, the step is taken back.",
)
MITIGATION = (
    "The plan keeps to the higher level meanwhile.",
    "See the actions; each has a day by which it is checked.",
)
PLAN: tuple[tuple[str, str, str], ...] = (
    ("supervision", "visits without notice", "A visit every {span}, at other hours, notes compared with {worker}."),
    ("monitoring-and-control", "device examination", "Declared devices under the software; {device} examined."),
    ("interventions-and-treatment", "help sought", "{help}, and the programme once there is a place."),
    (
        "victim-safety",
        "living apart and supervised contact",
        "{child} sees {him} with {carer} there, and not otherwise.",
    ),
    ("contingency", "who says so when the plan fails", "One number, one owner, and a copy for every adult."),
    ("supervision", "work and routine", "{job} confirmed each month by somebody there."),
    ("interventions-and-treatment", "help for the partner", "{help} for {partner}, whatever {he} does."),
    ("monitoring-and-control", "checks of {doc}", "{doc} read against both accounts each month."),
)
GOAL = (
    "To take away the hours nobody can see.",
    "The largest gap, and fairest to both.",
    "So that somebody notices.",
    "It came first in the run-up.",
    "To use what is going well while it lasts, and to know within {span} if it does not.",
    "So that {partner} need not choose between work and a plan.",
    "To hear of it before it has gone far.",
)
SUITS = (
    "It is what failed before.",
    "{he} has kept to it so far.",
    "It answers the readings.",
    "{worker} can see to it without {him}.",
)
PROPORTION = (
    "Article 8 weighed; reviewed at the next assessment.",
    "No more than the order allows.",
    "Asked, not made.",
)
COST = ("More strangers in a tired house.", "{child} misses {him}.", "A clean result may be taken for a clean bill.")
DONE = ("Done, and seen to be.", "Kept up since {month}; {doc} read.", "Finished {day}. {source}.", "It helped.")
UNDER_WAY = ("Begun; {few} sessions so far.", "Waiting for {worker}.", "Half of it done, the rest by {month}.")
STATEMENT = "I made this assessment. It says what I know and from whom, what I do not know, and what I judge."
APPROVED = "I had no part in this judgement. I have gone through it and approve it as it stands."
RETURNED = "I had no part in this judgement. I return it for the reasons given."
RETURN_REASONS = ("Say why {doc} outweighs {partner}'s account.", "The strongest evidence against needs one more line.")
