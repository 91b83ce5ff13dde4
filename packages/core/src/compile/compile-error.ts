import type { Page } from "../diagnostics/page.js";

/** Thrown while one component is compiled; the compiler turns it into a diagnostic at the component's place in the spec. */
export class CompileError extends Error {
  constructor(
    readonly page: Page,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = "CompileError";
  }
}
