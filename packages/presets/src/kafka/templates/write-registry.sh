write_registry() { # RECORD...: "topic<tab>delete", or "topic<tab>-" to take it out; replaces the shell that calls it
  tool kafka-console-producer --producer.config --topic "$REGISTRY_TOPIC" --sync --property parse.key=true \
    --property null.marker=- < <(printf '%s\n' "$@")
}
