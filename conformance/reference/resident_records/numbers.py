"""宛名番号, 世帯番号 (1.1.13) and 住民票コード (4.3.1)."""

import secrets

from conformance.reference.faults import fault_active
from conformance.reference.registry import Call
from conformance.reference.store import Store
from conformance.spec.check_digits import complete

RUNNING_DIGITS = 14
CODE_DIGITS = 10
STOCK = 200
REFILL_BELOW = 50
FIRST_HOUSEHOLD = 50_000_000


def new_person_number(call: Call) -> str:
    """Issue the next 宛名番号."""
    return _issue(call.store, "宛名番号")


def new_household_number(call: Call) -> str:
    """Issue the next 世帯番号."""
    number = _issue(call.store, "世帯番号")
    if call.operation.id == "setaibunri" and fault_active("F-ISSUED-DIGIT"):
        return number[:-1] + str((int(number[-1]) + 1) % 10)
    return number


def _issue(store: Store, counter: str) -> str:
    """Draw a running number and add its check digit.

    Running numbers whose remainder is 1 are skipped: 11 - 1 has two digits and the standard is silent (R11).
    """
    while True:
        number = complete("modulus11", f"{store.next(counter):0{RUNNING_DIGITS}d}")
        if number is not None:
            return number


def draw_code(call: Call) -> str:
    """Take a code at random from the pool; the pool is filled up, as from CS, before it runs dry."""
    free = call.store.value("SELECT count(*) FROM code_pool WHERE used = 0")
    if free <= REFILL_BELOW:
        fill_pool(call.store)
    start = f"{secrets.randbelow(10 ** (CODE_DIGITS + 1)):011d}"
    code = call.store.value(
        "SELECT code FROM code_pool WHERE used = 0 AND code >= ? ORDER BY code LIMIT 1", start
    ) or call.store.value("SELECT code FROM code_pool WHERE used = 0 ORDER BY code LIMIT 1")
    take_code(call, code)
    return str(code)


def take_code(call: Call, code: str) -> None:
    """Mark a code as used, whether it came from the pool or from another municipality."""
    call.store.run("INSERT INTO code_pool VALUES (?, 1) ON CONFLICT (code) DO UPDATE SET used = 1", code)


def fill_pool(store: Store) -> None:
    """Put new random codes into the pool. Ten random digits and a check digit; its official formula was not seen."""
    made: list[tuple[str]] = []
    while len(made) < STOCK:
        code = complete("modulus11", f"{secrets.randbelow(10**CODE_DIGITS):010d}")
        if code is not None:
            made.append((code,))
    store.many("INSERT OR IGNORE INTO code_pool VALUES (?, 0)", made)


def prepare_numbers(store: Store) -> None:
    """Fill the pool of a new database. Households are counted from elsewhere than people, so that mix-ups show."""
    store.run("INSERT INTO counters VALUES ('世帯番号', ?) ON CONFLICT DO NOTHING", FIRST_HOUSEHOLD)
    if store.one("SELECT 1 FROM code_pool LIMIT 1") is None:
        fill_pool(store)
