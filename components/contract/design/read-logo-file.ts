const BYTES_MAX = 47 * 1024;

const starts: readonly [type: string, bytes: readonly number[]][] = [
  ["image/png", [0x89, 0x50, 0x4e, 0x47]],
  ["image/jpeg", [0xff, 0xd8, 0xff]],
];

type LogoFile = { uri: string } | { refusal: string };

/** A picture file as a data URI. Its type is read from its bytes, whatever its name says. */
export async function readLogoFile(file: Blob): Promise<LogoFile> {
  if (file.size > BYTES_MAX) return { refusal: "This picture is larger than 47 KiB: make it smaller." };
  const bytes = new Uint8Array(await file.arrayBuffer());
  const type = starts.find(([, start]) => start.every((byte, index) => bytes[index] === byte))?.[0];
  if (!type) return { refusal: "This file is neither PNG nor JPEG. SVG is not taken." };
  let binary = "";
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return { uri: `data:${type};base64,${btoa(binary)}` };
}
