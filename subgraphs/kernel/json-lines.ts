export type Line = number;

/** Where a text stops being JSON (RFC 8259). */
export class JsonFault extends Error {
  constructor(
    readonly line: Line,
    message: string,
  ) {
    super(message);
    this.name = "JsonFault";
  }
}

export type Located = {
  value: unknown;
  /** Of the value that these keys and places lead to; of the innermost that is there. */
  lineOf(path: readonly (string | number)[]): Line;
};

/** A text, a number, a word or a sign; the rest of the line is what can't be read. */
const TOKEN = /"(?:[^"\\\n]|\\.)*"|-?\d[\d.eE+-]*|true|false|null|[{}[\],:]|\S[^\n]*/g;

/** Reads JSON that people write by hand, so that a fault can be told with its line. `JSON.parse` does not always know it. */
export const readJson = (text: string): Located => {
  const tokens = [...text.matchAll(TOKEN)].map((it) => ({ word: it[0], line: lineAt(text, it.index) }));
  const last = lineAt(text, text.trimEnd().length);
  const lines = new Map<string, Line>();
  let next = 0;

  const peek = () => tokens[next] ?? { word: "", line: last };
  const take = () => {
    const token = peek();
    next += 1;
    return token;
  };
  const expect = (...words: string[]): string => {
    const { word, line } = take();
    if (!words.includes(word)) throw new JsonFault(line, `${words.join(" or ")} is missing${before(word)}`);
    return word;
  };

  const members = (end: string, read: (index: number) => void): void => {
    if (peek().word === end) return void take();
    let index = 0;
    do read(index++);
    while (expect(",", end) === ",");
  };
  const value = (path: string): unknown => {
    const { word, line } = take();
    lines.set(path, line);
    if (word === "[") {
      const list: unknown[] = [];
      members("]", (index) => list.push(value(`${path}/${index}`)));
      return list;
    }
    if (word !== "{") return scalar(word, line);
    const entries: [string, unknown][] = [];
    members("}", () => {
      const { word: quotedKey, line: keyLine } = take();
      const key = scalar(quotedKey, keyLine);
      if (typeof key !== "string") throw new JsonFault(keyLine, `a key in quotes is missing${before(quotedKey)}`);
      if (entries.some(([other]) => other === key)) throw new JsonFault(keyLine, `${quotedKey} is there twice`);
      expect(":");
      entries.push([key, value(`${path}/${key}`)]);
    });
    return Object.fromEntries(entries);
  };

  const whole = value("");
  if (peek().word !== "") throw new JsonFault(peek().line, `nothing may follow${before(peek().word)}`);
  const lineOf: Located["lineOf"] = (path) =>
    lines.get(path.map((it) => `/${it}`).join("")) ?? (path.length > 0 ? lineOf(path.slice(0, -1)) : 1);
  return { value: whole, lineOf };
};

const lineAt = (text: string, index: number): Line => text.slice(0, index).split("\n").length;

const before = (word: string): string => (word === "" ? " at the end" : ` before ${word.slice(0, 30)}`);

const scalar = (word: string, line: Line): unknown => {
  try {
    return JSON.parse(word) as unknown;
  } catch {
    throw new JsonFault(line, word === "" ? "a value is missing at the end" : `${word.slice(0, 30)} is not JSON`);
  }
};
