"""A map with something in every part of the work list."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from sociale_kaart.models import Aanbod, Bericht, Foutmelding, LinkBevinding
from tests.sociale_kaart.werklijst.conftest import Maak


def vul(maak: Maak) -> dict[str, Aanbod]:
    """On top of the start data: reports, dead links, notices, concepts, doubles, and what no filter finds."""
    dag, nu = timezone.localdate(), timezone.now()
    uit = {
        "fout": maak(
            "Inloophuis De Brug", kanalen={"telefoon": "030 231 11 11"}, termen=("client", "gevoelens")
        ),
        "dubbel": maak(
            "Inloophuis Brug", slug="brug-2", kanalen={"telefoon": "+31 30 231 1111"}, status="concept"
        ),
        "link": maak(
            "Steunpunt Zuid",
            kanalen={"web": "https://weg.example/een/heel/lang/adres/dat/niet/op/een/regel/past"},
            gecontroleerd_op=dag - timedelta(days=400),
        ),
        "vers": maak(
            "Praktijk Vers",
            kanalen={"web": "http://vers.example/"},
            termen=("client", "gevoelens", "gedrag"),
            provincies=("NL-UT",),
            gecontroleerd_op=dag - timedelta(days=3),
        ),
    }
    Foutmelding.objects.create(
        aanbod=uit["fout"],
        soort="nummer",
        toelichting="Hier neemt een ander op.",
        gemeld_op=dag - timedelta(days=2),
    )
    Foutmelding.objects.create(aanbod=uit["vers"], soort="weg", gemeld_op=dag)
    for naam, goed, uitkomst, sinds in (
        ("link", False, "deze pagina bestaat niet (404)", dag - timedelta(days=9)),
        ("vers", True, "is verhuisd naar https://vers.example/", None),
    ):
        kanaal = uit[naam].kanalen.get(soort="web")
        LinkBevinding.objects.create(
            kanaal=kanaal, adres=kanaal.waarde, gekeken_op=nu, goed=goed, uitkomst=uitkomst, mis_sinds=sinds
        )
    Bericht.objects.create(
        aanbod=uit["vers"], tekst="Gesloten tot na de vakantie.", tot=dag + timedelta(days=3)
    )
    Bericht.objects.create(tekst="Deze kaart is nieuw.", tot=dag)
    return uit
