// Prints what settings.js of the given folder says as JSON. Callbacks, which JSON cannot carry, are left out.
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

const { producerSettings, consumerSettings } = await import(
  pathToFileURL(resolve(process.argv[2], "settings.js")).href
);
console.log(JSON.stringify({ producer: producerSettings(), consumer: consumerSettings() }));
