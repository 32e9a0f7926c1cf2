/**
 * Measures the engine against its budgets, on inputs that are made here and are the same each time. It prints and never fails: on a busy machine the
 * processor time says more than the clock. It runs as users run us, compiled: tsx names every function anew at run time.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { loadPostgresReader } from "../src/extract/sql/postgres/reader.ts";
import { gatherReviewInput } from "../src/gather.ts";
import type { ReviewInput } from "../src/model/review-input.ts";
import { defaultPolicy } from "../src/policy/default-policy.ts";
import { review } from "../src/review.ts";
import { longHistory, type PullRequest, pullRequest, smallChange } from "./benchmark-inputs.ts";
import { commandCosts, reviewsCost } from "./process-cost.ts";
import { sourceOf } from "./review-example.ts";
import { findSquawk, squawkTime } from "./squawk-time.ts";

type Measurement = {
  readonly clock: readonly number[];
  readonly processor: readonly number[];
  /** The most memory of whole processes. */
  readonly megabytes?: readonly number[];
};

/** Where npm runs it. */
const root = process.cwd();
const sql = await loadPostgresReader();
const rows: (readonly string[])[] = [["what", "budget", "p50 ms", "p95 ms", "cpu p50 ms", "peak MB"]];

await ordinaryPullRequest();
await largeContracts();
await replayedHistory();
await migrationFiles();
wholeProcesses();
printTable();

async function ordinaryPullRequest(): Promise<void> {
  const size = { tables: 200, queries: 300, endpoints: 150 };
  rows.push(["pull request of 3 migrations; 200 tables, 300 queries, 150 endpoints"]);
  const strange = await inputsOf(editions(60, (edition) => pullRequest(size, edition)));
  const usual = await inputsOf(editions(60, (edition) => pullRequest(size, 0, edition + 100)));
  addRow("  contracts never read before", "", measureReviews(strange, 20));
  addRow("  base read by an earlier review, head new", "25", measureReviews(usual, 20));
  addRow(
    "  both read by an earlier review",
    "25",
    measureReviews(
      usual.slice(-1).flatMap((one) => Array(80).fill(one)),
      20,
    ),
  );
}

async function largeContracts(): Promise<void> {
  const medians: number[] = [];
  for (const tables of [1_000, 10_000]) {
    const budget = tables === 1_000 ? "" : "300";
    rows.push([`one table touched of ${tables}`]);
    const strange = await inputsOf(editions(12, (edition) => smallChange(tables, edition)));
    addRow("  contract never read before", "", measureReviews(strange, 4));
    const usual = await inputsOf(editions(12, (edition) => smallChange(tables, 0, edition + 100)));
    const measurement = measureReviews(usual, 4);
    addRow("  base read by an earlier review, head new", budget, measurement);
    medians.push(quantile(measurement.processor, 0.5));
  }
  const [small = Number.NaN, large = Number.NaN] = medians;
  rows.push(["  against 1000 (processor)", "5 times", "", "", `${(large / small).toFixed(1)} times`]);
}

async function replayedHistory(): Promise<void> {
  const [input] = await inputsOf([longHistory(3_000)]);
  if (input !== undefined)
    addRow("history of 3000 migrations, no contract", "", measureReviews([input, input, input], 1));
}

/** From the start of a process to its end, git included: what a user waits for, and what a machine must hold. */
function wholeProcesses(): void {
  rows.push(["schema-warden review, a process each"]);
  for (const [tables, times] of [
    [10, 12],
    [10_000, 5],
  ] as const) {
    const costs = commandCosts(smallChange(tables, 0), times);
    addRow(`  one table touched of ${tables}`, tables === 10 ? "" : "300 MB", {
      clock: costs.map(({ clock }) => clock),
      processor: costs.map(({ processor }) => processor),
      megabytes: costs.map(({ megabytes }) => megabytes),
    });
  }
  rows.push(["one process, one table touched of 10000 in each pull request"]);
  for (const count of [1, 4, 16]) {
    const { clock, processor, megabytes } = reviewsCost(editions(count, (edition) => smallChange(10_000, 0, edition)));
    addRow(`  ${count} reviewed`, count === 1 ? "300 MB" : "", {
      clock: [clock],
      processor: [processor],
      megabytes: [megabytes],
    });
  }
}

