"""How well themes are told to articles of publishers that taught none of them.

    laconique train-themes … --without lemonde.fr --into weights
    python bench/sections.py press.jsonl.xz weights lemonde.fr

The section in an article's address is what it should be told. It is one theme of the two that an article may
have, and publishers differ in what they call society: these figures are lower bounds.
"""

import sys
import tomllib
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from statistics import fmean

from bot.french.stems import stems
from bot.lab.sections import publisher, sectioned
from bot.topics.catalogue import Catalogue
from bot.topics.classifier import read, tokens

CONFIG = Path(__file__).parents[1] / "config" / "topics.toml"


def main(press: Path, weights: Path, publishers: Sequence[str]) -> None:
    """Print the F1 of each theme, and how often the second level is right where the first is."""
    catalogue = Catalogue.from_toml(tomllib.loads(CONFIG.read_text(encoding="utf-8")), CONFIG.name)
    first, second = read(weights)
    right, given, wanted, below = Counter[str](), Counter[str](), Counter[str](), Counter[str]()
    for one in sectioned(press, catalogue):
        if publisher(one.article.url) not in publishers:
            continue
        title, text = stems(one.article.title), stems(one.article.description)
        chances = first.chances(tokens(title, text, catalogue.themes, catalogue.parents))
        best = max(chances, key=chances.__getitem__, default="")
        above = catalogue.parents.get(one.theme, one.theme)
        wanted[above] += 1
        given[best] += 1
        right[above] += best == above
        if one.theme in second.themes and best == above:
            chances = second.chances(tokens(title, text, {}, {}), above)
            below[str(max(chances, key=chances.__getitem__) == one.theme)] += 1
    f1 = {key: 2 * right[key] / (wanted[key] + given[key]) for key in wanted}
    share = right.total() / wanted.total()
    print(f"{wanted.total()} articles: right {share:.3f}, macro-F1 {fmean(f1.values()):.3f}")
    print(", ".join(f"{key.removeprefix('theme:')} {f1[key]:.2f}" for key in sorted(f1)))
    print(f"second level: right {below['True'] / max(below.total(), 1):.3f} of {below.total()}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3:])
