import { describe, expect, it } from "vitest";
import { compileObject } from "../../../../testing.js";
import { certificates } from "../../../cluster/certificates/index.js";
import { kafkaCluster } from "../index.js";
import { together } from "./metrics.js";

const zones = ["eu-central-1a", "eu-central-1b", "eu-central-1c"];

type Rest = Readonly<Record<string, unknown>>;
// biome-ignore lint/suspicious/noExplicitAny: tests look deep into objects whose shape the schemas of the operator hold
type Any = any;

/** An environment by the name of `events`, in the namespace `kafka`. */
function compiled(spec: Rest = {}, { uncertified, ...rest }: Rest & { readonly uncertified?: boolean } = {}) {
  return compileObject(
    {
      name: "events",
      kubernetes: { namespace: "kafka" },
      ...(uncertified ? {} : { certificates: {} }),
      kafkaCluster: { zones, ...spec },
      ...rest,
    },
    certificates,
    kafkaCluster,
  );
}

function objects(spec: Rest = {}, rest: Rest = {}) {
  const manifests = compiled(spec, rest).manifests("kafka-cluster");
  const one = (kind: string, name?: string): Any =>
    manifests.find((manifest) => manifest.kind === kind && (name === undefined || manifest.metadata.name === name));
  return {
    manifests,
    kafka: one("Kafka").spec,
    brokers: one("KafkaNodePool", "broker"),
    controllers: one("KafkaNodePool", "controller"),
    one,
  };
}

