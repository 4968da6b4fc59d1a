"""Names that stand in running words alone: a word with a capital that comes more than once and is no plain word.

A first name is often all there is of somebody (`Lewis from the course`), and no key says so.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet

from sjtool.commands.redact_calendar import is_calendar
from sjtool.commands.redact_ordinary import ORDINARY
from sjtool.commands.redact_vocabulary import WORD, Vocabulary

_LEAST, _SHORTEST = 2, 3
_NAMED = re.compile(r"[^\W\d_a-z][a-z\u00df-\u00ff]+")
BEGINS = re.compile("(?:^|[.!?:;\n\"\u201c(\\[-]\\s*|\\s['\u2018])$")
"""What stands before the first word of a sentence: there any word has a capital."""
_NOBODY = frozenset(
    """
    dad daddy mum mummy mam nan nana nanny gran granny grandma grandad grandpa auntie uncle god allah jesus sir madam
    english welsh scottish irish british polish romanian french german spanish italian portuguese indian pakistani
    bangladeshi chinese african caribbean european american asian black white muslim christian hindu sikh jewish
    england wales scotland ireland britain europe london
    mr mrs ms mx dr article articles act order part section schedule chapter appendix annex inspector sergeant constable
    facebook instagram snapchat telegram discord whatsapp messenger kik skype twitter tiktok reddit youtube google
    yahoo hotmail gmail outlook microsoft windows android apple amazon netflix xbox playstation minecraft roblox
    fortnite tinder grindr omegle teams zoom wifi bluetooth internet lidl aldi tesco asda morrisons sainsbury
    """.split()  # noqa: SIM905 - one to a line would be two hundred lines
)
"""Words with a capital that name nobody of the case, in small letters."""


def find_recurring(
    texts: Iterable[str], vocabulary: Vocabulary, small: AbstractSet[str], known: AbstractSet[str]
) -> Iterator[str]:
    """The words, most frequent first. `small` are those the case writes in small letters, `known` have a new name."""
    found, inside = Counter[str](), set[str]()
    for text in texts:
        for one in WORD.finditer(text):
            word = _bare(one.group())
            found[word] += 1
            if not BEGINS.search(text[max(0, one.start() - 3) : one.start()]):
                inside.add(word)
    no_names = small | known | ORDINARY
    for word, times in found.most_common():
        is_met = times >= _LEAST and word in inside and len(word) >= _SHORTEST
        if is_met and word.casefold() not in no_names and can_be_name(word, vocabulary):
            yield word


def can_be_name(word: str, vocabulary: Vocabulary) -> bool:
    """Whether a word with a capital can be a name: no plain word, none of the calendar, no service and no title."""
    bare = _bare(word)
    if not _NAMED.fullmatch(bare) or is_calendar(bare) or bare.casefold() in _NOBODY:
        return False
    return not vocabulary.knows(bare) and not vocabulary.is_written_so(bare)


def _bare(word: str) -> str:
    """Without what shows whose it is, or that it is short for two words: `Lewis's`, `I'm`."""
    return re.split("['\u2019]", word)[0]
