/**
 * Files of `templates/` beside a module.
 *
 * @param module its `import.meta.url`
 */
export function templates(module: string, ...files: readonly string[]): Readonly<Record<string, URL>> {
  return Object.fromEntries(files.map((file) => [file, new URL(`./templates/${file}`, module)]));
}
