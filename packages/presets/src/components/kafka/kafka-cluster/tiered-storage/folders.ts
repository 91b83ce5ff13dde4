/** Folders of the brokers, below the only one where Strimzi mounts volumes (TemplateUtils). */
export const folders = {
  /** The plugin, if it has its own image. */
  plugin: "/mnt/tiered-storage",
  /** What was read from the bucket. */
  cache: "/mnt/tiered-storage-cache",
} as const;

/** The plugin's folder. In an image, it is the folder that Strimzi's tests use. */
export const classPaths = { inImage: "/opt/kafka/plugins/tiered-storage/*", inVolume: `${folders.plugin}/*` } as const;
