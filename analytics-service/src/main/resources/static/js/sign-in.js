/** Where a browser ends that has logged out, or could not log in. */
import { Copy, chosenLanguage } from './copy.js';
import { signInLink } from './me.js';
import { notice } from './parts/notice.js';

const copy = await Copy.load(chosenLanguage());
const failed = new URLSearchParams(location.search).has('failed');
document.documentElement.lang = copy.language;
document.title = copy.text('app.title');
document.body.replaceChildren(notice(copy.text(failed ? 'signin.failed' : 'signin.out'), '', signInLink(copy)));
