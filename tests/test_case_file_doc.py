"""The manual of record keys: complete, printed as it is, usable as a form, and its examples sound."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest

from sjtool.ask.fields import fields_for
from sjtool.ask.form import Field, read_answer
from sjtool.model.decision import Judgement
from sjtool.model.kinds import KINDS, VICTIM_KINDS
from sjtool.model.manual import KIND_NOTES, MANUAL
from sjtool.model.manual_key import LEDGER_KEYS, read_shapes
from sjtool.model.record import Header, Record
from sjtool.store.answers import parse_answers, read_typed

ROOT = Path(__file__).resolve().parent.parent
ALL_KINDS = KINDS | VICTIM_KINDS
MODELS: dict[str, type[Record]] = {**ALL_KINDS, "first": Judgement, "final": Judgement}
EXAMPLE = re.compile(r"^```(toml|json|csv)\n(.*?)^```", re.DOTALL | re.MULTILINE)
EXAMPLES = EXAMPLE.findall((ROOT / "docs/answers.md").read_text("utf-8"))
CSV_DEFAULT = "rating"
SAMPLES = {"line": "a-001", "text": "Words, with a comma", "date": "2 March 2026", "yes_no": "n", "number": "2"}


def _tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_case_file_doc", ROOT / "tools/make_case_file_doc.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_page_is_what_the_tool_makes() -> None:
    made = _tool().make_doc()
    assert (ROOT / "docs/case-file.md").read_bytes().decode("utf-8") == made, "run  python tools/make_case_file_doc.py"


def test_the_page_describes_every_key_of_the_header_and_of_every_record() -> None:
    tool = _tool()
    assert set(tool.HEADER_NOTES) == set(Header.model_fields)
    assert set(tool.LEDGER_NOTES) == set(LEDGER_KEYS) == set(Record.model_fields)


def test_the_manual_names_every_kind_and_no_other() -> None:
    assert set(MANUAL) == set(KIND_NOTES) == set(ALL_KINDS)
    assert all(note.endswith(".") for note in KIND_NOTES.values())


@pytest.mark.parametrize("kind", ALL_KINDS)
def test_the_manual_names_every_key_of_a_kind_and_no_other(kind: str) -> None:
    model = ALL_KINDS[kind]
    keys = [info.alias or name for name, info in model.model_fields.items() if name not in LEDGER_KEYS]
    assert list(MANUAL[kind]) == keys
    assert list(read_shapes(model)) == keys
    assert set(model.needs) <= set(keys)
    for note in MANUAL[kind].values():
        assert note.prompt
        assert note.help.endswith((".", "?"))


def _sample(field: Field) -> str:
    if field.key == "grade":
        return "2BP"
    if field.choices:
        return "1"
    return SAMPLES.get(field.kind, "e-001; e-002")


@pytest.mark.parametrize("kind", ALL_KINDS)
def test_what_a_form_takes_is_what_the_record_takes(kind: str) -> None:
    fields = fields_for(kind)
    table: dict[str, object] = {"id": "x-001"}
    for field in fields:
        value, trouble = read_answer(field, _sample(field))
        assert not trouble, field.key
        table[field.key] = value
    if kind == "response":
        table.pop("missing")
    model = ALL_KINDS[kind]
    model.model_validate(table)
    assert {f.key for f in fields if f.required} == set(model.needs) & {f.key for f in fields}


def test_keys_that_only_sjtool_fills_in_are_not_asked() -> None:
    assert "head" not in {field.key for field in fields_for("signature")}
    assert "ended_at" not in {field.key for field in fields_for("session_end")}
    assert "interval" not in {field.key for field in fields_for("tool_result")}


def test_fields_leave_out_what_is_skipped_and_speak_in_words() -> None:
    by_key = {field.key: field for field in fields_for("assessment", skip=("asked_by",))}
    assert "asked_by" not in by_key
    assert "lead agency change" in [choice.title for choice in by_key["trigger"].choices]
    assert by_key["purpose"].kind == "text"
    assert by_key["opened_on"].kind == "date"


def test_why_evidence_was_not_obtained_is_asked_only_then() -> None:
    why_not = next(field for field in fields_for("evidence") if field.key == "why_not")
    assert why_not.wanted({"obtained": False})
    assert not why_not.wanted({"obtained": True})
    assert not why_not.wanted({})


def test_there_are_examples_in_all_three_formats() -> None:
    assert {language for language, _text in EXAMPLES} == {"toml", "json", "csv"}


@pytest.mark.parametrize(("language", "text"), EXAMPLES)
def test_every_example_of_an_answers_file_has_keys_and_values_the_records_take(language: str, text: str) -> None:
    answers = parse_answers(text.encode("utf-8"), f"example.{language}", CSV_DEFAULT)
    for kind, tables in answers.tables.items():
        for table in tables:
            typed = read_typed(MODELS[kind], table, typed_text=answers.is_typed_text)
            MODELS[kind].model_validate({"id": "x-001"} | typed)


@pytest.mark.parametrize(("language", "text"), EXAMPLES)
def test_every_example_pointer_leads_to_a_table_of_its_file(language: str, text: str) -> None:
    count = parse_answers(text.encode("utf-8"), f"example.{language}", CSV_DEFAULT).count()
    assert all(int(number) < count for number in re.findall(r'"\+(\d+)"', text))
