"""The referral map: a subset of HSDS 3.0 (Open Referral) with Dutch names.

| here | HSDS |
|---|---|
| Organisatie | organization |
| Aanbod | service |
| Kanaal | phone, and url or e-mail of a service |
| Locatie (with its address) | location, address |
| AanbodLocatie | service_at_location |
| Openingstijd | schedule |
| Werkgebied | service_area |
| Indeling, Term, Kenmerk | taxonomy, taxonomy_term, attribute |
| Aanbod.gecontroleerd_op | assured_date |

What a public visitor calls "an entry" is one Aanbod. What is empty is unknown, never "no". `overig` keeps what an
imported HSDS file said and we have no field for, so that it goes out again as it came in.
"""

from sociale_kaart.models.aanbod import (
    Aanbod,
    Bereik,
    Feestdagen,
    Hulpsoort,
    Kanaal,
    Kenmerk,
    Land,
    Organisatie,
    Soort,
    Status,
    Vertrouwelijkheid,
    Werkgebied,
)
from sociale_kaart.models.adres import GeenDubbele, OudAdres
from sociale_kaart.models.indeling import Indeling, Term
from sociale_kaart.models.invoer import Invoer, Invoerdeel
from sociale_kaart.models.plaats import AanbodLocatie, Locatie, LocatieSoort
from sociale_kaart.models.redactie import (
    Bericht,
    Controle,
    Foutmelding,
    FoutSoort,
    LinkBevinding,
    Synoniem,
)
from sociale_kaart.models.tijden import Feestdag, Openingstijd
from sociale_kaart.models.zoeken import Zoekachterstand, Zoekbits, Zoekplek, Zoekrij, Zoekstand, Zoekwoord

__all__ = [
    "Aanbod",
    "AanbodLocatie",
    "Bereik",
    "Bericht",
    "Controle",
    "Feestdag",
    "Feestdagen",
    "FoutSoort",
    "Foutmelding",
    "GeenDubbele",
    "Hulpsoort",
    "Indeling",
    "Invoer",
    "Invoerdeel",
    "Kanaal",
    "Kenmerk",
    "Land",
    "LinkBevinding",
    "Locatie",
    "LocatieSoort",
    "Openingstijd",
    "Organisatie",
    "OudAdres",
    "Soort",
    "Status",
    "Synoniem",
    "Term",
    "Vertrouwelijkheid",
    "Werkgebied",
    "Zoekachterstand",
    "Zoekbits",
    "Zoekplek",
    "Zoekrij",
    "Zoekstand",
    "Zoekwoord",
]
