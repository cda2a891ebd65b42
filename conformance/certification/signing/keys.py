"""Ed25519 keys in PEM files: made once, never overwritten, and named by a fingerprint that openssl gives too."""

from __future__ import annotations

import hashlib
import os
import stat
from typing import TYPE_CHECKING

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)

from conformance.i18n import TekigoError

if TYPE_CHECKING:
    from pathlib import Path

ONLY_OWNER = 0o600
PUBLIC = 0o644
_LARGEST = 65_536  # bytes; a PEM file of a key has a few hundred


def read_private_key(path: Path, passphrase: bytes | None = None) -> Ed25519PrivateKey:
    """Read a private key, which may be encrypted. Raises TekigoError TKG-SIG001, 002, 004 or 005."""
    pem = read_small(path)
    encrypted = b"ENCRYPTED" in pem
    if encrypted and not passphrase:
        raise TekigoError("TKG-SIG004", path=path)
    try:
        key = load_pem_private_key(pem, passphrase if encrypted else None)
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        code = "TKG-SIG005" if encrypted else "TKG-SIG002"
        raise TekigoError(code, path=path, found=_kind(pem)) from error
    if not isinstance(key, Ed25519PrivateKey):
        raise TekigoError("TKG-SIG002", path=path, found=type(key).__name__)
    return key


def read_public_key(path: Path) -> Ed25519PublicKey:
    """Read a public key. Raises TekigoError TKG-SIG001 or 003, also for a private key: it has no place here."""
    pem = read_small(path)
    try:
        key = load_pem_public_key(pem)
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise TekigoError("TKG-SIG003", path=path, found=_kind(pem)) from error
    if not isinstance(key, Ed25519PublicKey):
        raise TekigoError("TKG-SIG003", path=path, found=type(key).__name__)
    return key


def key_id(key: Ed25519PublicKey) -> str:
    """Return the fingerprint of a public key: SHA-256 of its SubjectPublicKeyInfo in DER, in hexadecimal."""
    return hashlib.sha256(key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)).hexdigest()


def new_key(path: Path, passphrase: bytes | None = None) -> tuple[Path, str]:
    """Make a key pair: the private key in `path`, readable by its owner alone, the public one beside it.

    Returns the path of the public key and its id. Raises TekigoError TKG-SIG006 when one of the files is there.
    """
    public_path = path.with_name(f"{path.stem}.pub.pem")
    for each in (path, public_path):
        if each.exists() or each.is_symlink():
            raise TekigoError("TKG-SIG006", path=each)
    key = Ed25519PrivateKey.generate()
    lock = BestAvailableEncryption(passphrase) if passphrase else NoEncryption()
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, lock)
    public = key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    _write_new(path, private, ONLY_OWNER)
    _write_new(public_path, public, PUBLIC)
    return public_path, key_id(key.public_key())


def open_to_others(path: Path) -> bool:
    """Tell whether others than its owner may read a file; never on Windows, which has no such modes."""
    return os.name == "posix" and bool(path.stat().st_mode & (stat.S_IRGRP | stat.S_IROTH))


def read_small(path: Path) -> bytes:
    """Read a key or passphrase file. Raises TekigoError TKG-SIG001 when it cannot be read or is far too large."""
    try:
        with path.open("rb") as file:
            data = file.read(_LARGEST + 1)
    except OSError as error:
        raise TekigoError("TKG-SIG001", path=path, reason=error.strerror or error) from error
    if len(data) > _LARGEST:
        raise TekigoError("TKG-SIG001", path=path, reason=f"> {_LARGEST} bytes")
    return data


def _write_new(path: Path, data: bytes, mode: int) -> None:
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    except FileExistsError as error:
        raise TekigoError("TKG-SIG006", path=path) from error
    except OSError as error:
        raise TekigoError("TKG-SIG001", path=path, reason=error.strerror or error) from error
    with os.fdopen(handle, "wb") as file:
        file.write(data)


def _kind(pem: bytes) -> str:
    """Tell what a file calls itself in its first line, such as `PRIVATE KEY`."""
    first = pem.lstrip().partition(b"\n")[0].strip().decode("ascii", "replace")
    head, tail = "-----BEGIN ", "-----"
    return first.removeprefix(head).removesuffix(tail) if first.startswith(head) else "no PEM"
