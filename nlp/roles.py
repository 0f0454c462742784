"""Who is who: the talent side, the company side, and the defined terms that stand for a likeness or a replica.

Direction before content: "Licensor reserves all rights" means nothing until we know who the licensor is. Sides are
settled by votes of the document's own words (whose name and likeness is spoken of, who pays, who grants), and only
then by what a label usually means (the codebook's `party_roles`).
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from ..corpus.model import Kind
from .mentions import Mentions
from .role_words import (
    ACTING,
    ACTS_AS_NAME,
    ALSO_THINGS,
    ANYBODY,
    BLANK_NAME,
    CALLED_WE,
    COMPANY_IS_I,
    COMPANY_LABELS,
    DOER,
    ENTITY,
    EQUITY,
    FIRST_PERSON,
    GIVES_TO,
    GRANTS,
    HEAD,
    HEREINAFTER,
    IN_BRACKETS,
    IN_PARENTHESES,
    LABEL_BEFORE,
    LABELLED,
    LEGAL_FORM,
    LIKENESS_OF,
    LOAN_OUT,
    MEANS,
    MY_LIKENESS,
    NO_SERVICE,
    NOT_PARTIES,
    OFFERED,
    OPENING,
    OPENING_ENTITY,
    OWN_LOOKS,
    PAID,
    PARTY_ACTS,
    PAYS,
    RECEIVES,
    RECIPIENT,
    REPLICA,
    RIGHTS_COMPANY,
    SERVICE_ACTS,
    SIGNED_BY,
    STRONG_LIKENESS,
    TALENT_LABELS,
    THE_NAME,
    THE_WORD,
    THEIR_LIKENESS,
    THING,
    WE_ARE_SHOWN,
    WHO_IS_YOU,
    WHOLE_YOU,
    YOU,
    YOU_COMPANY,
    YOU_COMPANY_BEFORE,
    YOU_DEFINED,
    YOU_OR_YOUR,
    YOU_TALENT,
    YOU_TALENT_BEFORE,
)


@dataclass(frozen=True, slots=True)
class Roles:
    """Surface forms by side, longest first within a side."""

    talent: tuple[str, ...] = ()
    company: tuple[str, ...] = ()
    likeness: tuple[str, ...] = ()  # defined terms that cover a name, face or voice
    replica: tuple[str, ...] = ()  # defined terms for a copy of the person
    parties: tuple[str, ...] = ()  # names as written in the preamble, company side first


@dataclass(frozen=True)
class _Term:
    """A defined term and the words that define it, before it or (`behind`) behind it."""

    label: str
    about: str
    at: int
    behind: bool = False

    @cached_property
    def name(self) -> str:
        """The name that the words before it end with."""
        return "" if self.behind else _name_before(self.about)


def read_roles(text: str, kind: Kind) -> Roles:
    """The sides of a contract or of platform terms; empty for other kinds.

    `text` is the document's prose (page furniture blanked).
    """
    if kind == "terms":
        return _terms_roles(text)
    return _contract_roles(text) if kind == "contract" else Roles()


def _defined_terms(text: str) -> Iterator[_Term]:
    for pattern in (IN_PARENTHESES, HEREINAFTER):
        for match in pattern.finditer(text):
            before = text[max(0, match.start() - 420) : match.start()]
            yield _Term(match["term"].strip(), before, match.start())
    for match in MEANS.finditer(text):
        yield _Term(match["term"].strip(), text[match.end() : match.end() + 420], match.start(), behind=True)


def _name_before(before: str) -> str:
    """The party name that a parenthesis defines: the first words after the last boundary before it."""
    tail = re.split(
        r"\)[,;:]?\s|;\s|:\s|\b(?:between|among|by and)\s|\s(?:and|AND|und)\s+(?=[A-Z(_{\[])|\(\w\)\s",
        before.rsplit("\n\n", 1)[-1].replace("*", ""),
    )[-1]
    tail = " ".join(tail.split())
    tail = re.sub(r"^(?:\d+(?:\.\d+)*\.? |#+ )+", "", tail)
    chunks = re.split(r",\s+(?=(?:a|an|the|whose|with|having|located|residing|of|at|c/o|f/s/o)\b|\d)", tail)
    name = re.sub(
        r"^(?:(?:and|the|by|between|whereas|as administrator for)[,\s]+)+|[,\s]+$", "", chunks[0], flags=re.IGNORECASE
    )
    return re.sub(r"^(?:[a-z]+\s+)+(?=[A-Z])", "", name)[:120]


def _is_name(name: str) -> bool:
    words = name.split()
    return 0 < len(words) <= 9 and sum(w[0].isupper() or w[0] in "&({[" for w in words) >= 0.6 * len(words)


def _contract_roles(text: str) -> Roles:
    head = text[:HEAD]
    terms = [t for t in _defined_terms(head) if not NOT_PARTIES.match(t.label)]
    # "Person" that means people and companies alike is no party, wherever it is defined.
    anybody = {_bare(m["term"].strip()).lower() for m in MEANS.finditer(text) if ANYBODY.match(text, m.end())}
    terms = [t for t in terms if _bare(t.label).lower() not in anybody]
    votes: Counter[str] = Counter()
    names: dict[str, str] = {}
    for term in terms:
        label = _bare(term.label)
        words = label.lower().split()
        if _covers(term) and not any(w in TALENT_LABELS + COMPANY_LABELS for w in words):
            continue
        if term.name and _is_name(term.name):
            names.setdefault(label, term.name)
        last = words[-1].rstrip("s") if words else ""
        votes[label] += (
            3 * (last in TALENT_LABELS)
            - 3 * (last in COMPANY_LABELS or label.lower() in COMPANY_LABELS)
            + 2 * (last == "licensor")
        )
        near = term.about[-200:] + text[term.at : term.at + len(label) + 60]
        own = term.about[-200:].rsplit(")", 1)[-1]  # not what an earlier parenthesis defines, nor the next party
        if RIGHTS_COMPANY.search(label):
            votes[label] += 7
        if LOAN_OUT.search(near) or re.search(r"an individual|p/k/a|professionally known", own):
            votes[label] += 4
        elif ENTITY.search(term.name):
            votes[label] -= 1
        elif len(term.name.split()) in (2, 3) and _is_name(term.name):
            votes[label] += 1
    for label in _undefined_labels(text, (*votes, *anybody, *(_bare(t.label) for t in _defined_terms(head)))):
        votes[label] += 2 if label.lower() in TALENT_LABELS else -2
    labelled = _labelled(text)
    for label, name in labelled.items():
        if label not in votes:
            own = label.split()[-1].lower() in TALENT_LABELS or bool(LOAN_OUT.search(name))
            votes[label] += 2 if own else -2
        if (name[:1].isalpha() or re.fullmatch(BLANK_NAME, name)) and _is_name(name):
            names.setdefault(label, name)
    if len(FIRST_PERSON.findall(text)) + 2 * bool(MY_LIKENESS.search(text)) >= 2:
        votes["I"] += 4
    mentions = Mentions(text, (label for label in votes if label != "I"))
    _vote_by_sentences(text, mentions, votes)
    # Once only: companies are paid for many things.
    votes.update({mention.form for mention in mentions.behind(PAID)})
    acting = {mention.form for mention in mentions.followed(ACTING)}
    votes = Counter(
        {
            label: n
            for label, n in votes.items()
            if label == "I" or label in acting or label in labelled or _is_role(label)
        }
    )
    talent = [label for label, v in votes.items() if v > 1]
    company = [label for label, v in votes.items() if v < 0]
    if talent and not company:
        company = [label for label, v in votes.items() if v <= 0] or _others(text, talent)
    you = _you(text, talent)
    if you:
        (talent if you > 0 else company).extend(("you", "your", "yours"))
        # A franchise that says "you" and "we" has no talent side: "we" is one only where a talent is named or shown as "us".
        if you > 0 or talent or WE_ARE_SHOWN.search(text):
            (company if you > 0 else talent).extend(("we", "us", "our", "ours"))
        if you > 0 and "I" not in talent and COMPANY_IS_I.search(text):
            company.extend(("I", "me", "my"))
    if "I" in talent:
        talent.extend(("me", "my", "the undersigned", "undersigned"))
        company += RECIPIENT.findall(text)
        plain = {m[1] for m in THE_WORD.finditer(text) if m["acts"] or m[1] not in ALSO_THINGS}
        company += [word for word in COMPANY_LABELS if word in plain]
        company += [name for name in dict.fromkeys(DOER.findall(text)) if _is_company(name)]
    company += _short_names(text, company, names)
    likeness, replica = _cover_terms(text)
    return Roles(
        talent=_forms(talent, names, TALENT_LABELS),
        company=_forms(company, names, COMPANY_LABELS),
        likeness=likeness,
        replica=replica,
        parties=_parties(text, names, [*company, *talent]),
    )


def _short_names(text: str, company: list[str], names: dict[str, str]) -> list[str]:
    """Names of firms without their legal form, by which the text goes on to speak of them."""
    short = {LEGAL_FORM.sub("", name) for name in (*company, *(names[x] for x in company if x in names))}
    found = (x for x in sorted(short) if len(x) > 3 and x[:1].isupper() and x.lower() not in COMPANY_LABELS)
    return [
        x for x in found if len(re.findall(rf"\b{re.escape(x)}\b(?!,? (?:Inc|L\.?L\.?C|Ltd|Limited|Corp))", text)) > 1
    ]


def _others(text: str, talent: list[str]) -> list[str]:
    """Who no label names as a side: those to whom the talent side grants, or who act as a party three times or more."""
    given = re.findall(rf"\b(?:{either(talent)}){GIVES_TO}", text)
    acts = Counter(match["name"] for match in PARTY_ACTS.finditer(text))
    names = (*given, *(name for name, n in acts.most_common() if n > 2))
    known = {*talent, *(f"{x}s" for x in talent)}
    return [x for x in dict.fromkeys(names) if x not in known and _is_company(x) and not NO_SERVICE.match(x)]


def _parties(text: str, names: dict[str, str], sided: list[str]) -> tuple[str, ...]:
    """Names of the parties, company side first; names that look like no party (one bare word) come last."""
    ordered = [names[x] for x in (*sided, *names) if x in names] + _entities(text)
    # What precedes or follows a name in careless punctuation is no part of it: "of Orlo Inc. (" is Orlo Inc.
    ordered = [n for n in (re.sub(r"^(?:[a-z]+\s+)+|[\s,;:(]+$", "", n) for n in ordered) if n and n[0] not in "{["]
    sure = [n for n in ordered if ENTITY.search(n) or len(n.split()) > 1]
    return tuple(dict.fromkeys((*sure, *ordered)))


def _entities(text: str) -> list[str]:
    """Companies named by their legal form in the opening of a contract whose parties are not defined by quoted terms."""
    return [" ".join(m[0].split()) for m in OPENING_ENTITY.finditer(text[:OPENING])][:2]


def _you(text: str, talent: list[str]) -> int:
    """1 if the text speaks to the talent side as "you", -1 if to the company side, 0 if to nobody."""
    places = [m.start() for m in YOU.finditer(text)]
    times = sum(1 for at in places if YOU_OR_YOUR.match(text, at))
    if times < 4:
        return 0
    votes = sum(1 for _ in islice(_spoken_to(text, places, YOU_TALENT_BEFORE, YOU_TALENT), 5))
    votes -= sum(1 for _ in islice(_spoken_to(text, places, YOU_COMPANY_BEFORE, YOU_COMPANY), 5))
    if defined := _you_defined(text):
        words = set(re.findall(r"[a-z]+", defined.lower()))
        votes += 4 * bool(words & {*TALENT_LABELS, "parent", "guardian"}) - 4 * bool(words & {*COMPANY_LABELS})
    if abs(votes) >= 2:
        return 1 if votes > 0 else -1
    if not talent or times <= 12:
        return 0
    # A letter agreement speaks to one side as "you"; the other is "we" or named.
    if not any(len(re.findall(rf"\b{re.escape(t)}\b", text)) > 12 for t in talent):
        return 1
    return -1 if re.search(rf"\b(?:{either(talent)})['’]s (?:image|likeness|voice|photographs?|pictures?)", text) else 0


def _spoken_to(text: str, places: Iterable[int], before: re.Pattern[str], behind: re.Pattern[str]) -> Iterator[int]:
    """The places of "you" with such words before or behind it, without overlap of what was matched."""
    done = 0
    for at in places:
        if at < done:
            continue
        if WHOLE_YOU.match(text, at) and before.search(text, max(done, at - 60), at):
            done = at + 3
            yield at
        elif match := behind.match(text, at + 3):
            done = match.end()
            yield at


def _you_defined(text: str) -> str:
    """The words before a definition of "you": the last one that is in reach from where the first one's words begin."""
    said, start = "", -1
    for match in YOU_DEFINED.finditer(text):
        if start < 0:
            start = max(text.rfind("\n", 0, match.start()) + 1, match.start() - WHO_IS_YOU)
        elif match.start() - start > WHO_IS_YOU or "\n" in text[start : match.start()]:
            break
        said = text[start : match.start()]
    return said


