import type { DeclaredColumn, DeclaredTable } from "../../../model/declaration.ts";
import { argument, type Call, type ParsedFile } from "../../code/syntax.ts";
import type { ModelReader } from "../model-reader.ts";
import { type Attribute, classesOf, headingOf, type PythonClass, truthOf } from "../python-classes.ts";
import { djangoType, isDjangoField } from "./django-types.ts";

const relations: ReadonlySet<string> = new Set(["ForeignKey", "OneToOneField"]);

/** Django: classes of `models.Model`, with the names that Django gives where the class gives none. */
export const django: ModelReader = {
  orm: "django",
  language: "python",
  sign: /\bmodels\.\w+Field\(|\bmodels\.ForeignKey\(|from django\.db/,
  read(file) {
    const classes = classesOf(file);
    return { orm: "django", tables: classes.flatMap((one) => tableOf(one, classes, file)), enums: [] };
  },
};

function tableOf(one: PythonClass, classes: readonly PythonClass[], file: ParsedFile): readonly DeclaredTable[] {
  if (!isModel(one, classes) || metaTruth(one, "abstract") === true || metaTruth(one, "proxy") === true) return [];
  // Left to somebody else, the table is none of the model's.
  if (metaTruth(one, "managed") === false) return [];
  const name = tableName(one, file);
  if (name === undefined) return [];
  const parents = one.bases.flatMap((base) =>
    classes.filter((each) => each.name === base && metaTruth(each, "abstract") === true),
  );
  const columns = [...parents, one].flatMap(({ attributes }) => attributes.flatMap((each) => columnOf(each, file)));
  const heading = headingOf(one, file);
  const hasKey = columns.some(({ primaryKey }) => primaryKey);
  const isChild = one.bases.some((base) => !/\bModel$/.test(base) && parents.every((each) => each.name !== base));
  return [
    {
      name: { schema: undefined, name },
      at: heading,
      columns: hasKey || isChild ? columns : [{ ...implicitKey, at: heading }, ...columns],
      indexes: [],
    },
  ];
}

/** Which integer it is, a setting of the project decides. */
const implicitKey: Omit<DeclaredColumn, "at"> = {
  name: "id",
  type: undefined,
  nullable: false,
  default: undefined,
  primaryKey: true,
  unique: false,
  references: undefined,
};

function isModel(one: PythonClass, classes: readonly PythonClass[], depth = 0): boolean {
  if (one.bases.some((base) => /^(?:\w+\.)*Model$/.test(base))) return true;
  if (depth > 10) return false;
  const parents = classes.filter((each) => one.bases.includes(each.name) && each !== one);
  if (parents.some((each) => isModel(each, classes, depth + 1))) return true;
  return (
    parents.length === 0 &&
    metaOf(one) !== undefined &&
    one.attributes.some((each) => /^\s*models\.\w+/.test(each.value?.text() ?? ""))
  );
}

function metaOf(one: PythonClass): PythonClass | undefined {
  return one.inner.find(({ name }) => name === "Meta");
}

function metaTruth(one: PythonClass, name: string): boolean | undefined {
  return truthOf(metaOf(one)?.attributes.find((each) => each.name === name)?.value);
}

/** `db_table`, else the application's label and the class's name in lower case. */
function tableName(one: PythonClass, file: ParsedFile): string | undefined {
  const meta = (name: string) => metaOf(one)?.attributes.find((each) => each.name === name)?.value;
  const stated = meta("db_table");
  if (stated !== undefined) return textOf(stated, file)?.replace(/^"(.*)"$/, "$1");
  const label = meta("app_label") === undefined ? labelOf(file.path) : textOf(meta("app_label"), file);
  return label === undefined ? undefined : `${label}_${one.name.toLowerCase()}`;
}

function textOf(node: Attribute["value"], file: ParsedFile): string | undefined {
  const text = file.textOf(node);
  return text === undefined || text.holes > 0 ? undefined : text.text;
}

/** `shop/orders/models.py` and `shop/orders/models/order.py` belong to the application `orders`. */
function labelOf(path: string): string | undefined {
  return /(?:^|\/)([^/]+)\/models(?:\.py$|\/)/.exec(path)?.[1];
}

function columnOf({ name, value, node }: Attribute, file: ParsedFile): readonly DeclaredColumn[] {
  const call = file.callAt(value);
  if (call === undefined) return [];
  const isRelation = relations.has(call.name);
  if (!isRelation && !isDjangoField(call.name) && !isColumnLike(call)) return [];
  const option = (word: string) => argument(call, undefined, word);
  const named = option("db_column");
  const column = named === undefined ? (isRelation ? `${name}_id` : name) : textOf(named, file);
  if (column === undefined) return [];
  const key = truthOf(option("primary_key")) === true;
  const isAuto = /AutoField$/.test(call.name);
  return [
    {
      name: column,
      at: file.at(node),
      type: isRelation ? undefined : djangoType(call.name, (word) => option(word)?.text()),
      nullable: option("null") === undefined ? false : truthOf(option("null")),
      default: isAuto || option("db_default") !== undefined ? undefined : "none",
      primaryKey: key,
      unique: truthOf(option("unique")) === true || call.name === "OneToOneField",
      references: undefined,
    },
  ];
}

/** Fields of other packages end in `Field` and make a column; those that join many to many make a table of their own. */
function isColumnLike({ name, receiver }: Call): boolean {
  return receiver !== "forms" && /Field$/.test(name) && !/^(?:ManyToMany|Generic|Reverse|Generated)/.test(name);
}
