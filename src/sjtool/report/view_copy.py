"""A case cut down to what one reader may be given, before anything is built from it."""

from __future__ import annotations

from dataclasses import replace

from sjtool.assess.seen_by import View, see_as
from sjtool.assess.standing import Standing
from sjtool.report.context import Context
from sjtool.report.view_recipient import refuse_recipient


def limit(context: Context, view: View) -> Context:
    """The same context for the reader of a view; the officer's own view stays as it is.

    Raises SjtoolError where it is made out to somebody of the case whom it is not for.

    Whether tool levels are hidden is a matter of the case as it is, and a copy for somebody else is never the author's.
    """
    if view == "officer":
        return context
    whole = context.loaded
    refuse_recipient(whole, view, context.recipient)
    seen = see_as(whole.standing, view)
    case = seen.case
    loaded = replace(whole, case=case, standing=Standing(case), hides_now=whole.hides_levels)
    access = () if view == "person" else context.access
    return replace(context, loaded=loaded, for_author=False, access=access, seen=seen, whole=whole)
