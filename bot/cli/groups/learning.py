"""What measures summaries and learns from corpora: commands without a name of their own before them."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.helps import Commands, later
from bot.cli.work import configured

app = Commands()
_BOT = Path(__file__).parents[2]

Press = Annotated[
    Path, typer.Option(help=later("Lignes JSON (url, title, description), telles quelles ou en .xz."))
]
Doubtful = Annotated[Path, typer.Option(help=later("D'autres, étiquetées parce qu'il y avait doute."))]
Weights = Annotated[Path, typer.Option(help=later("Où vont les poids."))]
Licence = Annotated[str, typer.Option(help=later("Celle du corpus ; elle est notée avec les poids."))]


class Method(StrEnum):
    """Whose summaries are measured."""

    EXTRACTIVE = "extractive"
    MODEL = "model"


@app.command(
    "eval",
    help=later(
        "Mesurer des résumés sur un corpus : ROUGE, longueur, ce que rien n'appuie, vitesse, mémoire."
    ),
)
def evaluate(
    data: Annotated[
        Path, typer.Argument(help=later("Lignes JSON (id, title, text, abstract), telles quelles ou en .xz."))
    ],
    method: Annotated[
        Method, typer.Option(help=later("Le modèle est celui de LACONIQUE_MODEL_DIR."))
    ] = Method.EXTRACTIVE,
    limit: Annotated[int | None, typer.Option(min=1, help=later("Ne lire que tant d'articles."))] = None,
    out: Annotated[
        Path | None, typer.Option(help=later("Y écrire les résumés, (id, summary) par ligne."))
    ] = None,
    compare: Annotated[
        tuple[Path, Path] | None,
        typer.Option(help=later("Deux de ces fichiers : est-il sûr que l'un vaut mieux que l'autre ?")),
    ] = None,
    chooser: Annotated[
        Path | None,
        typer.Option(exists=True, help=later("Des extraits comme ce chooser les aime (train-chooser).")),
    ] = None,
    *,
    titles: Annotated[
        bool, typer.Option(help=later("Montrer les articles avec ou sans leurs titres."))
    ] = True,
    editors: Annotated[
        bool,
        typer.Option(
            "--editors",
            help=later(
                "D'après les choix de rédacteurs : (title, sentences, best, ok, bad_open), ou OrangeSum."
            ),
        ),
    ] = False,
    outputs: Annotated[
        bool,
        typer.Option(
            "--outputs",
            help=later(
                "Les lignes sont des phrases de modèles, déjà jugées : (title, text, system, sentences)."
            ),
        ),
    ] = False,
) -> None:
    """Measure summaries on a corpus: ROUGE, length, what is unsupported, speed and memory."""
    from bot.lab import editors as choices
    from bot.lab import evaluate as evaluation
    from bot.lab import outputs as written_before

    if outputs:
        written_before.evaluate(data)
        return
    if editors and chooser is not None:
        choices.compare(data, chooser, titled=titles)
        return
    if editors:
        choices.evaluate(data, titled=titles)
        return
    if compare is not None:
        evaluation.compare(data, *compare)
        return
    if chooser is not None:
        written = evaluation.by_chooser(chooser)
    else:
        written = evaluation.extracts if method is Method.EXTRACTIVE else evaluation.by_model(configured())
    evaluation.evaluate(data, written, limit=limit, titled=titles, keep=out)


@app.command(
    "train-ranker", help=later("Apprendre à nouveau quelles phrases racontent un article (extra `train`).")
)
def train_ranker(
    data: Annotated[
        Path, typer.Option(help=later("Lignes JSON (id, title, text, abstract), telles quelles ou en .xz."))
    ],
    into: Weights = _BOT / "summaries",
    licence: Licence = "",
    without: Annotated[
        Path | None, typer.Option(help=later("Lignes JSON (id) : articles gardés pour mesurer."))
    ] = None,
) -> None:
    """Learn anew which sentences tell an article (needs the extra `train`)."""
    from bot.lab import train

    train.train_ranker(data, into, licence, without)


@app.command(
    "train-chooser",
    help=later("Apprendre de rédacteurs quelles phrases raconter, en plus du classement (extra `train`)."),
)
def train_chooser(
    editors: Annotated[
        Path,
        typer.Option(
            help=later("Lignes JSON de choix (title, sentences, best, ok, bad_open) ; ou OrangeSum.")
        ),
    ],
    encoder: Annotated[
        Path | None,
        typer.Option(
            exists=True,
            help=later(
                "Instruire cet encodeur, CamemBERT ou un semblable, au lieu de colonnes (extra `torch`)."
            ),
        ),
    ] = None,
    into: Annotated[
        Path | None,
        typer.Option(show_default=False, help=later("Au lieu des poids du paquet, ou de ENCODER-chooser.")),
    ] = None,
    licence: Annotated[
        str, typer.Option(help=later("Celle des choix ; elle est notée avec les poids."))
    ] = "",
    epochs: Annotated[
        int, typer.Option(min=1, help=later("Celles de l'encodeur, au plus ; il s'arrête de lui-même."))
    ] = 8,
    rate: Annotated[float, typer.Option(min=0, help=later("À quelle vitesse l'encodeur apprend."))] = 3e-5,
    reads: Annotated[
        int, typer.Option(min=64, help=later("Les morceaux d'un article que lit l'encodeur."))
    ] = 384,
) -> None:
    """Learn from editors which sentences to tell, on top of the ranker (needs the extra `train`)."""
    if encoder is not None:
        from bot.cli import chooser

        done = chooser.train(encoder, editors, into, epochs=epochs, rate=rate, reads=reads)
        raise typer.Exit(0 if done else 1)
    from bot.lab import train

    train.train_chooser(editors, into or _BOT / "summaries", licence)


@app.command(
    "train-judge",
    help=later("Apprendre à nouveau quels chapeaux d'éditeurs peuvent tenir lieu de résumé (extra `train`)."),
)
def train_judge(
    data: Press,
    labels: Annotated[
        Path, typer.Option(help=later("Lignes : une clé de l'adresse, une tabulation, l'étiquette."))
    ],
    doubtful: Doubtful,
    into: Weights = _BOT / "summaries",
    licence: Licence = "",
) -> None:
    """Learn anew which publishers' descriptions can stand as the digest (needs the extra `train`)."""
    from bot.lab import train

    train.train_judge(data, labels, doubtful, into, licence)


