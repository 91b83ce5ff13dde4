/** What a new repository is made from. */
export interface Starter {
  /** Name of the repository, as package.json takes it. */
  readonly name: string;
  readonly platform: string;
  readonly engine: "flux" | "argocd";
  /** URL of the Git repository that the GitOps engine reads. */
  readonly repository: string;
  /** Version of Streamform that the repository is pinned to. */
  readonly version: string;
}

/** A file of a new repository: path from its root, with `/`. */
export interface StarterFile {
  readonly path: string;
  readonly content: string;
}
