"""The manual of the keys of the officer's conclusion: the judgement, and where it departs from a tool."""

from __future__ import annotations

from sjtool.model.manual_key import ASSESSMENT_NOTE, KeyNote

JUDGEMENT_KINDS: dict[str, str] = {
    "judgement": "The officer's structured conclusion, made once before the tools are shown and once after.",
    "override": "The judgement departs from what a tool said, up or down, and says why.",
}

_HARM = "Serious harm to this group, apart from how likely it is; not-applicable where there is no such contact"

JUDGEMENT: dict[str, dict[str, KeyNote]] = {
    "judgement": {
        "assessment": ASSESSMENT_NOTE,
        "stage": KeyNote(
            "First or final?",
            "The first is made before tool levels are shown, so that the human part is real (DPA 2018 ss.50A-50D, "
            "commencement to be verified).",
        ),
        "level": KeyNote(
            "Overall level",
            "Your own, never worked out. The four words are those of police guidance (APP, assessing risk).",
        ),
        "likelihood": KeyNote(
            "Likelihood of reoffending", "Apart from how grave the harm would be; the two never merge."
        ),
        "harm_public": KeyNote("Harm to the public", f"{_HARM} (North Wales protocol, Appendix 4)."),
        "harm_prisoners": KeyNote("Harm to prisoners", f"{_HARM} (North Wales protocol, Appendix 4)."),
        "harm_known_adult": KeyNote("Harm to a known adult", f"{_HARM} (North Wales protocol, Appendix 4)."),
        "harm_children": KeyNote(
            "Harm to children",
            f"{_HARM} (North Wales protocol, Appendix 4). Low in general is not safe for one child.",
        ),
        "harm_staff": KeyNote("Harm to staff", f"{_HARM} (North Wales protocol, Appendix 4)."),
        "harm_self": KeyNote(
            "Harm to self",
            "Kept apart from harm to others (OASys practice, to be verified). Disclosure and release are times of "
            "risk to the person's own life (North Wales protocol 5.2).",
        ),
        "whom": KeyNote("To whom?", "Who may be affected (APP, assessing risk).", words=True),
        "nature": KeyNote("What kind of harm?", "What would be done, and by which means.", words=True),
        "imminence": KeyNote("How soon?", "And what would bring it nearer.", words=True),
        "frequency": KeyNote("How often?", "Once, or again and again (APP, assessing risk).", words=True),
        "extent": KeyNote(
            "How much harm?", "How far it would go and how hard recovery would be (APP, assessing risk).", words=True
        ),
        "rationale": KeyNote(
            "Why?", "Your reasons in a few sentences, the strongest first (APP, accuracy).", words=True
        ),
        "strongest_against": KeyNote(
            "What is the strongest evidence against it?", "Looked for on purpose, and weighed openly.", words=True
        ),
        "confidence": KeyNote("How sure are you?", "Of this judgement, given what is known and what is missing."),
        "limits": KeyNote(
            "What are its limits?", "What was not obtained, not asked, or not answered (DPA 2018 s.38(5)).", words=True
        ),
        "would_change": KeyNote(
            "What would change it?", "What you would have to learn to judge otherwise.", words=True
        ),
        "known_outcomes": KeyNote(
            "Which tool results were known? (ids)", "Filled in by judge: results you had seen already; prints say so."
        ),
        "reconciliation": KeyNote(
            "How do the different words go together?",
            "One sentence, where a tool on another question uses another word than your level.",
            words=True,
        ),
        "overrides": KeyNote(
            "Overrides",
            "The word none, said outright, where nothing was overridden; otherwise the ids of the override records.",
        ),
        "review_on": KeyNote("When is it reviewed?", "At the latest; a significant change comes first (APP)."),
    },
    "override": {
        "judgement": KeyNote("Of which judgement? (id)", "The final judgement that departs from the tool."),
        "tool_result": KeyNote(
            "From which tool result? (id)", "Both are printed, side by side; neither hides the other."
        ),
        "construct": KeyNote("On which question?", "The tool's own; other questions are not compared."),
        "tool_level": KeyNote("What did the tool say?", "Its level in the instrument's own word."),
        "decided_level": KeyNote("What was decided?", "The word of the judgement on the same question."),
        "direction": KeyNote(
            "Upward or downward?",
            "Recorded alike; a downward one also needs protective evidence and a countersignature.",
        ),
        "rationale": KeyNote(
            "Why did you decide otherwise?",
            "Recorded for every outcome overridden (APP, professional judgement).",
            words=True,
        ),
        "justification": KeyNote(
            "What justifies it?",
            "The training, experience or knowledge of this person it stands on (APP, professional judgement).",
            words=True,
        ),
        "evidence": KeyNote("What does it rest on? (ids)", "Evidence, responses, ratings, events or tool results."),
        "protective_evidence": KeyNote(
            "Which protective evidence outweighs? (ids)",
            "Needed for a downward override, with a countersignature (this project's own rule).",
        ),
        "mitigation": KeyNote(
            "What guards against being wrong?", "What the plan does in case the tool was right.", words=True
        ),
        "agreed_by": KeyNote("Who agreed?", "The supervisor's officer id, or a name and role."),
        "review_on": KeyNote("When is it looked at again?", "A day of its own, not later than the judgement's."),
    },
}
