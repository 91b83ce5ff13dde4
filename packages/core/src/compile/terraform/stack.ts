import { SsmParameter } from "@cdktf/provider-aws/lib/ssm-parameter/index.js";
import {
  DataTerraformRemoteStateS3,
  Fn,
  TerraformDataSource,
  TerraformOutput,
  TerraformResource,
  TerraformStack,
  Token,
} from "cdktf";
import { Construct, type IConstruct } from "constructs";
import type { Deferred, OutputValue } from "../../component/deferred.js";
import type { ModuleFile } from "../../component/extra/extra.js";
import { byCodePoint } from "../../diagnostics/code-point.js";
import type { Resource } from "../plan.js";
import { GenericResource } from "./generic-resource.js";
import { escaped, unprotected } from "./sentinel.js";
import { withoutStackTraces } from "./stack-traces.js";
import { providerConstraint, type TerraformVersions } from "./versions.js";

/** Where a stack's state lies in S3. */
export interface StateLocation {
  readonly bucket: string;
  readonly key: string;
  readonly region: string;
}

/** Terraform's own names of the S3 backend's arguments. */
export interface S3Backend extends StateLocation {
  readonly encrypt: true;
  readonly use_lockfile: true;
  readonly allowed_account_ids: readonly string[];
}

/** What stands in every stack, whatever its resources. */
export interface StackSettings {
  /** Where the state of a component's stack lies. */
  readonly stateOf: (component: string) => StateLocation;
  readonly accountId: string;
  readonly region: string;
  readonly tags: Readonly<Record<string, string>>;
  /** First line of the file. */
  readonly notice: string;
  readonly versions: TerraformVersions;
}

/** A resource or data source of a stack. */
export interface Block {
  /** As `aws_vpc.network` or `data.aws_iam_policy_document.role`. */
  readonly address: string;
  /** Its arguments, as the stack's file has them. */
  readonly body: Readonly<Record<string, unknown>>;
  /** Names of the arguments and blocks that its type has; undefined where the provider's bindings do not know the type. */
  readonly takes?: readonly string[] | undefined;
}

/** A Terraform root module in the making. cdktf's App is left out: it would write to the working folder. */
export class Stack {
  readonly scope: TerraformStack;
  private readonly values = new Map<string, OutputValue>();
  private readonly remoteStates = new Map<string, DataTerraformRemoteStateS3>();
  private readonly parameters = new Map<string, string>();
  /** Files that stand beside the stack's own. */
  readonly beside: ModuleFile[] = [];
  private resolved: Readonly<Record<string, unknown>> | undefined;

  constructor(
    readonly component: string,
    private readonly settings: StackSettings,
  ) {
    this.scope = new TerraformStack(new Construct(undefined as unknown as Construct, ""), component);
  }

  /** Publishes a value as an output of the module. */
  output(name: string, value: OutputValue): void {
    this.values.set(name, value);
    new TerraformOutput(this.scope, outputName(name), { value, staticId: true });
  }

  /** Adds a file beside the module; returns the expression that reads it. */
  file(name: string, content: string): string {
    if (!/^[a-z][a-z0-9-]*\.[a-z0-9]+$/.test(name) || /\.(tf|tofu|tfvars)$/.test(name))
      throw new TypeError(`${JSON.stringify(name)} is not a valid name for a file beside a module`);
    if (this.beside.some((other) => other.name === name)) throw new TypeError(`${name} is written twice`);
    if (Token.isUnresolved(content)) throw new TypeError(`${name} contains a value that is known only after apply`);
    this.beside.push({ name, text: unprotected(content), resources: [], published: [], needs: [] });
    return `\${file("\${path.module}/${name}")}`;
  }

  /** What the module puts out, by the names that the component gave. */
  get outputs(): ReadonlyMap<string, OutputValue> {
    return this.values;
  }

  /** Whether the component made nothing in it: there is nothing to apply then. */
  isEmpty(): boolean {
    return this.scope.node.children.length === 0 && this.beside.length === 0;
  }

  outputNames(): string[] {
    return [...this.values.keys()].map(outputName).sort();
  }

  parameterNames(): string[] {
    return [...this.parameters.values()].sort();
  }

  /**
   * The expression by which this stack reads an output of another one.
   *
   * @param like what the other one puts out, for its type
   */
  read({ component, output }: Deferred, like: OutputValue): OutputValue {
    let state = this.remoteStates.get(component);
    if (!state) {
      const { bucket, key, region } = this.settings.stateOf(component);
      state = new DataTerraformRemoteStateS3(this.scope, component, { bucket, key, region });
      this.remoteStates.set(component, state);
    }
    const name = outputName(output);
    if (typeof like === "number") return state.getNumber(name);
    // A mocked state may hold one text where a list belongs: flatten takes both.
    if (Array.isArray(like)) return Token.asList(Fn.flatten([state.get(name)]));
    if (typeof like === "object") return state.get(name) as unknown as Readonly<Record<string, string>>;
    return state.getString(name);
  }

  /** Publishes an output as an SSM parameter too, once. Lists are joined by commas. */
  parameter(output: string, name: string): void {
    const value = this.values.get(output);
    if (this.parameters.has(output) || value === undefined) return;
    this.parameters.set(output, name);
    const text = Array.isArray(value)
      ? Fn.join(",", value as string[])
      : typeof value === "object"
        ? Fn.jsonencode(value)
        : String(value);
    new SsmParameter(this.scope, `parameter-${outputName(output)}`, { name, type: "String", value: text });
  }

