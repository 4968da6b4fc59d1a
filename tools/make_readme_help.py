"""Put the output of `sjtool --help` into README.md, between its marks.

usage: python tools/make_readme_help.py
"""

from __future__ import annotations

import re
from pathlib import Path

from typer.testing import CliRunner

from sjtool.cli import app

README = Path(__file__).resolve().parent.parent / "README.md"


def render_help() -> str:
    """What `sjtool --help` prints at 80 columns."""
    result = CliRunner().invoke(app, ["--help"], prog_name="sjtool", terminal_width=80)
    return "\n".join(line.rstrip() for line in result.stdout.strip().splitlines())


def with_help(text: str) -> str:
    """The README with the help in its place."""
    block = f"-->\n```\n{render_help()}\n```\n<!-- /help"
    return re.sub(r"-->\n```\n.*?```\n<!-- /help", lambda _match: block, text, flags=re.DOTALL)


if __name__ == "__main__":
    README.write_bytes(with_help(README.read_text(encoding="utf-8")).encode("utf-8"))
    print("README.md brought into step")
