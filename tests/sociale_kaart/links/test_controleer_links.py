"""The round past the links of the map: what it asks, what it writes, and that it changes nothing."""

from __future__ import annotations

import socket
from collections.abc import Callable
from datetime import timedelta
from io import StringIO
from typing import Any
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command
from django.forms.models import model_to_dict
from django.utils import timezone

from sociale_kaart.links import oordeel, ronde
from sociale_kaart.links.oordeel import WERKT, Oordeel
from sociale_kaart.models import Aanbod, Kanaal, LinkBevinding, Organisatie
from tests.sociale_kaart.links.server import Server

pytestmark = pytest.mark.django_db

Maak = Callable[..., Kanaal]


@pytest.fixture
def maak() -> Maak:
    """A kanaal with this address on an empty map."""
    Kanaal.objects.all().delete()

    def nieuw(waarde: str, soort: str = "web", **velden: Any) -> Kanaal:
        naam = f"Proef {uuid4().hex[:6]}"
        velden = {"status": "gepubliceerd", "wat": "Iets.", "land": "NL", **velden}
        organisatie = Organisatie.objects.create(naam=naam)
        aanbod = Aanbod.objects.create(slug=uuid4().hex, naam=naam, organisatie=organisatie, **velden)
        return Kanaal.objects.create(aanbod=aanbod, soort=soort, waarde=waarde)

    return nieuw


def draai(**opties: Any) -> list[str]:
    """The lines of one round without resting, on this machine's own network."""
    uit = StringIO()
    call_command("controleer_links", stdout=uit, pauze=0, wacht=5, ook_eigen_net=True, **opties)
    return uit.getvalue().splitlines()


def test_each_link_gets_a_finding_and_no_entry_changes(buiten: Server, maak: Maak) -> None:
    goed, weg = maak(f"{buiten.url}/goed"), maak(f"{buiten.url}/weg", "chat")
    maak("020 261 52 75", "telefoon")
    voor = [model_to_dict(rij) for rij in (*Aanbod.objects.all(), *Kanaal.objects.all())]
    historie = Aanbod.history.count() + Kanaal.history.count()
    regels = draai()
    assert regels[-1] == "Klaar: 2 adressen bekeken, 1 werken niet."
    assert [model_to_dict(rij) for rij in (*Aanbod.objects.all(), *Kanaal.objects.all())] == voor
    assert Aanbod.history.count() + Kanaal.history.count() == historie
    assert (goed.bevinding.goed, goed.bevinding.uitkomst, goed.bevinding.mis_sinds) == (True, WERKT, None)
    assert (weg.bevinding.goed, weg.bevinding.mis_sinds) == (False, timezone.localdate())
    assert LinkBevinding.objects.count() == 2


def test_the_screen_shows_the_host_and_nothing_of_the_rest_of_an_address(buiten: Server, maak: Maak) -> None:
    maak(f"{buiten.url}/sprong/301/goed?geheim=abc")
    maak(f"{buiten.url}/goed/geheim")
    regels = draai()
    assert "geheim" not in "".join(regels)
    assert regels[0].startswith("1/2 127.0.0.1: ")


def test_an_address_that_stands_at_two_entries_is_asked_once(buiten: Server, maak: Maak) -> None:
    een, twee = maak(f"{buiten.url}/goed"), maak(f"{buiten.url}/goed")
    draai()
    assert buiten.gevraagd == [("HEAD", "/goed")]
    assert een.bevinding.goed
    assert twee.bevinding.goed


def test_archived_entries_are_left_in_peace(buiten: Server, maak: Maak) -> None:
    maak(f"{buiten.url}/goed", status="gearchiveerd", reden="Gestopt.")
    assert draai() == ["Klaar: 0 adressen bekeken, 0 werken niet."]


def test_the_longest_unseen_come_first_and_a_part_is_enough_for_today(buiten: Server, maak: Maak) -> None:
    """Never seen, or changed since: first. Three rounds of one see all three."""
    kanalen = [maak(f"{buiten.url}/goed/{naam}") for naam in "abc"]
    nu = timezone.now()
    for kanaal, dagen in zip(kanalen, (3, 9, 1), strict=True):
        adres = kanaal.waarde if dagen != 1 else "https://eerder.example/"
        LinkBevinding.objects.create(
            kanaal=kanaal, adres=adres, gekeken_op=nu - timedelta(days=dagen), goed=True, uitkomst=WERKT
        )
    for _ in range(3):
        draai(hoogstens=1)
    assert [pad[-1] for _, pad in buiten.gevraagd] == ["c", "b", "a"]


