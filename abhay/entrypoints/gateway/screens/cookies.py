"""The cookies of signed-in browsers: the session's secret, and the language.

Over https the session's cookie has the prefix `__Host-`: browsers take it from this host alone, by TLS alone, for
every path, so that no neighbour under the same domain can plant one. Over plain http, as on the loopback address of
the embedded defaults, browsers refuse that prefix (it needs `Secure`, which Safari never and others only sometimes
grant to a loopback address). There the cookie has a plain name with the port in it: cookies know no ports, and two
systems on one machine must not sign each other out. Which of the two it is depends on the address in the settings,
never on the request, so that a gateway takes exactly one name.
"""

from datetime import timedelta
from typing import Final, Literal
from urllib.parse import urlsplit

from fastapi import Request, Response

from abhay.domain.accounts.lifetimes import DISPLAY
from abhay.settings import Settings

Lang = Literal["hi", "en"]

LANGUAGE: Final = "lang"
LANGUAGES: Final[tuple[Lang, ...]] = ("hi", "en")
"""Hindi first: it is what is shown to whoever has chosen nothing."""

_HTTP_PORT: Final = 80
_YEAR: Final = timedelta(days=365)


def is_secure(settings: Settings) -> bool:
    """Returns whether people reach the gateway by https."""
    return urlsplit(settings.base_url).scheme == "https"


def cookie_name(settings: Settings) -> str:
    """Returns the name of the session's cookie; every gateway behind one address has the same."""
    return "__Host-abhay" if is_secure(settings) else f"abhay-{urlsplit(settings.base_url).port or _HTTP_PORT}"


def session_of(request: Request, settings: Settings) -> str | None:
    """Returns the session's secret that a request brings along."""
    return request.cookies.get(cookie_name(settings)) or None


def keep_session(answer: Response, settings: Settings, secret: str, *, lasting: bool = False) -> None:
    """Gives the browser the session's secret: until it is closed, or for a year (`lasting`, for a display)."""
    answer.set_cookie(
        cookie_name(settings),
        secret,
        max_age=int(DISPLAY.total_seconds()) if lasting else None,
        path="/",
        secure=is_secure(settings),
        httponly=True,
        samesite="lax",  # `strict` would lose it on the way from Prefect's pages or from a mail
    )


def drop_session(answer: Response, settings: Settings) -> None:
    """Takes the session's secret from the browser."""
    answer.delete_cookie(cookie_name(settings), path="/", secure=is_secure(settings), httponly=True, samesite="lax")


def chosen_language(request: Request) -> Lang | None:
    """Returns the language that the address asks for, if it does."""
    return _known(request.query_params.get(LANGUAGE))


def language_of(request: Request) -> Lang:
    """Returns the language of a page: the address's, else the one chosen before, else Hindi."""
    return chosen_language(request) or _known(request.cookies.get(LANGUAGE)) or LANGUAGES[0]


def keep_language(answer: Response, settings: Settings, lang: Lang) -> None:
    """Lets the browser remember a language."""
    answer.set_cookie(
        LANGUAGE, lang, max_age=int(_YEAR.total_seconds()), path="/", secure=is_secure(settings), httponly=True,
        samesite="lax",
    )  # fmt: skip


def _known(lang: str | None) -> Lang | None:
    return next((each for each in LANGUAGES if each == lang), None)
