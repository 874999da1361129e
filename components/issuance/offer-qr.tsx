"use client";

import { ExternalLink, Smartphone, WalletMinimal } from "lucide-react";
import { QRCodeSVG } from "qrcode.react";
import { OfferCountdown } from "@/components/issuance/offer-countdown";
import { Alert } from "@/components/ui/alert";
import { buttonStyles } from "@/components/ui/button-styles";
import { CopyButton } from "@/components/ui/copy-button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";

/** True when only this machine can reach the offer. */
function isOnLoopback(offerUri: string): boolean {
  const reference = new URL(offerUri).searchParams.get("credential_offer_uri") ?? "";
  if (!URL.canParse(reference)) return false;
  const { hostname } = new URL(reference);
  return hostname === "localhost" || hostname === "[::1]" || hostname.startsWith("127.");
}

/** The demo wallet speaks OpenID4VCI 1.0 only. */
export function isForDemoWallet(offerUri: string): boolean {
  const reference = new URL(offerUri).searchParams.get("credential_offer_uri") ?? "";
  return !/\/draft\d+\//.test(reference);
}

interface OfferQrProps {
  offerUri: string;
  expiresAt: string;
}

/** The offer in every shape a wallet can take it up in. */
export function OfferQr({ offerUri, expiresAt }: OfferQrProps) {
  const local = isOnLoopback(offerUri);
  const demo = isForDemoWallet(offerUri);
  return (
    <div className="grid gap-5">
      {local && (
        <Alert tone="warning" title="A phone cannot reach this portal">
          It runs on localhost, which only this machine can open.{" "}
          {demo ? "Use the demo wallet, or set" : "For a phone, set"} PUBLIC_URL to an https address.
        </Alert>
      )}
      {local && demo && <DemoWalletLink offerUri={offerUri} />}
      <div className="grid justify-items-center gap-3">
        <div className="rounded-2xl border bg-white p-3">
          <QRCodeSVG
            value={offerUri}
            size={264}
            level="M"
            marginSize={2}
            bgColor="#FFFFFF"
            fgColor="#000000"
            title="QR code of the offer"
          />
        </div>
        <OfferCountdown expiresAt={expiresAt} />
      </div>
      {!local && demo && <DemoWalletLink offerUri={offerUri} />}
      {!demo && (
        <p className="text-center text-muted-foreground text-sm">
          The demo wallet cannot take this offer: it speaks OpenID4VCI 1.0 only.
        </p>
      )}
      <div className="grid gap-2 sm:grid-cols-2">
        <a href={offerUri} className={buttonStyles({ className: "h-10" })}>
          <Smartphone aria-hidden />
          Open in a wallet app
        </a>
        <CopyButton text={offerUri} label="Copy link" size="md" className="h-10" />
      </div>
      <Field label="Link of the offer">
        <Input readOnly value={offerUri} className="font-mono text-xs" onFocus={(event) => event.target.select()} />
      </Field>
    </div>
  );
}

/** In a tab of its own, so that the steps can be watched here. */
const DemoWalletLink = ({ offerUri }: { offerUri: string }) => (
  <a
    href={`/wallet?offer=${encodeURIComponent(offerUri)}`}
    target="_blank"
    rel="noopener"
    className={buttonStyles({ variant: "primary", size: "lg" })}
  >
    <WalletMinimal aria-hidden />
    Open in demo wallet
    <ExternalLink aria-hidden className="opacity-70" />
  </a>
);