/** The published scripts, each reviewed as the one migration of a pull request without a contract, and by squawk in turns with us. */
async function migrationFiles(): Promise<void> {
  const folder = "test/compare/scripts";
  const paths = readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".sql"))
    .sort()
    .map((path) => join(folder, path));
  const requests = paths.map((path, at) => ({
    base: new Map<string, string>(),
    head: new Map([[`migrations/${String(at).padStart(4, "0")}.sql`, readFileSync(join(root, path), "utf8")]]),
  }));
  const inputs = await inputsOf(requests);
  if (inputs.some((input) => review(input, sql).migrations.length !== 1))
    throw new Error("A file was not judged as a migration.");
  const { squawk: option } = parseArgs({ options: { squawk: { type: "string" } } }).values;
  const squawk = findSquawk(option);
  const [ours, each, once]: [Measurement[], number[], number[]] = [[], [], []];
  for (let round = 0; round < 12; round += 1) {
    ours.push(measure([inputs], 0, (all) => all.forEach((input) => void review(input, sql))));
    if (squawk === undefined) continue;
    each.push(squawkTime(squawk, paths, "each"));
    once.push(squawkTime(squawk, paths, "once"));
  }
  const perFile = (times: readonly number[]) => times.map((time) => time / paths.length);
  const warm = ours.slice(4);
  rows.push([`one of ${paths.length} migration files, parsed and judged by all rules`]);
  const reviewed = {
    clock: perFile(warm.flatMap(({ clock }) => clock)),
    processor: perFile(warm.flatMap(({ processor }) => processor)),
  };
  addRow("  this engine, warm", "squawk", reviewed);
  rows.push([
    "  this engine, first round",
    "",
    "",
    "",
    ((ours[0]?.processor[0] ?? Number.NaN) / paths.length).toPrecision(3),
  ]);
  if (squawk === undefined) {
    rows.push(["  squawk: not found (npm install squawk-cli elsewhere, and --squawk=its binary)"]);
    return;
  }
  for (const [how, times] of [
    ["a process for each file", each],
    ["one process for all files", once],
  ] as const) {
    const median = quantile(perFile(times), 0.5);
    const ratio = quantile(reviewed.processor, 0.5) / median;
    rows.push([`  squawk, ${how}`, "", "", "", median.toPrecision(3)]);
    rows.push(["    against it (processor)", "1 times", "", "", `${ratio.toFixed(1)} times`]);
  }
}

function editions(count: number, make: (edition: number) => PullRequest): readonly PullRequest[] {
  return Array.from({ length: count }, (_, edition) => make(edition));
}

async function inputsOf(requests: readonly PullRequest[]): Promise<readonly ReviewInput[]> {
  return Promise.all(requests.map(({ base, head }) => gatherReviewInput(sourceOf(base, head), defaultPolicy)));
}

function measureReviews(inputs: readonly ReviewInput[], warmUp: number): Measurement {
  return measure(inputs, warmUp, (input) => void review(input, sql));
}

/** Milliseconds for each input but the first few. */
function measure<T>(inputs: readonly T[], warmUp: number, run: (input: T) => void): Measurement {
  for (const input of inputs.slice(0, warmUp)) run(input);
  const measured = inputs.slice(warmUp).map((input) => {
    const [start, used] = [performance.now(), process.cpuUsage()];
    run(input);
    const { user, system } = process.cpuUsage(used);
    return { clock: performance.now() - start, processor: (user + system) / 1000 };
  });
  return { clock: measured.map(({ clock }) => clock), processor: measured.map(({ processor }) => processor) };
}

function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((left, right) => left - right);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

function addRow(what: string, budget: string, { clock, processor, megabytes }: Measurement): void {
  const figures = [quantile(clock, 0.5), quantile(clock, 0.95), quantile(processor, 0.5)];
  if (megabytes !== undefined) figures.push(quantile(megabytes, 1));
  rows.push([what, budget, ...figures.map((figure) => (figure < 1_000 ? figure.toPrecision(3) : figure.toFixed(0)))]);
}

function printTable(): void {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  for (const row of rows)
    console.log(
      row.map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0))).join("  "),
    );
}
