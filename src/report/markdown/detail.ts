/** How much of a report is shown. */
export type Detail = {
  /** `full`: what, why, fix; `line`: what alone; a number counts the rest beyond `most`. */
  readonly errors: FindingDetail;
  readonly warnings: FindingDetail;
  readonly information: FindingDetail;
  readonly picture: boolean;
  readonly changeRows: number;
  readonly unread: number;
  readonly waivers: number;
  readonly boxes: number;
  readonly boxReasons: boolean;
  /** What a reader misses at this level, of each kind of thing; nothing for the whole. */
  readonly leavesOut: Readonly<Record<string, string>>;
};

type FindingDetail = { readonly form: "full" | "line"; readonly most: number };

const all = Number.POSITIVE_INFINITY;
const whole: Detail = {
  errors: { form: "full", most: all },
  warnings: { form: "full", most: all },
  information: { form: "full", most: all },
  picture: true,
  changeRows: 200,
  unread: 200,
  waivers: 100,
  boxes: all,
  boxReasons: true,
  leavesOut: {},
};

/** The forms of the summary, longest first: each leaves out more than the one before, what matters least first. */
export const details: readonly Detail[] = pile([
  {},
  { leavesOut: { notes: "notes are counted" }, information: { form: "line", most: 0 } },
  { leavesOut: { warnings: "warnings are one line each" }, warnings: { form: "line", most: all } },
  { leavesOut: { picture: "the picture is left out" }, picture: false },
  {
    leavesOut: { lists: "long lists are cut" },
    changeRows: 40,
    unread: 10,
    waivers: 20,
    warnings: { form: "line", most: 30 },
  },
  {
    leavesOut: { warnings: "warnings are counted by rule", errors: "the first 40 errors are shown" },
    errors: { form: "full", most: 40 },
    warnings: { form: "line", most: 0 },
  },
  {
    leavesOut: { errors: "the first 40 errors are one line each" },
    errors: { form: "line", most: 40 },
    changeRows: 10,
    unread: 0,
    waivers: 0,
  },
  {
    leavesOut: {
      errors: "the first 10 errors are one line each",
      lists: "lists are left out",
      checklist: "the checklist's reasons are left out",
    },
    errors: { form: "line", most: 10 },
    changeRows: 0,
    boxes: 12,
    boxReasons: false,
  },
]);

function pile(steps: readonly Partial<Detail>[]): readonly Detail[] {
  let detail = whole;
  return steps.map((step) => {
    detail = { ...detail, ...step, leavesOut: { ...detail.leavesOut, ...step.leavesOut } };
    return detail;
  });
}
