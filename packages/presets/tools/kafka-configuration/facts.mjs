/**
 * What Extract.java printed about one key of one Kafka, in the table's form. Throws for a validator that it does not
 * know, so that a new Kafka's new kind of constraint is looked at by a person.
 */
export function factsOf(key, { type, importance, default: fallback, valid, validator, update, server }) {
  return {
    type: type.toLowerCase(),
    // Without a default the key is required; its default is Kafka's own spelling, null where there is none.
    ...(fallback !== undefined && { default: stable(key, fallback) }),
    ...constraint(key, validator ?? "", valid ?? "", fallback),
    importance: importance.toLowerCase(),
    ...(update && update !== "read-only" && { update }),
    ...(server && { server }),
  };
}

/** This default lists a hash set, in an order that changes from one run of the JVM to the next. */
function stable(key, value) {
  return key === "listener.security.protocol.map" ? value.split(",").sort().join(",") : value;
}

function constraint(key, validator, text, fallback) {
  const range = /^\[(-?[\d.]+)?,?\.\.\.,?(-?[\d.]+)?\](?: or (-?\d+))?$/.exec(text);
  if (range) {
    const [, min, max, also] = range;
    return {
      ...(min !== undefined && { min: Number(min) }),
      ...(max !== undefined && { max: Number(max) }),
      ...(also !== undefined && { also: Number(also) }),
    };
  }
  // Any metadata version, by its short or its full name: a list that grows with every release.
  if (validator === "" || validator === "MetadataVersionValidator" || validator === "NonNullValidator") return {};
  // They call for a list that is not empty, and take the empty one that is their key's default.
  if (/^ControllerQuorum\w+Validator$/.test(validator) && text === "non-empty list") return {};
  if (validator === "NonEmptyString") return { nonEmpty: true };
  if (validator === "ThrottledReplicaListValidator") return { item: "\\*|\\d+:\\d+" };
  if (validator === "ValidList" && text === "") return {};
  if (validator === "LambdaValidator" && /\.thread\.pool\.size$/.test(key)) return { min: 1, also: -1 };
  const list = /^(\(case insensitive\) )?\[([\w, ]+)\]$/.exec(text);
  if (list) {
    const values = list[2].split(", ").sort();
    // Where case does not matter, the table keeps the one spelling that the default has.
    const lower = list[1] && fallback && fallback === fallback.toLowerCase();
    return { values: lower ? values.map((value) => value.toLowerCase()) : values };
  }
  throw new Error(`${key}: what does the validator ${validator} mean by "${text}"?`);
}
