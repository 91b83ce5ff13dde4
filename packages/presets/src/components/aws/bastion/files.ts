import type { FilesPart } from "@streamform/core";
import { toolsBucket } from "./names.js";
import { reachOf } from "./reach.js";
import type { bastionSpec } from "./spec.js";
import { toolsFor } from "./tools.js";
import type { uses } from "./uses.js";

const template = new URL("./templates/upload-tools.sh.hbs", import.meta.url);

/** The script that brings the tools to an instance without the internet. */
export function files({
  spec,
  environment,
  name,
  uses: { network, kafka },
  file,
  render,
}: FilesPart<typeof bastionSpec, typeof uses>): void {
  if (reachOf(spec, network).internet) return;
  const { accountId, region } = environment.aws;
  const { archive, jar } = toolsFor(kafka);
  file(
    "upload-tools.sh",
    render(template, {
      environment: environment.name,
      accountId,
      region,
      bucket: toolsBucket(name),
      archive,
      jar: jar ?? false,
    }),
    { executable: true },
  );
}
