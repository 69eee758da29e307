// Elements without markup in strings: what comes from a model is text and nothing else.

/** Makes an element. Attributes that are functions are listeners; null and false are left out. */
export function h(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  set(element, attributes);
  element.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return element;
}

/** The same for SVG. */
export function svg(name, attributes = {}, ...children) {
  const element = document.createElementNS('http://www.w3.org/2000/svg', name);
  set(element, attributes);
  element.append(...children.flat());
  return element;
}

function set(element, attributes) {
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === 'function') element.addEventListener(key, value);
    else if (value !== null && value !== false) element.setAttribute(key, value === true ? '' : value);
  }
}

/** What an item is called. */
export const nameOf = (item) => item.title ?? item.item;

let finders = 0;

/**
 * A field that proposes while one types (the combobox pattern of ARIA).
 * @param label what it is for
 * @param find asks for proposals: text => Promise of [{text, note, value}]
 * @param chosen called with the value of the one that was chosen
 * @param keep whether the text of the choice stays in the field
 */
export function finder(label, find, chosen, keep = false) {
  const id = `finder-${++finders}`;
  const list = h('ul', { id: `${id}-list`, role: 'listbox', 'aria-label': label, hidden: true });
  const input = h('input', {
    id, type: 'search', role: 'combobox', autocomplete: 'off', spellcheck: 'false',
    'aria-expanded': 'false', 'aria-controls': `${id}-list`, 'aria-autocomplete': 'list',
  });
  let found = [];
  let active = -1;
  let asked = 0;

  const close = () => {
    list.hidden = true;
    active = -1;
    input.setAttribute('aria-expanded', 'false');
    input.removeAttribute('aria-activedescendant');
  };
  const choose = (at) => {
    const choice = found[at];
    if (!choice) return;
    input.value = keep ? choice.text : '';
    close();
    chosen(choice.value);
  };
  const mark = (at) => {
    active = at;
    [...list.children].forEach((option, k) => option.setAttribute('aria-selected', String(k === at)));
    if (at >= 0) {
      input.setAttribute('aria-activedescendant', list.children[at].id);
      list.children[at].scrollIntoView({ block: 'nearest' });
    }
  };
  const ask = async () => {
    const mine = ++asked;
    const answer = await find(input.value);
    if (mine !== asked || !answer) return;
    found = answer;
    list.replaceChildren(...found.map((one, k) => h('li', {
      id: `${id}-${k}`, role: 'option', 'aria-selected': 'false',
      pointerdown: (event) => { event.preventDefault(); choose(k); },
    }, one.text, one.note ? h('span', { class: 'small' }, ` ${one.note}`) : null)));
    list.hidden = found.length === 0;
    input.setAttribute('aria-expanded', String(found.length > 0));
    active = -1;
  };
  input.addEventListener('input', ask);
  input.addEventListener('focus', ask);
  input.addEventListener('blur', () => { asked++; close(); });
  input.addEventListener('keydown', (event) => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      if (list.hidden) { ask(); return; }
      const step = event.key === 'ArrowDown' ? 1 : -1;
      mark((active + step + found.length) % found.length);
    } else if (event.key === 'Enter') {
      event.preventDefault();
      choose(active < 0 ? 0 : active);
    } else if (event.key === 'Escape') {
      close();
    }
  });
  return h('div', { class: 'finder' }, h('label', { for: id }, label), input, list);
}
