import { z } from "zod";
import { commonSettings } from "./common.ts";

/** What becomes of mail, as those who send it tell. */
export const mail = z
  .strictObject({
    connector: z.literal("mail"),
    ...commonSettings,
    provider: z
      .enum(["sendgrid", "mailgun", "vero"])
      .describe("Whose words they are, and whose way to sign."),
    proof: z
      .enum(["signature", "basic"])
      .optional()
      .describe(
        "SendGrid: by its signature (the secret is its verification key) or by name and password (`name:password`). Mailgun always signs, Vero never does. Default: as the provider can best.",
      ),
  })
  .superRefine(({ provider, proof }, context) => {
    const never = { sendgrid: null, mailgun: "basic", vero: "signature" }[provider];
    if (proof !== undefined && proof === never) {
      const message = `${provider} cannot do that; leave it out`;
      context.addIssue({ code: "custom", path: ["proof"], message });
    }
  })
  .describe("What became of mail (delivered, opened, clicked, bounced), as interactions.");
