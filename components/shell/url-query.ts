/** What a list's address says, by name. `after` is where the page before ended. */
export type UrlQuery = Readonly<Record<string, string>>;

type SearchParams = Readonly<Record<string, string | string[] | undefined>>;

/** Reads the address; each part that `judge` says nobody could mean is left out rather than refused. */
export function urlQueryOf(
  search: SearchParams,
  names: readonly string[],
  judge: (part: UrlQuery) => boolean,
): UrlQuery {
  const given = names.flatMap((name) => {
    const value = search[name];
    return typeof value === "string" && value !== "" && judge({ [name]: value }) ? [[name, value]] : [];
  });
  return Object.fromEntries(given);
}

/** Days as their first and last moments, in UTC. */
export const dayBounds = ({ from, until, ...rest }: UrlQuery): Record<string, string> => ({
  ...rest,
  ...(from && { from: `${from}T00:00:00.000Z` }),
  ...(until && { until: `${until}T23:59:59.999Z` }),
});

/** As the lists' use cases take it. */
export function listFilterOf({ after, ...rest }: UrlQuery): Record<string, string> {
  return { ...dayBounds(rest), ...(after && { cursor: after }) };
}

export const isNarrowed = ({ after: _, ...filters }: UrlQuery): boolean => Object.keys(filters).length > 0;

/** The address of the list with these filters, from its beginning. */
export const filterHref = (path: string, { after: _, ...filters }: UrlQuery): string => pageHref(path, filters);

export function pageHref(path: string, query: UrlQuery): string {
  const search = new URLSearchParams(Object.entries(query).filter(([, value]) => value !== "")).toString();
  return search ? `${path}?${search}` : path;
}
