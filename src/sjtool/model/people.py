"""Records of who is in the case, who works on it, and under which powers."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from sjtool.model.record import Id, PartialDate, Record, Texts, Words

Role = Literal["subject", "partner", "carer", "child", "victim", "potential-victim", "relative", "professional"]


class Officer(Record):
    """Someone who records, rates, judges or signs. The id is what `--by` names."""

    kind_name: ClassVar[str] = "officer"
    needs: ClassVar[tuple[str, ...]] = ("name", "role", "agency")

    name: Words | None = None
    role: Words | None = None
    agency: Words | None = None
    trained: Texts = ()


class Governance(Record):
    """The legal footing on which the case is held (DPA 2018 s.35, s.39, s.42)."""

    kind_name: ClassVar[str] = "governance"
    prefix: ClassVar[str] = "g"
    needs: ClassVar[tuple[str, ...]] = ("lawful_basis",)

    lawful_basis: Words | None = None
    schedule_8_condition: Words | None = None
    policy_document: Words | None = None
    retention_review_on: PartialDate | None = None
    visor_reference: Words | None = None


class Person(Record):
    """Someone the case is about. A victim's record here is a stub: the rest is in the victims file."""

    kind_name: ClassVar[str] = "person"
    needs: ClassVar[tuple[str, ...]] = ("roles", "standing", "label")

    roles: Annotated[tuple[Role, ...], Field(strict=False)] = ()
    standing: Literal["suspect", "convicted", "potentially-dangerous-person", "victim", "witness", "other"] | None = (
        None
    )
    label: Words | None = None
    gender: Words | None = None
    born: PartialDate | None = None
    ethnicity: Words | None = None
    address: Words | None = None
    parental_responsibility: bool | None = None
    risk_to_children: Words | None = None
    confidential: bool | None = None


class Relation(Record):
    """How one person stands to another; `formerly-…` for what has ended."""

    kind_name: ClassVar[str] = "relation"
    prefix: ClassVar[str] = "rel"
    needs: ClassVar[tuple[str, ...]] = ("person", "to", "kind")

    person: Id | None = None
    to: Id | None = None
    kind: Words | None = None
    from_on: PartialDate | None = None
    until_on: PartialDate | None = None


class Status(Record):
    """Where the person stands in law and with MAPPA at a time."""

    kind_name: ClassVar[str] = "status"
    prefix: ClassVar[str] = "st"

    lead_agency: Words | None = None
    lead_agency_since: PartialDate | None = None
    convicted_on: PartialDate | None = None
    sentenced_on: PartialDate | None = None
    offence_kinds: Texts = ()
    mappa_category: Literal[1, 2, 3, 4] | None = None
    mappa_level: Literal[1, 2, 3] | None = None
    mappa_reason: Words | None = None
    management: Literal["active", "reactive"] | None = None


class Order(Record):
    """A civil or other order on the person."""

    kind_name: ClassVar[str] = "order"
    prefix: ClassVar[str] = "or"
    needs: ClassVar[tuple[str, ...]] = ("kind", "made_on")

    kind: Words | None = None
    made_on: PartialDate | None = None
    ends_on: PartialDate | None = None
    discharged_on: PartialDate | None = None
    discharge_sought: bool | None = None


class Victim(Record):
    """Held in the victims file only: who the stub stands for, what they wish, how to reach them."""

    kind_name: ClassVar[str] = "victim"
    prefix: ClassVar[str] = "v"
    needs: ClassVar[tuple[str, ...]] = ("person",)

    person: Id | None = None
    identity: Words | None = None
    wishes: Words | None = None
    told_of_review: Literal["wanted", "not-wanted", "not-asked"] | None = None
    contact: Words | None = None
    contact_point: Words | None = None
