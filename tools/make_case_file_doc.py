"""Write docs/case-file.md from the record models, the manual of their keys and the table of missing reasons.

usage: python tools/make_case_file_doc.py            (from anywhere; a test holds the file against what this makes)

The text between the tables is written by hand, below as TEXT.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from string import Template

from sjtool.assess.references import POINTS_AT
from sjtool.model.kinds import KINDS, VICTIM_KINDS, number_width
from sjtool.model.manual import KIND_NOTES, MANUAL, KeyNote
from sjtool.model.manual_key import Shape, ShapeKind, read_shapes
from sjtool.model.missing import REASONS
from sjtool.model.record import Record
from sjtool.store.chain import canonical_json, digest_record, first_link, next_link

TARGET = Path(__file__).resolve().parent.parent / "docs" / "case-file.md"
SHAPE_WORDS: Mapping[ShapeKind, str] = {
    "words": "text",
    "texts": "list of texts",
    "id": "id",
    "ids": "list of ids",
    "ids_or_none": '`"none"`, or a list of ids',
    "date": "date",
    "moment": "date and time with offset",
    "yes_no": "`true` or `false`",
    "whole": "whole number",
    "number": "number",
    "numbers": "list of numbers",
    "hex32": "32 hex digits",
    "hex64": "64 hex digits",
    "grade": "`1`-`3`, `A`-`E`, `P` or `C`, such as `2BP`",
    "value": "`true` or `false`, a number, text, or a list of texts",
}

HEADER_NOTES: Mapping[str, str] = {
    "format": "Which edition of these rules the file follows: `1`. Required.",
    "case": "The id of the case. Required.",
    "marking": "Printed at the head and foot of every page; `OFFICIAL-SENSITIVE` where nothing is said.",
    "training": "`true` for an invented case; `false` where nothing is said. Prints say that it is a training case.",
}
LEDGER_NOTES: Mapping[str, str] = {
    "id": "Names this record for good and is never used again. Letters, digits, dot, dash, underscore; at most 80.",
    "at": "When it was recorded: date and time with offset. When a thing happened has keys of its own.",
    "by": "The officer id of whoever recorded it (DPA 2018 s.62).",
    "supersedes": "For a correction: the id of the record it replaces, which must be of the same kind.",
    "reason": "Why it was corrected. Goes with `supersedes`.",
    "salt": "Sixteen random hex digits, so that a digest that outlives its record cannot be guessed back.",
    "chain": "The chain value after this record.",
}
TEXT = """\
# The case file

*Made by `python tools/make_case_file_doc.py` from the record models; change those, or the text in that tool.*

A case is one TOML file, `CASE.toml`. It is the only state: everything sjtool shows is worked out from it and from the
templates it names. It can be read, searched and kept for decades with any text editor.

```toml
format = 1
case = "demo-harbour"
training = true

[[person]]
id = "subject"
roles = ["subject"]
standing = "convicted"
label = "Mr H"
at = 2026-03-02T09:10:00+00:00
by = "pc-4412"
salt = "00112233aabbccdd"
chain = "…"
```

## What the file looks like

First the header, then records: one `[[kind]]` table each, in the order they were made, with plain keys below it. There
are no nested or inline tables, no empty texts, and no decimal fractions except where something is measured. The text is
UTF-8. Keys and kinds not listed here are refused, so that a misspelt key is found at once.

$header_keys

Every record has these keys; sjtool fills them in, apart from the two of a correction:

$ledger_keys

A record needs only its `id` to be read, so a half-finished case always loads. What else a finished record has is
marked "required" below: a command does not write a record without it. In a file edited by hand, a missing one is found
by a check.

**Dates.** A date of an event is a text, as exact as it is known: `"2026-03-02"`, `"2026-03"` or `"2026"`. A moment
(`at`, `ended_at`) is a TOML date and time with its offset.

**Corrections.** Nothing is changed in place. A new record of the same kind names the old one in `supersedes` and says
why in `reason`; both stay, the new one stands. Where two correct the same record, the later in the file stands. An id
keeps its meaning through corrections: what points at the old record means the one that stands for it now.

## How it is written

- **Only at the end.** A new record is appended; what is there is never rewritten, so comments and edits by hand stay.
  Lawful erasure is the one exception, and it shows (below).
- **The prefix rule.** A command locks the file and reads it again. If the bytes it loaded are the beginning of the
  bytes now there, it carries on after whatever others appended: ids and chain follow from that. If not, somebody
  edited the file meanwhile: nothing is written, what was typed is kept beside the case, and the command says so.
- **All or nothing.** The whole text and the new records go to a temporary file in the same folder, which is flushed to
  the disk and renamed over the old one; then the folder is flushed. Rights and access lists of a case
  are kept, links followed. A print is as private as a new file, whatever lay in its place.
