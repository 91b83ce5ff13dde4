import { definePages } from "../diagnostics/page.js";

/** What can go wrong while an environment's files are read (SF0). */
export const readingPages = definePages({
  fileMissing: {
    code: "SF0001",
    title: "No such file",
    severity: "error",
    because:
      "An environment is made of all its layers; without one of them its values would be others than those that were reviewed.",
    instead: "Correct the path. Paths under `extends` are relative to the file that names them.",
  },
  notAFile: {
    code: "SF0002",
    title: "Not a file",
    severity: "error",
    because:
      "A folder, a pipe or a device stands where a layer is expected; only regular files have the same content every time.",
    instead: "Name a file that ends in .yaml, .yml or .ts.",
  },
  unreadable: {
    code: "SF0003",
    title: "File cannot be read",
    severity: "error",
    because: "The operating system refused to hand out the file, or reading it failed.",
    instead: "Give the user that runs Streamform permission to read the file and every folder above it.",
  },
  notUtf8: {
    code: "SF0004",
    title: "File is not UTF-8",
    severity: "error",
    because:
      "In another encoding the same bytes mean other text on another machine, and names would reach AWS garbled.",
    instead: "Save the file as UTF-8. A byte order mark is allowed.",
  },
  tooLarge: {
    code: "SF0005",
    title: "File is larger than 1 MiB",
    severity: "error",
    because:
      "Layers are written and reviewed by people. A larger file is another kind of data under a wrong name, and would take long to read.",
    instead:
      "Check that the file is an environment. Split a really large one into layers and list them under `extends`.",
  },
  forbiddenCharacter: {
    code: "SF0006",
    title: "Character that no output can hold",
    severity: "error",
    because:
      "Control characters have no place in YAML, in shell or in a properties file, half a surrogate pair is no character, and Unicode reserves U+FFFE and U+FFFF (the compiler marks its own references with the latter). They mostly come from a paste.",
    instead: "Delete the character. Line feeds and tabs inside of text are allowed.",
    source: "YAML 1.2.2, section 5.1, character set",
  },
  unknownExtension: {
    code: "SF0007",
    title: "Unknown kind of file",
    severity: "error",
    because: "The extension says how a file is read: .yaml and .yml as YAML, .ts as TypeScript.",
    instead: "Rename the file, or correct the path.",
  },
  outsideRoot: {
    code: "SF0008",
    title: "File outside of the project",
    severity: "error",
    because:
      "A layer outside of the project is not in its history: the same commit would give another output on another machine.",
    instead: "Move or copy the layer into the project, and name it by a relative path.",
  },
  unreadableFolder: {
    code: "SF0009",
    title: "Folder of environments cannot be read",
    severity: "error",
    because: "Without the list of its files nothing can be said about the environments in it.",
    instead:
      "Name an existing folder that you may read, with `--environments`; `streamform init` makes a project with one.",
  },
  yamlSyntax: {
    code: "SF0010",
    title: "YAML syntax error",
    severity: "error",
    because: "The text is not YAML; what was meant would be a guess.",
    instead:
      "Correct the text at the place shown. Text that holds `: ` or ` #`, or begins with one of `@ & * ! % [ {`, needs quotes.",
    source: "YAML 1.2.2",
  },
  tabIndentation: {
    code: "SF0011",
    title: "Tab used as indentation",
    severity: "error",
    because: "YAML indents with spaces only: a tab has no width that all readers agree on.",
    instead: "Indent with spaces, and set the editor to do so.",
    source: "YAML 1.2.2, section 6.1, indentation spaces",
  },
  duplicateKey: {
    code: "SF0012",
    title: "Key written twice",
    severity: "error",
    because: "Readers differ in which of the two they take, so one of the values would be lost without a word.",
    instead: "Keep one of the two.",
    source: "YAML 1.2.2, section 3.2.1.3, node comparison",
  },
  nonTextKey: {
    code: "SF0013",
    title: "Key that is not text",
    severity: "error",
    because:
      "YAML reads an unquoted number, true, false or null as that value, also where it stands as a key; 010 would become 10.",
    instead: "Put the key in quotes.",
    source: "YAML 1.2.2, section 10.3, core schema",
  },
  mergeKey: {
    code: "SF0014",
    title: "Merge key",
    severity: "error",
    because:
      "`<<` was an optional part of YAML 1.1 and is none of YAML 1.2. Where values come from would depend on the reader.",
    instead: "Put shared values in a file and name it under `extends`.",
    source: "YAML 1.1 merge key type; YAML 1.2.2, section 10",
  },
  severalDocuments: {
    code: "SF0015",
    title: "Several documents in one file",
    severity: "error",
    because: "One file is one layer. Whatever follows a second `---` would belong to nothing.",
    instead: "Give each environment a file of its own.",
  },
  emptyFile: {
    code: "SF0016",
    title: "Empty file",
    severity: "error",
    because: "The file holds no value, only white space or comments, so it was probably cut off or not saved.",
    instead: "Write the environment, or delete the file and what names it.",
  },
  rootNotMap: {
    code: "SF0017",
    title: "Environment is not a map",
    severity: "error",
    because: "A layer is a map of keys such as `name`, `platform` and `aws`.",
    instead: "Begin with `apiVersion: streamform/v1`.",
  },
  customTag: {
    code: "SF0018",
    title: "YAML tag",
    severity: "error",
    because:
      "Tags such as `!Ref` or `!!binary` ask the reader to make something other than text, a number, a list or a map; Streamform runs nothing from a spec.",
    instead: "Write the value itself, without a tag.",
  },
  unknownAlias: {
    code: "SF0019",
    title: "Alias without an anchor",
    severity: "error",
    because:
      "`*name` repeats what was marked `&name` earlier in the same file; there is no such mark. Anchors do not reach into other layers.",
    instead: "Mark the value with `&name` above, or quote the text if it begins with an asterisk.",
  },
  aliasBomb: {
    code: "SF0020",
    title: "Aliases that expand too far",
    severity: "error",
    because:
      "Aliases of aliases multiply: a file of a few hundred bytes can stand for more values than memory holds. They may add 20,000 values, and cannot contain themselves.",
    instead: "Write the values out, or share them through a layer under `extends`.",
  },
  tooDeep: {
    code: "SF0021",
    title: "Nested too deeply",
    severity: "error",
    because: "No key of an environment lies deeper than 100 levels; text that does is broken or meant to do harm.",
    instead: "Look for an unclosed bracket, or for runaway indentation.",
  },
  reservedKey: {
    code: "SF0022",
    title: "Reserved key",
    severity: "error",
    because: "JavaScript gives `__proto__` a meaning of its own; no name in AWS or Kubernetes needs it.",
    instead: "Choose another name.",
  },
  extendsShape: {
    code: "SF0023",
    title: "`extends` is not a list of files",
    severity: "error",
    because: "The order of layers decides which value wins, so it is always written as a list of paths.",
    instead: "Write `extends: [./base/eu.yaml]`.",
  },
  extendsCycle: {
    code: "SF0024",
    title: "Layers that extend each other",
    severity: "error",
    because: "A layer that inherits from itself, even by way of others, has no first value to begin with.",
    instead: "Take one of the files out of the circle; move what both need into a third.",
  },
  more: {
    code: "SF0025",
    title: "More problems than are shown",
    severity: "error",
    because:
      "Of one file, the first 100 problems are told; a slip that is repeated in every line is seen in those. The rest are counted, and count as what they are.",
    instead: "Mend those that are shown and run it again, or look for one cause that they have in common.",
  },
  typescriptSyntax: {
    code: "SF0030",
    title: "TypeScript syntax error",
    severity: "error",
    because: "The file cannot be parsed, so it cannot be run.",
    instead: "Correct the text at the place shown.",
  },
  typescriptThrew: {
    code: "SF0031",
    title: "Environment threw an error",
    severity: "error",
    because: "A TypeScript environment is a program; it, or a module that it imports, failed before there was a value.",
    instead:
      "Follow the message. An environment should compute from constants only: no network, no clock, no variables of the shell.",
  },
  noDefaultExport: {
    code: "SF0032",
    title: "No default export",
    severity: "error",
    because: "What a TypeScript file exports by default is the environment.",
    instead: "Write `export default defineEnvironment({ … })`.",
  },
  notPlainData: {
    code: "SF0033",
    title: "Value that is not plain data",
    severity: "error",
    because:
      "An environment is text, finite numbers, true, false, null, lists and maps, so that it can be shown, hashed and compared. A function, a date, undefined, an instance of a class or a value that contains itself is none of these.",
    instead: "Write the plain value; leave a key out instead of giving it undefined.",
  },
  typescriptExits: {
    code: "SF0034",
    title: "Environment ends the process",
    severity: "error",
    because:
      "A TypeScript environment runs inside of Streamform: to end the process is to end the work on every other environment, with an exit code that says nothing of it. The call was stopped.",
    instead: "Take `process.exit` out. To say that something is wrong, throw an error with a message.",
  },
  typescriptUnsettled: {
    code: "SF0035",
    title: "Environment that never finishes",
    severity: "error",
    because:
      "An `await` at the top level of the file, or of one that it imports, waits for something that does not come: a promise that nobody settles, or a network that does not answer. It may take 30 s.",
    instead: "Write the values down. An environment should compute from constants only.",
  },
});
