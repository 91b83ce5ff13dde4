import { definePages } from "../diagnostics/page.js";

/** What can go wrong while an environment's files are read (SF0). */
export const readingPages = definePages({
  fileMissing: {
    code: "SF0001",
    title: "No such file",
    severity: "error",
    because:
      "An environment is the merge of all its layers. Without one of them, its values would differ from the reviewed ones.",
    instead: "Correct the path. Paths under `extends` are relative to the file that names them.",
  },
  notAFile: {
    code: "SF0002",
    title: "Not a file",
    severity: "error",
    because:
      "The path names a folder, a pipe or a device. A layer must be a regular file, because only that has the same content on every read.",
    instead: "Name a file that ends in .yaml, .yml or .ts.",
  },
  unreadable: {
    code: "SF0003",
    title: "File cannot be read",
    severity: "error",
    because: "The operating system denied access to the file, or reading it failed.",
    instead: "Give the user that runs Streamform read permission for the file and every folder above it.",
  },
  notUtf8: {
    code: "SF0004",
    title: "File is not UTF-8",
    severity: "error",
    because:
      "In another encoding, the same bytes are different text on another machine, and names would reach AWS garbled.",
    instead: "Save the file as UTF-8. A byte order mark is allowed.",
  },
  tooLarge: {
    code: "SF0005",
    title: "File is larger than 1 MiB",
    severity: "error",
    because:
      "People write and review layers, so a larger file is probably other data. It would also take long to read.",
    instead:
      "Check that the file is an environment. Split a large environment into layers and list them under `extends`.",
  },
  forbiddenCharacter: {
    code: "SF0006",
    title: "Character that no output can contain",
    severity: "error",
    because:
      "YAML, shell and properties files do not allow control characters. Half a surrogate pair is not a character. Unicode reserves U+FFFE and U+FFFF, and the compiler marks its own references with U+FFFF. Such characters mostly come from a paste.",
    instead: "Delete the character. Line feeds and tabs inside text are allowed.",
    source: "YAML 1.2.2, section 5.1, character set",
  },
  unknownExtension: {
    code: "SF0007",
    title: "Unknown kind of file",
    severity: "error",
    because:
      "Streamform reads .yaml and .yml files as YAML, and .ts files as TypeScript. It does not read other files.",
    instead: "Rename the file, or correct the path.",
  },
  outsideRoot: {
    code: "SF0008",
    title: "File outside the project",
    severity: "error",
    because:
      "A layer outside the project is not in its Git history. The same commit would give different output on another machine.",
    instead: "Move or copy the layer into the project, and name it by a relative path.",
  },
  unreadableFolder: {
    code: "SF0009",
    title: "Folder of environments cannot be read",
    severity: "error",
    because: "Streamform cannot list the files in the folder, so it does not know the environments.",
    instead:
      "Name an existing folder that you can read with `--environments`. `streamform init` creates a project with such a folder.",
  },
  yamlSyntax: {
    code: "SF0010",
    title: "YAML syntax error",
    severity: "error",
    because: "The text is not valid YAML. Streamform does not guess what it means.",
    instead:
      "Correct the text at the position shown. Text needs quotes if it contains `: ` or ` #`, or begins with one of `@ & * ! % [ {`.",
    source: "YAML 1.2.2",
  },
  tabIndentation: {
    code: "SF0011",
    title: "Tab used as indentation",
    severity: "error",
    because: "YAML allows only spaces as indentation, because editors show tabs with different widths.",
    instead: "Indent with spaces. Set the editor to insert spaces.",
    source: "YAML 1.2.2, section 6.1, indentation spaces",
  },
  duplicateKey: {
    code: "SF0012",
    title: "Key written twice",
    severity: "error",
    because: "Some readers use the first value, others the last. The other value would be lost silently.",
    instead: "Keep one of the two.",
    source: "YAML 1.2.2, section 3.2.1.3, node comparison",
  },
  nonTextKey: {
    code: "SF0013",
    title: "Key that is not text",
    severity: "error",
    because:
      "YAML reads an unquoted number, true, false or null as that value, also in a key. The key 010 would become 10.",
    instead: "Put the key in quotes.",
    source: "YAML 1.2.2, section 10.3, core schema",
  },
  mergeKey: {
    code: "SF0014",
    title: "Merge key",
    severity: "error",
    because:
      "`<<` was an optional part of YAML 1.1 and is not part of YAML 1.2. Its effect would depend on the reader.",
    instead: "Put shared values in a file and name it under `extends`.",
    source: "YAML 1.1 merge key type; YAML 1.2.2, section 10",
  },
  severalDocuments: {
    code: "SF0015",
    title: "Several documents in one file",
    severity: "error",
    because: "One file is one layer. The text after a second `---` would belong to no layer.",
    instead: "Write each environment in its own file.",
  },
  emptyFile: {
    code: "SF0016",
    title: "Empty file",
    severity: "error",
    because: "The file contains only white space or comments. It was probably cut off or not saved.",
    instead: "Write the environment, or delete the file and the references to it.",
  },
  rootNotMap: {
    code: "SF0017",
    title: "Environment is not a map",
    severity: "error",
    because: "A layer is a map of keys such as `name`, `platform` and `aws`.",
    instead: "Start the file with `apiVersion: streamform/v1`.",
  },
  customTag: {
    code: "SF0018",
    title: "YAML tag",
    severity: "error",
    because:
      "Tags such as `!Ref` or `!!binary` ask the reader to create something other than text, a number, a list or a map. Streamform does not evaluate tags.",
    instead: "Write the value itself, without a tag.",
  },
  unknownAlias: {
    code: "SF0019",
    title: "Alias without an anchor",
    severity: "error",
    because:
      "`*name` repeats the value that is marked `&name` earlier in the same file. This file has no such anchor, and anchors of other layers do not count.",
    instead: "Mark the value with `&name` above. If the text should begin with an asterisk, quote it.",
  },
  aliasBomb: {
    code: "SF0020",
    title: "Aliases that expand too far",
    severity: "error",
    because:
      "Aliases of aliases multiply: a file of a few hundred bytes can expand to more values than memory can hold. Aliases may add at most 20,000 values, and cannot contain themselves.",
    instead: "Write the values out, or share them through a layer under `extends`.",
  },
  tooDeep: {
    code: "SF0021",
    title: "Nested too deeply",
    severity: "error",
    because: "No key of an environment is nested more than 100 levels deep. Deeper text is broken or malicious.",
    instead: "Look for an unclosed bracket or wrong indentation.",
  },
  reservedKey: {
    code: "SF0022",
    title: "Reserved key",
    severity: "error",
    because: "`__proto__` has a special meaning in JavaScript. No name in AWS or Kubernetes needs it.",
    instead: "Choose another name.",
  },
  extendsShape: {
    code: "SF0023",
    title: "`extends` is not a list of files",
    severity: "error",
    because: "The order of layers decides which value wins, so `extends` is always a list of paths.",
    instead: "Write `extends: [./base/eu.yaml]`.",
  },
  extendsCycle: {
    code: "SF0024",
    title: "Layers that extend each other",
    severity: "error",
    because: "A layer cannot inherit from itself, also not through other layers: there would be no lowest layer.",
    instead: "Remove one of the files from the circle. Move values that both need into a third file.",
  },
  more: {
    code: "SF0025",
    title: "More problems than are shown",
    severity: "error",
    because:
      "Streamform shows the first 100 problems of a file, because a mistake in every line shows in those. It counts the others.",
    instead: "Fix the problems that are shown and run the command again. Many problems often have one cause.",
  },
  typescriptSyntax: {
    code: "SF0030",
    title: "TypeScript syntax error",
    severity: "error",
    because: "The file cannot be parsed, so Streamform cannot run it.",
    instead: "Correct the text at the position shown.",
  },
  typescriptThrew: {
    code: "SF0031",
    title: "Environment threw an error",
    severity: "error",
    because:
      "A TypeScript environment is a program. The program, or a module that it imports, threw an error before it exported a value.",
    instead:
      "Fix the error in the message. An environment should compute from constants only: no network, no clock, no environment variables.",
  },
  noDefaultExport: {
    code: "SF0032",
    title: "No default export",
    severity: "error",
    because: "The default export of a TypeScript file is the environment.",
    instead: "Write `export default defineEnvironment({ … })`.",
  },
  notPlainData: {
    code: "SF0033",
    title: "Value that is not plain data",
    severity: "error",
    because:
      "An environment consists of text, finite numbers, true, false, null, lists and maps, so that it can be shown, hashed and compared. Functions, dates, undefined, class instances and values that contain themselves are not allowed.",
    instead: "Write the plain value. Leave a key out instead of setting it to undefined.",
  },
  typescriptExits: {
    code: "SF0034",
    title: "Environment ends the process",
    severity: "error",
    because:
      "A TypeScript environment runs inside Streamform. Ending the process would stop the work on all other environments, with a misleading exit code. Streamform blocked the call.",
    instead: "Remove `process.exit`. To report a problem, throw an error with a message.",
  },
  typescriptUnsettled: {
    code: "SF0035",
    title: "Environment that never finishes",
    severity: "error",
    because:
      "A top-level `await` in the file, or in a file that it imports, waits for a promise that never settles or a network that does not answer. The limit is 30 s.",
    instead: "Write the values as constants. An environment should not wait for anything.",
  },
});
