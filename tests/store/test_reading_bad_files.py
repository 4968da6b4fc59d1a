"""Bad files: a place, what, why and a fix for each; no traceback, none of the file's words, nothing written."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sjtool.errors import SjtoolError
from sjtool.model.case import Case
from sjtool.problem import Problem
from sjtool.store import toml as toml_module
from sjtool.store.append import Draft, Ledger
from sjtool.store.ledger import check_format, read_ledger
from sjtool.store.read import read_case
from sjtool.store.toml import MAX_BYTES, parse_toml, read_bytes, read_toml

NOW = datetime(2026, 3, 4, 14, 12, 9, tzinfo=UTC)
MARKER = "Zanzibar"
HEAD = 'format = 1\ncase = "x"\n'
RECORD = f'[[event]]\nid = "ev-001"\nwhat = "{MARKER}"\n'


@pytest.fixture
def read(tmp_path: Path) -> Callable[[str | bytes], tuple[Case | None, tuple[Problem, ...]]]:
    """Write a case file and read it; problems are the same whether they stop the reading or not."""

    def call(content: str | bytes) -> tuple[Case | None, tuple[Problem, ...]]:
        path = tmp_path / "bad.toml"
        raw = content if isinstance(content, bytes) else content.encode()
        path.write_bytes(raw)
        stopped: SjtoolError | None = None
        try:
            case, problems = read_case(path)
        except SjtoolError as error:
            problems, case, stopped = list(error.problems), None, error
        assert path.read_bytes() == raw
        assert stopped is None or stopped.status == 3
        assert MARKER not in str(stopped)
        for problem in problems:
            assert problem.place.path == str(path)
            assert 0 <= problem.place.line <= raw.count(b"\n") + 1
            assert problem.what
            assert problem.why
            assert problem.fix
            said = problem.what + problem.why + problem.fix + problem.code
            assert MARKER not in said
            assert MARKER not in problem.render(with_excerpt=False)
        return case, tuple(problems)

    return call


Read = Callable[[str | bytes], tuple[Case | None, tuple[Problem, ...]]]

NOT_TOML = {
    "a word without quotes": (HEAD + f"[[event]]\nwhat = {MARKER} said\n", 4),
    "quotes that do not close": (HEAD + f'[[event]]\nwhat = "{MARKER}\n', 4),
    "three quotes that do not close": (HEAD + f'[[event]]\nwhat = """{MARKER}\n', 4),
    "a header that does not close": (HEAD + f'[[event\nwhat = "{MARKER}"\n', 3),
    "a key that stands twice": (HEAD + RECORD + f'what = "{MARKER} again"\n', 6),
    "a key of words that stands twice": (HEAD + f"{MARKER} = 1\n{MARKER} = 2\n", 4),
    "a table that stands twice": (HEAD + f"[{MARKER}]\n[{MARKER}]\n", 4),
    "a table over a value": (HEAD + f"{MARKER} = 1\n[{MARKER}.a]\n", 4),
    "a list of tables over a list": (HEAD + f"event = ['{MARKER}']\n[[event]]\n", 4),
    "a key that stands twice inside braces": (HEAD + f"a = {{{MARKER} = 1, {MARKER} = 2}}\n", 3),
    "an escape that is none": (HEAD + f'[[event]]\nwhat = "{MARKER}\\q"\n', 4),
    "a day that is none": (HEAD + "[[event]]\nat = 2026-02-31T00:00:00Z\n", 4),
    "a control character": (HEAD + f'[[event]]\nwhat = "{MARKER}\x01"\n', 4),
    "a carriage return alone": (HEAD + f'[[event]]\nwhat = "{MARKER}\r"\n', 4),
    "nothing after the equals sign": (HEAD + "[[event]]\nwhat =\n", 4),
    "words of no kind": (f"{MARKER} came in and said", 1),
    "a list that does not close": (HEAD + f"[[event]]\ntouches = ['{MARKER}',\n", 4),
}


