"""The command line as a whole: what is listed is there, it starts quickly, and nothing that goes wrong shows a word."""

from __future__ import annotations

import importlib
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

from sjtool import __version__, entry
from sjtool.cli import COMMANDS, app
from sjtool.status import ExitStatus

ROOT = Path(__file__).resolve().parent.parent
MARKER = "Zwischenruf"
HEAVY = ("pydantic", "rich", "prompt_toolkit", "tomli_w", "platformdirs", "filelock")


def started(*args: str, code: str = "") -> subprocess.CompletedProcess[str]:
    """`sjtool` in a process of its own, or a line of Python."""
    env = {k: v for k, v in os.environ.items() if not k.startswith("COV")} | {"PYTHONPATH": str(ROOT / "src")}
    command = [sys.executable, "-c", code, *args] if code else [sys.executable, "-m", "sjtool", *args]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", env=env, check=False)


MODULES = """
import sys
from sjtool import entry
sys.argv = ["sjtool", *sys.argv[1:]]
entry._end = sys.exit  # which would end before anything else is printed
try:
    entry.main()
except SystemExit:
    pass
print("MODULES", *sys.modules)
"""


def modules_after(*args: str) -> set[str]:
    """What was imported, by full name."""
    said, mark, listed = started(*args, code=MODULES).stdout.partition("MODULES")
    assert (bool(said), mark) == (True, "MODULES")
    return set(listed.split())


class TestRegistry:
    @pytest.mark.parametrize("name", COMMANDS)
    def test_a_listed_command_is_there_and_its_help_begins_with_a_sentence(self, name: str) -> None:
        module = importlib.import_module(f"sjtool.commands.{COMMANDS[name][0]}")
        command = typer.main.get_command(module.app)
        text = (command.help or "").split("\n")[0]
        assert text
        assert text[0].isupper() or text[0] in "“\"'"
        assert text.rstrip().endswith((".", ")", "…", "?"))

    @pytest.mark.parametrize("name", COMMANDS)
    def test_its_line_in_the_list_is_a_sentence_that_fits(self, name: str) -> None:
        line = COMMANDS[name][1]
        assert line[0].isupper()
        assert line.endswith(".")
        assert len(line) <= 100

    @pytest.mark.parametrize("name", COMMANDS)
    def test_its_help_can_be_asked_for(self, name: str) -> None:
        done = CliRunner().invoke(app, [name, "--help"])
        assert done.exit_code == 0
        assert done.stdout.startswith("Usage:")

    def test_the_list_of_commands_is_the_help(self) -> None:
        done = CliRunner().invoke(app, ["--help"])
        assert done.exit_code == 0
        assert all(f"\n  {name} " in done.stdout for name in COMMANDS)

    def test_without_a_command_the_help_is_shown(self) -> None:
        done = CliRunner().invoke(app, [])
        assert "Usage:" in done.stdout + done.stderr
        assert done.exit_code == ExitStatus.USAGE

    @pytest.mark.parametrize("words", [["shwo"], ["show"], ["show", "x", "--odd"], ["rate", "x"]])
    def test_wrong_words_are_a_usage_error(self, words: list[str]) -> None:
        done = CliRunner().invoke(app, words)
        assert done.exit_code == ExitStatus.USAGE
        assert done.stdout == ""
        assert "Usage:" in done.stderr

    def test_words_of_a_case_are_never_options(self) -> None:
        """A list of running programs shows options: only coded values and references may be given so."""
        coded = {"PATH", "FILE", "DIR", "ID", "SET", "ITEM", "HEX", "REF", "DATE", "GLOB", "INTEGER", "N"}
        for name in ("new", "add", "rate", "receive", "judge", "crosscheck", "verify", "erase", "show", "next"):
            command: Any = typer.main.get_command(importlib.import_module(f"sjtool.commands.{COMMANDS[name][0]}").app)
            for param in command.params:
                if param.param_type_name == "option" and not param.is_flag:
                    assert param.metavar in coded, f"{name} {param.opts}"


