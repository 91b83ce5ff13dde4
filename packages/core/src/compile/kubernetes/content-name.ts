import { createHash } from "node:crypto";
import type { Construct } from "constructs";
import { defaultsOf, settingsOf } from "./pod-settings.js";

/** Under which key a chart notes the names that end in a hash. */
const noted = "streamform/content-name";

/**
 * The name of an object that cannot be changed in the cluster, such as a Job: its base and ten digits of a hash of its content, so that
 * other content is another object. The object's file is named after the base alone, so that a change is a diff in place.
 *
 * @param content everything that the object contains or depends on, without the environment's settings of its pods
 */
export function contentName(chart: Construct, base: string, content: unknown): string {
  const [settings, { images }] = [settingsOf(chart, base), defaultsOf(chart)];
  const isPlain = Object.keys(settings).length === 0 && images === undefined;
  const held = JSON.stringify(isPlain ? content : [content, settings, images]);
  const name = `${base}-${createHash("sha256").update(held).digest("hex").slice(0, 10)}`;
  chart.node.addMetadata(noted, [name, base]);
  return name;
}

/** The bases of all names that were made for a chart, by name. */
export function contentNames(chart: Construct): ReadonlyMap<string, string> {
  const entries = chart.node.metadata.filter(({ type }) => type === noted);
  return new Map(entries.map(({ data }) => data as [string, string]));
}
