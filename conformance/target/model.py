"""The target file as typed values: one system under test, one municipality, one place to reach it.

The JSON Schema of the file is generated from these classes (`conformance.target.schema`).
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from msgspec import Meta, Struct, field

from conformance.spec.row import Row

Text = Annotated[str, Meta(min_length=1)]
Url = Annotated[str, Meta(pattern=r"^https?://[^\s/?#@]+(/[^\s?#]*)?$")]
Seconds = Annotated[float, Meta(gt=0, le=600)]
OAuthMethod = Literal["client_secret_jwt", "client_secret_basic"]
MunicipalityClass = Literal["designated_city", "core_city", "ordinary"]


class _Part(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Anything in a target file: nothing is read that is not named here, so that a slip of the pen is told."""


class SecretRef(_Part, frozen=True):
    """Where a secret is kept: either an environment variable or a file. Never the secret itself."""

    env: Text | None = None
    file: Text | None = None


class Municipality(_Part, frozen=True):
    """The municipality whose settings the system runs with. `code`: 全国地方公共団体コード, 6 digits (or 5 without
    its check digit).
    """

    code: Annotated[str, Meta(pattern=r"^[0-9]{5,6}$")]
    name: Text
    class_: MunicipalityClass = field(name="class")


class OAuth(_Part, frozen=True):
    """How clients prove who they are. `audience`: `aud` of the assertion; the token address when absent."""

    method: OAuthMethod = "client_secret_jwt"
    audience: Text | None = None


class Role(_Part, frozen=True):
    """One client of the authorisation server, with what it may do there."""

    client_id: Text
    client_secret: SecretRef


class ClientCertificate(_Part, frozen=True):
    """PEM files of a client certificate; `key` may be absent when the certificate's file holds it."""

    cert: Text
    key: Text | None = None


class Tls(_Part, frozen=True):
    """`ca`: PEM file of the authorities to trust instead of the public ones. Checks cannot be switched off."""

    ca: Text | None = None
    client_cert: ClientCertificate | None = None


class Proxy(_Part, frozen=True):
    """The way out of the vendor's network. Proxies of the environment are ignored."""

    url: Url
    username: Text | None = None
    password: SecretRef | None = None


class Timeouts(_Part, frozen=True):
    """Seconds to connect, between two pieces of an answer, and for a whole call."""

    connect: Seconds = 5.0
    read: Seconds = 30.0
    total: Seconds = 60.0


class Scope(_Part, frozen=True):
    """What is to be certified: keys of the businesses."""

    businesses: Annotated[tuple[Text, ...], Meta(min_length=1)]


class Declaration(Row, frozen=True, kw_only=True):
    """A requirement that no run can test, declared by the vendor (申告) with a reference to the proof."""

    requirement: Text
    reference: Text
    date: date


class KnownFailure(Row, frozen=True, kw_only=True):
    """A failure the vendor knows of: either a requirement or a check, why, and until when that may stand."""

    requirement: Text | None = None
    check: Text | None = None
    reason: Text
    expires: date


class OrdinanceValue(Row, frozen=True, kw_only=True):
    """A value that this municipality's ordinance sets in place of the standard one of a rule table.

    `where`: cells of the rows meant, as the table writes them, all rows when empty; `set`: result columns and their
    values; `valid_from` and `valid_to`: days, inclusive, open when absent; `source`: the article of the ordinance.
    """

    business: Text
    rule: Text
    where: dict[str, str] = field(default_factory=dict)
    set: Annotated[dict[str, str], Meta(min_length=1)]
    valid_from: date | None = None
    valid_to: date | None = None
    source: Text


class Target(Row, frozen=True, kw_only=True):
    """One system under test. File names are absolute once loaded; `environment` is always `test`."""

    name: Text
    vendor: Text
    product: Text
    version: Text
    municipality: Municipality
    environment: Literal["test"]
    base_url: Url
    token_url: Url
    oauth: OAuth = OAuth()
    roles: Annotated[dict[Text, Role], Meta(min_length=1)]
    tls: Tls = Tls()
    proxy: Proxy | None = None
    timeouts: Timeouts = Timeouts()
    scope: Scope
    options: tuple[Text, ...] = ()
    ordinance: tuple[OrdinanceValue, ...] = ()
    declarations: tuple[Declaration, ...] = ()
    binding: Text | None = None
    known_failures: tuple[KnownFailure, ...] = ()
