/** A library on Maven Central, as the version table has it. */
export interface JavaLibrary {
  readonly group: string;
  readonly artifact: string;
  readonly classifier: string;
  readonly version: string;
  readonly sha256: string;
}

/** A jar to download. */
export interface Jar {
  readonly file: string;
  readonly url: string;
  readonly sha256: string;
}

/** Where Maven Central has a library. */
export function jarOf({ group, artifact, classifier, version, sha256 }: JavaLibrary): Jar {
  const file = `${artifact}-${version}-${classifier}.jar`;
  const url = `https://repo1.maven.org/maven2/${group.replaceAll(".", "/")}/${artifact}/${version}/${file}`;
  return { file, url, sha256 };
}
