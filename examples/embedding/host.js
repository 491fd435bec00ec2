/**
 * The page of a customer in a frame: what a program around it has to do, and nothing else. No
 * build, no dependency; copied as it is into the apps beside it.
 *
 * @typedef {object} Tributary
 * @property {(id: string) => void} show whom to show, by our id
 * @property {(text: string) => void} find whom to show, by e-mail, telephone, card, order, receipt
 *   or coupon
 * @property {() => void} end lets go of the frame
 */

/**
 * Fills a frame, gives it tokens when it asks, and tells it whom to show: what it is told before it
 * is ready is kept until then.
 *
 * @param {HTMLIFrameElement} frame an empty one that is in the page
 * @param {object} options
 * @param {string} options.server where Tributary is, such as https://loyalty.example.com
 * @param {() => Promise<string>} options.fetchToken a token of the person who sits there, each time
 *   one that is new; from a server of yours, never kept in the page
 * @param {(error: unknown) => void} [options.failed] told when there was none
 * @returns {Tributary}
 */
export function embedTributary(frame, { server, fetchToken, failed = () => {} }) {
  const { origin } = new URL(server);
  /** @type {Promise<string> | null} */
  let fetching = null;
  /** @type {object | null} */
  let wanted = null;
  let isReady = false;

  /** @param {object} message */
  const say = (message) => frame.contentWindow?.postMessage(message, origin);
  const giveToken = async () => {
    fetching ??= fetchToken();
    try {
      say({ type: "tributary:token", token: await fetching });
    } catch (error) {
      failed(error);
    } finally {
      fetching = null;
    }
  };
  /** @param {MessageEvent} event */
  const listen = ({ source, origin: from, data }) => {
    if (source !== frame.contentWindow || from !== origin) {
      return;
    }
    if (data?.type === "tributary:token-needed") {
      void giveToken();
    }
    if (data?.type === "tributary:ready") {
      isReady = true;
      if (wanted !== null) {
        say(wanted);
      }
    }
  };
  /** @param {object} message */
  const want = (message) => {
    wanted = message;
    if (isReady) {
      say(message);
    }
  };

  addEventListener("message", listen);
  // Numbers are copied out of it.
  frame.allow = "clipboard-write";
  frame.src = `${origin}/console/embed`;
  return {
    show: (id) => want({ type: "tributary:customer", id }),
    find: (text) => want({ type: "tributary:find", text }),
    end: () => {
      removeEventListener("message", listen);
      frame.removeAttribute("src");
    },
  };
}