@pytest.mark.parametrize("name", NOT_TOML)
def test_what_is_not_toml_is_named_with_its_line(read: Read, name: str) -> None:
    content, line = NOT_TOML[name]
    case, (problem,) = read(content)
    assert case is None
    assert problem.code == "not-toml"
    # where a string or a list never closes, the parser says so at the end of it
    ends = content.rstrip("\n").count("\n") + 1
    assert problem.place.line == line or (line <= problem.place.line <= ends and "close" in name)
    assert problem.what.startswith("this is not valid TOML: ")
    assert not problem.what.endswith(("(", ":", " "))


LAYOUT = {
    "an inline list of records": (HEAD + f"event = [{{id = 'ev-001', what = '{MARKER}'}}]\n", 3),
    "an inline table": (HEAD + f"event = {{id = '{MARKER}'}}\n", 3),
    "a list at the top": (HEAD + f"marking = ['{MARKER}']\n", 3),
    "a single table": (HEAD + f"\n[event]\nid = '{MARKER}'\n", 4),
    "a table within a record": (HEAD + RECORD + f"[[event.part]]\nid = '{MARKER}'\n", 6),
    "a single table within a record": (HEAD + RECORD + f"[event.part]\nid = '{MARKER}'\n", 6),
    "a header in quotes": (HEAD + f'[["event"]]\nid = "ev-001"\nwhat = "{MARKER}"\n', 3),
    "a header of words in quotes": (HEAD + f'[["{MARKER}"]]\nid = "ev-001"\n', 3),
    "a dotted key at the top": (HEAD + f"event.what = '{MARKER}'\n", 0),
    "a key in quotes at the top": (HEAD + f"\"event\" = ['{MARKER}']\n", 0),
}


@pytest.mark.parametrize("name", LAYOUT)
def test_a_record_that_does_not_stand_under_its_own_header_is_refused(read: Read, name: str) -> None:
    content, line = LAYOUT[name]
    case, problems = read(content)
    assert case is None
    assert [(problem.code, problem.place.line) for problem in problems] == [("record-not-flat", line)]


def test_every_header_that_is_none_is_named_in_one_run(read: Read) -> None:
    _case, problems = read(HEAD + "[a]\nx = 1\n[b.c]\nx = 1\n" + RECORD)
    assert [problem.place.line for problem in problems] == [3, 5]


FORMATS = {
    "none": ('case = "x"\n', "format-missing", 1),
    "in quotes": ('# x\nformat = "1"\n', "format-missing", 2),
    "true": ("format = true\n", "format-missing", 1),
    "nought": ("\n\nformat = 0\n", "format-missing", 3),
    "minus one": ("format = -1\n", "format-missing", 1),
    "a measured number": ("format = 1.0\n", "format-missing", 1),
    "a list": ("format = [1]\n", "format-missing", 1),
    "inside a record": ("[[event]]\nformat = 1\n", "format-missing", 1),
    "of a newer sjtool": (f'case = "x"\nformat = 2\nwords = "{MARKER}"\n', "format-newer", 2),
    "far too long": (f'case = "{MARKER}"\nformat = {"9" * 5000}\n', "number-too-long", 2),
}


@pytest.mark.parametrize("name", FORMATS)
def test_a_format_that_cannot_be_read_with_certainty_is_refused(read: Read, name: str) -> None:
    content, code, line = FORMATS[name]
    case, (problem,) = read(content)
    assert case is None
    assert (problem.code, problem.place.line) == (code, line)


def test_every_format_up_to_this_one_is_read() -> None:
    check_format({"format": 1}, "x.toml")


