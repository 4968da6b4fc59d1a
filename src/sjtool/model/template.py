"""What a template may contain: question sets, factor sets, menus, instrument passports, marks, clocks.

A template is data that a force may replace; these models are its whole grammar. Unknown keys are refused so that a
misspelt key is found at once. Whether the content is good (a source on everything, no blank wording) is left to
`assess/lint.py`.
"""

from collections.abc import Mapping

from sjtool.model.clocks import Clock, ClockSet, ClockSetHead, Holiday
from sjtool.model.factor_set import Factor, FactorGroup, FactorSet, FactorSetHead, Label, RatedPer, Scale
from sjtool.model.instrument import Evidence, Instrument, InstrumentHead, LevelMap, ResultScale
from sjtool.model.menu import Entry, EntryGroup, Menu, MenuHead, MenuUse, Pillar
from sjtool.model.question_set import (
    AppliesIf,
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

Template = QuestionSet | FactorSet | Instrument | MarkSet | Menu | ClockSet
TEMPLATES: Mapping[str, type[Template]] = {
    "question-set": QuestionSet,
    "factor-set": FactorSet,
    "instrument": Instrument,
    "marks": MarkSet,
    "menu": Menu,
    "clocks": ClockSet,
}
"""What each kind of template is read as, by the word that stands as `kind` under [set]."""

__all__ = [
    "TEMPLATES",
    "AnswerKind",
    "AppliesIf",
    "AskedOf",
    "Clock",
    "ClockSet",
    "ClockSetHead",
    "CompareKind",
    "Conduct",
    "Construct",
    "Credit",
    "Entry",
    "EntryGroup",
    "Evidence",
    "Factor",
    "FactorGroup",
    "FactorSet",
    "FactorSetHead",
    "Holiday",
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
    "Menu",
    "MenuHead",
    "MenuUse",
    "Part",
    "Pillar",
    "QuestionSet",
    "QuestionSetHead",
    "RatedPer",
    "ResultScale",
    "Scale",
    "Source",
    "Standing",
    "Template",
    "TemplatePart",
    "Wording",
]
