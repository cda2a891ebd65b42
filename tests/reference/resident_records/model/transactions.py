"""The operations that the model knows: why each must be refused, and what each leaves behind."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from tests.reference.resident_records.model import arrivals, cancelling, changes, leavings, moves

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.reference.resident_records.model.town import Row, Town


@dataclass(frozen=True)
class Transaction:
    """`refused`: the codes with which a request must be refused, none when it must pass; `carry_out`: its effect."""

    refused: Callable[[Town, Row], set[str]]
    carry_out: Callable[[Town, Row, list[Row]], None]


def _named(item: str, *, wanted: bool) -> Callable[[Town, Row], set[str]]:
    return partial(changes.named_refused, item=item, wanted=wanted)


TRANSACTIONS = {
    "転入届": Transaction(arrivals.entry_refused, arrivals.enter),
    "特例転入": Transaction(arrivals.announced_refused, arrivals.enter_announced),
    "職権記載": Transaction(arrivals.entry_refused, arrivals.enter_by_office),
    "出生": Transaction(arrivals.birth_refused, arrivals.born),
    "再転入": Transaction(arrivals.return_refused, arrivals.come_back),
    "転居届": Transaction(moves.move_refused, moves.move),
    "世帯分離": Transaction(moves.split_refused, moves.split),
    "世帯合併": Transaction(moves.merger_refused, moves.merge),
    "世帯変更": Transaction(moves.merger_refused, moves.change),
    "世帯主変更": Transaction(moves.head_change_refused, moves.change_head),
    "転出届": Transaction(leavings.move_out_refused, leavings.move_out),
    "転入通知受理": Transaction(leavings.arrival_refused, leavings.arrived),
    "死亡": Transaction(leavings.removal_refused, leavings.died),
    "失踪": Transaction(leavings.removal_refused, leavings.disappeared),
    "職権消除": Transaction(leavings.removal_refused, leavings.struck_off),
    "職権修正": Transaction(changes.correction_refused, changes.by_duty),
    "軽微な修正": Transaction(changes.correction_refused, changes.slightly),
    "誤記修正": Transaction(changes.correction_refused, changes.mistaken),
    "旧氏の記載": Transaction(_named("旧氏", wanted=False), changes.former_added),
    "旧氏の変更": Transaction(_named("旧氏", wanted=True), changes.former_changed),
    "旧氏の削除": Transaction(_named("旧氏", wanted=True), changes.former_deleted),
    "通称の記載": Transaction(_named("通称", wanted=False), changes.alias_added),
    "通称の削除": Transaction(_named("通称", wanted=True), changes.alias_deleted),
    "住民票コードの変更請求": Transaction(changes.one_refused, changes.code_changed),
    "個人番号の変更請求": Transaction(changes.number_refused, changes.number_changed),
    "帰化": Transaction(changes.naturalisation_refused, changes.naturalised),
    "国籍取得": Transaction(changes.naturalisation_refused, changes.naturalised),
    "国籍喪失": Transaction(changes.loss_refused, changes.nationality_lost),
    "改製": Transaction(changes.one_refused, changes.rewritten),
    "異動の取消し": Transaction(cancelling.cancel_refused, cancelling.cancelled),
}
