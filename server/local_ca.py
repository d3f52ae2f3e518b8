"""`HTTPS=local`: a certificate of our own, for a booth without a name on the internet (docs/phones.md).

The authority may sign for private networks only, so a stolen key is worth nothing elsewhere. Phones trust it by hand.
"""

import shutil
import socket
import subprocess
import time
from dataclasses import dataclass
from ipaddress import ip_address, ip_network
from pathlib import Path

from server.address import own_address

AUTHORITY_DAYS = 825
#: short, because nobody can revoke it; a start in its last days makes a new one
LEAF_DAYS, RENEW_DAYS = 30, 7
DAY_S = 86_400
#: RFC 1918 and this machine itself
NETWORKS = tuple(map(ip_network, ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "127.0.0.0/8")))
_PERMITTED = [f"permitted;IP:{network.with_netmask}" for network in NETWORKS] + [
    "permitted;DNS:local",
    "permitted;DNS:localhost",
]
AUTHORITY = f"""
basicConstraints = critical,CA:TRUE,pathlen:0
keyUsage = critical,keyCertSign,cRLSign
nameConstraints = critical,{",".join(_PERMITTED)}
"""
LEAF = """
basicConstraints = critical,CA:FALSE
keyUsage = critical,digitalSignature
extendedKeyUsage = serverAuth
subjectAltName = {names}
"""


class NoCertificate(RuntimeError):
    """No certificate could be made; the message says what is missing."""


@dataclass(frozen=True)
class Certificate:
    """Files for the web server, and what a person needs to trust them."""

    certificate: Path
    key: Path
    authority: Path
    fingerprint: str


def ensure(folder: Path) -> Certificate:
    """A certificate for this machine's address, made when there is none that fits. Raises NoCertificate."""
    if not shutil.which("openssl"):
        raise NoCertificate("HTTPS=local needs the program openssl. On Debian and Ubuntu: sudo apt install openssl")
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    authority, leaf, known = folder / "ca.crt", folder / "server.crt", folder / "names"
    names = _names()
    if not _lasts(authority):
        _make(folder, "ca", "/CN=Boxless at this booth", AUTHORITY, AUTHORITY_DAYS)
        known.unlink(missing_ok=True)
    if not (known.exists() and known.read_text() == names and _lasts(leaf)):
        _make(folder, "server", "/CN=Boxless", LEAF.format(names=names), LEAF_DAYS)
        known.write_text(names)
    return Certificate(leaf, folder / "server.key", authority, _fingerprint(authority))


def _names() -> str:
    address, host = own_address(), socket.gethostname().split(".")[0]
    # One name outside the authority's networks would spoil the whole certificate.
    own = [f"IP:{address}"] if address != "localhost" and _is_ours(address) else []
    return ",".join([*own, f"DNS:{host}.local", "DNS:localhost", "IP:127.0.0.1"])


def _is_ours(address: str) -> bool:
    return any(ip_address(address) in network for network in NETWORKS)


def _lasts(certificate: Path) -> bool:
    """Whether the file is there and good for some days more."""
    if not certificate.exists():
        return False
    left = str(RENEW_DAYS * DAY_S)
    return _openssl("x509", "-in", certificate, "-noout", "-checkend", left).returncode == 0


def _make(folder: Path, name: str, subject: str, extensions: str, days: int) -> None:
    key, request, extension_file = (folder / f"{name}.{ending}" for ending in ("key", "csr", "cnf"))
    key.touch(mode=0o600)
    extension_file.write_text(extensions)
    _must("genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256", "-out", key)
    _must("req", "-new", "-key", key, "-subj", subject, "-out", request)
    # the authority signs itself
    by = ("-signkey", key) if name == "ca" else ("-CA", folder / "ca.crt", "-CAkey", folder / "ca.key")
    terms = ("-days", str(days), "-set_serial", str(time.time_ns()), "-sha256", "-extfile", extension_file)
    _must("x509", "-req", "-in", request, *terms, *by, "-out", folder / f"{name}.crt")


def _fingerprint(certificate: Path) -> str:
    said = _openssl("x509", "-in", certificate, "-noout", "-fingerprint", "-sha256").stdout
    return said.strip().partition("=")[2]


def _must(*arguments: str | Path) -> None:
    done = _openssl(*arguments)
    if done.returncode:
        raise NoCertificate(f"openssl {arguments[0]} failed: {done.stderr.strip()}")


def _openssl(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = ["openssl", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - our own words
