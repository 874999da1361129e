"use client";

import dynamic from "next/dynamic";
import { AccountButton } from "@/components/shell/account-button";

const load = () => import("@/components/shell/account-menu").then((module) => module.AccountMenu);

// The menu's script comes after the page's own; until then the button is there, at its place and size.
const Wide = dynamic(load, { ssr: false, loading: () => <AccountButton /> });
const Narrow = dynamic(load, { ssr: false, loading: () => <AccountButton narrow /> });

export const UserMenu = ({ narrow = false }: { narrow?: boolean }) => (narrow ? <Narrow narrow /> : <Wide />);
