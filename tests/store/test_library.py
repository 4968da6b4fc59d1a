"""Templates by reference: a force's own first, the newest version, marks replaced as a whole; wrong ones are told."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from sjtool.errors import SjtoolError
from sjtool.problem import Problem
from sjtool.store import shipped
from sjtool.store.library import Library, hash_content, template_lines
from sjtool.store.outline import build_outline
from sjtool.store.shipped import find_shipped
from sjtool.store.toml import parse_toml

MARKER = "Zanzibar"
SECTION = next(find_shipped("templates").rglob("section-12@1.0.0.toml"))
SOURCE = """
[[source]]
id = "force"
title = "Local procedure"
publisher = "Example Police"
published = "2026"
locator = "intranet"
licence = "internal"
standing = "published"
"""
MARKS = f"""
[set]
id = "section-12-marks"
version = "1.0.0"
kind = "marks"
title = "Marks"
marks_of = "section-12"
standing = "published"
standing_note = "From the original"
licence = "internal"
source = "force"
{SOURCE}
[[mark]]
item = "2"
asks = "partner"
standing = "published"
reason = "as the original has it"

[[mark]]
item = "1"
asks = "partner-lightly"
standing = "published"
reason = "as the original has it"
parts = ["hours"]
"""
QUESTIONS = f"""
[set]
id = "doorstep"
version = "1.0.0"
kind = "question-set"
title = "At the door"
purpose = "To hear"
asked_of = ["person"]
standing = "editorial"
standing_note = "ours"
licence = "ours"
source = "force"
{SOURCE}
[[item]]
id = "1"
title = "One"
ask = "Who lives here?"
why = "To know"
source = "force"
pinpoint = "1"
"""


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A force's folder of templates."""
    folder = tmp_path / "own"
    folder.mkdir()
    return folder


def put(folder: Path, name: str, text: str) -> Path:
    """A template file; versions in the text follow the name."""
    version = name.removesuffix(".toml").partition("@")[2]
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text.replace('version = "1.0.0"', f'version = "{version}"'), encoding="utf-8")
    return path


# finding


def test_what_is_shipped_is_found_without_a_folder() -> None:
    library = Library()
    assert library.find("section-12").ref == "section-12@1.0.0"
    assert library.find("section-12@1.0.0").origin == "shipped"
    assert library.question_set("section-12").set.id == "section-12"
    assert library.factor_set("acute").set.kind == "factor-set"
    assert library.instrument("arms@1.0.0").set.kind == "instrument"
    assert library.newest("nothing") is None


def test_a_forces_own_comes_before_what_is_shipped(own: Path) -> None:
    changed = SECTION.read_text(encoding="utf-8").replace('title = "Online', 'title = "Our own online', 1)
    path = put(own, "question-sets/section-12@1.0.0.toml", changed)
    library = Library(own)
    assert (library.find("section-12").path, library.find("section-12").origin) == (path, "own")
    assert library.question_set("section-12").set.title.startswith("Our own")
    assert dict(library.hashes("section-12")) != dict(Library().hashes("section-12"))
    assert library.find("acute").origin == "shipped"


def test_a_bare_id_means_the_newest_version(own: Path) -> None:
    for version in ("1.0.0", "1.9.0", "1.10.0", "0.99.0"):
        put(own, f"doorstep@{version}.toml", QUESTIONS)
    library = Library(own)
    assert library.find("doorstep").ref == "doorstep@1.10.0"
    assert library.question_set("doorstep").set.version == "1.10.0"
    assert library.question_set("doorstep@1.9.0").set.version == "1.9.0"


def test_files_of_other_names_are_no_templates(own: Path) -> None:
    for name in ("doorstep.toml", "Door Step@1.0.0.toml", "doorstep@latest.toml", "doorstep@1.0.0.toml.bak"):
        (own / name).write_text("x")
    assert set(Library(own).found) == set(Library().found)


@pytest.mark.parametrize(
    ("ref", "fix"),
    [
        ("sektion-12", 'did you mean "section-12"?'),
        ("section-12@9.9.9", 'did you mean "section-12"?'),
        ("xyzzy", "sjtool sets list"),
        (f"{MARKER} came in", "sjtool sets list"),
    ],
)
def test_a_template_nobody_has_is_told(problem_of: Callable[..., Problem], ref: str, fix: str) -> None:
    problem = problem_of(Library().find, ref)
    assert problem.code == "unknown-template"
    assert fix in problem.fix
    assert (f'"{ref}"' in problem.what) == (MARKER not in ref)


