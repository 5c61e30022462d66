/** Remembers a choice of the reader in this browser and in the address, so that a link shows the same page. */

/** @param {string} key @returns {string | null} null too where the browser keeps no storage */
export function recall(key) {
  try {
    return localStorage.getItem(`pulse.${key}`);
  } catch {
    return null;
  }
}

/** @param {string} key @param {string} value */
export function remember(key, value) {
  const address = new URL(location.href);
  address.searchParams.set(key, value);
  history.replaceState(history.state, '', address);
  keep(key, value);
}

/** In this browser alone: a link does not carry it. @param {string} key @param {string} value */
export function keep(key, value) {
  try {
    localStorage.setItem(`pulse.${key}`, value);
  } catch {
    // Without storage it is forgotten with the page.
  }
}