KEYS = {
    "a misspelt key": (RECORD + f'waht = "{MARKER}"\n', "unknown-key", 6, 'did you mean "what"?'),
    "a key of no kind": (RECORD + f'xyzzy = "{MARKER}"\n', "unknown-key", 6, "see docs/case-file.md"),
    "a key of letters that are not ours": (
        RECORD + f'"wörd" = "{MARKER}"\n',
        "unknown-key",
        3,
        "see docs/case-file.md",
    ),
    "a key as long as a sentence": (RECORD + f'{"a" * 60} = "{MARKER}"\n', "unknown-key", 6, "see docs/case-file.md"),
    "a table as a value": (RECORD + f"touches.a = '{MARKER}'\n", "value-wrong-kind", 3, "touches a list"),
    "no id": (f'[[event]]\nwhat = "{MARKER}"\n', "key-missing", 3, "add a line  id ="),
    "an id with spaces": (f'[[event]]\nid = "{MARKER} came"\n', "value-wrong-kind", 4, "letters, digits"),
    "an id that is a number": ("[[event]]\nid = 7\n", "value-wrong-kind", 4, "text in quotes"),
    "a number for text": (RECORD.replace(f'"{MARKER}"', "12"), "value-wrong-kind", 5, "text in quotes"),
    "empty text": (RECORD.replace(MARKER, ""), "value-wrong-kind", 5, "leave the key out"),
    "text for a list": (RECORD + f'touches = "{MARKER}"\n', "value-wrong-kind", 6, "a list"),
    "a list of numbers for a list of texts": (
        RECORD + f'touches = ["{MARKER}", 1]\n',
        "value-wrong-kind",
        6,
        "text in quotes",
    ),
    "text for yes or no": (RECORD + f'opens_review = "{MARKER}"\n', "value-wrong-kind", 6, "true or false"),
    "a word that is not on the list": (
        RECORD + f'kind = "{MARKER}"\n',
        "value-wrong-kind",
        6,
        "one of visit, significant-change",
    ),
    "a day in another order": (RECORD + f'held_on = "{MARKER} 2026"\n', "value-wrong-kind", 6, "write a date as"),
    "a day that does not exist": (RECORD + 'held_on = "2026-02-30"\n', "value-wrong-kind", 6, "a date that exists"),
    "a month that does not exist": (RECORD + 'held_on = "2026-13"\n', "value-wrong-kind", 6, "a date that exists"),
    "a year that does not exist": (RECORD + 'held_on = "0000"\n', "value-wrong-kind", 6, "a date that exists"),
    "a date without quotes": (RECORD + "held_on = 2026-02-28\n", "value-wrong-kind", 6, "text in quotes"),
    "a time without its offset": (RECORD + "at = 2026-03-04T14:12:09\n", "value-wrong-kind", 6, "with its offset"),
    "a time in quotes": (RECORD + 'at = "2026-03-04T14:12:09Z"\n', "value-wrong-kind", 6, "with its offset"),
    "a chain value that is none": (RECORD + f'chain = "{MARKER}"\n', "value-wrong-kind", 6, "docs/case-file.md"),
    "an officer that is none": (RECORD + f'by = "{MARKER} Hughes"\n', "value-wrong-kind", 6, "letters, digits"),
    "a fraction for a whole number": (
        '[[tool_result]]\nid = "t"\npoints = 1.5\n',
        "value-wrong-kind",
        5,
        "a whole number",
    ),
    "text for a number": (f'[[tool_result]]\nid = "t"\npercentage = "{MARKER}"\n', "value-wrong-kind", 5, "a number"),
    "a key by the name it has in the program": (
        '[[tool_result]]\nid = "t"\nconstruct_ = "level"\n',
        "unknown-key",
        5,
        'did you mean "construct"?',
    ),
    "a construct that is none": (
        f'[[tool_result]]\nid = "t"\nconstruct = "{MARKER}"\n',
        "value-wrong-kind",
        5,
        "one of level",
    ),
    "a category that is none": (
        '[[status]]\nid = "t"\nmappa_category = 5\n',
        "value-wrong-kind",
        5,
        "one of 1, 2, 3, 4",
    ),
    "a category in quotes": (
        '[[status]]\nid = "t"\nmappa_category = "1"\n',
        "value-wrong-kind",
        5,
        "give mappa_category a number without quotes, one of 1, 2, 3, 4",
    ),
    "a grade that is none": (
        f'[[evidence]]\nid = "t"\ngrade = "{MARKER}"\n',
        "value-wrong-kind",
        5,
        "docs/case-file.md",
    ),
    "a value that is a table": (
        f'[[response]]\nid = "t"\nvalue = {{a = "{MARKER}"}}\n',
        "value-wrong-kind",
        5,
        "true or false, a number",
    ),
    "a value that is a date": (
        '[[response]]\nid = "t"\nvalue = 2026-03-04\n',
        "value-wrong-kind",
        5,
        "true or false, a number",
    ),
    "a value that is endless": (
        '[[response]]\nid = "t"\nvalue = inf\n',
        "value-wrong-kind",
        5,
        "true or false, a number",
    ),
    "a value of empty texts": (
        '[[response]]\nid = "t"\nvalue = ["a", ""]\n',
        "value-wrong-kind",
        5,
        "true or false, a number",
    ),
    "neither none nor ids": (f'[[judgement]]\nid = "t"\noverrides = "{MARKER}"\n', "value-wrong-kind", 5, "overrides"),
    "a misspelt kind": (f'[[evnt]]\nid = "ev-1"\nwhat = "{MARKER}"\n', "unknown-kind", 3, "did you mean [[event]]?"),
    "a kind of no kind": ("[[xyzzy]]\nid = 'x'\n", "unknown-kind", 3, "see docs/case-file.md"),
    "a kind of the victims file": (f'[[victim]]\nid = "v-1"\nidentity = "{MARKER}"\n', "unknown-kind", 3, ""),
    "a number of five thousand digits": (
        f'[[response]]\nid = "t"\nvalue = {"9" * 5000}\n',
        "number-too-long",
        5,
        "text in quotes",
    ),
    "the same in another base": (
        f'[[response]]\nid = "t"\nvalue = 0x{"f" * 5000}\n',
        "number-too-long",
        5,
        "text in quotes",
    ),
}


