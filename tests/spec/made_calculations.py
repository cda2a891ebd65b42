"""Calculations of the made package: an amount with rounding, one over rows, and one that calls another."""

CALCULATIONS = """\
calculations:
  - id: zeigaku
    name: 税額
    summary: 金額に率を掛ける。
    requirements: [AL-1.M]
    dated_by: 登録の日
    inputs:
      - {name: 所得, type: integer, unit: 円}
      - {name: 届の区分, type: text, code_list: 区分, default: 新規}
    steps:
      - name: 基本額
        is: 規則("金額", "金額", 区分=届の区分, 登録月=基準日)
        unit: 円
        source: 法1条
      - name: 税額
        cases:
          - {when: 所得 > 1000, is: 所得 * 0.0264029 + 基本額}
          - {is: 基本額}
        rounding: {mode: 切捨て, to: 10}
        unit: 円
        source: 法2条
    results: [税額]
    source: 法
    fidelity: statute
    examples:
      - {name: 多い所得, as_of: 2025-04-01, given: {所得: 730000}, expect: {基本額: 300, 税額: 19570}, source: 手計算}
      - {name: 少ない所得, as_of: 2025-04-01, given: {所得: 10, 届の区分: "2"}, expect: {税額: 50}, source: 手計算}
  - id: wariate
    name: 割当て
    summary: 総額を順に割り当て、残りは最初の者に。
    requirements: [AL-1.M]
    dated_by: 登録の日
    inputs:
      - {name: 総額, type: decimal, unit: 円}
      - name: 者
        type: rows
        columns:
          - {name: 重み, type: integer}
          - {name: 除外, type: boolean, default: いいえ}
    steps:
      - {name: 対象, is: "整列(者, 者.重み)"}
      - {name: 取り分, each: 対象, is: "0 if 除外 else 総額*重み/合計(対象.重み)", rounding: {mode: 切捨て, to: "1"}}
      - {name: 先までの額, each: 対象, is: 合計(前.取り分)}
      - {name: 残り, is: "総額 - 合計(対象.取り分)"}
      - {name: 追徴, is: '計算("税額", "税額", 所得=件数(者), 時点=日付(2025, 4, 1))'}
    results: [対象.取り分, 対象.先までの額, 残り, 追徴]
    source: 法
    fidelity: provisional
    examples:
      - name: 二人
        as_of: 2015-01-01
        given: {総額: 100, 者: [{重み: 2}, {重み: 1}]}
        expect: {対象.取り分: [33, 66], 対象.先までの額: [0, 33], 残り: 1, 追徴: 300}
        source: 手計算
"""
