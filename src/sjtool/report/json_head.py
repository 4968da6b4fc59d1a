"""How what sjtool prints for scripts begins: which published schema it follows, and in which version.

A version goes up where a key is taken away, or comes to mean something else; a key more is no new version.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

VERSION = 1


def headed(name: str, data: Mapping[str, Any]) -> dict[str, Any]:
    """`data` with the name of its schema first: `sjtool schema NAME` prints it."""
    return {"schema": f"sjtool-{name}", "version": VERSION, **data}
