import type { ObjectChanges } from "../../model/change.ts";
import type { ModuleUse } from "../../model/contract.ts";
import type { Location } from "../../model/location.ts";
import type { RuleContext } from "../define-rule.ts";
import { changedTables } from "../schema-changes.ts";

/** A section of the head contract whose object the pull request makes or changes. */
type TouchedSection = {
  readonly name: string;
  readonly noun: string;
  readonly label: string;
  readonly headingAt: Location;
  readonly modules: readonly ModuleUse[] | undefined;
};

/** The sections of new and changed objects that name nobody who uses them. */
export function* unnamedModules(context: RuleContext): Iterable<TouchedSection> {
  for (const section of touchedSections(context)) {
    if (section.modules === undefined || section.modules.length === 0) yield section;
  }
}

function* touchedSections({ comparison: { schemaChange }, head }: RuleContext): Iterable<TouchedSection> {
  const contract = head.database;
  if (contract === undefined) return;
  const { tables, views, routines } = schemaChange;
  for (const name of [...tables.added.map((table) => table.name), ...changedTables(schemaChange)]) {
    const section = contract.tables.get(name);
    if (section === undefined) continue;
    yield { name, noun: "table", label: "Used By (Modules)", headingAt: section.headingAt, modules: section.usedBy };
  }
  for (const name of namesOf(views)) {
    const section = contract.views.get(name);
    if (section === undefined) continue;
    yield { name, noun: "view", label: "Used By", headingAt: section.headingAt, modules: section.usedBy };
  }
  for (const signature of namesOf(routines)) {
    const name = signature.replace(/\(.*$/, "");
    const section = contract.routines.get(name);
    if (section === undefined) continue;
    yield { name, noun: "routine", label: "Called By", headingAt: section.headingAt, modules: section.calledBy };
  }
}

function namesOf({ added, changed, renamed }: ObjectChanges): readonly string[] {
  return [...added.map(({ name }) => name), ...changed.map(({ name }) => name), ...renamed.map(({ to }) => to)];
}
