"""Certificates of our own: what a browser that trusts the authority accepts, and what it never would."""

import ssl
import subprocess
from pathlib import Path

import pytest

from server import local_ca


def verify(certificate: Path, authority: Path, name: str) -> bool:
    """Whether OpenSSL would let a client that trusts the authority talk to the host."""
    flag = "-verify_ip" if name[0].isdigit() else "-verify_hostname"
    command = ["openssl", "verify", "-CAfile", str(authority), "-purpose", "sslserver", flag, name, str(certificate)]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """A machine called `booth` at 192.168.4.2."""
    monkeypatch.setattr(local_ca, "own_address", lambda: "192.168.4.2")
    monkeypatch.setattr(local_ca.socket, "gethostname", lambda: "booth.lan")
    return monkeypatch


def test_phones_that_trust_the_authority_accept_the_booth(tmp_path: Path, at: pytest.MonkeyPatch) -> None:
    made = local_ca.ensure(tmp_path)
    for name in ("192.168.4.2", "booth.local", "localhost", "127.0.0.1"):
        assert verify(made.certificate, made.authority, name)
    assert not verify(made.certificate, made.authority, "192.168.4.3")
    ssl.create_default_context(ssl.Purpose.CLIENT_AUTH).load_cert_chain(made.certificate, made.key)


def test_the_authority_cannot_speak_for_the_internet(tmp_path: Path, at: pytest.MonkeyPatch) -> None:
    local_ca.ensure(tmp_path)
    local_ca._make(tmp_path, "server", "/CN=bank", local_ca.LEAF.format(names="DNS:bank.example"), 30)
    assert not verify(tmp_path / "server.crt", tmp_path / "ca.crt", "bank.example")


def test_a_certificate_stays_until_the_address_changes(tmp_path: Path, at: pytest.MonkeyPatch) -> None:
    first = local_ca.ensure(tmp_path)
    kept = first.certificate.read_text(), first.authority.read_text()
    local_ca.ensure(tmp_path)
    assert (first.certificate.read_text(), first.authority.read_text()) == kept
    at.setattr(local_ca, "own_address", lambda: "10.1.1.7")
    second = local_ca.ensure(tmp_path)
    assert second.fingerprint == first.fingerprint
    assert verify(second.certificate, second.authority, "10.1.1.7")


def test_a_certificate_about_to_end_is_made_anew(tmp_path: Path, at: pytest.MonkeyPatch) -> None:
    at.setattr(local_ca, "LEAF_DAYS", local_ca.RENEW_DAYS - 1)
    first = local_ca.ensure(tmp_path).certificate.read_text()
    at.setattr(local_ca, "LEAF_DAYS", 30)
    assert local_ca.ensure(tmp_path).certificate.read_text() != first


def test_an_address_outside_private_networks_does_not_spoil_the_rest(tmp_path: Path, at: pytest.MonkeyPatch) -> None:
    at.setattr(local_ca, "own_address", lambda: "192.0.2.9")
    made = local_ca.ensure(tmp_path)
    assert verify(made.certificate, made.authority, "localhost")


def test_keys_are_for_their_owner_only(tmp_path: Path, at: pytest.MonkeyPatch) -> None:
    local_ca.ensure(tmp_path)
    assert {path.stat().st_mode & 0o077 for path in tmp_path.glob("*.key")} == {0}