@pytest.mark.parametrize("name", KEYS)
def test_a_key_that_is_wrong_is_named_with_its_line_and_how_to_mend_it(read: Read, name: str) -> None:
    body, code, line, fix = KEYS[name]
    _case, (problem,) = read(HEAD + body)
    assert (problem.code, problem.place.line) == (code, line)
    assert fix in problem.fix


def test_a_whole_number_past_counting_is_not_read_as_another(read: Read) -> None:
    case, problems = read(HEAD + '[[response]]\nid = "t"\nvalue = 99999999999999999\n')
    assert case is not None
    record: Any = case.find("t")
    assert problems or str(record.value) == "99999999999999999"


def test_the_words_stand_in_the_excerpt_only_so_that_a_batch_can_leave_it_out(read: Read) -> None:
    _case, (problem,) = read(HEAD + RECORD + f'kind = "{MARKER}"\n')
    assert problem.excerpt == f'kind = "{MARKER}"'
    assert f'  6 | kind = "{MARKER}"' in problem.render()
    assert problem.render().split("\n")[0] == f"{problem.place.path}:6: error[value-wrong-kind]: {problem.what}"


def test_every_problem_of_every_record_is_found_in_one_run_and_sound_records_are_read(read: Read) -> None:
    bad = '[[event]]\nid = "ev-002"\nwaht = "x"\nkind = "x"\nheld_on = 3\n[[evnt]]\nid = "x"\n[[event]]\nwhat = "y"\n'
    case, problems = read(
        'format = 1\ncase = "no id"\ncolour = "x"\n' + RECORD + bad + '[[person]]\nid = "ev-001"\nlabel = "z"\n'
    )
    assert [(p.code, p.place.line) for p in problems] == [
        ("value-wrong-kind", 2),
        ("unknown-key", 3),
        ("value-wrong-kind", 10),
        ("value-wrong-kind", 11),
        ("unknown-key", 9),
        ("unknown-kind", 12),
        ("key-missing", 14),
        ("id-reused", 17),
    ]
    assert "line 4" in problems[-1].what
    assert case is not None
    assert case.header.case == "unreadable"
    assert [entry.record.id for entry in case] == ["ev-001"]


# whole files


def test_an_empty_file_is_told(read: Read) -> None:
    for content in (b"", b"\n \n\t\n", b"\xef\xbb\xbf"):
        _case, (problem,) = read(content)
        assert problem.code in {"file-empty", "format-missing"}


