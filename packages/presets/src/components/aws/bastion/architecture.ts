/** Processor architectures of EC2, as Amazon Linux names its images. */
export const architectures = ["arm64", "x86_64"] as const;

export type Architecture = (typeof architectures)[number];

/**
 * Architecture of an instance type: Graviton families have a `g` among the letters after their generation (t4g, c7gn, x2gd), and a1.
 * Source: Amazon EC2 instance types guide, naming conventions.
 */
export function architectureOf(instanceType: string): Architecture {
  return /^(a1|[a-z]+\d+[a-z]*g[a-z]*)\./.test(instanceType) ? "arm64" : "x86_64";
}
