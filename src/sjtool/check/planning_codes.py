"""What the codes of messages stand for that belong to plans, events, visits and reactive management, or to reports."""

from __future__ import annotations

from collections.abc import Mapping

FAMILY: Mapping[str, str] = {
    "family-plan-changed": "A passage of a plan for the family is not as it was recorded, so it is not printed.",
    "family-plan-kept-back": "A plan for the family repeats words that are not for them, such as intelligence or what "
    "a victim said.",
    "family-plan-names-guarded": "A plan for the family names somebody who is kept confidential, or a victim outside "
    "the family.",
    "no-such-heading": "The plan has no heading of that id, so nobody would ever read what stands under it.",
    "no-such-outline": "There is no plan for families of that name.",
    "outline-not-a-day": "The day a plan was agreed, or is looked at again, is no whole day or lies on the wrong side "
    "of today.",
    "outline-says-nothing": "A heading of a plan for the family holds no words that say what is agreed, or why it does "
    "not apply.",
}
PLAN: Mapping[str, str] = {
    "answers-unknown": "An action is said to answer something that is no factor, scenario, reading or rating within "
    "reach.",
    "check-changes-status": "A check says the action ended otherwise than was recorded.",
    "check-own-action": "Whoever checks owns the action, or recorded it or how it ended.",
    "check-too-early": "An action that still runs would be checked.",
    "checked-by-other": "Somebody else than the one recording is named as having checked an action.",
    "checker-unknown": "Whoever checks an action has no officer record in the case.",
    "checker-untrained": "The officer record of whoever checks does not say supervisor among what they are trained in.",
    "covert-reference": "The kind of a covert action is not a short reference with a number in it.",
    "covert-stays": "A covert action would be corrected by an open one.",
    "covert-words": "A covert action, or news of it, says more than a reference, an owner, a day and how it stands.",
    "ending-says-nothing": "News says that an action ended, and not what came of it or why it was given up.",
    "plan-two-things": "More than one thing was asked of the plan at once, or an option of --add without it.",
    "proportionality-missing": "An action that restricts does not say why it is proportionate.",
    "unknown-entry": "No menu within reach has the entry that an action is said to come from.",
}
EVENT: Mapping[str, str] = {
    "event-child-unknown": "A strategy discussion or a section 47 outcome does not name a child of the case.",
    "event-touches-unknown": "An event touches something that looks like a record's id and is no record of this case.",
    "event-ahead": "The day of the event has not come yet. Clocks are counted from it.",
    "event-kind-other": "An event in the file is of another kind than the command names.",
    "event-kind-unknown": "The word is not a kind of event, or not clearly one, or none was named.",
    "event-next-before": "The next one would come before this one.",
    "event-one-at-a-time": "A file holds more than one event; what goes with an event is told by its file.",
    "event-outcome-unknown": "The outcome is not one of the four that enquiries under section 47 may have.",
    "event-own-command": "Reactive management is recorded with its own command, sjtool reactive.",
    "event-prompt-unknown": "A prompt named as considered is no entry of a menu within reach.",
    "event-record-missing": "The event, or the record that must come with it, is not in the file or leaves out a key "
    "it needs.",
    "event-review-unsaid": "A significant change does not say whether it opens a review.",
    "event-told-nobody": "Information was shared, and it is not said with whom.",
    "event-touches-unsaid": "The event does not name the conference, child or order it is about.",
    "event-without-rationale": "A significant change, or intelligence that is none, does not say why it was decided "
    "so.",
    "mappa-without-reason": "A MAPPA level is set without why it is the lowest that will do.",
}
VISIT: Mapping[str, str] = {
    "not-a-visit": "An event in an answers file of a visit is of another kind, which has questions and checks of its "
    "own.",
    "one-visit": "An answers file of a visit holds no visit, or more than one, so it is not clear what its ratings "
    "rest on.",
    "one-way-only": "More than one way to go about a visit was named, and one would be left undone.",
    "visit-day": "The day of a visit has not come yet, or the day of the next one has passed.",
    "visit-unsaid": "A visit does not say whether it was announced, or whether officers were let in.",
}
REACTIVE: Mapping[str, str] = {
    "answers-without-act": "There are answers, and no act they belong to.",
    "check-none": "No check was made, so there is nothing to pass for the yearly one.",
    "check-undated": "A check that was made has no day.",
    "check-unknown": "There is no such check in the menu.",
    "check-unsaid": "It is not said of one of the checks whether somebody looked.",
    "check-without-words": "What was found, or why nobody looked, is not said.",
    "date-ahead": "The day of something done lies ahead.",
    "reactive-before-proposal": "The decision is older than the proposal it is on.",
    "reactive-cause-without-record": "The cause needs the event or order that brought it, and none is named.",
    "reactive-condition-not-met": "A condition for reactive management is not met or not shown. All have to be met.",
    "reactive-exception-unsaid": "An order is in force whose discharge is being sought, and the proposal does not say "
    "why it may be considered all the same.",
    "reactive-other-kind": "The event in the file is of another kind than the act named.",
    "reactive-own-proposal": "Who proposed reactive management does not decide on it.",
    "reactive-reason-short": "A supervisor's reason for approving reactive management is less than a sentence of six "
    "words.",
    "reactive-stage": "It is not the moment for this act: a proposal waits already or none does, or the person is or "
    "is not on reactive management.",
    "reactive-without-cause": "It is not said what ended reactive management. When it may be considered again hangs "
    "on it.",
    "reactive-without-reasons": "A proposal, approval, refusal or end does not say why.",
    "supervisor-unknown": "The case has no record of the deciding supervisor as an officer.",
    "supervisor-untrained": "The officer's record does not say supervisor among what they are trained in.",
    "two-acts": "More than one act is named on the command line.",
}
REPORTS: Mapping[str, str] = {
    "checks-in-json-only": "What check finds was asked for in a format that does not hold it.",
    "copy-for-somebody-else": "The person's own copy is asked for in the name of somebody of the case who is not the "
    "person.",
    "cross-check-for-adult": "The cross-check is asked for in the name of somebody in the case. No copy is made out to "
    "any of them.",
    "export-key-short": "The key that hashes ids is too short: ids are few and could be found by trying.",
    "export-key-unread": "The file of the key that hashes ids cannot be read as text.",
    "export-not-written": "The tables of an export could not be written. Those not yet in place are as they were.",
    "export-over-others": "The folder holds a table that no export of sjtool wrote. Only earlier exports are replaced.",
    "print-for-somebody-in-case": "A practitioners' print, or the conference's copy, is asked for in the name of "
    "somebody of the case.",
    "print-not-ours": "A file stands where a print would go and no run wrote it. It is left alone, and the case fails.",
    "recipient-empty": "A recipient was given without a name.",
    "redact-out": "The copy is a new case file, and its name ends in .toml.",
    "two-from-a-pipe": "Two things were to come by the one pipe.",
    "unknown-value": "No case can have the word that cases were to be chosen by.",
    "where-contradicts": "Two values of one field were asked for. All filters must fit, and no case has two.",
    "where-without-value": "A filter names a field and not what is to stand in it.",
    "unknown-view": "There is no view of that name; it is officer, conference or person.",
    "view-needs-file": "A copy for somebody else needs a file of its own, or it could be taken for the officer's "
    "print.",
    "view-not-for-report": "The report has no copy for that reader.",
    "view-one-case": "Copies for others are made one at a time, because each is read before it is given.",
    "view-with-own-page": "What is the officer's own goes into no copy for somebody else.",
    "author-of-summary-only": "The author's page was asked for with another report than the summary.",
    "day-to-come": "Something was asked for as of a day that has not come. What will be recorded by then nobody knows.",
    "bad-shard": "The part of a run that was asked for is no part of anything.",
    "letter-not-printable": "A letter is in none of the fonts, and an empty box in its place would lose it.",
    "lines-to-stdout": "One case a line is printed on stdout, and a file was named.",
    "lines-are-json": "One case a line was asked for together with another format than JSON.",
    "list-not-text": "The list of cases on standard input is no text in UTF-8.",
    "manifest-not-ours": "The folder has a manifest that sjtool did not write; that of the run would take its place.",
    "not-for-a-terminal": "The format asked for is none that a terminal can show.",
    "not-reached": "The run was stopped before this case was done.",
    "pages-need-a-folder": "Several reports were asked for in a format of which each file is a document of its own.",
    "pdf-refused": "The page could not be set as an accessible PDF, and is not made in another kind.",
    "shards-not-whole": "The manifests to be joined are not those of all parts of one run.",
    "unknown-schema": "There is no schema of that name.",
    "unknown-field": "Cases are chosen by a few plain fields, and this is none of them.",
    "worker-crashed": "The process that worked on a case died. The other cases are not touched by it.",
}
PLANNING_CODES: Mapping[str, str] = {**FAMILY, **PLAN, **EVENT, **VISIT, **REACTIVE, **REPORTS}
"""Code to one or two sentences."""
