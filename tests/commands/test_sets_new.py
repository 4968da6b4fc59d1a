"""`sjtool sets new`: a scaffold that teaches and passes the checks as it is, or a copy with another id or version."""

from __future__ import annotations

import os
import re
import stat
from pathlib import Path
from typing import Any

import pytest

from sjtool.assess.lint import lint_template
from sjtool.commands.sets import check_template
from sjtool.errors import SjtoolError, refused
from sjtool.model import template as grammar
from sjtool.model.template import FactorSet, Menu, QuestionSet, TemplatePart
from sjtool.store import scaffold
from sjtool.store.library import Found, Library, Loaded
from sjtool.store.scaffold import KINDS, copy_template, next_version, render_scaffold, write_new
from sjtool.store.toml import parse_toml

pytestmark = pytest.mark.usefixtures("at_desk")
SHIPPED = Path(__file__).resolve().parents[2] / "templates"
LIBRARY = Library()
MODELS: dict[str, Any] = {"question-set": QuestionSet, "factor-set": FactorSet, "menu": Menu}
IDS = {"question-set": "own-set", "factor-set": "own-set", "menu": "own-set", "marks": "section-12-marks"}
BEHIND_A_HASH = re.compile(r"(?m)^# (?=[a-z_]+ = |\[\[?[a-z_.]+\]\]?$)")


def read(path: Path) -> dict[str, Any]:
    return parse_toml(path.read_bytes(), str(path)).data


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A force's own folder of templates."""
    folder = tmp_path / "own"
    folder.mkdir()
    return folder


class TestScaffold:
    @pytest.mark.parametrize("kind", KINDS)
    def test_it_passes_the_checks_and_is_seen_to_be_unfinished(self, kind: str, run: Any, own: Path) -> None:
        done = run("sets", "new", IDS[kind], "--kind", kind, "--templates", own)
        path = own / f"{IDS[kind]}@1.0.0.toml"
        assert (done.status, done.stdout) == (0, "")
        assert f"Written: {path}" in done.stderr
        assert f"  sjtool sets check {IDS[kind]}@1.0.0 --templates {own}" in done.stderr
        assert files(own) == [path.name]
        assert run("sets", "check", IDS[kind], "--templates", own).stdout == "1 templates checked, 0 problems\n"
        head = read(path)["set"]
        assert (head["id"], head["version"], head["kind"]) == (IDS[kind], "1.0.0", kind)
        assert head["title"].startswith("To be written: ")
        assert head["standing"] == "editorial"
        assert head["standing_note"].startswith("Nobody has written ")
        assert "new-id" not in path.read_text("utf-8")
        assert "marked-set" not in path.read_text("utf-8")

    def test_it_is_a_question_set_unless_said_otherwise(self, run: Any, own: Path) -> None:
        assert run("sets", "new", "visit-2", "--templates", own).status == 0
        assert read(own / "visit-2@1.0.0.toml")["set"]["kind"] == "question-set"

    @pytest.mark.parametrize("kind", MODELS)
    def test_every_line_behind_a_hash_may_be_used(self, kind: str) -> None:
        text, count = BEHIND_A_HASH.subn("", render_scaffold(kind, "own-set"))
        assert count >= 5
        assert [*lint_template(MODELS[kind].model_validate(parse_toml(text.encode(), kind).data))] == []

    @pytest.mark.parametrize("kind", MODELS)
    def test_every_key_of_the_grammar_is_shown(self, kind: str) -> None:
        data = parse_toml(BEHIND_A_HASH.sub("", render_scaffold(kind, "own-set")).encode(), kind).data
        explained = {("applies_if", "part"), ("applies_if", "none_of")}
        assert set(keys_of(MODELS[kind])) - set(keys_in(data)) <= explained
        if kind == "question-set":
            assert "  part  names one of them" in render_scaffold(kind, "own-set")
            assert "( none_of )" in render_scaffold(kind, "own-set")

    @pytest.mark.parametrize("kind", MODELS)
    def test_what_is_called_optional_may_be_left_out_and_nothing_else(self, kind: str) -> None:
        lines = render_scaffold(kind, "own-set").split("\n")
        wrong = []
        for number, line in enumerate(lines):
            if not re.match(r"[a-z_-]+ = ", line):
                continue
            above = number - 1
            while lines[above].startswith("# "):
                above -= 1
            is_optional = "(optional)" in " ".join(lines[above + 1 : number])
            without = "\n".join([*lines[:number], *lines[number + 1 :]])
            if is_optional is not is_sound(kind, without):
                wrong.append(line)
        assert wrong == []

    def test_the_example_has_what_an_item_is_made_of(self) -> None:
        data = parse_toml(render_scaffold("question-set", "own-set").encode(), "scaffold").data
        first = data["item"][0]
        assert {"ask", "ask_partner", "why", "look_for", "follow_up", "pinpoint", "compare", "mark"} <= set(first)
        assert "{person}" in first["ask_partner"]
        assert data["source"][0]["licence"]

    def test_the_sheet_has_a_scale_with_levels_and_one_without(self) -> None:
        data = parse_toml(render_scaffold("factor-set", "own-set").encode(), "scaffold").data
        assert [scale["is_graded"] for scale in data["scale"]] == [True, False]
        first, second = data["factor"]
        assert set(first["anchors"]) == {label["id"] for label in data["scale"][0]["label"]}
        assert "anchors" not in second
        assert first["raises_concern_when"]

    @pytest.mark.parametrize("kind", KINDS)
    def test_its_lines_can_be_read_on_a_screen(self, kind: str) -> None:
        assert max(map(len, render_scaffold(kind, "own-set").split("\n"))) <= 120


