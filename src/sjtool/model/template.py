"""What a template may contain: question sets, factor sets, instrument passports, marks.

A template is data that a force may replace; these models are its whole grammar. Unknown keys are refused so that a
misspelt key is found at once. Whether the content is good (a source on everything, no blank wording) is left to
`assess/lint.py`.
"""

from __future__ import annotations

from sjtool.model.factor_set import Factor, FactorSet, FactorSetHead, Label, Scale
from sjtool.model.instrument import Evidence, Instrument, InstrumentHead, LevelMap, ResultScale
from sjtool.model.question_set import (
    Conduct,
    Credit,
    Item,
    ItemMark,
    Mark,
    MarkSet,
    MarkSetHead,
    Part,
    QuestionSet,
    QuestionSetHead,
    Wording,
)
from sjtool.model.template_part import (
    AnswerKind,
    AskedOf,
    CompareKind,
    Construct,
    LevelWord,
    MarkKind,
    Source,
    Standing,
    TemplatePart,
)

Template = QuestionSet | FactorSet | Instrument | MarkSet

__all__ = [
    "AnswerKind",
    "AskedOf",
    "CompareKind",
    "Conduct",
    "Construct",
    "Credit",
    "Evidence",
    "Factor",
    "FactorSet",
    "FactorSetHead",
    "Instrument",
    "InstrumentHead",
    "Item",
    "ItemMark",
    "Label",
    "LevelMap",
    "LevelWord",
    "Mark",
    "MarkKind",
    "MarkSet",
    "MarkSetHead",
    "Part",
    "QuestionSet",
    "QuestionSetHead",
    "ResultScale",
    "Scale",
    "Source",
    "Standing",
    "Template",
    "TemplatePart",
    "Wording",
]
