#!/bin/sh
# pkcs11_signer.sh MODULE TOKEN ID: signs what comes on standard input with a P-256 key of a PKCS#11 token, for `sekisho seal --signer`. The PIN is in $PKCS11_PIN.
set -e
openssl dgst -sha256 -binary | pkcs11-tool --module "$1" --token-label "$2" --id "$3" --login --pin env:PKCS11_PIN --sign --mechanism ECDSA --signature-format openssl
