import { defineCheck } from "@streamform/core";
import { architectureOf } from "./architecture.js";
import { reachOf } from "./reach.js";
import type { bastionSpec } from "./spec.js";
import type { uses } from "./uses.js";

type Spec = typeof bastionSpec;
type Uses = typeof uses;

export const noWayOut = defineCheck<Spec, Uses>({
  code: "SF2701",
  title: "A bastion that Session Manager cannot reach",
  severity: "error",
  because:
    "The agent on the instance opens the connection to AWS. Without internet access or VPC endpoints no session can start.",
  instead:
    "Write `bastion.endpoints: true`, or give the network NAT gateways. If the VPC already has the endpoints, ignore this check and say so.",
  source: "AWS Systems Manager user guide, Session Manager prerequisites",
  run: ({ spec, uses: { network }, at }) => {
    const { internet, endpoints } = reachOf(spec, network);
    return internet || endpoints
      ? []
      : [at("endpoints", "private subnets do not reach the internet, and the spec creates no endpoints")];
  },
});

export const imageOfOtherArchitecture = defineCheck<Spec, Uses>({
  code: "SF2702",
  title: "An image that the instance type cannot run",
  severity: "error",
  because: "EC2 refuses to start an instance whose image is built for another architecture.",
  instead: "Remove `bastion.architecture`: it follows the instance type.",
  source: "Amazon EC2 user guide, compatibility for changing the instance type",
  run: ({ spec: { architecture, instanceType }, at }) => {
    const actual = architectureOf(instanceType);
    return architecture === undefined || architecture === actual
      ? []
      : [at("architecture", `the instance type ${instanceType} is ${actual}, and the image is ${architecture}`)];
  },
});

export const readsDataInProduction = defineCheck<Spec, Uses>({
  code: "SF2703",
  title: "A production bastion that reads or writes the data",
  severity: "warning",
  because:
    "Everyone who can start a session acts as the instance's role. With the consumer or producer permission they can read or write every record, and no log shows who did.",
  instead: "Leave `bastion.permissions` at admin, and give people their own roles for reading.",
  source: "Amazon MSK developer guide, IAM access control",
  run: ({ spec, environment, uses: { kafka }, at }) =>
    environment.stage !== "production" || kafka.iamPolicies === undefined
      ? []
      : spec.permissions.flatMap((permission, index) =>
          permission === "admin"
            ? []
            : [at(["permissions", index], `every session has the permissions of a ${permission}`)],
        ),
});
