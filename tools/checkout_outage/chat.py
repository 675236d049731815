"""What was said in #incidents and #deploys."""

from checkout_outage.alerts import RUNBOOK
from checkout_outage.slack import DEPLOYS, INCIDENTS, Bot, Message, export
from checkout_outage.story import BEATRIX, INCIDENT, INES, JONAH, MARA, OWEN, SANA, TOMAS, Person

ALERTMANAGER = Bot(id="B05ALERTMG", name="Alertmanager")
GITHUB = Bot(id="B05GITHUB1", name="GitHub")
CAMPAIGNS = Bot(id="B05CAMPAIG", name="Campaigns")
STATUS = Bot(id="B05STATUSP", name="Status page")

ACCESS_KEY = "AKIAIOSFODNN7EXAMPLE"
"""The access key of AWS's own documentation; it opens nothing."""

PASTED_KEY = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"
"""Its secret, from the same page."""

_NEXT = "2026-03-13"


def _joined(clock: str, person: Person) -> Message:
    return Message(clock=clock, by=person, subtype="channel_join", text=f"<@{person.slack}> has joined the channel")


_DEPLOYS = (
    Message(
        clock="13:24:55",
        by=GITHUB,
        title="release v4.18.0 succeeded",
        text="example-shop/checkout, run by toyelaran",
        link="https://github.example.com/example-shop/checkout/actions",
    ),
    Message(
        clock="13:33:40", by=TOMAS, text="starting the canary for v4.18.0: shared settings module and gift notes :gift:"
    ),
    Message(
        clock="13:36:15", by=GITHUB, title="production-canary: v4.18.0 deployed", text="1 of 4 pods serves v4.18.0"
    ),
    Message(
        clock="13:45:48",
        by=TOMAS,
        text="canary looks the same as the others after 10 min, promoting",
        reactions={"+1": (MARA,)},
    ),
    Message(clock="13:53:44", by=GITHUB, title="production: v4.18.0 deployed", text="4 of 4 pods serve v4.18.0"),
    Message(
        clock="14:00:03",
        by=CAMPAIGNS,
        title="Spring campaign, wave 1 of 2",
        text="Sending to 412,000 subscribers. Wave 2 (1,130,000) is planned for 16:00 UTC.",
    ),
    Message(
        clock="14:38:14", by=GITHUB, title="production: v4.17.3 deployment created", text="Rollback for INC-2026-031"
    ),
    Message(clock="14:46:14", by=GITHUB, title="production: v4.17.3 deployed", text="4 of 4 pods serve v4.17.3"),
    Message(
        clock="15:20:31",
        by=INES,
        text="<!here> no checkout deploys until the fix for "
        + INCIDENT
        + " is in, please. Wave 2 of the campaign is on hold.",
        reactions={"eyes": (MARA, TOMAS), "white_check_mark": (OWEN,)},
    ),
    Message(clock="17:30:17", by=GITHUB, title="production: v4.18.1 deployed", text="4 of 4 pods serve v4.18.1"),
    Message(
        clock="17:41:02",
        by=TOMAS,
        text="v4.18.1: every pod logs `maximumPoolSize 40`, and 30 orders/s for 10 min in staging without a wait. "
        "Wave 2 may go from our side.",
    ),
)

_OPENING = (
    Message(
        clock="14:10:47",
        by=ALERTMANAGER,
        title="[FIRING:1] CheckoutErrorRatioHigh (checkout-api production critical)",
        text="More than 5% of checkout orders fail over 5 minutes",
        link=f"{RUNBOOK}/CheckoutErrorRatioHigh",
    ),
    Message(
        clock="14:12:31",
        by=SANA,
        text='support hears "your order could not be placed" from several people, first one at 14:11. Anything up?',
    ),
    Message(clock="14:14:31", by=MARA, text="on it, I have the page :eyes:"),
    Message(
        clock="14:15:08",
        by=MARA,
        text="confirmed: my test order fails after about 12 s with a 503. Card was authorised, then voided.",
        edited="14:15:33",
    ),
    Message(
        clock="14:16:10",
        by=MARA,
        text=f"declaring {INCIDENT}, SEV-2: most checkout orders fail. <@{INES.slack}> can you take command?",
    ),
    _joined("14:16:58", INES),
    Message(
        clock="14:17:12",
        by=INES,
        text=f"I have command. <@{BEATRIX.slack}> please keep the log, <@{OWEN.slack}> status page.",
    ),
    _joined("14:17:40", BEATRIX),
    Message(clock="14:18:05", by=INES, text="call is open: <https://meet.example.com/inc-2026-031|meet/inc-2026-031>"),
    _joined("14:18:44", OWEN),
    Message(
        clock="14:19:14",
        by=TOMAS,
        text="v4.18.0 went out 13:53. Should we roll back?",
        reactions={"thinking_face": (MARA,)},
    ),
    Message(
        clock="14:20:02",
        by=INES,
        thread="14:19:14",
        text="not yet. It ran 12 minutes without an error, and there is migration 0147 in it. Can we go back over it?",
    ),
    Message(
        clock="14:20:40",
        by=TOMAS,
        thread="14:19:14",
        text="I think so, but the runbook says nothing about releases with a migration. I'll check.",
    ),
    Message(
        clock="14:20:51",
        by=MARA,
        text="egress-01 shows payment voids from 14:05:25, our errors start 14:06:12. So the payment side went first?",
    ),
    Message(
        clock="14:21:37",
        by=INES,
        text='working hypothesis: payment provider A. Their status page shows "delayed settlement reports" today.',
    ),
    Message(
        clock="14:22:12",
        by=STATUS,
        title="Investigating: orders may fail",
        text="Placing an order may fail at the moment. We are investigating. Your cart is kept.",
    ),
    Message(
        clock="14:24:22", by=INES, text="payments switched to provider B as of 14:24:18 (workflow payment-provider)"
    ),
)

