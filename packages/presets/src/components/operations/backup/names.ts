/** Name of the CronJob that makes backups, and of the service account of both. */
export const backupName = "backup";
/** Name of the suspended CronJob that a restore is started from. */
export const restoreName = "restore";
