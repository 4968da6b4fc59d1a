"""What is answered at visits and by a partner about themselves, by question set and item. Plain, not graphic."""

from __future__ import annotations

VISIT: dict[str, tuple[str, ...]] = {
    "1": (
        "{job}, {few} days this week, then home.",
        "Up at six, {job}, tea with {kin}, bed by {hour}. {source}.",
        "{pastime} {day}. Otherwise indoors.",
        "{he} went through the week day by day, {manner}.",
        "No work at present. Mornings at {spot}, afternoons with {device}.",
        "Nothing new since we last met.",
    ),
    "2": (
        "{mood}. Sleeps badly, eats well.",
        "{he} says that {he} is all right, and looked {mood}.",
        "Worried about {worry}; up at night with it.",
        "Better than last time, {he} says, since {help} began.",
        "Asked outright about ending {his} life: no such thoughts.",
        "The GP has changed the tablets. {source}.",
    ),
    "3": (
        "{kin} stands by {him}.",
        "{kin} has gone quiet; {kin} rings {often}.",
        "Nobody has left and nobody new has come.",
        "{he} fell out with {kin} {day} and has not mended it.",
        "{kin} visits {often} and knows why we come. {source}.",
    ),
    "4": (
        "Nothing worth telling.",
        "A row about {worry} {day}, over by the evening.",
        "{he} was angry with {worker} and walked it off.",
        "The neighbour's music. {he} knocked, and was civil about it.",
        "{he} raised {his} voice at {kin} and rang the next day to say sorry.",
    ),
    "5": (
        "Two pints on Friday.",
        "Nothing since {month}.",
        "A few cans {often}; no drugs, {he} says. {source}.",
        "Only what the doctor gives {him}.",
        "More than usual {day}, after {kin} had gone. {he} said so before being asked.",
    ),
    "6": (
        "About the same as before.",
        "Less than it was. {he} puts it down to {worry}.",
        "{he} did not want to talk about it and gave a short answer.",
        "No more than usual, {he} says. {source}.",
    ),
    "7": (
        "Fair enough, {he} says.",
        "{he} finds {condition} hard and keeps to it.",
        "{he} would like the visits by appointment. I said why they are not.",
        "It helps to know when {worker} rings, {he} says.",
        "{condition} was the subject again, for the third time, and this time {he} listened.",
    ),
    "8": (
        "{worry}, in {month}.",
        "A birthday next week. {he} has {help} for it.",
        "Nothing that {he} can think of.",
        "The date of the arrest comes round in {month}. {he} raised it {manner}.",
        "Evenings alone after {hour}. {he} named the step agreed for them.",
    ),
}

MORE = (
    "{source}.",
    "Said {manner}.",
    "{he} looked {mood}.",
    "I asked for a day and an hour, and got both.",
    "{he} wants to talk about {worry} next time.",
    "To be asked again: {next}.",
    "The same as at the visit before, in other words.",
    "{kin}, asked apart, had more to say on it than {he} did.",
)
ABOUT_PARTNER = (
    "{source}.",
    "Said {manner}.",
    "{p_she} looked {mood}.",
    "{p_she} asked for {help}, and it is being found.",
    "We left it there; {p_she} had said enough for one day.",
    "{kin} knows, and has been kind.",
    "{p_she} may see it otherwise in {span}, and said so.",
)
FIRST_ACCOUNT: dict[str, tuple[str, ...]] = {
    "1/day": ("{day}, early.", "The day of the search.", "In {month}; the day {p_she} would have to look up."),
    "1/how": (
        "{p_she} heard it from the officers at the door.",
        "{he} told {p_her} the night before, in the car.",
        "{kin} rang. {p_she} had known nothing.",
        "A letter, and then {he} told {p_her} some of it.",
    ),
    "1/since-then": (
        "More has come out since, piece by piece.",
        "Nothing more than the first day.",
        "{p_she} has been told by {worker} what {p_she} needs to keep the children safe.",
    ),
    "2": (
        "{p_she} was sick, and then rang {kin}.",
        "{p_she} took the children to {kin} for {span}.",
        "{p_she} thought that there had been a mistake.",
        '"I made the tea. I did not know what else to do."',
    ),
    "3": (
        "{p_she} does not know yet.",
        "An illness, {p_she} thinks, and said so {manner}.",
        "{p_she} believes that it happened and cannot put it together with the man {p_she} knows.",
        "{p_she} has read about it and has questions for {worker}.",
    ),
    "4": (
        "That the children will be taken.",
        "What the school will say; and {worry}.",
        "Being alone with it. {kin} lives {few} hours away.",
        "That {he} will do something to {him}self.",
    ),
    "5": (
        "Not sleeping. Working all the same.",
        "{mood} on most days, {p_she} says.",
        "Better since {help} began, worse at weekends.",
        "{p_she} has told {kin}, and nobody else.",
    ),
    "6": (
        "Whether {p_she} stays with {him}.",
        "What {child} knows. We shall talk again in {span}.",
        "{p_she} cannot say what would change {p_his} mind.",
    ),
    "7": (
        "Decent on the whole.",
        "Too many faces. One name and one number would help.",
        "{p_she} was not told what would happen to {device}, and asks again.",
        "The search was early and the children were in bed. {p_she} has not got over that.",
    ),
}

CARER: dict[str, tuple[str, ...]] = {
    "1": ("Through {pastime}, years ago.", "At {job}.", "Online, and met at {spot} {span} later."),
    "2": ("{p_his} sister and {few} friends; {pastime}.", "Few people since {month}.", "The school gate, mostly."),
    "3": ("{p_she} would sooner leave that out.", "Brought up with faith, and goes {often}.", "Nothing to add here."),
    "4": (
        "Happy enough.",
        "Moved about a good deal; {p_his} grandmother was the steady one.",
        "Hard, and {p_she} has had help with it since.",
    ),
    "5": (
        "Both wages into one account, and {p_she} keeps it.",
        "{p_she} has {p_his} own money since {month}.",
        "{he} decides on the large things, {p_she} says, and is used to it.",
    ),
    "6": ("They talk it out.", "{p_she} gives way, and says so.", "It depends who is more tired. {source}."),
    "7": ("{p_his} mother; for {him}, {kin}.", "{few} friends from {job}, whom {he} does not care for."),
    "8": ("{job}, mornings. {he} works nights.", "Part time, school hours. {source}.", "Not at present."),
    "9": ("An hour in the evening, on {p_his} phone.", "{p_she} can set a password and not much more."),
    "10": (
        "Kind, and now {p_she} goes over every day of it.",
        "Nothing that {p_she} wondered at then.",
        "{he} was always the one who offered to fetch {child}. It seemed helpful.",
    ),
    "12": ("Private, and said to be so.", "{p_she} said that nothing was forced, before being asked."),
}
SETS: dict[str, dict[str, tuple[str, ...]]] = {
    "visit": VISIT,
    "partner-first-account": FIRST_ACCOUNT,
    "protective-carer": CARER,
}
EVENTS = (
    "At home, no notice. {he} opened at once and seemed {mood}.",
    "By appointment, in {room}. {kin} seen apart for ten minutes.",
    "At home, with {worker}.",
    "No answer at first; in {room} when I came back at {hour}.",
    "At home {day}, as arranged.",
)
EVENTS_MORE = (
    "Rooms seen, {device} looked at, nothing of note.",
    "We went through {doc} together.",
    "{he} raised {worry} before I had sat down.",
    "{he} said, unasked, that {condition} had been hard in {month}.",
    "{kin} came as I left, and stayed on the step.",
    "Nothing was different from the last time, and I looked.",
)
