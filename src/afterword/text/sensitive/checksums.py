"""Sums by which a number tells that it is one: of cards, banks, and national registers.

shape: each takes the characters without blanks and other marks, in capitals, and says whether they fit.
"""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from typing import Final

_DIHEDRAL: Final = (
    "0123456789", "1234067895", "2340178956", "3401289567", "4012395678",
    "5987604321", "6598710432", "7659821043", "8765932104", "9876543210",
)  # fmt: skip
_PERMUTED: Final = (
    "0123456789", "1576283094", "5803796142", "8916043527",
    "9453126870", "4286573901", "2793806415", "7046913258",
)  # fmt: skip
_LENGTHS: Final = (
    "AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 DK18 DO28"
    " EE20 EG29 ES24 FI18 FK18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27"
    " JO30 KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22 MK19 MN20 MR27 MT31 MU30 NI28 NL18"
    " NO15 OM23 PK24 PL28 PS29 PT25 QA29 RO24 RS22 RU33 SA24 SC31 SD18 SE24 SI19 SK24 SM27 SO23 ST25 SV28"
    " TL23 TN24 TR26 UA29 VA22 VG24 XK20 YE30"
)
_IBANS: Final = {row[:2]: int(row[2:]) for row in _LENGTHS.split()}
_BASE58: Final = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"


def _digits(text: str) -> list[int]:
    return [int(character) for character in text]


def _weighed(text: str, weights: Iterable[int]) -> int:
    return sum(digit * weight for digit, weight in zip(_digits(text), weights, strict=False))


def luhn(text: str) -> bool:
    """Cards, and what borrows their sum."""
    doubled = [
        digit if at % 2 == 0 else (digit * 2 - 1) % 9 + 1 if digit else 0
        for at, digit in enumerate(_digits(text[::-1]))
    ]
    return sum(doubled) % 10 == 0 and len(set(text)) > 1


def iban(text: str) -> bool:
    """Accounts at banks, all countries: 97 leaves 1."""
    if not text.isalnum() or not text.isascii():
        return False
    number = "".join(str(int(character, 36)) for character in text[4:] + text[:4])
    return int(number) % 97 == 1


def iban_length(country: str) -> int:
    """Characters of an account of a country; 0 for one that has none."""
    return _IBANS.get(country, 0)


def ssn(text: str) -> bool:
    """Social security number of the USA: no sum, but numbers that were never given."""
    return text[:3] not in {"000", "666"} and text[0] != "9" and text[3:5] != "00" and text[5:] != "0000"


def nino(text: str) -> bool:
    """National insurance number of the United Kingdom: prefixes that are in use."""
    return text[:2] not in {"BG", "GB", "NK", "KN", "TN", "NT", "ZZ"}


def steuer_id(text: str) -> bool:
    """Tax number of a person in Germany: ISO 7064, 11 in 10, and one digit that comes twice or thrice."""
    product = 10
    for digit in _digits(text[:10]):
        product = ((digit + product) % 10 or 10) * 2 % 11
    counts = sorted(text[:10].count(digit) for digit in set(text[:10]))
    return text[0] != "0" and (11 - product) % 10 == int(text[10]) and counts[-1] in {2, 3} and counts[-2] == 1


def nir(text: str) -> bool:
    """Social security number of France: the rest of 97; Corsica counts as a number."""
    number = text[:13].replace("2A", "19").replace("2B", "18")
    return number.isdigit() and 97 - int(number) % 97 == int(text[13:])


def dni(text: str) -> bool:
    """Identity number of Spain, of foreigners too: a letter by the rest of 23."""
    number = text[:-1].replace("X", "0").replace("Y", "1").replace("Z", "2")
    return text[-1] == "TRWAGMYFPDXBNJZSQVHLCKE"[int(number) % 23]


def codice_fiscale(text: str) -> bool:
    """Tax code of Italy: a letter by the places of the others."""
    odd = dict(zip("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", _ODD, strict=True))
    total = sum(odd[c] if at % 2 == 0 else (int(c) if c.isdigit() else ord(c) - 65) for at, c in enumerate(text[:15]))
    return chr(65 + total % 26) == text[15]


_ODD: Final = (
    1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22,
    25, 24, 23,
)  # fmt: skip


