import { mskPlatform } from "./msk.js";

/** Every platform of this package: the list that registers them. */
export const platforms = [mskPlatform] as const;
