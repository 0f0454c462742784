"""Clause types in invented contracts: what is found, what is not, and that every tag is proven by the text."""

import json
import pickle
import re
from pathlib import Path

import numpy as np
import pytest
from facevalue.corpus.errors import SetupError
from facevalue.corpus.model import Document, Span
from facevalue.corpus.segment import segment
from facevalue.nlp import clauses, codebook
from facevalue.nlp.clause_cues import Cues
from facevalue.nlp.clause_units import units
from facevalue.nlp.clauses import ClauseModel, ClauseTagger
from facevalue.nlp.labelled import folds, read_labelled, read_written
from facevalue.nlp.model import Tag
from facevalue.nlp.train import learn, train
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

CONTRACT = """AVATAR LICENCE

1. Grant. Subject to the terms of this Agreement, the Performer hereby grants to the Studio a non-exclusive, non-transferable, perpetual and irrevocable licence to use the Digital Double in the Productions.

2. Pay. The Studio shall pay to the Performer a royalty of four percent (4%) of net revenues received from each Production.

3. Records. The Performer may, upon reasonable notice and during normal business hours, inspect and audit the books and records of the Studio relating to the royalties once each year.

4. End. Either party may terminate this Agreement at any time without cause upon sixty (60) days prior written notice to the other party.

5. Liability. In no event shall either party be liable to the other for any indirect, incidental, special or consequential damages or lost profits arising out of this Agreement.

6. Transfer. Neither party may assign this Agreement or any of its rights hereunder without the prior written consent of the other party.

7. Law. This Agreement is governed by the laws of the State of Oregon, without regard to its conflict of laws principles.

8. Good name. During the Term neither party shall make any disparaging or derogatory statement that harms the reputation of the other.

9. Notices. All notices shall be sent by post to the addresses above. The parties have read this page.
"""


def document(text: str, furniture: tuple[Span, ...] = ()) -> Document:
    return Document("d", "text/plain", text, furniture=furniture)


def tags(text: str, furniture: tuple[Span, ...] = ()) -> list[Tag]:
    read = document(text, furniture)
    found = list(ClauseTagger().tag(read, segment(read)))
    assert all(tag.evidence.holds(read) for tag in found)
    return found


def best(found: list[Tag]) -> dict[str, Tag]:
    return {tag.value: tag for tag in sorted(found, key=lambda tag: tag.score)}


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("license_grant", "hereby grants"),
        ("irrevocable_or_perpetual_license", "hereby grants"),
        ("non_transferable_license", "hereby grants"),
        ("revenue_profit_sharing", "four percent"),
        ("audit_rights", "inspect and audit"),
        ("termination_for_convenience", "at any time without cause"),
        ("cap_on_liability", "In no event"),
        ("anti_assignment", "Neither party may assign"),
        ("governing_law", "governed by"),
        ("non_disparagement", "disparaging"),
    ],
)
def test_finds_the_sentence(value: str, words: str):
    tag = best(tags(CONTRACT))[value]
    assert words in tag.evidence.quote
    assert tag.score > 0.3


def test_says_nothing_sure_about_clauses_of_no_type():
    sure = [tag for tag in tags(CONTRACT) if tag.score > 0.3]
    assert not [tag for tag in sure if "sent by post" in tag.evidence.quote or "read this page" in tag.evidence.quote]
    assert (
        best(tags(CONTRACT)).get("joint_ip_ownership") is None or best(tags(CONTRACT))["joint_ip_ownership"].score < 0.3
    )


def test_values_are_those_of_the_codebook_and_scores_are_probabilities():
    found = tags(CONTRACT)
    [variable] = [v for v in codebook.load().variables if v.id == "clause_type"]
    assert {tag.value for tag in found} <= {value.id for value in variable.values}
    assert all(0 < tag.score <= 1 and tag.variable == "clause_type" and tag.tagger == "clauses" for tag in found)
    assert any(tag.score < 0.1 for tag in found)


def test_a_sentence_over_a_page_break_is_quoted_whole():
    footer = "Avatar licence, page 4"
    text = f"This Agreement shall be governed by and construed in accordance with\n\n{footer}\n\nthe laws of the State of Oregon."
    at = text.index(footer)
    quote = best(tags(text, (Span(at, at + len(footer)),)))["governing_law"].evidence.quote
    assert quote.startswith("This Agreement")
    assert quote.endswith("Oregon.")
    assert footer not in quote


def test_list_items_are_units_of_their_own():
    text = "The Performer shall not, during the Term or after it: (a) criticise or disparage the Studio in public; (b) work for rivals of the Studio in film; or (c) sell merchandise of her own."
    found = units(document(text), [])
    assert [found[i][:3] for i in range(len(found))] == ["The", "The", "(a)", "(b)", "(c)"]
    assert found.parents.tolist() == [0] * 5


