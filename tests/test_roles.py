"""Who is who: sides are settled by the document's own words, whatever the labels."""

import pytest
from facevalue.corpus.model import Kind
from facevalue.nlp.mask import Masker
from facevalue.nlp.roles import Roles, read_roles

PREAMBLE = "This Agreement is made by and between {0} and {1}. "

# (case, kind, text, on the talent side, on the company side)
CASES: list[tuple[str, Kind, str, list[str], list[str]]] = [
    (
        "labels before names in a form",
        "contract",
        "BOOKING\n\nModel: Mara Quill        Client: Orlo Ltd\n\nThe model sees the pictures.",
        ["Model", "model", "Mara Quill"],
        ["Client", "Orlo Ltd"],
    ),
    (
        "rows of a table",
        "contract",
        "| Buyer | Orlo Ltd |\n| Speaker | Mara Quill |\n\nSpeaker reads aloud.",
        ["Speaker"],
        ["Buyer"],
    ),
    (
        "a rights company that grants",
        "contract",
        PREAMBLE.format('Orlo Football Club Limited ("Club")', 'MQ9 Limited ("Image Company")')
        + "The Image Company grants the Club the right to use the likeness of the player. The Club shall pay a fee.",
        ["Image Company"],
        ["Club"],
    ),
    (
        "whoever acts in a release in the first person",
        "contract",
        "I agree to be filmed. I understand it is voluntary. The Orlo Trust may show my likeness. My voice may be heard.",
        ["I"],
        ["Orlo Trust"],
    ),
    (
        "who is you in terms",
        "terms",
        'These terms are for people who want to be cast ("Artists", "you"). You grant us a licence.',
        ["Artists", "Artist"],
        ["we"],
    ),
    (
        "labels that say it",
        "contract",
        PREAMBLE.format(
            'Orlo Studios, Inc., a Delaware corporation (the "Producer")', 'Mara Quill, an individual (the "Artist")'
        )
        + "The Artist grants the Producer the right to use the Artist's likeness. The Producer shall pay the Artist a fee.",
        ["Artist", "Mara Quill"],
        ["Producer", "Orlo Studios, Inc."],
    ),
    (
        "a surname as label",
        "contract",
        PREAMBLE.format('Teeline Golf Corp. ("Teeline")', 'Dana Marsh ("Marsh")')
        + "Marsh hereby grants Teeline the right to use Marsh's name and likeness. Teeline shall pay Marsh $5,000.",
        ["Marsh"],
        ["Teeline"],
    ),
    (
        "a licensor that is the talent's own company",
        "contract",
        PREAMBLE.format('Corvane Apparel, Inc. ("Licensee")', 'Ruiz Enterprises, Inc., f/s/o Tomas Ruiz ("Licensor")')
        + "Licensor grants to Licensee the right to use the likeness of Ruiz. Licensee shall pay Licensor a royalty.",
        ["Licensor"],
        ["Licensee"],
    ),
    (
        "a release in the first person",
        "contract",
        "RELEASE. I hereby grant Bellwether Films Ltd, its successors and assigns, permission to use my image and voice. "
        "I understand that I will not be paid. I waive any right to inspect the finished film.",
        ["I", "my"],
        ["Bellwether Films Ltd"],
    ),
    (
        "a person who is paid, and options granted to her",
        "contract",
        PREAMBLE.format('Orlo Teas, Inc. ("Orlo Teas")', 'Mara Quill (the "Partner")')
        + "The Partner will run. The Partner gives Orlo Teas a right to use her photograph. Orlo Teas grants the Partner options over 500 shares. Orlo Teas will pay the Partner a fee.",
        ["Partner", "Mara Quill"],
        ["Orlo Teas"],
    ),
    (
        "a legal form in capitals",
        "contract",
        PREAMBLE.format(
            'VALE RACQUETS, INC. ("Vale")',
            'QUILL PROMOTIONS, LTD., which furnishes the services of Mara Quill ("Quill")',
        )
        + "Quill hereby grants Vale the right to use the likeness of Quill. Vale may sell racquets.",
        ["Quill"],
        ["Vale", "VALE RACQUETS, INC."],
    ),
    (
        "platform terms",
        "terms",
        "These Terms are between you and Voxhill, Inc. (“Voxhill”, “we”). You grant Voxhill a licence to your voice recordings.",
        ["you", "your"],
        ["we", "Voxhill"],
    ),
    (
        "undefined role words",
        "contract",
        "The Performer agrees to attend the session. The Performer grants the Producer the right to use the Performer's voice. "
        "The Producer shall pay the Performer. The Producer may edit the recording.",
        ["Performer"],
        ["Producer"],
    ),
    (
        "whoever has himself photographed, and pays for it",
        "contract",
        'Agreement between Quill LLC (the "Photographer") and the undersigned client (the "Client"). The Client shall pay the Photographer. '
        "The Photographer grants the Client a copy. The Photographer may use the Client's name and likeness.",
        ["Client"],
        ["Photographer"],
    ),
    (
        "a letter to the parents of a child",
        "contract",
        "Dear parents,\n\nWe print the best drawings. Tell us if your child may be named. You can write to us. Your child keeps the drawing. You need not answer.",
        ["you", "your"],
        ["we", "us"],
    ),
    (
        "a sheet for those who are scanned and paid",
        "contract",
        "Why are we scanning you? For the crowd.\n\nMay you say no? Yes. You are paid all the same, and you go home when we tell you.",
        ["you"],
        ["we"],
    ),
]


