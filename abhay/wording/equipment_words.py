"""What cases' runs lack in Prefect, in both languages: for the desk's notices, and in English for the terminal."""

from collections.abc import Mapping, Sequence
from typing import Final

from abhay.domain.equipment import Lack, Need, can_be_met
from abhay.wording.notices import Found, say_found
from abhay.wording.words import Bilingual

LACKS: Final[Mapping[Need, Bilingual]] = {
    Need.ANSWER: Bilingual(hi="प्रीफ़ेक्ट उत्तर नहीं दे रहा है", en="Prefect does not answer"),
    Need.PASSWORD: Bilingual(hi="प्रीफ़ेक्ट हमारा पासवर्ड नहीं मानता", en="Prefect wants another password"),
    Need.DATABASE: Bilingual(hi="प्रीफ़ेक्ट अपने डेटाबेस तक नहीं पहुँच रहा है", en="Prefect cannot reach its own database"),
    Need.TABLES: Bilingual(hi="प्रीफ़ेक्ट के डेटाबेस में उसकी तालिकाएँ नहीं हैं", en="Prefect's database does not have its tables"),
    Need.POOL: Bilingual(hi="वर्क पूल {name} नहीं है", en="the work pool {name} is missing"),
    Need.POOL_PAUSED: Bilingual(hi="वर्क पूल {name} रोका गया है", en="the work pool {name} is paused"),
    Need.POOL_LIMIT: Bilingual(hi="वर्क पूल {name} की सीमा 0 है", en="the work pool {name} has the limit 0"),
    Need.QUEUE: Bilingual(hi="वर्क क्यू {name} नहीं है", en="the work queue {name} is missing"),
    Need.QUEUE_PAUSED: Bilingual(hi="वर्क क्यू {name} रोकी गई है", en="the work queue {name} is paused"),
    Need.QUEUE_LIMIT: Bilingual(hi="वर्क क्यू {name} की सीमा 0 है", en="the work queue {name} has the limit 0"),
    Need.DEPLOYMENT: Bilingual(hi="डिप्लॉयमेंट {name} नहीं है", en="the deployment {name} is missing"),
    Need.DEPLOYMENT_PAUSED: Bilingual(hi="डिप्लॉयमेंट {name} रोका गया है", en="the deployment {name} is paused"),
    Need.DEPLOYMENT_LIMIT: Bilingual(
        hi="डिप्लॉयमेंट {name} पर एक साथ चलने की सीमा लगी है", en="the deployment {name} has a concurrency limit"
    ),
    Need.DEPLOYMENT_QUEUE: Bilingual(
        hi="डिप्लॉयमेंट {name} हमारे वर्क पूल में नहीं है", en="the deployment {name} is not in our work pool"
    ),
    Need.TAG_LIMIT: Bilingual(hi="टैग {name} की सीमा 0 है", en="the tag {name} has the limit 0"),
}

PUT_RIGHT_TITLE: Final = Bilingual(hi="प्रीफ़ेक्ट की सेटिंग ठीक की गई", en="a setting in Prefect was put right")

_PUT_RIGHT: Final = Bilingual(
    hi="प्रीफ़ेक्ट में किसी ने ऐसा बदलाव किया जो सूचनाओं का काम रोकता है, और अभय ने उसे वापस चालू कर दिया: {found}। "
    "सूचनाएँ ली और भेजी जा रही हैं। यदि अभय को जान-बूझकर रोकना हो, तो तकनीकी टीम से कहें; प्रीफ़ेक्ट में रोकने से वह नहीं रुकता।",
    en="Somebody changed something in Prefect that stops the work on alerts, and Abhay has undone it: {found}. Alerts "
    "are taken in and sent. If Abhay is to be stopped on purpose, please ask the technical team; a pause in Prefect "
    "does not stop it.",
)


def words_of(lack: Lack) -> Bilingual:
    """Returns what is missing."""
    words = LACKS[lack.need]
    return Bilingual(hi=words.hi.format(name=lack.name), en=words.en.format(name=lack.name))


def findings(missing: Sequence[Lack]) -> list[Found]:
    """Returns what is missing as findings for the desk; the names of the parts concerned are news where they are new.

    A server that cannot be asked, or has no tables, goes through several of these states while it starts: none is news.
    """
    named = can_be_met(missing) and not any(lack.need is Need.TABLES for lack in missing)
    return [Found(words_of(lack), f"{lack.need} {lack.name}" if named else "") for lack in missing]


def in_words(missing: Sequence[Lack]) -> Bilingual:
    """Returns the first findings in one sentence, and how many more there are."""
    return say_found(findings(missing)) or Bilingual.same("")


def put_right(undone: Sequence[Lack]) -> Bilingual:
    """Returns the sentence that tells the desk what a person had set and we have undone."""
    found = in_words(undone)
    return Bilingual(hi=_PUT_RIGHT.hi.format(found=found.hi), en=_PUT_RIGHT.en.format(found=found.en))
