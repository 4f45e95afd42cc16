"""The session's cookie: its name and its marks, by the address at which people reach the gateway."""

import pytest
from fastapi import Response

from abhay.entrypoints.gateway.screens.cookies import cookie_name, keep_session
from abhay.settings import Settings


@pytest.mark.parametrize(
    ("public_url", "name"),
    [
        ("https://abhay.example", "__Host-abhay"),
        ("https://abhay.example:8443/", "__Host-abhay"),
        ("http://192.0.2.7", "abhay-80"),
        ("http://192.0.2.7:8090", "abhay-8090"),
        (None, "abhay-8080"),
    ],
)
def test_the_name_says_how_people_reach_us(public_url: str | None, name: str) -> None:
    assert cookie_name(Settings(public_url=public_url)) == name


@pytest.mark.parametrize(("public_url", "secure"), [("https://abhay.example", True), (None, False)])
def test_over_https_no_other_host_and_no_plain_connection_gets_it(public_url: str | None, secure: bool) -> None:
    answer = Response()
    keep_session(answer, Settings(public_url=public_url), "secret")
    marks = {mark.strip().lower() for mark in answer.headers["set-cookie"].split(";")[1:]}
    assert {"httponly", "path=/", "samesite=lax"} <= marks
    assert ("secure" in marks) is secure
    assert not any(mark.startswith("domain") for mark in marks)
