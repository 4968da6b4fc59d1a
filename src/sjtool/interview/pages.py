"""What is looked up during an interview: why a question is asked, all questions, the moves, the notes on conduct."""

from __future__ import annotations

from sjtool.interview import conduct
from sjtool.interview.moves import KEYS, MOVES, NOT_FACING
from sjtool.interview.plan import Question
from sjtool.interview.screen import INDENT, Screen, show_counts, show_notes, show_signs, show_source
from sjtool.interview.session import Interview
from sjtool.model.missing import REASONS
from sjtool.model.template import AskedOf, QuestionSet
from sjtool.text import pad

PAGES = frozenset({"help", "map", "why", "conduct", "stop"})
"""Moves that show a page; the question is put again after it, so that it is always the last thing on the screen."""


def show_page(
    name: str, rest: str, screen: Screen, interview: Interview, questions: QuestionSet, role: AskedOf
) -> list[str]:
    """The page a move asks for; `rest` is what was typed after its name."""
    question = interview.question
    if name == "map":
        return show_map(screen, interview, rest)
    if name == "conduct":
        return show_notes(screen, questions.set.conduct, questions, sources=True)
    if name == "stop":
        return show_notes(screen, conduct.stop_signs(questions, role), questions)
    if name == "why" and question:
        return show_why(screen, question, questions)
    return show_help(screen, "" if screen.facing else conduct.name_stop_signs(questions, role))


def show_reasons(screen: Screen) -> list[str]:
    """The reasons for no answer, numbered."""
    return ["   Why is there no answer?", *screen.pack([f"{n} {reason.title}" for n, reason in enumerate(REASONS, 1)])]


def show_reason_meanings(screen: Screen) -> list[str]:
    """What each reason means."""
    return [line for n, r in enumerate(REASONS, 1) for line in screen.wrap(f"{n} {r.title}: {r.means}", INDENT)]


def show_why(screen: Screen, question: Question, questions: QuestionSet) -> list[str]:
    """What a question is for, what to look for, and where it comes from."""
    item = question.item
    told = [
        ("Why", item.why),
        ("Look for", "; ".join(item.look_for)),
        ("Recording", item.hint or ""),
        ("Care", item.sensitivity or ""),
        ("Source", show_source(questions, item.source, item.pinpoint)),
    ]
    return [line for name, text in told if text for line in screen.wrap(f"{name}: {text}", INDENT)]


def show_help(screen: Screen, signs: str) -> list[str]:
    """The moves, how an answer may be typed, and the stop signs in a few words."""
    lines: list[str] = []
    keys = {word[1:]: key.upper() for key, word in KEYS.items()}
    for move in MOVES:
        if screen.facing and move.name in NOT_FACING:
            continue
        name = f":{move.name} {move.takes}".rstrip()
        first, indent = (
            INDENT + (f"{name}: " if screen.plain else pad(name, 17) + " "),
            INDENT if screen.plain else " " * 21,
        )
        key = f" ({keys[move.name]})" if move.name in keys and not screen.plain else ""
        lines += screen.wrap(f"{move.does}{key}", indent, first)
    how = "An answer, then a comma, then words: the words are kept as a note."
    how += ' Several lines stand between lines of """.' if screen.plain else " Alt-Enter begins a new line."
    return [*lines, *screen.wrap(how, INDENT), *show_signs(screen, signs)]


def show_map(screen: Screen, interview: Interview, only: str = "") -> list[str]:
    """Every question and how it stands, by item; or only the open ones, the answered, or those without an answer.

    Where the person may see the screen the titles stay away: some name what is looked for.
    """
    lines = screen.wrap(show_counts(interview), INDENT)
    wanted = next((known for known in _KINDS if only and known.startswith(only.casefold())), "")
    for n, question in enumerate(interview.plan):
        state = interview.state_of(question)
        if wanted and _kind_of(state) != wanted:
            continue
        title = "" if screen.facing else question.title
        if screen.plain:
            lines += screen.wrap(f"{question.spot} {title}".strip() + f": {state}", INDENT)
        else:
            here = ">" if n == interview.at else " "
            lines += screen.wrap(title, " " * 27, f"{here}{question.spot:>8}  {pad(state, 16)}")
    return lines


_KINDS = ("open", "answered", "none")


def _kind_of(state: str) -> str:
    return state if state in {"open", "answered"} else "none"
