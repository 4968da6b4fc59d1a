"""The words of a set in another language, line by line; where a line is missing or stale, English, and it shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from sjtool.assess.language import Coverage, Spot
from sjtool.model.language import LineKey


@dataclass(frozen=True)
class Speech:
    """The lines that may be shown, and how much of the set they are. Without a language it is English throughout."""

    name: str = ""
    lines: Mapping[Spot, str] = field(default_factory=dict)
    coverage: Coverage | None = None

    def say(self, item: str, key: LineKey, english: str, at: int = 0) -> tuple[str, bool]:
        """A text in the language, and whether it is so; else the English."""
        found = self.lines.get((item, key, at))
        return (found, True) if found else (english, False)

    def tell(self) -> str:
        """What an officer must know before they begin: how much there is, and what happens where there is none."""
        if self.coverage is None:
            return ""
        stale = f", {self.coverage.stale} out of date" if self.coverage.stale else ""
        return (
            f"{self.name}: {self.coverage.current} of {self.coverage.total} lines{stale}. Where there is none the "
            "question stands in English and says so. Notes on conduct are in English."
        )


ENGLISH = Speech()
