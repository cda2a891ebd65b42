"""A vendor's PDF through a binding: asked for by a header, read as an item of the contract, never kept."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import msgspec

from conformance.binding.bound import BoundAsker
from conformance.binding.load import load_binding
from conformance.reference.pdf import pdf_of
from conformance.spec.catalog import Catalog
from conformance.spec.load import load_error_codes, load_package
from conformance.target.answer import Answer, Sending
from conformance.target.client import TargetClient
from conformance.target.load import load_target
from tests.binding import files
from tests.binding.note_house import KEY

if TYPE_CHECKING:
    from pathlib import Path

    from conformance.target.exchange import Exchange

CATALOG = Catalog(load_package("resident_records"))
PRINTED = CATALOG.operation("証明書PDF作成")
NUMBER = "123456789018"
BINDING = (
    files.BINDING
    + """\
  証明書PDF作成:
    calls:
      - method: POST
        path: /people/{request.宛名番号}/certificate
        headers: {Accept: application/pdf}
        body: '{"copies": 1}'
    answer:
      rows: '[call.body.pdf]'
      row: '{"紙面文字": text}'
"""
)


class _Press:
    """Prints one certificate, whoever asks."""

    def __init__(self) -> None:
        self.body = pdf_of(["住民票の写し", "氏名　適合　花子", f"個人番号　{NUMBER}"])

    def send(self, sending: Sending) -> Answer:
        assert sending.headers["Accept"] == "application/pdf"
        return Answer(200, {"content-type": "application/pdf"}, self.body)

    def close(self) -> None:
        """Nothing is open."""


def test_a_pdf_is_read_through_a_binding(tmp_path: Path) -> None:
    exchanges: list[Exchange] = []
    target = load_target(files.write(tmp_path, "http://127.0.0.1:9", KEY, BINDING))
    binding = load_binding(target.binding["resident_records"], CATALOG, load_error_codes())
    with TargetClient(target, {}, exchanges.append, sender=_Press()) as client:
        answer = BoundAsker(binding, CATALOG, client, today=date(2026, 4, 1)).ask(
            PRINTED, {"atenabango": "1"}
        )

    (row,) = answer.json["result"]
    assert row == {"shimemmoji": f"住民票の写し氏名適合花子個人番号{NUMBER}"}
    (kept,) = exchanges
    assert kept.response_body is not None
    assert kept.response_body.startswith("[PDF, ")
    assert NUMBER not in msgspec.json.encode(kept).decode()
