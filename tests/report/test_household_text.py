"""The household as a tree: in two seconds, who sleeps under one roof, whose children they are, who else matters."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sjtool.assess.household import Household, find_household
from sjtool.assess.standing import Standing
from sjtool.model.case import Case, Entry
from sjtool.model.kinds import KINDS
from sjtool.model.record import Header
from sjtool.report.household_text import render_household
from sjtool.text import cell_width

TODAY = date(2026, 3, 4)
Made = tuple[str, dict[str, Any]]


def household(*records: Made) -> Household:
    entries = []
    for number, (kind, keys) in enumerate(records, 1):
        given_keys = {"id": f"rel-{number}", "at": datetime(2026, 3, 2, tzinfo=UTC), "by": "pc-4412"} | keys
        entries.append(Entry(kind, KINDS[kind].model_validate(given_keys), number))
    standing = Standing(Case("harbour.toml", Header(format=1, case="harbour"), tuple(entries), "0" * 32))
    return find_household(standing, TODAY)


def person(name: str, label: str, *roles: str, **keys: Any) -> Made:
    return ("person", {"id": name, "label": label, "roles": list(roles), **keys})


def relation(who: str | None, kind: str | None, to: str | None, since: str = "", until: str = "") -> Made:
    keys = {"person": who, "kind": kind, "to": to, "from_on": since, "until_on": until}
    return ("relation", {key: value for key, value in keys.items() if value})


def drawn(*records: Made, width: int = 80, plain: bool = False) -> list[str]:
    return render_household(household(*records), width, plain=plain).split("\n")


H = person("h", "Mr H", "subject", born="1987-05-19")
R = person("r", "Ms R", "partner", born="1994")
T = person("t", "Ms T", "relative")
A = person("a", "Child A", "child", born="2017-02")
B = person("b", "Child B", "child", born="2021-06-30")
C = person("c", "Child C", "child", born="2013")
VICTIM = person("v", "Victim 1", "victim", born="2015-02-01", address="MARKER")
FAMILY = (
    H,
    R,
    T,
    B,
    A,
    C,
    person("p", "Mrs P (mother of Ms R)", "carer"),
    person("w", "Social worker", "professional"),
    relation("r", "partner-of", "h", "2018"),
    relation("r", "lives-with", "h", "2019-03"),
    relation("a", "lives-with", "r"),
    relation("b", "lives-with", "r"),
    relation("h", "parent-of", "a"),
    relation("r", "parent-of", "a"),
    relation("b", "child-of", "r"),
    relation("c", "lives-with", "t"),
    relation("t", "mother-of", "c"),
    relation("c", "son-of", "h"),
    relation("t", "formerly-partner-of", "h", "", "2021"),
    relation("p", "cares-for", "b", "2025-11"),
    relation("p", "cares-for", "a", "2025-11"),
)
TREE = """\
Under one roof with Mr H:
├─ Ms R: partner of Mr H (since 2018); lives with Mr H (since March 2019)
│  ├─ Child A, 9: child of Mr H and Ms R; lives with Ms R
│  └─ Child B, 4: child of Ms R; lives with Ms R
Elsewhere, under one roof:
└─ Ms T: formerly partner of Mr H (until 2021)
   └─ Child C, 12 or 13: child of Ms T; son of Mr H; lives with Ms T
