import type { Node, ObjectProperty, Program } from "./typescript-syntax.js";

type ArrayExpression = Extract<Node, { type: "ArrayExpression" }>;
type ObjectExpression = Extract<Node, { type: "ObjectExpression" }>;

/** The literals of a file, through casts, parentheses, names of constants and spreads of these. */
export interface Literals {
  /** The literal behind casts, parentheses and names of constants; the node itself if there is none. */
  behind(node: Node): Node;
  /** An item of a list; undefined behind a spread, where nobody knows how many there are. */
  item(list: Node | undefined, index: number): Node | undefined;
  /** The property that set a key: the last that names it, also within spread constants. */
  property(object: Node | undefined, key: string): ObjectProperty | undefined;
}

/** Looks at each list and each object once, however many of its entries are asked for. */
export function literalsOf(program: Program): Literals {
  const constants = constantsOf(program);
  const items = new Map<ArrayExpression, readonly (Node | null)[]>();
  const properties = new Map<ObjectExpression, ReadonlyMap<string, ObjectProperty>>();

  function behind(node: Node): Node {
    const seen = new Set<Node>();
    let current = node;
    while (!seen.has(current)) {
      seen.add(current);
      switch (current.type) {
        case "TSAsExpression":
        case "TSSatisfiesExpression":
        case "TSNonNullExpression":
        case "TSTypeAssertion":
        case "ParenthesizedExpression":
          current = current.expression;
          break;
        case "Identifier":
          current = constants.get(current.name) ?? current;
          break;
        default:
          return current;
      }
    }
    return current;
  }

  function itemsOf(list: ArrayExpression): readonly (Node | null)[] {
    const spread = list.elements.findIndex((element) => element?.type === "SpreadElement");
    return spread < 0 ? list.elements : list.elements.slice(0, spread);
  }

  function propertiesOf(object: ObjectExpression): ReadonlyMap<string, ObjectProperty> {
    const known = properties.get(object);
    if (known) return known;
    const found = new Map<string, ObjectProperty>();
    properties.set(object, found); // before its spreads are followed: one of them may lead back here
    for (const property of object.properties) {
      if (property.type === "ObjectProperty") {
        const name = nameOf(property);
        if (name !== undefined) found.set(name, property);
      } else if (property.type === "SpreadElement") {
        const spread = behind(property.argument);
        if (spread.type !== "ObjectExpression") continue;
        for (const [name, inner] of propertiesOf(spread)) found.set(name, inner);
      }
    }
    return found;
  }

  return {
    behind,
    item: (list, index) => {
      if (list?.type !== "ArrayExpression") return undefined;
      const known = items.get(list) ?? itemsOf(list);
      items.set(list, known);
      return known[index] ?? undefined;
    },
    property: (object, key) => (object?.type === "ObjectExpression" ? propertiesOf(object).get(key) : undefined),
  };
}

/** The constants of a file, by name, with their values. */
function constantsOf(program: Program): ReadonlyMap<string, Node> {
  const declarations = program.body.map((statement) =>
    statement.type === "ExportNamedDeclaration" ? statement.declaration : statement,
  );
  const constants = declarations.flatMap((statement) =>
    statement?.type === "VariableDeclaration" && statement.kind === "const" ? statement.declarations : [],
  );
  return new Map(constants.flatMap(({ id, init }) => (id.type === "Identifier" && init ? [[id.name, init]] : [])));
}

function nameOf({ key, computed }: ObjectProperty): string | undefined {
  if (key.type === "StringLiteral" || key.type === "NumericLiteral") return String(key.value);
  return key.type === "Identifier" && !computed ? key.name : undefined;
}