def test_an_item_is_tagged_where_it_is_surer_than_its_sentence():
    read = document(
        "The Performer shall not, during the Term or after it: (a) criticise or disparage the Studio in public; (b) work for rivals of the Studio in film; or (c) sell merchandise."
    )
    found = units(read, [])
    assert found.parents.tolist() == [0] * 5
    model = ClauseModel.load(Path(clauses.__file__).parent / "data" / "clauses.npz")
    margins = np.full((5, len(model.values)), -3, np.float32)
    margins[:, model.values.index("non_disparagement")] = [1, -1, 3, -1, -1]
    quotes = [tag.evidence.quote for tag in model.tags_of(read, found, margins) if tag.value == "non_disparagement"]
    assert len(quotes) == 2
    assert quotes[0] == read.text
    assert quotes[1].startswith("(a) criticise")


def test_a_heading_counts_less_and_a_neighbour_more():
    text = "Limits of liability.\n\nThe Studio owes the Performer a copy of each film that shows her digital double.\n\nThe Performer keeps all rights in her voice that are not granted to the Studio above."
    found = units(document(text), [])
    apart, beside = (clauses.placed(np.array([[-1], [-1], [other]], np.float32), found)[:, 0] for other in (-1, 1))
    assert apart[0] < apart[1]
    assert beside[1] > apart[1]
    assert beside[0] == apart[0]
    assert clauses.placed(np.zeros((0, 1), np.float32), units(document(""), [])).shape == (0, 1)


def test_cues_match_words_and_beginnings():
    cues = Cues({"own": ["own"], "licence": ["licens*", "licenc*"], "redaction": ["redacted"]})
    assert cues.find("She OWNS a sub-licence.") == [1]
    assert cues.find("Her own; [***]") == [0, 2]


HOSTILE = [
    "",
    " \n\n ",
    "x" * 100_000,
    "\x00" * 500,
    "(a) " * 5_000,
    "1.1 Grant. " * 2_000,
    "模特同意授权。" * 300,
    "$ % [***] ____ •",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text(text: str):
    tags(text)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from(CONTRACT.split("\n\n")), max_size=5), st.text(max_size=40))
def test_every_tag_is_proven(parts: list[str], noise: str):
    tags(f"\n\n{noise}\n".join(parts))


def test_tagger_is_picklable_and_known_by_its_model():
    tagger = pickle.loads(pickle.dumps(ClauseTagger()))
    assert tagger.fingerprint == ClauseTagger().fingerprint
    assert tagger.fingerprint.startswith("clauses-")


KINDS = ("License Grant", "Governing Law")


def labelled(folder: Path, count: int = 12) -> Path:
    """Invented contracts with two kinds of clause."""
    rows: list[str] = []
    for number in range(count):
        grant = f"Party {number} hereby grants to the Studio a licence to use the voice in film {number}."
        law = f"This Agreement is governed by the laws of Country {number} without any exception."
        text = f"AGREEMENT\n\n1. {grant}\n\n2. The parties meet in room {number} on Mondays and talk.\n\n3. {law}\n"
        (folder / f"c{number}.txt").write_text(text, "utf8")
        spans = {
            kind: {"spans": [[text.index(s), text.index(s) + len(s)]]}
            for kind, s in zip(KINDS, (grant, law), strict=True)
        }
        rows.append(
            json.dumps({"id": f"c{number}", "source": f"Company{chr(97 + number)}_2001_EX.pdf", "labels": spans})
        )
    path = folder / "labels.jsonl"
    path.write_text("\n".join(rows), "utf8")
    return path


@pytest.fixture
def two_kinds(monkeypatch: pytest.MonkeyPatch) -> None:
    """A codebook in which two clause types are enough."""
    book = codebook.load()
    variables = []
    for variable in book.variables:
        if variable.id == "clause_type":
            kept = tuple(v for v in variable.values if v.id in ("license_grant", "governing_law"))
            variable = variable.model_copy(update={"values": kept})
        variables.append(variable)
    small = book.model_copy(update={"variables": tuple(variables)})
    monkeypatch.setattr("facevalue.nlp.train.load", lambda: small)


@pytest.mark.usefixtures("two_kinds")
def test_training_is_the_same_twice_and_survives_the_disk(tmp_path: Path):
    labels = labelled(tmp_path)
    trained = train(labels, tmp_path, tmp_path / "one.npz")
    train(labels, tmp_path, tmp_path / "two.npz")
    for ending in ("npz", "md"):
        assert (tmp_path / f"one.{ending}").read_bytes() == (tmp_path / f"two.{ending}").read_bytes()
    assert "| governing_law | 12 | 12 | " in trained.card.read_text("utf8")
    assert trained.scores[-1].measures[0] > 0.9
    model = learn(read_labelled(labels, tmp_path)).model
    read = document(
        "1. Party X hereby grants to the Studio a licence to use the voice in film 7. We eat at noon every day."
    )
    back = ClauseModel.load(tmp_path / "one.npz")
    scores = [[(t.value, t.evidence.span, t.score) for t in m.tags(read, segment(read))] for m in (model, back)]
    assert [(v, s) for v, s, _ in scores[0]] == [(v, s) for v, s, _ in scores[1]]
    assert all(abs(a - b) < 0.05 for (_, _, a), (_, _, b) in zip(*scores, strict=True))


