import { definePlatform } from "@streamform/core";
import { initScripts } from "../components/clients/init-scripts/index.js";
import { kafkaClients } from "../components/clients/kafka-clients/index.js";
import { kafkaConnect } from "../components/clients/kafka-connect/index.js";
import { mirror } from "../components/clients/mirror/index.js";
import { schemaRegistry } from "../components/clients/schema-registry/index.js";
import { topics } from "../components/clients/topics/index.js";
import { topicsJob } from "../components/clients/topics-job/index.js";
import { users } from "../components/clients/users/index.js";
import { certificates } from "../components/cluster/certificates/index.js";
import { externalKafka } from "../components/kafka/external-kafka/index.js";
import { externalSecrets } from "../components/cluster/external-secrets/index.js";
import { kubernetesNamespace } from "../components/cluster/kubernetes-namespace/index.js";
import { networkPolicies } from "../components/cluster/network-policies/index.js";
import { secretStores } from "../components/cluster/secret-stores/index.js";
import { storageClass } from "../components/cluster/storage-class/index.js";
import { tofuController } from "../components/cluster/tofu-controller/index.js";
import { kafkaCluster } from "../components/kafka/kafka-cluster/index.js";
import { strimziOperator } from "../components/kafka/strimzi-operator/index.js";
import { backup } from "../components/operations/backup/index.js";
import { lagExporter } from "../components/operations/lag-exporter/index.js";
import { observability } from "../components/operations/observability/index.js";
import { sizing } from "../components/operations/sizing/index.js";
import { operatorFields, operatorKinds } from "../kubernetes/kinds/operators.js";

export const kafkaKubernetesPlatform = definePlatform({
  name: "kafka-kubernetes",
  title: "Kafka on Kubernetes, by Strimzi or by StatefulSets",
  components: [
    kubernetesNamespace,
    tofuController,
    externalSecrets,
    secretStores,
    certificates,
    storageClass,
    strimziOperator,
    kafkaCluster,
    externalKafka,
    topicsJob,
    topics,
    users,
    initScripts,
    kafkaClients,
    sizing,
    networkPolicies,
    lagExporter,
    observability,
    backup,
    mirror,
    schemaRegistry,
    kafkaConnect,
  ],
  defaults: {
    kubernetesNamespace: {},
    secretStores: {},
    certificates: {},
    kafkaCluster: {},
    kafkaClients: {},
    sizing: {},
    networkPolicies: {},
    initScripts: {},
  },
  kinds: operatorKinds,
  fields: [operatorFields],
});
