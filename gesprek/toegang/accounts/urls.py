"""Addresses of accounts. Only what we use of allauth is here, under the names that it looks for."""

from django.contrib.auth.decorators import login_not_required
from django.urls import path

from gesprek.toegang.accounts import inloggen, mijn, uitgenodigd
from gesprek.toegang.accounts.beleid import aangemeld, inschrijving

urlpatterns = [
    path("inloggen/", login_not_required(inloggen.Inloggen.as_view()), name="account_login"),
    path("inloggen/code/", login_not_required(inloggen.TweedeStap.as_view()), name="mfa_authenticate"),
    path("uitloggen/", inloggen.uitloggen, name="account_logout"),
    path("account/", mijn.overzicht, name="mfa_index"),
    path("account/opnieuw/", inschrijving(inloggen.Opnieuw.as_view()), name="account_reauthenticate"),
    path("account/opnieuw/code/", aangemeld(inloggen.OpnieuwTweedeStap.as_view()), name="mfa_reauthenticate"),
    path("account/app/", mijn.app_koppelen, name="mfa_activate_totp"),
    path("account/herstelcodes/", mijn.herstelcodes, name="mfa_view_recovery_codes"),
    path("account/herstelcodes/codes.txt", mijn.herstelcodes_bestand, name="mfa_download_recovery_codes"),
    path("account/herstelcodes/nieuw/", mijn.herstelcodes_nieuw, name="mfa_generate_recovery_codes"),
    path("account/wachtwoord/", mijn.wachtwoord, name="account_change_password"),
    path("uitnodiging/", uitgenodigd.welkom, name="uitnodiging"),
    path("uitnodiging/wachtwoord/", uitgenodigd.wachtwoord, name="uitnodiging_wachtwoord"),
    path("uitnodiging/<str:kaartje>/", uitgenodigd.link, name="uitnodiging_link"),
]
