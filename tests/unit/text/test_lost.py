"""What is said to be lost of a text: controls and half pairs that are not in what was read of it."""

from abhay.domain.text import lost


def test_what_was_lost_of_a_text_is_seen() -> None:
    assert lost("a\x00b", "ab")
    assert lost("a\ud800")
    assert not lost("a\x07b", "a\x07b")
    assert not lost("a\n\u200db", "ab")
    assert not lost("नमस्ते")
