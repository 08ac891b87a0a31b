"""What the editors' site shows. The app's own AdminSite decides who comes in."""

from __future__ import annotations

from django.contrib import admin

from sociale_kaart import models
from sociale_kaart.beheer import overig
from sociale_kaart.beheer.aanbod import AanbodAdmin

admin.site.register(models.Aanbod, AanbodAdmin)
admin.site.register(models.Organisatie, overig.OrganisatieAdmin)
admin.site.register(models.Synoniem, overig.SynoniemAdmin)
admin.site.register(models.Indeling, overig.IndelingAdmin)
admin.site.register(models.Term, overig.TermAdmin)
admin.site.register(models.Feestdag, overig.FeestdagAdmin)
admin.site.register(models.Bericht, overig.BerichtAdmin)
