"""Where the templates and demo cases are: inside an installed package, or at the top of a checkout."""

from __future__ import annotations

from pathlib import Path

from sjtool.errors import refused

_PACKAGE = Path(__file__).resolve().parent.parent


def find_shipped(name: str) -> Path:
    """The folder `templates` or `casefiles` that came with this sjtool."""
    for folder in (_PACKAGE / "shipped" / name, _PACKAGE.parent.parent / name):
        if folder.is_dir():
            return folder
    raise refused(
        "not-installed-whole",
        name,
        "this folder did not come with the installation",
        "nothing can be asked without it",
        "install sjtool again",
    )
