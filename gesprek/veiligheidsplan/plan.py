"""Which sections the safety plan of a dossier has, and putting examples in it. Pure functions.

The plan is a form like a step: a `Stap` made of the sections that fit. The dossier keeps it by the ids of its fields.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection

from gesprek.dossier import Dossier
from gesprek.inhoud.model import Inhoud, Plandeel, PlanGrond, Stap, Uitgangspunt
from gesprek.invoer.stand import leeg_in
from gesprek.invoer.voorbeelden import als_voorbeeld

BEGIN, PLAN = "veiligheidsplan-begin", "veiligheidsplan"
DOEL, ZORG, KINDEREN = "vp-doel", "vp-zorg", "vp-kinderen"


def gronden(dossier: Dossier) -> frozenset[PlanGrond]:
    """Why which sections are asked for.

    The manual holds feelings and behaviour apart: rules per domain come in only for a concern about behaviour, or when
    there are children around. Feelings alone start with support and the client's own safety (manual 2022, step 5).
    """
    doel, zorg = dossier.teksten.get(DOEL, ""), dossier.teksten.get(ZORG, "")
    bij_kinderen = zorg == "gedrag" or dossier.teksten.get(KINDEREN) == "ja"
    uit: set[PlanGrond] = set()
    # Whoever has not said what it is for is not kept from what the other answers ask for.
    if doel in ("kinderen", "allebei") or (not doel and bij_kinderen):
        uit.add("kinderen")
        if bij_kinderen:
            uit.add("domeinen")
    if doel in ("zelf", "allebei") or zorg == "gevoelens":
        uit.add("zelf")
    return frozenset(uit)


def begin(inhoud: Inhoud) -> Stap:
    """The questions of what the plan is for, as a form."""
    plan = inhoud.veiligheidsplan
    return plan.als_stap(BEGIN, (plan.begin,))


def als_stap(inhoud: Inhoud, dossier: Dossier, gezonden: Collection[str] = ()) -> Stap:
    """The plan of this dossier as a form: the sections that fit, and those that hold something all the same.

    `gezonden`: ids of fields that a page sent, which may be from before the purpose was changed in another tab.
    """
    wegens = gronden(dossier)
    delen = [
        deel
        for deel in inhoud.veiligheidsplan.onderdelen
        if not deel.bij
        or wegens.intersection(deel.bij)
        or any(veld.id in gezonden for veld in deel.velden)
        or not leeg_in(dossier, deel)
    ]
    return inhoud.veiligheidsplan.als_stap(PLAN, tuple(delen))


def buiten_keuze(inhoud: Inhoud, dossier: Dossier) -> list[Plandeel]:
    """Sections that are shown only because something is written in them."""
    wegens = gronden(dossier)
    return [
        deel
        for deel in inhoud.veiligheidsplan.onderdelen
        if deel.bij and not wegens.intersection(deel.bij) and not leeg_in(dossier, deel)
    ]


def is_begonnen(inhoud: Inhoud, dossier: Dossier) -> bool:
    """Whether somebody said what it is for, or wrote something in it."""
    delen = (inhoud.veiligheidsplan.begin, *inhoud.veiligheidsplan.onderdelen)
    return any(not leeg_in(dossier, deel) for deel in delen)


def zet_voorbeelden(dossier: Dossier, uitgangspunt: Uitgangspunt, stap: Stap) -> Dossier:
    """With the examples of this situation at the end of their fields, as far as this plan has those; what stands
    there already stays as it is."""
    velden = {veld.id for deel in stap.onderdelen for veld in deel.velden}
    rijen = dict(dossier.rijen)
    for voorbeeld in (voorbeeld for voorbeeld in uitgangspunt.voorbeelden if voorbeeld.veld in velden):
        rij_id = hashlib.blake2b(voorbeeld.id.encode(), digest_size=8).hexdigest()
        al = rijen.get(voorbeeld.veld, ())
        if not any(rij.id == rij_id for rij in al):
            rijen[voorbeeld.veld] = (*al, als_voorbeeld(rij_id, voorbeeld.waarden))
    return dossier.met(rijen=rijen)
