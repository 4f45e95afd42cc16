"""The frame of every page: language, navigation, headers, static files, failures."""

import re

import pytest

from abhay.entrypoints.gateway.screens.rendering import POLICY
from abhay.entrypoints.gateway.screens.static import files
from models.enums import Role
from tests.integration.gateway.screens.browser import browser, signed_in
from tests.integration.gateway.support import Gateway

INLINE = re.compile(r"<style|<script(?![^>]*\bsrc=)|\sstyle=|\son[a-z]+=|javascript:", re.IGNORECASE)


async def test_hindi_comes_first_and_a_choice_is_remembered(gateway: Gateway) -> None:
    async with browser(gateway) as client:
        assert '<html lang="hi">' in (await client.get("/login")).text
        english = await client.get("/login?lang=en&next=/account")
        assert '<html lang="en">' in english.text
        assert 'href="?next=%2Faccount&amp;lang=hi"' in english.text  # the switch keeps the rest of the address
        assert '<html lang="en">' in (await client.get("/login")).text
        assert '<html lang="en">' in (await client.get("/login?lang=xx")).text
        assert '<html lang="hi">' in (await client.get("/login?lang=hi")).text


async def test_a_page_loads_nothing_from_elsewhere_and_runs_nothing_inline(gateway: Gateway) -> None:
    async with signed_in(gateway, Role.ADMIN) as client:
        for path in ("/login?out=1", "/account", "/nowhere"):
            answer = await client.get(path)
            assert answer.headers["content-security-policy"] == POLICY
            assert "unsafe" not in POLICY
            assert answer.headers["referrer-policy"] == "same-origin"
            assert answer.headers["cache-control"] == "no-store"
            assert answer.headers["x-content-type-options"] == "nosniff"
            assert not INLINE.search(answer.text)
            assert not re.findall(r'(?:src|href)="(?:https?:)?//', answer.text)


async def test_static_files_are_kept_for_good_under_the_hash_of_their_content(gateway: Gateway) -> None:
    async with browser(gateway) as client:
        page = await client.get("/login")
        names = re.findall(r'"(/static/[^"]+)"', page.text)
        assert len(names) >= 2
        for name in names:
            answer = await client.get(name)
            assert answer.status_code == 200
            assert "immutable" in answer.headers["cache-control"]
        assert (await client.get("/static/screens.css")).status_code == 404
        assert (await client.get("/static/..%2Fmain.py")).status_code in {404, 422}


def test_styles_and_scripts_name_nothing_elsewhere() -> None:
    for file in files().values():
        if not file.media_type.startswith("text/"):
            continue
        text = file.content.decode()
        assert not re.search(r"https?://|@import|url\(", text), file.name


async def test_a_program_reads_problems_and_a_person_a_page(gateway: Gateway) -> None:
    async with signed_in(gateway, Role.OPERATOR) as client:
        assert (await client.get("/nowhere")).headers["content-type"].startswith("text/html")
        assert (await client.get("/v1/nowhere")).headers["content-type"] == "application/problem+json"
        plain = await client.get("/nowhere", headers={"Accept": "*/*"})
        assert plain.headers["content-type"] == "application/problem+json"
    async with browser(gateway) as client:
        assert (await client.get("/v1/alerts")).status_code == 401
        assert (await client.get("/account", headers={"Accept": "*/*"})).status_code == 303


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.INTEGRATOR])
async def test_every_role_has_a_page_to_begin_with(gateway: Gateway, role: Role) -> None:
    async with signed_in(gateway, role) as client:
        home = await client.get("/login")
        assert home.status_code == 303
        assert (await client.get(home.headers["location"])).status_code == 200
