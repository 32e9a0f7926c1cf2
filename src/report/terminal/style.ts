/** Paints text for a terminal, or leaves it alone. */
export type Style = Readonly<
  Record<"bold" | "dim" | "red" | "green" | "yellow" | "blue" | "cyan", (text: string) => string>
>;

const codes = {
  bold: [1, 22],
  dim: [2, 22],
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
  blue: [34, 39],
  cyan: [36, 39],
} as const;

/** Without `color` every style returns its text as it is. */
export function styleOf(color: boolean): Style {
  const paint = ([open, close]: readonly [number, number]) =>
    color ? (text: string) => `\u001b[${open}m${text}\u001b[${close}m` : (text: string) => text;
  const { bold, dim, red, green, yellow, blue, cyan } = codes;
  return {
    bold: paint(bold),
    dim: paint(dim),
    red: paint(red),
    green: paint(green),
    yellow: paint(yellow),
    blue: paint(blue),
    cyan: paint(cyan),
  };
}
