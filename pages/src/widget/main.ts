import { TributaryLoyalty } from "./element.ts";

// A second copy of the script, or another version of it: the first one stays.
if (customElements.get("tributary-loyalty") === undefined) {
  customElements.define("tributary-loyalty", TributaryLoyalty);
}
