/** Pages for people who have not signed in. */
const publicPages = ["/signin", "/setup", "/invite", "/o", "/wallet"];

export const isPublicPage = (path: string): boolean =>
  publicPages.some((page) => path === page || path.startsWith(`${page}/`));
