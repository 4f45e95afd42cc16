"""Files that came with an alert: listed, given out byte for byte against a reason, written down, and nothing runs."""

import base64
import hashlib
from typing import Any
from urllib.parse import unquote

import httpx
import pytest

from models.enums import Role
from tests.integration.gateway.case_page.phone import held_mail
from tests.integration.gateway.support import Gateway, alert
from tests.support.cases import UNKNOWN

PDF = b"%PDF-1.4\n" + bytes(range(256)) * 40
PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(255, -1, -1))
WHY = {"reason": "to recognise the place"}


def mail(*parts: tuple[str, bytes], text: str = "Name: Synthetic Farhan\nUser ID: 9100000110701\n") -> bytes:
    """A proven mail with these parts: headers and data."""
    body = "".join(
        f"--k7\n{head}\nContent-Transfer-Encoding: base64\n\n{base64.encodebytes(data).decode()}\n"
        for head, data in parts
    )
    return (
        "Authentication-Results: mail.kota-police.example; dkim=pass header.d=meta-partner.example;\n"
        " spf=pass smtp.mailfrom=meta-partner.example; dmarc=pass header.from=meta-partner.example\n"
        "From: Meta <escalations@meta-partner.example>\nSubject: Request\nMessage-ID: <f1@meta-partner.example>\n"
        f'MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="k7"\n\n--k7\nContent-Type: text/plain\n\n{text}\n'
        f"{body}--k7--\n"
    ).encode()


async def bring(gateway: Gateway, raw: bytes) -> str:
    answer = await gateway.ask("POST", "/v1/sources/meta/mail", Role.INTEGRATOR, content=raw)
    assert answer.status_code == 202
    return answer.json()["ref"]


async def listed(gateway: Gateway, ref: str, role: Role = Role.OPERATOR) -> list[dict[str, Any]]:
    answer = await gateway.ask("GET", f"/v1/alerts/{ref}/attachments", role)
    assert answer.status_code == 200, answer.text
    return answer.json()


async def opened(
    gateway: Gateway, ref: str, file: str, role: Role | None = Role.OPERATOR, **more: Any
) -> httpx.Response:
    return await gateway.ask("GET", f"/v1/alerts/{ref}/attachments/{file}", role, params=more or WHY)


def name_of(answer: httpx.Response) -> str:
    return unquote(answer.headers["content-disposition"].partition("filename*=UTF-8''")[2])


async def test_the_files_of_a_mail_are_listed_and_given_out_byte_for_byte(gateway: Gateway) -> None:
    pdf = 'Content-Type: application/pdf\nContent-Disposition: attachment; filename="request.pdf"'
    png = 'Content-Type: image/png; name="photo.png"\nContent-ID: <p1>'
    ref = await bring(gateway, mail((pdf, PDF), (png, PNG)))
    event = (await gateway.view(ref))["events"][0]["id"]
    files = await listed(gateway, ref)
    assert files == [
        {"id": f"{event}.{place}", "name": name, "media_type": kind, "size": len(data), "event": event,
         "sha256": hashlib.sha256(data).hexdigest()}
        for place, (name, kind, data) in enumerate([("request.pdf", "application/pdf", PDF), ("photo.png", "image/png", PNG)])
    ]  # fmt: skip
    revealed = await gateway.ask("POST", f"/v1/alerts/{ref}/reveal", Role.OPERATOR, json=WHY)
    assert [(each["id"], each["filename"], each["bytes"]) for each in revealed.json()["events"][0]["attachments"]] == [
        (each["id"], each["name"], each["size"]) for each in files
    ]
    for file, data in zip(files, (PDF, PNG), strict=True):
        answer = await opened(gateway, ref, file["id"])
        assert (answer.status_code, answer.content) == (200, data)
        assert answer.headers["content-type"] == file["media_type"]
        assert answer.headers["content-disposition"].startswith("attachment; ")
        assert name_of(answer) == file["name"]
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert "sandbox" in answer.headers["content-security-policy"]
        assert answer.headers["cache-control"] == "no-store"


