import type {
  CostLine,
  DescribePart,
  Diagram,
  EnvironmentInfo,
  InTerraform,
  KubernetesPart,
  Part,
  Summary,
  TerraformPart,
} from "@streamform/core";
import type { User, Users } from "../../components/clients/users/spec.js";
import type { Workload } from "../../kubernetes/workload.js";
import type { UserCredentials } from "../credentials.js";
import type { KafkaFacts, Listener } from "../facts.js";
import type { Statement } from "../iam/statements.js";
import type { Credentials } from "../login.js";

/** The issuer of the environment's certificates, from `certificates`. */
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

/** A component with its own user, which has only the rights that the component needs. */
export type OwnUser = "backup" | "lag-exporter" | "mirror";

/** Rules of a user, as the spec of users has them. */
export type Rules = User["acls"]["rules"];

export type OwnUserKubernetes = Pick<KubernetesPart, "chart" | "environment" | "name" | "env" | "secret" | "asset"> & {
  readonly uses: UsersUses;
};
export type UsersKubernetes = OwnUserKubernetes & Pick<KubernetesPart, "selector"> & WithUsers;
export type UsersTerraform = Pick<TerraformPart, "stack" | "environment" | "name"> & {
  readonly spec: Users;
  readonly uses: InTerraform<UsersUses>;
};
export type UsersDescribed = Pick<DescribePart, "environment" | "name"> & WithUsers;
export type OwnUserTerraform = Omit<UsersTerraform, "spec">;

/** How a Kafka applies users and their rights. */
export interface ApplyUsers {
  /** Registry topic of `apply-users.sh`, which records what it may delete; undefined if it may delete nothing. */
  readonly registry: (environment: Pick<EnvironmentInfo, "name">) => string | undefined;
  /** Whether the Kafka's operator makes passwords and certificates in the cluster; else Secrets Manager draws the ones and cert-manager signs the others. */
  readonly makesCredentials: boolean;
  /** Whether a user of the spec may have its own password. */
  readonly takesPasswords: boolean;
  /** Whether somebody can log in who may make users. */
  readonly hasAdministrator: (kafka: KafkaFacts) => boolean;
  readonly credentials: (
    part: Pick<Part, "environment" | "name">,
    name: string,
    user: Pick<User, "authentication">,
  ) => UserCredentials;
  /** Secrets that External Secrets has to be let read by their names. */
  readonly namedSecrets: (part: Pick<Part, "environment" | "name">, users: Users) => readonly string[];
  /** The owner of a Secret with this name, other than the cluster and components; undefined if there is none. */
  readonly ownerOfSecret: (name: string, users: Users) => string | undefined;
  readonly kubernetes: (part: UsersKubernetes) => void;
  readonly terraform: (part: UsersTerraform) => void;
  readonly workloads: (part: UsersDescribed) => readonly Workload[];
  readonly summary: (part: UsersDescribed) => Summary;
  readonly cost: (part: UsersDescribed) => readonly CostLine[];
  readonly diagram: (part: UsersDescribed) => Diagram;
  readonly own: OwnUsers;
}

/** What a Kafka offers users of components, in Terraform too. */
export interface OwnUserOffer extends Pick<KafkaFacts, "adminCertificate" | "iamResources"> {
  readonly listeners: readonly [Pick<Listener, "name">, ...Pick<Listener, "name">[]];
}

/** Users of components, which are there without any user in the spec: each may do what its component needs and no more. */
export interface OwnUsers {
  /** What the component's pods log in with; undefined where nothing is offered to them. */
  readonly credentials: (kafka: KafkaFacts, name: string) => Credentials | undefined;
  readonly kubernetes: (part: OwnUserKubernetes, of: OwnUser, name: string, rules: Rules) => void;
  /** What its password is made of, where it has one. */
  readonly terraform: (part: OwnUserTerraform, name: string) => void;
  /** Statements that the IAM role of the component's pods needs; none where its rights are Kafka's own. */
  readonly statements: (kafka: OwnUserOffer, name: string, rules: Rules) => readonly Statement[];
  readonly workloads: (
    kafka: KafkaFacts,
    environment: Pick<EnvironmentInfo, "name">,
    of: OwnUser,
  ) => readonly Workload[];
}
