/**
 * What is known of the scope: the last snapshot with every newer row folded in.
 * Values are absolute and rows carry a version, so a message that comes twice or late changes nothing.
 */

/** @typedef {import('./types.js').Row} Row */
/** @typedef {import('./types.js').Activity} Activity */
/** @typedef {import('./types.js').Snapshot} Snapshot */
/** @typedef {import('./types.js').Change} Change */
/** @typedef {import('./types.js').Overview} Overview */
/** @typedef {import('./types.js').Pace} Pace */

const KEPT_ACTIVITIES = 50;

export class Board {
  /** @param {(row: {unit: string, validFrom?: string}) => string} keyOf what a row's unit is called by */
  constructor(keyOf) {
    this.keyOf = keyOf;
    this.generation = -1;
    this.day = '';
    /** @type {Date | null} business time of the last message */
    this.asOf = null;
    /** @type {Row | null} null until the first snapshot */
    this.total = null;
    /** @type {Map<string, Row>} */
    this.rows = new Map();
    /** @type {Activity[]} newest first */
    this.activities = [];
    /** @type {Overview | null} what moves slowly; null until it comes */
    this.overview = null;
    /** @type {Map<string, Record<string, Pace>>} the overview's rows: how far each unit is, by the code of the target */
    this.goals = new Map();
  }

  /** Knows nothing any more. */
  clear() {
    this.total = null;
    this.asOf = null;
    this.rows = new Map();
    this.overview = null;
    this.goals = new Map();
  }

  /** Replaces everything. @param {Snapshot} snapshot */
  replace(snapshot) {
    this.generation = snapshot.generation;
    this.day = snapshot.day;
    this.asOf = new Date(snapshot.at);
    this.total = snapshot.total;
    this.rows = new Map(snapshot.rows.map((row) => [this.keyOf(row), row]));
    this.activities = snapshot.activities.slice(0, KEPT_ACTIVITIES);
    if (this.overview?.generation !== snapshot.generation || this.overview.day !== snapshot.day) {
      this.overview = null;
      this.goals = new Map();
    }
  }

  /** Takes what moves slowly, unless it is of an older generation or day. @param {Overview} overview */
  survey(overview) {
    if (overview.generation < this.generation || overview.day < this.day) return;
    this.overview = overview;
    this.goals = new Map(overview.rows.map((row) => [this.keyOf(row), row.goals]));
    this.heard(overview.at);
  }

  /**
   * Folds in what moved.
   * @param {Change} change
   * @returns {boolean} false when it belongs to another generation or day: only a snapshot can help then
   */
  fold(change) {
    if (change.generation < this.generation || change.day < this.day) return true;
    if (change.generation !== this.generation || change.day !== this.day) return false;
    this.heard(change.at);
    const { total } = change;
    if (total && (!this.total || total.v > this.total.v)) this.total = total;
    for (const row of change.rows ?? []) {
      const key = this.keyOf(row);
      const known = this.rows.get(key);
      if (!known || row.v > known.v) this.rows.set(key, row);
    }
    const seen = new Set(this.activities.map((activity) => activity.id));
    const fresh = (change.activities ?? []).filter((activity) => !seen.has(activity.id));
    if (fresh.length) this.activities = [...fresh, ...this.activities].slice(0, KEPT_ACTIVITIES);
    return true;
  }

  /** The server still speaks: the figures are good up to this moment. @param {string} at */
  heard(at) {
    const moment = new Date(at);
    if (!this.asOf || moment > this.asOf) this.asOf = moment;
  }

  /** A copy that later messages do not touch, for the reader who paused the page. */
  freeze() {
    return Object.assign(new Board(this.keyOf), this, { rows: new Map(this.rows) });
  }
}
