/** What a new repository is made from. */
export interface Starter {
  /** Name of the repository, as package.json takes it. */
  readonly name: string;
  readonly platform: string;
  readonly engine: "flux" | "argocd";
  /** URL of the Git repository that the GitOps engine reads. */
  readonly repository: string;
  /** The packages of Streamform that it depends on, and where they come from. */
  readonly packages: Readonly<Record<string, string>>;
}

/** A file of a new repository: path from its root, with `/`. */
export interface StarterFile {
  readonly path: string;
  readonly content: string;
}
