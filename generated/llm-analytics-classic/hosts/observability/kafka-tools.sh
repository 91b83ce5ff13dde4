#!/usr/bin/env bash
# Runs a Kafka command-line tool in its own pod, as the administrator of llm-analytics-classic:
#   kafka-tools.sh kafka-topics.sh --describe --under-replicated-partitions
# The pod is removed when the tool ends. Needs kubectl with access to the namespace kafka.
set -euo pipefail

if [ $# -eq 0 ]; then
  echo "usage: $0 TOOL [OPTION...], for example: $0 kafka-topics.sh --list" >&2
  exit 2
fi

namespace='kafka'
image='quay.io/strimzi/kafka:0.42.0-kafka-3.6.1'
name="kafka-tools-$(date +%s)-$RANDOM"

# In the pod, Kafka's DirectoryConfigProvider reads certificate and key from the mounted Secret.
# shellcheck disable=SC2016
inside='
directory() { printf "\${directory:%s:%s}" "$1" "$2"; }
{
  echo security.protocol=SSL
  echo config.providers=directory
  echo config.providers.directory.class=org.apache.kafka.common.config.provider.DirectoryConfigProvider
  echo ssl.keystore.type=PEM
  echo "ssl.keystore.certificate.chain=$(directory /etc/kafka-admin "$CERTIFICATE")"
  echo "ssl.keystore.key=$(directory /etc/kafka-admin "$PRIVATE_KEY")"
  if [ -n "$TRUST" ]; then
    echo ssl.truststore.type=PEM
    echo "ssl.truststore.certificates=$(directory /etc/kafka-trust "$TRUST")"
  fi
} >/tmp/client.properties
tool=$1
shift
case $tool in kafka-leader-election.sh) option=--admin.config ;; *) option=--command-config ;; esac
exec "/opt/kafka/bin/$tool" --bootstrap-server "$KAFKA_BOOTSTRAP_SERVERS" "$option" /tmp/client.properties "$@"
'

# Texts as elements of a JSON array.
json() {
  local text separator=
  for text; do
    text=${text//\\/\\\\}
    text=${text//\"/\\\"}
    text=${text//$'\n'/\\n}
    printf '%s"%s"' "$separator" "$text"
    separator=,
  done
}

overrides=$(cat <<JSON
{
  "spec": {
    "automountServiceAccountToken": false,
    "securityContext": {
      "runAsNonRoot": true, "runAsUser": 1001, "fsGroup": 1001, "seccompProfile": {"type": "RuntimeDefault"}
    },
    "containers": [
      {
        "name": "$name",
        "image": "$image",
        "stdin": true,
        "stdinOnce": true,
        "command": [$(json bash -c "$inside" kafka-tools "$@")],
        "env": [
          {"name": "KAFKA_BOOTSTRAP_SERVERS", "value": "llm-analytics-classic-kafka-bootstrap.kafka.svc:9093"},
          {"name": "CERTIFICATE", "value": "tls.crt"},
          {"name": "PRIVATE_KEY", "value": "tls.key"},
          {"name": "TRUST", "value": "ca.crt"},
          {"name": "LOG_DIR", "value": "/tmp/logs"},
          {"name": "KAFKA_HEAP_OPTS", "value": "-Xmx256m"}
        ],
        "resources": {"requests": {"cpu": "100m", "memory": "512Mi"}, "limits": {"memory": "512Mi"}},
        "securityContext": {
          "allowPrivilegeEscalation": false, "readOnlyRootFilesystem": true, "capabilities": {"drop": ["ALL"]}
        },
        "volumeMounts": [
          {"name": "trust", "mountPath": "/etc/kafka-trust", "readOnly": true},
          {"name": "admin", "mountPath": "/etc/kafka-admin", "readOnly": true},
          {"name": "tmp", "mountPath": "/tmp"}
        ]
      }
    ],
    "volumes": [
      {
        "name": "trust",
        "secret": {"secretName": "kafka-ca", "items": [{"key": "ca.crt", "path": "ca.crt"}]}
      },
      {"name": "admin", "secret": {"secretName": "llm-analytics-classic-admin"}},
      {"name": "tmp", "emptyDir": {}}
    ]
  }
}
JSON
)
exec kubectl --namespace "$namespace" run "$name" --rm --stdin --quiet --restart=Never --image="$image" \
  --labels=app.kubernetes.io/name=kafka-tools --overrides="$overrides"
