"""`sjtool instruments`: every passport, what is computed and why so little, and what is still to be verified."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sjtool.model.template import Instrument
from sjtool.score.register import COMPUTED
from sjtool.store.library import Library

pytestmark = pytest.mark.usefixtures("at_desk")
LIBRARY = Library()
PASSPORTS = {
    found.id: template
    for found in LIBRARY.found.values()
    if isinstance(template := LIBRARY.read(found.ref).template, Instrument)
}


def squeeze(text: str) -> str:
    return " ".join(text.split())


def test_the_list_tells_what_is_computed_from_what_is_only_recorded(run: Any) -> None:
    done = run("instruments", "list")
    computed, recorded = done.stdout.split("Recorded only")
    for name, passport in PASSPORTS.items():
        assert f"\n  {name}  " in (computed if name in COMPUTED else recorded)
        assert squeeze(passport.set.for_whom) in squeeze(done.stdout)
    assert len(PASSPORTS) >= 18


@pytest.mark.parametrize("name", PASSPORTS)
def test_a_passport_says_everything_it_holds(name: str, run: Any) -> None:
    done = run("instruments", "show", name)
    said, passport = squeeze(done.stdout), PASSPORTS[name]
    head = passport.set
    texts = [head.owner, head.licence, head.treatment_reason, head.for_whom, head.training, head.status, *head.not_for]
    texts += [text for scale in passport.scale for text in (scale.predicts, scale.gives_points or "")]
    texts += [text for study in passport.evidence for text in (study.finding, study.study, study.n or "")]
    texts += [*head.to_verify, head.replaced or ""]
    assert [text for text in texts if squeeze(text) not in said] == []
    assert done.status == 0


@pytest.mark.parametrize("name", PASSPORTS)
def test_sets_show_tells_it_too(name: str, run: Any) -> None:
    said = squeeze(run("sets", "show", name).stdout)
    assert all(squeeze(scale.gives_points or "") in said for scale in PASSPORTS[name].scale)
    assert squeeze(PASSPORTS[name].set.treatment_reason) in said


def test_a_rule_can_be_checked_with_a_pencil(run: Any) -> None:
    dc = squeeze(run("instruments", "show", "dc-srp").stdout)
    for words in ("0 or more: 0; 1 or more: 5", "high from 30 points", "z = -8.633 + 0.1598 x points", "5 completed"):
        assert words in dc
    assert "yields to: srp-official/dc" in dc
    cport = squeeze(run("instruments", "show", "cport").stdout)
    assert "rate: none: no rate and no level" in cport
    assert "no total where more are" in cport
    casic = squeeze(run("instruments", "show", "casic").stdout)
    assert "threshold: met at 3" in casic
    assert "rate:" not in casic


def test_a_word_without_one_of_ours_says_so(run: Any) -> None:
    stable = squeeze(run("instruments", "show", "stable-2007").stdout)
    assert "IVb: no word of ours." in stable
    assert "three of the 13 titles known here is refused" in stable
    assert "very high: our word very high." in squeeze(run("instruments", "show", "rm2000").stdout)


def test_what_is_no_instrument_is_refused(run: Any, codes_of: Any) -> None:
    assert codes_of(run("instruments", "show", "acute")) == ["wrong-template"]
    assert codes_of(run("instruments", "show", "tarot")) == ["unknown-template"]


@pytest.fixture
def own(tmp_path: Path) -> Callable[[str, str], Path]:
    """A folder with one of our sheets under another id and title."""

    def write(set_id: str, title: str) -> Path:
        folder = tmp_path / "own"
        folder.mkdir()
        text = LIBRARY.find("acute").path.read_text(encoding="utf-8")
        text = text.replace('id = "acute"', f'id = "{set_id}"', 1).replace("Acute factors at each contact", title, 1)
        (folder / f"{set_id}@1.0.0.toml").write_text(text, encoding="utf-8")
        return folder

    return write


@pytest.mark.parametrize(
    ("set_id", "title", "count"),
    [("ours", "Our sheet", 0), ("acute-2007", "Our sheet", 1), ("ours", "KIRAT, all of it", 1), ("kirat", "KIRAT", 2)],
)
def test_sets_check_refuses_a_set_named_as_a_licensed_tool(
    set_id: str, title: str, count: int, own: Any, run: Any, codes_of: Any
) -> None:
    folder = own(set_id, title)
    done = run("sets", "check", f"{set_id}@1.0.0", "--templates", folder)
    assert codes_of(done) == ["template-unfit"] * count
    assert done.status == (1 if count else 0)
    assert ("recorded" in done.stderr) is bool(count)


def test_a_broken_passport_does_not_hide_the_others(own: Any, run: Any, codes_of: Any) -> None:
    folder = own("ours", "KIRAT")
    (folder / "rsvp@9.0.0.toml").write_text("[set]\nkind = 'instrument'\n", encoding="utf-8")
    assert codes_of(run("sets", "check", "ours", "--templates", folder)) == ["template-unfit"]
