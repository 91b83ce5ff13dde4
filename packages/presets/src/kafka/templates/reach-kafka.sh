# Kafka's command-line tools, and the brokers that they ask.
: "${KAFKA_BIN:=/opt/kafka/bin}" "${KAFKA_BOOTSTRAP_SERVERS:=}" "${KAFKA_CLIENT_CONFIG:=}" "${REGISTRY_TOPIC:=}"
topic_name='^[a-zA-Z0-9._-]{1,249}$'
readable() { local file && for file; do [[ -f $file && -r $file ]] || fail 2 "cannot read $file"; done; } # FILE...
[[ -n $KAFKA_BOOTSTRAP_SERVERS ]] || fail 2 "KAFKA_BOOTSTRAP_SERVERS is not set"
[[ -x $KAFKA_BIN/kafka-topics.sh ]] || fail 2 "no kafka-topics.sh in $KAFKA_BIN: set KAFKA_BIN"
[[ -z $KAFKA_CLIENT_CONFIG ]] || readable "$KAFKA_CLIENT_CONFIG"
[[ -z $REGISTRY_TOPIC || $REGISTRY_TOPIC =~ $topic_name ]] || fail 2 "REGISTRY_TOPIC is not a topic name: $REGISTRY_TOPIC"
export LOG_DIR="${LOG_DIR:-$work}" # otherwise Kafka's scripts create a folder beside themselves
# Each call starts a JVM that lives for seconds. The broker settings of Kafka's scripts would double its time.
export KAFKA_JVM_PERFORMANCE_OPTS="${KAFKA_JVM_PERFORMANCE_OPTS:--XX:TieredStopAtLevel=1 -XX:+UseSerialGC}"

client_config() { # short timeouts, because retry waits; the user's file overrides them
  printf 'default.api.timeout.ms=20000\nrequest.timeout.ms=15000\n'
  [[ -z $KAFKA_CLIENT_CONFIG ]] || cat "$KAFKA_CLIENT_CONFIG"
}

# Replaces the calling shell. The properties go through a pipe, so no credential is written to disk. The flags
# --consumer.config and --producer.config exist in every 3.x and 4.x (KIP-1147 deprecates them in 4.2).
tool() { # NAME CONFIG-FLAG ARGUMENT...
  exec "$KAFKA_BIN/$1.sh" --bootstrap-server "$KAFKA_BOOTSTRAP_SERVERS" "$2" <(client_config) "${@:3}"
}
literally() { printf '%s' "${1//./\\.}"; } # --topic takes a regular expression: a bare "a.b" would delete "a-b" too
# If there are too many new IAM connections, MSK refuses some with an authentication error, which is temporary.
passing_denial='Too many connects'
denied='Auth(entic|oriz)ationException|Sasl(State|Mechanism)Exception|SSL handshake failed|JAAS|LoginException'
few_brokers='InvalidReplicationFactor|NotEnoughReplicas|larger than available'
passing="$passing_denial|$few_brokers|[Tt]ime(d )?out|Disconnect|NetworkException|ConnectException|No resolvable|Not(Leader|Controller)"
passing+="|[Nn]ot ?[Aa]vailable|UnknownTopicOrPartition|does not host this|UnknownServer|KafkaStorage|ThrottlingQuota|FencedLeader"

errors() { # the errors of the last call, without log lines below ERROR and their quotes, stack frames, settings and echoed arguments
  awk '/ (TRACE|DEBUG|INFO|WARN) / { quoting = 1; next }
    / command with args / { quoting = 0; next }
    /^[[:space:]]|^$/ || (quoting && /^org\.apache\.kafka\..*Exception/) { next }
    { quoting = 0; print }' "$work/out" "$work/err"
}

reason() { # the last exception among the errors, without its package and without passwords, in case a tool prints one
  local text
  text=$(errors | grep -E 'Exception|Error' | tail -n 1 | sed -E 's/^.*[. ]([A-Za-z]+(Exception|Error))/\1/' || true)
  [[ -n $text ]] || text=$(errors | sed -n 1p)
  printf '%.400s' "${text:-no message}" | sed -E 's/(([Pp]assword|[Ss]ecret)[^=]*=).*/\1.../'
}

# shellcheck disable=SC2016 # the inner shell expands them
unanswered() { # whether the first call found an open port that gave no answer: a plaintext client at a TLS or SASL listener
  local server=${KAFKA_BOOTSTRAP_SERVERS%%,*}
  [[ $answered == false ]] && grep -q 'waiting for a node assignment' "$work/out" "$work/err" &&
    ! grep -q 'could not be established' "$work/out" "$work/err" &&
    timeout 5 bash -c 'exec 3<>"/dev/tcp/$0/$1"' "${server%:*}" "${server##*:}" 2>/dev/null
}

answered=false waited=0 why='' status=0 # whether Kafka has answered; seconds lost to failures; reason of the last failure; exit code

# Repeats a command until it succeeds or fails for good: 1 refused, 4 denied, 5 timed out. DONE is Kafka's answer
# if an earlier attempt succeeded but its answer was lost.
retry() { # DONE COMMAND...
  local attempts=0 pause=1 started text
  while true; do
    started=$SECONDS attempts=$((attempts + 1))
    if ("${@:2}") >"$work/out" 2>"$work/err" </dev/null; then answered=true; return 0; fi
    text=$(errors) why=$(reason)
    if [[ $attempts -gt 1 && -n $1 && $text =~ $1 ]]; then return 0; fi
    if [[ $text =~ $denied && ! $text =~ $passing_denial ]]; then return 4; fi
    if unanswered; then
      why="$KAFKA_BOOTSTRAP_SERVERS accepts connections and drops them unanswered: is security.protocol that of the listener?"
      return 4
    fi
    [[ $text =~ $passing ]] || return 1
    waited=$((waited + SECONDS - started + pause))
    if ((waited > RETRY_SECONDS)); then [[ $text =~ $few_brokers ]] && return 1 || return 5; fi
    printf 'waiting %d s for Kafka (for %d s more at most): %s\n' "$pause" $((RETRY_SECONDS - waited)) "$why" >&2
    sleep "$pause"
    pause=$((pause < 8 ? pause * 2 : 15))
  done
}
