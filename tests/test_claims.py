"""Press claims: who does what, who says so, how firmly; and what is no claim."""

import csv
import json
import subprocess
import sys
from pathlib import Path

import pytest
from facevalue.corpus.errors import CodebookError
from facevalue.corpus.model import Document, Passage, Span
from facevalue.nlp import press
from facevalue.nlp.claims import Reader, read_claims
from facevalue.nlp.codebook import Codebook
from facevalue.nlp.codebook import load as load_codebook
from facevalue.nlp.companies import Companies
from facevalue.nlp.model import Claim
from facevalue.nlp.shipped import packaged
from hypothesis import given, settings
from hypothesis import strategies as st

HERE = Path(__file__).parent
SHARED = HERE.parents[1] / "shared"
KNOWN = Companies.load()


def document(text: str, language: str = "en") -> Document:
    return Document(id="d" * 64, media_type="text/plain", text=text, language=language)


def claims(text: str) -> list[Claim]:
    """What rules read; the encoder, which reads what they do not know, has tests of its own."""
    return Reader(press.shipped(), KNOWN).read(document(text))


def said(text: str) -> set[tuple[str, str, str]]:
    return {(c.subject, c.variable, c.values[0]) for c in claims(text)}


SEED = """The retailer Tavira Moda has announced clones of thirty of its models for next spring. It promised them "fair
compensation", including continued payment for use of a clone after its creation, and said that the models will keep some
rights over their likeness. Elsewhere practice varies, writes media scholar Dr Ola Brandt: some companies offer royalties,
others buy all rights upfront."""


def test_the_encoder_adds_to_what_rules_read_of_an_announcement_and_mixes_no_subjects() -> None:
    full = {(c.subject, c.variable, c.values[0]) for c in read_claims(document(SEED), (), KNOWN)}
    assert said(SEED) <= full
    assert {variable for subject, variable, _ in full if subject == "sector"} == {
        "compensation_components",
        "compensation_structure",
    }


def test_the_seed_article() -> None:
    found = {(c.subject, c.variable, c.values[0]): c for c in claims(SEED)}
    for pair in (
        ("compensation_components", "ongoing_unspecified"),
        ("compensation_structure", "ongoing_unspecified"),
        ("reuse_payment", "paid_basis_unstated"),
        ("rights_retention", "partial"),
    ):
        claim = found["Tavira Moda", *pair]
        assert (claim.attribution, claim.certainty) == ("company", "planned")
    for structure in ("royalty", "buyout"):
        assert found["sector", "compensation_structure", structure].certainty == "hedged"
        assert ("Tavira Moda", "compensation_structure", structure) not in found
    # "fair" is an evaluation (rule G7): nothing but the two kinds of pay above is read out of it
    pay = {c.values[0] for c in found.values() if c.variable == "compensation_structure"}
    assert pay == {"ongoing_unspecified", "royalty", "buyout"}


@pytest.mark.parametrize(
    "text",
    [
        # no human likeness
        "The plant has a digital twin of its paint shop. Engineers pay a licence fee for it every year.",
        "Fans may buy a replica of the hero's bow for 80 euros. Avatar returns to the cinema in May.",
        # an invented person
        "The woman in the advertisement does not exist. The studio Velour drew her with AI and charges 9,000 euros a picture.",
        # demands, advice and laws (G11)
        "The union demands royalties for every digital double and wants studios to obtain written consent for each clone.",
        "Models should never sign a contract that lets an agency clone them for ever.",
        "Under the act, platforms must obtain written consent before they make a digital replica of a voice.",
        # a licence that is free for the company is no royalty
        "",
        "   \n\n  ",
    ],
)
def test_what_is_no_claim(text: str) -> None:
    assert said(text) == set()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The start-up Personix pays narrators a royalty for each book that a clone of their voice reads.",
            {
                ("Personix", "replica_creation", "permitted_express"),
                ("Personix", "identity_attributes", "voice"),
                ("Personix", "compensation_components", "royalty"),
                ("Personix", "compensation_structure", "royalty"),
                ("Personix", "reuse_payment", "each_use"),
            },
        ),
        (
            "Actor Ugo Finn licensed his face to the avatar maker Lumo for three years and received 3,000 euros for three years.",
            {
                ("Lumo", "compensation_components", "fixed_fee"),
                ("Lumo", "compensation_structure", "time_limited_fee"),
                ("Lumo", "licence_term", "fixed"),
                ("Lumo", "identity_attributes", "face"),
            },
        ),
        (
            "The start-up Lumo paid her a flat fee for an avatar that it may use in perpetuity.",
            {("Lumo", "compensation_structure", "buyout"), ("Lumo", "licence_term", "perpetual")},
        ),
        (
            "The studio Karnak pays actors a session fee for the scan and a royalty whenever the double is used.",
            {("Karnak", "compensation_structure", "hybrid")},
        ),
        (
            "Voice platform Sonar lets clients train AI systems on the actors' recordings unless an actor opts out.",
            {("Sonar", "model_training", "opt_out")},
        ),
    ],
)
def test_values(text: str, expected: set[tuple[str, str, str]]) -> None:
    assert expected <= said(text)


