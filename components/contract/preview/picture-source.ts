/** A picture claim as an address an `img` takes; Verified ID pictures are base64url JPEGs. */
export function pictureSource(value: string): string {
  if (value.startsWith("data:image/")) return value;
  const base64 = value.replaceAll("-", "+").replaceAll("_", "/");
  return `data:image/${base64.startsWith("iVBOR") ? "png" : "jpeg"};base64,${base64}`;
}
