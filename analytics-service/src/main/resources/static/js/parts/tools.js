import { LANGUAGES } from '../copy.js';
import { h, icon } from '../dom.js';
import { signOut } from '../me.js';
import { chooseTheme, currentTheme, followDevice } from '../theme.js';
import { help } from './help.js';

/** @typedef {import('../types.js').Language} Language */

/**
 * The reader's switches: language, theme, pause, wall screen; help; and the way out.
 * @param {import('./context.js').Context} context
 * @param {{language: (language: Language) => void, pause: (paused: boolean) => void}} on
 * @param {boolean} paused
 */
export function tools(context, on, paused) {
  const { copy, me } = context;
  const languages = h('div', { class: 'switch', role: 'group', 'aria-label': copy.text('app.lang') },
    ...LANGUAGES.map((language) => h('button', {
      type: 'button',
      lang: language,
      'data-language': language,
      'aria-pressed': String(language === copy.language),
      onclick: () => on.language(language),
    }, language.toUpperCase())));

  const theme = h('button', { type: 'button', class: 'tool', onclick: changeTheme });
  const pause = h('button', { type: 'button', class: 'tool to-pause', 'aria-keyshortcuts': 'P', onclick: () => showPause(!paused, true) });
  const wall = h('button', { type: 'button', class: 'tool to-wall', 'aria-keyshortcuts': 'K', onclick: toWall }, icon('wall'));
  label(wall, copy.text('bar.tv'));
  const { button: helps, dialog } = help(context);
  const out = h('button', { type: 'button', class: 'tool', onclick: signOut }, icon('sign-out'));
  label(out, `${copy.text('app.signout')}: ${me.name}`);
  showTheme();
  showPause(paused, false);
  const gone = new AbortController();
  followDevice(showTheme, gone.signal);

  return {
    element: h('div', { class: 'tools' }, languages, theme, pause, wall, helps, out, dialog),
    leave: () => gone.abort(),
  };

  function changeTheme() {
    chooseTheme(currentTheme() === 'dark' ? 'light' : 'dark');
    showTheme();
  }

  function showTheme() {
    const other = currentTheme() === 'dark' ? 'light' : 'dark';
    label(theme, `${copy.text('app.theme')}: ${copy.text(`app.theme.${other}`)}`);
    theme.replaceChildren(icon(other === 'dark' ? 'moon' : 'sun'));
  }

  /** @param {boolean} value @param {boolean} tell */
  function showPause(value, tell) {
    paused = value;
    label(pause, copy.text(paused ? 'conn.resume' : 'conn.pause'));
    pause.replaceChildren(icon(paused ? 'resume' : 'pause'));
    if (tell) on.pause(paused);
  }
}

function toWall() {
  const address = new URL(location.href);
  address.searchParams.set('tv', '1');
  location.assign(address);
}

/** @param {HTMLElement} button @param {string} words */
function label(button, words) {
  button.setAttribute('aria-label', words);
  button.title = words;
}
