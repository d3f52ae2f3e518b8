"""Phones: pairing by QR, the list, taking one out of use. HTTP only."""

from typing import Any

from server.auth import enrolment, registry
from server.auth.access import by_password, current_actor, public, signed_in
from server.auth.devices import Installation
from server.auth.schemas import Claim, Claimed, Device, Enrolment, EnrolmentWish, Registered, Registration
from server.core import org
from server.core.api import Blueprint, client_address
from server.core.db import reading
from server.core.limits import SIGN_IN, limiter

blueprint = Blueprint("devices", __name__, url_prefix="/api/v1", description="Phones and how they are paired")


@blueprint.get("/devices")
@blueprint.response(200, Device(many=True))
@signed_in
def devices() -> list[dict[str, Any]]:
    """One's own devices; with `admin:devices` also those within reach."""
    return registry.listed(current_actor())


@blueprint.post("/devices")
@blueprint.arguments(Registration)
@blueprint.response(201, Registered)
@by_password
def register(body: dict[str, Any]) -> dict[str, str]:
    """Register the browser one is signed in with, so that it may work offline."""
    installation = Installation(**body)
    return {"device_id": installation.device_id, "token": registry.register(current_actor(), installation)}


@blueprint.delete("/devices/<id:device_id>")
@blueprint.response(204)
@signed_in
def revoke(device_id: str) -> None:
    """Take a device out of use, at once."""
    registry.revoke(current_actor(), device_id)


@blueprint.post("/enrolments")
@blueprint.arguments(EnrolmentWish)
@blueprint.response(201, Enrolment)
@signed_in
def offer(body: dict[str, str]) -> dict[str, Any]:
    """A fifteen-minute code for one phone, with its QR."""
    return enrolment.offer(current_actor(), body["user_id"])


@blueprint.post("/enrolments/claim")
@limiter.limit(SIGN_IN)
@blueprint.arguments(Claim)
@blueprint.response(201, Claimed)
@public
def claim(body: dict[str, Any]) -> dict[str, Any]:
    """Pair the phone that holds the code."""
    code = body.pop("code")
    token, user = enrolment.claim(code, Installation(**body), client_address())
    with reading() as connection:
        return {"device_id": body["device_id"], "token": token, "user": user, "org": org.find(connection)}
