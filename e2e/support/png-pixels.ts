import { inflateSync } from "node:zlib";

/** Dark pixels of a PNG, by rows: one of 8 bits per channel, not interlaced (PNG, third edition). */
export function darkPixels(png: Buffer): boolean[][] {
  const chunks = new Map<string, Buffer>();
  for (let at = 8; at < png.length; ) {
    const length = png.readUInt32BE(at);
    const kind = png.toString("latin1", at + 4, at + 8);
    chunks.set(kind, Buffer.concat([chunks.get(kind) ?? Buffer.alloc(0), png.subarray(at + 8, at + 8 + length)]));
    at += length + 12;
  }
  const header = chunks.get("IHDR") ?? Buffer.alloc(13);
  const [width, height, depth, colour] = [header.readUInt32BE(0), header.readUInt32BE(4), header[8], header[9]];
  const channels = { 0: 1, 2: 3, 4: 2, 6: 4 }[colour ?? -1];
  if (depth !== 8 || !channels) throw new Error(`a PNG of depth ${depth} and colour type ${colour} is not read here`);
  const data = inflateSync(chunks.get("IDAT") ?? Buffer.alloc(0));
  const stride = width * channels;
  let above: Buffer = Buffer.alloc(stride);
  return Array.from({ length: height }, (_, row) => {
    const start = row * (stride + 1);
    above = unfilter(data[start] ?? 0, Buffer.from(data.subarray(start + 1, start + 1 + stride)), above, channels);
    return Array.from({ length: width }, (_, column) => (above[column * channels] ?? 255) < 128);
  });
}

/** PNG, section 9.2. */
function unfilter(filter: number, line: Buffer, above: Buffer, step: number): Buffer {
  for (let at = 0; at < line.length; at++) {
    const left = line[at - step] ?? 0;
    const up = above[at] ?? 0;
    const corner = at < step ? 0 : (above[at - step] ?? 0);
    const predicted = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter] ?? 0;
    line[at] = (line[at] ?? 0) + predicted;
  }
  return line;
}

function paeth(left: number, up: number, corner: number): number {
  const estimate = left + up - corner;
  const [byLeft, byUp, byCorner] = [left, up, corner].map((value) => Math.abs(estimate - value)) as [
    number,
    number,
    number,
  ];
  if (byLeft <= byUp && byLeft <= byCorner) return left;
  return byUp <= byCorner ? up : corner;
}
