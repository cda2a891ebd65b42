"""Looks through everything a run left for what a target tried to put there."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

from lxml import etree, html
from openpyxl import load_workbook

from conformance.engine.evidence import read_evidence
from conformance.i18n.visible import visible

FORMULA = ("=", "+", "-", "@", "\t", "\r")
RECORD_LIMIT = 1_000_000  # bytes of the evidence of one check, whatever the target sent
REPORT_LIMIT = 10_000_000
HEADERS_LIMIT = 20_000  # characters of the headers of one answer
OWN_SCRIPTS = 1
_SPECIAL = ("onerror", "onload", "onclick")


def carried_on(folder: Path, said: str) -> list[str]:
    """List where an attack got through: the console, the log, each report, the size of the evidence."""
    looks = {"report.html": _html, "tekigohyo.xlsx": _workbook}
    seen = [each for name, look in looks.items() if (folder / name).is_file() for each in look(folder)]
    return [*_acting(folder, said), *seen, *_sizes(folder)]


def _acting(folder: Path, said: str) -> Iterator[str]:
    texts = {"console": said}
    made = [folder / name for name in ("report.html", "junit.xml", "pytest.log")]
    texts |= {path.name: path.read_text(encoding="utf-8") for path in made if path.is_file()}
    etree.fromstring((folder / "junit.xml").read_bytes())
    for path in folder.glob("allure-results/*"):
        text = path.read_text(encoding="utf-8")
        texts[path.name] = "\n".join(_strings(json.loads(text))) if path.suffix == ".json" else text
    for name, text in texts.items():
        plain = text.replace("\r\n", "\n")
        if visible(plain) != plain:
            yield f"{name}: control, direction or invisible characters"
    if "Traceback" in texts["console"] + texts["pytest.log"]:
        yield "a traceback"


def _html(folder: Path) -> Iterator[str]:
    tree = html.document_fromstring((folder / "report.html").read_bytes())
    if len(tree.findall(".//script")) > OWN_SCRIPTS:
        yield "report.html: a script that is not ours"
    if tree.findall(".//img") or tree.findall(".//iframe"):
        yield "report.html: an element that is not ours"
    if any(name in element.attrib for element in tree.iter(etree.Element) for name in _SPECIAL):
        yield "report.html: an attribute that acts"
    if any(not link.get("href", "").startswith(("#", "http", "")) for link in tree.iter("a")):
        yield "report.html: a link that leads elsewhere"


def _workbook(folder: Path) -> Iterator[str]:
    path = folder / "tekigohyo.xlsx"
    for sheet in load_workbook(path):
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type in ("f", "e"):
                    yield f"{sheet.title}!{cell.coordinate}: a formula"
                if isinstance(cell.value, str) and cell.value.startswith(FORMULA) and not cell.quotePrefix:
                    yield f"{sheet.title}!{cell.coordinate}: a formula once it is edited"
    with ZipFile(path) as archive:
        if any(b"<f>" in archive.read(name) for name in archive.namelist()):
            yield "tekigohyo.xlsx: a formula"


def _sizes(folder: Path) -> Iterator[str]:
    with (folder / "evidence.ndjson").open("rb") as lines:
        longest = max(map(len, lines))
    if longest > RECORD_LIMIT:
        yield f"evidence.ndjson: a record of {longest} bytes"
    for record in read_evidence(folder / "evidence.ndjson"):
        for exchange in (each for step in record.steps for each in step.exchanges):
            if (
                sum(map(len, (*exchange.response_headers, *exchange.response_headers.values())))
                > HEADERS_LIMIT
            ):
                yield f"evidence.ndjson: the headers of {record.check}"
    for path in folder.rglob("*"):
        if path.is_file() and path.stat().st_size > REPORT_LIMIT:
            yield f"{path.name}: {path.stat().st_size} bytes"


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from (text for pair in value.items() for each in pair for text in _strings(each))
    elif isinstance(value, list):
        yield from (text for each in value for text in _strings(each))


def holds(folder: Path, said: str, secret: str) -> list[str]:
    """List the files, archives unpacked, that hold a text."""
    found = ["console"] if secret in said else []
    for path in sorted(folder.rglob("*")):
        if path.is_file() and any(secret.encode() in data for data in _contents(path)):
            found.append(path.name)
    return found


def _contents(path: Path) -> Iterator[bytes]:
    yield path.read_bytes()
    if path.suffix == ".xlsx":
        with ZipFile(path) as archive:
            yield from (archive.read(name) for name in archive.namelist())
