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
    """Issue the next 世帯番号. Households are counted from elsewhere than people, so that mix-ups show."""
    number = _issue(call.store, "世帯番号", FIRST_HOUSEHOLD)
    if call.operation.id == "setaibunri" and fault_active("F-ISSUED-DIGIT"):
        return number[:-1] + str((int(number[-1]) + 1) % 10)
    return number


def _issue(store: Store, counter: str, first: int = 0) -> str:
    """Draw a running number and add its check digit.

    Running numbers whose remainder is 1 are skipped: 11 - 1 has two digits and the standard is silent (R11).
    """
    while True:
        number = complete("modulus11", f"{first + store.next(counter):0{RUNNING_DIGITS}d}")
        if number is not None:
            return number


def draw_code(call: Call) -> str:
    """Take a code at random from the stock."""
    codes_in_stock(call.store)
    code = call.store.value("SELECT code FROM code_pool WHERE used = 0 ORDER BY random() LIMIT 1")
    take_code(call, code)
    return str(code)


def codes_in_stock(store: Store) -> int:
    """Count the codes that nobody has; the stock is filled up, as from CS, before it runs dry."""
    unused = "SELECT count(*) FROM code_pool WHERE used = 0"
    if int(store.value(unused)) <= REFILL_BELOW:
        _fetch_codes(store)
    return int(store.value(unused))


def take_code(call: Call, code: str) -> None:
    """Mark a code as used, whether it came from the pool or from another municipality."""
    call.store.run("INSERT INTO code_pool VALUES (?, 1) ON CONFLICT (code) DO UPDATE SET used = 1", code)


def _fetch_codes(store: Store) -> None:
    """Add to the stock: ten random digits each and a check digit, whose official formula was not seen."""
    digits = ("".join(secrets.choice("0123456789") for _ in range(CODE_DIGITS)) for _ in range(STOCK))
    # Where the formula has no check digit there is no code, and the table takes none.
    made = [(complete("modulus11", each),) for each in digits]
    store.many("INSERT OR IGNORE INTO code_pool VALUES (?, 0)", made)
