/** Pages for people who have not signed in. */
const publicPages = ["/signin", "/setup", "/invite", "/o", "/wallet"];

export const isPublicPage = (path: string): boolean =>
  publicPages.some((page) => path === page || path.startsWith(`${page}/`));

/** A session cookie by any of its names; whether it is worth anything is the data layer's to say (security A2). */
export const isSessionCookie = (name: string): boolean => /(^|[.-])session(-token)?(\.\d+)?$/.test(name);
