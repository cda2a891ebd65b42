"""Signed bundles of a small run, and the means to spoil them as an attacker would."""

import base64
import hashlib
import json
import warnings
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from msgspec import Struct

from conformance.certification.signing.archive import entry, place
from conformance.certification.signing.envelope import NAME, PAYLOAD_TYPE, seal
from conformance.certification.signing.verify import verify_bundle

Members = dict[str, bytes]
Findings = list[tuple[str, str]]

SIGNER = Ed25519PrivateKey.from_private_bytes(b"s" * 32)
STRANGER = Ed25519PrivateKey.from_private_bytes(b"x" * 32)


class Bundle(Struct):
    """A bundle in its parts. `path` is where the spoilt one goes."""

    path: Path
    members: Members

    @property
    def envelope(self) -> dict[str, Any]:
        return json.loads(self.members[NAME])

    @property
    def statement(self) -> dict[str, Any]:
        return json.loads(base64.b64decode(self.envelope["payload"]))

    def pack(self, entries: Sequence[tuple[zipfile.ZipInfo, bytes]] | None = None) -> Path:
        """Write the members in their proper order, or exactly the entries given."""
        with zipfile.ZipFile(self.path, "w", compresslevel=6) as archive, warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of a name that is there twice, as is meant
            for info, data in entries or self.entries():
                archive.writestr(info, data)
        return self.path

    def entries(self) -> list[tuple[zipfile.ZipInfo, bytes]]:
        return [(entry(name), self.members[name]) for name in sorted(self.members, key=place)]

    def put_envelope(self, **parts: object) -> None:
        """Change parts of the envelope and nothing else."""
        self.members[NAME] = json.dumps(self.envelope | parts).encode()

    def sign(
        self,
        statement: dict[str, Any] | bytes,
        key: Ed25519PrivateKey = SIGNER,
        payload_type: str = PAYLOAD_TYPE,
    ) -> None:
        """Sign a statement in place of the one that is there."""
        payload = statement if isinstance(statement, bytes) else json.dumps(statement).encode()
        self.members[NAME] = seal(payload, key, payload_type=payload_type)

    def digested(self) -> dict[str, Any]:
        """Return the statement with the digests that its files have now."""
        told = self.statement
        names = sorted(set(self.members) - {NAME}, key=place)
        told["subject"] = [
            {"name": name, "digest": {"sha256": hashlib.sha256(self.members[name]).hexdigest()}}
            for name in names
        ]
        return told


def load(path: Path, spoilt: Path) -> Bundle:
    with zipfile.ZipFile(path) as archive:
        return Bundle(path=spoilt, members={name: archive.read(name) for name in archive.namelist()})


def found(path: Path, key: Ed25519PrivateKey = SIGNER) -> Findings:
    """Verify and list what was found: (code, file)."""
    outcome = verify_bundle(path, key.public_key())
    assert outcome.verified == (not outcome.findings)
    return [(finding.code, finding.file) for finding in outcome.findings]


Change = Callable[[Bundle], Path]