- **Read back first.** A record is rendered, parsed again and compared before it is written.
- **Newlines** are `\\n`. Words typed or pasted with Windows line ends are accepted with `\\n`; half a letter (a lone
  surrogate) is refused. Reading takes `\\r\\n` as `\\n`, so an editor that changes line ends breaks nothing.
- **Limits**, checked before a file is parsed: 16 MB (16,777,216 bytes), and 64 levels of nesting or dotted keys. An
  append that would pass the first is refused, so what was written can always be read.
- **Formats.** Older formats will always be read. A newer one is refused rather than half understood: use the newer
  sjtool. This version writes format 1, and there is no older one.

| file | what it is |
| --- | --- |
| `CASE.toml` | the case |
| `CASE.victims.toml` | victims' identity, wishes and contact (below) |
| `CASE.access.jsonl` | who looked, what left (below) |
| `CASE.kept-1.toml` | what was typed and could not be written, or was broken off; the message says what to do with it |
| `.CASE.toml.lock`, `.CASE.toml.*.sjtool-tmp` | lock and temporary file; of no interest when no sjtool is running |

New files are for their owner only (0600; on Windows the rights of the folder); a case that was there keeps its rights.

## The chain

Every value is lower-case hex. `‖` joins bytes.

1. The **canonical JSON** of a table: keys sorted by code point, no spaces, UTF-8 with nothing escaped that need not
   be, dates and times as ISO 8601 with `T` and a numeric offset (`2026-03-02T09:10:00+00:00`), whole numbers and
   fractions in their shortest form.
2. The **first link** is for the header, meaning every plain key before the first record:
   `SHA-256( SHA-256( canonical JSON of the header ) )`, the inner value as 32 bytes, the outer as its first 32 digits.
3. The **digest** of a record is `SHA-256( salt ‖ canonical JSON of {kind: record} )`, all 64 digits. `salt` is its 16
   digits as text, nothing where there is none; the record goes in without its `salt` and `chain`.
4. The **chain** value after a record is `SHA-256( value before ‖ digest )`: the value before as its 32 digits of text,
   the digest as 32 bytes, the result cut to its first 32 digits.
5. An **erased** record counts with the digest it carries, in place of one worked out.
6. A record **written by hand** has no `chain`: it counts with the value worked out for it, so that the next record
   sjtool appends covers it.
7. The **head** is the last value in the file. Reports print it in their footer and signatures hold it.

```text
$example
```

What this shows and what it does not is in [verify.md](verify.md).

## Erasure

`sjtool erase CASE RECORD` replaces the record by an `[[erased]]` table (`id`, `kind`, `digest`, and the `chain` value
that stood there) and appends an `[[erasure]]` with who, when and on what authority, in one write. Nothing of the
content stays in this file, the chain still holds, and `verify` names what was erased. Comments inside the record, or
directly below it, go with it; those above it, and after an empty line, stay and are to be read. `erased`, `erasure`,
`acknowledgement` and `template` records cannot be erased, nor can a record that does not match its chain value.

## The victims file

The case holds a stub for a victim: label and roles. Identity, wishes and contact are in `CASE.victims.toml`, apart from
the person's file (APP, victims and potential victims). It follows the same rules, with a header, chain and head of its
own. No report reads it unless it is asked for by name; a signature names its head beside that of the case. Its kinds
are `victim` (last on this page) and $victim_others.

## The access log

`CASE.access.jsonl` has one JSON object a line, in canonical form, for what the case itself does not record
(DPA 2018 s.62). It never holds content, and no report is made from it.

| key | what for |
| --- | --- |
| `at` | when: date and time with offset |
| `by` | officer id; where none is known, the account at this machine, as `login:NAME` |
| `act` | `consultation`, `disclosure`, `combination`, `erasure` or `reveal` (see below) |
| `command` | the command that did it |
| `head` | the head of the case at that moment |
| others | what the act needs, such as the recipient of a disclosure or ids of records |
| `chain` | first 32 digits of `SHA-256( chain of the line before ‖ canonical JSON of this line without chain )` |

What is shown at a terminal is a consultation, what goes to a file or a pipe a disclosure; tool levels shown before the
judgement are a reveal. Collection and alteration are logged by the case itself: every record says who and
when. A log that cannot be written is told to the officer and does not stop the work. The log is a plain file: a link
or a pipe in its place is neither followed nor waited for, and is told (`access-not-logged`, `access-unread`).

## What voids a signature

A signature vouches for the file up to its head. A later record of that assessment of one of these kinds voids it:
`response`, `evidence`, `reading`, `rating`, `tool_result`, `formulation`, `narrative`, `scenario`, `judgement`,
`override`, `action`, `template`, or any record that corrects an earlier one. So does an edit of what was signed,
acknowledged or not. `countersignature`, `event`, `action_update`, a correction of an `officer`, and lines of the access
log never do; what merely happened is printed as "since signing". [signing.md](signing.md) says the rest.

