"""A document in the terminal: its text with the evidence in place, and what led to a coding."""

import re

import pandas as pd
from rich.text import Text

from ..corpus.errors import SetupError
from ..corpus.model import Document, Passage
from ..nlp import codebook, cues
from .document_pages import claims_with_marks, codings_with_marks, evidence_of
from .findings import Queryable, Row, filled, name_of, rows, split
from .grids import label_of
from .marks import Block, Mark, blocks
from .passages import documents, passages

# One colour a group of variables, each readable on black and on white; the number tells what the colour does not.
COLOURS = ("cyan", "yellow", "blue", "green", "magenta", "red", "bright_cyan", "bright_blue", "bright_green")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
SHORTEST = 4  # digits that may stand for a whole id
LISTED = 8  # documents named where several fit
PARTIES = 'select * from parties where document_id = ? order by start, "end"'
FACTS = "select * from facts where document_id = ?"
_SOURCES = "select uri, document_id from sources order by uri"
NEAREST = 3  # passages shown where a document is silent on a variable
LONGEST = 300  # characters of each of them


def plain(text: str) -> str:
    """The text without characters that steer a terminal or turn the direction of writing."""
    return _CONTROL.sub("\N{REPLACEMENT CHARACTER}", text.replace("\r\n", "\n"))


def find(store: Queryable, wanted: str) -> str:
    """The id of the one document that `wanted` names: start of its id, its uri, or a part of its uri.

    Raises SetupError when no document or several fit, naming some of them.
    """
    sources = [(row["uri"], row["document_id"]) for row in rows(filled(store.query(_SOURCES)))]
    exact = [(uri, key) for uri, key in sources if wanted in (uri, key)]
    begins = [(uri, key) for uri, key in sources if len(wanted) >= SHORTEST and key.startswith(wanted.lower())]
    within = [(uri, key) for uri, key in sources if wanted.casefold() in uri.casefold()]
    for fitting in filter(None, (exact, begins, within)):
        ids = {key for _, key in fitting if key}
        if not ids:
            raise SetupError(f"{fitting[0][0]} could not be read: 'facevalue status WORKSPACE' says why")
        if len(ids) == 1:
            return ids.pop()
        named = "".join(f"\n  {key[:12] or 'not read':12}  {plain(uri)}" for uri, key in fitting[:LISTED])
        more = f"\n  and {len(fitting) - LISTED} more" if len(fitting) > LISTED else ""
        raise SetupError(f"{len(ids)} documents fit {wanted!r}: give more of the uri or the id{named}{more}")
    raise SetupError(
        f"no document fits {wanted!r}: give the start of its id or a part of its uri (both are in the table 'sources')"
    )


def marked(store: Queryable, key: str) -> Text:
    """The whole text with numbered, coloured evidence, and the codings or claims that the numbers stand for."""
    book = codebook.load()
    colours = {group: COLOURS[at % len(COLOURS)] for at, group in enumerate(book.groups)}
    document, profile = documents(store, [key])[key], _profile(store, key)
    parties, facts = (
        rows(filled(store.query(sql, [key]), numeric=("start", "end", "page"))) for sql in (PARTIES, FACTS)
    )
    codings, marks = codings_with_marks(_rows(store, "codings", key), book)
    claims, more = claims_with_marks(_rows(store, "claims", key), book)
    shown = _heading(profile, document).append_text(_said(parties, facts))
    for block in blocks(document, passages(store, [key]).get(key, []), [*marks, *more]):
        shown.append_text(_block(block, colours)).append("\n\n")
    return shown.append_text(_codings(codings, colours)).append_text(_claims(claims, colours))


def _said(parties: list[Row], facts: list[Row]) -> Text:
    """What the document says of itself: its parties, then its dates, term and law."""
    text = Text()
    for row in parties:
        text.append(f"{'Party':>15}  ", "dim").append(plain(row["name"]) or "(name taken out or left blank)")
        terms = ", ".join(plain(term) for term in split(row["defined_as"]))
        told = [
            f'"{terms}"' if terms else "",
            row["role"],
            f"{row['side']} side" if row["side"] else "",
            row["company"],
        ]
        text.append(f"  {' | '.join(filter(None, told))}\n", "dim")
    for row in facts:
        text.append(f"{label_of(row['fact']):>15}  ", "dim").append(plain(row["value"]))
        text.append(f"  {'worked out, ' if row['how'] == 'derived' else ''}page {row['page']:.0f}\n", "dim")
    return text.append("\n") if parties or facts else text


