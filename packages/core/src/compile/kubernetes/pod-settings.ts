import type { Construct } from "constructs";
import { podSettingsIn } from "../../environment/pod-fields.js";
import { type PodSettings, podSettingsWith } from "../../environment/pod-settings.js";

/** Under which keys a chart notes the settings of all pods, and of some. */
const ofAll = "streamform/pods";
const ofNamed = "streamform/named-pods";

/** An environment's settings of all pods and images. */
export interface PodDefaults {
  readonly pods: PodSettings;
  /** Where images are pulled from instead of the registry that they name. */
  readonly images: string | Readonly<Record<string, string>> | undefined;
}

export function noteDefaults(chart: Construct, defaults: PodDefaults): void {
  chart.node.addMetadata(ofAll, defaults);
}

/** What was noted of all pods; nothing in a chart of tests. */
export function defaultsOf(chart: Construct): PodDefaults {
  return (
    (chart.node.metadata.find(({ type }) => type === ofAll)?.data as PodDefaults | undefined) ?? {
      pods: {},
      images: undefined,
    }
  );
}

/**
 * Sets the pod fields of some pods, in place of `kubernetes.pods`. They apply to all objects of the chart with this name, including service
 * accounts. For a name from `contentName`, pass its base, and create the name afterwards.
 *
 * @param spec pod fields, perhaps with other fields beside them
 */
export function podSettings(chart: Construct, name: string, spec: PodSettings): void {
  const settings = podSettingsIn(spec);
  if (Object.keys(settings).length > 0) chart.node.addMetadata(ofNamed, [name, settings]);
}

/** The settings of the pods of objects with this name. */
export function settingsOf(chart: Construct, name: string): PodSettings {
  const named = chart.node.metadata
    .filter(({ type }) => type === ofNamed)
    .map(({ data }) => data as readonly [string, PodSettings])
    .filter(([other]) => other === name)
    .map(([, settings]) => settings);
  return podSettingsWith(Object.assign({}, ...named) as PodSettings, defaultsOf(chart).pods);
}
