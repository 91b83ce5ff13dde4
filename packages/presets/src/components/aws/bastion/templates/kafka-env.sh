# Sets up a shell for the Kafka tools. Source this file, do not run it:
#   . kafka-env [listener]
. /etc/kafka-bastion/settings.sh

kafka_listener=${1:-$DEFAULT_LISTENER}
if [ ! -e /opt/kafka ]; then
  echo "The Kafka tools are not installed yet: sudo journalctl --unit kafka-tools --follow" >&2
elif [ ! -e "/etc/kafka-bastion/$kafka_listener.properties" ]; then
  echo "There is no listener $kafka_listener here, only: $LISTENERS" >&2
elif KAFKA_BOOTSTRAP_SERVERS=$(aws ssm get-parameter --region "$AWS_REGION" --name "$PARAMETER_PREFIX$kafka_listener" --query Parameter.Value --output text); then
  PATH=/opt/kafka/bin:$PATH
  LOG_DIR=${HOME:-/tmp}/kafka-logs
  KAFKA_CLIENT_PROPERTIES=/etc/kafka-bastion/$kafka_listener.properties
  export PATH LOG_DIR KAFKA_BOOTSTRAP_SERVERS KAFKA_CLIENT_PROPERTIES
  case $kafka_listener in
    scram)
      printf 'Kafka user: '
      read -r KAFKA_USERNAME
      printf 'Password: '
      stty -echo 2>/dev/null
      read -r KAFKA_PASSWORD
      stty echo 2>/dev/null
      export KAFKA_USERNAME KAFKA_PASSWORD
      ;;
    mtls) echo 'Set KAFKA_KEYSTORE_LOCATION to a PEM file with your private key (PKCS #8) and certificate chain.' ;;
  esac
  # shellcheck disable=SC2016 # shown for the reader to type
  printf '\n%s\n' 'kafka-topics.sh --bootstrap-server "$KAFKA_BOOTSTRAP_SERVERS" --command-config "$KAFKA_CLIENT_PROPERTIES" --list'
fi
