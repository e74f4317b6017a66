"""Edge: what the one HTTP port serves besides the sandbox.

door        who may ask what
health      `/health` for an operator, `/alive` for the container's health check
metrics     `/metrics`, for Prometheus
server      the server itself, on a socket that is bound before anything starts
"""
