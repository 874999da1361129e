import type { Finding } from "@/lib/certificate/onboard-schema";
import { invalidField } from "@/lib/kernel/errors";

interface Period {
  readonly notBefore: Date;
  readonly notAfter: Date;
}

const FIELD = "certificateData";

/** A certificate ends after it begins, after now, and not later than its kind may. */
export function requirePeriod(
  { notBefore, notAfter }: Period,
  now: Date,
  longest: (start: Date) => Date,
  most: string,
) {
  if (notAfter <= notBefore) throw invalidField(`${FIELD}.notAfter`, "Give an end after the beginning.");
  if (notAfter <= now) throw invalidField(`${FIELD}.notAfter`, "Give an end that is still to come.");
  if (notAfter > longest(notBefore)) throw invalidField(`${FIELD}.notAfter`, `It may be valid for ${most} at most.`);
}

interface Root extends Period {
  readonly country: string | undefined;
  readonly stateOrProvinceName: string | undefined;
}

/** A document signer is of its root's country and state, and valid within its root's time (ISO/IEC 18013-5, B.1.4). */
export function requireWithinRoot(
  data: Period & { readonly country: string; readonly stateOrProvinceName?: string | undefined },
  root: Root,
): void {
  if (data.country !== root.country) {
    throw invalidField(`${FIELD}.country`, `The root is of ${root.country ?? "no country"}: give the same.`);
  }
  if (data.stateOrProvinceName !== root.stateOrProvinceName) {
    const told = root.stateOrProvinceName;
    throw invalidField(`${FIELD}.stateOrProvinceName`, told ? `Give the root's: ${told}.` : "The root has none.");
  }
  if (data.notBefore < root.notBefore) throw invalidField(`${FIELD}.notBefore`, "The root is not valid yet by then.");
  if (data.notAfter > root.notAfter) throw invalidField(`${FIELD}.notAfter`, "The root is not valid that long.");
}

/** What is allowed but worth knowing. */
export function findings(
  {
    notBefore,
    crlDistributionPointUri,
  }: { readonly notBefore: Date; readonly crlDistributionPointUri?: string | undefined },
  now: Date,
): Finding[] {
  return [
    ...(crlDistributionPointUri === undefined
      ? [warning("crl-distribution-point", "Nobody can learn that the certificate was withdrawn.")]
      : []),
    ...(notBefore > now ? [warning("validity-period", "The certificate is not valid yet.")] : []),
  ];
}

const warning = (validatorId: string, message: string): Finding => ({ validatorId, severity: "WARNING", message });