describe("a Kafka by Strimzi", () => {
  it("is all of the version that the operator serves, and belongs to its cluster by label", () => {
    const { manifests } = objects();
    const ofStrimzi = manifests.filter(({ apiVersion }) => apiVersion.startsWith("kafka.strimzi.io/"));
    expect(new Set(ofStrimzi.map(({ apiVersion }) => apiVersion))).toEqual(new Set(["kafka.strimzi.io/v1"]));
    for (const { kind, metadata } of ofStrimzi)
      if (kind !== "Kafka") expect(metadata.labels).toMatchObject({ "strimzi.io/cluster": "events" });
  });

  it("takes the operator's image of its version, or a copy that the spec names", () => {
    expect(objects().kafka.kafka).not.toHaveProperty("image");
    const image = "registry.example.com/kafka:1.2.0-kafka-4.3.1";
    expect(objects({ image }).kafka.kafka.image).toBe(image);
  });

  it("writes the metadata in the format of its version, or in an older one until a new Kafka is proved", () => {
    expect(objects({ kafkaVersion: "4.2.1" }).kafka.kafka).toMatchObject({
      version: "4.2.1",
      metadataVersion: "4.2-IV1",
    });
    const held = { kafkaVersion: "4.3.1", strimzi: { metadataVersion: "4.2-IV1" } };
    expect(objects(held).kafka.kafka).toMatchObject({ version: "4.3.1", metadataVersion: "4.2-IV1" });
  });

  it("listens where the capability says, with the certificate of cert-manager", () => {
    const { listeners } = objects().kafka.kafka;
    const certificate = { secretName: "events-listeners", certificate: "tls.crt", key: "tls.key" };
    expect(listeners).toEqual([
      {
        name: "scram",
        port: 9092,
        type: "internal",
        tls: true,
        authentication: { type: "scram-sha-512" },
        configuration: { brokerCertChainAndKey: certificate },
      },
      {
        name: "mtls",
        port: 9093,
        type: "internal",
        tls: true,
        authentication: { type: "tls" },
        configuration: { brokerCertChainAndKey: certificate },
      },
    ]);
  });

  it("shows Strimzi's own certificate where nobody else signs one", () => {
    const { kafka, one } = objects({ external: { domain: "kafka.acme.example" } }, { uncertified: true });
    expect(one("Certificate")).toBeUndefined();
    for (const { configuration } of kafka.kafka.listeners)
      expect(configuration ?? {}).not.toHaveProperty("brokerCertChainAndKey");
  });

  it("gives clients outside a load balancer for the start and one for each broker, under names of their own", () => {
    const external = { domain: "kafka.acme.example", sources: ["203.0.113.0/24"], scheme: "internet-facing" };
    const listener = objects({ external }).kafka.kafka.listeners[2];
    expect(listener).toMatchObject({ name: "external", port: 9094, type: "loadbalancer", tls: true });
    const host = "external-dns.alpha.kubernetes.io/hostname";
    const scheme = "service.beta.kubernetes.io/aws-load-balancer-scheme";
    expect(listener.configuration).toMatchObject({
      class: "service.k8s.aws/nlb",
      loadBalancerSourceRanges: ["203.0.113.0/24"],
      advertisedHostTemplate: "broker-{nodeId}.kafka.acme.example",
      bootstrap: { annotations: { [host]: "bootstrap.kafka.acme.example", [scheme]: "internet-facing" } },
      perBrokerAnnotationsTemplate: { [host]: "broker-{nodeId}.kafka.acme.example", [scheme]: "internet-facing" },
    });
  });

  it("has a certificate that covers the bootstrap, each broker and the names outside, with a key that Strimzi reads", () => {
    const { spec } = objects({ external: { domain: "kafka.acme.example" } }).one("Certificate");
    expect(spec.dnsNames).toEqual(
      expect.arrayContaining([
        "events-kafka-bootstrap.kafka.svc",
        "*.events-kafka-brokers.kafka.svc",
        "*.kafka.acme.example",
      ]),
    );
    expect(spec.privateKey.encoding).toBe("PKCS8");
    expect(spec.issuerRef).toEqual({ group: "cert-manager.io", kind: "Issuer", name: "kafka-ca" });
  });

  it("waits for its issuer", () => {
    const unit = compiled().plan.units.find(({ id }) => id === "kubernetes/kafka-cluster");
    expect(unit?.dependsOn).toContain("kubernetes/certificates");
  });

  it("lets the administrator in by certificate, above all ACLs", () => {
    const { kafka, one } = objects();
    expect(kafka.kafka.authorization).toEqual({ type: "simple", superUsers: ["CN=events-admin"] });
    expect(one("KafkaUser", "events-admin").spec).toEqual({ authentication: { type: "tls" } });
  });

  it("configures brokers by numbers, truth values and texts, never by lists", () => {
    const { config } = objects({ configuration: { "ssl.enabled.protocols": ["TLSv1.3", "TLSv1.2"] } }).kafka.kafka;
    expect(config).toMatchObject({
      "default.replication.factor": 3,
      "min.insync.replicas": 2,
      "unclean.leader.election.enable": false,
      "compression.type": "lz4",
      "ssl.enabled.protocols": "TLSv1.3,TLSv1.2",
    });
  });

  it("does not leave topics' finalizers behind, and keeps its CAs when it goes", () => {
    const { entityOperator, clusterCa, clientsCa } = objects().kafka;
    expect(entityOperator.template.topicOperatorContainer.env).toEqual([
      { name: "STRIMZI_USE_FINALIZERS", value: "false" },
    ]);
    for (const ca of [clusterCa, clientsCa]) expect(ca).toEqual({ generateSecretOwnerReference: false });
  });

  it("lets Kubernetes evict one pod at a time, or none where the Drain Cleaner does", () => {
    const budget = (spec: Rest) => objects(spec).kafka.kafka.template.podDisruptionBudget;
    expect(budget({})).toEqual({ maxUnavailable: 1 });
    expect(budget({ strimzi: { drainCleaner: true } })).toEqual({ maxUnavailable: 0 });
  });
});

