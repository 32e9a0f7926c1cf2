import type { Endpoint, EndpointPromises } from "../model/contract.ts";
import { code } from "../text/markdown.ts";
import { pathParameters } from "./path-parameters.ts";

/**
 * What of an endpoint callers must be changed for, Markdown without a full stop: a lost field, another type, structure or authentication, a required
 * parameter more or less (the API contract's protocol). `undefined` where nothing is.
 */
export function endpointBreak(before: Endpoint, after: Endpoint): string | undefined {
  const name = code(after.name);
  const fields = new Set(after.responseFields.map(({ value }) => value));
  const lost = before.responseFields.find(({ value }) => !fields.has(value));
  if (lost !== undefined) return `${name} no longer returns ${code(lost.value)}`;
  const [was, is] = [before.promises, after.promises];
  for (const [place, kind] of was.kinds) {
    const now = is.kinds.get(place);
    if (now === undefined || !isOther(kind, now)) continue;
    return place === ""
      ? `${name} returns ${words(now)} in place of ${words(kind)}`
      : `${code(place)} of ${name} is ${words(now)} in place of ${words(kind)}`;
  }
  if (hasOtherAuthentication(was, is)) return `${name} asks for another authentication`;
  return parameterBreak(name, was.parameters, withFormerNames(before, after));
}

/** An example tells nothing of a type's name, and the other way round. */
function isOther(before: string, after: string): boolean {
  return before !== after && before.startsWith("type ") === after.startsWith("type ");
}

function words(kind: string): string {
  const plain = kind.replace(/^type /, "");
  return /^[aeiou]/.test(plain) ? `an ${plain}` : `a ${plain}`;
}

/** Saying for the first time what is asked is no change of it. */
function hasOtherAuthentication(
  { authentication: before }: EndpointPromises,
  { authentication: after }: EndpointPromises,
): boolean {
  if (before === undefined || after === undefined || before === after) return false;
  return before === "none" || after === "none" || (before !== "" && after !== "");
}

type Parameters = EndpointPromises["parameters"];

/** The parameters of the later entry, those of its path under the names that they had: callers never write them. */
function withFormerNames(before: Endpoint, after: Endpoint): Parameters {
  const former = pathParameters(before.name);
  const names = pathParameters(after.name);
  return new Map(
    [...after.promises.parameters].map(([name, promise]) => [former[names.indexOf(name)] ?? name, promise]),
  );
}

function parameterBreak(name: string, before: Parameters, after: Parameters): string | undefined {
  for (const [parameter, { required, type }] of before) {
    const now = after.get(parameter);
    if (now === undefined) {
      if (required && after.size > 0) return `${name} no longer takes ${code(parameter)}`;
    } else if (type !== undefined && now.type !== undefined && type !== now.type)
      return `${code(parameter)} of ${name} is ${words(now.type)} in place of ${words(type)}`;
  }
  const more = [...after].find(
    ([parameter, { required }]) => required && before.size > 0 && before.get(parameter)?.required !== true,
  );
  return more === undefined ? undefined : `${name} requires ${code(more[0])}`;
}
