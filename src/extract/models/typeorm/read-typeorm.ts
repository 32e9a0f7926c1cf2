import type { DeclaredColumn, DeclaredTable, DeclaredType } from "../../../model/declaration.ts";
import { argument, type Call, type CodeNode, childrenOf, field, nodesOf, type ParsedFile } from "../../code/syntax.ts";
import type { ModelReader } from "../model-reader.ts";

const columns: ReadonlySet<string> = new Set([
  ...["Column", "PrimaryColumn", "PrimaryGeneratedColumn", "CreateDateColumn", "UpdateDateColumn", "DeleteDateColumn"],
  ...["VersionColumn"],
]);

/** TypeORM: classes with `@Entity`. Names that a naming strategy of the project may change are left out. */
export const typeorm: ModelReader = {
  orm: "typeorm",
  language: "script",
  sign: /@Entity\s*\(/,
  read: (file) => ({
    orm: "typeorm",
    tables: nodesOf(file.root, "class_declaration").flatMap((node) => tableOf(node, file)),
    enums: [],
  }),
};

function tableOf(node: CodeNode, file: ParsedFile): readonly DeclaredTable[] {
  const holder = node.parent()?.is("export_statement") === true ? node.parent() : node;
  const decorators = [node, holder].flatMap((each) => each?.children().filter((child) => child.is("decorator")) ?? []);
  const entity = decorators.map((each) => decoration(each, file)).find((call) => call?.name === "Entity");
  const className = field(node, "name");
  if (entity === undefined || className === undefined) return [];
  const stated = option(entity, "name") ?? firstText(entity);
  const name = stated === undefined ? snake(className.text()) : file.textOf(stated)?.text;
  const schema = file.textOf(option(entity, "schema"))?.text;
  if (name === undefined) return [];
  const at = { ...file.at(node), end: file.at(className).end };
  const body = field(node, "body");
  return [
    {
      name: { schema: schema === "public" ? undefined : schema, name },
      at,
      columns: childrenOf(body).flatMap((each) => columnOf(each, file)),
      indexes: [],
    },
  ];
}

function decoration(decorator: CodeNode, file: ParsedFile): Call | undefined {
  const [inner] = childrenOf(decorator);
  return inner && file.callAt(inner);
}

function option(call: Call, name: string): CodeNode | undefined {
  const options = call.arguments.findLast(({ node }) => node.is("object"))?.node;
  const pair = childrenOf(options).find((each) => each.is("pair") && field(each, "key")?.text() === name);
  return pair && field(pair, "value");
}

function firstText(call: Call): CodeNode | undefined {
  const first = argument(call, 0);
  return first?.is("string") === true ? first : undefined;
}

function columnOf(node: CodeNode, file: ParsedFile): readonly DeclaredColumn[] {
  if (!node.is("public_field_definition")) return [];
  const calls = node
    .children()
    .filter((each) => each.is("decorator"))
    .flatMap((each) => decoration(each, file) ?? []);
  const call = calls.find((each) => columns.has(each.name));
  const property = field(node, "name")?.text();
  if (call === undefined || property === undefined) return [];
  const stated = option(call, "name");
  const name = stated === undefined ? property : file.textOf(stated)?.text;
  // What a naming strategy would write another way is anybody's guess.
  if (name === undefined || (stated === undefined && /[A-Z]/.test(property))) return [];
  const key = call.name.startsWith("Primary");
  const nullable = option(call, "nullable")?.text();
  const isMarked = call.name === "DeleteDateColumn";
  return [
    {
      name,
      at: file.at(node),
      type: typeOf(call, file),
      nullable: key
        ? false
        : nullable === undefined
          ? isMarked
          : nullable === "true"
            ? true
            : nullable === "false"
              ? false
              : undefined,
      default: undefined,
      primaryKey: key,
      unique: option(call, "unique")?.text() === "true",
      references: undefined,
    },
  ];
}

/** Only what the decorator says: what the property's own type becomes, the driver decides. */
function typeOf(call: Call, file: ParsedFile): DeclaredType | undefined {
  const type = file.textOf(option(call, "type") ?? firstText(call))?.text;
  if (
    type === undefined ||
    type === "enum" ||
    type === "simple-array" ||
    type === "simple-json" ||
    type === "increment"
  )
    return undefined;
  const [length, precision, scale] = ["length", "precision", "scale"].map((each) =>
    option(call, each)?.text().replaceAll(/["']/g, ""),
  );
  const given =
    length ?? (precision === undefined ? undefined : scale === undefined ? precision : `${precision},${scale}`);
  if (given !== undefined && !/^[\d,]+$/.test(given)) return undefined;
  const text = given === undefined || /\(/.test(type) ? type : withLength(type, given);
  const whole = option(call, "array")?.text() === "true" ? `${text}[]` : text;
  return { postgresql: whole, mysql: whole, sqlite: whole };
}

function withLength(type: string, given: string): string {
  return type.replace(/^(\w+(?: varying)?)(.*)$/, `$1(${given})$2`);
}

/** As TypeORM's own naming strategy does, and the snake-cased one too. */
function snake(name: string): string {
  return name
    .replace(/([A-Z])([A-Z])([a-z])/g, "$1_$2$3")
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .toLowerCase();
}
