"""An action item says a direction, not a deed.

"Improve", "look into", and "consider" are never done and never refused. Nobody can tell from them who has to do what.

Instead: a verb, an object, and a threshold: add an alert when the lag is over 30 s for 5 minutes.

Bad:
    ## Action items

    - Improve monitoring.

Bad:
    ## Action items

    - Look into rate limiting.

Bad:
    ## Action items

    - Maybe we could have a test cluster.

Good:
    ## Action items

    - Add an alert when the lag is over 30 s for 5 min

Good:
    ## Action items

    - Improve the p99 of /search to under 300 ms

Good:
    ## Action items

    - Make sure the runbook is linked from the alert

Bad:
    ## Action items

    - Health check improvements

Bad:
    ## Action items

    - More proactive monitoring of bandwidth

Bad:
    ## Action items

    - Foster a culture of ownership

Bad:
    ## Action items

    - Document things better

Bad:
    ## Action items

    - We are still evaluating other providers

Bad:
    ## Action items

    - Add more tests

Good:
    ## Action items

    - Refactor the client to use one timeout of 3 s

Good:
    ## Action items

    - We will be introducing a rate limit on uploads

Bad:
    ## Action items

    - Alert on this kind of failure

Bad:
    ## Action items

    - Longer soak times for releases

Bad:
    ## Action items

    - We might need to rework some of the limits

Bad:
    ## Action items

    - Enforce stricter thresholds

Bad:
    ## Action items

    - Fix monitoring

Bad:
    ## Action items

    - Ensure backups work

Bad:
    ## Action items

    - Look deeper into the cause

Bad:
    ## Action items

    - Know how to renew certificates

Bad:
    ## Action items

    - Monitoring should be improved

Bad:
    ## Action items

    - Before the next move, plan ahead

Bad:
    ## Action items

    - Take another look at the timeouts

Bad:
    ## Action items

    - Measures are to be taken to avoid a recurrence

Good:
    ## Action items

    - Reduce the retention of snapshots to 3

Good:
    ## Action items

    - Keep at least one older kernel in the boot menu

Good:
    ## Action items

    ### Keep the module from loading

    ```
    # /etc/modprobe.d/nbd.conf
    blacklist nbd
    ```

    - Scope: every host
"""

import re
from collections.abc import Iterator
from typing import Final

from afterword.review.action_items import Item, worded
from afterword.review.case import Case
from afterword.review.diagnostic import Hit, Severity
from afterword.review.language.phrases import Phrases
from afterword.review.language.sayings import says
from afterword.text.expressions import later

CODE: Final = "ACT105"
SEVERITY: Final[Severity] = "warning"
SOURCES: Final = ("Lunney, Lueder and Beyer", "house soc")