## Why there is no answer

Missing is not no. A response holds a value, or one of these reasons, and no reason is ever read as zero, no or low. In
factor scales, not-known and not-enough-information are labels like any other, and have nothing to do with this table.

$missing

## Kinds of record

Where a kind of value is an id, the kinds it may point at stand in brackets. Sources: APP is the College of Policing
page "Identifying, assessing and managing risk" (printed 21 June 2026), the North Wales protocol is version 09 of June
2018, DPA 2018 the Data Protection Act 2018. "To be verified" says that nobody has checked it against the primary
document.

Beyond "required": a response has either `value` or `missing`, never both; evidence that was not obtained says
`why_not`; a downward override names `protective_evidence`.

$kinds

## In the victims file

$victim
"""


def make_doc() -> str:
    """Make the whole page."""
    return Template(TEXT).substitute(
        header_keys=_table(("key", "what for"), ((f"`{key}`", note) for key, note in HEADER_NOTES.items())),
        ledger_keys=_table(("key", "what for"), ((f"`{key}`", note) for key, note in LEDGER_NOTES.items())),
        kinds="\n\n".join(_kind(kind, model) for kind, model in KINDS.items()),
        victim=_kind("victim", VICTIM_KINDS["victim"]),
        victim_others=", ".join(f"`{kind}`" for kind in VICTIM_KINDS if kind != "victim"),
        missing=_missing_table(),
        example=_example(),
    )


def _kind(kind: str, model: type[Record]) -> str:
    """Describe one kind: its sentence, how its ids are made, its keys."""
    shapes = read_shapes(model)
    rows = (
        (f"`{key}`", _shape_words(kind, key, shape), "yes" if key in model.needs else "", _what_for(MANUAL[kind][key]))
        for key, shape in shapes.items()
    )
    table = _table(("key", "kind of value", "required", "what for"), rows)
    return f"### `[[{kind}]]`\n\n{KIND_NOTES[kind]} {_id_words(kind, model)}\n\n{table}"


def _id_words(kind: str, model: type[Record]) -> str:
    if kind == "erased":
        return "The id is that of the record that stood here."
    if not model.prefix:
        return "The id is chosen by hand."
    return f"New ids: `{model.prefix}-{1:0{number_width(kind)}d}` and so on."


def _shape_words(kind: str, key: str, shape: Shape) -> str:
    """Put the kind of value in words, with what an id has to point at where the references say so."""
    if shape.options:
        start = "one or more of" if shape.kind == "choices" else "one of"
        return f"{start} " + ", ".join(f"`{option}`" for option in shape.options)
    target = POINTS_AT.get(kind, {}).get(key)
    if not target:
        return SHAPE_WORDS[shape.kind]
    return f"{SHAPE_WORDS[shape.kind]} ({', '.join(f'`{name}`' for name in sorted(target))})"


def _what_for(note: KeyNote) -> str:
    """Put question and help together, without what the column before already says."""
    question = note.prompt
    for ending in (" (id)", " (ids)", " (officer ids)"):
        question = question.removesuffix(ending)
    return f"{question if question.endswith('?') else question + '.'} {note.help}"


def _missing_table() -> str:
    heads = ("reason", "means", "a refusal", "still to be asked", "scores", "cross-check", "signing", "summary")
    rows = (
        (
            f"`{reason.id}`",
            reason.means,
            "yes" if reason.declined else "",
            "yes" if reason.open else "",
            reason.score,
            reason.cross_check,
            reason.signing,
            reason.summary,
        )
        for reason in REASONS
    )
    return _table(heads, rows)


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)


def _example() -> str:
    """Work one header and one record through to the chain, for whoever writes a verifier of their own."""
    header: dict[str, object] = {"format": 1, "case": "example"}
    table: dict[str, object] = {
        "id": "n-001",
        "heading": "purpose",
        "text": "For a first conference.",
        "at": "2026-03-02T09:10:00+00:00",
        "by": "pc-4412",
    }
    salt = "00112233aabbccdd"
    head, digest = first_link(header), digest_record("narrative", table | {"salt": salt})
    lines = (
        ("header as canonical JSON", canonical_json(header).decode()),
        ("first link", head),
        ("record as canonical JSON", canonical_json({"narrative": table}).decode()),
        ("salt", salt),
        ("digest", digest),
        ("chain", next_link(head, digest)),
    )
    return "\n".join(f"{name + ':':<26}{value}" for name, value in lines)


def main() -> None:
    """Write the page."""
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_bytes(make_doc().encode("utf-8"))
    print(f"wrote {TARGET}")


if __name__ == "__main__":
    main()
