// The interface of the server. A token is kept here, in memory, and nowhere else.

let token = '';
let asking = null;

function askForToken() {
  if (!asking) {
    const dialog = document.getElementById('token');
    const field = document.getElementById('token-text');
    field.value = '';
    dialog.showModal();
    asking = new Promise((resolve) => {
      dialog.addEventListener('close', () => {
        token = field.value.trim();
        field.value = '';
        asking = null;
        resolve(token !== '');
      }, { once: true });
    });
  }
  return asking;
}

function say(text) {
  const line = document.getElementById('problem');
  line.textContent = text;
  line.hidden = text === '';
}

/** Asks; returns the answer, or null after saying what is wrong. */
async function ask(path, options = {}) {
  for (;;) {
    let response;
    try {
      const headers = { ...options.headers };
      if (token) headers.Authorization = `Bearer ${token}`;
      response = await fetch(path, { ...options, headers });
    } catch {
      say('The server does not answer.');
      return null;
    }
    if (response.status === 401) {
      if (await askForToken()) continue;
      say('Without a token there is nothing to see.');
      return null;
    }
    const json = await response.json().catch(() => null);
    if (!response.ok) {
      say(json?.detail ?? `The server answered ${response.status}.`);
      return null;
    }
    say('');
    return json;
  }
}

const segment = encodeURIComponent;
const query = (parameters) => new URLSearchParams(parameters).toString();
const post = (path, body) => ask(path, {
  method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body),
});

export const model = () => ask('/v1/model');
export const users = (text) => ask(`/v1/users?${query({ query: text, n: 8 })}`);
export const items = (text) => ask(`/v1/items?${query({ query: text, n: 8 })}`);
export const forUser = (id, n) => ask(`/v1/users/${segment(id)}/recommendations?${query({ n, reasons: 3 })}`);
export const forHistory = (history, n) => post('/v1/recommendations', { history, n, reasons: 3 });
export const scores = (body) => post('/v1/scores', body);
export const explanation = (user, item) => ask(`/v1/users/${segment(user)}/items/${segment(item)}/explanation?n=8`);
export const similar = (id, n) => ask(`/v1/items/${segment(id)}/similar?${query({ n })}`);
export const map = (n) => ask(`/v1/map?${query({ n })}`);

/** Proposals for a field that finds items. */
export async function findItems(text) {
  const answer = await items(text);
  return answer?.items.map((item) => ({
    text: item.title ?? item.item, note: `${item.interactions} interactions`, value: item,
  }));
}

/** Proposals for a field that finds users. */
export async function findUsers(text) {
  const answer = await users(text);
  return answer?.users.map((id) => ({ text: id, value: id }));
}
