"""The text of a PDF that a target answers with: read elsewhere, bounded, and told as JSON."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from conformance.target.answer import Answer, Failure

if TYPE_CHECKING:
    from collections.abc import Mapping

    from conformance.target.redact import Redactor

PDF = "application/pdf"
ACCEPT = f"{PDF}, application/json"
TEXT, PAGES = "text", "pages"
LARGEST = 20 << 20  # bytes
SECONDS = 20  # on the clock; the reader's own limit counts its work
BROKEN, TOO_MUCH, UNREADABLE = "TKG-TGT071", "TKG-TGT072", "TKG-TGT073"
_CODES = {"broken": BROKEN, "too_much": TOO_MUCH, "unreadable": UNREADABLE}
_READER = Path(__file__).with_name("pdf_reader.py")
_NUMBER = re.compile(r"[0-9]{12}")
_BLANK = re.compile(r"\s")


class _Told(msgspec.Struct):
    """What the reader writes."""

    pages: int = 0
    text: str = ""
    error: str = ""


def is_asked_for(headers: Mapping[str, str]) -> bool:
    """Tell whether a request takes a PDF for an answer."""
    return any(name.lower() == "accept" and PDF in value for name, value in headers.items())


def is_pdf(answer: Answer) -> bool:
    """Tell whether an answer says that it is a PDF."""
    kind = answer.headers.get("content-type", "").partition(";")[0]
    return kind.strip().lower() == PDF


def read_answer(answer: Answer, redactor: Redactor) -> Answer:
    """Return an answer with the text of its PDF as JSON, `{"pdf": {"pages", "text"}}`; the text has no blanks.

    Whatever may be a 個人番号 in it is masked from now on. A PDF that cannot be read is a failure of the call.
    """
    told = read_pdf(answer.body)
    if isinstance(told, Failure):
        return msgspec.structs.replace(answer, json=None, json_failure=None, failure=told)
    text = unspaced(told.text)
    for start in range(len(text)):
        if number := _NUMBER.match(text, start):
            redactor.add_number(number[0])
    return msgspec.structs.replace(answer, json={"pdf": {PAGES: told.pages, TEXT: text}}, json_failure=None)


def read_pdf(body: bytes) -> _Told | Failure:
    """Read a PDF in a process of its own. Returns why it cannot be read otherwise."""
    if len(body) > LARGEST:
        return Failure(TOO_MUCH)
    command = [sys.executable, "-I", str(_READER)]
    try:
        done = subprocess.run(command, input=body, capture_output=True, timeout=SECONDS, check=False)  # noqa: S603 - our own
    except subprocess.TimeoutExpired:
        return Failure(TOO_MUCH)
    except OSError:
        return Failure(BROKEN)
    try:
        told = msgspec.json.decode(done.stdout, type=_Told)
    except msgspec.DecodeError:  # ended by the system
        return Failure(TOO_MUCH)
    return Failure(_CODES.get(told.error, BROKEN)) if told.error else told


def unspaced(text: str) -> str:
    """Take blanks and ends of lines out: where a PDF has them follows from its layout."""
    return _BLANK.sub("", text)
