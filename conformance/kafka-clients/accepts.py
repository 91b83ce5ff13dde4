"""Reads {"producer": {…}, "consumer": {…}} from the standard input, or takes them from settings.py, and makes the clients of confluent-kafka
from them: librdkafka refuses a key that it does not know and a value that it does not take. Connects to nobody."""

import json
import sys

from confluent_kafka import Consumer, Producer

if sys.argv[1:] == ["settings.py"]:
    import settings

    producer, consumer = settings.producer(), settings.consumer()
else:
    given = json.load(sys.stdin)
    producer, consumer = given["producer"], given["consumer"]

Producer(producer)
Consumer(consumer).close()
