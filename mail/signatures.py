"""The signatures of a container: who signed when, and whether the digests and the signature value hold, checked offline.

"Valid" says that the files are the ones signed and the signature is by the key of the certificate shown. It says nothing of
trust: no list of trusted issuers, no revocation, no time-stamp is asked.
"""

import base64
import binascii
import hashlib
import re
import urllib.parse
from datetime import UTC, datetime

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa, utils
from cryptography.hazmat.primitives.serialization import Encoding
from lxml import etree

from mail.charsets import one_line
from mail.letter import Signature

_NS = {"ds": "http://www.w3.org/2000/09/xmldsig#", "x": "http://uri.etsi.org/01903/v1.3.2#"}
_DIGESTS = {
    "http://www.w3.org/2001/04/xmlenc#sha256": "sha256",
    "http://www.w3.org/2001/04/xmlenc#sha512": "sha512",
    "http://www.w3.org/2001/04/xmldsig-more#sha384": "sha384",
    "http://www.w3.org/2001/04/xmldsig-more#sha224": "sha224",
}
_HASHES: dict[str, hashes.HashAlgorithm] = {
    "224": hashes.SHA224(),
    "256": hashes.SHA256(),
    "384": hashes.SHA384(),
    "512": hashes.SHA512(),
}
_PLAIN_C14N = "http://www.w3.org/TR/2001/REC-xml-c14n-20010315"
_PERSON = re.compile(r"(?:PNO[A-Z]{2}-)?([0-9]{11})")


def read_signature(
    name: str, root: etree._Element, element: etree._Element, files: dict[str, bytes], sound: bool
) -> Signature:
    """Return a signature of an .asice or .bdoc, and whether it holds for exactly these files."""
    certificate = _certificate(element)
    signer, code = _person(certificate) if certificate else ("", "")
    signed_at = _moment(element.findtext(".//x:SigningTime", namespaces=_NS))
    valid = sound and certificate is not None and _holds(root, element, files, certificate, signed_at)
    return Signature(name, signer, code, signed_at, valid)


def named_signature(name: str, element: etree._Element) -> Signature:
    """Return who signed an old container and when; its digests are SHA-1, so it is never called valid."""
    certificate = _certificate(element)
    signer, code = _person(certificate) if certificate else ("", "")
    return Signature(name, signer, code, _moment(element.findtext(".//{*}SigningTime")), False)


def _holds(
    root: etree._Element,
    element: etree._Element,
    files: dict[str, bytes],
    certificate: x509.Certificate,
    signed_at: datetime | None,
) -> bool:
    """Tell whether the digests, the signed properties, the certificate's digest and the signature value all agree."""
    infos = element.findall("ds:SignedInfo", _NS)
    properties = element.findall("ds:Object/x:QualifyingProperties/x:SignedProperties", _NS)
    if len(infos) != 1 or len(properties) != 1 or signed_at is None:
        return False
    if not certificate.not_valid_before_utc <= signed_at <= certificate.not_valid_after_utc:
        return False
    try:
        return (
            _references_hold(root, infos[0], properties[0], files)
            and _certificate_named(properties[0], certificate)
            and _value_holds(infos[0], _octets(element.findtext("ds:SignatureValue", namespaces=_NS)), certificate)
        )
    except (ValueError, KeyError, TypeError, AttributeError, UnsupportedAlgorithm, etree.LxmlError):
        return False


def _references_hold(
    root: etree._Element, info: etree._Element, properties: etree._Element, files: dict[str, bytes]
) -> bool:
    covered: set[str] = set()
    for reference in info.findall("ds:Reference", _NS):
        uri = reference.get("URI", "")
        if uri.startswith("#"):
            alone = len(root.xpath("//*[@Id=$id]", id=uri[1:])) == 1
            octets = _canonical(properties, _transform(reference)) if alone and properties.get("Id") == uri[1:] else b""
            covered.add("#")
        else:
            file = uri if uri in files else urllib.parse.unquote(uri)
            if file not in files:
                return False
            octets = files[file]
            covered.add(file)
        if not octets and uri.startswith("#"):
            return False
        if not _digest_holds(reference, octets):
            return False
    return covered == {*files, "#"}


