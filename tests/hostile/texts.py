"""Behaviours that use the reports: what a target says comes back to whoever reads, in every field it can fill."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from itertools import cycle

from conformance.spec.load import load_package
from conformance.target.strict_json import NOT_JSON
from tests.hostile.answers import body
from tests.hostile.case import HEAD, JUDGED, Hostile, as_json, body_of, header_of, replies
from tests.target.misbehaving import says

BUSINESS = "resident_records"
TERMINAL = "\x1b]0;owned\x07\x1b[2J\x1b[31m\x9b2J\x08\x7f\r適合"
SCRIPT = (
    "<script>document.title='owned'</script><img src=x onerror=alert(1)>'\"></pre></style></script>{{7*7}}]]>"
)
BIDI = "\u202egnp.exe\u2066\u200f\u061c\ufeff\u200b"
EYJ = "eyJaaaaa-" * 800_000
WAYS = {
    "accepted": "200 OK",
    "refused": "400 Bad Request",
}


@cache
def fields() -> tuple[str, ...]:
    """List the romaji names of all items of the business."""
    return tuple(item.romaji for item in load_package(BUSINESS).items)


def fills(values: tuple[str, ...], status: str) -> Callable[[bytes], bytes]:
    """Say these things in turn wherever an answer has room for them."""

    def reply(request: bytes) -> bytes:
        value = values[0]
        entry: dict[str, object] = {**dict(zip(fields(), cycle(values), strict=False)), value: value}
        said = {"metadata": {"title": value}, "title": value, "detail": value, "result": [entry]}
        named = [{"code": "E0002", "message": value}, {"code": value, "message": f"個人番号{value}"}]
        return as_json({**said, "errors": named, value: value}, status).replace(
            b"Content-Type: application/json",
            b"Content-Type: application/json\r\nX-Said: <script>\x1b]0;owned\x07",
        )

    return reply


def echoes(status: str) -> Callable[[bytes], bytes]:
    """Repeat the credentials and the 個人番号 of the request in every field and header."""

    def reply(request: bytes) -> bytes:
        told = body_of(request)
        bearer = header_of(request, "authorization")
        said = f"{bearer} {bearer.removeprefix('Bearer ')} {told.get('kojinbango', '')}"
        entry = {**dict.fromkeys(fields(), said), "kojinbango": told.get("kojinbango", "")}
        errors = [{"code": "E0002", "message": f"個人番号 {said}"}]
        made = as_json(
            {"title": said, "detail": said, "result": [entry], "errors": errors, said: said}, status
        )
        return made.replace(
            b"Content-Type:",
            f"X-Echo: {said}\r\nX-{told.get('kojinbango', '')}: x\r\nContent-Type:".encode(),
            1,
        )

    return reply


def _in_every_field(name: str, *values: str) -> list[Hostile]:
    return [
        Hostile(
            f"{name} in every field, {way}",
            replies(fills(values, status)),
            (JUDGED,),
            listens=False,
            speaks=True,
        )
        for way, status in WAYS.items()
    ]


FORMULAS = ('=HYPERLINK("http://x.invalid","x")', "+1+1", "-2+3", "@SUM(1)", "\t=1+1", "\r=1+1", "＝1+1")
TEXTS = [
    *_in_every_field("terminal escapes", TERMINAL),
    *_in_every_field("script tags", SCRIPT),
    *_in_every_field("bidi overrides", BIDI),
    *_in_every_field("formulas", *FORMULAS),
    *(Hostile(f"echo of credentials and 個人番号, {way}", replies(echoes(status)), (JUDGED,), listens=False, speaks=True)
      for way, status in WAYS.items()),
    Hostile("headers that make a search for tokens slow", says(HEAD + b"".join(b"X-%d: " % n + EYJ[:60_000].encode() + b"\r\n" for n in range(90)) + b"Content-Length: 2\r\n\r\n[]"), (JUDGED,), heavy=True),
    Hostile("a text that makes a search for tokens slow", body(b'{"memo":"' + EYJ.encode() + b'"}'), (JUDGED,), heavy=True),
    Hostile("a text that makes a search for fields slow", body(b'{"memo":"' + b"\\\"token\\\":' " * 500_000 + b'"}'), (JUDGED,), heavy=True),
    Hostile("a field in a quote that never ends", body(b"{\"token\":'" + b"a" * 7_000_000), (NOT_JSON,), heavy=True),
]  # fmt: skip