def test_royalty_free_is_no_royalty() -> None:
    found = said("The start-up Mimeo takes a royalty-free licence to the voice clone.")
    assert not {v for _, k, v in found if k.startswith("compensation")} & {"royalty"}


@pytest.mark.parametrize(
    ("text", "attribution", "certainty"),
    [
        ("The retailer Olma has licensed digital twins of its models.", "journalist", "asserted"),
        ("The retailer Olma will license digital twins of its models.", "journalist", "planned"),
        ("The retailer Olma has licensed digital twins of its models, a spokeswoman said.", "company", "asserted"),
        ('"We have licensed digital twins of our models," said Ida Berg, chief executive of the retailer Olma.', "company", "asserted"),
        ("According to the union, the retailer Olma has licensed digital twins of its models.", "union_or_advocate", "asserted"),
        ("Her lawyer says the retailer Olma has licensed digital twins of its models.", "representative", "asserted"),
        ("The retailer Olma reportedly has licensed digital twins of its models.", "journalist", "hedged"),
        ("People close to the talks say the retailer Olma has licensed digital twins of models.", "unnamed_source", "asserted"),
        ("The contract, seen by our reporter, lets the retailer Olma make digital twins of models.", "document_or_official", "documented"),
        ("The lawsuit alleges that the retailer Olma licensed digital twins of models.", "talent", "disputed"),
        ("The retailer Olma has licensed digital twins of its models. Olma's lawyers denied this.", "journalist", "disputed"),
    ],
)  # fmt: skip
def test_who_says_so_and_how_firmly(text: str, attribution: str, certainty: str) -> None:
    claim = next(c for c in claims(text) if c.variable == "replica_creation")
    assert (claim.attribution, claim.certainty) == (attribution, certainty)


def test_two_speakers_share_a_sentence() -> None:
    text = (
        "The label Norro says the singers get a share of the revenue from their voice clones, "
        "but the singers' lawyer, Eva Holm, says that Norro may use the clones for ever."
    )
    found = {(c.variable, c.values[0]): c.attribution for c in claims(text)}
    assert found["compensation_components", "royalty"] == "company"
    assert found["licence_term", "perpetual"] == "representative"


def test_a_quotation_keeps_its_speaker_over_sentences() -> None:
    text = (
        '"We make a digital double of every player," said Ines Wolf, founder of the start-up Gamora. '
        '"Players can withdraw at any time."'
    )
    found = {c.variable: c.attribution for c in claims(text)}
    assert found["withdrawal"] == "company"


@pytest.mark.parametrize("later", ["The company", "The retailer", "It"])
def test_pronouns_and_descriptions_lead_back_to_the_company(later: str) -> None:
    text = f"The retailer Olma has cloned ten of its models. {later} keeps the right to use the clones in perpetuity."
    assert ("Olma", "licence_term", "perpetual") in said(text)


