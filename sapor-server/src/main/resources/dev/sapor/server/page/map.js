// The items in the plane: drag or arrow keys to pan, wheel or + and - to zoom.
import * as api from './api.js';
import { finder, h, nameOf } from './elements.js';

const MOST = 2000;

export function start(section, { openSimilar }) {
  const canvas = h('canvas', { tabindex: '0', role: 'img', 'aria-label': 'Map of the items. Arrow keys move it, plus and minus zoom; find an item above to be taken to it.' });
  const tip = h('p', { class: 'tip', role: 'status' }, ' ');
  const view = { x: 0, y: 0, zoom: 1 };
  let items = [];
  let marked = null;
  let drag = null;
  section.append(
    h('p', { class: 'small' }, 'Items near each other were liked by the same people. The size says how often an item was had; the axes mean nothing by themselves.'),
    h('div', { class: 'tools' },
      finder('Find on the map', findHere, (item) => show(item)),
      h('button', { type: 'button', 'aria-label': 'Zoom in', click: () => zoomBy(1.4) }, '+'),
      h('button', { type: 'button', 'aria-label': 'Zoom out', click: () => zoomBy(1 / 1.4) }, '−'),
      h('button', { type: 'button', click: () => { whole(); draw(); } }, 'whole map')),
    canvas, tip);

  async function findHere(text) {
    const answer = await api.findItems(text);
    return answer?.filter((one) => items.some((item) => item.item === one.value.item));
  }

  const home = { x: 0, y: 0, width: 2, height: 2 };
  const scale = () => 0.9 * view.zoom * Math.min(canvas.clientWidth / home.width, canvas.clientHeight / home.height);
  const toX = (item) => canvas.clientWidth / 2 + (item.x - view.x) * scale();
  const toY = (item) => canvas.clientHeight / 2 - (item.y - view.y) * scale();
  const radius = (item) => 2 + 4 * Math.sqrt(item.interactions / (items[0]?.interactions || 1));

  function draw() {
    const ratio = window.devicePixelRatio || 1;
    canvas.width = canvas.clientWidth * ratio;
    canvas.height = canvas.clientHeight * ratio;
    const style = getComputedStyle(document.documentElement);
    const context = canvas.getContext('2d');
    context.scale(ratio, ratio);
    context.clearRect(0, 0, canvas.clientWidth, canvas.clientHeight);
    context.fillStyle = style.getPropertyValue('--dot');
    context.globalAlpha = 0.5;
    for (const item of items) circle(context, item, radius(item));
    context.globalAlpha = 1;
    context.fillStyle = style.getPropertyValue('--ink');
    context.font = '12px system-ui, sans-serif';
    context.strokeStyle = style.getPropertyValue('--card');
    context.lineWidth = 3;
    context.lineJoin = 'round';
    label(context);
    if (marked) {
      context.lineWidth = 3;
      context.strokeStyle = style.getPropertyValue('--ink');
      context.beginPath();
      context.arc(toX(marked), toY(marked), radius(marked) + 4, 0, 2 * Math.PI);
      context.stroke();
    }
  }

  function whole() {
    Object.assign(view, { x: home.x, y: home.y, zoom: 1 });
  }

  function measure() {
    for (const [at, size] of [['x', 'width'], ['y', 'height']]) {
      const values = items.map((item) => item[at]);
      const [low, high] = [Math.min(...values), Math.max(...values)];
      home[at] = (low + high) / 2;
      home[size] = Math.max(1e-6, high - low);
    }
  }

  function circle(context, item, size) {
    context.beginPath();
    context.arc(toX(item), toY(item), size, 0, 2 * Math.PI);
    context.fill();
  }

  // The most popular items that are in sight, where their names do not cover each other.
  function label(context) {
    const taken = [];
    for (const item of items) {
      const [x, y] = [toX(item) + radius(item) + 3, toY(item) + 4];
      if (taken.length >= 40 || x < 0 || y < 12 || x > canvas.clientWidth || y > canvas.clientHeight) continue;
      const width = context.measureText(nameOf(item)).width;
      if (x + width > canvas.clientWidth) continue;
      if (taken.some(([a, b, w]) => x < a + w + 6 && a < x + width + 6 && Math.abs(y - b) < 15)) continue;
      taken.push([x, y, width]);
      context.strokeText(nameOf(item), x, y);
      context.fillText(nameOf(item), x, y);
    }
  }

  function mark(item) {
    marked = item;
    tip.textContent = item ? `${nameOf(item)} · ${item.interactions} interactions` : ' ';
    draw();
  }

  function show(item) {
    const there = items.find((one) => one.item === item.item);
    if (!there) return;
    Object.assign(view, { x: there.x, y: there.y, zoom: Math.max(view.zoom, 4) });
    mark(there);
  }

  function zoomBy(factor) {
    view.zoom = Math.min(200, Math.max(0.5, view.zoom * factor));
    draw();
  }

  function nearest(event) {
    const box = canvas.getBoundingClientRect();
    const [px, py] = [event.clientX - box.left, event.clientY - box.top];
    let best = null;
    let least = 14 ** 2;
    for (const item of items) {
      const distance = (toX(item) - px) ** 2 + (toY(item) - py) ** 2;
      if (distance < least) { least = distance; best = item; }
    }
    return best;
  }

  canvas.addEventListener('pointerdown', (event) => {
    canvas.setPointerCapture(event.pointerId);
    drag = { x: event.clientX, y: event.clientY, moved: 0 };
  });
  canvas.addEventListener('pointermove', (event) => {
    if (!drag) {
      const item = nearest(event);
      if (item !== marked) mark(item);
      return;
    }
    const [dx, dy] = [event.clientX - drag.x, event.clientY - drag.y];
    view.x -= dx / scale();
    view.y += dy / scale();
    drag = { x: event.clientX, y: event.clientY, moved: drag.moved + Math.abs(dx) + Math.abs(dy) };
    draw();
  });
  canvas.addEventListener('pointerup', (event) => {
    const item = drag && drag.moved < 5 ? nearest(event) : null;
    drag = null;
    if (item) openSimilar(item);
  });
  canvas.addEventListener('pointercancel', () => { drag = null; });
  canvas.addEventListener('wheel', (event) => { event.preventDefault(); zoomBy(event.deltaY < 0 ? 1.15 : 1 / 1.15); }, { passive: false });
  canvas.addEventListener('keydown', (event) => {
    const step = 0.15 / view.zoom;
    const moves = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, step], ArrowDown: [0, -step] };
    if (moves[event.key]) {
      event.preventDefault();
      view.x += moves[event.key][0];
      view.y += moves[event.key][1];
      draw();
    } else if (event.key === '+' || event.key === '=') zoomBy(1.4);
    else if (event.key === '-') zoomBy(1 / 1.4);
  });
  new ResizeObserver(draw).observe(canvas);
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', draw);

  return {
    async shown() {
      if (items.length) { draw(); return; }
      const answer = await api.map(MOST);
      if (!answer) return;
      items = answer.items;
      if (items.length) measure();
      whole();
      draw();
    },
  };
}
