"""The published schemas describe the files that a run really writes."""

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from conformance.spec.paths import specs_dir


def validator(name: str) -> Draft202012Validator:
    schema = json.loads((specs_dir() / "schema" / name).read_bytes())
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema, format_checker=FormatChecker())


def lines(folder: Path) -> list[Any]:
    return [json.loads(line) for line in (folder / "evidence.ndjson").read_bytes().splitlines()]


@pytest.mark.parametrize("name", ["run_dir", "hostile_dir"])
def test_verdict_and_evidence_are_as_published(name: str, request: pytest.FixtureRequest) -> None:
    folder: Path = request.getfixturevalue(name)
    assert not list(validator("verdict.json").iter_errors(json.loads((folder / "verdict.json").read_bytes())))
    evidence = validator("evidence.json")
    assert len(lines(folder)) == 7
    assert not [error for line in lines(folder) for error in evidence.iter_errors(line)]


def test_the_schemas_refuse_what_is_wrong(run_dir: Path) -> None:
    verdict = json.loads((run_dir / "verdict.json").read_bytes())
    verdict["businesses"][0]["word"] = "certified"
    assert not validator("verdict.json").is_valid(verdict)
    record = lines(run_dir)[0]
    del record["outcome"]
    assert not validator("evidence.json").is_valid(record)
