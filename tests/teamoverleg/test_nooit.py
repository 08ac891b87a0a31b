"""Who can never open what was shared: not with the database, not with the server's secrets, not with a session row."""

from __future__ import annotations

import base64
import json
from uuid import UUID

import pytest
from django.conf import settings
from django.urls import reverse

from gesprek.kluis import (
    delingen,
    gesprekken,
    journaal,
    kluizen,
    leiders,
    paren,
    sleutels,
    teamcode,
    tijd,
)
from gesprek.kluis.delingen import DelingWeg
from gesprek.kluis.opruimen import ruim_op
from gesprek.kluis.sleutels import SleutelFout
from gesprek.models import Bericht, Deling, DelingSleutel, Gesprek, Leidersleutel, Team, Teamlid, Websessie
from gesprek.toegang.accounts import teams
from tests import redactie
from tests.hulp import Bezoeker, Klok, tekst
from tests.redactie import maak_redacteur, meld_aan
from tests.rollen import huisarts_met_gesprek
from tests.teams import WACHTWOORD, deel, leider_bezoeker, maak_leider, maak_team, zet_klaar
from tests.toegang.accounts import weg

pytestmark = pytest.mark.django_db(databases="__all__")
MERK = "Merkteken in een notitie"


@pytest.fixture
def klok(monkeypatch: pytest.MonkeyPatch) -> Klok:
    return Klok(monkeypatch)


def gedeeld() -> tuple[Bezoeker, UUID, Team, UUID]:
    """A professional who shared a note with a team of one lead: (who, gesprek, team, deling)."""
    team, code = maak_team()
    maak_leider(team)
    wie, gesprek = huisarts_met_gesprek()
    zet_klaar(wie, gesprek, MERK)
    return wie, gesprek, team, deel(wie, gesprek, code)


def _alle_bytes() -> list[bytes]:
    """Every byte string of 32 or more in the main tables, and every text as bytes: what a thief has to try with."""
    uit: list[bytes] = []
    for model in (Deling, DelingSleutel, Bericht, Gesprek, Leidersleutel, Team, Teamlid, Websessie):
        for rij in model._default_manager.values():
            for waarde in rij.values():
                uit.append(bytes(waarde) if isinstance(waarde, bytes | memoryview) else str(waarde).encode())
    return [ruw for ruw in uit if len(ruw) >= 32]


def _als_sleutels(ruw: bytes) -> list[bytes]:
    """Every run of 32 bytes near the ends, where a key would stand."""
    return [
        ruw[i : i + 32]
        for i in {*range(min(128, len(ruw) - 31)), *range(max(0, len(ruw) - 64), len(ruw) - 31)}
    ]


def _geheimen() -> list[bytes]:
    """The server's own secrets."""
    return [settings.SECRET_KEY.encode(), settings.WISJOURNAAL_SLEUTEL, *settings.PEPPERS.values()]


def _opent(rij: Deling, sleutel: bytes) -> bool:
    try:
        sleutels.ontzegel(sleutel[:32], bytes(rij.envelop), sleutels.aad(1, rij.team_id, rij.id, 0))
    except SleutelFout:
        return False
    return True


def test_the_database_holds_no_word_of_a_note() -> None:
    gedeeld()
    for ruw in _alle_bytes():
        assert MERK.encode() not in ruw


def test_nothing_in_the_database_or_among_the_secrets_of_the_server_opens_a_deling() -> None:
    _wie, _gesprek, _team, deling = gedeeld()
    rij = Deling.objects.get(id=deling)
    kandidaten = {stuk for ruw in (*_alle_bytes(), *_geheimen()) for stuk in _als_sleutels(ruw)}
    assert len(kandidaten) > 500
    assert not any(_opent(rij, kandidaat) for kandidaat in kandidaten)
    # Nor does any of it open the private key of the lead, by way of the password's key.
    sleutel = Leidersleutel.objects.get()
    for kandidaat in kandidaten:
        with pytest.raises(SleutelFout):
            paren.pak_prive_uit(kandidaat, bytes(sleutel.verpakt), sleutel.gebruiker_id)


def test_the_hash_of_the_password_does_not_pass_for_the_password() -> None:
    _wie, _gesprek, team, _deling = gedeeld()
    wie = Teamlid.objects.get(team=team).gebruiker
    assert leiders.open_paar(wie, WACHTWOORD) is not None
    assert leiders.open_paar(wie, wie.password) is None
    assert leiders.open_paar(wie, "") is None