def _block(block: Block, colours: dict[str, str]) -> Text:
    text = Text(style="bold" if block.kind in ("title", "heading") else "")
    for piece in block.pieces:
        if piece.page:
            text.append(f"\n--- page {piece.page} ---\n", "dim")
        for mark in piece.opens:
            text.append(f"[{mark.number}] ", f"bold {_colour(mark, colours)}")
        style = "dim" if piece.furniture else f"underline {_colour(piece.marks[0], colours)}" if piece.marks else ""
        text.append(plain(piece.text), style)
    text.rstrip()
    return text


def _colour(mark: Mark, colours: dict[str, str]) -> str:
    return colours.get(mark.group, "cyan")


def _heading(profile: Row, document: Document) -> Text:
    text = Text(plain(profile["title"] or name_of(profile["uri"])) + "\n", "bold")
    sure = (
        "given"
        if profile["kind_from"] in ("manifest", "container")
        else f"{profile['kind_score']:.0%} sure"
        if profile["kind"]
        else ""
    )
    facts = [f"{profile['kind']} ({sure})"] if profile["kind"] else ["not yet tagged"]
    facts += [
        plain(profile["company_name"] or profile["company"]) or "no company",
        profile["published"] or "no date",
        document.language,
    ]
    facts.append(f"{len(document.pages)} pages" if len(document.pages) > 1 else f"{len(document.text):,} characters")
    text.append(" | ".join(facts) + "\n", "dim")
    text.append(f"{plain(profile['uri'])}  {document.id[:12]}\n", "dim")
    if document.gaps:
        text.append(
            f"A scan, {document.gaps}: what was not found counts as not searched, never as silence.\n", "yellow"
        )
    if profile["human_likeness"] is False:
        text.append("Concerns no person's likeness: kept out of every share.\n", "dim")
    return text.append("\n")


def _codings(codings: list[Row], colours: dict[str, str]) -> Text:
    text = Text()
    if codings:
        text.append("What was coded\n", "bold")
    for coding in codings:
        if coding["evidence"] or coding["status"] == "stated":
            text.append(
                f"{'[' + coding['number'] + ']' if coding['number'] else '':>5} ",
                f"bold {colours.get(coding['group'], 'cyan')}",
            )
            text.append(f"{coding['label']}: ")
            text.append(", ".join(coding["answers"]) or label_of(coding["status"]), "bold")
            text.append(f"  {coding['score']:.2f}\n", "dim")
    silent = [c["label"] for c in codings if c["status"] == "not_stated" and not c["evidence"]]
    if silent:
        text.append("\nNot stated: ", "dim").append("; ".join(silent) + "\n", "dim")
    return text


def _claims(claims: list[Row], colours: dict[str, str]) -> Text:
    text = Text()
    if claims:
        text.append("What it claims\n", "bold")
    for claim in claims:
        text.append(f"{'[' + claim['number'] + ']':>5} ", f"bold {colours.get(claim['group'], 'cyan')}")
        text.append(f"{label_of(claim['subject'])}: {claim['label']} = ")
        text.append(", ".join(claim["answers"]), "bold")
        denied = ", denied" if claim["polarity"] == "denied" else ""
        text.append(f"  said by {label_of(claim['attribution'])}, {label_of(claim['certainty'])}{denied}\n", "dim")
    return text


