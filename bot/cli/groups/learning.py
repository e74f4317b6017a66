"""What measures summaries and learns from corpora: commands without a name of their own before them."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.work import configured

app = typer.Typer(pretty_exceptions_enable=False)
_BOT = Path(__file__).parents[2]


class Method(StrEnum):
    """Whose summaries are measured."""

    EXTRACTIVE = "extractive"
    MODEL = "model"


@app.command("eval")
def evaluate(
    data: Annotated[Path, typer.Argument(help="JSON lines {id, title, text, abstract}, plain or .xz.")],
    method: Annotated[
        Method, typer.Option(help="The model is the one in LACONIQUE_MODEL_DIR.")
    ] = Method.EXTRACTIVE,
    limit: Annotated[int | None, typer.Option(min=1, help="Read only so many articles.")] = None,
    out: Annotated[Path | None, typer.Option(help="Write the summaries there, {id, summary} a line.")] = None,
    compare: Annotated[
        tuple[Path, Path] | None,
        typer.Option(help="Two such files: how sure is the one better than the other?"),
    ] = None,
    chooser: Annotated[
        Path | None, typer.Option(exists=True, help="Extracts as this chooser likes them (train-chooser).")
    ] = None,
    *,
    titles: Annotated[bool, typer.Option(help="Show the articles with or without their titles.")] = True,
    editors: Annotated[
        bool,
        typer.Option(
            "--editors", help="By choices of editors: {title, sentences, best, ok, bad_open}, or OrangeSum."
        ),
    ] = False,
    outputs: Annotated[
        bool,
        typer.Option(
            "--outputs", help="The lines hold labelled work of models: {title, text, system, sentences}."
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


@app.command("train-ranker")
def train_ranker(
    data: Annotated[Path, typer.Option(help="JSON lines {id, title, text, abstract}, plain or .xz.")],
    into: Annotated[Path, typer.Option(help="Where the weights go.")] = _BOT / "summaries",
    licence: Annotated[str, typer.Option(help="Of the corpus; it is noted with the weights.")] = "",
    without: Annotated[
        Path | None, typer.Option(help="JSON lines {id}: articles kept for measuring.")
    ] = None,
) -> None:
    """Learn anew which sentences tell an article (needs the extra `train`)."""
    from bot.lab import train

    train.train_ranker(data, into, licence, without)


@app.command("train-chooser")
def train_chooser(
    editors: Annotated[
        Path,
        typer.Option(help="JSON lines of choices {title, sentences, best, ok, bad_open}; or OrangeSum."),
    ],
    encoder: Annotated[
        Path | None,
        typer.Option(
            exists=True, help="Teach this encoder, CamemBERT or its like, instead of columns (extra `torch`)."
        ),
    ] = None,
    into: Annotated[
        Path | None,
        typer.Option(show_default=False, help="Instead of the package's weights, or of ENCODER-chooser."),
    ] = None,
    licence: Annotated[str, typer.Option(help="Of the choices; it is noted with the weights.")] = "",
    epochs: Annotated[int, typer.Option(min=1, help="Of the encoder, at most; it stops by itself.")] = 8,
    rate: Annotated[float, typer.Option(min=0, help="How fast the encoder learns.")] = 3e-5,
    reads: Annotated[int, typer.Option(min=64, help="Pieces of an article that the encoder reads.")] = 384,
) -> None:
    """Learn from editors which sentences to tell, on top of the ranker (needs the extra `train`)."""
    if encoder is not None:
        from bot.cli import chooser

        done = chooser.train(encoder, editors, into, epochs=epochs, rate=rate, reads=reads)
        raise typer.Exit(0 if done else 1)
    from bot.lab import train

    train.train_chooser(editors, into or _BOT / "summaries", licence)


@app.command("train-judge")
def train_judge(
    data: Annotated[Path, typer.Option(help="JSON lines {url, title, description}, plain or .xz.")],
    labels: Annotated[Path, typer.Option(help="Lines of a key of the address, a tab, and the label.")],
    doubtful: Annotated[Path, typer.Option(help="More of them, labelled since they were in doubt.")],
    into: Annotated[Path, typer.Option(help="Where the weights go.")] = _BOT / "summaries",
    licence: Annotated[str, typer.Option(help="Of the corpus; it is noted with the weights.")] = "",
) -> None:
    """Learn anew which publishers' descriptions can stand as the digest (needs the extra `train`)."""
    from bot.lab import train

    train.train_judge(data, labels, doubtful, into, licence)


@app.command("train-kinds")
def train_kinds(
    data: Annotated[Path, typer.Option(help="JSON lines {url, title, description}, plain or .xz.")],
    labels: Annotated[Path, typer.Option(help="Lines of a key of the address, a tab, and the kind.")],
    doubtful: Annotated[Path, typer.Option(help="More of them, labelled since they were in doubt.")],
    into: Annotated[Path, typer.Option(help="Where the weights go.")] = _BOT / "topics",
    licence: Annotated[str, typer.Option(help="Of the corpus; it is noted with the weights.")] = "",
) -> None:
    """Learn anew what is a report, an opinion, a podcast, a quiz (needs the extra `train`)."""
    from bot.lab import train

    train.train_kinds(data, labels, doubtful, into, licence)


@app.command("train-turns")
def train_turns(
    data: Annotated[Path, typer.Option(help="JSON lines {date, url, title, description}, plain or .xz.")],
    titles: Annotated[Path, typer.Option(help="Lines of a key of the address, a tab, and the turn.")],
    pairs: Annotated[Path, typer.Option(help="Tab-separated: sample, article, turn, so_far.")],
    into: Annotated[Path, typer.Option(help="Where the weights go.")] = _BOT / "stories",
    licence: Annotated[str, typer.Option(help="Of the corpus; it is noted with the weights.")] = "",
) -> None:
    """Learn anew which articles tell a turn of their story (needs the extra `train`)."""
    from bot.lab import train

    train.train_turns(data, titles, pairs, into, licence)


@app.command("train-themes")
def train_themes(
    data: Annotated[Path, typer.Option(help="JSON lines {id, title, text}, plain or .xz.")],
    labels: Annotated[Path, typer.Option(help="Lines of an id of the corpus, a tab, and its themes.")],
    articles: Annotated[Path, typer.Option(help="TOML: further articles with their themes.")],
    press: Annotated[Path, typer.Option(help="JSON lines {url, title, description}; their sections teach.")],
    into: Annotated[Path, typer.Option(help="Where the weights go.")] = _BOT / "topics",
    licence: Annotated[str, typer.Option(help="Of both corpora; it is noted with the weights.")] = "",
    without: Annotated[list[str] | None, typer.Option(help="A publisher to leave out: lemonde.fr.")] = None,
) -> None:
    """Learn anew which words tell which theme (needs the extra `train`)."""
    from bot.lab import train
    from bot.topics.catalogue import Catalogue

    settings = configured()
    catalogue = Catalogue.from_toml(settings.topics, str(settings.config / "topics.toml"))
    train.train_themes(data, labels, articles, press, catalogue, into, licence, without or ())