_PRACTICE: Final = (
    r"(?:communications?|governance|monitoring|testing|tests|tooling|tools|documentation|docs|observability|alerting"
    r"|alerts|visibility|process(?:es)?"
    r"|procedures?|coverage|reviews?|handling|planning|training|onboarding|coordination|collaboration|logging|logs"
    r"|metrics|dashboards?|checks|controls"
    r"|safeguards|practices|hygiene|awareness|ownership|resilience|resiliency|reliability|stability|robustness"
    r"|redundancy|capacity|performance|security"
    r"|automation|validation|verification|oversight|discipline|transparency|escalation|response|detection|prevention"
    r"|prediction|understanding|insight"
    r"|support|isolation|scalability|quality|culture|runbooks?|playbooks?|deploy(?:ment)?s?|rollouts?|rollbacks?"
    r"|backups?|recovery|maintenance"
    r"|configuration|management|audits?|resources|effort|staff|people|guidance|instructions|messages?|messaging"
    r"|workflows?|strategy|experience)"
)
_BETTER: Final = (
    r"(?:better|more|improved|stronger|enhanced|tighter|additional|further|increased|greater|proper|appropriate"
    r"|sufficient|adequate"
    r"|regular|proactive|closer|clearer|smarter|stricter|earlier|faster|simpler|safer|deeper|wider|broader|extra"
    r"|thorough|comprehensive)"
)
_WE: Final = (
    r"(?:(?:the )?(?:[\w-]+ ){0,2}?team to |(?:(?:going forward|in (?:the )?future|long[- ]term|short[- ]term|next"
    r"|finally|also|additionally"
    r"|to (?:prevent|avoid|ensure) [^,]{3,80}),? )?"
    r"(?:we|i|you|the (?:\w+ )?team|someone|somebody|everyone|engineers|developers|they"
    r"|[\w ]{2,30}? and \w+)(?:['\u2019](?:ll|re|d|ve))? ?(?:also |all |just |really |still )?"
    r"(?:should|need to|needs to|must|will(?: need to| have to)?|have to|want to|could|can|may|ought to|shall"
    r"|might|plan(?:ning)? to|would like to|intend to|hope to|(?:are |is |were |was )?(?:also |still |now "
    r"|currently |actively )*(?:going to|gonna|planning to|hoping to)"
    r"|are|is)?\s*(?:also |then |all |just |really |still |now |currently |actively |continually |definitely |start "
    r"|begin |try to |to )*)?"
)
_VERB: Final = later(
    _WE + r"(?:"
    r"to |please |let['\u2019]s )?(?:continuously |further |better |proactively |actively |generally |always "
    r"|potentially |possibly )?"
    r"(?P<verb>improv(?:e|ing)|look(?:ing)? (?:into|at|for|after)|investigat(?:e|ing)|consider(?:ing)?|explor(?:e"
    r"|ing)|enhanc(?:e|ing)"
    r"|better|think(?:ing)? (?:about|of|through|more)|discuss(?:ing)?|evaluat(?:e|ing)|assess(?:ing)?|examin(?:e"
    r"|ing)|see (?:if|whether|about|how)"
    r"|try(?:ing)? (?:to (?!auto)|and|out)|attempt(?:ing)? to|work(?:ing)? (?:on|with|more|towards?|to|closely"
    r"|together|out)|strengthen(?:ing)?"
    r"|optimi[sz](?:e|ing)|research(?:ing)?|study(?:ing)?|analy[sz](?:e|ing)|brainstorm(?:ing)?|spik(?:e|ing)"
    r"|prototype|figur(?:e|ing) out"
    r"|find(?:ing)? (?:an?|some|out|ways?|better|more|the best)|address(?:ing)?|deal(?:ing)? with|handle better"
    r"|adopt(?:ing)? (?:an?|better|more)"
    rf"|be (?:better|more|aware|careful|mindful|proactive|transparent|clearer|faster|quicker|smarter|prepared|ready"
    rf"|able|vigilant)|do (?:better|more|an? better|something)"
    r"|stud(?:y|ying)|review(?:ing)?\b|revisit(?:ing)?|re-?think(?:ing)?|check (?:if|whether|out|how|why)"
    r"|understand(?:ing)?|clarify(?:ing)?"
    r"|get(?:ting)? (?:better|more|clarity|a better|an? \w+ understanding|feedback|buy-in|smarter|faster)|rais(?:e"
    r"|ing) (?:\w+ )?awareness|striv(?:e|ing)|aim(?:ing)? (?:to|for)"
    r"|seek(?:ing)?|pursu(?:e|ing)|re-?evaluat(?:e|ing)|re-?assess(?:ing)?|re-?consider(?:ing)?|determin(?:e|ing)"
    r"|reflect(?:ing)? (?:on|if|whether|about)|foster(?:ing)?"
    r"|encourag(?:e|ing)|promot(?:e|ing) (?!the (?:replica|standby)|\w+ to )|cultivat(?:e|ing)|embrac(?:e|ing)"
    r"|empower(?:ing)?|champion|nurture|instil|align(?:ing)? (?:on|with|the team)|harden(?:ing)?"
    r"|streamlin(?:e|ing)|refin(?:e|ing)|moderni[sz](?:e|ing)|revamp(?:ing)?|tighten(?:ing)?|formali[sz](?:e|ing)"
    r"|standardi[sz](?:e|ing)|mature|solidify|beef(?:ing)? up|ramp(?:ing)? up|step(?:ping)? up"
    rf"|increas(?:e|ing) (?:the |our |\w+ )?(?:{_PRACTICE})|reduc(?:e|ing) (?:the )?(?:risk|likelihood|chance"
    rf"|complexity|noise|impact|toil|probability|dependenc\w+|time|number|amount)"
    r"|minimi[sz](?:e|ing)|maximi[sz](?:e|ing)|boost(?:ing)?|leverag(?:e|ing)|focus(?:ing)? (?:on|more)"
    r"|prioriti[sz](?:e|ing)|emphasi[sz](?:e|ing)|stay on top|follow(?:ing)? up(?: with| on)?"
    r"|defin(?:e|ing) (?:an? )?(?:better|clearer?|strategy)|develop(?:ing)? (?:an? )?(?:strategy|plan|better|more"
    r"|stronger|best)|com(?:e|ing) up with|hav(?:e|ing) an? (?:discussion|conversation"
    r"|think|better|chat|talk)|talk(?:ing)? (?:to|with|about)|reach(?:ing)? out|speak (?:to|with)|engag(?:e"
    r"|ing) (?:with|more)|collaborat(?:e|ing)|coordinat(?:e|ing)|communicat(?:e|ing)|tak(?:e|ing) (?:steps|action"
    r"|measures|care|a (?:closer|hard|deeper|second) look)"
    r"|plan(?:ning)? (?:for|to|better|ahead)|push(?:ing)? (?:for|forward|ahead)|mov(?:e|ing) (?:forward"
    r"|ahead) (?:with|on)|go(?:ing)? (?:forward|ahead) with|put(?:ting)? (?:more|some|additional)"
    r"|invest(?:ing)? (?:in|more|time|some)|spend(?:ing)? (?:more|some)|devot(?:e|ing)|dedicat(?:e|ing)|allocat(?:e"
    r"|ing) (?:more|some|time)|learn(?:ing)?|gather(?:ing)? (?:more|feedback|ideas|requirements)|gain(?:ing)?"
    r"|identify(?:ing)? (?:\w+ )?(?:tool\w*|ways?|options?|opportunit\w+|areas?|gaps?|potential|possible|any|other"
    r"|more|better|where|how|what|which|alternatives?|improvements?|candidates?|solutions?)"
    r"|support(?:ing)? (?:the )?teams?|upskill(?:ing)?|coach(?:ing)?|mentor(?:ing)?|sociali[sz](?:e|ing)|educat(?:e"
    r"|ing)|evangeli[sz](?:e|ing)|shar(?:e|ing) (?:learnings?|knowledge|lessons)|observ(?:e|ing)\b"
    r"|(?:start |begin |keep )?monitor(?:ing)? (?:[^.;]{2,120}? )?(?:closely|more|better|carefully)\b"
    r"|keep(?:ing)? (?:improving|working|looking|pushing)|experiment(?:ing)? with|play(?:ing)? with|toy with"
    r"|weigh(?:ing)?|debat(?:e|ing)"
    r"|ensur(?:e|ing) (?:better|more|proper|appropriate|adequate|sufficient|good|the right|quality|high|smooth"
    r"|continued|effective)|mak(?:e|ing) (?:it |things |the |our |sure (?:we|everyone|people|all|engineers"
    r"|developers|the team)"
    r"|(?:[\w-]+ ){1,6}?(?:more|better|safer|easier|faster|simpler|clearer|stronger|smoother)\b)(?!.*\b(?:is"
    r"|are) (?:documented|linked|tested|rotated)))\b",
    re.IGNORECASE,
)
_LEANING: Final = later(
    _WE + r"(?:"
    r"to |please |let['\u2019]s )?(?P<verb>avoid(?:ing)?|mitigat(?:e|ing)|protect(?:ing)? (?:against|from)"
    r"|limit(?:ing)? (?:the )?(?:blast|impact|exposure|damage)"
    r"|handl(?:e|ing) [^.;]{2,40}? (?:better|properly|gracefully|correctly)|decid(?:e|ing) (?:on|if|whether|how|what"
    r"|which|who)|agree(?:ing)? on|choos(?:e|ing)"
    r"|compar(?:e|ing)|track(?:ing)?|audit(?:ing)?|check(?:ing)? (?:other|all|for|our|on|what|into)|sort(?:ing)? out"
    r"|work(?:ing)? out|keep(?:ing)? [^.;]{2,40}? up[- ]to[- ]date"
    r"|maintain(?:ing)?|manag(?:e|ing)|rely(?:ing)? (?:less|more)|expand(?:ing)?|build(?:ing)? (?:trust|confidence"
    r"|resilience|more|better|up|\w+ culture)"
    r"|set(?:ting)? (?:clear |better |the right )?expectations|creat(?:e|ing) (?:more )?awareness|inform(?:ing)?"
    r"|tell(?:ing)?|prepar(?:e|ing)|practi[cs](?:e|ing)|rehears(?:e|ing)"
    r"|lobby|advocat(?:e|ing)|respect|stop (?:relying|doing)|mov(?:e|ing) (?:away|towards?)"
    r"|transition(?:ing)? (?:away|towards?)|get(?:ting)? rid|phas(?:e|ing) out"
    r"|(?:prevent|stop|avoid|detect|catch)(?:ing)? (?:\w+ ){0,2}?(?:recurrences?|incidents?|outages?|issues?"
    r"|problems?|failures?|errors?|this|such|similar|these|anomalies)"
    r"|treat(?:ing)?|assum(?:e|ing)|recogni[sz](?:e|ing)|acknowledg(?:e|ing)|remember(?:ing)?|be(?! \w+ing)|care"
    r"|help(?:ing)?|assist(?:ing)?|guid(?:e|ing)|inspect(?:ing)?|question(?:ing)?"
    r"|document(?:ing)? (?:the |our |this |all |these |any )?(?:process(?:es)?|procedures?|incident|learnings?"
    r"|lessons?|knowledge|architecture|systems?|steps|everything|findings|things)\W*$"
    r"|automat(?:e|ing) (?:the |our |this |more |all |as )?(?:process(?:es)?|deployments?|everything|much|of|things"
    r"|tasks|procedures?|manual)"
    r"|mak(?:e|ing) (?:[\w-]+ ){1,6}?(?:a priority|robust|resilient|reliable|secure|scalable|visible|stable"
    r"|consistent|observable|maintainable|easy|idempotent)"
    r"|ensur(?:e|ing) (?:that )?(?:[\w-]+ ){1,6}?(?:is|are|remains?|stays?) (?:robust|resilient|reliable|secure"
    r"|scalable|stable|ready|prepared|aware|healthy|adequate|sufficient|up to date|properly|aligned|available"
    r"|in place|followed|well)"
    r"|ensur(?:e|ing) (?:that )?(?:we|everyone|all teams|teams|engineers|developers|people|the team|staff)"
    r"|clean(?:ing)? up|reconsider|tak(?:e|ing) (?:more|better|extra|greater)|bring(?:ing)? (?:more|better)|driv(?:e"
    r"|ing)|lead(?:ing)?|deepen|broaden|elevate|accelerat(?:e|ing)|speed(?:ing)? up|eliminat(?:e|ing)"
    r"|lower(?:ing)? (?:the )?risk)\b",
    re.IGNORECASE,
)
_DEEDS: Final = (
    r"(?:add|creat|remov|delet|block|enabl|disabl|deploy|migrat|upgrad|configur|automat|document|writ|implement"
    r"|replac|rotat|install|pag|alert|fix|mov|pin|enforc|validat|reject"
    r"|set|switch|run|build|split|introduc|updat|requir|us|put|chang|restrict|limit|separat|publish|send|log|record"
    r"|expos|stor|cach|test|deprecat|drop|renam|merg|schedul|back"
    r"|scal|increas|reduc|rais|lower|patch|revert|roll|restor|provision|convert|notif|show|display|print|return"
    r"|includ|extend|isolat|turn|shut|clos|open|fil|wir|hook|export"
    r"|import|index|purg|encrypt|mask|sign|verif|check|ensur|mak|stop|assign|been|not|link|tag|label|mount|hav|giv"
    r"|post|provid|destroy|establish|appoint|hire|fund|buy|order|get|tell"
    r"|cut|cap|throttl|queue|retry|retir|archiv|sync|hold|keep|call|declar|start|ask|allow|let|bump|sett|runn|putt"
    r"|cutt|shutt|splitt)"
)
_WISHED: Final = later(
    r"(?:we|i|our \w+|the \w+(?: \w+)?|it|this|someone|they|teams?|engineers|developers) (?:also |really |all |just "
    r"|probably |definitely )?"
    r"(?:should|need to|needs to|must|ought to|want to|wants to|would like to|have to|has to)\b(?: also| probably"
    r"| really| likely| definitely| all| only)*+"
    rf" (?!(?:be )?{_DEEDS}\w*\b)|[^.;]{{3,80}}? (?:are|is) (?:a )?(?:big deal|important|crucial|essential|key"
    rf"|critical|vital|necessary)\b",
    re.IGNORECASE,
)
_NOUN: Final = later(
    rf"(?:(?:an? |some |the |our |much |even |general(?:ly)? |overall )?{_BETTER} (?:and (?:more "
    rf"|better )?\w+ )?(?:[\w/-]+ ){{0,3}}?{_PRACTICE}\b"
    r"|(?:[\w/-]+ ){1,4}(?:improvements?|enhancements?|optimi[sz]ations?|hardening|awareness)\b(?=\W*$| (?:for|to|of"
    r"|in|across|around|with|and)\b)"
    r"|(?:improvements?|enhancements?|investigations?|better|discussions?|research|exploration|training|awareness"
    r"|follow-?up) (?:to|of|for|in|into|around|on|about|with)\b)",
    re.IGNORECASE,
)
_ANYWHERE: Final = Phrases(
    r"\b(?:may|might) (?:also )?(?:need|have) to\b|\b(?:an?|the|our) (?:\w+ )?priority\b|\bsounds like\b"
    r"|\bappropriate (?:actions?|measures|steps)\b|\bsome tweaks\b|\bclose[rs]? (?:watch|eye|look)\b"
    r"|^(?:an? |the )?[\w -]{5,60} (?:is|are) (?:needed|required|necessary)\W*$|\bmight be an? (?:good )?(?:option"
    r"|idea)\b|\bmaybe\b|\bperhaps\b|\bpossibly\b|\bwould be (?:nice|good|great"
    r"|useful|helpful|ideal|better|worth|beneficial|interesting)\b"
    r"|\b(?:could|may|might) be (?:better|improved|worth|useful|helpful|considered|clearer)\b|\b(?:is|be"
    r"|it['\u2019]s) worth \w+ing\b"
    r"|\bshould have (?:something|some kind|better|more)\b|\bneeds? (?:more|better|some|improvement|improving"
    r"|attention|rework|love|to be (?:better|more|improved|revisited|reviewed|looked|rethought|thought"
    rf"|discussed|considered|addressed|investigated|explored|clearer|faster|easier|simpler|strengthened))\b"
    rf"|\bbetter {_PRACTICE}\b|\bshould be (?:better|more|improved|revisited|clearer|considered|explored"
    rf"|investigated|discussed|looked|addressed|strengthened)\b"
    r"|\b(?:are|be|is|['\u2019]re|\u2019re|were) (?:also |still |currently |actively |now |continuously )?(?:looking"
    r"|investigating|exploring|considering|thinking|evaluating|assessing|working|discussing|researching|reviewing"
    r"|hoping)\b"
    r"|\bwe need to ensure\b|\bsome (?:kind|sort|form|type) of\b|\bwill need to adopt\b|\bin the long[- ](?:term"
    r"|run)\b|\bconsider (?:\w+ing|whether|if|an?|the)\b(?! contributing)"
    r"|\bmore (?:robust|resilient|reliable|stable|secure|observable|visible|flexible|scalable|transparent|proactive"
    r"|effective|efficient|maintainable|user-friendly|fault[- ]tolerant|consistent|careful\w*|closely|carefully"
    r"|thoroughly|frequently|often|regularly|seriously|aware)\b"
    r"|\b(?:put|invest|spend|devote|dedicate) (?:more|some|additional) (?:effort|time|resources|energy|thought|work"
    r"|focus)\b|\bwork more on\b"
    r"|\b(?:multiple|several|various|some|further|other|many|number of) (?:\w+ )?(?:improvements?|enhancements?"
    r"|measures|steps|changes)\b|\bways (?:to|of|in which)\b"
    r"|\b(?:this|it|such|similar|these|the (?:issue|problem|incident|same)s?|incidents? like this"
    r"|something like this|anything like this)(?: \w+){0,3} (?:does not|doesn['\u2019]t|never|cannot|can['\u2019]t"
    r"|won['\u2019]t|not|do not|don['\u2019]t) (?:happen|occur|recur|repeat)"
    r"|\b(?:prevent|avoid|stop) (?:this|similar|such|these|future|any|recurrence|re-?occurrence|the same|incidents"
    r"|further)\b(?=[^.;]{0,60}$)"
    r"|\bas (?:much|far|soon|quickly|early) as possible\b|\bbest practices?\b|\bculture of\b|\betc\b|\band so on\b"
    r"|\b(?:sort|clean|tidy|tighten|speed|smarten)(?:ing)? (?:things|this|it) up\b|\bbe (?:able|prepared"
    r"|ready) to (?:better|more|quickly|faster)\b"
    r"|\bneed to (?:start|begin) \w+ing\b|\bdeep[- ]dive\b|\bkeep (?:this|that) in mind\b|\bclose (?:watch|eye)\b"
    r"|\bpretty closely\b|\btake (?:this|it) (?:more )?seriously\b"
)
_DO: Final = (
    r"(?:add|write|implement|introduce|create|build|set up|setup|put in place|provide|have|get|enable|hold|do"
    r"|conduct|perform|carry out|run|update|revise"
    r"|rework|hire|automate|test|plan|upgrade|ensure|establish|define|develop|deploy|use|apply|follow|give|bring"
    r"|organi[sz]e|schedule|arrange|set|add|offer|need|enforce|impose|adopt|require|include)"
)
_BARE: Final = later(
    rf"{_WE}(?:setup|set up|fix|have|get|need|follow|respect|introduce|ensure) (?:the |our |some "
    rf"|proper )?(?:[\w/-]+ )?"
    rf"(?:{_PRACTICE}|checklists?|the rules)\W*$|{_WE}ensur(?:e|ing) (?:that )?(?:[\w-]+ ){{1,3}}?(?:works?|working"
    rf"|raised"
    r"|covered|tested|monitored|in order|(?:is|are) (?:\w+ )?(?:working|raised|monitored|covered|liaising|followed))\b"
    rf"|{_WE}(?:ensur(?:e|ing)|make sure) (?:that )?(?:the |all |our )?(?:[\w-]+ )?(?:teams?|staff|engineers|people)\b"
    rf"|(?:strongly )?(?:recommend|suggest|propose)(?:s|ed|ing)? \w+|{_WE}look(?:ing)? (?:deeper|closer|further|more"
    rf"|again)\b"
    rf"|{_WE}stay(?:ing)? (?:in|on|close|up)\b|(?:[\w-]+ ){{0,3}}?(?:should |to |must )?(?:re)?familiari[sz](?:e|ing)\b"
    rf"|[^.;:]{{0,60}}?\bwe should (?:always |also )*(?:check|verify|think|look|ask|test) (?:\w+ )?(?:carefully"
    rf"|thoroughly|twice"
    rf"|again)\b|[^.;:]{{0,30}}?\b(?:i|we) (?:might|may) (?:also |re)?\w+|"
    rf"{_WE}{_DO}(?:ing)? (?:the |our |some |an? |on "
    rf"|all )?(?:{_BETTER} )?(?:and \w+ )?{_PRACTICE}(?: and (?:\w+ )?{_PRACTICE})?\W*$"
    rf"|{_WE}{_DO}(?:ing)? (?:an? |the |our |some |us )?(?:much |even )?{_BETTER} [\w/-]+"
    rf"|{_WE}(?:refactor|rework|overhaul|simplify|tune|revise|tidy up|restructure|rationali[sz]e|reduce (?:the "
    rf"|our )?(?:technical|tech) debt|clean up)(?:ing)?\b(?! [^.;]*\b(?:to|so|into|by|with|which"
    r"|that)\b)|(?:longer|shorter|stricter|tighter|fewer|closer|clearer|deeper|faster|safer|simpler) \w+|reduc(?:e"
    r"|ing)\b(?! [^.;]*\bto\b)|(?:raise|bring up|discuss|share|present|socialise) (?:the |our |this "
    r"|these )?(?:topic|learnings?"
    r"|lessons|issue|findings|knowledge|postmortem|incident)\b"
    r"|(?:hold|organi[sz]e|schedule|set up|have|arrange|run) an? (?:[\w-]+ )?(?:session|meeting|discussion|workshop"
    r"|retro\w*|chat|call|talk)\b|(?:push|chase|press|nudge|ping|contact|ask) (?:the )?(?:vendor|provider|supplier"
    r"|\w+) (?:for|about)\b"
    r"|(?:longer[- ]term|long[- ]term|eventually|ideally|one day|at some point|in due course)\b|(?:discussions|talks"
    r"|investigation|work) (?:\w+ )?(?:with|into|on) [^.;]{2,40}|go over\b|sync with\b|keep (?:everyone|people"
    r"|customers) (?:better )?informed",
    re.IGNORECASE,
)
_STRONG: Final = Phrases(
    rf"\b(?:for|around|on|of|like|to) (?:this|that|these|those|it|such)\W*$|\bthis (?:kind|type|sort) of\b"
    rf"|\bsuch (?:cases|situations|incidents|failures|issues|problems)\b|\bneeds? to be (?:updated|better|clearer"
    rf"|fixed|done)\W*$|\bsome (?:kind|sort|form|type) of\b|\bbest practices?\b|\bneeds? (?:[\w-]+ )?work\b"
    rf"|\bneed an? (?:better|new"
    rf"|good|proper|more \w+)\b|\b{_BETTER} (?:[\w-]+ )?(?:way|approach|solution|plan|strategy|ownership)s?\b"
    r"|\b(?:better|more often|regularly|(?:more|less) (?:often|regularly|frequently|carefully|thoroughly|quickly"
    r"|closely|easily|reliably|proactively|widely|broadly|gracefully)|earlier|sooner|properly|thoroughly"
    r"|safer|faster|easier|clearer|more|carefully|proactively|responsibly|accordingly|smoother|simpler|quicker"
    r"|more \w+)\W*$|\bget to a (?:place|point|state)\b|\b(?:where|as) (?:needed|appropriate|necessary|possible"
    r"|applicable)\b"
    r"|\bwould be (?:good|nice|great|useful|helpful|ideal)\b|\badditional training\b|\b(?:a )?fresh look\b"
)
_AIM: Final = later(r"(?<=\w{3})[.;] |\bso that\b|\bin order to\b")
_TITLE: Final = later(r"\W*\w+(?: \w+){0,2}\W*:\W*$")
_DEED: Final = later(
    r"\b(?:add|create|remove|delete|block|enable|disable|deploy|migrate|upgrade|configure|automate|document|write"
    r"|implement|replace|rotate|install|page|alert|fix|move|pin|enforce"
    r"|validate|reject|set|switch|run|build|split|introduce|update|put a|require)\b",
    re.IGNORECASE,
)


