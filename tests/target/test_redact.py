"""Known secrets are planted in every place a hostile or careless system could put them, and searched for after."""

import json
from base64 import b64encode
from pathlib import Path
from urllib.parse import quote, quote_plus

import msgspec
import pytest

from conformance.target.answer import Answer, Failure, Sending
from conformance.target.client import TargetClient
from conformance.target.exchange import BODY_LIMIT, Exchange, exchange_of
from conformance.target.redact import MASK, NUMBER_MASK, Redactor
from tests.target.authority import CLIENT_ID, SCOPES, SECRET, Authority

NUMBER = "123456789018"
FULL_WIDTH = "１２３４５６７８９０１８"
READ = next(iter(SCOPES))


@pytest.fixture
def redactor() -> Redactor:
    made = Redactor(["kojinbango", "kyukojinbango"])
    made.add_basic(CLIENT_ID, SECRET)
    made.add_number(NUMBER)
    return made


SPELLINGS = [
    SECRET,
    quote(SECRET, safe=""),
    quote_plus(SECRET),
    SECRET.replace("/", "\\/"),
    b64encode(f"{CLIENT_ID}:{SECRET}".encode()).decode(),
    "".join(f"\\u{ord(char):04x}" for char in SECRET),
    "\0".join(SECRET),
]


@pytest.mark.parametrize("spelling", SPELLINGS)
@pytest.mark.parametrize("frame", ["{}", '{{"message":"bad {} here"}}', "?x={}&y=1", "<p>{}</p>", "a{}b"])
def test_a_secret_is_found_however_it_is_spelt(redactor: Redactor, spelling: str, frame: str) -> None:
    shown = redactor.text(frame.format(spelling))
    assert spelling not in shown
    assert SECRET not in shown.replace("\0", "")
    assert MASK in shown


@pytest.mark.parametrize(
    "spelling",
    [NUMBER, FULL_WIDTH, "1234-5678-9018", "1234 5678 9018", "１２３４　５６７８　９０１８", f"99{NUMBER}7"],
)
def test_a_known_number_is_found_however_it_is_spelt(redactor: Redactor, spelling: str) -> None:
    for frame in ("{}", "個人番号 {} は登録済みです", '{{"detail":"{}"}}', "/people/{}?a=1"):
        shown = redactor.text(frame.format(spelling))
        assert spelling not in shown
        assert NUMBER_MASK in shown
        assert "5678" not in shown


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        ('{"kojinbango":"999999999999"}', f'{{"kojinbango":"{NUMBER_MASK}"}}'),
        ('{"kojinbango" : 999999999999, "b":1}', f'{{"kojinbango" : "{NUMBER_MASK}", "b":1}}'),
        ('{"a":[{"kyukojinbango":["1","2"]}]}', f'{{"a":[{{"kyukojinbango":"{NUMBER_MASK}"}}]}}'),
        ('{"kojinbango":{"value":"1"},"b":2}', f'{{"kojinbango":"{NUMBER_MASK}","b":2}}'),
        (
            '{"kojinbango":"1","kojinbango":"2"}',
            f'{{"kojinbango":"{NUMBER_MASK}","kojinbango":"{NUMBER_MASK}"}}',
        ),
        ('{"\\u006bojinbango":"1"}', f'{{"kojinbango":"{NUMBER_MASK}"}}'),
        ('{"kojinbango":"1 and never', f'{{"kojinbango":"{NUMBER_MASK}"'),
        ('{"kojinbango":["1", {', f'{{"kojinbango":"{NUMBER_MASK}"'),
        ("{'kojinbango': '1', 'b': 2}", f"{{'kojinbango': \"{NUMBER_MASK}\", 'b': 2}}"),
        ('{"access_token":"abc","n":"x\\"y"}', f'{{"access_token":"{MASK}","n":"x\\"y"}}'),
        ("grant=x&client_assertion=abc.def&a=b", f"grant=x&client_assertion={MASK}&a=b"),
        ("kojinbango=1234&a=b", f"kojinbango={NUMBER_MASK}&a=b"),
        ("Authorization: Bearer abcdefghijklmnop.q", f"Authorization: Bearer {MASK}"),
        ("token eyJhbGciOiJIUzI1NiJ9.eyJhIjoxfQ.c2ln here", f"token {MASK} here"),
    ],
)
def test_fields_and_shapes(redactor: Redactor, body: str, shown: str) -> None:
    assert redactor.text(body) == shown


