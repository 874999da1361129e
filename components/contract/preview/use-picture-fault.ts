import { useState } from "react";

/** Whether the picture at `source` cannot be drawn; `watch` belongs on an `img` that loads it. */
export function usePictureFault(source: string | null) {
  const [broken, setBroken] = useState<string | null>(null);
  return {
    faulty: source !== null && source === broken,
    watch: {
      // What failed before the page came alive told nobody.
      ref: (picture: HTMLImageElement | null) => {
        if (picture?.complete && picture.naturalWidth === 0 && picture.naturalHeight === 0) setBroken(source);
      },
      onError: () => setBroken(source),
    },
  };
}