def test_a_template_of_another_kind_is_told(problem_of: Callable[..., Problem]) -> None:
    library = Library()
    for ask, ref, kind in (
        (library.question_set, "acute", "a question set"),
        (library.factor_set, "arms", "a factor set"),
        (library.instrument, "section-12", "an instrument"),
    ):
        problem = problem_of(ask, ref)
        assert problem.code == "wrong-template"
        assert problem.what.endswith(f"is not {kind}")


def test_a_folder_that_is_missing_is_told(tmp_path: Path, problem_of: Callable[..., Problem]) -> None:
    assert problem_of(Library, tmp_path / "nothing").code == "folder-missing"


# reading


BAD = {
    "an unknown key": (QUESTIONS.replace("ask =", "aks ="), "unknown-key", 'aks = "Who', 'did you mean "ask"?'),
    "a wrong word": (
        QUESTIONS.replace('standing = "editorial"', f'standing = "{MARKER}"'),
        "value-wrong-kind",
        "standing =",
        "one of published",
    ),
    "a missing key": (QUESTIONS.replace('why = "To know"\n', ""), "key-missing", "[[item]]", "add a line  why ="),
    "a key of a nested part": (
        QUESTIONS + '[item.mark]\nasks = "partner"\nstanding = "editorial"\nreason = "x"\ncolour = "x"\n',
        "unknown-key",
        "colour",
        "the keys here are asks, standing, reason, parts",
    ),
    "a part without its title": (
        QUESTIONS + '[[item.part]]\nid = "a"\nask = "x"\n',
        "key-missing",
        "[[item.part]]",
        "title =",
    ),
    "text for a list": (QUESTIONS.replace('["person"]', f'"{MARKER}"'), "value-wrong-kind", "asked_of", "a list"),
    "a number for a table": (QUESTIONS + "mark = 1\n", "value-wrong-kind", "mark = 1", "a shipped template"),
    "no kind": (
        QUESTIONS.replace('kind = "question-set"\n', ""),
        "template-kind",
        "[set]",
        'add  kind = "question-set"',
    ),
    "another kind": (QUESTIONS.replace("question-set", MARKER), "template-kind", "[set]", ""),
    "no head": (SOURCE, "template-kind", "[[source]]", ""),
    "a head that is none": ("set = 1\n", "template-kind", "set = 1", ""),
    "another id": (QUESTIONS.replace('id = "doorstep"', 'id = "window"'), "template-name", "", "window@1.0.0.toml"),
    "another version": (
        QUESTIONS.replace('version = "1.0.0"', 'version = "2.0.0"'),
        "template-name",
        "",
        "doorstep@2.0.0.toml",
    ),
    "no toml": (QUESTIONS + f"x = {MARKER}\n", "not-toml", f"x = {MARKER}", ""),
    "nothing": ("", "template-kind", "", ""),
    "a number of five thousand digits": (
        QUESTIONS + "minimum = " + "9" * 5000 + "\n",
        "number-too-long",
        "minimum =",
        "",
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_template_is_told_with_its_line(own: Path, name: str) -> None:
    text, code, at, fix = BAD[name]
    path = own / "doorstep@1.0.0.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SjtoolError) as stopped:
        Library(own).read("doorstep")
    problem = next(problem for problem in stopped.value.problems if problem.code == code)
    assert problem.place.path == str(path)
    if at:
        assert text.split("\n")[problem.place.line - 1].startswith(at)
    assert fix in problem.fix
    assert MARKER not in problem.what + problem.why + problem.fix


def test_every_problem_of_a_template_is_told_in_one_run(own: Path) -> None:
    put(own, "doorstep@1.0.0.toml", QUESTIONS.replace("ask =", "aks =").replace("pinpoint =", "pinpont ="))
    with pytest.raises(SjtoolError) as stopped:
        Library(own).read("doorstep")
    assert len(stopped.value.problems) == 4


def test_a_template_is_read_once(own: Path) -> None:
    path = put(own, "doorstep@1.0.0.toml", QUESTIONS)
    library = Library(own)
    first = library.read("doorstep")
    path.unlink()
    assert library.read("doorstep@1.0.0") is first


def test_lines_of_nested_parts_are_found_by_their_path() -> None:
    text = "[set]\nid = 1\n[[set.conduct]]\nwho = 1\n[[item]]\nid = 1\n[[item.part]]\nid = 2\n"
    text += "[item.mark]\nparts.x = 3\n[[item]]\n[[item.part]]\nid = 3\n"
    lines = template_lines(build_outline(text))
    assert lines["set", "id"] == 2
    assert lines["set", "conduct", 0, "who"] == 4
    assert lines["item", 0, "part", 0, "id"] == 8
    assert lines["item", 0, "mark", "parts", "x"] == 10
    assert (
        lines[
            "item",
            1,
        ]
        == 11
    )


# hashes


def test_a_hash_covers_content_and_not_how_it_is_written() -> None:
    def hashed(text: str) -> str:
        return hash_content(parse_toml(text.encode(), "x").data)

    text = 'a = 1\nb = "x"\n[[c]]\nd = 2\n'
    assert hashed(text) == hashed('# why\r\nb = """x"""\r\na = 1 # one\r\n\r\n[[c]]\r\nd = 2')
    assert hashed(text) != hashed(text.replace("2", "3"))


def test_what_a_case_pins_is_the_set_and_the_marks_that_go_with_it(own: Path) -> None:
    plain = list(Library().hashes("section-12"))
    assert [ref for ref, _hash in plain] == ["section-12@1.0.0"]
    put(own, "section-12-marks@1.0.0.toml", MARKS)
    pinned = list(Library(own).hashes("section-12"))
    assert pinned[0] == plain[0]
    assert [ref for ref, _hash in pinned] == ["section-12@1.0.0", "section-12-marks@1.0.0"]
    assert [ref for ref, _hash in Library(own).hashes("section-12-marks")] == ["section-12-marks@1.0.0"]


# a force's own marks


def test_a_forces_marks_replace_the_shipped_ones_as_a_whole(own: Path) -> None:
    put(own, "section-12-marks@1.0.0.toml", MARKS.replace('"published"\nreason', '"editorial"\nreason'))
    put(own, "section-12-marks@1.1.0.toml", MARKS)
    questions = Library(own).question_set("section-12")
    shipped_set = Library().question_set("section-12")
    marks = {item.id: item.mark for item in questions.item}
    assert all(mark is not None for mark in marks.values())
    assert {i: m.asks for i, m in marks.items() if m and m.asks != "person-only"} == {
        "2": "partner",
        "1": "partner-lightly",
    }
    assert {m.standing for m in marks.values() if m} == {"published"}
    assert marks["1"] is not None
    assert marks["1"].parts == ("hours",)
    assert marks["3"] is not None
    assert marks["3"].reason == "From the original"
    assert questions.set.marks_note == "From the original"
    assert [item.ask for item in questions.item] == [item.ask for item in shipped_set.item]


@pytest.mark.parametrize(
    ("old", "new", "code", "at"),
    [
        ('marks_of = "section-12"', 'marks_of = "section-13"', "marks-of-another", "marks_of"),
        ('item = "2"', 'item = "34"', "marks-unknown-item", 'item = "34"'),
        ('parts = ["hours"]', 'parts = ["minutes"]', "marks-unknown-part", "parts"),
        ('kind = "marks"', 'kind = "question-set"', "unknown-key", "marks_of"),
        ("asks =", "ask =", "unknown-key", "ask ="),
    ],
)
def test_marks_that_would_be_seen_by_nobody_are_told(own: Path, old: str, new: str, code: str, at: str) -> None:
    text = MARKS.replace(old, new, 1)
    path = put(own, "section-12-marks@1.0.0.toml", text)
    with pytest.raises(SjtoolError) as stopped:
        Library(own).question_set("section-12")
    problem = next(problem for problem in stopped.value.problems if problem.code == code)
    assert problem.place.path == str(path)
    assert text.split("\n")[problem.place.line - 1].startswith(at)


def test_marks_may_name_the_version_of_their_set(own: Path) -> None:
    put(own, "section-12-marks@1.0.0.toml", MARKS.replace('marks_of = "section-12"', 'marks_of = "section-12@1.0.0"'))
    assert Library(own).question_set("section-12").set.marks_note == "From the original"


def test_another_kind_of_template_by_the_name_of_marks_is_told(own: Path, problem_of: Callable[..., Problem]) -> None:
    put(own, "section-12-marks@1.0.0.toml", QUESTIONS.replace('id = "doorstep"', 'id = "section-12-marks"'))
    problem = problem_of(Library(own).question_set, "section-12")
    assert (problem.code, problem.what) == ("wrong-template", "section-12-marks@1.0.0 is not a marks")


# where the shipped ones are


def test_an_installed_package_holds_its_templates_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shipped, "_PACKAGE", tmp_path / "src" / "sjtool")
    (tmp_path / "templates").mkdir()
    assert find_shipped("templates") == tmp_path / "templates"
    (tmp_path / "src" / "sjtool" / "shipped" / "templates").mkdir(parents=True)
    assert find_shipped("templates") == tmp_path / "src" / "sjtool" / "shipped" / "templates"


def test_an_installation_without_its_templates_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, problem_of: Callable[..., Problem]
) -> None:
    monkeypatch.setattr(shipped, "_PACKAGE", tmp_path)
    assert problem_of(find_shipped, "templates").code == "not-installed-whole"
