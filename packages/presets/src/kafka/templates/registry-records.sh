# Prints the registry's records. It reads the topic's end first, so that an incomplete read does not look like a short registry.
registry_records() {
  local end records consumer offset topic policy
  end=$( (tool kafka-get-offsets --command-config "--topic=$(literally "$REGISTRY_TOPIC")") | sed -n "s/^$REGISTRY_TOPIC:0://p") || return 1
  [[ -n $end ]] || { echo "NotAvailableException: $REGISTRY_TOPIC has no leader" && return 1; }
  ((end > 0)) || return 0
  exec {records}< <(tool kafka-console-consumer --consumer.config --topic "$REGISTRY_TOPIC" --partition 0 --offset earliest \
    --timeout-ms 20000 --property print.offset=true --property print.key=true)
  consumer=$!
  while IFS=$'\t' read -r offset topic policy <&"$records"; do
    [[ $offset =~ ^Offset:([0-9]+)$ ]] || continue
    printf 'record\t%s\t%s\n' "$topic" "$policy"
    ((BASH_REMATCH[1] < end - 1)) || { kill "$consumer"; return 0; }
  done
  echo "TimeoutException: $REGISTRY_TOPIC could not be read to its end" && return 1
}
