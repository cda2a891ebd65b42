"""Reads a target file; whatever is wrong with it is told with file and line, all at once, and without secrets."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from conformance.i18n import TekigoError
from conformance.spec.documents import line_of, read_document
from conformance.spec.errors import Finding, FindingErrors, finding
from conformance.target.auth_model import ROLE_PARTS, OAuth, Role
from conformance.target.model import ClientCertificate, DataFiles, Target
from conformance.target.parts import SecretRef

if TYPE_CHECKING:
    from collections.abc import Iterator

_ROWS = ("declarations", "fixtures", "known_failures", "ordinance")
_SECRETS = frozenset({"client_secret", "password", "key"})
# Any other value in a message might be a secret written in the wrong place.
_HARMLESS = frozenset(
    {
        "class",
        "code",
        "method",
        "connect",
        "read",
        "total",
        "date",
        "expires",
        "name",
        "type",
        "body",
        "requests_per_second",
        "retries",
    }
)


class TargetFileErrors(FindingErrors):
    """All that is wrong with one target file, in the order of its lines."""

    summary = "TKG-CONF002"


def load_target(path: Path | str) -> Target:
    """Read a target file. File names in it count from its own folder and come back absolute.

    Secrets are not read here (`conformance.target.credentials`). Raises TekigoError TKG-CONF001 when the file cannot be
    read and TargetFileErrors when it is wrong, above all when it is not declared to be a test environment.
    """
    path = Path(path)
    try:
        target, findings = read_document(path, Target, str(path), rows=_ROWS)
    except OSError as error:
        raise TekigoError("TKG-CONF001", path=path, reason=error.strerror or type(error).__name__) from None
    found = [_told(each) for each in findings]
    if target is not None:
        found = list(_choices(target, path))
    if found or target is None:
        raise TargetFileErrors(str(path), found)
    return _anchored(target, path.resolve().parent)


def _told(found: Finding) -> Finding:
    """Put a finding in this file's own words where it has some, and drop values that may be secret."""
    name, value = found.params.get("name"), str(found.params.get("found", ""))
    if found.code == "TKG-SPEC012":
        return finding(found.origin, "TKG-CONF005") if name == "environment" else found
    if "found" not in found.params:
        return found
    if name in _SECRETS and isinstance(found.params["found"], str):
        return finding(found.origin, "TKG-CONF006", name=name)
    if name == "environment":
        return finding(found.origin, "TKG-CONF005")
    if "@" in value and "://" in value:
        return finding(found.origin, "TKG-CONF007", name=name)
    return found if name in _HARMLESS else replace(found, params=found.params | {"found": "…"})


def _choices(target: Target, path: Path) -> Iterator[Finding]:
    """Check what a type cannot say: exactly one of two."""
    if (target.auth is None) == (target.token_url is None):
        line = line_of(path, "token_url") if target.auth else 1
        yield finding(f"{path}:{line}", "TKG-CONF003", one="auth", other="token_url", name=path.name)
    elif target.auth is not None and target.oauth != OAuth():
        yield finding(
            f"{path}:{line_of(path, 'oauth')}", "TKG-CONF003", one="auth", other="oauth", name=path.name
        )
    else:
        yield from _roles(target, path)
    if target.proxy and target.proxy.password and not _one_of(target.proxy.password):
        line = line_of(path, "proxy", "password")
        yield finding(f"{path}:{line}", "TKG-CONF003", one="env", other="file", name="password")
    for business in target.binding:
        if business not in target.scope.businesses:
            told = {"found": business, "known": "、".join(target.scope.businesses)}
            yield finding(f"{path}:{line_of(path, 'binding', business)}", "TKG-CONF020", **told)
    for known in target.known_failures:
        if (known.requirement is None) == (known.check is None):
            params = {"one": "requirement", "other": "check", "name": "known_failures"}
            yield finding(known.origin, "TKG-CONF003", **params)


def _roles(target: Target, path: Path) -> Iterator[Finding]:
    """Check that each role has what `auth` asks for and nothing else."""
    wanted = [name for name in ROLE_PARTS[type(target.sign_in)] if name]
    for name, role in target.roles.items():
        given = [each for each in Role.__struct_fields__ if getattr(role, each) is not None]
        if set(given) != set(wanted):
            kind = target.auth.__struct_config__.tag if target.auth else "oauth"
            told = {"role": name, "type": kind, "wanted": "、".join(wanted), "given": "、".join(given) or "―"}
            yield finding(f"{path}:{line_of(path, 'roles', name)}", "TKG-CONF019", **told)
        elif not _one_of(role.secret):
            line = line_of(path, "roles", name, wanted[-1])
            yield finding(f"{path}:{line}", "TKG-CONF003", one="env", other="file", name=wanted[-1])


def _one_of(ref: SecretRef) -> bool:
    return (ref.env is None) != (ref.file is None)


def _anchored(target: Target, folder: Path) -> Target:
    """Make the file names absolute."""
    tls, proxy, pair = target.tls, target.proxy, target.tls.client_cert
    if pair is not None:
        pair = ClientCertificate(cert=str(folder / pair.cert), key=_at(folder, pair.key))
    if proxy is not None:
        proxy = replace(proxy, password=_secret_at(folder, proxy.password))
    return replace(
        target,
        data_files=None if target.data_files is None else _data_at(folder, target.data_files),
        tls=replace(tls, ca=_at(folder, tls.ca), client_cert=pair),
        proxy=proxy,
        binding={business: str(folder / file) for business, file in target.binding.items()},
        roles={name: _role_at(folder, role) for name, role in target.roles.items()},
    )


def _role_at(folder: Path, role: Role) -> Role:
    return replace(
        role,
        client_secret=_secret_at(folder, role.client_secret),
        password=_secret_at(folder, role.password),
        key=_secret_at(folder, role.key),
    )


def _data_at(folder: Path, files: DataFiles) -> DataFiles:
    return replace(
        files,
        folder=str(folder / files.folder),
        others={business: str(folder / name) for business, name in files.others.items()},
        dialect=_at(folder, files.dialect),
        private_use=_at(folder, files.private_use),
    )


def _secret_at(folder: Path, ref: SecretRef | None) -> SecretRef | None:
    return None if ref is None else replace(ref, file=_at(folder, ref.file))


def _at(folder: Path, name: str | None) -> str | None:
    return None if name is None else str(folder / name)
