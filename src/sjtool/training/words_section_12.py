"""What adults answer to the items of section 12 that take words, and notes beside the others. Plain, not graphic."""

from __future__ import annotations

PERSON: dict[str, tuple[str, ...]] = {
    "1/share": (
        "None of it, {he} says.",
        "Before the arrest perhaps a third; none since, {he} says.",
        '"Hardly any. It was never about the time."',
        "{he} would not put a figure on it. Less than half.",
        "About half in the worst weeks, and {he} can name the weeks.",
    ),
    "5": (
        "{kin} and {kin}; the rest have gone quiet.",
        "Plenty of people, {he} says, and named {few}.",
        "{kin} rings {often}. The others stopped after court.",
        '"I know who my friends are now." {he} named {kin}.',
        "{pastime} has brought {few} new acquaintances, none of whom knows.",
        "Nobody outside the family, and {he} said so {manner}.",
    ),
    "9": (
        "News, {pastime}, and videos about {pastime}. The second gives most pleasure.",
        "Work and nothing else, {he} says.",
        "{pastime}, {often}. Chat with people who share it.",
        "Shopping, the football, messages to {kin}.",
        "{he} lists each service and what it is for, {manner}.",
    ),
    "10/meaning": (
        "It is an old nickname.",
        "Means nothing, {he} says; the site made it up.",
        "From {pastime}. {kin} used the same one.",
        "A year and the name of a dog.",
    ),
    "11": (
        "{he} keeps nothing now.",
        "Everything went into one folder and was never sorted, {he} says.",
        "Work things by month. Nothing else is kept.",
        "On {device}, in folders with dates. The police have it.",
    ),
    "12": (
        "None at all.",
        "An hour or so in {place}, {often}.",
        "Less since {kin} moved in.",
        '"I read. I mend things. I do not sit with it."',
    ),
    "14": ("No, never.", "{he} says not, {manner}.", "Holiday photographs of the family, which the police have seen."),
    "15": ("No.", "{he} says that it never went beyond the screen.", "No, and {he} was upset to be asked."),
    "18": (
        "A few minutes, and then it is gone.",
        "It used to come back at night. Now {he} gets up and makes tea.",
        "Hard to say. More when {he} is tired, less when there is work.",
        "{he} goes over what {he} lost, not over what {he} saw.",
    ),
    "22": (
        "In bed upstairs, {he} says.",
        "At school, or with {partner}. Never in the room.",
        '"They were never near it."',
        "The children were asleep; {he} had listened first. {source}.",
        "{child} was sometimes in {room}. {he} said that late, and {manner}.",
    ),
    "23": ("Nobody.", "No one away from the internet, {he} says.", "{he} would never have shown anybody."),
    "27": (
        "No.",
        "Only {partner}'s niece about a birthday, and {partner} was there.",
        "{he} played games with strangers and did not know how old they were.",
    ),
    "30": (
        "Less than before, for both of them.",
        "No change that {he} can see.",
        "It stopped for {span} and then came back slowly.",
        "{he} thinks that {partner} has lost interest, and would not ask.",
    ),
}

PARTNER: dict[str, tuple[str, ...]] = {
    "5": (
        "{kin} and hardly anybody else.",
        "{p_she} counts {few} people and says that {he} sees none of them {often}.",
        "{kin} rings. {p_she} thinks that the others were never close.",
        '"Me. That is the list." Then {p_she} added {kin}.',
        "People from {pastime}, whom {p_she} has not met.",
    ),
    "22": (
        "Asleep, as far as {p_she} knew.",
        "Upstairs, and the door to {room} shut. {p_she} worked late at {job} then.",
        '"In the house. Where else would they be?"',
        "{child} came down once for water, {p_she} says; {he} closed {device} at once.",
        "{p_she} has gone over it and cannot be sure of more than {few} evenings.",
    ),
    "30": (
        "Less, and then not at all.",
        "Much the same until the arrest, {p_she} says. Nothing was forced.",
        "{p_she} noticed it {span} before, and put it down to {worry}.",
        "{p_she} would sooner not go into it, and said only that it changed.",
    ),
}

