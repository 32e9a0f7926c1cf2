import type { ContractText } from "./contract-text.ts";
import { plainText } from "./inline-text.ts";
import type { Part } from "./labels.ts";

const units: Readonly<Record<string, number>> = {
  k: 1e3,
  thousand: 1e3,
  tsd: 1e3,
  mil: 1e3,
  m: 1e6,
  mio: 1e6,
  million: 1e6,
  millionen: 1e6,
  millions: 1e6,
  万: 1e4,
  億: 1e8,
  亿: 1e8,
  b: 1e9,
  bn: 1e9,
  billion: 1e9,
  mrd: 1e9,
};
const number = String.raw`(\d[\d.,_ ]*)\s*(k|m|b|bn|mio|mrd|tsd|mil|thousand|millions?|millionen|billion|万|億|亿)?\.?`;
const withUnit = new RegExp(
  String.raw`(?:~|≈|>|ca\.?|about|approx\.?|approximately|around)?\s*${number}\+?\s*(?:rows|records|zeilen|lignes|filas|linhas|行|строк)`,
  "iu",
);
const alone = new RegExp(
  String.raw`^(?:[~≈><]|ca\.?|about|approx\.?|approximately|around|over)?\s*${number}\+?$`,
  "iu",
);

/** The number of rows where a section states it: `**Rows:** ~2M`, "holds about 2,000,000 rows". Sizes in bytes are none. */
export function readRowCount<Key extends string>(
  contract: ContractText,
  parts: readonly Part<Key | "rows" | "purpose" | "notes">[],
): number | undefined {
  for (const part of parts) {
    if (part.value === undefined) continue;
    const text = plainText(
      contract.raw({ start: part.value.start, end: Math.min(part.value.end, part.value.start + 500) }),
    );
    const labelled = part.key === "rows" ? (withUnit.exec(text) ?? alone.exec(text)) : undefined;
    const match = labelled ?? (part.key === "purpose" || part.key === "notes" ? withUnit.exec(text) : null);
    const count = match === null || match === undefined ? undefined : countOf(match[1] ?? "", match[2]);
    if (count !== undefined) return count;
  }
  return undefined;
}

/** `2,000,000`, `2.000.000`, `2_000_000` group; `2.5 M` and `2,5 Mio` have decimals. */
function countOf(digits: string, unit: string | undefined): number | undefined {
  const trimmed = digits.trim().replaceAll(/[_ ]/g, "").replace(/[.,]$/, "");
  const grouped = /^\d{1,3}(?:[.,]\d{3})+$/.test(trimmed) && !(unit !== undefined && /^\d+[.,]\d{3}$/.test(trimmed));
  const value = Number(grouped ? trimmed.replaceAll(/[.,]/g, "") : trimmed.replace(",", "."));
  return Number.isFinite(value) ? Math.round(value * (units[unit?.toLowerCase() ?? ""] ?? 1)) : undefined;
}