async def test_who_opened_which_file_and_why_is_written_down(gateway: Gateway) -> None:
    ref = await gateway.raise_alert(
        media=[{"type": "photo", "url": "data:image/png;base64," + base64.b64encode(PNG).decode()}]
    )
    (file,) = await listed(gateway, ref)
    assert (await opened(gateway, ref, file["id"])).content == PNG
    entry = (await gateway.view(ref))["timeline"][-1]
    assert (entry["event"], entry["detail"]) == ("revealed", {"role": "operator", "file": file["id"]})
    assert (await gateway.audit("alert.open_file"))[-1]["detail"] == {"file": file["id"]}
    assert await gateway.typed("alert.open_file") == [WHY["reason"]]
    assert (await gateway.audit("alert.list_files"))[-1]["detail"] == {"files": 1}


@pytest.mark.parametrize("given", ["reason", "blank", "long"])
async def test_a_file_is_given_out_against_a_reason_alone(gateway: Gateway, given: str) -> None:
    ref = await gateway.raise_alert(media=["data:text/plain;base64,aGVsbG8gaGVsbG8gaGVsbG8="])
    (file,) = await listed(gateway, ref)
    answer = await opened(gateway, ref, file["id"], reason={"reason": "", "blank": "  ", "long": "x" * 501}[given])
    assert answer.status_code == 422
    assert await gateway.audit("alert.open_file") == []


async def test_the_base64_of_a_payload_is_a_file_and_a_link_is_none(gateway: Gateway) -> None:
    coded = base64.b64encode(PDF).decode()
    ref = await gateway.raise_alert(
        attachments=[{"filename": "note.pdf", "mime_type": "application/pdf", "data": coded}],
        media=[{"type": "photo", "url": "https://media.example/1.jpg"}],
        extra={"name": "again.bin", "encoding": "base64", "content": coded[:400]},
    )
    assert [(each["name"], each["media_type"], each["size"]) for each in await listed(gateway, ref)] == [
        ("note.pdf", "application/pdf", len(PDF)), ("again.bin", "application/octet-stream", 300),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("given", "safe"),
    [
        ("../../etc/passwd", "passwd"), ("C:\\\\Users\\\\x\\\\virus.exe", "virus.exe"), ("a\u202egpj.exe", "agpj.exe"),
        ("आख़िरी चिट्ठी.pdf", "आख़िरी चिट्ठी.pdf"), ('a";b.pdf', "a_b.pdf"), ("", "file-1.html"), ("nul.txt", "file-1.html"),
        ("x" * 300 + ".pdf", "x" * 116 + ".pdf"),
    ],
)  # fmt: skip
async def test_a_name_is_made_safe_and_what_could_run_is_plain_bytes(gateway: Gateway, given: str, safe: str) -> None:
    page = b"<script>alert(1)</script>" * 3
    body = alert(files=[{"name": given, "contentType": "text/html", "base64": base64.b64encode(page).decode()}])
    ref = (await gateway.webhook(body)).json()["ref"]
    (file,) = await listed(gateway, ref)
    answer = await opened(gateway, ref, file["id"])
    assert (answer.content, answer.headers["content-type"]) == (page, "application/octet-stream")
    assert name_of(answer) == safe
    assert answer.headers["content-disposition"].isascii()


async def test_who_may_not_see_the_person_gets_no_file(gateway: Gateway) -> None:
    ref, _ = await gateway.paged(media=["data:text/plain;base64,aGVsbG8gaGVsbG8gaGVsbG8="])
    (file,) = await listed(gateway, ref)
    for role, status in ((None, 401), (Role.INTEGRATOR, 403), (Role.ADMIN, 403), (Role.AUDITOR, 200), (Role.UNIT, 200)):
        assert (await opened(gateway, ref, file["id"], role)).status_code == status, role
    path = f"/v1/alerts/{ref}/attachments"
    for where in (path, f"{path}/{file['id']}?reason=x"):
        assert (await gateway.ask("GET", where, Role.UNIT, unit="bundi")).status_code == 404


