/** What a new repository is made from. */
export interface Starter {
  /** Name of the repository, as package.json takes it. */
  readonly name: string;
  readonly platform: string;
  readonly engine: "flux" | "argocd";
  /** URL of the Git repository that the GitOps engine reads. */
  readonly repository: string;
  /** The packages that it depends on, and where they come from. */
  readonly packages: Readonly<Record<string, string>>;
  /** The clone of Streamform that the packages are linked to; undefined where they are those of a release. */
  readonly clone: CloneOfStreamform | undefined;
}

/** A clone of Streamform that a new repository is made from. */
export interface CloneOfStreamform {
  /** Its folder, from the new repository's. */
  readonly path: string;
  /** What package.json asks for once the clone's packages were packed into `vendor/`. */
  readonly packed: Readonly<Record<string, string>>;
}

/** A file of a new repository: path from its root, with `/`. */
export interface StarterFile {
  readonly path: string;
  readonly content: string;
}