def test_the_row_of_a_leads_session_does_not_open_the_key_without_the_cookie() -> None:
    _wie, _gesprek, team, _deling = gedeeld()
    lid = Teamlid.objects.get(team=team)
    bezoeker = leider_bezoeker(lid.gebruiker)
    # The strongest thief: somebody who could even open the row.
    ingesloten = bezoeker.client.session["leidersleutel"]
    for kandidaat in (*_geheimen(), base64.b64decode(ingesloten)[:32], b"\0" * 32):
        cookie = base64.urlsafe_b64encode(kandidaat[:32]).decode().rstrip("=")
        assert leiders.haal_uit(cookie, ingesloten) is None
    prive = leiders.haal_uit(bezoeker.client.cookies[settings.LEIDER_COOKIE].value, ingesloten)
    assert prive is not None
    assert prive == leiders.open_paar(lid.gebruiker, WACHTWOORD)
    rij = Websessie.objects.get()
    assert prive not in bytes(rij.envelop)


def test_a_session_without_the_cookie_of_the_key_asks_for_the_password() -> None:
    _wie, _gesprek, team, deling = gedeeld()
    bezoeker = leider_bezoeker(Teamlid.objects.get(team=team).gebruiker, sleutel=False)
    antwoord = bezoeker.get(reverse("team:notitie", args=[deling]))
    assert antwoord["Location"].startswith(reverse("account_reauthenticate"))


def test_another_teams_lead_finds_nothing_and_can_open_nothing() -> None:
    _wie, _gesprek, team, deling = gedeeld()
    ander, _code = maak_team("Wijkteam Noord")
    jan = maak_leider(ander, "Jan")
    bezoeker = leider_bezoeker(jan)
    assert bezoeker.get(reverse("team:notitie", args=[deling])).status_code == 404
    assert MERK not in tekst(bezoeker.get(reverse("team:werkbak")))
    # Not even with the row of the key in hand.
    prive = leiders.open_paar(jan, WACHTWOORD)
    assert prive is not None
    with pytest.raises(SleutelFout):
        paren.ontzegel_met(prive, bytes(DelingSleutel.objects.get().verpakt), deling)
    with pytest.raises(DelingWeg):
        delingen.open_als_leider(list(Teamlid.objects.filter(team=team)), prive, deling)


def test_a_lead_who_left_reads_nothing_and_stays_out_after_a_restore() -> None:
    _wie, _gesprek, team, deling = gedeeld()
    maak_leider(team, "Jan")
    lid = Teamlid.objects.get(team=team, naam="Mieke")
    bezoeker = leider_bezoeker(lid.gebruiker)
    assert bezoeker.get(reverse("team:notitie", args=[deling])).status_code == 200
    oud = [Teamlid.objects.filter(pk=lid.pk).values()[0], DelingSleutel.objects.filter(lid=lid).values()[0]]
    teams.haal_weg(lid)
    assert bezoeker.get(reverse("team:notitie", args=[deling])).status_code == 404
    # A back-up of the day before brings both rows back.
    Teamlid.objects.create(**oud[0])
    DelingSleutel.objects.create(**oud[1])
    assert bezoeker.get(reverse("team:notitie", args=[deling])).status_code == 200
    journaal.speel_af()
    assert bezoeker.get(reverse("team:notitie", args=[deling])).status_code == 404


def test_a_lead_who_came_later_reads_nothing_until_the_professional_says_so() -> None:
    wie, gesprek, team, deling = gedeeld()
    jan = maak_leider(team, "Jan")
    bezoeker = leider_bezoeker(jan)
    assert "Nog niet voor jou versleuteld" in tekst(bezoeker.get(reverse("team:werkbak")))
    assert bezoeker.get(reverse("team:notitie", args=[deling])).status_code == 404
    pagina = wie.get(reverse("delen:gedeeld", args=[gesprek, deling]))
    assert "Jan" in tekst(pagina)
    opnieuw = reverse("delen:opnieuw", args=[gesprek, deling])
    merk = paren.merk(bytes(Leidersleutel.objects.get(gebruiker=jan).publiek))
    # Only to a key that was on the page.
    wie.post(opnieuw, {"merken": "0" * 16})
    assert bezoeker.get(reverse("team:notitie", args=[deling])).status_code == 404
    assert wie.post(opnieuw, {"merken": merk}).status_code == 303
    assert MERK in tekst(bezoeker.get(reverse("team:notitie", args=[deling])))


def test_a_new_key_after_a_forgotten_password_opens_nothing_of_before() -> None:
    wie, gesprek, team, deling = gedeeld()
    mieke = Teamlid.objects.get(team=team).gebruiker
    leiders.geef_paar(mieke, "andere zes woorden van de lijst")
    mieke.set_password(WACHTWOORD)
    assert not DelingSleutel.objects.exists()
    assert "Mieke" in tekst(wie.get(reverse("delen:gedeeld", args=[gesprek, deling])))


