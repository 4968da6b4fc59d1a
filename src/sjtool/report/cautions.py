"""The cautions that travel with results, each with where it comes from (CONTENT 6)."""

from __future__ import annotations

LOW_IS_NOT_NO = "Tools say how groups fared, not what this person will do. Low risk is not no risk."
GROUPS = (
    "No tool can say what one person will do: each tells how groups of people with like records fared (College of "
    "Policing APP, identifying, assessing and managing risk)."
)
PARTICULAR_CHILD = (
    "Low risk is not no risk, and a person who is low in general may be an unacceptable risk to a particular child "
    "(North Wales protocol 2018, Appendix 5)."
)
IMAGES = (
    "Nothing links the number or the category of images to later contact offending; no level here rests on it as a "
    "rule (North Wales protocol 2018, section 1 and Appendix 5)."
)
NOT_THE_RECORD = (
    "sjtool computed no level, rating or plan in it. It is not the system of record: that is the force's or agency's "
    "own system, and official results there come first."
)
JUDGEMENT = (
    "This is one officer's structured professional judgement, set out with what it rests on. It is not ARMS, OASys or "
    "any other published instrument; what those said is recorded beside it, as received."
)
EXCHANGE = (
    "Facts and accounts are kept apart from opinion: each section says which of them it holds (DPA 2018 s.38). Square "
    "brackets say how a line is known, from whom, when, and in which record."
)
PRACTITIONER_ONLY = "Practitioner only: not for either adult, on a screen, on paper, or by the way a question is put."
ACCOUNTS = "Agreement is not proof, and difference is not guilt. An account is what was said, not what is so."
GRADE_C = "Graded C: conditions go with sharing it. Ask the originator before it is passed on."
SHOWN_EARLY = "Shown before the judgement, because it was asked for; that is in the access log."
HANDLING = "Need to know only: not for the person, the partner or other adults in it."
LEGEND = (
    "A line at the left marks the officer's own judgement; ratings beside headings are theirs too. All else is record, "
    "or said by sjtool."
)
"""What a print that draws such a line says of it, once and first."""
