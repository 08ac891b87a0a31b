"""How the page calls what the anonymiser found, and why it isn't sure."""

from __future__ import annotations

from django.utils.translation import gettext as _

from gesprek.teamoverleg.anonimiseren import Soort, Treffer


def soort_in_woorden(soort: Soort) -> str:
    """The kind of a hit, as somebody says it."""
    match soort:
        case Soort.PERSOON | Soort.KIND:
            return _("naam")
        case Soort.SCHOOL:
            return _("school")
        case Soort.CLUB:
            return _("club of vereniging")
        case Soort.KERK:
            return _("geloofsgemeenschap")
        case Soort.ORGANISATIE | Soort.WERK:
            return _("organisatie of werkplek")
        case Soort.PLAATS:
            return _("plaats")
        case Soort.ADRES | Soort.POSTCODE:
            return _("adres")
        case Soort.DATUM:
            return _("datum")
        case Soort.LEEFTIJD:
            return _("leeftijd")
        case Soort.MAIL | Soort.URL | Soort.ACCOUNT | Soort.IP:
            return _("adres of account op internet")
        case Soort.EIGEN:
            return _("woord dat jij overal weghaalt")
        case Soort.BEROEP:
            return _("opvallend beroep")
        case Soort.GEBEURTENIS:
            return _("opvallende gebeurtenis")
    return _("nummer")


def waarom(treffer: Treffer) -> str:
    """Why somebody has to look at a doubt."""
    if treffer.waarschuwing:
        return _("Wie de situatie kent, kan iemand hieraan herkennen.")
    return _("Dit kan een %(soort)s zijn, maar ook een gewoon woord.") % {
        "soort": soort_in_woorden(treffer.soort)
    }
