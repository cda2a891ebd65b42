"""The ways in which the tests spoil a signed bundle, and what is found of each."""

import base64
import json
from pathlib import Path

from bundles import NAME, SIGNER, STRANGER, Bundle
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from tampered_archives import ARCHIVES

from conformance.certification.signing.keys import key_id

# What stands in the archive


def bend_word(bundle: Bundle) -> Path:
    old, new = b'"word": "nonconformant"', b'"word": "conformant"'
    bundle.members["verdict.json"] = bundle.members["verdict.json"].replace(old, new, 1)
    payload = base64.b64encode(json.dumps(bundle.digested()).encode()).decode()
    bundle.put_envelope(payload=payload)
    return bundle.pack()


def add_file(bundle: Bundle) -> Path:
    bundle.members["tekigohyo.xlsx"] = b"more"
    return bundle.pack()


def add_evidence(bundle: Bundle) -> Path:
    bundle.members["evidence.more.ndjson"] = bundle.members["evidence.ndjson"].splitlines(keepends=True)[0]
    return bundle.pack()


def remove_file(bundle: Bundle) -> Path:
    del bundle.members["report.html"]
    return bundle.pack()


def remove_evidence(bundle: Bundle) -> Path:
    del bundle.members["evidence.ndjson"]
    return bundle.pack()


def rename_file(bundle: Bundle) -> Path:
    bundle.members["tekigohyo.xlsx"] = bundle.members.pop("report.html")
    return bundle.pack()


# The signature


def sign_with_another_key(bundle: Bundle) -> Path:
    bundle.sign(bundle.statement, STRANGER)
    return bundle.pack()


def claim_the_right_key(bundle: Bundle) -> Path:
    bundle.sign(bundle.statement, STRANGER)
    signature = bundle.envelope["signatures"][0] | {"keyid": key_id(SIGNER.public_key())}
    bundle.put_envelope(signatures=[signature])
    return bundle.pack()


def change_payload(bundle: Bundle) -> Path:
    told = bundle.statement
    told["predicate"]["result"] = "PASSED"
    bundle.put_envelope(payload=base64.b64encode(json.dumps(told).encode()).decode())
    return bundle.pack()


def change_payload_type(bundle: Bundle) -> Path:
    bundle.put_envelope(payloadType="text/plain")
    return bundle.pack()


def sign_another_payload_type(bundle: Bundle) -> Path:
    bundle.sign(bundle.statement, payload_type="text/plain")
    return bundle.pack()


def remove_statement(bundle: Bundle) -> Path:
    del bundle.members[NAME]
    return bundle.pack()


def remove_signature(bundle: Bundle) -> Path:
    bundle.put_envelope(signatures=[])
    return bundle.pack()


def double_signature(bundle: Bundle) -> Path:
    bundle.put_envelope(signatures=bundle.envelope["signatures"] * 2)
    return bundle.pack()


def sign_with_another_algorithm(bundle: Bundle) -> Path:
    payload, kind = base64.b64decode(bundle.envelope["payload"]), bundle.envelope["payloadType"].encode()
    key = ec.generate_private_key(ec.SECP256R1())
    pae = b"DSSEv1 %d %b %d %b" % (len(kind), kind, len(payload), payload)
    signature = base64.b64encode(key.sign(pae, ec.ECDSA(hashes.SHA256()))).decode()
    bundle.put_envelope(signatures=[{"keyid": key_id(SIGNER.public_key()), "sig": signature}])
    return bundle.pack()


def write_signature_otherwise(bundle: Bundle) -> Path:
    bundle.members[NAME] += b" "
    return bundle.pack()


def no_envelope(bundle: Bundle) -> Path:
    bundle.members[NAME] = b'{"more":' + b"[" * 100_000
    return bundle.pack()


# Signed by the right key, and yet wrong


def another_predicate_type(bundle: Bundle) -> Path:
    bundle.sign(bundle.statement | {"predicateType": "https://slsa.dev/provenance/v1"})
    return bundle.pack()


def another_statement_type(bundle: Bundle) -> Path:
    bundle.sign(bundle.statement | {"_type": "https://in-toto.io/Statement/v0.1"})
    return bundle.pack()


