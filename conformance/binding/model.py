"""A binding file as typed values: one business, and for each of its operations the vendor's own calls.

The JSON Schema of the file is generated from these classes (`conformance.binding.schema`). Expressions are JSONata.
"""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, field

from conformance.spec.row import Row, Text
from conformance.target.parts import Part

Method = Literal["GET", "POST", "PUT", "PATCH", "DELETE"]
CallName = Annotated[str, Meta(pattern=r"^[A-Za-z][A-Za-z0-9_]*$")]
Path = Annotated[str, Meta(pattern=r"^/")]
Texts = dict[Text, str]
# Of a refusal: what a system in trouble answers (401, 429, 5xx) is never one.
VendorStatus = Annotated[str, Meta(pattern=r"^(2[0-9]{2}|4(?!01|29)[0-9]{2})$")]
RefusedStatus = Literal[400, 403, 404, 409]
ACCEPTED = "answer.status < 400"


class Conversion(Part, frozen=True, kw_only=True):
    """How values are written there. Expressions in which `$` is the value: `to` the vendor, `from` the vendor."""

    to: Text | None = None
    from_: Text | None = field(default=None, name="from")


class Pages(Part, frozen=True, kw_only=True):
    """An answer that comes in pages. `next`: expression for the next page, nothing on the last one; `query`: what is
    put into the query to ask for it, where `next` is its value.
    """

    next: Text
    query: Texts


class Call(Part, frozen=True, kw_only=True):
    """One call. `name`: its answer is known by this name afterwards. `path` and `headers` may hold `{expression}`;
    values of `query`, and `body`, are expressions. `when`: the call is left out unless this holds. `accepted`: whether
    the answer says that it was done; one that was not ends the operation.
    """

    name: CallName = "call"
    method: Method
    path: Path
    query: Texts = field(default_factory=dict)
    headers: Texts = field(default_factory=dict)
    body: Text | None = None
    when: Text | None = None
    accepted: Text = ACCEPTED
    pages: Pages | None = None


class Reply(Part, frozen=True, kw_only=True):
    """The answer of an operation. `rows`: expression for the vendor's rows, a single object counts as one;
    `row`: what the contract's row is made of, with `$` the vendor's; all items that have a place when absent.
    """

    rows: Text | None = None
    row: Text | None = None


class BoundOperation(Part, frozen=True, kw_only=True):
    """The calls that carry an operation out, one after another, and how its answer is read."""

    calls: Annotated[tuple[Call, ...], Meta(min_length=1)]
    answer: Reply = Reply()


class Refusals(Part, frozen=True, kw_only=True):
    """How a refusal is read. `list`: expression over `answer` for its entries; `code`, `item` and `text`: expressions
    over an entry (`$`); `codes`: vendor's code → contract's; `statuses`: vendor's HTTP status → contract's.
    """

    list: Text | None = None
    code: Text | None = None
    item: Text | None = None
    text: Text | None = None
    codes: Texts = field(default_factory=dict)
    statuses: dict[VendorStatus, RefusedStatus] = field(default_factory=dict)


class Binding(Row, frozen=True, kw_only=True):
    """A whole binding. `names`: item → place in the vendor's JSON (dotted); `codes`: item or code list → contract's
    value → vendor's; `convert`: item or type → how values are written; `absent`: items that the vendor does not have;
    `openapi`: the vendor's own OpenAPI document, relative to this file.
    """

    format: Literal["tekigo.binding/1"]
    business: Text
    openapi: Text | None = None
    headers: Texts = field(default_factory=dict)
    names: dict[Text, Text] = field(default_factory=dict)
    codes: dict[Text, Texts] = field(default_factory=dict)
    convert: dict[Text, Conversion] = field(default_factory=dict)
    absent: tuple[Text, ...] = ()
    errors: Refusals = Refusals()
    operations: dict[Text, BoundOperation]
