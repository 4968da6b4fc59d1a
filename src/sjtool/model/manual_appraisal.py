"""The manual of the keys by which things are weighed: ratings, tool results, formulation, scenarios."""

from __future__ import annotations

from sjtool.model.manual_key import ASSESSMENT_NOTE, KeyNote

APPRAISAL_KINDS: dict[str, str] = {
    "rating": "An officer's label for one factor of a sheet, with what it rests on; never totalled.",
    "tool_result": "What a published instrument said, worked out here or received from elsewhere.",
    "formulation": "A short account under one heading: what, why, why now, what protects.",
    "narrative": "A passage of the summary that no other record holds, under one heading.",
    "scenario": "One way things could go, and what would be seen first.",
}

APPRAISAL: dict[str, dict[str, KeyNote]] = {
    "rating": {
        "assessment": ASSESSMENT_NOTE,
        "factor": KeyNote("Which factor?", "With its sheet, such as arms-style@1.0.0/opportunity."),
        "person": KeyNote("Rated for whom? (id)", "A rating is for one person; each child has one of their own."),
        "recent": KeyNote("What is it now?", "A label of the factor's scale. Not-enough-information is a label too."),
        "past": KeyNote("What was it before?", "The same scale, for the time before the recent period."),
        "direction": KeyNote("Which way is it going?", "A direction of the sheet, such as improving or worsening."),
        "relevance": KeyNote(
            "What does it mean for this person?", "A factor can be there and bear little.", words=True
        ),
        "rationale": KeyNote(
            "Why this label?",
            "What was seen, in your words, so that the decision can be audited (APP, accuracy).",
            words=True,
        ),
        "would_change": KeyNote(
            "What would change it?", "What you would have to see or hear to rate it otherwise.", words=True
        ),
        "evidence": KeyNote(
            "What does it rest on? (ids)",
            "Evidence, responses, sessions, events or tool results of this case (APP, accuracy).",
        ),
        "held_on": KeyNote("When was it rated?", "The day the officer weighed it, often the day of a visit."),
    },
    "tool_result": {
        "assessment": ASSESSMENT_NOTE,
        "instrument": KeyNote("Which instrument?", "The id of its passport, such as srp-official@1.0.0."),
        "version": KeyNote("Which version of its rules?", "As the document says; rules change, and results with them."),
        "scale": KeyNote("Which scale of it?", "For an instrument with several, such as dc or iic."),
        "origin": KeyNote("Worked out here, or received?", "An official result comes before one worked out here."),
        "construct": KeyNote(
            "What does it speak about?", "It is held against the judgement on this question and no other."
        ),
        "level": KeyNote("Which level did it give?", "In the instrument's own word."),
        "band": KeyNote("Which band did it give?", "In the instrument's own word."),
        "points": KeyNote("How many points?", "Only where the instrument has points. They are never added to others."),
        "percentage": KeyNote(
            "Which percentage?", "How a group fared, not what one person will do (APP, assessing risk)."
        ),
        "interval": KeyNote("Between which values?", "Lower and upper end, where the instrument gives them."),
        "inputs": KeyNote("What went in?", "Item and value, so that the result can be worked out again."),
        "item_points": KeyNote("Points of each item?", "Item and points, so that the sum can be checked by hand."),
        "band_before_reduction": KeyNote(
            "Which band before a reduction?", "Some rules lower the band for years free of offences."
        ),
        "decided_by": KeyNote("What decided it?", "The line of the rule that was met, or the condition that was not."),
        "missing_items": KeyNote(
            "Which items were missing?", "Missing is never taken as nought unless the rule says so."
        ),
        "dated_on": KeyNote("When was it made?", "The date of the result, not of its arrival (DPA 2018 s.38(4), (5))."),
        "assessor": KeyNote("Who made it?", "The assessor's officer id, or a name as the document gives it."),
        "trained": KeyNote(
            "Was the assessor trained in it?", "A tool is worth what the skill of its user makes it (APP)."
        ),
        "agency": KeyNote("Which agency?", "Where it was made."),
        "document": KeyNote("Which document says so?", "Title or reference, so that it can be found again."),
        "limits": KeyNote(
            "What are its limits here?",
            "For whom it was not made, what was missing. No tool foretells one person's conduct (APP, assessing risk).",
            words=True,
        ),
    },
    "formulation": {
        "assessment": ASSESSMENT_NOTE,
        "heading": KeyNote("Under which heading?", "Such as what, why, why now, what protects."),
        "text": KeyNote(
            "Your account", "How the pieces hang together for this person, in a few sentences.", words=True
        ),
    },
    "narrative": {
        "assessment": ASSESSMENT_NOTE,
        "heading": KeyNote("Under which heading?", "The section of the summary it is for."),
        "text": KeyNote("The passage", "Printed as you write it.", words=True),
    },
    "scenario": {
        "assessment": ASSESSMENT_NOTE,
        "kind": KeyNote(
            "What kind of scenario?",
            "Repeat: as before. Twist: in another form. Escalation: graver. Improvement: what going well looks like. "
            "Write at least two, one of them no repeat.",
        ),
        "who": KeyNote("To whom would it happen?", "The kind of person and how they are within reach.", words=True),
        "how": KeyNote("How would it come about?", "Step by step, as plainly as you can.", words=True),
        "harm": KeyNote("What harm would it do?", "How grave, and whether of the body or the mind.", words=True),
        "imminence": KeyNote("How soon?", "And what would bring it nearer.", words=True),
        "frequency": KeyNote("How often?", "Once, or again and again (APP, assessing risk).", words=True),
        "likelihood": KeyNote(
            "How likely, in words?", "No figures: nobody can give them for one scenario.", words=True
        ),
        "warning_signs": KeyNote(
            "What would be seen first?", "Things a visitor, carer or colleague could notice.", words=True
        ),
        "contingency": KeyNote("What happens then?", "Who does what, at once.", words=True),
    },
}
