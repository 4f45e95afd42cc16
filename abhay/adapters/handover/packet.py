"""The facts of a packet in both languages, for every form of it: sections of facts, each with a stable key."""

from dataclasses import dataclass
from datetime import datetime

from abhay.wording import words
from abhay.wording.words import Bilingual, EvidenceWords
from models.enums import Severity, Trust
from models.payloads import Position
from models.views import Revealed


@dataclass(frozen=True)
class Desk:
    """The desk that hands over, and how to call it back; `cap_sender` is its name in CAP."""

    name: Bilingual
    call_back: str | None
    email: str | None
    cap_sender: str


@dataclass(frozen=True)
class Whereabouts:
    """Where to look for the person: the other State, and the district and point if a position gives them."""

    state: Bilingual
    district: str | None = None
    position: Position | None = None


@dataclass(frozen=True)
class Packet:
    """One packet; `earlier` holds number and time of the machine-readable packets that this one updates."""

    ref: str
    number: int
    at: datetime
    drill: bool
    severity: Severity
    trust: Trust
    source: str
    received_at: datetime
    posted_at: datetime | None
    place: Whereabouts
    evidence: tuple[EvidenceWords, ...]
    revealed: Revealed
    desk: Desk
    earlier: tuple[tuple[int, datetime], ...] = ()

    @property
    def name(self) -> str:
        """The packet's name: the case's ref and the packet's number."""
        return f"{self.ref}.{self.number}"

    @property
    def headline(self) -> Bilingual:
        """The subject in one line, without the person."""
        risk, state = words.SEVERITY[self.severity], self.place.state
        return Bilingual(
            hi=f"{words.WELFARE_CHECK.hi} {self.ref}: संकट में व्यक्ति, {risk.hi}, {state.hi}",
            en=f"{words.WELFARE_CHECK.en} {self.ref}: person in distress, {risk.en}, {state.en}",
        )

    @property
    def request(self) -> Bilingual:
        """The request to the receiver."""
        return REQUEST

    @property
    def call_back(self) -> Bilingual:
        """The instructions for confirming the receipt."""
        ways = ", ".join(way for way in (self.desk.call_back, self.desk.email) if way)
        if not ways:
            return Bilingual(
                hi=f"कृपया प्राप्ति की पुष्टि उसी को करें जिससे यह मिला है, प्रकरण संख्या {self.ref} के साथ।",
                en=f"Please confirm the receipt to whoever gave you this, with the reference {self.ref}.",
            )
        return Bilingual(
            hi=f"कृपया प्राप्ति की पुष्टि करें: {self.desk.name.hi}, {ways}, प्रकरण संख्या {self.ref}।",
            en=f"Please confirm the receipt: {self.desk.name.en}, {ways}, reference {self.ref}.",
        )

    @property
    def confidence(self) -> Bilingual:
        """The note on who may read the packet, and why."""
        state = self.place.state
        return Bilingual(
            hi=f"गोपनीय: केवल {state.hi} की पुलिस के लिए। व्यक्ति की जानकारी केवल सहायता हेतु उपयोग करें "
            "(मानसिक स्वास्थ्य देखरेख अधिनियम 2017, धारा 23 और 24); समाचार माध्यमों को न दें।",
            en=f"Confidential: for the police of {state.en} alone. Use the person's data for the welfare check only "
            "(Mental Healthcare Act 2017, sections 23 and 24); give nothing of it to the media.",
        )


REQUEST = Bilingual(
    hi="कृपया व्यक्ति तक तुरंत पहुँचें, सुरक्षा सुनिश्चित करें और परिवार को सूचित करें। यह केवल सहायता का प्रकरण है: मानसिक "
    "स्वास्थ्य देखरेख अधिनियम 2017 की धारा 115 गंभीर तनाव मानती है। आवश्यकता हो तो निकटतम सरकारी स्वास्थ्य केंद्र ले जाएँ।",
    en="Please reach the person at once, see that they are safe, and tell the family. This is a welfare check: section "
    "115 of the Mental Healthcare Act 2017 presumes severe stress. If needed, take them to the nearest public health "
    "establishment.",
)