def _vote_by_sentences(text: str, mentions: Mentions, votes: Counter[str]) -> None:
    """Adds votes for whose likeness is spoken of, who grants and who pays; capped so that no habit outvotes the rest.

    The only party that has a face or voice of its own is told by one mention: whoever has himself photographed pays, too.
    """
    for found, weight, most in (
        (mentions.followed(THEIR_LIKENESS), 1, 6),
        (mentions.behind(LIKENESS_OF), 1, 4),
        (mentions.followed(GRANTS), 1, 2),
        (mentions.followed(PAYS), -1, 2),
        ((m for m in mentions.behind(RECEIVES) if not EQUITY.match(text, m.end)), -1, 3),
    ):
        written = Counter((mention.form, text[mention.start : mention.end]) for mention in found)
        for (form, _), n in written.items():
            votes[form] += weight * min(n, most)
    if len(shown := {mention.form for mention in mentions.followed(OWN_LOOKS)}) == 1:
        votes[shown.pop()] += 6


def _undefined_labels(text: str, defined: Iterable[str]) -> list[str]:
    """Role words that the text uses as names without defining them ("Performer agrees ...")."""
    known = {x.lower() for x in defined}
    counts = Counter(m[0] for m in ACTS_AS_NAME.finditer(text))
    counts.update(THE_NAME.findall(text))
    acting = {m["name"] for m in PARTY_ACTS.finditer(text)}
    return [
        w
        for w, n in counts.items()
        if n >= 2
        and w.lower() not in known
        and (w.lower() in TALENT_LABELS or w.lower() in COMPANY_LABELS)
        and (w.lower() not in ALSO_THINGS or w in acting)
    ]


