"""Kinds of documents, recognised from their wording."""

import pytest
from facevalue.corpus import Kind, readers, style
from facevalue.corpus.kind import recognise, wordings

CONTRACT = """VOICE LICENCE AGREEMENT

This Voice Licence Agreement is made as of 3 May 2024 by and between Lumen Avatars Ltd. (the "Company") and Ada Quill (the "Performer").

1. Grant. The Performer grants the Company a licence to use her voice. The Company shall pay USD 900.

IN WITNESS WHEREOF, the parties have signed this Agreement.

By: ____________ Name: Ada Quill"""

RELEASE = """TALENT RELEASE

For good and valuable consideration I, the undersigned, hereby grant Lumen Avatars Ltd. (the "Company") the right to record my face and
voice and to make a digital double of me. The Company shall own the recordings. I release the Company from all claims.

Signature: ____________ Name: ____________"""

TERMS = """Lumen Voice Terms of Service

Last updated: 3 May 2024

By using our services you agree to these terms. You keep all rights in your voice. We may use your content to provide the service,
and you may not clone the voice of another person without consent. We may change these terms."""

PRIVACY = """Privacy Policy

We collect personal data when you use our website. We do not share your personal data with third parties. You may ask us to delete it."""

PRESS = """Studio buys faces of actors

By Ada Quill

LYON — A studio has begun to buy the faces of actors, a spokeswoman said on Monday. Three performers told this newspaper that they were
offered a single payment. The company says that it deletes the scans of those who decline. The union has warned its members."""

BRIEF = "Lumen paid a singer for her voice, people who know the deal said. The company declined to comment, and the singer's agent hopes for more."

OTHER = """Potato soup

Peel the potatoes, dice them and boil them in salted water until soft. Add leek, carrots and a spoonful of butter. Serve hot."""


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (CONTRACT, "contract"),
        (RELEASE, "contract"),
        (TERMS, "terms"),
        (PRIVACY, "terms"),
        (PRESS, "press"),
        (BRIEF, "press"),
        (OTHER, "other"),
    ],
)
def test_the_wording_tells_the_kind(text: str, kind: Kind) -> None:
    found, score = recognise(readers.document(text.encode(), "a.txt"), "a.txt")
    assert found == kind
    assert 0 <= score <= 1