@app.command(
    "train-kinds",
    help=later(
        "Apprendre à nouveau ce qu'est une nouvelle, une opinion, un podcast, un quiz (extra `train`)."
    ),
)
def train_kinds(
    data: Press,
    labels: Annotated[
        Path, typer.Option(help=later("Lignes : une clé de l'adresse, une tabulation, le genre."))
    ],
    doubtful: Doubtful,
    into: Weights = _BOT / "topics",
    licence: Licence = "",
) -> None:
    """Learn anew what is a report, an opinion, a podcast, a quiz (needs the extra `train`)."""
    from bot.lab import train

    train.train_kinds(data, labels, doubtful, into, licence)


@app.command(
    "train-turns",
    help=later("Apprendre à nouveau quels articles disent un tournant de leur histoire (extra `train`)."),
)
def train_turns(
    data: Annotated[
        Path,
        typer.Option(help=later("Lignes JSON (date, url, title, description), telles quelles ou en .xz.")),
    ],
    titles: Annotated[
        Path, typer.Option(help=later("Lignes : une clé de l'adresse, une tabulation, le tournant."))
    ],
    pairs: Annotated[
        Path, typer.Option(help=later("Séparés par des tabulations : sample, article, turn, so_far."))
    ],
    into: Weights = _BOT / "stories",
    licence: Licence = "",
) -> None:
    """Learn anew which articles tell a turn of their story (needs the extra `train`)."""
    from bot.lab import train

    train.train_turns(data, titles, pairs, into, licence)


@app.command("train-themes", help=later("Apprendre à nouveau quels mots disent quel thème (extra `train`)."))
def train_themes(
    data: Annotated[
        Path, typer.Option(help=later("Lignes JSON (id, title, text), telles quelles ou en .xz."))
    ],
    labels: Annotated[
        Path, typer.Option(help=later("Lignes : un id du corpus, une tabulation, ses thèmes."))
    ],
    articles: Annotated[Path, typer.Option(help=later("TOML : d'autres articles avec leurs thèmes."))],
    press: Annotated[
        Path, typer.Option(help=later("Lignes JSON (url, title, description) ; leurs rubriques instruisent."))
    ],
    into: Weights = _BOT / "topics",
    licence: Annotated[
        str, typer.Option(help=later("Celle des deux corpus ; elle est notée avec les poids."))
    ] = "",
    without: Annotated[
        list[str] | None, typer.Option(help=later("Un éditeur à laisser de côté : lemonde.fr."))
    ] = None,
) -> None:
    """Learn anew which words tell which theme (needs the extra `train`)."""
    from bot.lab import train
    from bot.topics.catalogue import Catalogue

    settings = configured()
    catalogue = Catalogue.from_toml(settings.topics, str(settings.config / "topics.toml"))
    train.train_themes(data, labels, articles, press, catalogue, into, licence, without or ())
