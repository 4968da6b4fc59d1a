"""What running words come to in a copy: no plain word is taken for a name, and no plain identifier is left."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from sjtool.commands.redact_copy import MAY_NAME, Redacted, redact_case
from sjtool.commands.redact_days import Days
from sjtool.commands.redact_online import find_online
from sjtool.commands.redact_text import Pen
from sjtool.commands.redact_vocabulary import vocabulary_of
from sjtool.loader import load_sound
from sjtool.store.append import Draft
from sjtool.store.ledger import Link, parse_ledger, read_ledger
from sjtool.store.library import Library

Make = Callable[..., Path]
LIBRARY = Library()
KNOWN = {
    "Bright": "Brackenlane",
    "Ms Bright": "Ms Brackenlane",
    "Mr H": "Mr Ivvenwick",
    "H": "Ivvenwick",
    "Ms R": "Ms Quarristow",
    "R": "Quarristow",
    "Child A": "Child Briar",
    "Child B": "Child Wren",
    "Vostrick": "Merrowick",
}
LETTERS = {"A": "Briar", "B": "Wren", "H": "Ivvenwick", "R": "Quarristow"}
PEN = Pen(KNOWN, Days(-7 * 150), vocabulary_of(LIBRARY), "key", letters=LETTERS, officers={"4412": "9999"})


def written(text: str, year: int = 2026) -> str:
    return PEN.write(text, year).text


def copy_of(path: Path, *, drop_words: bool = False) -> Redacted:
    return redact_case(load_sound(path, LIBRARY), read_ledger(path), "7", drop_words=drop_words)


def words_of(path: Path) -> str:
    links = parse_ledger(copy_of(path).content, "copy.toml").links
    keys = ("what", "cleared_with", "place", "objective", "note", "value")
    return "\n".join(str(link.table[key]) for link in links for key in keys if key in link.table)


class TestPlainWords:
    @pytest.mark.parametrize("text", ["the paint worn bright", "brightly lit", "bright and early", "not so bright."])
    def test_a_plain_word_in_small_letters_is_no_surname(self, text: str) -> None:
        assert written(text) == text

    def test_it_is_listed_and_the_name_is_replaced_however_else_it_is_written(self) -> None:
        assert "a plain word that is a name here" in PEN.write("the paint worn bright", 2026).doubts
        assert written("Bright, BRIGHT and ms bright") == "Brackenlane, Brackenlane and Ms Brackenlane"

    def test_a_name_that_is_no_plain_word_is_replaced_in_small_letters_too(self) -> None:
        assert written("then vostrick rang") == "then Merrowick rang"

    @pytest.mark.parametrize(
        ("key", "said", "stays"),
        [
            ("cleared_with", "DS Colville, 1 March at 22 also the Fridays.", "also the Fridays."),
            ("cleared_with", "The Sundays, with Colville", "The Sundays, with"),
            ("cleared_with", "Colville on Tuesday; Tuesdays in June", "on Tuesday; Tuesdays in"),
            (
                "place",
                "Police office; the day and the hour, a Tuesday at three, were his offer",
                "a Tuesday at three, were",
            ),
        ],
    )
    def test_days_of_the_week_and_months_are_nobodys_name(
        self, make_case: Make, key: str, said: str, stays: str
    ) -> None:
        session = Draft("session", {"assessment": "a-001", "informant": "subject", "held_on": "2026-03-04", key: said})
        told = "Seen on Fridays, Sundays and Tuesdays; a Tuesday in March with Colville."
        text = words_of(make_case("quay", [session, Draft("event", {"kind": "visit", "what": told})]))
        assert stays in text
        assert "Seen on Fridays, Sundays and Tuesdays; a Tuesday in " in text

    def test_a_person_called_by_a_month_leaves_the_month_alone(self, make_case: Make) -> None:
        drafts = [
            Draft("person", {"id": "f-1", "roles": ["relative"], "standing": "other", "label": "May"}),
            Draft("event", {"kind": "visit", "what": "From June on; Mr March came."}),
        ]
        text = words_of(make_case("quay", drafts))
        assert re.fullmatch(r"From [JFMASOND][a-z]+ on; Mr [A-Z][a-z]+ came\.", text)
        assert "Mr March" not in text


class TestMonths:
    @pytest.mark.parametrize(
        ("text", "moved"),
        [
            ("Twice in June", "Twice in July"),
            ("from May", "from June"),
            ("June's plan", "July's plan"),
            ("weeknights by February", "weeknights by April"),
            ("in june and JUNE", "in july and JULY"),
            ("since Sept.", "since October."),
            ("not since Easter, nor at Christmas", "not since [holiday], nor at [holiday]"),
            ("at Christmas 2025", "at [holiday] 2022"),
            ("May I ask whether he may march.", "May I ask whether he may march."),
            ("May contact her once a week. May need help.", "May contact her once a week. May need help."),
            ("In May he rang, and since May the boy", "In June he rang, and since June the boy"),
        ],
    )
    def test_a_month_alone_moves_with_the_rest_and_a_holiday_is_left_out(self, text: str, moved: str) -> None:
        made = PEN.write(text, 2026)
        assert made.text == moved
        assert "date in words" in made.doubts

    def test_without_a_year_to_go_by_it_is_left_out(self) -> None:
        assert written("Twice in June", 0) == "Twice in [month]"

    @pytest.mark.parametrize(
        ("text", "moved"),
        [
            ("the last on 15 March Lost his warehouse job", "the last on 30 April Lost his warehouse job"),
            ("the last on 15 March. Lost his warehouse job", "the last on 30 April. Lost his warehouse job"),
            ("on 4 Jan. he", "on 19 February he"),
            ("on 4 Jan. He", "on 19 February. He"),
            ("DOB 190587", "DOB 030784"),
            ("D.O.B 19 05 87", "D.O.B 03 07 84"),
            ("dob: 19/05/1987", "dob: 03/07/1984"),
            ("born in '87.", "born in '84."),
            ("DOB 390587", "DOB [date left out]"),
        ],
    )
    def test_no_full_stop_is_eaten_and_days_of_birth_move(self, text: str, moved: str) -> None:
        assert written(text) == moved


class TestIdentifiers:
    @pytest.mark.parametrize(
        ("lead", "said", "kind"),
        [
            ("", "PC 4412", "collar number"),
            ("", "PC4412", "collar number"),
            ("", "DS 2207", "collar number"),
            ("", "collar number 4412", "collar number"),
            ("PNC ", "24/123456X", "PNC number"),
            ("pnc ", "24/123456x", "PNC number"),
            ("", "warrant number 4412", "collar number"),
            ("CRO ", "12345/01A", "CRO number"),
            ("crime number ", "42/123456/26", "crime number"),
            ("custody ref ", "01AB/1234/24", "custody reference"),
            ("passport ", "533401372", "passport number"),
            ("passport no. ", "533401372", "passport number"),
            ("driving licence ", "HARBO805197D99AB", "driving licence number"),
            ("IP ", "81.2.69.142", "IP address"),
            ("IP ", "2a00:1450:4009:81f:0:0:0:200e", "IP address"),
            ("IP ", "2a00:23c7:9a01::1", "IP address"),
            ("plate ", "AB12-CDE", "vehicle registration"),
            ("NI ", "ab 12 34 56 c", "National Insurance number"),
        ],
    )
    def test_it_is_replaced_and_its_kind_is_told(self, lead: str, said: str, kind: str) -> None:
        made = PEN.write(f"seen: {lead}{said}, then.", 2026)
        figures = re.sub(r"\D", "", said)
        assert made.text.startswith(f"seen: {lead}")
        assert said not in made.text
        assert figures not in re.sub(r"\D", "", made.text)
        assert any(why.endswith(kind) for why in made.doubts)
        assert "number" not in made.doubts

    def test_the_same_one_is_the_same_everywhere_and_an_officer_has_one_number(self) -> None:
        assert written("PC 4412 and PC4412; collar number 4412") == "PC 9999 and PC9999; collar number 9999"
        one, other = written("24/123456X"), written("PNC 24/123456X")
        assert other == f"PNC {one}"

    @pytest.mark.parametrize(
        "text",
        [
            "pc44 had it",
            "in force 2019",
            "staff 120",
            "rule 3.4.5",
            "in 12/26",
            "section 47/2",
            "at 14.30.",
            "Part 1/2A",
        ],
    )
    def test_what_only_looks_alike_stays(self, text: str) -> None:
        assert written(text) == text

    def test_kinds_of_contact_are_told_apart(self) -> None:
        made = PEN.write("01632 960 123, a@example.org, www.example.org, ZQ1 2XY", 2026)
        kinds = {"telephone number", "mail address", "web address", "postcode"}
        assert {f"looks like a {kind}" for kind in kinds} <= set(made.doubts)


class TestLetters:
    @pytest.mark.parametrize(
        ("text", "made"),
        [
            ("told mr h and ms r.", "told Mr Ivvenwick and Ms Quarristow."),
            ("Mr. H, Mr H, Mr.H", "Mr Ivvenwick, Mr Ivvenwick, Mr Ivvenwick"),
            ("CHILD A slept", "Child Briar slept"),
            ("child a slept, child a's bed; child b too", "Child Briar slept, Child Briar's bed; Child Wren too"),
            ("gave the child a book; a child a day; child abuse", "gave the child a book; a child a day; child abuse"),
            ("A and B were asleep", "Briar and Wren were asleep"),
            ("Child A and B, with H", "Child Briar and Wren, with Ivvenwick"),
            ("plan A and B", "plan A and B"),
        ],
    )
    def test_a_letter_that_stands_for_somebody(self, text: str, made: str) -> None:
        assert written(text) == made

    def test_initials_are_listed_first(self, make_case: Make) -> None:
        path = make_case("quay", [Draft("event", {"kind": "visit", "what": "AH said that he was not there."})])
        (doubt,) = [one for one in copy_of(path).doubts if one.key == "what"]
        assert {MAY_NAME, "may be initials"} <= set(doubt.why)

    def test_one_person_has_one_name_with_a_stop_and_without(self, make_case: Make) -> None:
        drafts = [Draft("event", {"kind": "visit", "what": "Mr H came. Mr. H went. mr h again. Mrs. Q and Mrs Q."})]
        text = words_of(make_case("quay", drafts))
        names = re.findall(r"Mr ([A-Z]\w+)", text)
        assert (len(names), len(set(names))) == (3, 1)
        assert len(set(re.findall(r"Mrs ([A-Z]\w+)", text))) == 1


class TestWhatACaseHolds:
    def test_a_first_name_that_recurs_is_a_name(self, make_case: Make) -> None:
        told = "A friend from the course, Lewis, writes. Lewis's father. He asked who Lewis was. Telegram and Telegram."
        text = words_of(make_case("quay", [Draft("event", {"kind": "visit", "what": told})]))
        assert "Lewis" not in text
        assert re.search(r"the course, (\w+), writes\. \1's father\. He asked who \1 was\. Telegram and Telegram", text)

    def test_one_that_is_said_once_is_listed_first(self, make_case: Make) -> None:
        drafts = [
            Draft("event", {"kind": "visit", "what": f"He was there {how}."}) for how in ("with Tobias", "at ARMS")
        ]
        first, *rest = [one for one in copy_of(make_case("quay", drafts)).doubts if one.key == "what"]
        assert MAY_NAME in first.why
        assert not any(MAY_NAME in one.why for one in rest)

    def test_a_word_that_only_begins_sentences_is_none(self, make_case: Make) -> None:
        told = "Cheerful today. Tired later. Cheerful again."
        assert words_of(make_case("quay", [Draft("event", {"kind": "visit", "what": told})])) == told

    @pytest.mark.parametrize(("label", "loud"), [("J Vostrick", "J VOSTRICK"), ("Flat 2", "FLAT 2")])
    def test_a_name_of_several_words_is_found_in_capitals(self, label: str, loud: str) -> None:
        pen = Pen({label: "Somebody Else"}, Days(0), vocabulary_of(LIBRARY), "key")
        assert pen.write(f"Seen: {loud}, J.VOSTRICK@EXAMPLE.ORG, FLAT-2.", 2026).text.startswith("Seen: Somebody Else,")

    @pytest.mark.parametrize("said", ["None", "no", "Does not use any", "Not known."])
    def test_that_there_is_no_name_used_online_is_no_name(self, said: str) -> None:
        session = Link("session", {"id": "s-1", "set": "section-12@1.0.0"}, 0, 1)
        answer = Link("response", {"id": "r-1", "session": "s-1", "item": "10", "value": said}, 1, 2)
        named = Link("response", {"id": "r-2", "session": "s-1", "item": "10", "value": "perch_87"}, 2, 3)
        found = find_online([session, answer, named], {"section-12@1.0.0": LIBRARY.question_set("section-12")})
        assert (found["r-1"], found["r-2"]) == (frozenset(), {"perch_87"})

    def test_names_used_online_are_replaced_wherever_they_are_said(self, make_case: Make) -> None:
        session = {
            "assessment": "a-001",
            "set": "section-12@1.0.0",
            "informant": "subject",
            "interviewers": ["pc-4412"],
            "held_on": "2026-03-03",
        }
        given = {
            "session": "s-001",
            "item": "10",
            "part": "names",
            "value": ["perch_87", "harbourlight"],
            "basis": "told",
        }
        means = {"session": "s-001", "item": "10", "part": "meaning", "value": "I was born in '87.", "basis": "told"}
        event = {"kind": "visit", "what": "An account harbourlight was found, and Perch_87."}
        path = make_case(
            "quay", [Draft("session", session), *(Draft("response", r) for r in (given, means)), Draft("event", event)]
        )
        made = copy_of(path)
        assert not re.search("perch|harbourlight|'87", made.content.decode(), re.IGNORECASE)
        assert any("name used online" in doubt.why for doubt in made.doubts)

    def test_an_ordinary_word_of_a_reference_is_not_cut_from_the_rest(self, make_case: Make) -> None:
        refs = (
            "Duty desk, asked on 8 September",
            "Through the team at 13.40",
            "Letter of 15 July, with his consent",
            "DEMO-88, since 2009",
        )
        told = "Kept since 2009, out of hours the duty desk, made safe at 13.40; a missed Tuesday, with his consent; "
        told += "DEMO-88."
        drafts = [
            *(
                Draft(
                    "evidence", {"nature": "fact", "kind": "other", "title": "Log", "reference": one, "obtained": True}
                )
                for one in refs
            ),
            Draft("event", {"kind": "visit", "what": told}),
        ]
        text = words_of(make_case("quay", drafts))
        assert re.sub(r"20\d\d", "YEAR", text) == re.sub("2009", "YEAR", told).replace("DEMO-88", "[left out]")

    def test_plain_identifiers_of_a_whole_case_are_gone(self, make_case: Make) -> None:
        children = [
            Draft(
                "person",
                {"id": f"child-{one}", "roles": ["child"], "standing": "other", "label": f"Child {one.upper()}"},
            )
            for one in "ab"
        ]
        told = (
            "PC 4412 and PC4412, DS 2207, collar number 4412. PNC 24/123456X, CRO 12345/01A, crime number 42/123456/26,"
            " custody ref 01AB/1234/24, licence HARBO805197D99AB, 81.2.69.142, AB12-CDE, ab 12 34 56 c, DOB 190587, "
            "D.O.B 19 05 87, born in '87, mr h, ms r. CHILD A, child a, A and B."
        )
        path = make_case("quay", [*children, Draft("event", {"kind": "visit", "what": told})])
        text = words_of(path)
        said = "4412 2207 123456 12345 01AB 1234 HARBO 805197 81.2.69 AB12 CDE 190587 '87 mr CHILD child"
        assert [word for word in said.split() if word in text] == []
        assert not re.search(r"(?<!\.)\b(?:A|B|H|R|h|r)\b", text)
        (doubt,) = [one for one in copy_of(path).doubts if one.key == "what"]
        assert len([why for why in doubt.why if why.startswith("looks like")]) == 9
        assert "number" not in doubt.why
