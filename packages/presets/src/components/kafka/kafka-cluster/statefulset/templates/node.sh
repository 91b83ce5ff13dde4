# shellcheck shell=bash
# What brokers, controllers and ZooKeeper's servers have in common when they start and while they run. Sourced by their start scripts.
#
# CERTIFICATE_DIR   tls.key, tls.crt and ca.crt, as Kubernetes keeps them up to date
# RUN_DIR           folder in memory for what each start makes anew
# FIRST_TURN        number of the turn in which the first pod of this role may restart by itself; the others follow by their ordinals
# TURN_SECONDS      how long a turn lasts; there are 128 of them, one after the other, for ever
# CHECK_SECONDS     how often the certificate is looked at
# PATIENCE_SECONDS  how long to wait for a moment without trouble elsewhere before a new certificate is taken up all the same

readonly turns=128

say() { printf '%s %s\n' "$(date -u +%Y-%m-%dT%H:%M:%SZ)" "$*"; }

fingerprint() { cat "$CERTIFICATE_DIR"/{tls.key,tls.crt,ca.crt} | sha256sum; }

# Key store and trust store, as one PEM file each.
make_stores() {
  umask 077
  certificate=$(fingerprint)
  cat "$CERTIFICATE_DIR/tls.key" "$CERTIFICATE_DIR/tls.crt" >"$RUN_DIR/keystore.pem"
  cp "$CERTIFICATE_DIR/ca.crt" "$RUN_DIR/truststore.pem"
}

# The JMX exporter's agent, as an option of the JVM.
metrics_agent() {
  local agent
  agent=$(compgen -G "$JMX_EXPORTER" | head -n 1) || { say "no JMX exporter at $JMX_EXPORTER" >&2; return 1; }
  printf -- '-javaagent:%s=%s:%s/exporter.json' "$agent" "$METRICS_PORT" "$CONFIG_DIR"
}

# Whether each HOST:PORT takes connections.
all_listen() {
  local peer
  for peer; do
    # shellcheck disable=SC2016 # for the inner shell
    timeout 5 bash -c '</dev/tcp/"$1"/"$2"' _ "${peer%:*}" "${peer##*:}" 2>/dev/null || return 1
  done
}

# The first half of a turn: a restart that begins late would run into the next pod's.
is_turn() {
  local now=$1
  ((now / TURN_SECONDS % turns == FIRST_TURN + ${POD_NAME##*-} && now % TURN_SECONDS < (TURN_SECONDS + 1) / 2))
}

# A process reads its certificate when it starts, and the connections between controllers take up no other until they end (Kafka's raft
# client cannot be told, and ZooKeeper does not see files that Kubernetes swaps). So a pod whose certificate was renewed restarts: in
# its turn, so that no two do it together, and only while the others are well.
#   $1  process to end   $2  command that tells whether the others are well
watch_certificate() {
  local server=$1 others_are_well=$2 now changed=0
  while sleep "$CHECK_SECONDS"; do
    if [[ $(fingerprint) == "$certificate" ]]; then
      changed=0
      continue
    fi
    now=$(date +%s)
    if ((changed == 0)); then
      changed=$now
      say "there is a new certificate: this pod restarts in its turn to take it up"
    fi
    is_turn "$now" || continue
    if ((now - changed > PATIENCE_SECONDS)) || "$others_are_well"; then
      say "restarting to take up the new certificate"
      kill -TERM "$server"
      return
    fi
  done
}

# Runs the server with its own options for the JVM (SERVER_…), and hands signals on to it, until it ends. What is done meanwhile ends with it.
#   $1  command that tells whether the others are well   $2  more options for the JVM   $3…  server
serve() {
  local others_are_well=$1 options=$2 server watcher status
  shift 2
  env KAFKA_OPTS="$options" KAFKA_HEAP_OPTS="$SERVER_HEAP_OPTS" KAFKA_JVM_PERFORMANCE_OPTS="$SERVER_PERFORMANCE_OPTS" \
    KAFKA_LOG4J_OPTS="$SERVER_LOG4J_OPTS" KAFKA_GC_LOG_OPTS="$SERVER_GC_LOG_OPTS" "$@" &
  server=$!
  trap 'kill -TERM "$server" 2>/dev/null' TERM INT
  watch_certificate "$server" "$others_are_well" &
  watcher=$!
  # A signal ends `wait` before the server has ended.
  while :; do
    status=0
    wait "$server" || status=$?
    kill -0 "$server" 2>/dev/null || break
  done
  kill "$watcher" 2>/dev/null || true
  # 143: it was told to stop, and did.
  ((status == 143)) && status=0
  exit "$status"
}
