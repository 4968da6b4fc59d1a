"""What `sjtool new` asks: one walk through the person, the officer, who else there is, and why it is assessed.

`:back` leads from the first question of a section to the last of the one before. What is kept while it is typed stands
by section, so that a case half asked goes on with every word.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from sjtool import clock
from sjtool.ask.fields import fields_for
from sjtool.ask.form import Back, Choice, Field, ask_form
from sjtool.commands.live_forms import LiveForms
from sjtool.commands.new_list import list_new
from sjtool.console import say, say_wrapped
from sjtool.problem import Place
from sjtool.recording.drafting import Sheet
from sjtool.store.append import Draft

SUBJECT, OFFICER, PARTNER, ASSESSMENT = "subject", "officer", "partner", "assessment"
_OTHER, _RIGHT = "other-", "right"
_HEADINGS = {
    SUBJECT: "The person under assessment",
    OFFICER: "You",
    PARTNER: "The partner, if there is one",
    ASSESSMENT: "The assessment",
}
_ROLES = ("child", "carer", "relative", "professional")
_VICTIMS = (
    "Victims are not asked for here: in the case stands only a stub (sjtool add CASE person), who they are goes into a "
    "file of its own (sjtool add CASE victim)."
)
_NOT_YET = "y begins the case; :back leads to what is to be changed, :quit leaves."


@dataclass
class NewForm:
    """The sections of a new case and what was said in each."""

    live: LiveForms
    officer: str
    said: dict[str, dict[str, Any]] = field(default_factory=dict)

    def ask(self) -> list[Sheet]:
        """Every section in turn, then whether all is right. Raises Stop."""
        if self.live.left_by(OFFICER) not in {"", self.officer}:
            self.live.drop(OFFICER)  # another officer said who they are
        at, from_end = 0, False
        while True:
            sections = [*self._sections(), _RIGHT]
            if at == len(sections):
                return [Sheet(draft, Place("your answers")) for draft in self._drafts()]
            try:
                self._ask(sections[at], from_end=from_end)
                at, from_end = at + 1, False
            except Back:
                at, from_end = max(0, at - 1), at > 0

    def _sections(self) -> list[str]:
        """In order, as far as it is known by now who there is: others until nobody is named, and nobody was before."""
        others = [f"{_OTHER}1"]
        while self._is_named(others[-1]) or self.live.left(f"{_OTHER}{len(others) + 1}"):
            others.append(f"{_OTHER}{len(others) + 1}")
        return [SUBJECT, OFFICER, PARTNER, *others, ASSESSMENT]

    def _is_named(self, section: str) -> bool:
        return bool(self.said.get(section, {}).get("role"))

    def _ask(self, section: str, *, from_end: bool) -> None:
        """One section. Raises Back at its first question, Stop."""
        if section == _RIGHT:
            self._ask_right()
            return
        if section in _HEADINGS or section == f"{_OTHER}1":
            say(("\n" if self.said else "") + _HEADINGS.get(section, "Who else there is"))
        if section == f"{_OTHER}1":
            say_wrapped(_VICTIMS)
        fields: dict[str, Callable[[], list[Field]]] = {
            SUBJECT: lambda: _only("person", "label", "standing", "gender", "born"),
            OFFICER: lambda: _only("officer", "name", "role", "agency", "trained"),
            PARTNER: self._partner_fields,
            ASSESSMENT: lambda: _only("assessment", "trigger", "asked_by", "purpose"),
        }
        asked = fields.get(section, lambda: self._other_fields(is_first=section == f"{_OTHER}1"))()
        self.said[section] = self.live.ask(section, asked, may_leave=section != SUBJECT, from_end=from_end)

    def _partner_fields(self) -> list[Field]:
        named = "How shall they be named here, e.g. Ms R?"
        return [
            Field("label", named, "line", passing="Enter: no partner", help=_only("person", "label")[0].help),
            self._lives_with(lambda answers: "label" in answers),
        ]

    def _other_fields(self, *, is_first: bool) -> list[Field]:
        """Somebody else: who they are, and how they stand to the person and the partner."""
        asked = "a child of the household, a carer, a relative?"
        who = f"Anybody else: {asked}" if is_first else "And anybody else?"
        roles = tuple(Choice(role, role) for role in _ROLES)
        label, born = _only("person", "label", "born")
        named = "How shall they be named here, e.g. Child A or Ms T?"
        parents = {"of_subject": self._label(SUBJECT), "of_partner": self._label(PARTNER)}
        return [
            Field("role", who, "choice", choices=roles, passing="Enter: nobody"),
            replace(label, prompt=named, wanted=_is(*_ROLES)),
            replace(born, wanted=_is("child", "carer", "relative")),
            self._lives_with(_is("child", "carer", "relative")),
            *(
                Field(key, f"Is {parent} their parent?", "yes_no", wanted=_is("child"))
                for key, parent in parents.items()
                if parent
            ),
        ]

    def _lives_with(self, wanted: Callable[[dict[str, Any]], bool]) -> Field:
        return Field("home", f"Do they live with {self._label(SUBJECT)}?", "yes_no", wanted=wanted)

    def _label(self, section: str) -> str:
        return str(self.said.get(section, {}).get("label", ""))

    def _ask_right(self) -> None:
        """What will be recorded in short, and a yes to it. Raises Back or Stop."""
        say("\nThis will be recorded:")
        for line in list_new(self._drafts()):
            say_wrapped(line, "  ")
        say()
        sure = Field("sure", "Is this right?  y to begin the case, :back to change", "line", required=True)
        ask_form(self.live, [replace(sure, check=_check_yes)], may_leave=True)

    def _drafts(self) -> list[Draft]:
        """Everything that was said, as records: people before what they are to each other."""
        drafts = [
            Draft("officer", {"id": self.officer, **self.said[OFFICER]}),
            Draft("person", {"id": SUBJECT, "roles": ["subject"], **self.said[SUBJECT]}),
        ]
        if self._label(PARTNER):
            drafts += _person(PARTNER, "partner", self.said[PARTNER])
        numbers: Counter[str] = Counter()
        for section in (one for one in self._sections() if one.startswith(_OTHER) and self._is_named(one)):
            role = self.said[section]["role"]
            numbers[role] += 1
            drafts += _person(f"{role}-{numbers[role]}", role, self.said[section])
        opened = {"opened_on": clock.today().isoformat()}
        return [*drafts, Draft("assessment", {**opened, **self.said[ASSESSMENT]})]


def _person(name: str, role: str, said: dict[str, Any]) -> list[Draft]:
    """A person and the relations that were said of them."""
    own: dict[str, Any] = {key: said[key] for key in ("label", "born") if key in said}
    relations = [
        (name, SUBJECT, "partner-of", role == PARTNER),
        (name, SUBJECT, "lives-with", said.get("home")),
        (SUBJECT, name, "parent-of", said.get("of_subject")),
        (PARTNER, name, "parent-of", said.get("of_partner")),
    ]
    return [
        Draft("person", {"id": name, "roles": [role], "standing": "other", **own}),
        *(Draft("relation", {"person": who, "to": to, "kind": kind}) for who, to, kind, holds in relations if holds),
    ]


def _is(*roles: str) -> Callable[[dict[str, Any]], bool]:
    return lambda answers: answers.get("role") in roles


def _only(kind: str, *keys: str) -> list[Field]:
    by_key = {this.key: this for this in fields_for(kind)}
    return [by_key[key] for key in keys]


def _check_yes(word: str) -> str:
    return "" if word.casefold() in {"y", "yes"} else _NOT_YET
