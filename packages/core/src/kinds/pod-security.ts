import type { Path } from "../diagnostics/path.js";
import { type Fields, isFields } from "./fields/plain-data.js";

/** What keeps a pod from a namespace that enforces the restricted standard. */
interface Breach {
  readonly field: Path;
  readonly message: string;
}

/** Source: Kubernetes, Pod Security Standards, Restricted, volume types. */
const volumeTypes: ReadonlySet<string> = new Set([
  "configMap",
  "csi",
  "downwardAPI",
  "emptyDir",
  "ephemeral",
  "persistentVolumeClaim",
  "projected",
  "secret",
]);

/** Source: Kubernetes, Pod Security Standards, Baseline, sysctls. */
const safeSysctls: ReadonlySet<string> = new Set([
  "kernel.shm_rmid_forced",
  "net.ipv4.ip_local_port_range",
  "net.ipv4.ip_local_reserved_ports",
  "net.ipv4.ip_unprivileged_port_start",
  "net.ipv4.ping_group_range",
  "net.ipv4.tcp_fin_timeout",
  "net.ipv4.tcp_keepalive_intvl",
  "net.ipv4.tcp_keepalive_probes",
  "net.ipv4.tcp_keepalive_time",
  "net.ipv4.tcp_syncookies",
]);

const seccompProfiles: readonly unknown[] = ["RuntimeDefault", "Localhost"];

/** Where a pod breaks the restricted standard. Source: Kubernetes, Pod Security Standards. */
export function breaches(spec: Fields): readonly Breach[] {
  const pod = fields(spec["securityContext"]);
  return [
    ...["hostNetwork", "hostPID", "hostIPC"].flatMap((field) =>
      spec[field] === true ? [{ field: [field], message: `${field} is true` }] : [],
    ),
    ...list(pod["sysctls"]).flatMap(({ name }, index): Breach[] =>
      safeSysctls.has(String(name))
        ? []
        : [{ field: ["securityContext", "sysctls", index], message: `the sysctl ${String(name)} is not a safe one` }],
    ),
    ...list(spec["volumes"]).flatMap((volume, index): Breach[] => {
      const type = Object.keys(volume).find((field) => field !== "name");
      return type === undefined || volumeTypes.has(type)
        ? []
        : [{ field: ["volumes", index], message: `the volume ${String(volume["name"])} is of type ${type}` }];
    }),
    ...containerBreaches(spec, pod),
  ];
}

function containerBreaches(spec: Fields, pod: Fields): Breach[] {
  return ["initContainers", "containers", "ephemeralContainers"].flatMap((holder) =>
    list(spec[holder]).flatMap((container, index): Breach[] => {
      const own = fields(container["securityContext"]);
      const capabilities = fields(own["capabilities"]);
      const either = (field: string) => own[field] ?? pod[field];
      const added = texts(capabilities["add"]).filter((name) => name !== "NET_BIND_SERVICE");
      const problems = [
        own["privileged"] === true && "is privileged",
        own["allowPrivilegeEscalation"] !== false && "lacks allowPrivilegeEscalation: false",
        !texts(capabilities["drop"]).includes("ALL") && 'lacks capabilities.drop: ["ALL"]',
        added.length > 0 && `adds the capability ${added.join(", ")}`,
        either("runAsNonRoot") !== true && "lacks runAsNonRoot: true",
        either("runAsUser") === 0 && "runs as user 0",
        !seccompProfiles.includes(fields(either("seccompProfile"))["type"]) &&
          "lacks a seccompProfile of type RuntimeDefault",
        ["user", "role"].some((key) => fields(either("seLinuxOptions"))[key] !== undefined) &&
          "sets seLinuxOptions.user or role",
        ![undefined, "Default"].includes(own["procMount"] as undefined) && "has a procMount",
        list(container["ports"]).some(({ hostPort }) => typeof hostPort === "number" && hostPort > 0) &&
          "has a port on the host",
      ].filter((problem) => problem !== false);
      const name = `the container ${String(container["name"])}`;
      return problems.map((problem) => ({
        field: [holder, index, "securityContext"],
        message: `${name} ${problem}`,
      }));
    }),
  );
}

function fields(value: unknown): Fields {
  return isFields(value) ? value : {};
}

function list(value: unknown): readonly Fields[] {
  return Array.isArray(value) ? value.filter(isFields) : [];
}

function texts(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
