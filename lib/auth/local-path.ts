import type { Route } from "next";

/** Where somebody wanted to go, as a path on this origin; the overview when it leads elsewhere or nowhere. */
export function localPath(wanted: unknown, publicUrl: string): Route {
  if (typeof wanted !== "string" || !URL.canParse(wanted, publicUrl)) return "/" as Route;
  const { origin, pathname, search } = new URL(wanted, publicUrl);
  // A path that begins with two slashes names another host.
  if (origin !== publicUrl || /^[/\\]{2}/.test(pathname) || /^\/signin(\/|$)/.test(pathname)) return "/" as Route;
  return `${pathname}${search}` as Route;
}
