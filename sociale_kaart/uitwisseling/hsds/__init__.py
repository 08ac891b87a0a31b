"""HSDS 3.0 (Open Referral): the map as JSON, in and out."""

from sociale_kaart.uitwisseling.hsds import nakijken, uit

__all__ = ["nakijken", "uit"]
