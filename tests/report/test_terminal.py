"""At a terminal: the words of the plain text, with weight; brackets stay brackets."""

from __future__ import annotations

import io
import re
from typing import Any

import pytest

from sjtool.report import as_terminal, as_text


def shown(report: Any, width: int) -> str:
    file = io.StringIO()
    as_terminal.show(report, width, file)
    return file.getvalue()


@pytest.mark.parametrize("width", [60, 80, 120])
def test_without_its_codes_it_is_the_plain_text(judged: Any, width: int) -> None:
    report = judged.report()
    bare = re.sub(r"\x1b\[[0-9;]*m", "", shown(report, width))
    assert [line.rstrip() for line in bare.split("\n")] == as_text.render(report, width).split("\n")


def test_levels_have_weight(judged: Any) -> None:
    assert re.search(r"\x1b\[1mHIGH", shown(judged.report(), 80))


def test_officers_words_are_never_markup(builder: Any) -> None:
    case = builder(parts=1)
    purpose = "[mother] said [/] :warning: [link=http://example.org]here[/link]"
    case.add("assessment", opened_on="2026-03-02", trigger="review", purpose=purpose)
    assert purpose in shown(case.report(), 120)
