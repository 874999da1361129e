import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { DeliveryPage } from "@/components/delivery/delivery-page";
import { requireSessionCtx } from "@/lib/auth/session";
import { getDelivery } from "@/lib/delivery/get-delivery";
import { orNotFound } from "@/lib/http/found";
import { isUuid } from "@/lib/kernel/ids";

export const metadata: Metadata = { title: "Delivery" };

export default async function OneDeliveryPage({ params }: PageProps<"/deliveries/[deliveryId]">) {
  const ctx = await requireSessionCtx();
  const { deliveryId: id } = await params;
  if (!isUuid(id)) notFound();
  return <DeliveryPage delivery={await orNotFound(getDelivery(ctx, { id }))} />;
}
