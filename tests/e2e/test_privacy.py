"""No personal data outside our own encrypted rows: Prefect's whole database and every log are searched."""

import base64
import json
import subprocess

import pytest

from abhay.embedded.paths import Home
from abhay.settings import Settings
from tests.support.system import System, synthetic, until

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(180), pytest.mark.xdist_group("in_process")]

PERSON = {
    "name": "Zuletzka Syntheticwala",
    "phone": "+915555578123",
    "email": "zuletzka.syntheticwala@example.com",
    "username": "zuletzka.private",
    "text": "zuletzka nobody should read this in prefect",
}


def dump(system: System, database: str) -> str:
    """A database as plain SQL, binary columns decoded where they are base64."""
    sockets = Home.of(Settings(home=system.home)).sockets
    tables = ["pg_dump", "--data-only", "--inserts", "-h", str(sockets), "-U", "postgres", database]
    from abhay.embedded.programs import installed_programs

    tables[0] = str(installed_programs() / "psql")
    query = (
        "SELECT string_agg(query_to_xml(format('SELECT * FROM %I.%I', table_schema, table_name), true, false, '')::text, '')"
        " FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'"
    )
    command = [tables[0], "-h", str(sockets), "-U", "postgres", "-d", database, "-At", "-c", query]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def test_nobody_is_found_in_prefect_in_logs_or_in_the_clear(in_process: System) -> None:
    body = synthetic()
    body["subject"] |= {
        "display_name": PERSON["name"],
        "phones": [PERSON["phone"]],
        "emails": [PERSON["email"]],
        "username": PERSON["username"],
    }
    body["content"]["text"] = PERSON["text"]
    ref = in_process.webhook(json.dumps(body).encode()).json()["ref"]
    until(lambda: in_process.run_state(ref) == "AwaitingDistrict", 20, "the run does not wait")
    in_process.post(f"/v1/alerts/{ref}/acknowledgement", {"by": "Zuletzka Officer", "via": "phone"})
    until(lambda: in_process.run_state(ref) == "AwaitingOutcome", 20, "not acknowledged")
    prefect = dump(in_process, "prefect")
    assert ref in prefect, "the dump holds nothing of this case: it proves nothing"
    ours = dump(in_process, "abhay")
    logs = "".join(path.read_text(errors="replace") for path in (in_process.home / "log").glob("*"))
    outbox = json.dumps(in_process.outbox(ref), ensure_ascii=False)
    for what, value in PERSON.items():
        encoded = base64.b64encode(value.encode()).decode()[:-4]
        for place, text in (("prefect", prefect), ("our tables", ours), ("logs", logs), ("messages", outbox)):
            assert value not in text, f"{what} is in {place}"
            assert encoded not in text, f"{what} is in {place}, encoded"
    assert "Zuletzka Officer" not in prefect