NOTES = (
    "{doubt}.",
    '"{often}, not more."',
    "Said {manner}.",
    "{source}.",
    "{he} first said something else, then corrected it.",
    "Since {month}; before that {he} could not say.",
    "{he} linked it to {worry}.",
    "It cost {cost}, by this account.",
    "Asked a second time at the end; the same answer.",
    "On {device}, in {place}.",
    '"It was worse before {month}. I would say {few} times, and I would say that I noticed it myself."',
    "The answer came {manner}, and {he} went on to talk about {worry} until brought back to the question.",
)

PARTNER_NOTES = (
    "From what {p_she} has seen, not from what {he} told {p_her}.",
    '"I noticed it {often}. I did not want to."',
    "Said {manner}.",
    "{p_she} is sure of {month} and guessing at the rest.",
    "It cost {cost}, {p_she} says.",
    "{p_she} pointed to {doc}.",
    "Kept short: {p_she} had a child to fetch.",
    "Not asked of {him} yet. {p_she} asked that {he} should not be told.",
    "{p_she} saw it on {device}, in {place}, and spoke to {kin} about it afterwards, who told {p_her} to wait and see.",
)

PERSON_MORE = (
    "Said {manner}.",
    "{source}.",
    "{he} came back to it at the end and added nothing.",
    "When it was put in other words, the answer was the same.",
    "{he} linked it to {worry}, and then to {worry}.",
    "That was before {month}; since then {he} has been at {job}.",
    '"You can ask {kin}."',
    "{he} seemed {mood} while {he} said it.",
)
PARTNER_MORE = (
    "{p_she} is sure of {month} and guessing at the rest.",
    "Said {manner}.",
    "{source}.",
    "{p_she} asked that {he} should not be told.",
    "{p_she} seemed {mood} while {p_she} spoke of it.",
    '"I only know what I saw."',
    "{p_she} had not told anybody before, not even {kin}.",
)
REFUSED = (
    '"I would rather not."',
    '"No comment to that."',
    "{he} shook {his} head and looked at the window.",
    "On advice, {he} said, and named nobody.",
    "Would not say. Calm about it.",
    "{he} asked to move on, and we did.",
)
NOT_KNOWN = (
    "{p_she} has never asked.",
    "{p_she} does not know, and did not want to guess.",
    "Not something they speak of.",
    "{p_she} thought about it for a while.",
)
PERSON_NOT_KNOWN = (
    "{he} has never thought about it.",
    "{he} does not know, and did not want to guess.",
    "Not something {he} keeps count of.",
    "{he} thought about it for a while.",
)

READINGS: dict[str, tuple[str, ...]] = {
    "differ": (
        "The two accounts are apart, and neither settles it.",
        "{p_she} names an occasion and {he} gives a flat answer. An occasion can be checked, so it is where to begin.",
        "{he} may remember it as it was after the arrest, and {p_she} as it was before.",
        "{source}. That is nearer to {p_his} account, and proves nothing about the rest.",
        "{source}. I lean to neither yet.",
        "Both had reasons to see it so: {worry} on one side, {worry} on the other.",
        "It matters for the plan because it bears on hours that nobody else can see.",
        "I do not take the difference for a lie; people count differently.",
    ),
    "refused-by-one": (
        "One of them would not answer. I draw nothing from it.",
        "A refusal is {his} right and leaves the item open.",
        "{p_his} account stands as {p_his} account, with nothing to hold it against.",
        "It stays a gap. Whether to ask again is for {worker} and me to settle.",
    ),
    "agree": (
        "They say much the same in other words.",
        "The accounts fit. That is no proof, for they have had time to talk.",
        "Near enough: the words differ, and what they describe does not. {source}.",
        "Agreement here helps little, since both had it from {kin}.",
    ),
    "not-comparable": ("One of them could not know. Nothing to weigh until {doc} is in.",),
}
READINGS_MORE = (
    "{source}.",
    "It bears on the hours that nobody else can see, and so on the plan.",
    "I would not settle it without {doc}.",
    "Both of them were {mood} when asked, which says nothing either way.",
    "{worker} knows the household longer than I do and was not surprised.",
    "Nothing in the plan rests on it alone.",
)
FOLLOW_UPS = ("{next}.", "Before the review: {next}.", "{next}, and not through {him}.")
