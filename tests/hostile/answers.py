"""Behaviours in the body: what is no JSON, or more of it than anybody can want."""

from __future__ import annotations

import json
import random

from conformance.target import strict_json as j
from conformance.target.failures import TOO_LARGE
from tests.hostile.case import JSON, JUDGED, Hostile, as_json, body_of, replies
from tests.target.misbehaving import Behaviour, answer, says

XML_BOMB = (
    b'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "' + b"A" * 99 + b'">'
    + b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9)) + b"]><r>&j;</r>"
)  # fmt: skip
XML_FILE = b'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><r>&x;</r>'


def body(data: bytes, *headers: str) -> Behaviour:
    """Answer 200 with a body called JSON."""
    return says(answer(data, *(headers or (JSON,))))


def rows(count: int, **more: object) -> bytes:
    """Answer with so many entries."""
    return as_json({"result": [{"atenabango": str(n), "shimei": "適合　試験", **more} for n in range(count)]})


def fails_at_random(seed: int) -> Behaviour:
    """Answer half the requests with an error, which ones by the seed; the other half with an entry."""
    dice = random.Random(seed)

    def reply(request: bytes) -> bytes:
        return as_json({"title": "x"}, "500 Oops") if dice.random() < 0.5 else rows(1)

    return replies(reply)


NO_JSON = [
    Hostile("XML entity bomb", body(XML_BOMB), (j.NOT_JSON,), speaks=True),
    Hostile("external XML entity", body(XML_FILE, "Content-Type: application/xml"), (j.NOT_JSON,)),
    Hostile("a web page", body(b"<html><script>alert(1)</script></html>", "Content-Type: text/html"), (j.HTML,), speaks=True),
    Hostile("nothing", body(b""), (j.EMPTY,)),
    Hostile("deep JSON", body(b"[" * 4_000_000), (j.NOT_JSON, j.TOO_DEEP, j.TOO_MANY), heavy=True),
    Hostile("JSON of a hundred levels", body(b'{"result":' + b"[" * 99 + b"]" * 99 + b"}"), (j.TOO_DEEP,)),
    Hostile("deep JSON that ends", body(b'{"result":' + b"[" * 5_000 + b"]" * 5_000 + b"}"), (j.TOO_DEEP,)),
    Hostile("duplicate keys", body(b'{"result":[{"atenabango":"1","atenabango":"2"}]}'), (j.DUPLICATE_KEY,)),
    Hostile("duplicate keys that attack", body(b'{"\x7f\xe2\x80\xae<script>":1,"\x7f\xe2\x80\xae<script>":2}'), (j.DUPLICATE_KEY,), speaks=True),
    Hostile("NaN", body(b'{"result":[{"atenabango":NaN}]}'), (j.NOT_A_NUMBER,)),
    Hostile("Infinity", body(b'{"result":[{"atenabango":-Infinity}]}'), (j.NOT_A_NUMBER,)),
    Hostile("a number beyond a double", body(b'{"result":[{"atenabango":1e999}]}'), (j.NOT_A_NUMBER,)),
    Hostile("an integer of a million digits", body(b'{"result":[{"atenabango":' + b"9" * 1_000_000 + b"}]}"), (j.NOT_A_NUMBER,)),
    Hostile("invalid UTF-8", body(b'{"result":[{"shimei":"\xc0\xaf\xfe"}]}'), (j.NOT_UTF8,)),
    Hostile("Shift JIS", body('{"result":[{"shimei":"適合"}]}'.encode("shift_jis"), "Content-Type: application/json; charset=Shift_JIS"), (j.NOT_UTF8,)),
    Hostile("UTF-16 with BOM", body('{"result":[]}'.encode("utf-16")), (j.NOT_UTF8,)),
    Hostile("UTF-16 without BOM", body('{"result":[]}'.encode("utf-16-le")), (j.NOT_JSON,)),
    Hostile("UTF-8 with BOM", body(b'\xef\xbb\xbf{"result":[]}'), (j.NOT_JSON,)),
    Hostile("bare NUL characters", body(b'{"result":[{"shimei":"\x00\x00"}]}'), (j.NOT_JSON,)),
    Hostile("lone surrogates", body(b'{"result":[{"shimei":"\\ud800\\udfff\\ud800"}]}'), (j.LONE_SURROGATE,)),
    Hostile("two million empty errors", body(b'{"errors":[' + b"{}," * 2_000_000 + b"{}]}"), (j.TOO_MANY,), heavy=True),
    Hostile("four million numbers", body(b'{"result":[' + b"1," * 4_000_000 + b"1]}"), (j.TOO_MANY,), heavy=True),
    Hostile("more entries than the limit of bytes", says(rows(180_000)), (TOO_LARGE,), heavy=True),
]  # fmt: skip
STRANGE = [
    Hostile("escaped NUL characters", says(as_json({"result": [{"atenabango": "1\0", "shimei": "\0"}]})), (JUDGED,)),
    Hostile("an integer of 4,000 digits", body(b'{"result":[{"atenabango":' + b"9" * 4_000 + b',"kojinbango":1' + b"0" * 40 + b"}]}"), (JUDGED,)),
    Hostile("__proto__ and constructor keys", body(b'{"__proto__":{"status":"passed"},"constructor":{"prototype":{}},"result":[{"__proto__":{"a":1},"__class__":"x"}]}'), (JUDGED,), speaks=True),
    Hostile("wrong label of the encoding", body('{"result":[{"shimei":"適合"}]}'.encode(), "Content-Type: application/json; charset=UTF-16"), (JUDGED,)),
    Hostile("a list", body(b"[1,2]"), (JUDGED,)),
    Hostile("an object for a list", body(b'{"result":{"a":1},"errors":"E0001"}'), (JUDGED,)),
    Hostile("errors for an object", says(as_json({"errors": {"code": "E0001"}}, "400 Bad")), (JUDGED,)),
    Hostile("errors of a million bytes each", says(as_json({"errors": [{"code": "E" * 500_000, "message": "個人番号" * 80_000}] * 2}, "400 Bad")), (JUDGED,), heavy=True),
    Hostile("a hundred thousand errors", says(as_json({"errors": [{"code": "E0001", "message": "x"}] * 100_000}, "400 Bad")), (JUDGED,), heavy=True),
    Hostile("very many entries", says(rows(100_000)), (JUDGED,), heavy=True),
    Hostile("entries of very many fields", says(as_json({"result": [{f"f{n}": n for n in range(200_000)}]})), (JUDGED,), heavy=True),
    Hostile("fields of megabytes", says(rows(1, memo="長" * 2_000_000)), (JUDGED,), heavy=True),
    Hostile("a name of nearly a megabyte", replies(lambda request: as_json({"result": [{**body_of(request), "atenabango": "1", "shimei": "長" * 300_000}]})), (JUDGED,), listens=False, speaks=True),
    Hostile("a hundred thousand personal numbers", body(json.dumps({"result": [{"kojinbango": f"{n:012d}"} for n in range(200_000)]}).encode()), (JUDGED,), heavy=True),
    Hostile("half the answers 500 at random", fails_at_random(7), (JUDGED,), listens=False),
]  # fmt: skip
ANSWERS = [*NO_JSON, *STRANGE]