def test_a_binary_file_is_told_with_the_line_it_stops_being_text_on(read: Read) -> None:
    assert read(bytes(range(256)))[1][0].code == "not-utf-8"
    _case, (problem,) = read(HEAD.encode() + b'[[event]]\nwhat = "caf\xe9 Zanzibar"\n')
    assert (problem.code, problem.place.line) == ("not-utf-8", 4)
    assert read(("\ufeff" + HEAD).encode("utf-16"))[1][0].code == "not-utf-8"
    assert read(HEAD.encode("utf-32"))[1][0].code in {"not-utf-8", "not-toml"}


def test_a_mark_at_the_beginning_and_windows_line_ends_are_read(read: Read) -> None:
    text = HEAD + f'[[event]]\nid = "ev-001"\nwhat = """\n{MARKER}\ntwo"""\nwaht = 1\n'
    for lead in ("", "\ufeff"):
        _case, (problem,) = read((lead + text).replace("\n", "\r\n"))
        assert problem.place.line == 8
    case, problems = read("\ufeff" + text.replace("waht = 1\n", "").replace("\n", "\r\n"))
    assert problems == ()
    assert case is not None
    record: Any = case.find("ev-001")
    assert record.what == f"{MARKER}\ntwo"


def test_deep_nesting_is_refused_before_it_is_parsed(read: Read) -> None:
    for body in (
        "a = " + "[" * 100_000,
        "a = " + "[" * 65 + "]" * 65,
        "a = " + "{b = " * 65 + "1" + "}" * 65,
        ".".join("a" * 1000) + " = 1",
        "x = {" + ".".join("a" * 1000) + " = 1}",
        ".".join(['"a"'] * 1000) + " = 1",
        "[" + ".".join("a" * 1000) + "]",
        "[[" + ".".join(["'a'"] * 1000) + "]]",
        "a = [\n" + "[[1],\n" * 1000,
    ):
        case, (problem,) = read(HEAD + body + "\n")
        assert case is None
        assert problem.code == "too-deep"


def test_where_the_parser_gives_up_on_depth_it_is_refused_too(
    monkeypatch: pytest.MonkeyPatch, problem_of: Callable[..., Problem]
) -> None:
    def overflow(_text: str) -> None:
        raise RecursionError

    monkeypatch.setattr(toml_module._parser, "loads", overflow)
    assert problem_of(parse_toml, b"a = 1", "x.toml").code == "too-deep"


def test_long_runs_of_digits_in_words_are_words(read: Read) -> None:
    words = "0x" + "f" * 5000
    case, problems = read(HEAD + f"[[event]]\nid = 'e'\nwhat = '{words}'  # {'9' * 5000}\n")
    assert problems == ()
    assert case is not None
    _case, (problem,) = read(
        HEAD + f"[[event]]\nid = 'e'\nwhat = '{words}'\n[[response]]\nid = 'r'\nvalue = 0x{'f' * 5000}\n"
    )
    assert (problem.code, problem.place.line) == ("number-too-long", 8)
    _case, (problem,) = read(HEAD + f"[[response]]\nid = 'r'\nvalue = ['a', {'9' * 5000}]\n")
    assert (problem.code, problem.place.line) == ("number-too-long", 0)


TORN = (
    HEAD
    + '\n[[person]]\nid = "subject"\nroles = ["subject"]\n\n[[event]]\nid = "ev-001"\nwhat = """\nShe said "no",\n'
    + '[[event]]\n# and é left"""\nat = 2026-03-04T14:12:09+00:00\nopens_review = true\ntouches = [\n  \'a\',\n]\n'
).encode()


@pytest.mark.parametrize("length", range(len(TORN)))
def test_a_file_torn_at_any_byte_is_told_or_read_as_far_as_it_goes(read: Read, length: int) -> None:
    case, problems = read(TORN[:length])
    whole, _problems = read(TORN)
    assert whole is not None
    assert (case is None) <= bool(problems)
    for entry in case or ():
        assert entry.record.id in {e.record.id for e in whole}


@given(raw=st.binary(max_size=200) | st.text(max_size=100).map(str.encode))
def test_any_bytes_are_told_or_read(tmp_path: Path, raw: bytes) -> None:
    path = tmp_path / "any.toml"
    for content in (raw, b"format = 1\n" + raw, HEAD.encode() + b"[[event]]\nid = 'e'\n" + raw):
        path.write_bytes(content)
        try:
            _case, problems = read_case(path)
        except SjtoolError as error:
            problems = list(error.problems)
        for problem in problems:
            assert 0 <= problem.place.line <= content.count(b"\n") + 1


