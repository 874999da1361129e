import { unknownIssuerPath } from "@/lib/apis/issuer/dialect";

export const hot = true;

export {
  unknownIssuerPath as DELETE,
  unknownIssuerPath as GET,
  unknownIssuerPath as PATCH,
  unknownIssuerPath as POST,
  unknownIssuerPath as PUT,
};
