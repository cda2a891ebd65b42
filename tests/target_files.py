"""Target files of tests, to be filled in by `str.format`: whose system it is stands here once, a test adds the rest."""

HEAD = """\
name: 試験用
vendor: 見本
product: 見本
version: "1.0"
municipality: {{code: "131016", name: 見本市, class: core_city}}
environment: test
"""
WITH_TOKENS = (
    HEAD
    + """\
base_url: {url}
token_url: {token_url}
roles:
  default: {{client_id: {client_id}, client_secret: {{env: TEKIGO_TEST_SECRET}}}}
timeouts: {timeouts}
scope: {{businesses: [resident_records]}}
"""
)
