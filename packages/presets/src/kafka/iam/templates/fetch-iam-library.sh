#!/usr/bin/env bash
# fetch-iam-library.sh: downloads the library for logins with AWS credentials, with only curl or wget
# (BusyBox's is enough), timeout and sha256sum. Environment:
#   LIBRARY_URL     URL of the jar
#   LIBRARY_SHA256  its SHA-256; the script trusts this, not the connection
#   LIBRARY_FILE    path to store it at
# Exit codes: 0 the file is there; 1 the download failed, which may be temporary; 2 wrong usage; 3 the file has another SHA-256.
set -euo pipefail

fail() { printf 'fetch-iam-library: %s\n' "$2" >&2 && exit "$1"; } # CODE MESSAGE

[[ $# == 0 && -n ${LIBRARY_URL-} && -n ${LIBRARY_SHA256-} && -n ${LIBRARY_FILE-} ]] ||
  fail 2 "takes no arguments; set LIBRARY_URL, LIBRARY_SHA256 and LIBRARY_FILE"

if command -v curl >/dev/null; then fetch=(curl --fail --silent --show-error --location --output)
elif command -v wget >/dev/null; then fetch=(wget -q -O) # its own -T crashes some releases of BusyBox
else fail 2 "the image has neither curl nor wget"; fi
for command in timeout sha256sum; do command -v "$command" >/dev/null || fail 2 "the image has no $command"; done

timeout 300 "${fetch[@]}" "$LIBRARY_FILE.part" "$LIBRARY_URL" || fail 1 "cannot download $LIBRARY_URL"
read -r sha256 _ < <(sha256sum "$LIBRARY_FILE.part")
[[ $sha256 == "$LIBRARY_SHA256" ]] || fail 3 "$LIBRARY_URL has the SHA-256 $sha256, expected $LIBRARY_SHA256"
mv "$LIBRARY_FILE.part" "$LIBRARY_FILE"
