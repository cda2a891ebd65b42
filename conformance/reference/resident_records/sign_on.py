"""認証要素登録 and 利用者認証 (10.3): two factors, a term, and an end to endless guessing."""

from hashlib import sha256
from hmac import compare_digest

from conformance.reference.faults import fault_active
from conformance.reference.registry import Call, Refused, Results, User
from conformance.reference.resident_records.handlers import operation
from conformance.reference.users import find_user

USER, TRIES, RESULT = "利用者ID", "試行回数", "認証結果"
FACTORS = ("パスワード", "認証コード")
FAILURES = 5  # in a row, after which an account is locked
MOST_TRIES = 50
DONE, FAILED, LOCKED = "成功", "失敗", "利用停止"


@operation("ninshoyosotoroku")
def register(call: Call) -> Results:
    """認証要素登録: what is kept tells neither factor."""
    if not call.user.admin:
        raise Refused("T1301")
    _known(call)
    kept = [_digest(call, factor) for factor in FACTORS]
    call.store.run("INSERT OR REPLACE INTO sign_on VALUES (?, ?, ?, 0)", call[USER], *kept)
    return [{USER: call[USER]}]


@operation("riyoshaninsho")
def sign_on(call: Call) -> Results:
    """利用者認証: the last of so many tries with the same factors."""
    user = _known(call)
    tries = call.get(TRIES, 1)
    if not 1 <= tries <= MOST_TRIES:
        raise Refused("T1102", TRIES, f"{TRIES}は1から{MOST_TRIES}までです。その範囲で設定してください。")
    result = FAILED
    for _ in range(tries):
        result = _tried(call, user)
    return [{USER: call[USER], RESULT: result}]


def _tried(call: Call, user: User) -> str:
    row = call.store.one("SELECT * FROM sign_on WHERE user = ?", call[USER])
    if row is None:
        return FAILED
    most = 1 if fault_active("F-LOCKED-AT-ONCE") else FAILURES
    if row["failures"] >= most and not fault_active("F-NEVER-LOCKED"):
        return LOCKED
    factors = FACTORS[:1] if fault_active("F-ONE-FACTOR") else FACTORS
    kept = dict(zip(FACTORS, (row["first"], row["second"]), strict=True))
    right = all(compare_digest(kept[factor], _digest(call, factor)) for factor in factors)
    if not (right and _in_time(call, user)):
        call.store.run("UPDATE sign_on SET failures = failures + 1 WHERE user = ?", call[USER])
        return FAILED
    call.store.run("UPDATE sign_on SET failures = 0 WHERE user = ?", call[USER])
    return DONE


def _in_time(call: Call, user: User) -> bool:
    """Tell whether the term of the user has begun and not ended."""
    if fault_active("F-TERM-IGNORED"):
        return True
    if user.valid_to == call.day and fault_active("F-TERM-LAST-DAY"):
        return False
    return (user.valid_from or "") <= call.day <= (user.valid_to or "9999-12-31")


def _known(call: Call) -> User:
    user = find_user(call.store, call[USER])
    if user is None:
        raise Refused("T1201", USER)
    return user


def _digest(call: Call, factor: str) -> str:
    return sha256(f"{call[USER]} {factor} {call.get(factor, '')}".encode()).hexdigest()
