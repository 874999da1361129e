// @ts-check

/**
 * A route of the build: its template as Next names it (`/a/[id]`), what serves it, and whether it is a page.
 * @template Target
 * @typedef {{ template: string, target: Target, page?: boolean }} Route
 */

/** @typedef {Record<string, string | string[]>} Params */

/** Published clients of these APIs vary the case of the paths: their literal segments match in any. */
const ANY_CASE = ["/v1.0/verifiablecredentials", "/v1.0/tenants/", "/beta/verifiablecredentials"];

const OPTIONAL_CATCH_ALL = /^\[\[\.\.\.(\w+)\]\]$/;
const CATCH_ALL = /^\[\.\.\.(\w+)\]$/;
const PARAMETER = /^\[(\w+)\]$/;

/** @param {string} path */
const matchesAnyCase = (path) =>
  ANY_CASE.some((prefix) => path.length >= prefix.length && path.slice(0, prefix.length).toLowerCase() === prefix);

/**
 * Finds the route of a path as Next would: literal segments win over parameters, those over catch-alls; one slash at the
 * end does no harm. Paths that are no well-formed text match nothing.
 * @template Target
 * @param {Route<Target>[]} routes
 */
export function routeTable(routes) {
  const compiled = routes.map(compile).sort((left, right) => (left.rank < right.rank ? -1 : 1));
  const literals = new Map(compiled.filter(({ names }) => names.length === 0).map((route) => [route.key, route]));
  /** @type {Map<string, typeof compiled>} */
  const byFirstSegment = new Map();
  /** @type {typeof compiled} */
  const anywhere = [];
  for (const route of compiled.filter(({ names }) => names.length > 0)) {
    const first = firstSegment(route.template);
    if (first.startsWith("[")) anywhere.push(route);
    else byFirstSegment.set(first, [...(byFirstSegment.get(first) ?? []), route]);
  }

  /** @param {string} path without its query */
  return function find(path) {
    const trimmed = path.length > 1 && path.endsWith("/") ? path.slice(0, -1) : path;
    const literal = literals.get(matchesAnyCase(trimmed) ? trimmed.toLowerCase() : trimmed);
    if (literal) {
      const { template, target, page } = literal;
      return { template, target, page, params: /** @type {Params} */ ({}) };
    }
    return firstMatch(byFirstSegment.get(firstSegment(trimmed)) ?? [], trimmed) ?? firstMatch(anywhere, trimmed);
  };
}

/** In lower case, since some routes match in any; the pattern of each decides. @param {string} path */
function firstSegment(path) {
  const end = path.indexOf("/", 1);
  return path.slice(1, end === -1 ? undefined : end).toLowerCase();
}

/**
 * @template Target
 * @param {ReturnType<typeof compile<Target>>[]} routes
 * @param {string} path
 */
function firstMatch(routes, path) {
  for (const route of routes) {
    const match = route.pattern.exec(path);
    const params = match && decode(route.names, match);
    if (params) return { template: route.template, target: route.target, page: route.page, params };
  }
  return undefined;
}

/**
 * The path of a template with these parameters filled in.
 * @param {string} template
 * @param {Params} params
 */
export function pathOf(template, params) {
  return template.replace(/\[+(?:\.\.\.)?(\w+)\]+/g, (_, name) =>
    [params[name] ?? []].flat().map(encodeURIComponent).join("/"),
  );
}

/** @template Target @param {Route<Target>} route */
function compile({ template, target, page }) {
  const anyCase = matchesAnyCase(template);
  /** @type {{ name: string, many: boolean }[]} */
  const names = [];
  let source = "";
  let rank = "";
  for (const segment of template.split("/").slice(1)) {
    const optional = OPTIONAL_CATCH_ALL.exec(segment)?.[1];
    const many = CATCH_ALL.exec(segment)?.[1];
    const one = PARAMETER.exec(segment)?.[1];
    // A template sorts by its segments, so that "~" stands behind every literal.
    rank += optional || many ? "/~~" : one ? "/~" : `/${segment}`;
    if (optional) source += "(?:/(.+))?";
    else source += many ? "/(.+)" : one ? "/([^/]+)" : `/${segment.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}`;
    const name = optional ?? many ?? one;
    if (name) names.push({ name, many: !one });
  }
  const key = anyCase ? template.toLowerCase() : template;
  return { template, target, page, key, names, rank, pattern: new RegExp(`^${source}$`, anyCase ? "i" : "") };
}

/**
 * What cannot be decoded names nothing, so no route is guessed at; but one that catches all is there to say so, and gets
 * it as it was sent.
 * @param {{ name: string, many: boolean }[]} names @param {RegExpExecArray} match @returns {Params | undefined}
 */
function decode(names, match) {
  /** @type {Params} */
  const params = {};
  for (const [index, { name, many }] of names.entries()) {
    const raw = match[index + 1];
    if (raw === undefined) continue;
    const text = many ? raw.split("/").map((part) => decoded(part) ?? part) : decoded(raw);
    if (text === undefined) return undefined;
    params[name] = text;
  }
  return params;
}

/** @param {string} raw @returns {string | undefined} */
function decoded(raw) {
  try {
    const text = decodeURIComponent(raw);
    return text.includes("\0") ? undefined : text;
  } catch {
    return undefined;
  }
}
