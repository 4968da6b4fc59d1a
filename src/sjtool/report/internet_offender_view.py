"""What every heading of the assessment for conference or court is filled from: the case, the outline, the screen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from sjtool.assess.family_plan import is_of_outline
from sjtool.model.appraisal import Narrative
from sjtool.model.menu import Entry, Menu
from sjtool.model.people import Person
from sjtool.report.context import Context
from sjtool.report.internet_offender_kind import is_of_images, is_online
from sjtool.report.internet_offender_screen import NOT_PRINTED, Screen
from sjtool.report.report import Block, Note, Paragraph
from sjtool.report.wording import is_guarded

OUTLINE = "internet-offender-assessment"
_KEPT_OWN = (
    "A passage written for this heading is kept apart: it names somebody, or repeats words, not meant for this report."
)


@dataclass(frozen=True)
class View:
    """One case as this report sees it, and the outline whose headings it fills."""

    context: Context
    screen: Screen
    menu: Menu

    @cached_property
    def is_online(self) -> bool:
        """Whether anything recorded is an offence or an allegation online."""
        return is_online(self.context)

    @cached_property
    def is_of_images(self) -> bool:
        """Whether anything recorded is an offence or an allegation of images."""
        return is_of_images(self.context)

    @cached_property
    def people(self) -> tuple[Person, ...]:
        """Everybody but the person under assessment and professionals, in the order of the file."""
        standing, subject = self.context.standing, self.context.standing.subject
        return tuple(
            one
            for one in standing.of(Person)
            if set(one.roles) != {"professional"} and not (subject and standing.same(one.id, subject.id))
        )

    @property
    def open_people(self) -> tuple[Person, ...]:
        """Those of them of whom more than the label may be printed."""
        return tuple(one for one in self.people if not is_guarded(one))

    def is_subject(self, name: str) -> bool:
        """Whether an id is that of the person under assessment, of whom more than the label may be printed."""
        subject = self.context.standing.subject
        return subject is not None and not is_guarded(subject) and self.context.standing.same(name, subject.id)

    def gap(self, what: str, command: str = "") -> Note:
        """What is not recorded, in one calm line; at the officer's screen with what to type."""
        typed = f"  {self.command(command)}" if command and self.context.for_author else ""
        return Note(f"Not recorded: {what}.{typed}", "gap")

    def command(self, words: str) -> str:
        """`rate CASE acute` as it is typed for this case."""
        return self.context.lens.command(words)

    def screened(self, blocks: Iterable[Block], about: str = "") -> Iterator[Block]:
        """Blocks as the reader of this report may have them."""
        return self.screen.blocks(blocks, about)

    def passages(self, entry: Entry) -> tuple[Narrative, ...]:
        """What the author wrote for a heading: by its title, or by any version of the outline and its id."""
        return tuple(one for one in self._narratives if self.belongs(one, entry))

    @cached_property
    def _narratives(self) -> tuple[Narrative, ...]:
        context = self.context
        return tuple(one for one in context.standing.of(Narrative) if context.of_assessment(one) and one.text)

    @cached_property
    def claimed(self) -> frozenset[str]:
        """Headings of passages that stand under one of this outline's own."""
        return frozenset(
            one.heading or "" for one in self._narratives if any(self.belongs(one, entry) for entry in self.menu.entry)
        )

    @staticmethod
    def belongs(passage: Narrative, entry: Entry) -> bool:
        """Whether a passage was written for a heading."""
        heading = " ".join((passage.heading or "").split()).casefold()
        outline, _slash, part = heading.partition("/")
        return heading == entry.title.casefold() or (outline.partition("@")[0] == OUTLINE and part == entry.id)

    def own_words(self, entry: Entry) -> Iterator[Block]:
        """The author's own words under a heading: written for this report, so only the guard is held against them."""
        for one in self.passages(entry):
            text, basis = one.text or "", self.context.recorded(one)
            if not self.screen.keeps_own(text):
                yield Paragraph(text, "opinion", basis)
                continue
            yield Note(_KEPT_OWN, "gap")
            self.screen.kept.append((one.id, ""))
            if self.context.for_author:
                yield Paragraph(f"{NOT_PRINTED}{text}", "opinion", basis)

    @property
    def other_passages(self) -> tuple[Narrative, ...]:
        """Passages that were written for the summary, or for no heading that is known here."""
        return tuple(
            one for one in self._narratives if one.heading not in self.claimed and not is_of_outline(one.heading)
        )
