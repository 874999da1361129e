"use client";

import { parseAsString, useQueryStates } from "nuqs";
import { useEffect } from "react";

/** Where in the wallet we are. It stands in the address, so that reload and back work and an offer can be linked to. */
export function useWalletPlace() {
  const [{ offer, card }, setPlace] = useQueryStates(
    { offer: parseAsString, card: parseAsString },
    { history: "push" },
  );

  // An offer may come behind the `#`, which no server gets to see; from there it moves to where the page reads it.
  useEffect(() => {
    const take = () => {
      const linked = new URLSearchParams(window.location.hash.slice(1)).get("offer");
      if (linked === null) return;
      window.history.replaceState(window.history.state, "", window.location.pathname + window.location.search);
      setPlace({ offer: linked, card: null }, { history: "replace" });
    };
    take();
    window.addEventListener("hashchange", take);
    return () => window.removeEventListener("hashchange", take);
  }, [setPlace]);

  return {
    offer,
    card,
    goHome: () => setPlace({ offer: null, card: null }),
    openCard: (id: string, history: "push" | "replace") => setPlace({ offer: null, card: id }, { history }),
    openOffer: (text: string) => setPlace({ offer: text, card: null }),
  };
}
