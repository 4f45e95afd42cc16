"""Answers to an alert: what is new is the message, wherever it stands, and whatever it quotes."""

import pytest

from abhay.adapters.sources.mail.texts.quotes import parts_of, without_signature
from models.enums import Trust

ALERT = (
    "Case reference: SYN-2026-000400\nPlatform: Instagram (story)\n\n--- Content ---\nab mann nahi lagta\n"
    "--- Account details ---\nName: Synthetic Aarav\nUser ID: 9100000000400\nPhone: +91 55555 00400\n"
    "Address: Talwandi, Kota, Rajasthan 324005\n"
)
QUOTED = "".join(f"> {line}\n" for line in ALERT.splitlines())
GMAIL = "On Sun, 29 Nov 2026 at 13:12, Meta Safety Escalations\n<escalations@meta-partner.example> wrote:\n\n"
HINDI = "रवि, 29 नव॰ 2026 को 13:12 बजे को Meta Safety <escalations@meta-partner.example> ने लिखा:\n"
OUTLOOK = (
    "________________________________\nFrom: Meta Safety <escalations@meta-partner.example>\n"
    "Sent: Sunday, November 29, 2026 1:12 PM\nTo: Desk <abhay-desk@kota-police.example>\nSubject: Alert\n\n"
)
ANSWER = "Subject: Re: Alert SYN-2026-000400\r\n"
NEWS = "He now writes that he is at Jodhpur railway station.\nNew phone +91 55555 00409. Please hurry."

HALVES = "".join(QUOTED.splitlines(keepends=True)[:2]), "".join(QUOTED.splitlines(keepends=True)[2:])

SHAPES = {
    "above": f"{NEWS}\n\n{GMAIL}{QUOTED}",
    "above, in Hindi": f"{NEWS}\n\n{HINDI}{QUOTED}",
    "above, close": f"{NEWS}\n{GMAIL}{QUOTED}",
    "below": f"{GMAIL}{QUOTED}\n{NEWS}\n",
    "between": f"{GMAIL}{HALVES[0]}\n{NEWS}\n\n{HALVES[1]}",
    "outlook": f"{NEWS}\n\n{OUTLOOK}{ALERT}",
    "original message": f"{NEWS}\n\n-----Original Message-----\n{OUTLOOK.split(chr(10), 1)[1]}{ALERT}",
    "from a telephone": f"{NEWS}\n\nSent from my iPhone\n\n> On 29 Nov 2026, at 1:12 PM, Meta <a@b.example> wrote:\n{QUOTED}",
    "signed": f"{NEWS}\n\nRegards,\nSynthetic Agent\nMobile: +91 55555 09999\n\n{GMAIL}{QUOTED}",
}


@pytest.fixture
def answer(read_mail, mail):
    def read(text, extra=ANSWER, **options):
        return read_mail(mail(text, extra=extra, **options))

    return read


@pytest.mark.parametrize("shape", SHAPES)
def test_new_words_are_the_message_wherever_they_stand(answer, shape):
    payload = answer(SHAPES[shape])

    assert payload.external_id == "SYN-2026-000400"
    assert payload.note == NEWS
    assert payload.subject.phones == ("+915555500409", "+91 55555 00400")
    assert payload.subject.display_name == "Synthetic Aarav"
    assert payload.content.text == "ab mann nahi lagta"


@pytest.mark.parametrize("shape", SHAPES)
def test_a_second_answer_is_another_event_and_the_same_words_are_not(answer, shape):
    first, again = answer(SHAPES[shape]), answer(SHAPES[shape], extra=f"{ANSWER}Message-ID: <x@a.example>\r\n")
    other = answer(SHAPES[shape].replace("Jodhpur", "Nagaur"))
    alert = answer(ALERT, extra="Subject: Alert\r\n")

    assert first.event_key == again.event_key
    assert len({first.event_key, other.event_key, alert.event_key}) == 3


def test_when_it_was_answered_is_no_news(answer):
    later = SHAPES["above"].replace("13:12", "13:13")

    assert answer(later).event_key == answer(SHAPES["above"]).event_key


def test_a_word_below_a_quote_without_marks_makes_another_event(answer):
    one = answer(f"{OUTLOOK}{ALERT}\nHe is at the station now.\n")
    two = answer(f"Update.\n{OUTLOOK}{ALERT}\nHe is at the bridge now.\n")
    three = answer(f"Update.\n{OUTLOOK}{ALERT}\nHe is at the station now.\n")

    assert len({one.event_key, two.event_key, three.event_key}) == 3


