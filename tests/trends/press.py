"""An invented press: subjects that always come back, with their Sundays, and bursts that were planted."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from bot.model import Article, Dating

STEADY = {
    "La météo de {town} : {sky} sur la côte": 6,
    "Football : {town} bat {rival} après prolongation": 5,
    "Le conseil municipal de {town} vote son budget": 4,
    "Russie : le rouble recule encore face à l’euro": 3,
    "Chine : l’usine de batteries de {rival} embauche": 2,
    "À {town}, l’hôpital manque de médecins": 2,
    "Cinéma : le festival de {rival} dévoile sa sélection": 1,
}
"""Title -> how often it comes on an ordinary day; on Saturdays and Sundays half as often."""

_FILL = {
    "town": ("Kerlanic", "Valmont", "Port-Brume", "Hauterive", "Saint-Ombre"),
    "rival": ("Montclair", "Brisance", "Roquefeuil", "Lanvaux"),
    "sky": ("grand soleil", "pluie fine", "vent fort", "brouillard"),
}
_SOURCES = ("La Gazette de Valmont", "Le Phare", "Midi Brume", "L’Écho des Caps")


@dataclass(frozen=True)
class Burst:
    """`articles` under this title in the `hours` before `ago` hours ago."""

    title: str
    articles: int
    ago: float = 0
    hours: float = 24


def press(now: datetime, days: int, bursts: tuple[Burst, ...] = (), seed: int = 7) -> Iterator[Article]:
    """The articles of the last `days` days, the oldest first within each subject."""
    chance = Random(seed)
    for ago in range(days, 0, -1):
        begin = now - timedelta(days=ago)
        volume = 0.5 if begin.weekday() >= 5 else 1.0
        for title, often in STEADY.items():
            for _ in range(_poisson(chance, often * volume)):
                yield _article(title, begin + timedelta(hours=24 * chance.random()), chance)
    for burst in bursts:
        for _ in range(burst.articles):
            back = timedelta(hours=burst.ago + burst.hours * chance.random())
            yield _article(burst.title, now - back, chance)


def _article(title: str, moment: datetime, chance: Random) -> Article:
    filled = title.format(**{name: chance.choice(words) for name, words in _FILL.items()})
    number = chance.randrange(10**9)
    text = f"{filled}. C’est ce que rapporte notre envoyé, dans son récit n° {number}."
    return Article(filled, (text,), Dating(moment), chance.choice(_SOURCES))


def _poisson(chance: Random, mean: float) -> int:
    """Knuth's way: good for small means."""
    count, product, limit = 0, chance.random(), 2.718281828459045**-mean
    while product > limit:
        count, product = count + 1, product * chance.random()
    return count
