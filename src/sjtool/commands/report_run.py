"""Carry out an order for reports of one case or of many: what is wrong with one never stops the others."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from sjtool.commands.report_files import check_out
from sjtool.commands.report_manifest import manifest_name
from sjtool.commands.report_order import Order
from sjtool.commands.report_tally import Run, Tally
from sjtool.commands.report_work import Job, Made
from sjtool.commands.report_written import Written
from sjtool.commands.stopping import settle_ends
from sjtool.errors import usage
from sjtool.report.formats import PAGES
from sjtool.status import ExitStatus
from sjtool.store.durable import hold_folder


def print_many(order: Order, cases: Sequence[str], run: Run) -> ExitStatus:
    """Every case that can be printed, then one line on how it went."""
    if order.out:
        folder = check_out(order.out, is_batch=True) or Path(order.out)
        with hold_folder(folder / manifest_name(run.shard)):
            settle_ends(f"the same command {'without --anew ' if run.anew else ''}goes on")
            return Written(order, cases, run).go()
    if order.form in PAGES:
        raise usage(
            "pages-need-a-folder",
            f"several reports in {order.form} cannot be printed one after another",
            "each of them is a document of its own",
            "--out FOLDER",
        )
    settle_ends("what was printed is not all of it, and the same command begins again")
    return _Printed(order, cases, run).go()


class _Printed(Tally):
    """Reports that go to stdout, one after another; JSON as one list, or one case a line."""

    def go(self) -> ExitStatus:
        joins = self.order.form == "json" and not self.order.on_one_line
        printed = 0
        self.find_twins()
        for case, problems in self.twins.items():
            self.count(Made(case, "failed", problems=problems))
        for made in self.share([Job(case) for case in self.cases if case not in self.twins]):
            self.count(made)
            if made.state == "printed":
                lead = ("," if printed else "[") if joins else ""
                gap = "\n" if lead or (printed and not self.order.on_one_line) else ""
                sys.stdout.write(f"{lead}{gap}{made.content.decode('utf-8')}")
                printed += 1
        if joins:
            sys.stdout.write("]\n" if printed else "[]\n")
        return self.finish()