def test_labelled_values_above_an_answered_alert_count_first(answer):
    payload = answer(f"Update:\nCurrent city: Nagaur\nPhone: +91 55555 00402\n\n{OUTLOOK}{ALERT}")

    assert payload.subject.city == "Nagaur"
    assert payload.subject.phones == ("+91 55555 00402", "+91 55555 00400")
    assert payload.subject.address.pincode == "324005"
    assert payload.external_id == "SYN-2026-000400"


def test_the_card_of_whoever_answers_is_not_the_person(answer):
    head = (
        "Authentication-Results: mail.kota-police.example; spf=pass smtp.mailfrom=kota-police.example;"
        " dmarc=pass header.from=kota-police.example\r\nFrom: Officer <officer@kota-police.example>\r\n"
    )
    card = "Name: Inspector Synthetic\nMobile: +91 55555 09999\n"
    payload = answer(f"We look into it. My number is +91 55555 09998.\n{card}\n{GMAIL}{QUOTED}", head=head)

    assert payload.trust is Trust.FORWARDED
    assert payload.subject.phones == ("+91 55555 00400",)
    assert payload.subject.display_name == "Synthetic Aarav"


def test_an_answer_that_quotes_nothing_gives_its_number_too(answer):
    payload = answer(f"{NEWS}\n\nRegards,\nMobile: +91 55555 09999\n")

    assert payload.external_id == "SYN-2026-000400"
    assert "+915555500409" in payload.subject.phones


def test_an_answer_in_html_is_told_from_what_it_cites(answer):
    news = NEWS.replace("\n", "<br>")
    cited = ALERT.replace("\n", "<br>")
    gmail = (
        f'<div dir="ltr">{news}</div><br><div class="gmail_quote"><div class="gmail_attr">On Sun, 29 Nov 2026 at 13:12,'
        f' Meta &lt;a@b.example&gt; wrote:<br></div><blockquote class="gmail_quote" style="margin:0">{cited}</blockquote></div>'
    )
    apple = (
        f'<p>{news}</p><blockquote type="cite"><div>On 29 Nov 2026, Meta wrote:</div><div>{cited}</div></blockquote>'
    )
    outlook = (
        f"<p class=MsoNormal>{news}</p><div style='border-top:solid #E1E1E1 1.0pt'><p><b>From:</b> Meta<br>"
        f"<b>Sent:</b> Sunday<br><b>Subject:</b> Alert</p></div><p>{cited}</p>"
    )
    for html in (gmail, apple, outlook):
        payload = answer(html, content_type="text/html; charset=utf-8")
        assert payload.note == NEWS
        assert payload.subject.phones == ("+915555500409", "+91 55555 00400")
        assert payload.content.text == "ab mann nahi lagta"


def test_a_post_in_a_blockquote_is_no_cited_mail(answer):
    html = f"<p>{ALERT.replace('ab mann', '<blockquote>ab mann').replace('lagta', 'lagta</blockquote>')}</p>"
    payload = answer(html.replace("\n", "<br>"), extra="", content_type="text/html; charset=utf-8")

    assert payload.content.text == "ab mann nahi lagta"
    assert payload.note is None


def test_a_covering_note_is_an_event_and_its_number_nobodys(answer):
    note = "He called me from Bundi. My number: +91 55555 09999\n"
    passed_on = [answer(f"{text}\n{OUTLOOK}{ALERT}", extra="Subject: FW: Alert\r\n") for text in (note, "Please act.")]

    assert passed_on[0].event_key != passed_on[1].event_key
    assert passed_on[0].subject.phones == passed_on[1].subject.phones == ("+91 55555 00400",)


def test_words_that_only_look_like_an_answer_stay_in_the_post():
    post = "--- Content ---\nmaa wrote:\n> hello\nFrom: me\nSubject: x\n---\nName: Synthetic"

    assert parts_of(post).quoted == ""
    assert parts_of("He wrote: I am done.\nName: x").quoted == ""


@pytest.mark.parametrize("closing", ["Regards,", "Thanks & Regards", "सादर,", "--", "Sincerely"])
def test_a_signature_is_no_word(closing):
    assert without_signature(f"He is at Bundi.\n\n{closing}\nSynthetic Agent\n+91 55555 09999") == "He is at Bundi."
    assert without_signature(f"{closing}x\nHe is at Bundi.").endswith("He is at Bundi.")
