"""Work a view of a case out once: the summary, the gaps and the checks ask for the same ones again and again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from sjtool.assess.standing import Standing

P = ParamSpec("P")
T = TypeVar("T")


def once_per_case(view: Callable[Concatenate[Standing, P], T]) -> Callable[Concatenate[Standing, P], T]:
    """Remember what a pure view of a case came to, for as long as that case is held.

    Arguments are told apart by value where they are words, numbers or days, else by which object they are; what was
    worked out is shared, so nobody may change it.
    """

    @wraps(view)
    def worked_out(standing: Standing, /, *args: P.args, **kwargs: P.kwargs) -> T:
        given = (*args, *kwargs.values())
        key = (view, *kwargs, *(arg if isinstance(arg, str | int | date | None) else id(arg) for arg in given))
        found = standing.worked_out.get(key)
        if found is None:
            found = standing.worked_out[key] = (view(standing, *args, **kwargs), given)  # the objects, so ids stay
        result: T = found[0]
        return result

    return worked_out
