import type { AnyComponent, Platform } from "@streamform/core";
import type { Catalogue } from "@streamform/core/embedding";
import { cliPages } from "./pages.js";

/** A component, and the platforms that have it. */
export interface KnownComponent {
  readonly component: AnyComponent;
  readonly platforms: readonly string[];
}

/** The components of these platforms, each once, in order. */
export function componentsOf(platforms: readonly Platform[]): KnownComponent[] {
  const components = new Set(platforms.flatMap((platform) => platform.components));
  return [...components].map((component) => ({
    component,
    platforms: platforms.filter((platform) => platform.components.includes(component)).map(({ name }) => name),
  }));
}

/** The pages of every code that this installation can report. */
export async function allPages(platforms: readonly Platform[]): Promise<Catalogue> {
  const {
    catalogue,
    claimPages,
    compilePages,
    componentPages,
    configPages,
    extraPages,
    outputPages,
    patchPages,
    readingPages,
    specPages,
  } = await import("@streamform/core/embedding");
  const checks = componentsOf(platforms).flatMap(({ component }) => component.definition.checks ?? []);
  return catalogue(
    readingPages,
    specPages,
    componentPages,
    [...new Set(checks)],
    compilePages,
    patchPages,
    extraPages,
    outputPages,
    configPages,
    claimPages,
    cliPages,
  );
}
