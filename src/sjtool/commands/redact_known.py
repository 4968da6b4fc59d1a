"""What identifies somebody in a case, and what each of it is called in the copy: people, officers, places, references.

Found in the keys that hold such things, in every version of every record. Other names: `redact_names.py`.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sjtool.commands.redact_calendar import is_calendar
from sjtool.commands.redact_keys import AGENCIES, DROPPED, PLACES, REPLACED
from sjtool.commands.redact_names import PLAIN_IDS, TITLE, Names
from sjtool.commands.redact_recurring import find_recurring
from sjtool.commands.redact_references import find_parts
from sjtool.commands.redact_text import LEFT_OUT
from sjtool.commands.redact_vocabulary import WORD, Vocabulary
from sjtool.model.kinds import KINDS, number_width
from sjtool.model.manual_key import read_shapes
from sjtool.store.ledger import Link
from sjtool.training.names import NameBook, Pool

_GIVEN = re.compile(rf"(?:{'|'.join(kind.prefix for kind in KINDS.values() if kind.prefix)})-\d{{1,6}}")
"""An id that the ledger gave."""
_YEAR = re.compile(r"(?:19|20)\d\d")
_SHORT = 3
_FIRST_NEW = 901
_FILLED_IN = frozenset({"salt", "chain", "sshsig", "head", "digest", "sha256", "expected", "found"})


class Known:
    """The names and ids of one case, old and new."""

    def __init__(self, case: str, links: Sequence[Link], key: str, vocabulary: Vocabulary) -> None:
        """`key` is what names follow from; `links` are the records as they stand in the file."""
        self._links, self._key, self._vocabulary = links, key, vocabulary
        self.case = f"training-{self._digits('case')[:8]}"
        self.words: dict[str, str] = {}
        self._roots = self._find_roots()
        self.ids: dict[str, str] = {}
        self.labels: dict[str, str] = {}
        texts = [*_all_texts(links)]
        self._said = "\n".join(texts).casefold()
        self._small = frozenset(word for text in texts for word in WORD.findall(text) if word == word.casefold())
        self._book = NameBook(key, self._is_taken)
        self._officers()
        self._persons()
        self._records()
        self._places()
        self._references()
        self._strangers()
        names = Names(self.words, self._book, vocabulary)
        names.behind_titles(iter(texts))
        names.in_keys(links)
        names.in_ids(self.ids)
        known = {part.casefold() for said in self.words for part in WORD.findall(said)}
        for word in find_recurring(texts, vocabulary, self._small, known):
            self.words[word] = self._book.name("forename", f"named/{word}")
        self.letters, self.officers = self._people_together(), self._numbers()
        self.words |= {old: new for old, new in self.officers.items() if len(old) > _SHORT and not _YEAR.fullmatch(old)}
        self.words |= {old: new for old, new in self.ids.items() if old != new}
        self.words[case] = self.case

    def _digits(self, what: str) -> str:
        return hashlib.sha256(f"{self._key}/{what}".encode()).hexdigest()

    def _is_taken(self, name: str) -> bool:
        """Whether an invented name, or a part of it, is said in the case already, or holds a name of it."""
        small = name.casefold()
        parts = [part for part in re.split(r"[\s-]", small) if len(part) > _SHORT and part != "agency"]
        return any(part in self._said for part in parts)

    def _find_roots(self) -> dict[str, str]:
        before = {link.id: str(link.table["supersedes"]) for link in self._links if link.table.get("supersedes")}
        roots = {}
        for link in self._links:
            root, seen = link.id, set()
            while root in before and root not in seen:
                seen.add(root)
                root = before[root]
            roots[link.id] = root
        return roots

    def _of(self, kind: str) -> Iterator[Link]:
        yield from (link for link in self._links if link.kind == kind)

    def _officers(self) -> None:
        """Everybody who acts, with a record or without."""
        acting = dict.fromkeys(link.id for link in self._of("officer"))
        for link in self._links:
            named = [link.table.get("by"), link.table.get("checked_by"), *(link.table.get("interviewers") or ())]
            acting |= dict.fromkeys(str(one) for one in named if one)
        persons = {link.id for link in self._of("person")}
        for number, officer in enumerate(one for one in acting if one not in persons):
            lead = re.match(r"[a-z]{2}(?=-\d)", officer)
            self.ids[officer] = f"{lead.group() if lead else 'of'}-{self._number(number)}"
        for link in self._of("officer"):
            name, root = str(link.table.get("name") or ""), self._roots[link.id]
            new = self._book.name("surname", f"officer/{root}")
            title = TITLE.match(name)
            self.labels[link.id] = f"{title[1]} {new}" if title else f"Officer {new}"
            if name:
                self.words[name] = self.labels[link.id]
                self._parts(name, new, plain_too=True)

    def _number(self, number: int) -> str:
        """Four figures that no id of the case has."""
        start = int(self._digits("officers")[:6], 16)
        given = {new.rpartition("-")[2] for new in self.ids.values()}
        numbers = (f"{1000 + (start + number * 389 + n) % 9000}" for n in range(9000))
        return next(text for text in numbers if text not in self._said and text not in given)

    def _persons(self) -> None:
        for count, link in enumerate(self._of("person"), 1):
            roles = list(link.table.get("roles") or ("person",))
            label, root = str(link.table.get("label") or ""), self._roots[link.id]
            first, *more = link.id.split("-")
            is_plain = first in PLAIN_IDS and all(part in PLAIN_IDS or len(part) < _SHORT for part in more)
            self.ids[link.id] = link.id if is_plain else f"{roles[0]}-{count}x"
            title = TITLE.match(label)
            if "victim" in roles or link.table.get("confidential") is True:
                new = f"Person {self._book.name('forename', root)}"
            elif "child" in roles:
                new = f"Child {self._book.name('forename', root)}"
            else:
                lead = title[1] if title else {"male": "Mr", "female": "Ms"}.get(str(link.table.get("gender")), "Mx")
                new = f"{lead} {self._book.name('surname', root)}"
            self.labels[link.id] = new
            if label:
                short = label.partition(" (")[0]
                self.words |= {label: new, short: new} if label not in ("A", "I") and not is_calendar(label) else {}
                self._parts(short, new.partition(" ")[2], plain_too=title is not None)

    def _parts(self, name: str, new: str, *, plain_too: bool) -> None:
        """Each part of a name by itself; of a label without a title, only what is no plain word."""
        rest = TITLE.sub("", name, count=1)
        for part in re.findall(r"[^\W\d_a-z][\w'\u2019-]*", rest):
            is_letter = len(part) == 1 and part not in ("A", "I") and plain_too
            is_name = len(part) > 1 and (plain_too or not self._vocabulary.knows(part)) and not is_calendar(part)
            if is_letter or is_name:
                self.words.setdefault(part, new)

    def _records(self) -> None:
        """Ids of other records stay as they are where the ledger gave them; others could be words."""
        for link in self._links:
            if link.id in self.ids or not link.id:
                continue
            kind = str(link.table.get("kind")) if link.kind == "erased" else link.kind
            prefix = KINDS[kind].prefix if kind in KINDS else ""
            if prefix and re.fullmatch(rf"{prefix}-\d{{1,6}}", link.id):
                self.ids[link.id] = link.id
        taken = set(self.ids)
        for link in self._links:
            if link.id in self.ids or not link.id:
                continue
            kind = str(link.table.get("kind")) if link.kind == "erased" else link.kind
            prefix = (KINDS[kind].prefix if kind in KINDS else "") or "x"
            new = next(
                name
                for n in range(_FIRST_NEW, _FIRST_NEW + len(self._links) + len(taken) + 1)
                if (name := f"{prefix}-{n:0{number_width(kind)}d}") not in taken
            )
            taken.add(new)
            self.ids[link.id] = new

    def _places(self) -> None:
        for link in self._links:
            for key, value in link.table.items():
                where = (link.kind, key)
                if where not in PLACES | AGENCIES or not isinstance(value, str) or self._vocabulary.is_plain(value):
                    continue
                capitals = (word for word in WORD.findall(value)[1:] if word != word.casefold())
                if where in AGENCIES or not all(map(is_calendar, capitals)):
                    self._place(value, "agency" if where in AGENCIES else "place")

    def _place(self, name: str, pool: Pool) -> None:
        """A place or an agency, and each word of its name that is no plain word."""
        new = self.words.setdefault(name, self._book.name(pool, name))
        for part in re.findall(r"[^\W\d_a-z][\w'\u2019-]{2,}", name):
            if not self._vocabulary.knows(part) and not is_calendar(part):
                self.words.setdefault(part, new.removeprefix("Agency "))

    def _references(self) -> None:
        """Addresses and references, as far as a part of one tells whose it is."""
        for link in self._links:
            for key, value in link.table.items():
                where = (link.kind, key)
                if where in DROPPED | REPLACED and isinstance(value, str):
                    for part in find_parts(value, is_address=key == "address", names=self._can_name):
                        self.words.setdefault(part, LEFT_OUT)

    def _can_name(self, word: str) -> bool:
        """Whether a word with a capital can be a name that has no new one yet."""
        is_said_small = word.casefold() in self._small
        is_new = word not in self.words and not TITLE.match(f"{word} ")
        return (
            is_new
            and not is_said_small
            and not self._vocabulary.is_written_so(word)
            and not self._vocabulary.knows(word)
        )

    def _people_together(self) -> dict[str, str]:
        """Letters that stand for one person each: `Child A` and `Child B` as `A and B`."""
        found: dict[str, set[str]] = {}
        for link in self._of("person"):
            short = str(link.table.get("label") or "").partition(" (")[0]
            if lettered := re.fullmatch(r"(?:\S+ )?([A-Z])", short):
                found.setdefault(lettered[1], set()).add(self.labels[link.id].partition(" ")[2])
        return {letter: next(iter(new)) for letter, new in found.items() if len(new) == 1}

    def _numbers(self) -> dict[str, str]:
        """The numbers in the ids of officers, and the new ones; one that could be no year goes wherever it is said."""
        ids = {old: new for old, new in self.ids.items() if re.fullmatch(r"[a-z]{2}-\d{3,6}", old) and old != new}
        return {old.rpartition("-")[2]: new.rpartition("-")[2] for old, new in ids.items()}

    def _strangers(self) -> None:
        """Ids that a record names and no record has: a person's name as often as not."""
        for link in self._links:
            shapes = read_shapes(KINDS[link.kind]) if link.kind in KINDS else {}
            for key, value in link.table.items():
                if key not in shapes or shapes[key].kind not in {"id", "ids", "ids_or_none"}:
                    continue
                for one in value if isinstance(value, list) else [value]:
                    if one not in self.ids and one not in PLAIN_IDS | {"none"} and not _GIVEN.fullmatch(str(one)):
                        self.ids[str(one)] = f"person-{self._number(len(self.ids))}"


def _all_texts(links: Sequence[Link]) -> Iterator[str]:
    """Every text of the case but what the ledger fills in."""
    for link in links:
        yield from texts_of(link.table)


def texts_of(table: Mapping[str, Any]) -> Iterator[str]:
    """Every text of a record but its chain."""
    for key, value in table.items():
        if key not in _FILLED_IN:
            yield from (part for part in (value if isinstance(value, list) else [value]) if isinstance(part, str))
