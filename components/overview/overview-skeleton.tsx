import { Skeleton } from "@/components/ui/skeleton";

/** The overview's shape while its data is on the way. */
export const OverviewSkeleton = () => (
  <div className="grid gap-8">
    <p role="status" className="sr-only">
      Loading the overview…
    </p>
    <Skeleton className="h-8 w-44" />
    <Skeleton className="h-28" />
    <div className="grid gap-8 lg:grid-cols-2">
      <Skeleton className="h-64" />
      <Skeleton className="h-64" />
    </div>
  </div>
);
