import { z } from "zod";

/** Letters of any script, digits, spaces and `_ . : / = + - @`: what AWS takes in tags everywhere. Some services take more. */
const tagText = /^[\p{L}\p{N} _.:/=+@-]*$/u;
const alphabet = "letters, digits, spaces and _ . : / = + - @";

/** AWS keeps this beginning for its own tags, in keys and in values, however it is cased. */
const reservedPrefix = /^aws:/i;

/** Tags that every resource always has. Other keys of the spec set them. */
const ownTags: Readonly<Record<string, string>> = {
  environment: "it is the environment's `name`",
  owner: "write it as `owner`",
  stage: "write it as `stage`",
  "managed-by": "it is always streamform",
};

/** The number of tags that AWS allows, minus Streamform's own tags and `Name`. */
const mostTags = 50 - Object.keys(ownTags).length - 1;

/** Longest key and value that every service takes: most take one more, EC2 and Secrets Manager do not. */
const longest = { key: 127, value: 255 };

/** Text that becomes the value of a tag. Source: API references of IAM (Tag), Amazon EC2 (Tag) and AWS Secrets Manager (TagResource). */
export function tagValue() {
  return z
    .string()
    .max(longest.value)
    .regex(tagText, `a tag's value has ${alphabet}`)
    .refine((value) => !reservedPrefix.test(value), "a tag's value cannot begin with aws:, which is reserved for AWS");
}

const tagKey = z
  .string()
  .min(1)
  .max(longest.key)
  .regex(tagText, `a tag's key has ${alphabet}`)
  .refine((key) => !reservedPrefix.test(key), "a tag's key cannot begin with aws:, which is reserved for AWS");

/**
 * Tags of an environment. Keys that differ only in case are refused, and so are the keys of Streamform's own tags: IAM ignores case,
 * and would refuse the role. Source: AWS Identity and Access Management user guide, "Tags for AWS Identity and Access Management resources".
 */
export function tags() {
  return z
    .record(tagKey, tagValue())
    .refine((map) => Object.keys(map).length <= mostTags, {
      error: `at most ${mostTags} tags: AWS allows 50 on a resource, and Streamform sets the others`,
      params: { page: "outOfRange" },
    })
    .superRefine((map, context) => {
      const seen = new Map<string, string>();
      for (const key of Object.keys(map)) {
        const own = ownTags[key.toLowerCase()];
        const before = seen.get(key.toLowerCase());
        seen.set(key.toLowerCase(), key);
        if (own !== undefined)
          context.addIssue({
            code: "custom",
            path: [key],
            message: `every resource has a tag ${key.toLowerCase()} already`,
            params: { hint: `leave ${key} out: ${own}` },
          });
        else if (before !== undefined)
          context.addIssue({
            code: "custom",
            path: [key],
            message: `${key} and ${before} are the same tag in IAM, which ignores case`,
          });
      }
    });
}
