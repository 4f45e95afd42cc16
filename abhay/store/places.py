"""Districts and their police units by name, for people who choose one."""

from dataclasses import dataclass

from sqlmodel import col, select

from abhay.store.database import Database
from models.tables import District, PoliceUnit


@dataclass(frozen=True)
class DistrictUnits:
    """A district and the police units in it, both by their English names' order."""

    district: District
    units: tuple[PoliceUnit, ...]


async def districts_with_units(database: Database) -> tuple[DistrictUnits, ...]:
    """Every district of the State with its police units, railway police included."""
    async with database.transaction() as session:
        districts = (await session.exec(select(District).order_by(col(District.name_en)))).all()
        units = (await session.exec(select(PoliceUnit).order_by(col(PoliceUnit.name_en)))).all()
    return tuple(
        DistrictUnits(each, tuple(unit for unit in units if unit.district_id == each.id)) for each in districts
    )
