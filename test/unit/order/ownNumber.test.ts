import { expect, test } from "vitest";
import { ownNumberOf } from "../../../src/domain/order/ownNumber.ts";

const of = (source: string, kind: string, value: string) => ({ source, kind, value });

test("an order is called what its customer calls it, whatever number sorts first", () => {
  const erp = of("erp", "erp", "SO100001");
  expect(ownNumberOf([erp, of("shop", "order", "W100001")], "shop")).toBe("W100001");
  const both = [of("erp", "order", "SO1"), of("shop", "order", "W1"), of("till", "receipt", "77")];
  expect(ownNumberOf(both, "shop")).toBe("W1");
  expect(ownNumberOf([of("till", "receipt", "77"), erp], "till")).toBe("77");
  expect(ownNumberOf([erp], "shop")).toBe("SO100001");
  expect(ownNumberOf([], "shop")).toBeNull();
});
