"""What tests of training share: the templates, read once, and cases made and read back with the real loader."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from sjtool.loader import Loaded, load_case
from sjtool.store.library import Library
from sjtool.training.case import Made, Order, make_case
from sjtool.training.features import read_features
from sjtool.training.shelf import Shelf


@pytest.fixture(scope="session")
def shelf() -> Shelf:
    return Shelf(Library())


@pytest.fixture
def make(shelf: Shelf) -> Callable[..., Made]:
    """`make("woman,refusals=2", seed=3)` gives one invented case as bytes."""

    def build(features: str = "", seed: int = 1, number: int = 1, flaw: str = "", records: int = 300) -> Made:
        return make_case(shelf, Order(seed, read_features(features), records=records), number, flaw)

    return build


@pytest.fixture
def load(make: Callable[..., Made], shelf: Shelf, tmp_path: Path) -> Callable[..., Loaded]:
    """The same, written to a file and read as any case is."""

    def read(features: str = "", seed: int = 1, number: int = 1, records: int = 300) -> Loaded:
        made = make(features, seed, number, records=records)
        path = tmp_path / f"{made.name}.toml"
        path.write_bytes(made.case)
        path.with_name(f"{made.name}.victims.toml").write_bytes(made.victims)
        loaded, problems = load_case(path, shelf.library)
        assert problems == []
        return loaded

    return read
