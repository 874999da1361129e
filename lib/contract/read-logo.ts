import * as z from "zod";
import { LogoUri } from "@/lib/contract/display-schema";
import { invalidField } from "@/lib/kernel/errors";
import { defineUseCase } from "@/lib/use-case";

const LOGO_BYTES_MAX = 1024 * 1024;

interface LogoPicture {
  readonly contentType: "image/png" | "image/jpeg";
  readonly bytes: Uint8Array;
}

/** Reads the picture behind a logo's address, so that no page of the portal asks a foreign server itself. */
export const readLogo = defineUseCase(
  { name: "readLogo", input: z.strictObject({ uri: LogoUri }) },
  async (ctx, { uri }): Promise<LogoPicture> => {
    const answer = await ctx.egress.request(uri, { method: "GET", maxBytes: LOGO_BYTES_MAX, tenantId: ctx.tenantId });
    const contentType = answer.ok && answer.status === 200 ? pictureType(answer.body) : null;
    if (!answer.ok || !contentType) throw invalidField("uri", "No PNG or JPEG could be read at this address.");
    return { contentType, bytes: answer.body };
  },
);

/** By the first bytes: what the server says of its type does not count, and SVG is refused (security L4). */
function pictureType(bytes: Uint8Array): LogoPicture["contentType"] | null {
  const start = Buffer.from(bytes.subarray(0, 8)).toString("hex");
  if (start === "89504e470d0a1a0a") return "image/png";
  return start.startsWith("ffd8ff") ? "image/jpeg" : null;
}
