"""One job: who an article speaks of, by rule; a name that may be a place, a firm or a team is left out.

A run of capitals is a person when its first word is a first name, or when the text says so beside it: a title, an
office, a people ("le Belge …"), an age. What a firm, a street or a newspaper would be called vetoes both.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from importlib import resources
from itertools import pairwise

from bot.french.dates import CALENDAR
from bot.french.fold import fold
from bot.french.names import CIVILITIES
from bot.french.words import FUNCTION_WORDS, OPENERS
from bot.summaries.nations import is_people
from bot.summaries.places import is_known, once

_FIRST_NAMES = "first_names.txt"

_CAPITAL = r"(?:[A-ZÀ-ÝŁŠŽ][^\W\d_]*['’])?[A-ZÀ-ÝŁŠŽ][^\W\d_]+(?:-[^\W\d_]+)*"
_PARTICLE = r"(?:de\ la|de|du|des|van\ der|van\ den|van|von|der|den|ben|bin|ibn|ould|al|el|da|di|dos|del|della|af|ter|d['’](?=[A-Z]))"
_RUN = re.compile(rf"(?<![\w’'-]){_CAPITAL}(?:\ (?:{_PARTICLE}\ ?)?(?:[A-Z]\.\ )?{_CAPITAL})+(?![\w’'-])")
_WORD = re.compile(r"[\w-]+")

_OFFICE = r"""(?:vice-|ex-|co|sous-)?(?:présidente?|ministre|chanceli(?:er|ère)|secrétaire|députée?|sénat(?:eur|rice)|eurodéputée?|maire|adjointe?
    |préf(?:et|ète)|procureure?|juge|avocate?|ambassad(?:eur|rice)|gouverneure?|commissaire|roi|reine|prince(?:sse)?|pape|général|colonel(?:le)?
    |capitaine|lieutenante?|commandante?|direct(?:eur|rice)|patronn?e?|PDG|dirigeante?|gérante?|entraîneu(?:r|se)|sélectionneu(?:r|se)|arbitre
    |act(?:eur|rice)|comédien(?:ne)?|réalisat(?:eur|rice)|cinéaste|chanteu(?:r|se)|rappeu(?:r|se)|musicien(?:ne)?|composit(?:eur|rice)|écrivaine?
    |romanci(?:er|ère)|journaliste|médecin|docteure?|infirmi(?:er|ère)|professeure?|chercheu(?:r|se)|historien(?:ne)?|économiste|politologue
    |sociologue|biologiste|épidémiologiste|astronome|glaciologue|volcanologue|entomologiste|peintre|sculpt(?:eur|rice)|photographe|humoriste|animat(?:eur|rice)
    |présentat(?:eur|rice)|product(?:eur|rice)|styliste|coutur(?:ier|ière)|mannequin|cheff?e?|cofondat(?:eur|rice)|fondat(?:eur|rice)|milliardaire
    |porte-parole|déléguée?|responsable|syndicaliste|conseill(?:er|ère)|élue?|candidate?|opposante?|militante?|leader|numéro\ un|homologue
    |attaquante?|défenseure?|milieu|gardien(?:ne)?|ailier|ailière|ouvreur|pilote|coureu(?:r|se)|cycliste|joueu(?:r|se)|championn?e?|skieu(?:r|se)
    |nageu(?:r|se)|athlète|sauveteu(?:r|se)|bibliothécaire|cuisini(?:er|ère)|agricult(?:eur|rice)|éleveu(?:r|se)|apicult(?:eur|rice)|ouvri(?:er|ère)
    |notaire|abbé|père|sœur|cardinal|archevêque|évêque|imam|rabbin|frère|fils|fille|veuve|épouse|époux|mari|compagnon|compagne|mère|collègue)s?"""
_TITLE = r"(?:MM?\.|Mmes?|Mlle|Me|Dr|Mgr|Sir|Lady|[Mm]onsieur|[Mm]adame|maître)"
# "le ministre turc des Affaires étrangères Selim Aksoy", "la présidente du département, Anne Lefort"
_INTRODUCED = re.compile(
    rf"""(?:\b{_TITLE}|\b{_OFFICE}(?:\ (?!(?:a|ont|est|sont|avait|avaient|était|étaient|sera|va|et|que|qui|pour|avec|contre)\b)[^\s.;:«»"“”()!?,]+){{0,7}},?)\ $""",
    re.VERBOSE | re.IGNORECASE,
)
_LEADS_ON = re.compile(
    r"(?:\b(?:de|du|des|à|au|aux|en|la|le|les|par|chez|sur|sous|dans|vers|contre|pour|avec)|\b[ldLD]['’])\s*$"
)
# An age, an office or "qui préside" right behind the name.
_DESCRIBED = re.compile(
    rf"""\ ?(?:,|\()\ ?(?:(?:âgée?\ de\ )?\d\d\ ans|(?:(?:l['’]|la\ |le\ |une?\ |son\ |sa\ )?(?:\w+\ )?{_OFFICE}\b)|qui\ (?:préside|dirige|a\ dirigé))""",
    re.VERBOSE,
)
_THING = re.compile(
    r"""\b(?:rue|avenue|place|boulevard|quai|pont|parc|tour|stade|lycée|collège|école|université|institut|hôpital|clinique|musée|théâtre|salle|centre|gare|aéroport
    |prix|trophée|fondation|association|fédération|ONG|groupe|géant|société|entreprise|compagnie|studio|maison|marque|enseigne|cabinet|agence|fonds|banque|chaîne|radio|site
    |journal|quotidien|hebdomadaire|magazine|revue|navire|bateau|paquebot|porte-avions|film|série|album|chanson|roman|livre|jeu|émission|festival|club|équipe|parti
    |mouvement|syndicat|collectif|ouragan|tempête|cyclone|opération|affaire|loi|conserverie|restaurant|hôtel|plateforme|filiale|label|duo|ligne|producteur)s?
    (?:\ [a-zà-ÿ-]+)?\ $""",
    re.VERBOSE,
)
_PLACE_BEFORE = re.compile(r"(?:\b(?:en|au|aux|du|des|la|le|les|vers|dans)|\b[lL]['’])\s*$")
_TITLES = frozenset({"monsieur", "madame", "maitre", "docteur", "sir", "lady", "lord"})
_GLUED = re.compile(r"(?<!Mc)(?<!Mac)(?<!Le)(?<!De)(?<!La)(?<!Van)[a-zà-ÿ][A-ZÀ-Ý]")
_NO_LINK = frozenset({"du", "des"})
"""In the name of someone whose first name nobody knows: "Républicains du Havre"."""
_AFTER_ARTICLE = re.compile(r"(?:\b(?:[Ll][ea]|[Uu]ne?|[Dd]u|[Aa]u)\ |\b[lL]['’])$")
_NO_PERSON = frozenset(
    """agence aston airlines airways assemblee association autorite bank banque bourse brothers bureau cafe capital cathedrale centre chambre champions chateau
    city club comite commission communaute compagnie confederation conseil cote coupe cour credit cup division ecole eglise electric energies entertainment etat etats
    express federation festival finance fondation force forces france free games google group groupe haute hebdo herald holding hopital hotel hospital industries
    institut institute interactive international island islands journal lab league ligue lignes live lycee magazine maison maritime media ministere mondial monde mosquee motors
    mouvement musee museum music national nations network news observatoire office olympique open ordre organisation palais parc paris park parlement parti partners
    patrimoine petit petite petits place police pont post press pro productions programme prix racing radio red republique respire restaurant revue river riviere
    road rock royal rue saint sainte sante sciences senat service services societe solidarite solidarites sports stade star stars states street studio studios system systems
    tech telecom theatre times toy travel tribunal twitter facebook union united universite university us valley victoires ville voie water week world
    airbus boeing amazon apple netflix disney hebdo vuitton dior laurent-perrier chanel ricard jones stanley sachs chase madison harvard oxford cambridge
    guinness nobel goncourt bafta emmy oscar oscars grammy cesars palme bocuse michelin tesla peugeot citroen renault ferrari mercedes benz bugatti
    rolls-royce royce martin-valkyrie potter simpson marvel batman superman barbie mickey disneyland euro ballon grande-bretagne bretagne normandie loire
    seine marne alpes garonne corse rhone montagne mer mediterranee ocean lac afrique amerique asie europe""".split()
)
"""Folded words that stand in no person's name."""
_NOT_THESE = frozenset(
    """marie claire|charlie hebdo|yves rocher|louis vuitton|leroy merlin|paris match|johnson johnson|ben jerry|levi strauss|tom tom|uncle ben
    |jean nouvel ateliers|charles gaulle|roland garros|roland-garros|harry potter|james bond|game thrones|santa claus|jack daniel|marks spencer
    |donald duck|mickey mouse|alexandre nevski|victor hugo|dow jones|goldman sachs|morgan stanley|philip morris|calvin klein|ralph lauren
    |tommy hilfiger|hugo boss|pernod ricard|saint laurent|jeanne arc|notre dame|johnson space""".replace(
        "\n    ", ""
    ).split("|")
)
"""Folded names of firms, papers and characters that look like persons, without particles."""


@cache
def first_names() -> frozenset[str]:
    """Folded first names, read once a process; first_names.txt says where they are from."""
    lines = resources.files("bot.french.data").joinpath(_FIRST_NAMES).read_text(encoding="utf-8").splitlines()
    return frozenset(name for line in lines if not line.startswith("#") for name in line.split())


def people(sentences: Iterable[str]) -> list[str]:
    """The full names of persons, those told most first; a mention by the last name alone counts too.

    Args:
        sentences: of the article, in reading order, the title among them.
    """
    read = list(sentences)
    text = "\n".join(read)
    called = frozenset(re.findall(rf"\b{_TITLE} ({_CAPITAL})", text))
    found = dict.fromkeys(name for sentence in read for name in _named(sentence, called))
    whole = [
        name for name in found if not any(name != other and f"{name} " in f"{other} " for other in found)
    ]
    told = Counter(_WORD.findall(text))
    return sorted(once(whole), key=lambda name: (-told[_last(name)], text.find(name)))


def _last(name: str) -> str:
    return str(_WORD.findall(name)[-1])


def _named(sentence: str, called: frozenset[str]) -> Iterator[str]:
    """The persons whom one sentence names in full; `called` are last names that bear a title somewhere."""
    for run in _RUN.finditer(sentence):
        start, introduced = _stripped(sentence, run.start(), run[0])
        name = sentence[start : run.end()]
        tokens = [fold(token) for token in name.split()]
        capitals = [token for token in name.split() if token[:1].isupper()]
        if (
            len(capitals) < 2
            or not _could_be(tokens, capitals)
            or _is_title_of_work(sentence, start, run.end())
        ):
            continue
        before = sentence[max(0, start - 90) : start]
        sure = introduced or _is_introduced(before) or _DESCRIBED.match(sentence, run.end()) is not None
        if not introduced and (_THING.search(before) or _PLACE_BEFORE.search(before)):
            continue
        opens = not before.strip(' «"“')
        of_a_place = not _NO_LINK.isdisjoint(tokens) or is_known(name.partition(" de ")[2])
        by_cue = (sure or capitals[-1] in called) and not opens and not of_a_place
        if by_cue or _is_first_name(tokens[0]):
            yield name


def _stripped(sentence: str, start: int, run: str) -> tuple[int, bool]:
    """Where the name begins once what only leads to it is off, and whether that says that a person follows."""
    introduced = False
    tokens = run.split(" ")
    for token, following in pairwise(tokens):
        bare = fold(token)
        opens = bare in OPENERS | FUNCTION_WORDS | CALENDAR and not _is_first_name(bare)
        titled = bare in CIVILITIES or bare in _TITLES
        people_of = is_people(bare) and not _is_first_name(bare)
        acronym = token.isupper() and len(token) > 1
        led = token[-1] == "s" and not _is_first_name(bare) and _is_first_name(fold(following))
        if not (opens or titled or people_of or acronym or led):
            break
        introduced = titled or (people_of and _AFTER_ARTICLE.search(sentence, 0, start) is not None)
        start += len(token) + 1
    return start, introduced


def _could_be(tokens: list[str], capitals: list[str]) -> bool:
    """Whether nothing in the words themselves says that this is no person."""
    parts = [part for token in tokens for part in token.replace("’", "'").rpartition("'")[2].split("-")]
    if not _NO_PERSON.isdisjoint([*tokens, *parts]) or tokens[0] in FUNCTION_WORDS | CALENDAR | CIVILITIES:
        return False
    if any((len(token) > 2 and token.isupper()) or _GLUED.search(token) for token in capitals) or is_people(
        tokens[0]
    ):
        return False
    return " ".join(fold(token) for token in capitals) not in _NOT_THESE


def _is_title_of_work(sentence: str, start: int, end: int) -> bool:
    """Whether the name alone stands in quotation marks."""
    before, after = sentence[:start].rstrip()[-1:], sentence[end:].lstrip()[:1]
    return before in {"«", '"', "“"} and after in {"»", '"', "”"}


def _is_introduced(before: str) -> bool:
    return _INTRODUCED.search(before) is not None and _LEADS_ON.search(before) is None


def _is_first_name(token: str) -> bool:
    """Whether a folded word is a first name, or a compound that begins with one: "jean-marc"."""
    return token in first_names() or ("-" in token and token.partition("-")[0] in first_names())
