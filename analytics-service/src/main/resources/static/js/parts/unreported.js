import { h, setText } from '../dom.js';
import { afterPaintAndEvery } from '../pace.js';

/** @typedef {{unit: string, validFrom: string, status: 'reported' | 'nil' | 'silent'}} ReportingRow */
/** @typedef {{deadline: string, units: number, silent: number, rows: ReportingRow[]}} Reporting of a day, as the service tells it */

const AGAIN_EVERY = 5 * 60_000;

/**
 * "Chưa báo cáo hôm nay": the communes below of which nothing is known today, not even that there was nothing to report. It is asked for
 * by itself, after the page has been painted and every five minutes; when that fails the rest of the page goes on.
 *
 * @param {import('./context.js').Context} context
 */
export function unreported({ copy, format, campaign, scope }) {
  const address = `api/v1/campaigns/${encodeURIComponent(campaign.data.code)}/reporting?${new URLSearchParams({ unit: scope, units: 'now' })}`;
  const count = h('b');
  const due = h('p', { class: 'note' });
  const list = h('ul', { lang: 'vi', tabindex: '0', 'aria-label': copy.text('rep.title') });
  const known = h('details', { hidden: true },
    h('summary', {}, h('h3', {}, copy.text('rep.title')), count),
    due, list);
  const hint = h('span');
  const failure = h('p', { role: 'status', hidden: true },
    h('b', {}, copy.text('rep.title')), h('span', {}, copy.text('state.err'), '. ', hint),
    h('button', { type: 'button', class: 'button', onclick: load }, copy.text('state.retry')));
  const element = h('div', { class: 'unreported' }, known, failure);
  const onWall = document.documentElement.classList.contains('tv');
  return { element, leave: onWall ? undefined : afterPaintAndEvery(AGAIN_EVERY, load) };

  async function load() {
    const answer = await fetch(address, { headers: { accept: 'application/json' } }).catch(() => undefined);
    failure.hidden = Boolean(answer?.ok);
    setText(hint, copy.text('state.err.hint', { code: String(answer?.status ?? 0) }));
    if (answer?.ok) show(await answer.json());
  }

  /** @param {Reporting} reporting */
  function show({ deadline, units, silent, rows }) {
    known.hidden = false;
    setText(count, silent ? copy.text('rep.count', { n: format.count(silent), all: format.count(units) }) : copy.text('rep.all'));
    setText(due, `${copy.text('rep.due', { time: format.time(new Date(deadline)) })} ${copy.text('rep.nil')}`);
    /** @type {Map<string | undefined, string[]>} names by the unit above */
    const missing = new Map();
    for (const row of rows.filter(({ status }) => status === 'silent')) {
      const key = campaign.key(row);
      const above = campaign.parent(key);
      missing.set(above, [...missing.get(above) ?? [], campaign.shortName(key)]);
    }
    list.replaceChildren(...[...missing].map(group));
  }

  /** Of one district those that are missing, named after it unless it is the one on show. @param {[string | undefined, string[]]} group */
  function group([district, names]) {
    return h('li', {},
      district && district !== scope && h('b', {}, `${campaign.shortName(district)} (${format.count(names.length)}): `),
      names.join(', '));
  }
}
