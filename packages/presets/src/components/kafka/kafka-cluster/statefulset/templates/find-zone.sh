#!/usr/bin/env bash
# Writes the zone of the pod's node, which becomes the broker's rack. The pod is told its node's name alone: until Kubernetes 1.35 the
# downward API knows no labels of nodes.
#
# NODE_NAME   name of the node
# TOKEN_DIR   token and ca.crt for the API server
# ZONE_FILE   where the zone is written
# API_SERVER  address of the API server
set -euo pipefail

node=$(curl --fail --silent --show-error --max-time 10 --retry 5 --retry-connrefused --cacert "$TOKEN_DIR/ca.crt" \
  --header @- "$API_SERVER/api/v1/nodes/$NODE_NAME" <<HEADERS
Authorization: Bearer $(<"$TOKEN_DIR/token")
Accept: application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1
HEADERS
)
zone=$(grep -oE '"topology\.kubernetes\.io/zone": ?"[^"]+"' <<<"$node" | cut -d '"' -f 4) || {
  echo "the node $NODE_NAME has no label topology.kubernetes.io/zone" >&2
  exit 1
}
echo "in $zone"
printf '%s' "$zone" >"$ZONE_FILE"
