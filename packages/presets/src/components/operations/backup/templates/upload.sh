#!/usr/bin/env bash
# upload.sh: uploads a backup to S3 and reads it back. Only then does it tag the older backups superseded=true, which lets the bucket's lifecycle
# expire them, and mark the new backup as the latest. So the newest backup stays if no more follow. It needs only bash, coreutils
# and the AWS command line. Environment:
#   BACKUP_FOLDER  the output of backup.sh
#   BACKUP_TARGET  s3://bucket/prefix: the backup's folder below it has the time of the backup as its name, and `latest` contains that time
# Exit codes: 0 the backup is complete; 1 S3 refused or could not be reached, which may be temporary; 2 wrong usage; 3 the backup is damaged,
# in the folder or in S3.
set -euo pipefail
export AWS_PAGER=''

fail() { printf 'upload: %s\n' "$2" >&2 && exit "$1"; } # CODE MESSAGE

[[ $# == 0 && -n ${BACKUP_FOLDER-} && ${BACKUP_TARGET-} =~ ^s3://[^/]+/.*[^/]$ ]] ||
  fail 2 "takes no arguments, but BACKUP_FOLDER and BACKUP_TARGET=s3://bucket/prefix"
work=$(mktemp -d "${TMPDIR:-/tmp}/upload.XXXXXX")
trap 'rm -rf "$work"' EXIT
trap 'exit 143' INT TERM

intact() { (cd "$1" && sha256sum --check --strict --quiet SHA256SUMS >&2); } # FOLDER
copy() { aws s3 cp --only-show-errors "$@"; }

intact "$BACKUP_FOLDER" || fail 3 "$BACKUP_FOLDER is damaged"
created=$(sed -n 's/^created=//p' "$BACKUP_FOLDER/backup.txt")
[[ $created =~ ^[0-9]{4}(-[0-9]{2}){2}T[0-9]{2}(-[0-9]{2}){2}Z$ ]] || fail 3 "backup.txt has no time"
copy --recursive "$BACKUP_FOLDER" "$BACKUP_TARGET/$created" || fail 1 "cannot write to $BACKUP_TARGET/$created"
copy --recursive "$BACKUP_TARGET/$created" "$work/again" || fail 1 "cannot read $BACKUP_TARGET/$created"
if ! intact "$work/again" || [[ $(<"$work/again/SHA256SUMS") != "$(<"$BACKUP_FOLDER/SHA256SUMS")" ]]; then
  fail 3 "$BACKUP_TARGET/$created differs from $BACKUP_FOLDER"
fi
# All backups since `latest`, including those of failed runs; without `latest`, all backups.
bucket=${BACKUP_TARGET#s3://} prefix=${BACKUP_TARGET#s3://*/}/
bucket=${bucket%%/*}
last=$(copy "$BACKUP_TARGET/latest" - 2>/dev/null) || last=
keys=$(aws s3api list-objects-v2 --bucket "$bucket" --prefix "$prefix" --start-after "$prefix$last" --query 'Contents[].[Key]' --output text) ||
  fail 1 "cannot list $BACKUP_TARGET"
while IFS= read -r key; do
  [[ ${key#"$prefix"} =~ ^([0-9]{4}(-[0-9]{2}){2}T[0-9]{2}(-[0-9]{2}){2}Z)/ && ${BASH_REMATCH[1]} < $created ]] || continue
  aws s3api put-object-tagging --bucket "$bucket" --key "$key" --tagging 'TagSet=[{Key=superseded,Value=true}]' ||
    fail 1 "cannot tag $key"
done <<<"$keys"
printf '%s\n' "$created" >"$work/latest"
copy "$work/latest" "$BACKUP_TARGET/latest" || fail 1 "cannot write $BACKUP_TARGET/latest"
printf 'uploaded and read back: %s/%s\n' "$BACKUP_TARGET" "$created"