def test_an_editor_sees_teams_and_leads_but_no_deling() -> None:
    _wie, _gesprek, _team, deling = gedeeld()
    redacteur = Bezoeker()
    meld_aan(redacteur.client, maak_redacteur())
    eerst_wachtwoord = weg.ga(redacteur, redacteur.get(reverse("admin:teams")))
    pagina = weg.ga(redacteur, redacteur.verstuur(eerst_wachtwoord, {"password": redactie.WACHTWOORD}))
    assert "Jeugdteam Oost" in tekst(pagina)
    assert MERK not in tekst(pagina)
    for naam, args in (("team:werkbak", []), ("team:notitie", [deling]), ("team:leden", [])):
        antwoord = redacteur.get(reverse(naam, args=args))
        assert antwoord.status_code == 404
        assert MERK not in tekst(antwoord)


def test_what_was_withdrawn_or_is_past_its_date_is_gone_for_the_lead_at_once(klok: Klok) -> None:
    wie, gesprek, team, deling = gedeeld()
    mieke = leider_bezoeker(Teamlid.objects.get(team=team).gebruiker)
    assert wie.post(reverse("delen:intrekken", args=[gesprek, deling])).status_code == 303
    assert mieke.get(reverse("team:notitie", args=[deling])).status_code == 404
    assert not Bericht.objects.exists()
    assert not Deling.objects.exists()

    opnieuw = deel(wie, gesprek, teamcode.toon(team))
    klok.vooruit(days=14)
    # Refused on its day, whether or not the clean-up ran.
    mieke = leider_bezoeker(Teamlid.objects.get(team=team).gebruiker)
    assert mieke.get(reverse("team:notitie", args=[opnieuw])).status_code == 404
    assert list(Deling.objects.verlopen(tijd.vandaag()).values_list("id", flat=True)) == [opnieuw]


@pytest.mark.django_db(databases="__all__", transaction=True)
def test_the_clean_up_deletes_what_was_shared_on_its_day(klok: Klok) -> None:
    _wie, _gesprek, _team, _deling = gedeeld()
    klok.vooruit(days=13)
    ruim_op()
    assert Deling.objects.exists()
    klok.vooruit(days=1)
    ruim_op()
    assert not Deling.objects.exists()
    assert not DelingSleutel.objects.exists()


@pytest.mark.parametrize("wat", ["gesprek", "kluis", "team"])
def test_what_was_shared_goes_with_what_it_belongs_to(wat: str) -> None:
    wie, gesprek, team, _deling = gedeeld()
    match wat:
        case "gesprek":
            gesprekken.wis(wie.sessie().kluis, gesprek)
        case "kluis":
            kluizen.wis(wie.sessie().kluis)
        case _:
            teams.wis(team)
    assert not Deling.objects.exists()
    assert not DelingSleutel.objects.exists()


def test_a_withdrawn_deling_stays_dead_after_a_restore() -> None:
    wie, gesprek, _team, deling = gedeeld()
    rij = Deling.objects.filter(id=deling).values()[0]
    wie.post(reverse("delen:intrekken", args=[gesprek, deling]))
    Deling.objects.create(**rij)
    journaal.speel_af()
    assert not Deling.objects.exists()


def test_the_key_in_the_dossier_is_sealed_with_it_and_leaves_in_no_readable_file() -> None:
    wie, gesprek, _team, deling = gedeeld()
    kluis = wie.sessie().kluis
    geheim = gesprekken.laad(kluis, gesprek, tijd.vandaag()).dossier.delingen[deling.hex]
    assert all(bytes.fromhex(geheim) not in ruw for ruw in _alle_bytes())
    uit = wie.post(reverse("kluis:meenemen"), {"vorm": "leesbaar", "actie": "leesbaar"})
    assert geheim not in uit.content.decode("utf-8", "replace")
    assert json.dumps(geheim) not in uit.content.decode("utf-8", "replace")


def test_changing_who_wrote_a_message_or_its_place_makes_it_unreadable() -> None:
    wie, gesprek, _team, deling = gedeeld()
    kluis = kluizen.heropen(wie.sessie().kluis.id, wie.sessie().kluis.dek, wie.sessie().kluis.merk)
    geheim = bytes.fromhex(gesprekken.laad(kluis, gesprek, tijd.vandaag()).dossier.delingen[deling.hex])
    open_ = delingen.open_uit_kluis(kluis, deling, geheim)
    for zin in (b"een", b"twee"):
        delingen.schrijf(open_, zin, van_team=False, na=0)
    Bericht.objects.filter(nummer=1).update(van_team=True)
    assert [b.van_team for b in delingen.berichten(open_)] == [False, False]
    een, twee = Bericht.objects.order_by("nummer")
    Bericht.objects.filter(pk=een.pk).update(envelop=twee.envelop)
    assert [b.inhoud for b in delingen.berichten(open_)] == [b"twee"]
