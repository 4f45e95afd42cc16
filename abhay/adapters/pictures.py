"""Small previews of strangers' pictures, drawn anew: without metadata, bounded in bytes and pixels, blurred if asked.

A picture is decoded in one of two threads, so that many at once take no more than that. Only a few kinds are decoded,
by decoders that are tried every day; whatever else a file is, it is saved and never drawn.
"""

import asyncio
import logging
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from typing import Final

from PIL import Image, ImageFilter, ImageOps

_LOG = logging.getLogger(__name__)

MOST_BYTES: Final = 20_000_000
MOST_PIXELS: Final = 50_000_000
"""A telephone's largest photos have these; a picture that claims more is a bomb, or no evidence for a glance."""

_EDGE: Final = 360
_BLURRED_EDGE: Final = 24
"""Pixels of a blurred preview: what is shown large of it was never sent."""

_KINDS: Final = {"image/jpeg": "JPEG", "image/png": "PNG", "image/gif": "GIF", "image/webp": "WEBP", "image/bmp": "BMP"}
_THREADS: Final = ThreadPoolExecutor(2, thread_name_prefix="abhay-picture")
_WHITE: Final = (255, 255, 255)


def may_be_drawn(media_type: str) -> bool:
    """Returns whether a file says that it is a picture of a kind that is drawn."""
    return media_type in _KINDS


async def preview(data: bytes, *, blurred: bool = False) -> bytes | None:
    """Returns a JPEG of at most 360 pixels in width and height; None for what cannot be drawn within the bounds.

    `blurred`: 24 pixels, so that neither eye nor program finds in it what it shows.
    """
    return await asyncio.get_running_loop().run_in_executor(_THREADS, _drawn, data, blurred)


def _drawn(data: bytes, blurred: bool) -> bytes | None:  # noqa: FBT001  positions are all that an executor passes on
    if len(data) > MOST_BYTES:
        return None
    try:
        with Image.open(BytesIO(data), formats=tuple(_KINDS.values())) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                return None
            return _small(picture, _BLURRED_EDGE if blurred else _EDGE, blurred=blurred)
    except Exception as error:  # noqa: BLE001  whatever a stranger's file does to a decoder: it is saved, not drawn
        _LOG.info("a picture of %d bytes is not drawn: %s", len(data), type(error).__name__)
        return None


def _small(picture: Image.Image, edge: int, *, blurred: bool) -> bytes:
    picture.draft("RGB", (edge, edge))  # a JPEG is decoded no larger than needed
    upright = ImageOps.exif_transpose(picture)
    upright.thumbnail((edge, edge))
    seen = upright.convert("RGBA")
    paper = Image.new("RGB", seen.size, _WHITE)  # nothing but pixels goes over: no place, no name, no comment
    paper.paste(seen, mask=seen.getchannel("A"))
    if blurred:
        paper = paper.filter(ImageFilter.GaussianBlur(2))
    out = BytesIO()
    paper.save(out, "JPEG", quality=75)
    return out.getvalue()
