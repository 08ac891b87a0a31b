"""Whether an aanbod is open now, and its hours in words. What nobody knows is None: neither open nor closed.

The clock is that of Amsterdam, which is also that of Brussel. A shift past midnight belongs to the day it began on.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from sociale_kaart.models import Aanbod, Feestdag, Feestdagen, Kanaal, Land, Openingstijd, Soort

ZONE = ZoneInfo("Europe/Amsterdam")
Vrij = frozenset[tuple[str, date]]
"""Public holidays as (land, day)."""

_LANDEN = {Land.NEDERLAND: ("NL",), Land.BELGIE: ("BE",), Land.BEIDE: ("NL", "BE")}
_MET_UREN = (Soort.TELEFOON, Soort.CHAT)
"""What somebody has to answer. The hours of a whole aanbod hold for these; a website has none."""


@dataclass(frozen=True, slots=True)
class _Moment:
    """A point in time, on the clock of Amsterdam."""

    dag: date
    tijd: time

    @classmethod
    def van(cls, nu: datetime) -> _Moment:
        hier = nu.astimezone(ZONE)
        return cls(hier.date(), hier.time())

    @property
    def gisteren(self) -> date:
        return self.dag - timedelta(days=1)


def vrije_dagen(nu: datetime) -> Vrij:
    """The public holidays of today and yesterday (one query). Whoever asks for a list of aanbod asks this once."""
    moment = _Moment.van(nu)
    rijen = Feestdag.objects.filter(dag__in=(moment.gisteren, moment.dag))
    return frozenset(rijen.values_list("land", "dag"))


def _vrij(aanbod: Aanbod, nu: datetime, vrij: Vrij | None) -> Vrij:
    """As given, or as a list asked them once for all of its aanbod, or else from the database."""
    if vrij is None:
        vrij = aanbod.__dict__.get("vrij")
    return vrije_dagen(nu) if vrij is None else vrij


def is_open(aanbod: Aanbod, nu: datetime, vrij: Vrij | None = None) -> bool | None:
    """Whether somebody answers now. Closed only when that is known of every telefoon and chat."""
    tijden = list(aanbod.openingstijden.all())
    kanalen = list(aanbod.kanalen.all())
    if any(kanaal.altijd_open for kanaal in kanalen):
        return True
    if not tijden:
        return None
    vrij = _vrij(aanbod, nu, vrij)
    eigen = [tijd for tijd in tijden if tijd.kanaal_id is None]
    standen = [_stand(eigen, aanbod, nu, vrij)] if eigen else []
    for kanaal in kanalen:
        van_kanaal = [tijd for tijd in tijden if tijd.kanaal_id == kanaal.pk]
        if van_kanaal:
            standen.append(_stand(van_kanaal, aanbod, nu, vrij))
        elif kanaal.soort in _MET_UREN and not eigen:
            standen.append(None)
    if True in standen:
        return True
    return None if None in standen or not standen else False


def kanaal_is_open(kanaal: Kanaal, nu: datetime, vrij: Vrij | None = None) -> bool | None:
    """The same of one kanaal: by its own hours, or else by those of the aanbod when somebody has to answer it."""
    if kanaal.altijd_open:
        return True
    tijden = list(kanaal.openingstijden.all())
    if not tijden and kanaal.soort in _MET_UREN:
        tijden = [tijd for tijd in kanaal.aanbod.openingstijden.all() if tijd.kanaal_id is None]
    if not tijden:
        return None
    return _stand(tijden, kanaal.aanbod, nu, _vrij(kanaal.aanbod, nu, vrij))


def lopende_uren(nu: datetime, vrij: Vrij) -> QuerySet[Openingstijd]:
    """The hours that run now, of aanbod that keep them today."""
    moment = _Moment.van(nu)
    nacht = Q(tot__lte=F("van"))
    vandaag = Q(van__lte=moment.tijd) & (nacht | Q(tot__gt=moment.tijd))
    gisteren = nacht & Q(tot__gt=moment.tijd)
    return Openingstijd.objects.order_by().filter(
        (_op_dag(moment.dag, vrij) & vandaag) | (_op_dag(moment.gisteren, vrij) & gisteren)
    )


def nu_open(nu: datetime, vrij: Vrij | None = None) -> Q:
    """The aanbod of which `is_open` is True, as a condition on Aanbod."""
    lopend = lopende_uren(nu, vrije_dagen(nu) if vrij is None else vrij).filter(aanbod=OuterRef("pk"))
    altijd = Kanaal.objects.filter(aanbod=OuterRef("pk"), altijd_open=True)
    return Q(Exists(altijd)) | Q(Exists(lopend))


def _op_dag(dag: date, vrij: Vrij) -> Q:
    """Hours that hold on this day, of an aanbod that keeps them on it."""
    geldig = Q(dagen__contains=str(dag.isoweekday()))
    geldig &= Q(geldig_van=None) | Q(geldig_van__lte=dag)
    geldig &= Q(geldig_tot=None) | Q(geldig_tot__gte=dag)
    landen = [land for land, eigen in _LANDEN.items() if _is_vrij(eigen, dag, vrij)]
    gewoon = ~Q(aanbod__land__in=landen) | Q(aanbod__op_feestdagen=Feestdagen.OPEN)
    return geldig & gewoon if landen else geldig


def _is_vrij(landen: Collection[str], dag: date, vrij: Vrij) -> bool:
    return any((land, dag) in vrij for land in landen)


def _geldt(tijd: Openingstijd, dag: date) -> bool:
    return (tijd.geldig_van is None or tijd.geldig_van <= dag) and (
        tijd.geldig_tot is None or dag <= tijd.geldig_tot
    )


def _stand(tijden: Sequence[Openingstijd], aanbod: Aanbod, nu: datetime, vrij: Vrij) -> bool | None:
    moment = _Moment.van(nu)
    landen = _LANDEN[Land(aanbod.land)]
    onzeker = False
    for dag in (moment.gisteren, moment.dag):
        hier = [t for t in tijden if _geldt(t, dag) and str(dag.isoweekday()) in t.dagen]
        raak = any(_loopt(t, dag == moment.dag, moment.tijd) for t in hier)
        if _is_vrij(landen, dag, vrij) and aanbod.op_feestdagen != Feestdagen.OPEN:
            # On such a day only "gesloten" says something. Of a night that began yesterday, only when there is one.
            onzeker |= aanbod.op_feestdagen == Feestdagen.ONBEKEND and (raak or dag == moment.dag)
        elif raak:
            return True
    if onzeker or not any(_geldt(t, moment.dag) for t in tijden):
        return None
    return False


def _loopt(tijd: Openingstijd, vandaag: bool, nu: time) -> bool:
    """Whether this shift, that began today or yesterday, runs now. As long as a day when both ends are the same."""
    nacht = tijd.tot <= tijd.van
    if vandaag:
        return tijd.van <= nu and (nacht or nu < tijd.tot)
    return nacht and nu < tijd.tot


def uren_in_woorden(tijden: Iterable[Openingstijd]) -> list[str]:
    """A line for each row of hours: "maandag tot en met vrijdag 9.00–17.00"."""
    return [_regel(tijd) for tijd in sorted(tijden, key=lambda t: (t.dagen, t.van, t.tot))]


def _regel(tijd: Openingstijd) -> str:
    uren = _("dag en nacht") if tijd.van == tijd.tot else f"{klok(tijd.van)}–{klok(tijd.tot)}"
    regel = f"{dagen_in_woorden(tijd.dagen)} {uren}"
    if tijd.geldig_van and tijd.geldig_tot:
        regel += _(" (van %(van)s tot en met %(tot)s)") % {
            "van": _dag(tijd.geldig_van),
            "tot": _dag(tijd.geldig_tot),
        }
    elif tijd.geldig_van:
        regel += _(" (vanaf %(dag)s)") % {"dag": _dag(tijd.geldig_van)}
    elif tijd.geldig_tot:
        regel += _(" (tot en met %(dag)s)") % {"dag": _dag(tijd.geldig_tot)}
    return f"{regel}, {tijd.opmerking}" if tijd.opmerking else regel


def klok(tijd: time) -> str:
    """9.00, as a Dutch reader writes it."""
    return f"{tijd.hour}.{tijd.minute:02}"


def _dag(dag: date) -> str:
    return f"{dag.day}-{dag.month}-{dag.year}"


def dagnaam(nummer: int) -> str:
    """The name of an ISO weekday."""
    namen = (
        _("maandag"),
        _("dinsdag"),
        _("woensdag"),
        _("donderdag"),
        _("vrijdag"),
        _("zaterdag"),
        _("zondag"),
    )
    return namen[nummer - 1]


def dagen_in_woorden(dagen: str) -> str:
    """ "12345" is "maandag tot en met vrijdag"; "67" is "zaterdag en zondag"; all seven is "elke dag"."""
    if dagen == "1234567":
        return _("elke dag")
    reeksen: list[list[int]] = []
    for nummer in map(int, dagen):
        if reeksen and nummer == reeksen[-1][-1] + 1:
            reeksen[-1].append(nummer)
        else:
            reeksen.append([nummer])
    delen: list[str] = []
    for reeks in reeksen:
        if len(reeks) > 2:
            delen.append(
                _("%(eerste)s tot en met %(laatste)s")
                % {"eerste": dagnaam(reeks[0]), "laatste": dagnaam(reeks[-1])}
            )
        else:
            delen += [dagnaam(nummer) for nummer in reeks]
    if len(delen) < 2:
        return "".join(delen)
    return _("%(eerste)s en %(laatste)s") % {"eerste": ", ".join(delen[:-1]), "laatste": delen[-1]}


def verandert(tijden: Iterable[Openingstijd], nu: datetime) -> datetime | None:
    """When it next opens or closes, within a week, by these hours alone (holidays not counted)."""
    rijen = list(tijden)
    hier = nu.astimezone(ZONE)
    grenzen: set[datetime] = set()
    for over in range(-1, 8):
        dag = hier.date() + timedelta(days=over)
        for tijd in rijen:
            if _geldt(tijd, dag) and str(dag.isoweekday()) in tijd.dagen:
                einde = dag + timedelta(days=int(tijd.tot <= tijd.van))
                grenzen.add(datetime.combine(dag, tijd.van, ZONE))
                grenzen.add(datetime.combine(einde, tijd.tot, ZONE))
    later = sorted(grens for grens in grenzen if grens > hier)
    return next((grens for grens in later if _open_op(rijen, grens) != _open_op(rijen, hier)), None)


def _open_op(tijden: Sequence[Openingstijd], wanneer: datetime) -> bool:
    moment = _Moment.van(wanneer)
    return any(
        _loopt(t, dag == moment.dag, moment.tijd)
        for dag in (moment.gisteren, moment.dag)
        for t in tijden
        if _geldt(t, dag) and str(dag.isoweekday()) in t.dagen
    )


def tot_wanneer(tijden: Iterable[Openingstijd], nu: datetime) -> str:
    """ "sluit om 17.00", "gaat maandag om 9.00 open", or "" when that can't be told."""
    rijen = list(tijden)
    grens = verandert(rijen, nu)
    if grens is None:
        return ""
    uur = klok(grens.time())
    if _open_op(rijen, nu):
        return _("sluit om %(uur)s") % {"uur": uur}
    hier = nu.astimezone(ZONE).date()
    if grens.date() == hier:
        return _("gaat om %(uur)s open") % {"uur": uur}
    if grens.date() == hier + timedelta(days=1):
        return _("gaat morgen om %(uur)s open") % {"uur": uur}
    return _("gaat %(dag)s om %(uur)s open") % {"dag": dagnaam(grens.isoweekday()), "uur": uur}