def _labelled(text: str) -> dict[str, str]:
    """Role words that stand as labels in a form, a table, in brackets or under a line for a signature, with the name beside them."""
    out: dict[str, str] = {}
    for match in (*LABELLED.finditer(text, 0, HEAD), *SIGNED_BY.finditer(text)):
        label = match["label"]
        name = (match.groupdict().get("name") or "").split(",")[0].strip(" \t*")
        if label[:1].isupper() and label.split()[-1].lower() in TALENT_LABELS + COMPANY_LABELS:
            thing = label.lower() in ALSO_THINGS or label.lower() == "university"
            if not (thing and not ENTITY.search(name)) and not _of_table(text, match):
                out.setdefault(label, name)
    for match in IN_BRACKETS.finditer(text, 0, OPENING):
        role = match["label"].split()[-1].lower()
        called = match["called"] and _is_company(match["label"])
        if role in COMPANY_LABELS or called or (role in TALENT_LABELS and not ENTITY.search(match["name"])):
            out.setdefault(match["label"], re.split(r"\band\b", match["name"])[-1].strip())
    for match in LABEL_BEFORE.finditer(text, 0, OPENING):
        if match["label"].split()[-1].lower() in COMPANY_LABELS and ENTITY.search(match["name"]):
            out.setdefault(match["label"], match["name"].strip())
    return out


