"""Originals on an S3-compatible object storage: one object a file, named by its digest under a prefix."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from vastaja.settings import S3Settings
from vastaja.values import ObjectPlace

CONNECT: Final = 5  # seconds
ANSWER: Final = 20  # seconds
TRIES: Final = 3
GONE: Final = frozenset({"NoSuchKey", "404", "NotFound"})


class StoreAway(OSError):
    """The object storage did not do what it was asked: nothing is taken in until it does."""

    def __init__(self, why: str) -> None:
        super().__init__(f"the object storage of the originals: {why}")


class ObjectStore:
    """The home of originals in a bucket. One client serves all threads."""

    def __init__(self, place: ObjectPlace, told: S3Settings) -> None:
        self._place = place
        self._client: Any = boto3.session.Session().client(
            "s3", endpoint_url=told.endpoint or None, region_name=told.region or "us-east-1", aws_access_key_id=told.key_id,
            aws_secret_access_key=told.key.get_secret_value(), verify=told.ca_file or None, config=_config(told),
        )  # fmt: skip

    def put(self, digest: str, octets: bytes) -> None:
        """Store durably: the request is signed over the SHA-256 of the octets, so half of them or others are refused."""
        with self._plain_faults():
            self._client.put_object(Bucket=self._place.bucket, Key=self._key(digest), Body=octets)

    def get(self, digest: str) -> bytes:
        with self._plain_faults(digest):
            found: bytes = self._client.get_object(Bucket=self._place.bucket, Key=self._key(digest))["Body"].read()
            return found

    def delete(self, digest: str) -> None:
        with self._plain_faults():
            self._client.delete_object(Bucket=self._place.bucket, Key=self._key(digest))

    def digests(self) -> Iterator[str]:
        with self._plain_faults():
            pages = self._client.get_paginator("list_objects_v2").paginate(Bucket=self._place.bucket, Prefix=self._place.prefix)
            for page in pages:
                names = (one["Key"].rpartition("/")[2] for one in page.get("Contents", ()))
                yield from (name for name in names if len(name) == 64)

    def _key(self, digest: str) -> str:
        return f"{self._place.prefix}{digest[:2]}/{digest}"

    @contextmanager
    def _plain_faults(self, digest: str = "") -> Iterator[None]:
        """Tell every fault as an OSError, without a word of what was sent."""
        try:
            yield
        except ClientError as fault:
            code = str(fault.response.get("Error", {}).get("Code", ""))
            if digest and code in GONE:
                raise FileNotFoundError(2, "No such original", digest) from None
            raise StoreAway(f"it refused ({code or 'without a word'})") from None
        except BotoCoreError as fault:
            raise StoreAway(f"it cannot be reached ({type(fault).__name__})") from None


def _config(told: S3Settings) -> Config:
    """Many compatible storages know neither names of buckets in the host's name nor the newer sums."""
    return Config(
        connect_timeout=CONNECT, read_timeout=ANSWER, retries={"total_max_attempts": TRIES, "mode": "standard"},
        max_pool_connections=16, request_checksum_calculation="when_required", response_checksum_validation="when_required",
        s3={"payload_signing_enabled": True, "addressing_style": "path" if told.endpoint else "auto"},
    )  # fmt: skip
