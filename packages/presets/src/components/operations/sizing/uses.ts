import { optional } from "@streamform/core";
import { kafka } from "../../../kafka/kafka.js";
import { workloads } from "../../../kubernetes/workload.js";
import { topics } from "../../clients/topics/index.js";
import { kubernetesNamespace } from "../../cluster/kubernetes-namespace/index.js";

export const uses = { kafka, kubernetesNamespace: optional(kubernetesNamespace), topics: optional(topics), workloads };
