"""The words of a template in another language: a side file keyed by item, with the hash of the English line.

A line whose English has changed since is stale, and English is shown in its place. A language file pins nothing and
changes no hash: the template it belongs to stays as published.
"""

from __future__ import annotations

from typing import Literal

from sjtool.model.template_part import Standing, TemplatePart

Language = Literal["cy"]
LANGUAGES: dict[Language, str] = {"cy": "Cymraeg (Welsh)"}
LineKey = Literal["title", "ask", "ask_partner", "ask_carer", "option", "follow_up", "label", "text"]


class LanguageHead(TemplatePart):
    """Which template it belongs to, in which language, and who translated it."""

    of: str
    language: Language
    translator: str
    translated_on: str
    standing: Standing
    standing_note: str


class Line(TemplatePart):
    """One text of the template in the other language.

    `item` is an item, factor or entry (`item/part` for a part, `scale/label` for a label of a scale); `at` numbers
    options and follow-ups from 1; `english` are the first 16 hex digits of the SHA-256 of the English text.
    """

    item: str
    key: LineKey
    at: int | None = None
    english: str
    text: str


class LanguageFile(TemplatePart):
    """All lines of one template in one language."""

    language: LanguageHead
    line: tuple[Line, ...] = ()
