"""Passports of instruments as text: a list, and one whole with the rule it is computed by."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from sjtool.assess.judging import CONSTRUCT_WORDS
from sjtool.model.instrument import Instrument, Reduction, Rule, RuleItem
from sjtool.report.tool_words import NO_RATE
from sjtool.store.library import Loaded
from sjtool.text import wrap_text

Row = tuple[str, str]


def render_instruments(read: Iterable[Loaded], width: int) -> str:
    """Computed ones first, then those whose outcomes are recorded only, each with whom it is for."""
    passports = sorted(
        (one.template for one in read if isinstance(one.template, Instrument)), key=lambda passport: passport.set.id
    )
    lines: list[str] = []
    for treatment, heading in (
        ("computed", "Computed here: sjtool score CASE INSTRUMENT, sjtool calculate INSTRUMENT"),
        ("recorded", "Recorded only: sjtool receive CASE INSTRUMENT"),
    ):
        lines += ["", heading] if lines else [heading]
        for passport in passports:
            if passport.set.treatment == treatment:
                abouts = dict.fromkeys(CONSTRUCT_WORDS[scale.construct_] for scale in passport.scale)
                lines += wrap_text(f"{passport.set.id}  {passport.set.title}", width, "      ", "  ")
                lines += wrap_text(
                    f"for: {passport.set.for_whom} About: {', '.join(abouts)}.", width, "      ", "      "
                )
    return "\n".join(lines)


def render_instrument(passport: Instrument, width: int) -> str:
    """Everything a passport says."""
    lines = wrap_text(f"{passport.set.id}@{passport.set.version}  {passport.set.title}", width)
    for label, words in (*_head(passport), *_scales(passport), *_rule(passport.rule), *_grounds(passport)):
        lead = "    " if label.startswith(" ") else "  "
        lines += wrap_text(f"{label.strip()}: {words}", width, f"{lead}    ", lead)
    return "\n".join(lines)


def _head(passport: Instrument) -> Iterator[Row]:
    head = passport.set
    yield "owner", head.owner
    yield "licence", head.licence
    yield "purpose", head.purpose
    yield f"{head.treatment}, because", head.treatment_reason
    yield "for", head.for_whom
    yield from (("not for", words) for words in head.not_for)
    yield "training", head.training
    yield "status in England and Wales", head.status
    if head.replaced:
        yield "replaced", head.replaced
    if head.yields_to:
        yield "yields to", f"{head.yields_to}: where both are recorded, that one leads"
    if head.licensed_titles:
        count = len(head.licensed_titles)
        yield "its items", f"licensed; a set that holds three of the {count} titles known here is refused by sets check"


def _scales(passport: Instrument) -> Iterator[Row]:
    for scale in passport.scale:
        yield f"scale {scale.id}", f"{scale.title}. Predicts: {scale.predicts}"
        yield "  held against", CONSTRUCT_WORDS[scale.construct_]
        if scale.gives_points:
            yield "  points", scale.gives_points
        for level in scale.level:
            ours = f"our word {level.maps_to.replace('-', ' ')}." if level.maps_to else "no word of ours."
            yield f"  {level.word.replace('-', ' ')}", f"{ours} {level.note or ''}".rstrip()


def _rule(rule: Rule | None) -> Iterator[Row]:
    """The rule as it is computed, so that anybody can check it with a pencil."""
    if rule is None:
        return
    yield "rule", f"of {rule.dated_on}; {rule.source}, {rule.pinpoint}"
    yield "  inputs", f"the question set {rule.inputs}; adults from {rule.least_age}"
    for item in rule.item:
        yield f"  item {item.id}", f"{item.means} {_points(item)}".rstrip()
    for tier in rule.tier:
        yield "  line", f"{tier.words}: {tier.percentage:g} %, {tier.word.replace('-', ' ')}"
    for band in rule.band:
        yield "  band", f"{band.word.replace('-', ' ')} from {band.at_least} points"
    if rule.percentage:
        curve = rule.percentage
        yield (
            "  percentage",
            (
                f"100 x e^z / (1 + e^z), z = {curve.intercept:g} + {curve.slope:g} x points; "
                f"{curve.of_what}, {curve.in_whom}; {curve.period}"
            ),
        )
    if rule.reduction:
        yield "  reduction", _reduction(rule.reduction)
    if rule.met_at is not None:
        yield "  threshold", f"met at {rule.met_at}"
    if rule.may_miss:
        yield "  missing", f"a range where up to {rule.may_miss} is missing, no total where more are"
    if not (rule.band or rule.tier or rule.percentage or rule.met_at is not None):
        yield "  rate", NO_RATE
    yield "  limits", rule.limits


def _points(item: RuleItem) -> str:
    """What each value comes to."""
    steps = [f"{step.at_least} or more: {step.points}" for step in item.step]
    steps += [f"{choice.answer}: {choice.points}" for choice in item.choice]
    return f"[{'; '.join(steps)}]" if steps else ""


def _reduction(reduction: Reduction) -> str:
    lower = "; ".join(f"{one} to {other}".replace("-", " ") for one, other in reduction.lower.items())
    return (
        f"{lower}, where {reduction.years} completed years have passed since the last offence of any kind, the last "
        f"sexual offence and the start of follow-up, and the person is not in {' or '.join(reduction.not_in)}"
    )


def _grounds(passport: Instrument) -> Sequence[Row]:
    """Studies, sources, and what nobody has checked yet."""
    studies = [
        (
            "evidence",
            f"{e.finding} ({e.study}; n {e.n or 'not given'}; followed {e.follow_up or 'not said'}; {e.standing})",
        )
        for e in passport.evidence
    ]
    sources = [
        ("source", f"{s.title}, {s.publisher}, {s.published}: {s.locator} ({s.standing})") for s in passport.source
    ]
    doubts = [("to verify", words) for words in passport.set.to_verify]
    doubts += [
        ("to verify", f"{item.id}: {item.to_verify}")
        for item in (passport.rule.item if passport.rule else ())
        if item.to_verify
    ]
    return [*studies, *sources, ("standing", f"{passport.set.standing}: {passport.set.standing_note}"), *doubts]
