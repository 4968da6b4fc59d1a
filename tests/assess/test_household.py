"""Who lives with whom, whose children they are and how the others stand to them: from relations alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sjtool.assess.household import Household, Link, Member, find_age, find_household
from sjtool.assess.standing import Standing

Stand = Callable[..., Standing]
Made = tuple[str, dict[str, Any]]
TODAY = date(2026, 3, 4)


def person(name: str, *roles: str, **keys: Any) -> Made:
    return ("person", {"id": name, "label": name.title(), "roles": list(roles), **keys})


def child(name: str, born: str | None = None) -> Made:
    return person(name, "child", **({"born": born} if born else {}))


def relation(who: str | None, kind: str | None, to: str | None, **keys: Any) -> Made:
    ends = {"person": who, "kind": kind, "to": to}
    return ("relation", {key: value for key, value in ends.items() if value} | keys)


H, R, T = person("h", "subject"), person("r", "partner"), person("t", "relative")
ANN, BO = child("ann", "2017-02"), child("bo", "2021-09-30")


def tree(members: Iterable[Member]) -> list[Any]:
    """`["r", ["ann"], "t"]`: those who stand below somebody in a list after them."""
    found: list[Any] = []
    for member in members:
        found += [member.id, tree(member.under)] if member.under else [member.id]
    return found


def everybody(found: Household) -> list[str]:
    apart = [one.id for member in found.apart for one in member.each()]
    return [*([found.subject] if found.subject else []), *(member.id for member in found.placed()), *apart]


def link_of(stand: Stand, kind: str | None, **keys: Any) -> Link:
    (link,) = find_household(stand(H, R, relation("r", kind, "h", **keys)), TODAY).links
    return link


class TestReading:
    @pytest.mark.parametrize(
        ("kind", "means", "words", "back"),
        [
            ("lives-with", "home", "lives with", "lives with"),
            ("Living With", "home", "living with", "lives with"),
            ("partner-of", "couple", "partner of", "partner of"),
            ("partner", "couple", "partner of", "partner of"),
            ("WIFE OF", "couple", "wife of", "spouse of"),
            ("partner\u2010of", "couple", "partner of", "partner of"),
            ("civil_partner-of", "couple", "civil partner of", "civil partner of"),
            ("married to", "couple", "married to", "married to"),
            ("Parent Of", "parent", "parent of", "child of"),
            ("mother", "parent", "mother of", "child of"),
            ("cares-for", "carer", "cares for", "cared for by"),
            ("foster-carer-of", "carer", "foster carer of", "fostered by"),
            ("sister-of", "sibling", "sister of", "sibling of"),
            ("half sister of", "sibling", "half-sister of", "half-sibling of"),
            ("Halfsister-of", "sibling", "half-sister of", "half-sibling of"),
            ("stepfather-of", "other", "step-father of", "step-child of"),
            ("step-son-of", "other", "step-son of", "step-parent of"),
            ("grandmother-of", "other", "grandmother of", "grandchild of"),
            ("grandson of", "other", "grandson of", "grandparent of"),
        ],
    )
    def test_a_kind_is_read_in_any_spelling_and_both_ways(
        self, kind: str, means: str, words: str, back: str, stand: Stand
    ) -> None:
        link = link_of(stand, kind)
        assert (link.person, link.to) == ("r", "h")
        assert (link.means, link.words, link.back, link.state) == (means, words, back, "open")

    @pytest.mark.parametrize(
        ("kinds", "means", "back"),
        [
            ("girlfriend boyfriend", "couple", "partner of"),
            ("spouse husband", "couple", "spouse of"),
            ("parent mother father", "parent", "child of"),
            ("carer", "carer", "cared for by"),
            ("sibling brother sister", "sibling", "sibling of"),
            ("half-sibling half-brother", "sibling", "half-sibling of"),
            ("step-parent step-mother step-father", "other", "step-child of"),
            ("step-child step-son step-daughter", "other", "step-parent of"),
            ("grandparent grandmother grandfather", "other", "grandchild of"),
            ("grandchild grandson granddaughter", "other", "grandparent of"),
        ],
    )
    def test_words_of_a_family_are_known(self, kinds: str, means: str, back: str, stand: Stand) -> None:
        for kind in kinds.split():
            link = link_of(stand, f"{kind}-of")
            assert (link.means, link.words, link.back) == (means, f"{kind} of", back)
        assert link_of(stand, "carer for").back == "cared for by"

    @pytest.mark.parametrize(
        ("kind", "means", "words", "back"),
        [
            ("child-of", "parent", "parent of", "child of"),
            ("Daughter Of", "parent", "parent of", "daughter of"),
            ("cared-for-by", "carer", "cares for", "cared for by"),
            ("fostered by", "carer", "foster carer of", "fostered by"),
        ],
    )
    def test_what_the_child_or_the_cared_for_says_is_turned_round(
        self, kind: str, means: str, words: str, back: str, stand: Stand
    ) -> None:
        link = link_of(stand, kind)
        assert (link.person, link.to) == ("h", "r")
        assert (link.means, link.words, link.back) == (means, words, back)
        assert link.relation.person == "r"

    @pytest.mark.parametrize(
        ("kind", "words"),
        [
            ("neighbour-of", "neighbour of"),
            ("owes_money_to", "owes money to"),
            ("Went to school-gate duty with", "Went to school-gate duty with"),
            (" godparent-of ", "godparent of"),
            ("formerly-neighbour-of", "formerly neighbour of"),
            ("partner-of?", "partner of?"),
            ("formerlypartner-of", "formerlypartner of"),
            ("[mother]", "[mother]"),
            ("…", "…"),
            ("--", "--"),
            ("-", "-"),
            (" ", "related in a way not recorded to"),
            (None, "related in a way not recorded to"),
        ],
    )
    def test_a_kind_nobody_knows_keeps_its_own_words_and_is_read_one_way(
        self, kind: str | None, words: str, stand: Stand
    ) -> None:
        link = link_of(stand, kind)
        assert (link.person, link.to, link.means, link.words, link.back) == ("r", "h", "other", words, "")

    @pytest.mark.parametrize(
        ("kind", "keys", "state"),
        [
            ("partner-of", {}, "open"),
            ("partner-of", {"from_on": "2026-03-04"}, "open"),
            ("partner-of", {"from_on": "2026"}, "open"),
            ("partner-of", {"from_on": "2026-03-05"}, "to come"),
            ("partner-of", {"from_on": "2026-04"}, "to come"),
            ("partner-of", {"until_on": "2026-03-04"}, "ended"),
            ("partner-of", {"until_on": "2026-03"}, "ended"),
            ("partner-of", {"until_on": "2026-03-05"}, "open"),
            ("partner-of", {"until_on": "2027"}, "open"),
            ("partner-of", {"from_on": "2027", "until_on": "2025"}, "ended"),
            ("formerly-partner-of", {}, "ended"),
            ("Formerly partner of", {"until_on": "2027"}, "ended"),
            ("formerly", {}, "ended"),
            (" formerly_partner-of", {}, "ended"),
            ("formerly: we do not know what", {}, "ended"),
            ("formerlyish", {}, "open"),
            ("formerlypartner-of", {}, "open"),
        ],
    )
    def test_what_has_ended_or_not_begun_is_told_by_the_day(
        self, kind: str, keys: dict[str, str], state: str, stand: Stand
    ) -> None:
        assert link_of(stand, kind, **keys).state == state

    def test_what_a_former_relation_was_is_still_read(self, stand: Stand) -> None:
        link = link_of(stand, "Formerly child of")
        assert (link.means, link.words, link.back, link.person) == ("parent", "parent of", "child of", "h")

    def test_corrected_relations_and_people_stand_as_corrected(self, stand: Stand) -> None:
        first = relation("r", "partner-of", "h", id="rel-a")
        second = relation("r-2", "formerly-partner-of", "h", id="rel-b", supersedes="rel-a")
        found = find_household(
            stand(H, R, person("r-2", "partner", supersedes="r", label="Ms R"), first, second), TODAY
        )
        assert [(link.person, link.to, link.state) for link in found.links] == [("r", "h", "ended")]
        assert found.names == {"h": "H", "r": "Ms R"}
        assert everybody(found) == ["h", "r"]


class TestAge:
    @pytest.mark.parametrize(
        ("born", "age"),
        [
            (None, None),
            ("2017-03-04", (9, 9)),
            ("2017-03-05", (8, 8)),
            ("2017-02", (9, 9)),
            ("2017-03", (8, 9)),
            ("2017-04", (8, 8)),
            ("2017", (8, 9)),
            ("2016-02-29", (10, 10)),
            ("2026-09", (-1, -1)),
        ],
    )
    def test_whole_years_at_least_and_at_most(self, born: str | None, age: tuple[int, int] | None) -> None:
        assert find_age(born, TODAY) == age

    def test_a_year_alone_leaves_no_doubt_on_its_last_day_only(self) -> None:
        assert find_age("2017", date(2026, 12, 31)) == (9, 9)
        assert find_age("2017", date(2026, 1, 1)) == (8, 9)
        assert find_age("2016-02-29", date(2026, 2, 28)) == (9, 9)

    @pytest.mark.parametrize(
        ("somebody", "young"),
        [
            (child("x"), True),
            (child("x", "2008-03-05"), True),
            (child("x", "2008-03-04"), False),
            (child("x", "2008"), True),
            (person("x", "relative", born="2010"), True),
            (person("x", "relative"), False),
            (person("x", "victim", born="2026-09"), True),
        ],
    )
    def test_a_child_is_one_by_age_where_known_and_else_by_role(
        self, somebody: Made, young: bool, stand: Stand
    ) -> None:
        (member,) = find_household(stand(H, somebody), TODAY).apart
        assert member.young is young


class TestPlaces:
    def test_those_under_one_roof_are_found_through_each_other(self, stand: Stand) -> None:
        found = find_household(
            stand(
                H, R, T, ANN, BO, relation("h", "lives-with", "r"), relation("ann", "lives-with", "r"),
                relation("bo", "sibling-of", "ann"), relation("t", "Lives With", "ann"),
            ),
            TODAY,
        )  # fmt: skip
        assert tree(found.home) == ["r", "t", "ann"]
        assert tree(found.unrecorded) == ["bo"]
        assert (found.elsewhere, found.apart) == ((), ())

    def test_living_together_is_never_supposed(self, stand: Stand) -> None:
        links = [relation("r", "partner-of", "h"), relation("r", "parent-of", "ann"), relation("t", "cares-for", "ann")]
        found = find_household(stand(H, R, T, ANN, *links), TODAY)
        assert found.home == ()
        assert tree(found.unrecorded) == ["r", ["ann"], "t"]

    @pytest.mark.parametrize(
        ("kind", "keys"),
        [("formerly-lives-with", {}), ("lives-with", {"until_on": "2026-01"}), ("lives-with", {"from_on": "2026-05"})],
    )
    def test_a_roof_that_was_shared_or_will_be_is_not_shared(
        self, kind: str, keys: dict[str, str], stand: Stand
    ) -> None:
        found = find_household(stand(H, R, relation("r", kind, "h", **keys)), TODAY)
        assert (tree(found.home), tree(found.unrecorded)) == ([], ["r"])

    def test_other_homes_are_kept_apart_from_each_other(self, stand: Stand) -> None:
        gran, cy = person("gran", "relative"), child("cy", "2019")
        links = [
            relation("t", "lives-with", "ann"),
            relation("cy", "lives-with", "gran"),
            relation("t", "parent-of", "ann"),
            relation("r", "lives-with", "h"),
        ]
        found = find_household(stand(H, T, gran, R, ANN, cy, *links), TODAY)
        assert tree(found.home) == ["r"]
        assert [tree(home) for home in found.elsewhere] == [["t", ["ann"]], ["gran", "cy"]]
        assert found.unrecorded == ()

    def test_people_in_no_relation_are_apart(self, stand: Stand) -> None:
        worker = person("worker", "professional")
        found = find_household(stand(worker, H, BO, R, ANN, relation("r", "friend-of", "h")), TODAY)
        assert tree(found.apart) == ["worker", "ann", "bo"]
        assert tree(found.unrecorded) == ["r"]

    def test_without_anybody_under_assessment_there_is_no_home_and_nobody_is_lost(self, stand: Stand) -> None:
        found = find_household(stand(R, ANN, BO, relation("ann", "lives-with", "r"), relation("bo", "x", None)), TODAY)
        assert found.subject == ""
        assert found.home == ()
        assert [tree(home) for home in found.elsewhere] == [["r", "ann"]]
        assert tree(found.unrecorded) == ["bo"]
        assert find_household(stand(), TODAY).names == {}

    def test_an_end_that_is_missing_or_unknown_joins_nobody_by_itself(self, stand: Stand) -> None:
        links = [
            relation("r", "lives-with", None),
            relation(None, "lives-with", "t"),
            relation("h", "lives-with", None),
        ]
        found = find_household(stand(H, R, T, *links), TODAY)
        assert (found.home, found.elsewhere, tree(found.unrecorded)) == ((), (), ["r", "t"])
        assert found.names[""] == "not named"
        ghost = find_household(stand(H, R, relation("r", "lives-with", "ghost")), TODAY)
        assert ([tree(home) for home in ghost.elsewhere], ghost.names["ghost"]) == ([["r"]], "ghost")


class TestOrder:
    def test_adults_come_first_and_partners_before_them_and_children_by_birth(self, stand: Stand) -> None:
        people = [child("cy"), child("dee", "2021"), ANN, T, child("eli", "2021"), person("k", "relative"), R]
        links = [relation(one[1]["id"], "lives-with", "h") for one in people]
        found = find_household(stand(H, *people, *links, relation("h", "partner-of", "r")), TODAY)
        assert tree(found.home) == ["r", "t", "k", "ann", "dee", "eli", "cy"]

    @pytest.mark.parametrize(
        ("kind", "keys"), [("formerly-partner-of", {}), ("partner-of", {"from_on": "2027"}), ("friend-of", {})]
    )
    def test_only_a_present_partner_goes_before(self, kind: str, keys: dict[str, str], stand: Stand) -> None:
        links = [relation("t", "lives-with", "h"), relation("r", "lives-with", "h"), relation("r", kind, "h", **keys)]
        assert tree(find_household(stand(H, T, R, *links), TODAY).home) == ["t", "r"]

    def test_children_stand_below_a_parent_who_is_with_them(self, stand: Stand) -> None:
        links = [
            relation("r", "lives-with", "h"),
            relation("ann", "lives-with", "r"),
            relation("bo", "lives-with", "r"),
            relation("ann", "child-of", "h"),
            relation("ann", "child-of", "r"),
            relation("h", "father-of", "bo"),
        ]
        assert tree(find_household(stand(H, BO, ANN, R, *links), TODAY).home) == ["r", ["ann"], "bo"]

    def test_of_two_parents_the_first_in_order_and_a_grown_child_stands_alone(self, stand: Stand) -> None:
        grown = person("grown", "relative", born="1999")
        links = [relation(one, "lives-with", "h") for one in ("r", "t", "ann", "grown")]
        parents = [
            relation("t", "parent-of", "ann"),
            relation("r", "parent-of", "ann"),
            relation("r", "parent-of", "grown"),
        ]
        assert tree(find_household(stand(H, R, T, grown, ANN, *links, *parents), TODAY).home) == [
            "r", ["ann"], "t", "grown",
        ]  # fmt: skip

    def test_a_parent_no_longer_or_somewhere_else_has_nobody_below(self, stand: Stand) -> None:
        links = [
            relation("r", "lives-with", "h"),
            relation("ann", "lives-with", "h"),
            relation("bo", "lives-with", "h"),
            relation("r", "formerly-parent-of", "ann"),
            relation("t", "parent-of", "bo"),
        ]
        found = find_household(stand(H, R, T, ANN, BO, *links), TODAY)
        assert (tree(found.home), tree(found.unrecorded)) == (["r", "ann", "bo"], ["t"])

    def test_a_young_mother_stands_above_her_child_though_nobody_knows_her_age(self, stand: Stand) -> None:
        found = find_household(stand(H, BO, child("mum"), relation("mum", "mother-of", "bo")), TODAY)
        assert tree(found.unrecorded) == ["mum", ["bo"]]

    def test_generations_go_no_deeper_than_a_page_has_room(self, stand: Stand) -> None:
        line = [child(f"c{n}", f"{2010 + n}") for n in range(6)]
        links = [relation(f"c{n}", "parent-of", f"c{n + 1}") for n in range(5)]
        found = find_household(stand(H, *line, *links), TODAY)
        assert tree(found.unrecorded) == ["c0", ["c1", ["c2", ["c3"]]], "c4", ["c5"]]


class TestThrough:
    """An adult who is under this roof only because a child lives in two homes is marked."""

    def test_an_adult_reached_by_way_of_a_child_alone(self, stand: Stand) -> None:
        links = [
            relation("ann", "lives-with", "h"),
            relation("ann", "lives-with", "t"),
            relation("r", "lives-with", "t"),
        ]
        found = find_household(stand(H, R, T, ANN, *links), TODAY)
        assert {member.id: member.through for member in found.placed()} == {"t": "ann", "r": "", "ann": ""}

    @pytest.mark.parametrize("turn", [1, -1])
    def test_not_where_adults_join_them_too_nor_a_child_by_another(self, turn: int, stand: Stand) -> None:
        links = [
            relation("ann", "lives-with", "h"),
            relation("ann", "lives-with", "t"),
            relation("r", "lives-with", "h"),
            relation("t", "lives-with", "r"),
            relation("bo", "lives-with", "ann"),
        ]
        found = find_household(stand(H, R, T, ANN, BO, *links[::turn]), TODAY)
        assert {member.id: member.through for member in found.placed()} == dict.fromkeys(["r", "t", "ann", "bo"], "")

    def test_not_by_the_person_under_assessment_who_may_be_young(self, stand: Stand) -> None:
        young = person("h", "subject", born="2010-01-01")
        (member,) = find_household(stand(young, R, relation("r", "lives-with", "h")), TODAY).home
        assert member.through == ""

    def test_not_in_a_home_elsewhere(self, stand: Stand) -> None:
        links = [relation("ann", "lives-with", "r"), relation("ann", "lives-with", "t")]
        assert {m.through for m in find_household(stand(H, R, T, ANN, *links), TODAY).placed()} == {""}


class TestContradictions:
    def test_nobody_is_related_to_themselves(self, stand: Stand) -> None:
        links = [relation("r", kind, "r") for kind in ("parent-of", "lives-with", "partner-of")]
        found = find_household(stand(H, R, child("ann"), relation("ann", "child-of", "ann"), *links), TODAY)
        assert (tree(found.apart), found.elsewhere, found.unrecorded) == (["r", "ann"], (), ())
        assert len(found.links) == 4
        assert found.names["r"] == "R"

    def test_children_who_are_each_others_parents_stand_once(self, stand: Stand) -> None:
        links = [relation("ann", "parent-of", "bo"), relation("bo", "parent-of", "ann")]
        assert tree(find_household(stand(H, ANN, BO, *links), TODAY).unrecorded) == ["ann", ["bo"]]

    def test_two_open_partners_are_both_kept(self, stand: Stand) -> None:
        links = [relation("t", "partner-of", "h"), relation("r", "partner-of", "h"), relation("r", "partner-of", "t")]
        found = find_household(stand(H, person("k", "relative"), R, T, *links, relation("k", "x", "h")), TODAY)
        assert tree(found.unrecorded) == ["r", "t", "k"]
        assert [link.state for link in found.links] == ["open"] * 4

    def test_thousands_in_a_line_and_in_a_ring_are_no_trouble(self, stand: Stand) -> None:
        line = [child(f"c{n}") for n in range(1500)]
        links = [
            relation(f"c{n}", kind, f"c{(n + 1) % 1500}") for n in range(1500) for kind in ("parent-of", "lives-with")
        ]
        found = find_household(stand(H, *line, *links), TODAY)
        assert sorted(everybody(found)) == sorted(["h", *(f"c{n}" for n in range(1500))])


NAMES = st.sampled_from(["h", "r", "t", "ann", "bo", "cy", "v"])
KINDS = st.sampled_from(
    [
        "lives-with",
        "Lives With",
        "partner-of",
        "parent-of",
        "child of",
        "cares-for",
        "sibling-of",
        "odd",
        "formerly-lives-with",
    ]
)
YEARS = st.none() | st.sampled_from(["2019", "2025-12", "2026-03-04", "2027"])
RELATIONS = st.lists(st.tuples(st.none() | NAMES, st.none() | KINDS, st.none() | NAMES, YEARS, YEARS), max_size=12)


@given(rows=RELATIONS, subject=st.booleans())
def test_whatever_is_recorded_everybody_stands_exactly_once(
    rows: list[tuple[Any, ...]], subject: bool, stand: Stand
) -> None:
    """Also: who lives with somebody in an open relation stands in the same home as they do."""
    links = []
    for who, kind, to, begun, ended in rows:
        dates = {key: day for key, day in (("from_on", begun), ("until_on", ended)) if day}
        links.append(relation(who, kind, to, **dates))
    people = [H if subject else person("h", "relative"), R, T, ANN, BO, child("cy"), person("v", "victim")]
    found = find_household(stand(*people, *links), TODAY)
    assert sorted(everybody(found)) == sorted(["h", "r", "t", "ann", "bo", "cy", "v"])
    assert len(found.links) == len(rows)
    assert all(end in found.names for link in found.links for end in (link.person, link.to) if end)
    homes: list[set[str]] = [{found.subject, *(one.id for member in found.home for one in member.each())}]
    homes += [{one.id for member in home for one in member.each()} for home in found.elsewhere]
    for link in found.links:
        if link.means == "home" and link.state == "open" and link.person and link.to and link.person != link.to:
            assert [home for home in homes if {link.person, link.to} <= home]
