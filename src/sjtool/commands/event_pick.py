"""Parts of the plan, or people of the case, picked from a numbered list: by number, id, or words as they are typed.

An id is found among words whatever stands between them, and the rest stays as words. What looks like an id and is none
of this case is refused: a clock, a check or a reader would look for it in vain.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from difflib import get_close_matches
from typing import Any

from sjtool.ask.asker import Asker
from sjtool.ask.form import Field, ask_field
from sjtool.commands.event_bench import Bench
from sjtool.commands.event_fields import Wanted, always, opens_review, rationale, says
from sjtool.console import talk_width
from sjtool.model.manual_plan import PLAN
from sjtool.model.people import Person
from sjtool.recording.event_rules import find_lost_ids
from sjtool.text import wrap_text

_NOTES = PLAN["event"]
_EDGES = " \t\n/+&."
_NUMBER_AND_WORDS = "A number stands among words. Put a comma between them:  1, housing"
_NEAR = 0.75


def touches(bench: Bench, prompt: str, *, required: bool = True, wanted: Wanted = always) -> Field:
    """Parts of the plan by the numbers they are listed under, ids, or words such as housing."""
    parts = [*bench.plan_parts()]
    how = "Numbers, ids, or words such as housing; commas between"

    def trouble(value: Any) -> str:
        return _read(bench, parts, value)[1]

    def ask(asker: Asker, this: Field, stands: Any) -> tuple[str, ...]:
        _say_list(asker, parts)
        default = "; ".join(str(word) for word in stands or ())
        typed = ask_field(asker, replace(this, ask=None, check=trouble, default=default))
        taken, _none = _read(bench, parts, typed or ())
        if taken:
            asker.say("\n".join(wrap_text(_echo(bench, parts, taken), talk_width() - 1, "    ", "  ")))
        return taken

    hint = f"{how}. {_NOTES['touches'].help}"
    return Field("touches", f"{prompt}? ({how.lower()})", "list", required, help=hint, ask=ask, wanted=wanted)


def review(bench: Bench) -> list[Field]:
    """What of the plan it touches, whether it opens a review, and why, as the answer asks for it."""
    return [
        touches(bench, "Does it touch the plan? What of it", required=False),
        opens_review(),
        rationale("Why a review?", required=False, wanted=says("opens_review", True)),
        rationale(
            "It touches the plan: why no review?", wanted=lambda a: bool(a.get("touches")) and not a.get("opens_review")
        ),
    ]


def _read(bench: Bench, parts: Sequence[tuple[str, str]], typed: Sequence[str]) -> tuple[tuple[str, ...], str]:
    """What was picked, or what to say of it."""
    found, trouble = read_parts(", ".join(typed), [one for one, _title in parts], _known(bench, parts))
    lost = find_lost_ids(bench.loaded, found)
    return found, trouble or (f"Not in this case: {' '.join(lost)}" if lost else "")


def _known(bench: Bench, parts: Sequence[tuple[str, str]]) -> dict[str, str]:
    """Ids that are found among words, with what each is: of the list, and of people, orders, events, in the case."""
    standing = bench.loaded.standing
    beside = {standing.root(one.id): standing.label(one.id) for one in standing.of(Person)}
    records = {root: "" for entry in bench.loaded.case if (root := standing.root(entry.record.id)) not in beside}
    hidden = bench.hidden
    return {one: title for one, title in {**records, **beside, **dict(parts)}.items() if one not in hidden}


def _echo(bench: Bench, parts: Sequence[tuple[str, str]], taken: Sequence[str]) -> str:
    """What was understood: ids with what they are, and what stays words."""
    known = _known(bench, parts)
    ids = [f"{one} {known[one]}".strip().rstrip(".") for one in taken if one in known]
    words = [one for one in taken if one not in known]
    return ". ".join(filter(None, [f"Taken: {'; '.join(ids)}" if ids else "", _as_words(words)]))


def _as_words(words: Sequence[str]) -> str:
    return f"In words: {'; '.join(words)}" if words else ""


def read_parts(typed: str, listed: Sequence[str], known: Collection[str]) -> tuple[tuple[str, ...], str]:
    """Ids wherever they stand in a line, numbers of the list by their ids, the rest as words; or what to say."""
    found: list[str] = []
    trouble = ""
    for piece, is_id in _split_at_ids(typed, known):
        if is_id:
            found.append(piece)
            continue
        for words in re.split("[,;]", piece):
            taken, fault = _read_words(words, listed)
            found, trouble = [*found, *taken], trouble or fault
    return tuple(dict.fromkeys(found)), trouble


def _split_at_ids(typed: str, known: Collection[str]) -> Iterator[tuple[str, bool]]:
    """The line cut at every id in it; an id as it is recorded, in whatever letters it was typed.

    An id that is a plain word (`partner`) is one only where it stands alone, and is then the same as the word.
    """
    by_fold = {one.casefold(): one for one in known if re.search(r"[-\d]", one)}
    longest = sorted(by_fold, key=len, reverse=True)
    pattern = rf"(?<![\w@.-])(?:{'|'.join(map(re.escape, longest))})(?![\w@-]|\.\w)" if longest else "(?!)"
    at = 0
    for found in re.finditer(pattern, typed, re.IGNORECASE):
        yield typed[at : found.start()], False
        yield by_fold[found[0].casefold()], True
        at = found.end()
    yield typed[at:], False


def _read_words(words: str, listed: Sequence[str]) -> tuple[list[str], str]:
    """Numbers as the ids they stand for, or words as they are."""
    bare = re.sub(r"^(?:and\b)?|\band$", "", words.strip(_EDGES), flags=re.IGNORECASE).strip(_EDGES)
    tokens = [part for part in re.split(r"[\s/+&]+", bare) if part and part.casefold() != "and"]
    numbers = [part for part in tokens if part.isdecimal()]
    if not numbers or len(numbers) < len(tokens):
        is_doubtful = bool(tokens) and tokens[0].isdecimal() and int(tokens[0]) <= len(listed)
        return ([bare] if bare else []), _NUMBER_AND_WORDS if is_doubtful else ""
    unfit = [part for part in numbers if not 1 <= int(part) <= len(listed)]
    if unfit:
        return [], f"There is no number {' '.join(unfit)} in the list."
    return [listed[int(part) - 1] for part in numbers], ""


def pick_children(bench: Bench, prompt: str, *, only_one: bool = False) -> Field:
    """Children of the case, one or several. Nobody else is taken, and no words: what is read of a child is theirs."""
    standing = bench.loaded.standing
    children = {standing.root(one.id): one.label or one.id for one in bench.children()}

    def trouble(value: Any) -> str:
        found = [read_person(word, children) for word in _names(value)]
        if only_one and len(found) > 1:
            return "Name one only; each is recorded by itself."
        return next((_unknown(bench, children, near) for one, near in found if not one), "")

    def ask(asker: Asker, this: Field, stands: Any) -> tuple[str, ...]:
        _say_list(asker, [*children.items()])
        default = "; ".join(str(word) for word in stands or ())
        typed = ask_field(asker, replace(this, ask=None, check=trouble, default=default))
        taken = tuple(dict.fromkeys(read_person(word, children)[0] for word in _names(typed)))
        asker.say(f"  {'; '.join(f'{children[one]} ({one})' for one in taken)}.")
        return taken

    how = "its number or id" if only_one else "numbers or ids, commas between"
    hint = f"A child who is not listed is added first:  sjtool add {bench.case} person . :quit keeps what you typed."
    return Field("touches", f"{prompt}? ({how})", "list", required=True, help=hint, ask=ask)


def _names(value: Sequence[str]) -> list[str]:
    """Each child as it was typed; numbers need no comma between them."""
    words = [part.strip() for word in value for part in re.split(r"\band\b|&", word) if part.strip()]
    return [part for word in words for part in (word.split() if word.replace(" ", "").isdecimal() else [word])]


def read_person(typed: str, people: Mapping[str, str]) -> tuple[str, str]:
    """The id of somebody by number, id or label, however it is written; where none fits, the nearest id."""
    ids = [*people]
    if typed.isdecimal():
        return (ids[int(typed) - 1], "") if 1 <= int(typed) <= len(ids) else ("", "")
    named = _fold(typed)
    for spelt in ({one: _fold(one) for one in ids}, {one: _fold(label) for one, label in people.items()}):
        fits = [one for one, word in spelt.items() if word == named]
        if len(fits) == 1:
            return fits[0], ""
    near = [one for one, label in people.items() if get_close_matches(named, [_fold(one), _fold(label)], 1, _NEAR)]
    return "", near[0] if len(near) == 1 else ""


def _fold(word: str) -> str:
    return re.sub(r"[\s_.-]+", "-", word.strip().casefold())


def _unknown(bench: Bench, children: Mapping[str, str], near: str) -> str:
    """What to say of a name that is nobody's; what was typed stays where it is."""
    meant = f" Did you mean {children[near]} ({near})?" if near else ""
    new = f"A child who is not in the case yet:  sjtool add {bench.case} person"
    return f"No child of this case is called that.{meant}\n  {new}\n  :quit keeps what you typed until then."


def _say_list(asker: Asker, parts: Sequence[tuple[str, str]]) -> None:
    for number, (one, title) in enumerate(parts, 1):
        asker.say("\n".join(wrap_text(f"{one}  {title}", talk_width() - 1, "      ", f"  {number:>2}  ")))
