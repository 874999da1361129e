import { expect, test } from "vitest";
import { draft13 } from "@/lib/issuance/wire/draft13";

const released = { credentials: ["sample"], notificationId: "n-1" };
const issuedAs = (format: string): object => draft13.issued(released, format, () => "fresh").body;

test("an mdoc comes with its encoding, as clients of the Issuer API read it, and other formats without", () => {
  expect(issuedAs("mso_mdoc")).toMatchObject({ format: "mso_mdoc", credential_encoding: "issuer-signed" });
  expect(issuedAs("jwt_vc_json")).not.toHaveProperty("credential_encoding");
});
