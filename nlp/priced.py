"""Sums as evidence: what the talent side is to receive in figures names a component of its pay where the rules do not."""

import re
from collections.abc import Iterable, Iterator, Sequence

from ..corpus.model import Document
from .codebook import Codebook
from .findings import Findings
from .model import Amount, Tag

BEFORE = 200  # characters of the sentence before a sum that say when it is due
# A sum that falls due only if the company chooses a further period or use.
OPTION = re.compile(
    r"\b(?:extend\w*|extension|renew\w*|option\w*|may (?:\w+ )?(?:continue|carry on|go on|do so)|"
    r"(?:second|third|further|additional|another|next|extra) (?:\w+ ){0,2}(?:years?|months?|terms?|periods?|territor\w+|countr\w+|medi(?:a|um)))\b",
    re.IGNORECASE,
)
SCORE = 0.6  # of 12 such components in hand-coded development contracts 9 were right; the others stood in contracts without a human likeness


def components(document: Document, amounts: Iterable[Amount], tags: Sequence[Tag], book: Codebook) -> Iterator[Tag]:
    """A tag for each kind of pay among the sums that no tag states, proved by its first sum; the price of a share is no pay."""
    variable = book["compensation_components"]
    named = set(Findings(tags).stated(variable.id, together=True))
    shares = [tag.evidence.span for tag in tags if tag.variable == variable.id and tag.value == "equity"]
    for amount in amounts:
        if any(span.start <= amount.evidence.span.start < span.end for span in shares):
            continue
        if amount.kind in variable.value_ids and amount.kind not in named:
            named.add(amount.kind)
            at = amount.evidence.span.start
            sentence = re.split(r"[.;]\s", document.text[max(0, at - BEFORE) : amount.evidence.span.end])[-1]
            option = {"option": "true"} if amount.kind == "usage_fee" and OPTION.search(sentence) else {}
            yield Tag(variable.id, amount.kind, SCORE, "amounts", amount.evidence, option)
