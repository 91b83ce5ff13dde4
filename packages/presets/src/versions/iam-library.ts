import { versions } from "./versions.js";

const { group, artifact, classifier, version, sha256 } = versions.libraries.awsMskIamAuth;
const file = `${artifact}-${version}-${classifier}.jar`;

/** The library by which Kafka's Java clients authenticate with AWS credentials, as Maven Central has it. */
export const mskIamLibrary = {
  version,
  file,
  url: `https://repo1.maven.org/maven2/${group.replaceAll(".", "/")}/${artifact}/${version}/${file}`,
  sha256,
};