  /** `parameter <name>` and `secret <name>` of whatever the stack makes that External Secrets can read. */
  publishedNames(): string[] {
    const { resource = {} } = this.module() as { resource?: Record<string, Record<string, { name?: string }>> };
    const names = (type: string, kind: string) =>
      Object.values(resource[type] ?? {}).map(({ name }) => `${kind} ${name}`);
    return [
      ...names("aws_ssm_parameter", "parameter"),
      ...names("aws_secretsmanager_secret", "secret"),
      ...this.beside.flatMap(({ published }) => published),
    ];
  }

  /** The S3 backend: it locks by itself, and refuses credentials of any other account. */
  backend(): S3Backend {
    const { stateOf, accountId } = this.settings;
    return { ...stateOf(this.component), encrypt: true, use_lockfile: true, allowed_account_ids: [accountId] };
  }

  /** Versions of Terraform and of OpenTofu that can run it. */
  requiredVersion(): string {
    const { versions } = this.settings;
    const { ephemeral, resource } = this.module();
    return ephemeral !== undefined || hasWriteOnly(resource) ? versions.requiredByWriteOnly : versions.required;
  }

  /** The resources, sorted by type and id. */
  resources(): Resource[] {
    const { resource = {} } = this.module() as {
      resource?: Record<string, Record<string, { lifecycle?: { prevent_destroy?: boolean } }>>;
    };
    const own = Object.entries(resource).flatMap(([type, named]) =>
      Object.entries(named).map(
        ([id, { lifecycle }]): Resource => ({ type, id, protected: lifecycle?.prevent_destroy === true }),
      ),
    );
    return [...own, ...this.beside.flatMap(({ resources }) => resources)].sort(
      (a, b) => byCodePoint(a.type, b.type) || byCodePoint(a.id, b.id),
    );
  }

  /** The resources and data sources, as the file has them. */
  blocks(): readonly Block[] {
    const takes = new Map(this.scope.node.findAll().flatMap((node) => argumentsOf(node)));
    return Object.entries(holders).flatMap(([key, prefix]) => {
      const types = (this.module()[key] ?? {}) as Readonly<Record<string, Readonly<Record<string, object>>>>;
      return Object.entries(types).flatMap(([type, blocks]) =>
        Object.entries(blocks).map(([id, body]): Block => {
          const address = `${prefix}${type}.${id}`;
          return { address, body: clean(body) as Block["body"], takes: takes.get(address) };
        }),
      );
    });
  }

  /** Puts other arguments in the place of those of a block. They stand in the file as they are: `${…}` in them is an expression. */
  replace(address: string, body: Block["body"]): void {
    const [key, prefix] = address.startsWith(holders.data)
      ? (["data", holders.data] as const)
      : (["resource", ""] as const);
    const [type = "", id = ""] = address.slice(prefix.length).split(".");
    const module = this.module() as Readonly<Record<string, Readonly<Record<string, object>>>>;
    this.resolved = { ...module, [key]: { ...module[key], [type]: { ...module[key]?.[type], [id]: body } } };
  }

  /** What cdktf makes of the module; it is complete once its parameters are published, and not asked for before. */
  private module(): Readonly<Record<string, unknown>> {
    this.resolved ??= withoutStackTraces(() => this.scope.toTerraform()) as Record<string, unknown>;
    return this.resolved;
  }

  /** The module as Terraform JSON: keys sorted, no metadata, escapes written. */
  toJson(): string {
    const { region, tags, notice, versions } = this.settings;
    const { "//": _, terraform: __, ...body } = this.module();
    const needed = this.scope.node.findAll().flatMap((node) => (node instanceof GenericResource ? [node.since] : []));
    const module = {
      ...body,
      terraform: {
        required_version: this.requiredVersion(),
        required_providers: {
          aws: {
            source: versions.awsProvider.source,
            version: providerConstraint(versions.awsProvider.constraint, needed),
          },
        },
        backend: { s3: this.backend() },
      },
      provider: { aws: [{ region, default_tags: [{ tags }] }] },
    };
    const text = `${JSON.stringify({ "//": notice, ...(clean(module) as object) }, undefined, 2)}\n`;
    if (/(?<!\$)\$\{TfToken\[/.test(text))
      throw new Error(`the stack ${this.component} contains a cdktf value that was created outside its part`);
    return text;
  }
}

/** Where a module has its resources and data sources, with what their addresses begin with. */
const holders = { resource: "", data: "data." } as const;

/** A block's address, and the names of the arguments that the provider's bindings know of its type: they list them all, set or not. */
function argumentsOf(node: IConstruct): readonly (readonly [address: string, names: readonly string[]])[] {
  if (!TerraformResource.isTerraformResource(node) && !TerraformDataSource.isTerraformDataSource(node)) return [];
  if (node instanceof GenericResource) return [];
  const prefix = TerraformDataSource.isTerraformDataSource(node) ? holders.data : holders.resource;
  const { synthesizeAttributes } = node as unknown as { synthesizeAttributes(): object };
  return [
    [`${prefix}${node.terraformResourceType}.${node.friendlyUniqueId}`, Object.keys(synthesizeAttributes.call(node))],
  ];
}

/** Whether an argument is there that is never kept: the provider's names of all of them end in `_wo`. */
function hasWriteOnly(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  return Object.entries(value).some(
    ([key, entry]) => (key.endsWith("_wo") && entry !== undefined) || hasWriteOnly(entry),
  );
}

/** Terraform's own way to write names. */
function outputName(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .replaceAll("-", "_")
    .toLowerCase();
}

/** Sorts keys, writes escapes and leaves out what cdktf notes under `//`; a text of that name is a user's. */
function clean(value: unknown): unknown {
  if (typeof value === "string") return escaped(value);
  if (Array.isArray(value)) return value.map(clean);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).filter(
    ([key, entry]) => entry !== undefined && !(key === "//" && typeof entry === "object"),
  );
  return Object.fromEntries(
    entries.map(([key, entry]) => [escaped(key), clean(entry)] as const).sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}