def _digest_holds(element: etree._Element, octets: bytes) -> bool:
    method = element.find("ds:DigestMethod", _NS)
    algorithm = _DIGESTS.get(method.get("Algorithm", "") if method is not None else "")  # SHA-1 is no proof any more
    wanted = _octets(element.findtext("ds:DigestValue", namespaces=_NS))
    return bool(algorithm) and hashlib.new(str(algorithm), octets).digest() == wanted


def _certificate_named(properties: etree._Element, certificate: x509.Certificate) -> bool:
    named = properties.find(".//x:CertDigest", _NS)
    return named is not None and _digest_holds(named, certificate.public_bytes(Encoding.DER))


def _value_holds(info: etree._Element, value: bytes, certificate: x509.Certificate) -> bool:
    method = info.find("ds:SignatureMethod", _NS)
    canonical = info.find("ds:CanonicalizationMethod", _NS)
    algorithm = method.get("Algorithm", "") if method is not None else ""
    digest = _HASHES.get(algorithm[-3:]) or _HASHES.get(algorithm.lower().partition("sha")[2][:3])
    if digest is None or canonical is None:
        return False
    octets = _canonical(info, canonical.get("Algorithm", ""))
    key = certificate.public_key()
    try:
        if isinstance(key, rsa.RSAPublicKey):
            scheme = (
                padding.PSS(padding.MGF1(digest), digest.digest_size)
                if "mgf1" in algorithm.lower()
                else padding.PKCS1v15()
            )
            key.verify(value, octets, scheme, digest)
        elif isinstance(key, ec.EllipticCurvePublicKey):
            half = len(value) // 2
            r, s = int.from_bytes(value[:half], "big"), int.from_bytes(value[half:], "big")
            key.verify(utils.encode_dss_signature(r, s), octets, ec.ECDSA(digest))
        else:
            return False
    except InvalidSignature:
        return False
    return True


def _canonical(element: etree._Element, algorithm: str) -> bytes:
    return etree.tostring(
        element, method="c14n", exclusive="exc-c14n" in algorithm, with_comments=algorithm.endswith("WithComments")
    )


def _transform(reference: etree._Element) -> str:
    transform = reference.find("ds:Transforms/ds:Transform", _NS)
    return transform.get("Algorithm", _PLAIN_C14N) if transform is not None else _PLAIN_C14N


def _certificate(element: etree._Element) -> x509.Certificate | None:
    try:
        return x509.load_der_x509_certificate(_octets(element.findtext(".//ds:X509Certificate", namespaces=_NS)))
    except (ValueError, TypeError):
        return None


def _person(certificate: x509.Certificate) -> tuple[str, str]:
    """Return the signer's name and personal code, from the names of the certificate or its CN "NAME,NAME,CODE"."""
    try:
        subject = certificate.subject
    except (ValueError, TypeError):
        return "", ""
    common = _named(subject, x509.NameOID.COMMON_NAME)
    parts = [part.strip() for part in common.split(",") if part.strip()]
    code = _PERSON.search(_named(subject, x509.NameOID.SERIAL_NUMBER)) or _PERSON.fullmatch(parts[-1] if parts else "")
    given, surname = _named(subject, x509.NameOID.GIVEN_NAME), _named(subject, x509.NameOID.SURNAME)
    if given or surname:
        return f"{given} {surname}".strip(), code[1] if code else ""
    names = [part for part in parts if not _PERSON.fullmatch(part)]
    return " ".join([*names[1:2], *names[:1]]) if len(names) == 2 else " ".join(names), code[1] if code else ""


def _named(subject: x509.Name, oid: x509.ObjectIdentifier) -> str:
    found = subject.get_attributes_for_oid(oid)
    return one_line(str(found[0].value)) if found else ""


def _moment(text: str | None) -> datetime | None:
    try:
        told = datetime.fromisoformat((text or "").strip().replace("Z", "+00:00"))
        return (told if told.tzinfo else told.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _octets(text: str | None) -> bytes:
    try:
        return base64.b64decode((text or "").strip())
    except binascii.Error as cause:
        raise ValueError("not base64") from cause