Home not recorded:
└─ Mrs P (mother of Ms R): cares for Child B and Child A (since November 2025)
Not placed, no relation recorded:
└─ Social worker"""


def test_a_family_at_a_glance() -> None:
    assert "\n".join(drawn(*FAMILY)) == TREE.replace("│  ├─", "   ├─").replace("│  └─", "   └─").replace(
        "├─ Ms R", "└─ Ms R"
    )


def test_somebody_beside_is_joined_by_a_stem() -> None:
    lines = drawn(*FAMILY, relation("p", "lives-with", "h"))
    assert lines[1:4] == TREE.split("\n")[1:4]
    assert lines[4].startswith("└─ Mrs P (mother of Ms R): lives with Mr H; cares for")


def test_plain_is_drawn_with_letters_any_screen_has() -> None:
    lines = drawn(*FAMILY, relation("p", "lives-with", "h"), plain=True)
    assert "".join(lines).isascii()
    assert [line[:6] for line in lines[1:5]] == ["|- Ms ", "|  |- ", "|  `- ", "`- Mrs"]


def test_long_words_go_on_under_their_own_and_are_never_cut() -> None:
    long = "Ms R " + "who is called by many names " * 5 + "x" * 90
    links = [relation(one, "lives-with", "h") for one in ("r", "t", "a")]
    lines = drawn(H, person("r", long), A, T, *links, relation("a", "child-of", "t"), relation("t", "x", "r"), width=40)
    assert all(cell_width(line) <= 40 for line in lines)
    (second,) = [n for n, line in enumerate(lines) if line.startswith("└─ Ms T: lives")]
    assert [line[:6] for line in lines[1:second]] == ["├─ Ms ", *["│     "] * (second - 2)]
    (third,) = [n for n, line in enumerate(lines) if line.startswith("   └─ Child A, 9")]
    assert [line[:6] for line in lines[second + 1 : third]] == ["   │  "] * (third - second - 1) != []
    bare = "".join("".join(line.lstrip("├─└│ ").split()) for line in lines)
    assert bare.count("".join(long.split())) == 2


def test_a_heading_goes_on_under_itself() -> None:
    lines = drawn(person("h", "Mr H " + "of the long name " * 3, "subject"), width=40)
    assert lines == [
        "Under one roof with Mr H of the long",
        "  name of the long name of the long name",
        "  : nobody is recorded",
    ]


class TestWords:
    @pytest.mark.parametrize(
        ("row", "said"),
        [
            (("r", "partner-of", "h"), "partner of Mr H"),
            (("h", "partner-of", "r"), "partner of Mr H"),
            (("h", "husband of", "r"), "spouse of Mr H"),
            (("r", "partner-of", "h", "2019-03"), "partner of Mr H (since March 2019)"),
            (("r", "partner-of", "h", "2019", "2027"), "partner of Mr H (2019 to 2027)"),
            (("r", "partner-of", "h", "", "2027"), "partner of Mr H (until 2027)"),
            (("r", "partner-of", "h", "2026-05"), "partner of Mr H (not before May 2026)"),
            (("r", "partner-of", "h", "2026-05", "2027"), "partner of Mr H (not before May 2026, until 2027)"),
            (("r", "partner-of", "h", "2019", "2021-02-03"), "formerly partner of Mr H (2019 to 3 February 2021)"),
            (("r", "formerly-partner-of", "h", "2019"), "formerly partner of Mr H (from 2019)"),
            (("r", "formerly-partner-of", "h"), "formerly partner of Mr H"),
            (("h", "lives-with", "r", "", "2021"), "lived with Mr H (until 2021)"),
            (("r", "formerly cares for", "h"), "formerly cared for Mr H"),
            (("h", "formerly-cares-for", "r"), "formerly cared for by Mr H"),
            (("r", "child-of", "h"), "child of Mr H"),
            (("h", "child-of", "r"), "parent of Mr H"),
            (("r", "Owes money to", "h", "2020"), "Owes money to Mr H (since 2020)"),
            (("r", "neighbour-of", "h", "", "2020"), "formerly neighbour of Mr H (until 2020)"),
            (("r", "formerly-neighbour-of", "h"), "formerly neighbour of Mr H"),
            (("h", "owes-money-to", "r", "2020"), "as recorded, Mr H: owes money to Ms R (since 2020)"),
            (("r", None, "h"), "related in a way not recorded to Mr H"),
            (("r", "partner-of", None), "partner of not named"),
            (("ghost", "parent-of", "r"), "child of ghost"),
        ],
    )
    def test_a_relation_is_told_beside_the_other_person(self, row: tuple[Any, ...], said: str) -> None:
        assert drawn(H, R, relation(*row)) == [
            "Under one roof with Mr H: nobody is recorded",
            "Home not recorded:",
            f"└─ Ms R: {said}",
        ]

    def test_what_holds_now_comes_before_what_has_ended(self) -> None:
        links = [
            relation("r", "formerly-partner-of", "h"),
            relation("r", "friend-of", "h"),
            relation("r", "sister-of", "t"),
        ]
        assert drawn(H, R, T, *links)[2] == "├─ Ms R: sister of Ms T; friend of Mr H; formerly partner of Mr H"

    def test_the_same_relation_twice_names_the_other_once_and_other_dates_apart(self) -> None:
        links = [relation("r", "friend-of", "h")] * 2 + [relation("r", "friend-of", "h", "2020")]
        records = [(kind, keys | {"id": f"rel-{n}"}) for n, (kind, keys) in enumerate(links)]
        assert drawn(H, R, *records)[2] == "└─ Ms R: friend of Mr H; friend of Mr H (since 2020)"

    def test_a_shared_home_is_told_beside_the_child(self) -> None:
        for row in (("t", "lives-with", "c"), ("c", "lives-with", "t")):
            assert drawn(H, T, C, relation(*row))[2:] == ["├─ Ms T", "└─ Child C, 12 or 13: lives with Ms T"]

    def test_between_two_adults_or_children_it_is_told_beside_who_is_named_first(self) -> None:
        assert drawn(H, R, T, relation("t", "lives-with", "r"))[2:] == ["├─ Ms R", "└─ Ms T: lives with Ms R"]
        assert drawn(H, A, C, relation("a", "lives-with", "c"))[3] == "└─ Child A, 9: lives with Child C"

    def test_an_adult_is_told_to_be_here_only_through_a_child(self) -> None:
        homes = [relation("c", "lives-with", one) for one in ("h", "t")]
        assert drawn(H, T, C, *homes, relation("t", "formerly-partner-of", "h"))[1:] == [
            "├─ Ms T: here only through Child C; formerly partner of Mr H",
            "└─ Child C, 12 or 13: lives with Mr H and Ms T",
        ]

    @pytest.mark.parametrize(
        ("keys", "label"),
        [
            ({}, "Child X"),
            ({"born": "2017-03-04"}, "Child X, 9"),
            ({"born": "2017-03"}, "Child X, 8 or 9"),
            ({"born": "2026"}, "Child X, 0"),
            ({"born": "2026-03-05"}, "Child X, not yet born"),
            ({"born": "2007"}, "Child X"),
        ],
    )
    def test_a_child_has_an_age_where_the_birth_is_known(self, keys: dict[str, str], label: str) -> None:
        assert drawn(H, person("x", "Child X", "child", **keys))[-1] == f"└─ {label}"

    def test_an_age_that_the_label_says_is_not_said_again(self) -> None:
        last = drawn(H, person("x", "Child X (girl, 9; of Ms T)", "child", born="2017-03-04"))[-1]
        assert last == "└─ Child X (girl, 9; of Ms T)"

    def test_in_passing_people_go_without_what_stands_in_brackets_unless_two_would_be_meant(self) -> None:
        one, two = person("r", "Ms R (his aunt)"), person("t", "Ms R (next door)")
        link = relation("a", "child-of", "r")
        assert drawn(H, A, one, link)[2:] == ["└─ Ms R (his aunt)", "   └─ Child A, 9: child of Ms R"]
        assert drawn(H, A, one, two, link)[3] == "   └─ Child A, 9: child of Ms R (his aunt)"
        assert drawn(H, A, person("r", "Ms (Rose) R"), link)[3] == "   └─ Child A, 9: child of Ms (Rose) R"
        assert drawn(H, A, person("r", " (x)"), link)[3] == "   └─ Child A, 9: child of  (x)"


class TestGuarded:
    @pytest.mark.parametrize("more", [{}, {"roles": ["child"], "confidential": True}])
    def test_a_stub_is_a_label_and_what_they_are_is_told_beside_the_other(self, more: dict[str, Any]) -> None:
        links = [relation(one, "lives-with", "h") for one in ("r", "v")]
        stub = ("person", VICTIM[1] | more)
        assert drawn(H, R, stub, *links, relation("r", "mother-of", "v"))[1:] == [
            "└─ Ms R: mother of Victim 1; lives with Mr H",
            "   └─ Victim 1",
            "Also recorded:",
            "└─ Victim 1: lives with Mr H",
        ]

    def test_stubs_among_themselves_and_apart_have_their_labels_alone(self) -> None:
        other, third = (person(f"v{n}", f"Victim {n}", "victim", born="2016") for n in (2, 3))
        assert drawn(H, VICTIM, other, third, relation("v2", "sister-of", "v"))[1:] == [
            "Home not recorded:",
            "├─ Victim 1",
            "└─ Victim 2",
            "Also recorded:",
            "└─ Victim 2: sister of Victim 1",
            "Not placed, no relation recorded:",
            "└─ Victim 3",
        ]


class TestContradictions:
    def test_what_leads_back_to_oneself_is_told_by_itself(self) -> None:
        assert drawn(H, R, relation("r", "parent-of", "r", "2020"), relation("h", "lives-with", "h"))[1:] == [
            "Also recorded:",
            "├─ Ms R: parent of Ms R (since 2020)",
            "└─ Mr H: lives with Mr H",
            "Not placed, no relation recorded:",
            "└─ Ms R",
        ]

    def test_it_is_told_by_itself_of_somebody_placed_too(self) -> None:
        lines = drawn(H, R, relation("r", "parent-of", "r"), relation("r", "sister-of", "h"))
        assert lines[2:] == ["└─ Ms R: sister of Mr H", "Also recorded:", "└─ Ms R: parent of Ms R"]

    def test_two_open_partners_are_told_as_recorded(self) -> None:
        links = [relation("r", "partner-of", "h"), relation("t", "partner-of", "h"), relation("r", "partner-of", "t")]
        assert drawn(H, R, T, *links)[2:] == ["├─ Ms R: partner of Mr H and Ms T", "└─ Ms T: partner of Mr H"]

    def test_a_case_that_names_nobody_under_assessment_says_nothing_of_them(self) -> None:
        assert drawn(R, A, relation("a", "lives-with", "r"))[0] == "Under one roof:"
        assert drawn() == [""]


NAMES = ["h", "r", "t", "a", "b", "v", "v2"]
SAID = {
    "lives-with": ("lives with", "lived with"),
    "Partner Of": ("partner of",),
    "parent-of": ("parent of", "child of"),
    "child of": ("parent of", "child of"),
    "cares-for": ("cares for", "cared for"),
    "formerly-lives-with": ("lived with",),
    "odd one of": ("odd one of",),
    "[mother]": ("[mother]",),
}
ROWS = st.lists(
    st.tuples(
        st.sampled_from(NAMES),
        st.sampled_from([*SAID]),
        st.sampled_from(NAMES),
        st.sampled_from(["", "2019", "2027"]),
        st.sampled_from(["", "2025-12", "2028"]),
    ),
    max_size=10,
)


EVERYBODY = (H, R, T, A, B, VICTIM, person("v2", "Victim 2", "child", confidential=True))
LABELS = {keys["id"]: keys["label"] for _kind, keys in EVERYBODY}
BRANCH = re.compile(r"^[│| ]*(?:├─|└─|\|-|`-) (.*)")


def told(lines: list[str], *, also: bool) -> list[list[str]]:
    """Of each branch of the tree its name and what is told there; with what is told beside nobody, or without."""
    found, heading = [], ""
    for line in lines:
        branch = BRANCH.match(line)
        if line[0] not in "├└│|` ":
            heading = line
        elif branch and (also or heading != "Also recorded:"):
            name, _colon, facts = branch[1].partition(":")
            found.append([name.partition(",")[0], *filter(None, facts.split("; "))])
    return found


@given(rows=ROWS, width=st.sampled_from([40, 60, 118]), plain=st.booleans())
def test_everybody_stands_once_within_the_width(rows: list[tuple[Any, ...]], width: int, plain: bool) -> None:
    lines = drawn(*EVERYBODY, *(relation(*row) for row in rows), width=width, plain=plain)
    assert all(cell_width(line) <= width for line in lines)
    assert sorted(name for name, *_facts in told(lines, also=False)) == sorted(LABELS[n] for n in NAMES if n != "h")


@given(rows=ROWS)
def test_every_relation_is_told_beside_one_of_its_people_and_nothing_beside_a_stub(rows: list[tuple[Any, ...]]) -> None:
    lines = drawn(*EVERYBODY, *(relation(*row) for row in rows), width=2000)
    assert all(facts == [] for name, *facts in told(lines, also=False) if name.startswith("Victim"))
    every = told(lines, also=True)
    for who, kind, to, _since, _until in rows:
        is_hidden = kind in {"odd one of", "[mother]"} and any(LABELS[end].startswith("Victim") for end in (who, to))
        wanted = ("related to",) if is_hidden else SAID[kind]
        for one, other in ((who, to), (to, who)):
            places = [facts for name, *facts in every if name == LABELS[one]]
            said = [fact for facts in places for fact in facts if LABELS[other] in fact]
            if any(words in fact for fact in said for words in wanted):
                break
        else:
            raise AssertionError((who, kind, to))