def test_a_person_leads_back_to_the_company_they_dealt_with() -> None:
    text = (
        "Actor Ben Ode sold his face to the avatar maker Lumo. Singer Kim Raye licensed her voice to the label Norro. "
        "Ode says that the licence for his avatar is irrevocable."
    )
    assert ("Lumo", "withdrawal", "not_possible") in said(text)


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        ("The firm Lumo clones voices. Callers must be told at once that a machine answers.", ("public_disclosure", "visible_label")),
        ("The firm Lumo clones actors. The avatar introduces itself as a digital copy.", ("public_disclosure", "visible_label")),
        ("The firm Lumo clones voices. The narrators were recorded for a week.", ("capture_methods", "voice_recording")),
        ("The firm Lumo made a double of her. It was built out of archived television footage.", ("capture_methods", "existing_material")),
        ("The firm Lumo cloned his voice. The licence runs until he withdraws.", ("licence_term", "until_withdrawn")),
        ("The firm Lumo cloned his voice. It remains the owner of the clone.", ("replica_ownership", "company")),
        ("The firm Lumo scanned actors for digital doubles. The scans are erased two years after the contract.", ("retention_deletion", "kept_fixed_period")),
    ],
)  # fmt: skip
def test_wordings_that_coverage_brought(text: str, pair: tuple[str, str]) -> None:
    assert ("Lumo", *pair) in said(text)


def test_persons_and_places_are_no_companies() -> None:
    text = "Rebecca Tarn has a digital double. London sold its voice clone. A museum says that the singer gets a fee each time the double is used."
    assert {subject for subject, *_ in said(text)} <= {"sector", "unnamed_company"}


def test_an_unnamed_company_is_not_the_one_named_before() -> None:
    text = "The firm Lumo clones actors. Sim Park licensed his image to an AI marketing firm and saw his double sell pills."
    assert ("unnamed_company", "identity_attributes", "face") in said(text)


def test_the_sector_is_never_mixed_into_a_company() -> None:
    text = "The start-up Personix clones voices. Many companies pay actors nothing more than a flat fee for their digital double."
    found = said(text)
    assert ("sector", "compensation_components", "fixed_fee") in found
    assert not [f for f in found if f[0] == "Personix" and f[1].startswith("compensation")]


def test_nobody_signs_away_a_face_is_a_denial() -> None:
    told = claims("The studio Karnak insists that nobody who is scanned for a digital double is signing away a face.")
    kept = [c for c in told if c.variable == "rights_retention"]
    assert [(c.values, c.polarity) for c in kept] == [(("given_up",), "denied")]


def test_a_denial_codes_the_value_denied() -> None:
    claim = next(
        c for c in claims("His agent denied that the actor had sold the rights to his face to the studio Karnak for a digital double.")
        if c.variable == "rights_retention"
    )  # fmt: skip
    assert (claim.values, claim.polarity, claim.certainty) == (("given_up",), "denied", "disputed")


def test_claims_stand_once_and_their_evidence_holds() -> None:
    article = document(SEED + "\n\n" + SEED)
    found = read_claims(article, (), KNOWN)
    keys = [(c.subject, c.variable, c.values, c.polarity) for c in found]
    assert len(keys) == len(set(keys))
    assert all(c.evidence.holds(article) for c in found)


def test_page_furniture_does_not_hide_a_claim() -> None:
    text = "The retailer Olma pays models for digital\n- 3 -\ntwins of them."
    at = text.index("- 3 -")
    article = Document(id="d" * 64, media_type="text/plain", text=text, furniture=(Span(at - 1, at + 6),))
    found = read_claims(article, (), KNOWN)
    assert [c.evidence.quote for c in found if c.variable == "replica_creation"]
    assert all(c.evidence.holds(article) and "- 3 -" not in c.evidence.quote for c in found)


def test_only_the_passages_are_read() -> None:
    text = "The retailer Olma has agreed with its models to clone them.\n\nBuy now: the start-up Personix licenses clones of voices."
    passage = Passage("d" * 64, Span(0, text.index("\n\n")))
    assert {c.subject for c in read_claims(document(text), (passage,), KNOWN)} == {"Olma"}


