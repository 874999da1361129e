import { Skeleton } from "@/components/ui/skeleton";

/** A page that is on its way: header and one block of content. */
export const PageSkeleton = () => (
  <div className="grid gap-8">
    <p role="status" className="sr-only">
      Loading…
    </p>
    <div className="grid gap-3">
      <Skeleton className="h-8 w-56" />
      <Skeleton className="h-5 w-96 max-w-full" />
    </div>
    <Skeleton className="h-72" />
  </div>
);
