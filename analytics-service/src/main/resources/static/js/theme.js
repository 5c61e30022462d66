/**
 * Light or dark: follows the device until the reader chooses, then keeps the choice.
 * Runs before the first paint, so it must stay small and need nothing.
 * @typedef {'light' | 'dark'} Theme
 */
import { recall, remember } from './memory.js';

const sheet = /** @type {HTMLLinkElement} */ (document.getElementById('dark'));
const device = matchMedia('(prefers-color-scheme: dark)');

/** @returns {Theme | null} */
function chosen() {
  const value = new URLSearchParams(location.search).get('theme') ?? recall('theme');
  return value === 'light' || value === 'dark' ? value : null;
}

/** @param {Theme | null} theme */
function apply(theme) {
  if (theme) sheet.media = theme === 'dark' ? 'screen' : 'not all';
}

/** @returns {Theme} what is on the screen now */
export function currentTheme() {
  return chosen() ?? (device.matches ? 'dark' : 'light');
}

/** Tells whenever the device changes between light and dark. @param {() => void} tell @param {AbortSignal} until */
export function followDevice(tell, until) {
  device.addEventListener('change', tell, { signal: until });
}

/** @param {Theme} theme */
export function chooseTheme(theme) {
  remember('theme', theme);
  apply(theme);
}

apply(chosen());
