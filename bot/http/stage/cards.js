// Draws one message of the preview chat while the H5, which draws them all, is still being built.

function element(name, words) {
  const made = document.createElement(name);
  made.textContent = words;
  return made;
}

export function drawCard(place, { text, card }) {
  if (card === null) {
    place.replaceChildren(...text.split('\n').map((line) => element('p', line)));
    return;
  }
  const lines = document.createElement('dl');
  for (const { key, value } of card.lines) lines.append(element('dt', key), element('dd', value));
  const parts = [
    element('p', card.source),
    element('h2', card.title),
    ...(card.subtitle === null ? [] : [element('p', card.subtitle)]),
    lines,
    element('p', card.foot),
  ];
  parts[0].className = 'second';
  parts.at(-1).className = 'second';
  place.replaceChildren(...parts);
}
