"""`/v1/providers`: how each channel and gateway fares."""

from fastapi import APIRouter, Depends

from abhay.entrypoints.gateway.access import allowed_to
from abhay.entrypoints.gateway.context import InContext
from abhay.entrypoints.gateway.documented import refusals
from abhay.services.admin.providers import ProvidersView, providers
from models.actors import Act

router = APIRouter(tags=["directory"], responses=refusals())


@router.get("/v1/providers", dependencies=[Depends(allowed_to(Act.READ_PROVIDERS))])
async def every_provider(context: InContext) -> ProvidersView:
    """How each provider fares: the state of its breaker and why, its last success and failure; no addresses."""
    return await providers(context.runtime)
