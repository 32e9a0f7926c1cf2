import { describe, expect, it } from "vitest";
import type { Reach } from "../../src/model/comparison.ts";
import type { ReviewedImpact } from "../../src/model/report.ts";
import { mermaidLabel, mermaidOf } from "../../src/report/mermaid.ts";
import { hostileTexts } from "./hostile-report.ts";
import { place, sampleReport } from "./sample-report.ts";

function impactOn(readers: readonly Reach[]): ReviewedImpact {
  return { change: "drops column `t.c`", at: place("a.sql"), breaking: true, because: undefined, reaches: readers };
}

function reader(name: string, effect: Reach["effect"] = "touches"): Reach {
  return { kind: "query", name, effect, because: "reads it", at: undefined, via: [], entry: undefined };
}

describe("mermaidOf", () => {
  it("draws changes, readers and what leads from one to the other", () => {
    expect(mermaidOf(sampleReport.impacts)).toMatchInlineSnapshot(`
      "flowchart LR
        n0["drops column orders.email"]:::breaks
        n1[/"query list_orders"/]:::breaks
        n2[/"query find_order_by_email"/]:::breaks
        n3(["endpoint GET /orders"]):::breaks
        n4{{"module checkout"}}:::breaks
        n5["view open_orders"]:::touches
        n0 ==> n1
        n0 ==> n2
        n1 ==> n3
        n3 ==> n4
        n0 -.-> n5
        classDef change fill:#ddf4ff,stroke:#0969da,color:#0a3069
        classDef breaks fill:#ffebe9,stroke:#cf222e,color:#82071e
        classDef alters fill:#fff8c5,stroke:#9a6700,color:#633c01
        classDef touches fill:#f6f8fa,stroke:#818b98,color:#25292e
      "
    `);
  });

  it("draws nothing where nothing is reached", () => {
    expect(mermaidOf([])).toBeUndefined();
    expect(mermaidOf([impactOn([])])).toBeUndefined();
  });

  it("keeps to about 40 nodes, what breaks first, and counts the rest", () => {
    const readers = [
      ...Array.from({ length: 100 }, (_, at) => reader(`touched_${at}`)),
      ...Array.from({ length: 30 }, (_, at) => reader(`broken_${at}`, "breaks")),
    ];
    const picture = mermaidOf([impactOn(readers)]) ?? "";
    expect(picture.match(/^ {2}n\d+[[({]/gm)).toHaveLength(40);
    expect(picture.match(/query broken_/g)).toHaveLength(30);
    expect(picture).toContain('rest["and 91 more readers"]');
  });

  it.each(hostileTexts.map((text, at) => [at, text] as const))("lets hostile name %i break no label", (_, text) => {
    const picture = mermaidOf([impactOn([reader(text, "breaks")])]) ?? "";
    for (const line of picture.trimEnd().split("\n").slice(1)) {
      expect(line).toMatch(
        /^ {2}(n\d+[[({/]+"[\p{L}\p{N} _.,/…#;-]*"[\])}/]+:::\w+|n\d+ (==>|-->|-\.->) n\d+|classDef .*)$/u,
      );
    }
  });

  it("leaves ordinary names readable", () => {
    expect(mermaidLabel("endpoint GET /api/v1/orders")).toBe("endpoint GET /api/v1/orders");
    expect(mermaidLabel("total(integer)")).toBe("total#40;integer#41;");
    expect(mermaidLabel("größe")).toBe("größe");
  });
});
