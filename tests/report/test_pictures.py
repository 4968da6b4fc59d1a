"""Pictures of a report: sound SVG in ink alone, nothing off the edge, each said in words as its table says it."""

from __future__ import annotations

import re
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest

from sjtool.report.pictures import draw_profile, draw_strip, draw_timeline, picture_width, split_strip
from sjtool.report.report import Moment, Profile, ProfileRow, Strip, Timeline

SVG = "{http://www.w3.org/2000/svg}"
STRIP = Strip(
    ("2026-03-04", "2026-03-09", "2026-03"),
    (("Hostility", ("P", ".", "A")), ("Access to victims <x> & y", ("N", "E", "?"))),
    (("P", "Present"),),
)
PROFILE = Profile(
    ("Low", "Medium", "High"),
    (
        ProfileRow("Up", 0, 2, "Low", "High"),
        ProfileRow("Down", 2, 0, "High", "Low"),
        ProfileRow("Same", 1, 1, "Medium", "Medium"),
        ProfileRow("New", None, 1, "not rated", "Medium"),
        ProfileRow("Gone", 1, None, "Medium", "not-known"),
        ProfileRow("Neither", None, None, "not rated", "not rated"),
    ),
)
TIMELINE = Timeline(
    (
        Moment("2026-02", "Visit", "happened"),
        Moment("2026-03-10", "ARMS <b>", "overdue"),
        Moment("2026-03-20", "Review", "due"),
    ),
    "2026-03-12",
)
EVERY = {
    "strip": draw_strip(STRIP),
    "profile": draw_profile(PROFILE),
    "stacked": draw_profile(PROFILE, stacked=True),
    "timeline": draw_timeline(TIMELINE),
}


def read(drawn: str) -> ET.Element:
    return ET.fromstring(drawn)  # noqa: S314 - our own picture


def texts(drawn: str) -> list[str]:
    return [one.text or "" for one in read(drawn).iter(f"{SVG}text")]


def row_of(drawn: str, title: str) -> list[ET.Element]:
    """What is drawn for one factor: from its title up to the next."""
    parts = [*read(drawn)]
    start = next(n for n, one in enumerate(parts) if one.text == title)
    end = next((n for n in range(start + 1, len(parts)) if parts[n].tag == f"{SVG}text"), len(parts))
    return parts[start + 1 : end]


@pytest.mark.parametrize("name", EVERY)
def test_it_is_sound_and_named(name: str) -> None:
    root = read(EVERY[name])
    assert root.tag == f"{SVG}svg"
    assert root.get("role") == "img"
    assert root.get("viewBox") == f"0 0 {root.get('width')} {root.get('height')}"
    assert len((root.get("aria-label") or "").split(". ", 1)) == 2


@pytest.mark.parametrize("name", EVERY)
def test_it_holds_no_colour_and_nothing_that_acts(name: str) -> None:
    assert not re.search(r"#[0-9a-fA-F]{3}|rgb|url|var\(", EVERY[name])
    looks = {one.get(key) for one in read(EVERY[name]).iter() for key in ("fill", "stroke")}
    assert looks <= {None, "none", "currentColor"}
    assert {one.tag.removeprefix(SVG) for one in read(EVERY[name]).iter()} <= {"svg", "text", "path", "circle", "rect"}


@pytest.mark.parametrize("name", EVERY)
def test_nothing_lies_off_the_edge(name: str) -> None:
    root = read(EVERY[name])
    width, height = float(root.get("width") or 0), float(root.get("height") or 0)
    for one in root.iter():
        x = one.get("x") or one.get("cx")
        y = one.get("y") or one.get("cy")
        assert x is None or 0 <= float(x) <= width
        assert y is None or 0 <= float(y) <= height
    for one in root.iter(f"{SVG}text"):
        if one.get("text-anchor") is None:
            assert float(one.get("x") or 0) + 6 * len(one.text or "") <= width


def test_a_strip_says_every_letter() -> None:
    drawn = EVERY["strip"]
    assert texts(drawn) == [
        "4 Mar 26",
        "9 Mar 26",
        "Mar 26",
        "Hostility",
        "P",
        "A",
        "Access to victims <x> & y",
        *"NE?",
    ]
    assert len([*read(drawn).iter(f"{SVG}rect")]) == 5
    assert len([*read(drawn).iter(f"{SVG}circle")]) == 1
    said = read(drawn).get("aria-label") or ""
    assert "Hostility: 4 Mar 26 P, 9 Mar 26 ., Mar 26 A; Access to victims <x> & y:" in said


def test_the_key_of_a_narrow_profile_is_whole() -> None:
    root = read(draw_profile(Profile(("Low", "High"), (ProfileRow("Up", 0, 1, "Low", "High"),))))
    key = next(one for one in root.iter(f"{SVG}text") if (one.text or "").startswith("ring"))
    assert float(key.get("x") or 0) + 6.5 * len(key.text or "") < float(root.get("width") or 0)


def test_a_stacked_profile_says_the_same_on_a_narrow_screen() -> None:
    row = ProfileRow("Emotional congruence with children", 0, 3, "None identified", "High priority")
    profile = Profile(("None identified", "Low", "Medium", "High"), (row,))
    wide, narrow = draw_profile(profile), draw_profile(profile, stacked=True)
    assert picture_width(narrow) < 380 < picture_width(wide)
    assert read(wide).get("aria-label") == read(narrow).get("aria-label")
    assert texts(narrow)[:2] == ["None", "identified"]
    heights = [float(one.get("y") or 0) for one in read(narrow).iter(f"{SVG}text")]
    assert heights[1] == heights[2] == heights[4] > heights[0]  # labels stand on one line, whatever words they have
    (ring, dot) = (float(one.get("cy") or 0) for one in read(narrow).iter(f"{SVG}circle"))
    assert ring == dot > heights[5] + 8.5


