"""The officer's wish to stop, as it passes through the code."""


class Stop(Exception):  # noqa: N818 - not an error: the officer asked to stop
    """The officer typed `:quit`, or the input ended."""
