"""Where articles come from.

    rhythm     when a source is due again, and whether it has moved
    feeds      RSS, Atom, RDF -> entries; jsonfeed the same of JSON
    budget     what feedparser may be given: a hostile feed must not hold a worker up
    xml        bytes -> text or tree, without entities, DTD or network
    clean      strings, addresses and dates as publishers write them
    discovery  a page -> the feeds it announces, or the articles it lists
    sitemaps   a sitemap -> the articles of the last 48 hours
    opml       lists of feeds, in and out
    explore    an address that an operator gives -> the best source there
    media      which files are read
    caching    what a server says of how long its answer holds
    unpack     gzip, brotli, zstd, with a cap on what comes out

    guard      edge: which hosts are opened, and at which address
    hosts      one request per host at a time
    robots     what a site asks robots to leave alone
    fetch      edge: one request, politely and safely
    reader     edge: looks at sources, fetches pages, loads files

The edges are built by `app`; no stage imports them.
"""
