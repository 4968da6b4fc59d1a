"""Why a record, or some of its keys, is left out of a copy, and on which ground the person is refused it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

LeftOut = Literal[
    "covert",
    "victims",
    "accounts",
    "people",
    "safety",
    "held-back",
    "supervision",
    "comparisons",
    "workings",
    "event-words",
    "scenarios",
]
"""Why a record, or some of its keys, is left out; `covert` is never told or counted."""
Ground = Literal["others", "prevention"]
"""Why the person is not given it: the rights and freedoms of others, or the prevention and detection of offences and
the carrying out of penalties (DPA 2018 s.45(4)(e) and (b), to be verified by the force)."""
GROUNDS: Mapping[LeftOut, Ground] = {
    "victims": "others",
    "accounts": "others",
    "people": "others",
    "safety": "others",
    "comparisons": "others",
    "event-words": "others",
    "held-back": "prevention",
    "supervision": "prevention",
    "scenarios": "prevention",
    "workings": "prevention",
}
"""The ground under each reason. The reason can itself tell something, so the person is told the ground alone."""
