/**
 * Lets activities onto the screen one at a time. A burst waits its turn; a flood is sampled,
 * and the queue can say how many stand behind each one shown.
 */

/** @typedef {import('../types.js').Activity} Activity */

const WAITING_ROOM = 5;
const SMOOTHING = 0.15;

export class FeedQueue {
  constructor() {
    /** @type {Set<string>} */
    this.seen = new Set();
    /** @type {Activity[]} oldest first */
    this.waiting = [];
    this.arrived = 0;
    this.perTurn = 1;
  }

  /** Everything given here counts as shown. @param {Activity[]} activities */
  reset(activities) {
    this.seen = new Set(activities.map(({ id }) => id));
    this.waiting = [];
    this.arrived = 0;
  }

  /** @param {Activity[]} activities newest first, as the board keeps them */
  offer(activities) {
    const fresh = activities.filter(({ id }) => !this.seen.has(id)).reverse();
    this.waiting.push(...fresh);
    this.waiting.splice(0, this.waiting.length - WAITING_ROOM);
    this.arrived += fresh.length;
    this.seen = new Set(activities.map(({ id }) => id));
  }

  /** @returns {Activity | undefined} whose turn it is */
  next() {
    this.perTurn += SMOOTHING * (Math.max(1, this.arrived) - this.perTurn);
    this.arrived = 0;
    return this.waiting.shift();
  }
}
