"""Texts that a mail program broke into lines to be joined again (RFC 3676, format=flowed and DelSp)."""

import re

from abhay.adapters.sources.mail.texts.lines import is_labelled

_QUOTE = re.compile(r">*")
_SIGNATURE = "-- "


def unflowed(text: str, *, delsp: bool) -> str:
    """Returns the text with its lines joined: a line that ends in a blank goes on in the next one of the same quote.

    With `delsp` this blank is no part of the text. A line that begins with a label begins a line all the same: some
    programs leave a blank behind every value.
    """
    paragraphs: list[list[str]] = []
    depth_before, goes_on = "", False
    for line in text.replace("\r\n", "\n").split("\n"):
        depth = (_QUOTE.match(line) or [""])[0]
        content = line[len(depth) :].removeprefix(" ")
        joins = goes_on and depth == depth_before and content != _SIGNATURE and not is_labelled(content)
        depth_before, goes_on = depth, content.endswith(" ") and content != _SIGNATURE
        if goes_on and delsp:
            content = content[:-1]
        if joins:
            paragraphs[-1].append(content)
        else:
            paragraphs.append([f"{depth} {content}" if depth else content])
    return "\n".join(map("".join, paragraphs))
