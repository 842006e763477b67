"""Signed containers made on the spot: the certificate is our own, so nothing here belongs to a person."""

import base64
import hashlib
import io
import zipfile
from datetime import UTC, datetime
from urllib.parse import quote

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa, utils
from cryptography.hazmat.primitives.serialization import Encoding
from lxml import etree

DS = "http://www.w3.org/2000/09/xmldsig#"
XADES = "http://uri.etsi.org/01903/v1.3.2#"
SHA256 = "http://www.w3.org/2001/04/xmlenc#sha256"
C14N = "http://www.w3.org/2001/10/xml-exc-c14n#"
SIGNED_AT = datetime(2026, 10, 5, 9, 12, 44, tzinfo=UTC)  # Monday

Key = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey


Name = tuple[str, str]  # first name, last name
KAI: Name = ("KAI-RIIN", "LÕHMUS")


def certificate(
    key: Key, *, names: bool = True, owner: Name = KAI, issuer: tuple[x509.Name, Key] | None = None
) -> x509.Certificate:
    """Return a certificate of an invented person; without `names` only the CN holds the name and the code."""
    subject = [x509.NameAttribute(x509.NameOID.COMMON_NAME, f"{owner[1]},{owner[0]},47902180007")]
    if names:
        subject += [
            x509.NameAttribute(x509.NameOID.SURNAME, owner[1]),
            x509.NameAttribute(x509.NameOID.GIVEN_NAME, owner[0]),
            x509.NameAttribute(x509.NameOID.SERIAL_NUMBER, "PNOEE-47902180007"),
        ]
    builder = (
        x509.CertificateBuilder()
        .subject_name(x509.Name(subject))
        .issuer_name(issuer[0] if issuer else x509.Name(subject))
        .public_key(key.public_key())
    )
    builder = (
        builder.serial_number(7)
        .not_valid_before(datetime(2026, 1, 1, tzinfo=UTC))
        .not_valid_after(datetime(2030, 1, 1, tzinfo=UTC))
    )
    return builder.sign(issuer[1] if issuer else key, hashes.SHA256())


def container(
    files: dict[str, bytes],
    *,
    kind: str = "ec",
    names: bool = True,
    mimetype: bytes = b"application/vnd.etsi.asic-e+zip",
    owner: Name = KAI,
    issuer: tuple[x509.Name, Key] | None = None,
) -> bytes:
    """Return an ASiC-E container of the files with one signature that holds."""
    signature = signed(files, kind=kind, names=names, owner=owner, issuer=issuer)
    return archive(
        [
            ("mimetype", mimetype),
            *files.items(),
            ("META-INF/manifest.xml", b"<m/>"),
            ("META-INF/signatures0.xml", signature),
        ]
    )


def archive(entries: list[tuple[str, bytes]]) -> bytes:
    """Return a zip of the entries, in order."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as opened:
        for name, content in entries:
            opened.writestr(zipfile.ZipInfo(name), content)
    return out.getvalue()


def signed(
    files: dict[str, bytes], *, kind: str = "ec", names: bool = True, owner: Name = KAI, issuer: tuple[x509.Name, Key] | None = None
) -> bytes:
    """Return a XAdES signature of the files."""
    key: Key = ec.generate_private_key(ec.SECP384R1()) if kind == "ec" else rsa.generate_private_key(65537, 2048)
    certified = certificate(key, names=names, owner=owner, issuer=issuer)
    der = certified.public_bytes(Encoding.DER)
    properties = (
        f'<x:SignedProperties xmlns:x="{XADES}" xmlns:ds="{DS}" Id="S0-P"><x:SignedSignatureProperties>'
        f"<x:SigningTime>{SIGNED_AT:%Y-%m-%dT%H:%M:%SZ}</x:SigningTime><x:SigningCertificate><x:Cert><x:CertDigest>"
        f"{_digest(der)}</x:CertDigest></x:Cert></x:SigningCertificate></x:SignedSignatureProperties></x:SignedProperties>"
    )
    references = "".join(
        f'<ds:Reference URI="{quote(name)}">{_digest(content)}</ds:Reference>' for name, content in files.items()
    )
    info = (
        f'<ds:SignedInfo xmlns:ds="{DS}"><ds:CanonicalizationMethod Algorithm="{C14N}"></ds:CanonicalizationMethod>'
        f'<ds:SignatureMethod Algorithm="http://www.w3.org/2001/04/xmldsig-more#{"ecdsa" if kind == "ec" else "rsa"}-sha256"></ds:SignatureMethod>'
        f'{references}<ds:Reference URI="#S0-P"><ds:Transforms><ds:Transform Algorithm="{C14N}"></ds:Transform></ds:Transforms>'
        f"{_digest(_canonical(properties))}</ds:Reference></ds:SignedInfo>"
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><a:XAdESSignatures xmlns:a="http://uri.etsi.org/02918/v1.2.1#"><ds:Signature xmlns:ds="{DS}" Id="S0">{info}'
        f"<ds:SignatureValue>{_value(key, _canonical(info))}</ds:SignatureValue><ds:KeyInfo><ds:X509Data><ds:X509Certificate>{_b64(der)}</ds:X509Certificate>"
        f'</ds:X509Data></ds:KeyInfo><ds:Object><x:QualifyingProperties xmlns:x="{XADES}" Target="#S0">{properties}</x:QualifyingProperties></ds:Object>'
        "</ds:Signature></a:XAdESSignatures>"
    ).encode()


def _value(key: Key, octets: bytes) -> str:
    if isinstance(key, rsa.RSAPrivateKey):
        return _b64(key.sign(octets, padding.PKCS1v15(), hashes.SHA256()))
    r, s = utils.decode_dss_signature(key.sign(octets, ec.ECDSA(hashes.SHA256())))
    return _b64(r.to_bytes(48, "big") + s.to_bytes(48, "big"))


def _canonical(xml: str) -> bytes:
    return etree.tostring(etree.fromstring(xml), method="c14n", exclusive=True)


def _digest(octets: bytes) -> str:
    digest = _b64(hashlib.sha256(octets).digest())
    return f'<ds:DigestMethod Algorithm="{SHA256}"></ds:DigestMethod><ds:DigestValue>{digest}</ds:DigestValue>'


def _b64(octets: bytes) -> str:
    return base64.b64encode(octets).decode()
