"""An address -> a picture of it that a phone reads. What draws it is loaded when it is first asked for."""

from io import BytesIO

_MARGIN = 4
"""Modules of white around it, as ISO/IEC 18004 asks."""
_WIDE = 800
"""Pixels, at least: Telegram shows a photo about 360 points wide."""


def qr(address: str) -> bytes:
    """A PNG of this address as a QR code, of which a seventh may be covered."""
    import segno

    code = segno.make_qr(address, error="m")
    modules, _height = code.symbol_size(border=_MARGIN)
    picture = BytesIO()
    code.save(picture, kind="png", scale=-(-_WIDE // modules), border=_MARGIN)
    return picture.getvalue()
