"""A model behind a server: what it is worth on the invented articles."""

import asyncio
from time import perf_counter

from bot.app.apart import workers_of
from bot.cli.model import refused, samples, tell_worth
from bot.cli.output import out
from bot.errors import LaconiqueError, Unfaithful
from bot.model import Article, Summary
from bot.settings import Settings
from bot.summaries.served import ServedSummariser, client
from bot.wording import _


async def check_server(settings: Settings) -> bool:
    """Let the server of LACONIQUE_MODEL_URL write as the bot would ask it; say what can be shown of it.

    Returns: whether it answered at all; if not, why has been printed.
    """
    given = samples()
    deadline_s = settings.workers.model_deadline_s
    workers = workers_of(settings)
    asked = client(settings.model_url, settings.model_key.get_secret_value(), deadline_s)
    summariser = ServedSummariser(
        workers.run, asked, settings.model, at_once=settings.summary.batch, deadline_s=deadline_s
    )
    began = perf_counter()
    try:
        summaries = await asyncio.gather(*(_tried(summariser, article) for article in given))
    finally:
        await asked.aclose()
        await workers.close()
    minutes = (perf_counter() - began) / 60
    failures = [
        one for one in summaries if isinstance(one, LaconiqueError) and not isinstance(one, Unfaithful)
    ]
    if len(failures) == len(given):
        return refused(failures[0])
    out.print(f"[bold]{summariser.version}[/bold]")
    out.print(_("{pace:.0f} articles par minute.").format(pace=len(given) / minutes))
    tell_worth(summaries)
    return True


async def _tried(summariser: ServedSummariser, article: Article) -> Summary | LaconiqueError:
    try:
        return await summariser.summarise(article)
    except LaconiqueError as err:
        return err
