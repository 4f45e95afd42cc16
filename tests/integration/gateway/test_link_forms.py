"""A link as mail programs, scanners and short messages leave it: it opens its page, and opening changes nothing."""

import pytest

from abhay.security.links import make_short_token
from tests.integration.gateway.support import Gateway, Page

BEHIND = (
    "",
    ".",
    ")",
    "/",
    ",",
    "%C2%A0",
    "%20",
    "%E2%80%9D",
    "%22",
    "'",
    "%3E",
    "*",
    "_",
    "/.",
    ")/",
    "].",
    "%E0%A5%A4",
)


async def _opened(gateway: Gateway, method: str, path: str):
    for _ in range(4):
        answer = await gateway.client.request(method, path)
        if not answer.is_redirect:
            return answer
        path = answer.headers["location"]
    raise AssertionError(f"{path} leads in a circle")


@pytest.mark.parametrize("method", ["GET", "HEAD"])
async def test_what_stands_behind_a_link_is_forgiven_and_changes_nothing(gateway: Gateway, method: str) -> None:
    ref, (page,) = await gateway.paged()
    await gateway.settled()
    before, audit = await gateway.view(ref), await gateway.audit()
    for start in ("/a/", "/a?"):
        for behind in BEHIND:
            answer = await _opened(gateway, method, f"{start}{page.token}{behind}")
            assert answer.status_code == 200, f"{start}…{behind}"
            assert (ref in answer.text) is (method == "GET"), f"{start}…{behind}"
    after = await gateway.view(ref)
    assert {**after, "flow_run_state": None} == {**before, "flow_run_state": None}
    assert await gateway.audit() == audit


async def test_the_short_form_is_the_same_page_with_the_same_forms(gateway: Gateway) -> None:
    _, (page,) = await gateway.paged()
    short, long = [await gateway.client.get(path) for path in (f"/a?{page.token}", f"/a/{page.token}")]
    assert short.text == long.text
    assert f'action="/a/{page.token}"' in short.text
    assert short.headers["content-security-policy"] == long.headers["content-security-policy"]


@pytest.mark.parametrize("path", ["/a", "/a?", "/a?forged", "/a?pin=1"])
async def test_a_short_form_without_a_token_of_ours_is_a_page_that_says_so(gateway: Gateway, path: str) -> None:
    for method in ("GET", "HEAD"):
        answer = await gateway.client.request(method, path)
        assert answer.status_code == 404
        assert answer.headers["content-type"].startswith("text/html")


def _short(gateway: Gateway, ref: str, page: Page) -> str:
    return make_short_token(ref.replace("-", ""), page.id, gateway.runtime.secrets.link_key)


async def test_the_short_link_of_a_text_message_opens_the_same_page_and_acknowledges(gateway: Gateway) -> None:
    ref, (page,) = await gateway.paged()
    short = _short(gateway, ref, page)
    opened, full = await gateway.client.get(f"/a?{short}"), await gateway.client.get(f"/a/{page.token}")
    assert opened.text == full.text
    answer = await gateway.client.post(f"/a?{short}", data={"pin": page.pin})
    assert answer.status_code == 200
    assert (await gateway.view(ref))["acknowledgement"]["post"] == page.post


@pytest.mark.parametrize("behind", BEHIND)
async def test_what_stands_behind_a_short_link_is_forgiven(gateway: Gateway, behind: str) -> None:
    ref, (page,) = await gateway.paged()
    assert (await _opened(gateway, "GET", f"/a?{_short(gateway, ref, page)}{behind}")).status_code == 200


async def test_a_short_link_opens_no_other_case_and_a_forged_one_none(gateway: Gateway) -> None:
    (ref, (page,)), (other, _) = await gateway.paged(), await gateway.paged()
    short = _short(gateway, ref, page)
    for wrong in (
        short.replace(ref.replace("-", ""), other.replace("-", "")),
        short[:-16] + "A" * 16,
        "RJ2026999999" + short[12:],
    ):
        answer = await gateway.client.get(f"/a?{wrong}")
        assert answer.status_code == 404
        assert answer.headers["content-type"].startswith("text/html")
