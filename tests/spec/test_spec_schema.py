"""The JSON Schemas come from the model, agree with the loader, and cannot go stale unseen."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from conformance.spec.generated import stale, write
from conformance.spec.paths import specs_dir
from conformance.spec.schema import schemas
from tests.spec.made_package import OPERATIONS, STANDARD


def _validator(name: str) -> Any:  # noqa: ANN401 - jsonschema makes its classes at run time
    schema = json.loads(schemas()[name])
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


@pytest.mark.parametrize("name", sorted(schemas()))
def test_every_schema_is_a_schema_and_hides_what_authors_never_write(name: str) -> None:
    assert _validator(name).schema["title"]
    assert b'"origin"' not in schemas()[name]


@pytest.mark.parametrize(("name", "text"), [("standard", STANDARD), ("operations", OPERATIONS)])
def test_right_documents_fit_their_schema(name: str, text: str) -> None:
    import yaml

    data = yaml.load(text, Loader=yaml.CBaseLoader)  # noqa: S506 - texts only, as the loader reads it
    assert list(_validator(f"{name}.schema.json").iter_errors(data)) == []


def test_wrong_documents_do_not() -> None:
    errors = _validator("operations.schema.json").iter_errors({"operations": [{"id": "x"}]})
    assert any("required property" in error.message for error in errors)


def test_drift_is_told_and_mended(tmp_path: Path) -> None:
    assert sorted(stale(tmp_path, schemas())) == sorted(schemas())
    write(tmp_path, schemas())
    assert stale(tmp_path, schemas()) == []
    (tmp_path / "items.schema.json").write_text("{}", encoding="utf-8")
    assert stale(tmp_path, schemas()) == ["items.schema.json"]
    assert write(tmp_path, schemas()) == ["items.schema.json"]


def test_the_published_schemas_are_up_to_date() -> None:
    assert stale(specs_dir() / "schema", schemas()) == []
