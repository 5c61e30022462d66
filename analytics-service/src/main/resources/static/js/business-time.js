/** The campaign's clock, kept by the server: its start and its rate need not be those of the wall. */
export class BusinessTime {
  /** @param {{now: string, rate: number, demo: boolean}} clock */
  constructor({ now, rate, demo }) {
    this.rate = rate > 0 ? rate : 1;
    this.demo = demo;
    this.origin = Date.parse(now);
    this.readAt = performance.now();
  }

  /** @returns {Date} */
  now() {
    return new Date(this.origin + (performance.now() - this.readAt) * this.rate);
  }

  /** Follows the server when the two have come apart by more than a second; smaller jitter is not shown. */
  correct(/** @type {string} */ at) {
    const server = Date.parse(at);
    if (Math.abs(server - this.now().getTime()) < 1000 * Math.max(1, this.rate)) return;
    this.origin = server;
    this.readAt = performance.now();
  }
}
