"""One thing that is wrong, where it is, why it matters and what to type to mend it.

A problem is a value: reading a file collects them and goes on. `excerpt` is the only part that may hold words from a
case, so that batch output can leave it out.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Place:
    """A spot in a file; line 0 stands for the file as a whole."""

    path: str
    line: int = 0

    def __str__(self) -> str:
        """The form editors and terminals can jump to."""
        return f"{self.path}:{self.line}" if self.line else self.path


@dataclass(frozen=True)
class Problem:
    """A finding in a file."""

    code: str
    place: Place
    what: str
    why: str
    fix: str
    excerpt: str = ""
    severity: str = "error"

    def render(self, *, with_excerpt: bool = True) -> str:
        """Place, what, excerpt, why and fix, in that order; the first line can be searched for."""
        lines = [f"{self.place}: {self.severity}[{self.code}]: {self.what}"]
        if with_excerpt and self.excerpt:
            lines.append(f"  {self.place.line} | {self.excerpt}" if self.place.line else f"  | {self.excerpt}")
        lines.append(f"  why: {self.why}")
        lines.append(f"  fix: {self.fix}")
        return "\n".join(lines)


def with_article(noun: str) -> str:
    """A kind of thing with the article it takes: `an event`, `a rating`."""
    return f"{'an' if noun[:1].casefold() in set('aeiou') else 'a'} {noun}"
