import { definePlatform } from "@streamform/core";
import { backup } from "../components/backup/index.js";
import { certificates } from "../components/certificates/index.js";
import { externalSecrets } from "../components/external-secrets/index.js";
import { initScripts } from "../components/init-scripts/index.js";
import { kafkaClients } from "../components/kafka-clients/index.js";
import { kafkaCluster } from "../components/kafka-cluster/index.js";
import { kafkaConnect } from "../components/kafka-connect/index.js";
import { kubernetesNamespace } from "../components/kubernetes-namespace/index.js";
import { lagExporter } from "../components/lag-exporter/index.js";
import { mirror } from "../components/mirror/index.js";
import { networkPolicies } from "../components/network-policies/index.js";
import { observability } from "../components/observability/index.js";
import { schemaRegistry } from "../components/schema-registry/index.js";
import { secretStores } from "../components/secret-stores/index.js";
import { sizing } from "../components/sizing/index.js";
import { storageClass } from "../components/storage-class/index.js";
import { strimziOperator } from "../components/strimzi-operator/index.js";
import { tofuController } from "../components/tofu-controller/index.js";
import { topics } from "../components/topics/index.js";
import { topicsJob } from "../components/topics-job/index.js";
import { users } from "../components/users/index.js";
import { versions } from "../versions/versions.js";

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
  versions,
});
