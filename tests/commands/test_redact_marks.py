"""Handles, registrations and National Insurance numbers are replaced whole, in the same form, each time the same."""

from __future__ import annotations

import re

import pytest

from sjtool.commands.redact_days import Days
from sjtool.commands.redact_marks import invent_mark
from sjtool.commands.redact_text import Pen
from sjtool.commands.redact_vocabulary import vocabulary_of
from sjtool.store.library import Library

VOCABULARY = vocabulary_of(Library())
PEN = Pen({"Hollis": "Hollostow", "AB": "Mx Q"}, Days(-7), VOCABULARY, "key")


def form(text: str) -> str:
    return re.sub(r"[A-Z]", "A", re.sub(r"[a-z]", "a", re.sub(r"\d", "9", text)))


@pytest.mark.parametrize(
    "mark",
    [
        "@del_hollis",
        "@Hollis",
        "@x.y-9",
        "AB12 CDE",
        "AB12CDE",
        "AB12-CDE",
        "ab12cde",
        "P123 ABC",
        "ABC 123P",
        "AIZ 4321",
        "AB 12 34 56 C",
        "AB123456C",
        "AB 123456 C",
        "ab123456c",
        "ab 12 34 56 c",
        "AB-12-34-56-C",
    ],
)
def test_it_is_replaced_whole_in_the_same_form(mark: str) -> None:
    written = PEN.write(f"he used {mark}, then {mark}.", 2026)
    first, second = re.fullmatch(r"he used (.+), then (.+)\.", written.text).groups()  # type: ignore[union-attr]
    assert first == second != mark
    assert form(first) == form(mark)
    kind = "handle" if mark[0] == "@" else "vehicle registration"
    kind = "National Insurance number" if re.sub(r"[ -]", "", mark).casefold() == "ab123456c" else kind
    assert f"looks like a {kind}" in written.doubts
    assert "hollis" not in written.text.casefold()


def test_the_same_one_spelt_otherwise_is_the_same_and_another_key_makes_another() -> None:
    spaced, joined = invent_mark("AB12 CDE", "k"), invent_mark("ab12cde", "k")
    assert spaced.replace(" ", "").casefold() == joined
    assert invent_mark("AB12 CDE", "other") != spaced
    assert invent_mark("@hollis", "k") != invent_mark("@holliz", "k")


def test_what_is_invented_is_nobodys() -> None:
    assert invent_mark("AB 12 34 56 C", "k").startswith("QQ ")
    assert invent_mark("AB12 CDE", "k")[-1] in "IQ"


@pytest.mark.parametrize("text", ["pc44 had it", "S10 PNC", "seen at 14:30 @ home", "RM2000", "ARMS 2"])
def test_what_only_looks_alike_stays(text: str) -> None:
    assert PEN.write(text, 2026).text == text


def test_dates_and_addresses_are_found_as_before() -> None:
    assert PEN.write("on 12.03.26 a man", 2026).text == "on 05.03.26 a man"
    assert PEN.write("to a.b@example.org", 2026).text == "to [left out]"
