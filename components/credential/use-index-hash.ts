import { useQuery } from "@tanstack/react-query";

/** Of a value that nobody has: it stands where none was looked for yet. */
const SAMPLE = "tmrokKIZoxbM7q/aNkPvJxVTLAHVxo6NHlAVT78tlDI=";

/** `base64(SHA-256(contract id + value))`, by which the API finds credentials. Browsers hash on safe origins only. */
export function useIndexHash(contractId: string | undefined, value: string | undefined): string {
  const { data } = useQuery({
    queryKey: ["index-hash", contractId, value],
    queryFn: async () => {
      const hash = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(`${contractId}${value}`));
      return btoa(String.fromCharCode(...new Uint8Array(hash)));
    },
    enabled: contractId !== undefined && value !== undefined && globalThis.crypto?.subtle !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
  return data ?? SAMPLE;
}
