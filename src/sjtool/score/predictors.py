"""What the two sexual reoffending predictors share: whom they are for, and which figures cannot be (DOMAIN 3.3.5)."""

from __future__ import annotations

from collections.abc import Mapping

from sjtool.score.reading import Inputs

SEXUAL_COUNTS = (
    "adult_contact_sanctions",
    "child_contact_sanctions",
    "non_contact_sanctions",
    "image_sanctions",
)
WOMEN = "the predictors are for men: neither is tested for women, whatever a system shows"
NO_OFFENCE = "it is for men with a conviction for a sexual offence"
INSTEAD = "record what is known, and judge without it"


def read_counts(inputs: Inputs) -> dict[str, int | None]:
    """The four counts of sanctions for sexual offences."""
    return {key: inputs.count(key) for key in SEXUAL_COUNTS}


def check_counts(inputs: Inputs, counts: Mapping[str, int | None], total: int | None, *, ever: bool | None) -> None:
    """Name every way in which counts contradict each other."""
    known = [count for count in counts.values() if count is not None]
    if total is not None and sum(known) > total:
        inputs.problems.append(
            f"the four sexual counts add up to {sum(known)}, more than total_sanctions ({total}): one of them is wrong"
        )
    if ever is False and any(known):
        inputs.problems.append("ever_sexual_offence is false and sanctions for sexual offences are counted")
    if ever is True and len(known) == len(counts) and not any(known):
        inputs.problems.append("ever_sexual_offence is true and no sanction for a sexual offence is counted")


def why_not_applicable(gender: str | None, *, ever: bool | None) -> str:
    """Why the predictors are not for this person; "" where they are."""
    if gender == "female":
        return f"{WOMEN}; {INSTEAD}"
    if ever is False:
        return f"{NO_OFFENCE}; {INSTEAD}"
    return ""
