import { PATIENCE_MS } from "@/lib/testing/patience-ms";

if (typeof document !== "undefined") {
  const { configure } = await import("@testing-library/dom");
  configure({ asyncUtilTimeout: PATIENCE_MS });
}
