"""When a run over many cases looks for garbage: between cases, never within one.

Within a case nearly everything is still in use, and looking through it again and again took a fifth of the time. What a
case leaves in circles (some two thousand objects) is found once a few cases are done. What the first cases bring in to
stay, templates and such, is set aside, so that it is not looked through again.
"""

from __future__ import annotations

import gc

EVERY = 4
"""Cases after which it is looked for."""
_SETTLING = 3
"""So many times what is there afterwards is set aside as here to stay."""


class Sweeper:
    """Garbage of one process. After `begin` nothing is collected but by `done`, until `end`."""

    def __init__(self) -> None:
        """Nothing is changed yet."""
        self._before: tuple[bool, tuple[int, int, int]] | None = None
        self._cases = self._sweeps = 0

    def begin(self) -> None:
        """From here on."""
        self._before = gc.isenabled(), gc.get_threshold()
        gc.collect()
        gc.freeze()
        gc.disable()

    def done(self) -> None:
        """A case is done, and nothing of it is needed any more."""
        self._cases += 1
        if self._before is None or self._cases % EVERY:
            return
        gc.collect()
        self._sweeps += 1
        if self._sweeps <= _SETTLING:
            gc.freeze()

    def end(self) -> None:
        """As it was before."""
        if self._before is None:
            return
        gc.unfreeze()
        enabled, threshold = self._before
        gc.set_threshold(*threshold)
        if enabled:
            gc.enable()
        self._before = None
