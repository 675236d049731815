"""What the plugins of detect-secrets find is found here too: their list is the check-list of ours."""

import random
import re
from importlib import import_module
from pkgutil import iter_modules

import pytest

from afterword.text.sensitive.detecting import detected

plugins = pytest.importorskip("detect_secrets.plugins", reason="detect-secrets is not installed")
CHARACTERS = {
    "m": "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789",
    "h": "0123456789abcdef",
    "c": "ABCDEFGHJKLMNPQRSTUVWXYZ234567",
    "l": "abcdefghijkmnopqrstuvwxyz",
}
# As in sensitive/found.txt; at least one row for each plugin, by the name of its class.
ROWS = (
    "ArtifactoryDetector key AKCp{m69}",
    "ArtifactoryDetector key: AP6{m30}",
    "AWSKeyDetector id AKIA{c16}",
    "AWSKeyDetector aws_secret_access_key = '{m40}'",
    "AzureStorageKeyDetector AccountName=x;AccountKey={m86}==",
    "BasicAuthDetector postgres://app:{m12}@db.example.com/x",
    "BasicAuthDetector https://user:pass@example.com",
    "CloudantDetector cloudant_password = '{h64}'",
    "CloudantDetector clou_api_key = '{l24}'",
    "CloudantDetector https://acme:{h64}@acme.cloudant.com",
    "DiscordBotTokenDetector MT{m22}.{m6}.{m27}",
    "GitHubTokenDetector ghp_{m36}",
    "GitLabTokenDetector glpat-{m20}",
    "GitLabTokenDetector GR1348941{m20}",
    "GitLabTokenDetector glptt-{h40}",
    "Base64HighEntropyString value = '{m64}'",
    'Base64HighEntropyString "{m48}=="',
    "HexHighEntropyString signing_salt = '{h40}'",
    "IbmCloudIamDetector ibm_cloud_api_key = '{m44}'",
    "IbmCloudIamDetector iam-password: {m44}",
    "IbmCosHmacDetector cos_hmac_secret_access_key = '{h48}'",
    "IPPublicDetector connection from 193.70.55.124:443",
    "JwtTokenDetector eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.{m43}",
    'KeywordDetector password = "{m10}"',
    "KeywordDetector db_pass: {m10}",
    'KeywordDetector my_api_key := "{m16}"',
    'KeywordDetector private_key = "{m16}"',
    'KeywordDetector contraseña = "{m10}"',
    'KeywordDetector if (password == "{m10}")',
    'KeywordDetector secret_value = "{m16}"',
    "KeywordDetector service_key: '{m16}'",
    "MailchimpDetector {h32}-us12",
    "NpmDetector //registry.npmjs.org/:_authToken=npm_{m36}",
    "NpmDetector //registry.npmjs.org/:_authToken={h8}-{h4}-{h4}-{h4}-{h12}",
    "OpenAIDetector sk-{m20}T3BlbkFJ{m20}",
    "OpenAIDetector sk-proj-{m20}T3BlbkFJ{m20}",
    "PrivateKeyDetector -----BEGIN RSA PRIVATE KEY-----",
    "PrivateKeyDetector -----BEGIN DSA PRIVATE KEY-----",
    "PrivateKeyDetector -----BEGIN EC PRIVATE KEY-----",
    "PrivateKeyDetector -----BEGIN OPENSSH PRIVATE KEY-----",
    "PrivateKeyDetector -----BEGIN PRIVATE KEY-----",
    "PrivateKeyDetector -----BEGIN PGP PRIVATE KEY BLOCK-----",
    "PrivateKeyDetector ---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----",
    "PrivateKeyDetector PuTTY-User-Key-File-2: ssh-rsa",
    "PypiTokenDetector pypi-AgEIcHlwaS5vcmc{m120}",
    "PypiTokenDetector pypi-AgENdGVzdC5weXBpLm9yZw{m120}",
    "SendGridDetector SG.{m22}.{m43}",
    "SlackDetector xoxb-123456789012-{m24}",
    "SlackDetector https://hooks.slack.com/services/T{c8}/B{c8}/{m24}",
    "SoftlayerDetector softlayer_api_key = '{h64}'",
    "SoftlayerDetector https://api.softlayer.com/soap/v3/{h64}",
    "SquareOAuthDetector sq0csp-{m43}",
    "StripeDetector sk_live_{m24}",
    "TelegramBotTokenDetector bot 123456789:AA{m33}",
    "TwilioKeyDetector AC{h32}",
    "TwilioKeyDetector SK{h32}",
)  # fmt: skip


def theirs() -> dict[str, object]:
    """Their plugins by name."""
    found = {}
    for info in iter_modules(plugins.__path__):
        for name, value in vars(import_module(f"{plugins.__name__}.{info.name}")).items():
            is_own = isinstance(value, type) and value.__module__.endswith(info.name)
            if is_own and getattr(value, "secret_type", "") and not getattr(value, "__abstractmethods__", None):
                found[name] = value
    return found


PLUGINS = theirs()


def drawn(row: str) -> tuple[str, str]:
    """The plugin and the text of a row, with what is made up in it."""
    name, _, text = row.partition(" ")
    chance = random.Random(row)  # noqa: S311  # the same every time
    return name, re.sub(
        r"\{([mhcl])(\d+)\}", lambda m: "".join(chance.choice(CHARACTERS[m[1]]) for _ in range(int(m[2]))), text
    )


def test_every_plugin_has_a_row() -> None:
    """The list has all that detect-secrets looks for."""
    assert set(PLUGINS) - {row.partition(" ")[0] for row in ROWS} == set()


@pytest.mark.parametrize("row", ROWS)
def test_what_they_find_is_found_here(row: str) -> None:
    """A text in which their plugin finds something holds a hit of ours at that place; all rows are found here."""
    name, text = drawn(row)
    plugin = PLUGINS[name]()  # type: ignore[operator]
    ours = [text[hit.start : hit.end] for hit in detected(text)]
    assert ours, text
    for secret in plugin.analyze_string(text):
        value = secret[0] if isinstance(secret, tuple) else secret
        assert any(value in one or one in value for one in ours), (value, ours)
