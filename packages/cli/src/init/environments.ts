import type { Starter } from "./starter.js";

/** The first environment of each platform that `init` knows: valid as it is, with what has to be made one's own marked. */
export const starterEnvironments: Readonly<Record<string, (starter: Starter) => string>> = {
  msk,
  "kafka-kubernetes": kafkaKubernetes,
};

function msk({ engine, repository }: Starter): string {
  return `# yaml-language-server: $schema=../schemas/environment.schema.json
# A development environment: Amazon MSK over three zones. Lines marked CHANGE hold somebody else's values.
# \`pnpm streamform explain msk.volumeSize\` says what a key takes; \`pnpm synth\` generates everything.
apiVersion: streamform/v1
name: msk-dev
platform: msk
owner: data-platform # CHANGE: the team that answers for it
stage: development # production makes the checks stricter

aws:
  accountId: "111122223333" # CHANGE: twelve digits, in quotes
  region: eu-central-1

delivery:
  engine: ${engine}
  repository: ${repository} # CHANGE: where this repository is pushed to
  branch: main

kubernetes:
  eksCluster: my-cluster # CHANGE: the EKS cluster that ${engine === "flux" ? "Flux" : "Argo CD"} runs in
  namespace: streaming

network:
  cidr: 10.0.0.0/16
  zones: [eu-central-1a, eu-central-1b, eu-central-1c]

secrets:
  entries:
    admin:
      kind: msk-scram
      description: Administrator of the cluster; makes topics

msk:
  kafkaVersion: 3.9.x.kraft
  instanceType: kafka.m7g.large
  brokersPerZone: 1
  volumeSize: 100GiB
  authentication:
    iam: true # programs in AWS
    scram: # what makes the topics, and programs elsewhere
      admin: admin
  encryption:
    kmsKey: own # the key of the volumes; it cannot be changed later
  configuration:
    log.retention.ms: 7d

topics:
  orders:
    partitions: 6
    config:
      retention.ms: 7d
  orders-dlq: # where the client programs put what they cannot handle
    partitions: 1
    config:
      retention.ms: 30d

kafkaClients:
  topic: orders

# Controllers in the cluster. Without these keys they are expected to be there already.
tofuController:
  runnerRoleArn: arn:aws:iam::111122223333:role/tofu-runner # CHANGE: an existing role that may make all of this
externalSecrets: {}
`;
}

function kafkaKubernetes({ engine, repository }: Starter): string {
  return `# yaml-language-server: $schema=../schemas/environment.schema.json
# A development environment: Kafka on Kubernetes, run by Strimzi. Lines marked CHANGE hold somebody else's values.
# \`pnpm streamform explain kafkaCluster.brokers\` says what a key takes; \`pnpm synth\` generates everything.
apiVersion: streamform/v1
name: kafka-kubernetes-dev
platform: kafka-kubernetes
owner: data-platform # CHANGE: the team that answers for it
stage: development # production makes the checks stricter

aws:
  accountId: "111122223333" # CHANGE: twelve digits, in quotes
  region: eu-central-1

delivery:
  engine: ${engine}
  repository: ${repository} # CHANGE: where this repository is pushed to
  branch: main

kubernetes:
  eksCluster: my-cluster # CHANGE: the EKS cluster that ${engine === "flux" ? "Flux" : "Argo CD"} runs in
  namespace: kafka

# The class of the brokers' volumes. Without this key one by the name of gp3 is expected to be there already.
storageClass: {}

kafkaCluster:
  engine: strimzi # or statefulset, which needs no operator
  zones: [eu-central-1a, eu-central-1b, eu-central-1c] # CHANGE: zones of the cluster's nodes
  brokers: { cpu: 0.5, memory: 4GiB, heap: 2GiB, volumeSize: 50GiB }
  controllers: { cpu: 0.25, memory: 1GiB, heap: 512MiB, volumeSize: 10GiB }

topics:
  orders:
    partitions: 6
    config:
      retention.ms: 7d
  orders-dlq: # where the client programs put what they cannot handle
    partitions: 1
    config:
      retention.ms: 30d

users:
  order-service: { acls: { produce: [orders] } }
  billing: { acls: { consume: [orders], produce: [orders-dlq] } }

kafkaClients:
  topic: orders

# The operator. Without this key it is expected to be in the cluster already. cert-manager is, in any case.
strimziOperator: {}
`;
}