ABROAD: list[tuple[str, Kind]] = [
    (
        "CONTRATO DE CESIÓN DE IMAGEN\n\nEn Sevilla, a 3 de mayo de 2024, comparecen de una parte Orlo Voces, S.L. (en adelante, la Productora) y de otra Ada Quill (en adelante, la "
        "Artista).\n\nPrimera. La Artista otorga a la Productora el derecho a grabar su voz. Las partes acuerdan una remuneración de 900 euros.\n\nFdo.: Ada Quill",
        "contract",
    ),
    (
        "Términos y condiciones de uso\n\nAl acceder a nuestra plataforma usted acepta estos términos. Los usuarios conservan los derechos sobre su voz. Tratamos datos personales para prestar "
        "nuestros servicios y podemos modificar las condiciones.",
        "terms",
    ),
    (
        "Los actores venden su rostro\n\nUn estudio ha empezado a comprar los rostros de los actores, según informó el lunes una portavoz. La compañía afirmó que paga una sola vez. El sindicato "
        "declaró que sus miembros deben leer lo que firman, dijo a los periodistas.",
        "press",
    ),
    (
        "Lizenzvertrag über eine Stimme\n\nzwischen der Orlo Stimmen GmbH, nachfolgend Lizenznehmer, und Ada Quill, nachfolgend Lizenzgeber.\n\n§ 1 Einräumung von Rechten. Der Lizenzgeber räumt das "
        "Recht ein, seine Stimme zu nutzen. § 2 Vergütung. Die Parteien vereinbaren 900 Euro. § 3 Gerichtsstand ist Kiel.\n\nUnterschrift",
        "contract",
    ),
    (
        "Nutzungsbedingungen\n\nDiese Bedingungen gelten für unsere Dienste und unsere Website. Für Ihr Konto verarbeiten wir personenbezogene Daten. Nutzer dürfen die Stimmen anderer nicht ohne "
        "deren Erlaubnis verwenden.",
        "terms",
    ),
    (
        "Schauspieler verkaufen ihr Gesicht\n\nEin Studio kauft seit Montag die Gesichter von Schauspielern, sagte eine Sprecherin. Das Unternehmen zahlt einmal, berichtete eine Zeitung. Laut der "
        "Gewerkschaft sollen die Mitglieder nicht sofort unterschreiben, erklärte sie am Dienstag.",
        "press",
    ),
    (
        "CONTRAT DE CESSION DE DROITS\n\nEntre les soussignés : la société Orlo Voix, ci-après le Producteur, d'une part, et Ada Quill, ci-après l'Artiste, d'autre part.\n\nArticle 1. L'Artiste cède au "
        "Producteur le droit d'enregistrer sa voix. Article 2. Les parties conviennent de 900 euros. Fait à Lyon. Lu et approuvé.",
        "contract",
    ),
    (
        "Conditions générales d'utilisation\n\nEn utilisant notre site, vous acceptez ces conditions. L'utilisateur garde ses droits sur sa voix. Nous traitons vos données personnelles pour fournir "
        "nos services, et votre compte peut être fermé.",
        "terms",
    ),
    (
        "Des acteurs vendent leur visage\n\nUn studio achète depuis lundi le visage des acteurs, a indiqué une porte-parole. Selon le syndicat, qui a publié un communiqué mardi, ses membres devraient "
        "attendre avant de signer, explique une actrice à des journalistes.",
        "press",
    ),
    ("声音许可合同\n\n甲方：某某文化公司\n乙方：某某\n\n双方就声音的使用达成本合同。一、乙方许可甲方使用其声音，期限两年。二、甲方应向乙方支付报酬。三、违约责任。双方签字盖章后生效。", "contract"),
    ("用户协议\n\n欢迎您使用我们的服务。您在使用本平台前请阅读本协议。我们会保护您的个人信息，您应当妥善保管您的账号，并遵守我们的规则。", "terms"),
    ("演员出售自己的面孔\n\n一家公司近日开始购买演员的面孔，公司发言人对记者表示。据报道，该公司只支付一次费用。工会指出，会员应当在签名之前仔细阅读文件，有演员认为价格太低。", "press"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "kind"), ABROAD)
def test_the_kind_is_told_in_languages_that_are_not_searched(text: str, kind: Kind) -> None:
    document = readers.document(text.encode(), "a.txt")
    assert document.language in {"es", "de", "fr", "zh"}
    assert recognise(document, "a.txt")[0] == kind


# What a contract is called and how it ends tells more than that it speaks of "her" or to "you".
LETTER = """VOICE ENGAGEMENT LETTER

Dear Ada,

We have heard your samples and we would like you to be the voice of our courses. You may use our studio. We will pay you 900 dollars. You have the right to
stop, and we do not pass on what you tell us. We said so when we wrote to you, and a colleague said the same.

With best wishes,

____________________ Bo Stern, Production

Agreed: ____________________ Ada Quill"""
CONFIRMATION = """MODEL ENGAGEMENT CONFIRMATION

INVENTED DOCUMENT - nobody in it exists.

Orlo Mode SAS ("the Client") confirms to Ada Quill ("the Model") the booking described below.

1. The Model is paid 900 euros. Her agent has confirmed the day. She keeps her rights and they are not sold. Her face may be shown for a year, and her hair as well.

For the Client ____________________    The Model ____________________"""


@pytest.mark.parametrize("text", [LETTER, CONFIRMATION])
def test_contracts_in_plain_words_are_contracts(text: str) -> None:
    assert recognise(readers.document(text.encode(), "a.txt"), "a.txt")[0] == "contract"


VOICE_LICENCE = """# Voice-Over Usage Licence

*This licence is for recordings delivered by Quill Audio.*

### A. At work

Client may play the recording to its staff. No posting online.

### B. Online

Client may post the recording on its website and channels, unless the post is a paid one.

### C. Advertising

Client may use the recording in paid advertising without limit of time. Broadcast needs another licence.

Short cuts are allowed. Training of AI is prohibited unless agreed in writing."""

