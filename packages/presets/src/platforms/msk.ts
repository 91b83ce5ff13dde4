import { definePlatform } from "@streamform/core";
import { bastion } from "../components/bastion/index.js";
import { externalSecrets } from "../components/external-secrets/index.js";
import { kafkaClients } from "../components/kafka-clients/index.js";
import { kubernetesNamespace } from "../components/kubernetes-namespace/index.js";
import { msk } from "../components/msk/index.js";
import { mskAlarms } from "../components/msk-alarms/index.js";
import { network } from "../components/network/index.js";
import { secretStores } from "../components/secret-stores/index.js";
import { secrets } from "../components/secrets/index.js";
import { tofuController } from "../components/tofu-controller/index.js";
import { topics } from "../components/topics/index.js";
import { topicsJob } from "../components/topics-job/index.js";
import { versions } from "../versions/versions.js";

export const mskPlatform = definePlatform({
  name: "msk",
  title: "Amazon MSK over several zones",
  components: [
    network,
    secrets,
    msk,
    mskAlarms,
    bastion,
    kubernetesNamespace,
    tofuController,
    externalSecrets,
    secretStores,
    topicsJob,
    topics,
    kafkaClients,
  ],
  defaults: { network: {}, msk: {}, kubernetesNamespace: {}, secretStores: {}, kafkaClients: {} },
  versions,
});
