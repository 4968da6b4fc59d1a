"""Imports point downwards: the plan of the house as a test (DESIGN 3)."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

import pytest

SRC = Path(__file__).resolve().parent.parent / "src" / "sjtool"
FOUNDATION = {"problem", "status", "errors", "clock", "text", "dates"}
ALLOWED: dict[str, set[str]] = {
    "__init__": set(),
    "__main__": {"entry"},
    "entry": {"__init__", "cli", "console", "problem", "status"},
    "problem": set(),
    "status": set(),
    "clock": set(),
    "text": set(),
    "dates": set(),
    "errors": {"problem", "status"},
    "console": {"problem", "text"},
    "model": {"problem"},
    "store": {"model", "problem", "errors", "status"},
    "assess": {"model", "problem", "dates", "text"},
    "ask": {"model", "clock", "dates", "errors", "text"},
    "score": {"model"},
    "loader": {"assess", "store", "model", "errors", "problem"},
    "recording": {"loader", "assess", "store", "model", "errors", "problem"},
    "check": {"assess", "model", "problem", "dates", "text"},
    "training": {"assess", "store", "model", "errors", "dates"},
    "checking": {"check", "loader", "store", "errors", "problem"},
    "interview": {"recording", "loader", "assess", "ask", "store", "model", "console"} | FOUNDATION,
    "report": {"training", "loader", "assess", "store", "model", "console"} | FOUNDATION,
    "commands": {
        "training",
        "score",
        "checking",
        "check",
        "recording",
        "loader",
        "interview",
        "report",
        "ask",
        "assess",
        "store",
        "model",
        "console",
    }
    | FOUNDATION,
    "cli": {"commands", "ask", "console", "errors", "status", "__init__"},
}
SOURCES = sorted(SRC.rglob("*.py"))


def layer_of(path: Path) -> str:
    relative = path.relative_to(SRC)
    return relative.parts[0] if len(relative.parts) > 1 else relative.stem


@cache
def imports_of(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
            if node.module == "sjtool":
                names |= {f"sjtool.{alias.name}" for alias in node.names}
    return names


def layers_imported_by(path: Path) -> set[str]:
    found = {name.split(".")[1] for name in imports_of(path) if name.startswith("sjtool.")}
    return found - {"__version__"}


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: str(p.relative_to(SRC)))
def test_imports_point_downwards(path: Path) -> None:
    layer = layer_of(path)
    assert layers_imported_by(path) <= ALLOWED[layer] | {layer}


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: str(p.relative_to(SRC)))
def test_each_library_is_imported_where_it_belongs(path: Path) -> None:
    name = str(path.relative_to(SRC))
    used = {imported.split(".")[0] for imported in imports_of(path)}
    allowed = {
        "rich": {"report/as_terminal.py"},
        "jinja2": {"report/sheet_html.py", "report/as_html.py"},
        "markupsafe": {"report/sheet_html.py", "report/as_html.py"},
        "typst": {"report/as_pdf.py"},
        "tomli": {"store/toml.py"},
        "toml_rs": {"store/toml.py"},
        "orjson": {"store/chain.py", "report/as_json.py"},
        "tomllib": {"store/toml.py"},
        "tomli_w": {"store/write.py"},
        "filelock": {"store/durable.py"},
        "prompt_toolkit": {"ask/prompted.py"},
        "cryptography": {"store/sshsig.py", "commands/signing_key.py"},
        **{figures: {"training/figures.py"} for figures in ("krippendorff", "sklearn", "scipy", "numpy")},
    }
    for library, places in allowed.items():
        assert library not in used or name in places, f"{library} in {name}"


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: str(p.relative_to(SRC)))
def test_no_network_code(path: Path) -> None:
    used = {imported.split(".")[0] for imported in imports_of(path)}
    assert not used & {"socket", "ssl", "http", "urllib", "requests", "httpx", "ftplib", "smtplib", "asyncio", "xmlrpc"}


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: str(p.relative_to(SRC)))
def test_the_clock_is_read_in_one_place(path: Path) -> None:
    if path.name == "clock.py":
        return
    text = path.read_text(encoding="utf-8")
    assert not [call for call in ("datetime.now(", "date.today(", "time.time(", "datetime.utcnow(") if call in text]
