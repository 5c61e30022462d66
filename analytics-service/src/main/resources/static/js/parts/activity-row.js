import { h, setText } from '../dom.js';
import { changeable } from '../reports.js';
import { tell } from './feed-kinds.js';
import { place } from './feed-row.js';

/** @typedef {import('../figure-list.js').Item} Item */
/** @typedef {(item: Item, done: (told: string) => void, leave: () => void) => HTMLElement} Form */

/** How many columns it has. */
export const COLUMNS = 5;

/**
 * One activity of a list, with what its reader may do with the report. Never a person.
 * @param {import('./context.js').Context} context
 * @param {Item} item
 * @param {string | undefined} day of which all are, by the clock of the list
 */
export function activityRow(context, item, day) {
  const { copy, format, campaign } = context;
  const told = tell(context, {
    ...item.dimensions,
    id: item.id,
    type: item.type,
    unit: item.unit,
    validFrom: item.validFrom,
    time: item.doneAt,
    retracted: Boolean(item.retracts),
  });
  const { retract, correct } = context.moment ? { retract: false, correct: false } : changeable(context.me, item);
  const status = h('td', { class: 'activity-status' }, copy.text(statusOf(item)));
  const note = h('p', { class: 'activity-note', tabindex: '-1' });
  const actions = h('p', { class: 'activity-actions' },
    correct && h('button', {
      type: 'button', class: 'link', 'aria-expanded': 'false', onclick: (/** @type {Event} */ event) => show(event, async () =>
        (await import('./correct-form.js')).correctForm(context, item, (/** @type {string} */ what) =>
          change('drill.st.fix', copy.text('edit.correct.done', { what })), leave)),
    }, copy.text('edit.correct')),
    retract && h('button', {
      type: 'button', class: 'link', 'aria-expanded': 'false', onclick: (/** @type {Event} */ event) => show(event, async () =>
        (await import('./retract-form.js')).retractForm(context, item, () =>
          change('drill.st.gone', copy.text('edit.retract.done')), leave)),
    }, copy.text('edit.retract')));
  const element = h('tr', { class: item.amount < 0 ? 'takes' : null, 'data-report': item.id },
    h('td', { class: 'activity-time' }, stamp(item.doneAt)),
    h('td', { class: 'activity-received' }, h('span', { class: 'narrow' }, `${copy.text('drill.col.recv')} `), stamp(item.recordedAt)),
    h('td', { class: 'activity-what' },
      h('p', {}, h('b', {}, told.kind), told.title && ` · ${told.title}`),
      told.more && h('small', {}, told.more),
      h('small', { lang: 'vi' }, ...place(campaign, campaign.key(item))),
      (retract || correct) && actions, note),
    status,
    h('td', { class: 'activity-amount' }, format.count(item.amount)));
  /** @type {HTMLTableRowElement | null} */
  let form = null;
  /** @type {HTMLElement | null} */
  let opener = null;
  return element;

  /** @param {string} iso */
  function stamp(iso) {
    const moment = new Date(iso);
    const on = format.isoDays.format(moment);
    return h('time', { datetime: iso }, format.time(moment), on !== day && h('small', {}, ` ${format.day(on)}`));
  }

  /** @param {Event} event @param {() => Promise<HTMLElement>} make */
  async function show(event, make) {
    const wanted = /** @type {HTMLElement} */ (event.currentTarget);
    const again = opener === wanted;
    leave();
    if (again) return;
    opener = wanted;
    opener.setAttribute('aria-expanded', 'true');
    const made = await make();
    if (opener !== wanted) return;
    form = h('tr', { class: 'activity-form' }, h('td', { colspan: COLUMNS }, made));
    element.after(form);
    /** @type {HTMLElement | null} */ (made.querySelector('input, select, textarea'))?.focus();
  }

  function leave() {
    if (form?.contains(document.activeElement)) opener?.focus();
    opener?.setAttribute('aria-expanded', 'false');
    form?.remove();
    form = opener = null;
  }

  /** It is done: the row says so, before the figures do. @param {string} as @param {string} words */
  function change(as, words) {
    leave();
    actions.remove();
    setText(status, copy.text(as));
    setText(note, words);
    note.focus();
  }
}

/** @param {Item} item */
function statusOf({ retracts, retracted, corrected }) {
  if (retracts) return corrected ? 'feed.t.fix' : 'drill.st.takes';
  if (retracted) return corrected ? 'drill.st.fix' : 'drill.st.gone';
  return 'drill.st.ok';
}
