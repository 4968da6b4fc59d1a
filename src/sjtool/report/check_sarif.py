"""What checking found, in SARIF 2.1.0, the form that editors and build servers read.

Excerpts are left out always: such files are made to be passed on.
"""

from __future__ import annotations

import json
import os
import string
from collections.abc import Mapping
from typing import Any

from sjtool import __version__
from sjtool.problem import Place, Problem
from sjtool.report.checked import Checked, Rule

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_ROOT = "SRCROOT"
"""What relative addresses start from. Which folder that was is not told: the file is made to be passed on."""
_PLAIN = frozenset(string.ascii_letters + string.digits + "-._~/")


def render(checked: Checked, base: str) -> str:
    """One SARIF log of one run. Paths are told as seen from the folder `base`."""
    numbers = {rule.code: number for number, rule in enumerate(checked.rules)}
    results = [_result(problem, numbers, base) for file in checked.files for problem in file.problems]
    driver = {"name": "sjtool", "version": __version__, "rules": [_rule(rule) for rule in checked.rules]}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {_ROOT: {"description": {"text": "The folder in which sjtool was started."}}},
        "invocations": [{"executionSuccessful": not checked.unreadable}],
        "results": results,
    }
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2) + "\n"


def _rule(rule: Rule) -> dict[str, Any]:
    """A code as a rule; a message that is not a check stops the reading and counts as an error."""
    whole = f"{rule.manual}\n\nWhy: {rule.why}" if rule.why else rule.manual
    return {
        "id": rule.code,
        "shortDescription": {"text": rule.gist},
        "fullDescription": {"text": rule.manual},
        "help": {"text": whole},
        "defaultConfiguration": {"level": rule.severity or "error"},
    }


def _result(problem: Problem, numbers: Mapping[str, int], base: str) -> dict[str, Any]:
    made: dict[str, Any] = {"ruleId": problem.code}
    if problem.code in numbers:
        made["ruleIndex"] = numbers[problem.code]
    text = f"{problem.what}. Why: {problem.why}. Fix: {problem.fix}"
    return made | {
        "level": problem.severity,
        "message": {"text": text},
        "locations": [{"physicalLocation": _location(problem.place, base)}],
    }


def _location(place: Place, base: str) -> dict[str, Any]:
    uri = say_uri(place.path, base)
    artifact = {"uri": uri} if uri.startswith(("file:", "../")) else {"uri": uri, "uriBaseId": _ROOT}
    location: dict[str, Any] = {"artifactLocation": artifact}
    return location | {"region": {"startLine": place.line}} if place.line else location


def say_uri(path: str, base: str) -> str:
    """A path as a relative address with forward slashes; whole where the two share no root, as drives of Windows."""
    try:
        shown = os.path.relpath(path, base)
    except ValueError:
        shown = "/" + os.path.abspath(path)  # noqa: PTH100 - compared as text, nothing is opened
    whole = shown.replace(os.sep, "/")
    quoted = "".join(chr(byte) if chr(byte) in _PLAIN else f"%{byte:02X}" for byte in os.fsencode(whole))
    return f"file://{quoted}" if shown.startswith("/") else quoted
