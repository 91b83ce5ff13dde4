import type { Plan } from "../compile/plan.js";
import type { GitRepository } from "./flux-objects.js";
import { withoutUndefined } from "./without-undefined.js";

/** Folder of a unit, or of something below the environment's folder, in the repository. */
export function repositoryPath({ info }: Plan, path: string): string {
  return `${info.delivery.path}/${info.name}/${path}`;
}

/** Namespace of the objects of Flux's controllers, tofu-controller's among them: its runner's service account stands there. */
export function fluxNamespace({ info: { delivery } }: Plan): string {
  return delivery.engine === "flux" ? (delivery.namespace ?? "flux-system") : "flux-system";
}

/** Namespace in which the engine itself runs. */
export function engineNamespace({ info: { delivery } }: Plan): string {
  return delivery.namespace ?? (delivery.engine === "flux" ? "flux-system" : "argocd");
}

/** The Git repository as Flux's source-controller fetches it: only the environment's folder, without what is meant for hosts. */
export function gitRepository(plan: Plan): GitRepository {
  const { delivery, name } = plan.info;
  const folders = `${delivery.path}/${name}`.split("/");
  const parents = folders.map((_, index) => `/${folders.slice(0, index).join("/")}`);
  return withoutUndefined<GitRepository>({
    apiVersion: "source.toolkit.fluxcd.io/v1",
    kind: "GitRepository",
    metadata: { name, namespace: fluxNamespace(plan) },
    spec: {
      interval: "1m",
      timeout: "2m",
      url: delivery.repository,
      ref: { branch: delivery.branch },
      secretRef: delivery.credentials ? { name: delivery.credentials } : undefined,
      sparseCheckout: [folders.join("/")],
      // gitignore: a folder is only looked into when none of those above it is excluded.
      ignore: `${folders.flatMap((folder, index) => [`${join(parents[index])}/*`, `!${join(parents[index])}/${folder}/`]).join("\n")}\n/${folders.join("/")}/hosts/\n`,
    },
  });
}

function join(parent: string | undefined): string {
  return parent === undefined || parent === "/" ? "" : parent;
}
