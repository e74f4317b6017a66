"""What the press tells more than it used to.

terms    Article -> what it is counted for: its topics, and its salient words and names
growth   counts -> what rises, strongest first; what rises together is one trend
chart    trends -> a picture, drawn in a worker process

The store counts each article when it comes in, in two small tables; nothing is read again to answer.
"""
