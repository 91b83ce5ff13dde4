import { type Kind, kinds } from "./kind.js";
import { type Kinds, kindsWith } from "./registry.js";

const data = "data.example.com";
const sign = "sign.example.com";
const ready = { scope: "namespace", readiness: { condition: "Ready", generation: "status" } } as const;
const ofCluster = { at: "metadata.labels[data.example.com/cluster]", to: `${data}/Cluster` } as const;

/** Kinds of two fictitious operators, with every field that a kind can have. */
export const testKinds: readonly Kind[] = [
  ...kinds(data, ["Cluster"], {
    ...ready,
    argoCdKnows: true,
    holdsData: true,
    makes: [{ kind: "Secret", name: "metadata.name", suffix: "-ca" }],
    precondition: { word: "data cluster", text: "Is run by its operator." },
  }),
  ...kinds(data, ["Topic"], { ...ready, argoCdKnows: true, holdsData: true, refersTo: [ofCluster] }),
  ...kinds(data, ["User"], { ...ready, refersTo: [ofCluster], makes: [{ kind: "Secret", name: "metadata.name" }] }),
  ...kinds(data, ["Pool"], {
    scope: "namespace",
    readiness: { generation: "status" },
    refersTo: [{ at: "spec.storage.volumes[].class", to: "storage.k8s.io/StorageClass" }],
  }),
  ...kinds(data, ["Plan"], { ...ready, template: "data.example.com/plan-template" }),
  ...kinds(data, ["Server"], { scope: "namespace", readiness: { word: "phase", ready: "RUNNING" } }),
  ...kinds(data, ["Task"], { scope: "namespace", readiness: { word: "state", ready: "CREATED", failed: "ERROR" } }),
  ...kinds(data, ["Zone"], {
    scope: "cluster",
    readiness: "exists",
    makes: [{ kind: "ConfigMap", name: "metadata.name", when: "spec.publish", everywhere: true }],
  }),
  ...kinds(sign, ["Certificate"], {
    scope: "namespace",
    readiness: { condition: "Ready", generation: "condition" },
    argoCdKnows: true,
    refersTo: [{ at: "spec.issuerRef.name", to: [`${sign}/Issuer`, `${sign}/ClusterIssuer`] }],
    makes: [{ kind: "Secret", name: "spec.secretName" }],
  }),
  ...kinds(sign, ["Issuer"], { ...ready, precondition: { text: "Signs." } }),
  ...kinds(sign, ["ClusterIssuer"], { ...ready, scope: "cluster", precondition: { text: "Signs." } }),
];

/** Kubernetes' kinds and the kinds of the two operators. */
export const testRegistry: Kinds = kindsWith(testKinds);
