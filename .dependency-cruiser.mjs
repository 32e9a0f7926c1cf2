/** Direction is a test: each rule's comment is a sentence for whoever broke it. */
const stages = [
  "engine",
  "extract",
  "contract",
  "compare",
  "locks",
  "rules",
  "waivers",
  "report",
  "publish",
  "policy",
  "sources",
];

/** @type {import("dependency-cruiser").IConfiguration} */
export default {
  forbidden: [
    {
      name: "no-cycles",
      comment:
        "These files import each other in a circle, types included: move what both need into the one that knows less.",
      severity: "error",
      from: {},
      to: { circular: true },
    },
    ...stages.map((stage) => ({
      name: `${stage}-stands-alone`,
      comment: `A stage imports model, text and itself; ${stage} meets the others in review.ts, gather.ts and at the edges. Hand in what you need as data.`,
      severity: "error",
      from: { path: `^src/${stage}/` },
      to: { path: "^src/", pathNot: [`^src/${stage}/`, "^src/model/", "^src/text/"] },
    })),
    {
      name: "model-and-text-know-nobody",
      comment: "model and text are the ground that every stage stands on: they import only themselves.",
      severity: "error",
      from: { path: "^src/(model|text)/" },
      to: { path: "^src/", pathNot: ["^src/model/", "^src/text/"] },
    },
    {
      name: "the-engine-is-pure",
      comment:
        "From model to report there is no file system, network, process or clock: gather first, hand in as Evidence.",
      severity: "error",
      from: { path: "^src/(model|text|engine|extract|contract|compare|locks|rules|waivers|report|policy)/" },
      to: { dependencyTypes: ["core"], pathNot: "^(node:)?crypto$" },
    },
    {
      name: "rules-never-see-syntax",
      comment: "Rules read operations, contracts and the comparison, never a parser or its tree.",
      severity: "error",
      from: { path: "^src/rules/" },
      to: { dependencyTypes: ["npm"] },
    },
    {
      name: "edges-do-not-know-each-other",
      comment: "app and cli are thin and apart: what both need belongs to a stage.",
      severity: "error",
      from: { path: "^src/(app|cli)/" },
      to: { path: "^src/(app|cli)/", pathNot: "^src/$1/" },
    },
    {
      name: "no-development-dependency",
      comment: "What ships may import only what package.json lists under dependencies.",
      severity: "error",
      from: { path: "^src/" },
      to: { dependencyTypes: ["npm-dev", "npm-no-pkg", "npm-unknown"], dependencyTypesNot: ["type-only"] },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["import", "types", "node", "default"] },
  },
};
