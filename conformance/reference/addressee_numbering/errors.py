"""What becomes of the errors of a request's items. A sound system tells them as they are; faults act here."""

from msgspec.structs import replace

from conformance.reference.faults import fault_active
from conformance.reference.registry import Problem

_BIRTH, _OTHER = "生年月日", "操作年月日"


def item_errors(problems: list[Problem]) -> list[Problem]:
    """Return the errors that are told."""
    return [_told(each) for each in problems if not _overlooked(each)]


def _overlooked(problem: Problem) -> bool:
    """Tell whether a fault lets a mistake pass."""
    match problem.code, problem.item:
        case "E0001", "操作者ID":
            return fault_active("F-AN-NO-OPERATOR")
        case "E0002", "住所_方書":
            return fault_active("F-AN-HALF-WIDTH")
        case "E0003", "住所_市区町村コード":
            return fault_active("F-AN-SHORT-CODE")
        case "E0003", "住所_方書":
            return fault_active("F-AN-LONG-BUILDING")
        case "E0003", "住所_郵便番号":
            return fault_active("F-AN-LONG-POSTCODE")
        case "E0004", "名寄せ先宛名番号":
            return fault_active("F-AN-NO-TARGET")
        case _:
            return False


def _told(problem: Problem) -> Problem:
    """Tell an error, with another code or other words where a fault has them."""
    match problem.code, problem.item:
        case "E0002", "市区町村コード" if fault_active("F-AN-CODE-FOR-CHARACTERS"):
            return replace(problem, code="E0003")
        case "E0003", "市区町村コード" if fault_active("F-AN-CODE-FOR-LENGTH"):
            return replace(problem, code="E0002", message="市区町村コードは半角文字で設定してください。")
        case "E0002", "他業務参照不可フラグ" if fault_active("F-AN-CODE-FOR-VALUES"):
            return replace(problem, code="E0001")
        case "E0004", "名寄せ先宛名番号" if fault_active("F-AN-CODE-FOR-TARGET"):
            return replace(problem, code="E0002", message="名寄せ先宛名番号は半角文字で設定してください。")
        case "E0004", "生年月日_不詳表記" if fault_active("F-AN-CODE-FOR-UNKNOWN"):
            return replace(problem, code="E0003")
        case _, item if item == _BIRTH and fault_active("F-AN-BIRTH-MISNAMED"):
            return replace(problem, item=_OTHER, message=problem.message.replace(_BIRTH, _OTHER))
        case _, "通称_フリガナ確認状況" if fault_active("F-AN-FLAG-MISNAMED"):
            return replace(problem, message="値が誤っています。")
        case _:
            return problem
