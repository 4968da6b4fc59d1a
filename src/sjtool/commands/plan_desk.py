"""What every part of `plan` works with: the case as it stands now, its plan as may be seen here, a way to record."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from shlex import quote

from sjtool import clock
from sjtool.commands.desk import Desk
from sjtool.console import write_out
from sjtool.loader import Loaded
from sjtool.model.record import Record
from sjtool.recording.drafting import Sheet, read_sheets, refuse_strays
from sjtool.recording.plan_rules import check_plan_drafts, complete_plan
from sjtool.report.context import Context
from sjtool.report.plan_view import PlanView, build_view
from sjtool.store.answers import read_answers
from sjtool.store.append import Later, repoint

_KINDS = ("action", "action_update")


class PlanDesk:
    """An officer at the plan of one case. `case` is what they typed to name it."""

    def __init__(self, desk: Desk, case: str) -> None:
        """The case is read now, and again after each record."""
        self.desk, self.case = desk, case
        self.loaded: Loaded = desk.load(case)

    def view(self, *, at_screen: bool | None = None) -> PlanView:
        """The plan now; covert actions only where an officer looks at a terminal."""
        if at_screen is None:
            at_screen = sys.stderr.isatty()
        menu = self.desk.library.menu("plan-prompts")
        titles = {entry.id: entry.title for entry in menu.entry}
        context = Context(self.loaded, clock.today(), reveal=False, for_author=True, as_at="", recipient="", access=())
        return build_view(context, quote(self.case), titles, at_screen=at_screen)

    def record(self, given: Sequence[Sheet]) -> list[Record]:
        """Check drafts of actions and news, and append them with the menus they use, all or none."""
        sheets = complete_plan(self.loaded, given)
        check_plan_drafts(self.loaded, sheets, self.desk.officer)
        refs = dict.fromkeys(str(sheet.draft.keys.get("menu_entry", "")).partition("/")[0] for sheet in sheets)
        pins = [pin for ref in refs if ref for pin in self.desk.pins(self.loaded, ref)]
        moved = {n: Later(n + len(pins)) for n in range(len(sheets))}
        records = self.desk.append(self.loaded.path, [*pins, *(repoint(sheet.draft, moved) for sheet in sheets)])
        self.loaded = self.desk.load(self.case)
        return [record for record in records if record.kind_name != "template"]


def read_plan_answers(named: str) -> list[Sheet]:
    """The actions and the news of a file, in its order. Raises SjtoolError with every problem."""
    answers = read_answers(named, "action")
    refuse_strays(answers, "action")
    return read_sheets(answers, _KINDS)


def tell_saved(records: Sequence[Record], *, as_json: bool) -> None:
    """Everything that one run saved, as JSON for scripts where asked: ids only, never words."""
    if as_json:
        write_out(json.dumps({"saved": [{"kind": record.kind_name, "id": record.id} for record in records]}))
