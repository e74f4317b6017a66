"""Where articles come from.

    rhythm     when a source is due again
    feeds      the bytes of a feed -> the entries it announces
    reader     edge: looks at feeds and folders, fetches pages, loads files
    fetch      edge: one HTTP request, politely and safely

The two edges are handed in by `app`; no stage imports them.
"""
