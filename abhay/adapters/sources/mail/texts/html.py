"""The text of an HTML mail, laid out so that a label and its value share a line."""

import re
from collections.abc import Iterator

from bs4 import BeautifulSoup

from abhay.adapters.sources.mail.texts.html_tables import lay_out
from abhay.adapters.sources.mail.texts.labels import field_of
from abhay.adapters.sources.reading.document import Problems

MAX_HTML = 100_000
_OWN_LINE = frozenset({"p", "div", "tr", "table", "li", "ul", "ol", "dl", "dd", "hr", "pre", "h1", "h2", "h3", "h4",
                       "h5", "h6", "blockquote", "section", "article", "header", "footer", "body"})  # fmt: skip
_CELLS = frozenset({"td", "th", "dt"})
_ROWS = frozenset({"table", "tr", "td", "th", "dl", "dt", "dd"})
_SILENT = frozenset({"script", "style", "head", "title", "template", "noscript", "svg"})
_TAG = re.compile(r"<(?P<end>/?)(?P<name>[A-Za-z][A-Za-z0-9:]{0,15})(?=[\s/>])[^<>]*>")
_BOLD = frozenset({"b", "strong"})
_AFTER_BOLD, _CITED, _CITED_ENDS = "\ue000", "\ue001", "\ue002"
"""Marks of ours in the text, of a range that has no characters: they are taken out of what comes in."""
_MARKS = re.compile(f"[{_AFTER_BOLD}{_CITED}{_CITED_ENDS}]")
_CITES = re.compile(r"\bcite\b|gmail_quote|yahoo_quoted|_quote\b", re.IGNORECASE)
_DEEPEST_QUOTE = 20
_LONGEST_LABEL = 60
_MAX_TAGS = 2_000


def html_to_text(html: str, problems: Problems) -> str:
    """Returns the text as a reader sees it: blocks on lines of their own, `label: value` from table rows and lists.

    More than 100,000 characters of it, styles and attributes not counted, are cut and noted as `html`.
    """
    plain = "".join(_simplified(_without_declarations(_MARKS.sub("", html))))
    if len(plain) > MAX_HTML:
        problems.add("html")
    soup = BeautifulSoup(f"<div>{plain[:MAX_HTML]}</div>", "html.parser")
    lay_out(soup)
    lines = (_labelled(line.strip(" \t\xa0")) for line in _quoted(soup.get_text().split("\n")))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _quoted(lines: list[str]) -> Iterator[str]:
    """Yields the lines with the mark of a quote before those that another mail's words are cited in."""
    depth = 0
    for line in lines:
        depth = min(_DEEPEST_QUOTE, depth + line.count(_CITED))
        bare = line.replace(_CITED, "").replace(_CITED_ENDS, "")
        yield f"{'>' * depth} {bare.strip()}" if depth else bare
        depth = max(0, depth - line.count(_CITED_ENDS))


def _labelled(line: str) -> str:
    """Returns a line that begins with a label in bold with a colon behind it."""
    label, bold, value = line.partition(_AFTER_BOLD)
    if bold and len(label) <= _LONGEST_LABEL and field_of(label.strip("> ")) is not None:
        line = f"{label}: {value.lstrip(' :：')}"
    return line.replace(_AFTER_BOLD, "")


def _simplified(html: str) -> Iterator[str]:
    """Yields the text with only the tags of rows, without attributes, and with line ends where a browser breaks it.

    What html.parser would search the rest of the document for (open quotes, half tags) is plain text
    here, so that its work stays in proportion to the length.
    """
    position, silent, preformatted, tags_left = 0, None, False, _MAX_TAGS
    cited: list[bool] = []
    for tag in _TAG.finditer(html):
        if silent is None:
            yield _text(html[position : tag.start()], preformatted=preformatted)
        position = tag.end()
        name, ends = tag["name"].lower(), bool(tag["end"])
        if silent is not None:
            silent = None if (ends and name == silent) or name == "body" else silent
        elif name in _SILENT and not ends:
            silent = name
        elif name == "blockquote":
            yield _quote_mark(cited, tag[0], ends=ends)
        else:
            preformatted = not ends if name == "pre" else preformatted
            tags_left -= name in _ROWS
            yield _layout(name, ends=ends, tagged=tags_left > 0)
    if silent is None:
        yield _text(html[position:], preformatted=preformatted)


def _quote_mark(cited: list[bool], tag: str, *, ends: bool) -> str:
    """Returns the mark of a quote of another mail; other quotes, such as of a post, are only lines of their own."""
    if ends:
        return f"{_CITED_ENDS if cited and cited.pop() else ''}\n"
    cited.append(_CITES.search(tag) is not None)
    return f"\n{_CITED if cited[-1] else ''}"


def _layout(name: str, *, ends: bool, tagged: bool) -> str:
    tag = f"<{'/' * ends}{name}>" if tagged and name in _ROWS else ""
    if name in _BOLD:
        return _AFTER_BOLD if ends else ""
    if name in _CELLS:
        return f" {tag}" if ends else tag
    if name == "br" or name in _OWN_LINE:
        return f"{tag}\n" if ends else f"\n{tag}"
    return tag


def _text(text: str, *, preformatted: bool) -> str:
    text = text if preformatted else re.sub(r"[ \t\r\n]+", " ", text)
    return text.replace("<", "&lt;")


def _without_declarations(html: str) -> str:
    """Returns the document without comments, doctypes, CDATA marks and processing instructions."""
    kept: list[str] = []
    position = 0
    while (begin := html.find("<", position)) >= 0:
        if html[begin + 1 : begin + 2] not in {"!", "?"}:
            kept.append(html[position : begin + 1])
            position = begin + 1
            continue
        kept.append(html[position:begin])
        closing = "-->" if html.startswith("<!--", begin) else ">"
        end = html.find(closing, begin + 2)
        if end < 0:
            return "".join(kept) + html[begin:].replace("<", "&lt;")
        position = end + len(closing)
    return "".join(kept) + html[position:]
