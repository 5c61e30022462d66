/** Reports at the services that took them in, reached through the page's own server. */
import { whoIsThere } from './me.js';

/** @typedef {{field: string, reason: string, detail: string}} Violation */

/**
 * @typedef {object} Answer
 * @property {number} status 0 when no answer came
 * @property {any} [body]
 * @property {string | null} [tag] names the version of the report
 */

/** @type {Record<string, {kind: string, source: string, correctable: boolean}>} by the type of the activity */
const KINDS = {
  'citizen-assisted': { kind: 'assists', source: '/session-service', correctable: true },
  'class-held': { kind: 'classes', source: '/session-service', correctable: true },
  'volunteer-registered': { kind: 'volunteers', source: '/registration-service', correctable: false },
};

const CORRECTING = ['officer', 'emitter'];

/**
 * What the reader may do with the report of an activity, as far as the page can tell; its service has the last word.
 * @param {import('./me.js').Me} me
 * @param {import('./figure-list.js').Item} item
 */
export function changeable(me, item) {
  const kind = KINDS[item.type];
  const stands = !item.retracted && !item.retracts && item.source === kind?.source;
  const may = stands && me.roles.some((role) => CORRECTING.includes(role));
  return { retract: may, correct: may && kind.correctable };
}

/** @param {import('./figure-list.js').Item} item */
export function readReport(item) {
  return call('GET', addressOf(item));
}

/** @param {import('./figure-list.js').Item} item @param {object} report @param {string} tag of the version that was seen */
export function correctReport(item, report, tag) {
  return call('PUT', addressOf(item), report, { 'if-match': tag });
}

/** @param {import('./figure-list.js').Item} item @param {string} reason */
export function retractReport(item, reason) {
  return call('POST', `${addressOf(item)}/retraction`, { reason });
}

/** @param {import('./figure-list.js').Item} item */
function addressOf({ type, id }) {
  return `api/v1/reports/${KINDS[type].kind}/${encodeURIComponent(id)}`;
}

/**
 * @param {string} method
 * @param {string} address
 * @param {object} [body]
 * @param {Record<string, string>} [headers]
 * @returns {Promise<Answer>}
 */
async function call(method, address, body, headers = {}) {
  const me = body && await whoIsThere();
  if (me === null) return { status: 401 };
  const csrf = me?.csrf;
  const answer = await fetch(address, {
    method,
    headers: {
      accept: 'application/json, application/problem+json',
      ...(body ? { 'content-type': 'application/json' } : {}),
      ...(csrf ? { [csrf.header]: csrf.token } : {}),
      ...headers,
    },
    body: body && JSON.stringify(body),
  }).catch(() => undefined);
  if (!answer) return { status: 0 };
  return { status: answer.status, body: await answer.json().catch(() => undefined), tag: answer.headers.get('etag') };
}

/** Why it was not done. @param {import('./copy.js').Copy} copy @param {Answer} answer */
export function whyNot(copy, { status }) {
  if (status === 401) return copy.text('app.expired');
  if (status === 403 || status === 404) return copy.text('edit.denied');
  if (status === 409) return copy.text('edit.gone');
  if (status === 412) return copy.text('edit.stale');
  if (status === 0 || status >= 502) return copy.text('edit.unreachable');
  return copy.text('edit.failed', { code: String(status) });
}
