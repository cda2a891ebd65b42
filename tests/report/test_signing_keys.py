"""Keys: made once, kept to their owner, never overwritten; and read as openssl makes them."""

import hashlib
import shutil
import stat
import subprocess
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

from conformance.certification.signing.keys import key_id, new_key, read_private_key, read_public_key
from conformance.i18n import TekigoError


def test_a_new_key_is_its_owners_alone_and_never_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "vendor.pem"
    public, name = new_key(path)
    assert public == tmp_path / "vendor.pub.pem"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert key_id(read_private_key(path).public_key()) == key_id(read_public_key(public)) == name
    before = path.read_bytes()
    with pytest.raises(TekigoError) as told:
        new_key(path)
    assert (told.value.code, told.value.params["path"]) == ("TKG-SIG006", path)
    path.unlink()
    with pytest.raises(TekigoError) as told:
        new_key(path)  # the public key of another pair is not overwritten either
    assert told.value.params["path"] == public
    assert before
    assert not path.exists()


def test_a_link_is_not_followed_to_write_a_key(tmp_path: Path) -> None:
    (tmp_path / "vendor.pem").symlink_to(tmp_path / "elsewhere.pem")
    with pytest.raises(TekigoError) as told:
        new_key(tmp_path / "vendor.pem")
    assert told.value.code == "TKG-SIG006"
    assert not (tmp_path / "elsewhere.pem").exists()


def test_an_encrypted_key_opens_with_its_passphrase_only(tmp_path: Path) -> None:
    path = tmp_path / "vendor.pem"
    public, name = new_key(path, "合言葉".encode())
    assert b"ENCRYPTED" in path.read_bytes()
    assert key_id(read_private_key(path, "合言葉".encode()).public_key()) == name
    for passphrase, code in ((None, "TKG-SIG004"), (b"other", "TKG-SIG005")):
        with pytest.raises(TekigoError) as told:
            read_private_key(path, passphrase)
        assert told.value.code == code
    assert key_id(read_public_key(public)) == name


def test_a_passphrase_that_is_not_needed_does_no_harm(tmp_path: Path) -> None:
    new_key(tmp_path / "vendor.pem")
    assert read_private_key(tmp_path / "vendor.pem", b"needless")


def test_what_is_no_key_is_named(tmp_path: Path) -> None:
    private, public = tmp_path / "vendor.pem", tmp_path / "vendor.pub.pem"
    new_key(private)
    other = ec.generate_private_key(ec.SECP256R1())
    (tmp_path / "ec.pem").write_bytes(other.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    (tmp_path / "ec.pub.pem").write_bytes(
        other.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    )
    (tmp_path / "text").write_bytes(b"\xff\x00hello")
    (tmp_path / "large").write_bytes(b"-----BEGIN" + bytes(70_000))
    told = []
    for read, name in (
        (read_private_key, public.name),
        (read_private_key, "ec.pem"),
        (read_private_key, "text"),
        (read_public_key, private.name),
        (read_public_key, "ec.pub.pem"),
        (read_public_key, "text"),
        (read_public_key, "large"),
        (read_public_key, "nothing"),
    ):
        with pytest.raises(TekigoError) as error:
            read(tmp_path / name)
        assert error.value.exit_code == 2
        told.append((error.value.code, error.value.params.get("found")))
    assert told == [
        ("TKG-SIG002", "PUBLIC KEY"),
        ("TKG-SIG002", "ECPrivateKey"),
        ("TKG-SIG002", "no PEM"),
        ("TKG-SIG003", "PRIVATE KEY"),
        ("TKG-SIG003", "ECPublicKey"),
        ("TKG-SIG003", "no PEM"),
        ("TKG-SIG001", None),
        ("TKG-SIG001", None),
    ]


def test_keys_of_openssl_are_read_and_named_alike(tmp_path: Path) -> None:
    """The commands are those of docs/en/signing.md."""
    if shutil.which("openssl") is None:
        pytest.skip("no openssl on this machine")

    def openssl(*arguments: str) -> bytes:
        command = ["openssl", *arguments]
        return subprocess.run(command, cwd=tmp_path, check=True, capture_output=True).stdout

    (tmp_path / "pass.txt").write_text("secret words\n", encoding="utf-8")
    openssl("genpkey", "-algorithm", "ed25519", "-aes256", "-pass", "file:pass.txt", "-out", "vendor.pem")
    openssl("pkey", "-in", "vendor.pem", "-passin", "file:pass.txt", "-pubout", "-out", "vendor.pub.pem")
    der = openssl("pkey", "-pubin", "-in", "vendor.pub.pem", "-outform", "DER")
    public = read_public_key(tmp_path / "vendor.pub.pem")
    private = read_private_key(tmp_path / "vendor.pem", b"secret words")
    assert key_id(private.public_key()) == key_id(public) == hashlib.sha256(der).hexdigest()
