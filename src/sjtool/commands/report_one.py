"""Carry out an order for the report of one case: to a file, or for whoever sits here."""

from __future__ import annotations

import sys

from sjtool import clock
from sjtool.commands.desk import Desk
from sjtool.commands.report_files import Targets
from sjtool.commands.report_manifest import hash_file
from sjtool.commands.report_noted import write_noted
from sjtool.commands.report_order import Order
from sjtool.commands.report_view import tell_restricted, tell_unnamed
from sjtool.commands.report_work import Work
from sjtool.console import say, say_wrapped, screen_width, wants_colour
from sjtool.errors import usage
from sjtool.report.formats import BINARY
from sjtool.status import ExitStatus
from sjtool.store.durable import remove_stale


def print_one(order: Order, case: str, *, tells_unnamed: bool = True) -> ExitStatus:
    """One case; what is wrong with it is told in full. `tells_unnamed` where a recipient could have been named."""
    targets = Targets(order.out, order.form, is_batch=False, named=order.named) if order.out else None
    if not targets:
        _refuse_at_terminal(order)
    work = Work(order)
    source = hash_file(str(work.desk.find_case(case)))  # before it is read: what changes meanwhile is printed again
    loaded = work.load(case)
    report = work.build(loaded)
    tell_restricted(loaded, order)
    content = b"" if not targets and order.form == "text" and wants_colour() else work.render(report)
    if tells_unnamed:
        tell_unnamed(order)
    for words in report.told:
        say_wrapped(f"note: {words}", "  ")
    if targets:
        target = targets.place(loaded.name)
        if targets.folder:
            write_noted(work, loaded, content, target, source)
        else:
            remove_stale(target)
            work.write(loaded, content, target)
        say(f"Written: {target}")
        return ExitStatus.OK
    if not content:
        from sjtool.report import as_terminal

        work.log(loaded)
        as_terminal.show(report, order.width, sys.stdout)
        return ExitStatus.OK
    work.log(loaded)
    _put_out(order, content)
    return ExitStatus.OK


def show_report(desk: Desk, named: str, case: str) -> ExitStatus:
    """A report for whoever sits here, from within another command; logged like any other."""
    order = Order(
        by=desk.known_officer or "",
        templates=desk.templates,
        named=named,
        form="text",
        out="",
        width=screen_width(),
        as_at="",
        given_to="" if sys.stdout.isatty() else "not stated",
        today=clock.today(),
        at_terminal=sys.stdout.isatty(),
    )
    return print_one(order, case, tells_unnamed=False)


def _put_out(order: Order, content: bytes) -> None:
    """On stdout, as text where it is text."""
    if order.form in BINARY:
        sys.stdout.flush()
        sys.stdout.buffer.write(content)
    else:
        sys.stdout.write(content.decode("utf-8"))


def _refuse_at_terminal(order: Order) -> None:
    if order.form in BINARY and order.at_terminal:
        raise usage(
            "not-for-a-terminal",
            f"a terminal cannot show {order.form}",
            "its bytes would only confuse the screen",
            f"--out FILE.{order.form}",
        )