class TestStart:
    def test_the_version_is_told_without_loading_the_command_line(self) -> None:
        done = started("--version")
        assert (done.returncode, done.stdout, done.stderr) == (0, f"sjtool {__version__}\n", "")
        assert started("-V").stdout == done.stdout
        assert not modules_after("--version") & {"typer", *HEAVY}

    def test_help_loads_nothing_heavy(self) -> None:
        assert not modules_after("--help") & set(HEAVY)

    @pytest.mark.parametrize("command", ["next", "show"])
    def test_a_command_loads_no_screen_library_and_nothing_that_looks_for_plugins(
        self, make_case: Any, command: str
    ) -> None:
        loaded = modules_after(command, str(make_case("harbour")))
        assert "pydantic.plugin._schema_validator" in loaded
        assert not loaded & {"rich", "prompt_toolkit", "importlib.metadata"}

    def test_no_plugin_of_pydantic_sees_a_case(self, make_case: Any, tmp_path: Path) -> None:
        """One that is installed beside sjtool is not even imported; without sjtool it would be."""
        beside = tmp_path / "beside"
        (beside / "spy-1.0.dist-info").mkdir(parents=True)
        (beside / "spy-1.0.dist-info" / "METADATA").write_text("Name: spy\nVersion: 1.0\n", encoding="utf-8")
        (beside / "spy-1.0.dist-info" / "entry_points.txt").write_text("[pydantic]\nspy = spy:it\n", encoding="utf-8")
        (beside / "spy.py").write_text("print('SPY')\nit = None\n", encoding="utf-8")
        look = f"import sys; sys.path.append({str(beside)!r})\n"
        plain = "import pydantic\nclass Plain(pydantic.BaseModel): one: int"
        assert "SPY" in started(code=look + plain).stdout
        done = started("show", str(make_case("harbour")), code=look + MODULES)
        assert ("MODULES" in done.stdout, "SPY" in done.stdout) == (True, False)

    def test_output_is_utf_8_whatever_the_code_page(self, make_case: Any) -> None:
        path = make_case("harbour")
        env = dict(os.environ) | {"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0", "LC_ALL": "C"}
        done = subprocess.run(
            [sys.executable, "-m", "sjtool", "next", str(path)], capture_output=True, env=env, check=False
        )
        assert done.returncode == 0
        assert "harbour · Mr H".encode() in done.stdout


class TestTrouble:
    def test_a_fault_of_the_program_shows_places_and_never_a_message(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], make_case: Any
    ) -> None:
        from sjtool.commands import next_steps

        def fail(*_args: object) -> None:
            raise ValueError(MARKER)

        monkeypatch.setattr(next_steps, "find_steps", fail)
        monkeypatch.setattr(sys, "argv", ["sjtool", "next", str(make_case("harbour"))])
        with pytest.raises(SystemExit) as stopped:
            entry.main()
        out, err = capsys.readouterr()
        assert stopped.value.code == ExitStatus.FAULT
        assert MARKER not in out + err
        assert "Traceback" not in out + err
        assert "error[fault]: something went wrong in sjtool itself (ValueError)" in err
        assert "  why: " in err
        assert "next_steps.py:" in err

    def test_a_command_that_cannot_be_imported_is_a_fault_too(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.setitem(COMMANDS, "next", ("no_such_module", "Gone."))
        monkeypatch.setattr(sys, "argv", ["sjtool", "next", "x"])
        with pytest.raises(SystemExit) as stopped:
            entry.main()
        assert stopped.value.code == ExitStatus.FAULT
        assert "Traceback" not in capsys.readouterr().err

    def test_ctrl_c_ends_with_130_and_says_what_is_safe(
        self, monkeypatch: pytest.MonkeyPatch, run: Any, make_case: Any
    ) -> None:
        from sjtool.commands import next_steps

        def interrupt(*_args: object) -> None:
            raise KeyboardInterrupt

        monkeypatch.setattr(next_steps, "find_steps", interrupt)
        done = run("next", make_case("harbour"))
        assert (done.status, "What was saved is saved." in done.stderr) == (130, True)

    @pytest.mark.skipif(os.name != "posix", reason="pipes close otherwise elsewhere")
    @pytest.mark.parametrize("command", ["show", "next"])
    def test_a_reader_that_leaves_early_is_no_fault(self, command: str, make_case: Any) -> None:
        from sjtool.store.append import Draft

        text = {"assessment": "a-001", "heading": "what", "text": "words " * 400}
        path = make_case("harbour", [Draft("formulation", text) for _ in range(60)])
        words = [command, str(path), *(["--json"] if command == "show" else [])]
        reading, writing = os.pipe()
        process = subprocess.Popen([sys.executable, "-m", "sjtool", *words], stdout=writing, stderr=subprocess.PIPE)
        os.close(writing)
        os.close(reading)
        _out, err = process.communicate(timeout=60)
        assert b"Traceback" not in err
        assert b"BrokenPipe" not in err
        assert process.returncode == 0
