"""The officer's wish to stop, or to go back, as it passes through the code."""


class Stop(Exception):  # noqa: N818 - not an error: the officer asked to stop
    """The officer typed `:quit`, or the input ended."""


class Back(Exception):  # noqa: N818 - a move, not an error
    """The officer typed `:back`."""
