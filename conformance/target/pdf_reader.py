"""Reads one PDF from standard input and writes what it says as JSON; run as a process of its own by `pdf_text`.

A PDF comes from a hostile target: it can be a bomb of streams, a loop of references, a million pages. Here it can
only end this process: its memory and time are limited by the system, its pages and characters by the loop below.
"""

import io
import json
import sys
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

PAGES = 50
CHARACTERS = 200_000
MEMORY = 1 << 30  # bytes
SECONDS = 10  # of the processor
NESTING = 4  # forms inside forms whose fonts are looked at
BROKEN, TOO_MUCH, UNREADABLE = "broken", "too_much", "unreadable"


def read(body: bytes) -> dict[str, Any]:
    """Return `pages` and `text` of a PDF, or `error`: that it is broken, too much, or that its signs cannot be told."""
    from pypdf import PdfReader

    reader = PdfReader(io.BytesIO(body), strict=False)
    if reader.is_encrypted and not reader.decrypt(""):
        return {"error": UNREADABLE}
    if len(reader.pages) > PAGES:
        return {"error": TOO_MUCH}
    texts, size = [], 0
    for page in reader.pages:
        if any(map(_is_unreadable, _fonts(page.get("/Resources"), NESTING))):
            return {"error": UNREADABLE}
        texts.append(page.extract_text())
        size += len(texts[-1])
        if size > CHARACTERS:
            return {"error": TOO_MUCH}
    text = "\n".join(texts)
    return {"pages": len(texts), "text": text} if text.strip() else {"error": UNREADABLE}


def _fonts(resources: Any, depth: int) -> Iterator[Any]:  # noqa: ANN401 - objects of the library
    """Yield the fonts of a page and of the forms in it."""
    if resources is None:
        return
    found = resources.get_object()
    if "/Font" in found:
        for font in found["/Font"].get_object().values():
            yield font.get_object()
    if depth and "/XObject" in found:
        for form in found["/XObject"].get_object().values():
            yield from _fonts(form.get_object().get("/Resources"), depth - 1)


def _is_unreadable(font: Any) -> bool:  # noqa: ANN401 - an object of the library
    """Tell whether nothing says which characters the codes of a font stand for."""
    if "/ToUnicode" in font:
        return False
    encoding = font.get("/Encoding")
    composite = font.get("/Subtype") == "/Type0"
    own = not isinstance(encoding, str) or str(encoding).startswith("/Identity")
    return font.get("/Subtype") == "/Type3" or (composite and own)


def _limited() -> None:
    """Let the system end this process when it takes too much."""
    with suppress(ImportError, ValueError, OSError):  # not on every system; the parent's clock stays
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))


def main() -> None:
    """Read, and say what was read or why nothing was."""
    _limited()
    try:
        told = read(sys.stdin.buffer.read())
    except MemoryError:
        told = {"error": TOO_MUCH}
    except Exception:  # noqa: BLE001 - whatever a broken file makes the library raise
        told = {"error": BROKEN}
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    main()