VOICE_CONSENT = """VOICE COPY CONSENT AGREEMENT

Effective Date: {{date}}

1. What we collect
We collect your voice data, which is personal data. Our service makes a model of your voice. We will keep it as long as you have an account.

2. Your rights
You may withdraw your consent and you can ask us to delete your voice data. We may share your data with our providers. You must be of age.

3. Consent
By ticking all boxes I:
☐ have read this
☐ am the person whose voice is recorded
☐ allow the making of a model of my voice
☐ know that I may withdraw
☐ accept the risks"""

TEMPLATE = """# Referral Partner Agreement — Template

## 1. Parties

- **Quill Maps** and **[Partner Name]**

## 2. Duties

- Introduce customers by mail
- Sign nothing for the other

## 3. Commission

- A tenth of the first year, unless refunded, paid every quarter"""


@pytest.mark.parametrize("text", [VOICE_LICENCE, VOICE_CONSENT, TEMPLATE])
def test_licences_consents_and_templates_are_contracts(text: str) -> None:
    assert recognise(readers.document(text.encode(), "x.md"), "x.md")[0] == "contract"


def test_a_date_that_is_filled_in_is_a_sign_of_terms() -> None:
    """Terms say since when they hold; a blank for the date is to be filled in by those who sign."""
    text = "Notice\n\nEffective Date: {}\n\nPotatoes are peeled before they are boiled."
    dated = readers.document(text.format("3 May 2024").encode(), "x.txt")
    blank = readers.document(text.format("[Insert date]").encode(), "x.txt")
    assert wordings(dated, dated.text)["terms"] > wordings(blank, blank.text)["terms"] == 0


def test_a_headline_about_an_agreement_is_press() -> None:
    text = "Studio and union reach agreement\n\nLYON — A studio said on Monday that it had signed with the union. A spokeswoman told reporters that they were glad."
    assert recognise(readers.document(text.encode(), "a.txt"), "a.txt")[0] == "press"


def test_a_misleading_name_does_not_count_against_the_wording() -> None:
    assert recognise(readers.document(CONTRACT.encode(), "a.txt"), "press article about terms.txt")[0] == "contract"


def test_little_text_is_no_certainty() -> None:
    kind, score = recognise(readers.document(b"Fees and more", "a.txt"), "a.txt")
    assert kind == "other"
    assert score <= 1


PLAIN = """TIME-FOR-IMAGES NOTE (INVENTED)

Between Bo Stern, photographer, and Ada Quill, sitter. Nobody here exists.

The two of them meet on 3 May and neither pays the other. Ada receives twenty finished files within a month and may print them or send them to agencies
under her own name, with a credit to Bo. Bo may hang the pictures in his studio and put them on his page, and in no other place. If somebody wants to buy
one of them for an advertisement, he asks her first, and the two talk about money before anything is sold. Should she come to dislike a picture, she tells
him in writing, and within ten days it goes from his page and is not printed again. What has been printed by then may be used up. Both may end this at
any time by letter; files that were handed over stay where they are. Each of them keeps one copy of this sheet.

Bo Stern, 3 May 2024
Ada Quill, 3 May 2024"""
TOLD = """The sitter who said no

Ada Quill and Bo Stern do not exist, but what happened to them was this. In May she sat for him and he told her that the pictures would hang in his studio.
A month later she saw herself on a bus. She asked him about it, and he said that he had sold one of them to an agency because his rent was due. He had not
asked her, though the two of them had agreed that he would. When she wrote to the agency, it answered that it had bought the picture in good faith and that
it owed her nothing. He has since taken the picture from his page. She says that she would have agreed, had he only asked, and that half of the money would
have done. They have not spoken since. Her next sitter's note, she adds, will be longer."""


def test_style_tells_a_promise_from_a_report_on_the_same_matter() -> None:
    assert recognise(readers.document(PLAIN.encode(), "a.txt"), "a.txt")[0] == "contract"
    assert recognise(readers.document(TOLD.encode(), "a.txt"), "a.txt")[0] == "press"


def test_shares_are_of_words_and_marks() -> None:
    shares, words = style.shares("she said “no”; 12 of us didn’t")
    assert words == 6
    assert shares["quote"] == pytest.approx((2 * 100 / 6) ** 0.5)
    assert shares["figure"] == shares["didn't"] == shares["semicolon"]
    assert style.shares("") == ({}, 0)


def test_a_text_without_words_has_no_style() -> None:
    assert set(style.evidence("").values()) == {0.0}
