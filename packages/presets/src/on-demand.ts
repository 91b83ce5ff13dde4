import type { PlatformOnDemand } from "@streamform/core";

/** Every platform of this package, each of them loaded when an environment names it. */
export const platforms: readonly PlatformOnDemand[] = [
  { name: "msk", load: async () => (await import("./platforms/msk.js")).mskPlatform },
  {
    name: "kafka-kubernetes",
    load: async () => (await import("./platforms/kafka-kubernetes.js")).kafkaKubernetesPlatform,
  },
];
