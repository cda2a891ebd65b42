"""Rule tables of the made package: an amount by class and month, and the law that changed in between."""

SHEETS = """\
rules:
  - id: kingaku
    name: 金額
    summary: 区分と登録の月による金額。
    requirements: [AL-1.M]
    dated_by: 異動日
    ordinance: true
    columns:
      - {name: 区分, role: key, item: 区分}
      - {name: 登録月, role: range, type: month}
      - {name: 金額, role: result, type: integer}
  - id: nenrei
    name: 年齢
    summary: 誕生日から年齢の区分。
    dated_by: 異動日
    columns:
      - {name: 誕生日, role: range, type: day, item: 誕生日}
      - {name: 年齢区分, role: result}
"""
KINGAKU = """\
区分,登録月_から,登録月_まで,金額,valid_from,valid_to,unit,source,fidelity
新規,,2015-03,100,,2024-09-30,円,旧法1条,statute
新規,2015-04,,200,,2024-09-30,円,旧法1条,statute
新規,,,300,2024-10-01,,円,新法1条,statute
継続,,,50,2020-04-01,,円,新法2条,provisional
"""
NENREI = """\
誕生日_から,誕生日_まで,年齢区分,valid_from,valid_to,unit,source,fidelity,contested
基準日の月初の3年前,,3歳未満,,,,法3条,statute,誕生日_から
基準日の年度初めの18年前の翌日,基準日の月初の3年前の前日,3歳以上,,,,法3条,statute,
,基準日の年度初めの18年前,対象外,,,,法3条,statute,
"""
RULE_FILES = {"rules.yaml": SHEETS, "rules/kingaku.csv": KINGAKU, "rules/nenrei.csv": NENREI}
