"""The binding of the note house and its target file, as a vendor would write them."""

from pathlib import Path

from tests.target_files import HEAD

BINDING = r"""
format: tekigo.binding/1
business: resident_records
headers: {X-Office: "HQ"}
names:
  宛名番号: person.no
  氏名: person.name
  性別: person.sex
  生年月日: person.born
  メモ番号: note.no
  メモ内容: note.text
codes:
  性別: {"1": M, "2": F}
convert:
  DATE: {to: '$replace($, "-", "")', from: '$substring($,0,4) & "-" & $substring($,4,2) & "-" & $substring($,6,2)'}
absent: [住所_郵便番号]
errors:
  list: answer.body.faults
  code: why
  item: at
  text: say
  codes: {REQUIRED: E0001, GONE: T1201, KEY: T1301}
  statuses: {422: 400}
operations:
  転入届:
    calls:
      - name: draft
        method: POST
        path: /drafts
        body: '$merge([$vendor(request), {"kind": "IN"}])'
      - name: approval
        method: POST
        path: /drafts/{draft.body.draft.id}/approval
        body: '{}'
        when: '$not(request.登録区分 = "仮登録")'
    answer:
      rows: 'approval.body ? approval.body : draft.body'
  メモ登録:
    calls:
      - method: POST
        path: /people/{request.宛名番号}/notes
        body: '{"text": request.メモ内容}'
    answer: {rows: call.body}
  メモ照会:
    calls:
      - method: GET
        path: /notes
        query: {person: request.宛名番号}
        pages: {next: answer.body.more, query: {from: next}}
    answer:
      rows: call.body.items
      row: '$merge([$contract($), {"メモ変更区分": "登録"}])'
"""

TARGET = (
    HEAD
    + """\
base_url: {url}
auth: {{type: api_key, header: X-Key}}
roles:
  default: {{key: {{file: key.txt}}}}
scope: {{businesses: [resident_records]}}
binding: {{resident_records: binding.yaml}}
"""
)


def write(folder: Path, url: str, key: str, binding: str = BINDING) -> Path:
    """Write target file, secret and binding into a folder; return the target file."""
    (folder / "key.txt").write_text(key, encoding="utf-8")
    (folder / "binding.yaml").write_text(binding, encoding="utf-8")
    path = folder / "target.yaml"
    path.write_text(TARGET.format(url=url), encoding="utf-8")
    return path
