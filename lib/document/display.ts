import { Problem } from "@/lib/kernel/errors";
import { isJsonObject, type Json, type JsonObject } from "@/lib/kernel/json";

/** `<display>`: the entries that the wallet sent along, renamed as the Issuer API writes them into a credential (8.2). */
export function displayOf(entries: Json | undefined): Json {
  if (!Array.isArray(entries) || entries.length === 0) {
    throw new Problem("invalid_request", "No display available for this credential");
  }
  return entries.filter(isJsonObject).map(renamed);
}

function renamed(entry: JsonObject): JsonObject {
  const pairs: readonly (readonly [string, Json | undefined])[] = [
    ["name", entry.name],
    ["description", entry.description],
    ["locale", entry.locale],
    ["logo", picture(entry.logo)],
    ["backgroundColor", entry.background_color],
    ["textColor", entry.text_color],
    ["backgroundImage", picture(entry.background_image)],
    ["secondaryImage", picture(entry.secondary_image)],
  ];
  return Object.fromEntries(pairs.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
}

function picture(value: Json | undefined): JsonObject | undefined {
  if (!isJsonObject(value)) return undefined;
  const { url, alt_text: altText } = value;
  return { ...(url !== undefined && { url }), ...(altText !== undefined && { altText }) };
}
