"""Whether the certificates in a signed container were issued by an authority we were told to trust."""

import base64
import binascii
from collections.abc import Iterator

from cryptography import x509
from cryptography.exceptions import InvalidSignature

from mail.documents import CannotOpen, open_archive, parse_xml

_CERTIFICATE = "{http://www.w3.org/2000/09/xmldsig#}X509Certificate"


def issued_by(content: bytes, issuers: bytes) -> bool:
    """Tell whether each certificate that signed was directly issued by one of the authorities (PEM, several after each other).

    Neither revocation nor a time stamp is asked: that is the work of DigiDoc.
    """
    try:
        trusted = x509.load_pem_x509_certificates(issuers)
        found = list(_certificates(content))
    except (CannotOpen, ValueError, TypeError, binascii.Error):
        return False
    return bool(found) and all(any(_issued(one, issuer) for issuer in trusted) for one in found)


def _certificates(content: bytes) -> Iterator[x509.Certificate]:
    """Give the first certificate of each signature: the signer's own."""
    for entry in open_archive(content):
        name = entry.name.lower()
        if name.startswith("meta-inf/") and "signatures" in name and name.endswith(".xml"):
            for signature in parse_xml(entry.content).iter("{http://www.w3.org/2000/09/xmldsig#}Signature"):
                element = next(signature.iter(_CERTIFICATE), None)
                octets = base64.b64decode((element.text or "").strip()) if element is not None else b""
                yield x509.load_der_x509_certificate(octets)


def _issued(certificate: x509.Certificate, issuer: x509.Certificate) -> bool:
    try:
        certificate.verify_directly_issued_by(issuer)
    except (ValueError, TypeError, InvalidSignature):
        return False
    return True


