"""The message inside an opaque S/MIME signature (RFC 8551, CMS signed-data), taken out and not verified.

`cryptography` unpacks encrypted messages alone. What is signed stands in clear before certificates and signatures, so
only the few elements around it are read (BER, X.690), with or without a length.
"""

from collections.abc import Iterator
from dataclasses import dataclass

_SEQUENCE, _OID, _OCTETS, _SET, _FIRST = 0x30, 0x06, 0x04, 0x31, 0xA0
_CONSTRUCTED = 0x20
_SIGNED_DATA = bytes.fromhex("2a864886f70d010702")
_INDEFINITE, _LONG = 0x80, 0x80
_MOST_LENGTH_BYTES = 5
_DEEPEST = 12


class NotSigned(ValueError):
    """The bytes are no signed message with its content in them."""


@dataclass(frozen=True)
class _Element:
    tag: int
    start: int
    end: int
    behind: int


def signed_content(data: bytes) -> bytes:
    """Returns the MIME entity that was signed. Raises `NotSigned` for anything else, encrypted messages included."""
    try:
        kind, wrapped = list(_inside(data, _only(data, _element(data, 0, 0), _SEQUENCE)))[:2]
        if kind.tag != _OID or data[kind.start : kind.end] != _SIGNED_DATA:
            raise NotSigned
        signed = _only(data, next(_inside(data, _only(data, wrapped, _FIRST))), _SEQUENCE)
        content = next(each for each in _inside(data, signed) if each.tag == _SEQUENCE)
        explicit = next(each for each in _inside(data, content) if each.tag == _FIRST)
        return b"".join(_octets(data, next(_inside(data, explicit)), 0))
    except (IndexError, StopIteration, ValueError) as error:
        raise NotSigned from error


def _only(data: bytes, element: _Element, tag: int) -> _Element:
    if element.tag != tag or element.start > len(data):
        raise NotSigned
    return element


def _octets(data: bytes, element: _Element, depth: int) -> Iterator[bytes]:
    if element.tag == _OCTETS:
        yield data[element.start : element.end]
    elif element.tag == _OCTETS | _CONSTRUCTED and depth < _DEEPEST:
        for part in _inside(data, element):
            yield from _octets(data, part, depth + 1)
    else:
        raise NotSigned


def _inside(data: bytes, element: _Element) -> Iterator[_Element]:
    at = element.start
    while at < element.end:
        inner = _element(data, at, 0)
        yield inner
        at = inner.behind


def _element(data: bytes, at: int, depth: int) -> _Element:
    tag, first = data[at], data[at + 1]
    start = at + 2
    if first == _INDEFINITE:
        end = _end_of_contents(data, start, depth)
        return _Element(tag, start, end, end + 2)
    length = first
    if first > _LONG:
        size = first - _LONG
        if size > _MOST_LENGTH_BYTES:
            raise NotSigned
        length, start = int.from_bytes(data[start : start + size]), start + size
    end = min(start + length, len(data))
    return _Element(tag, start, end, end)


def _end_of_contents(data: bytes, at: int, depth: int) -> int:
    if depth > _DEEPEST:
        raise NotSigned
    while data[at : at + 2] != b"\0\0":
        at = _element(data, at, depth + 1).behind
    return at
