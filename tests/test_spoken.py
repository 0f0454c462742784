"""Rights in the words that people use in releases and letters; and sentences that only look like them."""

import pytest
from coding_cases import coded

GRANT = "The Company may use the Artist's name, voice and likeness in its brochures. "

# (case, text behind the grant, variable, what it comes to)
CASES = [
    ("an advertisement for any other tea", "During the term the Artist will not appear in advertising for any other tea.", "grant_type", "exclusive_licence"),
    ("rival campaigns", "The Artist may not lend a hand to campaigns of another brewer, nor appear in campaigns of another brewer.", "exclusivity", "category"),
    ("no interest in the pictures", "The Artist owns no interest in the photographs.", "replica_ownership", "company"),
    ("copyright lies with the firm", "Copyright in the footage lies with the Company.", "replica_ownership", "company"),
    ("copyright in the script", "Copyright in the script stays with the writer.", "replica_ownership", "not_stated"),
    ("every right in her face", "The Artist keeps every right in her own appearance that is not named here.", "rights_retention", "retained"),
    ("what is not named stays", "Whatever is not expressly granted stays with the Artist.", "rights_retention", "retained"),
    ("art, trade or whatever else", "The photographs of the Artist may be used for art, trade or whatever other purpose the Company has.", "purpose_scope", "any_purpose"),
    ("any other programme", "The recordings of the Artist may be used in the series and in any other programme.", "purpose_scope", "any_purpose"),
    ("this spot alone", "The licence of the Artist's voice covers this radio spot alone.", "purpose_scope", "single_work"),
    ("as long as copyright runs", "The Company may use the recordings as long as copyright in them runs.", "licence_term", "perpetual"),
    ("permanent permission", "The Artist gives permanent permission for use of the recordings.", "licence_term", "perpetual"),
    ("a permanent address", "The Artist gives the Company a permanent address for letters about the use of the recordings.", "licence_term", "not_stated"),
    ("in every country", "The Company may use the photographs in every country.", "territory", "worldwide"),
    ("whoever takes over", "The Company and whoever takes over from it may use the photographs.", "transfer_sublicensing", "unrestricted"),
    ("neither firm may sell it", "Neither firm may sell this permission.", "transfer_sublicensing", "prohibited"),
    ("no twin", "Nobody will build a digital twin of the Artist.", "replica_creation", "prohibited"),
    ("a copy of a passport", "The Company will not make copies of the Artist's passport.", "replica_creation", "not_stated"),
    ("trained and nothing else", "The recordings train the voice model of the Artist and nothing else.", "model_training", "own_replica_only"),
    ("kept while useful", "The recordings may be kept as long as they are useful.", "retention_deletion", "kept_indefinitely"),
    ("an address kept while needed", "The Artist's address may be kept as long as it is needed.", "retention_deletion", "not_stated"),
    ("asks and they wipe", "If the Artist writes to the Company, the Company will erase the recordings.", "retention_deletion", "deleted_on_request"),
    ("she cannot stop it", "The Artist cannot stop the film being shown.", "withdrawal", "not_possible"),
    ("leave the set", "The Artist cannot stop work or leave the set without word to the crew.", "withdrawal", "not_stated"),
    ("out if they break it", "The Artist may call the licence back by giving notice if the Company breaks clause 4.", "withdrawal", "listed_grounds"),
    ("ten days to think", "The Artist may withdraw within ten days of the session.", "withdrawal", "listed_grounds"),
    ("every script is sent", "The script of each advertisement is sent to the Artist. The Artist may strike out lines.", "approval_rights", "each_output"),
    ("a frame never shown", "The Artist may ask that a picture never be shown.", "approval_rights", "listed_cases"),
]  # fmt: skip


@pytest.mark.parametrize(("case", "text", "variable", "expected"), CASES, ids=[c[0] for c in CASES])
def test_spoken(case: str, text: str, variable: str, expected: str):
    assert coded(GRANT + "\n\n" + text)[variable] == expected, case


def test_layers_of_a_voice():
    codes = coded(
        "The Company may build a synthetic voice from the Artist's recordings.\n\n"
        "The sound of the Artist's voice remains the Artist's property. Weights and source code belong to the Company."
    )
    assert codes["replica_ownership"] == "layered"
