"""What is stored of claims, entitlements and children, and how it is found. No rule of the law is in here."""

from msgspec import Struct, json

from conformance.reference.store import Row, Store

CERTIFIED, SUSPENDED, ENDED, REJECTED = "認定", "差止", "消滅", "却下"
RECEIVED, REVIEWED, ON_HOLD, DRAFT, DECIDED = "受付", "審査中", "保留", "下書き", "決定"
PAYABLE, COUNTED_ONLY = "支給対象児童", "算定基礎の子"


class Claim(Struct, kw_only=True, omit_defaults=True):
    """A claim. `kind`: 請求区分. `state`: 請求状態. `applicant`: the child that claims what was left unpaid.

    `reduced`: 特例給付.
    """

    no: int
    person: str
    kind: str
    state: str
    claimed_on: str
    event_on: str = ""
    reason: str = ""
    recipient_kind: str = ""
    facility: str = ""
    report_class: str = ""
    missing: tuple[str, ...] = ()
    rejected_for: str = ""
    decided_on: str = ""
    start: str = ""
    applicant: str = ""
    application: str | None = None
    reduced: bool = False

    @property
    def number(self) -> str:
        """Return the 受付番号."""
        return f"{self.no:010d}"


class Entitlement(Struct, kw_only=True, omit_defaults=True):
    """受給の資格. `kind`: 受給者区分. `start`, `last`: months; empty until they are fixed. `reduced`: 特例給付."""

    no: int
    person: str
    claim: int
    state: str
    kind: str
    claimed_on: str
    facility: str = ""
    report_class: str = ""
    number: str = ""
    decided_on: str = ""
    start: str = ""
    last: str = ""
    ended_for: str = ""
    held_for: str = ""
    held_from: str = ""
    reduced: bool = False


class Burden(Struct, frozen=True):
    """Whether a recipient bears a child's costs from a month on, and the day of the document that says so."""

    from_month: str
    bears: bool
    document: str | None


class Child(Struct, kw_only=True):
    """A child of a claim. `start`, `last`: months; empty until they are fixed. `birth`, `name`: as of today."""

    no: int
    claim: int
    entitlement: int | None
    person: str
    kind: str
    relation: str
    apart: str
    study: str | None
    start: str
    last: str
    birth: str
    name: str
    burdens: tuple[Burden, ...]

    def covers(self, month: str) -> bool:
        """Tell whether a month lies in the child's time."""
        return bool(self.start) and self.start <= month <= (self.last or "9999-12")

    def burden(self, month: str) -> Burden:
        """Return what holds in a month."""
        return [each for each in self.burdens if each.from_month <= month][-1]


def claim_by_number(store: Store, number: str) -> Claim | None:
    """Find a claim by its 受付番号."""
    content = store.value("SELECT content FROM claims WHERE printf('%010d', no) = ?", number)
    return None if content is None else json.decode(content, type=Claim)


def claims_of(store: Store, person: str) -> list[Claim]:
    """Return all claims of a person, oldest first."""
    rows = store.all("SELECT content FROM claims WHERE person = ? ORDER BY no", person)
    return [json.decode(row[0], type=Claim) for row in rows]


def keep_claim(store: Store, claim: Claim) -> None:
    """Store a claim."""
    store.run(
        "INSERT INTO claims VALUES (?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (no) DO UPDATE SET state = excluded.state, content = excluded.content",
        claim.no,
        claim.person,
        claim.kind,
        claim.state,
        claim.application,
        json.encode(claim).decode(),
    )


def entitlements(store: Store, person: str | None = None, *states: str) -> list[Entitlement]:
    """Return entitlements by person and age; of one person or of all, in some states or in any."""
    marks = ", ".join("?" for _ in states)
    where = f"AND state IN ({marks})" if states else ""
    rows = store.all(
        f"SELECT content FROM entitlements WHERE person = coalesce(?, person) {where} ORDER BY person, no",  # noqa: S608
        person,
        *states,
    )
    return [json.decode(row[0], type=Entitlement) for row in rows]


def current(store: Store, person: str) -> Entitlement | None:
    """Return the newest entitlement of a person."""
    content = store.value(
        "SELECT content FROM entitlements WHERE person = ? ORDER BY no DESC LIMIT 1", person
    )
    return None if content is None else json.decode(content, type=Entitlement)


def reviewed(store: Store, claim: Claim) -> Entitlement:
    """Return the entitlement of a 認定請求 under review."""
    content = store.value("SELECT content FROM entitlements WHERE claim = ?", claim.no)
    return json.decode(content, type=Entitlement)


def entitlement_of(store: Store, claim: Claim) -> Entitlement | None:
    """Return the entitlement that a 認定請求 is about; None while it is a draft and for other claims."""
    content = store.value("SELECT content FROM entitlements WHERE claim = ?", claim.no)
    return None if content is None else json.decode(content, type=Entitlement)


_CHILD = (
    "SELECT c.no, c.claim, c.entitlement, c.child, c.kind, c.content,"
    " json_extract(p.content, '$.\"生年月日\"') AS birth, json_extract(p.content, '$.\"氏名\"') AS name"
    " FROM children c JOIN people p ON p.person = c.child JOIN claims r ON r.no = c.claim AND r.state <> '却下'"
)


def children_of(store: Store, entitlement: int) -> list[Child]:
    """Return the children of an entitlement, oldest first, the order of registration for equal birth dates."""
    rows = store.all(f"{_CHILD} WHERE c.entitlement = ? ORDER BY birth, c.no", entitlement)
    return [_child(store, row) for row in rows]


def children_of_claim(store: Store, claim: int) -> list[Child]:
    """Return the children that a claim adds."""
    return [
        _child(store, row) for row in store.all(f"{_CHILD} WHERE c.claim = ? ORDER BY birth, c.no", claim)
    ]


def with_others(store: Store, child: str, person: str) -> list[Child]:
    """Return every registration of a child with a recipient other than a person."""
    rows = store.all(f"{_CHILD} WHERE c.child = ? AND r.person <> ? ORDER BY c.no", child, person)
    return [_child(store, row) for row in rows]


def keep_period(store: Store, child: Child) -> None:
    """Store when a child's time begins and ends."""
    content = {"relation": child.relation, "apart": child.apart, "study": child.study}
    content |= {"start": child.start, "last": child.last}
    store.run("UPDATE children SET content = ? WHERE no = ?", json.encode(content).decode(), child.no)


def _child(store: Store, row: Row) -> Child:
    rows = store.all(
        "SELECT from_month, bears, document FROM burdens WHERE child = ? ORDER BY from_month", row["no"]
    )
    return Child(
        no=row["no"],
        claim=row["claim"],
        entitlement=row["entitlement"],
        person=row["child"],
        kind=row["kind"],
        birth=row["birth"],
        name=row["name"],
        burdens=tuple(Burden(each["from_month"], bool(each["bears"]), each["document"]) for each in rows),
        **json.decode(row["content"]),
    )
