#!/usr/bin/env bash
# setup-acls.sh [--dry-run]: gives the users of users.tsv exactly the rights and quotas of that file, with
# apply-users.sh, the script of the Job. Safe to run at any time. Needs KAFKA_CLIENT_CONFIG, an administrator's client properties. It changes
# passwords only if PASSWORDS_DIR and LOGIN_CLIENT_CONFIG are set; see apply-users.sh, also for the exit codes.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=/dev/null
. "$here/settings.sh"
USERS_FILE=$here/users.tsv REGISTRY_TOPIC=$USERS_REGISTRY exec "$here/apply-users.sh" "$@"
