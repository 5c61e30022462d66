/**
 * How long reports take from being accepted to being seen: what the server took until it wrote the message, by its own clock, and
 * what this browser took from then until it had painted. The way of the message itself is not in it.
 */

const KEPT_FOR = 15 * 60_000;
const TELL_EVERY = 30_000;
const MOST_TOLD = 1_000;
const MOST = 5_000;

export class Delays {
  constructor() {
    /** @type {{at: number, seconds: number}[]} oldest first */
    this.seen = [];
    /** @type {{received: number, seconds: number}[]} told, and not yet painted */
    this.awaited = [];
    /** @type {number[]} seconds that the server has not been told */
    this.untold = [];
  }

  /**
   * A message has come.
   * @param {import('./types.js').Change} change
   * @param {import('./types.js').Activity[]} fresh those of its activities that were not known before
   * @param {number} rate business seconds a real second
   */
  received(change, fresh, rate) {
    const written = Date.parse(change.at);
    const received = performance.now();
    for (const { recordedTime } of fresh) {
      if (recordedTime) this.awaited.push({ received, seconds: (written - Date.parse(recordedTime)) / 1000 / rate });
    }
  }

  /** What has come until now will be on the screen with the next frame. */
  painting() {
    const painted = this.awaited.splice(0);
    if (!painted.length || document.hidden) return;
    requestAnimationFrame(() => setTimeout(() => {
      const at = performance.now();
      for (const { received, seconds } of painted) {
        const all = Math.max(0, seconds) + (at - received) / 1000;
        this.seen.push({ at, seconds: all });
        this.untold.push(all);
      }
      if (this.seen.length > MOST) this.seen.splice(0, this.seen.length - MOST);
    }));
  }

  /** Of the last quarter of an hour, in seconds; none if nothing came in it. */
  percentiles() {
    const since = performance.now() - KEPT_FOR;
    while (this.seen.length && this.seen[0].at < since) this.seen.shift();
    if (!this.seen.length) return undefined;
    const sorted = this.seen.map(({ seconds }) => seconds).sort((a, b) => a - b);
    const at = (/** @type {number} */ share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
    return { p50: at(0.5), p95: at(0.95), p99: at(0.99) };
  }

  /** Tells the server now and then, which makes a metric of them; what cannot be told is let go. @param {() => Promise<import('./me.js').Me | null | undefined>} whoIsThere */
  tell(whoIsThere) {
    setInterval(async () => {
      const seconds = this.untold.splice(0).slice(-MOST_TOLD);
      const csrf = seconds.length ? (await whoIsThere())?.csrf : undefined;
      if (!csrf) return;
      fetch('api/v1/screens/delays', {
        method: 'POST',
        headers: { 'content-type': 'application/json', [csrf.header]: csrf.token },
        body: JSON.stringify({ seconds }),
      }).catch(() => {});
    }, TELL_EVERY);
  }
}
