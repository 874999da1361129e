import { inlinePicture } from "@/components/contract/preview/card-units";

/** Where the portal's own pages load a picture from: pictures at an address come by way of this server. */
export function portalPicture(uri: string): string | null {
  if (uri.startsWith("https://") && URL.canParse(uri)) return `/api/portal/logos?uri=${encodeURIComponent(uri)}`;
  return inlinePicture(uri);
}
