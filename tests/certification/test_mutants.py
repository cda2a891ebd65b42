"""Mutants of small functions: which there are, how they are put in place and taken away."""

from types import ModuleType

import pytest

from conformance.certification.selftest.mutants.apply import NotViable, function_of, in_place
from conformance.certification.selftest.mutants.find import Mutant, mutants_of
from tests.certification.small_modules import Load, load

__all__ = ["load"]


def _changes(module: ModuleType) -> set[tuple[str, str]]:
    return {(mutant.operator, mutant.after) for mutant in mutants_of(module)}


def _one(module: ModuleType, after: str) -> Mutant:
    (found,) = [mutant for mutant in mutants_of(module) if mutant.after == after]
    return found


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("return a < b", {("comparison", "return a <= b")}),
        ("return a in b", {("comparison", "return a not in b")}),
        (
            "return a and b",
            {("boolean", "return a or b"), ("part dropped", "return a"), ("part dropped", "return b")},
        ),
        ("return not a", {("not removed", "return a")}),
        ("return a - b", {("arithmetic", "return a + b")}),
        ("a += b; return a", {("arithmetic", "a -= b; return a")}),
        ("return a[1]", {("constant", "return a[2]"), ("constant", "return a[0]")}),
        ("return f(b, flag=True)", {("constant", "return f(b, flag=False)")}),
        ("return min(a, b)", {("min/max", "return max(a, b)")}),
        ("a.clear(); return b", {("left out", "pass; return b")}),
        ("return 'x' + a", set()),
        ("return f'{a:02d}'", set()),
        ("return zip(a, b, strict=True)", set()),
        ("a.refuse(f'{b + 1}')", {("left out", "pass")}),
        (
            "return a.all('SELECT b FROM a WHERE b <= ? ORDER BY b DESC')",
            {
                ("query", 'return a.all("SELECT b FROM a WHERE b < ? ORDER BY b DESC")'),
                ("query", 'return a.all("SELECT b FROM a WHERE b <= ? ORDER BY b ASC")'),
            },
        ),
        (
            "return [x for x in a if x]",
            {("always", "return [x for x in a if True]"), ("never", "return [x for x in a if False]")},
        ),
    ],
)
def test_an_operator_changes_one_place(load: Load, body: str, expected: set[tuple[str, str]]) -> None:
    assert _changes(load(f"def f(a, b=0):\n    {body}\n")) == expected


def test_conditions_are_forced_and_results_withheld_where_there_are_several(load: Load) -> None:
    found = _changes(
        load("def f(a, b):\n    if a:\n        raise ValueError(a)\n        return a\n    return b\n")
    )
    assert found == {
        ("always", "if True:"),
        ("never", "if False:"),
        ("left out", "pass"),
        ("return", "return None"),
    }


def test_a_value_that_keeps_its_type_is_left_unshifted(load: Load) -> None:
    source = "def later(a: str, n: int) -> str:\n    return a[n:]\ndef f(a: str) -> int:\n    return f(later(a, n))\n"
    assert _changes(load(source)) == {("not shifted", "return f(a)")}


def test_a_function_that_is_only_a_seam_shifts_nothing(load: Load) -> None:
    source = """
from conformance.reference.faults import fault_active

def distorted(a: str) -> str:
    if fault_active("F-A"):
        a = ""
    return a

def f(a: str) -> int:
    return f(distorted(a))
"""
    assert _changes(load(source)) == set()


SEAMS = """
from conformance.reference.faults import fault_active

def f(a, b):
    if fault_active("F-A"):
        return a < b
    wrong = fault_active("F-B")
    if a > b and not fault_active("F-C"):
        b = 1 if fault_active("F-D") else a
    b += fault_active("F-F")
    return (a == b) != fault_active("F-E") or wrong
"""


def test_seams_are_no_place_for_mutants_and_what_they_hide_is_dropped(load: Load) -> None:
    found = _changes(load(SEAMS))
    assert {operator for operator, _ in found} == {"comparison", "always", "never"}
    assert [after for operator, after in sorted(found) if operator == "comparison"] == [
        'if a >= b and not fault_active("F-C"):',
        'return (a != b) != fault_active("F-E") or wrong',
    ]


def test_what_only_faults_call_is_left_out(load: Load) -> None:
    source = """
from conformance.reference.faults import fault_active

def _worse(a):
    return _worst(a) + 1

def _worst(a):
    return a - 1

def _better(a):
    return a * 2

def f(a):
    if fault_active("F-A"):
        return _worse(a)
    return _better(a)
"""
    assert _changes(load(source)) == {
        ("arithmetic", "return a // 2"),
        ("constant", "return a * 3"),
        ("constant", "return a * 1"),
    }


CACHED = """
from functools import cache

@cache
def limit(n):
    return n + 1

def doubled(n):
    return limit(n) * 2

class Rule:
    @property
    def held(self):
        return not limit(0)
"""


def test_a_mutant_is_put_in_place_and_taken_away_caches_and_all(load: Load) -> None:
    module = load(CACHED)
    doubled = module.doubled  # bound elsewhere, as handlers are
    assert doubled(1) == 4
    with in_place(_one(module, "return n - 1")):
        assert doubled(1) == 0
    with in_place(_one(module, "return limit(n) // 2")):
        assert doubled(1) == 1
    with in_place(_one(module, "return limit(0)")):
        assert module.Rule().held == 1
    assert doubled(1) == 4
    assert module.Rule().held is False


def test_a_mutant_is_taken_away_after_a_crash(load: Load) -> None:
    module = load(CACHED)
    with pytest.raises(ZeroDivisionError), in_place(_one(module, "return n - 1")):
        raise ZeroDivisionError
    assert module.doubled(1) == 4


def test_what_makes_no_new_code_is_not_viable(load: Load) -> None:
    module = load("def f(n):\n    n // 2\n    return n\ndef g():\n    return 1 < 2\ng = 5\n")
    gone = [mutant for mutant in mutants_of(module) if mutant.function == "g"]
    for mutant in gone:
        with pytest.raises(NotViable, match="not found"), in_place(mutant):
            pass
    assert function_of(module, "f") is module.f
