"""Charts: every number in print, silence grey, one colour for one value, nothing drawn of nothing."""

import itertools
import re
from collections.abc import Callable
from typing import Any

from facevalue.nlp.codebook import Codebook
from facevalue.reports import figures
from facevalue.reports.findings import Findings, load
from facevalue.reports.tables import Unit, answer_rows, tally


def rows_of(findings: Findings, book: Codebook, variable: str, by: Unit = "year", kind: str = "contract") -> list[Any]:
    return tally(answer_rows(findings, variable, kind), book[variable], by)


def words_in(svg: str) -> list[str]:
    return re.findall(r">([^<>]+)</t(?:ext|span)>", svg)


def test_a_chart_names_and_describes_itself_and_asks_for_nothing(findings: Findings, book: Codebook) -> None:
    figure = figures.matrix(rows_of(findings, book, "compensation_structure"), "Pay <by> year", "id1")
    assert figure
    assert figure.svg.count('role="img"') == 1
    assert '<title id="id1-t">Pay &lt;by&gt; year</title>' in figure.svg
    assert "not read 2" in figure.description
    assert not re.search(r"<script|https?://(?!www\.w3\.org)", figure.svg)


def test_labels_carry_n_and_counts_are_printed(findings: Findings, book: Codebook) -> None:
    figure = figures.matrix(rows_of(findings, book, "compensation_structure"), "t", "i")
    assert figure
    printed = words_in(figure.svg)
    assert {"2022", "n=2", "hybrid", "not stated", "not read"} <= set(printed)
    assert printed.count("1") >= 6


def test_silence_is_drawn_as_a_pattern_and_values_keep_their_colour(findings: Findings, book: Codebook) -> None:
    contracts = figures.bars(rows_of(findings, book, "rights_retention", "company"), "t", "a")
    terms = figures.bars(rows_of(findings, book, "rights_retention", "company", "terms"), "t", "b")
    assert contracts
    assert terms
    assert 'fill="url(#a-not_stated)"' in contracts.svg
    for value, colour in (("given up", figures.STEPS[0]), ("partial", figures.STEPS[2])):
        assert value in words_in(terms.svg)
        assert f'fill="{colour}"' in terms.svg
        assert f'fill="{colour}"' in contracts.svg


def test_nothing_to_count_is_no_chart(tables_of: Callable[..., Any], book: Codebook) -> None:
    nothing = load(tables_of())
    assert figures.matrix(rows_of(nothing, book, "compensation_structure"), "t", "i") is None
    assert figures.bars(rows_of(nothing, book, "rights_retention"), "t", "i") is None


def test_steps_are_told_apart_in_grey() -> None:
    def grey(colour: str) -> float:
        red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    levels = [grey(colour) for colour in figures.STEPS]
    assert all(b - a > 25 for a, b in itertools.pairwise(levels))
