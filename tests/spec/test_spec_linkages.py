"""Linkages are mutual: every rule about counterparts shown failing once, on two packages."""

import pytest
from msgspec.structs import replace

from conformance.spec.lint.linkages import lint_linkages, open_linkages
from conformance.spec.load import list_packages, load_package
from conformance.spec.model import Linkage, Package
from tests.spec.made_package import MadePackage

SENT = Linkage(
    origin="specs/alpha/linkages.csv:2", id="AL-L-1", direction="send", partner="乙業務", partner_key="beta",
    counterpart="BE-L-1", content="所得と課税の区分", fidelity="statute",
)  # fmt: skip
RECEIVED = replace(
    SENT, origin="specs/beta/linkages.csv:2", id="BE-L-1", direction="receive", partner="甲業務",
    partner_key="alpha", counterpart="AL-L-1", content="前年の所得",
)  # fmt: skip


@pytest.fixture
def alpha(made: MadePackage) -> Package:
    return load_package("alpha", made.root)


def _two(alpha: Package, sent: Linkage, received: Linkage) -> list[Package]:
    beta = replace(alpha, standard=replace(alpha.standard, business="beta"), linkages=(received,))
    return [replace(alpha, linkages=(sent,)), beta]


def test_a_pair_that_points_at_each_other_is_right(alpha: Package) -> None:
    assert list(lint_linkages(_two(alpha, SENT, RECEIVED))) == []
    assert list(open_linkages(_two(alpha, SENT, RECEIVED))) == []


@pytest.mark.parametrize(
    ("sent", "received", "code"),
    [
        (replace(SENT, partner_key=""), replace(RECEIVED, counterpart=""), "TKG-SPEC092"),
        (replace(SENT, counterpart="BE-L-2"), replace(RECEIVED, counterpart=""), "TKG-SPEC101"),
        (SENT, replace(RECEIVED, counterpart=""), "TKG-SPEC102"),
        (SENT, replace(RECEIVED, partner_key="gamma"), "TKG-SPEC102"),
        (SENT, replace(RECEIVED, direction="send", counterpart="AL-L-1"), "TKG-SPEC103"),
        (SENT, replace(RECEIVED, content="住民の異動"), "TKG-SPEC100"),
        (replace(SENT, content="課税の情報"), replace(RECEIVED, content="保険の情報"), "TKG-SPEC100"),
    ],
)
def test_a_pair_that_does_not_fit_is_told(
    alpha: Package, sent: Linkage, received: Linkage, code: str
) -> None:
    found = list(lint_linkages(_two(alpha, sent, received)))
    assert (found[0].origin, found[0].code) == (SENT.origin, code)


def test_several_may_name_a_row_that_is_for_all(alpha: Package) -> None:
    for_all = replace(RECEIVED, partner="各業務", partner_key="", counterpart="")
    assert list(lint_linkages(_two(alpha, SENT, for_all))) == []


def test_what_is_open_is_told_with_the_likely_rows(alpha: Package) -> None:
    found = list(open_linkages(_two(alpha, replace(SENT, counterpart=""), replace(RECEIVED, counterpart=""))))
    assert [(each.code, each.params["likely"]) for each in found] == [
        ("TKG-SPEC094", "BE-L-1"),
        ("TKG-SPEC094", "AL-L-1"),
    ]
    alone = _two(alpha, SENT, RECEIVED)[:1]
    assert [each.code for each in open_linkages(alone)] == ["TKG-SPEC093"]
    assert list(lint_linkages(alone)) == []


def test_what_the_packages_name_fits() -> None:
    assert list(lint_linkages(load_package(path) for path in list_packages())) == []


def test_every_linkage_between_the_standards_names_its_other_side() -> None:
    packages = [load_package(path) for path in list_packages()]
    assert [each.line() for each in open_linkages(packages)] == []
    assert sum(bool(row.counterpart) for each in packages for row in each.linkages) > 150
