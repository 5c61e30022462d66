/** Numbers, times and dates as the reader writes them, always in the campaign's time zone. */

/** @typedef {import('./types.js').Language} Language */

export class Format {
  /** @param {Language} language @param {string} timeZone */
  constructor(language, timeZone) {
    const locale = language === 'vi' ? 'vi-VN' : 'en-GB';
    const clock = /** @type {const} */ ({ timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
    const date = /** @type {Intl.DateTimeFormatOptions} */ (language === 'vi'
      ? { timeZone, day: '2-digit', month: '2-digit', year: 'numeric' }
      : { timeZone, day: 'numeric', month: 'short', year: 'numeric' });
    const percents = (/** @type {number} */ digits) => new Intl.NumberFormat(locale, {
      style: 'percent',
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
    });
    this.numbers = new Intl.NumberFormat(locale);
    this.decimals = new Intl.NumberFormat(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
    this.percents = [percents(0), percents(1)];
    this.minutes = new Intl.DateTimeFormat(locale, clock);
    this.seconds = new Intl.DateTimeFormat(locale, { ...clock, second: '2-digit' });
    this.dates = new Intl.DateTimeFormat(locale, date);
    this.days = new Intl.DateTimeFormat(locale, { timeZone, day: 'numeric', month: language === 'vi' ? 'numeric' : 'short' });
    this.weekdays = new Intl.DateTimeFormat(locale, { timeZone, weekday: 'long' });
    this.isoDays = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
  }

  /** 148206 -> "148.206" */
  count(/** @type {number} */ n) {
    return n < 0 ? `−${this.numbers.format(-n)}` : this.numbers.format(n);
  }

  /** 1.84 -> "1,8" */
  decimal(/** @type {number} */ n) {
    return this.decimals.format(n);
  }

  /** 1417 -> "+1.417", -4 -> "−4" */
  signed(/** @type {number} */ n) {
    return n < 0 ? this.count(n) : `+${this.count(n)}`;
  }

  /**
   * 0.494 -> "49,4%", 1.333 -> "133,3%"; what is less than the whole never reads 100%.
   * @param {number} share
   * @param {0 | 1} [digits] after the decimal mark
   */
  percent(share, digits = 1) {
    const steps = 100 * 10 ** digits;
    const shown = share < 1 && Math.round(share * steps) >= steps ? 1 - 1 / steps : share;
    return shown < 0 ? `−${this.percents[digits].format(-shown)}` : this.percents[digits].format(shown);
  }

  /** "14:32" */
  time(/** @type {Date} */ moment) {
    return this.minutes.format(moment);
  }

  /** "14:32:07" */
  exactTime(/** @type {Date} */ moment) {
    return this.seconds.format(moment);
  }

  /** "14/06/2025" */
  date(/** @type {Date} */ moment) {
    return this.dates.format(moment);
  }

  /** "2025-06-14" -> "14/6" */
  day(/** @type {string} */ iso) {
    return this.days.format(new Date(`${iso}T12:00:00Z`));
  }

  /** "Thứ Bảy, 14/06/2025" */
  fullDate(/** @type {Date} */ moment) {
    return `${this.weekdays.format(moment)}, ${this.date(moment)}`;
  }

  /** Whole local days from one moment to another, by the calendar and not by 24 hours. */
  daysBetween(/** @type {Date} */ from, /** @type {Date} */ to) {
    const day = (/** @type {Date} */ moment) => Date.parse(this.isoDays.format(moment));
    return Math.round((day(to) - day(from)) / 86_400_000);
  }
}
