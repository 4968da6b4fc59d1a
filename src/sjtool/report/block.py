"""The decorator of what a report is made of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar, dataclass_transform

T = TypeVar("T")


@dataclass_transform(frozen_default=True)
def block(made_of: type[T]) -> type[T]:
    """A frozen dataclass to the type checker; while it runs nothing watches over it.

    A report has over a thousand blocks, and freezing each makes it twice as slow to make.
    """
    return dataclass(unsafe_hash=True)(made_of)
