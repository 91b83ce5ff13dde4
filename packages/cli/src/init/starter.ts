/** The input for a new repository. */
export interface Starter {
  /** Name of the repository: a valid package name. */
  readonly name: string;
  readonly platform: string;
  readonly engine: "flux" | "argocd";
  /** URL of the Git repository that the GitOps engine reads. */
  readonly repository: string;
  /** Its dependencies: name and version or link. */
  readonly packages: Readonly<Record<string, string>>;
  /** The clone of Streamform that the packages link to; undefined for released packages. */
  readonly clone: CloneOfStreamform | undefined;
}

/** The clone of Streamform that creates a new repository. */
export interface CloneOfStreamform {
  /** Its folder, relative to the new repository. */
  readonly path: string;
  /** The devDependencies after the clone's packages are packed into `vendor/`. */
  readonly packed: Readonly<Record<string, string>>;
}

/** A file of a new repository. Its path is relative to the root, with `/`. */
export interface StarterFile {
  readonly path: string;
  readonly content: string;
}
