/** The campaign's clock, kept by the server: its start and its rate need not be those of the wall. */
export class BusinessTime {
  /** @param {{now: string, rate: number, demo: boolean}} clock */
  constructor({ now, rate, demo }) {
    this.rate = rate > 0 ? rate : 1;
    this.demo = demo;
    this.origin = Date.parse(now);
    this.readAt = performance.now();
    this.offset = now.slice(-6);
    /** @type {Date | null} */
    this.stopped = null;
  }

  /** Stands still at a moment, or runs again. @param {string} local time of the campaign; empty for now */
  stopAt(local) {
    this.stopped = local ? new Date(this.written(local)) : null;
  }

  /** "2025-06-10T20:00" with the campaign's offset. @param {string} local */
  written(local) {
    return `${local}:00${this.offset}`;
  }

  /** @returns {Date} */
  now() {
    if (this.stopped) return this.stopped;
    return new Date(this.origin + (performance.now() - this.readAt) * this.rate);
  }

  /** Follows the server when the two have come apart by more than a second; smaller jitter is not shown. */
  correct(/** @type {string} */ at) {
    if (this.stopped) return;
    const server = Date.parse(at);
    if (Math.abs(server - this.now().getTime()) < 1000 * Math.max(1, this.rate)) return;
    this.origin = server;
    this.readAt = performance.now();
  }
}
