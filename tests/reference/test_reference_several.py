"""Several businesses in one system: one authorisation server and one port, tables and faults apart."""

from __future__ import annotations

import json
import subprocess
import sys
from base64 import b64encode
from typing import TYPE_CHECKING, Any

import pytest
import requests

from conformance.i18n import TekigoError
from conformance.reference.answers import ErrorCodes
from conformance.reference.app import ReferenceApp
from conformance.reference.assertions import OAuthError
from conformance.reference.business import Business
from conformance.reference.businesses import BUSINESSES, known, reference_system
from conformance.reference.faults import Fault
from conformance.reference.registry import Problem
from conformance.reference.server import start_server
from conformance.reference.system import ReferenceSystem
from conformance.spec.load import load_error_codes
from tests.reference.desk import NOON, Desk, call_wsgi

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

RESIDENTS, VEHICLES = "resident_records", "light_vehicle_tax"
BOTH = (RESIDENTS, VEHICLES)
RIGHTS = "sosakengensettei"  # in both: sets what a user may do


class Counter:
    """Asks either business of one system, by romaji names."""

    def __init__(self, system: ReferenceSystem) -> None:
        self.system = system
        self.app = ReferenceApp(system)

    def token(self, role: str, scope: str = "") -> str:
        client = self.system.clients[role]
        pair = b64encode(f"{client.client_id}:{client.client_secret}".encode()).decode()
        form = {"grant_type": "client_credentials", "scope": scope}
        return str(self.system.oauth.token(form, f"Basic {pair}")["access_token"])

    def ask(
        self, business: str, operation: str, body: dict[str, Any], role: str = "default", scope: str = ""
    ) -> tuple[int, dict[str, Any]]:
        path = f"/tekigo/v1/{business}/{operation}"
        bearer = {"HTTP_AUTHORIZATION": f"Bearer {self.token(role, scope or self.all_of(business))}"}
        status, _, answered = call_wsgi(self.app, path, json.dumps(body).encode(), extra=bearer)
        return status, answered

    def all_of(self, business: str) -> str:
        hosted = {each.business.key: each.business for each in self.system.hosted}
        return " ".join(sorted(hosted[business].scopes)) if business in hosted else ""

    def forbid_everything(self, business: str) -> None:
        status, _ = self.ask(business, RIGHTS, {"riyoshaid": "clerka", "kyokasosa": []})
        assert status == 200

    def is_refused(self, business: str) -> bool:
        """Tell whether a clerk may not use an operation; what it would answer does not matter."""
        operation = {RESIDENTS: "juminshokai", VEHICLES: "sharyoshokai"}[business]
        return self.ask(business, operation, {}, "clerk_a")[0] == 403


def counter(faults: Iterable[str] = (), database: str | Path = ":memory:") -> Counter:
    return Counter(reference_system(BOTH, clock=lambda: NOON, faults=faults, database=database))


def made_from(key: str, **changes: Any) -> Business:  # noqa: ANN401 - whatever a business is made of
    """A business of the reference system with something about it changed."""
    of = BUSINESSES[key]()
    parts = {"municipality": of.municipality, "faults": of.faults} | changes
    return Business(of.catalog, of.handlers, of.schema, **parts)


def test_a_token_opens_one_business_only() -> None:
    asked = counter()
    vehicles = BUSINESSES[VEHICLES]()
    only_vehicles = vehicles.scope(vehicles.catalog.operation("車両照会"))
    assert asked.ask(VEHICLES, "sharyoshokai", {}, scope=only_vehicles)[0] != 403
    assert asked.ask(RESIDENTS, "juminshokai", {}, scope=only_vehicles)[0] == 403
    assert 403 not in {asked.ask(RESIDENTS, "juminshokai", {})[0], asked.ask(VEHICLES, "sharyoshokai", {})[0]}
    for scope in ("", f"{asked.all_of(RESIDENTS)} {only_vehicles}"):
        with pytest.raises(OAuthError) as caught:
            asked.token("default", scope)
        assert caught.value.error == "invalid_scope"


def test_an_operation_is_found_under_its_own_business_only() -> None:
    asked = counter()
    assert asked.ask(RESIDENTS, "tennyu", {})[0] == 400
    assert asked.ask(VEHICLES, "tennyu", {})[0] == 404
    alone = Counter(reference_system(VEHICLES))
    assert alone.ask(RESIDENTS, "tennyu", {})[0] == 404


def test_what_is_set_in_one_business_is_not_set_in_another() -> None:
    asked = counter()
    asked.forbid_everything(RESIDENTS)
    assert asked.is_refused(RESIDENTS)
    assert not asked.is_refused(VEHICLES)


def test_a_fault_of_one_business_does_not_act_in_another_though_they_share_the_seam() -> None:
    asked = counter(["F-RIGHTS"])
    for business in BOTH:
        asked.forbid_everything(business)
    assert not asked.is_refused(RESIDENTS)
    assert asked.is_refused(VEHICLES)


def test_a_business_opens_a_shared_seam_by_a_fault_of_its_own() -> None:
    fault = Fault(
        id="F-MADE-RIGHTS",
        requirement="LV-043.M",
        kind="accepted_bad_input",
        text="権限のない操作を許す",
        seam="users",
        opens="F-RIGHTS",
    )
    businesses = [BUSINESSES[RESIDENTS](), made_from(VEHICLES, faults=(fault,))]
    asked = Counter(ReferenceSystem(businesses, faults=[fault.id]))
    for business in BOTH:
        asked.forbid_everything(business)
    assert asked.is_refused(RESIDENTS)
    assert not asked.is_refused(VEHICLES)


