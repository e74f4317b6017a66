"""Edge: what the one HTTP port serves besides the sandbox.

health      `/health`, for an operator and for the container's health check
server      the server itself, on a socket that is bound before anything starts
"""
