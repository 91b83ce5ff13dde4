import { type Kind, kinds } from "@streamform/core";

const ready = { scope: "cluster", readiness: { condition: "Ready", generation: "condition" } } as const;
const nodeClass = "karpenter.k8s.aws/EC2NodeClass";

/** The kinds of Karpenter on AWS. Sources: its CRDs (`v1`); Argo CD's `resource_customizations/`. */
export const karpenterKinds: readonly Kind[] = [
  ...kinds("karpenter.sh", ["NodePool"], {
    ...ready,
    argoCdKnows: true,
    refersTo: [{ at: "spec.template.spec.nodeClassRef.name", to: nodeClass }],
    immutable: ["spec.template.spec.nodeClassRef.group", "spec.template.spec.nodeClassRef.kind"],
  }),
  ...kinds("karpenter.sh", ["NodeClaim"], {
    ...ready,
    refersTo: [{ at: "spec.nodeClassRef.name", to: nodeClass }],
    immutable: ["spec"],
  }),
  ...kinds("karpenter.k8s.aws", ["EC2NodeClass"], { ...ready, argoCdKnows: true }),
];
