"""All reports, in the order they are offered."""

from server.reports import (
    activity,
    attainment,
    box,
    contact_rate,
    conversion,
    cost,
    cracks,
    discipline,
    forecast,
    inbound,
    marketing,
    missed,
    persistence,
    quality,
    refusals,
    review,
    silence,
    speed,
    win_loss,
)
from server.reports.tables import Report

REPORTS: dict[str, Report] = {
    room.REPORT.name: room.REPORT
    for room in (
        box,
        contact_rate,
        inbound,
        cracks,
        missed,
        silence,
        speed,
        attainment,
        conversion,
        win_loss,
        cost,
        forecast,
        review,
        activity,
        persistence,
        discipline,
        quality,
        marketing,
        refusals,
    )
}
