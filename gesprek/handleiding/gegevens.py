"""What is kept, what for and how long, as the privacy page says it. Its numbers are those of the code."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.utils.translation import gettext as _

from gesprek.kluis import journaal, tijd
from gesprek.kluis.sessies import MAXIMUM, RUST_EIGEN, RUST_GEDEELD
from gesprek.models import BEWAARTERMIJNEN, MAX_DEELDAGEN, Kluis


@dataclass(frozen=True, slots=True)
class Gegeven:
    """One kind of data."""

    naam: str
    wat: str
    waarvoor: str
    hoe_lang: str


def soorten() -> list[Gegeven]:
    """Every kind of data that this installation keeps, the most personal first."""
    return [
        _gesprekken(),
        _gedeeld(),
        _buitenkant(),
        _open_kluis(),
        _cookies(),
        _verwijskaart(),
        _meldingen(),
        _pogingen(),
        _gewist(),
        _redactie(),
        _teamleiders(),
        _logboek(),
        _back_ups(),
    ]


def _minuten(duur: timedelta) -> int:
    return int(duur.total_seconds() // 60)


def _gesprekken() -> Gegeven:
    standaard: int = Kluis._meta.get_field("bewaardagen").default
    return Gegeven(
        naam=_("Je gesprekken"),
        wat=_(
            "Alles wat je typt en aankruist, en de naam die je een gesprek geeft. Ook je land en je rol. "
            "Het staat op slot met een sleutel die alleen je code geeft."
        ),
        waarvoor=_("Zo kun je later verder met je code."),
        hoe_lang=_(
            "Tot %(standaard)d dagen nadat je je kluis het laatst opende. "
            "Je kunt ook %(andere)s dagen kiezen. Een gesprek blijft nooit langer dan %(hoogst)d dagen. "
            "Een lege kluis en een oefening gaan na ongeveer een dag: "
            "na minstens %(uren)d uur, en hoogstens %(dagen)d dagen."
        )
        % {
            "standaard": standaard,
            "andere": _(" of ").join(str(dagen) for dagen in BEWAARTERMIJNEN if dagen != standaard),
            "hoogst": tijd.MAX_GESPREK_DAGEN,
            # Day-dates: what is made today with a term of two days goes between one and two days from now.
            "uren": 24 * (tijd.LEEG_DAGEN - 1),
            "dagen": tijd.LEEG_DAGEN,
        },
    )


def _buitenkant() -> Gegeven:
    return Gegeven(
        naam=_("De buitenkant van je kluis"),
        wat=_(
            "De dag waarop je kluis is gemaakt, het laatst is geopend en wordt gewist. "
            "De termijn die je koos. "
            "Hoeveel gesprekken erin staan, hoe vaak ze zijn bewaard en hoe groot ze ongeveer zijn. "
            "En een versleutelde afdruk van je code."
        ),
        waarvoor=_("Zo vinden we je kluis terug als jij je code geeft, en wissen we op tijd."),
        hoe_lang=_("Even lang als je kluis."),
    )


def _open_kluis() -> Gegeven:
    return Gegeven(
        naam=_("Je open kluis"),
        wat=_(
            "Een cookie in je browser en een regel in onze database. Alleen samen openen ze iets. "
            "Kreeg je net een code, dan zit die er ook in, op slot, tot je zegt dat je hem hebt. "
            "Daarna blijven er twee woorden van, tot je die hebt nagekeken of je kluis op slot gaat."
        ),
        waarvoor=_("Zo blijft je kluis open terwijl je werkt."),
        hoe_lang=_(
            "Tot je vergrendelt. Doe je even niets, dan gaat je kluis vanzelf op slot. "
            "Op je eigen apparaat is dat na %(eigen)d minuten, op een gedeelde computer na %(gedeeld)d. "
            "Na %(uren)d uur gaat hij altijd op slot."
        )
        % {
            "eigen": _minuten(RUST_EIGEN),
            "gedeeld": _minuten(RUST_GEDEELD),
            "uren": _minuten(MAXIMUM) // 60,
        },
    )


def _cookies() -> Gegeven:
    duur: int | None = settings.CSRF_COOKIE_AGE
    dagen = (duur or 0) // 86400
    hoe_lang = (
        _("De eerste blijft hoogstens %(dagen)d dagen.") % {"dagen": dagen}
        if dagen
        else _("De eerste blijft tot je je browser sluit.")
    )
    return Gegeven(
        naam=_("Twee kleine cookies"),
        wat=_(
            "De eerste beschermt formulieren tegen misbruik. "
            "De tweede draagt een korte melding naar de volgende pagina, zoals een tijdstip van bewaren. "
            "Er staat niets in over jou of over je gesprek."
        ),
        waarvoor=_("Zonder deze cookies werkt de site niet veilig."),
        hoe_lang=f"{hoe_lang} {_('De tweede gaat weg zodra je de melding hebt gezien.')}",
    )


def _pogingen() -> Gegeven:
    return Gegeven(
        naam=_("Het tellen van pogingen"),
        wat=_(
            "Begin of open je een kluis, dan maken we een afdruk van je adres op internet. "
            "Die afdruk is elk uur anders. Het adres zelf bewaren we niet."
        ),
        waarvoor=_("Zo kan niemand eindeloos codes proberen."),
        hoe_lang=_("Na twee uur heeft de afdruk geen nut meer. De eerste opruiming daarna wist hem."),
    )


def _gewist() -> Gegeven:
    return Gegeven(
        naam=_("De lijst van wat gewist is"),
        wat=_(
            "Een versleutelde afdruk van het nummer van een gewiste kluis of een gewist gesprek, en de dag. "
            "Deze lijst staat los van de back-up."
        ),
        waarvoor=_("Zo komt wat gewist is niet terug als we een back-up terugzetten."),
        hoe_lang=_("%(dagen)d dagen.") % {"dagen": journaal.BEWAAR_DAGEN},
    )


def _verwijskaart() -> Gegeven:
    return Gegeven(
        naam=_("Je verwijskaart"),
        wat=_(
            "Welke adressen je koos op de sociale kaart, versleuteld. Zonder jouw cookie is het niet te lezen."
        ),
        waarvoor=_("Zo blijft je keuze staan terwijl je verder zoekt."),
        hoe_lang=_(
            "Hoogstens %(uren)d uur. Eerder weg kan ook: maak je verwijskaart leeg, of sluit je browser."
        )
        % {"uren": settings.SESSION_COOKIE_AGE // 3600},
    )


def _meldingen() -> Gegeven:
    return Gegeven(
        naam=_("Fouten die je meldt"),
        wat=_("Wat er niet klopt aan een adres, wat je daarbij schrijft, en de dag. Niet wie je bent."),
        waarvoor=_("Zo houdt de redactie de sociale kaart kloppend."),
        hoe_lang=_("Dat bepaalt de verantwoordelijke."),
    )


def _redactie() -> Gegeven:
    return Gegeven(
        naam=_("Accounts van de redactie"),
        wat=_(
            "Een e-mailadres, een onleesbaar wachtwoord en een versleutelde sleutel van hun app. "
            "En wie wat veranderde op de sociale kaart."
        ),
        waarvoor=_(
            "Zo kan alleen de redactie de sociale kaart veranderen, en is elke verandering terug te vinden."
        ),
        hoe_lang=_("Dat bepaalt de verantwoordelijke."),
    )


def _gedeeld() -> Gegeven:
    return Gegeven(
        naam=_("Wat je met een team deelt"),
        wat=_(
            "De notitie zonder namen die jij deelt, met de vragen en antwoorden erbij. Ze staan op slot met een "
            "eigen sleutel. Die sleutel hebben alleen jij en de teamleiders die je zag. Er staat wel bij welke "
            "kluis en welk gesprek een notitie hoort, met welk team je hem deelde, en op welke dag hij gelezen is."
        ),
        waarvoor=_("Zo kan je team met je meedenken."),
        hoe_lang=_(
            "Tot de einddatum die je kiest, hoogstens %(dagen)d dagen. Eerder weg kan ook: trek de notitie in, of "
            "wis je gesprek of je kluis."
        )
        % {"dagen": MAX_DEELDAGEN},
    )


def _teamleiders() -> Gegeven:
    return Gegeven(
        naam=_("Accounts van teamleiders"),
        wat=_(
            "Een e-mailadres, de naam die collega’s zien, een onleesbaar wachtwoord, een versleutelde sleutel van "
            "hun app, en een sleutel die alleen hun wachtwoord opent. Ook de naam en de code van hun team."
        ),
        waarvoor=_("Zo kan alleen een teamleider lezen wat met het team gedeeld is."),
        hoe_lang=_("Dat bepaalt de verantwoordelijke. Wie uit een team gaat, leest daar meteen niets meer."),
    )


def _logboek() -> Gegeven:
    return Gegeven(
        naam=_("Het logboek van de server"),
        wat=_(
            "Gaat er iets mis, dan noteert de software welke soort fout het was, en waar. "
            "Er staat geen tekst van jou in, geen code en geen IP-adres. Staat er nog een server voor? "
            "Dan zorgt de beheerder dat ook die niets over je opschrijft."
        ),
        waarvoor=_("Zo kan de beheerder een fout vinden en maken."),
        hoe_lang=_("Dat bepaalt de verantwoordelijke."),
    )


def _back_ups() -> Gegeven:
    return Gegeven(
        naam=_("Back-ups"),
        wat=_("Een kopie van de gesloten kluizen. Ook die gaat alleen open met je code."),
        waarvoor=_("Zo raakt niemand zijn werk kwijt als er iets stukgaat."),
        hoe_lang=_("Dat bepaalt de verantwoordelijke. Wat gewist is, wissen we na het terugzetten opnieuw."),
    )
