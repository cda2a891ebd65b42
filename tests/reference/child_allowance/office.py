"""A counter at which tests ask 児童手当 of the reference system in-process, by Japanese names and labels."""

from __future__ import annotations

import json
from base64 import b64encode
from datetime import datetime, timedelta
from typing import Any

from conformance.reference.app import ReferenceApp
from conformance.reference.businesses import reference_system
from conformance.reference.clock import JST
from conformance.spec.check_digits import complete
from tests.reference.desk import Answer, call_wsgi

NOON = datetime(2026, 5, 20, 12, 0, 0, tzinfo=JST)
KEY = "child_allowance"
KANA = "テキゴウ　ジドウテアテ"
ACCOUNT = {
    "口座区分": "指定口座", "金融機関コード": "0000", "支店コード": "000", "口座種別": "普通",
    "口座番号": "1234567", "口座名義人カナ": KANA, "適用開始年月日": "2025-01-10",
}  # fmt: skip


class Office:
    """One system in memory with a clock that tests turn."""

    def __init__(self, *faults: str) -> None:
        self.now = NOON
        self.system = reference_system(KEY, clock=lambda: self.now, faults=faults)
        self.app = ReferenceApp(self.system)
        self.catalog = self.system.business.catalog
        self.names = {item.romaji: item.name for item in self.catalog.package.items}
        self._people = 0
        self._token = self._new_token()

    def _new_token(self) -> str:
        client = self.system.clients["default"]
        basic = b64encode(f"{client.client_id}:{client.client_secret}".encode()).decode()
        token: str = self.system.oauth.token({"grant_type": "client_credentials"}, f"Basic {basic}")[
            "access_token"
        ]
        return token

    def day(self, shift: int = 0) -> str:
        """Today moved by days."""
        return (self.now.date() + timedelta(days=shift)).isoformat()

    def at(self, day: str) -> None:
        """Turn the clock to noon of a day, and fetch a token of that day."""
        self.now = datetime.fromisoformat(f"{day}T12:00:00+09:00")
        self._token = self._new_token()

    def ask(self, operation: str, /, **items: object) -> Answer:
        """Send exactly these items; labels of code lists are turned into the values of the contract."""
        body = {self.catalog.item(name).romaji: self._value(name, value) for name, value in items.items()}
        path = f"/tekigo/v1/{KEY}/{self.catalog.operation(operation).id}"
        headers = {"HTTP_AUTHORIZATION": f"Bearer {self._token}"}
        status, _, answered = call_wsgi(self.app, path, json.dumps(body).encode(), extra=headers)
        return Answer(status, answered, self.names)

    def do(self, operation: str, /, **items: object) -> dict[str, Any]:
        """Ask and return the only entry of an answer that went well."""
        return self.ask(operation, **items).one

    def _value(self, name: str, value: object) -> object:
        codes = self.catalog.codes_of(self.catalog.item(name))
        return codes.value(value) or value if codes and isinstance(value, str) else value

    def person(self, birth: str = "1990-04-01", **items: object) -> str:
        """Register somebody and return the 宛名番号."""
        number = self._next_number()
        usual = {
            "氏名": f"適合　{'一二三四五六七八九'[self._people % 9]}",
            "氏名_フリガナ": KANA,
            "住所": "東京都試験町一丁目",
        }
        self.do("宛名登録", **{"宛名番号": number, "生年月日": birth, **usual, **items})
        return number

    def _next_number(self) -> str:
        """Draw a 宛名番号; some numbers have no check digit and are passed over."""
        while True:
            self._people += 1
            number = complete("modulus11", f"{self._people:014d}")
            if number is not None:
                return number

    def claim(self, person: str, day: str = "2025-01-10", event: str = "2025-01-05", **items: object) -> str:
        """Claim for somebody and return the 受付番号."""
        usual = {"受給者区分": "一般", "請求事由": "出生"}
        asked = {"宛名番号": person, "請求年月日": day, "事由発生年月日": event, **usual, **items}
        return str(self.do("認定請求", **asked)["受付番号"])

    def add(self, claim: str, child: str, kind: str = "支給対象児童", **items: object) -> Answer:
        """Add a child to a claim."""
        usual = {"児童_続柄": "子", "別居監護フラグ": "いいえ"}
        return self.ask("児童登録", 受付番号=claim, 児童_宛名番号=child, 児童区分=kind, **{**usual, **items})

    def certified(
        self, *births: str, day: str = "2025-01-10", event: str = "2025-01-05", **items: object
    ) -> str:
        """Certify somebody with children born on these days and return the 宛名番号."""
        person = self.person()
        claim = self.claim(person, day, event, **items)
        for birth in births:
            assert self.add(claim, self.person(birth)).status == 200
        self.certify(claim)
        return person

    def certify(self, claim: str) -> dict[str, Any]:
        """Review and certify a claim."""
        self.do("審査開始", 受付番号=claim)
        return self.do("認定決定", 受付番号=claim)

    def with_elder(
        self, *births: str, elder: str, bears: str = "はい", document: str | None = "2025-01-10"
    ) -> str:
        """Certify somebody who has an elder child that is registered to be counted only."""
        person = self.person()
        claim = self.claim(person)
        for birth in births:
            self.add(claim, self.person(birth))
        paper = {"確認書提出年月日": document} if document else {}
        made = self.add(claim, self.person(elder), "算定基礎の子", 経済的負担フラグ=bears, **paper)
        assert made.status == 200, made.body
        self.certify(claim)
        return person

    def more(self, person: str, birth: str, day: str, event: str) -> dict[str, Any]:
        """Add a child by 額改定."""
        items = {"宛名番号": person, "請求年月日": day, "事由発生年月日": event, "請求事由": "出生"}
        claim = str(self.do("額改定請求", **items)["受付番号"])
        self.add(claim, self.person(birth))
        self.do("審査開始", 受付番号=claim)
        return self.do("額改定決定", 受付番号=claim)

    def month(self, person: str, month: str) -> list[tuple[int | None, int]]:
        """Return rank and amount of each child in a month."""
        found = self.ask("月額照会", 宛名番号=person, 対象年月=month).results
        return [(line.get("出生順位"), line["児童月額"]) for line in found]

    def total(self, person: str, month: str) -> int:
        """Return the amount of a month, 0 when there is none."""
        found = self.ask("月額照会", 宛名番号=person, 対象年月=month).results
        return int(found[0]["手当月額"]) if found else 0

    def account(self, person: str, **items: object) -> Answer:
        """Register an account."""
        return self.ask("口座登録", 宛名番号=person, **{**ACCOUNT, **items})

    def pay(self, person: str, month: str) -> Answer:
        """Make the regular payment of a month."""
        return self.ask("定例払処理", 支払年月=month, 宛名番号=person)

    def paid(self, person: str, month: str) -> dict[str, Any]:
        """Make the regular payment of a month and settle it."""
        made = self.pay(person, month).one
        return self.do("支払結果登録", 支払番号=made["支払番号"], 支払状態="支払済")
