/** The page's only style sheet: system fonts, light and dark by the reader's own setting, nothing loaded from anywhere. */
export const styleSheet = `
:root { color-scheme: light dark; --ink: #1f2328; --soft: #59636e; --line: #d1d9e0; --paper: #fff; --panel: #f6f8fa;
  --red: #cf222e; --green: #1a7f37; --amber: #9a6700; --blue: #0969da; }
@media (prefers-color-scheme: dark) { :root { --ink: #f0f6fc; --soft: #9198a1; --line: #3d444d; --paper: #0d1117; --panel: #151b23;
  --red: #f85149; --green: #3fb950; --amber: #d29922; --blue: #4493f8; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 68rem; padding: 2rem 1.25rem 4rem; background: var(--paper); color: var(--ink);
  font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Liberation Sans", sans-serif; overflow-wrap: break-word; }
h1 { overflow-wrap: anywhere; } td code, dd code, p code { overflow-wrap: anywhere; }
h1 { font-size: 1.5rem; line-height: 1.3; margin: 0 0 .25rem; }
h2 { font-size: 1.1rem; margin: 2.25rem 0 .75rem; padding-bottom: .3rem; border-bottom: 1px solid var(--line); }
p { margin: .35rem 0; }
code, pre { font-family: ui-monospace, "Cascadia Code", Menlo, Consolas, "DejaVu Sans Mono", monospace; font-size: .87em; }
code { background: var(--panel); border-radius: 4px; padding: .1em .35em; }
pre { background: var(--panel); border: 1px solid var(--line); border-radius: 6px; padding: .6rem .8rem; overflow-x: auto; white-space: pre; }
.head { border-left: 5px solid var(--line); padding: .1rem 0 .1rem 1rem; }
.failure { border-color: var(--red); } .success { border-color: var(--green); }
.soft { color: var(--soft); } .small { font-size: .87rem; }
.bad { color: var(--red); } .good { color: var(--green); } .doubt { color: var(--amber); } .note { color: var(--blue); }
.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: .4rem .75rem .4rem 0; border-bottom: 1px solid var(--line); }
th { color: var(--soft); font-weight: 600; font-size: .87rem; white-space: nowrap; }
td:has(code) { min-width: 9rem; } td:first-child code { overflow-wrap: normal; } td > span { white-space: nowrap; }
summary { cursor: pointer; color: var(--soft); margin: .6rem 0; }
article { border: 1px solid var(--line); border-left-width: 4px; border-radius: 6px; padding: .7rem 1rem; margin: .75rem 0; }
article.error { border-left-color: var(--red); } article.warning { border-left-color: var(--amber); } article.info { border-left-color: var(--blue); }
article > p:first-of-type { font-weight: 600; }
dl { display: grid; grid-template-columns: 3rem 1fr; gap: .2rem .5rem; margin: .5rem 0; }
dt { color: var(--soft); } dd { margin: 0; min-width: 0; } dd p { margin: 0 0 .3rem; } dd pre { margin: .4rem 0; }
ul { margin: .3rem 0; padding-left: 1.3rem; }
ul.boxes { list-style: none; padding: 0; } ul.boxes li { display: grid; grid-template-columns: 1.6rem 1fr; margin: .5rem 0; }
svg { display: block; margin: .9rem 0 .4rem; max-width: 100%; min-width: min(100%, 40rem); height: auto; }
@media (max-width: 45rem) { body { padding: 1.25rem .8rem 3rem; } svg { max-width: none; } td > span { white-space: normal; } td:has(code) { min-width: 7rem; } }
svg text { font: 12px ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", monospace; fill: var(--ink); }
svg rect { fill: var(--panel); stroke: var(--line); } svg .breaks rect { stroke: var(--red); } svg .change rect { stroke: var(--blue); }
svg .change.breaks rect { stroke: var(--red); stroke-width: 2; }
svg path { fill: none; stroke: var(--soft); stroke-dasharray: 4 4; } svg .alters rect { stroke: var(--amber); } svg path.alters { stroke: var(--amber); stroke-dasharray: none; }
svg path.breaks { stroke: var(--red); stroke-dasharray: none; }
svg .kind { fill: var(--soft); }
@media print { body { max-width: none; padding: 0; } article { break-inside: avoid; } }
`;
