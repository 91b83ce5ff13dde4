import { alertGroup, down } from "./alert.js";

/** Is the cluster there, does somebody lead it, has every partition a leader. */
export const clusterHealth = alertGroup({
  name: "cluster-health",
  title: "Cluster health",
  alerts: {
    KafkaMetricsAbsent: {
      severity: "critical",
      for: "10m",
      expression: ({ of }) => `absent(up{${of("broker")}})`,
      summary: "No broker of {{cluster}} is scraped",
      description: "Prometheus knows no broker of {{cluster}}: every other alert is blind.",
      runbook: {
        means:
          "Prometheus has no target for any broker. Either the brokers' pods are gone, or they run and Prometheus no longer finds or reaches them. Until this is over, no other alert about the brokers can fire.",
        look: [
          "Are the pods there? `kubectl --namespace {{namespace}} get pods`",
          "Is the PodMonitor taken up? In Prometheus, *Status → Service discovery* lists `podMonitor/{{namespace}}/{{cluster}}-…`; if it is missing, its labels are not those that the Prometheus object selects.",
          "Are targets there, but down? Then it is a NetworkPolicy or the exporter's port.",
        ],
        act: [
          "Pods gone: look at the events and at the owner (`kubectl --namespace {{namespace}} get events --sort-by=.lastTimestamp`), and see whether somebody suspended or deleted the GitOps unit.",
          "PodMonitor not taken up: set `observability.labels` to what the Prometheus object selects.",
          "Not reached: `observability.namespace` has to be the namespace in which Prometheus runs.",
        ],
      },
    },
    KafkaBrokerDown: {
      severity: "warning",
      for: "5m",
      expression: (measured) => down(measured, "broker"),
      summary: "{{ $labels.pod }} does not answer",
      description: "For 5 minutes {{ $labels.pod }} has not answered: it is down, hangs, or waits for a place to run.",
      runbook: {
        means:
          "One broker cannot be scraped. With a replication factor of 3 clients go on, but nothing may fail besides. A broker in a long garbage collection or with a full disk looks the same.",
        look: [
          "State and restarts: `kubectl --namespace {{namespace}} describe pod POD`",
          "What it said last: `kubectl --namespace {{namespace}} logs POD --previous --tail=200`",
          "Whether its node is well: `kubectl get nodes -o wide`",
        ],
        act: [
          "Pending: a node of its volume's zone is missing or full; volumes do not move between zones.",
          "CrashLoopBackOff with *No space left on device*: see `KafkaVolumeNearlyFull`.",
          "Running and not answering: take a thread dump (`kubectl exec POD -- jcmd 1 Thread.print`) before you delete the pod.",
          "Never delete the claim: a broker that starts with its data has minutes to catch up, one without it has everything to copy.",
        ],
      },
    },
    KafkaTooFewBrokers: {
      severity: "critical",
      for: "3m",
      expression: ({ of, expected }) =>
        `(count(up{${of("broker")}} == 1) or vector(0)) < ${Math.max(1, (expected.broker ?? 1) - 1)}`,
      summary: "Only {{ $value }} brokers of {{cluster}} run",
      description:
        "Only {{ $value }} brokers answer: more than one is down, and partitions lose their last copies in sync.",
      runbook: {
        means:
          "Two or more brokers are down at once. Topics with factor 3 and `min.insync.replicas` 2 take no writes on some partitions, and some may have no leader at all.",
        look: [
          "What the pods have in common: node, zone, the same moment. `kubectl --namespace {{namespace}} get pods -o wide`",
          "Whether a roll-out, a drain or a node upgrade is under way: `kubectl get events -A --field-selector reason=Evicted`",
        ],
        act: [
          "Stop what takes brokers away: a drain, an upgrade of nodes, a roll-out that goes on although brokers are not ready.",
          "Bring the brokers back that fail fastest to explain; those with data of the last minutes first.",
          "Do not allow unclean elections to get going again: that trades an outage for lost records.",
        ],
      },
    },
    KafkaActiveControllers: {
      severity: "critical",
      for: "3m",
      expression: ({ of, series }) => `(sum(${series.activeControllers(of())}) or vector(0)) != 1`,
      summary: "{{cluster}} has {{ $value }} active controllers",
      description:
        "There are {{ $value }} active controllers where there must be exactly one: no leader is elected, no topic changed.",
      runbook: {
        means:
          "One controller leads the cluster. With none, the brokers go on as they are, but no partition gets a new leader and no topic can be made. Two mean a split that normally ends within seconds.",
        look: [
          "Which node thinks that it leads: `kafka_controller_kafkacontroller_activecontrollercount` by pod.",
          "With KRaft: `{{tools}} kafka-metadata-quorum.sh describe --status`",
          "With ZooKeeper: is there a quorum? See `ZookeeperWithoutLeader`.",
        ],
        act: [
          "None: bring back a majority of the controllers or of ZooKeeper; nothing else helps.",
          "Two: the one with the lower epoch is stale; restart its pod.",
        ],
      },
    },
    KafkaOfflinePartitions: {
      severity: "critical",
      for: "1m",
      threshold: { what: "Partitions without a leader", unit: "count", default: 0, min: 0, max: 100_000 },
      expression: ({ of, series, threshold }) => `max(${series.offlinePartitions(of())}) > ${threshold}`,
      summary: "{{ $value }} partitions of {{cluster}} are offline",
      description: "{{ $value }} partitions have no leader: they can be neither written nor read.",
      runbook: {
        means:
          "No copy in sync of these partitions is on a broker that runs. Producers and consumers of them stand still.",
        look: [
          "Which ones: `{{tools}} kafka-topics.sh --describe --unavailable-partitions`",
          "Which brokers hold their copies (`Replicas`), and which of these are down.",
        ],
        act: [
          "Start the broker that was leader last (the first in `Isr`); with its data the partition is back at once.",
          "If that data is lost for good: an unclean election (`kafka-leader-election.sh --election-type unclean`) brings the partition back and loses what only the lost copy had. Decide that with the topic's owner.",
          "Topics with one copy only go offline with every restart: raise their factor.",
        ],
      },
    },
    KafkaUncleanLeaderElection: {
      severity: "critical",
      for: "0m",
      expression: ({ of, series }) => `sum(increase(${series.uncleanElections(of())}[15m])) > 0`,
      summary: "A copy that was not in sync became leader in {{cluster}}",
      description:
        "{{ $value | humanize }} unclean elections within 15 minutes: records that had been acknowledged are lost.",
      runbook: {
        means:
          "A partition's leader is a copy that lagged behind. What it did not have is gone, and the other copies cut it off as well.",
        look: [
          "Which partitions: the controller's log, `kubectl --namespace {{namespace}} logs POD | grep -i unclean`",
          "Which topics allow it: `{{tools}} kafka-configs.sh --describe --entity-type topics --all | grep unclean`",
        ],
        act: [
          "Tell the owners of the topics from when to when records may be missing; compacted topics may hold old values.",
          "Consumers may meet offsets that do not exist any more, and begin again by their `auto.offset.reset`.",
          "Set `unclean.leader.election.enable` back to false where it is not wanted.",
        ],
      },
    },
    KafkaBrokersFenced: {
      severity: "warning",
      for: "10m",
      threshold: { what: "Fenced brokers", unit: "count", default: 0, min: 0, max: 100 },
      expression: ({ of, threshold }) =>
        `max(kafka_controller_kafkacontroller_fencedbrokercount{${of("controller")}}) > ${threshold}`,
      summary: "{{ $value }} brokers of {{cluster}} are fenced",
      description: "The controller has fenced {{ $value }} brokers for 10 minutes: they may lead no partition.",
      runbook: {
        means:
          "A fenced broker is registered, but its heartbeats do not arrive, or it is still reading metadata and recovering logs. A broker that was taken away and never unregistered stays fenced for ever.",
        look: [
          "Which ones: `{{tools}} kafka-broker-api-versions.sh` lists those that are alive; the controllers' logs name those that are fenced.",
          "Whether it recovers: `kafka_server_kafkaserver_brokerstate` is 2 while it reads its logs.",
        ],
        act: [
          "Recovering: wait. It takes minutes for each terabyte after a hard stop.",
          "Running and fenced: can it reach the controllers' port 9090? A NetworkPolicy or a certificate is the usual reason.",
          "Taken away for good: `kafka-cluster.sh unregister --id ID`.",
        ],
      },
    },
    KafkaBrokerNotRunning: {
      severity: "warning",
      for: "15m",
      expression: ({ of, series }) => `${series.brokerState(of("broker"))} != 3`,
      summary: "{{ $labels.pod }} runs, but is not ready",
      description:
        "The state of {{ $labels.pod }} has been {{ $value }} for 15 minutes (1 starting, 2 recovering logs, 3 running, 6 and 7 stopping).",
      runbook: {
        means: "The process is up, the broker is not: it recovers its logs, or hangs while it starts or stops.",
        look: [
          "What it is at: `kubectl --namespace {{namespace}} logs POD --tail=50`; recovery counts the logs that remain.",
          "Whether the disk is busy (the volume's throughput limit), since recovery reads every segment that was not closed.",
        ],
        act: [
          "State 2: wait, and do not restart it; it would begin again. A higher `num.recovery.threads.per.data.dir` helps the next time.",
          "State 6 for long: the controlled shutdown finds no other leader; look for under-replicated partitions first.",
        ],
      },
    },
    KafkaVersionsMixed: {
      severity: "warning",
      for: "2h",
      expression: ({ of, series }) => `count(count by (version) (${series.versions(of())})) > 1`,
      summary: "{{cluster}} has run {{ $value }} versions of Kafka for 2 hours",
      description: "Nodes have run {{ $value }} different versions of Kafka for 2 hours: an upgrade stands still.",
      runbook: {
        means:
          "A roll-out to another version did not end. The cluster works, but features of the new version wait, and a roll back gets harder.",
        look: [
          "Which node has which: `kafka_server_version` by pod.",
          "Why the next pod does not roll: it waits for one that is not ready, or for under-replicated partitions.",
        ],
        act: [
          "Bring the pod that it waits for to ready; the roll-out goes on by itself.",
          "To go back, set `kafkaCluster.kafkaVersion` to what it was, as long as the metadata version was not raised.",
        ],
      },
    },
    KafkaLeadersUnbalanced: {
      severity: "warning",
      for: "1h",
      threshold: {
        what: "Partitions that are not led by their preferred broker",
        unit: "percent",
        default: 20,
        min: 1,
        max: 100,
      },
      expression: ({ of, series, threshold }) =>
        `100 * max(${series.misplacedLeaders(of())}) / (max(${series.partitions(of())}) > 0) > ${threshold}`,
      summary: "Leaders of {{cluster}} are unevenly spread",
      description:
        "{{ $value | humanize }} % of the partitions have not been led by their preferred broker for an hour: some brokers do the others' work.",
      runbook: {
        means:
          "After a restart leaders come back to their preferred broker by themselves within minutes (`auto.leader.rebalance.enable`). Here they do not.",
        look: [
          "Who leads how many: `kafka_server_replicamanager_leadercount` by pod.",
          "Whether a broker's copies are out of sync: a preferred copy that lags cannot lead.",
        ],
        act: [
          "When all copies are in sync: `{{tools}} kafka-leader-election.sh --election-type preferred --all-topic-partitions`",
          "If it comes back, look why the preferred broker falls out of sync.",
        ],
      },
    },
  },
});