def test_other_languages_have_no_claims() -> None:
    assert read_claims(document(SEED, language="de"), (), KNOWN) == []


def test_the_codebook_limits_the_claims() -> None:
    book: Codebook = load_codebook()
    full = read_claims(document(SEED), (), KNOWN, book)
    assert full == read_claims(document(SEED), (), KNOWN)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200), st.text(alphabet="AaBb .,;\"'“”-\n", max_size=200))
def test_any_text_is_read(noise: str, punctuation: str) -> None:
    article = document(f"{noise} The retailer Olma cloned her voice. {punctuation} {noise}")
    assert all(c.evidence.holds(article) for c in read_claims(article, (), KNOWN))


@pytest.mark.parametrize(
    "hostile", ["A" * 200_000, "A " * 50_000, "Puma " * 20_000, '"' * 50_000, "voice clone, " * 5_000]
)
def test_hostile_text_ends(hostile: str) -> None:
    read_claims(document("The retailer Olma cloned her voice. " + hostile), (), KNOWN)


# ---- the vocabulary file


def test_every_rule_fits_the_codebook() -> None:
    assert press.load(None, load_codebook()).wordings


def altered(tmp_path: Path, old: str, new: str) -> Path:
    text = Path(str(packaged("press.yaml", "rules"))).read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / "press.yaml"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("says: [replica_creation=permitted_express]", "says: [replica_creation=perhaps]", "the codebook has no"),
        ("- '\\birrevocabl[ey]\\b'", "- '\\birrevocabl([ey]\\b'", "does not compile"),
        ("- '{REPLICA}'", "- '{REPLIKA}'", "unknown macro"),
        ("  score: 0.6\n", "  scroe: 0.6\n", "Extra inputs"),
    ],
)
def test_a_fault_names_its_line(tmp_path: Path, old: str, new: str, message: str) -> None:
    path = altered(tmp_path, old, new)
    line = path.read_text(encoding="utf-8").split(new.strip())[0].count("\n") + 1
    with pytest.raises(CodebookError, match=message) as fault:
        press.load(path, load_codebook())
    named = int(str(fault.value).split("line ")[1].split(":")[0])
    assert abs(named - line) <= 2  # a list's line is the line its first item stands on


# ---- measured


def written(folder: Path, gold: Path, rows: Path, split: str | None) -> Path:
    """Claims of the articles of one split in the form of the export, and their gold beside them."""
    articles = [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines()]
    articles = [a for a in articles if split is None or a.get("split") == split]
    with rows.open("w", newline="", encoding="utf-8") as out:
        columns = ["uri", "subject", "variable", "values", "attribution", "stance", "certainty"]
        table = csv.DictWriter(out, columns)
        table.writeheader()
        for article in articles:
            name = f"{article['id']}.txt"
            for c in claims((folder / name).read_text(encoding="utf-8")):
                table.writerow(
                    {"uri": name, "subject": c.subject, "variable": c.variable, "values": "|".join(c.values),
                     "attribution": c.attribution, "stance": c.stance, "certainty": c.certainty}
                )  # fmt: skip
    kept = rows.with_suffix(".gold.jsonl")
    kept.write_text("".join(json.dumps(a) + "\n" for a in articles), encoding="utf-8")
    return kept


def scores(gold: Path, rows: Path) -> dict[str, float]:
    scorer = SHARED / "tools" / "score_claims.py"
    if not scorer.exists():
        pytest.skip("the scorer of the shared material is not here")
    done = subprocess.run([sys.executable, scorer, gold, rows], capture_output=True, text=True, check=True)
    words = done.stdout.replace("loose F1", "loose").split()
    return {words[i]: float(words[i + 1]) for i in range(0, len(words), 2)}


