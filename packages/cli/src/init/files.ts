import { starterEnvironments } from "./environments.js";
import type { CloneOfStreamform, Starter, StarterFile } from "./starter.js";

/** The files of a new repository, without the JSON Schema, which is made from the platforms. Sorted by path. */
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

/** pnpm that repositories are made with; its first version that understands them is 9. */
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
# Locks of a run that is writing
.streamform/
# Terraform, run by hand in the output
.terraform/
.terraform.lock.hcl
*.tfplan
*.tfstate*
`;

const gitattributes = `# Generated files are compared byte by byte: git must not touch their line ends.
generated/** -text
# Pull requests fold these: everything else in generated/ is there to be reviewed.
generated/**/manifest.json linguist-generated
generated/**/*dashboard.json linguist-generated
generated/**/*-dashboard.yaml linguist-generated
`;

const editorSettings = {
  "yaml.schemas": { "./schemas/environment.schema.json": "environments/**/*.yaml" },
  "files.readonlyInclude": { "generated/**": true },
};

const workflow = `# Refuses a pull request whose output is not that of its environments.
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

/** A key of the first environment that people ask about. */
const exampleKeys: Readonly<Record<string, string>> = {
  msk: "msk.volumeSize",
  "kafka-kubernetes": "kafkaCluster.brokers",
};

/** The same with npm, which cannot follow links to a clone. */
const withNpm = `
With npm, which works as well, \`pnpm install\` is \`npm install\`, \`pnpm synth\` is \`npm run synth\`, \`pnpm streamform\` is \`npx streamform\`;
then take \`packageManager\` out of \`package.json\`, commit \`package-lock.json\` in place of \`pnpm-lock.yaml\`, and in the workflow take \`pnpm/action-setup\` out, write \`cache: npm\`, and let it run \`npm ci\` and \`npm run --silent check -- --format github\`.
`;

function readme({ name, platform, engine, clone }: Starter): string {
  const title = engine === "flux" ? "Flux" : "Argo CD";
  return `# ${name}

The Kafka platform, as data: \`environments/\` says what is wanted, [Streamform](https://www.npmjs.com/package/@streamform/cli)
generates Terraform, Kubernetes manifests and the objects of ${title} into \`generated/\`, and ${title} applies what is
committed there. Nobody edits \`generated/\`.

## Begin

On the machine: git and Node.js 20.19 or newer. Where pnpm is not installed, \`npx -y ${packageManager}\` does in its place.
${clone === undefined ? withNpm : ""}
1. \`pnpm install && pnpm synth\`
2. Edit \`environments/${platform}-dev.yaml\`: the lines marked CHANGE. \`pnpm synth\` again.
3. ${clone === undefined ? "" : "Pack Streamform, as below. "}Commit everything, \`generated/\` and \`pnpm-lock.yaml\` too, and push (\`git init -b main\` first, where this is no git repository yet).
4. Follow \`generated/${platform}-dev/README.md\`: what has to exist before, what is applied once, and in which order.
${clone === undefined ? "" : packing(clone)}
## Change something

| command | what it does |
| --- | --- |
| \`pnpm synth\` | generates all environments; writes only what changed |
| \`pnpm validate\` | checks the environments, writes nothing |
| \`pnpm check\` | as the pull request's workflow: fails where \`generated/\` is not up to date |
| \`pnpm schema\` | renews the JSON Schema that editors use, after an upgrade of Streamform |
| \`pnpm streamform explain ${exampleKeys[platform] ?? "aws.region"}\` | says what a key takes; also for codes such as SF1001, and for generated files |
| \`pnpm streamform doctor\` | looks whether everything is there |

After a merge conflict in \`generated/\`, merge \`environments/\`, run \`pnpm synth\` and commit: it resolves the rest.

A second environment is another file in \`environments/\`. What several have in common goes into
\`environments/base/<name>.yaml\`, which they name under \`extends\`.

\`pnpm streamform new component NAME\` writes a component of your own, with its test, and brings it into \`streamform.config.ts\`.
`;
}

/** How the packages of a clone come into the repository, where everybody has them. */
function packing({ path, packed }: CloneOfStreamform): string {
  const overrides = Object.fromEntries(Object.entries(packed).filter(([name]) => /\/(core|presets)$/.test(name)));
  const members = json({ devDependencies: packed, pnpm: { overrides } }).slice(2, -3);
  return `
## Pack Streamform

\`package.json\` links the packages of the clone \`${path}\` on this machine: neither colleagues nor the workflow have them. So pack them into
this repository, 2 MB together:

\`\`\`sh
(cd ${path} && npx -y ${packageManager} --filter './packages/*' pack --pack-destination "$OLDPWD/vendor")
\`\`\`

Then let \`package.json\` name them, with these two keys in place of its \`devDependencies\`, and run \`pnpm install\` once more. Commit \`vendor/\`.

\`\`\`json
${members}
\`\`\`
`;
}

function json(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}
