"""What makes a sum fall due: work of the person, a use of what was made of it, a sale, a result. Words over masked sentences.

Signs as in `paywords`.
"""

import re

from .paywords import any_of

# What makes a sum fall due: a condition, or a thing counted.
_DUE = r"(?:for (?:the use of )?(?:each|every|any|all)|for as long as|as long as|while|per|each|every|each time|every time|whenever|when|where|if|should|once|in case|in the event)"
TRIGGER = re.compile(
    rf"\W{{0,3}}(?:more |extra |again |each |(?:an?|per) \w+ )?{_DUE}\b(?P<what>[^.;ⓂⓅⓈ]{{0,110}})", re.IGNORECASE
)
TRIGGER_BEFORE = re.compile(
    rf"(?:^|[.;:|] |, )\W*(?:\w{{1,3}}[.)] )?(?:[\w ]{{1,30}}\. )?{_DUE}\b(?P<what>[^.;ⓂⓅⓈ]{{0,160}})$", re.IGNORECASE
)
NEXT = re.compile(
    r",|\b(?:and|or|plus),? (?=(?:for|if|when|on|upon|in|per|at|an?|the)\b)|\b(?:in return|in consideration|as payment|as consideration)\b",
    re.IGNORECASE,
)
# Triggers: results, copies of the person, uses of what was made.
PASSED = any_of(
    r"\b(?:orders?|sales|views?|downloads?|installs?|followers|subscribers|sign-?ups|streams|tickets|box office)\b[^.;]{0,40}\b(?:pass|reach|exceed|top|hit|are over|go over|come to)",
)
COPIED = any_of(
    r"\bboost|\bwhitelist|\breposts?\b|\bre-?us(?:e|ing)\b|[ⓇⓁ]|\breplica|\bdouble\b|\btwin\b|\bavatar|\bhologram|\bclone|\bsynthetic|\bgenerated\b|\bmachine\b|\bcomputer\b|\bAI\b|\bartificial|\bdigital figure|\binstead of (?:him|her|them|Ⓣ)"
)
USED = any_of(
    r"\bre-?us\w+|\b(?:used?|uses|usage|shown|aired?|broadcast|streamed|played|published|licen[sc]e[sd]?|sequel\w*|versions?|outside the|after the (?:first|second|third|fourth)|train|renew\w*|extend\w*|exten(?:ds|sions?)|sells?|sold|ends up|stays?|patch\w*|(?<!payment )is made|poster|film|images?|pictures?)\b",
    r"\b(?:plays?|streams?|generat\w+|render\w*|boost\w*|whitelist\w*|takes? an image|thereafter)\b",
    r"^ ?(?:further|additional|other|later|extra|new)\b",
)
STANDS_IN = any_of(r"\bstands? in for\b|\bin (?:the )?place of\b|\binstead of\b")
OWN_WORK = any_of(
    r"\b(?:lesson|lecture|class|talk|bout|fight|match|race|concert|rehearsal|fitting|hour|day|session|appearance|event|post|performance|episode|visit|win|victory|shoot)\b"
)
SHIFT = any_of(
    r"\b(?:days?|nights?|hours?|hrs?|sessions?|fittings?|rehearsals?)\b"
)  # the person's own work in the label of a row
SOLD = any_of(r"\b(?:joins?|signs up|sold|installs?|orders?|downloads?)\b|^ ?(?:\w+ )?sale\b")
# "may use the pictures again for $900 a year"
MAY_USE = re.compile(
    r"\bmay (?:also |again )?(?:re-?use|use|show|broadcast|publish|run|be (?:used|shown|broadcast|published))\b[^.;ⓂⓅⓈ]*\b(?:at|for|against) $",
    re.IGNORECASE,
)
AGAIN = any_of(
    r"(?<!not to )(?<!not )\b(?:renew|extend|re-?use|further use|additional (?:use|territor|year)|sequel|prolong\w*|(?:for|per) (?:each|every|any|a) (?:further|additional|extra|second|third|later|new)|another (?:year|month|term|period|season)|boost\w*|whitelist\w*|paid (?:social|media)|white-listing)"
)
FOR_USAGE = re.compile(
    r" (?:extra |more |on top )?for (?:the )?(?:usage|use|further|each (?:further|additional|extra))\b", re.IGNORECASE
)
USAGE_FEE = any_of(r"\busage fee\b")
CAPTURED = re.compile(r"\b(?:for|of) (?:the |a )?(?:\w+ ){0,2}(?:capture|scan\w*) ", re.IGNORECASE)
FOR_THIS = any_of(r"\bfor (?:this|that|these|such) (?:work|recordings?|services?|days?|sessions?)\b")
