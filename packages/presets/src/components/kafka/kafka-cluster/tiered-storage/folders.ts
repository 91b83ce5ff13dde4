/** Folders of the brokers, below the only one where Strimzi mounts volumes (TemplateUtils). */
export const folders = {
  /** The plugin, where it has an image of its own. */
  plugin: "/mnt/tiered-storage",
  /** What was read from the bucket. */
  cache: "/mnt/tiered-storage-cache",
} as const;

/** Where the plugin is taken to be: that of an image is where Strimzi's own tests put it. */
export const classPaths = { inImage: "/opt/kafka/plugins/tiered-storage/*", inVolume: `${folders.plugin}/*` } as const;
