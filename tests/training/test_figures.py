"""Figures of agreement against published worked examples."""

from __future__ import annotations

import sys

import pytest

from sjtool.errors import SjtoolError
from sjtool.training.figures import find_alpha, find_interval, find_kappa, share_agreeing

N = None
# Krippendorff (2011), Computing Krippendorff's alpha-reliability, section D: four observers, twelve units, five values.
KRIPPENDORFF = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, N, N, N],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, N, 3],
    [N, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, N],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, N],
]
ROWS = [tuple(None if value is None else value - 1 for value in unit) for unit in zip(*KRIPPENDORFF, strict=True)]


def test_alpha_of_the_example_of_its_author() -> None:
    """Printed there as .815 (ordinal)."""
    found = find_alpha(ROWS, 5)
    assert found is not None
    assert round(found, 3) == 0.815


def test_alpha_by_hand_of_a_small_table() -> None:
    """Two raters, three units: (0,0), (0,1), (1,1). Of six values three are 0 and three 1, so every distance is one.

    Observed disagreement 2/6; expected 2*3*3/(6*5) = 18/30; alpha = 1 - (1/3)/(3/5) = 4/9.
    """
    found = find_alpha([(0, 0), (0, 1), (1, 1)], 2)
    assert found == pytest.approx(4 / 9)


def test_missing_labels_and_things_only_one_rated_are_left_out() -> None:
    assert find_alpha([*ROWS, (None, None, None, 2)], 5) == find_alpha(ROWS, 5)


@pytest.mark.parametrize("rows", [[], [(0, 1)], [(0, 0), (0, 0)], [(None, 1), (1, None)]])
def test_nothing_is_said_where_nothing_can_be(rows: list[tuple[int | None, ...]]) -> None:
    assert find_alpha(rows, 3) is None
    assert find_interval(rows, 3) is None


def test_the_share_of_pairs_that_agree() -> None:
    assert share_agreeing([(0, 0, 1), (1, None, 1)]) == pytest.approx(2 / 4)
    assert share_agreeing([(0, None)]) is None


def test_the_interval_holds_the_figure_and_is_the_same_each_time() -> None:
    alpha, found = find_alpha(ROWS, 5), find_interval(ROWS, 5, resamples=500)
    assert alpha is not None
    assert found is not None
    assert found.low < alpha < found.high
    assert found == find_interval(ROWS, 5, resamples=500)
    assert found != find_interval(ROWS, 5, resamples=500, seed=2)


def test_of_few_things_there_is_no_interval() -> None:
    assert find_interval([(0, 0), (0, 1), (1, 1)], 2) is None


def test_kappa_by_hand_of_a_small_table() -> None:
    """One step apart in one of four pairs: observed 1/4.

    Expected from the margins 1, 2, 1 and 2, 1, 1: the sum of steps times margins is
    1*(0*2+1*1+2*1) + 2*(1*2+0*1+1*1) + 1*(2*2+1*1+0*1) = 3 + 6 + 5 = 14, so 14/16; kappa = 1 - (1/4)/(14/16) = 5/7.
    """
    assert find_kappa([(0, 0), (1, 0), (1, 1), (2, 2)], 3) == pytest.approx(5 / 7)


def test_kappa_of_two_radiologists() -> None:
    """85 xerograms, labels in order: the example of the Stata reference manual (kappa), printed there as 0.5684."""
    table = [[21, 12, 0, 0], [4, 17, 1, 0], [3, 9, 15, 2], [0, 0, 0, 1]]
    rows = [(one, other) for one, line in enumerate(table) for other, count in enumerate(line) for _ in range(count)]
    found = find_kappa(rows, 4)
    assert len(rows) == 85
    assert found is not None
    assert round(found, 4) == 0.5684


def test_no_kappa_of_one_pair_or_one_label() -> None:
    assert find_kappa([(0, 1)], 2) is None
    assert find_kappa([(0, 0), (0, 0)], 2) is None


@pytest.mark.parametrize("work", [lambda: find_alpha(ROWS, 5), lambda: find_kappa([(0, 1), (1, 1)], 2)])
def test_without_the_extra_it_is_said_what_to_install(work: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "krippendorff", None)
    with pytest.raises(SjtoolError) as told:
        work()  # type: ignore[operator]
    assert told.value.problems[0].fix == "pip install 'sjtool[training]'"
