"""Pictures in plain text, at 60, 80 and 100 columns: marks stand under their labels, and every word is whole."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sjtool.report.report import Moment, Profile, ProfileRow, Timeline
from sjtool.report.spans import plain
from sjtool.report.text_pictures import lay_profile, lay_timeline
from sjtool.text import cell_width

WIDTHS = (60, 80, 100)
LABELS = ("None identified", "Low", "Medium", "High")
ROWS = (
    ProfileRow("Opportunity", 1, 3, "Low", "High"),
    ProfileRow("Hostile orientation", 3, 1, "High", "Low"),
    ProfileRow("Social influences", 0, 0, "None identified", "None identified"),
    ProfileRow("Self-management", None, 2, "not rated", "Medium"),
    ProfileRow("Preoccupation", 2, None, "Medium", "not known"),
    ProfileRow("Relationship", None, None, "not rated", "not rated"),
)
PROFILE = Profile(LABELS, ROWS)
TIMELINE = Timeline(
    (
        Moment("2026-02", "Visit with a long note that goes on for more than one line of the page", "happened"),
        Moment("2026-03-10", "ARMS review", "overdue"),
        Moment("2026-03-20", "Review", "due"),
    ),
    "2026-03-12",
)


def profile_at(width: int, profile: Profile = PROFILE, indent: str = "   ") -> list[str]:
    return [plain(line) for line in lay_profile(profile, width, indent)]


def timeline_at(width: int, timeline: Timeline = TIMELINE) -> list[str]:
    return [plain(line) for line in lay_timeline(timeline, width, "   ")]


def squeeze(lines: list[str]) -> str:
    return "".join("".join(lines).split())


def test_a_profile_at_eighty_columns() -> None:
    assert profile_at(80) == [
        "                            None",
        "                         identified   Low    Medium   High",
        "   Opportunity                         o───────────────●",
        "   Hostile orientation                 ●───────────────o",
        "   Social influences         ◉",
        "   Self-management                             ●",
        "   Preoccupation                               o",
        "   Relationship",
        "   o past   ● recent   ◉ the same in both",
        "   no mark: not rated or not known",
    ]


@pytest.mark.parametrize("width", WIDTHS)
def test_no_line_is_wider_than_the_page(width: int) -> None:
    assert max(map(cell_width, [*profile_at(width), *timeline_at(width)])) <= width


@pytest.mark.parametrize("width", WIDTHS)
def test_marks_stand_under_their_labels(width: int) -> None:
    lines = profile_at(width)
    heads, rows = lines[1], {row.title: lines[2 + number] for number, row in enumerate(ROWS)}
    for label, mark, title in (("Low", "o", "Opportunity"), ("High", "●", "Opportunity"), ("Low", "●", "Hostile")):
        start = heads.index(label)
        line = next(line for named, line in rows.items() if named.startswith(title))
        assert start <= line.index(mark, 24) < start + len(label)


@pytest.mark.parametrize("width", WIDTHS)
def test_a_long_title_wraps_and_stays_whole(width: int) -> None:
    title = "Offence-related sexual interests, as far as anything is known of them"
    lines = profile_at(width, Profile(LABELS, (ProfileRow(title, 1, 3, "Low", "High"),)))
    assert squeeze([title]) in squeeze([line[: line.index("o─")] if "o─" in line else line for line in lines[2:-1]])
    assert "●" in lines[-2]
    assert max(map(cell_width, lines)) <= width


def test_where_there_is_no_room_it_is_said_in_words() -> None:
    labels = tuple(f"{word} priority" for word in ("Unidentified", "Intermediate", "Considerable", "Extraordinary"))
    row = ProfileRow("Opportunity", 0, 3, labels[0], labels[3])
    lines = profile_at(60, Profile(labels, (row,)))
    assert squeeze(lines) == squeeze(["Opportunity: Unidentified priority → Extraordinary priority"])
    assert max(map(cell_width, lines)) <= 60
    assert "●" in squeeze(profile_at(100, Profile(labels, (row,))))


def test_a_profile_of_no_factor_has_its_key_alone() -> None:
    assert profile_at(80, Profile(("Low",), ()))[-1].strip().startswith("o past")


def test_a_timeline_at_sixty_columns() -> None:
    assert timeline_at(60) == [
        "   February 2026  ●  Visit with a long note that goes on for",
        "                     more than one line of the page",
        "   10 March 2026  ■  ARMS review (overdue)",
        "   12 March 2026  ┼  today",
        "   20 March 2026  o  Review (due)",
        "   ● happened   ■ overdue   o due",
    ]


def test_the_key_of_a_timeline_names_only_marks_that_are_in_it() -> None:
    line = Timeline((Moment("2026-03-10", "ARMS", "overdue", "2 days overdue"),), "2026-03-12")
    assert timeline_at(80, line) == [
        "   10 March 2026  ■  ARMS (2 days overdue)",
        "   12 March 2026  ┼  today",
        "   ■ overdue",
    ]


@pytest.mark.parametrize("width", WIDTHS)
def test_every_word_of_a_timeline_is_there(width: int) -> None:
    said = squeeze(timeline_at(width))
    for one in TIMELINE.moments:
        assert squeeze([one.words]) in said


@pytest.mark.parametrize(
    ("days", "where"), [(("2026-03-13",), 0), (("2026-03-12",), 1), (("2026-03-01", "2026-03-02"), 2), ((), 0)]
)
def test_today_lies_among_the_days(days: tuple[str, ...], where: int) -> None:
    moments = tuple(Moment(day, "x", "happened") for day in days)
    lines = timeline_at(80, Timeline(moments, "2026-03-12"))
    assert [number for number, line in enumerate(lines) if line.endswith("┼  today")] == [where]


@given(
    titles=st.lists(st.text(st.characters(exclude_categories=["C", "Z", "M"]), min_size=1, max_size=60), max_size=3),
    width=st.sampled_from(WIDTHS),
)
@settings(max_examples=60, deadline=None)
def test_any_title_stands_whole(titles: list[str], width: int) -> None:
    rows = tuple(ProfileRow(f"{title} end", 0, 3, "a", "b") for title in titles)
    lines = profile_at(width, Profile(LABELS, rows))
    assert max(map(cell_width, lines)) <= width
    said = squeeze(lines)
    for mark in "o─●◉":
        said = said.replace(mark, "")
    for title in titles:
        bare = title
        for mark in "o─●◉":
            bare = bare.replace(mark, "")
        assert squeeze([bare]) in said
