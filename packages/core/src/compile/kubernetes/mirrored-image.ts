/** Registry and path of an image. Source: distribution/reference, normalize.go: without a host it is Docker Hub's. */
function partsOf(image: string): { readonly host: string; readonly path: string } {
  const slash = image.indexOf("/");
  const first = slash < 0 ? "" : image.slice(0, slash);
  if (/[.:]/.test(first) || first === "localhost") return { host: first, path: image.slice(slash + 1) };
  return { host: "docker.io", path: slash < 0 ? `library/${image}` : image };
}

/**
 * Name by which an image is pulled.
 *
 * @param mirrors the registry of all images, perhaps with a path; or one for each original registry
 */
export function mirroredImage(image: string, mirrors: string | Readonly<Record<string, string>> | undefined): string {
  if (mirrors === undefined) return image;
  const { host, path } = partsOf(image);
  const mirror = typeof mirrors === "string" ? mirrors : mirrors[host];
  if (mirror === undefined || image.startsWith(`${mirror}/`)) return image;
  return `${mirror}/${path}`;
}
