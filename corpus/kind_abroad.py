"""Words that tell the kind of a document in languages that the codebook does not cover: it is kept and counted by kind."""

import math
import re

from .model import Kind

# language -> kind -> (words of titles, words of the text). Small letters; \b stands around all but Chinese and Japanese.
_WORDS: dict[str, dict[Kind, tuple[str, str]]] = {
    "es": {
        "contract": (
            r"contrato|convenio|acuerdo|cesi[oó]n|autorizaci[oó]n|consentimiento|licencia",
            r"las partes|la parte|en adelante|reunidos|exponen|comparecen?|cl[aá]usulas?|otorga|el cedente|el cesionario|fdo|presente contrato",
        ),
        "terms": (
            r"t[eé]rminos (?:y condiciones|de (?:uso|servicio))|condiciones (?:generales|de uso|del servicio)|pol[ií]tica de (?:privacidad|cookies)|aviso legal",
            r"tus? (?:cuenta|contenido|datos)|su cuenta|datos personales|nuestr[oa]s? (?:servicios?|sitio|plataforma)|el usuario|los usuarios|al (?:acceder|utilizar|usar)",
        ),
        "press": (r"entrevista|reportaje", r"seg[uú]n|dijo|afirm[oó]|declar[oó]|inform[oó]|asegur[oó]|explic[oó]|anunci[oó]|portavoz|periodistas?|comunicado|el (?:lunes|martes|mi[eé]rcoles|jueves|viernes)"),
    },
    "de": {
        "contract": (
            r"\w*vertrag\w*|\w*vereinbarung\w*|\w*einwilligung\w*|\w*einverst[aä]ndniserkl[aä]rung|auftragsbest[aä]tigung",
            r"vertragspartner\w*|die parteien|nachfolgend|im folgenden|§ ?\d+|einr[aä]umung|verg[uü]tung|der (?:auftragnehmer|auftraggeber|lizenzgeber|lizenznehmer)|unterschrift|gerichtsstand|schriftform",
        ),
        "terms": (
            r"\w*nutzungsbedingungen|allgemeine gesch[aä]ftsbedingungen|agb|datenschutz\w*|impressum|nutzungsrichtlinien",
            r"personenbezogene\w* daten|unsere[rnms]? (?:dienste?|website|plattform|app)|ihr konto|dein\w* (?:konto|inhalte)|nutzer\w*|cookies?",
        ),
        "press": (r"interview|reportage", r"sagte?|berichtete?|laut|erkl[aä]rte|teilte mit|sprecher(?:in)?|k[uü]ndigte an|zufolge|am (?:montag|dienstag|mittwoch|donnerstag|freitag|samstag)|schauspieler(?:in)?|gewerkschaft"),
    },
    "fr": {
        "contract": (
            r"contrat|accord|convention|cession|avenant|autorisation|licence",
            r"les parties|la partie|ci-apr[eè]s|entre les soussign[eé]s|article \d+|d'une part|d'autre part|c[eè]de|le c[eé]dant|le cessionnaire|pr[eé]sent contrat|fait [aà]|lu et approuv[eé]|signature",
        ),
        "terms": (
            r"conditions (?:g[eé]n[eé]rales|d['’]utilisation|de service)|politique de (?:confidentialit[eé]|cookies)|mentions l[eé]gales|cgu",
            r"donn[eé]es personnelles|vos (?:donn[eé]es|contenus)|votre compte|nos services|notre (?:site|plateforme|service)|l['’]utilisateur|les utilisateurs|en (?:acc[eé]dant|utilisant)",
        ),
        "press": (r"entretien|reportage|interview", r"selon|a (?:d[eé]clar[eé]|indiqu[eé]|affirm[eé]|expliqu[eé]|annonc[eé])|explique|affirme|porte-parole|journalistes?|communiqu[eé]|(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)|syndicats?"),
    },
    "it": {
        "contract": (r"contratto|accordo|convenzione|cessione|liberatoria|autorizzazione", r"le parti|di seguito|premesso|articolo \d+|art\. ?\d+|il cedente|il cessionario|si conviene|presente contratto|firma"),
        "terms": (r"termini (?:di servizio|d['’]uso|e condizioni)|condizioni (?:generali|d['’]uso)|informativa sulla privacy|privacy policy|note legali", r"dati personali|i nostri servizi|il nostro sito|il tuo account|l['’]utente|gli utenti"),
        "press": (r"intervista", r"secondo|ha (?:detto|dichiarato|spiegato|annunciato|affermato)|portavoce|giornalist[ai]|comunicato|(?:luned[iì]|marted[iì]|mercoled[iì]|gioved[iì]|venerd[iì])"),
    },
    "pt": {
        "contract": (r"contrato|acordo|cess[aã]o|autoriza[cç][aã]o|termo de (?:cess[aã]o|autoriza[cç][aã]o)", r"as partes|doravante|cl[aá]usulas?|contratante|contratad[oa]|cedente|presente contrato|assinatura"),
        "terms": (r"termos (?:de (?:uso|servi[cç]o)|e condi[cç][oõ]es)|pol[ií]tica de (?:privacidade|cookies)|aviso legal", r"dados pessoais|nossos servi[cç]os|nosso site|nossa plataforma|sua conta|o usu[aá]rio|os usu[aá]rios|o utilizador"),
        "press": (r"entrevista", r"segundo|disse|afirmou|declarou|informou|anunciou|explicou|porta-voz|jornalistas?|comunicado|(?:segunda|ter[cç]a|quarta|quinta|sexta)-feira"),
    },
    "nl": {
        "contract": (r"\w*overeenkomst|\w*contract|toestemming\w*", r"de partijen|partijen|hierna|artikel \d+|opdrachtgever|opdrachtnemer|licentiegever|licentienemer|ondertekening|handtekening"),
        "terms": (r"(?:algemene |gebruiks)voorwaarden|privacy(?:beleid|verklaring)|servicevoorwaarden", r"persoonsgegevens|onze (?:diensten|website|dienst)|uw account|je account|gebruikers?"),
        "press": (r"interview", r"volgens|zei|zegt|aldus|meldde|woordvoerder|journalist\w*|(?:maandag|dinsdag|woensdag|donderdag|vrijdag)"),
    },
    "zh": {
        "contract": (r"合同|协议书|协议|授权书|承诺书|同意书", r"甲方|乙方|双方|本合同|本协议|签字|盖章|签署|违约"),
        "terms": (r"用户协议|服务(?:条款|协议)|使用条款|隐私(?:政策|权政策|声明)|法律声明", r"您|我们|用户|个人信息|账号|本平台"),
        "press": (r"报道|专访", r"记者|据报道|表示|报道|指出|透露|近日|日前|认为"),
    },
    "ja": {
        "contract": (r"契約書?|覚書|同意書|合意書", r"甲|乙|本契約|当事者|署名|捺印|締結"),
        "terms": (r"利用規約|サービス規約|プライバシーポリシー|個人情報保護方針", r"当社|利用者|ユーザー|お客様|本サービス|個人情報"),
        "press": (r"インタビュー", r"によると|述べた|語った|発表した|記者|取材"),
    },
}  # fmt: skip
_UNSPACED = frozenset({"zh", "ja"})
_TITLE_WEIGHT = 5.0
_WEIGHT = 1.5
_TITLE = 200  # characters
_PAGE = 2000  # characters; of Chinese and Japanese text as much as a quarter says it
LANGUAGES = frozenset(_WORDS)


def evidence_abroad(language: str, body: str) -> dict[Kind, float]:
    """Evidence for each kind from the words of a language other than English. body: the text in small letters."""
    edge = "" if language in _UNSPACED else r"\b"
    page = _PAGE / 4 if language in _UNSPACED else _PAGE
    evidence: dict[Kind, float] = {}
    for kind, (titles, words) in _WORDS[language].items():
        count = sum(1 for _ in re.finditer(f"{edge}(?:{words}){edge}", body))
        evidence[kind] = _WEIGHT * math.log1p(3 * count / max(1.0, len(body) / page))
        if re.search(f"{edge}(?:{titles}){edge}", body[:_TITLE]):
            evidence[kind] += _TITLE_WEIGHT
            if kind == "terms":
                evidence["contract"] -= _TITLE_WEIGHT  # "user agreement" is no contract of two
    return evidence