def is_sound(kind: str, text: str) -> bool:
    try:
        return not [*lint_template(MODELS[kind].model_validate(parse_toml(text.encode(), kind).data))]
    except ValueError:
        return False


def keys_of(model: type[TemplatePart], table: str = "") -> set[tuple[str, str]]:
    """Every table and key that a kind of template can have; a part is worded as an item is."""
    found = set()
    for key, info in model.model_fields.items():
        found.add((table.replace("part", "item"), key))
        for name in re.findall(r"sjtool\.model\.\w+\.(\w+)", str(info.annotation)):
            found |= keys_of(getattr(grammar, name), key)
    return found


def keys_in(data: Any, table: str = "") -> set[tuple[str, str]]:
    """Every table and key that is there."""
    found = set()
    for one in data if isinstance(data, list) else [data]:
        for key, value in one.items() if isinstance(one, dict) else ():
            found |= {(table.replace("part", "item"), key)} | keys_in(value, key)
    return found


class TestMarks:
    def test_nothing_changes_by_its_being_there(self, run: Any, own: Path) -> None:
        done = run("sets", "new", "section-12-marks", "--kind", "marks", "--templates", own)
        said = " ".join(done.stderr.split())
        assert "It holds the marks of section-12 as they are." in said
        assert "standing_note is printed with every comparison" in said
        before, after = LIBRARY.question_set("section-12"), Library(own).question_set("section-12")
        assert after.item == before.item
        assert (after.set.marks_note or "").startswith("Nobody has written these marks yet")
        assert read(own / "section-12-marks@1.0.0.toml")["set"]["marks_of"] == "section-12"

    def test_an_item_without_a_mark_is_for_the_person_only(self, run: Any, own: Path) -> None:
        run("sets", "new", "set-a", "--templates", own)
        path = own / "set-a@1.0.0.toml"
        path.write_text(re.sub(r"\[item\.mark\]\n(?:[a-z]+ = .*\n)+", "", path.read_text("utf-8")), encoding="utf-8")
        assert run("sets", "new", "set-a-marks", "--kind", "marks", "--templates", own).status == 0
        marks = read(own / "set-a-marks@1.0.0.toml")["mark"]
        assert [(mark["item"], mark["asks"]) for mark in marks] == [("1", "person-only"), ("2", "person-only")]
        assert all(mark["reason"].startswith("To be written: ") for mark in marks)

    @pytest.mark.parametrize(
        ("words", "status", "code"),
        [
            (("section-12-marks",), 2, "template-id"),
            (("section-12", "--kind", "marks"), 2, "template-id"),
            (("section-12-marks", "--kind", "menu"), 2, "template-id"),
            (("section-12-marks", "--from", "visit"), 2, "template-id"),
            (("acute-marks", "--kind", "marks"), 3, "wrong-template"),
            (("tarot-marks", "--kind", "marks"), 3, "unknown-template"),
        ],
    )
    def test_marks_have_the_name_of_a_question_set(
        self, words: tuple[str, ...], status: int, code: str, run: Any, codes_of: Any, own: Path
    ) -> None:
        done = run("sets", "new", *words, "--templates", own)
        assert (done.status, codes_of(done), files(own)) == (status, [code], [])

    def test_a_copy_of_marks_stays_with_its_set(self, run: Any, codes_of: Any, own: Path) -> None:
        run("sets", "new", "section-12-marks", "--kind", "marks", "--templates", own)
        for name in ("visit-marks", "visit-new"):
            done = run("sets", "new", name, "--from", "section-12-marks", "--templates", own)
            assert (done.status, codes_of(done)) == (2, ["template-id"])
            assert "fix: a copy of marks is  section-12-marks" in done.stderr
        assert run("sets", "new", "section-12-marks", "--from", "section-12-marks", "--templates", own).status == 0
        assert files(own) == ["section-12-marks@1.0.0.toml", "section-12-marks@1.1.0.toml"]


