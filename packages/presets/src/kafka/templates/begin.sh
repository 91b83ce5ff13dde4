fail() { printf '%s: %s\n' "$script" "$2" >&2 && exit "$1"; } # CODE MESSAGE

[[ $* =~ ^(--dry-run)?$ ]] || fail 2 "usage: $script.sh [--dry-run]"
would=${1:+would have }
[[ ${RETRY_SECONDS:=300} =~ ^[0-9]{1,9}$ ]] || fail 2 "RETRY_SECONDS is not a number of seconds: $RETRY_SECONDS"
work=$(mktemp -d "${TMPDIR:-/tmp}/$script.XXXXXX")
trap 'rm -rf "$work"' EXIT
trap 'exit 143' INT TERM
