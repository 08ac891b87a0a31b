"""The referral map as a Django app; it knows nothing of gesprek."""

from __future__ import annotations

from django.apps import AppConfig
from django.db.models.signals import post_delete, post_save


class SocialeKaartConfig(AppConfig):
    name = "sociale_kaart"
    label = "sociale_kaart"
    verbose_name = "Sociale kaart"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from sociale_kaart import models, publiek

        for model in (models.Aanbod, models.Kanaal, models.Openingstijd):
            for signaal in (post_save, post_delete):
                signaal.connect(publiek.kaart_gewijzigd, sender=model, dispatch_uid="sociale_kaart.publiek")
        from simple_history.signals import pre_create_historical_record

        from sociale_kaart.beheer.geschiedenis import zelfde_moment

        pre_create_historical_record.connect(zelfde_moment, dispatch_uid="sociale_kaart.beheer")

        from django.db.models.signals import post_migrate

        from sociale_kaart.zoeken import signalen

        signalen.verbind()
        post_migrate.connect(signalen.na_migreren, sender=self, dispatch_uid="sociale_kaart.zoekindex")