@pytest.mark.parametrize(
    "body",
    [
        '{"kojinbango":""}',
        '{"kojinbango":null}',
        '{"kojinbango":[]}',
        '{"shimei":"見本　太郎","umareymd":"1990-01-01","kingaku":120000, "p":1.50}',
        '{"atena":"999999999999","note":"Basic authentication is required"}',
        '{"name":"\\u0041\\u3042\\"q\\""}',
        "a\0b",
        "",
    ],
)
def test_what_is_not_secret_stays_as_it_came(redactor: Redactor, body: str) -> None:
    assert redactor.text(body) == body


def test_headers(redactor: Redactor) -> None:
    shown = redactor.headers(
        {"Authorization": "Bearer abc", "Set-Cookie": "sid=1", "X-Echo": f"got {SECRET}", "Date": "Tue"}
    )
    assert shown == {
        "Authorization": f"Bearer {MASK}",
        "Set-Cookie": MASK,
        "X-Echo": f"got {MASK}",
        "Date": "Tue",
    }


def test_a_secret_inside_another_leaves_no_rest() -> None:
    redactor = Redactor(secrets=["abcdefgh", "abcdefghijkl"])
    assert redactor.text("abcdefghijkl") == MASK


def test_a_secret_across_the_cut_leaves_no_half() -> None:
    redactor = Redactor(secrets=[SECRET])
    body = ("x" * (BODY_LIMIT - 10) + SECRET + "y" * 100).encode()
    made = exchange_of(Sending("POST", "http://a/", {}), Answer(200, body=body), redactor)
    assert made.truncated
    assert made.response_body is not None
    assert len(made.response_body) == BODY_LIMIT
    assert SECRET[:9] not in made.response_body


def test_numbers_of_a_request_are_masked_in_the_free_text_of_its_answer() -> None:
    redactor = Redactor(["kojinbango"])
    sending = Sending("POST", "http://a/", {}, json.dumps({"kojinbango": [NUMBER]}).encode())
    made = exchange_of(sending, Answer(400, body=f"{FULL_WIDTH}は重複".encode()), redactor)
    assert made.response_body == f"{NUMBER_MASK}は重複"


def test_numbers_of_an_answer_are_masked_in_its_free_text() -> None:
    answer = Answer(200, body=f'{{"memo":"{NUMBER}","kojinbango":"{NUMBER}"}}'.encode())
    made = exchange_of(Sending("POST", "http://a/", {}), answer, Redactor(["kojinbango"]))
    assert made.response_body == f'{{"memo":"{NUMBER_MASK}","kojinbango":"{NUMBER_MASK}"}}'


def test_nothing_planted_comes_out_of_a_client(
    system: Authority, client: TargetClient, exchanges: list[Exchange], tmp_path: Path
) -> None:
    """The system repeats all it knows, in body, headers, URL and reasons; evidence must hold none of it."""
    token = "token-1-of-this-test"
    system.reply = lambda body: body + f" {SECRET} Bearer {token} {NUMBER} {FULL_WIDTH}".encode()
    body = {"kojinbango": NUMBER, "list": [{"kojinbango": FULL_WIDTH}], "memo": SECRET}
    client.invoke(READ, SCOPES[READ], body, "default")
    client.send_raw(f"/{SECRET}/{NUMBER}?access_token={token}", method="GET", headers={"X-Number": NUMBER})
    client.send_raw(READ, body=b'{"kojinbango":"' + NUMBER.encode(), token="a-made-up-token")
    written = tmp_path / "evidence.ndjson"
    written.write_bytes(b"\n".join(msgspec.json.encode(each) for each in exchanges))
    found = written.read_text(encoding="utf-8")
    assert len(exchanges) == 3
    for planted in (SECRET, quote(SECRET, safe=""), token, "a-made-up-token", NUMBER, FULL_WIDTH):
        assert planted not in found
    assert found.count(NUMBER_MASK) >= 6


def test_messages_quote_nothing_secret(system: Authority, client: TargetClient) -> None:
    system.reply = lambda body: f'{{"{SECRET}":1,"{SECRET}":2}}'.encode()
    got = client.invoke(READ, SCOPES[READ], {}, "default")
    assert isinstance(got.problem, Failure)
    assert SECRET not in got.problem.text("ja")
    assert SECRET[:20] not in repr(got.problem)


def test_even_a_clean_exchange_never_shows_its_credentials(
    system: Authority, client: TargetClient, exchanges: list[Exchange]
) -> None:
    client.invoke(READ, SCOPES[READ], {"a": 1}, "default")
    assert exchanges[0].request_headers["Authorization"] == f"Bearer {MASK}"
    assert exchanges[0].request_body == '{"a":1}'
    assert (exchanges[0].status, exchanges[0].response_body) == (200, '{"result":[]}')
