"""Operations that answer with a PDF: offered or not, and what is no PDF."""

from __future__ import annotations

from typing import Any

import pytest

from conformance.checks.endings import ending_of
from conformance.contract.openapi import build
from conformance.i18n import TekigoError
from conformance.spec.catalog import Catalog
from conformance.spec.load import load_error_codes, load_package
from conformance.target.answer import Answer
from conformance.target.contract_asker import ContractAsker
from conformance.target.redact import Redactor
from conformance.verdict.gather import said_by

CATALOG = Catalog(load_package("resident_records"))
PRINTED = CATALOG.operation("証明書PDF作成")


class _Client:
    """Answers every request with one answer and keeps what was asked for."""

    def __init__(self, answer: Answer) -> None:
        self.redactor = Redactor()
        self.asked: list[dict[str, Any]] = []
        self._answer = answer

    def request(self, method: str, path: str, **asked: Any) -> Answer:  # noqa: ANN401 - as it comes
        self.asked.append({"method": method, "path": path, **asked})
        return self._answer


def _asked(answer: Answer) -> tuple[Answer, _Client]:
    client = _Client(answer)
    return ContractAsker(CATALOG.package, client).ask(PRINTED, {}), client  # type: ignore[arg-type]


def test_the_text_is_an_item_of_the_answer() -> None:
    read = Answer(
        200, {"content-type": "application/pdf"}, b"%PDF", {"pdf": {"pages": 1, "text": "住民票の写し"}}
    )
    answer, client = _asked(read)

    (row,) = answer.json["result"]
    assert row == {CATALOG.item(PRINTED.pdf).romaji: "住民票の写し"}
    assert client.asked[0]["headers"]["Accept"].startswith("application/pdf")


def test_an_answer_that_is_no_pdf_is_none() -> None:
    answer, _ = _asked(
        Answer(200, {"content-type": "application/json"}, b"{}", {"result": [{"shimemmoji": "x"}]})
    )

    assert answer.json is None
    assert answer.json_failure is not None
    assert answer.json_failure.code == "TKG-TGT074"


@pytest.mark.parametrize("status", [404, 405, 406, 501])
def test_a_system_without_it_is_not_tried(status: int) -> None:
    with pytest.raises(TekigoError) as caught:
        _asked(Answer(status, json={"title": "Not Found"}))

    ending = ending_of(caught.value)
    assert (ending.outcome, ending.code) == ("not_applicable", "TKG-BND013")
    assert said_by(ending.outcome, ending.code) == "set_aside"


def test_a_person_who_is_not_there_is_an_answer() -> None:
    told = {"title": "x", "errors": [{"code": "T1201", "message": "対象が見つかりません。"}]}
    answer, _ = _asked(Answer(404, json=told))

    assert answer.json == told


def test_the_contract_promises_a_pdf() -> None:
    document = build(CATALOG.package, load_error_codes())
    (path,) = (path for path in document["paths"] if path.endswith(PRINTED.id))
    answers = document["paths"][path]["post"]["responses"]

    assert list(answers["200"]["content"]) == ["application/pdf"]
    assert list(answers["400"]["content"]) == ["application/json"]
