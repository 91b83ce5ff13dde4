import { workloadKubectl } from "@streamform/core";
import { ports } from "../../exports.js";
import type { DescribeCluster } from "../../part.js";
import { folders, hostOf, labelsOf, nameOf, type Role } from "../names.js";

/** What commands that a person types have in common. */
export interface Commands {
  readonly kubectl: string;
  /** First broker, in whose pod Kafka's tools run. */
  readonly pod: string;
  /** Labels of the pods and claims of the whole cluster. */
  readonly all: string;
  /** Labels of the pods and claims of a role. */
  of(role: Role): string;
  /** Runs a command in the first broker's container. */
  inBroker(command: string): string;
  /** Runs one there that reads what it is given. */
  intoBroker(command: string): string;
  /** Runs a tool of Kafka there, as the super user that a broker is. */
  tool(name: string, options: string): string;
}

export function commandsOf({ environment, exports }: DescribeCluster): Commands {
  const { namespace } = environment.kubernetes;
  const kubectl = `${workloadKubectl(environment)} --namespace ${namespace}`;
  const pod = `${nameOf(exports, "broker")}-0`;
  const exec = (options: string, command: string) =>
    `${kubectl} exec ${options}${pod} --container broker -- ${command}`;
  const selector = (labels: Readonly<Record<string, string>>) =>
    Object.entries(labels)
      .map(([key, value]) => `${key}=${value}`)
      .join(",");
  const { "app.kubernetes.io/component": _, ...shared } = labelsOf(exports, "broker");
  const server = `${hostOf(exports, namespace, "broker", pod)}:${ports.replication}`;
  return {
    kubectl,
    pod,
    all: selector(shared),
    of: (role) => selector(labelsOf(exports, role)),
    inBroker: (command) => exec("", command),
    intoBroker: (command) => exec("--stdin ", command),
    tool: (name, options) =>
      exec(
        "",
        `/opt/kafka/bin/${name}.sh --bootstrap-server ${server} --command-config ${folders.configuration}/client.properties ${options}`,
      ),
  };
}
