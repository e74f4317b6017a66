"""The store: everything that must outlive the process, in one relational database.

database      one engine, reads and writes, the schema brought up to date
tables        the schema as SQLAlchemy describes it; migrations/ is its history
intake        sources and entries: what is due for a look, what is to be read
archive       articles, summaries, stories
counts        what articles are about, by day: to tell what rises
readership    subscribers and what they chose
setups        who has set up which channel
outbox        what is to be told to whom, and the messages on their way
events        what an operator should see
health        the state of it all in a few numbers
activity      what was done, hour by hour
source_states how each source fares, and how much it published of late
overview      what an operator's pages show: some sources, the stories of today
feedback      readers' votes and reports; votes counts them for an operator
reviews       what readers report as wrong, and what an operator does about it
leases        what only one process may do, and when it was done
retention     what has been kept long enough
checks        whether it is of one piece, and whether anybody does the work
transfer      all rows of one database into another
backup        the whole database as one file, and put back; dumps does it for PostgreSQL
"""
