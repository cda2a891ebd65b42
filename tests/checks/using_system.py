"""A system that uses a public API: faithful, or wrong in one way on purpose."""

from __future__ import annotations

import json
from secrets import token_urlsafe
from time import time
from typing import TYPE_CHECKING, Any

import jwt
import requests

from conformance.contract.examples import example
from conformance.contract.paths import operation_path, scope
from conformance.spec.catalog import Catalog
from conformance.spec.load import load_package
from conformance.target.oauth import ASSERTION_TYPE

if TYPE_CHECKING:
    from conformance.reference.clients import Client

PLAYED, OPERATION = "child_allowance", "atenatoroku"
FLAWS = {
    "get": {"AC-1.M"},
    "form_body": {"AC-1.M", "AC-5.M"},
    "token_in_body": {"AC-2.M", "AC-5.M"},
    "token_in_query": {"AC-2.M"},
    "no_scope": {"AC-3.M"},
    "secret_in_body": {"AC-4.M"},
    "same_jti": {"AC-4.M", "AC-9.M"},
    "wrong_audience": {"AC-4.M"},
    "hs512": {"AC-4.M"},
    "unknown_item": {"AC-5.M"},
    "missing_item": {"AC-5.M"},
    "keeps_old_token": {"AC-6.M", "AC-9.M"},
    "gives_up_at_401": {"AC-6.M", "AC-9.M"},
    "never_stops": {"AC-7.M"},
    "writes_again": {"AC-8.M"},
    "confused_for_good": {"AC-5.M", "AC-9.M"},
}


class UsingSystem:
    """Carries out one transaction at a time. `flaw`: one of FLAWS, or none."""

    def __init__(self, base_url: str, client: Client, flaw: str = "") -> None:
        self.base_url, self.client, self.flaw = base_url, client, flaw
        catalog = Catalog(load_package(PLAYED))
        operation = catalog.operation(OPERATION)
        self.url = base_url + operation_path(catalog.package, operation)
        self.scope = scope(catalog.package, operation)
        self.body = dict(example(catalog, operation))
        self.jti = token_urlsafe(16)
        self.token = ""
        self.confused = False
        if flaw == "unknown_item":
            self.body["nazonokomoku"] = "1"
        if flaw == "missing_item":
            self.body.pop(catalog.required(operation)[0].romaji)

    def transact(self) -> None:
        """Write once; after a 401 once more with a new token, after a 503 twice more."""
        if self.confused:
            self.body = {}
        for attempt in range(8):
            if not self.token:
                self.token = self.ask()
            answer = self.call()
            if answer.status_code == 401 and self.flaw != "gives_up_at_401" and attempt == 0:
                self.token = self.token if self.flaw == "keeps_old_token" else ""
            elif answer.status_code == 503 and attempt < 2:
                continue
            elif answer.status_code == 504:
                self.confused = self.flaw == "confused_for_good"
                if self.flaw != "writes_again" or attempt:
                    return
            elif answer.status_code != 200 and self.flaw == "never_stops":
                continue
            else:
                return

    def call(self) -> requests.Response:
        headers = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"}
        body: dict[str, Any] = dict(self.body)
        url = self.url
        if self.flaw == "token_in_body":
            body["access_token"] = self.token
        if self.flaw == "token_in_query":
            url += f"?access_token={self.token}"
        if self.flaw == "get":
            return requests.get(url, headers=headers, data=json.dumps(body), timeout=10)
        if self.flaw == "form_body":
            return requests.post(
                url, headers={"Authorization": headers["Authorization"]}, data=body, timeout=10
            )
        return requests.post(url, headers=headers, data=json.dumps(body), timeout=10)

    def ask(self) -> str:
        """Ask for a token; empty when it was refused."""
        form = {"grant_type": "client_credentials", "client_assertion_type": ASSERTION_TYPE}
        form["client_assertion"] = self.assertion()
        if self.flaw != "no_scope":
            form["scope"] = self.scope
        if self.flaw == "secret_in_body":
            form["client_secret"] = self.client.client_secret
        answer = requests.post(f"{self.base_url}/oauth2/token", data=form, timeout=10)
        return str(answer.json().get("access_token", ""))

    def assertion(self) -> str:
        client_id = self.client.client_id
        audience = (
            "https://elsewhere.invalid" if self.flaw == "wrong_audience" else f"{self.base_url}/oauth2/token"
        )
        jti = self.jti if self.flaw == "same_jti" else token_urlsafe(16)
        now = int(time())
        claims = {
            "iss": client_id,
            "sub": client_id,
            "aud": audience,
            "jti": jti,
            "iat": now,
            "exp": now + 60,
        }
        algorithm = "HS512" if self.flaw == "hs512" else "HS256"
        return jwt.encode(claims, self.client.client_secret, algorithm=algorithm)
