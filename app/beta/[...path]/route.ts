import { unknownPath } from "@/lib/apis/admin/dialect";

export const hot = true;

export { unknownPath as DELETE, unknownPath as GET, unknownPath as PATCH, unknownPath as POST, unknownPath as PUT };
