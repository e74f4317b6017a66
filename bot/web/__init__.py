"""Edge: what the one HTTP port serves besides the sandbox.

door        who may ask what
health      `/health` for an operator, `/ready` for load balancers, `/alive` for containers
dashboard   `/dashboard`, the operator's pages; charts says where the bars of their charts stand
metrics     `/metrics`, for Prometheus
server      the server itself, on a socket that is bound before anything starts
"""
