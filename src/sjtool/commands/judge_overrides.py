"""Ask why the judgement departs from each tool that said otherwise, or record that it departs from none."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sjtool.ask.form import Back, Field, ask_form
from sjtool.assess.judging import CONSTRUCT_WORDS, LEVEL_WORDS, Difference
from sjtool.commands.evidence_prompt import EvidenceDesk
from sjtool.commands.live_forms import LiveForms
from sjtool.console import say, say_wrapped
from sjtool.recording.override_rules import override_keys

OVERRIDE = "override"
"""Overrides are kept while they are typed under this word and the id of the tool result."""


def ask_overrides(
    live: LiveForms, differences: Sequence[Difference], said: dict[str, dict[str, Any]], evidence: EvidenceDesk
) -> None:
    """An override for each difference into `said`, by tool result; "none" said explicitly where there is none."""
    if not differences:
        _ask_none(live)
    at = 0
    while at < len(differences):
        difference = differences[at]
        result = difference.outcome.result.id
        try:
            typed = _ask_override(live, difference, evidence, said.get(result, {}))
        except Back:
            if at == 0:
                raise
            at -= 1
            continue
        said[result] = typed | override_keys(difference)
        at += 1


def _ask_none(live: LiveForms) -> None:
    prompt = "No tool differs from your judgement on its own question. Record that no override is made?"
    needed = "It is recorded so that silence cannot be taken for it.  y to record, :back to change the level, :quit"
    said = Field("none", prompt, "yes_no", required=True, check=lambda value: "" if value else needed)
    ask_form(live, [said], may_leave=True)


def _ask_override(
    live: LiveForms, difference: Difference, evidence: EvidenceDesk, before: dict[str, Any]
) -> dict[str, Any]:
    """Why the judgement departs from one outcome. Raises Back at its first question."""
    said = LEVEL_WORDS.get(difference.outcome.level or "", "")
    say()
    say_wrapped(
        f"{difference.outcome.short} said {said}; you decided {LEVEL_WORDS[difference.decided]} on "
        f"{CONSTRUCT_WORDS[difference.outcome.construct]} ({difference.direction})."
    )
    downward = difference.direction == "downward"
    if downward:
        say_wrapped("Judging lower than a tool needs the protective evidence by name, and a countersignature.")
    justify = "What entitles you to: training, knowledge of the person, what the tool cannot see?"
    return live.ask(
        f"{OVERRIDE}/{difference.outcome.result.id}",
        [
            Field("rationale", "Rationale: why do you depart from it?", required=True),
            Field("justification", f"Justification. {justify}", required=True),
            evidence.field("evidence", "On what evidence?"),
            evidence.field("protective_evidence", "Which protective evidence outweighs it?", lambda _a: downward),
            Field("mitigation", "What is done about the risk the tool points at?", required=True),
            Field("agreed_by", "Who agreed?", "line"),
            Field("review_on", "When is this override looked at again?", "date", required=True),
        ],
        before,
        may_leave=True,
    )
