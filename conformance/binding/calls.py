"""One call of a bound operation: what is sent, and whether the answer says that it was done."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

import msgspec
from msgspec import Struct

from conformance.binding.expression import Expression, Functions

if TYPE_CHECKING:
    from collections.abc import Mapping

    from conformance.binding.model import Call, Texts
    from conformance.contract.typing import Json
    from conformance.target.answer import Answer

JSON_CONTENT = "application/json"
_INSERTED = re.compile(r"\{([^{}]*)\}")


class Prepared(Struct, frozen=True, kw_only=True):
    """One request to the vendor, complete but for its credentials. `body`: None when there is none."""

    method: str
    path: str
    headers: dict[str, str]
    body: Json = None
    has_body: bool = False

    def content(self) -> bytes:
        """Return the body as it is sent."""
        return msgspec.json.encode(self.body) if self.has_body else b""


class BoundCall:
    """A call with its expressions compiled. They see what is known so far: `request`, `today`, earlier answers."""

    def __init__(self, call: Call, stage: str, functions: Functions) -> None:
        """`stage` names the call in the file. Raises ExpressionError."""
        self.name = call.name
        self._call = call
        self._path = Text(call.path, f"{stage}.path", functions)
        self._headers = {n: Text(v, f"{stage}.headers.{n}", functions) for n, v in call.headers.items()}
        self._query = _compiled(call.query, f"{stage}.query", functions)
        self._body = Expression(call.body, f"{stage}.body", functions) if call.body else None
        self._when = Expression(call.when, f"{stage}.when", functions) if call.when else None
        self._accepted = Expression(call.accepted, f"{stage}.accepted", functions)
        pages = call.pages
        self._next = Expression(pages.next, f"{stage}.pages.next", functions) if pages else None
        self._page_query = _compiled(pages.query, f"{stage}.pages.query", functions) if pages else {}

    def is_made(self, scene: Mapping[str, Json]) -> bool:
        """Tell whether the call is made at all."""
        return self._when is None or bool(self._when.value(dict(scene)))

    def prepare(self, scene: Mapping[str, Json], after: Json = None) -> Prepared:
        """Make the request; `after`: what the page before said of the next one."""
        known = dict(scene)
        query = {name: each.value(known) for name, each in self._query.items()}
        if after is not None:
            query |= {name: each.value({**known, "next": after}) for name, each in self._page_query.items()}
        path = self._path.written(known, quoted=True)
        if sent := [(name, _word(value)) for name, each in query.items() for value in _several(each)]:
            path += ("&" if "?" in path else "?") + urlencode(sent)
        headers = {name: each.written(known) for name, each in self._headers.items()}
        has_body = self._body is not None
        return Prepared(
            method=self._call.method,
            path=path,
            headers=headers,
            body=self._body.value(known) if self._body is not None else None,
            has_body=has_body,
        )

    def is_accepted(self, scene: Mapping[str, Json], answer: Json) -> bool:
        """Tell whether the answer says that it was done. What was asked for has no say in it."""
        told = {name: value for name, value in scene.items() if name != "request"}
        return bool(self._accepted.value({**told, "answer": answer}))

    def next_page(self, scene: Mapping[str, Json], answer: Json) -> Json:
        """Return what asks for the next page; None on the last one."""
        return None if self._next is None else self._next.value({**scene, "answer": answer}) or None

    @property
    def is_paged(self) -> bool:
        """Tell whether the answer comes in pages."""
        return self._next is not None


class Text:
    """A text with `{expression}` in it."""

    def __init__(self, text: str, stage: str, functions: Functions) -> None:
        """Raise ExpressionError when one of the expressions cannot be read."""
        self._parts = _INSERTED.split(text)
        self._inserted = [Expression(each, stage, functions) for each in self._parts[1::2]]

    def written(self, known: dict[str, Any], *, quoted: bool = False) -> str:
        """Return the text with the values put in; nothing stands as an empty text."""
        made = list(self._parts)
        for place, each in enumerate(self._inserted):
            value = each.value(known)
            word = "" if value is None else _word(value)
            made[2 * place + 1] = quote(word, safe="") if quoted else word
        return "".join(made)


def seen(answer: Answer) -> dict[str, Json]:
    """Return an answer as expressions see it."""
    return {"status": answer.status, "headers": dict(answer.headers), "body": answer.json}


def _compiled(texts: Texts, stage: str, functions: Functions) -> dict[str, Expression]:
    return {name: Expression(text, f"{stage}.{name}", functions) for name, text in texts.items()}


def _several(value: Json) -> list[Json]:
    if value is None:
        return []
    return [each for each in value if each is not None] if isinstance(value, list) else [value]


def _word(value: Json) -> str:
    if isinstance(value, str):
        return value
    return msgspec.json.encode(value).decode()
