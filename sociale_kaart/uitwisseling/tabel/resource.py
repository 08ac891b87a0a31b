"""The table of the sociale kaart for django-import-export: one row is one aanbod.

The Resource reads, checks and compares. It writes nothing: what changed is gathered, and `schrijven` puts it in at
once. So it is always run with `dry_run=False, use_transactions=False`: a dry run of the package takes a write lock.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import DEFAULT_DB_ALIAS
from django.utils.translation import gettext as _
from import_export import fields, resources, widgets
from import_export.instance_loaders import BaseInstanceLoader

from sociale_kaart import geldig
from sociale_kaart.adressen import EIGEN_PAGINAS
from sociale_kaart.models import Aanbod, Kanaal, Locatie, LocatieSoort, Openingstijd, Organisatie, Werkgebied
from sociale_kaart.provincies import Provincie
from sociale_kaart.uitwisseling.tabel import cellen, regel
from sociale_kaart.uitwisseling.tabel.cellen import Waarde
from sociale_kaart.uitwisseling.tabel.regel import KOLOMMEN, Regel, Termen

LANGSTE_CEL = 20_000


class CelWidget(widgets.Widget):  # type: ignore[misc] # import-export ships no types
    """One cell: checked and written in one way when it comes in, no formula when it goes out."""

    def __init__(self, kijk_na: Callable[[str, Mapping[str, str]], str]) -> None:
        super().__init__()
        self._kijk_na = kijk_na

    def clean(self, value: Any, row: Mapping[str, str] | None = None, **kwargs: Any) -> str:
        """Raises ValueError with a sentence for who filled the cell."""
        tekst = cellen.netjes(cellen.herstel(str(value or "")))
        if teken := cellen.vreemd_teken(tekst):
            raise ValueError(_("Hier staat een onzichtbaar teken (%s).") % teken)
        if len(tekst) > LANGSTE_CEL:
            raise ValueError(_("Hier staat te veel: hoogstens 20.000 tekens."))
        try:
            return self._kijk_na(tekst, row or {})
        except ValidationError as fout:
            raise ValueError(" ".join(fout.messages)) from fout

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        return cellen.ontscherp(str(value or ""))


class AanbodResource(resources.Resource):  # type: ignore[misc]
    """Compares the rows of a file with the rows of the map that are given to it."""

    def __init__(self, huidig: Mapping[str, Regel], termen: Termen) -> None:
        self._huidig, self._termen = huidig, termen
        self._op_slug = {rij.slug: pk for pk, rij in huidig.items()}  # type: ignore[attr-defined]
        self.anders: dict[int, tuple[Regel, list[str], bool]] = {}
        """By row number: what it has to be, which columns differ, and whether it is new."""
        super().__init__()
        self.fields = {
            kolom: fields.Field(
                attribute=kolom,
                column_name=kolom,
                widget=CelWidget(self._keuring(kolom)),
                readonly=kolom in regel.ALLEEN_LEZEN,
            )
            for kolom in KOLOMMEN
        }

    class Meta:
        import_id_fields = ("id",)
        skip_diff = True
        using_db = DEFAULT_DB_ALIAS
        instance_loader_class = BaseInstanceLoader
        store_instance = False

    def get_import_order(self) -> list[str]:
        return list(KOLOMMEN)

    def get_export_order(self) -> list[str]:
        return list(KOLOMMEN)

    def get_or_init_instance(self, instance_loader: Any, row: Mapping[str, Any]) -> tuple[Regel, bool]:
        """The row of the map with this id, or with this slug when there is no id; else a new one."""
        pk = cellen.herstel(str(row.get("id") or "")).strip().lower()
        if not pk:
            pk = self._op_slug.get(cellen.herstel(str(row.get("slug") or "")).strip(), "")
        er_is = self._huidig.get(pk)
        return (Regel(er_is.als_dict()), False) if er_is else (Regel(), True)

    def skip_row(
        self, instance: Regel, original: Any, row: Mapping[str, Any], import_validation_errors: Any = None
    ) -> bool:
        """An unchanged row is left alone, also when it would not pass what is asked of new values."""
        er_was = self._huidig.get(instance.id)  # type: ignore[attr-defined]
        return (
            not import_validation_errors and er_was is not None and er_was.als_dict() == instance.als_dict()
        )

    def import_field(
        self, field: Any, instance: Regel, row: Mapping[str, Any], is_m2m: bool = False, **kwargs: Any
    ) -> None:
        """A cell as it was exported is not looked at again: only what somebody changed is checked."""
        nu = getattr(instance, field.attribute)
        cel = cellen.netjes(cellen.herstel(str(row.get(field.column_name) or "")))
        if cel == nu or (not cel and field.attribute in ("id", "slug", "organisatie_id", "status") and nu):
            return
        field.save(instance, row, is_m2m, **kwargs)

    def validate_instance(
        self, instance: Regel, import_validation_errors: Any = None, validate_unique: bool = True
    ) -> None:
        """What the columns ask of each other. Raises ValidationError by column."""
        fouten: dict[str, Any] = dict(import_validation_errors or {})
        for kolom in ("naam", "organisatie", "land"):
            if not getattr(instance, kolom) and kolom not in fouten:
                fouten[kolom] = ValidationError(_("Deze kolom moet gevuld zijn."))
        rij: Any = instance
        if rij.status == "gepubliceerd" and not rij.wat:
            fouten.setdefault("wat", ValidationError(_("Wie gepubliceerd is, zegt wat hij doet.")))
        if rij.status == "gearchiveerd" and not rij.reden:
            fouten.setdefault(
                "reden", ValidationError(_("Schrijf op waarom, zodat niemand het opnieuw opneemt."))
            )
        if "openingstijden" not in fouten and not any(kolom in fouten for kolom in regel.KANALEN):
            kanalen = {
                (soort, w.tekst) for soort in regel.KANALEN for w in cellen.ontleed(getattr(instance, soort))
            }
            for uren in cellen.ontleed(rij.openingstijden):
                wees = [
                    f"{s}={w}" for s, w in uren.opties.items() if s in regel.KANALEN and (s, w) not in kanalen
                ]
                if wees:
                    fouten["openingstijden"] = ValidationError(
                        _("Deze uren horen bij een kanaal dat er niet staat: %s.") % ", ".join(wees)
                    )
        if fouten:
            raise ValidationError(fouten)

    def save_instance(self, instance: Regel, is_create: bool, row: Mapping[str, Any], **kwargs: Any) -> None:
        er_was = self._huidig.get(instance.id)  # type: ignore[attr-defined]
        oud = er_was.als_dict() if er_was else {}
        namen = [kolom for kolom, waarde in instance.als_dict().items() if waarde != oud.get(kolom, "")]
        self.anders[kwargs["row_number"]] = instance, namen, is_create

    def save_m2m(self, instance: Regel, row: Mapping[str, Any], **kwargs: Any) -> None:
        """Everything is in the columns."""

    # What each column asks.

    def _keuring(self, kolom: str) -> Callable[[str, Mapping[str, str]], str]:
        if kolom in ("id", "organisatie_id"):
            return lambda tekst, rij: str(uuid.UUID(tekst)) if _is_uuid(tekst) else _weiger_id(tekst)
        if kolom == "slug":
            return _slug
        if kolom in regel.JA_NEE:
            return _ja_nee
        if kolom in regel.KEUZES:
            veld: Any = Aanbod._meta.get_field(kolom)
            keuzes = [str(waarde) for waarde, _naam in veld.flatchoices]
            return lambda tekst, rij: _uit(keuzes, tekst)
        if kolom in regel.INDELINGEN:
            return lambda tekst, rij: self._termen_van(kolom, tekst)
        if kolom in regel.KANALEN:
            return lambda tekst, rij: _kanalen(kolom, tekst, regel.is_land(rij.get("land") or ""))
        vrij = {"provincies": _provincies, "plaatsen": _plaatsen, "openingstijden": _openingstijden}
        if kolom in vrij:
            return lambda tekst, rij: vrij[kolom](tekst)
        model, naam = (Organisatie, "naam") if kolom == "organisatie" else (Aanbod, kolom)
        return lambda tekst, rij: _lengte(model, naam, tekst)

    def _termen_van(self, indeling: str, tekst: str) -> str:
        bekend = sorted(slug for van, slug in self._termen if van == indeling)
        gekozen = cellen.ontleed(tekst)
        for waarde in gekozen:
            if waarde.opties or waarde.tekst not in bekend:
                raise ValueError(
                    _("“%(wat)s” kennen we niet. Kies uit: %(keuzes)s.")
                    % {"wat": waarde.tekst, "keuzes": ", ".join(bekend) or _("nog niets")}
                )
        return cellen.schrijf(Waarde(slug) for slug in sorted({w.tekst for w in gekozen}))


def _is_uuid(tekst: str) -> bool:
    try:
        uuid.UUID(tekst)
    except ValueError:
        return False
    return True


def _weiger_id(tekst: str) -> str:
    if tekst:
        raise ValueError(_("Dit is geen id. Laat de cel leeg bij een nieuwe rij."))
    return ""


def _slug(tekst: str, rij: Mapping[str, str]) -> str:
    Aanbod._meta.get_field("slug").run_validators(tekst)
    if tekst in EIGEN_PAGINAS:
        raise ValueError(_("Op dit adres staat al een andere pagina. Kies een ander woord."))
    return tekst


def _ja_nee(tekst: str, rij: Mapping[str, str]) -> str:
    if tekst.lower() not in ("", "ja", "nee"):
        raise ValueError(_("Schrijf ja of nee, of laat de cel leeg als het niet bekend is."))
    return tekst.lower()


def _uit(keuzes: list[str], tekst: str) -> str:
    op_klein = {keuze.lower(): keuze for keuze in keuzes}
    if tekst.lower() not in op_klein:
        wel = ", ".join(keuze for keuze in keuzes if keuze)
        raise ValueError(_("“%(wat)s” kan hier niet. Kies uit: %(keuzes)s.") % {"wat": tekst, "keuzes": wel})
    return op_klein[tekst.lower()]


def _lengte(model: Any, veld: str, tekst: str) -> str:
    hoogstens = model._meta.get_field(veld).max_length
    if hoogstens and len(tekst) > hoogstens:
        raise ValueError(_("Dit is te lang: hoogstens %s tekens.") % hoogstens)
    return tekst


def _opties(waarde: Waarde, mag: Iterable[str]) -> None:
    for naam in waarde.opties:
        if naam not in mag:
            raise ValueError(
                _("“{%(wat)s}” kennen we hier niet. Wel: %(wel)s.") % {"wat": naam, "wel": ", ".join(mag)}
            )


def _kanalen(soort: str, tekst: str, land: str) -> str:
    waarden = cellen.ontleed(tekst)
    for waarde in waarden:
        _opties(waarde, regel.KANAALOPTIES)
        _lengte(Kanaal, "waarde", waarde.tekst)
        waarde.tekst = geldig.kanaal(soort, waarde.tekst, land)
        if waarde.opties.get("altijd open", "ja") != "ja":
            raise ValueError(_("Schrijf {altijd open} zonder meer, of laat het weg."))
        for naam, veld in regel.KANAALOPTIES.items():
            _lengte(Kanaal, veld, waarde.opties.get(naam, ""))
    if len({w.tekst for w in waarden}) < len(waarden):
        raise ValueError(_("Hetzelfde staat er twee keer."))
    return cellen.schrijf(waarden)


def _provincies(tekst: str) -> str:
    waarden = cellen.ontleed(tekst)
    for waarde in waarden:
        _opties(waarde, ("naam",))
        waarde.tekst = waarde.tekst.upper()
        if waarde.tekst:
            _uit(Provincie.values, waarde.tekst)
        _lengte(Werkgebied, "naam", waarde.opties.get("naam", ""))
    return cellen.schrijf(sorted(waarden, key=lambda w: (w.tekst, str(sorted(w.opties.items())))))


def _plaatsen(tekst: str) -> str:
    waarden = cellen.ontleed(tekst)
    for waarde in waarden:
        _opties(waarde, regel.PLAATSOPTIES)
        try:
            rij = regel.plaats(waarde)
        except ValueError as fout:
            raise ValueError(_("Breedte en lengte zijn getallen.")) from fout
        _uit(["", *Provincie.values], rij["provincie"])
        _uit(LocatieSoort.values, rij["soort"])
        for veld in ("plaats", "naam", "straat", "postcode"):
            _lengte(Locatie, veld, rij[veld])
        breedte, lengte = rij["breedtegraad"], rij["lengtegraad"]
        if (breedte is None) != (lengte is None):
            raise ValueError(_("Breedte en lengte horen bij elkaar."))
        if breedte is not None and not (-90 <= breedte <= 90 and -180 <= lengte <= 180):
            raise ValueError(_("Deze breedte en lengte liggen niet op aarde."))
    return cellen.schrijf(sorted(waarden, key=lambda w: (w.tekst, str(sorted(w.opties.items())))))


def _openingstijden(tekst: str) -> str:
    waarden = cellen.ontleed(tekst)
    for waarde in waarden:
        _opties(waarde, (*regel.UUROPTIES, *regel.KANALEN))
        dagen, van, tot = cellen.lees_uren(waarde.tekst)
        waarde.tekst = f"{cellen.dagen_in_woorden(dagen)} {van}-{tot}"
        for naam in ("van", "tot"):
            try:
                date.fromisoformat(waarde.opties.get(naam, "2000-01-01"))
            except ValueError as fout:
                raise ValueError(_("Schrijf een dag als 2026-12-31.")) from fout
        _lengte(Openingstijd, "opmerking", waarde.opties.get("opmerking", ""))
    return cellen.schrijf(sorted(waarden, key=lambda w: (w.tekst, str(sorted(w.opties.items())))))
