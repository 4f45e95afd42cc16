"""Checks of what answers and of what was entered: database, Prefect, contacts, channels, the desk."""

import os

from pydantic import SecretStr

from abhay.adapters.channels.registry import build_channels, known_channels
from abhay.adapters.engine.prefect import PrefectEngine
from abhay.adapters.engine.prefect_api import PrefectAccess, PrefectApi
from abhay.adapters.postgres.urls import database_urls
from abhay.adapters.processes.environment import has_prefect_password
from abhay.adapters.store.db.plain import FAILED, plain_connection
from abhay.adapters.store.db.preparation import newest_revision, require_known, revision
from abhay.adapters.store.db.unavailable import UNREACHABLE, state_of
from abhay.adapters.store.directory.contacts import channels_by_post, contact_gaps
from abhay.adapters.store.directory.policies import PolicyLocked
from abhay.adapters.store.intake.probe import try_write
from abhay.adapters.store.log.living import working_parts
from abhay.adapters.store.messages.health import open_breakers
from abhay.adapters.store.views.figures import read_standing
from abhay.domain.equipment import Need
from abhay.domain.messages.channel_kinds import SIDE_WAYS
from abhay.entrypoints.doctor.checks import IMPORT, PATIENCE, START, Check, Verdict, in_earnest, our_database, some_of
from abhay.errors import AbhayError
from abhay.services.admin.contacts import unreachable_channels
from abhay.settings import Settings
from abhay.wording.equipment_words import in_words
from abhay.wording.notices import name_some

OUTBOX = "outbox"

LONGEST_IDLE = 60.0
"""Seconds for which a forgotten transaction may hold up others, at the very most."""

_IDLE = "idle_in_transaction_session_timeout"
_WHY = {"25006": "it is read-only", "53100": "its disk is full", "55P03": "a program has locked it"}


async def database(settings: Settings) -> Check:
    """Checks that our database answers, has this version's tables, and takes what is written.

    Raises `NewerSchema` for a newer one's.
    """
    found = await revision(url := database_urls(settings).abhay)
    await require_known(url)
    if found != (wanted := newest_revision()):
        todo = "start the system (`abhay up`), or run `abhay db upgrade`"
        return Check("database", Verdict.FAIL, f"at revision {found or 'none'}, not {wanted}", todo)
    async with our_database(settings) as ours:
        try:
            await try_write(ours)
        except UNREACHABLE as error:
            says = f"answers, but takes nothing: {_why(error)}"
            return Check("database", Verdict.FAIL, says, "no alert is taken in now: mend it before all else")
    return Check("database", Verdict.OK, f"answers and can be written, at revision {found}")


def _why(error: BaseException) -> str:
    if isinstance(error, PolicyLocked):
        return "a program has locked the policy in force, under which every alert is stored"
    return _WHY.get(state_of(error), str(error).splitlines()[0])


async def forgotten_transactions(settings: Settings) -> Check:
    """Checks that the database ends sessions that stand idle in a transaction, whoever began it."""
    name = "forgotten transactions"
    async with plain_connection(database_urls(settings).abhay) as connection:
        rows = await connection.fetch(f"SELECT setting FROM pg_settings WHERE name = '{_IDLE}'")  # noqa: S608  a constant
    seconds = int(rows[0][0]) / 1000
    if 0 < seconds <= LONGEST_IDLE:
        return Check(name, Verdict.OK, f"ended by the database after {seconds:.0f} s")
    says = f"ended after {seconds:.0f} s" if seconds else "never ended"
    todo = f"set {_IDLE} to 10s in the database (docs/howto/production.md)"
    return Check(name, Verdict.WARN, f"{says}: one that somebody forgets can hold up alerts and cases", todo)


async def prefect(settings: Settings) -> Check:
    """Checks that Prefect answers, accepts our password, and holds what cases' runs need."""
    api = PrefectApi(settings.prefect_url, _prefect_access())
    if lacks := await PrefectEngine(api).lacks(PATIENCE - 1):
        return Check("prefect", Verdict.FAIL, in_words(lacks).en, await _todo(lacks[0].need, settings))
    return Check("prefect", Verdict.OK, f"Prefect {await api.get('/admin/version')} at {settings.prefect_url}")


def _prefect_access() -> PrefectAccess:
    """Returns the access of Prefect's clients; the embedded server's own password is theirs too."""
    access, password = PrefectAccess(), os.environ.get("PREFECT_SERVER_API_AUTH_STRING")
    if access.auth_string or not password:
        return access
    return access.model_copy(update={"auth_string": SecretStr(password)})


async def _todo(need: Need, settings: Settings) -> str:
    """Returns what to do about the first thing that is missing."""
    if need == Need.PASSWORD:
        return "set PREFECT_SERVER_API_AUTH_STRING"
    if need in (Need.DATABASE, Need.ANSWER):
        return f"see prefect.log in the home; {await _meanwhile(settings)}"
    if need == Need.TABLES and settings.prefect_api_url is not None:
        return "run `prefect server database upgrade -y` beside that server, then `abhay deploy`"
    keeper = "worker" if _shows_life(settings) else "watcher"
    return f"the {keeper} puts it right within a minute; by hand: `abhay deploy`"


async def _meanwhile(settings: Settings) -> str:
    """Returns what becomes of alerts without Prefect."""
    try:
        async with our_database(settings) as ours:
            working = await working_parts(ours)
    except (AbhayError, OSError, *UNREACHABLE):
        working = set[str]()
    if {"gateway", "watcher"} <= working:
        return "alerts are taken and escalated meanwhile"
    return f"alerts are not taken and escalated either: {START}"


