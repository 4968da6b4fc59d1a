"""Outcomes of published tools that reach an invented case, made elsewhere and entered by a records clerk."""

from __future__ import annotations

from typing import NamedTuple

from sjtool.assess.judging import LEVELS
from sjtool.training.scene import Said, Scene


class Tool(NamedTuple):
    """One scale of one instrument, as it may be received."""

    instrument: str
    scale: str
    construct: str
    key: str
    most: int
    agency: str
    limits: str


MEN = (
    Tool("srp-official", "dc", "likelihood", "band", 3, "probation", "Band only. It says nothing of any one child."),
    Tool("srp-official", "iic", "likelihood", "band", 2, "probation", "Band only; counts of the record decide it."),
    Tool("arms", "overall", "level", "level", 3, "police", "The reasons are short. Made before the last visit."),
)
WOMEN = (
    Tool("oasys", "children", "harm_children", "level", 3, "probation", "A level for a group, not for one child."),
    Tool("oasys", "known-adult", "harm_known_adult", "level", 3, "probation", "Short reasons; date before the move."),
)
SUSPECTS = (
    Tool("kirat", "triage", "other", "level", 3, "police", "An order of work for investigators, and nothing else."),
    Tool("local-screen", "", "level", "level", 3, "children's services", "A form of this area; it has no passport."),
)


def tools_for(scene: Scene) -> tuple[Tool, ...]:
    """The tools that fit the person: those made for convicted men are for no one else."""
    if scene.cast.is_suspect:
        return SUSPECTS
    return WOMEN if scene.cast.is_woman else MEN


def receive_tools(scene: Scene) -> None:
    """All of them at first; at a review some are new, and the others stay current."""
    is_first = not scene.said
    scene.book.turn_to(scene.day, 12)
    for tool in tools_for(scene):
        if is_first or scene.dice.chance(0.6):
            _receive(scene, tool)


def _receive(scene: Scene, tool: Tool) -> None:
    """One outcome, near to where the case stands; all likelihoods of a first round alike, so far as the scale goes."""
    dice = scene.dice
    near = max(0, min(3, scene.trend + dice.pick((-1, 0, 0, 1))))
    word = LEVELS[min(near, tool.most)]
    passport = scene.shelf.library.newest(tool.instrument)
    if passport:
        scene.pin(passport.ref)
    made = scene.add(
        "tool_result",
        scene.cast.records,
        assessment=scene.assessment,
        instrument=passport.ref if passport else tool.instrument,
        version="not stated on the form",
        scale=tool.scale,
        origin="received",
        construct=tool.construct,
        **{tool.key: word},
        dated_on=scene.on(-dice.between(3, 30)),
        assessor="Assessor named on the form",
        trained=dice.pick(("yes", "yes", "not-known")),
        agency=tool.agency,
        document=f"Form TRAINING-{dice.between(100, 999)}",
        limits=tool.limits,
    )
    scene.said[tool.instrument, tool.scale, tool.construct] = Said(made, tool.construct, word, scene.assessment)