_TURNING = (
    Message(
        clock="14:26:03",
        by=TOMAS,
        text="settings of a pod, for comparison:\n```DATASOURCE_POOL_MAX=40\nDATASOURCE_TIMEOUT_MS=10000\n"
        f"AWS_ACCESS_KEY_ID={ACCESS_KEY}\nAWS_SECRET_ACCESS_KEY={PASTED_KEY}\n"
        "AWS_REGION=us-east-2```\nso the pool is 40 per pod, same as last week",
    ),
    Message(
        clock="14:26:49",
        by=INES,
        thread="14:26:03",
        text="that has a live key in it. Please take it down, we rotate it as soon as we are out of this.",
    ),
    Message(
        clock="14:27:07",
        by=MARA,
        text=f"<@{JONAH.slack}> paging you: checkout waits for database connections, provider switch has not helped",
    ),
    Message(
        clock="14:28:40", by=MARA, text="4 minutes on provider B, failures still at 60% &gt; it is not the provider"
    ),
    _joined("14:30:09", JONAH),
    Message(clock="14:30:16", by=JONAH, text="here. Looking at db-checkout-01 now"),
    Message(
        clock="14:33:11",
        by=JONAH,
        text="the database is bored: 52 connections of 400, cpu 11%, no locks. Each pod holds exactly 10 and no more.",
        reactions={"exploding_head": (MARA, TOMAS)},
    ),
    Message(
        clock="14:34:20",
        by=TOMAS,
        text="found it: start-up log of v4.18.0 says `maximumPoolSize 10`. With v4.17.3 it was 40. "
        "The shared module reads another name and takes its default.",
    ),
    Message(
        clock="14:35:22",
        by=TOMAS,
        thread="14:19:14",
        text="0147 adds one nullable column, v4.17.3 does not touch it. Safe.",
    ),
    Message(
        clock="14:36:08",
        by=INES,
        text="decision: roll back to v4.17.3. A new setting needs every pod restarted too, and this we have practised.",
        reactions={"white_check_mark": (TOMAS, JONAH, MARA)},
    ),
    Message(clock="14:38:15", by=TOMAS, text=f"rollback started, follow it in <#{DEPLOYS}|deploys>"),
)

_CLOSING = (
    Message(clock="14:44:26", by=TOMAS, text="third pod is back on v4.17.3, failures under 20%"),
    Message(clock="14:46:20", by=TOMAS, text="fourth pod done, rollback finished"),
    Message(
        clock="14:49:08", by=MARA, text="failed orders below 1% over the last minute, traffic still twice the usual"
    ),
    Message(
        clock="14:51:47",
        by=ALERTMANAGER,
        title="[RESOLVED] CheckoutErrorRatioHigh (checkout-api production critical)",
        text="More than 5% of checkout orders fail over 5 minutes",
    ),
    Message(
        clock="14:52:20",
        by=STATUS,
        title="Monitoring: orders are placed again",
        text="A fix is in place since 14:46 UTC and orders go through. We keep watching.",
    ),
    Message(clock="15:02:10", by=INES, text="payments back on provider A"),
    Message(
        clock="15:05:37",
        by=TOMAS,
        text="the key from my paste is rotated and the old one disabled; its log shows no foreign use",
    ),
    Message(
        clock="15:10:04",
        by=INES,
        text=f"{INCIDENT} is resolved: 20 minutes without failures under campaign load. Thank you all. "
        "Review tomorrow 15:00 UTC.",
        reactions={"tada": (MARA, TOMAS, JONAH, SANA), "heart": (OWEN,)},
    ),
    Message(clock="15:12:03", by=STATUS, title="Resolved", text="Orders have gone through normally since 14:49 UTC."),
)

_DAY_AFTER = (
    Message(
        clock="10:02:44",
        day=_NEXT,
        by=SANA,
        text="numbers for the review, from the order database: 7,918 customers had at least one failed order, 5,604 of "
        "them placed it later the same day. No order was charged twice.",
    ),
    Message(
        clock="10:05:12",
        day=_NEXT,
        by=SANA,
        thread="10:02:44",
        text="finance: orders worth USD 171,300 were not placed again by midnight",
    ),
)


def slack_export() -> dict[str, bytes]:
    """The files of the export by path."""
    incidents = (*_OPENING, *_TURNING, *_CLOSING, *_DAY_AFTER)
    return export(
        {
            INCIDENTS: ("incidents", "One place for every incident", incidents),
            DEPLOYS: ("deploys", "What goes out, and when", _DEPLOYS),
        }
    )


def message_count() -> int:
    """Messages of the export, joins included."""
    return len((*_OPENING, *_TURNING, *_CLOSING, *_DAY_AFTER, *_DEPLOYS))
