"""What rating looks like: lines of text from a factor, its labels and its history. Nothing is read or written here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sjtool.assess.ratings import FactorView
from sjtool.assess.standing import Standing
from sjtool.commands.evidence_list import EvidenceList
from sjtool.commands.rate_moves import RATE_MOVES
from sjtool.dates import day_words
from sjtool.interview.screen import INDENT, Screen, name_officer
from sjtool.model.appraisal import Rating
from sjtool.model.template import Factor, FactorSet, Scale
from sjtool.text import pad

_SHORT = 200
_DEEPER = "      "


def show_sheet(screen: Screen, factors: FactorSet) -> list[str]:
    """What the sheet is and is not, and the moves."""
    notes = " :notes" if factors.set.notes else ""
    return [
        *screen.wrap(f"{factors.set.title}. {factors.set.not_this}"),
        *screen.wrap(f":back :skip :why :last :map :jump{notes} :quit   :help what they do"),
    ]


def show_moves(screen: Screen) -> list[str]:
    """The table of moves."""
    lines: list[str] = []
    for move in RATE_MOVES:
        name = f":{move.name} {move.takes}".strip()
        lines += screen.wrap(move.does, " " * 18, f"{INDENT}{pad(name, 15)}")
    return lines


def show_factor(screen: Screen, view: FactorView, number: int, count: int) -> list[str]:
    """Which factor it is."""
    return ["", *screen.wrap(view.factor.title, " " * 9, f" {number} of {count}   ")]


def show_group(screen: Screen, factors: FactorSet, group_id: str) -> list[str]:
    """A heading of the source, and what it says of all under it."""
    group = next(known for known in factors.group if known.id == group_id)
    return ["", *screen.wrap(f"-- {group.title}"), *(screen.wrap(group.note, INDENT) if group.note else [])]


def show_labels(screen: Screen, factor: Factor, scale: Scale) -> list[str]:
    """Every label with its number and what it looks like here."""
    lines: list[str] = []
    for n, label in enumerate(scale.label, 1):
        means = factor.anchors.get(label.id, label.means)
        title = label.title.lower() if screen.plain else label.title
        lines += screen.wrap(f"{title}: {means}" if means else title, _DEEPER, f"{INDENT}{n} ")
    return lines


def show_names(screen: Screen, scale: Scale) -> list[str]:
    """The labels alone, where what they mean was shown before."""
    return screen.pack([f"{n} {label.title}" for n, label in enumerate(scale.label, 1)])


def show_latest(screen: Screen, view: FactorView, standing: Standing, known: EvidenceList) -> list[str]:
    """The last rating with its reasons and evidence, and the line of all where there are several."""
    if view.latest is None:
        return []
    lines = _show_rating(screen, view, view.latest, standing, known, lead="last: ", most=_SHORT)
    if len(view.ratings) > 1:
        # The average over time said more than the last value (DOMAIN 2.3).
        said = [f"{view.title_of(r.recent)} ({day_words(r.held_on) or 'undated'})" for r in view.ratings]
        lines += screen.wrap(f"so far: {', then '.join(said)}", _DEEPER, INDENT)
    return lines


def show_all(screen: Screen, view: FactorView, standing: Standing, known: EvidenceList) -> list[str]:
    """Every earlier rating whole, the latest first."""
    if not view.ratings:
        return screen.wrap("It was not rated before.", INDENT)
    lines: list[str] = []
    for rating in reversed(view.ratings):
        lines += _show_rating(screen, view, rating, standing, known, lead="", most=None)
    return lines


def _show_rating(
    screen: Screen,
    view: FactorView,
    rating: Rating,
    standing: Standing,
    known: EvidenceList,
    *,
    lead: str,
    most: int | None,
) -> list[str]:
    """Label, day and by whom; the reasons; what they rest on."""
    past = f", in the past {view.title_of(rating.past)}" if rating.past else ""
    day, by = day_words(rating.held_on) or "undated", name_officer(standing, rating.by)
    going = f", {rating.direction}" if rating.direction else ""
    lines = screen.wrap(f"{lead}{view.title_of(rating.recent)}{past}{going}. {day}, {by}.", _DEEPER, INDENT)
    reasons = rating.rationale or ""
    if most and len(reasons) > most:
        reasons = f"{reasons[:most].rstrip()}…  (:last shows all)"
    lines += screen.wrap(reasons, _DEEPER) if reasons else []
    if most is None:
        more = {"matters because": rating.relevance, "would change it": rating.would_change}
        for name, words in more.items():
            lines += screen.wrap(f"{name}: {words}", _DEEPER) if words else []
    if rating.evidence:
        named = "; ".join(_clip(known.name(one)) for one in rating.evidence)
        lines += screen.wrap(f"rests on: {named}", _DEEPER + "  ", _DEEPER)
    return lines


def _clip(text: str, most: int = 60) -> str:
    """A short title on one line."""
    flat = " ".join(text.split())
    return flat if len(flat) <= most else f"{flat[:most].rstrip()}…"


def show_why(screen: Screen, factors: FactorSet, factor: Factor) -> list[str]:
    """Why a factor matters, what to look for, its caution and its source."""
    lines = screen.wrap(factor.why, INDENT)
    for sign in factor.look_for:
        lines += screen.wrap(f"look for: {sign}", _DEEPER + "  ", _DEEPER)
    lines += screen.wrap(factor.caution, INDENT) if factor.caution else []
    title = next((source.title for source in factors.source if source.id == factor.source), "")
    named = f"{factor.source}, {title}" if title else factor.source
    return [*lines, *screen.wrap(f"source: {named}, {factor.pinpoint}", _DEEPER, INDENT)]


def show_notes(screen: Screen, notes: Sequence[str]) -> list[str]:
    """How the sheet is rated."""
    if not notes:
        return screen.wrap("This sheet has no notes.", INDENT)
    return [line for note in notes for line in screen.wrap(note, _DEEPER, f"{INDENT}- ")]


def show_map(screen: Screen, rows: Mapping[str, str], here: str) -> list[str]:
    """Every factor with its number and how it stands; `>` marks the one in hand."""
    lines: list[str] = []
    for n, (title, state) in enumerate(rows.items(), 1):
        mark = " > " if title == here else INDENT
        lines += screen.wrap(f"{title}: {state}", _DEEPER + " ", f"{mark}{n:>2} ")
    return lines
