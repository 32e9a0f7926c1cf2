import type { DeclaredColumn } from "../../../model/declaration.ts";
import type { PrismaBlock, PrismaMember, PrismaValue } from "./prisma-syntax.ts";

/** What the client fills in by itself: the server has no default for it. */
const fromClient: ReadonlySet<string> = new Set(["uuid", "cuid", "nanoid", "ulid", "auto"]);

/** The server's default of a field, as SQL. `autoincrement()` is left open: it is a sequence, an identity or `AUTO_INCREMENT`. */
export function defaultOf(
  field: PrismaMember,
  value: PrismaValue | undefined,
  ofEnum: PrismaBlock | undefined,
): DeclaredColumn["default"] {
  if (value === undefined) return "none";
  switch (value.kind) {
    case "text":
      return field.type === "Decimal" || field.type === "BigInt" ? value.text : quote(value.text);
    case "word":
      return ofEnum === undefined ? plain(value.text) : quote(writtenValue(ofEnum, value.text));
    case "call":
      return called(value);
    case "list":
      return undefined;
    default:
      return value satisfies never;
  }
}

function called({
  name,
  arguments: given,
}: Extract<PrismaValue, { readonly kind: "call" }>): DeclaredColumn["default"] {
  if (fromClient.has(name)) return "none";
  if (name === "now") return "CURRENT_TIMESTAMP";
  const [first] = given;
  return name === "dbgenerated" && first?.value.kind === "text" ? first.value.text : undefined;
}

function plain(word: string): string | undefined {
  return /^(?:true|false|[-+]?\d+(?:\.\d+)?)$/.test(word) ? word : undefined;
}

function writtenValue(block: PrismaBlock, name: string): string {
  const map = block.members.find((member) => member.name === name)?.attributes.find((each) => each.name === "map");
  const value = map?.arguments[0]?.value;
  return value?.kind === "text" ? value.text : name;
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
