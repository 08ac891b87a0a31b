"""The whole way of a note: the professional shares, the lead reads and asks, the professional answers."""

from __future__ import annotations

from uuid import UUID

import pytest
from django.urls import reverse

from gesprek.models import Deling
from tests.hulp import Bezoeker, tekst
from tests.rollen import huisarts_met_gesprek
from tests.teams import deel, leider_bezoeker, maak_leider, maak_team, zet_klaar

pytestmark = pytest.mark.django_db(databases="__all__")
VRAAG = "Hoe begin ik dit gesprek?"
GEVOEL = "Ik voel me onrustig als Kees over zijn nichtje praat."


def gedeeld(**velden: str) -> tuple[Bezoeker, UUID, Bezoeker, UUID]:
    """(the professional, the gesprek, its lead, what was shared)."""
    team, code = maak_team()
    mieke = maak_leider(team)
    wie, gesprek = huisarts_met_gesprek()
    zet_klaar(wie, gesprek, VRAAG, gevoel_wat=GEVOEL)
    return wie, gesprek, leider_bezoeker(mieke), deel(wie, gesprek, code, **velden)


def test_a_note_is_shared_read_answered_and_discussed() -> None:
    wie, gesprek, mieke, deling = gedeeld(**{"t.van": "Sanne, bel me"})
    lijst = tekst(mieke.get(reverse("team:werkbak")))
    assert VRAAG in lijst
    assert "Sanne, bel me" in lijst
    pagina = mieke.get(reverse("team:notitie", args=[deling]))
    assert "onrustig als [persoon 1]" in tekst(pagina)
    assert "Kees" not in tekst(pagina)

    antwoord = mieke.verstuur(pagina, {"t.voorbereiding": "Wat zag je precies?"}, knop="stuur:voorbereiding")
    assert antwoord.status_code == 303
    begin = tekst(wie.get(reverse("delen:begin", args=[gesprek])))
    assert "nieuw antwoord" in begin
    gezien = wie.get(reverse("delen:gedeeld", args=[gesprek, deling]))
    assert "Wat zag je precies?" in tekst(gezien)
    assert "Gelezen op" in tekst(gezien)
    assert "nieuw antwoord" not in tekst(wie.get(reverse("delen:begin", args=[gesprek])))

    terug = wie.verstuur(gezien, {"t.voorbereiding": "Hij hield haar hand vast."}, knop="stuur:voorbereiding")
    assert terug.status_code == 303
    assert "Hij hield haar hand vast." in tekst(mieke.get(reverse("team:notitie", args=[deling])))
    assert Deling.objects.get().stand == Deling.Stand.GEREAGEERD

    assert mieke.post(reverse("team:besproken", args=[deling])).status_code == 303
    assert "noemt het besproken" in tekst(wie.get(reverse("delen:gedeeld", args=[gesprek, deling])))
