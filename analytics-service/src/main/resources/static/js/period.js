/**
 * The days whose figures the page shows, as the address says it: none for all of the campaign, a phase by its code ("kh=cao-diem"), or the
 * first and the last day ("kh=2025-03-01..2025-03-20").
 */

const NAME = 'kh';
const DAYS = /^(\d{4}-\d{2}-\d{2})\.\.(\d{4}-\d{2}-\d{2})$/;

/** @returns {string} what the address asks for; empty for all days */
export function askedPeriod() {
  return new URLSearchParams(location.search).get(NAME) ?? '';
}

/** Puts it into the address, so that going back leads to the one before. @param {string} asked */
export function askPeriod(asked) {
  const address = new URL(location.href);
  if (asked) address.searchParams.set(NAME, asked);
  else address.searchParams.delete(NAME);
  history.pushState(history.state, '', address);
}

/** @param {string} from first day @param {string} to last day */
export function daysAsked(from, to) {
  return `${from}..${to}`;
}

/** Of what is asked for and is no period, all days are shown. */
export class Period {
  /** @param {import('./campaign.js').Campaign} campaign @param {string} asked */
  constructor({ data }, asked) {
    const phase = data.phases.find(({ code, from, to }) => code === asked && from && to);
    const [, first, last] = DAYS.exec(asked) ?? [];
    const own = first && first <= last && isDay(first) && isDay(last);
    this.phase = phase;
    /** First day; none where all are shown. @type {string | undefined} */
    this.from = phase ? phase.from : own ? first : undefined;
    /** Last day; none where all are shown. @type {string | undefined} */
    this.to = phase ? phase.to : own ? last : undefined;
    this.all = { from: data.starts, to: data.ends };
  }

  /** What the address calls it. */
  get asked() {
    if (this.phase) return this.phase.code;
    return this.from && this.to ? daysAsked(this.from, this.to) : '';
  }

  /** @param {string} day yyyy-mm-dd */
  holds(day) {
    return !this.from || !this.to || (this.from <= day && day <= this.to);
  }

  /** The parameters of a question. @returns {Record<string, string>} */
  get query() {
    return this.from && this.to ? { from: this.from, to: this.to } : {};
  }

  /**
   * "Lũy kế từ 01/03/2025"; of a part of the campaign "12/3 – 26/3".
   * @param {import('./copy.js').Copy} copy @param {import('./format.js').Format} format
   */
  words(copy, format) {
    if (this.from && this.to) return copy.text('bar.period.days', { d1: format.day(this.from), d2: format.day(this.to) });
    return copy.text('bar.since', { date: format.date(new Date(`${this.all.from}T12:00:00Z`)) });
  }
}

/** @param {string} iso */
function isDay(iso) {
  const time = Date.parse(iso);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(iso);
}
