import { kafkaKubernetesPlatform } from "./kafka-kubernetes.js";
import { mskPlatform } from "./msk.js";

/** Every platform of this package: the list that registers them. */
export const platforms = [mskPlatform, kafkaKubernetesPlatform] as const;
