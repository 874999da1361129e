/** The tag of `If-Match`; any state will do when there is none or `*`. */
export function ifMatch(request: Request): { ifMatch?: string } {
  const header = request.headers.get("if-match")?.trim();
  return header && header !== "*" ? { ifMatch: header.replace(/^(?:W\/)?"(.*)"$/, "$1") } : {};
}
