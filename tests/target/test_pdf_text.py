"""PDFs that a target answers with: their text is read, and a hostile one costs no more than the call."""

from __future__ import annotations

import io
import zlib
from typing import TYPE_CHECKING

import msgspec
import pytest
from pypdf import PdfWriter

from conformance.reference.pdf import LINES_ON_A_SHEET, pdf_of
from conformance.target import pdf_reader, pdf_text
from conformance.target.answer import Answer, Failure, Sending
from conformance.target.exchange import exchange_of
from conformance.target.redact import NUMBER_MASK, Redactor

if TYPE_CHECKING:
    from collections.abc import Callable

NUMBER = "123456789018"
SOUND = pdf_of(["氏名　渡邊　花子", "𠮷田　髙橋", f"個人番号　{NUMBER}"])


def _answer(body: bytes) -> Answer:
    return Answer(200, {"content-type": "application/pdf"}, body)


def _why(body: bytes) -> str:
    told = pdf_text.read_pdf(body)
    assert isinstance(told, Failure)
    return told.code


def _with_content(content: bytes, filters: bytes = b"/FlateDecode") -> bytes:
    """Put another stream in the place of the one of a page."""
    before, _, rest = SOUND.partition(b"<< /Length ")
    after = rest[rest.index(b"endstream") :]
    return b"%s<< /Length %d /Filter %s >>\nstream\n%s\n%s" % (before, len(content), filters, content, after)


def _pages(count: int) -> bytes:
    writer = PdfWriter()
    for _ in range(count):
        writer.add_blank_page(100, 100)
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


def _locked() -> bytes:
    writer = PdfWriter(clone_from=io.BytesIO(SOUND))
    writer.encrypt("secret", algorithm="AES-256")
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


@pytest.mark.parametrize("encoding", [b"/UniJIS-UTF16-H", b"/UniJIS-UCS2-H"])
def test_japanese_text_is_read_beyond_the_basic_plane_too(encoding: bytes) -> None:
    told = pdf_text.read_pdf(SOUND.replace(b"/UniJIS-UTF16-H", encoding))
    assert not isinstance(told, Failure)
    assert pdf_text.unspaced(told.text) == f"氏名渡邊花子𠮷田髙橋個人番号{NUMBER}"


def test_every_sheet_is_read() -> None:
    told = pdf_text.read_pdf(pdf_of([f"{line}行目" for line in range(LINES_ON_A_SHEET + 1)]))
    assert not isinstance(told, Failure)
    assert (told.pages, f"{LINES_ON_A_SHEET}行目" in told.text) == (2, True)


@pytest.mark.parametrize(
    ("body", "code"),
    [
        pytest.param(lambda: b"", pdf_text.BROKEN, id="nothing"),
        pytest.param(lambda: b"<html>maintenance</html>", pdf_text.BROKEN, id="no PDF"),
        pytest.param(lambda: SOUND[:200], pdf_text.BROKEN, id="cut"),
        pytest.param(lambda: SOUND.replace(b"/Pages 2 0 R", b"/Pages 1 0 R"), pdf_text.UNREADABLE, id="loop"),
        pytest.param(lambda: _pages(pdf_reader.PAGES + 1), pdf_text.TOO_MUCH, id="too many pages"),
        pytest.param(lambda: b"%PDF-1.5" + bytes(pdf_text.LARGEST), pdf_text.TOO_MUCH, id="too large"),
        pytest.param(
            lambda: pdf_of([f"<{'あ' * 5_000}>"] * (pdf_reader.CHARACTERS // 5_000 + 1)),
            pdf_text.TOO_MUCH,
            id="too much text",
        ),
        pytest.param(lambda: _pages(1), pdf_text.UNREADABLE, id="no text"),
        pytest.param(
            lambda: SOUND.replace(b"/UniJIS-UTF16-H", b"/Identity-H"),
            pdf_text.UNREADABLE,
            id="codes of a font",
        ),
        pytest.param(_locked, pdf_text.UNREADABLE, id="password"),
    ],
)
def test_what_cannot_be_read_is_told_apart(body: Callable[[], bytes], code: str) -> None:
    assert _why(body()) == code


def test_a_bomb_ends_nothing_but_the_reading() -> None:
    bomb = zlib.compress(zlib.compress(bytes(1 << 28)))
    told = _why(_with_content(bomb, b"[/FlateDecode /FlateDecode]"))
    assert told in (pdf_text.TOO_MUCH, pdf_text.UNREADABLE, pdf_text.BROKEN)


def test_reading_that_does_not_end_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_text, "SECONDS", 0.01)
    assert _why(SOUND) == pdf_text.TOO_MUCH


def test_a_reader_that_the_system_ended_is_no_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_text, "_READER", pdf_text._READER.with_name("no_such_reader.py"))
    assert _why(SOUND) == pdf_text.TOO_MUCH


def test_the_text_takes_the_place_of_the_body() -> None:
    read = pdf_text.read_answer(_answer(SOUND), Redactor())
    assert read.json == {"pdf": {"pages": 1, "text": f"氏名渡邊花子𠮷田髙橋個人番号{NUMBER}"}}
    assert read.problem is None


def test_a_broken_pdf_is_a_failure_of_the_call() -> None:
    read = pdf_text.read_answer(_answer(b"%PDF-1.5"), Redactor())
    assert read.failure is not None
    assert read.failure.text("ja") == "答えをPDFとして読めません"
    assert read.failure.remedy("en")


def test_evidence_keeps_neither_the_pdf_nor_a_number_in_it() -> None:
    redactor = Redactor()
    body = pdf_of(["個人番号　1234 5678 9018"])
    read = pdf_text.read_answer(_answer(body), redactor)
    kept = exchange_of(Sending("POST", "https://city.example/certificates", {}), read, redactor)

    assert kept.response_body == f"[PDF, {len(body)} bytes]"
    assert NUMBER not in msgspec.json.encode(kept).decode()
    assert redactor.text(f"紙面文字 {read.json['pdf']['text']}") == f"紙面文字 個人番号{NUMBER_MASK}"
