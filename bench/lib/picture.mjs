/**
 * Charts as SVG, written by hand so that a measurement needs nothing but Node. They follow the
 * reader's light or dark setting, and every line has a dash of its own beside its colour.
 */

const WIDTH = 760;
const HEIGHT = 460;
const PLOT = { left: 70, right: 726, top: 64, bottom: 400 };

const STYLE = `
  svg { color-scheme: light dark; }
  .paper { fill: #ffffff; } .frame, .tick { stroke: #5b6470; } .grid { stroke: #e3e6ea; }
  text { font: 13px system-ui, sans-serif; fill: #1d2430; }
  .title { font-size: 16px; font-weight: 600; }
  .small { font-size: 11.5px; fill: #4a5361; }
  .mark { paint-order: stroke; stroke: #ffffff; stroke-width: 4px; }
  .line { fill: none; stroke-width: 2.2; }
  .even { stroke: #8b94a1; stroke-dasharray: 2 4; fill: none; }
  .c0 { stroke: #0b62a8; } .c1 { stroke: #c2410c; } .c2 { stroke: #1a7f4b; }
  .c3 { stroke: #8e3aa8; }
  .f0 { fill: #0b62a8; } .f1 { fill: #c2410c; } .f2 { fill: #1a7f4b; } .f3 { fill: #8e3aa8; }
  .d1 { stroke-dasharray: 7 4; } .d2 { stroke-dasharray: 2 3; } .d3 { stroke-dasharray: 9 3 2 3; }
  @media (prefers-color-scheme: dark) {
    .paper { fill: #14181f; } .frame, .tick { stroke: #98a2b0; } .grid { stroke: #2a313c; }
    text { fill: #e8ecf1; } .mark { stroke: #14181f; } .small { fill: #b4bdc9; }
    .even { stroke: #78828f; }
    .c0 { stroke: #6cb6f5; } .c1 { stroke: #ff9b66; } .c2 { stroke: #63d69b; }
    .c3 { stroke: #d79bef; }
    .f0 { fill: #6cb6f5; } .f1 { fill: #ff9b66; } .f2 { fill: #63d69b; } .f3 { fill: #d79bef; }
  }`;

const escaped = (text) =>
  String(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
const near = (n) => Number(n.toFixed(1));

/** From values to places on the paper; `log` for shares that span powers of ten. */
function scaleOf({ domain: [from, to], log = false }, [start, end]) {
  const at = log ? Math.log10 : (n) => n;
  return (value) => {
    const clamped = Math.min(to, Math.max(from, value));
    return near(start + ((at(clamped) - at(from)) / (at(to) - at(from))) * (end - start));
  };
}

/**
 * A chart with two axes `{ label, domain, ticks, format, log }` and layers: `line` through
 * `points`, `steps` that hold a value until the next, or `dots` with `low` and `high` ends.
 */
export function chart({ title, subtitle = '', x, y, layers, even = false, legend = 'right' }) {
  const across = scaleOf(x, [PLOT.left, PLOT.right]);
  const up = scaleOf(y, [PLOT.bottom, PLOT.top]);
  const body = [
    ...axes(x, y, across, up),
    even ? evenLine(x, y, across, up) : '',
    ...layers.map((layer, index) => drawn(layer, index, across, up)),
    ...legendOf(layers, legend),
  ];
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" ` +
      `width="${WIDTH}" height="${HEIGHT}" aria-labelledby="t d">`,
    `<title id="t">${escaped(title)}</title><desc id="d">${escaped(subtitle)}</desc>`,
    `<style>${STYLE}</style>`,
    `<rect class="paper" width="${WIDTH}" height="${HEIGHT}"/>`,
    `<text class="title" x="${PLOT.left}" y="26">${escaped(title)}</text>`,
    `<text class="small" x="${PLOT.left}" y="46">${escaped(subtitle)}</text>`,
    ...body,
    '</svg>',
    '',
  ].join('\n');
}

function axes(x, y, across, up) {
  const { left, right, top, bottom } = PLOT;
  const lines = [];
  for (const tick of x.ticks) {
    const at = across(tick);
    lines.push(
      `<path class="grid" d="M${at} ${top}V${bottom}"/>`,
      `<text x="${at}" y="${bottom + 20}" text-anchor="middle">${escaped(x.format(tick))}</text>`,
    );
  }
  for (const tick of y.ticks) {
    const at = up(tick);
    lines.push(
      `<path class="grid" d="M${left} ${at}H${right}"/>`,
      `<text x="${left - 8}" y="${at + 4}" text-anchor="end">${escaped(y.format(tick))}</text>`,
    );
  }
  const middle = (top + bottom) / 2;
  return [
    ...lines,
    `<path class="frame" fill="none" d="M${left} ${top}V${bottom}H${right}"/>`,
    `<text x="${(left + right) / 2}" y="${bottom + 44}" text-anchor="middle">` +
      `${escaped(x.label)}</text>`,
    `<text transform="translate(18 ${middle}) rotate(-90)" text-anchor="middle">` +
      `${escaped(y.label)}</text>`,
  ];
}

function evenLine(x, y, across, up) {
  const from = Math.max(x.domain[0], y.domain[0]);
  const to = Math.min(x.domain[1], y.domain[1]);
  return `<path class="even" d="M${across(from)} ${up(from)}L${across(to)} ${up(to)}"/>`;
}

function drawn(layer, index, across, up) {
  if (layer.kind === 'dots') return dots(layer, index, across, up);
  const steps = layer.kind === 'steps';
  const path = layer.points.map(([px, py], i) => {
    if (i === 0) return `M${across(px)} ${up(py)}`;
    return steps ? `H${across(px)}V${up(py)}` : `L${across(px)} ${up(py)}`;
  });
  const marks = (layer.marks ?? []).map(
    ([px, py, text]) =>
      `<circle class="f${index}" cx="${across(px)}" cy="${up(py)}" r="4.5"/>` +
      `<text class="small mark" text-anchor="end" x="${across(px) - 8}" y="${up(py) + 20}">` +
      `${escaped(text)}</text>`,
  );
  return `<path class="line c${index} d${index}" d="${path.join('')}"/>${marks.join('')}`;
}

function dots({ points }, index, across, up) {
  return points
    .map(({ x, y, low, high, label }) => {
      const at = across(x);
      return (
        `<path class="line c${index}" d="M${at} ${up(low)}V${up(high)}` +
        `M${at - 5} ${up(low)}h10M${at - 5} ${up(high)}h10"/>` +
        `<circle class="f${index}" cx="${at}" cy="${up(y)}" r="5"/>` +
        `<text class="small mark" text-anchor="${at > PLOT.right - 40 ? 'end' : 'start'}" ` +
        `x="${at > PLOT.right - 40 ? at - 8 : at + 8}" y="${up(y) - 7}">${escaped(label)}</text>`
      );
    })
    .join('');
}

/** Names beside samples of their lines, above the lower corner where the curves are not. */
function legendOf(layers, side) {
  const named = layers.filter((layer) => layer.name !== undefined);
  const left = side === 'left' ? PLOT.left + 20 : PLOT.right - 250;
  return named.map((layer, row) => {
    const index = layers.indexOf(layer);
    const at = PLOT.bottom - 18 - (named.length - 1 - row) * 22;
    return (
      `<path class="line c${index} d${index}" d="M${left} ${at - 4}h36"/>` +
      `<text x="${left + 44}" y="${at}">${escaped(layer.name)}</text>`
    );
  });
}