describe("the pools of a Kafka by Strimzi", () => {
  it("hold brokers from id 0 and controllers from id 100, so that neither moves the other's ids", () => {
    const { brokers, controllers } = objects({ brokers: { replicas: 6 } });
    expect(brokers.metadata.annotations).toEqual({ "strimzi.io/next-node-ids": "[0-99]" });
    expect(controllers.metadata.annotations).toEqual({ "strimzi.io/next-node-ids": "[100-199]" });
    expect([brokers.spec.roles, brokers.spec.replicas]).toEqual([["broker"], 6]);
    expect([controllers.spec.roles, controllers.spec.replicas]).toEqual([["controller"], 3]);
  });

  it("give what the spec says, in canonical quantities, with a limit that is the request for memory alone", () => {
    const sizes = { cpu: 1.5, memory: "10GiB", heap: "1536MiB", volumeSize: "2TiB" };
    const { spec } = objects({ brokers: sizes, storageClass: "fast" }).brokers;
    expect(spec.resources).toEqual({ requests: { cpu: "1500m", memory: "10Gi" }, limits: { memory: "10Gi" } });
    expect(spec.jvmOptions).toMatchObject({ "-Xms": "1536m", "-Xmx": "1536m", "-XX": { UseG1GC: "true" } });
    expect(spec.storage.volumes).toEqual([
      {
        id: 0,
        type: "persistent-claim",
        size: "2Ti",
        class: "fast",
        deleteClaim: false,
        kraftMetadata: "shared",
      },
    ]);
    const { resources } = objects({ brokers: { ...sizes, cpuLimit: 4 } }).brokers.spec;
    expect(resources.limits).toEqual({ cpu: "4", memory: "10Gi" });
  });

  it("stand in the named zones alone, never two on one node, evenly over the zones", () => {
    for (const { spec, metadata } of [objects().brokers, objects().controllers]) {
      const { affinity, topologySpreadConstraints } = spec.template.pod;
      const [term] = affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms;
      expect(term.matchExpressions).toEqual([{ key: "topology.kubernetes.io/zone", operator: "In", values: zones }]);
      const own = { matchLabels: { "strimzi.io/cluster": "events", "strimzi.io/pool-name": metadata.name } };
      expect(affinity.podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution).toEqual([
        { labelSelector: own, topologyKey: "kubernetes.io/hostname" },
      ]);
      expect(topologySpreadConstraints).toMatchObject([
        { labelSelector: own, maxSkew: 1, topologyKey: "topology.kubernetes.io/zone" },
      ]);
    }
  });

  it("know their zone as their rack, unless there is one alone", () => {
    expect(objects().kafka.kafka.rack).toEqual({ type: "topology-label", topologyKey: "topology.kubernetes.io/zone" });
    const single = objects({ zones: zones.slice(0, 1) });
    expect(single.kafka.kafka).not.toHaveProperty("rack");
    expect(single.brokers.spec.template.pod).not.toHaveProperty("topologySpreadConstraints");
  });

  it("mark their claims for Argo CD, whatever it tracks by", () => {
    const argocd = { delivery: { engine: "argocd", repository: "https://github.com/acme/streaming" } };
    const annotations = objects({}, argocd).brokers.spec.template.persistentVolumeClaim.metadata.annotations;
    expect(annotations["argocd.argoproj.io/sync-options"]).toBe("Prune=false,Delete=false");
    expect(objects().brokers.spec.template).not.toHaveProperty("persistentVolumeClaim");
  });
});

describe("the pods of a Kafka by Strimzi", () => {
  it("pass the restricted Pod Security Standard, each container for itself", () => {
    const { kafka, brokers, controllers } = objects();
    const containers = [
      brokers.spec.template.kafkaContainer,
      brokers.spec.template.initContainer,
      controllers.spec.template.kafkaContainer,
      kafka.entityOperator.template.topicOperatorContainer,
      kafka.entityOperator.template.userOperatorContainer,
      kafka.cruiseControl.template.cruiseControlContainer,
    ];
    for (const { securityContext } of containers)
      expect(securityContext).toEqual({
        allowPrivilegeEscalation: false,
        capabilities: { drop: ["ALL"] },
        readOnlyRootFilesystem: true,
        runAsNonRoot: true,
        seccompProfile: { type: "RuntimeDefault" },
      });
    const pods = [brokers.spec, controllers.spec, kafka.entityOperator, kafka.cruiseControl];
    for (const { template } of pods)
      expect(template.pod.securityContext).toMatchObject({ runAsNonRoot: true, runAsUser: 1001 });
  });
});