def test_since_when_it_is_wrong_stays_until_it_works_again(maak: Maak) -> None:
    kanaal = maak("https://soms.example/")
    eerder = timezone.localdate() - timedelta(days=8)
    for goed, sinds in ((False, timezone.localdate()), (False, eerder), (True, None)):
        list(ronde.loop({kanaal.waarde: [kanaal]}, lambda _, goed=goed: Oordeel(goed, "x")))  # type: ignore[misc]
        bevinding = LinkBevinding.objects.get()
        assert bevinding.mis_sinds == sinds
        LinkBevinding.objects.update(mis_sinds=eerder)


def test_another_address_begins_anew(maak: Maak) -> None:
    kanaal = maak("https://nieuw.example/")
    lang_geleden = timezone.localdate() - timedelta(days=99)
    LinkBevinding.objects.create(
        kanaal=kanaal,
        adres="https://oud.example/",
        gekeken_op=timezone.now(),
        goed=False,
        uitkomst="x",
        mis_sinds=lang_geleden,
    )
    list(ronde.loop(ronde.te_bekijken(), lambda _: Oordeel(False, "y")))
    assert LinkBevinding.objects.get().mis_sinds == timezone.localdate()


def test_a_kanaal_that_is_deleted_meanwhile_does_no_harm(maak: Maak) -> None:
    kanaal = maak("https://weg.example/")
    adressen = ronde.te_bekijken()

    def kijk(_: str) -> Oordeel:
        Kanaal.objects.filter(pk=kanaal.pk).delete()
        return Oordeel(True, WERKT)

    assert len(list(ronde.loop(adressen, kijk))) == 1
    assert not LinkBevinding.objects.exists()


def test_who_stops_halfway_keeps_what_was_seen_and_goes_on_there(
    buiten: Server, maak: Maak, monkeypatch: pytest.MonkeyPatch
) -> None:
    for naam in "abc":
        maak(f"{buiten.url}/goed/{naam}")
    echt = oordeel.beoordeel
    gezien: list[str] = []

    def tot_ctrl_c(adres: str, **opties: Any) -> Oordeel:
        if len(gezien) == 2:
            raise KeyboardInterrupt
        gezien.append(adres)
        return echt(adres, **opties)

    monkeypatch.setattr(oordeel, "beoordeel", tot_ctrl_c)
    assert draai()[-1] == "Gestopt na 2 van 3. De volgende keer gaat het daar verder."
    assert LinkBevinding.objects.count() == 2
    monkeypatch.undo()
    buiten.gezien.clear()
    draai(hoogstens=1)
    assert [pad for _, pad in buiten.gevraagd] == ["/goed/c"]


def test_hosts_take_turns_and_one_host_gets_its_rest(maak: Maak) -> None:
    for host in ("a.example", "b.example"):
        for naam in "12":
            maak(f"https://{host}/{naam}")
    hosts = [oordeel.host_van(adres) for adres in ronde.te_bekijken()]
    assert hosts == ["a.example", "b.example", "a.example", "b.example"]
    tijd, geslapen = [100.0], []

    def slaap(seconden: float) -> None:
        geslapen.append(seconden)
        tijd[0] += seconden

    rust = ronde.Adempauze(2.0, klok=lambda: tijd[0], slaap=slaap)
    for host in ("a", "b", "a"):
        rust(host)
        tijd[0] += 0.5
    assert geslapen == [1.0]


def test_without_the_option_our_own_network_is_refused(buiten: Server, maak: Maak) -> None:
    kanaal = maak(f"{buiten.url}/goed")
    call_command("controleer_links", stdout=StringIO(), pauze=0)
    assert buiten.gevraagd == []
    assert not kanaal.bevinding.goed


def test_when_no_server_at_all_answers_it_is_our_own_internet_and_nothing_is_written(
    maak: Maak, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ronde, "GEEN_INTERNET_NA", 3)
    for naam in "abcd":
        maak(f"https://{naam}.example/")

    def geen_naam(*_: Any, **__: Any) -> None:
        raise socket.gaierror("no resolver")

    monkeypatch.setattr(socket, "getaddrinfo", geen_naam)
    with pytest.raises(CommandError, match="Werkt het internet"):
        draai()
    assert not LinkBevinding.objects.exists()
    assert draai(toch=True)[-1] == "Klaar: 4 adressen bekeken, 4 werken niet."
    assert LinkBevinding.objects.count() == 4


def test_a_few_silent_ones_before_an_answer_are_written_after_all(buiten: Server, maak: Maak) -> None:
    for pad in ("dicht", "goed"):
        maak(f"{buiten.url}/{pad}")
    draai()
    assert sorted(LinkBevinding.objects.values_list("goed", flat=True)) == [False, True]


def test_a_short_round_is_written_also_when_all_are_silent(buiten: Server, maak: Maak) -> None:
    maak(f"{buiten.url}/dicht")
    draai()
    assert LinkBevinding.objects.get().uitkomst == "de verbinding breekt af"
