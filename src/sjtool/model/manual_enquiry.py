"""The manual of the keys by which things are found out: assessments, sessions, responses, evidence, readings."""

from __future__ import annotations

from sjtool.model.manual_key import ASSESSMENT_NOTE, KeyNote

ENQUIRY_KINDS: dict[str, str] = {
    "assessment": "One round of judging; a review is a new assessment.",
    "session": "One sitting with one informant, or one document, and one question set.",
    "session_end": "When and how a sitting ended, or was left for another time.",
    "response": "What one informant or document gave for one item: a value, or a named reason why there is none.",
    "evidence": "A document, record or observation that something rests on, or one that was sought and not obtained.",
    "reading": "What the officer makes of how the accounts of one item stand to each other.",
}

ENQUIRY: dict[str, dict[str, KeyNote]] = {
    "assessment": {
        "opened_on": KeyNote("Opened on", "The day this round of judging began."),
        "trigger": KeyNote(
            "What opened it?",
            "Assessments are reviewed regularly and when circumstances change; a change of lead agency and a long wait "
            "for sentence each call for ARMS (APP, dynamic risk factors).",
        ),
        "asked_by": KeyNote(
            "Who asked for it?", "A conference, a supervisor, a court; printed at the head of the summary."
        ),
        "purpose": KeyNote(
            "What is it for?",
            "A sentence or two. What is recorded should be enough for this and no more (DPA 2018 s.37).",
            words=True,
        ),
    },
    "session": {
        "assessment": ASSESSMENT_NOTE,
        "set": KeyNote(
            "Which question set?",
            "With its version, such as section-12@1.0.0: answers are read with the questions asked.",
        ),
        "informant": KeyNote("Who is answering? (id)", "The person the answers come from, whoever they are about."),
        "about": KeyNote("Whom is it about? (id)", "As a rule the person under assessment."),
        "interviewers": KeyNote(
            "Who is asking? (officer ids)", "Two workers keep the children in view (North Wales protocol 12.1)."
        ),
        "others_present": KeyNote(
            "Who else is there?",
            "The adults are seen apart for these questions, and together at some point (North Wales protocol, "
            "Appendix 1).",
            words=True,
        ),
        "place": KeyNote("Where?", "Such as home or police station.", words=True),
        "mode": KeyNote("How is it held?", "Document is for answers taken from papers, with nobody asked."),
        "held_on": KeyNote("When was it held?", "The day of the sitting. When it was recorded is kept by itself."),
        "caution": KeyNote(
            "Caution: given, or why not needed?",
            "Police questions about somebody's suspected part in an offence are an interview, and need a caution "
            "(PACE Code C 11.1A, to be verified in detail).",
            words=True,
        ),
        "cleared_with": KeyNote(
            "Who cleared the timing?",
            "Advice comes first where there are proceedings, or where a question shows what is known "
            "(North Wales protocol 12.2).",
            words=True,
        ),
        "supervision": KeyNote(
            "Which supervisor goes through the answers?",
            "For one worker alone (North Wales protocol 12.1).",
            words=True,
        ),
    },
    "session_end": {
        "session": KeyNote("Which session? (id)", "The sitting that ended."),
        "ended_at": KeyNote("When did it end?", "Day and time, written by the interview itself."),
        "how": KeyNote(
            "How did it end?",
            "Finished as meant; stopped on purpose, for distress or a child's safety for instance; abandoned. "
            "Paused: left, and open to be gone on with.",
        ),
    },
    "response": {
        "session": KeyNote("Which session? (id)", "The sitting it belongs to; a correction names the same one."),
        "item": KeyNote("Which item?", "The item's id within the session's question set, such as 7."),
        "part": KeyNote("Which part?", "For an item that asks for several answers, such as hours."),
        "value": KeyNote(
            "What did they answer?",
            "Yes or no, a number, text, or a list of texts. Either this or a reason for none, never both.",
            words=True,
        ),
        "missing": KeyNote(
            "Why is there no answer?",
            "One of nine reasons; missing is never taken for no, for zero or for low. The table below says what each "
            "does elsewhere.",
        ),
        "missing_note": KeyNote("Anything to add on why?", "What was said or seen when no answer came.", words=True),
        "note": KeyNote("Their own words, or a remark?", "Put what was said in quotation marks.", words=True),
        "basis": KeyNote(
            "How do you know?",
            "Told by the informant, observed by you, taken from a record, or inferred by you: facts are kept apart "
            "from assessments as far as possible (DPA 2018 s.38(2)).",
        ),
        "evidence": KeyNote("Which evidence bears it out? (ids)", "Evidence records, such as a device report."),
    },
    "evidence": {
        "nature": KeyNote(
            "Fact, report, observation, inference or opinion?",
            "Fact is established, reported is said by somebody, observed was seen by an officer, inference and opinion "
            "are somebody's own; the law wants them told apart (DPA 2018 s.38(2)).",
        ),
        "kind": KeyNote(
            "Which source of information?",
            "The nine sources of police guidance, or other (APP, sources of information).",
        ),
        "title": KeyNote(
            "What is it?", "Short, as it is to be listed. Never who an intelligence source is.", words=True
        ),
        "reference": KeyNote("Reference", "Where the document itself is kept: log, URN or file number."),
        "dated_on": KeyNote(
            "What date is it from?", "Printed beside it, for a reader judges how current it is (DPA 2018 s.38(4), (5))."
        ),
        "obtained": KeyNote(
            "Was it obtained?", "What was sought and not obtained is printed too, as a gap (DPA 2018 s.38(5))."
        ),
        "why_not": KeyNote("Why not?", "Asked where it was not obtained: refused, awaited, not asked for.", words=True),
        "text": KeyNote("What does it say?", "Only what the judgement needs (DPA 2018 s.37).", words=True),
        "grade": KeyNote(
            "3x5x2 grade, such as 2BP",
            "Optional. Source 1 reliable, 2 untested, 3 not reliable; information A to E; handling P, or C with "
            "conditions. The meanings of A to E are to be verified.",
        ),
        "handling": KeyNote(
            "Conditions on passing it on?",
            "What a code of C allows, and whom to ask first. `open`: no condition. `open to the person`: cleared for "
            "the copy of the person it is about, where it speaks of somebody else (disclosure.md).",
            words=True,
        ),
    },
    "reading": {
        "item": KeyNote("Which item?", "With its set, such as section-12@1.0.0/1."),
        "responses": KeyNote(
            "Which responses does it rest on? (ids)",
            "All accounts there were; a later one makes the reading out of date.",
        ),
        "outcome": KeyNote(
            "How do the accounts stand?",
            "Agreement is no proof and difference no guilt; the outcome only says how they stand.",
        ),
        "reading": KeyNote(
            "What do you make of it?",
            "Answers may not be honest, so the reading rests on evidence (North Wales protocol 12.1).",
            words=True,
        ),
        "follow_up": KeyNote("What will you find out next?", "Leave it out where nothing follows.", words=True),
    },
}
