"""The language of a screen: what the address asks for, else what was chosen before, else what the browser prefers."""

from typing import Annotated

from fastapi import Cookie, Depends, Header, Query

from abhay.wording.screens.board import Language

COOKIE = "lang"


async def _language(
    lang: Annotated[str | None, Query(max_length=20)] = None,
    chosen: Annotated[str | None, Cookie(alias=COOKIE, max_length=20)] = None,
    accept_language: Annotated[str | None, Header(max_length=400)] = None,
) -> Language:
    for asked in (lang, chosen):
        if asked in set(Language):
            return Language(asked)
    return _preferred(accept_language or "")


def _preferred(accepted: str) -> Language:
    """Returns the first of a browser's languages that we have; Hindi if there is none."""
    for each in accepted.split(","):
        word = each.partition(";")[0].strip().partition("-")[0].lower()
        if word in set(Language):
            return Language(word)
    return Language.HINDI


InLanguage = Annotated[Language, Depends(_language)]
