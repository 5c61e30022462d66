/** The headline measures: their order on the page, what they are called by in the address, and what they count. */

/** @typedef {import('./types.js').HeadlineMeasure} HeadlineMeasure */

/**
 * @typedef {object} Headline
 * @property {HeadlineMeasure} measure
 * @property {string} code in the address, and in the key of its name
 * @property {string} unit key of what it counts
 * @property {string} [help] key of what that means
 */

/** @type {Headline[]} */
export const HEADLINES = [
  { measure: 'volunteers', code: 'vol', unit: 'unit.person', help: 'unit.person.help' },
  { measure: 'classes', code: 'cls', unit: 'unit.class' },
  { measure: 'learners', code: 'lea', unit: 'unit.count', help: 'unit.count.help' },
  { measure: 'citizens', code: 'ast', unit: 'unit.count', help: 'unit.count.help' },
];

const USUAL = 'citizens';

/** @param {HeadlineMeasure} measure @returns {Headline} */
export function headlineOf(measure) {
  return /** @type {Headline} */ (HEADLINES.find((headline) => headline.measure === measure));
}

/** @returns {HeadlineMeasure} the one that the address asks for */
export function chosenMeasure() {
  const code = new URLSearchParams(location.search).get('do');
  return HEADLINES.find((headline) => headline.code === code)?.measure ?? USUAL;
}

/** Puts it into the address, so that going back leads to the one before. @param {HeadlineMeasure} measure */
export function chooseMeasure(measure) {
  const address = new URL(location.href);
  if (measure === USUAL) address.searchParams.delete('do');
  else address.searchParams.set('do', headlineOf(measure).code);
  history.pushState(history.state, '', address);
}
