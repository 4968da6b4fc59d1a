"""Whether images of children have any part in a case: in an offence, in what is alleged, or in what is feared."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from sjtool.assess.standing import Standing
from sjtool.model.appraisal import Scenario
from sjtool.model.decision import Event, Judgement
from sjtool.model.enquiry import Assessment, EvidenceRecord
from sjtool.model.people import Order, Person, Status
from sjtool.model.record import Record

_IMAGES = re.compile(r"\bimages?\b", re.IGNORECASE)
_KEYS: Mapping[type[Record], tuple[str, ...]] = {
    Status: ("offence_kinds",),
    Order: ("kind",),
    Assessment: ("purpose",),
    EvidenceRecord: ("title", "text", "why_not"),
    Event: ("what", "outcome"),
    Scenario: ("who", "how", "harm"),
    Judgement: ("whom", "nature"),
    Person: ("label",),
}
"""Where a case says what was done or is feared. The questions of an interview are no such place: all are asked them."""


def concerns_images(standing: Standing) -> bool:
    """Whether the case speaks of images, or does not say yet what it is about; a doubt counts as yes."""
    said = [*_words(standing)]
    is_told = any(status.offence_kinds for status in standing.of(Status)) or bool(standing.of(EvidenceRecord))
    return not is_told or any(_IMAGES.search(words) for words in said)


def _words(standing: Standing) -> Iterator[str]:
    for kind, keys in _KEYS.items():
        for record in standing.of(kind):
            for key in keys:
                value = getattr(record, key)
                yield from (value,) if isinstance(value, str) else value or ()
