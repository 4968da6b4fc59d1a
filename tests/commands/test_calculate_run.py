"""`sjtool calculate` as a whole: exit codes, refusals, processes, memory, a reader who leaves."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Self

import pytest

from sjtool.commands import calculate as command
from sjtool.commands.calculate_work import begin, prepare, work, work_here
from sjtool.errors import SjtoolError
from sjtool.score.register import COMPUTED
from sjtool.store import input_stream

Run = Callable[..., SimpleNamespace]
SUSPECT = '{"gender": "female"}\n'
BAD = '{"gender": "zebra"}\n'


@pytest.fixture
def file(tmp_path: Path) -> Callable[..., Path]:
    def write(content: str | bytes, name: str = "x.jsonl") -> Path:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write


@pytest.mark.parametrize("instrument", COMPUTED)
def test_each_instrument_that_is_computed_has_its_line(instrument: str, run: Run, file: Callable[..., Path]) -> None:
    result = run("calculate", instrument, "--inputs", file(SUSPECT))
    line = json.loads(result.stdout)
    assert (line["instrument"], line["applicable"], line["band"]) == (instrument, False, "not-applicable")
    assert result.status == 0


def test_not_applicable_is_no_problem_and_missing_is_one(run: Run, file: Callable[..., Path]) -> None:
    assert run("calculate", "casic", "--inputs", file(SUSPECT)).status == 0
    assert run("calculate", "casic", "--inputs", file(SUSPECT + "{}\n")).status == 1


def test_full_adds_the_inputs_and_all_of_the_limits(run: Run, file: Callable[..., Path]) -> None:
    path = file(SUSPECT)
    short = json.loads(run("calculate", "casic", "--inputs", path).stdout)
    whole = json.loads(run("calculate", "casic", "--inputs", path, "--full").stdout)
    assert whole["inputs"] == {"gender": "female"}
    assert "inputs" not in short
    assert whole["limits"].startswith(short["limits"])
    assert len(whole["limits"]) > len(short["limits"])
    assert {key: short[key] for key in short if key != "limits"} == {
        key: whole[key] for key in short if key != "limits"
    }


@pytest.mark.parametrize("instrument", ["srp-official", "arms", "nothing", "", "DC-SRP", "../casic"])
def test_what_is_recorded_only_is_not_computed(
    instrument: str, run: Run, file: Callable[..., Path], codes_of: Callable[..., list[str]]
) -> None:
    result = run("calculate", instrument, "--inputs", file(SUSPECT))
    assert (result.status, codes_of(result), result.stdout) == (2, ["not-computed"], "")


@pytest.mark.parametrize("workers", ["0", "-1", "62"])
def test_so_many_processes_are_not_started(
    workers: str, run: Run, file: Callable[..., Path], codes_of: Callable[..., list[str]]
) -> None:
    result = run("calculate", "casic", "--inputs", file(SUSPECT), "--workers", workers)
    assert (result.status, codes_of(result), result.stdout) == (2, ["bad-workers"], "")


@pytest.mark.parametrize("words", [[], ["casic"], ["--inputs", "-"], ["casic", "--inputs", "-", "--workers", "two"]])
def test_without_the_right_words_it_does_nothing(words: list[str], run: Run) -> None:
    result = run("calculate", *words, input="")
    assert (result.status, result.stdout) == (2, "")


@pytest.mark.parametrize("name", ["x.jsonl", "x.json", "x.toml", "x.txt", "-"])
@pytest.mark.parametrize("content", ["", "\n", " \r\n\t\n", "\ufeff", "\ufeff\n"])
def test_nothing_to_work_out_is_refused(
    name: str, content: str, run: Run, file: Callable[..., Path], codes_of: Callable[..., list[str]]
) -> None:
    path: str | Path = name if name == "-" else file(content, name)
    result = run("calculate", "casic", "--inputs", path, input=content.encode() if name == "-" else None)
    assert (result.status, codes_of(result), result.stdout) == (3, ["inputs-empty"], "")


@pytest.mark.parametrize(("content", "name"), [("[]", "x.json"), ("# none\n", "x.toml"), ("input = []", "x.toml")])
def test_a_document_without_inputs_is_refused(
    content: str, name: str, run: Run, file: Callable[..., Path], codes_of: Callable[..., list[str]]
) -> None:
    result = run("calculate", "casic", "--inputs", file(content, name))
    assert (result.status, codes_of(result)) == (3, ["inputs-empty"])


def test_a_file_that_is_none_is_refused(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, codes_of: Callable[..., list[str]]
) -> None:
    result = run("calculate", "casic", "--inputs", tmp_path)
    assert (result.status, codes_of(result)) == (3, ["not-a-file"])
    result = run("calculate", "casic", "--inputs", tmp_path / "none.jsonl")
    assert (result.status, codes_of(result)) == (3, ["file-missing"])

    def refuse(_path: Path, _mode: str) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(SjtoolError) as caught:
        command._open("x.jsonl")
    assert caught.value.problems[0].render().split("\n")[0].endswith("it cannot be read (Permission denied)")


@pytest.mark.parametrize("name", ["x.json", "x.toml", "x.txt", "-"])
def test_what_must_be_read_whole_has_a_limit_and_lines_have_none(
    name: str, run: Run, file: Callable[..., Path], monkeypatch: pytest.MonkeyPatch, codes_of: Callable[..., list[str]]
) -> None:
    monkeypatch.setattr(input_stream, "MAX_BYTES", 64)
    for size, status in ((64, 0), (65, 3)):
        text = '[{"gender":\n"female"}'.ljust(size - 1) + "]" if name != "x.toml" else 'gender="female"'.ljust(size)
        path: str | Path = name if name == "-" else file(text, name)
        result = run("calculate", "casic", "--inputs", path, input=text if name == "-" else None)
        assert (result.status, codes_of(result)) == (status, ["file-too-large"] if status else [])
    assert run("calculate", "casic", "--inputs", file(SUSPECT * 100)).status == 0


def test_two_processes_say_what_one_says(run: Run, file: Callable[..., Path]) -> None:
    lines = "".join(SUSPECT if n % 3 else f'{{"age_at_offence": {n}}}\n' if n % 2 else "oops\n" for n in range(1_200))
    path = file(lines)
    one = run("calculate", "casic", "--inputs", path, "--workers", "1")
    two = run("calculate", "casic", "--inputs", path, "--workers", "2")
    assert one.stdout.count("\n") == 1_200
    assert (two.stdout, two.stderr, two.status) == (one.stdout, one.stderr, one.status)
    assert one.status == 1


def test_a_process_that_has_begun_does_the_same_work() -> None:
    begin("casic", "", full=True)
    chunk = ((1, SUSPECT.encode()), (2, b"oops"))
    assert work_here(chunk) == work(chunk, prepare("casic", ""), full=True)
    assert (work_here(chunk).made, work_here(chunk).wrong) == (2, 1)


def test_the_first_results_are_out_before_the_last_input_is_read(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    seen: list[int] = []
    ahead: list[int] = []
    given = iter(range(20_000))

    class Endless(io.BytesIO):
        def readline(self, _size: int | None = -1, /) -> bytes:
            number = next(given, None)
            ahead.append((number or 0) - sum(seen))
            return b"" if number is None else SUSPECT.encode()

    def count(*args: Any, **kwargs: Any) -> Any:
        done = work(*args, **kwargs)
        seen.append(done.made)
        return done

    monkeypatch.setattr(command, "_open", lambda _name: Endless())
    monkeypatch.setattr(command, "work", count)
    result = run("calculate", "casic", "--inputs", "-")
    assert (result.status, sum(seen), result.stdout.count("\n")) == (0, 20_000, 20_000)
    assert max(ahead) <= 500


def test_a_share_of_the_work_is_handed_out_while_the_rest_is_unread(monkeypatch: pytest.MonkeyPatch) -> None:
    import concurrent.futures

    class Pool:
        def __init__(self, *_args: Any) -> None:
            begin("casic", "", full=False)

        def __enter__(self) -> Self:
            return self

        def __exit__(self, *_args: object) -> None:
            pass

        def submit(self, do: Callable[..., Any], chunk: Any) -> Any:
            future: concurrent.futures.Future[Any] = concurrent.futures.Future()
            future.set_result(do(chunk))
            return future

    monkeypatch.setattr(concurrent.futures, "ProcessPoolExecutor", Pool)
    read: list[int] = []

    def chunks() -> Iterator[Any]:
        for number in range(20):
            read.append(number)
            yield ((number, SUSPECT.encode()),)

    ahead = [len(read) - n for n, _done in enumerate(command._share(("casic", "", False), chunks(), 2))]
    assert len(ahead) == 20
    assert max(ahead) <= 5


@pytest.mark.skipif(sys.platform == "win32", reason="a pipe that is closed is another error there")
@pytest.mark.parametrize("workers", ["1", "2"])
def test_a_reader_who_leaves_is_no_fault(workers: str, file: Callable[..., Path]) -> None:
    words = [sys.executable, "-m", "sjtool", "calculate", "casic", "--inputs", str(file(SUSPECT * 3_000))]
    with subprocess.Popen([*words, "--workers", workers], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert json.loads(process.stdout.readline())["line"] == 1
        process.stdout.close()
        assert b"raceback" not in process.stderr.read()
    assert process.returncode == 0


@pytest.mark.parametrize("name", ["x.jsonl", "x.json", "x.toml", "-"])
def test_no_word_of_a_file_is_in_any_error(name: str, run: Run, file: Callable[..., Path]) -> None:
    as_toml = name == "x.toml"
    texts = (
        ['gender = "zebra"\n', "zebra zebra", 'x = "zebra'] if as_toml else [BAD, "zebra\n" + BAD, '{"zebra": zebra}']
    )
    for text in (*texts, '"zebra zebra"', "[zebra, zebra]", "\ufeffzebra", "{\n'zebra': 'zebra'\n}"):
        path: str | Path = name if name == "-" else file(text, name)
        result = run("calculate", "dc-srp", "--inputs", path, input=text if name == "-" else None)
        assert result.status in {1, 3}
        assert "zebra" not in result.stderr + result.stdout


def test_a_passport_of_ones_own_without_a_rule_is_refused(
    run: Run, file: Callable[..., Path], tmp_path: Path, codes_of: Callable[..., list[str]]
) -> None:
    passport = Path(__file__).parents[2] / "templates/instruments/casic@2017.toml"
    before, _, rest = passport.read_text(encoding="utf-8").partition("[rule]")
    own = tmp_path / "own/instruments/casic@2017.toml"
    own.parent.mkdir(parents=True)
    own.write_bytes(f"{before}{rest[rest.index('[[evidence]]') :]}".encode())
    for instrument in ("casic", "cport"):
        result = run("calculate", instrument, "--inputs", file(SUSPECT), "--templates", tmp_path / "own")
        assert (result.status, codes_of(result), result.stdout) == (3, ["template-unfit"], "")
        assert "the passport of casic has no rule" in result.stderr


def test_where_there_is_no_pipe_nothing_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    with pytest.raises(SjtoolError) as caught:
        command._open("-")
    assert caught.value.problems[0].code == "inputs-empty"
