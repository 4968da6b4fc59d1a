"""The sheet that was ordered, from the template and the case: who is asked or rated, and nobody else's answers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase

from sjtool import clock
from sjtool.assess.accounts import answered_by
from sjtool.assess.rated import factors_for
from sjtool.assess.ratings import view_sheet
from sjtool.commands.desk import Desk
from sjtool.commands.rate import find_rated
from sjtool.errors import refused, usage
from sjtool.interview.conduct import begin_notes, notes_at
from sjtool.interview.plan import Marks, Question, build_plan, find_role, is_for_professionals
from sjtool.interview.speech import ENGLISH, Speech
from sjtool.interview.start import find_open_session
from sjtool.loader import Loaded
from sjtool.model.people import Officer, Person
from sjtool.model.template import AskedOf, Conduct, FactorSet, Menu, QuestionSet, Template
from sjtool.report.interview_sheet import BLANK, Occasion, Sheet
from sjtool.report.sheet_lists import build_factor_sheet, build_menu_sheet
from sjtool.report.sheet_questions import build_question_sheet


@dataclass(frozen=True)
class Order:
    """What was asked for, and the case it is for where there is one."""

    desk: Desk
    loaded: Loaded | None
    ref: str
    role: str = ""
    informant: str = ""
    person: str = ""
    marks: Marks = "default"
    items: tuple[str, ...] = ()
    last: bool = False
    why: bool = False
    speech: Speech = ENGLISH

    def occasion(self, who: str = "") -> Occasion:
        """What is known before anything is written on the sheet."""
        printed_on = clock.today().isoformat()
        if self.loaded is None:
            return Occasion(printed_on, why=self.why)
        header, subject = self.loaded.case.header, self.loaded.standing.subject
        return Occasion(
            printed_on,
            case=self.loaded.name,
            marking=header.marking,
            training=header.training,
            chain_head=self.loaded.case.head,
            about=self.loaded.standing.label(subject.id) if subject else "",
            who=who,
            why=self.why,
        )

    def wants(self, item: str) -> bool:
        """Whether an item, factor or entry is to be on the sheet."""
        return not self.items or any(fnmatchcase(item, pattern) for pattern in self.items)


def out_of_place(option: str, why: str, fix: str) -> Exception:
    """An option that would be passed over in silence is refused instead."""
    return usage("option-out-of-place", f"{option} has nothing to act on here", why, fix)


def find_ref(desk: Desk, loaded: Loaded | None, named: str, informant: str) -> str:
    """The newest version of a set, or the one that an interview left open was begun with."""
    left = find_open_session(loaded.standing, named, informant) if loaded and informant and "@" not in named else None
    return desk.library.find(left.set if left and left.set else named).ref


def build_sheet(order: Order) -> Sheet:
    """The sheet, by the kind of template. Raises SjtoolError where an option does not belong to that kind."""
    library = order.desk.library
    template = library.read(order.ref).template
    for trouble in _misuses(order, template):
        raise trouble
    if isinstance(template, QuestionSet):
        return _build_questions(order, library.question_set(order.ref))
    if isinstance(template, FactorSet):
        return _build_factors(order, template)
    if not isinstance(template, Menu):
        what, why = f"{order.ref} is not for paper", "questions are asked, factors are rated, menus are filled in"
        raise refused("wrong-template", "templates", what, why, "sjtool sets list  shows what each template is")
    entries = [e for e in template.entry if order.wants(e.id) and (order.why or e.handling != "covert")]
    if not entries:
        raise _no_such_item(order)
    return build_menu_sheet(template, order.ref, entries, order.occasion())


def _misuses(order: Order, template: Template) -> Iterator[Exception]:
    is_asked, is_rated = isinstance(template, QuestionSet), isinstance(template, FactorSet)
    if order.loaded is None and (order.informant or order.person or order.last):
        yield out_of_place("--informant, --person or --last", "they are about a case", "--case CASE")
    if order.informant and order.role:
        yield out_of_place("--for-role", "the role comes with the informant", "leave out one of the two")
    if not is_asked and (order.role or order.informant or order.marks != "default"):
        yield out_of_place("--for-role, --informant or --marks", "only questions are put to somebody", "leave it out")
    if not is_rated and order.person:
        yield out_of_place("--person", "only factors are rated for somebody", "--informant ID  for a question set")
    if is_asked and order.last and not order.informant:
        yield out_of_place("--last", "what was said belongs to the one who said it", "--informant ID")
    if not is_asked and not is_rated and order.last:
        yield out_of_place("--last", "nothing of a menu is kept in a case", "leave it out")


def _no_such_item(order: Order) -> Exception:
    fix = f"sjtool sets show {order.ref}  lists them"
    return usage("no-such-item", "nothing in this set fits", "items are named by their ids", fix)


def _build_questions(order: Order, questions: QuestionSet) -> Sheet:
    """The questions for whoever is asked, with the answers of nobody else."""
    loaded, role, who, last = order.loaded, _named_role(order, questions), "", None
    if loaded and order.informant:
        informant, role = _find_informant(order, loaded, questions)
        who = informant.label or informant.id
        last = answered_by(loaded.standing, questions.set.id, informant.id) if order.last else None
    elif role == "person":
        who = order.occasion().about
    occasion = order.occasion(who)
    plan = build_plan(
        questions, role, occasion.about or BLANK, marks=order.marks, only=order.items, speech=order.speech
    )
    if not plan:
        raise _no_such_item(order)
    return build_question_sheet(questions, order.ref, role, plan, _notes(questions, role, plan), occasion, last)


def _named_role(order: Order, questions: QuestionSet) -> AskedOf:
    """The role named, or the first the set is put to. Raises SjtoolError (usage) for one it has no wording for."""
    asked_of = questions.set.asked_of
    role = next((known for known in asked_of if known == (order.role or asked_of[0])), None)
    if role is None:
        what, why = "this set is not put to anybody in that role", f"it is worded for: {', '.join(asked_of)}"
        raise usage("not-asked-of", what, why, f"--for-role {asked_of[0]}")
    return role


def _find_informant(order: Order, loaded: Loaded, questions: QuestionSet) -> tuple[Person, AskedOf]:
    """Who is asked, and in which role. Raises SjtoolError where they are not in the case or not asked this set."""
    standing, person = loaded.standing, loaded.standing.person(order.informant)
    officer = standing.current(order.informant)
    if person is None and isinstance(officer, Officer) and is_for_professionals(questions):
        person = Person(id=standing.root(order.informant), roles=("professional",), label=officer.name)
    if person is None:
        what, why = "nobody in the case has this id", "an answer belongs to the person who gave it"
        raise refused("unknown-person", str(loaded.path), what, why, f"sjtool show {loaded.name}  lists the people")
    role = find_role(person, questions)
    if role is None:
        what, why = f"{order.ref} is not put to somebody in this role", "it has no wording for them"
        raise refused("not-asked-of", str(loaded.path), what, why, "sjtool sets list  shows the other sets")
    return person, role


def _notes(questions: QuestionSet, role: AskedOf, plan: tuple[Question, ...]) -> tuple[Conduct, ...]:
    """How to hold the interview, in the order in which it matters."""
    discloses = any(question.discloses for question in plan)
    return (
        *notes_at(questions, role, "start"),
        *begin_notes(questions, role),
        *(notes_at(questions, role, "disclosing-item") if discloses else ()),
        *notes_at(questions, role, "throughout"),
    )


def _build_factors(order: Order, sheet: FactorSet) -> Sheet:
    """The factors for whoever is rated. Raises SjtoolError (usage) where several could be meant."""
    loaded, who, factors, views = order.loaded, "", sheet.factor, None
    if loaded:
        rated = find_rated(loaded, sheet, order.person)
        if len(rated) > 1:
            what, why = "it is not said who is rated", "a sheet of paper is for one person"
            raise usage("person-missing", what, why, f"--person one of: {', '.join(rated)}")
        who, factors = loaded.standing.label(rated[0]), factors_for(loaded.standing, sheet, rated[0])
        views = view_sheet(loaded.standing, sheet, order.ref, rated[0]) if order.last else None
    factors = tuple(factor for factor in factors if order.wants(factor.id))
    if not factors:
        raise _no_such_item(order)
    return build_factor_sheet(sheet, order.ref, factors, order.occasion(who), views)
