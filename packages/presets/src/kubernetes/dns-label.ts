import { z } from "zod";

/** A DNS label, as names of namespaces and users are. Source: RFC 1123; Kubernetes documentation, "Object Names and IDs". */
export function dnsLabel(what = "a name", max = 63) {
  return z
    .string()
    .max(max)
    .regex(/^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/, `${what} has lower-case letters, digits and hyphens`);
}
