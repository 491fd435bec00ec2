import fetchServer from "@salesforce/apex/TributaryTokens.fetchServer";
import fetchToken from "@salesforce/apex/TributaryTokens.fetchToken";
import EMAIL from "@salesforce/schema/Contact.Email";
import PHONE from "@salesforce/schema/Contact.Phone";
import { embedTributary } from "c/tributaryHost";
import { getFieldValue, getRecord } from "lightning/uiRecordApi";
import { api, LightningElement, wire } from "lwc";

/** The contact's loyalty in a frame; the token comes from Apex, as the one who is signed in. */
export default class Tributary extends LightningElement {
  @api recordId;
  failure = null;
  wanted = null;
  tributary = null;

  @wire(getRecord, { recordId: "$recordId", fields: [EMAIL, PHONE] })
  showContact({ data }) {
    if (data) {
      this.wanted = getFieldValue(data, EMAIL) || getFieldValue(data, PHONE);
      this.show();
    }
  }

  async renderedCallback() {
    if (this.isBegun) {
      return;
    }
    this.isBegun = true;
    try {
      const server = await fetchServer();
      this.tributary = embedTributary(this.refs.frame, {
        server,
        fetchToken: () => fetchToken(),
        failed: (error) => this.fail(error),
      });
      this.show();
    } catch (error) {
      this.fail(error);
    }
  }

  disconnectedCallback() {
    this.tributary?.end();
  }

  show() {
    if (this.wanted) {
      this.tributary?.find(this.wanted);
    }
  }

  fail(error) {
    // Apex tells its errors in a body.
    this.failure = error?.body?.message ?? error?.message ?? "No token.";
  }
}
