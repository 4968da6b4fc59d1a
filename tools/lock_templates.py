"""Write templates/lock.toml: the hash of every shipped template. A published version must never change its hash.

usage: python tools/lock_templates.py
"""

from __future__ import annotations

from pathlib import Path

from sjtool.store.library import Library


def render_lock() -> str:
    """The lock file's text."""
    library = Library()
    lines = ["# Hash of the canonical content of every shipped template, written by tools/lock_templates.py.", ""]
    lines += [f'"{ref}" = "{library.read(ref).sha256}"' for ref in sorted(library.found)]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    target = Path(__file__).resolve().parent.parent / "templates" / "lock.toml"
    target.write_bytes(render_lock().encode("utf-8"))
    print(f"wrote {target.name}")
