/** The words of the page: one file per language, every string by its key. */
import { recall, remember } from './memory.js';

/** @typedef {import('./types.js').Language} Language */

/** @type {Language[]} */
export const LANGUAGES = ['vi', 'en'];

/** @returns {Language} address first, then the earlier choice, then Vietnamese */
export function chosenLanguage() {
  const value = new URLSearchParams(location.search).get('lang') ?? recall('lang');
  return value === 'en' ? 'en' : 'vi';
}

/** @param {Language} language */
export function chooseLanguage(language) {
  remember('lang', language);
}

export class Copy {
  /** @param {Language} language @param {Record<string, string>} strings */
  constructor(language, strings) {
    this.language = language;
    this.strings = strings;
    this.plural = new Intl.PluralRules(language);
  }

  /** @param {Language} language */
  static async load(language) {
    const response = await fetch(new URL(`../copy/${language}.json`, import.meta.url));
    if (!response.ok) throw new Error(`copy/${language}.json: ${response.status}`);
    return new Copy(language, await response.json());
  }

  /**
   * @param {string} key
   * @param {Record<string, string>} [values] fill {name} in the text
   */
  text(key, values = {}) {
    const text = this.strings[key] ?? key;
    return text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
  }

  /** The unit that goes with a number: "6 counts", "1 count"; Vietnamese has one form. */
  unit(/** @type {string} */ key, /** @type {number} */ n) {
    const one = `${key}.one`;
    return this.plural.select(Math.abs(n)) === 'one' && one in this.strings ? this.strings[one] : this.text(key);
  }
}
