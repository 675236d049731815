"""Classes of words that several language rules need, as patterns without groups that capture."""

CARE_ADVERB = (
    r"(?:mistakenly|accidentally|inadvertently|erroneously|carelessly|wrongly|wrongfully|incorrectly|unintentionally"
    r"|unwittingly|unknowingly|hastily|hurriedly|recklessly|blindly|negligently|improperly|prematurely|needlessly"
    r"|unnecessarily|foolishly|naively|na\u00efvely|irresponsibly|thoughtlessly|clumsily|sloppily|lazily|casually"
    r"|unwisely|absent-?mindedly|stupidly|falsely)"
)
"""Adverbs that judge how somebody did something."""

MISHAP = (
    r"(?:oversights?|mistakes?|misjudge?ments?|misunderstandings?|miscommunications?|miscalculations?|carelessness"
    r"|negligence|inattenti(?:on|veness)|inexperience|forgetfulness|complacency|overconfidence|incompetence|sloppiness"
    r"|ignorance|haste|fatigue|distraction|slip-?ups?|slips?|mix-?ups?|missteps?|lapses?|blunders?|confusion"
    r"|bad judge?ment|errors? (?:in|of) judge?ment|fat[- ]finger\w*|failure to (?:follow|read|test|check|verify|review"
    r"|complete|communicate|notice|ask|escalate|coordinate|update|document|inform|notify|tell|consult|think)"
    r"|not (?:follow|check|test|read|review|verify|updat|ask|escalat|communicat|consult|wait)ing [^.;:]{2,50}?"
    r"|(?:human|operator|user|manual|personnel|pilot) (?:errors?|mistakes?|failures?|slips?))"
)
"""Nouns for what a person got wrong; a typo or a misconfiguration is a fact about a file and none of them."""

LED_TO = (
    r"(?:led to|lead to|leads to|leading to|caused|causing|resulted in|resulting in|triggered|meant that|left|broke"
    r"|brought|was (?:the (?:\w+ )?(?:cause|reason|culprit|trigger)|behind|responsible|to blame)|contributed to"
    r"|took|brought|knocked|set off|cost|allowed|made|deleted|delayed|crashed|dropped|wiped|exposed|prevented"
    r"|stopped|meant|ended)"
)
"""From a cause to its effect."""

DUE_TO = (
    r"(?:due to|caused by|because of|result(?:ed|s|ing)? (?:of|from)|attribut(?:ed|able) to|stem(?:med|s|ming)? from"
    r"|owing to|thanks to|down to|triggered by|set off by|sparked by|kicked off by|trac(?:ed|es) (?:back )?to"
    r"|boils? down to"
    r"|boiled down to|arose from|explained by|blamed on|put down to|originat(?:ed|es) (?:in|from|with)|on account of"
    r"|(?:began|started) with|initiated by|introduced by|came from)"
)
"""From an effect to its cause."""

CAUSE_IS = (
    r"(?:\b(?:root |primary |main |underlying |immediate |direct |ultimate |proximate |contributing |real )*"
    r"(?:cause|reason|culprit|trigger|factor)s?(?: (?:of|for|behind) [^.;:]{2,60}?)?"
    r"(?: (?:was|is|were|are)(?: that)?:?|:))"
)
"""From the word cause to what it was: ``the root cause was``, ``Cause:``."""

CONTROL = (
    r"(?:alerts?|alarms?|monitors?|monitoring|checks?|checklists?|tests?|test suite|testing|reviews?|canar(?:y|ies)"
    r"|canary deploy(?:ment)?s?|guards?|guardrails?|gates?|limits?|rate limits?|limiter|lint(?:er)?s?(?: rule)?|rules?"
    r"|runbooks?|playbooks?|dashboards?|drills?|rehearsals?|rollbacks?|rollouts?|backups?|failovers?|timeouts?|quotas?"
    r"|circuit breakers?|feature flags?|flags?|warnings?|prompts?|confirmations?|validations?|staging|dry[- ]runs?"
    r"|safeguards?|process(?:es)?|polic(?:y|ies)|escalations?|handovers?|communication|detection|automation|redundancy"
    r"|replicas?|audits?|pages?|pagers?|probes?|health ?checks?|steps?|locks?|retries|backoff|documentation|training)"
)
"""What stands between a fault and its effect, which may have been missing."""

OPERATED = (
    r"(?:ran|turned|executed|typed|entered|keyed|pulled|picked|chose|selected|used|deleted|pushed|applied|clicked"
    r"|edited"
    r"|restarted|rebooted|unplugged|plugged|copied|pasted|dropped|wiped|erased|removed|terminated|destroyed|killed"
    r"|disabled|enabled|opened|closed|cut|pressed|flipped|uploaded|installed|configured|merged|deployed|committed"
    r"|checked out|restored|called|tagged|promoted|published|released|shipped|sent|shared|swapped|disconnected"
    r"|shut down"
    r"|stopped|overwrote|reverted|revoked|rotated|set|changed|modified|moved|targeted|scheduled|assigned|routed|signed"
    r"|approved|granted|exposed|added|connected|replaced|truncated|formatted|purged|cancelled|canceled|turned off)"
)
"""What people do to systems by hand."""

OPERATING = (
    r"(?:running|executing|typing|entering|pulling|picking|choosing|selecting|using|deleting|pushing|applying|clicking"
    r"|editing|restarting|rebooting|unplugging|copying|pasting|dropping|wiping|erasing|removing|terminating|destroying"
    r"|disabling|opening|closing|cutting|pressing|flipping|uploading|installing|configuring|merging|deploying"
    r"|committing|restoring|calling|changing|modifying|moving|setting|shutting down|stopping|overwriting|forgetting"
    r"|failing|missing|overlooking|ignoring|misreading|mistyping|misconfiguring|neglecting|skipping|bypassing)"
)
"""The same, as gerunds."""

BETTER = (
    r"(?:avoid|prevent|caught|catch|sooner|earlier|shorter|smaller|faster|quicker|less|fewer|rather than|instead of"
    r"|only \w+ (?:minutes|hours|users)|not have|n['\u2019]t have|never have|none of|no one|nobody|detect|notic|spotted"
    r"|sav(?:ed|ing)|reduc|stopp|seen|known|alerted|mitigat|limit|contain|still be|stayed|survived|been fine|resolv)"
)
"""Words of an outcome that somebody wishes for."""

WORSE = (
    r"(?:worse|harder|lost\b|screwed|more (?:severe|serious|difficult|damag|users|customers|data)|longer|larger|bigger"
    r"|corrupt|catastroph|far more|much more|even more|down for|in trouble|ruin|fatal|impossible|unable)"
)
"""Words of an outcome that was spared."""
