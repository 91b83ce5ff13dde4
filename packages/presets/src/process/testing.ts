import { defineComponent, type KubernetesPart, type Manifest } from "@streamform/core";
import { z } from "zod";
import { compileObject } from "../testing.js";
import type { Process } from "./process.js";

/** A process with everything that one can have. */
export const exampleProcess: Process = {
  name: "copier",
  title: "copier of files",
  labels: { "app.kubernetes.io/name": "example", "app.kubernetes.io/component": "copier" },
  replicas: 2,
  given: { cpu: 0.5, memory: 1024 },
  spread: ["zone"],
  identity: { roleArn: "arn:aws:iam::111122223333:role/copier" },
  flows: [{ port: 8080, what: "files", from: [{ cidr: "10.0.0.0/8" }] }],
  metrics: { port: 9404, portName: "metrics", of: "copier" },
  runs: () => ({
    user: { uid: 1001, gid: 0, filesGid: 1001 },
    before: [
      { name: "fetch", image: "example/fetch:1", command: ["fetch"], given: { cpu: 0.1, memory: 64 }, sees: ["tmp"] },
    ],
    program: {
      name: "copy",
      image: "example/copy:1",
      command: ["copy"],
      environment: { PORT: 8080, PRICE: "5$", ADDRESS: { own: "address" } },
      ports: { http: 8080, metrics: 9404 },
      probes: { readiness: { http: "/", port: "http", every: 10, timeout: 5, tries: 3 } },
    },
    folders: [
      { name: "files", path: "/etc/files", files: { "copy.conf": "speed=1\n" } },
      { name: "key", path: "/mnt/key", secrets: [{ secret: "key", keys: { "tls.key": "copier.key" } }] },
      { name: "tmp", path: "/tmp", scratch: 16 },
    ],
  }),
};

/** The objects that a component with this `kubernetes` part makes, by kind. */
export function objectsOf(kubernetes: (part: KubernetesPart) => void): Readonly<Record<string, Manifest>> {
  const example = defineComponent({ name: "example", title: "Example", spec: z.strictObject({}), kubernetes });
  const { manifests } = compileObject({ example: {} }, example);
  return Object.fromEntries(manifests("example").map((object) => [object.kind, object]));
}
