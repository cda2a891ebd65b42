"""Fuzzing of a bound system on its vendor's own OpenAPI: the calls that the binding makes, with any input whatever.

What the vendor's document allows or forbids is the vendor's affair; that no input brings its system down is not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import msgspec
from msgspec import Struct

from conformance.checks.fuzz.cases import chosen_evenly
from conformance.checks.fuzz.determinism import generating
from conformance.checks.fuzz.plan import FuzzCheck, FuzzFailure
from conformance.checks.fuzz.run import FuzzRun
from conformance.i18n import message
from conformance.target.asking import DEFAULT_ROLE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conformance.binding.bound import Client
    from conformance.binding.model import Binding
    from conformance.binding.vendor_openapi import VendorApi
    from conformance.checks.fuzz.judge import Finding
    from conformance.checks.fuzz.plan import FuzzResult, Judges, Settle
    from conformance.checks.items.baseline import Baselines
    from conformance.spec.catalog import Catalog
    from conformance.target.answer import Answer

LIMIT = 120
_BASE = "http://vendor.invalid"
_SHOWN = 200
UNUSABLE_DOCUMENT = "TKG-BND067"


class _Unusable(Exception):
    """No request can be generated from what the document says of a call."""


class VendorRequest(Struct, frozen=True, kw_only=True):
    """One generated request: `path` with its query, the body as it goes out."""

    method: str
    path: str
    body: bytes


def plan_vendor_fuzz(binding: Binding, catalog: Catalog, api: VendorApi) -> tuple[FuzzCheck, ...]:
    """Plan one check for each call of the vendor's API that the binding makes and the document describes.

    A failure counts against the requirements of every operation that makes the call.
    """
    users: dict[tuple[str, str], list[str]] = {}
    for name, bound in binding.operations.items():
        for call in bound.calls:
            path = api.path_of(call)
            if path is not None:
                users.setdefault((call.method, path), []).append(name)
    return tuple(_check(catalog, method, path, names) for (method, path), names in users.items())


def _check(catalog: Catalog, method: str, path: str, names: list[str]) -> FuzzCheck:
    operations = [catalog.operation(name) for name in dict.fromkeys(names)]
    key = catalog.package.key
    return FuzzCheck(
        id=f"fuzz:{key}:{operations[0].id}:own {method} {path}",
        business=key,
        operation=operations[0].id,
        operation_name=operations[0].name,
        phase="coverage",
        requirements=tuple(dict.fromkeys(each for one in operations for each in one.requirements)),
        own_call=(method, path),
    )


class VendorFuzz(FuzzRun):
    """One check: the coverage phase of one call."""

    def __init__(
        self,
        check: FuzzCheck,
        baselines: Baselines,
        judges: Judges,
        settle: Settle,
        *,
        api: VendorApi,
        client: Client,
    ) -> None:
        super().__init__(check, baselines, judges, settle)
        self._api = api
        self._client = client

    def perform(self) -> FuzzResult:
        """Send the requests and judge every answer. A document that none can be made of says nothing of the system."""
        try:
            requests = self._generated()
        except _Unusable as unusable:
            return self.tally.not_applicable(UNUSABLE_DOCUMENT, reason=str(unusable))
        found = self.began()
        if found is not None:
            return found
        self.tally.made = len(requests)
        for request in requests:
            self.judged_answer(request, self.asked(request))
            if self.tally.hopeless:
                break
        return self.tally.result()

    def _generated(self) -> list[VendorRequest]:
        for code, params in self._api.unusable(*self.check.own_call):
            raise _Unusable(message(code, None, call=" ".join(self.check.own_call), **params))
        try:
            return coverage_requests(self._api, *self.check.own_call)
        except Exception as error:  # noqa: BLE001 - the library raises what comes of a vendor's document
            raise _Unusable(f"{type(error).__name__}: {error}"[:_SHOWN]) from None

    def asked(self, case: Any) -> Answer:  # noqa: ANN401 - of this check: VendorRequest
        """Send one request as it was generated."""
        return self._client.request(case.method, case.path, body=case.body, role=DEFAULT_ROLE)

    def judgement(self, case: Any, answer: Answer) -> tuple[Finding, ...]:  # noqa: ANN401
        """Any answer will do."""
        return ()

    def failure(self, case: Any, findings: tuple[Finding, ...]) -> FuzzFailure:  # noqa: ANN401
        """Tell what was sent."""
        body = case.body.decode("utf-8", "backslashreplace")
        told = f"{case.method} {case.path} {body}".strip()[:_SHOWN]
        got = "、".join(finding.text for finding in findings)
        return FuzzFailure(request=message("fuzz.request_own", None, request=told), got=got, replay=None)


def coverage_requests(api: VendorApi, method: str, path: str) -> list[VendorRequest]:
    """Make the requests of the coverage phase: every keyword of the document, from both sides."""
    with generating():
        import schemathesis
        from schemathesis.config import GenerationConfig
        from schemathesis.generation import GenerationMode

        loaded = schemathesis.openapi.from_dict(api.document, config=schemathesis.Config())
        operation: Any = loaded[path][method]
        cases = operation.schema.iter_coverage_cases(
            operation,
            generation_modes=[GenerationMode.POSITIVE, GenerationMode.NEGATIVE],
            generation_config=GenerationConfig(),
        )
        found = list(dict.fromkeys(_requests(cases, method)))
    return chosen_evenly(found, LIMIT)


def _requests(cases: Any, method: str) -> Iterator[VendorRequest]:  # noqa: ANN401 - schemathesis' own type
    for case in cases:
        if case.method.upper() != method:
            continue
        try:
            sent = case.as_transport_kwargs(base_url=_BASE)
            yield _request(method, sent)
        except (TypeError, ValueError, UnicodeError):  # nothing that HTTP could carry
            continue


def _request(method: str, sent: dict[str, Any]) -> VendorRequest:
    query = urlencode(sent.get("params") or {}, doseq=True)
    path = str(sent["url"]).removeprefix(_BASE)
    if "json" in sent:
        body = msgspec.json.encode(sent["json"])
    else:
        data = sent.get("data") or b""
        body = data if isinstance(data, bytes) else str(data).encode()
    return VendorRequest(method=method, path=f"{path}?{query}" if query else path, body=body)