def test_faults_of_all_hosted_businesses_are_known_and_no_others() -> None:
    assert counter(["F-HIDDEN", "F-LV-NEXT-DAY"]).system.faults == {"F-HIDDEN", "F-LV-NEXT-DAY"}
    with pytest.raises(TekigoError, match="F-LV-NEXT-DAY") as caught:
        counter(["F-LV-NEXT-DAYS"])
    assert caught.value.code == "TKG-REF001"
    with pytest.raises(TekigoError, match="F-LV-NEXT-DAY") as caught:
        reference_system(RESIDENTS, faults=["F-LV-NEXT-DAY"])
    assert caught.value.code == "TKG-REF001"


def test_each_business_keeps_a_file_of_its_own_whoever_is_beside_it(tmp_path: Path) -> None:
    asked = counter(database=tmp_path / "city.sqlite")
    asked.forbid_everything(VEHICLES)
    asked.system.close()
    assert {path.name for path in tmp_path.iterdir()} == {f"city.{key}.sqlite" for key in BOTH}
    alone = Counter(reference_system(VEHICLES, database=tmp_path / "city.sqlite"))
    assert alone.is_refused(VEHICLES)
    alone.system.close()


def test_a_database_that_cannot_be_used_is_named_and_the_others_are_closed(tmp_path: Path) -> None:
    wrong = tmp_path / f"city.{VEHICLES}.sqlite"
    wrong.write_text("no database", encoding="utf-8")
    with pytest.raises(TekigoError, match=wrong.name) as caught:
        counter(database=tmp_path / "city.sqlite")
    assert caught.value.code == "TKG-REF003"
    assert not list(tmp_path.glob("*-wal"))  # what SQLite leaves beside an open database


def test_one_server_announces_all_businesses_and_their_options() -> None:
    with start_server(reference_system(BOTH)) as running:
        told: Any = running.announcement()["target"]
        answers = [requests.post(f"{told['base_url']}/tekigo/v1/{key}/{RIGHTS}", timeout=5) for key in BOTH]
    assert told["scope"] == {"businesses": list(BOTH)}
    assert told["options"] == [option for key in BOTH for option in BUSINESSES[key]().options]
    assert [answer.status_code for answer in answers] == [401, 401]


def test_no_two_businesses_call_an_option_the_same() -> None:
    """A target file declares options without saying of which business they are."""
    options = [option for load in BUSINESSES.values() for option in load().options]
    assert sorted(set(options)) == sorted(options)


def test_a_system_is_of_one_municipality() -> None:
    assert len({load().municipality for load in BUSINESSES.values()}) == 1
    with pytest.raises(ValueError, match="one is wanted"):
        ReferenceSystem([BUSINESSES[RESIDENTS](), made_from(VEHICLES, municipality="999997")])


def test_businesses_are_named_by_one_key_by_several_or_not_at_all() -> None:
    assert known() == known([]) == tuple(BUSINESSES)
    assert known(RESIDENTS) == known([RESIDENTS, RESIDENTS]) == (RESIDENTS,)
    with pytest.raises(TekigoError, match=RESIDENTS) as caught:
        known("resident_record")
    assert caught.value.code == "TKG-REF006"


def test_only_what_is_served_is_loaded() -> None:
    program = (
        "import sys; from conformance.reference.businesses import known, reference_system; known();"
        f"loaded = lambda: {{key for key in {tuple(BUSINESSES)!r} if f'conformance.reference.{{key}}' in sys.modules}};"
        f"assert not loaded(), loaded(); reference_system({VEHICLES!r}); assert loaded() == {{{VEHICLES!r}}}, loaded()"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_a_process_serves_the_businesses_it_was_told_and_all_when_told_none() -> None:
    for named in ((VEHICLES,), (VEHICLES, RESIDENTS), ()):
        words = [word for key in named for word in ("--business", key)]
        command = [sys.executable, "-m", "conformance.reference.serve", *words]
        done = subprocess.run(
            command, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=20, check=True
        )
        served = json.loads(done.stdout)["target"]["scope"]["businesses"]
        assert served == list(named or BUSINESSES)


@pytest.mark.parametrize(("keeps", "answered"), [(True, "karitorokubango"), (False, "atenabango")])
def test_only_a_business_that_keeps_drafts_takes_a_request_for_one(
    desk: Desk, *, keeps: bool, answered: str
) -> None:
    body = desk.sample("転入届") | {"登録区分": "仮登録"}
    romaji = {desk.catalog.item(name).romaji: value for name, value in body.items()}
    asked = Counter(ReferenceSystem([made_from(RESIDENTS, keeps_drafts=keeps)], clock=lambda: NOON))
    status, told = asked.ask(RESIDENTS, "tennyu", romaji)
    assert status == 200, told
    assert answered in told["result"][0]


def test_the_words_that_all_businesses_share_name_no_operation_of_any() -> None:
    names = {each.name for load in BUSINESSES.values() for each in load().catalog.package.operations}
    codes = ErrorCodes()
    for code in load_error_codes():
        told = codes.told((Problem(code.code, "項目", "理由。"),))[0]["message"]
        assert not [name for name in names if name in told], told
