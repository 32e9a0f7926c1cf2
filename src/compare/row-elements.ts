import type { ContractIndex } from "../model/contract.ts";
import type { Expression } from "../model/expression.ts";
import type { Index, IndexElement } from "../model/schema.ts";
import { sameExpression, samePredicate } from "./same-meaning.ts";

/** A column or expression of an Indexes row; `undefined` is what the row leaves open. */
export type RowElement = {
  /** Folded as a bare name, or an expression's text. */
  readonly text: string;
  readonly order: "asc" | "desc" | undefined;
  readonly nulls: "first" | "last" | undefined;
  readonly operatorClass: string | undefined;
};

/** The elements of a row, each taken apart from its order and operator class. */
export function rowElements(row: ContractIndex): readonly RowElement[] | undefined {
  return row.elements
    ?.filter((text) => !/^\s*include\b/i.test(text))
    .map((text) => elementOf(text.replace(/\binclude\s*\(.*$/i, "").trim()));
}

/** What a row and an index disagree about: the attribute, with what each says; `undefined` when the index keeps the row's promise. */
export function rowDisagreement(
  row: ContractIndex,
  elements: readonly RowElement[] | undefined,
  index: Index,
): { readonly attribute: string; readonly promised: string; readonly actual: string } | undefined {
  if (elements !== undefined && !sameElements(elements, index.elements)) {
    return { attribute: "columns", promised: (row.elements ?? []).join(", "), actual: elementsText(index) };
  }
  if (row.unique !== undefined && row.unique !== index.unique) {
    return {
      attribute: "unique",
      promised: row.unique ? "unique" : "not unique",
      actual: index.unique ? "unique" : "not unique",
    };
  }
  if (row.method !== undefined && row.method !== index.method) {
    return { attribute: "method", promised: row.method, actual: index.method };
  }
  if (row.where !== undefined && !samePredicate(row.where, index.where)) {
    return { attribute: "predicate", promised: row.where.text, actual: index.where?.text ?? "none" };
  }
  return undefined;
}

/** Whether a row's elements are the index's, in their order. */
export function sameElements(elements: readonly RowElement[], actual: readonly IndexElement[]): boolean {
  return elements.length === actual.length && elements.every((element, at) => isElement(element, actual[at]));
}

/** The elements of an index as one would write them. */
export function elementsText(index: Pick<Index, "elements">): string {
  return index.elements
    .map((element) => {
      const prefix = element.prefix === undefined ? "" : `(${element.prefix})`;
      const text = `${element.column ?? element.expression?.text ?? ""}${prefix}`;
      const nulls =
        element.nulls === (element.order === "desc" ? "first" : "last") ? "" : ` NULLS ${element.nulls.toUpperCase()}`;
      const operators = element.operatorClass === undefined ? "" : ` ${element.operatorClass}`;
      return `${text}${operators}${element.order === "desc" ? " DESC" : ""}${nulls}`;
    })
    .join(", ");
}

function elementOf(text: string): RowElement {
  let rest = text;
  const take = (pattern: RegExp): string | undefined => {
    const found = pattern.exec(rest);
    if (found === null) return undefined;
    rest = rest.slice(0, found.index).trim();
    return found[1]?.toLowerCase();
  };
  const nulls = take(/\s+nulls\s+(first|last)\s*$/i);
  const order = take(/\s+\(?(asc|desc)(?:ending)?\)?\s*$/i);
  const operatorClass = take(/\s+(\w+_ops)\s*$/i);
  take(/\s+(collate\s+\S+)\s*$/i);
  return {
    text: rest,
    order: order === "asc" || order === "desc" ? order : undefined,
    nulls: nulls === "first" || nulls === "last" ? nulls : undefined,
    operatorClass,
  };
}

function isElement(element: RowElement, actual: IndexElement | undefined): boolean {
  if (actual === undefined) return false;
  if (element.order !== undefined && element.order !== actual.order) return false;
  if (element.nulls !== undefined && element.nulls !== actual.nulls) return false;
  if (element.operatorClass !== undefined && element.operatorClass !== actual.operatorClass) return false;
  if (actual.column !== undefined) {
    const [, name = element.text, length] = /^(.+?)\s*\((\d+)\)$/.exec(element.text) ?? [];
    return sameName(name, actual.column) && (length === undefined || Number(length) === actual.prefix);
  }
  const expression: Expression = { text: element.text, meaning: element.text };
  return (
    actual.expression !== undefined &&
    (sameExpression(expression, actual.expression) || squeezed(element.text) === squeezed(actual.expression.text))
  );
}

function sameName(written: string, name: string): boolean {
  const bare = /^(["`[]?)(.*?)["`\]]?$/.exec(written);
  return bare?.[2] === name || (bare?.[1] === "" && written.toLowerCase() === name);
}

function squeezed(text: string): string {
  const bare = text.replace(/\s+/g, "").toLowerCase();
  return /^\((?:[^()]|\([^()]*\))*\)$/.test(bare) ? bare.slice(1, -1) : bare;
}