def check(case: Case) -> Iterator[Hit]:
    """Items that begin with a verb of intention, or hedge; a threshold or a day silences."""
    for item in worded(case):
        if item.is_bounded or not item.is_open or _TITLE.match(item.text, item.lead):
            continue
        found = next(
            (m for p in (_VERB, _LEANING, _NOUN, _BARE, _WISHED) if (m := p.match(item.text, item.lead))), None
        ) or _hedged(item)
        if not found:
            found = _said(item)
        if found:
            word = found.groupdict().get("verb") or found.group()
            yield Hit(
                span=item.span(found),
                message=f"no deed: {word.strip()!r}",
                suggestion="Which deed, on which thing, and by which figure is it done?",
            )


def _said(item: Item) -> re.Match[str] | None:
    """What the data say of wishes; in an item that begins with a deed, nothing."""
    first = _AIM.split(item.text, maxsplit=1)[0]
    if _FIGURE.search(first):
        return None
    for start in _starts(first, item.lead):
        found = says("vague.start", first, start)
        if found and found.start() - start <= _LEAD:
            return found
    return None if _DEED.match(first, item.lead) else says("vague.any", first, item.lead)


def _starts(text: str, lead: int) -> Iterator[int]:
    """Where the words of an item begin: after a label, and after what says when."""
    yield lead
    label = _LABELLED.match(text, lead)
    if label:
        yield label.end()
    when = _WHEN.match(text, label.end() if label else lead)
    if when:
        yield when.end()


_LABELLED: Final = later(r"[^.;:,]{2,30}: +")
_WHEN: Final = later(
    r"(?:before|after|when(?:ever)?|during|for|in|on|at|to|if|while|next time|going forward|from now on|as a team"
    r"|additionally|also|finally|generally|more generally|furthermore)\b[^.;:,]{0,60}, ",
    re.IGNORECASE,
)
_FIGURE: Final = later(r"\b(?:to|at|than|least|most|every) \W?\d")
_LEAD: Final = 3
"""Characters that may stand before the first word of an item: quotation marks, a dash."""


def _hedged(item: Item) -> re.Match[str] | None:
    """Words of direction anywhere; in an item that begins with a deed, only those that take it back."""
    first = _AIM.split(item.text, maxsplit=1)[0]
    strong = _STRONG.search(first)
    return strong if strong or _DEED.match(item.text, item.lead) else _ANYWHERE.search(first)
