import { darkPixels } from "@/e2e/support/png-pixels";

/**
 * Reads a QR code that a program has drawn: straight, without damage, its text in bytes (ISO/IEC 18004). Written from
 * the standard, so that it shares nothing with the library that draws ours.
 */
export function readQrCode(png: Buffer): string {
  const modules = modulesOf(darkPixels(png));
  return textOf(codewordsOf(modules), (modules.length - 17) / 4, levelAndMask(modules).level);
}

type Bits = readonly (readonly boolean[])[];

/** One value per module, the quiet zone gone: the finder pattern at the top left tells the module's width. */
function modulesOf(pixels: boolean[][]): boolean[][] {
  const top = pixels.findIndex((row) => row.includes(true));
  const first = pixels[top] ?? [];
  const left = first.indexOf(true);
  const width = first.indexOf(false, left) - left;
  const size = (first.lastIndexOf(true) + 1 - left) / (width / 7);
  const module = width / 7;
  const at = (line: number, start: number) => start + Math.floor((line + 0.5) * module);
  return Array.from({ length: size }, (_, row) =>
    Array.from({ length: size }, (_, column) => pixels[at(row, top)]?.[at(column, left)] ?? false),
  );
}

function levelAndMask(modules: Bits): { level: number; mask: number } {
  const columns = [0, 1, 2, 3, 4, 5, 7, 8];
  const read = columns.map((column) => modules[8]?.[column] ?? false);
  const bits = read.slice(0, 5).reduce((value, bit) => value * 2 + Number(bit), 0) ^ 0b10101;
  return { level: bits >> 3, mask: bits & 7 };
}

const masks: ((row: number, column: number) => number)[] = [
  (row, column) => (row + column) % 2,
  (row) => row % 2,
  (_, column) => column % 3,
  (row, column) => (row + column) % 3,
  (row, column) => (Math.floor(row / 2) + Math.floor(column / 3)) % 2,
  (row, column) => ((row * column) % 2) + ((row * column) % 3),
  (row, column) => (((row * column) % 2) + ((row * column) % 3)) % 2,
  (row, column) => (((row + column) % 2) + ((row * column) % 3)) % 2,
];

/** Where alignment patterns stand, by version, from 2 to 14: longer texts are not offered. */
const alignments = [
  [6, 18],
  [6, 22],
  [6, 26],
  [6, 30],
  [6, 34],
  [6, 22, 38],
  [6, 24, 42],
  [6, 26, 46],
  [6, 28, 50],
  [6, 30, 54],
  [6, 32, 58],
  [6, 34, 62],
  [6, 26, 46, 66],
];

function isPattern(size: number, row: number, column: number): boolean {
  const version = (size - 17) / 4;
  if (row === 6 || column === 6) return true;
  if ((row < 9 && column < 9) || (row < 9 && column >= size - 8) || (row >= size - 8 && column < 9)) return true;
  if (version >= 7 && ((row < 6 && column >= size - 11) || (column < 6 && row >= size - 11))) return true;
  const centres = alignments[version - 2] ?? [];
  const last = centres.at(-1);
  return centres.some((y) =>
    centres.some((x) => {
      const atFinder = (y === 6 && (x === 6 || x === last)) || (x === 6 && y === last);
      return !atFinder && Math.abs(row - y) <= 2 && Math.abs(column - x) <= 2;
    }),
  );
}

/** Two columns at a time from the right, up and down in turn. */
function codewordsOf(modules: Bits): number[] {
  const size = modules.length;
  const hidden = masks[levelAndMask(modules).mask];
  const bits: number[] = [];
  let upwards = true;
  for (let right = size - 1; right > 0; right -= 2, upwards = !upwards) {
    if (right === 6) right--;
    for (let step = 0; step < size; step++) {
      const row = upwards ? size - 1 - step : step;
      for (const column of [right, right - 1]) {
        if (isPattern(size, row, column)) continue;
        bits.push(Number(modules[row]?.[column] ?? false) ^ Number(hidden?.(row, column) === 0));
      }
    }
  }
  return Array.from({ length: bits.length >> 3 }, (_, at) =>
    bits.slice(at * 8, at * 8 + 8).reduce((value, bit) => value * 2 + bit, 0),
  );
}

/** Blocks of level M by version: how many of each number of data codewords (table 9). */
const blocksOfM: [count: number, data: number][][] = [
  [[1, 16]],
  [[1, 28]],
  [[1, 44]],
  [[2, 32]],
  [[2, 43]],
  [[4, 27]],
  [[4, 31]],
  [
    [2, 38],
    [2, 39],
  ],
  [
    [3, 36],
    [2, 37],
  ],
  [
    [4, 43],
    [1, 44],
  ],
  [
    [1, 50],
    [4, 51],
  ],
  [
    [6, 36],
    [2, 37],
  ],
  [
    [8, 37],
    [1, 38],
  ],
  [
    [4, 40],
    [5, 41],
  ],
];
const LEVEL_M = 0;

function textOf(codewords: readonly number[], version: number, level: number): string {
  const groups = blocksOfM[version - 1];
  if (level !== LEVEL_M || !groups) throw new Error(`a code of version ${version} and level ${level} is not read here`);
  const blocks = groups.flatMap(([count, length]) =>
    Array.from({ length: count }, () => ({ length, data: [] as number[] })),
  );
  const longest = Math.max(...blocks.map(({ length }) => length));
  let next = 0;
  for (let at = 0; at < longest; at++) {
    for (const { length, data } of blocks) if (at < length) data.push(codewords[next++] ?? 0);
  }
  const stream = blocks
    .flatMap(({ data }) => data)
    .map((byte) => byte.toString(2).padStart(8, "0"))
    .join("");
  return segments(stream, version);
}

const ALPHANUMERIC = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";

function segments(stream: string, version: number): string {
  let at = 0;
  const take = (count: number) => {
    at += count;
    return Number.parseInt(stream.slice(at - count, at), 2);
  };
  const wide = version > 9;
  let text = "";
  for (let mode = take(4); mode > 0 && at < stream.length; mode = take(4)) {
    if (mode === 4) {
      const count = take(wide ? 16 : 8);
      text += Buffer.from(Array.from({ length: count }, () => take(8))).toString("utf8");
    } else if (mode === 2) {
      let left = take(wide ? 11 : 9);
      for (; left > 1; left -= 2) {
        const pair = take(11);
        text += `${ALPHANUMERIC[Math.floor(pair / 45)]}${ALPHANUMERIC[pair % 45]}`;
      }
      if (left === 1) text += ALPHANUMERIC[take(6)];
    } else if (mode === 1) {
      let left = take(wide ? 12 : 10);
      for (; left > 0; left -= 3) {
        const digits = Math.min(left, 3);
        text += String(take([0, 4, 7, 10][digits] ?? 0)).padStart(digits, "0");
      }
    } else throw new Error(`mode ${mode} is not read here`);
    if (at + 4 > stream.length) break;
  }
  return text;
}
