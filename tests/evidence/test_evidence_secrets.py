"""Secrets are masked by kind, and what only looks like one is left alone."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from afterword.evidence.secrets import mask, masker

# Built from parts, so that no scanner takes this file for a leak.
LETTERS = "aB3dE5gH1jK2mN4pQ6rS7tU8vW9xY0z"
MASKED = {
    "key " + "AKIA" + "IOSFODNN7EXAMPLE used": "key [secret: aws-key] used",
    "aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY": "aws_secret_access_key = [secret: aws-key]",
    "with " + "ghp_" + LETTERS + "12345": "with [secret: github-token]",
    "with " + "glpat-" + LETTERS: "with [secret: gitlab-token]",
    "glpat-" + LETTERS + ": abc123x": "[secret: gitlab-token]: abc123x",
    "with " + "xoxb-" + "123456789012-" + LETTERS: "with [secret: slack-token]",
    "https://hooks.slack.com/" + "services/T0000/B0000/" + LETTERS: "https://hooks.slack.com/[secret: slack-webhook]",
    "with " + "sk_live_" + LETTERS: "with [secret: stripe-key]",
    "with " + "AIza" + LETTERS + "1234": "with [secret: google-key]",
    "with eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.abc-def": "with [secret: jwt]",
    "-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY----- x": "[secret: private-key] x",
    "-----BEGIN PRIVATE KEY-----\nMIIE\nand no end": "[secret: private-key]",
    "Authorization: Bearer abcdef123456": "Authorization: Bearer [secret: authorization]",
    "authorization=Basic dXNlcjpwYXNz": "authorization=Basic [secret: authorization]",
    'curl -H "Authorization: token abcdef1234"': 'curl -H "Authorization: token [secret: authorization]"',
    "sent bearer abcdefghijklmnop1234 to it": "sent bearer [secret: authorization] to it",
    "postgres://app:s3cr3t@db:5432/x": "postgres://app:[secret: password]@db:5432/x",
    "redis://:hunter2@cache:6379": "redis://:[secret: password]@cache:6379",
    "password=hunter2&user=bob": "password=[secret: password]&user=bob",
    '"password": "hunter two"': '"password": "[secret: password]"',
    '{\\"password\\":\\"hunter2\\"}': '{\\"password\\":\\"[secret: password]\\"}',
    "DB_PASSWORD=hunter2": "DB_PASSWORD=[secret: password]",
    "PGPASSWORD=x1": "PGPASSWORD=[secret: password]",
    "password: hunter2": "password: [secret: password]",
    "Server=db;User Id=sa;Pwd=abc;": "Server=db;User Id=sa;Pwd=[secret: password];",
    "AccountName=x;AccountKey=abc+/==;": "AccountName=x;AccountKey=[secret: key];",
    "GET /x?access_token=abc123def&x=1 200": "GET /x?access_token=[secret: token]&x=1 200",
    "api_key='abc'": "api_key='[secret: key]'",
    "mysql --password hunter2 -h x": "mysql --password [secret: password] -h x",
    "password=/wJalrXUtnFEMI": "password=[secret: password]",
    "Set-Cookie: session=abcdef123; Path=/": "Set-Cookie: [secret: cookie]",
}
LEFT = (
    "Failed password for root from 203.0.113.9",
    "token: expired",
    "password: incorrect",
    "password=***",
    "password=${DB_PASSWORD}",
    "password_file=/run/secrets/db",
    "commit 619c4e6f0d2c1b3a4d5e6f7a8b9c0d1e2f3a4b5c",
    "trace_id=4bf92f3577b34da6a3ce929d0e0e4736 span_id=00f067aa0ba902b7",
    "id 123e4567-e89b-12d3-a456-426614174000",
    "sha256:9f2c9f2c9f2c9f2c9f2c9f2c9f2c9f2c9f2c9f2c9f2c9f2c9f2c9f2c9f2c9f2c",
    "max_tokens=512, tokens: 100",
    "primary key: id",
    "secret/db-credentials mounted, secretName: tls-cert-1",
    "https://example.com/a@b and ana@example.com",
    "cache key user:1234:profile",
    "Accepted publickey for ana: RSA 00:aa:bb:cc",
    'duplicate key value violates unique constraint "users_pkey"',
    "nextPageToken=abcdefgh",
    "signature verification failed",
    "sudo: ana : TTY=pts/0 ; PWD=/home/x ; USER=root ; COMMAND=/bin/ls",
    "PWD=/ OLDPWD=~ PWD=/builds/shop/app SUDO_PWD=/z PWD=C:\\Users\\ana",
    '{"PWD":"/home/x","pwd": "/root"} PWD=\\/home\\/x',
    "password=/home/x/.pgpass token: /opt/app/token --password ~/.secret",
    "compass=north-west1 bypass: true passed: 12",
)


@pytest.mark.parametrize("text", MASKED)
def test_a_secret_is_masked(text: str) -> None:
    """The secret goes, the name before it stays, and the kind is named."""
    assert mask(text) == MASKED[text]


@pytest.mark.parametrize("text", MASKED)
def test_masking_again_changes_nothing(text: str) -> None:
    """What is masked is no secret."""
    assert mask(mask(text)) == mask(text)


@pytest.mark.parametrize("text", LEFT)
def test_what_is_no_secret_is_left(text: str) -> None:
    """Hashes, identifiers, prose, and settings of other kinds stay as they are."""
    assert mask(text) == text


@given(st.lists(st.sampled_from((*MASKED, *LEFT)), max_size=6))
def test_masking_together_is_masking_one_by_one(texts: list[str]) -> None:
    """What is prepared for many texts masks each of them alike."""
    rewrite = masker(" ".join(texts))
    assert [rewrite(text) if rewrite else text for text in texts] == [mask(text) for text in texts]


@pytest.mark.parametrize(
    "part", ["a.b-", "cookie:", "://", "password", "eyJa.", "-----BEGIN ", "bearer ", "token:", "x@", '="']
)
def test_masking_takes_no_longer_for_hostile_text(part: str) -> None:
    """Time grows with the length of a text, not with its square; ten seconds would be a failure, not a limit."""
    text = part * (100_000 // len(part))
    start = time.perf_counter()
    mask(text)
    assert time.perf_counter() - start < 10
