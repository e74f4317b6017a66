"""A position on earth -> the time zone there. What tells it is loaded when the first one is asked for."""

_AT_SEA = "Etc/"
"""How the zones of the open sea begin, which are named after their distance from Greenwich."""


def zone_at(latitude: float, longitude: float) -> str:
    """The zone of a position, in degrees, by borders and coasts; empty at sea, and of what is no position.

    The first call takes half a second and 35 MB: it belongs into a worker.
    """
    import tzfpy

    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        return ""
    found = tzfpy.get_tz(longitude, latitude)
    return "" if found.startswith(_AT_SEA) else found
