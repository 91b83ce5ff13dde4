import type { KubernetesPart } from "@streamform/core";
import {
  type Container,
  type EnvVar,
  IntOrString,
  type Probe as KubernetesProbe,
  Quantity,
  type ResourceRequirements,
} from "cdk8s-plus-29/lib/imports/k8s.js";
import { containerSecurity } from "../../kubernetes/pod-security.js";
import { cpuQuantity, sizeQuantity } from "../../kubernetes/quantity.js";
import type { Given, Probe, Process, Program, Running, Variable } from "../process.js";
import { mountsOf } from "./volumes.js";

/** A program of a process as a container, which the Pod Security Standard `restricted` lets run. */
export function containerOf(
  part: Pick<KubernetesPart, "env">,
  process: Process,
  running: Running,
  program: Program,
): Container {
  const {
    name,
    image,
    command,
    environment = {},
    given = process.given,
    ports = {},
    probes = {},
    beforeStop,
  } = program;
  return {
    name,
    image,
    imagePullPolicy: "IfNotPresent",
    command: [...command],
    ...(program.arguments && { args: [...program.arguments] }),
    ...(Object.keys(environment).length > 0 && {
      env: Object.entries(environment).map(([key, value]) => variableOf(part, key, value)),
    }),
    ...(Object.keys(ports).length > 0 && {
      ports: Object.entries(ports).map(([port, containerPort]) => ({ name: port, containerPort, protocol: "TCP" })),
    }),
    ...(probes.startup && { startupProbe: probeOf(probes.startup) }),
    ...(probes.readiness && { readinessProbe: probeOf(probes.readiness) }),
    ...(probes.liveness && { livenessProbe: probeOf(probes.liveness) }),
    ...(beforeStop && { lifecycle: { preStop: { exec: { command: [...beforeStop] } } } }),
    resources: resourcesOf(given),
    securityContext: containerSecurity,
    terminationMessagePath: "/dev/termination-log",
    terminationMessagePolicy: "FallbackToLogsOnError",
    volumeMounts: [...mountsOf(process, running, program)],
  };
}

/** Fields of the pod that a process learns of itself from. Source: Kubernetes documentation, "Downward API". */
const fields = { name: "metadata.name", address: "status.podIP", node: "spec.nodeName" } as const;

function variableOf({ env }: Pick<KubernetesPart, "env">, name: string, value: Variable): EnvVar {
  if (typeof value === "number") return { name, value: String(value) };
  if (typeof value === "object" && "own" in value)
    return { name, valueFrom: { fieldRef: { apiVersion: "v1", fieldPath: fields[value.own] } } };
  return env(name, value);
}

function resourcesOf({ cpu, cpuLimit, memory, memoryLimit = memory }: Given): ResourceRequirements {
  const quantities = (cores: number | undefined, mebibytes: number) => ({
    ...(cores !== undefined && { cpu: Quantity.fromString(cpuQuantity(cores)) }),
    memory: Quantity.fromString(sizeQuantity(mebibytes)),
  });
  return { requests: quantities(cpu, memory), limits: quantities(cpuLimit, memoryLimit) };
}

function probeOf(probe: Probe): KubernetesProbe {
  return {
    ...("http" in probe
      ? { httpGet: { path: probe.http, port: IntOrString.fromString(probe.port), scheme: "HTTP" } }
      : "connect" in probe
        ? { tcpSocket: { port: IntOrString.fromNumber(probe.connect) } }
        : { exec: { command: [...probe.command] } }),
    ...(probe.delay !== undefined && { initialDelaySeconds: probe.delay }),
    periodSeconds: probe.every,
    timeoutSeconds: probe.timeout,
    failureThreshold: probe.tries,
    successThreshold: 1,
  };
}
