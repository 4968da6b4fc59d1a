"""Whether a case speaks of images: only then is anything said of them in a report."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from sjtool.assess.images import concerns_images
from sjtool.assess.standing import Standing

Stand = Callable[..., Standing]
CONTACT = ("status", {"id": "st-1", "offence_kinds": ["sexual assault of a child under 13"]})


@pytest.mark.parametrize(
    "more",
    [
        ("status", {"id": "st-2", "offence_kinds": ["making indecent images of children"]}),
        ("evidence", {"id": "e-1", "title": "Referral", "text": "An image was uploaded from the address."}),
        ("event", {"id": "ev-1", "kind": "referral", "what": "She said that he looks at Images."}),
        ("judgement", {"id": "j-1", "stage": "final", "nature": "Indecent images."}),
    ],
)
def test_an_offence_an_allegation_or_a_fear_is_enough(stand: Stand, more: tuple[str, dict[str, Any]]) -> None:
    assert not concerns_images(stand(CONTACT))
    assert concerns_images(stand(CONTACT, more))


def test_a_case_that_does_not_say_yet_what_it_is_about_may_be_about_images(stand: Stand) -> None:
    assert concerns_images(stand())


def test_the_questions_of_an_interview_are_put_to_all(stand: Stand) -> None:
    assert not concerns_images(stand(CONTACT, ("session", {"id": "s-1", "cleared_with": "Sixteen items on images."})))
