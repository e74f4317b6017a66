"""One job: who holds which office, and whether a sentence gives someone an office that the article does not.

Also such nouns of trade, kin and place as a reader would take for a fact: a "school" that burns must be a school,
or something that the press also calls one, in the article.
"""

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from bot.summaries.evidence import Evidence
from bot.summaries.lexicon import TITLES, fold
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
maire édile | mairie
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
_FORMER = frozenset({"ex", "ancien", "ancienne"})
_LONGEST = 4
_UNSURE = frozenset({"juge", "general", "generale", "patron", "commissaire", "capitaine"})
"""Offices that are also a verb, an adjective or something else: only after an article are they an office."""
_DETERMINERS = frozenset({"le", "la", "l", "un", "une", "du", "au", "les", "des", "d", "son", "sa", "ancien", "ancienne"})


class Holding(NamedTuple):
    """One person with an office in one sentence: the office, whether a former one, the last word of the name."""

    office: int
    former: bool
    name: str
    told: str


@lru_cache(maxsize=1)
def _offices() -> tuple[dict[tuple[str, ...], int], dict[str, frozenset[int]]]:
    holders: dict[tuple[str, ...], int] = {}
    traces: dict[str, set[int]] = {}
    for at, line in enumerate(fold(_OFFICES).strip().split("\n")):
        held, _, by = line.partition("|")
        for form in held.split():
            parts = tuple(form.split("-"))
            holders[parts] = at
        for word in by.split():
            traces.setdefault(word, set()).add(at)
    return holders, {word: frozenset(of) for word, of in traces.items()}


@lru_cache(maxsize=1)
def _things() -> dict[str, int]:
    return {
        form: at for at, line in enumerate(fold(_THINGS).strip().split("\n")) for word in line.split() for form in (word, f"{word}s")
    }


def offices(sentence: Sentence) -> list[tuple[int, int, int]]:
    """The offices that a sentence names: (office, first word, word after the last), the longest reading of each."""
    holders, _ = _offices()
    words = [word.folded for word in sentence.words]
    found: list[tuple[int, int, int]] = []
    at = 0
    while at < len(words):
        for length in range(_LONGEST, 0, -1):
            run = tuple(words[at : at + length])
            office = holders.get(run) if len(run) == length else None
            if office is None and length == 1:
                office = holders.get((words[at].removesuffix("s"),))
            if office is not None and not (
                run[-1] in _UNSURE and (at == 0 or words[at - 1] not in _DETERMINERS)
            ):
                found.append((office, at, at + length))
                at += length
                break
        else:
            at += 1
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
    for i in range(at, min(len(words), at + _APART)):
        between = sentence.text[words[i - 1].end : words[i].start]
        commas += "," in between
        if commas > 1 or any(sign in between for sign in ";:()«»\".!?"):
            return None
        if words[i].folded in _VERBS:
            return None
        if commas and not (words[i].is_capital or "," in between or words[i].folded in {"l", "la", "le"}):
            return None
        if words[i].is_capital and words[i].folded not in TITLES and not words[i].text.isupper():
            last = _run(sentence, i)
            is_full = last > i
            if is_full or (words[i - 1].folded not in {"le", "la", "les"} and not inside and ("," in between or i == at or not commas)):
                if not inside or is_full:
                    return words[last].folded
        inside = words[i].folded in {"de", "du", "des", "d", "aux", "au"} or (inside and not ("," in between))
    return None


def _name_before(sentence: Sentence, at: int) -> str | None:
    """The last word of the name before an office in apposition: "Paul Castel, le maire de Lyon"."""
    words = sentence.words
    i = at - 1
    while i >= 0 and words[i].folded in {"le", "la", "l", "un", "une", "ancien", "ancienne", "ex", "son", "sa"}:
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


def misheld(sentence: Sentence, known: Evidence) -> Iterator[str]:
    """The offices of the sentence that the article does not give to that person, or does not know at all."""
    present = _present(known)
    for office, start, end in offices(sentence):
        if office not in present:
            yield sentence.text[sentence.words[start].start : sentence.words[end - 1].end]
    given = [(at, holding) for at, told in enumerate(known.sentences) for holding in holdings(told)]
    for holding in holdings(sentence):
        theirs = [h for _, h in given if h.name == holding.name]
        if any(h.office == holding.office and h.former == holding.former for h in theirs):
            continue
        if theirs or not _side_by_side(holding, known, given):
            yield f"{holding.told} {holding.name}"


def _present(known: Evidence) -> frozenset[int]:
    _, traces = _offices()
    named = {office for told in known.sentences for office, _, _ in offices(told)}
    traced = {office for word in known.words for office in traces.get(word, ())}
    return frozenset(named | traced)


def _side_by_side(holding: Holding, known: Evidence, given: list[tuple[int, Holding]]) -> bool:
    """Whether the office, held by nobody else there, stands in a sentence with the name or next to one."""
    named = {at for at, told in enumerate(known.sentences) if any(w.folded == holding.name for w in told.words)}
    near = {at + step for at in named for step in (-1, 0, 1)}
    taken = {at for at, other in given if other.office == holding.office and other.name != holding.name}
    return any(
        office == holding.office
        for at in near - taken
        if 0 <= at < len(known.sentences)
        for office, _, _ in offices(known.sentences[at])
    )


def foreign_things(sentence: Sentence, known: Evidence) -> Iterator[str]:
    """Places and kin of the sentence that the article knows under no name."""
    things = _things()
    held = {things[word] for word in known.words if word in things}
    yield from (
        word.text
        for word in sentence.words
        if word.folded in things and things[word.folded] not in held and not word.is_capital
    )
