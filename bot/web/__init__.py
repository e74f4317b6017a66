"""Edge: what the one HTTP port serves besides the sandbox.

door        who may ask what
health      `/health` for an operator, `/ready` for load balancers, `/alive` for containers
metrics     `/metrics`, for Prometheus
server      the server itself, on a socket that is bound before anything starts
"""
