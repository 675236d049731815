"""SARIF 2.1.0, as code scanning takes it."""

import json
from collections.abc import Sequence
from urllib.parse import quote

from afterword.model.plain import Plain
from afterword.review.page import read_page
from afterword.review.registry import registered_rules
from afterword.review.reports.gitlab import fingerprints
from afterword.review.reports.located import Located

_LEVELS = {"error": "error", "warning": "warning", "info": "note"}


def write(found: Sequence[Located]) -> str:
    """One run, with the rules that found something."""
    codes = sorted({each.diagnostic.code for each in found})
    run: dict[str, Plain] = {
        "tool": {"driver": {"name": "Afterword", "rules": [_rule(code, found) for code in codes]}},
        "columnKind": "unicodeCodePoints",
        "results": [
            _result(each, codes.index(each.diagnostic.code), mark)
            for each, mark in zip(found, fingerprints(found), strict=True)
        ],
    }
    whole = {"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]}
    return json.dumps(whole, indent=2, ensure_ascii=False) + "\n"


def _rule(code: str, found: Sequence[Located]) -> dict[str, Plain]:
    rule = next((rule for rule in registered_rules() if rule.code == code), None)
    if rule is None:
        name = next(each.diagnostic.rule for each in found if each.diagnostic.code == code)
        return {"id": code, "name": name}
    page = read_page(rule.page)
    return {
        "id": code,
        "name": rule.name,
        "shortDescription": {"text": page.message},
        "fullDescription": {"text": page.why},
        "help": {"text": page.instead or page.message},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
    }


def _result(each: Located, index: int, mark: str) -> dict[str, Plain]:
    (line, column), (end_line, end_column) = each.start, each.end
    finding = each.diagnostic
    message = f"{finding.message}. {finding.suggestion}" if finding.suggestion else finding.message
    region: dict[str, Plain] = {
        "startLine": line,
        "startColumn": column,
        "endLine": end_line,
        "endColumn": max(end_column, column) if end_line == line else end_column,
    }
    return {
        "ruleId": finding.code,
        "ruleIndex": index,
        "level": _LEVELS[finding.severity],
        "message": {"text": message},
        "locations": [
            {"physicalLocation": {"artifactLocation": {"uri": quote(each.file.replace("\\", "/"))}, "region": region}}
        ],
        "partialFingerprints": {"afterword/v1": mark},
    }