async def test_a_file_of_another_case_or_of_none_is_not_found(gateway: Gateway) -> None:
    coded = "data:text/plain;base64,aGVsbG8gaGVsbG8gaGVsbG8="
    ref, other = await gateway.raise_alert(media=[coded]), await gateway.raise_alert(media=[coded])
    (file,) = await listed(gateway, other)
    for wrong in (file["id"], file["id"][:-1] + "7", "nothing", "00000000-0000-4000-8000-000000000000.0"):
        assert (await opened(gateway, ref, wrong)).status_code == 404
    assert await gateway.audit("alert.open_file") == []


async def test_the_page_lists_the_files_and_opens_one_behind_the_pin(gateway: Gateway) -> None:
    ref, (page,) = await gateway.paged(media=["data:image/png;base64," + base64.b64encode(PNG).decode()])
    (file,) = await listed(gateway, ref)
    before = await gateway.client.get(f"/a/{page.token}")
    assert file["id"] not in before.text
    shown = await gateway.answer_link(page)
    assert f'value="{file["id"]}"' in shown.text
    form = {"pin": page.pin, "file": file["id"], "why": "find"}
    for wrong in ({**form, "pin": ""}, {**form, "pin": "000000"}):
        answer = await gateway.client.post(f"/a/{page.token}/file", data=wrong)
        assert (answer.status_code, PNG in answer.content) == (403, False)
    answer = await gateway.client.post(f"/a/{page.token}/file", data=form)
    assert (answer.status_code, answer.content) == (200, PNG)
    assert answer.headers["content-disposition"].startswith("attachment")
    assert (await gateway.typed("alert.open_file"))[-1].startswith("to recognise the person or the place")
    missing = await gateway.client.post(f"/a/{page.token}/file", data={**form, "file": "x"})
    assert missing.status_code == 422
    assert "could not be opened" in missing.text


async def test_the_desk_opens_the_file_of_a_held_mail(gateway: Gateway) -> None:
    ref, page = await held_mail(gateway)
    assert await listed(gateway, ref) == []
    assert 'id="files"' not in (await gateway.client.post(f"/a/{page.token}", data={"pin": page.pin, "look": "1"})).text


async def test_the_desk_merges_with_one_click_and_no_other_post_can(gateway: Gateway) -> None:
    phone = {"phones": ["+91 55555 83838"]}
    subjects = [{"user_id": f"91000001107{n}", **phone} for n in range(2)]
    (one, pages), (two, (desk,)) = [await gateway.paged(UNKNOWN, subject=each) for each in subjects]
    shown = await gateway.client.post(f"/a/{desk.token}", data={"pin": desk.pin, "look": "1"})
    assert f'value="{one}"' in shown.text
    assert "telephone number" in shown.text
    third, (unit,) = await gateway.paged(subject={"user_id": "910000011079", **phone})
    told = await gateway.answer_link(unit)
    assert one in told.text
    assert f'value="{one}"' not in told.text
    refused = await gateway.client.post(f"/a/{unit.token}/merge", data={"pin": unit.pin, "case": one})
    assert refused.status_code == 403
    done = await gateway.client.post(f"/a/{desk.token}/merge", data={"pin": desk.pin, "case": one})
    assert "The two cases are one now" in done.text
    views = [await gateway.view(ref) for ref in (one, two)]
    assert [each["merged_into"] for each in views] in ([two, None], [None, one])
    unknown = await gateway.client.post(
        f"/a/{pages[0].token}/merge", data={"pin": pages[0].pin, "case": "RJ-2026-999999"}
    )
    assert unknown.status_code in {200, 422}
    assert third not in (views[0]["merged"] + views[1]["merged"])
