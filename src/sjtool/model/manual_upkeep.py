"""The manual of the keys by which the case file keeps itself honest. Commands write them; nobody types them."""

from __future__ import annotations

from sjtool.model.manual_key import KeyNote

UPKEEP_KINDS: dict[str, str] = {
    "template": "A question set, factor sheet or passport that the case used, pinned by the hash of its content.",
    "acknowledgement": "A knowing edit by hand: which record, what the chain expected, what was found, and why.",
    "erased": "What stands where a record was lawfully erased: its id, kind and digest, nothing of its content.",
    "erasure": "Who erased which record, when, and on what authority.",
}

UPKEEP: dict[str, dict[str, KeyNote]] = {
    "template": {
        "ref": KeyNote("Which template?", "Its id and version, such as section-12@1.0.0."),
        "sha256": KeyNote(
            "Hash of its content", "SHA-256 of the canonical content; line ends and comments do not count."
        ),
    },
    "acknowledgement": {
        "record": KeyNote("Which record? (id)", "The record that was edited by hand."),
        "expected": KeyNote(
            "Chain value the file gives", "For a record written by hand and not yet covered: the value before it."
        ),
        "found": KeyNote("Chain value its content gives", "Worked out from what now stands there."),
        "why": KeyNote("Why was it edited?", "Printed with every report from then on.", words=True),
    },
    "erased": {
        "kind": KeyNote("Kind of the record that stood here", "So that a reader knows what sort of thing is gone."),
        "digest": KeyNote(
            "Digest of the record that stood here", "Lets the chain hold; under a salt it gives nothing away."
        ),
    },
    "erasure": {
        "record": KeyNote("Which record? (id)", "The record that was erased."),
        "kind": KeyNote("Of which kind?", "The same as the erased table says."),
        "digest": KeyNote("Its digest", "The same as the erased table says; verify holds the two together."),
        "authority": KeyNote(
            "On whose authority, under which reference?",
            "Erasure needs a lawful ground (DPA 2018 ss.46-48, to be verified); a reference, and no words of the case.",
            words=True,
        ),
    },
}
