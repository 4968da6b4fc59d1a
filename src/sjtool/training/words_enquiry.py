"""What stands in evidence, on invented cases: by source of information, obtained or not."""

from __future__ import annotations

from typing import NamedTuple


class Kind(NamedTuple):
    """Evidence of one source: its nature, its titles, what it says, and why there may be none."""

    nature: str
    titles: tuple[str, ...]
    texts: tuple[str, ...]
    why_not: tuple[str, ...]


SOURCES: dict[str, Kind] = {
    "police-intelligence": Kind(
        "reported",
        ("Intelligence log", "Call from a member of the public", "Patrol note"),
        (
            "A caller had seen {him} near {spot} {day}. Nothing more came of it.",
            "{device} may not have been declared. The reporter had it from {kin}.",
            "Nothing since {month}.",
            "{he} was seen with {kin}, {often}. {source}.",
            "One line, not tested: that {he} has a second account. Passed to {worker} with the condition kept.",
        ),
        ("Asked for; nothing held.",),
    ),
    "national-databases": Kind(
        "fact",
        ("Database checks", "PNC, PND and ViSOR checks", "Check of addresses and vehicles"),
        (
            "Read {day}. No entry since the last check.",
            "One caution of another kind, more than ten years ago.",
            "The address is as notified; no new vehicle.",
            "{few} older entries, none of this kind. Nobody else at the address is known.",
        ),
        ("System not available that day; to be run again.",),
    ),
    "previous-interviews": Kind(
        "reported",
        ("Interviews under caution", "Earlier police interview, summary"),
        (
            "{he} gave an account {manner} and stood by it in the second interview.",
            "No comment throughout, on advice.",
            "{he} spoke of {worry} in the months before, and of nights alone with {device}.",
            "The run-up in {his} own words: {worry}, then rows, then evenings alone after {hour}. No help was sought.",
        ),
        ("The recording is with the prosecutor; a summary was promised.",),
    ),
    "victim-information": Kind(
        "reported",
        ("Information from the victim contact worker", "Statement, summary only"),
        (
            "What is asked for is to be told of any move.",
            "The account was given once and has not changed.",
            "{worker} reports that things are calmer, and that no contact has been tried.",
        ),
        ("Not sought: contact goes through the victim liaison unit alone.", "Nobody in the images is identified."),
    ),
    "home-visit": Kind(
        "observed",
        ("The home on the day of the visit", "Note of the rooms", "Visit without notice"),
        (
            "Tidy. {device} on the table, switched off.",
            "A second charger in {room}; {he} said whose it was, and that was checked.",
            "Rooms seen but one. {he} opened it at the next visit.",
            "Warm, bare, quiet. {carer} was there and stayed in {room}. Children's things where the plan has them.",
        ),
        ("No visit in the period: nobody in at three attempts.",),
    ),
    "other-agencies": Kind(
        "reported",
        (
            "Note from children's services",
            "Call with the school",
            "Housing, by telephone",
            "Note from the GP's practice",
        ),
        (
            "{child} is as ever, {worker} says.",
            "Rent paid. No complaint from the neighbours.",
            "{worker} has seen {him} {few} times since {month} and found {him} {mood}.",
            "The plan is kept as far as {worker} can tell. {carer} sleeps there on working nights; {doc} agrees.",
            "{child} has been quieter since {month}. It could have a dozen causes, and nobody has asked the child.",
        ),
        ("Asked for; a reply is awaited.",),
    ),
    "pre-sentence-report": Kind(
        "opinion",
        ("Pre-sentence report",),
        (
            "Sorry for what was lost; slower on the harm done.",
            "The author finds {him} open about {worry} and guarded about the rest.",
            "Suitable for the programme, in the author's view, once {worry} has settled.",
        ),
        ("None was ordered.", "No conviction, so no report."),
    ),
    "prison-intelligence": Kind(
        "fact",
        ("Prison intelligence",),
        ("No entry of note in {span}.", "One report of borrowed messages, not proved. Work on the wing kept up."),
        ("Never in custody.",),
    ),
    "programme-report": Kind(
        "opinion",
        ("Programme report", "Report after the sixth session"),
        (
            "Attends, and joins in when asked.",
            "{he} names {few} warning signs of {his} own and what {he} does about them.",
            "Knows the words. The tutor is not yet sure what stands behind them, and says so.",
        ),
        ("The programme has not begun.",),
    ),
    "other": Kind(
        "fact",
        ("Monitoring software, summary", "Broadband usage log", "Payslip", "Rota, copy", "Tenancy file"),
        (
            "Nothing after {hour} on the declared devices.",
            "{few} late nights in {month}, each under an hour.",
            "Shows {job}, {few} days a week since {month}.",
            "It covers the declared devices only, and says nothing of whose hands they were in.",
        ),
        ("With the digital unit; no date yet.",),
    ),
}
MORE = (
    "It covers {span} and no more.",
    "Read with {doc}; the two fit.",
    "It does not say who else was there.",
    "{worker} has been asked for the rest.",
    "The date is certain; the hour is not, and it may matter, for {partner} was at {job} until {hour}.",
    "Nothing in it speaks of {child}.",
    "Short, and not signed.",
)
GRADES = ("1AP", "2BP", "2BP", "2CP", "2DP", "2BC", "3EP")
HANDLING = ("Ask the source unit before passing it on.", "Not to be put to {him}, nor named in {his} hearing.")
STRAY = (
    "A note about somebody who has no part in this case, filed here by mistake.",
    "Health details of a neighbour that this case does not need.",
)
AUTHORITY = (
    "DPA 2018 s.47(1): kept in error, with no purpose in this case. Agreed by the data protection officer.",
    "Request under DPA 2018 s.47, granted: it concerned another person.",
)
PURPOSE = {
    "initial": (
        "To settle how {person} is managed, and what keeps {child} safe meanwhile.",
        "For a first plan.",
        "For the child protection conference: how great the risk is, to whom, and what follows. {worker} asked for it.",
    ),
    "review": (
        "To look again at the level and the plan after {span}.",
        "Review due.",
        "To see whether the plan still fits, since {worry} has changed and {worker} has asked about contact.",
    ),
}
HAPPENED = {
    "meeting": ("Core group met. The plan goes on.", "Meeting with {worker}; {few} points settled, one left open."),
    "significant-change": (
        "{he} lost {his} place at {job}.",
        "{kin} moved out {day}. {he} told us within a day.",
        "{partner} is expecting a child, and told {worker} first.",
    ),
    "move": ("Moved within the town; notified on the day.", "Moved to {kin}'s for {span}. Notified late by a day."),
    "intelligence": ("A log was passed on and graded; see the evidence.",),
}
