#!/usr/bin/env bash
# Installs Java and the Kafka tools, once. kafka-tools.service runs it again until it succeeds.
# dnf verifies the packages; the script verifies the Kafka archive by its SHA-512 and the IAM library by its SHA-256.
set -euo pipefail
. /etc/kafka-bastion/settings.sh

home=/opt/kafka-$KAFKA_VERSION
[ -e "$home" ] && exit 0

work=$(mktemp -d -p /opt)
trap 'rm -rf "$work"' EXIT
cd "$work"

# get NAME URL: from the bucket if there is one, otherwise from the internet
get() {
  if [ -n "$TOOLS_BUCKET" ]; then
    aws s3 cp --only-show-errors --region "$AWS_REGION" "s3://$TOOLS_BUCKET/$1" "$1"
  else
    curl --fail --silent --show-error --location --proto '=https' --retry 3 --output "$1" "$2"
  fi
}

dnf install --assumeyes --quiet java-17-amazon-corretto-headless

get "$KAFKA_ARCHIVE" "$KAFKA_URL"
sha512=$KAFKA_SHA512
if [ -z "$sha512" ]; then
  get "$KAFKA_ARCHIVE.sha512" "$KAFKA_URL.sha512"
  # Apache writes `name: AAAA BBBB …` over several lines, or `digest  name`.
  sha512=$(tr -d ':*[:space:]' <"$KAFKA_ARCHIVE.sha512" | sed "s/$KAFKA_ARCHIVE//" | tr 'A-F' 'a-f')
fi
printf '%s  %s\n' "$sha512" "$KAFKA_ARCHIVE" | sha512sum --check --strict --quiet
mkdir kafka
tar --extract --gzip --file "$KAFKA_ARCHIVE" --directory kafka --strip-components 1 --no-same-owner

if [ -n "$IAM_JAR" ]; then
  get "$IAM_JAR" "$IAM_JAR_URL"
  printf '%s  %s\n' "$IAM_JAR_SHA256" "$IAM_JAR" | sha256sum --check --strict --quiet
  install -m 0644 "$IAM_JAR" kafka/libs/
fi

chmod -R u=rwX,go=rX kafka
mv kafka "$home"
ln -sfn "$home" /opt/kafka
echo "Kafka tools $KAFKA_VERSION are installed in /opt/kafka"
