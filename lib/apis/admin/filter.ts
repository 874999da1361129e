import { Problem } from "@/lib/kernel/errors";

/** The text of `filter=`, decoded once. A plus between words stands for a blank, as clients send it (section 9.3). */
export function filterIn(url: string): string {
  const query = url.split("?", 2)[1]?.split("#", 1)[0] ?? "";
  const raw = query.split("&").find((part) => /^filter=/i.test(part)) ?? "";
  try {
    return decodeURIComponent(raw.slice("filter=".length).replaceAll("+", " ")).trim();
  } catch {
    throw filterNotSupported("The filter is not percent-encoded properly.");
  }
}

export const filterNotSupported = (message: string): Problem =>
  new Problem("filter_not_supported", message, { fields: { filter: message } });