def no_statement(bundle: Bundle) -> Path:
    bundle.sign(b'{"more":' + b"[" * 100_000)
    return bundle.pack()


def subject_twice(bundle: Bundle) -> Path:
    told = bundle.statement
    bundle.sign(told | {"subject": [*told["subject"], told["subject"][0]]})
    return bundle.pack()


def deep_evidence(bundle: Bundle) -> Path:
    """Make a reader that calls itself for every bracket run out of its stack."""
    bundle.members["evidence.ndjson"] += b'{"more":' + b"[" * 100_000 + b"\n"
    bundle.sign(bundle.digested())
    return bundle.pack()


def drop_evidence(bundle: Bundle) -> Path:
    lines = bundle.members["evidence.ndjson"].splitlines(keepends=True)
    bundle.members["evidence.ndjson"] = b"".join(lines[:1] + lines[2:])
    bundle.sign(bundle.digested())
    return bundle.pack()


def declare_conformant(bundle: Bundle) -> Path:
    verdict = bundle.members["verdict.json"]
    bundle.members["verdict.json"] = verdict.replace(b'"word": "nonconformant"', b'"word": "conformant"')
    told = bundle.digested()
    told["predicate"]["result"] = "PASSED"
    bundle.sign(told)
    return bundle.pack()


def state_another_result(bundle: Bundle) -> Path:
    told = bundle.statement
    told["predicate"]["result"] = "PASSED"
    bundle.sign(told)
    return bundle.pack()


def state_other_tests(bundle: Bundle) -> Path:
    told = bundle.statement
    told["predicate"]["failedTests"].remove("requirement:zz/ZZ-2.M")
    bundle.sign(told)
    return bundle.pack()


def state_other_specs(bundle: Bundle) -> Path:
    told = bundle.statement
    told["predicate"]["configuration"][0]["digest"]["sha256"] = "1" * 64
    bundle.sign(told)
    return bundle.pack()


S034, WORD = ("TKG-SIG034", NAME), ("TKG-SIG061", "verdict.json")
CASES = {
    bend_word: [S034, WORD],
    add_file: [("TKG-SIG052", "tekigohyo.xlsx")],
    add_evidence: [("TKG-SIG052", "evidence.more.ndjson"), WORD],
    remove_file: [("TKG-SIG051", "report.html")],
    remove_evidence: [("TKG-SIG051", "evidence.ndjson"), ("TKG-SIG060", "")],
    rename_file: [("TKG-SIG053", "report.html")],
    sign_with_another_key: [("TKG-SIG033", NAME)],
    claim_the_right_key: [S034],
    change_payload: [S034, ("TKG-SIG063", f"{NAME}: result")],
    change_payload_type: [("TKG-SIG036", NAME), S034],
    sign_another_payload_type: [("TKG-SIG036", NAME)],
    remove_statement: [("TKG-SIG030", NAME)],
    remove_signature: [("TKG-SIG032", NAME)],
    double_signature: [("TKG-SIG032", NAME)],
    sign_with_another_algorithm: [S034],
    write_signature_otherwise: [("TKG-SIG035", NAME)],
    no_envelope: [("TKG-SIG031", NAME)],
    another_predicate_type: [("TKG-SIG042", NAME)],
    another_statement_type: [("TKG-SIG041", NAME)],
    no_statement: [("TKG-SIG040", NAME)],
    subject_twice: [("TKG-SIG043", "run.json")],
    deep_evidence: [WORD],
    drop_evidence: [WORD, ("TKG-SIG062", "zz/ZZ-2.M")],
    declare_conformant: [
        WORD,
        ("TKG-SIG062", "zz/ZZ-2.M"),
        ("TKG-SIG062", "zz/ZZ-6.O"),
        ("TKG-SIG063", f"{NAME}: result"),
    ],
    state_another_result: [("TKG-SIG063", f"{NAME}: result")],
    state_other_tests: [("TKG-SIG064", f"{NAME}: failedTests")],
    state_other_specs: [("TKG-SIG065", "specs")],
    **ARCHIVES,
}
