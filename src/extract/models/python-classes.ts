import { type CodeNode, childrenOf, field, nodesOf, type ParsedFile } from "../code/syntax.ts";

/** `name: annotation = value` in a class. */
export type Attribute = {
  readonly name: string;
  readonly annotation: string | undefined;
  readonly value: CodeNode | undefined;
  readonly node: CodeNode;
};

export type PythonClass = {
  readonly name: string;
  /** The classes it is derived from, as written. */
  readonly bases: readonly string[];
  readonly keywords: string;
  readonly attributes: readonly Attribute[];
  readonly inner: readonly PythonClass[];
  readonly node: CodeNode;
};

/** The classes of a module, each with what its body assigns; classes in functions are made at run time and left out. */
export function classesOf(file: ParsedFile): readonly PythonClass[] {
  return nodesOf(file.root, "class_definition")
    .filter((node) => !node.ancestors().some((each) => each.is("class_definition") || each.is("function_definition")))
    .map(readClass);
}

function readClass(node: CodeNode): PythonClass {
  const given = childrenOf(field(node, "superclasses"));
  const body = childrenOf(field(node, "body"));
  return {
    name: field(node, "name")?.text() ?? "",
    bases: given.filter((each) => !each.is("keyword_argument")).map((each) => each.text()),
    keywords: given
      .filter((each) => each.is("keyword_argument"))
      .map((each) => each.text())
      .join(", "),
    attributes: body.flatMap((each) => (each.is("expression_statement") ? childrenOf(each).flatMap(attributeOf) : [])),
    inner: body.filter((each) => each.is("class_definition")).map(readClass),
    node,
  };
}

function attributeOf(node: CodeNode): readonly Attribute[] {
  const name = field(node, "left");
  if (!node.is("assignment") || name?.is("identifier") !== true) return [];
  return [{ name: name.text(), annotation: field(node, "type")?.text(), value: field(node, "right"), node }];
}

/** `True` and `False`; `undefined` for what is neither. */
export function truthOf(node: CodeNode | undefined): boolean | undefined {
  const text = node?.text();
  return text === "True" ? true : text === "False" ? false : undefined;
}

/** The first line of a class. */
export function headingOf({ node }: PythonClass, file: ParsedFile): ReturnType<ParsedFile["at"]> {
  const at = file.at(node);
  const superclasses = field(node, "superclasses") ?? field(node, "name");
  return superclasses === undefined ? at : { ...at, end: file.at(superclasses).end };
}
