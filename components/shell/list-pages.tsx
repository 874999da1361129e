import { filterHref, pageHref, type UrlQuery } from "@/components/shell/url-query";
import { ButtonLink } from "@/components/ui/button-link";

interface Props {
  path: string;
  query: UrlQuery;
  next: string | null;
}

/** From page to page of a list that comes the newest first. */
export const ListPages = ({ path, query, next }: Props) => (
  <nav aria-label="Pages" className="flex justify-end gap-2">
    {query.after && <ButtonLink href={filterHref(path, query)}>Newest</ButtonLink>}
    {next && <ButtonLink href={pageHref(path, { ...query, after: next })}>Older</ButtonLink>}
  </nav>
);
