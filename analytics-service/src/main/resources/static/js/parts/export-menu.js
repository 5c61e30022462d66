import { drawAll } from '../charts.js';
import { h, icon } from '../dom.js';
import { readsActivities } from '../me.js';

const CSV_SHEETS = ['units', 'days', 'services', 'summary'];
const OF_ACTIVITIES = 'activities';

/**
 * "Xuất": the figures that are shown, as files, or on paper.
 * @param {import('./context.js').Context} context
 */
export function exportMenu({ copy, campaign, time, scope, clock, moment, period, me }) {
  const listed = readsActivities(me);
  const level = scope === campaign.province ? 'district' : 'commune';
  const address = `api/v1/campaigns/${encodeURIComponent(campaign.data.code)}/export?`;
  /** @type {Record<string, string>} */
  const asOf = moment ? { asOf: time.written(moment) } : {};
  const link = (/** @type {Record<string, string>} */ asked, /** @type {string} */ words) => h('li', {},
    h('a', { href: address + new URLSearchParams({ unit: scope, units: 'now', level, clock, lang: copy.language, ...period.query, ...asOf, ...asked }), download: true }, words));
  const menu = h('details', { class: 'menu', onkeydown: close },
    h('summary', { class: 'button', 'aria-keyshortcuts': 'E' }, icon('download'), copy.text('bar.export')),
    h('ul', {},
      link({ format: 'xlsx' }, copy.text('exp.xlsx')),
      ...(listed ? [link({ format: 'xlsx', activities: 'true' }, copy.text('exp.raw'))] : []),
      ...[...CSV_SHEETS, ...(listed ? [OF_ACTIVITIES] : [])].map((sheet) => link({ format: 'csv', sheet }, `CSV · ${copy.text(`exp.sheet.${sheet}`)}`)),
      h('li', {}, h('button', { type: 'button', onclick: onPaper }, copy.text('bar.print')))));
  return menu;

  async function onPaper() {
    await drawAll();
    print();
  }

  /** @param {KeyboardEvent} event */
  function close(event) {
    if (event.key !== 'Escape') return;
    menu.open = false;
    menu.querySelector('summary')?.focus();
  }
}
