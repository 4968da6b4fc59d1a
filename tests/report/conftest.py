"""A rich invented case, built through the ledger as an officer would. Nobody in it is real."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from sjtool.loader import Loaded, load_sound
from sjtool.report.report import Report
from sjtool.report.summary import build_summary
from sjtool.store.append import Draft, Ledger, create_case
from sjtool.store.library import Library

TODAY = date(2026, 3, 12)
_START = datetime(2026, 3, 11, 9, 0, tzinfo=UTC)


class CaseBuilder:
    """Writes records one by one, each a minute after the last, and loads what came of it."""

    def __init__(self, path: Path, *, training: bool = True) -> None:
        create_case(path, {"format": 1, "case": path.stem, "marking": "OFFICIAL-SENSITIVE", "training": training})
        self.path = path
        self.ledger = Ledger(path)
        self.at = _START

    def add(self, kind: str, /, by: str = "pc-4412", **keys: Any) -> str:
        self.at += timedelta(minutes=1)
        return self.ledger.append([Draft(kind, keys)], by=by, at=self.at)[0].id

    def head(self) -> str:
        return self.ledger.head

    def load(self) -> Loaded:
        return load_sound(self.path, Library())

    def report(self, **more: Any) -> Report:
        return build_summary(self.load(), built_on=TODAY, **more)

    def judge_first(self, **more: Any) -> str:
        return self.add("judgement", **{**FIRST, **more})

    def judge_final(self, **more: Any) -> str:
        return self.add("judgement", **{**FIRST, "stage": "final", **more})

    def finish(self) -> CaseBuilder:
        """Judged first and finally, with two upward overrides and a plan."""
        self.judge_first()
        add_final(self)
        add_plan(self)
        return self


def add_people(case: CaseBuilder) -> None:
    case.add(
        "officer",
        id="pc-4412",
        name="PC Hughes",
        role="offender manager",
        agency="Northshire Police",
        trained=["arms", "arms-style", "section-12"],
    )
    case.add("officer", id="ds-2090", name="DS Okafor", role="supervisor", agency="Northshire Police", trained=["arms"])
    case.add(
        "governance",
        lawful_basis="Law enforcement: protection of the public (DPA 2018 s.35)",
        schedule_8_condition="paragraph 1, statutory purposes",
        policy_document="Northshire APD 14",
    )
    case.add(
        "person", id="subject", roles=["subject"], standing="convicted", label="Mr H", gender="male", born="1987-05-19"
    )
    case.add("person", id="partner", roles=["partner"], standing="witness", label="Ms R", parental_responsibility=True)
    case.add("person", id="child-d", roles=["child", "potential-victim"], standing="other", label="D", born="2016")
    case.add(
        "person",
        id="victim-1",
        roles=["victim"],
        standing="victim",
        label="V1",
        address="an address that must never be printed",
        confidential=True,
    )
    case.add("relation", person="partner", to="subject", kind="lives-with", from_on="2021")
    case.add("relation", person="subject", to="child-d", kind="stepparent-of")
    case.add(
        "status",
        lead_agency="police",
        lead_agency_since="2026-02-27",
        convicted_on="2023-06-14",
        mappa_category=1,
        mappa_level=1,
        management="active",
        offence_kinds=["making indecent images of children"],
    )
    case.add("order", kind="Sexual Harm Prevention Order", made_on="2023-06-14", ends_on="2033-06-14")


def add_information(case: CaseBuilder) -> None:
    case.add(
        "assessment",
        opened_on="2026-03-02",
        trigger="review",
        asked_by="DS Okafor",
        purpose="Review after the household changed: a child came to live at the address.",
    )
    case.add(
        "evidence",
        nature="fact",
        kind="national-databases",
        title="PNC print",
        dated_on="2026-03-02",
        obtained=True,
        grade="1AP",
    )
    case.add(
        "evidence",
        nature="observed",
        kind="home-visit",
        title="Home visit, 4 March",
        dated_on="2026-03-04",
        obtained=True,
        text="A second phone was charging behind the bread bin. Mr H said it was broken; it lit up while we spoke.",
    )
    case.add(
        "evidence",
        nature="reported",
        kind="other-agencies",
        title="School attendance officer",
        dated_on="2026-03-05",
        obtained=True,
        grade="2CC",
        text="D has been collected by Mr H alone on most days since January.",
    )
    case.add(
        "evidence",
        nature="reported",
        kind="victim-information",
        title="Victim's statement of 2023",
        obtained=False,
        why_not="held by the investigation team; asked for on 3 March, not yet sent",
    )
    case.add(
        "evidence",
        nature="opinion",
        kind="programme-report",
        title="End-of-programme report",
        dated_on="2025-08",
        obtained=True,
        text="The facilitator thought that he engaged well and was open about his use of the internet.",
    )


def answer(case: CaseBuilder, session: str, item: str, **keys: Any) -> str:
    keys.setdefault("basis", "told")
    return case.add("response", session=session, item=item, **keys)


def add_interviews(case: CaseBuilder) -> None:
    one = case.add(
        "session",
        assessment="a-001",
        set="section-12@1.0.0",
        informant="partner",
        about="subject",
        interviewers=["pc-4412", "ds-2090"],
        mode="home-visit",
        place="the family home",
        held_on="2026-03-04",
        cleared_with="DC Amis",
    )
    answer(case, one, "1", part="hours", value=35, note="most nights until two")
    answer(case, one, "2", value="quite-a-lot", note="he has lost the Saturday job over it")
    answer(case, one, "3", missing="refused", missing_note="said “ask him”")
    answer(case, one, "4", value=True)
    answer(case, one, "5", value="His brother, and a man called Lee he met online")
    answer(case, one, "20", value=True, note="four or five times, to me, on his mother's life")
    answer(case, one, "22", missing="deferred", missing_note="D came in from school")
    case.add("session_end", session=one, ended_at=case.at, how="finished")
    two = case.add(
        "session",
        assessment="a-001",
        set="section-12@1.0.0",
        informant="subject",
        about="subject",
        interviewers=["pc-4412"],
        mode="in-person",
        place="Northshire police station",
        held_on="2026-03-09",
        supervision="DS Okafor went through the answers",
    )
    answer(case, two, "1", part="hours", value=8)
    answer(case, two, "1", part="share", missing="no-comment")
    answer(case, two, "2", value="a-little")
    answer(case, two, "3", value=False)
    answer(case, two, "4", value=True)
    answer(case, two, "5", value="My brother. That's about it.")
    answer(case, two, "20", value=False)
    case.add("session_end", session=two, ended_at=case.at, how="finished")
    case.add(
        "reading",
        item="section-12@1.0.0/1",
        responses=["r-0001", "r-0008"],
        outcome="differ",
        reading="The partner's figure fits the router log better than his. He may be leaving out the second phone.",
        follow_up="Ask about the second phone at the next visit; device check under the order.",
    )


ARMS_STYLE = "arms-style@1.0.0"
ACUTE = "acute@1.0.0"


def rate(
    case: CaseBuilder, sheet: str, factor: str, recent: str, rationale: str, held_on: str = "2026-03-10", **keys: Any
) -> str:
    return case.add(
        "rating",
        assessment="a-001",
        factor=f"{sheet}/{factor}",
        person="subject",
        recent=recent,
        rationale=rationale,
        held_on=held_on,
        **keys,
    )


def add_ratings(case: CaseBuilder) -> None:
    rate(
        case,
        ARMS_STYLE,
        "opportunity",
        "high",
        "A child now lives in the home and he is alone with her daily; a second device was left out.",
        past="medium",
        direction="worsening",
        relevance="Access at home is how the earlier offence began.",
        would_change="Collection by another adult, and the second phone examined and found clean.",
        evidence=["e-002", "e-003", "r-0001"],
    )
    rate(
        case,
        ARMS_STYLE,
        "sexual-preoccupation",
        "not-enough-information",
        "The device has not been examined; his account of the time online differs from hers.",
        past="medium",
        direction="unknown",
    )
    rate(
        case,
        ARMS_STYLE,
        "poor-self-management",
        "medium",
        "Late nights, and the Saturday job lost over them.",
        past="medium",
        direction="stable",
        relevance="Tiredness and idle nights went with the earlier offending.",
        evidence=["r-0002", "e-005"],
    )
    rate(case, ACUTE, "victim-access", "none-seen", "No child at the address.", "2026-01-12")
    rate(
        case,
        ACUTE,
        "victim-access",
        "emerging",
        "He mentioned that a niece would visit.",
        "2026-02-09",
        evidence=["e-002"],
    )
    rate(
        case,
        ACUTE,
        "victim-access",
        "act-now",
        "D moved in and he collects her from school alone.",
        "2026-03-04",
        direction="worsening",
        evidence=["e-002", "e-003"],
    )
    rate(case, ACUTE, "hostility", "none-seen", "Calm throughout.", "2026-01-12")
    rate(
        case,
        ACUTE,
        "hostility",
        "present",
        "Raised his voice when the phone was mentioned.",
        "2026-03-04",
        direction="worsening",
        evidence=["e-002"],
    )
    rate(case, ACUTE, "social-collapse", "not-enough-information", "Nobody else could be asked.", "2026-03-04")


def add_tools(case: CaseBuilder) -> None:
    case.add(
        "tool_result",
        assessment="a-001",
        instrument="srp-official@1.0.0",
        scale="dc",
        origin="received",
        construct="likelihood",
        band="low",
        dated_on="2026-03-02",
        assessor="probation",
        trained="not-known",
        agency="Probation Service",
        document="OASys print of 2 March",
        limits="A band for men with like records; it cannot see who lives in the house.",
    )
    case.add(
        "tool_result",
        assessment="a-001",
        instrument="arms@1.0.0",
        scale="overall",
        origin="received",
        construct="level",
        level="medium",
        dated_on="2026-01-12",
        assessor="PC Hughes",
        trained="yes",
        agency="Northshire Police",
        document="ViSOR attachment 7",
        limits="Made before the child moved in.",
    )


def add_analysis(case: CaseBuilder) -> None:
    case.add(
        "formulation",
        assessment="a-001",
        heading="What, why, why now, what protects",
        text=(
            "He has a settled interest in images of children and used them when he was alone at night and low. A "
            "child of the age he sought has come to live with him. His brother and his work at the allotment "
            "steadied him for two years; neither reaches into the house."
        ),
    )
    case.add(
        "scenario",
        assessment="a-001",
        kind="repeat",
        who="children in images, unknown to him",
        how="The second phone, at night, as before.",
        harm="Further exploitation of the children shown.",
        imminence="weeks",
        frequency="most nights",
        likelihood="likely",
        warning_signs="Late nights, a locked door, a phone kept on him.",
        contingency="Device check the same day.",
    )
    case.add(
        "scenario",
        assessment="a-001",
        kind="escalation",
        who="D",
        how="Time alone after school turns into touching, passed off as play.",
        harm="Sexual harm to a child who has nobody else at home in the afternoon.",
        imminence="months, sooner if Ms R works late shifts",
        warning_signs="Secrets, presents, D unwilling to be collected.",
    )
    case.add(
        "narrative",
        assessment="a-001",
        heading="Triangle of risk",
        text="His risk is raised, D's vulnerability is raised, and protection rests on one adult who works until six.",
    )


FIRST = {
    "assessment": "a-001",
    "stage": "first",
    "level": "high",
    "likelihood": "medium",
    "harm_children": "high",
    "whom": "D, and children who could be shown to him online",
    "rationale": "A child he is alone with, a phone he denied, and a history of using images when low.",
    "known_outcomes": ["tr-001"],
}
FINAL = {
    **FIRST,
    "stage": "final",
    "harm_public": "low",
    "harm_prisoners": "not-applicable",
    "harm_known_adult": "low",
    "harm_staff": "low",
    "harm_self": "medium",
    "nature": "Sexual harm through touching; further use of images.",
    "imminence": "Any weekday afternoon.",
    "rationale": (
        "D is alone with him each weekday afternoon, which nobody has assessed. He denied a phone that was "
        "plainly in use. Both were true before his last offence: unsupervised time with a child's devices, "
        "and a hidden phone."
    ),
    "strongest_against": (
        "Two years without any report of offending, a programme finished with a good account of himself, and "
        "no sign of contact offending at any time."
    ),
    "confidence": "moderate",
    "limits": "The phone has not been examined and D has not been seen alone.",
    "would_change": "A clean device check, and an adult other than him collecting D for three months.",
    "known_outcomes": ["tr-001", "tr-002"],
    "overrides": ["o-001", "o-002"],
    "review_on": "2026-04-10",
}


def add_final(case: CaseBuilder) -> None:
    case.add("judgement", **{**FINAL, "overrides": None})
    common = {
        "judgement": "j-002",
        "direction": "upward",
        "justification": "APP asks that tools be weighed with everything known; this was not known to them.",
        "evidence": ["e-002", "e-003"],
        "mitigation": "Collection by another adult from 13 March; device check.",
        "agreed_by": "DS Okafor, by telephone, 10 March",
        "review_on": "2026-04-10",
    }
    case.add(
        "override",
        tool_result="tr-001",
        construct="likelihood",
        tool_level="low",
        decided_level="medium",
        rationale="The predictor knows his record, not that a child moved in or that a phone was hidden.",
        **common,
    )
    case.add(
        "override",
        tool_result="tr-002",
        construct="level",
        tool_level="medium",
        decided_level="high",
        rationale="ARMS was made in January, before the child came to live there.",
        **common,
    )
    case.add("judgement", **FINAL, supersedes="j-002", reason="names the overrides")


def add_plan(case: CaseBuilder) -> None:
    case.add(
        "action",
        assessment="a-001",
        pillar="victim-safety",
        kind="safety-plan",
        objective="Ms R or the school club collects D, never Mr H alone",
        purpose="No unsupervised time",
        enforcement="Children's services check weekly with the school.",
        suitability="He accepted it on 10 March.",
        proportionality="Article 8: the least that closes the opening.",
        negative_consequences="Ms R may lose hours at work.",
        answers=[f"{ARMS_STYLE}/opportunity", f"{ACUTE}/victim-access", "sc-002"],
        owner="children's services",
        due_on="2026-03-13",
    )
    case.add(
        "action",
        assessment="a-001",
        pillar="monitoring-and-control",
        kind="device-check",
        objective="Examine the second phone under the order",
        purpose="Know what it was used for",
        answers=["sc-001", "section-12@1.0.0/1"],
        owner="PC Hughes",
        due_on="2026-03-16",
    )
    case.add(
        "action",
        assessment="a-001",
        pillar="monitoring-and-control",
        kind="directed-surveillance",
        objective="SECRET WORDS NOBODY ELSE MAY READ",
        purpose="SECRET PURPOSE",
        owner="SECRET OWNER",
        due_on="2026-03-20",
        handling="covert",
    )
    case.add(
        "action",
        assessment="a-001",
        pillar="interventions-and-treatment",
        kind="referral",
        objective="Offer the partner the family support course",
        purpose="Strengthen protection",
        owner="social worker",
        due_on="2026-03-31",
    )
    case.add(
        "action",
        assessment="a-001",
        pillar="contingency",
        kind="contingency",
        objective="If he refuses, strategy meeting the same day",
        purpose="Children first",
        owner="DS Okafor",
        due_on="2026-03-13",
    )
    case.add(
        "action_update",
        action="ac-002",
        status="in-progress",
        what_happened="Phone handed over on 11 March; with the lab.",
    )
    case.add(
        "event",
        kind="significant-change",
        held_on="2026-02-27",
        what="D and Ms R's mother moved into the address.",
        touches=["opportunity"],
        opens_review=True,
    )
    case.add("event", kind="visit", held_on="2026-03-04", what="Unannounced visit with DS Okafor.")


PARTS: tuple[Callable[[CaseBuilder], None], ...] = (
    add_people,
    add_information,
    add_interviews,
    add_ratings,
    add_tools,
    add_analysis,
)


@pytest.fixture
def builder(tmp_path: Path) -> Callable[..., CaseBuilder]:
    """Build a case with as many of its parts as wanted: `builder("quay", parts=1)` has people and no more."""

    def build(name: str = "harbour", *, parts: int = len(PARTS)) -> CaseBuilder:
        case = CaseBuilder(tmp_path / f"{name}.toml")
        for part in PARTS[:parts]:
            part(case)
        return case

    return build


@pytest.fixture
def unjudged(builder: Callable[..., CaseBuilder]) -> CaseBuilder:
    """Everything gathered, rated and received; nothing judged."""
    return builder()


@pytest.fixture
def judged(builder: Callable[..., CaseBuilder]) -> CaseBuilder:
    """The same, judged first and finally, with two upward overrides and a plan."""
    return builder().finish()
