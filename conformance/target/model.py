"""The target file as typed values: one system under test, one municipality, one place to reach it.

The JSON Schema of the file is generated from these classes (`conformance.target.schema`).
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from msgspec import Meta, field, structs

from conformance.spec.row import Row
from conformance.target.auth_model import Auth, OAuth, OAuthAuth, Role
from conformance.target.parts import Part, Seconds, SecretRef, Text, Url

MunicipalityClass = Literal["designated_city", "core_city", "ordinary"]


class Municipality(Part, frozen=True):
    """The municipality whose settings the system runs with. `code`: 全国地方公共団体コード, 6 digits (or 5 without
    its check digit).
    """

    code: Annotated[str, Meta(pattern=r"^[0-9]{5,6}$")]
    name: Text
    class_: MunicipalityClass = field(name="class")


class ClientCertificate(Part, frozen=True):
    """PEM files of a client certificate; `key` may be absent when the certificate's file holds it."""

    cert: Text
    key: Text | None = None


class Tls(Part, frozen=True):
    """`ca`: PEM file of the authorities to trust instead of the public ones. Checks cannot be switched off."""

    ca: Text | None = None
    client_cert: ClientCertificate | None = None


class Proxy(Part, frozen=True):
    """The way out of the vendor's network. Proxies of the environment are ignored."""

    url: Url
    username: Text | None = None
    password: SecretRef | None = None


class Timeouts(Part, frozen=True):
    """Seconds to connect, between two pieces of an answer, and for a whole call."""

    connect: Seconds = 5.0
    read: Seconds = 30.0
    total: Seconds = 60.0


class Exempt(Part, frozen=True):
    """What a partial product does not cover: ids of requirements (`*` stands for any part), why, and where that is
    written, such as a page of the product's own description.
    """

    requirements: Annotated[tuple[Text, ...], Meta(min_length=1)]
    reason: Text
    reference: Text


class Scope(Part, frozen=True):
    """What is to be certified: keys of the businesses, and what of them the product does not cover."""

    businesses: Annotated[tuple[Text, ...], Meta(min_length=1)]
    exempt: tuple[Exempt, ...] = ()


class Limits(Part, frozen=True):
    """How hard the target may be driven. `requests_per_second`: all processes of a run together, no limit when absent.
    `retries`: how often a call is repeated that certainly did not get through, or that only asks; never one that may
    have written.
    """

    requests_per_second: Annotated[float, Meta(gt=0, le=10000)] | None = None
    retries: Annotated[int, Meta(ge=0, le=5)] = 2


class Fixture(Row, frozen=True, kw_only=True):
    """Data that the target must hold before a run. `operation` asks for it with the items `ask` (Japanese names), and
    an entry of the answer must hold every item of `expect`, letter by letter.
    """

    name: Text
    business: Text
    operation: Text
    ask: dict[Text, Text] = field(default_factory=dict)
    expect: dict[Text, Text] = field(default_factory=dict)
    role: Text = "default"


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


class AbsentFile(Part, frozen=True):
    """A group of a business that a system rightly extracts no file of, and why."""

    business: Text
    group: Text
    reason: Text


class DataFiles(Part, frozen=True):
    """Files that the system extracted. `folder`: one file per group, in folders named by business where there are
    several; `others`: business → folder of files that those refer to and that are not judged; `dialect` and
    `private_use`: files in which the municipality states how its files are written, and characters of its own.
    """

    folder: Text
    dialect: Text | None = None
    private_use: Text | None = None
    others: dict[Text, Text] = field(default_factory=dict)
    absent: tuple[AbsentFile, ...] = ()


class Target(Row, frozen=True, kw_only=True):
    """One system under test. File names are absolute once loaded; `environment` is always `test`.

    How roles prove who they are stands in `auth`, or for OAuth in `token_url` and `oauth` alone. `binding`: business →
    file that binds its operations to the vendor's own API. `data_files`: what it extracted, to be checked as well.
    """

    name: Text
    vendor: Text
    product: Text
    version: Text
    municipality: Municipality
    environment: Literal["test"]
    base_url: Url
    auth: Auth | None = None
    token_url: Url | None = None
    oauth: OAuth = OAuth()
    roles: Annotated[dict[Text, Role], Meta(min_length=1)]
    tls: Tls = Tls()
    proxy: Proxy | None = None
    timeouts: Timeouts = Timeouts()
    limits: Limits = Limits()
    scope: Scope
    fixtures: tuple[Fixture, ...] = ()
    options: tuple[Text, ...] = ()
    ordinance: tuple[OrdinanceValue, ...] = ()
    declarations: tuple[Declaration, ...] = ()
    binding: dict[Text, Text] = field(default_factory=dict)
    known_failures: tuple[KnownFailure, ...] = ()
    data_files: DataFiles | None = None

    @property
    def sign_in(self) -> Auth:
        """How roles prove who they are. Raises ValueError when nothing says so, which `load_target` refuses."""
        if self.auth is not None:
            return self.auth
        if self.token_url is None:
            raise ValueError("neither auth nor token_url")
        return OAuthAuth(token_url=self.token_url, **structs.asdict(self.oauth))
