"""Invented names for people, places and agencies: the same for the same key, and none that a case already holds.

Nobody and no place is meant. Names are dealt out in an order that follows from the key.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from typing import Literal

Pool = Literal["surname", "forename", "place", "agency"]
_POOLS: dict[Pool, tuple[str, ...]] = {
    "surname": (
        "Abberlane", "Bellisstow", "Carrowick", "Dunnerlinder", "Everthrup", "Fallolane", "Garrastow", "Hexterwick",
        "Inglelinder", "Jessathrup", "Kettellane", "Lorristow", "Merrowick", "Nedderlinder", "Oakerthrup",
        "Pennislane", "Quarristow", "Rushelwick", "Staverlinder", "Thurlthrup", "Ulverlane", "Vennetstow",
        "Wettelwick", "Yarrinlinder", "Arkenthrup", "Brackenlane", "Coverstow", "Dovenwick", "Elmerlinder",
        "Farranthrup", "Greyllane", "Hollostow", "Ivvenwick", "Kirkellinder", "Langrithrup", "Marsellane",
        "Ormerstow", "Pellowick", "Ravenlinder", "Silverthrup",
    ),
    "forename": (
        "Alder", "Briar", "Corin", "Devon", "Ellery", "Fenn", "Hollis", "Indra", "Jory", "Kestrel", "Linden",
        "Merrin", "Nico", "Orrin", "Perrin", "Quill", "Rowan", "Sorrel", "Tamsin", "Vesper", "Wren", "Yarrow",
    ),
    "place": (
        "Ambercombe", "Bexterholt", "Cressomere", "Dellinhithe", "Easterncombe", "Fernelholt", "Glasselmere",
        "Harrinhithe", "Islencombe", "Kelderholt", "Lowenmere", "Millenhithe", "Norrelcombe", "Otterholt",
        "Pinnelmere", "Redmarhithe", "Saltercombe", "Thornelholt", "Umbrelmere", "Westrinhithe",
    ),
    "agency": (
        "Agency Ambercombe", "Agency Bexterholt", "Agency Cressomere", "Agency Dellinhithe", "Agency Easterncombe",
        "Agency Fernelholt", "Agency Glasselmere", "Agency Harrinhithe", "Agency Islencombe", "Agency Kelderholt",
        "Agency Lowenmere", "Agency Millenhithe",
    ),
}  # fmt: skip


class NameBook:
    """Deals out names, one for each thing that is to be called something else."""

    def __init__(self, key: str, is_taken: Callable[[str], bool]) -> None:
        """`is_taken` says whether a name could be taken for one that the case already holds."""
        self._key = key
        self._is_taken = is_taken
        self._left = {pool: self._order(names) for pool, names in _POOLS.items()}
        self._given: dict[tuple[Pool, str], str] = {}

    def name(self, pool: Pool, whose: str) -> str:
        """The name for `whose`; when a pool is used up, its names go round again with a number."""
        given = self._given.get((pool, whose))
        if given is None:
            given = self._given[pool, whose] = self._next(pool)
        return given

    def _next(self, pool: Pool) -> str:
        left = self._left[pool]
        if left:
            return left.pop(0)
        names = _POOLS[pool]
        number = sum(1 for one, _whose in self._given if one == pool)
        return f"{names[number % len(names)]}-{number}"

    def _order(self, names: Iterable[str]) -> list[str]:
        free = (name for name in names if not self._is_taken(name))
        return sorted(free, key=lambda name: hashlib.sha256(f"{self._key}/{name}".encode()).digest())
