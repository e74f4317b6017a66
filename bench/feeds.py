"""How fast feeds are read: bytes to entries, in one process and in worker processes.

    python bench/feeds.py [--feeds N] [--entries N] [--processes N]

The feeds are made up: each entry has a title, a link, a date, an author, a picture, two categories and three
sentences of escaped HTML. The time of the workers includes what goes to and fro between the processes, not
their start.
"""

import argparse
import asyncio
import json
import resource
import time

from bot.sources import feeds
from bot.workers import Workers

SITE = "https://gazette.example"
SENTENCE = "Le port de Kerlanic a rouvert ce matin, après trois semaines de travaux et une longue attente."


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--feeds", type=int, default=100)
    parser.add_argument("--entries", type=int, default=30)
    parser.add_argument("--processes", type=int, default=2)
    options = parser.parse_args()
    for name, make in (("RSS", rss), ("Atom", atom), ("JSON Feed", json_feed)):
        bodies = [make(number, options.entries) for number in range(options.feeds)]
        alone = _rate(bodies, options.entries)
        together = asyncio.run(_rate_of_workers(bodies, options.processes))
        print(
            f"{name:<10} {len(bodies[0]) / 1024:4.0f} KB  {alone:6.0f} feeds/s in one process, "
            f"{together:6.0f} in {options.processes} workers"
        )
    largest_kb = max(
        resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    print(f"largest process: {largest_kb / 1024:.0f} MB")


def rss(feed: int, entries: int) -> bytes:
    """Return an RSS 2.0 feed."""
    html = f"&lt;p&gt;{SENTENCE}&lt;/p&gt;" * 3
    items = "".join(
        f"<item><title>Nouvelle {number} du flux {feed}</title><link>{SITE}/{feed}/{number}</link>"
        f"<guid>{SITE}/{feed}/{number}</guid><pubDate>Sun, 22 Nov 2026 13:00:00 +0100</pubDate>"
        f"<dc:creator>Maëlle Kerzoncuf</dc:creator><category>Ville</category><category>Mer</category>"
        f'<media:content url="{SITE}/{number}.jpg" medium="image"/><description>{html}</description></item>'
        for number in range(entries)
    )
    names = 'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/"'
    return f'<rss version="2.0" {names}><channel><title>Flux {feed}</title>{items}</channel></rss>'.encode()


def atom(feed: int, entries: int) -> bytes:
    """Return an Atom feed."""
    html = f"&lt;p&gt;{SENTENCE}&lt;/p&gt;" * 3
    items = "".join(
        f"<entry><title>Nouvelle {number} du flux {feed}</title><link href='{SITE}/{feed}/{number}'/>"
        f"<id>{SITE}/{feed}/{number}</id><published>2026-11-22T13:00:00+01:00</published>"
        f"<author><name>Maëlle Kerzoncuf</name></author><category term='Ville'/><category term='Mer'/>"
        f"<content type='html'>{html}</content></entry>"
        for number in range(entries)
    )
    return f"<feed xmlns='http://www.w3.org/2005/Atom'><title>Flux {feed}</title>{items}</feed>".encode()


def json_feed(feed: int, entries: int) -> bytes:
    """Return a JSON Feed."""
    items = [
        {
            "id": f"{SITE}/{feed}/{number}",
            "url": f"{SITE}/{feed}/{number}",
            "title": f"Nouvelle {number} du flux {feed}",
            "content_html": f"<p>{SENTENCE}</p>" * 3,
            "date_published": "2026-11-22T13:00:00+01:00",
            "authors": [{"name": "Maëlle Kerzoncuf"}],
            "image": f"{SITE}/{number}.jpg",
        }
        for number in range(entries)
    ]
    document = {"version": "https://jsonfeed.org/version/1.1", "title": f"Flux {feed}", "items": items}
    return json.dumps(document, ensure_ascii=False).encode()


def _rate(bodies: list[bytes], entries: int) -> float:
    feeds.parse(bodies[0], SITE)  # loads the parser
    start = time.perf_counter()
    for body in bodies:
        assert len(feeds.parse(body, SITE).entries) == entries
    return len(bodies) / (time.perf_counter() - start)


async def _rate_of_workers(bodies: list[bytes], processes: int) -> float:
    workers = Workers(processes, deadline_s=60, memory_mb=1024, idle_s=60)
    try:
        await asyncio.gather(*(workers.run(feeds.parse, bodies[0], SITE) for _ in range(4 * processes)))
        start = time.perf_counter()
        await asyncio.gather(*(workers.run(feeds.parse, body, SITE) for body in bodies))
        return len(bodies) / (time.perf_counter() - start)
    finally:
        await workers.close()


if __name__ == "__main__":
    main()
