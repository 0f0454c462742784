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
    ("used for, under a question", "What the Company will use the recordings for: guided walks of the museum.", "grant_type", "non_exclusive_licence"),
    ("no longer, at any time", "The Artist can tell the Company at any time that she no longer wants to be heard.", "withdrawal", "any_time"),
    ("stop the session", "The Artist can ask at any time to stop the session.", "withdrawal", "not_stated"),
    ("unless she crosses the box", "The recordings train the speech technology of the Company unless the Artist crosses this box.", "model_training", "opt_out"),
    ("no corpus", "The Company will not add the recordings to any speech corpus.", "model_training", "prohibited"),
    ("a door by number", "Save as clause 9 says, the Company will not create a digital replica of the Artist.", "replica_creation", "separate_consent_required"),
    ("deleted after the end", "Within 20 days of the end of the project the studio will erase the recordings.", "retention_deletion", "deleted_at_end"),
    ("seen without a veto", "The Artist may view the cuts but the decision is the Company's.", "approval_rights", "consultation_only"),
    ("the right to copyright", "The Artist gives the Company the right to use and copyright the photographs.", "replica_ownership", "company"),
    ("spots are theirs", "The commercials are the Company's.", "replica_ownership", "company"),
    ("each label comes first", "Each label comes to the Artist first, and the Company will not print without the Artist's signature.", "approval_rights", "each_output"),
    ("except to one firm", "The Company may not sell or hand on these rights, except to Alderlight France.", "transfer_sublicensing", "limited_circle"),
    ("ends for both", "The Company may end it if the season is called off, and the Artist if the Company does not pay.", "withdrawal", "listed_grounds"),
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


def test_own_recordings_are_not_the_copy():
    codes = coded(
        "The Company may create a digital replica of the Artist.\n\n"
        "The Company owns the finished recordings. The digital replica is the property of the Artist."
    )
    assert codes["replica_ownership"] == "talent"


def test_results_assigned_where_not_for_hire():
    codes = coded(
        "All recordings of the Artist's voice are made for hire. To the extent that they are not, the Artist assigns them."
    )
    assert (codes["grant_type"], codes["rights_retention"]) == ("assignment", "not_stated")
