#!/bin/sh
# Checks the signature and the hash of every file of an unpacked package; openssl 3 and sha256sum are enough.
# Compare the key's SHA-256 that it prints with the one you were given by another way.
cd "$(dirname "$0")" || exit 1
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT

fail() { echo "ALTERED: $1"; exit 1; }

sed -n 's/.*"payload":"\([^"]*\)".*/\1/p' manifest.dsse.json | openssl base64 -d -A > "$work/statement" || fail "the envelope"
sed -n 's/.*"sig":"\([^"]*\)".*/\1/p' manifest.dsse.json | openssl base64 -d -A > "$work/signature" || fail "the envelope"
type=application/vnd.in-toto+json
{ printf 'DSSEv1 %s %s %s ' "${#type}" "$type" "$(wc -c < "$work/statement" | tr -d ' ')"; cat "$work/statement"; } > "$work/signed"
openssl pkeyutl -verify -pubin -inkey keys/seal.pub -rawin -in "$work/signed" -sigfile "$work/signature" > "$work/log" 2>&1 \
  || fail "the signature does not fit keys/seal.pub: $(head -1 "$work/log")"

signed=$(sed -n 's/.*"sha256":"\([0-9a-f]*\)".*/\1/p' "$work/statement")
[ "$(sha256sum manifest.json | cut -d' ' -f1)" = "$signed" ] || fail "manifest.json is not what was signed"

sed -n 's/^{"path":"\([^"]*\)","size":[0-9]*,"sha256":"\([0-9a-f]*\)".*/\2  \1/p' manifest.json > "$work/sums"
sha256sum --check --strict --quiet "$work/sums" || fail "files differ from the manifest"

{ cut -c67- "$work/sums"; echo manifest.json; echo manifest.dsse.json; } | sort > "$work/listed"
find . -type f | sed 's,^\./,,' | sort > "$work/present"
cmp -s "$work/listed" "$work/present" || { diff "$work/listed" "$work/present"; fail "files are missing or added"; }

echo "VERIFIED $(wc -l < "$work/listed" | tr -d ' ') files, hashes and signature only"
echo "key sha256 $(openssl pkey -pubin -in keys/seal.pub -outform DER | sha256sum | cut -d' ' -f1)"
