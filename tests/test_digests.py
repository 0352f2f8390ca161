"""Digests without OpenSSL are those with it."""

from __future__ import annotations

import hashlib
import hmac

from hypothesis import given
from hypothesis import strategies as st

from scanner.digests import digest, keyed


@given(st.text())
def test_a_digest_is_hashlib_s(text: str):
    assert digest(text) == hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


@given(st.binary(max_size=150), st.text())
def test_a_keyed_digest_is_that_of_hmac(key: bytes, text: str):
    assert keyed(key, text) == hmac.new(key, text.encode("utf-8", "surrogatepass"), "sha256").hexdigest()
