"""The ways in which roles prove who they are, as a target file describes them under `auth`, by `type`."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, field

from conformance.target.parts import Part, SecretRef, Text, Url

OAuthMethod = Literal["client_secret_jwt", "client_secret_basic"]
Place = Annotated[str, Meta(pattern=r"^(/|https?://[^\s/?#@]+/)[^\s?#@]*$")]
HeaderName = Annotated[str, Meta(pattern=r"^[A-Za-z0-9!#$%&'*+.^_`|~-]+$")]
Life = Annotated[int, Meta(gt=0, le=86400)]


class OAuth(Part, frozen=True):
    """How clients prove who they are. `audience`: `aud` of the assertion; the token address when absent.

    `introspection_url`, `revocation_url`: where the authorisation server offers RFC 7662 and RFC 7009.
    `short_lived_role`: a role whose tokens live a few seconds, so that a check can wait until one has expired.
    """

    method: OAuthMethod = "client_secret_jwt"
    audience: Text | None = None
    introspection_url: Url | None = None
    revocation_url: Url | None = None
    short_lived_role: Text | None = None


class OAuthAuth(Part, frozen=True, tag_field="type", tag="oauth"):
    """OAuth 2.0 client credentials. `scopes`: asked for in place of the contract's, where the authorisation server is
    the vendor's own and knows those alone; an empty list asks for none. The rest is as in `OAuth`.
    """

    token_url: Url
    method: OAuthMethod = "client_secret_jwt"
    audience: Text | None = None
    scopes: tuple[Text, ...] | None = None
    introspection_url: Url | None = None
    revocation_url: Url | None = None
    short_lived_role: Text | None = None


class LoginAuth(Part, frozen=True, tag_field="type", tag="login"):
    """A token from a log-in call, sent in a header from then on.

    `path`: below base_url, or a whole address. The body is a JSON object or a form of `username_field`,
    `password_field` and `extra`. `token` and `expires` are places in the JSON answer, names joined by dots;
    `expires` holds seconds or a date and time, `lifetime` (seconds) stands in where the answer does not say.
    """

    path: Place
    method: Literal["POST", "PUT"] = "POST"
    body: Literal["json", "form"] = "json"
    username_field: Text = "username"
    password_field: Text = "password"  # noqa: S105 - the name of a field
    extra: dict[Text, str] = field(default_factory=dict)
    token: Text = "token"  # noqa: S105 - a place in the answer
    expires: Text | None = None
    lifetime: Life | None = None
    header: HeaderName = "Authorization"
    scheme: str = "Bearer"


class ApiKeyAuth(Part, frozen=True, tag_field="type", tag="api_key"):
    """A fixed key in a header. There is no way to send it in the address, where logs would keep it."""

    header: HeaderName = "X-API-Key"
    scheme: str = ""


class BasicAuth(Part, frozen=True, tag_field="type", tag="basic"):
    """User name and password in each request (RFC 7617)."""


Auth = OAuthAuth | LoginAuth | ApiKeyAuth | BasicAuth
# What a role must have for each way: the name of its public part and of its secret.
ROLE_PARTS: dict[type, tuple[str | None, str]] = {
    OAuthAuth: ("client_id", "client_secret"),
    LoginAuth: ("username", "password"),
    ApiKeyAuth: (None, "key"),
    BasicAuth: ("username", "password"),
}


class Role(Part, frozen=True):
    """One user of the system under test, with what it may do there: what `auth` asks for, and nothing else."""

    client_id: Text | None = None
    client_secret: SecretRef | None = None
    username: Text | None = None
    password: SecretRef | None = None
    key: SecretRef | None = None

    @property
    def secret(self) -> SecretRef:
        """The one secret of the role. Raises ValueError when there is none: `load_target` lets no such role through."""
        found = self.client_secret or self.password or self.key
        if found is None:
            raise ValueError("a role without a secret")
        return found

    @property
    def name(self) -> str:
        """The public part: client id or user name, empty for a key."""
        return self.client_id or self.username or ""
