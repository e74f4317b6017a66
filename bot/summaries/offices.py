"""One job: the offices that a sentence names, and who holds them; also the places and kin that are facts of a story.

The lists are short: a trade that the press gives its persons, in both genders, and what else names it.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from bot.french.fold import fold
from bot.french.names import CIVILITIES
from bot.summaries.reading import Sentence

# One office a line: those who hold it | words that tell of it without naming a holder.
_OFFICES = """
président présidente | présidence
vice-président vice-présidente |
premier-ministre première-ministre chef-du-gouvernement cheffe-du-gouvernement |
ministre chef-de-la-diplomatie cheffe-de-la-diplomatie | ministère
chancelier chancelière | chancellerie
secrétaire |
secrétaire-général secrétaire-générale |
député députée parlementaire | assemblée députés
sénateur sénatrice sénateurs sénatrices | sénat
maire édile mairesse | mairie
adjoint adjointe |
préfet préfète | préfecture
sous-préfet sous-préfète | sous-préfecture
procureur procureure magistrat magistrate | parquet
avocat-général avocate-générale |
avocat avocate défenseur | me
juge |
ambassadeur ambassadrice | ambassade
gouverneur gouverneure |
commissaire |
roi reine monarque souverain souveraine |
prince princesse |
pape pontife |
général générale |
colonel colonelle |
capitaine |
lieutenant lieutenante lieutenants |
commandant commandante |
directeur directrice patron patronne pdg dirigeant dirigeante directeur-général directrice-générale gérant gérante chef-d-entreprise | direction
entraîneur entraîneuse coach sélectionneur sélectionneuse |
arbitre |
acteur actrice comédien comédienne |
cinéaste réalisateur réalisatrice |
chanteur chanteuse ténor soprano |
musicien musicienne compositeur compositrice |
écrivain écrivaine romancier romancière |
journaliste |
médecin docteur | me
infirmier infirmière |
virologue |
glaciologue |
inspecteur inspectrice |
recteur rectrice | rectorat
responsable |
historien historienne |
économiste |
chercheur chercheuse scientifique scientifiques chercheurs | équipe université
ingénieur ingénieure ingénieurs |
enseignant enseignante professeur professeure |
conservateur conservatrice |
comptable |
viticulteur viticultrice vigneron vigneronne |
éleveur éleveuse agriculteur agricultrice |
producteur productrice |
diplomate |
policier policière gendarme | police gendarmerie
pompier pompière |
rapporteur rapporteure |
porte-parole |
"""
# One thing a line, with whatever the press also calls it.
_THINGS = """
école collège lycée scolaire élèves collégiens écoliers lycéens
hôpital clinique hospitalisé hospitalisés hospitalière urgences hospitalisations
gare
aéroport
usine entrepôt
prison détention
église cathédrale
mosquée
synagogue
musée
stade
hôtel
restaurant
supermarché
père
mère
frère frères
sœur sœurs
fils
fille
oncle
tante
fleuve rivière
"""
_VERBS = frozenset(
    """a ont est sont avait avaient etait etaient sera seront aura aurait serait va vont peut doit veut dit fait que qu
    qui dont ou et mais contre par""".split()
)
_APART = 8
_OF = frozenset({"de", "du", "des", "d", "aux", "au"})
_THE = frozenset({"le", "la", "les", "l"})
_ENDS = re.compile(r"[;:()«».!?\"]")
_FORMER = frozenset({"ex", "ancien", "ancienne"})
_UNSURE = frozenset({"juge", "general", "generale", "patron", "commissaire", "capitaine"})
"""Offices that are also a verb, an adjective or something else: only after an article are they an office."""
_DETERMINERS = frozenset(
    {"le", "la", "l", "un", "une", "du", "au", "les", "des", "d", "son", "sa", "ancien", "ancienne"}
)


class Holding(NamedTuple):
    """One person with an office in one sentence: the office, whether a former one, the last word of the name."""

    office: int
    former: bool
    name: str
    told: str


class Named(NamedTuple):
    """One office in a sentence: from word `start` up to word `end`."""

    office: int
    start: int
    end: int


@lru_cache(maxsize=1)
def _holders() -> dict[str, tuple[tuple[tuple[str, ...], int], ...]]:
    """First word -> the offices that begin with it, the longest first: its words and its number."""
    found: defaultdict[str, list[tuple[tuple[str, ...], int]]] = defaultdict(list)
    for at, line in enumerate(fold(_OFFICES).strip().split("\n")):
        for form in line.partition("|")[0].split():
            parts = tuple(form.split("-"))
            found[parts[0]].append((parts, at))
            if len(parts) == 1:
                found[f"{form}s"].append(((f"{form}s",), at))
    return {first: tuple(sorted(forms, key=lambda form: -len(form[0]))) for first, forms in found.items()}


@lru_cache(maxsize=1)
def _traces() -> dict[str, frozenset[int]]:
    found: defaultdict[str, set[int]] = defaultdict(set)
    for at, line in enumerate(fold(_OFFICES).strip().split("\n")):
        for word in line.partition("|")[2].split():
            found[word].add(at)
    return {word: frozenset(of) for word, of in found.items()}


@lru_cache(maxsize=1)
def _things() -> dict[str, int]:
    return {
        form: at
        for at, line in enumerate(fold(_THINGS).strip().split("\n"))
        for word in line.split()
        for form in (word, f"{word}s")
    }


def thing(word: str) -> int | None:
    """The number of the place or kin that a folded word names, under whatever name; None for any other word."""
    return _things().get(word)


def traced(words: Iterable[str]) -> frozenset[int]:
    """The offices that folded words tell of without naming a holder: the mayor by "mairie"."""
    traces = _traces()
    return frozenset(office for word in words for office in traces.get(word, ()))


def offices(sentence: Sentence) -> list[Named]:
    """The offices that a sentence names, the longest reading of each, in order."""
    holders = _holders()
    words = sentence.words
    found: list[Named] = []
    until = 0
    for at, word in enumerate(words):
        if at < until or word.folded not in holders:
            continue
        for parts, office in holders[word.folded]:
            until = at + len(parts)
            if tuple(w.folded for w in words[at:until]) != parts:
                continue
            if parts[-1] in _UNSURE and (at == 0 or words[at - 1].folded not in _DETERMINERS):
                continue
            found.append(Named(office, at, until))
            break
        else:
            until = at + 1
    return found


def holdings(sentence: Sentence) -> Iterator[Holding]:
    """Who holds which office, as far as name and office stand in apposition."""
    words = sentence.words
    for office, start, end in offices(sentence):
        former = any(word.folded in _FORMER for word in words[max(0, start - 1) : start])
        told = sentence.text[words[start].start : words[end - 1].end]
        name = _name_after(sentence, end) or _name_before(sentence, start)
        if name:
            yield Holding(office, former, name, told)


def _name_after(sentence: Sentence, at: int) -> str | None:
    """The last word of the full name that follows an office: "ministre de la Justice, Paul Castel"."""
    words = sentence.words
    commas = 0
    inside = False  # of a complement: "ministre de la Justice"
    start = _after_firm(sentence, at)
    for i in range(start, min(len(words), start + _APART)):
        between = sentence.text[words[i - 1].end : words[i].start]
        after_comma = "," in between
        commas += after_comma
        if commas > 1 or _ENDS.search(between) or words[i].folded in _VERBS:
            return None
        if commas and not (words[i].is_capital or after_comma or words[i].folded in _THE):
            return None
        if words[i].is_capital and words[i].folded not in CIVILITIES and not words[i].text.isupper():
            last = _run(sentence, i)
            if last > i:
                return words[last].folded
            if not inside and words[i - 1].folded not in _THE and (after_comma or i == at or not commas):
                return words[i].folded
        inside = words[i].folded in _OF or (inside and not after_comma)
    return None


def _after_firm(sentence: Sentence, at: int) -> int:
    """Past a complement that is a name, where a full name follows its comma: "directeur d'Azur Lignes, Paul Castel"."""
    words = sentence.words
    if at + 1 >= len(words) or words[at].folded not in _OF or not words[at + 1].is_capital:
        return at
    last = _run(sentence, at + 1)
    if last + 2 >= len(words) or sentence.text[words[last].end : words[last + 1].start] != ", ":
        return at
    return last + 1 if words[last + 1].is_capital and words[last + 2].is_capital else at


def _name_before(sentence: Sentence, at: int) -> str | None:
    """The last word of the name before an office in apposition: "Paul Castel, le maire de Lyon"."""
    words = sentence.words
    i = at - 1
    while i >= 0 and words[i].folded in {
        "le",
        "la",
        "l",
        "un",
        "une",
        "ancien",
        "ancienne",
        "ex",
        "son",
        "sa",
    }:
        i -= 1
    if i < 0 or not words[i].is_capital:
        return None
    return words[i].folded if sentence.text[words[i].end : words[i + 1].start].strip() == "," else None


def _run(sentence: Sentence, at: int) -> int:
    """The last word of a run of capitals: a first and a last name."""
    words = sentence.words
    last = at
    while (
        last + 1 < len(words)
        and words[last + 1].is_capital
        and sentence.text[words[last].end : words[last + 1].start] in {" ", "-", ". "}
    ):
        last += 1
    return last
