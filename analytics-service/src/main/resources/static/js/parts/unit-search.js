import { h, icon, setText } from '../dom.js';
import { sees } from '../me.js';
import { pageOf } from './context.js';

const MOST = 8;

/**
 * Finds a unit by its code or its name, however it is accented, among those that the reader sees. Short names repeat, so each result
 * says which district it lies in.
 *
 * @param {import('./context.js').Context} context
 */
export function unitSearch({ copy, campaign, me }) {
  const units = [...campaign.units.keys()].filter((code) => sees(me, campaign, code))
    .map((code) => ({ code, name: fold(campaign.fullName(code)), bare: fold(campaign.bareName(code)) }));
  /** @type {HTMLElement[]} */
  let options = [];
  let active = 0;

  const input = h('input', {
    type: 'text',
    role: 'combobox',
    'aria-label': copy.text('bar.search'),
    'aria-autocomplete': 'list',
    'aria-controls': 'found-units',
    'aria-expanded': 'false',
    'aria-keyshortcuts': '/',
    placeholder: copy.text('bar.search'),
    autocomplete: 'off',
    spellcheck: 'false',
    oninput: find,
    onfocus: find,
    onkeydown: key,
    onblur: close,
  });
  const list = h('ul', { id: 'found-units', role: 'listbox', 'aria-label': copy.text('bar.search'), hidden: true });
  const none = h('p', { role: 'status', hidden: true });
  return h('div', { class: 'unit-search', role: 'search' }, icon('search'), input, list, none);

  function find() {
    const asked = fold(input.value);
    const found = asked ? units.flatMap((unit) => {
      const rank = rankOf(unit, asked);
      return rank < 0 ? [] : [{ unit, rank }];
    }).sort((a, b) => a.rank - b.rank).slice(0, MOST) : [];
    options = found.map(({ unit: { code } }, i) => option(code, i));
    list.replaceChildren(...options);
    list.hidden = options.length === 0;
    none.hidden = !asked || options.length > 0;
    setText(none, none.hidden ? '' : copy.text('bar.noresult', { q: input.value.trim() }));
    input.setAttribute('aria-expanded', String(options.length > 0));
    activate(0);
  }

  /** @param {string} code @param {number} i */
  function option(code, i) {
    const above = campaign.parent(code);
    return h('li', {
      id: `found-unit-${i}`,
      role: 'option',
      lang: 'vi',
      'data-unit': code,
      onpointerdown: (/** @type {Event} */ event) => event.preventDefault(),
      onclick: () => go(code),
    }, campaign.fullName(code), h('small', {}, above ? campaign.shortName(above) : '', ` · ${code}`));
  }

  /** @param {number} i */
  function activate(i) {
    active = options.length ? (i + options.length) % options.length : 0;
    options.forEach((each, at) => each.setAttribute('aria-selected', String(at === active)));
    if (options[active]) input.setAttribute('aria-activedescendant', options[active].id);
    else input.removeAttribute('aria-activedescendant');
  }

  /** @param {KeyboardEvent} event */
  function key(event) {
    const chosen = options[active]?.dataset.unit;
    if (event.key === 'ArrowDown') activate(active + 1);
    else if (event.key === 'ArrowUp') activate(active - 1);
    else if (event.key === 'Enter' && chosen) go(chosen);
    else if (event.key === 'Escape') clear();
    else return;
    event.preventDefault();
  }

  function clear() {
    input.value = '';
    find();
  }

  function close() {
    list.hidden = none.hidden = true;
    input.setAttribute('aria-expanded', 'false');
  }

  /** @param {string} code */
  function go(code) {
    location.assign(pageOf(code, campaign.province));
  }
}

/** Without accents: "Đĩ An" and "di an" are the same. @param {string} text */
function fold(text) {
  return text.normalize('NFD').replace(/\p{M}/gu, '').replace(/[đĐ]/g, 'd').toLowerCase().trim();
}

/** The less the nearer, negative if not at all. @param {{code: string, name: string, bare: string}} unit @param {string} asked */
function rankOf({ code, name, bare }, asked) {
  if (code === asked || bare === asked) return 0;
  if (bare.startsWith(asked) || code.startsWith(asked)) return 1;
  if (` ${name}`.includes(` ${asked}`)) return 2;
  return name.includes(asked) ? 3 : -1;
}
