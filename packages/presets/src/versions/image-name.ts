/** An image as the version table has it. */
export interface Image {
  readonly repository: string;
  readonly tag: string;
  /** Digest of the multi-platform index, or null where nobody has recorded it: then the tag alone names the image. */
  readonly digest: string | null;
}

/** The image as a container names it. */
export function imageName({ repository, tag, digest }: Image): string {
  return `${repository}:${tag}${digest === null ? "" : `@${digest}`}`;
}
