/** Which figure's list is open, as the address says it: "xem=citizens.724.2025-06-14.thanh-toan-so.own", what is left out empty. */
import { HEADLINES } from './measures.js';

/**
 * @typedef {object} AskedFigure
 * @property {import('./types.js').HeadlineMeasure} measure
 * @property {string} unit key of the unit
 * @property {string} [day] yyyy-mm-dd; none for all until now
 * @property {string} [service]
 * @property {boolean} [own] only what the unit did itself
 */

const NAME = 'xem';
const OWN = 'own';

/** @returns {AskedFigure | null} the one that the address asks for */
export function askedFigure() {
  const asked = new URLSearchParams(location.search).get(NAME);
  if (!asked) return null;
  const [name, unit, day, service, own] = asked.split('.');
  const measure = HEADLINES.find((each) => each.measure === name)?.measure;
  if (!measure || !unit) return null;
  return { measure, unit, day: day || undefined, service: service || undefined, own: own === OWN };
}

/** The address of this page with that list open, or with none. @param {AskedFigure | null} asked */
export function addressOf(asked) {
  const address = new URL(location.href);
  if (asked) {
    const { measure, unit, day = '', service = '', own } = asked;
    address.searchParams.set(NAME, [measure, unit, day, service, own ? OWN : ''].join('.').replace(/\.+$/, ''));
  } else {
    address.searchParams.delete(NAME);
  }
  return address;
}