def _of_table(text: str, match: re.Match[str]) -> bool:
    """Whether a label stands at the head of a column, not before a name: in a row of three cells or more ("| Platform | Format | Number |")
    or above fields ("| Name: ____ | Name: ____ |").
    """
    row, _, rest = text[text.rfind("\n", 0, match.start("label")) + 1 :].partition("\n")
    below = rest.partition("\n")[0]
    return row.strip(" \t|").count("|") > 1 or (row.count("|") > 1 and bool(re.search(r":[^|]*\|[^|:]+:", below)))


def _is_role(label: str) -> bool:
    """Whether a defined term is a word for a side by itself ("the Rider"), whatever stands behind it."""
    return label.lower() in TALENT_LABELS or label.lower() in COMPANY_LABELS


def _is_company(name: str) -> bool:
    """Whether what does something to a person who says "I" is the other side, not a thing or another person."""
    return name.split()[-1].lower() not in TALENT_LABELS and not NOT_PARTIES.match(name) and not THING.search(name)


def _covers(term: _Term) -> bool:
    """Whether a definition names a likeness: then the term is a thing, not a party."""
    return bool(THING.search(term.label)) and bool(
        STRONG_LIKENESS.search(term.about[-260:] if term.name else term.about)
    )


def _cover_terms(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The defined terms that cover a likeness, and those that cover a replica."""
    labels = [
        term.label
        for term in _defined_terms(text)
        if len(term.label) > 3 and term.label.lower() not in TALENT_LABELS + COMPANY_LABELS and _covers(term)
    ]
    # What is defined in capitals may be used as a title.
    labels += [label.title() for label in labels if label.isupper()]
    replica = [label for label in labels if REPLICA.search(label)]
    return _long(label for label in labels if label not in replica), _long(replica)


def _terms_roles(text: str) -> Roles:
    """In platform terms the user is the talent side (for a likeness of their own) and the service the company side."""
    names: list[str] = []
    users: list[str] = []
    for match in IN_PARENTHESES.finditer(text[:8000]):
        before = text[max(0, match.start() - 200) : match.start()]
        quoted = [q.strip(" ,.*_") for q in re.findall(r"[“\"‘']([^“”\"‘’']{2,40})[”\"’']", match.group())]
        if any(q.lower() == "you" for q in quoted):
            users += [q for q in quoted if q[:1].isupper() and q.lower() != "you"]
        elif any(re.fullmatch(r"(?i)we|us|our|the company|company", q) for q in quoted) or ENTITY.search(before[-60:]):
            name = _name_before(before)
            if _is_name(name):
                names.append(name)
            names += [
                q
                for q in quoted
                if q[:1].isupper() and not re.match(r"(?i)you|user|terms|service|site|agreement|platform", q)
            ]
    names += re.findall(r"\b[Yy]ou(?: hereby)?(?: agree to)? grant(?: to)? ([A-Z][\w.-]+(?: [A-Z][\w.-]+)?)", text)
    names += [a or b for a, b in CALLED_WE.findall(text[:8000])]
    acts = Counter(name for match in SERVICE_ACTS.finditer(text) for name in match.groups() if name)
    named = [name for name, n in acts.most_common() if n > 1 and not NO_SERVICE.match(name)]
    names += named[:1]
    company = dict.fromkeys(
        n
        for n in names
        if len(n) > 2 and n.lower() not in ("you", "your", "terms", "services") and not OFFERED.search(n)
    )
    likeness, replica = _cover_terms(text)
    return Roles(
        talent=_long(
            (
                *users,
                *(q.removesuffix("s") for q in users),
                *["your", "you", "users", "user", "creators", "creator", "customer", "customers"],
            )
        ),
        company=_long((*company, "we", "our", "us", "the company", "company")),
        likeness=likeness,
        replica=replica,
        parties=tuple(company),
    )


def either(forms: Iterable[str]) -> str:
    """A pattern for any of the forms, longest first; "KI Inc" also meets "KI, Inc."."""
    ordered = sorted(forms, key=lambda f: (-len(f), f))
    return "|".join(r",?\s+".join(re.escape(w) for w in form.replace(",", "").split()) for form in ordered)


def _bare(label: str) -> str:
    return re.sub(r"^(?:the|The|THE)\s+", "", label)


def _forms(labels: list[str], names: dict[str, str], role_words: Sequence[str]) -> tuple[str, ...]:
    """Labels with their full names and, for role words, the lower-case form that careless drafting mixes in."""
    forms = list(labels)
    forms += [names[x] for x in labels if x in names]
    forms += [x.lower() for x in labels if x.lower() in role_words]
    return _long(forms)


def _long(forms: Iterator[str] | tuple[str, ...] | list[str]) -> tuple[str, ...]:
    return tuple(sorted(dict.fromkeys(f for f in forms if f), key=lambda f: (-len(f), f)))
