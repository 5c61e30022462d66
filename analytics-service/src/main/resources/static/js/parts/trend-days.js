const DAY = 86_400_000;
const WEEK = 7;
/** The last days, today among them, for which reports may still come in. */
const INCOMPLETE = 3;
/** When Bình Dương's units were reorganised, if the register does not say. */
const REORGANISED = '2025-07-01';

/**
 * The days of the campaign and what each of them holds, for the chart and the table alike. Day 0 is the campaign's first.
 */
export class TrendDays {
  /**
   * @param {import('../types.js').Overview} overview
   * @param {import('../campaign.js').Campaign} campaign
   * @param {import('../types.js').HeadlineMeasure} measure
   * @param {string} scope
   * @param {import('../figures-clock.js').FiguresClock} clock by that of receipt, no day that is over rises any more
   */
  constructor(overview, campaign, measure, scope, clock) {
    this.mayRise = clock === 'done';
    const { data } = campaign;
    this.first = overview.days.first;
    /** How many there are, those to come included. */
    this.count = this.index(data.ends) + 1;
    /** Today, which may lie outside of the campaign. */
    this.today = this.index(overview.day);
    /** One a day until today. */
    this.amounts = overview.days.measures[measure].slice(0, this.count);
    /** What of each day was received later, less what was taken back later; 0 by the clock of receipt. */
    this.late = overview.days.late[measure].slice(0, this.count);
    /** @type {number} days that are over */
    this.full = Math.min(this.amounts.length, Math.max(0, this.today));
    this.sums = sums(this.amounts);
    this.total = this.sums.at(-1) ?? 0;
    this.means = this.amounts.map((_, i) => (i >= WEEK - 1 && i < this.full ? mean(this.amounts.slice(i - WEEK + 1, i + 1)) : null));

    const target = campaign.target(measure);
    const plan = target && data.plans[target.code];
    const value = target && campaign.share(target, scope);
    /** Of the scope; none if it has none. */
    this.target = plan ? value : undefined;
    /** One a day, none without a target. */
    this.plan = plan && value ? this.spread(plan, value) : [];
    this.planSums = sums(this.plan);

    /** What each day would have, had this unit done of its target what others did of theirs. @type {{sums: number[], means: (number | null)[]} | null} */
    this.beside = null;

    const ends = [...data.units, ...data.formerUnits].flatMap(({ validTo }) => validTo ?? []).sort();
    const inside = (/** @type {string} */ day) => this.index(day) > 0 && this.index(day) < this.count;
    /** The day on which units were reorganised, if it is one of these. @type {string | undefined} */
    this.reorganised = (ends.length ? ends : [REORGANISED]).find(inside);
  }

  /** @param {TrendDays | null} others of the same days */
  standBeside(others) {
    if (!others?.target || !this.target) return;
    const scale = this.target / others.target;
    this.beside = { sums: others.sums.map((sum) => sum * scale), means: others.means.map((value) => value && value * scale) };
  }

  /** @param {string} day */
  index(day) {
    return Math.round((Date.parse(day) - Date.parse(this.first)) / DAY);
  }

  /** @param {number} index */
  day(index) {
    return new Date(Date.parse(this.first) + index * DAY).toISOString().slice(0, 10);
  }

  /** Whether the campaign has come and is not over. */
  get running() {
    return this.today >= 0 && this.today < this.count;
  }

  /** Whether there is a difference between what was reported on the day and later. */
  get split() {
    return this.mayRise;
  }

  /** As much of each day's bar as the late part takes up: where more was taken back later than came, none. */
  get lateParts() {
    return this.amounts.map((amount, i) => Math.max(0, Math.min(amount, this.late[i])));
  }

  /** Whether the last days may still rise. */
  get rising() {
    return this.running && this.mayRise;
  }

  /** The first day that may still rise. */
  get incomplete() {
    return Math.max(0, this.today - INCOMPLETE + 1);
  }

  /** A day in the last full week, or in as much of it as there was. */
  get recent() {
    return mean(this.amounts.slice(Math.max(0, this.full - WEEK), this.full));
  }

  /** @param {import('../types.js').Plan} plan @param {number} value */
  spread(plan, value) {
    const offset = this.index(plan.from);
    return Array.from({ length: this.count }, (_, i) => (plan.shares[i - offset] ?? 0) * value);
  }
}

/** @param {number[]} values */
function mean(values) {
  return values.length ? values.reduce((a, b) => a + b) / values.length : 0;
}

/** @param {number[]} values */
function sums(values) {
  let sum = 0;
  return values.map((value) => (sum += value));
}
