write_registry() { # RECORD...: "topic<tab>delete", or "topic<tab>-" to remove it; replaces the calling shell
  tool kafka-console-producer --producer.config --topic "$REGISTRY_TOPIC" --sync --property parse.key=true \
    --property null.marker=- < <(printf '%s\n' "$@")
}
