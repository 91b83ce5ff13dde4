import { versions } from "./versions.js";

const library = versions.libraries.awsMskIamAuth;

/** The library by which Kafka's Java clients authenticate with AWS credentials, as Maven Central has it. */
export const mskIamLibrary = {
  get file(): string {
    return `${library.artifact}-${library.version}-${library.classifier}.jar`;
  },
  get url(): string {
    const { group, artifact, version } = library;
    return `https://repo1.maven.org/maven2/${group.replaceAll(".", "/")}/${artifact}/${version}/${this.file}`;
  },
  get sha256(): string {
    return library.sha256;
  },
};
