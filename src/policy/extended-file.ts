import { configurationPaths } from "../model/policy.ts";

/** A file of configuration. `repository` is `owner/name`, or a bare name for one of the same owner; `undefined` is the repository under review. */
export type ConfigurationFile = { readonly repository: string | undefined; readonly path: string };

/** How a file of configuration is called in sentences and places. */
export function fileName({ repository, path }: ConfigurationFile): string {
  return repository === undefined ? path : `${repository}:${path}`;
}

/** The file that `_extends` names, as seen from the file that it stands in; `undefined` when it names none. */
export function extendedFile(reference: string, from: ConfigurationFile): ConfigurationFile | undefined {
  const text = reference.trim();
  if (/^\.{1,2}\//.test(text) || (/\.ya?ml$/i.test(text) && !text.includes(":"))) {
    const path = resolve(from.path.split("/").slice(0, -1), text);
    return path === undefined ? undefined : { ...from, path };
  }
  const [, repository, file = configurationPaths[0]] = /^((?:[\w.-]+\/)?[\w.-]+)(?::([^/].*))?$/.exec(text) ?? [];
  const path = resolve([], file);
  if (repository === undefined || /^\.{1,2}$/.test(repository) || path === undefined) return undefined;
  return { repository: ownedLike(repository, from.repository), path };
}

/** A bare name means a repository of the same owner as the one that it stands in. */
function ownedLike(repository: string, from: string | undefined): string {
  const owner = from?.includes("/") === true ? from.slice(0, from.indexOf("/")) : undefined;
  return owner === undefined || repository.includes("/") ? repository : `${owner}/${repository}`;
}

/** `undefined` for what leaves the repository. */
function resolve(folder: readonly string[], path: string): string | undefined {
  const steps = [...folder];
  for (const step of path.split("/")) {
    if (step === "" || step === ".") continue;
    if (step !== "..") steps.push(step);
    else if (steps.pop() === undefined) return undefined;
  }
  return steps.length === 0 ? undefined : steps.join("/");
}
