"""Whether a menu is fit to be used: every entry with its source, each group with something in it."""

from __future__ import annotations

from collections.abc import Iterator

from sjtool.assess.lint_part import Finding, blank, cited, duplicates, grouped
from sjtool.model.template import Menu


def lint_menu(template: Menu, sources: set[str]) -> Iterator[Finding]:
    """Every fault of a menu."""
    yield from duplicates("entry", [entry.id for entry in template.entry])
    yield from grouped("entry", [group.id for group in template.group], [entry.group for entry in template.entry])
    for n, group in enumerate(template.group):
        yield from cited(("group", n), group.source, group.pinpoint, sources)
    for n, entry in enumerate(template.entry):
        yield from cited(("entry", n), entry.source, entry.pinpoint, sources)
        yield from blank(("entry", n), {"title": entry.title, "text": entry.text})
        if template.set.use == "fill" and not entry.ask:
            yield ("entry", n, "ask"), "a heading to be filled in says nothing to write", "add  ask = [ … ]"
