"""Drafts are checked whole before anything is written: keys, completeness, ids that lead somewhere, ids not taken."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from sjtool.assess.standing import Standing
from sjtool.errors import SjtoolError
from sjtool.problem import Problem
from sjtool.recording.drafting import (
    OWN_COMMANDS,
    Sheet,
    check_sheets,
    drop_empty,
    fill_assessment,
    read_sheets,
    refuse_strays,
)
from sjtool.store.answers import parse_answers
from sjtool.store.append import Draft, Later

Make = Callable[..., Sheet]
EVIDENCE: dict[str, Any] = {"nature": "fact", "kind": "other", "title": "report", "obtained": True}


def answers(text: str, name: str = "answers.toml", default: str = "evidence") -> Any:
    return parse_answers(text.encode(), name, default)


def refused(call: Callable[..., Any], *given: Any) -> list[Problem]:
    with pytest.raises(SjtoolError) as caught:
        call(*given)
    assert all(problem.what and problem.why and problem.fix for problem in caught.value.problems)
    return list(caught.value.problems)


def found(bench: Any, *sheets: Sheet) -> list[Problem]:
    return refused(check_sheets, bench.load().case, sheets)


def test_tables_are_read_in_the_order_of_the_file_whatever_their_kind() -> None:
    text = '[[event]]\nwhat = "one"\n\n[[evidence]]\ntitle = "two"\n\n[[event]]\nwhat = "three"\n'
    sheets = read_sheets(answers(text))
    assert [(s.draft.kind, s.place.line) for s in sheets] == [("event", 1), ("evidence", 4), ("event", 7)]
    assert sheets[1].at("title").line == 5
    assert sheets[1].at("nature").line == 4


def test_tables_of_json_are_read_kind_by_kind() -> None:
    text = '{"evidence": [{"title": "a"}, {"title": "b"}], "event": [{"what": "c"}]}'
    assert [s.draft.kind for s in read_sheets(answers(text, "x.json"))] == ["evidence", "evidence", "event"]


def test_a_pointer_is_read_only_where_an_id_belongs() -> None:
    (sheet,) = read_sheets(answers('[[rating]]\nevidence = ["+0", "e-001", "+1 more"]\nrationale = "+1"\n'))
    assert sheet.draft.keys["evidence"] == [Later(0), "e-001", "+1 more"]
    assert sheet.draft.keys["rationale"] == "+1"


@pytest.mark.parametrize("kind", sorted(OWN_COMMANDS))
def test_records_that_vouch_for_others_have_commands_of_their_own(kind: str) -> None:
    (problem,) = refused(read_sheets, answers(f'[[{kind}]]\nwhy = "x"\n'))
    assert problem.code == "own-command"
    assert problem.fix == f"sjtool {OWN_COMMANDS[kind]}"


def test_a_misspelt_kind_is_told_with_the_nearest_one_and_all_at_once() -> None:
    text = '[[evidense]]\ntitle = "x"\n[[zebra]]\nx = 1\n'
    first, second = refused(read_sheets, answers(text))
    assert first.fix == "did you mean [[evidence]]?"
    assert (second.code, second.fix, second.place.line) == ("unknown-kind", "see docs/answers.md", 3)


def test_where_one_kind_is_taken_another_is_refused() -> None:
    (problem,) = refused(read_sheets, answers('[[event]]\nwhat = "x"\n'), ["rating"])
    assert problem.code == "unknown-kind"


def test_keys_above_the_first_table_are_never_dropped_in_silence() -> None:
    given = answers('title = "lost"\nheld_on = "2026-03-04"\n[[rating]]\nfactor = "x"\n')
    (problem,) = refused(refuse_strays, given, "rating", ("held_on",))
    assert (problem.code, problem.place.line) == ("unknown-key", 1)
    assert "held_on" in problem.fix
    assert len(refused(refuse_strays, given, "rating")) == 2


def test_a_file_without_tables_records_nothing_and_says_so() -> None:
    (problem,) = refused(refuse_strays, answers('held_on = "2026-03-04"\n'), "rating", ("held_on",))
    assert problem.code == "answers-empty"


def test_a_sound_draft_passes(bench: Any, sheet: Make) -> None:
    check_sheets(bench.load().case, [sheet("evidence", **EVIDENCE)])


def test_every_key_a_finished_record_needs_is_asked_for(bench: Any, sheet: Make) -> None:
    problems = found(bench, sheet("evidence", 3, title="only this"))
    assert [p.what for p in problems] == [f'this evidence has no "{key}"' for key in ("nature", "kind", "obtained")]
    assert {p.place.line for p in problems} == {3}


def test_a_correction_needs_its_reason(bench: Any, sheet: Make) -> None:
    (problem,) = found(bench, sheet("evidence", **EVIDENCE, supersedes="e-001"))
    assert problem.what == 'this evidence has no "reason"'
    check_sheets(bench.load().case, [sheet("evidence", **EVIDENCE, supersedes="e-001", reason="a slip")])


def test_wrong_keys_and_values_are_told_with_their_lines_and_without_the_words(bench: Any, sheet: Make) -> None:
    given = sheet("evidence", 10, **EVIDENCE | {"nature": "MARKER", "titel": "MARKER"})
    problems = found(bench, given)
    assert {(p.code, p.place.line) for p in problems} == {("value-wrong-kind", 11), ("unknown-key", 15)}
    assert all("MARKER" not in p.render() for p in problems)


@pytest.mark.parametrize("key", ["at", "by", "salt", "chain"])
def test_who_recorded_when_cannot_be_chosen(key: str, bench: Any, sheet: Make) -> None:
    said = {"at": bench.load().case.entries[0].record.at, "by": "ds-1", "salt": "0" * 16, "chain": "0" * 32}
    (problem,) = found(bench, sheet("evidence", 10, **EVIDENCE, **{key: said[key]}))
    assert (problem.code, problem.place.line) == ("key-reserved", 15)


def test_ids_that_lead_nowhere_are_told_by_key_and_line(bench: Any, sheet: Make) -> None:
    relation = sheet("relation", 5, person="partner", to="nobody", kind="partner-of")
    (problem,) = found(bench, sheet("event", 1, kind="visit", held_on="2026", what="x"), relation)
    assert problem.what == '"to" of relation names no record that exists'
    assert problem.place.line == 7
    assert "show CASE --all" in problem.fix


def test_a_draft_with_an_id_is_named_by_it(bench: Any, sheet: Make) -> None:
    (problem,) = found(bench, sheet("relation", id="rel-9", person="nobody", to="subject", kind="partner-of"))
    assert problem.what == '"person" of relation "rel-9" names no record that exists'


def test_an_id_that_is_also_a_word_of_the_message_does_not_confuse_the_line(bench: Any, sheet: Make) -> None:
    someone = sheet("person", 1, id="person", roles=["relative"], standing="other", label="P")
    relation = sheet("relation", 20, person="nobody", to="subject", kind="aunt-of")
    (problem,) = found(bench, someone, relation)
    assert problem.place.line == 21


def test_drafts_may_point_at_each_other(bench: Any, sheet: Make) -> None:
    child = sheet("person", id="child-1", roles=["child"], standing="other", label="D")
    relation = sheet("relation", person=Later(0), to="subject", kind="child-of")
    check_sheets(bench.load().case, [child, relation])
    (problem,) = found(bench, sheet("relation", person=Later(7), to="subject", kind="child-of"))
    assert problem.code == "value-wrong-kind"


def test_a_draft_that_corrects_itself_would_vanish_and_is_refused(bench: Any, sheet: Make) -> None:
    (problem,) = found(bench, sheet("evidence", **EVIDENCE, supersedes=Later(0), reason="round"))
    assert problem.code == "circular-correction"
    assert "show CASE" not in problem.fix


def test_an_id_that_is_taken_or_given_twice_is_refused(bench: Any, sheet: Make) -> None:
    taken = sheet("evidence", id="e-001", **EVIDENCE)
    assert [p.code for p in found(bench, taken)] == ["id-reused"]
    twice = [sheet("evidence", id="e-900", **EVIDENCE), sheet("evidence", id="e-900", **EVIDENCE)]
    assert [p.code for p in found(bench, *twice)] == ["id-reused"]


def test_a_victim_stands_for_a_person_of_the_case(bench: Any, sheet: Make) -> None:
    stub = sheet("person", id="victim-1", roles=["victim"], standing="victim", label="V1", confidential=True)
    check_sheets(bench.load().case, [stub, sheet("victim", person=Later(0), wishes="not to be contacted")])
    check_sheets(bench.load().case, [sheet("victim", person="partner")])
    (problem,) = found(bench, sheet("victim", 4, person="nobody"))
    assert (problem.code, problem.place.line) == ("unknown-id", 5)
    assert [p.code for p in found(bench, sheet("victim"))] == ["key-missing"]


def test_half_a_letter_is_refused(bench: Any, sheet: Make) -> None:
    assert [p.code for p in found(bench, sheet("evidence", **EVIDENCE | {"title": "a\ud800"}))] == ["text-not-storable"]


def test_records_join_the_open_assessment_unless_they_name_one(bench: Any) -> None:
    standing = bench.load().standing
    assert fill_assessment(standing, Draft("action")).keys == {"assessment": "a-001"}
    named = Draft("action", {"assessment": "a-009"})
    assert fill_assessment(standing, named) is named
    event = Draft("event")
    assert fill_assessment(standing, event) is event


def test_without_an_open_assessment_nothing_is_filled_in(make_case: Any, bench: Any) -> None:
    bench.path = make_case("bare", beginning=())
    draft = Draft("action")
    assert fill_assessment(Standing(bench.load().case), draft) is draft


def test_no_is_kept_and_nothing_is_dropped() -> None:
    assert drop_empty({"a": False, "b": 0, "c": "", "d": None, "e": [], "f": ()}) == {"a": False, "b": 0}
