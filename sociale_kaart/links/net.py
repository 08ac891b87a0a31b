"""Asking one address of a stranger's server: never inside our own network, never for long, never much."""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

NAAM = "StartHetGesprek-linkcontrole/1 (kijkt of de links van een sociale kaart nog werken)"
"""Says what we are and nothing about who runs it."""
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
# All that was ever given out of IPv6. Outside it lie the ranges that hide an IPv4 address and those of a network of
# one's own, and Python calls some of them global.
_UITGEGEVEN = ipaddress.ip_network("2000::/3")


class Geweigerd(Exception):
    """We do not go there: an address of our own network, or one that is not http(s)."""


class TeLang(Exception):
    """The server kept us waiting longer than we wait."""


@dataclass(frozen=True, slots=True)
class Antwoord:
    """What a server said, without its text."""

    status: int
    koppen: Mapping[str, str]


def openbaar(adres: str) -> bool:
    """Whether an IP address lies on the open internet, also when it hides another in itself."""
    ip = ipaddress.ip_address(adres.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        verpakt = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if ip in _NAT64:
            verpakt = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if verpakt is not None:
            return openbaar(str(verpakt))
        if ip not in _UITGEGEVEN:
            return False
    return ip.is_global and not ip.is_multicast


def vraag(adres: str, methode: str, *, wacht: float, ook_eigen_net: bool = False) -> Antwoord:
    """HEAD or GET one address, without following a redirect.

    Raises Geweigerd, TeLang, ssl.SSLError, OSError or http.client.HTTPException. The name is looked up once and the
    connection goes to the very IP that was judged, so that a second answer of the DNS can't lead elsewhere.
    """
    delen = urlsplit(adres)
    if delen.scheme not in ("http", "https") or not delen.hostname or "@" in delen.netloc:
        raise Geweigerd(adres)
    try:
        host = delen.hostname.encode("idna").decode() if not delen.hostname.isascii() else delen.hostname
        poort = delen.port or (443 if delen.scheme == "https" else 80)
    except (UnicodeError, ValueError) as fout:
        raise Geweigerd(adres) from fout
    ip, familie = _zoek_op(host, poort, ook_eigen_net)
    verbinding = _Verbinding(host, poort, ip, familie, wacht, met_tls=delen.scheme == "https")
    pad = quote(delen.path or "/", safe="/%:@!$&'()*+,;=~-._") + (
        f"?{quote(delen.query, safe='/%:@!$&()*+,;=~-._?')}" if delen.query else ""
    )
    # A timeout of a socket counts from byte to byte. The bell ends it all, also for who sends a byte a second.
    bel = threading.Timer(wacht, verbinding.breek_af)
    bel.daemon = True
    bel.start()
    try:
        verbinding.request(methode, pad, headers={"User-Agent": NAAM, "Accept": "*/*", "Connection": "close"})
        antwoord = verbinding.getresponse()
        if verbinding.afgebroken:
            raise TeLang
        # The body stays where it is, however large: the status and the headers say enough.
        return Antwoord(antwoord.status, {naam.lower(): waarde for naam, waarde in antwoord.getheaders()})
    except (OSError, http.client.HTTPException) as fout:
        if verbinding.afgebroken or isinstance(fout, TimeoutError):
            raise TeLang from fout
        raise
    finally:
        bel.cancel()
        verbinding.close()


def _zoek_op(host: str, poort: int, ook_eigen_net: bool) -> tuple[str, socket.AddressFamily]:
    """The address to connect to. One private address among public ones is reason enough to stay away."""
    gevonden = socket.getaddrinfo(host, poort, type=socket.SOCK_STREAM)
    adressen = [(str(plek[0]), familie) for familie, _, _, _, plek in gevonden]
    if not ook_eigen_net and not all(openbaar(ip) for ip, _ in adressen):
        raise Geweigerd(host)
    # IPv4 first: many a server that runs this has no IPv6 to the outside.
    return min(adressen, key=lambda plek: plek[1] != socket.AF_INET)


class _Verbinding(http.client.HTTPConnection):
    """A connection to an IP that was looked up before, in the name of `host`, that can be ended from outside."""

    def __init__(
        self, host: str, poort: int, ip: str, familie: socket.AddressFamily, wacht: float, *, met_tls: bool
    ) -> None:
        super().__init__(host, poort, timeout=wacht)
        # What http.client leaves out of the Host header; it knows only its own class for TLS.
        self.default_port = 443 if met_tls else 80
        self.afgebroken = False
        self._ip, self._familie, self._wacht, self._met_tls = ip, familie, wacht, met_tls
        self._stekker: socket.socket | None = None

    def connect(self) -> None:
        stekker = socket.socket(self._familie, socket.SOCK_STREAM)
        self._stekker = self.sock = stekker
        stekker.settimeout(self._wacht)
        stekker.connect((self._ip, self.port))
        if self._met_tls:
            # Wrapping takes the file descriptor along, so the bell must know the new one during the handshake too.
            veilig = ssl.create_default_context().wrap_socket(
                stekker, server_hostname=self.host, do_handshake_on_connect=False
            )
            self._stekker = self.sock = veilig
            veilig.do_handshake()

    def breek_af(self) -> None:
        """Called by the bell, from its own thread: whoever waits on the socket wakes up with an error or an end."""
        self.afgebroken = True
        if self._stekker is not None:
            try:
                socket.socket.shutdown(self._stekker, socket.SHUT_RDWR)
            except OSError:
                return  # not connected (any more): then nobody waits on it
