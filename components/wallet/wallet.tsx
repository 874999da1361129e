"use client";

import { useState } from "react";
import { HeldCardView } from "@/components/wallet/held-card-view";
import { HomeView } from "@/components/wallet/home-view";
import { OfferView } from "@/components/wallet/offer-view";
import { useWalletPlace } from "@/components/wallet/use-wallet-place";
import { WalletFrame } from "@/components/wallet/wallet-frame";

/** A wallet for those without a phone: a client of OpenID4VCI 1.0 like any other, whose keys never leave the browser. */
export function Wallet() {
  const { offer, card, goHome, openCard, openOffer } = useWalletPlace();
  const [added, setAdded] = useState<string>();
  return (
    <WalletFrame>
      {offer !== null && (
        <OfferView
          key={offer}
          text={offer}
          onClose={goHome}
          onAccepted={(id) => {
            setAdded(id);
            openCard(id, "replace");
          }}
        />
      )}
      {offer === null && card !== null && <HeldCardView key={card} id={card} added={added === card} onBack={goHome} />}
      {offer === null && card === null && (
        <HomeView onOpenCard={(id) => openCard(id, "push")} onOpenOffer={openOffer} />
      )}
    </WalletFrame>
  );
}
