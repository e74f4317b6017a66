"""Bursts planted in an invented press.

Are they found, and nothing else? `python -m tests.quality.trends_corpus`.

Forty presses of six weeks, about 20 articles a day with their Sundays. In each, four of the bursts below are
planted, large and small, and others long ago, which must not be called news.
"""

import asyncio
from functools import cache
from random import Random

from bot.topics.tagger import tags
from bot.trends.growth import least
from bot.trends.shown import shown
from bot.trends.terms import terms
from tests.conftest import NOW
from tests.editions.stories import shipped_catalogue
from tests.trends.press import Burst, press
from tests.trends.tallies import CountedInMemory

SEEDS = range(40)
SHOWN = 4
PLANTED = {
    "Norvège : un séisme secoue {town}": {"pays:no", "seism"},
    "Jean-Luc Delamare démissionne": {"¤jean+¤luc+¤delamare", "¤delamare"},
    "Panne géante du réseau Mobiline": {"panne", "reseau", "¤mobiline"},
    "La grève des éboueurs s’étend à {town}": {"greve", "eboueur"},
    "Islande : éruption du volcan Askja": {"pays:is", "eruption", "volcan", "¤askja"},
    "Russie : le rouble s’effondre": {"pays:ru", "roubl"},
    "Football : la finale pour {town}": {"final"},
    "Canicule : les violences policières en débat": {"canicul", "violenc+polici", "violenc", "debat"},
}
"""A title, and the terms of which one must be told."""

DAY_SIZES, WEEK_SIZES = (7, 10, 15, 25), (12, 18, 30, 45)


def planted(seed, sizes, hours):
    """Four bursts of the window, and one of ten days before it."""
    titles = list(PLANTED)
    Random(seed).shuffle(titles)
    bursts = tuple(Burst(title, size, 0, hours) for title, size in zip(titles, sizes, strict=False))
    return bursts, Burst(titles[-1], 15, ago=24 * 17, hours=48)


@cache
def counted(seed, bursts):
    """The articles of a press, counted: to read them is what takes long."""
    catalogue = shipped_catalogue()
    articles, placed = [], {}
    for number, article in enumerate(press(NOW, 42, bursts, seed)):
        about = tags(article, catalogue)
        articles.append((number, article.dating.moment, terms(article, about, catalogue.named)))
        placed[number] = (number, article.source)
    return CountedInMemory(articles, placed)


async def found(seed, days, bursts):
    """The key and the companions of each trend that would be shown."""
    tallies = counted(seed, bursts)
    tally = await tallies.tally(days, NOW, least(days))
    told = await shown(tallies, tally, NOW, SHOWN)
    return [{trend.term.key, *(other.key for other in trend.others)} for trend in told]


def measured(days, seeds=SEEDS):
    """How many bursts were planted, how many of them were found, how many trends were none."""
    sizes, hours = (DAY_SIZES, 24) if days == 1 else (WEEK_SIZES, 24 * 7)
    all_planted = all_found = false = 0
    for seed in seeds:
        bursts, old = planted(seed, sizes, hours)
        told = asyncio.run(found(seed, days, (*bursts, old)))
        wanted = [PLANTED[burst.title] for burst in bursts]
        all_planted += len(wanted)
        all_found += sum(any(keys & trend for trend in told) for keys in wanted)
        false += sum(not any(keys & trend for keys in wanted) for trend in told)
    return all_planted, all_found, false


def main() -> None:
    for days in (1, 7):
        bursts, told, false = measured(days)
        print(f"{days} days: {told} of {bursts} planted bursts told; {false} trends told that were none")


if __name__ == "__main__":
    main()
