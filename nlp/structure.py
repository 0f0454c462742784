"""Compensation structure: derived from the components exactly in the order the codebook gives."""

from collections.abc import Iterable

from .codebook import Codebook


def derive_structure(
    book: Codebook,
    *,
    components: Iterable[str],
    grant_type: str,
    licence_term: str,
    withdrawal: str,
    reuse_payment: str,
    promised: bool = False,
) -> tuple[str, str]:
    """The structure (or a missing code) and the number of the rule that gave it.

    components are those of the clause that pays for the replica or likeness; the other arguments are values or missing
    codes of the variables of that name; promised: payment is promised without amount or basis. Source: codebook,
    compensation_structure, derivation.
    """
    groups = book["compensation_structure"].derivation
    if groups is None:
        raise ValueError("the codebook's compensation_structure has no derivation")
    named = set(components)
    if grant_type == "no_grant":
        return "not_applicable", "rule 1: the likeness is withheld"
    revenue, other, unknown = (
        named & set(g) for g in (groups.ongoing_revenue, groups.ongoing_other, groups.ongoing_unknown)
    )
    one_off = named & set(groups.one_off)
    if "minimum_guarantee" in named and not revenue:
        one_off = one_off | {"fixed_fee"}  # rule 2: a guarantee with nothing behind it is a fee
    rest = one_off | revenue | other | unknown
    if not rest:
        kinds = named & {"equity", "in_kind", "no_payment"}
        if "equity" in kinds:
            return "equity_only", "rule 2: equity alone"
        if "in_kind" in kinds:
            return "in_kind_only", "rule 2: goods or service alone"
        if kinds:
            return "unpaid", "rule 2: nothing is payable"
        if named:
            return "unclear", "rule 2: only bonuses or benefits are named"
        return (
            ("to_be_agreed", "rule 9: pay is promised without a basis")
            if promised
            else ("not_stated", "no pay is named")
        )
    if one_off and (revenue or other or unknown):
        return "hybrid", "rule 3: a one-off sum and ongoing pay"
    if revenue:
        return "royalty", "rule 4: pay from revenue or sales"
    if other:
        return "usage_based", "rule 5: pay for each use"
    if unknown:
        return "ongoing_unspecified", "rule 5: pay goes on, its basis is not told"
    no_end = licence_term not in ("fixed", "project_only", "auto_renewing", "until_withdrawn")
    if (
        licence_term == "perpetual"
        or grant_type in ("assignment", "work_made_for_hire")
        or (withdrawal == "not_possible" and no_end)
    ):
        return "buyout", "rule 6: a one-off sum for use without end or owned outright"
    if not no_end:
        return "time_limited_fee", "rule 7: a one-off sum for a licence that ends"
    if licence_term == "not_stated" and reuse_payment == "no_further_pay":
        return "buyout", "rule 8: no end is stated and later pay is ruled out"
    return "unclear", "rule 8: a one-off sum, and how long it pays for is not told"
