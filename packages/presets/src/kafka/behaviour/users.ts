import type {
  CostLine,
  DescribePart,
  Diagram,
  EnvironmentInfo,
  InTerraform,
  KubernetesPart,
  Summary,
  TerraformPart,
} from "@streamform/core";
import type { User, Users } from "../../components/clients/users/spec.js";
import type { Workload } from "../../kubernetes/workload.js";
import type { UserCredentials } from "../credentials.js";
import type { KafkaFacts } from "../facts.js";

/** How the environment's certificates are signed, as `certificates` tells it. */
export interface Signing {
  readonly issuer: { readonly group: string; readonly kind: string; readonly name: string };
  readonly duration: string;
  readonly renewBefore: string;
}

export interface UsersUses {
  readonly kafka: KafkaFacts;
  readonly certificates?: Signing | undefined;
}

interface WithUsers {
  readonly spec: Users;
  readonly uses: UsersUses;
}

/** What has a user of its own, beside those of the spec: it may do what it needs and no more. */
export type OwnUser = "backup" | "lag-exporter" | "mirror";

/** Rules of a user, as the spec of users has them. */
export type Rules = User["acls"]["rules"];

export type OwnUserKubernetes = Pick<KubernetesPart, "chart" | "environment" | "env" | "secret" | "asset"> & {
  readonly uses: UsersUses;
};
export type UsersKubernetes = OwnUserKubernetes & Pick<KubernetesPart, "selector"> & WithUsers;
export type UsersTerraform = Pick<TerraformPart, "stack" | "environment" | "name"> & {
  readonly spec: Users;
  readonly uses: InTerraform<UsersUses>;
};
export type UsersDescribed = Pick<DescribePart, "environment"> & WithUsers;

/** How users, and what they may do, get into a Kafka. */
export interface ApplyUsers {
  /** Topic in which `apply-users.sh` remembers what it may delete; undefined where it may delete nothing. */
  readonly registry: (environment: Pick<EnvironmentInfo, "name">) => string | undefined;
  /** Whether the Kafka's operator makes passwords and certificates in the cluster; else Secrets Manager draws the ones and cert-manager signs the others. */
  readonly makesCredentials: boolean;
  /** Whether somebody can log in who may make users. */
  readonly hasAdministrator: (kafka: KafkaFacts) => boolean;
  readonly credentials: (name: string, user: Pick<User, "authentication">) => UserCredentials;
  /** Whose Secret, besides those of the cluster and of components, has this name; undefined where nobody's has. */
  readonly ownerOfSecret: (name: string, users: Users) => string | undefined;
  readonly kubernetes: (part: UsersKubernetes) => void;
  readonly terraform: (part: UsersTerraform) => void;
  readonly workloads: (part: UsersDescribed) => readonly Workload[];
  readonly summary: (part: UsersDescribed) => Summary;
  readonly cost: (part: UsersDescribed) => readonly CostLine[];
  readonly diagram: (part: UsersDescribed) => Diagram;
  /** A user of a component, which is there without any user in the spec. */
  readonly own: {
    readonly kubernetes: (part: OwnUserKubernetes, of: OwnUser, name: string, rules: Rules) => void;
    readonly workloads: (environment: Pick<EnvironmentInfo, "name">, of: OwnUser) => readonly Workload[];
  };
}
