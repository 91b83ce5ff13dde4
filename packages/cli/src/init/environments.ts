import type { Starter } from "./starter.js";

/** The first environment of each platform that `init` offers. It is valid unchanged; a comment marks the values to change. */
export const starterEnvironments: Readonly<Record<string, (starter: Starter) => string>> = {
  msk,
  "kafka-kubernetes": kafkaKubernetes,
};

function msk({ engine, repository }: Starter): string {
  return `# yaml-language-server: $schema=../schemas/environment.schema.json
# A development environment: Amazon MSK over three zones. Replace the example values in lines marked CHANGE.
# \`pnpm streamform explain msk.volumeSize\` explains a key; \`pnpm synth\` generates everything.
apiVersion: streamform/v1
name: msk-dev
platform: msk
owner: data-platform # CHANGE: the team that is responsible for it
stage: development # production makes the checks stricter

aws:
  accountId: "111122223333" # CHANGE: twelve digits, in quotes
  region: eu-central-1

delivery:
  engine: ${engine}
  repository: ${repository} # CHANGE: the URL of this repository
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
      description: Administrator of the cluster; creates topics

msk:
  kafkaVersion: 3.9.x.kraft
  instanceType: kafka.m7g.large
  brokersPerZone: 1
  volumeSize: 100GiB
  authentication:
    iam: true # programs in AWS
    scram: # the Job that creates topics, and programs outside AWS
      admin: admin
  encryption:
    kmsKey: own # key of the volumes; it cannot be changed later
  configuration:
    log.retention.ms: 7d

topics:
  orders:
    partitions: 6
    config:
      retention.ms: 7d
  orders-dlq: # client programs write records that they cannot process here
    partitions: 1
    config:
      retention.ms: 30d

kafkaClients:
  topic: orders

# Controllers in the cluster. Remove these keys if the cluster has the controllers already.
tofuController:
  runnerRoleArn: arn:aws:iam::111122223333:role/tofu-runner # CHANGE: an existing role that may create all resources
externalSecrets: {}
`;
}

function kafkaKubernetes({ engine, repository }: Starter): string {
  return `# yaml-language-server: $schema=../schemas/environment.schema.json
# A development environment: Kafka on Kubernetes, run by Strimzi. Replace the example values in lines marked CHANGE.
# \`pnpm streamform explain kafkaCluster.brokers\` explains a key; \`pnpm synth\` generates everything.
apiVersion: streamform/v1
name: kafka-kubernetes-dev
platform: kafka-kubernetes
owner: data-platform # CHANGE: the team that is responsible for it
stage: development # production makes the checks stricter

aws:
  accountId: "111122223333" # CHANGE: twelve digits, in quotes
  region: eu-central-1

delivery:
  engine: ${engine}
  repository: ${repository} # CHANGE: the URL of this repository
  branch: main

kubernetes:
  eksCluster: my-cluster # CHANGE: the EKS cluster that ${engine === "flux" ? "Flux" : "Argo CD"} runs in
  namespace: kafka

# StorageClass of the brokers' volumes. Without this key, the StorageClass gp3 must exist already.
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
  orders-dlq: # client programs write records that they cannot process here
    partitions: 1
    config:
      retention.ms: 30d

users:
  order-service: { acls: { produce: [orders] } }
  billing: { acls: { consume: [orders], produce: [orders-dlq] } }

kafkaClients:
  topic: orders

# The operator. Remove this key if the cluster has it already. cert-manager must exist in any case.
strimziOperator: {}
`;
}
