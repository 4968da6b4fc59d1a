"""A view of a case is worked out once for the same arguments, and never shared between cases."""

from __future__ import annotations

from sjtool.assess.once import once_per_case
from sjtool.assess.standing import Standing
from sjtool.model.case import Case
from sjtool.model.record import Header

CASE = Case("a.toml", Header(format=1, case="a"), (), "0" * 32)


def test_once_for_each_case_and_each_argument() -> None:
    asked: list[tuple[object, ...]] = []

    @once_per_case
    def view(standing: Standing, *args: object, more: str = "") -> tuple[object, ...]:
        asked.append((standing, *args, more))
        return ("worked out", *args, more)

    one, other = Standing(CASE), Standing(CASE)
    rows: list[int] = []
    assert view(one, "a", rows) is view(one, "a", rows)
    assert view(one, "b", rows) == ("worked out", "b", rows, "")
    assert view(one, "a", []) == ("worked out", "a", [], "")
    assert view(one, "a", rows, more="x")[-1] == "x"
    assert view(other, "a", rows) == ("worked out", "a", rows, "")
    assert len(asked) == 5
