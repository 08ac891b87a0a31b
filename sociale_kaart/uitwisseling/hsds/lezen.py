"""One service of an HSDS file as rows of the map. What we have no field for goes into `overig`, as it is.

Nothing is guessed: a number of another country, hours in another time zone or an address that is no web address are
kept for the way out and shown nowhere.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any, Literal

import msgspec
import phonenumbers
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from sociale_kaart import geldig
from sociale_kaart.models import (
    Aanbod,
    Indeling,
    Kanaal,
    Locatie,
    Openingstijd,
    Organisatie,
    Soort,
    Term,
    Werkgebied,
)
from sociale_kaart.provincies import Provincie
from sociale_kaart.uitwisseling import beeld
from sociale_kaart.uitwisseling.beeld import Rij, Rijen
from sociale_kaart.uitwisseling.fouten import Fout
from sociale_kaart.uitwisseling.hsds import vertalen
from sociale_kaart.uitwisseling.hsds.vertalen import EIGEN

Json = dict[str, Any]


class EigenKanaal(msgspec.Struct, frozen=True):
    id: uuid.UUID
    soort: Literal["telefoon", "chat", "mail", "web", "zelfhulp", "forum"]
    waarde: str
    label: str = ""
    volgorde: int = 0
    altijd_open: bool = False
    uren_toelichting: str = ""
    herkomst: str = ""


class Eigen(msgspec.Struct, frozen=True):
    """What stands under `start_het_gesprek` of a service."""

    slug: str = ""
    land: Literal["", "NL", "BE", "NLBE"] = ""
    bereik: Literal["plaatselijk", "landelijk", "online"] = "plaatselijk"
    soort: Literal["hulp", "justitie", "overzicht", "kennis"] = "hulp"
    uitleg: str = ""
    zelf_aanmelden: bool | None = None
    via_verwijzer: bool | None = None
    op_afspraak: bool | None = None
    gratis: bool | None = None
    anoniem: bool | None = None
    vertrouwelijkheid: Literal["", "vertrouwelijk", "doorgeven"] = ""
    op_feestdagen: Literal["", "open", "gesloten"] = ""
    herkomst: str = ""
    reden: str = ""
    nog_controleren: str = ""
    kanalen: tuple[EigenKanaal, ...] = ()


_OVERNEMEN = tuple(
    naam for naam in Eigen.__struct_fields__ if naam not in ("slug", "land", "kanalen", "reden")
)


class Lezer:
    """Reads services into `rijen`; what is wrong and what is worth saying gathers in `fouten` and `opmerkingen`."""

    def __init__(self, oud: Rijen, termen: dict[str, Rij], indelingen: dict[str, Rij]) -> None:
        self.oud = oud
        self.rijen = beeld.leeg()
        self.fouten: list[Fout] = []
        self.opmerkingen: list[str] = []
        self._termen, self._indelingen = termen, indelingen

    def fout(self, pad: str, zin: str) -> None:
        self.fouten.append(Fout(zin, None, pad))

    def organisatie(self, bron: Json, pad: str) -> str:
        """Read an organisatie and return its id."""
        rest = dict(bron)
        rij = beeld.nieuwe_rij("Organisatie", id=_id(rest), naam=rest.pop("name"))
        rij["omschrijving"] = rest.pop("description", "")
        rij["andere_namen"] = self._past(rest, "alternate_name", Organisatie, "andere_namen")
        self._naam(rij["naam"], Organisatie, f"{pad}.name")
        rij["overig"] = rest
        self._zet("Organisatie", rij)
        return str(rij["id"])

    def dienst(self, bron: Json, pad: str, slug: str) -> str:
        """Read a service with all that is in it, and return its id."""
        rest = dict(bron)
        pk = _id(rest)
        er_was = self.oud["Aanbod"].get(pk)
        try:
            eigen = msgspec.convert(rest.pop(EIGEN, {}), Eigen)
        except msgspec.ValidationError:
            self.fout(f"{pad}.{EIGEN}", _("Dit kunnen we niet lezen. Maak de export opnieuw."))
            eigen = Eigen()
        rij = dict(er_was) if er_was else beeld.nieuwe_rij("Aanbod", id=pk, slug=slug)
        rij["organisatie_id"] = self._organisatie_van(rest, pk, pad)
        rij["naam"] = rest.pop("name")
        self._naam(rij["naam"], Aanbod, f"{pad}.name")
        rij["wat"] = self._past(rest, "description", Aanbod, "wat")
        rij["aanmelden"] = self._past(rest, "application_process", Aanbod, "aanmelden")
        for ons, hun in (
            ("andere_namen", "alternate_name"),
            ("kosten", "fees_description"),
            ("voor_wie", "eligibility_description"),
        ):
            rij[ons] = self._past(rest, hun, Aanbod, ons)
        rij |= {naam: getattr(eigen, naam) for naam in _OVERNEMEN}
        rij["land"] = eigen.land or self._land(bron)
        if not eigen.land:
            zin = _("Land en bereik staan niet in het HSDS-bestand: %s is een gok.") % rij["land"]
            rij["nog_controleren"] = (er_was or {}).get("nog_controleren") or zin
        if er_was is None:
            rij["reden"] = eigen.reden
        rest.pop("last_modified", None)
        if rest.get("status") == {"gepubliceerd": "active", "gearchiveerd": "defunct"}.get(
            rij["status"], "inactive"
        ):
            rest.pop("status")
        if rij["gecontroleerd_op"] and rest.get("assured_date") == rij["gecontroleerd_op"]:
            rest.pop("assured_date")
        self.rijen["Aanbod"][pk] = rij
        self._kanalen(rest, eigen, rij, pad)
        self._lijst(rest, "schedules", pad, lambda deel, waar: self._uren(deel, pk, waar))
        self._lijst(rest, "service_areas", pad, lambda deel, waar: self._gebied(deel, pk))
        self._lijst(rest, "service_at_locations", pad, lambda deel, waar: self._plek(deel, rij, waar))
        self._lijst(rest, "attributes", pad, lambda deel, waar: self._kenmerk(deel, pk))
        rij["overig"] = rest
        return pk

    # The parts of a service. Each says whether it is ours now; what isn't stays in `overig`.

    def _lijst(self, rest: Json, naam: str, pad: str, lees: Any) -> None:
        er_was = rest.get(naam)
        over = [
            deel
            for nummer, deel in enumerate(rest.pop(naam, []))
            if not lees(deel, f"{pad}.{naam}[{nummer}]")
        ]
        if over or er_was == []:
            rest[naam] = over

    def _organisatie_van(self, rest: Json, pk: str, pad: str) -> str:
        gegeven = rest.pop("organization", None)
        organisatie_id = str(rest.pop("organization_id", "") or "").lower()
        if gegeven is not None:
            gelezen = self.organisatie(gegeven, f"{pad}.organization")
            if organisatie_id not in ("", gelezen):
                self.fout(f"{pad}.organization_id", _("Dit is een andere organisatie dan die erbij staat."))
            return gelezen
        bekend = organisatie_id or (self.oud["Aanbod"].get(pk) or {}).get("organisatie_id")
        if bekend is None or bekend not in {**self.oud["Organisatie"], **self.rijen["Organisatie"]}:
            bekend = bekend or str(uuid.uuid5(uuid.UUID(pk), "organization"))
            self.opmerkingen.append(_("De organisatie staat er niet bij. Die krijgt de naam van het aanbod."))
            self._zet("Organisatie", beeld.nieuwe_rij("Organisatie", id=bekend, naam=rest["name"]))
        elif bekend in self.oud["Organisatie"]:
            self.rijen["Organisatie"].setdefault(bekend, self.oud["Organisatie"][bekend])
        return str(bekend)

    def _kanalen(self, rest: Json, eigen: Eigen, aanbod: Rij, pad: str) -> None:
        pk, land = aanbod["id"], aanbod["land"]
        ons = {str(kanaal.id): kanaal for kanaal in eigen.kanalen}
        uit: dict[str, Rij] = {}
        for nummer, kanaal in enumerate(eigen.kanalen):
            if kanaal.soort == Soort.TELEFOON.value:
                continue
            waar = f"{pad}.{EIGEN}.kanalen[{nummer}]"
            try:
                waarde = geldig.kanaal(kanaal.soort, kanaal.waarde, land)
            except ValidationError as fout:
                self.fout(waar, " ".join(fout.messages))
                continue
            uit[str(kanaal.id)] = self._kanaal(pk, kanaal, str(kanaal.id), waarde, {})
        self._lijst(rest, "phones", pad, lambda deel, waar: self._telefoon(deel, waar, pk, land, ons, uit))
        lees: dict[str, tuple[Literal["web", "mail"], Callable[[Any], str | None]]] = {
            "url": ("web", vertalen.als_link),
            "email": ("mail", vertalen.als_mail),
        }
        for naam, (soort, lezer) in lees.items():
            if naam not in rest:
                continue
            gelezen = lezer(rest[naam])
            er_al = {rij["waarde"] for rij in uit.values() if rij["soort"] == soort}
            geschreven = {vertalen.als_uri(w) if naam == "url" else w for w in er_al}
            if rest[naam] in geschreven:
                rest.pop(naam)
            elif gelezen is not None and gelezen not in er_al:
                nieuw = EigenKanaal(uuid.uuid5(uuid.UUID(pk), naam), soort, gelezen, volgorde=len(uit))
                uit[str(nieuw.id)] = self._kanaal(pk, nieuw, str(nieuw.id), gelezen, {})
                if rest[naam] == (vertalen.als_uri(gelezen) if naam == "url" else gelezen):
                    rest.pop(naam)
            elif gelezen is None:
                self.opmerkingen.append(
                    _("“%s” bewaren we voor de export, maar tonen we niet.") % rest[naam][:80]
                )
        waarden: set[tuple[str, str]] = set()
        for rij in uit.values():
            if (rij["soort"], rij["waarde"]) in waarden:
                self.fout(pad, _("“%s” staat er twee keer.") % rij["waarde"])
            waarden.add((rij["soort"], rij["waarde"]))
            self._zet("Kanaal", rij)

    def _kanaal(self, pk: str, bron: EigenKanaal | None, id_: str, waarde: str, overig: Json) -> Rij:
        velden = (
            {
                n: getattr(bron, n)
                for n in ("soort", "label", "volgorde", "altijd_open", "uren_toelichting", "herkomst")
            }
            if bron
            else {"soort": Soort.TELEFOON.value}
        )
        for naam in ("label", "uren_toelichting"):
            veld: Any = Kanaal._meta.get_field(naam)
            velden[naam] = str(velden.get(naam, ""))[: veld.max_length]
        return beeld.nieuwe_rij("Kanaal", id=id_, aanbod_id=pk, waarde=waarde, overig=overig, **velden)

    def _telefoon(
        self, deel: Json, waar: str, pk: str, land: str, ons: dict[str, EigenKanaal], uit: dict[str, Rij]
    ) -> bool:
        try:
            nummer = geldig.telefoon(deel["number"], land)
        except ValidationError as fout:
            if not _elders(deel["number"]):
                self.fout(f"{waar}.number", " ".join(fout.messages))
            self.opmerkingen.append(
                _("Het nummer %s is van een ander land: we bewaren het voor de export, maar tonen het niet.")
                % deel["number"][:40]
            )
            return False
        if nummer != deel["number"] or nummer in {r["waarde"] for r in uit.values()}:
            return False
        rest = dict(deel)
        id_ = _id(rest)
        rest.pop("number")
        label = self._past(rest, "description", Kanaal, "label")
        rij = self._kanaal(pk, ons.get(id_), id_, nummer, rest)
        if id_ not in ons:
            rij["volgorde"] = len(uit)
        uit[id_] = rij | {"label": label, "soort": Soort.TELEFOON.value}
        return True

    def _uren(self, deel: Json, pk: str, waar: str) -> bool:
        rest = dict(deel)
        id_ = _id(rest)
        dagen = vertalen.van_byday(rest.get("byday"))
        van, tot = vertalen.van_tijd(rest.get("opens_at")), vertalen.van_tijd(rest.get("closes_at"))
        datums = [vertalen.van_datum(rest[naam]) for naam in ("valid_from", "valid_to") if naam in rest]
        vreemd = {"count", "until", "byweekno", "bymonthday", "byyearday"} & rest.keys()
        if (
            rest.get("freq") != "WEEKLY"
            or not dagen
            or not van
            or not tot
            or None in datums
            or vreemd
            or rest.get("interval", 1) != 1
        ):
            return False
        del rest["freq"]
        eigen = rest.pop(EIGEN, {})
        kanaal = str(eigen.get("kanaal", "")).lower() if isinstance(eigen, dict) else ""
        if kanaal in self.rijen["Kanaal"]:
            rest.pop("notes", None)
        elif kanaal:
            self.fout(waar, _("Deze uren horen bij een kanaal dat er niet staat."))
            return False
        er_was = self.oud["Openingstijd"].get(id_, {})
        for hun, ons, tijd in (("opens_at", "van", van), ("closes_at", "tot", tot)):
            gelijk = er_was.get(ons) == tijd and hun not in er_was.get("overig", {})
            # Our own way of writing follows the season; it is no difference.
            if (gelijk or EIGEN in deel) and vertalen.heeft_zone(rest[hun]):
                del rest[hun]
        if rest.get("byday") == vertalen.naar_byday(dagen):
            del rest["byday"]
        rij = beeld.nieuwe_rij("Openingstijd", id=id_, aanbod_id=pk, dagen=dagen, van=van, tot=tot)
        rij["kanaal_id"] = kanaal or None
        rij["geldig_van"], rij["geldig_tot"] = rest.pop("valid_from", None), rest.pop("valid_to", None)
        rij["opmerking"] = self._past(rest, "description", Openingstijd, "opmerking")
        rij["overig"] = rest
        self._zet("Openingstijd", rij)
        return True

    def _gebied(self, deel: Json, pk: str) -> bool:
        rest = dict(deel)
        rij = beeld.nieuwe_rij("Werkgebied", id=_id(rest), aanbod_id=pk)
        code = rest.get("extent")
        if rest.get("extent_type") == "text" and code in Provincie.values:
            rij["provincie"] = code
            del rest["extent"], rest["extent_type"]
        if rij["provincie"] and rest.get("name") == str(Provincie(rij["provincie"]).label):
            del rest["name"]
        rij["naam"] = self._past(rest, "name", Werkgebied, "naam")
        if rij["provincie"] and not rij["naam"] and "name" not in deel:
            return False  # going out we would give it a name
        rij["overig"] = rest
        self._zet("Werkgebied", rij)
        return True

    def _plek(self, deel: Json, aanbod: Rij, waar: str) -> bool:
        rest = dict(deel)
        locatie = rest.pop("location", None)
        if locatie is None:
            return False
        rij = beeld.nieuwe_rij("AanbodLocatie", id=_id(rest), aanbod_id=aanbod["id"])
        rij["locatie_id"] = self._locatie(locatie, aanbod)
        if any(
            r["aanbod_id"] == aanbod["id"] and r["locatie_id"] == rij["locatie_id"]
            for r in self.rijen["AanbodLocatie"].values()
        ):
            return False  # a second visit to the same place says nothing that we can hold
        rij["overig"] = rest
        self._zet("AanbodLocatie", rij)
        return True

    def _locatie(self, bron: Json, aanbod: Rij) -> str:
        rest = dict(bron)
        id_ = _id(rest)
        # A place belongs to who was there first; several may use it.
        eigenaar = (self.oud["Locatie"].get(id_) or self.rijen["Locatie"].get(id_) or aanbod)[
            "organisatie_id"
        ]
        rij = beeld.nieuwe_rij("Locatie", id=id_, organisatie_id=eigenaar, soort=rest.pop("location_type"))
        eigen = rest.pop(EIGEN, {})
        rij["verborgen"] = isinstance(eigen, dict) and eigen.get("verborgen") is True
        rij["naam"] = self._past(rest, "name", Locatie, "naam")
        breedte, lengte = rest.get("latitude"), rest.get("longitude")
        if breedte is not None and lengte is not None and abs(breedte) <= 90 and abs(lengte) <= 180:
            rij["breedtegraad"], rij["lengtegraad"] = (
                float(rest.pop("latitude")),
                float(rest.pop("longitude")),
            )
        if adressen := rest.get("addresses"):
            eerste = dict(adressen[0])
            for hun, ons in (("address_1", "straat"), ("postal_code", "postcode"), ("city", "plaats")):
                rij[ons] = self._past(eerste, hun, Locatie, ons, leeg_weg=True)
            rij["provincie"] = vertalen.naar_provincie(eerste["state_province"])
            standaard = {
                "id": vertalen.adres_id(id_),
                "state_province": rij["provincie"],
                "country": vertalen.land_van(rij["provincie"], aanbod["land"]),
                "address_type": rij["soort"],
            }
            for naam, waarde in standaard.items():
                if eerste.get(naam) == waarde:
                    del eerste[naam]
            iets = any(rij[ons] for ons in ("straat", "postcode", "plaats", "provincie"))
            del rest["addresses"]
            if eerste or len(adressen) > 1 or not iets:
                rest["addresses"] = [eerste, *adressen[1:]]
        rij["overig"] = rest
        self._zet("Locatie", rij)
        return str(id_)

    def _kenmerk(self, deel: Json, pk: str) -> bool:
        rest = dict(deel)
        id_ = _id(rest)
        gegeven = rest.get("taxonomy_term") or {}
        term_id = str(rest.get("taxonomy_term_id") or gegeven.get("id") or "").lower()
        if gegeven and gegeven["id"].lower() != term_id:
            return False
        if term_id not in self._termen and not self._nieuwe_term(gegeven):
            return False
        if any(r["aanbod_id"] == pk and r["term_id"] == term_id for r in self.rijen["Kenmerk"].values()):
            return False
        rest.pop("taxonomy_term_id", None)
        for naam, waarde in (("link_id", pk), ("link_entity", "service")):
            if rest.get(naam) == waarde:
                del rest[naam]
        if "taxonomy_term" in rest and gegeven == self._zo_gaat_hij_uit(term_id):
            del rest["taxonomy_term"]
        self._zet("Kenmerk", beeld.nieuwe_rij("Kenmerk", id=id_, aanbod_id=pk, term_id=term_id, overig=rest))
        return True

    def _nieuwe_term(self, gegeven: Json) -> bool:
        """Make a term of a foreign taxonomy known, when the file says enough about both."""
        detail = gegeven.get("taxonomy_detail") or {}
        indeling_id = str(gegeven.get("taxonomy_id") or detail.get("id") or "").lower()
        naam = detail.get("name") or gegeven.get("taxonomy") or ""
        if not gegeven or not indeling_id or not naam or max(len(naam), len(gegeven["name"])) > 200:
            return False
        if indeling_id not in self._indelingen:
            rij = beeld.nieuwe_rij("Indeling", id=indeling_id, slug=f"hsds-{indeling_id[:8]}", naam=naam)
            rij["uitleg"] = detail.get("description", "")
            rij["overig"] = {k: w for k, w in detail.items() if k not in ("id", "name", "description")}
            self._indelingen[indeling_id] = self.rijen["Indeling"][indeling_id] = rij
        term = beeld.nieuwe_rij(
            "Term", id=gegeven["id"].lower(), indeling_id=indeling_id, naam=gegeven["name"]
        )
        term["slug"], term["uitleg"] = f"hsds-{term['id']}", gegeven["description"]
        self._termen[term["id"]] = self.rijen["Term"][term["id"]] = term
        return True

    def _zo_gaat_hij_uit(self, term_id: str) -> Json:
        rij = self._termen[term_id]
        naam = self._indelingen[rij["indeling_id"]]["naam"]
        uit = {
            **rij["overig"],
            "code": rij["slug"],
            "parent_id": rij["ouder_id"],
            "taxonomy": naam,
            "id": rij["id"],
            "name": rij["naam"],
            "description": rij["uitleg"],
            "taxonomy_id": rij["indeling_id"],
        }
        return {k: w for k, w in uit.items() if w not in ("", None) or k == "description"}

    # Helpers.

    def _zet(self, naam: str, rij: Rij) -> None:
        """Keep a row. The same id with other contents is a mistake of the file."""
        er_al = self.rijen[naam].get(rij["id"])
        if er_al is not None and er_al != rij:
            self.fout(f"id {rij['id']}", _("Dit id staat er twee keer, met verschillende gegevens."))
        elif er_al is not None and naam not in ("Organisatie", "Locatie"):
            self.fout(f"id {rij['id']}", _("Dit id staat er twee keer."))
        self.rijen[naam][rij["id"]] = rij

    def _naam(self, naam: str, model: Any, pad: str) -> None:
        if not naam.strip():
            self.fout(pad, _("Dit veld is leeg."))
        elif len(naam) > model._meta.get_field("naam").max_length:
            self.fout(pad, _("Dit is te lang: hoogstens %s tekens.") % 200)

    def _past(self, rest: Json, hun: str, model: Any, ons: str, leeg_weg: bool = False) -> str:
        """The text for a field of ours, taken out of `rest`; what is too long or empty stays there."""
        tekst = rest.get(hun, "")
        if len(tekst) > (model._meta.get_field(ons).max_length or len(tekst)):
            return ""
        if tekst or leeg_weg:
            rest.pop(hun, None)
        return str(tekst)

    def _land(self, bron: Json) -> str:
        adressen = [
            adres.get("country", "").upper()
            for plek in bron.get("service_at_locations", [])
            for adres in plek.get("location", {}).get("addresses", [])
        ]
        landen = {land for land in adressen if land in ("NL", "BE")}
        return landen.pop() if len(landen) == 1 else "NLBE"


def _id(rest: Json) -> str:
    return str(uuid.UUID(rest.pop("id")))


def _elders(nummer: str) -> bool:
    """Whether it is a number of another country: with + and a country code that isn't ours."""
    try:
        gelezen = phonenumbers.parse(nummer, None)
    except phonenumbers.NumberParseException:
        return False
    return gelezen.country_code not in (31, 32) and phonenumbers.is_possible_number(gelezen)


def termen_en_indelingen() -> tuple[dict[str, Rij], dict[str, Rij]]:
    """What the map has, by id."""
    return _alle(Term), _alle(Indeling)


def _alle(model: type[Term] | type[Indeling]) -> dict[str, Rij]:
    rijen: Any = model._default_manager.values(*beeld.velden(model.__name__))
    return {str(rij["id"]): {veld: beeld.plat(w) for veld, w in rij.items()} for rij in rijen}
