"""How coded words are written for people."""

from __future__ import annotations

import pytest

from sjtool.report.wording import say_key


@pytest.mark.parametrize(
    ("key", "label"),
    [
        ("mappa_category", "MAPPA category"),
        ("visor_reference", "ViSOR reference"),
        ("lawful_basis", "Lawful basis"),
        ("title", "Title"),
    ],
)
def test_a_key_is_a_label_with_names_spelt_as_the_field_spells_them(key: str, label: str) -> None:
    assert say_key(key) == label