describe("Cruise Control", () => {
  it("moves partitions when brokers come and before they go, by templates that are there", () => {
    const { kafka, manifests } = objects();
    expect(kafka.cruiseControl.autoRebalance).toEqual([
      { mode: "add-brokers", template: { name: "events-add-brokers" } },
      { mode: "remove-brokers", template: { name: "events-remove-brokers" } },
    ]);
    const templates = manifests.filter(({ kind }) => kind === "KafkaRebalance");
    expect(templates.map(({ metadata }) => metadata.name)).toEqual(["events-add-brokers", "events-remove-brokers"]);
    for (const { metadata } of templates)
      expect(metadata.annotations).toEqual({ "strimzi.io/rebalance-template": "true" });
  });

  it.each([{ cruiseControl: false }, { brokers: { replicas: 1 } }])("is not there with %j", (spec) => {
    const { kafka, manifests, one } = objects(spec);
    expect(kafka).not.toHaveProperty("cruiseControl");
    expect(manifests.map(({ kind }) => kind)).not.toContain("KafkaRebalance");
    expect(Object.keys(one("ConfigMap").data)).toEqual(["kafka.json"]);
  });

  const brokerCapacity = { inboundNetwork: "149MiB", outboundNetwork: "1GiB" };

  it("counts on the network that the spec states, and on none where it states none", () => {
    expect(objects({ strimzi: { brokerCapacity } }).kafka.cruiseControl.brokerCapacity).toEqual({
      inboundNetwork: "152576KiB/s",
      outboundNetwork: "1048576KiB/s",
    });
    expect(objects().kafka.cruiseControl).not.toHaveProperty("brokerCapacity");
  });

  it("lets goals of its own look at the network only where the spec states it, as Strimzi's do", () => {
    const config = (strimzi: object) =>
      objects({ zones: zones.slice(0, 2), brokers: { replicas: 4 }, strimzi }).kafka.cruiseControl.config;
    expect(config({})?.["default.goals"]).not.toMatch(/Network|Nw|BytesIn/);
    expect(config({ brokerCapacity })?.["hard.goals"]).toContain("NetworkInboundCapacityGoal");
    expect(config({ brokerCapacity })?.["default.goals"]).toContain("LeaderBytesInDistributionGoal");
  });

  it("asks for even numbers of copies where there are fewer zones than copies: a zone for each cannot be had", () => {
    const goals = (list: readonly string[]): string =>
      objects({ zones: list, brokers: { replicas: 4 } }).kafka.cruiseControl.config?.["hard.goals"] ?? "";
    expect(goals(zones.slice(0, 2))).toContain("RackAwareDistributionGoal");
    expect(goals(zones.slice(0, 2))).not.toContain("RackAwareGoal");
    expect(goals(zones)).toBe("");
  });
});

describe("metrics of a Kafka by Strimzi", () => {
  it("are exported by rules that stand where the Kafka looks for them", () => {
    const { kafka, one } = objects();
    for (const { metricsConfig } of [kafka.kafka, kafka.cruiseControl]) {
      const { name, key } = metricsConfig.valueFrom.configMapKeyRef;
      expect(JSON.parse(one("ConfigMap", name).data[key])).toHaveProperty("rules");
    }
  });

  it("are those of brokers and of controllers together, each rule once", () => {
    const broker = { lowercaseOutputName: true, rules: [{ pattern: "a" }, { pattern: "b" }] };
    const controller = {
      lowercaseOutputName: false,
      startDelaySeconds: 0,
      rules: [{ pattern: "b" }, { pattern: "c" }],
    };
    expect(together(broker, controller)).toEqual({
      lowercaseOutputName: true,
      startDelaySeconds: 0,
      rules: [{ pattern: "a" }, { pattern: "b" }, { pattern: "c" }],
    });
  });
});
