"""Access cases: what is sent to an authorisation server and to what it protects, and what may come back. Data only.

One case is a few steps; a step sends one request that deviates from a sound one in what it names, and nothing else.
"""

from typing import Annotated, Literal

from msgspec import Meta, Struct, field

from conformance.spec.row import Key, Row, Text

Ask = Literal["token", "introspection", "revocation", "resource", "credentials"]
Proof = Literal["own", "assertion", "basic", "body", "client_id", "none"]
Scopes = Literal[
    "own", "none", "unknown_provider", "unknown_resource", "other_operation", "malformed", "two_providers",
    "providers_in_turn",
]  # fmt: skip
Place = Literal["header", "query", "json", "custom_header", "other_scheme", "none"]
Outcome = Literal[
    "granted", "refused", "narrowed", "accepted", "unauthorized", "active", "inactive", "done", "kept"
]
Facility = Literal[
    "client_secret_jwt", "client_secret_basic", "token_introspection", "token_revocation", "short_lived_client",
    "several_providers", "several_resources",
]  # fmt: skip


class Part(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A part of a step."""


class Signing(Part, frozen=True, kw_only=True):
    """How an assertion deviates from a sound one.

    `claims`: in place of the sound ones; `exp`, `iat` and `nbf` are seconds from now, in others `{client}` stands for
    the client id. `drop`: claims left out. `alg`: what the header names; `hash`: what signs. `spoil`: what is changed
    after signing. `jti`: a name; steps of a case that share it share the value.
    """

    claims: dict[str, str] = field(default_factory=dict)
    drop: tuple[str, ...] = ()
    alg: str = "HS256"
    hash: Literal["sha256", "sha384", "sha512"] = "sha256"
    key: Literal["own", "other", "empty"] = "own"
    spoil: Literal["", "payload", "signature", "unsigned"] = ""
    jti: str = ""


class Basic(Part, frozen=True, kw_only=True):
    """How a Basic header deviates from a sound one. `last_changed`: only the last character of the secret differs."""

    client: Literal["own", "unknown"] = "own"
    secret: Literal["own", "other", "last_changed", "empty"] = "own"  # noqa: S105 - which one, not the secret


class Expected(Part, frozen=True, kw_only=True):
    """What may come back. `status`, `error`: any of these. `has`, `lacks`: places in the JSON answer, joined by dots.

    `equals`: place → text, letter by letter; `like`: the same whatever the case of letters. `headers`: name → what its
    value holds. `number`: place → least and most; an answer that lacks the place cannot be judged.
    """

    outcome: Outcome
    status: tuple[int, ...] = ()
    error: tuple[Text, ...] = ()
    has: tuple[Text, ...] = ()
    lacks: tuple[Text, ...] = ()
    equals: dict[str, str] = field(default_factory=dict)
    like: dict[str, str] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)
    number: dict[str, tuple[int, ...]] = field(default_factory=dict)


class AccessStep(Part, frozen=True, kw_only=True):
    """One request. `control`: a sound one that has to go well before the others say anything.

    `form`: fields in place of the sound ones; `without`: fields left out. `client`: which client of the target file.
    `keep`: the name under which the token got is kept; `token`: such a name, or what stands for a token that never was.
    `provider`: whose scopes, or whose resource, of those in the target's scope. `one_scope`: ask for one scope only,
    `resource`: which of the provider's. `expire`: wait until the kept token has expired.
    """

    ask: Ask
    control: bool = False
    prove: Proof = "own"
    client: Literal["default", "short_lived"] = "default"
    signing: Signing = Signing()
    basic: Basic = Basic()
    form: dict[str, str] = field(default_factory=dict)
    without: tuple[str, ...] = ()
    scope: Scopes = "own"
    provider: Annotated[int, Meta(ge=1, le=2)] = 1
    resource: Annotated[int, Meta(ge=1, le=2)] = 1
    one_scope: bool = False
    keep: str = ""
    token: str = ""
    place: Place = "header"
    expire: bool = False
    expect: Expected


class AccessCase(Row, frozen=True, kw_only=True):
    """One check of access. `needs`: what the target must offer; without it the case does not apply to it."""

    id: Key
    title: Text
    requirement: Text
    needs: tuple[Facility, ...] = ()
    steps: Annotated[tuple[AccessStep, ...], Meta(min_length=1)]


class AccessCases(Row, frozen=True, kw_only=True):
    """The file access_cases.yaml. `sound` is where steps that are used again are written down once."""

    sound: tuple[AccessStep, ...] = ()
    cases: tuple[AccessCase, ...] = ()
