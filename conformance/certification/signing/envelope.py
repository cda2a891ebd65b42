"""The DSSE envelope around a statement: signed, and opened with every fault named."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct
from securesystemslib.dsse import Envelope
from securesystemslib.exceptions import VerificationError
from securesystemslib.signer import CryptoSigner, SSlibKey

from conformance.certification.signing.findings import Finding
from conformance.certification.signing.keys import key_id
from conformance.spec.json_file import json_text

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

NAME = "statement.dsse.json"
PAYLOAD_TYPE = "application/vnd.in-toto+json"


class _Signature(Struct, frozen=True):
    keyid: str
    sig: str


class _File(Struct, frozen=True, kw_only=True, rename="camel"):
    payload: str
    payload_type: str
    signatures: tuple[_Signature, ...]


def seal(payload: bytes, key: Ed25519PrivateKey, *, payload_type: str = PAYLOAD_TYPE) -> bytes:
    """Sign a payload and return the bytes of its envelope. Ed25519 signs the same bytes always alike."""
    envelope = Envelope(payload, payload_type, {})
    public = key.public_key()
    envelope.sign(CryptoSigner(key, SSlibKey.from_crypto(public, key_id(public))))
    return json_text(envelope.to_dict())


def unseal(raw: bytes, key: Ed25519PublicKey) -> tuple[bytes | None, list[Finding]]:
    """Open an envelope: its payload (None when there is none) and what is wrong with envelope and signature."""
    try:
        file = msgspec.json.decode(raw, type=_File)
        envelope = Envelope.from_dict(msgspec.to_builtins(file) | {"signatures": []})
    except (ValueError, RecursionError) as error:
        return None, [_finding("TKG-SIG031", found=str(error))]
    if len(file.signatures) != 1:
        return envelope.payload, [_finding("TKG-SIG032", "1", str(len(file.signatures)))]
    findings = []
    if file.payload_type != PAYLOAD_TYPE:
        findings.append(_finding("TKG-SIG036", PAYLOAD_TYPE, file.payload_type))
    trusted = SSlibKey.from_crypto(key, key_id(key))
    if file.signatures[0].keyid != trusted.keyid:
        return envelope.payload, [*findings, _finding("TKG-SIG033", trusted.keyid, file.signatures[0].keyid)]
    try:
        envelope = Envelope.from_dict(msgspec.to_builtins(file))
        envelope.verify([trusted], 1)
    except (VerificationError, ValueError):
        return envelope.payload, [*findings, _finding("TKG-SIG034", found=trusted.keyid)]
    if json_text(envelope.to_dict()) != raw:
        findings.append(_finding("TKG-SIG035"))
    return envelope.payload, findings


def _finding(code: str, expected: str = "", found: str = "") -> Finding:
    return Finding(check="signature", code=code, file=NAME, expected=expected, found=found)
