"""Health for the watchman: can we reach both databases, and does the clean-up run? No numbers of people."""

from __future__ import annotations

from datetime import timedelta

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from gesprek.kluis.opruimen import TAAK
from gesprek.models import Onderhoud, Wissing

# The clean-up runs every hour; a day late is a fault somebody must look at.
_TE_LAAT = timedelta(hours=26)


@login_not_required
@require_safe
def gezond(request: HttpRequest) -> JsonResponse:
    """200 when all is well, else 503; says which of the two is not."""
    try:
        Wissing.objects.exists()
        gelukt_op = Onderhoud.objects.filter(taak=TAAK).values_list("gelukt_op", flat=True).first()
    except DatabaseError:
        return _antwoord(503, database="weg", opruimen="onbekend")
    op_tijd = gelukt_op is not None and timezone.now() - gelukt_op < _TE_LAAT
    return _antwoord(200 if op_tijd else 503, database="goed", opruimen="goed" if op_tijd else "te laat")


def _antwoord(status: int, **stand: str) -> JsonResponse:
    return JsonResponse(stand, status=status, headers={"Cache-Control": "no-store"})