def test_the_line_of_time_leaves_a_ring_open() -> None:
    root = read(EVERY["timeline"])
    ring = next(one for one in root.iter(f"{SVG}circle") if one.get("fill") == "none")
    ends = [
        float(y) for one in root.iter(f"{SVG}path") for y in re.findall(r"[ML][-\d.]+ ([-\d.]+)", one.get("d") or "")
    ]
    y, r = float(ring.get("cy") or 0), float(ring.get("r") or 0)
    assert not [end for end in ends if y - r < end < y + r]


@pytest.mark.parametrize(
    ("title", "rings", "dots", "arrows"),
    [("Up", 1, 1, 1), ("Down", 1, 1, 1), ("Same", 1, 1, 0), ("New", 0, 1, 0), ("Gone", 1, 0, 0), ("Neither", 0, 0, 0)],
)
def test_a_profile_shows_where_a_factor_stood_and_stands(title: str, rings: int, dots: int, arrows: int) -> None:
    track, *marks = row_of(EVERY["profile"], title)
    assert track.get("stroke-opacity") == "0.25"
    circles = [one for one in marks if one.tag == f"{SVG}circle"]
    assert [one.get("fill") for one in circles] == ["none"] * rings + ["currentColor"] * dots
    assert len(marks) - len(circles) == arrows


def test_an_arrow_points_where_the_factor_went() -> None:
    for title, way in (("Up", 1), ("Down", -1)):
        *_circles, arrow = row_of(EVERY["profile"], title)
        start, tip = re.findall(r"[ML]([-\d.]+) ", arrow.get("d") or "")[:2]
        assert (float(tip) - float(start)) * way > 0


def test_a_timeline_tells_what_happened_from_what_is_due_by_shape() -> None:
    drawn = EVERY["timeline"]
    words = [one for one in texts(drawn) if not re.search(r"\d", one)]
    key = "dot: happened · square: overdue · ring: due"
    assert words == ["Visit", "ARMS <b> (overdue)", "today", "Review (due)", key]
    assert texts(drawn)[:-1:2] == ["February 2026", "10 March 2026", "12 March 2026", "20 March 2026"]
    assert [one.get("fill") for one in read(drawn).iter(f"{SVG}circle")] == ["currentColor", "none"]
    assert len([*read(drawn).iter(f"{SVG}rect")]) == 1


@pytest.mark.parametrize(
    ("days", "where"),
    [(("2026-03-13",), 0), (("2026-03-12",), 1), (("2026-03-01", "2026-03-02"), 2), ((), 0)],
)
def test_today_lies_among_the_days(days: tuple[str, ...], where: int) -> None:
    drawn = draw_timeline(Timeline(tuple(Moment(day, "x", "happened") for day in days), "2026-03-12"))
    assert texts(drawn)[1::2].index("today") == where


def test_a_timeline_says_how_far_off_a_day_is_and_keeps_to_the_letters_of_a_line() -> None:
    words = "Safety plan with the protecting parent, to be looked at again"
    line = Timeline((Moment("2026-03-10", words, "due", "in 3 working days"),), "2026-03-09")
    assert f"{words} (due in 3 working days)" not in texts(draw_timeline(line, 40))
    assert " ".join(texts(draw_timeline(line, 40))).count("(due in 3 working days)") == 1
    assert max(map(len, texts(draw_timeline(line, 40)))) <= 40
    assert "10 March 2026: Safety plan" in (read(draw_timeline(line)).get("aria-label") or "")


def test_an_empty_picture_is_still_sound() -> None:
    for drawn in (draw_strip(Strip((), (), ())), draw_profile(Profile(("Low",), ()))):
        assert float(read(drawn).get("width") or 0) > 0


def test_what_could_act_is_shown() -> None:
    drawn = draw_timeline(Timeline((Moment("2026-03-01", '\u202e"><script>\x1b', "happened"),), "2026-03-12"))
    assert '⟨U+202E⟩"><script>␛' in texts(drawn)
    assert "<script>" not in drawn


def test_a_wide_letter_has_a_wider_box() -> None:
    drawn = draw_strip(Strip(("2026-03-04",), (("a", ("PP",)), ("b", ("P",))), ()))
    wide, narrow = [float(one.get("width") or 0) for one in read(drawn).iter(f"{SVG}rect")]
    assert wide > narrow


def test_a_long_strip_is_drawn_in_pieces_and_says_its_letters_once() -> None:
    dates = tuple(f"2026-01-{day:02}" for day in range(1, 14))
    strip = Strip(dates, (("Hostility", tuple("PPPPPPAAAAAAN")),), (("P", "Present"),))
    pieces = [*split_strip(strip)]
    assert [one.dates for one in pieces] == [dates[:6], dates[6:12], dates[12:]]
    assert "".join(letter for one in pieces for letter in one.rows[0][1]) == "PPPPPPAAAAAAN"
    assert [one.legend for one in pieces] == [(), (), strip.legend]
    assert [*split_strip(STRIP)] == [STRIP]


def test_long_words_of_a_day_go_on_below_it() -> None:
    words = " ".join(f"word{number}" for number in range(40))
    drawn = draw_timeline(
        Timeline((Moment("2026-03-01", words, "happened"), Moment("2026-04", "x", "due")), "2026-03-12")
    )
    root = read(drawn)
    assert words in " ".join(texts(drawn))
    assert float(root.get("width") or 0) < 740
    heights = [float(one.get("y") or 0) for one in root.iter(f"{SVG}text") if one.get("text-anchor") is None]
    assert len(heights) > 5
    assert all(after - before >= 15 for before, after in pairwise(heights))
    assert max(heights) < float(root.get("height") or 0)
