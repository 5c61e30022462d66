/** In which form the map of the districts is shown, as the address says it. */

/** @typedef {'tiles' | 'borders'} MapForm */

const NAME = 'ban-do';
const BORDERS = '1';

/** @returns {MapForm} the one that the address asks for */
export function chosenMapForm() {
  return new URLSearchParams(location.search).get(NAME) === BORDERS ? 'borders' : 'tiles';
}

/** Puts it into the address, so that going back leads to the one before. @param {MapForm} form */
export function chooseMapForm(form) {
  const address = new URL(location.href);
  if (form === 'tiles') address.searchParams.delete(NAME);
  else address.searchParams.set(NAME, BORDERS);
  history.pushState(history.state, '', address);
}
