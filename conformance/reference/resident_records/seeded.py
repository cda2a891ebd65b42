"""The seeded faults of 住民記録: each the smallest change that breaks one requirement."""

from conformance.reference.faults import Fault
from conformance.spec.model import Operation

FAULTS: tuple[Fault, ...] = (
    Fault("F-CHECKDIGIT", "RR-11.1.M", "検査数字の誤った番号を受け付ける", "intake"),
    Fault("F-FUTURE-NOTICE", "RR-4.1.0.2.M", "今日より後の届出年月日を受け付ける", "guards"),
    Fault("F-TWO-EDITORS", "RR-10.3.M", "他の利用者が編集中の住民の異動を受け付ける", "guards"),
    Fault("F-HIDDEN", "RR-10.4.M", "非表示にした項目を利用者に見せる", "system"),
    Fault("F-RIGHTS", "RR-10.3.M", "権限のない操作を許す", "users"),
)

# Prohibited functions that a fault makes present.
PROHIBITED: dict[str, Operation] = {}
