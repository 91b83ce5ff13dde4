#!/usr/bin/env bash
# fetch-credentials.sh FOLDER: copies the administrator's certificate from the cluster with kubectl, and writes FOLDER/client.properties, which the
# other scripts take as KAFKA_CLIENT_CONFIG. The folder then holds a private key. Only its owner can read it. Delete it
# after use. Environment: NAMESPACE, KUBE_CONTEXT (kubectl's context; its current one); see settings.sh.
set -euo pipefail
[[ $# -eq 1 ]] || { echo "usage: fetch-credentials.sh FOLDER" >&2 && exit 2; }
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=/dev/null
. "$here/settings.sh"
[[ -n $ADMIN_SECRET ]] || { echo "fetch-credentials: the cluster has no administrator with a certificate" >&2 && exit 2; }
kubectl=(kubectl)
[[ -z $KUBE_CONTEXT ]] || kubectl+=(--context "$KUBE_CONTEXT")
umask 077
mkdir -p "$1"
folder=$(cd "$1" && pwd)

key() { # SECRET KEY FILE
  "${kubectl[@]}" --namespace "$NAMESPACE" get secret "$1" --output "go-template={{index .data \"$2\"}}" | base64 -d >"$folder/$3"
  [[ -s $folder/$3 ]] || { printf 'fetch-credentials: the Secret %s has no %s\n' "$1" "$2" >&2 && exit 1; }
}
key "$ADMIN_SECRET" "$ADMIN_CERTIFICATE" admin.crt
key "$ADMIN_SECRET" "$ADMIN_KEY" admin.key
cat "$folder/admin.key" "$folder/admin.crt" >"$folder/admin.pem"
{
  printf 'security.protocol=SSL\nssl.keystore.type=PEM\nssl.keystore.location=%s/admin.pem\n' "$folder"
  if [[ -n $TRUST_SECRET ]]; then
    key "$TRUST_SECRET" "$TRUST_KEY" ca.crt
    printf 'ssl.truststore.type=PEM\nssl.truststore.location=%s/ca.crt\n' "$folder"
  fi
} >"$folder/client.properties"
printf 'KAFKA_CLIENT_CONFIG=%s/client.properties\n' "$folder"
