"use server";

import { replayDeliveries } from "@/lib/delivery/replay-deliveries";
import { action } from "@/lib/http/action";

export const replayDeliveriesAction = action(replayDeliveries);
