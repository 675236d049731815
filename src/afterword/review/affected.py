"""Whom an incident affects, as the rules on impact know them."""

from typing import Final

AFFECTED: Final = (
    r"users?|customers?|clients?|sessions?|visitors?|accounts?|people|nobody|no one|tenants?|subscribers?"
    r"|patients?|students?|employees|teams?|developers?|internal(?:ly)? only|merchants?|members?|operators?"
    r"|validators?|nodes?|farmers?|consumers?|projects?|publishers?|contributors?|maintainers?|public"
    r"|everyone|staff|citizens?|players?|orders?|hubs?|organi[sz]ations?|devices?|runners?|testers?"
    r"|viewers?|readers?|buyers?|sellers?|traders?|guests?|drivers?|passengers?|engineers?"
)
"""Words for those who are affected, as an alternation for expressions that ignore case."""
