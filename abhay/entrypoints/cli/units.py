"""`abhay units …`: the police units by id and name."""

from typing import Annotated

import typer

from abhay.adapters.store.directory.contacts import list_units
from abhay.entrypoints.cli.support import AsJson, print_json, print_table, with_runtime
from abhay.services.runtime import Runtime
from models.views import UnitView

app = typer.Typer(help="Police units.", no_args_is_help=True)


@app.callback()
def units() -> None:
    """Police units."""


@app.command("list")
def list_(
    search: Annotated[str, typer.Argument(help="Only units with this in their id, name or district.")] = "",
    as_json: AsJson = False,
) -> None:
    """List the police units: id, name in Hindi and English, district."""

    async def work(runtime: Runtime) -> list[UnitView]:
        return await list_units(runtime.database)

    found = [each for each in with_runtime(work) if _has(each, search)]
    if as_json:
        print_json({"units": [each.model_dump(mode="json") for each in found]})
        return
    rows = ((each.unit, each.name_hi, each.name_en, each.district, each.unit_type) for each in found)
    print_table(("unit", "name (hi)", "name (en)", "district", "type"), rows)


def _has(unit: UnitView, search: str) -> bool:
    wanted = search.casefold()
    return any(wanted in value.casefold() for value in (unit.unit, unit.name_hi, unit.name_en, unit.district))
