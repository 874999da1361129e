import type { Metadata } from "next";
import { Wallet } from "@/components/wallet/wallet";

export const metadata: Metadata = {
  title: "Demo wallet",
  description: "A wallet in this browser, to try credentials without a phone.",
};

export default function WalletPage() {
  return <Wallet />;
}
