"""What the gateway and the telephone share: a SIP endpoint without a sound card, on a free port of loopback.

PJSIP is used in one thread alone, the one that calls `turn`: nothing of it may be touched from another.
"""

import heapq
import itertools
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import pjsua2 as pj

_TURN_MS = 20


class SipEndpoint:
    """The endpoint, and what it is to do later."""

    def __init__(self) -> None:
        self._endpoint = pj.Endpoint()
        self._endpoint.libCreate()
        self._endpoint.libInit(_config())
        self._endpoint.audDevManager().setNullDev()
        transport = pj.TransportConfig()
        transport.boundAddress = transport.publicAddress = "127.0.0.1"
        id_ = self._endpoint.transportCreate(pj.PJSIP_TRANSPORT_UDP, transport)
        self.address = self._endpoint.transportGetInfo(id_).localAddress
        self._endpoint.libStart()
        for codec in self._endpoint.codecEnum2():
            self._endpoint.codecSetPriority(codec.codecId, 255 if codec.codecId.startswith("PCMA") else 0)
        self._later: list[tuple[float, int, Callable[[], object]]] = []
        self._order = itertools.count()
        self._accounts: list[pj.Account] = []

    def account(self, account: pj.Account) -> pj.Account:
        """Opens an account that registers nowhere."""
        config = pj.AccountConfig()
        config.idUri = f"sip:abhay@{self.address}"
        config.mediaConfig.transportConfig.boundAddress = "127.0.0.1"
        config.mediaConfig.transportConfig.publicAddress = "127.0.0.1"
        account.create(config)
        self._accounts.append(account)  # PJSIP closes what Python forgets
        return account

    def end(self) -> NoReturn:
        """Ends the process at once: PJSIP aborts where Python destroys calls that are over."""
        os._exit(0)

    def later(self, seconds: float, what: Callable[[], object]) -> None:
        """Does something after so many seconds."""
        heapq.heappush(self._later, (time.monotonic() + seconds, next(self._order), what))

    def turn(self) -> None:
        """Handles what has come, and does what is due."""
        self._endpoint.libHandleEvents(_TURN_MS)
        while self._later and self._later[0][0] <= time.monotonic():
            heapq.heappop(self._later)[2]()


def sound_of(call: pj.Call) -> pj.AudioMedia | None:
    """Returns the sound of a call, None before it has any."""
    info = call.getInfo()  # held: its list ends with it
    for index, media in enumerate(info.media):
        if media.type == pj.PJMEDIA_TYPE_AUDIO and media.status == pj.PJSUA_CALL_MEDIA_ACTIVE:
            return call.getAudioMedia(index)
    return None


def player_of(wav: Path) -> pj.AudioMediaPlayer:
    """Returns what plays a file once."""
    player = pj.AudioMediaPlayer()
    player.createPlayer(str(wav), pj.PJMEDIA_FILE_NO_LOOP)
    return player


def _config() -> pj.EpConfig:
    config = pj.EpConfig()
    config.logConfig.level = config.logConfig.consoleLevel = 0
    config.uaConfig.threadCnt = 0
    config.uaConfig.mainThreadOnly = True
    config.medConfig.clockRate = config.medConfig.sndClockRate = 8000
    config.medConfig.noVad = True
    config.medConfig.ecTailLen = 0
    return config