async def movers(settings: Settings) -> Check:
    """Checks that gateway, worker and watcher work, by the signs of life that they leave in our database."""
    expected = [part for part in ("gateway", "worker", "watcher") if part != "worker" or _shows_life(settings)]
    async with our_database(settings) as ours:
        working = await working_parts(ours)
    missing = [part for part in expected if part not in working]
    if not missing:
        return Check("movers", Verdict.OK, f"{', '.join(expected)} work")
    alone = missing == expected
    todo = START if alone else f"see {', '.join(f'{part}.log' for part in missing)} in the home"
    says = "nothing of Abhay runs" if alone else f"no sign of life: {', '.join(missing)}"
    return Check("movers", Verdict.FAIL, says, todo)


def _shows_life(settings: Settings) -> bool:
    """Returns whether the worker leaves signs of life: Prefect's own kinds are known to Prefect alone."""
    return settings.worker_type == "abhay"


async def prefect_password(settings: Settings) -> Check:
    """Checks that not everybody who reaches Prefect's port acts as Abhay."""
    if has_prefect_password():
        return Check("prefect password", Verdict.OK, "there is one")
    says = "none: whoever reaches Prefect's port acts as Abhay"
    verdict = Verdict.FAIL if settings.worker_type == "process" else Verdict.WARN
    return Check("prefect password", verdict, says, "set PREFECT_SERVER_API_AUTH_STRING=user:password")


async def cases(settings: Settings) -> Check:
    """Checks that no case stands still, and that no step is overdue."""
    async with our_database(settings) as ours:
        standing = await read_standing(ours)
    if standing.still:
        todo = "phone the police units of these cases now, then see worker.log and watcher.log in the home"
        return Check("cases", Verdict.FAIL, f"stand still: {', '.join(name_some(standing.still))}", todo)
    if standing.overdue:
        return Check("cases", Verdict.FAIL, "a step is overdue", f"{START}; see worker.log and watcher.log in the home")
    return Check("cases", Verdict.OK, "every open case is on time")


async def contacts(settings: Settings) -> Check:
    """Checks that every post that the policy would page can be reached, and on channels that are set up."""
    async with our_database(settings) as ours:
        gaps = await contact_gaps(ours)
        off = await unreachable_channels(ours, build_channels(settings))
    if off:
        return Check("contacts", Verdict.FAIL, some_of([*off, *gaps]), "set the channel up, or import other contacts")
    if not gaps:
        return Check("contacts", Verdict.OK, "every post has somebody")
    return Check("contacts", Verdict.FAIL, some_of(gaps), IMPORT)


async def channels(settings: Settings) -> Check:
    """Checks that the configured channels work, and that a real installation reaches no post by files alone."""
    built = build_channels(settings)
    if built.problems:
        says = some_of([f"{name}: {problem}" for name, problem in built.problems.items()])
        return Check("channels", Verdict.FAIL, says, "mend the settings that begin with ABHAY_CHANNELS__")
    names = ", ".join(sorted(built))
    if failing := await _failing(settings):
        says = f"nothing goes out any more on {', '.join(failing)}: the last messages failed"
        return Check("channels", Verdict.FAIL, says, "see the errors in watcher.log and worker.log; phone the posts")
    if not in_earnest(settings):
        return Check("channels", Verdict.OK, f"{names}; only this machine is served")
    async with our_database(settings) as ours:
        by_post = await channels_by_post(ours)
    alone = [place for place, ways in by_post.items() if ways == {OUTBOX}]
    if alone:
        says = f"told by files in the outbox alone: {some_of(sorted(alone))}"
        others = " or ".join(sorted(known_channels() - {OUTBOX}))
        return Check("channels", Verdict.WARN, says, f"{IMPORT} with an address of {others} for each")
    if beside := sorted(place for place, ways in by_post.items() if ways <= {OUTBOX, *SIDE_WAYS}):
        says = f"reached by {' or '.join(SIDE_WAYS)} alone, which may fail without a word: {some_of(beside)}"
        return Check("channels", Verdict.WARN, says, f"{IMPORT} with a telephone or a mail address for each")
    return Check("channels", Verdict.OK, names)


async def providers(settings: Settings) -> Check:
    """Checks that no provider is avoided because it failed or refuses our account."""
    async with our_database(settings) as ours:
        down = [f"{name}: {breaker.reason}" for name, breaker in sorted((await open_breakers(ours)).items())]
    if down:
        return Check("providers", Verdict.FAIL, f"avoided: {some_of(down)}", "see credit, keys and network of each")
    return Check("providers", Verdict.OK, "none is avoided")


async def _failing(settings: Settings) -> tuple[str, ...]:
    """Returns the channels that fail; none while our database cannot tell, which is another check's line."""
    try:
        async with our_database(settings) as ours:
            return (await read_standing(ours)).failing
    except (AbhayError, OSError, *UNREACHABLE, *FAILED):
        return ()


async def desk(settings: Settings) -> Check:
    """Checks that officers, and another State's police, can phone the desk."""
    if settings.desk.call_back:
        return Check("desk", Verdict.OK, f"called back at {settings.desk.call_back}")
    says = "no message, page or packet names the desk's telephone: they name 112"
    verdict = Verdict.WARN if in_earnest(settings) else Verdict.OK
    return Check("desk", verdict, says, "set ABHAY_DESK__CALL_BACK")
