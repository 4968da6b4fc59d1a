"""What every report of one case has around its sections: whose it is, how it is marked, how it stands, its head."""

from __future__ import annotations

from collections.abc import Iterable

from sjtool.report.context import Context
from sjtool.report.gist import Gist
from sjtool.report.report import Report, Section, Status
from sjtool.report.signing_words import say_status
from sjtool.report.wording import say_code


def make_report(
    context: Context,
    name: str,
    title: str,
    handling: str,
    sections: Iterable[Section],
    *,
    warnings: Iterable[str] = (),
    status: Status | None = None,
    gist: Gist | None = None,
) -> Report:
    """A report of the case that a context looks at; draft or signed in a few words, unless `status` says more."""
    loaded, subject = context.loaded, context.standing.subject
    standing = f", {say_code(subject.standing)}" if subject and subject.standing else ""
    return Report(
        name=name,
        title=title,
        case=loaded.name,
        subject=f"{subject.label or subject.id}{standing}" if subject else "nobody recorded",
        marking=loaded.case.header.marking,
        handling=handling,
        training=loaded.case.header.training,
        status=status or Status(context.signing.state, say_status(context.standing, context.signing)),
        warnings=tuple(warnings),
        head=loaded.case.head,
        built_on=context.built_on,
        as_at=context.as_at,
        recipient=context.recipient,
        gist=gist,
        sections=tuple(sections),
    )
