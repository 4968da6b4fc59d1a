"""What the exit status of a command means; scripts rely on these numbers."""

from __future__ import annotations

from enum import IntEnum


class ExitStatus(IntEnum):
    """Exit codes with names (README, "Exit codes")."""

    OK = 0
    FINDINGS = 1
    USAGE = 2
    REFUSED = 3
    FAULT = 4
    INTERRUPTED = 130
