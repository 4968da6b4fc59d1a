"""What every command needs before it can work: the case, the officer, the templates, and a safe way to write."""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sjtool import clock
from sjtool.ask.asker import Asker, Stop, at_terminal, choose_asker
from sjtool.commands.library_note import open_library, tell_changed
from sjtool.console import say, say_wrapped, show_problems
from sjtool.errors import SjtoolError, refused, usage
from sjtool.loader import Loaded, find_template_problems, load_case, load_sound
from sjtool.model.people import Officer
from sjtool.model.record import RECORD_ID, Record
from sjtool.problem import Problem
from sjtool.store.access import Act, append_access, refuse_disclosure
from sjtool.store.append import Draft, Later, Ledger
from sjtool.store.kept import keep_drafts, keep_words, note_unfinished
from sjtool.store.library import Library
from sjtool.store.settings import read_settings
from sjtool.store.unfinished import Unfinished

if TYPE_CHECKING:
    from sjtool.commands.live_forms import LiveForms


class Desk:
    """An officer at work on a case: who they are, what lies before them, how to write to it."""

    def __init__(self, *, by: str = "", templates: str = "", plain: bool = False) -> None:
        """Settings are read once; flags come before the environment, the environment before settings."""
        self.settings = read_settings()
        self.plain = plain
        self._by = by or os.environ.get("SJTOOL_BY", "") or (self.settings.by or "")
        self._opened: dict[Path, Ledger] = {}
        self.templates = templates or (self.settings.templates or "")

    @cached_property
    def library(self) -> Library:
        """The templates within reach."""
        return open_library(self.templates)

    @cached_property
    def asker(self) -> Asker:
        """Somebody to ask. Raises SjtoolError (usage) where there is no terminal."""
        return choose_asker(plain=self.plain)

    @cached_property
    def officer(self) -> str:
        """The officer's id. Asked for at a terminal; raises SjtoolError (usage) where nobody can say."""
        name = self._by
        if not name and at_terminal():
            name = self.asker.ask_line("Your officer id\n> ").strip()
        if not name:
            raise usage(
                "no-officer",
                "nobody is named as the officer",
                "every record says who made it (DPA 2018 s.62; APP, auditable decisions)",
                'add  --by ID , or set SJTOOL_BY, or put  by = "ID"  in your settings',
            )
        if not re.fullmatch(RECORD_ID, name):
            raise usage(
                "officer-id",
                "this is not an officer id",
                "ids are printed and compared",
                "use letters, digits, dot and dash",
            )
        return name

    @property
    def known_officer(self) -> str | None:
        """The officer's id where it is known without asking."""
        return self._by or None

    def find_case(self, case: str) -> Path:
        """A path as given, or a case id in the folder of cases (or here). Raises SjtoolError where there is none."""
        path = Path(case)
        if path.suffix == ".toml" or (path.exists() and not path.is_dir()):
            return path
        for folder in (self.settings.cases, "."):
            if folder and (Path(folder) / f"{case}.toml").exists():
                return Path(folder) / f"{case}.toml"
        if path.is_dir():
            raise refused("not-a-file", case, "this is a folder", "one case is needed here", "name a case file in it")
        raise refused(
            "file-missing",
            case,
            "there is no such case",
            "nothing can be read",
            "check the name, or start it with  sjtool new",
        )

    def load(self, case: str, *, as_at: str = "") -> Loaded:
        """A case that can be relied on."""
        moment = _end_of_day(as_at) if as_at else None
        return tell_changed(load_sound(self.find_case(case), self.library, as_at=moment))

    def load_to_mend(self, case: str) -> Loaded:
        """A case in which records may point at nothing: shown, but no bar to adding the record that mends it."""
        loaded, problems = load_case(self.find_case(case), self.library)
        if any(problem.code != "unknown-id" for problem in problems):
            raise SjtoolError(problems)
        show_problems(problems)
        return loaded

    def append(
        self, path: Path, drafts: Sequence[Draft], ledger: Ledger | None = None, *, only_after: str = ""
    ) -> list[Record]:
        """Append all drafts or none, only after a head where one is named. What cannot be written is kept."""
        try:
            book = ledger or self._opened.get(path) or Ledger(path)
            return book.append(drafts, by=self.officer, at=clock.now(), only_after=only_after)
        except SjtoolError as error:
            beside = ledger.path if ledger else path
            raise SjtoolError([*error.problems, keep_drafts(beside, drafts)], error.status) from None

    @contextlib.contextmanager
    def live(self, path: Path, name: str, *, beside: Path | None = None) -> Iterator[LiveForms]:
        """Forms whose every keystroke is kept beside the case (or `beside`), offered back when this is asked again.

        `name` says what is asked, of whom where that matters. What was typed is let go at the end of the block, for
        then it is recorded; and where an append was refused, for then the records are kept (`append`). Whatever else
        stops the block, the same command goes on from it. The case is opened now, as in `keeping`.
        """
        from sjtool.commands.live_forms import FORM_KEYS, LiveForms  # brings the interview's screen: only where asked

        self._open(path)
        forms = LiveForms(self.asker, Unfinished(beside or path, name), by=self.officer, keys=FORM_KEYS)
        forms.tell_left()
        forms.begin()
        try:
            yield forms
            forms.file.remove()
        except (Stop, KeyboardInterrupt):
            if forms.file.is_safe and forms.file.holds_words:
                say("\nWhat you had typed is kept beside the case. The same command goes on from it.")
            else:
                show_problems(self._stays(forms, path))
            raise
        except SjtoolError as error:
            if any(problem.code == "typed-kept" for problem in error.problems):
                forms.file.remove()
                raise
            raise SjtoolError([*error.problems, *self._stays(forms, path)], error.status) from None
        finally:
            forms.end()

    def _open(self, path: Path) -> None:
        if path.exists():
            self._opened[path] = Ledger(path)

    def _stays(self, forms: LiveForms, path: Path) -> list[Problem]:
        """Where what was typed is now; where it could not be kept live, it is kept as words."""
        if forms.file.is_safe:
            return [note_unfinished(forms.file.path)] if forms.file.holds_words else []
        words = [{"place": place, **forms.left(place)} for place in forms.file.places]
        return [keep_words(path, words)] if words else []

    @contextlib.contextmanager
    def keeping(self, path: Path, *, live: bool = False, **about: str) -> Iterator[None]:
        """Keep what was typed, beside the case, where the officer stops, is interrupted, or it cannot be recorded.

        `about` says what it belongs to. The case is opened now, so that an edit of it in another window while the
        officer types is noticed and not written over. `live`: every keystroke is kept already (`live_forms.py`), and
        only what cannot be recorded is kept here.
        """
        self._open(path)
        begun = len(self.asker.typed)
        try:
            yield
        except (Stop, KeyboardInterrupt, SjtoolError) as stopped:
            if live and not isinstance(stopped, SjtoolError):
                raise
            typed = [keys for keys in self.asker.typed[begun:] if keys]
            words = [{**about, **{key: _spoken(value) for key, value in keys.items()}} for keys in typed]
            kept = [keep_words(path, words)] if words else []
            if isinstance(stopped, SjtoolError):
                raise SjtoolError([*stopped.problems, *kept], stopped.status) from None
            show_problems(kept)
            raise

    def log_reveal(self, loaded: Loaded, command: str, records: Sequence[str]) -> None:
        """Tool levels are about to be shown before the judgement. Raises SjtoolError where that cannot be recorded."""
        problem = append_access(
            loaded.path, "reveal", command, by=self.officer, at=clock.now(), head=loaded.case.head, records=[*records]
        )
        if problem:
            raise SjtoolError([replace(problem, severity="error")])

    def tell_officer(self, loaded: Loaded) -> None:
        """Say that the officer has no record in a case that has records of others; asked for like `officer`."""
        known = [loaded.standing.root(record.id) for record in loaded.standing.of(Officer)]
        if not known or isinstance(loaded.standing.current(self.officer), Officer):
            return
        near = next((name for name in known if _is_slip(self.officer, name)), "")
        asked = f'Did you mean "{near}"? If not:  ' if near else ""
        what = f"{self.officer} has no officer record in this case: prints will show the id alone."
        say_wrapped(f"{what} {asked}sjtool add CASE officer")

    def pins(self, loaded: Loaded, ref: str) -> list[Draft]:
        """The template records that must come before the first use of `ref`.

        Raises SjtoolError where the case has pinned it with another content: what is recorded now could not be told
        from what was asked then.
        """
        changed = [p for p in find_template_problems(loaded.case, self.library) if f" {ref} " in f"{p.what} "]
        if changed:
            raise SjtoolError(changed)
        return [Draft("template", {"ref": name, "sha256": sha256}) for name, sha256 in loaded.unpinned(ref)]

    def log(self, loaded: Loaded, act: Act, command: str, **more: Any) -> None:
        """One line in the access log; where it cannot be written that is told. Raises SjtoolError for a disclosure."""
        problem = append_access(
            loaded.path, act, command, by=self.known_officer, at=clock.now(), head=loaded.case.head, **more
        )
        if problem:
            show_problems([refuse_disclosure(problem, act)])


def _spoken(value: object) -> object:
    """A typed value as it can be written down; evidence made on the way is called new-1, new-2 and so on."""
    if isinstance(value, Later):
        return f"new-{value.index + 1}"
    return [_spoken(part) for part in value] if isinstance(value, list | tuple) else value


def _is_slip(typed: str, known: str) -> bool:
    """Whether an id is another but for capitals, or for one letter too many, too few or wrong."""
    short, long = sorted((typed.casefold(), known.casefold()), key=len)
    if len(short) == len(long):
        return sum(one != other for one, other in zip(short, long, strict=True)) <= 1
    return any(long[:at] + long[at + 1 :] == short for at in range(len(long)))


def _end_of_day(typed: str) -> datetime:
    """The last moment of a day, here."""
    try:
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", typed):
            moment = datetime.combine(date.fromisoformat(typed), time(23, 59, 59))
        else:
            moment = datetime.fromisoformat(typed if re.match(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}", typed) else "")
        return moment.astimezone(UTC)
    except (ValueError, OverflowError, OSError):
        raise usage("bad-date", "--as-at is not a date", "a day is needed", "write it as 2026-03-02") from None
