import { alertGroup, down, hosted, inPods } from "./alert.js";

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
      description: "Prometheus has no target for the brokers of {{cluster}}. No other alert about them can fire.",
      runbook: {
        means:
          "Prometheus has no target for any broker. Either the brokers are gone, or Prometheus no longer finds or reaches them. Until you fix this, no other alert about the brokers can fire.",
        look: [
          hosted(
            "Are there targets? In Prometheus, *Status → Targets* lists `scrapeConfig/{{namespace}}/{{cluster}}-…` with the last error.",
          ),
          hosted(
            "If there are none, do the addresses arrive? `kubectl --namespace {{namespace}} get externalsecret,deployment scrape-targets`",
          ),
          inPods("Do the pods exist? `kubectl --namespace {{namespace}} get pods`"),
          inPods(
            "Does Prometheus use the PodMonitor? In Prometheus, *Status → Service discovery* lists `podMonitor/{{namespace}}/{{cluster}}-…`. If it is missing, the Prometheus object does not select its labels.",
          ),
          inPods("Are the targets listed but down? Then check the NetworkPolicies and the exporter's port."),
        ],
        act: [
          hosted(
            "No targets: set `observability.labels` to the labels by which the Prometheus object selects ScrapeConfigs.",
          ),
          hosted("Targets down: let Prometheus' network reach the exporters' ports."),
          inPods(
            "Pods gone: look at the events and at the owner (`kubectl --namespace {{namespace}} get events --sort-by=.lastTimestamp`). Check whether somebody suspended or deleted the GitOps unit.",
          ),
          inPods("PodMonitor missing: set `observability.labels` to the labels that the Prometheus object selects."),
          inPods("Targets down: `observability.namespace` must be the namespace in which Prometheus runs."),
        ],
      },
    },
    KafkaBrokerDown: {
      severity: "warning",
      for: "5m",
      expression: (measured) => down(measured, "broker"),
      summary: "{{ $labels.pod }} does not answer",
      description: "{{ $labels.pod }} has not answered for 5 minutes: it is down, hangs, or is pending.",
      runbook: {
        means:
          "Prometheus cannot scrape one broker. With a replication factor of 3 clients continue, but no other broker may fail. A long garbage collection or a full disk looks the same.",
        look: [
          hosted("Its last log lines: `{{log}}`"),
          hosted("Whether the provider works on it: a maintenance window, or a broker that is being replaced."),
          inPods("State and restarts: `kubectl --namespace {{namespace}} describe pod POD`"),
          inPods("Its last log lines: `kubectl --namespace {{namespace}} logs POD --previous --tail=200`"),
          inPods("Whether its node is healthy: `kubectl get nodes -o wide`"),
        ],
        act: [
          hosted("Down for longer than the provider's own repair takes: reboot this broker alone, then open a case."),
          inPods(
            "Pending: the zone of its volume has no node, or its nodes are full. Volumes do not move between zones.",
          ),
          inPods("CrashLoopBackOff with *No space left on device*: see `KafkaVolumeNearlyFull`."),
          inPods(
            "Running but not answering: take a thread dump (`kubectl exec POD -- jcmd 1 Thread.print`) before you delete the pod.",
          ),
          inPods(
            "Never delete the claim: with its data a broker catches up in minutes, without it the broker copies everything.",
          ),
        ],
      },
    },
    KafkaTooFewBrokers: {
      severity: "critical",
      for: "3m",
      expression: ({ of, expected }) =>
        `(count(up{${of("broker")}} == 1) or vector(0)) < ${Math.max(1, (expected.broker ?? 1) - 1)}`,
      summary: "Only {{ $value }} brokers of {{cluster}} are running",
      description:
        "Only {{ $value }} brokers answer: more than one is down, and partitions lose their last in-sync replicas.",
      runbook: {
        means:
          "Two or more brokers are down at once. Topics with replication factor 3 and `min.insync.replicas` 2 refuse writes on some partitions, and some partitions may have no leader.",
        look: [
          inPods(
            "What the pods have in common: node, zone, the same moment. `kubectl --namespace {{namespace}} get pods -o wide`",
          ),
          inPods(
            "Whether a rollout, a drain or a node upgrade is running: `kubectl get events -A --field-selector reason=Evicted`",
          ),
        ],
        act: [
          hosted("Stop whatever removes brokers: an update of the cluster, or reboots."),
          inPods(
            "Stop whatever removes brokers: a drain, a node upgrade, or a rollout that continues although brokers are not ready.",
          ),
          "Recover the brokers with the simplest cause first. Prefer brokers with the most recent data.",
          "Do not allow unclean elections to end the outage: they lose records.",
        ],
      },
    },
    KafkaActiveControllers: {
      severity: "critical",
      for: "3m",
      expression: ({ of, series }) => `(sum(${series.activeControllers(of())}) or vector(0)) != 1`,
      summary: "{{cluster}} has {{ $value }} active controllers",
      description:
        "{{cluster}} must have exactly one active controller, but has {{ $value }}. Kafka elects no leaders and changes no topics.",
      runbook: {
        means:
          "One controller leads the cluster. With none, the brokers keep working, but no partition gets a new leader and nobody can create a topic. Two mean a split, which normally ends within seconds.",
        look: [
          "Which node reports that it leads: `{{measure:activeControllers}}` by pod.",
          "With KRaft: `{{tools}} kafka-metadata-quorum.sh describe --status`",
          "With ZooKeeper: is there a quorum? See `ZookeeperWithoutLeader`.",
        ],
        act: [
          "None: recover a majority of the controllers or of ZooKeeper. Nothing else helps.",
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
      description: "{{ $value }} partitions have no leader. Clients can neither write nor read them.",
      runbook: {
        means:
          "No running broker has an in-sync replica of these partitions. Their producers and consumers are blocked.",
        look: [
          "Which ones: `{{tools}} kafka-topics.sh --describe --unavailable-partitions`",
          "Which brokers hold their replicas (`Replicas`), and which of these are down.",
        ],
        act: [
          "Start the last leader (the first in `Isr`). With its data the partition recovers at once.",
          "If that data is lost for good: an unclean election (`kafka-leader-election.sh --election-type unclean`) recovers the partition, and loses the records that only the lost replica had. Decide this with the topic's owner.",
          "Topics with a single replica go offline at every restart: raise their replication factor.",
        ],
      },
    },
    KafkaUncleanLeaderElection: {
      severity: "critical",
      for: "0m",
      expression: ({ of, series }) => `sum(increase(${series.uncleanElections(of())}[15m])) > 0`,
      summary: "An out-of-sync replica became leader in {{cluster}}",
      description:
        "{{ $value | humanize }} unclean elections happened within 15 minutes. Acknowledged records are lost.",
      runbook: {
        means:
          "A replica that lagged behind became a partition's leader. Records that it does not have are lost: the other replicas delete them too.",
        look: [
          "Which partitions: the controller's log, `{{log}} | grep -i unclean`",
          "Which topics allow it: `{{tools}} kafka-configs.sh --describe --entity-type topics --all | grep unclean`",
        ],
        act: [
          "Tell the topics' owners in which period records may be missing. Compacted topics may hold old values.",
          "Consumers may have offsets that no longer exist, and restart according to their `auto.offset.reset`.",
          "Set `unclean.leader.election.enable` back to false for topics that do not need it.",
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
      description: "The controller has fenced {{ $value }} brokers for 10 minutes. They cannot lead partitions.",
      runbook: {
        means:
          "A fenced broker is registered, but sends no heartbeats, or is still reading metadata and recovering logs. A broker that was removed but not unregistered stays fenced for ever.",
        look: [
          "Which ones: `{{tools}} kafka-broker-api-versions.sh` lists the live brokers. The controllers' logs name the fenced brokers.",
          "Whether it recovers: `{{measure:brokerState}}` is 2 while it reads its logs.",
        ],
        act: [
          "Recovering: wait. After a hard stop it takes minutes for each terabyte.",
          "Running but fenced: can it reach the controllers' port 9090? The usual cause is a NetworkPolicy or a certificate.",
          "Removed for good: `kafka-cluster.sh unregister --id ID`.",
        ],
      },
    },
    KafkaBrokerNotRunning: {
      severity: "warning",
      for: "15m",
      expression: ({ of, series }) => `${series.brokerState(of("broker"))} != 3`,
      summary: "{{ $labels.pod }} is running but not ready",
      description:
        "The state of {{ $labels.pod }} has been {{ $value }} for 15 minutes (1 starting, 2 recovering logs, 3 running, 6 and 7 stopping).",
      runbook: {
        means:
          "The process runs, but the broker is not ready: it is recovering its logs, or it hangs while it starts or stops.",
        look: [
          hosted("Its progress: `{{log}}`; recovery counts the logs that remain."),
          inPods(
            "Its progress: `kubectl --namespace {{namespace}} logs POD --tail=50`; recovery counts the logs that remain.",
          ),
          "Whether the disk is busy (the volume's throughput limit), since recovery reads every segment that was not closed.",
        ],
        act: [
          "State 2: wait. Do not restart the broker, or recovery begins again. A higher `num.recovery.threads.per.data.dir` makes it faster next time.",
          "State 6 for a long time: the controlled shutdown finds no other leader. First look for under-replicated partitions.",
        ],
      },
    },
    KafkaVersionsMixed: {
      severity: "warning",
      for: "2h",
      expression: ({ of, series }) => `count(count by (version) (${series.versions(of())})) > 1`,
      summary: "{{cluster}} has run {{ $value }} versions of Kafka for 2 hours",
      description: "Nodes have run {{ $value }} different versions of Kafka for 2 hours. An upgrade is stuck.",
      runbook: {
        means:
          "A rollout of another version did not finish. The cluster works, but you cannot use features of the new version, and rolling back gets harder.",
        look: [
          "Which node has which: `{{measure:versions}}` by pod.",
          "Why the next pod does not restart: it waits for a pod that is not ready, or for under-replicated partitions.",
        ],
        act: [
          "Make the pod that it waits for ready. The rollout then continues by itself.",
          "To go back, restore the old `kafkaCluster.kafkaVersion`. This works only while the metadata version is not raised.",
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
        "For an hour {{ $value | humanize }} % of the partitions have not been led by their preferred broker. Some brokers do more work than others.",
      runbook: {
        means:
          "After a restart, leaders return to their preferred broker within minutes (`auto.leader.rebalance.enable`). This has not happened.",
        look: [
          "Who leads how many: `{{measure:leaders}}` by pod.",
          "Whether a broker's replicas are out of sync: a lagging replica cannot lead.",
        ],
        act: [
          "When all replicas are in sync: `{{tools}} kafka-leader-election.sh --election-type preferred --all-topic-partitions`",
          "If this happens again, find out why the preferred broker falls out of sync.",
        ],
      },
    },
  },
});