@pytest.mark.parametrize(("kind", "text", "talent", "company"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_sides(kind: Kind, text: str, talent: list[str], company: list[str]) -> None:
    roles = read_roles(text, kind)
    assert set(talent) <= set(roles.talent), roles
    assert set(company) <= set(roles.company), roles
    assert not set(roles.talent) & set(roles.company)


def test_a_defined_term_that_covers_a_likeness_is_a_thing_not_a_party() -> None:
    text = CASES[0][2] + '"Artist Materials" means the name, voice and likeness of the Artist as recorded hereunder.'
    roles = read_roles(text, "contract")
    assert "Artist Materials" in roles.likeness
    assert "Artist Materials" not in roles.talent + roles.company


@pytest.mark.parametrize(
    "term",
    [
        '"The Production" is the play named above. The Production will be filmed; the Production is a tour.',
        'The Producer makes a presenter of pixels (the "AI Presenter"). The AI Presenter will speak.',
        'The Producer pays a sum each year (the "Annual Fee"). The Annual Fee is due in May.',
        'The Artist plays a queen (the "Role"). The Role will be shortened.',
    ],
)
def test_a_defined_thing_is_no_party(term: str) -> None:
    roles = read_roles(CASES[5][2] + term, "contract")
    assert {"Artist", "Mara Quill"} <= set(roles.talent)
    assert "Producer" in roles.company
    named = {"Production", "AI Presenter", "Annual Fee", "Role"}
    assert not named & set(roles.talent + roles.company)


def test_a_company_that_is_paid_and_grants_nothing_is_on_no_side() -> None:
    text = (
        PREAMBLE.format(
            'Orlo Studios, Inc. (the "Producer")', 'Mara Quill, an individual (the "Artist") and Wing Co. ("Wing")'
        )
        + "The Artist grants the Producer the right to use the Artist's likeness. The Producer shall pay Wing for prints. Wing may keep one."
    )
    roles = read_roles(text, "contract")
    assert "Producer" in roles.company
    assert "Wing" not in roles.talent + roles.company


def test_anybody_at_all_is_on_no_side() -> None:
    text = PREAMBLE.format('Orlo Ltd ("Company")', 'Mara Quill, an individual ("Artist")') + (
        '"Person" means an individual, a partnership or a corporation. The Person may ring. The Person is heard.'
    )
    assert "Person" not in read_roles(text, "contract").talent
    assert (
        "Person"
        in read_roles(text.replace(" means an individual, a partnership or a corporation", ""), "contract").talent
    )


def test_a_likeness_defined_in_capitals_is_known_as_a_title() -> None:
    text = CASES[5][2] + '"QUILL IDENTIFICATION" means the name, voice and likeness of the Artist.'
    assert {"QUILL IDENTIFICATION", "Quill Identification"} <= set(read_roles(text, "contract").likeness)


def test_press_has_no_sides() -> None:
    assert read_roles('Orlo ("the company") said it will pay models.', "press") == Roles()


@pytest.mark.parametrize("text", ["", "\x00\x01", '((("""', "“”" * 500, "you " * 5000])
def test_hostile_text_gives_no_error(text: str) -> None:
    for kind in ("contract", "terms"):
        read_roles(text, kind)


def test_mask_shows_sides_and_leads_back_to_the_text() -> None:
    roles = Roles(talent=("Artist", "KI Inc"), company=("Producer",), likeness=("Artist Materials",))
    text = "The  Artist grants the\nProducer the Artist Materials of KI, Inc."
    masked = Masker(roles).mask(text)
    assert masked.text == "Ⓣ grants Ⓒ the Ⓛ of Ⓣ." or masked.text == "Ⓣ grants Ⓒ Ⓛ of Ⓣ."
    at = masked.text.index("grants")
    a, b = masked.original(at, at + len("grants Ⓒ"))
    assert text[a:b] == "grants the\nProducer"
    assert masked.original(0, len(masked.text)) == (0, len(text))


def test_masking_text_without_roles_only_tidies_it() -> None:
    assert Masker(Roles()).mask("a  **b**\n“c”").text == 'a b "c"'
    assert Masker(Roles()).mask("").original(0, 0) == (0, 0)


TEMPLATE_SIDES = [
    ("a placeholder as a name", "I, the undersigned, hereby grant {{studio.name}} permission to use my voice. I agree.", "{{studio.name}}"),
    ("a placeholder in brackets", '[Orlo Name] (The Principal) engages [Singer Name] (The Singer). The Singer agrees to record.', "Principal"),
    ("a name behind its label", "**Parties:**\n\n1. **Client (Quenby Inc.)**\n\n2. **Singer (Talent)**\n\nTalent shall record. Talent grants rights. Quenby may edit. Quenby pays.", "Quenby"),
    ("whom the talent grants to", "Talent shall record. Talent grants Zephra the right to use the voice. Zephra owns the masters.", "Zephra"),
    ("stars in a name", '**Fernhill, LLC** (the "Label") and Ada Quill (the "Artist"). The Artist grants the Label a licence.', "Fernhill, LLC"),
    ("a club", "**The Club**: Tansy Players, Leeds. I hereby grant the Club permission to use my image. I agree.", "Club"),
]  # fmt: skip


@pytest.mark.parametrize(("case", "text", "company"), TEMPLATE_SIDES, ids=[c[0] for c in TEMPLATE_SIDES])
def test_sides_of_templates(case: str, text: str, company: str) -> None:
    assert company in read_roles(text, "contract").company, case


def test_placeholders_are_masked_and_are_no_names_of_parties() -> None:
    roles = read_roles(TEMPLATE_SIDES[0][1], "contract")
    assert "Ⓒ" in Masker(roles).mask(TEMPLATE_SIDES[0][1]).text
    assert roles.parties == ()


@pytest.mark.parametrize(
    "text",
    [
        'I hereby grant Orlo Ltd the right to use my image in the production titled "Salt". I agree. The production is a play.',
        "I hereby grant Orlo Ltd the right to use my image.\n\n- Name: ____\n- University: {{person.university}}\n- Production: {{title}}",
        "I hereby grant Orlo Ltd the right to use my image. I agree.\n\n| Platform | Format | Number |\n| Chirper | Reel | 2 |",
    ],
)
def test_things_and_details_of_a_form_are_no_company(text: str) -> None:
    assert [x.lower() for x in read_roles(text, "contract").company] == ["orlo ltd"]
