// Views by the fragment of the address: #taste, #similar, #map, #model.
import * as api from './api.js';
import * as map from './map.js';
import * as model from './model.js';
import * as similar from './similar.js';
import * as taste from './taste.js';

const section = (id) => document.getElementById(id);
const openSimilar = (item) => {
  location.hash = 'similar';
  views.similar.open(item);
};
const views = {
  taste: taste.start(section('taste'), { openSimilar }),
  similar: similar.start(section('similar')),
  map: map.start(section('map'), { openSimilar }),
  model: model.start(section('model')),
};

function show() {
  const wanted = location.hash.slice(1) in views ? location.hash.slice(1) : 'taste';
  for (const id of Object.keys(views)) section(id).hidden = id !== wanted;
  for (const link of document.querySelectorAll('nav a')) {
    if (link.hash === `#${wanted}`) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  }
  document.title = `Sapor – ${section(wanted).querySelector('h2').textContent}`;
  views[wanted].shown?.();
}

addEventListener('hashchange', show);
let waiting = 0;
addEventListener('resize', () => {
  clearTimeout(waiting);
  waiting = setTimeout(() => { if (!section('model').hidden) views.model.redraw(); }, 150);
});
show();
api.model().then((answer) => {
  if (answer) document.getElementById('model-name').textContent = answer.model.name;
});
