import { base64url, fromBase64url, isBase64url } from "@/lib/kernel/bytes";
import { invalidField } from "@/lib/kernel/errors";
import { isUuid } from "@/lib/kernel/ids";

/** The last row of a page: lists go on after its time, and among rows of the same moment after its id. */
interface Cursor {
  readonly at: Date;
  readonly id: string;
}

/** Four digits for the year: dates beyond are none that a database keeps. */
const TIME = /^(?!0000)\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;

export const writeCursor = ({ at, id }: Cursor): string => base64url(`${at.toISOString()} ${id}`);

/** Refuses what {@link writeCursor} did not make; `field` is how callers send it. */
export function readCursor(text: string, field = "cursor"): Cursor {
  const [time = "", id = ""] = isBase64url(text) ? Buffer.from(fromBase64url(text)).toString("utf8").split(" ") : [];
  const at = new Date(time);
  if (!TIME.test(time) || Number.isNaN(at.getTime()) || !isUuid(id)) {
    throw invalidField(field, "This is no cursor of ours: send that of the page before as it was.");
  }
  return { at, id };
}