@pytest.mark.parametrize(
    ("split", "floor"),
    [
        ("develop", 0.80),
        ("held_out", 0.72),
        ("unseen_3", 0.65),
        ("unseen_5", 0.65),
    ],
)
def test_invented_articles_do_not_get_worse(tmp_path: Path, split: str, floor: float) -> None:
    folder = HERE / "press"
    gold = written(folder, folder / "press_extra.jsonl", tmp_path / "claims.csv", split)
    assert scores(gold, tmp_path / "claims.csv")["F1"] >= floor


@pytest.mark.parametrize(("use", "found", "right"), [("develop", 0.92, 0.85), ("hold_out", 0.86, 0.8)])
def test_single_sentences_do_not_get_worse(use: str, found: float, right: float) -> None:
    """Of what the sentences of the bank were written to say, the share that is found; of what is found, the share coded.

    A copy or an attribute named beside the claim it was written for counts neither way: the bank does not code them.
    """
    hits = missed = wrong = 0
    for line in (HERE / "press" / "bank.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row["use"] != use:
            continue
        named = row["subject"] not in ("sector", "unnamed_company")
        head = "All about AI, machines and pictures." + (
            f" The company {row['subject']} is in the news." if named else ""
        )
        coded = {tuple(pair) for pair in row["claims"]}
        said = {(c.variable, c.values[0]) for c in claims(f"{head}\n\n{row['text']}")}
        if coded:
            said -= {p for p in said - coded if p[0] in ("identity_attributes", "replica_creation")}
        hits, missed, wrong = hits + len(said & coded), missed + len(coded - said), wrong + len(said - coded)
    assert hits / (hits + missed) >= found
    assert hits / (hits + wrong) >= right


def test_the_development_half_does_not_get_worse(tmp_path: Path) -> None:
    """The floor is low because the reading is: docs/measurements.md says how low. The test half is never scored here."""
    folder = HERE / "press"
    articles = [json.loads(line) for line in (folder / "abstracts.jsonl").read_text(encoding="utf-8").splitlines()]
    half = tmp_path / "develop.jsonl"
    half.write_text("".join(json.dumps(a) + "\n" for a in articles if a["half"] == "develop"), encoding="utf-8")
    found = scores(written(folder, half, tmp_path / "claims.csv", None), tmp_path / "claims.csv")
    assert found["F1"] >= 0.33


def test_the_coded_articles_are_whole() -> None:
    """Every quote stands in its text word for word; every value is one of the codebook's; abstracts name their source."""
    book = load_codebook()
    lines = [
        line for name in ("abstracts", "coverage") for line in (HERE / "press" / f"{name}.jsonl").open(encoding="utf-8")
    ]
    for article in map(json.loads, lines):
        text = article.get("text") or (HERE / "press" / f"{article['id']}.txt").read_text(encoding="utf-8")
        assert article["half"] in ("develop", "opened", "test")
        if "meta" in article:
            assert (article["meta"]["text_kind"] == "own_words_abstract") == ("source_url" in article["meta"])
        else:
            assert article["source"]
        for claim in article["claims"]:
            assert claim["quote"] in text
            assert set(claim["values"]) <= set(book[claim["variable"]].value_ids)


@pytest.mark.parametrize("opener", ["Since autumn", "With AI", "There", "First"])
def test_words_that_open_a_sentence_are_no_companies(opener: str) -> None:
    text = f"{opener} the publisher has cloned the voice of its narrator. {opener} it is used. The narrator gets a royalty for each audiobook sold."
    assert not any(c.subject.split()[0] == opener.split()[0] for c in claims(text))


def test_a_known_company_in_capitals_is_found() -> None:
    text = "LOVO has cloned the voices of two actors. The company pays them a royalty."
    assert ("lovo", "compensation_components", "royalty") in said(text)


def test_coded_abstracts_do_not_get_worse(tmp_path: Path) -> None:
    gold = SHARED / "gold" / "press_dev.jsonl"
    if not gold.exists():
        pytest.skip("the coded abstracts of the shared material are not here")
    found = scores(written(gold.parent / "press", gold, tmp_path / "claims.csv", None), tmp_path / "claims.csv")
    assert found["F1"] >= 0.87
    assert found["attribution"] >= 0.9
    assert found["certainty"] >= 0.88
