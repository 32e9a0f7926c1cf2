import picocolors from "picocolors";

/** Paints text for a terminal, or leaves it alone. */
export type Style = Readonly<
  Record<"bold" | "dim" | "red" | "green" | "yellow" | "blue" | "cyan", (text: string) => string>
>;

/** Without `color` every style returns its text as it is. */
export function styleOf(color: boolean): Style {
  return picocolors.createColors(color);
}
