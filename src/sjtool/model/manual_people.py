"""The manual of the keys that say who is in a case, who works on it, and under which powers."""

from __future__ import annotations

from sjtool.model.manual_key import KeyNote

PEOPLE_KINDS: dict[str, str] = {
    "officer": "Someone who records, rates, judges or signs; the id is the one given with `--by`.",
    "governance": "The legal footing on which the case is held.",
    "person": "Someone the case is about; for a victim only a stub, because the rest is in the victims file.",
    "relation": "How one person stands to another, now or formerly.",
    "status": "Where the person under assessment stands in law and with MAPPA at the time of recording.",
    "order": "A civil or other order on the person.",
    "victim": "In the victims file only: who a stub stands for, what they wish and how to reach them.",
}

PEOPLE: dict[str, dict[str, KeyNote]] = {
    "officer": {
        "name": KeyNote(
            "Name",
            "Printed where this officer recorded, judged or signed, so that a reader knows who did (DPA 2018 s.62).",
        ),
        "role": KeyNote("Role, as it should be printed", "Such as offender manager, social worker or sergeant."),
        "agency": KeyNote(
            "Force or agency", "Police, probation or the council's service; it is printed beside the name."
        ),
        "trained": KeyNote(
            "Trained in which sets and instruments?",
            "Ids such as arms or srp-official, and the word supervisor for who is trained to supervise: only they can "
            "countersign (APP, monitoring and reviewing risk). Training is printed with judgements and tool results.",
        ),
    },
    "governance": {
        "lawful_basis": KeyNote(
            "On what lawful basis is the case held?",
            "The law enforcement purpose and power relied on (DPA 2018 s.35). Agencies outside Part 3 of the Act need "
            "a basis under the UK GDPR instead: to be verified with your data protection officer.",
            words=True,
        ),
        "schedule_8_condition": KeyNote(
            "Which condition of Schedule 8?",
            "Cases hold sensitive data such as sex life and health, which need strict necessity and a condition of "
            "Schedule 8 (DPA 2018 s.35). Consent is not the usual footing.",
        ),
        "policy_document": KeyNote(
            "Which policy document covers it?",
            "Title or reference of the appropriate policy document: procedures and retention (DPA 2018 s.42).",
        ),
        "retention_review_on": KeyNote(
            "When is keeping it reviewed next?",
            "Storage is reviewed at set times (DPA 2018 s.39). Nothing is deleted by itself when the day comes.",
        ),
        "visor_reference": KeyNote(
            "ViSOR or MAPPS reference",
            "Points to the system of record, which sjtool is not. Whether MAPPS has replaced ViSOR is to be verified.",
        ),
    },
    "person": {
        "roles": KeyNote(
            "What are they in this case?",
            "One or more. It settles who is asked what, and keeps victims, witnesses and others apart from suspects "
            "(DPA 2018 s.38(3)).",
        ),
        "standing": KeyNote(
            "Standing in law",
            "Suspects, convicted people, victims, witnesses and others are told apart (DPA 2018 s.38(3)), and some "
            "tools are for convicted people only. Potentially dangerous person is no class in law (APP).",
        ),
        "label": KeyNote(
            "Name to show and print", "Such as Mr H or Child A: short, and no more identifying than needed."
        ),
        "gender": KeyNote(
            "Gender",
            "Several instruments were tested on men only, so their scope depends on it. It enters no rating "
            "(DPA 2018 s.37; Equality Act 2010 s.149, to be verified).",
        ),
        "born": KeyNote(
            "Date of birth", "A year or a month will do. Scopes of tools and plans for children go by age."
        ),
        "ethnicity": KeyNote(
            "Ethnicity",
            "Optional and sensitive (DPA 2018 s.35(8)): leave it out unless there is a purpose. It enters no rating.",
        ),
        "address": KeyNote("Address", "Only where this case needs it; the force's system holds it (DPA 2018 s.37)."),
        "parental_responsibility": KeyNote(
            "Do they hold parental responsibility?", "For an adult of the household; a relation says for which child."
        ),
        "risk_to_children": KeyNote(
            "Risk to children: what was decided?",
            "Decided on all the information there is, other agencies' included, with the force's child abuse unit "
            "taking part where it should (APP, offenders who are a risk to children).",
            words=True,
        ),
        "confidential": KeyNote(
            "Is this a stub, with the rest in the victims file?",
            "Yes for a victim. Identity, wishes and contact stay apart from the person's file (APP, victims).",
        ),
    },
    "relation": {
        "person": KeyNote("Who? (id)", "Read it as a sentence: this person is partner-of the other."),
        "to": KeyNote("To whom? (id)", "The person the relation leads to."),
        "kind": KeyNote(
            "What are they to each other?",
            "Such as partner-of, parent-of, lives-with or cares-for; put formerly- before it once it has ended.",
        ),
        "from_on": KeyNote("Since when?", "A year or a month will do."),
        "until_on": KeyNote("Until when?", "Only for a relation that has ended."),
    },
    "status": {
        "lead_agency": KeyNote(
            "Lead agency",
            "Who manages the person. When it changes, a police ARMS falls due within fifteen working days (APP).",
        ),
        "lead_agency_since": KeyNote("Lead agency since when?", "The day from which those working days are counted."),
        "convicted_on": KeyNote(
            "Convicted on",
            "ARMS is called for where sentence follows conviction by more than six weeks (APP, dynamic risk factors).",
        ),
        "sentenced_on": KeyNote("Sentenced on", "The second of the two days that decide it."),
        "offence_kinds": KeyNote(
            "Kinds of offence", "Tools are for some kinds only. Name kinds, not counts of material."
        ),
        "mappa_category": KeyNote(
            "MAPPA category, 1 to 4",
            "1 registered sexual offenders, 2 violent and certain other sexual offenders, 3 other dangerous offenders, "
            "4 terrorism and related (wording of 4 to be verified).",
        ),
        "mappa_level": KeyNote(
            "MAPPA level, 1 to 3",
            "1 one agency's ordinary management, 2 several agencies actively, 3 the same with senior staff. Reviews: "
            "level 3 within 8 weeks, level 2 within 16 (APP, monitoring and reviewing risk).",
        ),
        "mappa_reason": KeyNote(
            "Why this level?", "The lowest at which the plan can still be audited (APP, risk management).", words=True
        ),
        "management": KeyNote(
            "Active or reactive management?",
            "Reactive has conditions that must all be met, and a supervisor's approval (APP, reactive management).",
        ),
    },
    "order": {
        "kind": KeyNote(
            "Which order?",
            "Such as SHPO or SRO. Reactive management is out while a sexual civil order runs, save case by case while "
            "its discharge is being sought (APP, reactive management).",
        ),
        "made_on": KeyNote("Made on", "The day of the order."),
        "ends_on": KeyNote("Ends on", "Leave it out for an order without an end."),
        "discharged_on": KeyNote("Discharged on", "Only once it has been discharged."),
        "discharge_sought": KeyNote(
            "Is discharge being sought?", "See the order's kind: it bears on reactive management."
        ),
    },
    "victim": {
        "person": KeyNote(
            "Which stub of the case? (id)", "The person record in the main file that this one stands behind."
        ),
        "identity": KeyNote(
            "Who is it?",
            "Kept in this file only: apart from the person's file, and never in a file name or message (APP, victims).",
            words=True,
        ),
        "wishes": KeyNote(
            "What do they wish?",
            "Wishes and present circumstances are taken into account; for some, being asked is itself distressing "
            "(APP, victims and potential victims).",
            words=True,
        ),
        "told_of_review": KeyNote(
            "Do they want to be told of a review?",
            "A past victim may have asked to hear when indefinite notification is to be reviewed (APP, victims).",
        ),
        "contact": KeyNote(
            "How can they be reached safely?", "Telephone, address or go-between, and when not to call.", words=True
        ),
        "contact_point": KeyNote(
            "Whom can they turn to?", "The person or office they were given, to pass on what they learn (APP, victims)."
        ),
    },
}
