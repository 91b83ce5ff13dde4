#!/usr/bin/env bash
# download.sh: downloads a backup from S3 and verifies its checksums, with only bash, coreutils and the AWS command line.
# Environment:
#   BACKUP         time of the backup, such as 2026-11-25T03-00-00Z, or latest (latest)
#   BACKUP_TARGET  s3://bucket/prefix that upload.sh wrote to
#   BACKUP_FOLDER  folder for the backup
# Exit codes: 0 the backup is complete; 1 S3 refused, could not be reached or has no such backup; 2 wrong usage; 3 the backup is damaged.
set -euo pipefail
export AWS_PAGER=''

fail() { printf 'download: %s\n' "$2" >&2 && exit "$1"; } # CODE MESSAGE

: "${BACKUP:=latest}"
[[ $# == 0 && -n ${BACKUP_FOLDER-} && ${BACKUP_TARGET-} =~ ^s3://[^/]+/.*[^/]$ ]] ||
  fail 2 "takes no arguments, but BACKUP_FOLDER, BACKUP_TARGET=s3://bucket/prefix and BACKUP"
copy() { aws s3 cp --only-show-errors "$@"; }

if [[ $BACKUP == latest ]]; then
  BACKUP=$(copy "$BACKUP_TARGET/latest" -) || fail 1 "cannot read $BACKUP_TARGET/latest: is there a backup?"
fi
[[ $BACKUP =~ ^[0-9]{4}(-[0-9]{2}){2}T[0-9]{2}(-[0-9]{2}){2}Z$ ]] || fail 2 "not the time of a backup: $BACKUP"
copy --recursive "$BACKUP_TARGET/$BACKUP" "$BACKUP_FOLDER" || fail 1 "cannot read $BACKUP_TARGET/$BACKUP"
[[ -f $BACKUP_FOLDER/SHA256SUMS ]] || fail 1 "there is no backup $BACKUP_TARGET/$BACKUP"
(cd "$BACKUP_FOLDER" && sha256sum --check --strict --quiet SHA256SUMS >&2) || fail 3 "$BACKUP_TARGET/$BACKUP is damaged"
printf 'downloaded: %s/%s\n' "$BACKUP_TARGET" "$BACKUP"
