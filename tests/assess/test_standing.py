"""What stands: corrections applied, ids that keep their meaning, and the records an officer means by "the" person."""

from __future__ import annotations

from collections.abc import Callable

from sjtool.assess.standing import Standing
from sjtool.model.enquiry import Assessment, EvidenceRecord
from sjtool.model.people import Person

Stand = Callable[..., Standing]


def note(name: str, **keys: object) -> tuple[str, dict[str, object]]:
    return ("evidence", {"id": name, "title": name, **({"reason": "a slip"} if "supersedes" in keys else {}), **keys})


def ids(standing: Standing) -> list[str]:
    return [record.id for record in standing.of(EvidenceRecord)]


def test_a_record_that_nothing_replaces_stands(stand: Stand) -> None:
    assert ids(stand(note("e-1"), note("e-2"))) == ["e-1", "e-2"]


def test_a_correction_takes_the_place_of_the_record_it_names(stand: Stand) -> None:
    assert ids(stand(note("e-1"), note("e-2", supersedes="e-1"))) == ["e-2"]


def test_of_a_chain_of_corrections_the_last_stands_and_every_id_leads_to_it(stand: Stand) -> None:
    standing = stand(note("e-1"), note("e-2", supersedes="e-1"), note("e-3", supersedes="e-2"))
    assert ids(standing) == ["e-3"]
    assert [getattr(standing.current(name), "id", None) for name in ("e-1", "e-2", "e-3")] == ["e-3"] * 3
    assert [standing.root(name) for name in ("e-1", "e-2", "e-3")] == ["e-1"] * 3
    assert standing.same("e-1", "e-3")


def test_where_two_correct_the_same_record_the_later_in_the_file_stands(stand: Stand) -> None:
    standing = stand(note("e-1"), note("e-2", supersedes="e-1"), note("e-3", supersedes="e-1"))
    assert ids(standing) == ["e-3"]
    assert getattr(standing.current("e-1"), "id", None) == "e-3"


def test_the_order_in_the_file_does_not_matter_to_what_is_replaced(stand: Stand) -> None:
    assert ids(stand(note("e-2", supersedes="e-1"), note("e-1"))) == ["e-2"]


def test_a_correction_of_a_record_that_is_not_there_stands_by_itself(stand: Stand) -> None:
    standing = stand(note("e-2", supersedes="e-1"))
    assert ids(standing) == ["e-2"]
    assert standing.root("e-2") == "e-1"
    assert getattr(standing.current("e-1"), "id", None) == "e-2"


def test_corrections_that_go_round_in_a_circle_do_not_hang(stand: Stand) -> None:
    standing = stand(note("e-1", supersedes="e-2"), note("e-2", supersedes="e-1"))
    assert ids(standing) == []
    assert standing.root("e-1") in {"e-1", "e-2"}
    assert standing.current("e-1") is not None


def test_an_unknown_id_stands_for_nothing(stand: Stand) -> None:
    standing = stand(note("e-1"))
    assert standing.current("e-9") is None
    assert standing.root("e-9") == "e-9"
    assert not standing.same("e-1", None)
    assert not standing.same(None, None)


def test_a_person_is_named_by_their_label_now(stand: Stand) -> None:
    standing = stand(
        ("person", {"id": "subject", "roles": ["subject"], "label": "Mr H"}),
        (
            "person",
            {"id": "subject-2", "supersedes": "subject", "reason": "spelt", "roles": ["subject"], "label": "Mr Hay"},
        ),
        ("person", {"id": "child", "roles": ["child"]}),
        note("e-1"),
    )
    assert standing.label("subject") == "Mr Hay"
    assert standing.label("child") == "child"
    assert standing.label(None) == "not named"
    assert standing.label("nobody") == "nobody"
    assert standing.person("e-1") is None
    assert standing.person(None) is None
    assert [person.id for person in standing.persons("subject")] == ["subject-2"]
    assert standing.subject is not None
    assert standing.subject.id == "subject-2"


def test_without_people_there_is_no_subject(stand: Stand) -> None:
    assert stand().subject is None
    assert stand().of(Person) == ()


def judgement(name: str, stage: str, assessment: str, **keys: object) -> tuple[str, dict[str, object]]:
    return ("judgement", {"id": name, "stage": stage, "assessment": assessment, "level": "high", **keys})


def test_the_open_assessment_is_the_latest_and_judgements_are_its_own(stand: Stand) -> None:
    standing = stand(
        ("assessment", {"id": "a-1"}),
        judgement("j-1", "first", "a-1"),
        judgement("j-2", "final", "a-1"),
        ("assessment", {"id": "a-2"}),
        judgement("j-3", "first", "a-2"),
    )
    assert standing.assessment is not None
    assert standing.assessment.id == "a-2"
    assert getattr(standing.judgement("first"), "id", None) == "j-3"
    assert standing.judgement("final") is None
    assert getattr(standing.judgement("final", "a-1"), "id", None) == "j-2"
    assert not standing.is_judged()


def test_a_corrected_assessment_keeps_its_judgements(stand: Stand) -> None:
    standing = stand(
        ("assessment", {"id": "a-1"}),
        judgement("j-1", "final", "a-1"),
        ("assessment", {"id": "a-1b", "supersedes": "a-1", "reason": "wrong trigger"}),
    )
    assert [a.id for a in standing.of(Assessment)] == ["a-1b"]
    assert standing.is_judged()


def test_a_corrected_judgement_is_the_one_that_stands(stand: Stand) -> None:
    standing = stand(
        ("assessment", {"id": "a-1"}),
        judgement("j-1", "final", "a-1"),
        judgement("j-2", "final", "a-1", supersedes="j-1", reason="a slip", level="medium"),
    )
    assert getattr(standing.judgement("final"), "level", None) == "medium"


def test_without_an_assessment_nothing_is_judged(stand: Stand) -> None:
    standing = stand(judgement("j-1", "final", "a-1"))
    assert standing.assessment is None
    assert standing.judgement("final") is None
    assert not standing.is_judged()