def explained(store: Queryable, key: str, variable: str) -> Text:
    """What led to the coding of one variable: the answer, the rule that decided, the words, and the tags behind it.

    Raises SetupError when the codebook has no such variable.
    """
    book = codebook.load()
    if variable not in book.by_id:
        raise SetupError(f"the codebook has no variable {variable!r}; it has {', '.join(book.by_id)}")
    entry, document, profile = book[variable], documents(store, [key])[key], _profile(store, key)
    text = _heading(profile, document)
    text.append(f"{entry.label} ({variable})\n", "bold").append(f"{entry.question}\n\n", "italic")
    codings = [row for row in _rows(store, "codings", key) if row["variable"] == variable]
    claims = [row for row in _rows(store, "claims", key) if row["variable"] == variable]
    for row in codings:
        text.append("Coded   ").append(
            ", ".join(map(label_of, split(row["values"]))) or label_of(row["status"]), "bold"
        )
        text.append(f"  score {row['score']:.2f}\n")
        if row["note"]:
            text.append(f"Rule    {plain(row['note'])}\n")
        text.append_text(_quotes(row))
    for row in claims:
        text.append(f"Claim   {label_of(row['subject'])}: ").append(
            ", ".join(map(label_of, split(row["values"]))), "bold"
        )
        text.append(
            f"  said by {label_of(row['attribution'])}, {label_of(row['certainty'])}, score {row['score']:.2f}\n"
        )
        text.append_text(_quotes(row))
    if not codings and not claims:
        text.append("Nothing was coded or claimed on this.\n")
    return text.append_text(_tags(store, document, variable, entry))


def _quotes(row: Row) -> Text:
    text = Text()
    for piece in evidence_of(row):
        page = f"page {piece['page']}, " if piece["page"] else ""
        text.append(f"        {page}characters {piece['start']} to {piece['end']}\n", "dim")
        text.append(f"        \N{LEFT DOUBLE QUOTATION MARK}{plain(piece['quote'])}\N{RIGHT DOUBLE QUOTATION MARK}\n")
    return text


def _tags(store: Queryable, document: Document, variable: str, entry: codebook.Variable) -> Text:
    """Every tag on the variable, surest first; where there is none, what was searched and what came nearest."""
    tags = [row for row in _rows(store, "tags", document.id) if row["variable"] == variable]
    if not tags:
        return _search(store, document, entry)
    text = Text("\n")
    text.append(f"Tags ({len(tags)})\n", "bold")
    for row in sorted(tags, key=lambda r: -r["score"]):
        text.append(f"  {row['score']:.2f}  {label_of(row['value'])}", "bold").append(
            f"  by {row['tagger']}, page {row['page']}\n", "dim"
        )
        text.append(f"        \N{LEFT DOUBLE QUOTATION MARK}{plain(row['quote'])}\N{RIGHT DOUBLE QUOTATION MARK}\n")
    return text


def _search(store: Queryable, document: Document, entry: codebook.Variable) -> Text:
    """What stands behind silence: the words looked for, and the passages that have any of them."""
    search = cues.CueSearch(entry)
    searched = [Passage(document.id, span) for span, _, _ in passages(store, [document.id]).get(document.id, [])]
    text = Text("\n").append(f"No passage was tagged: no rule fits any of {len(searched)} passages.\n")
    text.append(f"Searched for: {', '.join(search.cues)}.\n", "dim")
    nearest = search.nearest(document, searched, NEAREST)
    text.append("Nearest passages\n" if nearest else "None of these words stands in the document.\n", "bold")
    for near in nearest:
        words = " ".join(plain(near.evidence.quote).split())
        text.append(f"  page {document.page(near.evidence.span.start)}, {', '.join(near.cues)}\n", "dim")
        text.append(f"        {words[:LONGEST]}{'...' if len(words) > LONGEST else ''}\n")
    return text


def _rows(store: Queryable, table: str, key: str) -> list[Row]:
    frame = store.query(f'select * from {table} where document_id = ? order by start, "end", variable', [key])
    return rows(filled(frame, numeric=("score", "start", "end", "page")))


def _profile(store: Queryable, key: str) -> Row:
    sql = """select s.uri, p.* from sources s left join profiles p using (document_id)
             where s.document_id = ? order by s.uri limit 1"""
    row = rows(filled(store.query(sql, [key]), numeric=("kind_score",), flags=("human_likeness",)))[0]
    return row | {"kind_score": 0.0 if pd.isna(row["kind_score"]) else row["kind_score"]}
