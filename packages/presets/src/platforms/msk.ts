import { definePlatform } from "@streamform/core";
import { bastion } from "../components/aws/bastion/index.js";
import { observability } from "../components/operations/observability/index.js";
import { network } from "../components/aws/network/index.js";
import { secrets } from "../components/aws/secrets/index.js";
import { kafkaClients } from "../components/clients/kafka-clients/index.js";
import { topics } from "../components/clients/topics/index.js";
import { topicsJob } from "../components/clients/topics-job/index.js";
import { externalKafka } from "../components/kafka/external-kafka/index.js";
import { externalSecrets } from "../components/cluster/external-secrets/index.js";
import { kubernetesNamespace } from "../components/cluster/kubernetes-namespace/index.js";
import { certificates } from "../components/cluster/certificates/index.js";
import { secretStores } from "../components/cluster/secret-stores/index.js";
import { tofuController } from "../components/cluster/tofu-controller/index.js";
import { msk } from "../components/kafka/msk/index.js";
import { mskAlarms } from "../components/operations/msk-alarms/index.js";
import { operatorFields, operatorKinds } from "../kubernetes/kinds/operators.js";
import { backup } from "../components/operations/backup/index.js";
import { kafkaConnect } from "../components/clients/kafka-connect/index.js";
import { lagExporter } from "../components/operations/lag-exporter/index.js";
import { mirror } from "../components/clients/mirror/index.js";
import { networkPolicies } from "../components/cluster/network-policies/index.js";
import { schemaRegistry } from "../components/clients/schema-registry/index.js";
import { users } from "../components/clients/users/index.js";

export const mskPlatform = definePlatform({
  name: "msk",
  title: "Amazon MSK over several zones",
  components: [
    network,
    secrets,
    msk,
    externalKafka,
    mskAlarms,
    bastion,
    kubernetesNamespace,
    tofuController,
    externalSecrets,
    secretStores,
    certificates,
    topicsJob,
    topics,
    users,
    kafkaClients,
    networkPolicies,
    lagExporter,
    backup,
    mirror,
    schemaRegistry,
    kafkaConnect,
    observability,
  ],
  defaults: { network: {}, msk: {}, kubernetesNamespace: {}, secretStores: {}, kafkaClients: {} },
  kinds: operatorKinds,
  fields: [operatorFields],
});
