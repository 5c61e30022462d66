#!/usr/bin/env bash
# Makes the topics before any service asks for them. Doing so again changes nothing.
set -euo pipefail

make_topic() {
  local name=$1 partitions=$2 setting options=()
  shift 2
  for setting in "$@"; do options+=(--config "$setting"); done
  /opt/kafka/bin/kafka-topics.sh --bootstrap-server kafka:9092 --create --if-not-exists \
    --topic "$name" --partitions "$partitions" --replication-factor 1 "${options[@]}"
}

for activity in volunteer-registered class-held citizen-assisted nil-reported; do
  make_topic "$activity" 12 cleanup.policy=delete message.timestamp.type=LogAppendTime retention.ms=-1
done
make_topic activity-rejected 3 retention.ms=-1 max.message.bytes=2097152
make_topic source-tally 1 cleanup.policy=compact
make_topic figures-changed 1 retention.ms=3600000 segment.ms=600000
