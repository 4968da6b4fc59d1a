"""Prints that left: which lines of the access log count, and what was recorded since each of them."""

from __future__ import annotations

from typing import Any

from sjtool.assess.disclosures import NOTICE, Disclosure, find_disclosures
from sjtool.assess.standing import Standing
from sjtool.model.case import Case, Entry
from sjtool.model.kinds import KINDS
from sjtool.model.record import Header

KIND_OF = {"a-1": "assessment", "e-1": "evidence", "sg-1": "signature", "cs-1": "countersignature"} | {
    "t-1": "template",
    "pc-1": "officer",
    "ra-1": "rating",
}


def chain(number: int) -> str:
    return f"{number:032x}"


def standing(*ids: str, head: str = "f" * 32) -> Standing:
    """Records by id, each with its number as chain value."""
    entries = tuple(
        Entry(KIND_OF[name], KINDS[KIND_OF[name]].model_validate({"id": name, "chain": chain(number)}), number)
        for number, name in enumerate(ids, 1)
    )
    return Standing(Case("c.toml", Header(format=1, case="c"), entries, head))


def line(head: str, **keys: Any) -> dict[str, Any]:
    made = {"act": "disclosure", "at": "2026-03-04T14:12:09Z", "by": "pc-1", "recipient": "Children's services"}
    return {**made, "command": "report", "head": head, **keys}


def test_a_disclosure_says_when_by_whom_to_whom_what_and_what_was_recorded_since() -> None:
    case = standing("a-1", "e-1", "ra-1")
    assert find_disclosures(case, [line(chain(1))]) == (
        Disclosure(
            number=1,
            at="2026-03-04T14:12:09Z",
            by="pc-1",
            recipient="Children's services",
            command="report",
            head=chain(1),
            changed=("e-1", "ra-1"),
            known_head=True,
            report="summary",
        ),
    )


def test_which_print_it_was_is_told_as_far_as_the_log_says() -> None:
    lines = [
        line(chain(1), report="full-history", view="officer", format="pdf"),
        line(chain(1), view="person", format="text"),
        line(chain(1), command="export", format="csv"),
    ]
    found = find_disclosures(standing("a-1"), lines)
    assert [(one.report, one.view, one.form) for one in found] == [
        ("full-history", "officer", "pdf"),
        ("summary", "person", "text"),
        ("", "", "csv"),
    ]


def test_only_disclosures_count_and_a_correction_notice_is_none_of_its_own() -> None:
    case = standing("a-1")
    lines = [
        line(chain(1), act="read"),
        line(chain(1), command="report --author"),
        line(chain(1), command=NOTICE),
        line(chain(1), command="diff"),
        {"command": "report"},
    ]
    found = find_disclosures(case, lines)
    assert [(one.number, one.command) for one in found] == [(1, "report --author"), (2, "diff")]


def test_a_line_that_says_nothing_but_its_act_is_listed_with_what_is_not_stated() -> None:
    (found,) = find_disclosures(standing("a-1"), [{"act": "disclosure"}])
    assert found == Disclosure(1, "", "", "not stated", "", "", (), known_head=False)
    (blank,) = find_disclosures(standing("a-1"), [line(chain(1), recipient="")])
    assert blank.recipient == "not stated"


def test_a_print_of_all_there_is_still_holds() -> None:
    (found,) = find_disclosures(standing("a-1", "e-1"), [line(chain(2))])
    assert (found.changed, found.known_head, found.is_superseded) == ((), True, False)


def test_what_says_nothing_new_to_a_recipient_leaves_the_print_as_it_was() -> None:
    (found,) = find_disclosures(standing("e-1", "sg-1", "cs-1", "t-1", "pc-1"), [line(chain(1))])
    assert (found.changed, found.is_superseded) == ((), False)


def test_a_print_holds_no_longer_once_anything_else_is_recorded() -> None:
    (found,) = find_disclosures(standing("e-1", "sg-1", "ra-1"), [line(chain(1))])
    assert (found.changed, found.is_superseded) == (("ra-1",), True)


def test_a_head_that_no_record_has_is_not_known_and_does_not_hold() -> None:
    (found,) = find_disclosures(standing("a-1"), [line(chain(7))])
    assert (found.changed, found.known_head, found.is_superseded) == ((), False, True)


def test_the_head_of_the_case_is_known_though_no_record_has_it() -> None:
    (found,) = find_disclosures(standing("a-1", head=chain(9)), [line(chain(9))])
    assert (found.changed, found.known_head, found.is_superseded) == ((), True, False)


def test_a_notice_is_listed_under_the_print_it_names_else_the_last_to_its_recipient() -> None:
    lines = [
        line(chain(1), command=NOTICE),
        line(chain(1)),
        line(chain(1), recipient="the court"),
        line(chain(1)),
        line(chain(1), command=NOTICE, at="first"),
        line(chain(1), command=NOTICE, at="second", corrects=1),
        line(chain(1), command=NOTICE, at="third", corrects=9),
        line(chain(1), command=NOTICE, recipient="nobody known"),
        line(chain(1), act="read"),
    ]
    found = find_disclosures(standing("a-1"), lines)
    assert [[told.at for told in one.notices] for one in found] == [["second"], [], ["first", "third"]]