def written(folder: Path, *rows: dict[str, object]) -> Path:
    path = folder / "written.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf8")
    return path


@pytest.mark.usefixtures("two_kinds")
def test_written_clauses_teach_the_types_they_are_of(tmp_path: Path):
    contracts = read_labelled(labelled(tmp_path), tmp_path)
    text = "The Studio is in a room of the country without the party and the voice."
    clauses_of_law = read_written(written(tmp_path, *[{"text": text, "types": ["governing_law"]}] * 30))
    plain, taught = (learn(contracts, more) for more in ([], clauses_of_law))
    read = document(text)
    grant, law = (plain.model.values.index(value) for value in ("license_grant", "governing_law"))
    before, after = (one.model.margins(read, segment(read))[1][0] for one in (plain, taught))
    assert after[law] > before[law] + 0.5
    for one in ("weights", "unit", "bias"):
        assert (getattr(plain.model.linear, one)[..., grant] == getattr(taught.model.linear, one)[..., grant]).all()
    assert [len(found) for found, _ in taught.unseen] == [len(found) for found, _ in plain.unseen]  # never scored


@pytest.mark.usefixtures("two_kinds")
def test_what_is_wrong_with_written_clauses_is_said(tmp_path: Path):
    labels = labelled(tmp_path)
    with pytest.raises(SetupError, match=r"written\.jsonl, line 2"):
        read_written(written(tmp_path, {"text": "We eat.", "types": []}, {"text": "We eat."}))
    with pytest.raises(SetupError, match="cannot be read"):
        read_written(tmp_path / "nowhere.jsonl")
    path = written(tmp_path, {"text": "We eat.", "types": ["lunch"]})
    with pytest.raises(SetupError, match="lunch"):
        train(labels, tmp_path, tmp_path / "model.npz", path)


ROOT = Path(__file__).parents[1]
CODED = ROOT / "benchmarks" / "coded" / "clause_types.jsonl"


def test_the_written_clauses_can_be_learnt_from():
    found = read_written(CODED)
    book = next(variable for variable in codebook.load().variables if variable.id == "clause_type")
    assert {name for one in found for name in one.types} <= {value.id for value in book.values}
    assert len({one.text for one in found}) == len(found)
    assert 0.2 < sum(not one.types for one in found) / len(found) < 0.4


def test_the_written_clauses_are_nobody_elses():
    texts = sorted((ROOT.parent / "shared" / "data" / "cuad-dev" / "txt").glob("*.txt"))
    if not texts:
        pytest.skip("the contracts of the shared material are not here")
    runs = {run for one in read_written(CODED) for run in _runs(one.text)}
    assert not [run for path in texts for run in _runs(path.read_text("utf8")) if run in runs]


def _runs(text: str, length: int = 12) -> list[str]:
    words = re.findall(r"[a-z0-9]+", text.lower())
    return [" ".join(words[at : at + length]) for at in range(len(words) - length + 1)]


def test_one_company_is_in_one_fold(tmp_path: Path):
    contracts = read_labelled(labelled(tmp_path), tmp_path)
    twice = contracts + contracts
    fold = folds(twice, 3)
    assert (fold[:12] == fold[12:]).all()
    assert set(fold.tolist()) == {0, 1, 2}


def test_labels_that_cannot_be_read_are_named_by_line(tmp_path: Path):
    path = tmp_path / "labels.jsonl"
    path.write_text('{"id": "gone", "source": "x", "labels": {}}\n')
    with pytest.raises(SetupError, match=r"labels\.jsonl, line 1"):
        read_labelled(path, tmp_path)


@pytest.mark.usefixtures("two_kinds")
def test_what_training_lacks_is_said(tmp_path: Path):
    labels = labelled(tmp_path, 3)
    with pytest.raises(SetupError, match=r"\.npz"):
        train(labels, tmp_path, tmp_path / "model.bin")
    with pytest.raises(SetupError, match="cannot be read"):
        train(tmp_path / "nowhere.jsonl", tmp_path, tmp_path / "model.npz")
    labels.write_text("")
    with pytest.raises(SetupError, match="license_grant"):
        train(labels, tmp_path, tmp_path / "model.npz")
    assert not (tmp_path / "model.npz").exists()


def test_no_text_is_in_the_model_file():
    """Single words only: no phrase of a contract the model was trained on."""
    with np.load(Path(clauses.__file__).parent / "data" / "clauses.npz", allow_pickle=False) as arrays:
        words = json.loads(bytes(arrays["meta"]))["words"]
        letters = [name for name in arrays.files if arrays[name].dtype.kind in "USO"]
    assert not letters
    assert not [word for word in words if any(sign.isspace() for sign in word)]


def test_model_file_is_small_and_plain():
    path = Path(clauses.__file__).parent / "data" / "clauses.npz"
    assert path.stat().st_size < 15_000_000
    assert ClauseModel.load(path).values
