"""The words by which sides and likenesses are told: labels of parties, and what stands around a party's name."""

import re
from typing import Any

import re2

# Labels that usually name one side. They decide only where the document's own sentences do not.
TALENT_LABELS = [
    "talent",
    "artist",
    "performer",
    "model",
    "actor",
    "actress",
    "athlete",
    "player",
    "endorser",
    "celebrity",
    "contributor",
    "creator",
    "narrator",
    "spokesperson",
    "spokesmodel",
    "professional",
    "driver",
    "personality",
    "influencer",
    "ambassador",
    "releasor",
    "participant",
    "subject",
    "singer",
    "musician",
    "author",
    "host",
    "coach",
    "individual",
    "person",
    "estate",
    "lender",
    "owner",
    "consultant",
    "presenter",
    "dancer",
    "speaker",
    "golfer",
    "racer",
    "rider",
    "racing",
    "interviewee",
    "guest",
    "extra",
    "volunteer",
    "patient",
    "student",
    "employee",
    "member",
    "contestant",
    "streamer",
    "vocalist",
    "heirs",
    "executor",
    "executors",
    "beneficiary",
    "child",
    "minor",
]
COMPANY_LABELS = [
    "company",
    "producer",
    "studio",
    "brand",
    "client",
    "advertiser",
    "licensee",
    "sponsor",
    "agency",
    "platform",
    "network",
    "publisher",
    "employer",
    "manufacturer",
    "distributor",
    "label",
    "buyer",
    "customer",
    "provider",
    "releasee",
    "purchaser",
    "corporation",
    "producers",
    "developer",
    "bank",
    "engager",
    "commissioner",
    "photographer",
    "school",
    "organiser",
    "organizer",
    "production",
    "hospital",
    "museum",
    "university",
    "charity",
    "broadcaster",
    "station",
    "festival",
    "theatre",
    "magazine",
    "newspaper",
    "operator",
    "supplier",
    "retailer",
    "lab",
    "laboratory",
    "club",
    "academy",
    "church",
    "foundation",
    "organization",
    "organisation",
    "institute",
    "released party",
    "released parties",
    "releasees",
]
# Of these, words that name a thing as often: they are a side where they act as one ("the Platform shall pay") or a firm stands beside them.
ALSO_THINGS = frozenset(
    ["production", "platform", "network", "label", "station", "festival", "theatre", "magazine", "newspaper", "lab", "laboratory"]
)  # fmt: skip
ENTITY = re.compile(
    r"\b(?:Inc|INC|L\.?L\.?C|Ltd|LTD|Limited|LIMITED|Corp|CORP|Corporation|CORPORATION|Company|COMPANY|Co|CO|L\.?P|L\.?L\.?P|GmbH|AG|S\.?A|SAS|S\.?r\.?l|B\.?V|N\.?V|"
    r"P\.?L\.?C|PBC|Pty|KK|Oy|AB|A/S|Bank|Trust|Foundation|Group|University|Association|League|Studios?|Productions|"
    r"Entertainment|Enterprises|Holdings|Partners|Agency|Technologies|Labs)\b\.?",
)
OPENING_ENTITY = re.compile(
    r"(?<![\w.])(?:[A-Z][\w&'’.-]*,? (?:(?:of|and|the|&) )?){0,6}[A-Z][\w&'’.-]*,? "
    r"(?:Inc\.?|INC\.?|L\.?L\.?C\.?|Ltd\.?|LTD\.?|Limited|LIMITED|Corp\.?|Corporation|CORPORATION|Company|COMPANY|Gmbh|GmbH|AG|"
    r"L\.P\.|LP|LLP|N\.V\.|B\.V\.|S\.A\.|S\.p\.A\.|PLC|plc|Pty|Bank|BANK|University)(?!\w)"
)
LIKENESS = (
    r"(?:name|names|likeness(?:es)?|image|images|voice|voices|signature|autograph|portrait|persona|photographs?|"
    r"nickname|identity|endorsement|endorsements|appearance|appearances|performances?|face|picture|identification|"
    r"biograph\w+|personality)"
)
PICTURED = (
    r"(?:likeness(?:es)?|images?|voices?|faces?|portraits?|photographs?|photos?|pictures?|performances?|appearances?)"
)
STRONG_LIKENESS = re.compile(
    r"likeness|\bvoice\b|\bpersona\b|right[s]? of publicity|photographs? of (?:me|him|her|the [A-Z])|facsimile signature|autograph|"
    r"name,? (?:and|or) (?:image|picture|portrait|endorsement)|\bfac(?:e|ial)\b|digital (?:replica|double|twin)",
    re.IGNORECASE,
)
THING = re.compile(
    r"identif|likeness|image|name|propert|endors|material|right|attribute|ip\b|persona|licen[sc]ed|content|publicity|"
    r"appearance|photo|recording|voice|result|replica|avatar|clone|twin|double|model|performance|data|scan",
    re.IGNORECASE,
)
REPLICA = re.compile(
    r"digital(?:ly)? (?:replica|double|twin|human|clone)|voice (?:clone|model|replica|double|twin)|"
    r"(?:voice|face|cloned|cloning|synthetic|custom|digital|ai|a\.i\.) (?:avatar|voice|likeness|twin)|"
    r"\bavatars?\b|\bclon(?:e|ed|ing)\b|\breplica\b|synthetic (?:voice|performance|media)|simulat\w+ of (?:the|his|her)",
    re.IGNORECASE,
)
QUOTED = r"[“\"‘'`]{1,2}\s?(?:the )?(?P<term>[A-Z0-9][\w&.,’' /-]{0,48}?)[,.]?\s?[”\"’'`]{1,2}"
# (the "Professional"), (hereinafter referred to as "Ogle"), ("KI"), (collectively, the "AS Parties")
IN_PARENTHESES = re.compile(r"\((?:[^()“”\"]{0,90}?)" + QUOTED + r"(?:[^()]{0,120}?)\)")
HEREINAFTER = re.compile(
    r"(?:hereinafter|hereafter|herein)[,]?\s+(?:(?:collectively|individually|jointly)\s+)?(?:referred\s+to\s+as|called|known\s+as)?"
    r"\s*(?:the\s+)?" + QUOTED
)
MEANS = re.compile(
    QUOTED
    + r"\s+(?:shall\s+|will\s+|as\s+used\s+herein\s+)?(?:means?|includes?|refers?\s+to|is\s+defined|(?:is|are)\s+(?:an?|the|any|all|each)\b)"
)
# What a definition of "Person" says behind "means": people and companies alike.
ANYBODY = re.compile(
    r"\s*(?:(?:any|an?|each|every)\s+)?(?:natural\s+)?(?:individual|person|human\s+being)s?\b[^.;]{0,120}\b(?:corporation|partnership|company|firm|entity)\b",
    re.IGNORECASE,
)
LOAN_OUT = re.compile(
    r"f/s/o|for (?:the )?services of|furnish(?:es|ing) the services|loan-?out|(?:on behalf of|acting for) (?:the )?(?:artist|talent|athlete|player|model|performer|speaker)",
    re.IGNORECASE,
)
# In terms the service is whoever does what only a service does, twice at least; some never say that they are "we".
SERVICE_ACTS = re.compile(
    r"\b(?:[Bb]etween (?:you|[Cc]ustomer) and|[Yy]ou(?: are)?(?: hereby)? grant(?:ing)?(?: to)?) ((?!the\b)\w+(?: [A-Z]\w+)?)\b|"
    r"\b([A-Z]\w+(?: [A-Z]\w+)?)(?:,? in its (?:sole|reasonable) (?:and absolute )?discretion,?)?(?: may| will| shall)?(?:,? (?:in|at) its (?:sole )?discretion,?)? "
    r"(?:reserves? the right|do(?:es)? not (?:claim|guarantee|warrant|endorse|control)|(?:hereby )?grants? (?:to )?(?:you|[Cc]ustomer|[Cc]lient)\b|"
    r"(?:elect to )?(?:suspend|terminate)\b|has no (?:obligation|liability|control)|is not (?:responsible|liable)|not be (?:responsible|liable))"
)
NO_SERVICE = re.compile(
    r"(?:we|us|our|you|your|users?|customers?|clients?|creators?|subscriber|member|party|parties|either|neither|each|it|if|this|that|these|the|and|or|"
    r"company|licensee|developer|third|any|such|no|when|where|order|work|apple)\b",
    re.IGNORECASE,
)
# A company that holds a person's rights and grants them stands on the person's side.
RIGHTS_COMPANY = re.compile(r"\b(?:image|rights|loan-?out|lending)(?: rights)? company\b", re.IGNORECASE)
HEAD = 14_000  # characters: parties and the terms that stand for them are defined by then
OPENING = 2500  # characters: parties that no quoted term defines are named by then
# Patterns for whole texts that seldom match are RE2's, which reads every character once; those that match often begin with
# plain letters and look back for the word's edge, so that the search skips what cannot begin a match.
FIRST_PERSON: Any = re2.compile(
    r"\bI(?:,[^,]{1,60},)? (?:hereby|grant|agree|understand|consent|authori[sz]e|release|waive|give|acknowledge|allow|permit|confirm|let|am over|have read|license|licence|assign|keep|appear|"
    r"am (?:not )?(?:being )?paid|will (?:not )?(?:be (?:not )?paid|receive|appear|perform|pose)|may (?:reject|withdraw|revoke|stop|ask|call))\b|"
    r"\b[Tt]he undersigned (?:hereby )?(?:grants?|consents?|authori[sz]es?|releases?|gives?|waives?|represents?|warrants?)\b"
)
# Whose likeness a letter's "my" and "your" speak of, and who gives what to whom.
MY_LIKENESS: Any = re2.compile(
    r"\b[Mm]y (?:(?:child|son|daughter|ward)['’]s )?(?:\w+,? (?:and |or )?){0,3}?(?:likeness|image|voice|portrait|photograph|picture|performance|face|body)s?\b|"
    r"\b(?:film|sound|footage|photographs?|pictures?|images?|videos?|recordings?)(?: and \w+)?(?: taken| made)? of (?:me\b|my (?:work|voice|interview|contribution)\b)|"
    r"\b(?:film|photograph|record|tape)(?:ing)? (?:and \w+ )?me\b"
)
YOU = re.compile(r"[Yy](?<=\b[Yy])ou")
YOU_TALENT_BEFORE = re.compile(
    rf"\b(?:pay(?:ing)?|compensate|(?:photograph|film|record|scann?|portray|depict)(?:ing)?|engage|book|hire|cast|{PICTURED} of) \Z"
)
YOU_TALENT = re.compile(
    rf"r (?:child['’]s )?(?:\w+,? (?:and |or )?){{0,3}}?{PICTURED}\b|"
    r"r (?:child(?:ren)?|son|daughter|ward|head|body|headshot|engagement|agent|role|talk|interview|performance|reading|handle|followers|channels?|reels?)\b|"
    r" (?:are|will be|shall be) (?:not )?(?:being )?paid\b|"
    r"(?:,[^,.]{1,60},)* (?:(?:will|shall|hereby|also|not|irrevocably|expressly) )*(?:grant|assign|license|licence|permit|authori[sz]e|waive|let|"
    r"appear|perform|voice|narrate|pose|model|play|sing|be (?:photographed|filmed|recorded)) "
)
YOU_COMPANY_BEFORE = re.compile(r"\bI (?:hereby )?(?:grant|give|authori[sz]e|permit|allow|assign|release) (?:to )?\Z")
YOU_COMPANY = re.compile(
    rf" (?:may|shall|will|can)(?: not)? (?:use|pay|photograph|film|record) (?:me\b|my |us\b|our |(?:the )?\w+['’]s {PICTURED}\b)"
)
WE_ARE_SHOWN = re.compile(
    r"\b(?:photograph|film|record) us\b|[Oo](?<=\b[Oo])ur (?:(?:child|son|daughter)['’]s )?(?:\w+,? (?:and |or )?){0,2}?(?:likeness(?:es)?|voices?|faces?|portraits?)\b"
)
YOU_DEFINED = re.compile(r"\([^()\n]{0,40}[“\"‘'][Yy]ou[”\"’',][^()\n]{0,40}\)")
WHO_IS_YOU = 160  # characters before the definition that say who is meant
# A name that stands for "we": 'When we speak of "Orlo", "we" and "us"'. What is offered under a name is no party.
CALLED_WE = re.compile(
    r"[“\"‘']\**([A-Z][\w.&-]*(?: [\w.&-]+){0,3}?)\**,?\**[”\"’']\**,?(?: and| or)? [“\"‘']\**(?:we|us|our|ours)\b"
    r"|(?:referred to as|called) ([A-Z][\w.&-]*(?: [A-Z][\w.&-]*){0,2}),? (?:or )?[“\"‘']\**(?:we|us|our)\b"
)
OFFERED = re.compile(
    r"(?:Properties|Services?|Sites?|Websites?|Platform|Software|Apps?|Products?|Content|Materials?|Data|Technology|Terms)$"
)
# The legal form behind a firm's name, without which contracts go on to speak of it: "Orlo" of "Orlo Ltd".
LEGAL_FORM = re.compile(
    r",?\s+(?:Inc|INC|L\.?L\.?C|Ltd|LTD|Limited|Corp|Corporation|Company|Co|GmbH|L\.?L\.?P|P\.?L\.?C|Pty|B\.?V)\b.*\Z"
)
# What stands for a name in a template: "{{brand.name}}", "[Company Name]".
BLANK_NAME = r"\{\{?[^{}\n]{1,60}\}\}?|\[[A-Za-z][^\[\]\n]{1,60}\]"
# A name as written: words in capitals, joined by small ones, or what stands for it.
NAMED = rf"(?:[A-Z][\w&.'’®™-]+(?:,? (?:(?:of|and|the|for) )*[A-Z&][\w&.'’®™-]*)*|{BLANK_NAME})"
# Whom a first-person release speaks to: "I grant Bluestem Ltd, its successors ..."
RECIPIENT = re.compile(
    r"I(?<=\bI)(?:, [^,;.\n]{1,60},)? (?:(?:hereby|irrevocably|voluntarily|freely|also|further|do|agree to) )*"
    r"(?:grant|give|authori[sz]e|permit|release|allow|let)(?: (?:my )?(?:full )?(?:permission|consent))?(?: (?:un)?to)? "
    rf"({NAMED})"
)
# The same of a side that is named, and what a party does that no label names: "Talent grants Orlo", "Orlo shall pay".
GIVES_TO = (
    r"\** (?:(?:hereby|irrevocably|expressly|explicitly|also|freely) )*\**"
    rf"(?:grants?|gives?|assigns?|licenses?|authori[sz]es?|permits?|allows?|releases?|consents? to)\**(?: (?:un)?to)? (?P<name>{NAMED})"
)
PARTY_ACTS = re.compile(
    rf"(?P<name>{NAMED}) (?:shall|will|may|agrees?|owns|reserves|retains|pays|undertakes|must|acknowledges)\b"
)
ACTS = r"(?:shall|agrees?|will|may|hereby|grants?|has|have|represents?|warrants?|acknowledges?|desires?|undertakes?|must|is|are)"
# What stands behind a party's name or before it. Compiled once: names are found apart from these (`mentions`).
ACTING = re.compile(rf"\.?(?:(?:,[^,.]{{1,40}},)? {ACTS}\b|['’]s? {LIKENESS}\b)")
THEIR_LIKENESS = re.compile(
    rf"(?:’s|'s|’|') (?:(?:full|legal|professional|own|stage|approved|first|last|given|actual) )?{LIKENESS}\b"
)
# Of these no company has its own: "Client's name, voice or likeness".
OWN_LOOKS = re.compile(
    r"['’]s? (?:[\w-]+,? (?:(?:and|or|and/or) )?){0,4}?(?:likeness|facial|face|voice)\b(?!-| (?:services?|mail|traffic|network|calls?|messag\w+|data))"
)
LIKENESS_OF: Any = re2.compile(r"\b(?:likeness|voice|image|portrait|persona|photographs?) of (?:the )?")
# Options and shares are granted to whoever is paid.
EQUITY = re.compile(r"[\w ]{0,40}\b(?:options|shares|stock|warrants)\b")
GRANTS = re.compile(
    rf" (?:hereby )?(?:(?:grants?|licenses?|consents?|authori[sz]es?|permits?)(?! {EQUITY.pattern})"
    r"|gives?[\w ,-]{1,60}? (?:right|licen[sc]e|permission|consent)) "
)
PAYS = re.compile(r" (?:shall|will|agrees to|must) (?:also )?(?:pay|remit|compensate) ")
PAID: Any = re2.compile(r"\b(?:pay|remit|compensate)s? (?:to )?(?:the )?")
RECEIVES: Any = re2.compile(r"\b(?:grants?|licenses?|conveys?|furnish(?:es)?|provides?) (?:to |unto )?(?:the )?")
COMPANY_IS_I = re.compile(r"I(?<=\bI)(?:'ll| will| won['’]t| may| let)\b")
THE_WORD = re.compile(r"[Tt](?<=\b[Tt])he (\w+)(?P<acts> (?:may|can|will|shall|must|agrees|owns|pays|uses)\b)?")
THE_NAME = re.compile(r"[Tt](?<=\b[Tt])he ([A-Z][a-z]{3,12})\b")
ACTS_AS_NAME = re.compile(r"[A-Z](?<=\b[A-Z])[a-z]{3,12}(?= (?:shall|agrees|grants|hereby|may|will|acknowledges|is)\b)")
WHOLE_YOU = re.compile(r"[Yy]ou\b")
YOU_OR_YOUR = re.compile(r"[Yy]our?\b")
NOT_PARTIES = re.compile(
    r"^(?:the )?(?:agreement|effective date|term|parties|party|territory|products?|services?|net sales|contract (?:year|period)|"
    r"confidential information|royalt(?:y|ies)|fee|schedule|exhibit|initial term|intellectual property|act|sec|"
    r"affiliate|trademarks?|marks?|work|works|materials|content|website|site|engagement|programme|program|film|picture|"
    r"production|project|campaign|event|conference|presentation|talk|workshop|interview|video|podcast|episode|commercial|session|recording|footage|contribution|book|audiobook|album|game|series|shoot|role|character|"
    r"animal|dog|cat|horse|pet|puppet|mascot|house|location|premises|garden|vehicle|car)s?$|"
    r"(?:ai|digital|virtual|synthetic|artificial|computer) .*|"
    r".* (?:agreement|date|period|territor(?:y|ies)|products?|services|sales|royalt(?:y|ies)|fees?|number|schedule|property|rights|marks?|works?|materials?|content)$",
    re.IGNORECASE,
)
# A label before a name in a form or a table, or below a line for a signature: "Model: Ada Vale", "| Buyer | Orlo Ltd |", "______ Actor".
LABELLED = re.compile(
    r"(?:^|[ \t]{2}|\|)[ \t]*(?:[-•>] |\d{1,2}[.)] )?\**(?P<label>(?:[A-Z][a-z]+ (?:/ )?){0,2}?[A-Z]?[a-z]+)\**[ \t]*(?::\**|\|)[ \t]*(?P<name>[^|\n:]*?)(?=[ \t]{2}|[ \t]*(?:[|\n]|\Z))",
    re.MULTILINE,
)
# A role in brackets behind a name, without quotes: "Ada Vale (model) and Orlo Ltd (Producer)".
IN_BRACKETS = re.compile(
    rf"(?P<name>[A-Z][\w&.'’-]+(?:,? (?:[A-Z&][\w&.'’-]*|of|and|the))*|{BLANK_NAME}) \((?:(?P<called>The )|the |as )?(?P<label>(?:[A-Za-z]+ )?[A-Za-z]+)\)"
)
# The other way round, in a list of parties: "Client (Orlo Ltd)".
LABEL_BEFORE = re.compile(r"(?P<label>(?:[A-Z][a-z]+ )?[A-Z][a-z]+) \((?P<name>[A-Z][^()\n\"“]{1,60})\)")
# Six strokes written out: only so does the search skip to them.
SIGNED_BY = re.compile(r"______[ \t]*\(?(?:the )?(?P<label>[A-Z][a-z]+)\b(?![ \t]*:)")
# Who does something in a release in the first person: "The Harbour Trust may show them".
DOER = re.compile(
    r"[Tt](?<=\b[Tt])he ([A-Z][\w&'’-]+(?: [A-Z&][\w'’-]*){0,3}) (?:may|can|will|shall|must|need|uses?|owns?|keeps?|pays?|has|does)\b"
)
