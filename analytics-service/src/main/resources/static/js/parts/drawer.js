import { h, icon, setText } from '../dom.js';
import { fileOf } from '../figure-list.js';
import { headlineOf } from '../measures.js';
import { activityList } from './activity-list.js';

/**
 * "Hoạt động tạo nên con số này": the list behind a figure, beside the page.
 * @param {import('./context.js').Context} context
 * @param {import('../asked-figure.js').AskedFigure} asked
 * @param {() => void} close
 */
export function drawer(context, asked, close) {
  const { copy, format, campaign, clock } = context;
  const { code } = headlineOf(asked.measure);
  const list = activityList(context, asked, 'drawer-title');
  let dismissed = false;

  const days = h('span');
  const dialog = h('dialog', { class: 'drawer', 'aria-labelledby': 'drawer-title', oncancel: leave, onclose: left, onclick: leaveBeside },
    h('div', { class: 'drawer-body' },
      h('header', {},
        h('p', { class: 'drawer-path', lang: 'vi' }, ...path()),
        h('button', { type: 'button', class: 'tool', 'aria-label': copy.text('drill.close'), title: copy.text('drill.close'), onclick: close }, icon('close'))),
      h('h2', { id: 'drawer-title' }, copy.text('drill.title')),
      h('p', { class: 'drawer-of' },
        [copy.text(`kpi.${code}`), ...(asked.service ? [campaign.serviceName(asked.service, copy.language)] : [])].join(': '),
        ' · ', days, ' · ', copy.text(clock === 'done' ? 'bar.clock.event' : 'bar.clock.recv').toLowerCase()),
      list.number, ...list.parts,
      h('p', { class: 'drawer-end' },
        h('a', { class: 'button', href: fileOf(context, asked), download: true }, icon('download'), copy.text('drill.csv')))));
  showDays();
  document.body.append(dialog);
  dialog.showModal();

  return {
    /** @param {import('./context.js').FilledBoard} seen */
    update(seen) {
      list.update(seen);
      showDays();
    },
    dismiss() {
      dismissed = true;
      dialog.close();
      dialog.remove();
    },
  };

  function showDays() {
    if (!asked.day) return setText(days, context.period.words(copy, format).toLowerCase());
    const date = format.date(new Date(`${asked.day}T12:00:00Z`));
    setText(days, list.isToday() ? `${copy.text('kpi.today')}, ${date}` : date);
  }

  /** From the reader's own unit down to the one in question. */
  function path() {
    const units = [];
    for (let at = /** @type {string | undefined} */ (asked.unit); at; at = at === context.home ? undefined : campaign.parent(at)) units.unshift(at);
    const names = units.map((each) => (each === campaign.province ? copy.text('bar.province') : campaign.fullName(each)));
    if (asked.own) names.push(copy.text(asked.unit === campaign.province ? 'rank.own' : 'rank.own.district'));
    return names.flatMap((name, i) => [...(i ? [' › '] : []), i === names.length - 1 ? h('b', {}, name) : name]);
  }

  /** @param {Event} event */
  function leave(event) {
    event.preventDefault();
    close();
  }

  /** The browser has closed it by itself. */
  function left() {
    if (!dismissed) close();
  }

  /** @param {Event} event a click on what is darkened */
  function leaveBeside(event) {
    if (event.target === dialog) close();
  }
}
