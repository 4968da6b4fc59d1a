"""Records by which the case file keeps itself honest: pinned templates, acknowledged edits, lawful erasure."""

from typing import ClassVar

from sjtool.model.record import Hex32, Hex64, Id, Record, Words


class TemplatePin(Record):
    """A template this case used, by the hash of its content."""

    kind_name: ClassVar[str] = "template"
    prefix: ClassVar[str] = "t"
    needs: ClassVar[tuple[str, ...]] = ("ref", "sha256")

    ref: Words | None = None
    sha256: Hex64 | None = None


class Acknowledgement(Record):
    """A knowing edit by hand: which record, what the chain expected, what was found, and why."""

    kind_name: ClassVar[str] = "acknowledgement"
    prefix: ClassVar[str] = "ak"
    needs: ClassVar[tuple[str, ...]] = ("record", "expected", "found", "why")

    record: Id | None = None
    expected: Hex32 | None = None
    found: Hex32 | None = None
    why: Words | None = None


class Erased(Record):
    """What stands where a record was lawfully erased: its id, kind and digest, nothing of its content."""

    kind_name: ClassVar[str] = "erased"
    needs: ClassVar[tuple[str, ...]] = ("kind", "digest")

    kind: Words | None = None
    digest: Hex64 | None = None


class Erasure(Record):
    """Who erased which record, and on what authority."""

    kind_name: ClassVar[str] = "erasure"
    prefix: ClassVar[str] = "er"
    needs: ClassVar[tuple[str, ...]] = ("record", "kind", "digest", "authority")

    record: Id | None = None
    kind: Words | None = None
    digest: Hex64 | None = None
    authority: Words | None = None