class TestCopy:
    def test_the_next_version_keeps_all_but_the_version(self, run: Any, own: Path) -> None:
        done = run("sets", "new", "section-12", "--from", "section-12", "--templates", own)
        source = SHIPPED / "question-sets" / "section-12@1.0.0.toml"
        path = own / "section-12@1.1.0.toml"
        assert done.status == 0
        said = " ".join(done.stderr.split())
        assert "whatever is begun with section-12 uses it from now on" in said
        assert f"sjtool sets diff section-12@1.0.0 {path}" in said
        lines = path.read_text("utf-8").split("\n")
        assert lines[:3] == [
            "# Copied from section-12@1.0.0 (shipped); only the id and the version were changed.",
            f"# Its content had the SHA-256 {LIBRARY.read('section-12').sha256}.",
            "",
        ]
        was = source.read_text("utf-8").split("\n")
        assert [pair for pair in zip(was, lines[3:], strict=True) if pair[0] != pair[1]] == [
            ('version = "1.0.0"', 'version = "1.1.0"')
        ]
        assert Library(own).find("section-12").path == path
        assert run("sets", "diff", "section-12@1.0.0", path).status == 0

    def test_the_version_after_the_newest_is_taken_whatever_is_copied(self, run: Any, own: Path) -> None:
        for version in ("1.1.0", "1.2.0"):
            run("sets", "new", "acute", "--from", "acute@1.0.0", "--templates", own)
            assert (own / f"acute@{version}.toml").is_file()

    def test_versions_in_the_folder_that_is_written_to_count(self, run: Any, tmp_path: Path) -> None:
        for _ in range(2):
            assert run("sets", "new", "acute", "--from", "acute").status == 0
        assert files(tmp_path) == ["acute@1.1.0.toml", "acute@1.2.0.toml"]

    def test_the_newest_is_found_by_number_and_not_by_letter(self, run: Any, own: Path) -> None:
        for version in ("1.9.0", "1.10.0"):
            (own / f"acute@{version}.toml").write_text("[set]\n", encoding="utf-8")
        assert run("sets", "new", "acute", "--from", "acute@1.0.0", "--templates", own).status == 0
        assert (own / "acute@1.11.0.toml").is_file()

    def test_a_language_file_is_no_version(self, run: Any, own: Path) -> None:
        (own / "set-a@7.0.0.cy.toml").write_text("[language]\n", encoding="utf-8")
        assert run("sets", "new", "set-a", "--templates", own).status == 0
        assert files(own) == ["set-a@1.0.0.toml", "set-a@7.0.0.cy.toml"]

    def test_lines_in_another_language_are_said_to_stay_behind(self, run: Any, own: Path) -> None:
        done = run("sets", "new", "demo-bilingual", "--from", "demo-bilingual", "--templates", own)
        beside = LIBRARY.find_language("demo-bilingual", "cy")
        assert "Its lines in Cymraeg (Welsh) stay behind." in done.stderr
        assert f"  from {beside}\n  to   {own / 'demo-bilingual@1.1.0.cy.toml'}\n" in done.stderr
        assert files(own) == ["demo-bilingual@1.1.0.toml"]
        text = (beside or own).read_text("utf-8").replace("demo-bilingual@1.0.0", "demo-bilingual@1.1.0")
        (own / "demo-bilingual@1.1.0.cy.toml").write_text(text, encoding="utf-8")
        assert run("sets", "check", "demo-bilingual", "--templates", own).status == 0
        assert "Cymraeg" not in run("sets", "new", "acute", "--from", "acute", "--templates", own).stderr

    def test_a_new_id_begins_at_the_first_version(self, run: Any, own: Path) -> None:
        done = run("sets", "new", "acute-own", "--from", "acute", "--templates", own)
        path = own / "acute-own@1.0.0.toml"
        assert "under another id" in done.stderr
        new, old = read(path), read(SHIPPED / "factor-sets" / "acute@1.0.0.toml")
        assert new == {**old, "set": {**old["set"], "id": "acute-own"}}
        assert check_template(Library(own).find("acute-own")) == []

    def test_what_is_a_forces_own_is_named_by_its_file(self, run: Any, own: Path) -> None:
        run("sets", "new", "set-a", "--templates", own)
        done = run("sets", "new", "set-b", "--from", "set-a", "--templates", own)
        assert f"sjtool sets diff {own / 'set-a@1.0.0.toml'} {own / 'set-b@1.0.0.toml'}" in done.stderr
        assert "(own); only" in (own / "set-b@1.0.0.toml").read_text("utf-8")

    def test_a_passport_is_begun_as_a_copy(self, run: Any, own: Path) -> None:
        assert run("sets", "new", "force-tool", "--from", "arms", "--templates", own).status == 0
        assert read(own / "force-tool@1.0.0.toml")["set"]["kind"] == "instrument"

    def test_a_copy_is_of_the_kind_it_is_copied_from(self, run: Any, codes_of: Any, own: Path) -> None:
        done = run("sets", "new", "acute-own", "--from", "acute", "--kind", "menu", "--templates", own)
        assert (done.status, codes_of(done), files(own)) == (3, ["wrong-template"], [])
        assert (
            run("sets", "new", "acute-own", "--from", "acute", "--kind", "factor-set", "--templates", own).status == 0
        )

    @pytest.mark.parametrize(
        ("head", "expected"),
        [
            ('[set]\nid = "a-set" # why\nversion="1.0.0"\n', '[set]\nid = "other-set" # why\nversion="2.0.0"\n'),
            ("[ set ]\nversion = '1.0.0'\n  id = 'a-set'\n", '[ set ]\nversion = "2.0.0"\n  id = "other-set"\n'),
            ('set.id = "a-set"\nset.version = "1.0.0"\n', 'set.id = "other-set"\nset.version = "2.0.0"\n'),
            ('[set]\r\nid = "a-set"\r\nversion = "1.0.0"\r\n', '[set]\nid = "other-set"\nversion = "2.0.0"\n'),
            ('\ufeff[set]\nid = "a-set"\nversion = "1.0.0"\n', '[set]\nid = "other-set"\nversion = "2.0.0"\n'),
        ],
    )
    def test_however_the_head_is_written(self, head: str, expected: str, tmp_path: Path) -> None:
        more = '[[source]]\nid = "a-set"\nversion = "1.0.0"\n'
        text = copy_template(loaded(tmp_path, head + more), "other-set", "2.0.0")
        assert text.partition("\n\n")[2] == expected + more

    @pytest.mark.parametrize(
        "head",
        [
            'set = { id = "a-set", version = "1.0.0" }\n',
            '[set]\nid = """a-set"""\nversion = "1.0.0"\n',
            '[set]\nid = "a-set"\n"version" = "1.0.0"\n',
        ],
    )
    def test_a_head_that_cannot_be_changed_is_refused(self, head: str, tmp_path: Path) -> None:
        with pytest.raises(SjtoolError) as stopped:
            copy_template(loaded(tmp_path, head), "b-set", "2.0.0")
        assert stopped.value.problems[0].code == "template-name"

    @pytest.mark.parametrize(
        ("versions", "following"),
        [((), "1.0.0"), (("1.9.0", "1.10.0"), "1.11.0"), (("2",), "2.1.0"), (("1.2.7",), "1.3.0")],
    )
    def test_the_version_that_follows(self, versions: tuple[str, ...], following: str) -> None:
        assert next_version([Found("a-set", version, Path("a"), "own") for version in versions]) == following


