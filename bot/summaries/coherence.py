"""One job: tell what a reader of a digest cannot know because only the article tells it.

Pure and cheap (a few regular expressions, some microseconds a sentence). For whoever chooses sentences:

    points_back(sentence)   "Il a signé", "Cette décision": who or what? Never first, unless told before.
    goes_on(sentence)       "Par ailleurs", "également": can be understood, but reads like a second half.
    dangling(sentence)      either of the two: a sentence with a reason here should not open a digest.
    leans_on(sentence, before)   whether `before`, told right before it, leaves it dangling all the same.
    acronyms(text)          the acronyms that a text explains, with what they stand for.
    unexplained_acronyms(sentences, text)   those that a digest uses and only the article explains.
    explained(sentences, text)   the digest with each such acronym explained in brackets at its first use.
    incoherences(sentences, text)   all of it for a whole digest, orphan quotation marks included.

A reason is the words that dangle, as they stand in the sentence.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from bot.french.fold import fold
from bot.french.marks import orphan_quotes
from bot.french.words import FUNCTION_WORDS

_DAYS = "lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche"
_IMPERSONAL = r"""(?:n['’]|ne\ )?(?:y\ (?:a|avait|aura|aurait|eut)|en\ (?:va|reste)|faut|faudra|faudrait|fallait|fallut
    |(?:a|aura|avait|aurait)\ (?:fallu|suffi|plu|neigé)|suffit|suffira|suffirait|reste|restait|restera|semble|semblerait
    |para[iî]t|existe|existait|pleut|pleuvra|pleuvait|neige|neigera|manque|manquait|convient|conviendra
    |arrive\ (?:que|qu['’]|parfois)|se\ peut|se\ pourrait|se\ trouve\ que|vaut\ mieux|fait\ (?:\d|froid|chaud|nuit|jour|beau)|fera\ \d
    |(?:est|était|sera|serait|fut|devient)\ (?:\w+\ )?(?:\w+ble|temps|question|vrai|faux|interdit|permis|prévu|probable
        |difficile|facile|encore|trop|clair|certain|rare|urgent|fréquent|courant|\d+\ ?h\w*|minuit|midi)\b)"""
_TIME = rf"""(?:{_DAYS}|matin|soir|midi|nuit|semaine|week-end|mois|année|été|hiver|automne|printemps|après-midi
    |saison|siècle|trimestre|semestre|\d{{1,2}}(?:er)?\ \w|(?:derni|proch|premi|deuxi)\w+\ (?:jours?|soirs?|trimestre|semaines?|mois|ann\w+|heures?|temps
    |décenni\w+|week-ends?)|jours-ci|temps-ci|(?:deux|trois|quatre|cinq|dix|quinze|vingt|trente)\ derni\w+)\b"""
_THIS = rf"(?:ce|cet|cette|ces)\ (?!{_TIME}|qui\b|que\b|qu['’]|dont\b|à\ quoi\b|n['’]est|sera\b|fut\b|sont\b|soir)"
_VERBLESS = r"[^,;:«»\"“”(]"

# "He said": nobody knows who, unless the sentence before it is told too.
_POINTS_BACK = re.compile(
    rf"""[\W_]*(?:(?:mais|et|or|car|puis|donc)\ )?(?P<points>
    il\ (?!{_IMPERSONAL})\w+|(?:ils|elles?)\ \w+
    |{_THIS}(?!derni\w+\ (?:jours|semaines|mois|ann|heures|temps|déc))\w+
    |ce\ qu[ei]\b|cel(?:le|ui|les)\ qui\b|ceux\ qui\b|comme\ quand\b|en\ cause\b|[aà]\ l['’]autre\ \w+
    |celui-\w+|celles?-\w+|ceux-\w+|celui\ de|celles?\ d[eu]|ceux\ d[eu]|cela|ça|ceci
    |(?:son|sa|ses|leurs?)\ \w+|lui(?:-même)?\b|eux(?:-mêmes)?\b|elles?-mêmes?\b|voilà|t(?:els|elles?)\ (?:est|sont|était)
    |(?:selon|d['’]après|pour|chez|avec|contre|avant|après|parmi|entre|grâce\ à|quant\ à|autour\ d['’]|sans|par)\ ?(?:lui|elles?|eux|cela)\b
    |(?:l['’]un|l['’]une|certains|certaines|plusieurs|beaucoup|aucun|aucune|deux|trois|la\ plupart|chacun|chacune)\ d(?:e\ ces|['’]entre\ eux
        |['’]entre\ elles|['’]eux|['’]elles)
    |(?:tous|toutes)\ (?:les\ )?(?:deux|trois|quatre)\b|tous\ (?:ont|sont|ces)|toutes\ (?:ont|sont|ces)
    |les\ deux\ (?:hommes|femmes|pays|parties|camps|responsables|dirigeants|équipes|joueurs|chefs|groupes|entreprises|élus|ministres|policiers|suspects|victimes|États)
    |l['’](?:intéressée?|homme|autre|ancien)\ (?=a\b|est\b|avait\b|était\b|s['’])|les\ intéressée?s|la\ jeune\ femme|le\ jeune\ homme
    |(?:un|une|l['’]|les|d['’]|deux|trois)\ ?autres?\ \w+
    |(?:le|la)\ (?:premi|second|derni|deuxi)\w+\ (?=a\b|est\b|avait\b|sera\b)|(?:ce|cette|ces)\ derni\w+\b(?!\ (?:jours|semaine|mois|ann|heures|temps|déc|saison|week))
    |sur\ place\b|là-bas|à\ l['’](?:intérieur|extérieur)(?=,)|de\ quoi\b|une\ (?:manière|façon)\ d
    |c['’](?:est|était|en)\b(?!\ (?:à|en|dans|par|avec|pour|au|aux|chez|sous|sur|depuis|le\ \d|ce)\b[^.]*\bqu[e'’])
    |une?\ \w+\ (?:qui|que|dont)\b(?=[^,.]*\.?$)|à\ (?:cela|ce\ titre|ce\ stade|cet\ égard|cette\ occasion)
    |(?:dans|pour|avec|sur|sous|par|après|avant|depuis|face\ à|malgré|lors\ de|à\ l['’]issue\ de|à\ la\ suite\ de|en|à|au\ cours\ de
        |au\ sein\ de|autour\ de|outre|selon|d['’]après|parmi|afin\ de|à\ cause\ de|en\ raison\ de|d['’]ici|contre|chez|grâce\ à)\ (?:tous\ )?{_THIS}\w+
    |(?:dans|pour|avec|sur|sous|par|après|avant|depuis|face\ à|malgré|lors\ de|à|selon|d['’]après|de)\ (?:son|sa|ses|leurs?)\ (?!côté|part|tour|ensemble|gré)\w+
        (?=[^,.]*,\ (?:les?|la|l['’]|un|une|ils?|elles?|on)\b)
    )""",
    re.IGNORECASE | re.VERBOSE,
)
# "Depuis lundi, il alimente"; but "Lorsque le maire est arrivé, il …" says who.
_LATE_PRONOUN = re.compile(
    rf"""[\W_]*(?!(?:lorsqu|quand|si\b|s['’]|alors\ qu|comme\b|bien\ qu|parce\ qu|puisqu|tandis\ qu|dès\ qu|après\ qu|même\ si|quoi)\w*)
    {_VERBLESS}{{3,60}},\ (?P<points>(?:ils|elles?|il(?!\ {_IMPERSONAL}))\ \w+)""",
    re.IGNORECASE | re.VERBOSE,
)
# "…, a-t-il ajouté" after a quotation: the speaker is told elsewhere.
_SPEAKER = re.compile(
    r"[,»\"”!?…–—]\s*(?P<points>(?!y )(?:l['’]|s['’]|lui |nous |leur )?[\wéè]+-(?:t-)?(?:ils?|elles?)\b)",
    re.IGNORECASE,
)
_INNER_THIS = re.compile(rf"(?<=\ )(?P<goes>{_THIS}(?P<noun>\w+))", re.IGNORECASE | re.VERBOSE)
# "However", "also": the thought began in a sentence before, perhaps the first.
_GOES_ON = re.compile(
    r"""[\W_]*(?P<goes>mais|et|or|car|puis|ainsi|toutefois|cependant|pourtant|néanmoins|enfin|ensuite|aussi|aussitôt|alors(?!\ qu)|dès\ lors
    |d['’]autant|par\ ailleurs|d['’]ailleurs|en\ effet|de\ plus|en\ outre|en\ revanche|au\ contraire|à\ l['’]inverse|à\ l['’]époque
    |d(?:e|u)\ (?:son|leur)\ côté|du\ côté|pour\ (?:sa|leur)\ part|à\ (?:son|leur)\ tour|de\ même|au\ total|même\ chose|idem|résultat|bref
    |autrement\ dit|reste\ que|preuve\ que|d['’]où|surtout|notamment|également|entre-temps|dans\ la\ foulée|dans\ l['’]intervalle
    |au\ même\ moment|le\ même\ (?:jour|soir)|le\ lendemain|la\ veille|peu\ (?:après|avant|auparavant)(?=,|\ [a-zà-ÿ])|plus\ tard|quelques\ \w+\ plus\ t[ôa]rd
    |\w+\ (?:jours?|heures?|mois|ans|semaines?|minutes?)\ (?:plus\ t[ôa]rd|auparavant)|une\ fois\ \w+|autre\b|oui|non\b|quant\ à|ce\ (?:sera|fut|sont|n['’]est)
    |contrairement\ à\ ce|y\ compris|à\ noter|il\ s['’]agi\w+|au\ final|finalement|parallèlement|dans\ le\ même\ temps|voici)\b""",
    re.IGNORECASE | re.VERBOSE,
)
_ALSO = re.compile(
    r"\b(?P<goes>également|en effet|aussi le cas|par ailleurs|en outre|de son côté|pour sa part|quant à (?:lui|elle|eux)|à son tour|à leur tour"
    r"|(?:lui|elle|eux|elles) aussi|en revanche|toutefois|cependant|néanmoins|pourtant|aussitôt"
    r"|(?:a|ont|est|sont|avait|était|sera) (?:aussi|ainsi|donc|alors))\b",
    re.IGNORECASE,
)
_THIS_NOUN = re.compile(rf"[\W_]*(?:[\w'’]+\ ){{0,4}}?{_THIS}(?P<noun>\w+)", re.IGNORECASE | re.VERBOSE)
_WORD = re.compile(r"[^\W_]+")
_STEM = 6

_ACRONYM = r"(?:(?:[A-ZÀ-Ý]\.){2,}|[A-ZÀ-Ý](?:-?[A-ZÀ-Ý0-9]){1,7}|[A-ZÀ-Ý][A-ZÀ-Ýa-zà-ÿ]{2,7})"
"""Also such as are written like a name: "Insee"; whether it is one, its meaning tells."""
_USED = re.compile(rf"(?<![\w.-]){_ACRONYM}(?![\w-])")
_IN_BRACKETS = re.compile(rf"\(\s*(?P<acronym>{_ACRONYM})\s*\)")
_BRACKETED = re.compile(rf"(?<!\w)(?P<acronym>{_ACRONYM})\s*\((?P<meaning>[^()]{{8,120}})\)")
_LONGEST = 12
"""Words that one acronym may stand for."""
_HOLLOW = frozenset("de des du d la le les l et en a au aux pour sur contre dans par".split())


def points_back(sentence: str) -> str | None:
    """The words that mean something told before: a pronoun, "cette décision", "son avocat"; None if there are none.

    An impersonal "il" ("il faut", "il y a") and a day ("ce mardi", "cette semaine") point at nothing.
    """
    found = _POINTS_BACK.match(sentence) or _LATE_PRONOUN.match(sentence)
    if found is None:
        found = next(
            (said for said in _SPEAKER.finditer(sentence) if not _is_told(sentence, said.start())), None
        )
    return found["points"] if found else None


def goes_on(sentence: str) -> str | None:
    """The words that carry on a thought begun before: "Par ailleurs", "a également", "… cette réunion"; or None."""
    found = _GOES_ON.match(sentence) or _ALSO.search(sentence)
    if found is None:
        found = next(
            (this for this in _INNER_THIS.finditer(sentence) if not _named_before(sentence, this)), None
        )
    return found["goes"] if found else None


def dangling(sentence: str) -> str | None:
    """Why a sentence should not open a digest: the words that dangle; None when it stands alone."""
    return points_back(sentence) or goes_on(sentence)


def leans_on(sentence: str, before: str) -> str | None:
    """What still dangles when `before` is told right before the sentence; None when nothing does.

    A pronoun finds someone in whatever tells of a thing or a person; "cette décision" wants that noun, or a
    sentence that came right before it in the article: that, only the caller knows.
    """
    reason = points_back(sentence)
    if reason is None:
        return None
    this = _THIS_NOUN.match(sentence)
    if this is None:
        return None if _WORD.search(before) else reason
    return None if fold(this["noun"])[:_STEM] in _stems(before) else reason


def acronyms(text: str) -> dict[str, str]:
    """The acronyms that a text explains, undotted, with their meaning: "… mondiale de la santé (OMS)"."""
    found: dict[str, str] = {}
    for told in _BRACKETED.finditer(text):
        acronym, meaning = undotted(told["acronym"]), told["meaning"].strip(' «»"“”')
        if _spells(meaning, acronym):
            found.setdefault(acronym, meaning)
    for told in _IN_BRACKETS.finditer(text):
        acronym = undotted(told["acronym"])
        meaning_before = _meaning(text[max(0, told.start() - 140) : told.start()], acronym)
        if meaning_before:
            found.setdefault(acronym, meaning_before)
    return found


def unexplained_acronyms(sentences: Sequence[str], text: str) -> tuple[str, ...]:
    """The acronyms that the sentences use, that `text` explains, and that the sentences do not; each once."""
    return tuple(_unexplained(sentences, acronyms(text)))


def explained(sentences: Sequence[str], text: str) -> tuple[str, ...]:
    """The sentences, each unexplained acronym followed by its meaning in brackets where it first stands."""
    meanings = acronyms(text)
    told = list(sentences)
    for acronym in _unexplained(sentences, meanings):
        for at, sentence in enumerate(told):
            use = next((use for use in _USED.finditer(sentence) if undotted(use[0]) == acronym), None)
            if use is not None:
                told[at] = f"{sentence[: use.end()]} ({meanings[acronym]}){sentence[use.end() :]}"
                break
    return tuple(told)


def incoherences(sentences: Sequence[str], text: str) -> tuple[str, ...]:
    """Everything wrong with a digest, in English, for the operator; empty when it reads well.

    The first sentence must stand alone, each other one may lean on the one before it.
    """
    return tuple(_incoherences(sentences, text))


def undotted(acronym: str) -> str:
    """An acronym without its full stops: "O.N.U." is "ONU"."""
    return acronym.replace(".", "")


def _incoherences(sentences: Sequence[str], text: str) -> Iterator[str]:
    for at, sentence in enumerate(sentences):
        reason = leans_on(sentence, sentences[at - 1]) if at else dangling(sentence)
        if reason is not None:
            yield f"{reason!r} means something that is not told"
        if orphan_quotes(sentence):
            yield f"a quotation mark without its partner in {sentence!r}"
    for acronym in unexplained_acronyms(sentences, text):
        yield f"the article explains {acronym}, the digest does not"


def _unexplained(sentences: Sequence[str], meanings: Mapping[str, str]) -> Iterator[str]:
    if not meanings:
        return
    used = dict.fromkeys(undotted(use[0]) for sentence in sentences for use in _USED.finditer(sentence))
    told = fold(" ".join(sentences))
    yield from (name for name in used if name in meanings and fold(meanings[name]) not in told)


def _is_told(sentence: str, until: int) -> bool:
    """Whether someone is named before `until`, outside a quotation: "Anne Lefort s'inquiète : « … », dit-elle"."""
    before = re.sub(r"[«“\"][^«»“”\"]*(?:[»”\"]|$)", " ", sentence[:until])
    return re.search(r"\b(?:M\.|Mme|Mlle|[A-ZÀ-Ý][\w-]+ [A-ZÀ-Ý]\w+)", before) is not None


def _named_before(sentence: str, this: re.Match[str]) -> bool:
    return fold(this["noun"])[:_STEM] in _stems(sentence[: this.start()])


def _stems(text: str) -> set[str]:
    return {word[:_STEM] for word in _WORD.findall(fold(text)) if word not in FUNCTION_WORDS}


def _meaning(before: str, acronym: str) -> str | None:
    """The shortest run of words at the end of `before` whose initials are the acronym."""
    found = list(re.finditer(r"[^\W_]+", before))
    for start in reversed(found[-_LONGEST:]):
        run = before[start.start() :].strip(' «»"“”,')
        if _WORD.match(run) and _spells(run, acronym):
            return run
    return None


def _spells(meaning: str, acronym: str) -> bool:
    """Whether the words begin with the letters of the acronym, in their order; small words may be passed over."""
    words = [word for word in _WORD.findall(fold(meaning)) if word]
    letters = fold(acronym).replace("-", "")
    if not words or words[0] in _HOLLOW or words[0][0] != letters[0]:
        return False
    full = [word for word in words if word not in _HOLLOW]
    initials = "".join(word[0] for word in full)
    return (
        initials == letters
        or "".join(word[0] for word in words) == letters
        or _nearly(initials, letters, full)
    )


def _nearly(initials: str, letters: str, words: Sequence[str]) -> bool:
    """Whether one word gives two letters or one letter is passed over: "Insee", "Samu", "Unesco"."""
    if len(letters) < 3 or abs(len(initials) - len(letters)) > 2 or len(words) < 2:
        return False
    at = 0
    joined = "".join(words)
    for letter in letters:
        at = joined.find(letter, at) + 1
        if at == 0:
            return False
    return sum(initial in letters for initial in initials) >= len(initials) - 1
