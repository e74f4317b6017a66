"""What publishers' own sections say of themes: the folders of an address, by the table `sections.toml`."""

import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from bot.articles.addresses import folders_of
from bot.errors import BadCorpus
from bot.french.stems import stems
from bot.lab import corpus
from bot.model import Article
from bot.topics.catalogue import Catalogue
from bot.topics.classifier import told

TABLE = Path(__file__).with_name("sections.toml")
_MOST = 700
_MOST_OF_THEME = 4_000
"""So many articles of one section of one publisher, and of one theme: it is not what one makes of it."""

_LEAST_WORDS = 2
"""A section that mixes two themes means the one of which so many words are met."""
_RIVALS = 1.7
"""A theme is clear of which so many times more words are met than of any other."""


@dataclass(frozen=True, slots=True)
class Sectioned:
    """An article and the theme, of either level, that its publisher's section names."""

    article: Article
    theme: str


@dataclass(frozen=True, slots=True)
class Sections:
    """Folder of an address -> the keys of the themes that it may mean: if there are several, one of them."""

    meanings: Mapping[str, tuple[str, ...]]

    @classmethod
    def from_toml(cls, path: Path, catalogue: Catalogue) -> "Sections":
        """Read the table. Raises: BadCorpus where a theme is unknown or a folder stands twice."""
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        meanings: dict[str, tuple[str, ...]] = {}
        for folder, codes in (
            *((folder, [code]) for code, folders in table["themes"].items() for folder in folders),
            *table["either"].items(),
        ):
            keys = tuple(f"theme:{code}" for code in codes)
            if folder in meanings or not catalogue.topics.keys() >= {*keys}:
                msg = f"{path}: {folder}: stands twice, or {', '.join(codes)} is no theme"
                raise BadCorpus(msg)
            meanings[folder] = keys
        return cls(meanings)

    def folder(self, url: str) -> str:
        """The deepest folder of `url` that means something; empty if none does."""
        named = reversed(folders_of(url.lower()))
        return next((folder for folder in named if folder in self.meanings), "")

    def theme(self, article: Article, catalogue: Catalogue) -> str:
        """What the section of `article` means; empty if it says nothing, or not which of several."""
        meant = self.meanings.get(self.folder(article.url), ())
        if len(meant) < 2:
            return meant[0] if meant else ""
        counted = met(stems(article.title), stems(article.description), catalogue)
        return clearest(Counter({key: counted[key] for key in counted if key in meant}), _LEAST_WORDS)


def met(title: Sequence[str], text: Sequence[str], catalogue: Catalogue) -> Counter[str]:
    """Of each theme of the first level how many different words are met among the stems of an article."""
    return Counter(
        key
        for word in told(title, catalogue.themes) | told(text, catalogue.themes)
        for key in {catalogue.parents.get(key, key) for key in catalogue.themes[word]}
    )


def clearest(counted: Counter[str], least: int) -> str:
    """The theme of which at least so many words are met, and few of any other; empty if none is clear."""
    (best, most), (_, rival) = [*counted.most_common(2), ("", 0), ("", 0)][:2]
    return best if most >= least and most >= _RIVALS * rival else ""


def publisher(url: str) -> str:
    """The domain under which an address stands, without what is before it."""
    return ".".join((urlsplit(url).hostname or "").split(".")[-2:])


def sectioned(path: Path, catalogue: Catalogue, without: Iterable[str] = ()) -> Iterator[Sectioned]:
    """The articles whose section says a theme, of each section of each publisher the same few at each call.

    Args:
        path: JSON lines {url, title, description}, plain or .xz.
        catalogue: the themes.
        without: publishers that are left out.

    Raises: BadCorpus.
    """
    sections = Sections.from_toml(TABLE, catalogue)
    left_out = {*without}
    found = [
        (corpus.url_key(article.url), article)
        for article in corpus.descriptions(path)
        if sections.folder(article.url) and publisher(article.url) not in left_out
    ]
    counted: Counter[tuple[str, str]] = Counter()
    for _, article in sorted(found, key=lambda one: one[0]):
        theme = sections.theme(article, catalogue)
        group = publisher(article.url), sections.folder(article.url)
        above = "", catalogue.parents.get(theme, theme)
        if theme and counted[group] < _MOST and counted[above] < _MOST_OF_THEME:
            counted[group] += 1
            counted[above] += 1
            yield Sectioned(article, theme)