def loaded(folder: Path, text: str) -> Loaded:
    """A template file as far as its copy is concerned."""
    path = folder / "a-set@1.0.0.toml"
    path.write_bytes(text.encode("utf-8"))
    found = Found("a-set", "1.0.0", path, "own")
    return Loaded(found, LIBRARY.read("acute").template, "0" * 64, parse_toml(text.encode(), "a").outline)


class TestNothingIsReplaced:
    def test_an_id_that_is_in_use_is_refused(self, run: Any, codes_of: Any, own: Path) -> None:
        for words in (("acute",), ("acute", "--from", "dynamic")):
            done = run("sets", "new", *words, "--templates", own)
            assert (done.status, codes_of(done), files(own)) == (3, ["template-exists"], [])
            assert "sjtool sets new acute --from acute" in done.stderr

    def test_so_is_one_of_the_folder_that_is_written_to(self, run: Any, codes_of: Any, tmp_path: Path) -> None:
        mine = tmp_path / "set-a@0.9.toml"
        mine.write_text("mine", encoding="utf-8")
        done = run("sets", "new", "set-a")
        assert (done.status, codes_of(done)) == (3, ["template-exists"])
        assert mine.read_text("utf-8") == "mine"
        assert files(tmp_path) == [mine.name]

    def test_a_file_of_the_name_is_left_as_it_is(self, tmp_path: Path) -> None:
        path = tmp_path / "set-a@1.0.0.toml"
        path.write_text("mine", encoding="utf-8")
        with pytest.raises(SjtoolError) as stopped:
            write_new(path, "yours")
        assert stopped.value.problems[0].code == "template-exists"
        assert path.read_text("utf-8") == "mine"

    def test_what_cannot_be_saved_leaves_nothing(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        path = tmp_path / "set-a@1.0.0.toml"

        def fail(_path: Path, _content: bytes, **_more: object) -> None:
            raise refused("not-saved", "a", "b", "c", "d")

        monkeypatch.setattr(scaffold, "write_durably", fail)
        with pytest.raises(SjtoolError):
            write_new(path, "text")
        assert files(tmp_path) == []

    def test_what_was_saved_stays_where_the_disk_is_in_doubt(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        path = tmp_path / "set-a@1.0.0.toml"

        def doubt(path: Path, content: bytes, **_more: object) -> None:
            path.write_bytes(content)
            raise refused("saved-in-doubt", "a", "b", "c", "d")

        monkeypatch.setattr(scaffold, "write_durably", doubt)
        with pytest.raises(SjtoolError):
            write_new(path, "text")
        assert path.read_text("utf-8") == "text"

    def test_a_name_that_cannot_be_made_is_told(self, tmp_path: Path) -> None:
        with pytest.raises(SjtoolError) as stopped:
            write_new(tmp_path / ("a" * 300), "text")
        assert stopped.value.problems[0].code == "not-saved"

    @pytest.mark.skipif(os.name == "nt", reason="modes are a matter of Unix")
    @pytest.mark.parametrize(("umask", "mode"), [(0o022, 0o644), (0o077, 0o600), (0o002, 0o664)])
    def test_who_may_read_it_is_for_the_owners_umask(self, umask: int, mode: int, tmp_path: Path) -> None:
        before = os.umask(umask)
        try:
            write_new(tmp_path / "a", "text")
        finally:
            os.umask(before)
        assert stat.S_IMODE((tmp_path / "a").stat().st_mode) == mode


class TestWhere:
    def test_here_where_no_folder_is_known(self, run: Any, tmp_path: Path) -> None:
        done = run("sets", "new", "set-a")
        assert files(tmp_path) == ["set-a@1.0.0.toml"]
        assert "sjtool sets check set-a@1.0.0 --templates ." in done.stderr

    def test_in_the_folder_of_the_settings(self, run: Any, own: Path, tmp_path: Path, monkeypatch: Any) -> None:
        (tmp_path / "config.toml").write_text(f"templates = '{own}'\n", encoding="utf-8")
        monkeypatch.setenv("SJTOOL_CONFIG", str(tmp_path / "config.toml"))
        done = run("sets", "new", "set-a")
        assert files(own) == ["set-a@1.0.0.toml"]
        assert done.stderr.endswith("sjtool sets check set-a@1.0.0\n")
        assert run("sets", "check", "set-a@1.0.0").status == 0

    def test_out_comes_before_the_others_and_is_quoted(self, run: Any, own: Path, tmp_path: Path) -> None:
        folder = tmp_path / "my drafts"
        folder.mkdir()
        done = run("sets", "new", "set-a", "--templates", own, "--out", folder)
        assert (files(folder), files(own)) == (["set-a@1.0.0.toml"], [])
        assert f"--templates '{folder}'" in done.stderr

    @pytest.mark.parametrize("option", ["--out", "--templates"])
    def test_a_folder_that_is_not_there_is_not_made(self, option: str, run: Any, codes_of: Any, tmp_path: Path) -> None:
        done = run("sets", "new", "set-a", option, tmp_path / "nowhere")
        assert (done.status, codes_of(done), files(tmp_path)) == (3, ["folder-missing"], [])


@pytest.mark.parametrize("name", ["Acute", "a b", "a_b", "-a", "a@1.0.0", "a/b", "../a", "", "é", "a" * 51, "a\n"])
def test_an_id_that_could_not_be_a_file_is_refused(name: str, run: Any, codes_of: Any, tmp_path: Path) -> None:
    done = run("sets", "new", "--", name)
    assert (done.status, codes_of(done), files(tmp_path)) == (2, ["template-id"], [])


def test_the_longest_id_is_taken(run: Any, tmp_path: Path) -> None:
    assert run("sets", "new", "a" * 50).status == 0
    assert run("sets", "show", "a" * 50, "--templates", tmp_path).status == 0


@pytest.mark.parametrize("kind", ["instrument", "questions", "Menu"])
def test_a_kind_that_cannot_be_begun_is_refused(kind: str, run: Any, codes_of: Any, tmp_path: Path) -> None:
    done = run("sets", "new", "set-a", "--kind", kind)
    assert (done.status, codes_of(done), files(tmp_path)) == (2, ["bad-kind"], [])
    assert "one of question-set, factor-set, menu, marks" in done.stderr


def test_what_is_copied_must_be_there(run: Any, codes_of: Any, tmp_path: Path) -> None:
    done = run("sets", "new", "set-a", "--from", "tarot")
    assert (done.status, codes_of(done), files(tmp_path)) == (3, ["unknown-template"], [])