def bsn(text: str) -> bool:
    """Citizen service number of the Netherlands: weighed, 11 leaves nothing."""
    return _weighed(text, (9, 8, 7, 6, 5, 4, 3, 2, -1)) % 11 == 0 and len(set(text)) > 1


def ean(text: str) -> bool:
    """AHV number of Switzerland, which has the sum of an article."""
    return _weighed(text, (1, 3) * 7) % 10 == 0


def cpf(text: str) -> bool:
    """Taxpayer number of Brazil: two digits, each by those before it."""
    first = _weighed(text[:9], range(10, 1, -1)) * 10 % 11 % 10
    second = _weighed(text[:10], range(11, 1, -1)) * 10 % 11 % 10
    return text[9:] == f"{first}{second}" and len(set(text)) > 1


def pesel(text: str) -> bool:
    """Number of a person in Poland."""
    return _weighed(text, (1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1)) % 10 == 0 and len(set(text)) > 1


def hetu(text: str) -> bool:
    """Identity code of Finland: a sign by the rest of 31."""
    return text[-1] == "0123456789ABCDEFHJKLMNPRSTUVWXY"[int(text[:6] + text[-4:-1]) % 31]


def rijksregister(text: str) -> bool:
    """National number of Belgium: the rest of 97, with a 2 before it for who was born since 2000."""
    return any(97 - int(century + text[:9]) % 97 == int(text[9:]) for century in ("", "2"))


def verhoeff(text: str) -> bool:
    """Aadhaar number of India."""
    check = 0
    for at, digit in enumerate(_digits(text[::-1])):
        check = int(_DIHEDRAL[check][int(_PERMUTED[at % 8][digit])])
    return check == 0 and len(set(text)) > 2


def resident(text: str) -> bool:
    """Identity number of a resident of China: ISO 7064, 11 in 2."""
    total = _weighed(text[:17], (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2))
    return text[17] == "10X98765432"[total % 11]


def rrn(text: str) -> bool:
    """Resident registration number of Korea."""
    return (11 - _weighed(text[:12], (2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5)) % 11) % 10 == int(text[12])


def nric(text: str) -> bool:
    """Identity number of Singapore."""
    total = _weighed(text[1:8], (2, 7, 6, 5, 4, 3, 2)) + (4 if text[0] in "TG" else 3 if text[0] == "M" else 0)
    letters = "JZIHGFEDCBA" if text[0] in "ST" else "XWUTRQPNMLK" if text[0] in "FG" else "KLJNPQRTUWX"
    at = total % 11
    return text[8] == letters[10 - at if text[0] == "M" else at]


def kimlik(text: str) -> bool:
    """Identity number of Türkiye."""
    d = _digits(text)
    tenth = (sum(d[0:9:2]) * 7 - sum(d[1:8:2])) % 10
    return d[0] != 0 and tenth == d[9] and sum(d[:10]) % 10 == d[10]


def tfn(text: str) -> bool:
    """Tax file number of Australia."""
    return _weighed(text, (1, 4, 3, 7, 5, 8, 6, 9, 10)) % 11 == 0 and len(set(text)) > 1


def nif(text: str) -> bool:
    """Taxpayer number of Portugal."""
    return (11 - _weighed(text[:8], range(9, 1, -1)) % 11) % 11 % 10 == int(text[8])


def rut(text: str) -> bool:
    """Number of a person or company in Chile: 11 less the rest of 11, K for ten."""
    rest = -_weighed(text[-2::-1], (2, 3, 4, 5, 6, 7) * 2) % 11
    return text[-1].upper() == "0123456789K"[rest]


def base58(text: str) -> bool:
    """Keys of wallets as they are exported: four bytes of a digest at the end."""
    number = 0
    for character in text:
        number = number * 58 + _BASE58.index(character)
    raw = number.to_bytes((number.bit_length() + 7) // 8, "big")
    return hashlib.sha256(hashlib.sha256(raw[:-4]).digest()).digest()[:4] == raw[-4:]


CHECKS: Final[Mapping[str, Callable[[str], bool]]] = {
    check.__name__: check
    for check in (
        luhn, ssn, nino, steuer_id, nir, dni, codice_fiscale, bsn, ean, cpf, pesel, hetu, rijksregister, verhoeff,
        resident, rrn, nric, kimlik, tfn, nif, rut, base58,
    )
}  # fmt: skip
"""The sums, by the name that ``identities.txt`` has for them."""
