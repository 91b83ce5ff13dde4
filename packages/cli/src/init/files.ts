import { starterEnvironments } from "./environments.js";
import type { CloneOfStreamform, Starter, StarterFile } from "./starter.js";

/** The files of a new repository, sorted by path, without the JSON Schema. */
export function starterFiles(starter: Starter): StarterFile[] {
  const environment = starterEnvironments[starter.platform];
  if (!environment) throw new Error(`there is no first environment of the platform ${starter.platform}`);
  return [
    { path: ".gitattributes", content: gitattributes },
    { path: ".github/workflows/streamform.yaml", content: workflow },
    { path: ".gitignore", content: gitignore },
    { path: ".npmrc", content: npmrc },
    { path: ".vscode/extensions.json", content: json({ recommendations: ["redhat.vscode-yaml"] }) },
    { path: ".vscode/settings.json", content: json(editorSettings) },
    { path: "README.md", content: readme(starter) },
    { path: `environments/${starter.platform}-dev.yaml`, content: environment(starter) },
    { path: "package.json", content: packageJson(starter) },
  ];
}

/** The pnpm version of new repositories. The first version that supports their settings is 9. */
export const packageManager = "pnpm@10.34.9";

function packageJson({ name, packages }: Starter): string {
  return json({
    name,
    private: true,
    type: "module",
    engines: { node: ">=20.19.0" },
    packageManager,
    scripts: {
      synth: "streamform synth",
      check: "streamform synth --check",
      validate: "streamform validate",
      schema: "streamform schema --out schemas/environment.schema.json",
    },
    devDependencies: packages,
  });
}

const npmrc = `engine-strict=true
save-exact=true
`;

const gitignore = `node_modules/
# Locks of running synths
.streamform/
# Terraform, run by hand in the output
.terraform/
.terraform.lock.hcl
*.tfplan
*.tfstate*
`;

const gitattributes = `# Streamform compares generated files byte by byte, so git must not change their line ends.
generated/** -text
# Pull requests fold these files. Review everything else in generated/.
generated/**/manifest.json linguist-generated
generated/**/*dashboard.json linguist-generated
generated/**/*-dashboard.yaml linguist-generated
`;

const editorSettings = {
  "yaml.schemas": { "./schemas/environment.schema.json": "environments/**/*.yaml" },
  "files.readonlyInclude": { "generated/**": true },
};

const workflow = `# Fails if the output of a pull request does not match its environments.
name: streamform
on:
  pull_request:
  push:
    branches: [main]
permissions:
  contents: read
jobs:
  check:
    runs-on: ubuntu-latest
    timeout-minutes: 10
    steps:
      - uses: actions/checkout@v6
        with:
          persist-credentials: false
      - uses: pnpm/action-setup@v6
      - uses: actions/setup-node@v6
        with:
          node-version: 22
          cache: pnpm
      - run: pnpm install --frozen-lockfile
      - run: pnpm --silent check --format github
`;

/** An example key of the first environment, for `explain`. */
const exampleKeys: Readonly<Record<string, string>> = {
  msk: "msk.volumeSize",
  "kafka-kubernetes": "kafkaCluster.brokers",
};

/** The commands with npm, for released packages only: npm cannot follow links to a clone. */
const withNpm = `
npm works as well. Run \`npm install\` instead of \`pnpm install\`, \`npm run synth\` instead of \`pnpm synth\`, and \`npx streamform\` instead of \`pnpm streamform\`.
Remove \`packageManager\` from \`package.json\`, and commit \`package-lock.json\` instead of \`pnpm-lock.yaml\`. In the workflow, remove \`pnpm/action-setup\`, write \`cache: npm\`, and run \`npm ci\` and \`npm run --silent check -- --format github\`.
`;

function readme({ name, platform, engine, clone }: Starter): string {
  const title = engine === "flux" ? "Flux" : "Argo CD";
  return `# ${name}

The Kafka platform as data. \`environments/\` describes it. [Streamform](https://www.npmjs.com/package/@streamform/cli)
generates Terraform, Kubernetes manifests and ${title} objects in \`generated/\`, and ${title} applies the commits.
Do not edit \`generated/\`.

## Begin

You need git and Node.js 20.19 or newer. If pnpm is not installed, run \`npx -y ${packageManager}\` instead of \`pnpm\`.
${clone === undefined ? withNpm : ""}
1. \`pnpm install && pnpm synth\`
2. Edit the lines marked CHANGE in \`environments/${platform}-dev.yaml\`. Run \`pnpm synth\` again.
3. ${clone === undefined ? "" : "Pack Streamform, as below. "}Commit everything, including \`generated/\` and \`pnpm-lock.yaml\`, and push. If this is not a git repository yet, run \`git init -b main\` first.
4. Follow \`generated/${platform}-dev/README.md\`. It lists what must exist first, and the commands to run once.
${clone === undefined ? "" : packing(clone)}
## Commands

| command | effect |
| --- | --- |
| \`pnpm synth\` | generates all environments; writes only what changed |
| \`pnpm validate\` | checks the environments, writes nothing |
| \`pnpm check\` | fails if \`generated/\` is not up to date, as in the workflow of pull requests |
| \`pnpm schema\` | updates the JSON Schema for editors; run it after an upgrade of Streamform |
| \`pnpm streamform explain ${exampleKeys[platform] ?? "aws.region"}\` | explains a key, a code such as SF1001, or a generated file |
| \`pnpm streamform doctor\` | checks the tools and files that Streamform needs |

After a merge conflict in \`generated/\`, merge \`environments/\`, run \`pnpm synth\` and commit. \`synth\` resolves the conflicts in \`generated/\`.

To add an environment, add a file to \`environments/\`. Write values that several environments share in
\`environments/base/<name>.yaml\`, and name that file under \`extends\`.

\`pnpm streamform new component NAME\` writes your own component with a test, and adds it to \`streamform.config.ts\`.
`;
}

/** The steps that add the packages of a clone to the repository, for colleagues and the workflow. */
function packing({ path, packed }: CloneOfStreamform): string {
  const overrides = Object.fromEntries(Object.entries(packed).filter(([name]) => /\/(core|presets)$/.test(name)));
  const members = json({ devDependencies: packed, pnpm: { overrides } }).slice(2, -3);
  return `
## Pack Streamform

\`package.json\` links to the packages of the clone \`${path}\` on this machine. Your colleagues and the workflow do not have that clone, so pack
its packages into this repository (2 MB):

\`\`\`sh
(cd ${path} && npx -y ${packageManager} --filter './packages/*' pack --pack-destination "$OLDPWD/vendor")
\`\`\`

In \`package.json\`, replace \`devDependencies\` with these two keys, and run \`pnpm install\` again. Commit \`vendor/\`.

\`\`\`json
${members}
\`\`\`
`;
}

function json(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}
