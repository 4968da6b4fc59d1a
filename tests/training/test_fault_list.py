"""What a trainee listed, held against the key: by ids, in any letters, as written, and never by naming everything."""

from __future__ import annotations

import pytest

from sjtool.report.faults_text import tell_list
from sjtool.training.fault_list import Fault, hold, read_list

KEY: list[Fault] = [
    {"record": "ra-018", "what": "its reason was taken away", "found_by": "x", "names": ["ra-018"]},
    {
        "record": "rd-004",
        "what": "the reading was taken away",
        "found_by": "y",
        "names": ["rd-004", "r-0001", "r-0012"],
    },
    {"record": "subject", "what": "whether convicted was taken away", "found_by": "z", "names": ["subject"]},
]
KNOWN = ["ra-018", "rd-004", "r-0001", "r-0012", "subject", "e-001", "e-002", "e-003", "j-002"]


def found(text: str) -> list[str]:
    return [one.fault["record"] for one in hold(KEY, read_list(text, KNOWN)).found]


@pytest.mark.parametrize(
    ("line", "records"),
    [
        ("ra-018 no reason", ["ra-018"]),
        ("RA-018: NO REASON", ["ra-018"]),
        ("3. Ra-018. no reason", ["ra-018"]),
        ("the reason of ra-018.", ["ra-018"]),
        ("r-0001 and R-0012 are not read", ["rd-004"]),
        ("subject: convicted or not?", ["subject"]),
        ("j-002 says nothing of the subject", []),
        ("ra-01 no reason", []),
        ("employment rating rests on nothing", []),
    ],
)
def test_a_fault_is_found_by_the_id_of_its_record(line: str, records: list[str]) -> None:
    assert found(line) == records


def test_a_line_that_names_more_than_three_records_counts_for_none() -> None:
    held = hold(KEY, read_list(f"{' '.join(KNOWN)}\nra-018 e-001 e-002\n", KNOWN))
    assert [one.fault["record"] for one in held.found] == ["ra-018"]
    assert held.crowded == (" ".join(KNOWN),)
    said = "\n".join(tell_list(held, 80))
    assert "1 line named more than 3 records, and counts for none:" in said


def test_lines_come_back_as_they_were_written() -> None:
    written = "employment rating rests on nothing"
    held = hold(KEY, read_list(f"  {written}  \n\nJ-002 Odd, (really)\nRA-018 wrong reading of the label\n", KNOWN))
    assert held.others == (written, "J-002 Odd, (really)")
    assert held.found[0].said == ("RA-018 wrong reading of the label",)


def test_how_many_lines_named_no_fault_stands_beside_how_many_were_found() -> None:
    every = "\n".join(KNOWN)
    first = next(tell_list(hold(KEY, read_list(every, KNOWN)), 80))
    assert first == "You found 3 of 3; 4 lines name no planted fault."
    first = next(tell_list(hold(KEY, read_list("ra-018", KNOWN)), 80))
    assert first == "You found 1 of 3; 0 lines name no planted fault."


def test_what_was_written_stands_beside_what_the_fault_is_and_cannot_act_on_the_screen() -> None:
    said = [*tell_list(hold(KEY, read_list("ra-018 wrong reading \x1b[31m of the label", KNOWN)), 80)]
    at = said.index("  found   ra-018: its reason was taken away")
    assert said[at + 1].strip().startswith("you wrote: ra-018 wrong reading")
    assert "\x1b" not in "".join(said)
