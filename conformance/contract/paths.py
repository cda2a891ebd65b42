"""Where an operation of the contract is reached, and the scope that its caller needs.

Every operation is a POST, as the only official API is (付番API): personal data never gets into an address.
"""

from conformance.spec.model import Operation, Package, Probe

VERSION = "v1"
METHOD = "POST"
TOKEN_PATH = "/oauth2/token"  # noqa: S105 - an address, not a token


def operation_path(package: Package, operation: Operation) -> str:
    """Return the path of an operation: of an official API its own, else `/tekigo/v1/<key>/<operation id>`."""
    return f"/{_called(package, operation)}"


def probe_path(package: Package, probe: Probe) -> str:
    """Return the path at which a prohibited function would be; a sound system answers 404 there."""
    return f"/{_api(package, probe.id)}"


def scope(package: Package, operation: Operation) -> str:
    """Return the OAuth scope `業務ID:API名:操作`; a business of several 業務ID uses its first."""
    return f"{package.standard.gyomu_ids[0]}:{_called(package, operation)}:{operation.action}"


def contract_paths(package: Package) -> dict[str, str]:
    """Return every operation's path with its scope, in the order of the spec."""
    return {operation_path(package, each): scope(package, each) for each in package.operations}


def _called(package: Package, operation: Operation) -> str:
    """Return the APIコール名 of an operation."""
    return operation.api.path if operation.api else _api(package, operation.id)


def _api(package: Package, id_: str) -> str:
    return f"tekigo/{VERSION}/{package.key}/{id_}"