# what is no file, or may not be read


def test_a_missing_file_and_a_folder_are_told(tmp_path: Path, problem_of: Callable[..., Problem]) -> None:
    assert problem_of(read_toml, tmp_path / "nothing.toml").code == "file-missing"
    assert problem_of(read_toml, tmp_path).code == "not-a-file"
    assert problem_of(read_toml, tmp_path / ("x" * 300)).code == "unreadable"


@pytest.mark.parametrize(
    ("error", "code"), [(PermissionError(13, "no"), "no-permission"), (OSError(5, "broken"), "unreadable")]
)
def test_a_file_that_may_not_be_read_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, problem_of: Callable[..., Problem], error: OSError, code: str
) -> None:
    def refuse(*_args: object) -> None:
        raise error

    (tmp_path / "x.toml").write_text(HEAD)
    monkeypatch.setattr(Path, "open", refuse)
    problem = problem_of(read_toml, tmp_path / "x.toml")
    assert problem.code == code
    assert problem.place.path == str(tmp_path / "x.toml")


def test_a_huge_file_is_refused_before_it_is_parsed(tmp_path: Path, problem_of: Callable[..., Problem]) -> None:
    path = tmp_path / "huge.toml"
    path.write_text(HEAD)
    os.truncate(path, 40 * MAX_BYTES)
    assert problem_of(read_toml, path).code == "file-too-large"
    os.truncate(path, MAX_BYTES)
    assert len(read_bytes(path)) == MAX_BYTES


def test_a_file_without_end_is_refused_too(problem_of: Callable[..., Problem]) -> None:
    if not Path("/dev/zero").exists():
        pytest.skip("no such device here")
    assert problem_of(read_toml, Path("/dev/zero")).code == "file-too-large"


def test_thousands_of_bad_records_are_told_in_a_moment(read: Read) -> None:
    _case, problems = read(HEAD + "".join(f"[[event]]\nid = 'e{n}'\nwaht = 'x'\n" for n in range(5000)))
    assert [p.place.line for p in problems] == [5 + 3 * n for n in range(5000)]


# the commands, on one bad file of each sort


@pytest.mark.parametrize(
    "content", [b"", b"\xff\xfe", HEAD.encode() + f'[[event]]\nwhat = "{MARKER}'.encode(), b"format = 2\n"]
)
@pytest.mark.parametrize("command", ["next", "show", "verify", "report"])
def test_a_command_ends_with_three_and_says_none_of_the_words(
    tmp_path: Path, run: Callable[..., Any], command: str, content: bytes
) -> None:
    path = tmp_path / "bad.toml"
    path.write_bytes(content)
    result = run(command, path)
    assert result.status == 3
    assert str(path) in result.stderr
    assert "why: " in result.stderr
    assert "fix: " in result.stderr
    assert MARKER not in result.stdout + result.stderr
    assert path.read_bytes() == content


def test_a_ledger_is_not_opened_on_a_bad_file(tmp_path: Path, problem_of: Callable[..., Problem]) -> None:
    path = tmp_path / "bad.toml"
    path.write_text("format = 2\n")
    assert problem_of(Ledger, path).code == "format-newer"
    path.write_text(HEAD + RECORD + "waht = 1\n")
    Ledger(path).append([Draft("event")], by="x", at=NOW)  # a wrong key elsewhere loses nobody's words
    assert [p.code for p in read_case(path)[1]] == ["unknown-key"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_named_pipe_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.toml")
    with pytest.raises(SjtoolError) as refused:
        read_bytes(tmp_path / "pipe.toml")
    assert refused.value.problems[0].code == "not-a-file"


def test_an_empty_file_is_restored_and_not_begun_anew(tmp_path: Path) -> None:
    path = tmp_path / "quay.toml"
    path.write_bytes(b"")
    with pytest.raises(SjtoolError) as refused:
        read_ledger(path)
    assert refused.value.problems[0].fix.startswith("restore it from a backup")
