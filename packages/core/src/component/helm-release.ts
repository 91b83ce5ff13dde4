/** A Helm chart to install, whichever engine does it. */
export interface HelmRelease {
  /** Name of the release. */
  readonly name: string;
  readonly namespace: string;
  readonly chart: string;
  /** `https://…` of a chart repository or `oci://…` of the folder that holds the chart. */
  readonly repository: string;
  /** Exact version of the chart. */
  readonly version: string;
  readonly values: Readonly<Record<string, unknown>>;
  /** API groups whose resources the chart's CRDs define; units with such objects wait for it. */
  readonly provides: readonly string[];
  /** Whether the namespace is made with it. Default: true. */
  readonly createNamespace?: boolean | undefined;
  /** Further namespaces with objects of the chart, such as those that an operator watches. They must exist before. */
  readonly reaches?: readonly string[] | undefined;
}
