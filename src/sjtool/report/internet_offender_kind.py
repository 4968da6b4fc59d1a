"""What kind of case the form is filled for: whether an offence or an allegation online, or of images, is recorded.

Looked at are offences, orders by name, events of offending, interview sets, tools and sheets. Free words elsewhere are
not: a word in a rationale makes nobody somebody who offended online.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sjtool.assess.judging import instrument_id
from sjtool.model.appraisal import ToolResult
from sjtool.model.decision import Event
from sjtool.model.enquiry import Session
from sjtool.model.people import Order, Status
from sjtool.report.context import Context

ONLINE = "Assessment of a person who offended online"
SUSPECTED = "Assessment of a person suspected of an offence online"
PLAIN = "Assessment for conference or court"
NOT_ONLINE = (
    "This follows the form of the North Wales protocol (June 2018, Appendix 7), which is made for people who offended "
    "online. None of the offences, orders, tools and interviews recorded in this case is about an offence of that kind."
)
_IMAGES = re.compile(r"\b(?:images?|photographs?|pseudo-?photographs?)\b", re.IGNORECASE)
_ONLINE = re.compile(
    r"\b(?:online|internet|download\w*|webcam|live-?stream\w*|sexual communication|cyber\w*|social media)\b",
    re.IGNORECASE,
)
_SETS = frozenset({"cport-inputs", "casic-inputs"})
_TOOLS = frozenset({"cport", "casic", "kirat"})
"""Sets and tools for offences of images alone. What is put to anybody (section 12, the predictors) tells nothing."""
_SHEET = "key-areas"


def find_title(context: Context) -> str:
    """What this report is called: by the source's form where the case is of that kind, else by what it is used for."""
    if not is_online(context):
        return PLAIN
    subject = context.standing.subject
    return SUSPECTED if subject and subject.standing == "suspect" else ONLINE


def is_online(context: Context) -> bool:
    """Whether anything recorded is an offence or an allegation online, images among them."""
    return is_of_images(context) or any(_ONLINE.search(words) for words in _offences(context))


def is_of_images(context: Context) -> bool:
    """Whether anything recorded is an offence or an allegation of images."""
    standing = context.standing
    if any(_IMAGES.search(words) for words in _offences(context)):
        return True
    sets = {(one.set or "").partition("@")[0] for one in standing.of(Session)}
    tools = {instrument_id(one) for one in standing.of(ToolResult)}
    rated = {ref.partition("@")[0] for ref, views in context.lens.views.items() if any(one.latest for one in views)}
    return bool(sets & _SETS or tools & _TOOLS or _SHEET in rated)


def _offences(context: Context) -> Iterator[str]:
    """Offences by name, orders by name without their terms, and what was recorded as an offence that happened."""
    for status in context.standing.of(Status):
        yield from status.offence_kinds
    for order in context.standing.of(Order):
        yield (order.kind or "").partition(":")[0]
    for event in context.standing.of(Event):
        if event.kind == "sexual-offence":
            yield event.what or ""
