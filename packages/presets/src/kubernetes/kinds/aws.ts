import { type Kind, kinds } from "@streamform/core";

/** The kinds of the AWS Load Balancer Controller, of ExternalDNS and of the Secrets Store CSI driver. Source: their CRDs. */
export const awsControllerKinds: readonly Kind[] = [
  ...kinds("elbv2.k8s.aws", ["IngressClassParams"], { scope: "cluster", readiness: "exists" }),
  ...kinds("elbv2.k8s.aws", ["TargetGroupBinding"], {
    scope: "namespace",
    readiness: { generation: "status" },
    immutable: ["spec.targetGroupARN", "spec.targetType"],
  }),
  ...kinds("externaldns.k8s.io", ["DNSEndpoint"], { scope: "namespace", readiness: { generation: "status" } }),
  ...kinds("secrets-store.csi.x-k8s.io", ["SecretProviderClass"], {
    scope: "namespace",
    readiness: "exists",
  }),
];
