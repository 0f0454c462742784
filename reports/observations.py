"""What is counted: a company in a period, a document, or a group of near-identical documents, each with what it says.

The codebook's unit for trends is the company and year: the terms in force on the last day of the period, contracts and
articles dated in it. A company counts once, however many documents it has. Where they differ and the values have an order,
it is read twice, by its least and by its most protective document; where they have none, its documents share the one count.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal, NamedTuple

from ..nlp.codebook import Variable
from ..nlp.companies import Companies
from .filters import Filter
from .findings import Findings, Row, split
from .tables import SILENCES, UNDATED, claim_rows, period, subject_of
from .talent import categories

Unit = Literal["company", "document", "group"]
By = Literal["decade", "year", "quarter", "month"]
EVERYTHING = Filter()
GENERAL = ("sector", "unnamed_company")
Reading = Literal["least", "most", "shared"]


class Answer(NamedTuple):
    """A value or a way of saying nothing; subject: what an ownership or consent coding speaks of, "" for other variables."""

    answer: str
    subject: str = ""


@dataclass(frozen=True, slots=True)
class View:
    """How to count.

    kind: contract, terms or press; never added up. by: length of a period. unit: what counts as one. where: which
    documents. hand: codings by hand, document id to answers, for the variable in question.
    today: dates after it are not believed.
    """

    kind: str = "contract"
    by: By = "year"
    unit: Unit = "company"
    where: Filter = EVERYTHING
    hand: Mapping[str, Sequence[Answer]] | None = None
    today: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """One document (or, in the press, what one article claims of one company) and its answers on one variable."""

    document_id: str
    company: str
    company_name: str
    published: str
    group: str
    lineage: str
    talent: tuple[str, ...]
    answers: tuple[Answer, ...]
    hand: tuple[Answer, ...] | None


@dataclass(frozen=True, slots=True)
class Observation:
    """One unit of counting. answers: what part of it gives each; stated: what part states a value, by subject.

    cluster: the company, or the document itself where no company is known. behind: the documents each answer rests on.
    hand, hand_stated: the same by hand, None unless all its documents were coded by hand.
    """

    cluster: str
    label: str
    period: str
    pieces: tuple[Piece, ...]
    answers: Mapping[Answer, float]
    stated: Mapping[str, float]
    behind: Mapping[Answer, tuple[str, ...]]
    hand: Mapping[Answer, float] | None = None
    hand_stated: Mapping[str, float] | None = None


@dataclass(frozen=True, slots=True)
class Collected:
    """Pieces to count and, in words, what was left out and why."""

    pieces: tuple[Piece, ...]
    left_out: tuple[str, ...]


def collect(findings: Findings, variable: Variable, view: View, companies: Companies) -> Collected:
    """The documents of one kind that fit the view, with their answers; what does not fit is counted in words."""
    gone: Counter[str] = Counter()
    pieces: list[Piece] = []
    today = view.today or date.today().isoformat()
    for document, company, name, answers in _answered(findings, variable, view.kind, gone):
        if not view.where.takes(document | {"company": company}, findings, companies):
            continue
        published = document["published"] if period(document["published"], "year") != UNDATED else ""
        if published and published > today[: len(published)]:
            gone[f"dated after today ({published})"] += 1
            continue
        if not company and view.unit == "company":
            gone["without a known company"] += 1
            continue
        if published and view.by in ("quarter", "month") and len(published) < 7:
            gone[f"dated to the year only, not to the {view.by}"] += 1
            continue
        hand = view.hand.get(document["document_id"]) if view.hand is not None else None
        pieces.append(
            Piece(document["document_id"], company, name, published, document["group"], _lineage(document, company),
                  categories(document), answers, tuple(hand) if hand is not None else None)
        )  # fmt: skip
    unread = sum(u["kind"] == view.kind for u in findings.unread_rows)
    gone["that could not be read"] += unread
    told = [
        f"{count} {'source' if 'read' in why else 'document'}{'s' if count != 1 else ''} {why}"
        for why, count in gone.items()
        if count
    ]
    return Collected(tuple(pieces), tuple(told))


def _answered(
    findings: Findings, variable: Variable, kind: str, gone: Counter[str]
) -> Iterable[tuple[Row, str, str, tuple[Answer, ...]]]:
    """(document, company, its name, answers) of each document of a kind, or of each article and company it speaks of."""
    if kind != "press":
        codings = findings.coded.get(variable.id, {})
        for document in findings.by_kind.get(kind, []):
            yield document, document["company"], document["company_name"], _said(codings.get(document["document_id"]))
        return
    articles = {d["document_id"]: d for d in findings.document_rows}
    names = {d["company"]: d["company_name"] for d in findings.document_rows}
    claimed: dict[tuple[str, str], list[Answer]] = {}
    for claim in claim_rows(findings):
        if claim["variable"] == variable.id and claim["answer"]:
            if claim["polarity"] == "denied":
                gone["with a denial, which adds to no share"] += 1
                continue
            claimed.setdefault((claim["document_id"], claim["subject"]), []).append(Answer(claim["answer"]))
    for (key, subject), answers in claimed.items():
        # What is said of companies at large is no company's doing.
        company = "" if subject in GENERAL else subject
        yield articles[key], company, names.get(company, company), tuple(dict.fromkeys(answers))


def _said(coding: Row | None) -> tuple[Answer, ...]:
    if coding is None:
        return (Answer("not_searched"),)
    if coding["status"] != "stated":
        return (Answer(coding["status"]),)
    subject = subject_of(coding["attributes"])
    return tuple(Answer(value, subject) for value in split(coding["values"])) or (Answer("not_stated"),)


def _lineage(document: Row, company: str) -> str:
    """What tells two documents of a company from two versions of one: the service and the words of the title.

    Without the company's own name, numbers and "version": these change from one version to the next.
    """
    own = set(re.findall(r"[^\W\d_]+", f"{company} {document['company_name']}".casefold()))
    title = re.findall(r"[^\W\d_]+", str(document["title"]).casefold())
    named = [word for word in title if word not in own and word not in ("version", "v")]
    return " ".join([str(document.get("service") or "").casefold(), *named])


def observe(collected: Collected, variable: Variable, view: View, reading: Reading) -> list[Observation]:
    """The units of counting, in the order of their periods."""
    if view.unit == "company":
        found = [_unit(c, p, pieces, variable, reading) for (c, p), pieces in _in_force(collected.pieces, view).items()]
    else:
        parts: dict[str, list[Piece]] = {}
        for piece in sorted(collected.pieces, key=lambda p: (p.published or "9", p.document_id)):
            key = piece.group if view.unit == "group" else f"{piece.document_id} {piece.company}"
            parts.setdefault(key, []).append(piece)
        found = [
            _unit(_cluster(p[0]), period(p[0].published, view.by), p, variable, "shared")
            for p in parts.values()
            if view.where.takes_date(p[0].published)
        ]
    return sorted(found, key=lambda o: (o.period == UNDATED, o.period, o.cluster))


def _cluster(piece: Piece) -> str:
    return piece.company or f"document {piece.document_id}"


def _in_force(pieces: Iterable[Piece], view: View) -> dict[tuple[str, str], list[Piece]]:
    """The documents of each company and period: terms in force on its last day, all else as dated in it.

    A version of terms holds until the next one of the same document; the last known version only for its own period, for
    nobody has looked whether it still stands.
    """
    table: dict[tuple[str, str], list[Piece]] = {}
    lines: dict[tuple[str, str], list[Piece]] = {}
    for piece in pieces:
        if piece.published and (view.kind == "terms" or view.where.takes_date(piece.published)):
            lines.setdefault((piece.company, piece.lineage), []).append(piece)
    for (company, _), versions in lines.items():
        by_period: dict[str, list[Piece]] = {}
        for version in sorted(versions, key=lambda p: (p.published, p.document_id)):
            by_period.setdefault(period(version.published, view.by), []).append(version)
        if view.kind == "terms":
            last = {when: found[-1:] for when, found in by_period.items()}
            for when in periods_between(min(last), max(last), view.by):
                by_period[when] = last[max(p for p in last if p <= when)]
        for when, found in by_period.items():
            # Terms are asked for by when they were in force, all else by its own date.
            if view.kind != "terms" or view.where.takes_date(last_month(when)):
                table.setdefault((company, when), []).extend(found)
    return table


def last_month(when: str) -> str:
    """The end of a period as a date prefix: "2029", "2023", "2023-06" for its second quarter, "2023-05"."""
    if when.endswith("0s"):
        return f"{when[:3]}9"
    return f"{when[:4]}-{3 * int(when[6]):02d}" if " Q" in when else when


def periods_between(first: str, last: str, by: By) -> list[str]:
    """All periods from one to another, both included."""
    if by == "decade":
        return [f"{year}s" for year in range(int(first[:4]), int(last[:4]) + 1, 10)]
    steps = {"year": 1, "quarter": 4, "month": 12}[by]
    place = {"year": slice(0, 0), "quarter": slice(6, 7), "month": slice(5, 7)}[by]

    def number(name: str) -> int:
        return int(name[:4]) * steps + (int(name[place]) - 1 if steps > 1 else 0)

    def name(number: int) -> str:
        year, part = divmod(number, steps)
        return f"{year}" if steps == 1 else f"{year} Q{part + 1}" if steps == 4 else f"{year}-{part + 1:02d}"

    return [name(n) for n in range(number(first), number(last) + 1)]


def _unit(cluster: str, when: str, pieces: Sequence[Piece], variable: Variable, reading: Reading) -> Observation:
    answers, stated, behind = _read([(p.document_id, p.answers) for p in pieces], variable, reading)
    found = Observation(cluster, pieces[0].company_name or cluster, when, tuple(pieces), answers, stated, behind)
    if not all(p.hand is not None for p in pieces):
        return found
    hand, hand_stated, _ = _read([(p.document_id, p.hand or ()) for p in pieces], variable, reading)
    return replace(found, hand=hand, hand_stated=hand_stated)


def _read(
    said: Sequence[tuple[str, Sequence[Answer]]], variable: Variable, reading: Reading
) -> tuple[dict[Answer, float], dict[str, float], dict[Answer, tuple[str, ...]]]:
    """What a unit of these documents says: by its least or most protective one, or shared among them."""
    answers: dict[Answer, float] = {}
    stated: dict[str, float] = {}
    behind: dict[Answer, tuple[str, ...]] = {}
    for part in _extremes(said, variable, reading) if reading != "shared" else [said]:
        for document, given in part:
            for answer in given:
                answers[answer] = answers.get(answer, 0.0) + 1 / len(part)
                behind[answer] = (*behind.get(answer, ()), document)
            for subject in {a.subject for a in given if a.answer not in SILENCES}:
                stated[subject] = stated.get(subject, 0.0) + 1 / len(part)
    return answers, stated, behind


def _extremes(
    said: Sequence[tuple[str, Sequence[Answer]]], variable: Variable, reading: Reading
) -> list[list[tuple[str, Sequence[Answer]]]]:
    """For each subject the documents whose value ranks lowest (least protective) or highest; all where none is ranked."""
    rank = {value: at for at, value in enumerate(variable.ordinal)}
    ranked: dict[str, list[tuple[int, str, Answer]]] = {}
    for document, given in said:
        for answer in given:
            if answer.answer in rank:
                ranked.setdefault(answer.subject, []).append((rank[answer.answer], document, answer))
    if not ranked:
        return [list(said)]
    end = min if reading == "least" else max
    return [[(d, (a,)) for r, d, a in part if r == end(x for x, _, _ in part)] for part in ranked.values()]


def readings(collected: Collected, variable: Variable, view: View) -> dict[Reading, list[Observation]]:
    """The units of counting in each reading that differs from the others."""
    if view.unit != "company" or not variable.ordinal or variable.select == "multi":
        return {"shared": observe(collected, variable, view, "shared")}
    least, most = (observe(collected, variable, view, end) for end in ("least", "most"))
    if all(a.answers == b.answers for a, b in zip(least, most, strict=True)):
        return {"shared": least}
    return {"least": least, "most": most}
