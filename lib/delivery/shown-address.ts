const LONGEST_SEGMENT = 36;

/** An address for people: receivers put tokens into paths and queries, so long or unreadable parts are cut short (I7). */
export function shownAddress(address: string): string {
  if (!URL.canParse(address)) return "…";
  const { origin, pathname, searchParams } = new URL(address);
  const path = pathname.split("/").map(shownSegment).join("/");
  const query = [...searchParams.keys()].map((name) => `${name}=…`).join("&");
  return query ? `${origin}${path}?${query}` : `${origin}${path}`;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Words and session ids stay; what looks like a token keeps its first letters. */
function shownSegment(segment: string): string {
  if (UUID.test(segment)) return segment;
  const isWord = /^[A-Za-z._~-]*$/.test(segment) || segment.length < 8;
  return isWord && segment.length <= LONGEST_SEGMENT ? segment : `${segment.slice(0, 3)}…`;
}
