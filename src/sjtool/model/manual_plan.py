"""The manual of the keys of the plan, of what happened, and of who signed."""

from __future__ import annotations

from sjtool.model.manual_key import ASSESSMENT_NOTE, KeyNote

PLAN_KINDS: dict[str, str] = {
    "action": "One thing the risk management plan does, why it suits, who does it and by when.",
    "action_update": "What became of an action.",
    "event": "Something that happened: a visit, a change, intelligence, a meeting, an order.",
    "signature": "The author stands by exactly what the chain held at its head.",
    "countersignature": "An independent trained supervisor approves a signature, or returns it with reasons.",
}

_HEAD = KeyNote("Head of the case file", "The last chain value when it was signed: what exactly was signed.")
_VICTIMS_HEAD = KeyNote("Head of the victims file", "The same for the victims file, where there is one.")
_METHOD = KeyNote(
    "How is it signed?",
    "Typed is not cryptographic, and prints say so; sshsig is made with an SSH key (docs/signing.md).",
)
_STATEMENT = KeyNote("What does the signer say?", "The sentence they stand by, as printed.", words=True)
_SSHSIG = KeyNote(
    "The signature itself", "An armoured SSH signature over head, role, statement and more; no typed one has it."
)

PLAN: dict[str, dict[str, KeyNote]] = {
    "action": {
        "assessment": ASSESSMENT_NOTE,
        "pillar": KeyNote(
            "Under which heading of the plan?",
            "The four pillars and contingency: a useful frame, which the MAPPA guidance obliges nobody to use.",
        ),
        "kind": KeyNote(
            "What kind of action?", "Such as home visits, an order, a treatment programme or victim contact."
        ),
        "menu_entry": KeyNote(
            "From which entry of a menu?",
            "Such as restrictive@1.0.0/home-visits, where it was chosen from one; an action of your own has none.",
        ),
        "objective": KeyNote(
            "What is the outcome aimed at?", "An outcome, not an activity (APP, risk management plans).", words=True
        ),
        "purpose": KeyNote(
            "What does this action do towards it?", "What it is meant to achieve (APP, interventions).", words=True
        ),
        "enforcement": KeyNote(
            "How is it enforced?", "Who would notice a breach, and what happens then (APP, interventions).", words=True
        ),
        "suitability": KeyNote(
            "Why does it suit this person?", "Tied to how they offend (APP, interventions).", words=True
        ),
        "proportionality": KeyNote(
            "Why is it proportionate?",
            "Weighed with the European Convention on Human Rights, Articles 2, 3 and 8 (APP, interventions).",
            words=True,
        ),
        "negative_consequences": KeyNote(
            "What harm might it do?",
            "Isolation or lost support, for example, can raise the risk it was meant to lower (APP, negative "
            "consequences).",
            words=True,
        ),
        "answers": KeyNote(
            "What does it answer?", "Factors, scenarios or readings, by their ids: a plan follows from them."
        ),
        "owner": KeyNote("Who does it?", "An officer id, or a name and agency."),
        "due_on": KeyNote(
            "By when?", "A supervisor checks that actions are done in time (APP, risk management plans)."
        ),
        "review_on": KeyNote("Looked at again when?", "For an action that goes on."),
        "handling": KeyNote("Open or covert?", "Covert: a reference only, and in no export or shared print."),
    },
    "action_update": {
        "action": KeyNote("Which action? (id)", "The action it is about."),
        "status": KeyNote("How does it stand?", "Not done and withdrawn are answers too, with the reason below."),
        "what_happened": KeyNote("What happened?", "What was done, and what came of it.", words=True),
        "checked_by": KeyNote(
            "Which supervisor checked it? (id)", "Supervisors check completion (APP, risk management plans)."
        ),
    },
    "event": {
        "kind": KeyNote(
            "What kind of event?",
            "A reactive proposal is the officer's, its start or refusal a supervisor's (APP, reactive management).",
        ),
        "held_on": KeyNote("When did it happen?", "The day of the event. When it was recorded is kept by itself."),
        "what": KeyNote(
            "What happened?",
            "What was seen or learned, and from whom. Refusals count (APP, risk management plans).",
            words=True,
        ),
        "announced": KeyNote(
            "Was the visit announced?", "Visits vary in day and hour, and need not be announced (APP, home visits)."
        ),
        "entry": KeyNote(
            "Were you let in?",
            "Keeping officers out may itself show that the risk has risen (APP, NIM target profile, paragraph 2). "
            "Nobody in is not a refusal.",
        ),
        "present": KeyNote("Who of the case was there? (ids)", "Everybody you saw or heard, children too."),
        "others_present": KeyNote(
            "Who else was there?", "People who are not in the case yet, as far as you learned.", words=True
        ),
        "refused": KeyNote(
            "What was refused?",
            "A question not answered, a room not shown, a device not handed over: one by one, with the reason given. "
            "Under caution nobody has to answer, and that is no refusal.",
        ),
        "considered": KeyNote(
            "Which prompts speak?", "Entries of the menu significant-change, such as significant-change@1.0.0/own-home."
        ),
        "touches": KeyNote(
            "What of the plan does it touch?",
            "Actions, orders and factors by id, or a word such as housing. A change that would alter the plan is "
            "significant. The words that start or stop a clock stand in docs/due.md.",
        ),
        "opens_review": KeyNote(
            "Does it open a review?", "A significant change leads to a fresh assessment (APP, reactive management)."
        ),
        "rationale": KeyNote(
            "Why was it decided so?",
            "Why a change is significant or is not; why reactive management is proposed, approved, refused or ended.",
            words=True,
        ),
        "outcome": KeyNote(
            "What came of it?",
            "Of enquiries under section 47 an entry of the menu section-47-outcomes; of a meeting its decision; of an "
            "order made, varied, breached and so on.",
        ),
        "told": KeyNote(
            "Who was told?",
            "By name or post and agency, where information was shared: of a risk to children, the child abuse unit.",
        ),
        "cause": KeyNote(
            "Why did reactive management end?",
            "A further sexual offence, or a relevant one of another kind, means three more years; after a significant "
            "change officer and supervisor decide (APP, withdrawal of reactive management).",
        ),
        "effects": KeyNote(
            "What has followed?", "What was done once it was approved (APP, recording reactive management)."
        ),
        "evidence": KeyNote("What does it rest on? (ids)", "Evidence, answers, results, judgements or events."),
        "reference": KeyNote(
            "Reference of minutes or log", "Where it stands in the system of record: ViSOR, MAPPS, minutes."
        ),
        "next_on": KeyNote("When is the next one?", "The day agreed for the next visit, meeting or conference."),
    },
    "signature": {
        "assessment": ASSESSMENT_NOTE,
        "head": _HEAD,
        "victims_head": _VICTIMS_HEAD,
        "method": _METHOD,
        "statement": _STATEMENT,
        "role": KeyNote("In which role?", "Such as author of the assessment."),
        "sshsig": _SSHSIG,
    },
    "countersignature": {
        "assessment": ASSESSMENT_NOTE,
        "head": _HEAD,
        "victims_head": _VICTIMS_HEAD,
        "method": _METHOD,
        "statement": _STATEMENT,
        "role": KeyNote(
            "In which role?", "A trained supervisor oversees and countersigns assessments and plans (APP, monitoring)."
        ),
        "sshsig": _SSHSIG,
        "signature": KeyNote("Which signature? (id)", "The author's; nobody countersigns their own."),
        "decision": KeyNote("Approve or return?", "Returned work goes back to its author with reasons."),
        "reasons": KeyNote("Why?", "Above all where it is returned.", words=True),
    },
}
